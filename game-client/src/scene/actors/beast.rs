//! Animals and monsters: a body from the number of legs, the size, the colour and the temper that
//! the ruleset gives. Two legs of a man's height are a person and come from the wardrobe.

use super::gait::Role;
use crate::scene::colour::{Ink, ember, hex, lit, shade, tone};
use crate::scene::noise::Dice;
use crate::scene::sculpt::{Lump, Sculpt};
use bevy::math::Vec3;
use ruleset::{Behaviour, Creature};

mod crawler;
mod quadruped;

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
    let name =
        creature.name.bytes().fold(1_u32, |sum, byte| sum.wrapping_mul(33) ^ u32::from(byte));
    let look = Look {
        back,
        belly: shade(back, 1.35).lerp(hex(0xcfc3a8), 0.25),
        eye: if boss {
            ember(Vec3::new(1.0, 0.4, 0.1))
        } else if fierce {
            lit(hex(0xf0c030))
        } else {
            lit(hex(0x16120e))
        },
        size: creature.size.to_metres_f32() * if boss { BOSS } else { 1.0 },
        temper: creature.behaviour,
        boss,
        dice: Dice::new(name),
    };
    match creature.legs {
        0 => slime(&look),
        2 => bat(&look),
        4 => quadruped::quadruped(look),
        legs => crawler::crawler(look, legs),
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
    body.lump(
        ball(Vec3::Y * s * 0.1, Vec3::new(0.78, 0.16, 0.78) * s, 0.1, 32),
        low,
        lit(look.back),
    );
    for (x, y, z) in [(0.25, 0.75, 0.1), (-0.2, 0.82, -0.12), (-0.3, 0.62, 0.3)] {
        let shape =
            Lump { fine: false, ..ball(Vec3::new(x, y, z) * s, Vec3::splat(0.09 * s), 0.0, 33) };
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
        body.post(
            (ear, 0.09 * s, high),
            (ear + Vec3::new(side * 0.08, 0.28, -0.02) * s, 0.0, high),
            4,
        );
    }
    eyes(
        &mut body,
        Vec3::new(0.0, 0.27, 0.6) * s,
        0.1 * s,
        0.045 * s,
        ember(Vec3::new(1.0, 0.3, 0.15)),
    );
    let mut limbs = vec![Limb { sculpt: body, on: None, at: Vec3::Y * 1.2, role: Role::Trunk }];
    for left in [true, false] {
        let side = if left { 1.0 } else { -1.0 };
        let mut wing = Sculpt::new();
        let skin = lit(shade(look.back, 0.75));
        let p = |x: f32, y: f32, z: f32| Vec3::new(x * side, y, z) * s;
        let (root, elbow, tip) = (p(0.0, 0.0, 0.2), p(0.7, 0.25, 0.3), p(1.5, 0.05, 0.0));
        let hems = [p(0.0, -0.05, -0.25), p(0.55, 0.0, -0.4), p(1.05, 0.0, -0.3)];
        for corners in [
            [root, elbow, hems[0]],
            [elbow, hems[1], hems[0]],
            [elbow, hems[2], hems[1]],
            [elbow, tip, hems[2]],
        ] {
            wing.tri(corners, [skin; 3]);
            wing.tri([corners[0], corners[2], corners[1]], [skin; 3]);
        }
        limbs.push(Limb {
            sculpt: wing,
            on: Some(0),
            at: Vec3::new(side * 0.22, 0.1, 0.0) * s,
            role: Role::Wing(left),
        });
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
                        let count: usize =
                            limbs.iter().map(|limb| limb.sculpt.positions.len()).sum();
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
