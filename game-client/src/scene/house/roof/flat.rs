//! Flat roofs: a terrace behind a low wall, ends of beams below it.

use crate::scene::colour::{hex, lit, shade, tone};
use crate::scene::house::Measures;
use crate::scene::sculpt::Sculpt;
use bevy::math::Vec3;
use worldgen::House;

/// The terrace.
pub(super) fn flat(sculpt: &mut Sculpt, house: &House, measures: &Measures) {
    let (x, z) = (measures.size.x, measures.size.y);
    let clay = tone(house.wall);
    let (low, top) = (measures.eaves, measures.eaves + measures.roof_height.max(0.3));
    sculpt.cuboid(
        Vec3::new(0.0, low, 0.0),
        Vec3::new(x, low + 0.12, z),
        lit(shade(clay, 0.78).lerp(tone(house.roof), 0.25)),
    );
    let (thick, out) = (0.28, 0.04);
    let ink = lit(shade(clay, 1.02));
    let mut edge = |x0: f32, z0: f32, x1: f32, z1: f32| {
        sculpt.block(Vec3::new(x0, low - 0.05, z0), Vec3::new(x1, top, z1), ink, 0.03);
    };
    edge(-out, -out, x + out, thick);
    edge(-out, z - thick, x + out, z + out);
    edge(-out, thick, thick, z - thick);
    edge(x - thick, thick, x + out, z - thick);
    let wood = lit(hex(0x5b4129));
    let count = (x / 1.3) as i32;
    for number in 0..count {
        let along = (number as f32 + 0.5) * x / count as f32;
        let y = low - 0.28;
        sculpt.beam(Vec3::new(along, y, -0.35), Vec3::new(along, y, 0.1), 0.14, wood);
        sculpt.beam(Vec3::new(along, y, z - 0.1), Vec3::new(along, y, z + 0.35), 0.14, wood);
    }
}
