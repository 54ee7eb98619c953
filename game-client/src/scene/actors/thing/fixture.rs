//! What stands in dungeons.

use super::{Piece, piece};
use crate::scene::actors::gait::Role;
use crate::scene::colour::{Ink, ember, hex, lit, shade};
use crate::scene::sculpt::{Lump, Sculpt};
use bevy::math::Vec3;

pub(super) fn stairs() -> Sculpt {
    let mut s = Sculpt::new();
    for step in 0..6 {
        let y = step as f32 * 0.26;
        let z = -0.1 - step as f32 * 0.15;
        let ink = lit(shade(hex(0x9a9890), 0.8 + 0.05 * step as f32));
        s.cuboid(Vec3::new(-0.75, 0.0, z - 0.15), Vec3::new(0.75, y + 0.26, z), ink);
    }
    s
}

/// A piece of wall that sinks away; a crack along its edge tells who looks.
pub(super) fn slab() -> Vec<Piece> {
    let v = Vec3::new;
    let mut wall = Sculpt::new();
    wall.cuboid(v(-0.97, 0.0, -0.5), v(0.97, 3.0, 0.5), lit(hex(0x55504a)));
    wall.cuboid(v(-0.99, 0.0, -0.44), v(-0.95, 2.9, 0.44), lit(hex(0x16130f)));
    vec![piece(wall, Vec3::ZERO, Role::Bars)]
}

/// A dark hole with a rim of stones.
pub(super) fn hole() -> Sculpt {
    let v = Vec3::new;
    let mut s = Sculpt::new();
    s.cuboid(v(-0.7, 0.0, -0.7), v(0.7, 0.03, 0.7), lit(hex(0x050404)));
    let rim = lit(hex(0x6f6a62));
    for (a, b) in [
        (v(-0.9, 0.0, -0.9), v(0.9, 0.16, -0.7)),
        (v(-0.9, 0.0, 0.7), v(0.9, 0.16, 0.9)),
        (v(-0.9, 0.0, -0.7), v(-0.7, 0.16, 0.7)),
        (v(0.7, 0.0, -0.7), v(0.9, 0.16, 0.7)),
    ] {
        s.cuboid(a, b, rim);
    }
    s
}

/// A stone with lines of writing, its back to the wall.
pub(super) fn stele() -> Vec<Piece> {
    let v = Vec3::new;
    let (stone, dark) = (lit(hex(0x8c877a)), lit(hex(0x2a2620)));
    let mut slab = Sculpt::new();
    slab.block(v(-0.62, 0.0, -0.86), v(0.62, 0.22, -0.42), lit(hex(0x6d6960)), 0.05);
    slab.block(v(-0.5, 0.22, -0.8), v(0.5, 1.62, -0.56), stone, 0.08);
    // Lines of different lengths, as of verse.
    for (line, width) in (0..).zip([0.7, 0.62, 0.74, 0.5, 0.68, 0.4]) {
        let y = 1.38 - 0.17 * line as f32;
        slab.cuboid(v(-0.37, y, -0.56), v(-0.37 + width, y + 0.05, -0.545), dark);
    }
    vec![piece(slab, Vec3::ZERO, Role::Still)]
}

/// A table of stone with a board in its top that shines a little.
pub(super) fn table() -> Vec<Piece> {
    let v = Vec3::new;
    let stone = lit(hex(0x6c6860));
    let mut s = Sculpt::new();
    s.block(v(-0.5, 0.0, -0.5), v(0.5, 0.2, 0.5), stone, 0.06);
    s.block(v(-0.28, 0.2, -0.28), v(0.28, 0.78, 0.28), lit(hex(0x5a564f)), 0.0);
    s.cuboid(v(-0.66, 0.8, -0.66), v(0.66, 0.94, 0.66), lit(hex(0x7a756b)));
    for x in 0..4 {
        for z in 0..4 {
            let at = v(-0.46 + 0.24 * x as f32, 0.94, -0.46 + 0.24 * z as f32);
            let bright = if (x + z) % 2 == 0 { 0.9 } else { 0.35 };
            s.cuboid(at, at + v(0.2, 0.02, 0.2), ember(hex(0x68c8e8) * bright));
        }
    }
    vec![piece(s, Vec3::ZERO, Role::Still)]
}

