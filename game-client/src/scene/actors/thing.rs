//! Things that stand or lie about: their parts, and what light they give.

use super::gait::Role;
use crate::scene::colour::{hex, of_rarity, tone};
use crate::scene::lamps::Lamp;
use crate::scene::sculpt::Sculpt;
use bevy::math::Vec3;
use protocol::EntityKind;
use ruleset::{ItemUse, Ruleset};
use std::f32::consts::TAU;

mod fixture;
mod loot;
mod traps;

use fixture::{chest, door, gate, hole, lamp, lever, slab, stairs, stele, table};
use loot::{arrow, loot};

/// The light of a sealed relic.
const SEALED: u32 = 0xffc24a;

/// A part of a thing.
pub(crate) struct Piece {
    /// Its shape.
    pub(crate) sculpt: Sculpt,
    /// Where.
    pub(crate) at: Vec3,
    /// How it moves.
    pub(crate) role: Role,
    /// Added to what is behind instead of painted over it.
    pub(crate) glow: bool,
}

fn piece(sculpt: Sculpt, at: Vec3, role: Role) -> Piece {
    Piece { sculpt, at, role, glow: false }
}

/// A name under which the parts can be shared between things that look alike; `None` for what is
/// no thing.
pub(crate) fn name(kind: &EntityKind) -> Option<(u8, u16, u8)> {
    Some(match kind {
        EntityKind::Drop { item, .. } => (0, item.base.0, item.rarity as u8),
        EntityKind::Projectile => (1, 0, 0),
        EntityKind::Mouth { .. } => (2, 0, 0),
        EntityKind::Exit => (3, 0, 0),
        EntityKind::Door => (4, 0, 0),
        EntityKind::Gate => (5, 0, 0),
        EntityKind::Lever { .. } => (6, 0, 0),
        EntityKind::Lamp { .. } => (7, 0, 0),
        EntityKind::Chest { treasure } => (8, u16::from(*treasure), 0),
        EntityKind::Switch => (9, 0, 0),
        EntityKind::Secret => (10, 0, 0),
        EntityKind::Stairs { down } => (11, u16::from(*down), 0),
        EntityKind::Shaft => (12, 0, 0),
        EntityKind::Trap { trap } => (13, *trap, 0),
        EntityKind::Inscription { .. } => (14, 0, 0),
        EntityKind::Board => (15, 0, 0),
        EntityKind::Player { .. } | EntityKind::Person { .. } | EntityKind::Creature { .. } => {
            return None;
        }
    })
}

/// The parts of a thing, its foot at the origin, its front to `+z`.
pub(crate) fn thing(kind: &EntityKind, rules: &Ruleset) -> Vec<Piece> {
    match kind {
        EntityKind::Drop { item, .. } => {
            let base = rules.item(item.base);
            let sealed = base.kind == ItemUse::Sealed;
            // Nobody knows how rare it is; it is always worth a look.
            let glow = if sealed { hex(SEALED) } else { of_rarity(item.rarity) };
            let height = if sealed { 2.4 } else { 0.7 + 0.35 * item.rarity as u8 as f32 };
            vec![
                piece(loot(base.kind, tone(base.colour), glow), Vec3::Y * 0.42, Role::Gem),
                shaft(glow * 0.55, 0.3, height),
            ]
        }
        EntityKind::Projectile => vec![piece(arrow(), Vec3::ZERO, Role::Still)],
        EntityKind::Mouth { .. } => vec![shaft(hex(0x58d8c0) * 0.16, 1.2, 4.5)],
        EntityKind::Exit => {
            let mut all = vec![piece(stairs(), Vec3::ZERO, Role::Still)];
            all.push(shaft(hex(0xd8e8ff) * 0.42, 1.0, 5.0));
            all
        }
        EntityKind::Door => door(),
        EntityKind::Gate => gate(),
        EntityKind::Lever { .. } => lever(),
        EntityKind::Lamp { .. } => lamp(),
        EntityKind::Chest { treasure } => chest(*treasure),
        EntityKind::Switch => lever(),
        EntityKind::Secret => slab(),
        EntityKind::Stairs { down } => {
            let glow = if *down { hex(0xc07840) } else { hex(0x9ab8d8) };
            vec![piece(stairs(), Vec3::ZERO, Role::Still), shaft(glow * 0.3, 0.9, 3.0)]
        }
        EntityKind::Shaft => vec![piece(hole(), Vec3::ZERO, Role::Still)],
        EntityKind::Trap { trap } => {
            rules.missions.traps.get(usize::from(*trap)).map_or_else(Vec::new, traps::trap)
        }
        EntityKind::Inscription { .. } => stele(),
        EntityKind::Board => table(),
        EntityKind::Player { .. } | EntityKind::Person { .. } | EntityKind::Creature { .. } => {
            Vec::new()
        }
    }
}

