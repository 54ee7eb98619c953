//! What tells a house's purpose from the street: a board on a bracket before inns and workshops, with
//! a colour for each trade.

use super::Measures;
use crate::scene::colour::{hex, lit, shade};
use crate::scene::sculpt::Sculpt;
use bevy::math::{Vec2, Vec3};
use worldgen::{House, HousePurpose};

/// Colours of boards.
const HUES: [u32; 10] = [
    0xb0402f, 0x34618c, 0x6f8f3a, 0xc79a2f, 0x7c4f92, 0x2f7d74, 0xb86a2e, 0x8c8f96, 0x9a3f63,
    0x53633a,
];

/// Hangs a board out, where there is something to tell.
pub(super) fn sign(sculpt: &mut Sculpt, house: &House, measures: &Measures) {
    let hue = match house.purpose {
        HousePurpose::Inn => 0xd8a93a,
        HousePurpose::Workshop(trade) => HUES[usize::from(trade.0) % HUES.len()],
        HousePurpose::Hall => 0x2f4f8c,
        _ => return,
    };
    let (sill, out) = measures.door;
    let side = Vec2::new(out.y, -out.x);
    let at = |along: f32, away: f32, y: f32| {
        let p = sill + side * along + out * away;
        Vec3::new(p.x, y, p.y)
    };
    let iron = lit(hex(0x33312f));
    let (along, high) = (-1.15, 2.62_f32.min(measures.wall_height - 0.1));
    sculpt.beam(at(along, 0.0, high), at(along, 0.95, high), 0.06, iron);
    sculpt.beam(at(along, 0.0, high - 0.35), at(along, 0.4, high), 0.04, iron);
    let boxed = |sculpt: &mut Sculpt, a: Vec3, b: Vec3, ink| sculpt.cuboid(a.min(b), a.max(b), ink);
    let low = high - 0.72;
    boxed(
        sculpt,
        at(along - 0.03, 0.25, low),
        at(along + 0.03, 0.9, high - 0.1),
        lit(hex(0x5d432b)),
    );
    for face in [-1.0, 1.0] {
        let from = at(along + face * 0.03, 0.31, low + 0.06);
        let to = at(along + face * 0.045, 0.84, high - 0.16);
        boxed(sculpt, from, to, lit(hex(hue)));
        let from = at(along + face * 0.045, 0.46, low + 0.2);
        let to = at(along + face * 0.055, 0.69, high - 0.3);
        boxed(sculpt, from, to, lit(shade(hex(hue), 1.7)));
    }
}
