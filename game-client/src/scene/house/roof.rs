//! Gable roofs with an overhang, rows of tiles, a chimney.

use super::Measures;
use crate::scene::colour::{hex, lit, shade, tone};
use crate::scene::sculpt::Sculpt;
use bevy::math::{Vec2, Vec3};
use worldgen::House;

/// How far the roof reaches beyond the walls.
const EAVES: f32 = 0.55;
const GABLE: f32 = 0.4;
/// Rows of tiles on a side.
const ROWS: i32 = 6;

/// The roof with its gables and chimney.
pub(crate) fn roof(house: &House) -> Sculpt {
    let mut sculpt = Sculpt::new();
    let mut measures = Measures::of(house);
    let tiles = tone(house.roof);
    // Along the ridge, across it.
    let (length, width) = if measures.ridge_east {
        (measures.size.x, measures.size.y)
    } else {
        (measures.size.y, measures.size.x)
    };
    let east = measures.ridge_east;
    let at = move |along: f32, across: f32, y: f32| {
        if east { Vec3::new(along, y, across) } else { Vec3::new(width - across, y, along) }
    };
    let (low, high) = (measures.wall_height, measures.wall_height + measures.roof_height);
    let slope = measures.roof_height / (width / 2.0);
    let height = |across: f32| high - (across - width / 2.0).abs() * slope;
    let ends = (-GABLE, length + GABLE);
    for side in [-1.0_f32, 1.0] {
        let foot = width / 2.0 + EAVES;
        for row in 0..ROWS {
            let out = |row: i32| width / 2.0 + side * foot * row as f32 / ROWS as f32;
            let (upper, lower) = (out(row), out(row + 1));
            // Each row lies a little over the next.
            let (y0, y1) = (height(upper) + 0.06, height(lower) + 0.14);
            let ink = lit(shade(tiles, 0.9 + 0.07 * ((row * 7 + 3) % 4) as f32));
            let [a, b] = [at(ends.0, lower, y1), at(ends.1, lower, y1)];
            let [c, d] = [at(ends.1, upper, y0), at(ends.0, upper, y0)];
            let drop = Vec3::Y * 0.12;
            if side > 0.0 {
                sculpt.quad([a, b, c, d], ink);
                sculpt.quad([a - drop, b - drop, b, a], lit(shade(tiles, 0.6)));
            } else {
                sculpt.quad([b, a, d, c], ink);
                sculpt.quad([b - drop, a - drop, a, b], lit(shade(tiles, 0.6)));
            }
        }
        let wood = lit(hex(0x5a4330));
        let foot_at = width / 2.0 + side * foot;
        let (y, top) = (height(foot_at) + 0.0, high - 0.02);
        let under = [
            at(ends.0, foot_at, y),
            at(ends.1, foot_at, y),
            at(ends.1, width / 2.0, top),
            at(ends.0, width / 2.0, top),
        ];
        if side > 0.0 {
            sculpt.quad([under[3], under[2], under[1], under[0]], wood);
        } else {
            sculpt.quad(under, wood);
        }
        for end in [ends.0, ends.1] {
            let (from, to) = (at(end, foot_at, y + 0.05), at(end, width / 2.0, top + 0.09));
            sculpt.beam(from, to, 0.17, wood);
        }
    }
    sculpt.beam(
        at(ends.0 - 0.05, width / 2.0, high + 0.1),
        at(ends.1 + 0.05, width / 2.0, high + 0.1),
        0.2,
        lit(shade(tiles, 0.7)),
    );
    let plaster = lit(shade(tone(house.wall), 0.96));
    for (end, outward) in [(0.0, -1.0), (length, 1.0_f32)] {
        let (a, b, c) = (at(end, 0.0, low), at(end, width, low), at(end, width / 2.0, high));
        sculpt.tri([a, b, c], [plaster; 3]);
        sculpt.tri([b, a, c], [plaster; 3]);
        let timber = lit(hex(0x4a3524));
        let out = end + outward * 0.03;
        sculpt.beam(at(out, width / 2.0, low), at(out, width / 2.0, high - 0.1), 0.16, timber);
        sculpt.beam(
            at(out, width * 0.27, low),
            at(out, width * 0.5, low + measures.roof_height * 0.5),
            0.13,
            timber,
        );
        sculpt.beam(
            at(out, width * 0.73, low),
            at(out, width * 0.5, low + measures.roof_height * 0.5),
            0.13,
            timber,
        );
    }
    let spot = Vec2::new(length * measures.dice.range(0.2, 0.35), width * 0.36);
    let base = at(spot.x, spot.y, height(spot.y) - 0.4);
    let half = Vec3::new(0.32, 0.0, 0.32);
    let top = high + 0.55;
    let stone = lit(hex(0x807a70));
    sculpt.cuboid(base - half, Vec3::new(base.x + 0.32, top, base.z + 0.32), stone);
    sculpt.cuboid(
        Vec3::new(base.x - 0.4, top, base.z - 0.4),
        Vec3::new(base.x + 0.4, top + 0.14, base.z + 0.4),
        lit(hex(0x6a655c)),
    );
    let soot = lit(hex(0x1c1917));
    sculpt.cuboid(
        Vec3::new(base.x - 0.2, top + 0.1, base.z - 0.2),
        Vec3::new(base.x + 0.2, top + 0.17, base.z + 0.2),
        soot,
    );
    sculpt
}
