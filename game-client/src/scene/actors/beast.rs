//! Animals and monsters: a body from the number of legs, the size, the colour and the temper that
//! the ruleset gives. Two legs of a man's height are a person and come from the wardrobe.

use super::gait::Role;
use crate::scene::colour::{Ink, ember, hex, lit, shade, tone};
use crate::scene::noise::Dice;
use crate::scene::sculpt::{Lump, Sculpt};
use bevy::math::Vec3;
use ruleset::{Behaviour, Creature};

/// A part of an animal: shape, what it hangs on (by place in the list), where, how it moves.
pub(crate) struct Limb {
    /// Its shape.
    pub(crate) sculpt: Sculpt,
    /// Place in the list of what it hangs on.
    pub(crate) on: Option<usize>,
    /// Where, from there.
    pub(crate) at: Vec3,
    /// How it moves.
    pub(crate) role: Role,
}

/// Below this height something on two legs flies.
const FLIER: f32 = 0.8;

/// Is it built like a person?
pub(crate) fn is_person(creature: &Creature) -> bool {
    creature.legs == 2 && creature.size.to_metres_f32() >= FLIER
}

/// Height of its top, metres.
pub(crate) fn height(creature: &Creature, boss: bool) -> f32 {
    let size = creature.size.to_metres_f32();
    let height = match creature.legs {
        0 => size,
        2 if size < FLIER => 1.5,
        2 => size,
        4 => size * 1.45,
        _ => size * 1.1,
    };
    height * if boss { BOSS } else { 1.0 }
}

/// How much bigger the boss of a dungeon is than others of its kind.
pub(crate) const BOSS: f32 = 1.2;

struct Look {
    back: Vec3,
    belly: Vec3,
    eye: Ink,
    size: f32,
    temper: Behaviour,
    boss: bool,
    dice: Dice,
}

/// The parts of an animal, feet at 0, looking to `+z`.
pub(crate) fn beast(creature: &Creature, boss: bool) -> Vec<Limb> {
    let back = tone(creature.colour);
    let fierce = creature.behaviour == Behaviour::Aggressive;
    let name = creature.name.bytes().fold(1_u32, |sum, byte| sum.wrapping_mul(33) ^ u32::from(byte));
    let look = Look {
        back,
        belly: shade(back, 1.35).lerp(hex(0xcfc3a8), 0.25),
        eye: if boss { ember(Vec3::new(1.0, 0.4, 0.1)) } else if fierce { lit(hex(0xf0c030)) } else { lit(hex(0x16120e)) },
        size: creature.size.to_metres_f32() * if boss { BOSS } else { 1.0 },
        temper: creature.behaviour,
        boss,
        dice: Dice::new(name),
    };
    match creature.legs {
        0 => slime(&look),
        2 => bat(&look),
        4 => quadruped(look),
        legs => crawler(look, legs),
    }
}

fn ball(centre: Vec3, radii: Vec3, rough: f32, name: u32) -> Lump {
    Lump { centre, radii, rough, fine: true, name }
}

fn eyes(sculpt: &mut Sculpt, at: Vec3, apart: f32, size: f32, eye: Ink) {
    for side in [-1.0, 1.0] {
        let centre = at + Vec3::X * side * apart;
        sculpt.lump(Lump { fine: false, ..ball(centre, Vec3::splat(size), 0.0, 0) }, eye, eye);
    }
}

fn slime(look: &Look) -> Vec<Limb> {
    let s = look.size;
    let mut body = Sculpt::new();
    let (low, high) = (lit(shade(look.back, 0.55)), lit(shade(look.back, 1.5)));
    body.lump(ball(Vec3::Y * s * 0.36, Vec3::new(0.62, 0.52, 0.62) * s, 0.05, 31), low, high);
    body.lump(ball(Vec3::Y * s * 0.1, Vec3::new(0.78, 0.16, 0.78) * s, 0.1, 32), low, lit(look.back));
    for (x, y, z) in [(0.25, 0.75, 0.1), (-0.2, 0.82, -0.12), (-0.3, 0.62, 0.3)] {
        let shape = Lump { fine: false, ..ball(Vec3::new(x, y, z) * s, Vec3::splat(0.09 * s), 0.0, 33) };
        body.lump(shape, high, lit(shade(look.back, 2.0)));
    }
    eyes(&mut body, Vec3::new(0.0, 0.5, 0.54) * s, 0.18 * s, 0.1 * s, lit(hex(0xf4f0e0)));
    eyes(&mut body, Vec3::new(0.0, 0.5, 0.62) * s, 0.18 * s, 0.05 * s, lit(hex(0x14100c)));
    let mouth = lit(shade(look.back, 0.25));
    body.cuboid(Vec3::new(-0.16, 0.27, 0.5) * s, Vec3::new(0.16, 0.31, 0.62) * s, mouth);
    vec![Limb { sculpt: body, on: None, at: Vec3::ZERO, role: Role::Blob }]
}

