//! Chests, traps and creatures: what one finds and whom one meets on the way, within the budgets.

use super::furnish::{Furnisher, Site};
use super::mission::{Hold, WayKind};
use super::plan::Rect;
use super::{FeatureId, FeatureKind, RoomRole};
use ruleset::{Creature, CreatureId, Ruleset, ThemeId};
use seed::Stream;

/// No creature within this many cells of the entrance: 10 m, so that nobody is attacked on arrival.
const PEACE: i32 = 5;

/// From this level on, what lives behind a lock is one level higher, and rooms hold three.
const DEEP_LEVEL: u16 = 3;

/// Creatures of a guarded room more than elsewhere.
const GUARDS: u32 = 1;

/// Places the boss, wardens with their gates, chests, traps and creatures; `None` when there is no
/// place for what must be there.
pub(super) fn inhabit(
    stream: &mut Stream,
    furnisher: &mut Furnisher<'_>,
    site: &Site<'_>,
    rules: &Ruleset,
    boss: (i32, i32),
) -> Option<()> {
    let level = furnisher.dungeon.level;
    let theme = rules.theme(furnisher.dungeon.theme);
    chests(stream, furnisher, site, rules.missions.budget.chests)?;
    let deep = level.saturating_add(u16::from(level >= DEEP_LEVEL));
    furnisher.put(boss, FeatureKind::Creature { creature: theme.boss, level: deep, boss: true });
    let strongest = theme.creatures.iter().copied();
    let strongest = strongest.max_by_key(|&id| (points(rules.creature(id), level), id))?;
    for &(way, cell) in site.ways {
        let (WayKind::Seal { warden }, Some(cell)) = (way.kind, cell) else { continue };
        let at = furnisher.free_near_middle(*site.rects.get(usize::from(warden))?)?;
        let id = FeatureId(furnisher.features.len() as u16);
        let level = deep.saturating_add(2);
        furnisher.put(at, FeatureKind::Creature { creature: strongest, level, boss: false });
        furnisher.put(cell, FeatureKind::Seal { warden: id });
    }
    traps(stream, furnisher, site, rules);
    for floor in 0..site.mission.floors {
        crowd(stream, furnisher, site, rules, floor);
    }
    Some(())
}

/// What a creature takes and deals at a level: health and five times its damage; at least 1.
pub(super) fn points(creature: &Creature, level: u16) -> u32 {
    let more = u32::from(level.max(1)) - 1;
    let health = u32::from(creature.health) + u32::from(creature.health_per_level) * more;
    let damage = creature
        .attack
        .map_or(0, |attack| u32::from(attack.damage.1) + u32::from(attack.damage_per_level) * more);
    (health + 5 * damage).max(1)
}

/// The chests of the mission, and where a floor has none, one in a plain room.
fn chests(
    stream: &mut Stream,
    furnisher: &mut Furnisher<'_>,
    site: &Site<'_>,
    most: u8,
) -> Option<()> {
    for floor in 0..site.mission.floors {
        let mut count = 0;
        for (id, node) in site.mission.on_floor(floor) {
            if count < most && node.holds.contains(&Hold::Chest) {
                let wall = furnisher.free_wall(*site.rects.get(usize::from(id))?);
                furnisher.put(*stream.pick(&wall)?, FeatureKind::Chest { treasure: false });
                count += 1;
            }
        }
        if count == 0 {
            let plain =
                site.mission.on_floor(floor).filter(|(_, node)| node.role == RoomRole::Plain);
            let rooms: Vec<u8> = plain.map(|(id, _)| id).collect();
            let room = *stream.pick(&rooms)?;
            let wall = furnisher.free_wall(*site.rects.get(usize::from(room))?);
            furnisher.put(*stream.pick(&wall)?, FeatureKind::Chest { treasure: false });
        }
    }
    Some(())
}

