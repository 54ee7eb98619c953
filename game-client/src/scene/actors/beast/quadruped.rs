//! On four legs: the timid are slender, the peaceful heavy, the fierce lean.

use super::{Limb, Look, ball, eyes};
use crate::scene::actors::gait::Role;
use crate::scene::colour::{hex, lit, shade};
use crate::scene::sculpt::{Lump, Sculpt};
use bevy::math::Vec3;
use ruleset::Behaviour;

pub(super) fn quadruped(mut look: Look) -> Vec<Limb> {
    let s = look.size;
    // The timid are slender and long-legged, the peaceful heavy, the fierce lean.
    let (bulk, legs, neck) = match look.temper {
        Behaviour::Timid => (0.2, 0.62, 0.42),
        Behaviour::Neutral => (0.31, 0.46, 0.12),
        Behaviour::Aggressive => (0.23, 0.55, 0.2),
    };
    let length = s * look.dice.range(0.56, 0.66);
    let hip = s * legs;
    let (low, high) = (lit(look.belly), lit(look.back));
    let dark = lit(shade(look.back, 0.55));
    let mut trunk = Sculpt::new();
    let v = Vec3::new;
    trunk.lump(
        ball(
            v(0.0, 0.1 * s, length * 0.42),
            v(bulk * 0.92, bulk * 1.12, bulk * 1.25) * s,
            0.04,
            51,
        ),
        low,
        high,
    );
    trunk.lump(
        ball(v(0.0, 0.07 * s, -length * 0.42), v(bulk * 0.9, bulk, bulk * 1.2) * s, 0.04, 52),
        low,
        high,
    );
    trunk.post(
        (v(0.0, 0.06 * s, -length * 0.6), bulk * 0.82 * s, low),
        (v(0.0, 0.1 * s, length * 0.6), bulk * 0.95 * s, high),
        8,
    );
    if look.boss {
        for ridge in 0..5 {
            let z = length * (0.55 - ridge as f32 * 0.24);
            let foot = v(0.0, (0.1 + bulk * 0.92) * s, z);
            trunk.post((foot, 0.06 * s, dark), (foot + v(0.0, 0.11, -0.06) * s, 0.0, dark), 3);
        }
    }
    let mut limbs = vec![Limb { sculpt: trunk, on: None, at: Vec3::Y * hip, role: Role::Trunk }];
    let poll = v(0.0, 0.14 * s + neck * s, length * 0.72 + 0.16 * s);
    limbs.push(Limb {
        sculpt: beast_head(&mut look, poll, length),
        on: Some(0),
        at: poll,
        role: Role::Head,
    });
    let mut tail = Sculpt::new();
    let (fat, long) = match look.temper {
        Behaviour::Timid => (0.07, 0.16),
        Behaviour::Neutral => (0.03, 0.26),
        Behaviour::Aggressive => (0.075, 0.5),
    };
    tail.post(
        (Vec3::ZERO, fat * s, high),
        (v(0.0, -0.4, -0.75) * long * s, fat * 0.9 * s, high),
        5,
    );
    tail.post(
        (v(0.0, -0.4, -0.75) * long * s, fat * 0.9 * s, high),
        (v(0.0, -0.75, -1.15) * long * s, 0.0, dark),
        5,
    );
    limbs.push(Limb {
        sculpt: tail,
        on: Some(0),
        at: v(0.0, 0.12 * s, -length * 0.42 - bulk * s),
        role: Role::Tail,
    });
    let thick = bulk * 0.36 * s;
    for number in 0..4_u8 {
        let side = if number % 2 == 0 { 1.0 } else { -1.0 };
        let front = number < 2;
        let mut leg = Sculpt::new();
        let knee = v(0.0, -hip * 0.5, if front { 0.02 } else { -0.07 } * s);
        leg.post((knee, thick * 0.62, high), (v(0.0, 0.06 * s, 0.0), thick * 1.25, high), 6);
        leg.post((v(0.0, -hip + 0.03 * s, 0.0), thick * 0.5, dark), (knee, thick * 0.62, high), 6);
        leg.block(
            v(-thick * 0.72, -hip, -thick * 0.7),
            v(thick * 0.72, -hip + 0.09 * s, thick * 1.3),
            dark,
            thick * 0.15,
        );
        let z = if front { length * 0.52 } else { -length * 0.5 };
        limbs.push(Limb {
            sculpt: leg,
            on: None,
            at: v(side * bulk * 0.62 * s, hip, z),
            role: Role::Leg(number, 4),
        });
    }
    limbs
}