pub(super) fn door() -> Vec<Piece> {
    let v = Vec3::new;
    let stone = lit(hex(0x6c6860));
    let mut frame = Sculpt::new();
    for side in [-1.0_f32, 1.0] {
        let (a, b) = (v(side * 0.82, 0.0, -0.28), v(side * 1.02, 2.6, 0.28));
        frame.block(a.min(b), a.max(b), stone, 0.0);
    }
    frame.cuboid(v(-1.02, 2.5, -0.3), v(1.02, 2.95, 0.3), stone);
    let mut all = vec![piece(frame, Vec3::ZERO, Role::Still)];
    for left in [true, false] {
        let side = if left { -1.0 } else { 1.0 };
        let mut leaf = Sculpt::new();
        for board in 0..3 {
            let from = side * (0.02 + board as f32 * 0.265);
            let to = side * (0.265 + board as f32 * 0.265);
            let wood = lit(shade(hex(0x6b4528), 0.85 + 0.12 * board as f32));
            // Hung at its outer edge.
            let (a, b) = (v(from - side * 0.82, 0.03, -0.06), v(to - side * 0.82, 2.5, 0.06));
            leaf.cuboid(a.min(b), a.max(b), wood);
        }
        let iron = lit(hex(0x2c2a2a));
        for y in [0.5, 1.9] {
            let (a, b) = (v(-side * 0.8, y, -0.085), v(0.0, y + 0.13, 0.085));
            leaf.cuboid(a.min(b), a.max(b), iron);
        }
        let (a, b) = (v(-side * 0.76, 1.1, -0.12), v(-side * 0.66, 1.34, 0.12));
        leaf.cuboid(a.min(b), a.max(b), lit(hex(0xc8a040)));
        all.push(piece(leaf, v(side * 0.82, 0.0, 0.0), Role::Leaf(left)));
    }
    all
}

pub(super) fn gate() -> Vec<Piece> {
    let v = Vec3::new;
    let stone = lit(hex(0x5c6068));
    let mut frame = Sculpt::new();
    for side in [-1.0_f32, 1.0] {
        let (a, b) = (v(side * 0.86, 0.0, -0.32), v(side * 1.02, 2.95, 0.32));
        frame.cuboid(a.min(b), a.max(b), stone);
    }
    frame.cuboid(v(-1.02, 2.6, -0.32), v(1.02, 3.0, 0.32), stone);
    frame.cuboid(v(-0.16, 2.68, 0.3), v(0.16, 2.94, 0.36), ember(v(0.25, 0.75, 0.9)));
    frame.cuboid(v(-0.16, 2.68, -0.36), v(0.16, 2.94, -0.3), ember(v(0.25, 0.75, 0.9)));
    let mut bars = Sculpt::new();
    let iron = lit(hex(0x3a3c40));
    for bar in 0..6 {
        let x = -0.72 + bar as f32 * 0.288;
        bars.post((v(x, 0.0, 0.0), 0.0, iron), (v(x, 0.16, 0.0), 0.045, iron), 5);
        bars.post((v(x, 0.16, 0.0), 0.045, iron), (v(x, 2.7, 0.0), 0.045, iron), 5);
    }
    for y in [0.5, 1.3, 2.1] {
        bars.cuboid(v(-0.86, y, -0.04), v(0.86, y + 0.09, 0.04), iron);
    }
    vec![piece(frame, Vec3::ZERO, Role::Still), piece(bars, Vec3::ZERO, Role::Bars)]
}

pub(super) fn lever() -> Vec<Piece> {
    let v = Vec3::new;
    let mut base = Sculpt::new();
    base.block(v(-0.32, 0.0, -0.32), v(0.32, 0.34, 0.32), lit(hex(0x77726a)), 0.07);
    base.block(v(-0.2, 0.34, -0.2), v(0.2, 0.52, 0.2), lit(hex(0x8a7a4a)), 0.03);
    base.cuboid(v(-0.05, 0.5, -0.22), v(0.05, 0.54, 0.22), lit(hex(0x1c1a18)));
    let mut arm = Sculpt::new();
    arm.beam(v(0.0, -0.05, 0.0), v(0.0, 0.78, 0.0), 0.075, lit(hex(0x484440)));
    let red = lit(hex(0xc03a28));
    arm.lump(
        Lump {
            centre: v(0.0, 0.84, 0.0),
            radii: Vec3::splat(0.12),
            rough: 0.0,
            fine: true,
            name: 1,
        },
        red,
        lit(hex(0xe86048)),
    );
    vec![piece(base, Vec3::ZERO, Role::Still), piece(arm, Vec3::Y * 0.48, Role::Handle)]
}

