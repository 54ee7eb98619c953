//! What lies on the ground or flies.

use crate::scene::colour::{hex, lit, shade};
use crate::scene::sculpt::{Lump, Sculpt};
use bevy::math::Vec3;
use ruleset::ItemUse;
use std::f32::consts::TAU;

pub(super) fn loot(kind: ItemUse, tone: Vec3, glow: Vec3) -> Sculpt {
    let mut s = Sculpt::new();
    let v = Vec3::new;
    let (low, high) = (lit(shade(tone, 0.65)), lit(shade(tone, 1.3)));
    match kind {
        ItemUse::Melee { .. } => {
            s.beam(v(0.0, 0.32, 0.0), v(0.0, -0.22, 0.0), 0.05, high);
            s.beam(v(-0.12, 0.18, 0.0), v(0.12, 0.18, 0.0), 0.045, low);
            s.post((v(0.0, -0.22, 0.0), 0.035, high), (v(0.0, -0.34, 0.0), 0.0, high), 4);
        }
        ItemUse::Ranged { .. } => {
            for piece in -3..3 {
                let at = |t: f32| v(0.16 - 0.3 * t * t, t * 0.34, 0.0);
                s.beam(at(piece as f32 / 3.0), at((piece + 1) as f32 / 3.0), 0.035, high);
            }
            s.beam(v(-0.14, -0.34, 0.0), v(-0.14, 0.34, 0.0), 0.01, lit(hex(0xe8e0cc)));
        }
        ItemUse::Armour { .. } => {
            s.hull(
                [
                    v(-0.13, -0.2, 0.1),
                    v(0.13, -0.2, 0.1),
                    v(0.13, -0.2, -0.1),
                    v(-0.13, -0.2, -0.1),
                ],
                [
                    v(-0.22, 0.18, 0.12),
                    v(0.22, 0.18, 0.12),
                    v(0.22, 0.18, -0.12),
                    v(-0.22, 0.18, -0.12),
                ],
                high,
            );
        }
        ItemUse::Potion { .. } => {
            s.lump(
                Lump {
                    centre: v(0.0, -0.05, 0.0),
                    radii: Vec3::splat(0.16),
                    rough: 0.0,
                    fine: true,
                    name: 1,
                },
                low,
                high,
            );
            s.post(
                (v(0.0, 0.08, 0.0), 0.06, lit(hex(0xd8e0e0))),
                (v(0.0, 0.2, 0.0), 0.05, lit(hex(0xd8e0e0))),
                6,
            );
            s.post(
                (v(0.0, 0.2, 0.0), 0.055, lit(hex(0x7a5a38))),
                (v(0.0, 0.27, 0.0), 0.055, lit(hex(0x8a6842))),
                6,
            );
        }
        ItemUse::Key => {
            let gold = lit(hex(0xe8bc48));
            for side in 0..8 {
                let at = |i: i32| {
                    v(
                        (i as f32 / 8.0 * TAU).sin() * 0.13,
                        0.2 + (i as f32 / 8.0 * TAU).cos() * 0.13,
                        0.0,
                    )
                };
                s.beam(at(side), at(side + 1), 0.05, gold);
            }
            s.beam(v(0.0, 0.08, 0.0), v(0.0, -0.32, 0.0), 0.05, gold);
            s.beam(v(0.0, -0.28, 0.0), v(0.13, -0.28, 0.0), 0.05, gold);
            s.beam(v(0.0, -0.18, 0.0), v(0.1, -0.18, 0.0), 0.05, gold);
        }
        ItemUse::Goods => {
            s.block(v(-0.17, -0.2, -0.13), v(0.17, 0.08, 0.13), high, 0.02);
            s.beam(v(-0.18, -0.06, 0.0), v(0.18, -0.06, 0.0), 0.28, low);
        }
        ItemUse::Trinket => {
            let bright = lit(tone.lerp(glow, 0.4));
            s.post((v(0.0, -0.22, 0.0), 0.0, low), (Vec3::Y * 0.02, 0.16, bright), 6);
            s.post((Vec3::Y * 0.02, 0.16, bright), (v(0.0, 0.2, 0.0), 0.0, high), 6);
        }
        ItemUse::Sealed => {
            // A casket with a gilded lid and a seal of red wax.
            let (gold, wax) = (lit(hex(0xe8bc48)), lit(hex(0xb8362a)));
            s.block(v(-0.22, -0.2, -0.15), v(0.22, 0.06, 0.15), low, 0.02);
            s.block(v(-0.24, 0.06, -0.17), v(0.24, 0.18, 0.17), high, 0.04);
            for x in [-0.16, 0.16] {
                s.beam(v(x, -0.2, 0.16), v(x, 0.18, 0.18), 0.03, gold);
            }
            s.post((v(0.0, 0.02, 0.15), 0.09, wax), (v(0.0, 0.02, 0.21), 0.07, wax), 8);
        }
    }
    s
}

pub(super) fn arrow() -> Sculpt {
    let mut s = Sculpt::new();
    let v = Vec3::new;
    s.beam(v(0.0, 0.0, -0.4), v(0.0, 0.0, 0.35), 0.025, lit(hex(0x8a6a44)));
    s.post(
        (v(0.0, 0.0, 0.33), 0.05, lit(hex(0xc8d0d8))),
        (v(0.0, 0.0, 0.5), 0.0, lit(hex(0xe8eef2))),
        4,
    );
    for angle in [0.0_f32, 2.1, 4.2] {
        let out = v(angle.sin(), angle.cos(), 0.0) * 0.09;
        let (a, b) = (v(0.0, 0.0, -0.38), v(0.0, 0.0, -0.2));
        let red = lit(hex(0xd8d0c0));
        s.tri([a, b, a + out], [red; 3]);
        s.tri([b, a, a + out], [red; 3]);
    }
    s
}
