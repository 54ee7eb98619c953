//! What people built beside houses: the well and the market's stalls, the town's wall with its towers
//! and gates, quays, casks, hay.

use crate::scene::colour::{hex, lit, shade, tone};
use crate::scene::noise::Dice;
use crate::scene::sculpt::{Lump, Sculpt};
use bevy::math::{Vec2, Vec3};
use worldgen::{Work, WorkKind};

/// A work; its north-western corner, on the ground, is the origin.
pub(crate) fn work(work: &Work) -> Sculpt {
    let mut sculpt = Sculpt::new();
    let size = Vec2::new(
        (work.max.x - work.min.x).to_metres_f32(),
        (work.max.z - work.min.z).to_metres_f32(),
    );
    let mut dice = Dice::new(work.min.x.0 as u32 ^ (work.min.z.0 as u32).rotate_left(16));
    match work.kind {
        WorkKind::Well => well(&mut sculpt, size),
        WorkKind::Stall => stall(&mut sculpt, size, work.east, &mut dice),
        WorkKind::Wall | WorkKind::Tower | WorkKind::Gate => masonry(&mut sculpt, work, size),
        WorkKind::Pier => pier(&mut sculpt, size, work.east, &mut dice),
        WorkKind::Barrels => barrels(&mut sculpt, size, &mut dice),
        WorkKind::Haystack => hay(&mut sculpt, size, &mut dice),
    }
    sculpt
}

/// A ring of stones with water in it, a roof on two posts, a bucket.
fn well(sculpt: &mut Sculpt, size: Vec2) {
    let (stone, wood) = (lit(hex(0x8b867b)), lit(hex(0x553c28)));
    let middle = Vec3::new(size.x / 2.0, 0.0, size.y / 2.0);
    let radius = size.min_element() / 2.0;
    sculpt.post(
        (middle - Vec3::Y * 0.3, radius, stone),
        (middle + Vec3::Y * 0.9, radius * 0.96, stone),
        10,
    );
    let water = lit(hex(0x1d2a33));
    sculpt.post(
        (middle + Vec3::Y * 0.8, radius * 0.7, water),
        (middle + Vec3::Y * 0.92, radius * 0.7, water),
        10,
    );
    for side in [-1.0, 1.0] {
        let foot = middle + Vec3::X * side * (radius - 0.1);
        sculpt.post((foot, 0.09, wood), (foot + Vec3::Y * 2.1, 0.08, wood), 5);
    }
    sculpt.beam(
        middle + Vec3::new(-radius, 1.75, 0.0),
        middle + Vec3::new(radius, 1.75, 0.0),
        0.14,
        wood,
    );
    let tiles = lit(hex(0x7d4a34));
    for side in [-1.0_f32, 1.0] {
        let ridge = |x: f32| middle + Vec3::new(x, 2.7, 0.0);
        let eaves = |x: f32| middle + Vec3::new(x, 2.05, side * (radius + 0.15));
        let (a, b) = (radius + 0.2, -radius - 0.2);
        let slope = [eaves(b), eaves(a), ridge(a), ridge(b)];
        let under = [slope[3], slope[2], slope[1], slope[0]];
        sculpt.quad(slope, tiles);
        sculpt.quad(under, tiles);
    }
    let bucket = middle + Vec3::new(0.1, 1.15, 0.0);
    sculpt.post((bucket, 0.13, wood), (bucket + Vec3::Y * 0.28, 0.16, wood), 7);
}

/// A counter with goods under an awning of stripes.
fn stall(sculpt: &mut Sculpt, size: Vec2, east: bool, dice: &mut Dice) {
    let wood = lit(shade(hex(0x7d5d3e), dice.range(0.85, 1.1)));
    sculpt.cuboid(Vec3::ZERO, Vec3::new(size.x, 0.95, size.y), wood);
    let at = |along: f32, across: f32, y: f32| {
        let (x, z) = if east { (along, across) } else { (across, along) };
        Vec3::new(x * size.x, y, z * size.y)
    };
    for (along, across) in [(0.02, -0.5), (0.98, -0.5), (0.02, 1.1), (0.98, 1.1)] {
        let high = if across < 0.0 { 2.25 } else { 2.65 };
        sculpt.post((at(along, across, 0.0), 0.06, wood), (at(along, across, high), 0.05, wood), 5);
    }
    let hues = [0xa23b33, 0x35617f, 0x4f7a3d, 0xb8842f];
    let cloth = hex(hues[(dice.unit() * 3.99) as usize]);
    let stripes = 6;
    for stripe in 0..stripes {
        let (a, b) = (stripe as f32 / stripes as f32, (stripe + 1) as f32 / stripes as f32);
        let ink = lit(if stripe % 2 == 0 { cloth } else { hex(0xe6dcc4) });
        let quad = [at(a, -0.7, 2.15), at(b, -0.7, 2.15), at(b, 1.2, 2.7), at(a, 1.2, 2.7)];
        sculpt.quad(quad, ink);
        sculpt.quad([quad[3], quad[2], quad[1], quad[0]], ink);
    }
    let goods = [0xc0552e, 0xd9b44a, 0x6f8f3f, 0x8a5a9a, 0xe3d2a8];
    for heap in 0..4 {
        let hue = hex(goods[(dice.unit() * 4.99) as usize]);
        let centre = at(0.14 + heap as f32 * 0.24, 0.5, 1.0);
        let shape = Lump {
            centre,
            radii: Vec3::new(0.22, 0.16, 0.22),
            rough: 0.25,
            fine: false,
            name: heap,
        };
        sculpt.lump(shape, lit(shade(hue, 0.8)), lit(hue));
    }
}

