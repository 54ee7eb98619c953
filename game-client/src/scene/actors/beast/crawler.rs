//! On six legs and more: spiders, crabs, scorpions.

use super::{Limb, Look, ball, eyes};
use crate::scene::actors::gait::Role;
use crate::scene::colour::{ember, hex, lit, shade};
use crate::scene::sculpt::{Lump, Sculpt};
use bevy::math::Vec3;
use ruleset::Behaviour;

pub(super) fn crawler(mut look: Look, legs: u8) -> Vec<Limb> {
    let s = look.size;
    let v = Vec3::new;
    let high = s * 0.52;
    let (low, top) = (lit(shade(look.back, 0.6)), lit(shade(look.back, 1.25)));
    let dark = lit(shade(look.back, 0.5));
    let mut trunk = Sculpt::new();
    let clawed = look.temper == Behaviour::Neutral || look.dice.unit() < 0.4;
    if clawed {
        trunk.lump(ball(v(0.0, 0.05 * s, 0.0), v(0.72, 0.34, 0.55) * s, 0.06, 71), low, top);
    } else {
        trunk.lump(ball(v(0.0, 0.16 * s, -0.6 * s), v(0.52, 0.45, 0.62) * s, 0.07, 72), low, top);
        trunk.lump(ball(v(0.0, 0.02 * s, 0.14 * s), v(0.34, 0.27, 0.36) * s, 0.05, 73), low, top);
        for mark in 0..3 {
            let at = v(0.0, (0.56 - 0.05 * mark as f32) * s, (-0.42 - 0.24 * mark as f32) * s);
            let accent = if look.boss {
                ember(Vec3::new(1.0, 0.3, 0.1))
            } else {
                lit(shade(look.back, 2.2).lerp(hex(0xb04030), 0.45))
            };
            trunk.lump(
                Lump { fine: false, ..ball(at, v(0.13, 0.06, 0.1) * s, 0.1, 74) },
                accent,
                accent,
            );
        }
    }
    let front = if clawed { 0.52 } else { 0.44 } * s;
    for (row, apart) in [(0.1, 0.1), (0.2, 0.2)] {
        eyes(&mut trunk, v(0.0, row * s, front - row * 0.3 * s), apart * s, 0.055 * s, look.eye);
    }
    let mut limbs = Vec::new();
    for side in [-1.0, 1.0] {
        let root = v(side * 0.13 * s, -0.06 * s, front);
        let tooth = lit(hex(0xd8ccb0));
        trunk.post((root, 0.06 * s, dark), (root + v(-side * 0.05, -0.2, 0.12) * s, 0.0, tooth), 4);
        if clawed {
            let elbow = v(side * 0.72, 0.05, 0.5) * s;
            let claw = elbow + v(-side * 0.12, 0.05, 0.42) * s;
            trunk.post((v(side * 0.5 * s, 0.0, 0.3 * s), 0.09 * s, low), (elbow, 0.1 * s, top), 5);
            trunk.post((elbow, 0.1 * s, top), (claw, 0.19 * s, top), 5);
            trunk.post(
                (claw + v(side * 0.08, 0.0, 0.0) * s, 0.13 * s, top),
                (claw + v(side * 0.02, 0.03, 0.42) * s, 0.0, tooth),
                4,
            );
            trunk.post(
                (claw - v(side * 0.12, 0.0, 0.0) * s, 0.08 * s, top),
                (claw + v(-side * 0.12, 0.0, 0.34) * s, 0.0, tooth),
                4,
            );
        }
    }
    limbs.push(Limb { sculpt: trunk, on: None, at: Vec3::Y * high, role: Role::Trunk });
    if clawed && look.temper == Behaviour::Aggressive {
        let mut tail = Sculpt::new();
        let arc = |t: f32| {
            v(0.0, (t * 2.6).sin() * 0.62 + t * 0.35, -0.35 - (t * 2.5).sin() * 0.55 + t * 0.3) * s
        };
        for piece in 0..6 {
            let (a, b) = (piece as f32 / 6.0, (piece + 1) as f32 / 6.0);
            tail.post(
                (arc(a), (0.15 - 0.09 * a) * s, low),
                (arc(b), (0.15 - 0.09 * b) * s, top),
                5,
            );
        }
        tail.post((arc(1.0), 0.1 * s, dark), (arc(1.0) + v(0.0, -0.16, 0.22) * s, 0.0, dark), 4);
        limbs.push(Limb {
            sculpt: tail,
            on: Some(0),
            at: v(0.0, 0.0, -0.05 * s),
            role: Role::Tail,
        });
    }
    for number in 0..legs {
        let side = if number % 2 == 0 { 1.0 } else { -1.0 };
        let row = f32::from(number / 2) / f32::from(legs / 2 - 1).max(1.0);
        let angle = 0.95 - row * 1.9;
        let out = v(side * angle.cos(), 0.0, angle.sin());
        let mut leg = Sculpt::new();
        let (knee, foot) = (out * 0.62 * s + Vec3::Y * 0.36 * s, out * 1.12 * s - Vec3::Y * high);
        leg.post((Vec3::ZERO, 0.075 * s, low), (knee, 0.055 * s, top), 5);
        leg.post((knee, 0.06 * s, top), (foot, 0.012 * s, dark), 5);
        let at = v(side * 0.26 * s, high, (0.3 - row * 0.55) * s);
        limbs.push(Limb { sculpt: leg, on: None, at, role: Role::Leg(number, legs) });
    }
    limbs
}
