//! The shapes of people's parts, hanging from their joint: limbs point down, faces to `+z`. White
//! is what the instance's tag colours.

use super::Shape;
use crate::scene::colour::{ember, hex, lit, shade};
use crate::scene::sculpt::{Lump, Sculpt};
use bevy::math::Vec3;

/// Builds a shape.
pub(crate) fn shape(shape: Shape) -> Sculpt {
    let mut s = Sculpt::new().tinted();
    let v = Vec3::new;
    let white = lit(Vec3::ONE);
    let grey = lit(Vec3::splat(0.72));
    match shape {
        Shape::Hips => {
            s.post((v(0.0, -0.26, 0.0), 0.245, grey), (v(0.0, 0.06, 0.0), 0.185, white), 8);
            squeeze(&mut s, 0.74);
            plain(&mut s);
            s.post(
                (v(0.0, 0.0, 0.0), 0.2, lit(hex(0x3d2b1c))),
                (v(0.0, 0.075, 0.0), 0.195, lit(hex(0x4a3422))),
                8,
            );
            squeeze(&mut s, 1.0);
            s.cuboid(v(-0.035, 0.005, 0.14), v(0.035, 0.07, 0.215), lit(hex(0xc8a850)));
        }
        Shape::Torso => {
            let ring =
                |y: f32, x: f32, z: f32| [v(-x, y, z), v(x, y, z), v(x, y, -z), v(-x, y, -z)];
            s.hull(ring(0.0, 0.165, 0.11), ring(0.3, 0.215, 0.135), grey);
            s.hull(ring(0.3, 0.215, 0.135), ring(0.46, 0.235, 0.12), white);
            s.hull(ring(0.46, 0.235, 0.12), ring(0.53, 0.09, 0.07), white);
            plain(&mut s);
            s.post(
                (v(0.0, 0.49, 0.0), 0.105, lit(hex(0xd8ccb0))),
                (v(0.0, 0.555, 0.005), 0.085, lit(hex(0xe8dcc0))),
                7,
            );
            s.quad(
                [
                    v(-0.03, 0.06, 0.124),
                    v(0.03, 0.06, 0.124),
                    v(0.035, 0.48, 0.133),
                    v(-0.035, 0.48, 0.133),
                ],
                lit(hex(0xc8bc9c)),
            );
        }
        Shape::Head | Shape::Skull => head(&mut s, shape == Shape::Skull),
        Shape::Arm => {
            s.lump(
                Lump {
                    centre: v(0.0, -0.01, 0.0),
                    radii: Vec3::splat(0.088),
                    rough: 0.0,
                    fine: false,
                    name: 1,
                },
                white,
                white,
            );
            s.post((v(0.0, -0.3, 0.0), 0.066, grey), (Vec3::ZERO, 0.078, white), 6);
        }
        Shape::Forearm => {
            s.post((v(0.0, -0.25, 0.0), 0.046, white), (v(0.0, 0.01, 0.0), 0.058, white), 6);
            s.lump(
                Lump {
                    centre: v(0.0, -0.29, 0.01),
                    radii: v(0.052, 0.068, 0.058),
                    rough: 0.05,
                    fine: false,
                    name: 2,
                },
                white,
                white,
            );
            plain(&mut s);
            s.post(
                (v(0.0, -0.2, 0.0), 0.06, lit(hex(0x5a4028))),
                (v(0.0, -0.12, 0.0), 0.063, lit(hex(0x64492e))),
                6,
            );
        }
        Shape::Thigh => {
            s.post((v(0.0, -0.42, 0.0), 0.076, grey), (v(0.0, 0.05, 0.0), 0.108, white), 7);
        }
        Shape::Shin => {
            s.post((v(0.0, -0.22, 0.0), 0.062, grey), (v(0.0, 0.03, 0.0), 0.078, white), 7);
            plain(&mut s);
            let (boot, sole) = (lit(hex(0x4b3523)), lit(hex(0x2c2018)));
            s.post(
                (v(0.0, -0.38, 0.0), 0.075, boot),
                (v(0.0, -0.12, 0.0), 0.088, lit(hex(0x5a4029))),
                7,
            );
            s.block(v(-0.078, -0.44, -0.085), v(0.078, -0.34, 0.19), boot, 0.018);
            s.cuboid(v(-0.082, -0.455, -0.09), v(0.082, -0.42, 0.195), sole);
        }
        Shape::Short | Shape::Long | Shape::Bun | Shape::Beard => hair(&mut s, shape),
        Shape::Hood => {
            s.lump(
                Lump {
                    centre: v(0.0, 0.2, -0.045),
                    radii: v(0.185, 0.2, 0.19),
                    rough: 0.03,
                    fine: true,
                    name: 9,
                },
                grey,
                white,
            );
            s.post((v(0.0, -0.04, -0.02), 0.23, grey), (v(0.0, 0.13, -0.03), 0.14, white), 8);
        }
        Shape::Hat => {
            plain(&mut s);
            let (dark, straw) = (lit(hex(0xa8883e)), lit(hex(0xd2b460)));
            s.post((v(0.0, 0.27, 0.0), 0.33, dark), (v(0.0, 0.31, 0.0), 0.3, straw), 10);
            s.post((v(0.0, 0.3, 0.0), 0.165, straw), (v(0.0, 0.43, 0.0), 0.12, straw), 8);
            s.post(
                (v(0.0, 0.305, 0.0), 0.172, lit(hex(0x7a2e24))),
                (v(0.0, 0.34, 0.0), 0.166, lit(hex(0x8a3428))),
                8,
            );
        }
        Shape::Crown => {
            plain(&mut s);
            let gold = lit(hex(0xe0b040));
            s.post((v(0.0, 0.27, 0.0), 0.16, gold), (v(0.0, 0.33, 0.0), 0.175, gold), 8);
            for spike in 0..6 {
                let angle = spike as f32 * std::f32::consts::TAU / 6.0;
                let at = v(angle.sin() * 0.16, 0.32, angle.cos() * 0.16);
                s.post((at, 0.035, gold), (at * v(1.15, 1.0, 1.15) + Vec3::Y * 0.14, 0.0, gold), 4);
            }
        }
        Shape::Sword => {
            plain(&mut s);
            let (steel, edge) = (lit(hex(0xb8c0c8)), lit(hex(0xe8eef2)));
            s.beam(v(0.0, 0.0, -0.07), v(0.0, 0.0, 0.11), 0.035, lit(hex(0x4a3020)));
            s.cuboid(v(-0.11, -0.025, 0.1), v(0.11, 0.025, 0.14), lit(hex(0xb89448)));
            s.hull(
                [
                    v(-0.035, -0.01, 0.85),
                    v(0.035, -0.01, 0.85),
                    v(0.035, -0.01, 0.14),
                    v(-0.035, -0.01, 0.14),
                ],
                [
                    v(-0.03, 0.01, 0.85),
                    v(0.03, 0.01, 0.85),
                    v(0.03, 0.01, 0.14),
                    v(-0.03, 0.01, 0.14),
                ],
                steel,
            );
            s.tri([v(-0.035, 0.0, 0.85), v(0.035, 0.0, 0.85), v(0.0, 0.0, 1.0)], [edge; 3]);
            s.tri([v(0.035, 0.0, 0.85), v(-0.035, 0.0, 0.85), v(0.0, 0.0, 1.0)], [edge; 3]);
        }
        Shape::Bow => {
            plain(&mut s);
            let wood = lit(hex(0x6b4426));
            let at = |t: f32| v(0.0, 0.1 - 0.34 * t * t, t * 0.62);
            for piece in -4..4 {
                let (a, b) = (piece as f32 / 4.0, (piece + 1) as f32 / 4.0);
                s.beam(at(a), at(b), 0.035, wood);
            }
            s.beam(at(-1.0), at(1.0), 0.008, lit(hex(0xe0d8c0)));
        }
        Shape::Quiver => {
            plain(&mut s);
            let leather = lit(hex(0x5a3c24));
            s.post((v(0.1, -0.28, 0.0), 0.06, leather), (v(-0.06, 0.2, -0.02), 0.075, leather), 6);
            for arrow in 0..4 {
                let shift = v(0.025 * (arrow % 2) as f32, 0.0, 0.025 * (arrow / 2) as f32);
                s.post(
                    (v(-0.06, 0.2, -0.03) + shift, 0.03, lit(hex(0xd8d0c0))),
                    (v(-0.09, 0.31, -0.03) + shift, 0.01, lit(hex(0xc04a38))),
                    3,
                );
            }
        }
    }
    s
}

