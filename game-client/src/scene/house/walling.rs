//! Walls by what they are of: plaster, boards, logs, stone, clay; on a foot of stone.

use crate::scene::colour::{Ink, hex, lit, shade, tone};
use crate::scene::sculpt::Sculpt;
use bevy::math::Vec3;
use ruleset::WallMaterial;
use worldgen::House;

/// A wall of the ground floor between two corners, its foot below the ground.
pub(super) fn wall(sculpt: &mut Sculpt, house: &House, min: Vec3, max: Vec3) {
    let foot = house.style.foundation.to_metres_f32();
    let stone = lit(hex(0x7a766c));
    let edge = Vec3::new(0.05, 0.0, 0.05);
    sculpt.cuboid(min - edge, Vec3::new(max.x + 0.05, foot, max.z + 0.05), stone);
    upper(sculpt, house, Vec3::new(min.x, foot - 0.08, min.z), max);
}

/// A wall without a foot.
pub(super) fn upper(sculpt: &mut Sculpt, house: &House, min: Vec3, max: Vec3) {
    let colour = tone(house.wall);
    match house.style.material {
        WallMaterial::Plaster | WallMaterial::Adobe => plain(sculpt, min, max, colour),
        WallMaterial::Logs => courses(sculpt, (min, max), colour, 0.32, 0.05),
        WallMaterial::Stone => courses(sculpt, (min, max), colour, 0.45, 0.015),
        WallMaterial::Planks => boards(sculpt, min, max, colour),
    }
}

/// Lighter towards the top.
fn plain(sculpt: &mut Sculpt, min: Vec3, max: Vec3, colour: Vec3) {
    let first = sculpt.positions.len();
    sculpt.cuboid(min, max, lit(colour));
    for index in first..sculpt.positions.len() {
        let up = (sculpt.positions[index].y - min.y) / (max.y - min.y).max(0.1);
        sculpt.inks[index] = lit(shade(colour, 0.84 + 0.16 * up));
    }
}

/// Layers of a height, every other one standing out a little.
fn courses(sculpt: &mut Sculpt, (min, max): (Vec3, Vec3), colour: Vec3, high: f32, out: f32) {
    let count = ((max.y - min.y) / high).ceil().max(1.0) as i32;
    let step = (max.y - min.y) / count as f32;
    for course in 0..count {
        let (low, top) = (min.y + course as f32 * step, min.y + (course + 1) as f32 * step);
        let ink = lit(shade(colour, 0.84 + 0.08 * ((course * 5 + 1) % 3) as f32));
        let out = if course % 2 == 0 { out } else { 0.0 };
        let edge = Vec3::new(out, 0.0, out);
        sculpt.cuboid(
            Vec3::new(min.x, low, min.z) - edge,
            Vec3::new(max.x, top, max.z) + edge,
            ink,
        );
    }
}

/// Upright boards, alternately light and dark.
fn boards(sculpt: &mut Sculpt, min: Vec3, max: Vec3, colour: Vec3) {
    let along_x = max.x - min.x >= max.z - min.z;
    let length = if along_x { max.x - min.x } else { max.z - min.z };
    let count = (length / 0.55).ceil().max(1.0) as i32;
    for board in 0..count {
        let (from, to) =
            (board as f32 / count as f32 * length, (board + 1) as f32 / count as f32 * length);
        let ink: Ink = lit(shade(colour, 0.86 + 0.07 * ((board * 7 + 2) % 4) as f32));
        let (a, b) = if along_x {
            (Vec3::new(min.x + from, min.y, min.z), Vec3::new(min.x + to, max.y, max.z))
        } else {
            (Vec3::new(min.x, min.y, min.z + from), Vec3::new(max.x, max.y, min.z + to))
        };
        sculpt.cuboid(a, b, ink);
    }
}