fn bat(look: &Look) -> Vec<Limb> {
    let s = look.size;
    let mut body = Sculpt::new();
    let (low, high) = (lit(look.belly), lit(look.back));
    body.lump(ball(Vec3::ZERO, Vec3::new(0.32, 0.36, 0.4) * s, 0.06, 41), low, high);
    body.lump(ball(Vec3::new(0.0, 0.22, 0.4) * s, Vec3::splat(0.24 * s), 0.03, 42), low, high);
    for side in [-1.0, 1.0] {
        let ear = Vec3::new(side * 0.13, 0.4, 0.38) * s;
        body.post((ear, 0.09 * s, high), (ear + Vec3::new(side * 0.08, 0.28, -0.02) * s, 0.0, high), 4);
    }
    eyes(&mut body, Vec3::new(0.0, 0.27, 0.6) * s, 0.1 * s, 0.045 * s, ember(Vec3::new(1.0, 0.3, 0.15)));
    let mut limbs = vec![Limb { sculpt: body, on: None, at: Vec3::Y * 1.2, role: Role::Trunk }];
    for left in [true, false] {
        let side = if left { 1.0 } else { -1.0 };
        let mut wing = Sculpt::new();
        let skin = lit(shade(look.back, 0.75));
        let p = |x: f32, y: f32, z: f32| Vec3::new(x * side, y, z) * s;
        let (root, elbow, tip) = (p(0.0, 0.0, 0.2), p(0.7, 0.25, 0.3), p(1.5, 0.05, 0.0));
        let hems = [p(0.0, -0.05, -0.25), p(0.55, 0.0, -0.4), p(1.05, 0.0, -0.3)];
        for corners in [[root, elbow, hems[0]], [elbow, hems[1], hems[0]], [elbow, hems[2], hems[1]], [elbow, tip, hems[2]]] {
            wing.tri(corners, [skin; 3]);
            wing.tri([corners[0], corners[2], corners[1]], [skin; 3]);
        }
        limbs.push(Limb { sculpt: wing, on: Some(0), at: Vec3::new(side * 0.22, 0.1, 0.0) * s, role: Role::Wing(left) });
    }
    limbs
}