/// The light that it gives in a state.
pub(crate) fn light(kind: &EntityKind) -> Option<(Vec3, Lamp)> {
    match kind {
        EntityKind::Drop { item, .. } => {
            Some((Vec3::Y * 0.7, Lamp::glimmer(of_rarity(item.rarity))))
        }
        EntityKind::Exit => {
            Some((Vec3::Y * 2.2, Lamp { strength: 0.9, range: 8.0, ..Lamp::torch(hex(0xcfe0ff)) }))
        }
        EntityKind::Lamp { .. } => {
            Some((Vec3::Y * 1.55, Lamp { range: 8.0, ..Lamp::torch(hex(0xffb850)) }))
        }
        EntityKind::Board => {
            Some((Vec3::Y * 1.2, Lamp { strength: 0.5, ..Lamp::glimmer(hex(0x68c8e8)) }))
        }
        EntityKind::Chest { treasure: true } => {
            Some((Vec3::Y * 1.0, Lamp { strength: 0.6, ..Lamp::glimmer(hex(0xffc850)) }))
        }
        _ => None,
    }
}

/// A shaft of light that fades upwards.
fn shaft(tone: Vec3, radius: f32, height: f32) -> Piece {
    let mut sculpt = Sculpt::new();
    let sides = 10;
    let at = |side: i32, y: f32, r: f32| {
        let angle = TAU * side as f32 / sides as f32;
        Vec3::new(angle.sin() * r, y, angle.cos() * r)
    };
    for side in 0..sides {
        let inks = [tone.extend(1.0), tone.extend(1.0), tone.extend(0.0), tone.extend(0.0)];
        let corners = [
            at(side, 0.02, radius),
            at(side + 1, 0.02, radius),
            at(side + 1, height, radius * 0.8),
            at(side, height, radius * 0.8),
        ];
        let first = sculpt.positions.len();
        sculpt.quad_inked(corners, inks);
        for index in first..sculpt.positions.len() {
            let p = sculpt.positions[index];
            sculpt.normals[index] = Vec3::new(p.x, 0.0, p.z).normalize_or(Vec3::Z);
        }
    }
    Piece { sculpt, at: Vec3::ZERO, role: Role::Still, glow: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_thing_is_sound() {
        let all = [
            door(),
            gate(),
            lever(),
            slab(),
            stele(),
            table(),
            lamp(),
            chest(true),
            chest(false),
            vec![shaft(Vec3::ONE, 1.0, 2.0)],
        ];
        for piece in all.into_iter().flatten() {
            piece.sculpt.assert_sound();
            assert!(piece.sculpt.positions.len() < 1500);
        }
        for sculpt in [
            arrow(),
            stairs(),
            hole(),
            loot(ItemUse::Key, Vec3::ONE, Vec3::ONE),
            loot(ItemUse::Trinket, Vec3::ONE, Vec3::X),
            loot(ItemUse::Sealed, Vec3::ONE, Vec3::X),
        ] {
            sculpt.assert_sound();
        }
    }
}
