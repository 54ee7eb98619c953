//! Chests and creatures: what one finds and whom one meets on the way.

use super::furnish::Furnisher;
use super::plan::{Plan, PlannedRoom, Zone};
use super::{FeatureKind, RoomRole};
use ruleset::{Creature, CreatureId, Ruleset};
use seed::Stream;

/// No creature within this many cells of the entrance: 10 m, so that nobody is attacked on arrival.
const PEACE: i32 = 5;

/// From this level on, what lives behind the door is one level higher, and rooms hold three.
const DEEP_LEVEL: u16 = 3;

/// Rooms from which a dungeon is large.
const LARGE: usize = 10;

/// Places the boss, chests and creatures; `None` when there is no place for enough of them.
pub(super) fn inhabit(
    stream: &mut Stream,
    furnisher: &mut Furnisher<'_>,
    plan: &Plan,
    rules: &Ruleset,
    entrance: (i32, i32),
    boss: (i32, i32),
) -> Option<()> {
    let level = furnisher.dungeon.level;
    let theme = rules.theme(furnisher.dungeon.theme);
    chests(stream, furnisher, plan)?;
    let deep = level.saturating_add(u16::from(level >= DEEP_LEVEL));
    let kind = FeatureKind::Creature { creature: theme.boss, level: deep, boss: true };
    furnisher.put(boss, kind);
    for (room, count) in shares(stream, plan, level) {
        for _ in 0..count {
            let free: Vec<(i32, i32)> = room
                .rect
                .cells()
                .filter(|&cell| furnisher.is_free(room.rect, cell))
                .filter(|cell| {
                    (cell.0 - entrance.0).pow(2) + (cell.1 - entrance.1).pow(2) >= PEACE * PEACE
                })
                .collect();
            let Some(&cell) = stream.pick(&free) else { continue };
            let creature = creature(stream, rules, &theme.creatures, level);
            let level = if room.zone == Zone::Open { level } else { deep };
            furnisher.put(cell, FeatureKind::Creature { creature, level, boss: false });
        }
    }
    Some(())
}

/// One to three chests, at most one in a room, along the walls; the room behind the door that leads
/// nowhere else always has one.
fn chests(stream: &mut Stream, furnisher: &mut Furnisher<'_>, plan: &Plan) -> Option<()> {
    let mut rooms: Vec<&PlannedRoom> =
        plan.rooms.iter().filter(|room| room.role == RoomRole::Plain).collect();
    stream.shuffle(&mut rooms);
    rooms.sort_by_key(|room| room.zone == Zone::Open);
    let count = 1 + stream.below(3) as usize;
    for room in rooms.into_iter().take(count) {
        let wall = furnisher.free_wall(room.rect);
        let cell = *stream.pick(&wall)?;
        furnisher.put(cell, FeatureKind::Chest { treasure: false });
    }
    Some(())
}

/// How many ordinary creatures live in which room: four to six at level 1, one more in a large
/// dungeon and for every two levels, dealt out so that every room gets one before any gets two.
fn shares<'a>(stream: &mut Stream, plan: &'a Plan, level: u16) -> Vec<(&'a PlannedRoom, u32)> {
    let large = plan.rooms.len() >= LARGE;
    let budget = 4 + stream.below(3) + u32::from(large) + u32::from(level - 1) / 2;
    let most = if level < DEEP_LEVEL { 2 } else { 3 };
    let mut rooms: Vec<(&PlannedRoom, u32, u32)> = plan
        .rooms
        .iter()
        .filter_map(|room| match room.role {
            RoomRole::Entrance | RoomRole::Treasure => None,
            // Guards of the boss, from level 5 on.
            RoomRole::Boss => (level >= 5).then_some((room, 0, 2)),
            _ => Some((room, 0, most)),
        })
        .collect();
    stream.shuffle(&mut rooms);
    let mut left = budget;
    for round in 1..=most {
        for (_, count, most) in &mut rooms {
            if left > 0 && round <= *most {
                *count += 1;
                left -= 1;
            }
        }
    }
    rooms.into_iter().map(|(room, count, _)| (room, count)).collect()
}

/// One of the theme's creatures; the lower the level, the rarer the strong ones.
fn creature(stream: &mut Stream, rules: &Ruleset, choice: &[CreatureId], level: u16) -> CreatureId {
    let strengths: Vec<u32> = choice.iter().map(|&id| strength(rules.creature(id))).collect();
    let weakest = strengths.iter().copied().min().unwrap_or(1);
    let flat = u32::from(level.min(20)) - 1;
    let weights: Vec<u32> =
        strengths.iter().map(|&strength| 1 + flat + 24 * weakest / strength).collect();
    stream.weighted(&weights).map_or(choice[0], |index| choice[index])
}

/// What a creature takes and deals, roughly; at least 1.
fn strength(creature: &Creature) -> u32 {
    let damage = creature.attack.map_or(0, |attack| u32::from(attack.damage.1));
    (u32::from(creature.health) + 5 * damage).max(1)
}