/// Traps in plain rooms and before what is worth something.
fn traps(stream: &mut Stream, furnisher: &mut Furnisher<'_>, site: &Site<'_>, rules: &Ruleset) {
    let theme = furnisher.dungeon.theme;
    let fits = |themes: &[ThemeId]| themes.is_empty() || themes.contains(&theme);
    let kinds: Vec<u16> = (0..)
        .zip(&rules.missions.traps)
        .filter(|(_, trap)| fits(&trap.themes))
        .map(|(number, _)| number)
        .collect();
    for floor in 0..site.mission.floors {
        let count = stream.below(u32::from(rules.missions.budget.traps) + 1);
        let rooms: Vec<Rect> = site
            .mission
            .on_floor(floor)
            .filter(|(_, node)| matches!(node.role, RoomRole::Plain | RoomRole::Vault))
            .filter_map(|(id, _)| site.rects.get(usize::from(id)).copied())
            .collect();
        for _ in 0..count {
            let (Some(&trap), Some(&room)) = (stream.pick(&kinds), stream.pick(&rooms)) else {
                continue;
            };
            let free: Vec<(i32, i32)> =
                room.cells().filter(|&cell| furnisher.is_free(room, cell)).collect();
            if let Some(&cell) = stream.pick(&free) {
                furnisher.put(cell, FeatureKind::Trap { trap });
            }
        }
    }
}

/// Creatures of a floor until its points are spent, dealt out so that every room gets one before any
/// gets two.
fn crowd(
    stream: &mut Stream,
    furnisher: &mut Furnisher<'_>,
    site: &Site<'_>,
    rules: &Ruleset,
    floor: u8,
) {
    let level = furnisher.dungeon.level;
    let theme = rules.theme(furnisher.dungeon.theme);
    let budget = rules.missions.budget;
    let mut left =
        budget.creatures + budget.creatures_per_level * (u32::from(level - 1) + u32::from(floor));
    let most = if level < DEEP_LEVEL { 2 } else { 3 };
    let base = site.mission.on_floor(floor).next().map(|(_, node)| node.zone);
    let mut rooms: Vec<(u8, u32)> = site
        .mission
        .on_floor(floor)
        .filter_map(|(id, node)| match node.role {
            RoomRole::Entrance | RoomRole::Treasure | RoomRole::Stairs => None,
            RoomRole::Boss => (level >= 5).then_some((id, 2)),
            RoomRole::Vault | RoomRole::Secret | RoomRole::Warden => Some((id, 1)),
            _ => Some((id, most + if node.guarded { GUARDS } else { 0 })),
        })
        .collect();
    stream.shuffle(&mut rooms);
    for round in 1..=most + GUARDS {
        for &(id, most) in &rooms {
            let node = &site.mission.nodes[usize::from(id)];
            // A guarded room gets its guards at once.
            let wanted = if node.guarded && round == 1 { 1 + GUARDS } else { 1 };
            for _ in 0..wanted {
                let choice = cheap(rules, &theme.creatures, level, left);
                let creature = creature(stream, rules, &choice, level);
                let (Some(creature), true) = (creature, round <= most) else { continue };
                let level = level + u16::from(level >= DEEP_LEVEL && Some(node.zone) != base);
                let Some(cell) = free_cell(stream, furnisher, site.rects[usize::from(id)]) else {
                    continue;
                };
                left = left.saturating_sub(points(rules.creature(creature), level));
                furnisher.put(cell, FeatureKind::Creature { creature, level, boss: false });
            }
        }
    }
}

fn free_cell(stream: &mut Stream, furnisher: &Furnisher<'_>, room: Rect) -> Option<(i32, i32)> {
    let entrance = furnisher.features.first()?.cell;
    let (x, z) = (i32::from(entrance.0), i32::from(entrance.1));
    let free: Vec<(i32, i32)> = room
        .cells()
        .filter(|&cell| furnisher.is_free(room, cell))
        .filter(|cell| (cell.0 - x).pow(2) + (cell.1 - z).pow(2) >= PEACE * PEACE)
        .collect();
    stream.pick(&free).copied()
}

/// The creatures that the points left can pay.
fn cheap(rules: &Ruleset, choice: &[CreatureId], level: u16, left: u32) -> Vec<CreatureId> {
    // One level more: what lives behind a lock costs that.
    let pays = |id: &CreatureId| points(rules.creature(*id), level + 1) <= left;
    choice.iter().copied().filter(pays).collect()
}

/// One of these creatures; the lower the level, the rarer the strong ones.
fn creature(
    stream: &mut Stream,
    rules: &Ruleset,
    choice: &[CreatureId],
    level: u16,
) -> Option<CreatureId> {
    let strengths: Vec<u32> = choice.iter().map(|&id| points(rules.creature(id), 1)).collect();
    let weakest = strengths.iter().copied().min()?;
    let flat = u32::from(level.min(20)) - 1;
    let weights: Vec<u32> =
        strengths.iter().map(|&strength| 1 + flat + 24 * weakest / strength).collect();
    choice.get(stream.weighted(&weights)?).copied()
}