/// Walls of courses of stone, crenellated; towers higher; an arch over a gate.
fn masonry(sculpt: &mut Sculpt, work: &Work, size: Vec2) {
    let Some(solid) = work.solids.first() else { return };
    let stone = tone(solid.colour);
    let high = (solid.top - solid.bottom).to_metres_f32() - 0.5;
    let (low, high) = match work.kind {
        // The box of a gate is its arch alone.
        WorkKind::Gate => (3.3, 5.2),
        _ => (-0.5, high),
    };
    let batter = if work.kind == WorkKind::Tower { 0.12 } else { 0.0 };
    let courses = ((high - low) / 0.7).ceil() as i32;
    for course in 0..courses {
        let (from, to) = (low + course as f32 * 0.7, (low + (course + 1) as f32 * 0.7).min(high));
        let out = batter * (1.0 - course as f32 / courses as f32);
        let ink = lit(shade(stone, 0.86 + 0.07 * ((course * 5 + 2) % 4) as f32));
        sculpt.cuboid(Vec3::new(-out, from, -out), Vec3::new(size.x + out, to, size.y + out), ink);
    }
    let ledge = lit(shade(stone, 0.78));
    let out = 0.14;
    sculpt.cuboid(
        Vec3::new(-out, high - 0.12, -out),
        Vec3::new(size.x + out, high + 0.1, size.y + out),
        ledge,
    );
    let merlon = lit(stone);
    let mut tooth = |x: f32, z: f32| {
        let half = 0.34;
        let min = Vec3::new((x - half).max(-out), high + 0.1, (z - half).max(-out));
        let max =
            Vec3::new((x + half).min(size.x + out), high + 0.95, (z + half).min(size.y + out));
        if max.x - min.x > 0.2 && max.z - min.z > 0.2 {
            sculpt.cuboid(min, max, merlon);
        }
    };
    let step = 1.5;
    for number in 0..=(size.x / step) as i32 {
        let x = number as f32 * step + 0.3;
        tooth(x, 0.1);
        tooth(x, size.y - 0.1);
    }
    for number in 0..=(size.y / step) as i32 {
        let z = number as f32 * step + 0.3;
        tooth(0.1, z);
        tooth(size.x - 0.1, z);
    }
    if work.kind == WorkKind::Gate {
        gate(sculpt, size, work.east);
    }
}

/// The leaves of a gate, folded back, and the beam above them.
fn gate(sculpt: &mut Sculpt, size: Vec2, east: bool) {
    let (wood, iron) = (lit(hex(0x5a3f28)), lit(hex(0x3a3a3e)));
    let length = if east { size.x } else { size.y };
    let deep = if east { size.y } else { size.x };
    let at = |along: f32, across: f32, y: f32| {
        if east { Vec3::new(along, y, across) } else { Vec3::new(across, y, along) }
    };
    let boxed = |sculpt: &mut Sculpt, a: Vec3, b: Vec3, ink| sculpt.cuboid(a.min(b), a.max(b), ink);
    boxed(sculpt, at(0.0, 0.1, 3.1), at(length, deep - 0.1, 3.32), wood);
    for (from, to) in [(0.02, 0.14), (length - 0.14, length - 0.02)] {
        boxed(sculpt, at(from, deep, 0.0), at(to, deep + 1.9, 3.0), wood);
        for y in [0.6, 1.6, 2.6] {
            boxed(sculpt, at(from - 0.01, deep, y), at(to + 0.01, deep + 1.9, y + 0.12), iron);
        }
    }
}