pub(super) fn lamp() -> Vec<Piece> {
    let v = Vec3::new;
    let mut stand = Sculpt::new();
    let (stone, bronze) = (lit(hex(0x66645e)), lit(hex(0x8a6a3a)));
    stand.block(v(-0.3, 0.0, -0.3), v(0.3, 0.2, 0.3), stone, 0.06);
    stand.post((v(0.0, 0.2, 0.0), 0.13, stone), (v(0.0, 0.95, 0.0), 0.09, stone), 6);
    stand.post((v(0.0, 0.92, 0.0), 0.1, bronze), (v(0.0, 1.18, 0.0), 0.3, bronze), 8);
    stand.post(
        (v(0.0, 1.185, 0.0), 0.25, lit(hex(0x17120e))),
        (v(0.0, 1.19, 0.0), 0.25, lit(hex(0x17120e))),
        8,
    );
    let mut flame = Sculpt::new();
    let (core, tip) = (ember(v(1.0, 0.86, 0.45)), ember(v(1.0, 0.42, 0.1)));
    flame.post((v(0.0, 0.0, 0.0), 0.1, core), (v(0.0, 0.16, 0.0), 0.19, core), 7);
    flame.post((v(0.0, 0.16, 0.0), 0.19, core), (v(0.03, 0.62, 0.0), 0.0, tip), 7);
    flame.post((v(0.1, 0.05, 0.06), 0.1, core), (v(0.14, 0.4, 0.05), 0.0, tip), 5);
    flame.post((v(-0.1, 0.05, -0.05), 0.1, core), (v(-0.12, 0.36, -0.07), 0.0, tip), 5);
    vec![piece(stand, Vec3::ZERO, Role::Still), piece(flame, Vec3::Y * 1.14, Role::Flame)]
}

pub(super) fn chest(treasure: bool) -> Vec<Piece> {
    let v = Vec3::new;
    let by = if treasure { 1.3 } else { 1.0 };
    let (wood, metal): (Ink, Ink) = if treasure {
        (lit(hex(0x5a2a2e)), lit(hex(0xe0b048)))
    } else {
        (lit(hex(0x7a5230)), lit(hex(0x5a5a5c)))
    };
    let mut base = Sculpt::new();
    base.block(v(-0.45, 0.0, -0.28) * by, v(0.45, 0.36, 0.28) * by, wood, 0.0);
    for x in [-0.4, 0.0, 0.4] {
        base.cuboid(v(x - 0.05, -0.005, -0.3) * by, v(x + 0.05, 0.37, 0.3) * by, metal);
    }
    let gold = lit(hex(0xf0c850));
    base.lump(
        Lump {
            centre: v(0.0, 0.3, 0.0) * by,
            radii: v(0.36, 0.13, 0.2) * by,
            rough: 0.2,
            fine: true,
            name: 5,
        },
        gold,
        lit(hex(0xffe890)),
    );
    let mut lid = Sculpt::new();
    // Hung at its back edge.
    for slat in 0..4 {
        let at = |i: i32| {
            let angle = i as f32 / 4.0 * std::f32::consts::PI;
            (0.28 + 0.28 * -angle.cos(), 0.24 * angle.sin())
        };
        let ((z0, y0), (z1, y1)) = (at(slat), at(slat + 1));
        let shine = Ink::new(1.0, 1.0, 1.0, 1.0) * if slat % 2 == 0 { 1.0 } else { 1.12 };
        let ink = (wood * shine).min(Ink::ONE);
        lid.quad(
            [
                v(-0.45, y1, z1) * by,
                v(-0.45, y0, z0) * by,
                v(0.45, y0, z0) * by,
                v(0.45, y1, z1) * by,
            ]
            .map(|p| p),
            ink,
        );
        for x in [-0.4, 0.0, 0.4] {
            let up = 0.015;
            let strip = [
                v(x - 0.05, y1 + up, z1),
                v(x - 0.05, y0 + up, z0),
                v(x + 0.05, y0 + up, z0),
                v(x + 0.05, y1 + up, z1),
            ];
            lid.quad(strip.map(|p| p * by), metal);
        }
        for (x, flip) in [(-0.45, false), (0.45, true)] {
            let (a, b, c) = (v(x, y0, z0) * by, v(x, y1, z1) * by, v(x, 0.0, 0.28) * by);
            lid.tri(if flip { [b, a, c] } else { [a, b, c] }, [wood; 3]);
        }
    }
    lid.cuboid(v(-0.08, -0.1, 0.54) * by, v(0.08, 0.06, 0.6) * by, metal);
    vec![piece(base, Vec3::ZERO, Role::Still), piece(lid, v(0.0, 0.36, -0.28) * by, Role::Lid)]
}