fn quadruped(mut look: Look) -> Vec<Limb> {
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
    trunk.lump(ball(v(0.0, 0.1 * s, length * 0.42), v(bulk * 0.92, bulk * 1.12, bulk * 1.25) * s, 0.04, 51), low, high);
    trunk.lump(ball(v(0.0, 0.07 * s, -length * 0.42), v(bulk * 0.9, bulk, bulk * 1.2) * s, 0.04, 52), low, high);
    trunk.post((v(0.0, 0.06 * s, -length * 0.6), bulk * 0.82 * s, low), (v(0.0, 0.1 * s, length * 0.6), bulk * 0.95 * s, high), 8);
    if look.boss {
        for ridge in 0..5 {
            let z = length * (0.55 - ridge as f32 * 0.24);
            let foot = v(0.0, (0.1 + bulk * 0.92) * s, z);
            trunk.post((foot, 0.06 * s, dark), (foot + v(0.0, 0.11, -0.06) * s, 0.0, dark), 3);
        }
    }
    let mut limbs = vec![Limb { sculpt: trunk, on: None, at: Vec3::Y * hip, role: Role::Trunk }];
    let poll = v(0.0, 0.14 * s + neck * s, length * 0.72 + 0.16 * s);
    limbs.push(Limb { sculpt: beast_head(&mut look, poll, length), on: Some(0), at: poll, role: Role::Head });
    let mut tail = Sculpt::new();
    let (fat, long) = match look.temper {
        Behaviour::Timid => (0.07, 0.16),
        Behaviour::Neutral => (0.03, 0.26),
        Behaviour::Aggressive => (0.075, 0.5),
    };
    tail.post((Vec3::ZERO, fat * s, high), (v(0.0, -0.4, -0.75) * long * s, fat * 0.9 * s, high), 5);
    tail.post((v(0.0, -0.4, -0.75) * long * s, fat * 0.9 * s, high), (v(0.0, -0.75, -1.15) * long * s, 0.0, dark), 5);
    limbs.push(Limb { sculpt: tail, on: Some(0), at: v(0.0, 0.12 * s, -length * 0.42 - bulk * s), role: Role::Tail });
    let thick = bulk * 0.36 * s;
    for number in 0..4_u8 {
        let side = if number % 2 == 0 { 1.0 } else { -1.0 };
        let front = number < 2;
        let mut leg = Sculpt::new();
        let knee = v(0.0, -hip * 0.5, if front { 0.02 } else { -0.07 } * s);
        leg.post((knee, thick * 0.62, high), (v(0.0, 0.06 * s, 0.0), thick * 1.25, high), 6);
        leg.post((v(0.0, -hip + 0.03 * s, 0.0), thick * 0.5, dark), (knee, thick * 0.62, high), 6);
        leg.block(v(-thick * 0.72, -hip, -thick * 0.7), v(thick * 0.72, -hip + 0.09 * s, thick * 1.3), dark, thick * 0.15);
        let z = if front { length * 0.52 } else { -length * 0.5 };
        limbs.push(Limb { sculpt: leg, on: None, at: v(side * bulk * 0.62 * s, hip, z), role: Role::Leg(number, 4) });
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
    head.post((v(0.0, -big * 0.2, big * 0.6), big * 0.66, high), (v(0.0, -big * 0.36, big * 0.8 + snout), big * 0.4, low), 7);
    head.lump(Lump { fine: false, ..ball(v(0.0, -big * 0.25, big * 0.85 + snout), Vec3::splat(big * 0.24), 0.0, 62) }, dark, dark);
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
            head.post((root, big * 0.13, lit(hex(0xe8e0c8))), (root + v(side * 0.25, 0.62, 0.2) * big, 0.0, lit(hex(0xf4eedc))), 4);
        }
        if look.temper == Behaviour::Aggressive {
            let root = v(side * big * 0.22, -big * 0.62, big * 0.75 + snout * 0.75);
            head.post((root - Vec3::Y * big * 0.34, 0.0, lit(hex(0xf0ead8))), (root, big * 0.09, lit(hex(0xf0ead8))), 4);
        }
        if look.boss {
            let root = v(side * big * 0.5, big * 0.8, 0.0);
            head.post((root, big * 0.24, lit(hex(0x2a2420))), (root + v(side * 0.8, 1.2, -0.3) * big, 0.0, lit(hex(0xc8b890))), 5);
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
    for (from, to) in [(mid, v(side * 0.3, 0.7, 0.9)), (mid.lerp(top, 0.5), v(side * 0.7, 0.6, 0.2))] {
        head.post((from, 0.08 * big, horn), (from + to * big, 0.0, horn), 4);
    }
}

fn crawler(mut look: Look, legs: u8) -> Vec<Limb> {
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
            let accent = if look.boss { ember(Vec3::new(1.0, 0.3, 0.1)) } else { lit(shade(look.back, 2.2).lerp(hex(0xb04030), 0.45)) };
            trunk.lump(Lump { fine: false, ..ball(at, v(0.13, 0.06, 0.1) * s, 0.1, 74) }, accent, accent);
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
            trunk.post((claw + v(side * 0.08, 0.0, 0.0) * s, 0.13 * s, top), (claw + v(side * 0.02, 0.03, 0.42) * s, 0.0, tooth), 4);
            trunk.post((claw - v(side * 0.12, 0.0, 0.0) * s, 0.08 * s, top), (claw + v(-side * 0.12, 0.0, 0.34) * s, 0.0, tooth), 4);
        }
    }
    limbs.push(Limb { sculpt: trunk, on: None, at: Vec3::Y * high, role: Role::Trunk });
    if clawed && look.temper == Behaviour::Aggressive {
        let mut tail = Sculpt::new();
        let arc = |t: f32| v(0.0, (t * 2.6).sin() * 0.62 + t * 0.35, -0.35 - (t * 2.5).sin() * 0.55 + t * 0.3) * s;
        for piece in 0..6 {
            let (a, b) = (piece as f32 / 6.0, (piece + 1) as f32 / 6.0);
            tail.post((arc(a), (0.15 - 0.09 * a) * s, low), (arc(b), (0.15 - 0.09 * b) * s, top), 5);
        }
        tail.post((arc(1.0), 0.1 * s, dark), (arc(1.0) + v(0.0, -0.16, 0.22) * s, 0.0, dark), 4);
        limbs.push(Limb { sculpt: tail, on: Some(0), at: v(0.0, 0.0, -0.05 * s), role: Role::Tail });
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

#[cfg(test)]
mod tests {
    use super::*;
    use ruleset::Rgb;
    use seed::Mm;

    #[test]
    fn every_build_is_sound_and_about_as_big_as_it_says() {
        for legs in [0, 2, 4, 6, 8] {
            for behaviour in [Behaviour::Timid, Behaviour::Neutral, Behaviour::Aggressive] {
                for size in [350, 700, 1400] {
                    let creature = Creature {
                        name: format!("{legs}{size}"),
                        plural: String::new(),
                        colour: Rgb(120, 90, 60),
                        legs,
                        size: Mm(size),
                        health: 1,
                        health_per_level: 0,
                        walk: 1,
                        run: 1,
                        behaviour,
                        attack: None,
                        notice: Mm(0),
                        flees_below: 0,
                        experience: 0,
                        coins: (0, 0),
                        drops_per_mille: 0,
                    };
                    for boss in [false, true] {
                        let limbs = beast(&creature, boss);
                        let count: usize = limbs.iter().map(|limb| limb.sculpt.positions.len()).sum();
                        assert!(count < 6000, "{legs} legs: {count}");
                        for (index, limb) in limbs.iter().enumerate() {
                            limb.sculpt.assert_sound();
                            assert!(limb.on.is_none_or(|on| on < index));
                        }
                    }
                }
            }
        }
    }
}
