//! Roofs with four slopes.

use super::{EAVES, ROWS, covering};
use crate::scene::colour::{hex, lit, shade};
use crate::scene::house::Measures;
use crate::scene::sculpt::Sculpt;
use bevy::math::Vec3;
use ruleset::Roofing;
use worldgen::House;

/// Four slopes in rows, meeting in a ridge, or in a point over a square house.
pub(super) fn hip(sculpt: &mut Sculpt, house: &House, measures: &Measures) {
    let cover = covering(house);
    let rows = if house.style.roofing == Roofing::Tile { ROWS } else { 3 };
    let (x, z) = (measures.size.x, measures.size.y);
    let half = x.min(z) / 2.0;
    let (low, high) = (measures.eaves, measures.eaves + measures.roof_height);
    let drop = EAVES * measures.roof_height / half;
    let eave = |x: f32, z: f32| Vec3::new(x, low - drop, z);
    let corners = [
        eave(-EAVES, -EAVES),
        eave(x + EAVES, -EAVES),
        eave(x + EAVES, z + EAVES),
        eave(-EAVES, z + EAVES),
    ];
    // The ends of the ridge, each over the corners that lie nearer.
    let (first, second) = if x >= z {
        (Vec3::new(half, high, half), Vec3::new(x - half, high, half))
    } else {
        (Vec3::new(half, high, half), Vec3::new(half, high, z - half))
    };
    let tops = if x >= z { [first, second, second, first] } else { [first, first, second, second] };
    for side in 0..4 {
        let next = (side + 1) % 4;
        for row in 0..rows {
            let share = |row: i32| row as f32 / rows as f32;
            let at = |corner: usize, row: i32| corners[corner].lerp(tops[corner], share(row));
            // Each row lies a little over the one below.
            let lift = Vec3::Y * 0.1;
            let (a, b) = (at(side, row) + lift, at(next, row) + lift);
            let (c, d) = (at(next, row + 1), at(side, row + 1));
            let ink = lit(shade(cover, 0.9 + 0.07 * ((row * 7 + 3) % 4) as f32));
            sculpt.quad([b, a, d, c], ink);
            let lip = Vec3::Y * 0.16;
            sculpt.quad([b - lip, a - lip, a, b], lit(shade(cover, 0.62)));
        }
        let wood = lit(hex(0x5a4330));
        sculpt.quad([corners[side], corners[next], tops[next], tops[side]], wood);
        if tops[side].distance(corners[side]) > 0.2 {
            let edge = lit(shade(cover, 0.72));
            let up = Vec3::Y * 0.08;
            sculpt.beam(corners[side] + up, tops[side] + up, 0.16, edge);
        }
    }
    if first.distance(second) > 0.1 {
        let up = Vec3::Y * 0.1;
        sculpt.beam(first + up, second + up, 0.2, lit(shade(cover, 0.7)));
    }
}