/// A head that hangs at the end of a neck; the neck goes back into the trunk.
fn beast_head(look: &mut Look, poll: Vec3, length: f32) -> Sculpt {
    let s = look.size;
    let v = Vec3::new;
    let mut head = Sculpt::new();
    let (low, high) = (lit(look.belly), lit(look.back));
    let dark = lit(shade(look.back, 0.5));
    let big = match look.temper {
        Behaviour::Timid => 0.125,
        Behaviour::Neutral => 0.2,
        Behaviour::Aggressive => 0.155,
    } * s;
    let shoulders = v(0.0, 0.12 * s, length * 0.5) - poll;
    head.post((shoulders, big * 1.25, high), (Vec3::ZERO, big * 0.9, high), 7);
    head.lump(ball(v(0.0, 0.02 * s, 0.05 * s), v(0.95, 0.95, 1.1) * big, 0.03, 61), low, high);
    let snout = big * look.dice.range(1.15, 1.6);
    head.post(
        (v(0.0, -big * 0.2, big * 0.6), big * 0.66, high),
        (v(0.0, -big * 0.36, big * 0.8 + snout), big * 0.4, low),
        7,
    );
    head.lump(
        Lump {
            fine: false,
            ..ball(v(0.0, -big * 0.25, big * 0.85 + snout), Vec3::splat(big * 0.24), 0.0, 62)
        },
        dark,
        dark,
    );
    eyes(&mut head, v(0.0, big * 0.32, big * 0.92), big * 0.5, big * 0.15, look.eye);
    let (tall, wide) = match look.temper {
        Behaviour::Timid if s < 0.6 => (3.4, 0.34),
        Behaviour::Timid => (1.3, 0.34),
        _ => (0.8, 0.36),
    };
    for side in [-1.0, 1.0] {
        let foot = v(side * big * 0.55, big * 0.7, -big * 0.1);
        let tip = foot + v(side * 0.35, tall * 0.8, -0.25) * big;
        head.post((foot, wide * big, high), (tip, 0.0, dark), 4);
        if look.temper == Behaviour::Timid && s > 0.9 {
            antler(&mut head, v(side * big * 0.3, big * 0.85, 0.0), side, big);
        }
        if look.temper == Behaviour::Neutral && s < 1.2 {
            let root = v(side * big * 0.4, -big * 0.4, big * 0.9 + snout * 0.6);
            head.post(
                (root, big * 0.13, lit(hex(0xe8e0c8))),
                (root + v(side * 0.25, 0.62, 0.2) * big, 0.0, lit(hex(0xf4eedc))),
                4,
            );
        }
        if look.temper == Behaviour::Aggressive {
            let root = v(side * big * 0.22, -big * 0.62, big * 0.75 + snout * 0.75);
            head.post(
                (root - Vec3::Y * big * 0.34, 0.0, lit(hex(0xf0ead8))),
                (root, big * 0.09, lit(hex(0xf0ead8))),
                4,
            );
        }
        if look.boss {
            let root = v(side * big * 0.5, big * 0.8, 0.0);
            head.post(
                (root, big * 0.24, lit(hex(0x2a2420))),
                (root + v(side * 0.8, 1.2, -0.3) * big, 0.0, lit(hex(0xc8b890))),
                5,
            );
        }
    }
    head
}

fn antler(head: &mut Sculpt, root: Vec3, side: f32, big: f32) {
    let horn = lit(hex(0xcbb78c));
    let v = Vec3::new;
    let (mid, top) = (root + v(side * 0.75, 1.3, -0.5) * big, root + v(side * 0.9, 2.7, 0.1) * big);
    head.post((root, 0.14 * big, horn), (mid, 0.1 * big, horn), 4);
    head.post((mid, 0.1 * big, horn), (top, 0.02 * big, horn), 4);
    for (from, to) in
        [(mid, v(side * 0.3, 0.7, 0.9)), (mid.lerp(top, 0.5), v(side * 0.7, 0.6, 0.2))]
    {
        head.post((from, 0.08 * big, horn), (from + to * big, 0.0, horn), 4);
    }
}