/// Kerbs and bollards along a quay; its top is ground.
fn pier(sculpt: &mut Sculpt, size: Vec2, east: bool, dice: &mut Dice) {
    let stone = hex(0x86827a);
    let wood = lit(hex(0x4c3a2a));
    let length = if east { size.x } else { size.y };
    let width = if east { size.y } else { size.x };
    let at = |along: f32, across: f32, y: f32| {
        if east { Vec3::new(along, y, across) } else { Vec3::new(across, y, along) }
    };
    let blocks = (length / 1.6) as i32;
    for block in 0..blocks {
        let (a, b) = (block as f32 * 1.6, block as f32 * 1.6 + 1.54);
        let ink = lit(shade(stone, dice.range(0.8, 1.08)));
        for (from, to) in [(-0.55, 0.25), (width - 0.25, width + 0.55)] {
            let (p, q) = (at(a, from, -2.6), at(b, to, 0.14));
            sculpt.cuboid(p.min(q), p.max(q), ink);
        }
        for slab in 0..3 {
            let (from, to) = (
                0.3 + slab as f32 * (width - 0.6) / 3.0,
                0.26 + (slab + 1) as f32 * (width - 0.6) / 3.0,
            );
            let (p, q) = (at(a, from, -0.2), at(b, to, 0.05));
            sculpt.cuboid(p.min(q), p.max(q), lit(shade(stone, dice.range(0.9, 1.12))));
        }
        if block % 4 == 1 {
            for across in [0.1, width - 0.1] {
                let foot = at(a + 0.8, across, 0.0);
                sculpt.post((foot, 0.16, wood), (foot + Vec3::Y * 0.7, 0.14, wood), 6);
            }
        }
    }
}

fn barrels(sculpt: &mut Sculpt, size: Vec2, dice: &mut Dice) {
    let hoop = lit(hex(0x3c3a38));
    for (x, z, y) in [(0.28, 0.3, 0.0), (0.74, 0.36, 0.0), (0.45, 0.78, 0.0), (0.5, 0.48, 0.62)] {
        let foot = Vec3::new(x * size.x, y, z * size.y);
        let wood = lit(shade(hex(0x7a5632), dice.range(0.85, 1.12)));
        let belly = foot + Vec3::Y * 0.3;
        sculpt.post((foot, 0.17, wood), (belly, 0.22, wood), 8);
        sculpt.post((belly, 0.22, wood), (foot + Vec3::Y * 0.6, 0.17, wood), 8);
        sculpt.post((belly - Vec3::Y * 0.03, 0.23, hoop), (belly + Vec3::Y * 0.03, 0.23, hoop), 8);
    }
}

fn hay(sculpt: &mut Sculpt, size: Vec2, dice: &mut Dice) {
    let middle = Vec3::new(size.x / 2.0, 0.0, size.y / 2.0);
    let straw = hex(0xcdb063);
    let name = (dice.unit() * 1e6) as u32;
    let radii = Vec3::new(size.x * 0.52, 1.5, size.y * 0.52);
    let shape = Lump { centre: middle + Vec3::Y * 0.7, radii, rough: 0.1, fine: true, name };
    sculpt.lump(shape, lit(shade(straw, 0.72)), lit(shade(straw, 1.05)));
    let pole = lit(hex(0x5c4630));
    sculpt.post((middle + Vec3::Y * 1.9, 0.05, pole), (middle + Vec3::Y * 2.7, 0.03, pole), 4);
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruleset::Rgb;
    use seed::{Mm, Point};
    use worldgen::Solid;

    #[test]
    fn works_are_sound_whichever_way_they_lie() {
        let kinds = [
            (WorkKind::Well, 1_800, 1_800),
            (WorkKind::Stall, 2_400, 1_000),
            (WorkKind::Wall, 24_000, 1_200),
            (WorkKind::Tower, 3_200, 3_200),
            (WorkKind::Gate, 5_600, 1_200),
            (WorkKind::Pier, 24_000, 5_000),
            (WorkKind::Barrels, 800, 800),
            (WorkKind::Haystack, 2_200, 2_200),
        ];
        for (kind, long, deep) in kinds {
            for east in [true, false] {
                let max = if east { Point::new(long, deep) } else { Point::new(deep, long) };
                let min = Point::default();
                let colour = Rgb(140, 134, 122);
                let solid = Solid { min, max, bottom: Mm(-500), top: Mm(4_400), colour };
                let ground = Mm(0);
                let solids = vec![solid];
                let built = work(&Work { kind, min, max, ground, east, solids });
                built.assert_sound();
                let count = built.positions.len();
                assert!((100..9_000).contains(&count), "{kind:?}: {count}");
            }
        }
    }
}
