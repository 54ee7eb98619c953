//! Traps of dungeons: who steps on one hears it click, and who still stands on it half a second later
//! is struck. Who is in the air is not: one can jump over a trap.

use crate::play::clock::Clock;
use crate::play::fight::{Blow, Blows};
use crate::play::index::{Doing, Index, Where};
use crate::play::player::{Moves, Player};
use bevy::prelude::*;
use ruleset::Ruleset;
use seed::Mm;
use simulation::Footing;

/// Ticks between the step and the blow.
const WARNING: u32 = 10;
/// Ticks for which the blow is shown.
const SHOWN: u32 = 10;
/// Ticks from the blow until the trap is set again.
const RESET: u32 = 60;
/// Half of the trap's edge; it lies in the middle of its cell.
const HALF: Mm = Mm(800);

/// The states that a trap shows: see [`protocol::EntityKind::Trap`].
const SET: u8 = 0;
const CLICKED: u8 = 1;
const STRIKES: u8 = 2;

/// A trap.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Trap {
    damage: u16,
    stage: Stage,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Set,
    /// Strikes in this tick.
    Clicked(u32),
    /// Has struck in this tick.
    Struck(u32),
}

impl Trap {
    /// A trap of a kind, in a dungeon of a level. A kind that the ruleset does not have is harmless.
    pub(crate) fn new(rules: &Ruleset, kind: u16, level: u16) -> Self {
        let kind = rules.missions.traps.get(usize::from(kind));
        let damage = kind.map_or(0, |kind| {
            kind.damage.saturating_add(kind.damage_per_level.saturating_mul(level.max(1) - 1))
        });
        Self { damage, stage: Stage::Set }
    }

    const fn state(self, now: u32) -> u8 {
        match self.stage {
            Stage::Clicked(_) => CLICKED,
            Stage::Struck(at) if now.saturating_sub(at) < SHOWN => STRIKES,
            Stage::Set | Stage::Struck(_) => SET,
        }
    }
}

/// Traps click, strike, and are set again.
pub(crate) fn spring(
    clock: Res<Clock>,
    index: Res<Index>,
    mut blows: ResMut<Blows>,
    mut traps: Query<(Entity, &mut Trap, &mut Doing, &Where)>,
    players: Query<(&Player, &Moves)>,
) {
    let now = clock.tick;
    for (entity, mut trap, mut doing, place) in &mut traps {
        let mut on = Vec::new();
        if !matches!(trap.stage, Stage::Struck(_)) {
            index.near(place.space, place.at, HALF + HALF, |near, _| {
                let stands = players.get(near.entity).is_ok_and(|(player, moves)| {
                    player.alive() && moves.mover.footing != Footing::Air
                });
                let (x, z) = (near.at.x - place.at.x, near.at.z - place.at.z);
                if stands && x.0.abs() <= HALF.0 && z.0.abs() <= HALF.0 {
                    on.push(near.entity);
                }
            });
        }
        trap.stage = match trap.stage {
            Stage::Set if !on.is_empty() => Stage::Clicked(now + WARNING),
            Stage::Clicked(at) if at <= now => {
                let damage = (trap.damage, trap.damage);
                let blow = |target| Blow { by: entity, target, damage, within: None };
                blows.0.extend(on.into_iter().map(blow));
                Stage::Struck(now)
            }
            Stage::Struck(at) if now.saturating_sub(at) >= RESET => Stage::Set,
            stage => stage,
        };
        let state = trap.state(now);
        if doing.0 != state {
            doing.0 = state;
        }
    }
}