/// What comes now keeps its own colour.
fn plain(s: &mut Sculpt) {
    s.pen.y = 0.0;
}

/// Makes everything so far flatter from front to back.
fn squeeze(s: &mut Sculpt, by: f32) {
    for position in &mut s.positions {
        position.z *= by;
    }
}

fn head(s: &mut Sculpt, bone: bool) {
    let v = Vec3::new;
    let white = lit(Vec3::ONE);
    s.post((v(0.0, -0.03, 0.0), 0.062, lit(Vec3::splat(0.8))), (v(0.0, 0.1, 0.0), 0.06, white), 6);
    let skull = Lump {
        centre: v(0.0, 0.175, 0.0),
        radii: v(0.142, 0.165, 0.152),
        rough: 0.0,
        fine: true,
        name: 4,
    };
    s.lump(skull, lit(Vec3::splat(0.86)), white);
    s.post((v(0.0, 0.135, 0.14), 0.03, white), (v(0.0, 0.2, 0.14), 0.012, white), 4);
    plain(s);
    for side in [-1.0, 1.0] {
        let eye = v(side * 0.055, 0.195, 0.132);
        if bone {
            s.cuboid(eye - v(0.032, 0.032, 0.04), eye + v(0.032, 0.03, 0.006), lit(hex(0x15100c)));
            s.cuboid(
                eye - v(0.014, 0.014, 0.0),
                eye + v(0.014, 0.014, 0.012),
                ember(v(1.0, 0.25, 0.1)),
            );
        } else {
            s.cuboid(eye - v(0.026, 0.02, 0.03), eye + v(0.026, 0.022, 0.008), lit(hex(0xf2eee6)));
            s.cuboid(eye - v(0.014, 0.018, 0.0), eye + v(0.014, 0.02, 0.013), lit(hex(0x2a2420)));
            s.cuboid(
                eye + v(-0.034, 0.034, -0.02),
                eye + v(0.034, 0.046, 0.014),
                lit(shade(hex(0x40301f), 1.0)),
            );
        }
    }
    s.cuboid(v(-0.035, 0.082, 0.118), v(0.035, 0.092, 0.134), lit(hex(0x8a4a3c)));
}

fn hair(s: &mut Sculpt, shape: Shape) {
    let v = Vec3::new;
    let (low, high) = (lit(Vec3::splat(0.7)), lit(Vec3::ONE));
    let mut lump = |centre: Vec3, radii: Vec3, name: u32| {
        s.lump(Lump { centre, radii, rough: 0.06, fine: true, name }, low, high);
    };
    lump(v(0.0, 0.235, -0.03), v(0.16, 0.13, 0.158), 11);
    lump(v(0.0, 0.17, -0.07), v(0.152, 0.15, 0.11), 12);
    match shape {
        Shape::Long => lump(v(0.0, 0.02, -0.1), v(0.145, 0.24, 0.075), 13),
        Shape::Bun => lump(v(0.0, 0.3, -0.15), v(0.08, 0.08, 0.08), 14),
        Shape::Beard => lump(v(0.0, 0.055, 0.09), v(0.1, 0.1, 0.065), 15),
        _ => {}
    }
}
