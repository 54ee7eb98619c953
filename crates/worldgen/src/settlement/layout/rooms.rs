//! Rooms: a house's inner walls with their gaps.
//!
//! In a house's own directions: `u` along its front, `v` from the front wall to the back. The door
//! opens into the first room, and each of the others has a gap to the first, so that every room can
//! be reached whatever the sizes.

use super::{Area, m};
use crate::{HousePurpose, RoomKind};
use seed::Stream;

/// Thickness of outer walls.
pub(super) const WALL: i32 = 300;
/// Thickness of inner walls.
const INNER: i32 = 200;
/// Width of a gap in an inner wall.
const GAP: i32 = 1_200;
/// Narrowest room.
const NARROW: i32 = 2_200;

/// The inside of a house.
#[derive(Debug, Default)]
pub(super) struct Inside {
    /// Inner walls, without their gaps.
    pub walls: Vec<Area>,
    /// Rooms; the door opens into the first.
    pub rooms: Vec<(RoomKind, Area)>,
}

/// The first room, and the others in the order in which there is room for them.
const fn kinds(purpose: HousePurpose) -> (RoomKind, &'static [RoomKind]) {
    match purpose {
        HousePurpose::Dwelling => (RoomKind::Hall, &[RoomKind::Bedroom, RoomKind::Kitchen]),
        HousePurpose::Workshop(_) => (RoomKind::Workshop, &[RoomKind::Bedroom, RoomKind::Kitchen]),
        HousePurpose::Inn => {
            (RoomKind::Taproom, &[RoomKind::Kitchen, RoomKind::Bedroom, RoomKind::Bedroom])
        }
        HousePurpose::Temple => (RoomKind::Shrine, &[RoomKind::Store, RoomKind::Bedroom]),
        HousePurpose::Hall => {
            (RoomKind::Hall, &[RoomKind::Store, RoomKind::Kitchen, RoomKind::Bedroom])
        }
        HousePurpose::Store => (RoomKind::Store, &[]),
        HousePurpose::Gatehouse => (RoomKind::Hall, &[RoomKind::Bedroom]),
    }
}

/// Divides a house of a width and depth whose door's middle is `door` from its left end.
pub(super) fn divide(
    purpose: HousePurpose,
    (width, depth): (i32, i32),
    door: i32,
    stream: &mut Stream,
) -> Inside {
    let (first, others) = kinds(purpose);
    let whole = Area { u0: WALL, v0: WALL, u1: width - WALL, v1: depth - WALL };
    let (inner_width, inner_depth) = (width - 2 * WALL, depth - 2 * WALL);
    let sideways = matches!(purpose, HousePurpose::Dwelling | HousePurpose::Workshop(_))
        && stream.chance(2, 5);
    let column = (inner_width * stream.range(38, 44) / 100).max(NARROW) / 100 * 100;
    // The door and a step beside it stay in the first room.
    let free = m(1) + INNER;
    let (left, right) = (door - WALL - column >= free, width - WALL - column - door >= free);
    if others.is_empty() {
        return Inside { walls: Vec::new(), rooms: vec![(first, whole)] };
    }
    if sideways && inner_width - column - INNER >= NARROW && (left || right) {
        let on_left = left && (!right || stream.chance(1, 2));
        let cut = if on_left { WALL + column } else { width - WALL - column - INNER };
        let (front, back) = if on_left {
            (Area { u0: cut + INNER, ..whole }, Area { u1: cut, ..whole })
        } else {
            (Area { u1: cut, ..whole }, Area { u0: cut + INNER, ..whole })
        };
        let count = (inner_depth / (NARROW + INNER)).clamp(1, 2) as usize;
        return split((first, front), back, &others[..count.min(others.len())], true, stream);
    }
    let share = if purpose == HousePurpose::Temple { 72 } else { stream.range(50, 58) };
    let most = inner_depth - INNER - NARROW;
    let cut = WALL + (inner_depth * share / 100).min(most) / 100 * 100;
    if cut < WALL + NARROW {
        return Inside { walls: Vec::new(), rooms: vec![(first, whole)] };
    }
    let (front, back) = (Area { v1: cut, ..whole }, Area { v0: cut + INNER, ..whole });
    let count = (inner_width / (NARROW + INNER + 300)).clamp(1, 3) as usize;
    split((first, front), back, &others[..count.min(others.len())], false, stream)
}

/// Splits the part behind a dividing wall into rooms, each with a gap to the first. `sideways`: the
/// dividing wall runs from front to back, and the rooms lie one behind the other.
fn split(
    (first, front): (RoomKind, Area),
    back: Area,
    kinds: &[RoomKind],
    sideways: bool,
    stream: &mut Stream,
) -> Inside {
    // Along the dividing wall, and across it.
    let (from, to) = if sideways { (back.v0, back.v1) } else { (back.u0, back.u1) };
    let across = match (sideways, back.u0 > front.u0) {
        (false, _) => (front.v1, back.v0),
        (true, true) => (front.u1, back.u0),
        (true, false) => (back.u1, front.u0),
    };
    let area = |along: (i32, i32), across: (i32, i32)| {
        if sideways {
            Area { u0: across.0, v0: along.0, u1: across.1, v1: along.1 }
        } else {
            Area { u0: along.0, v0: across.0, u1: along.1, v1: across.1 }
        }
    };
    let deep = if sideways { (back.u0, back.u1) } else { (back.v0, back.v1) };
    let mut inside = Inside { walls: Vec::new(), rooms: vec![(first, front)] };
    let count = kinds.len() as i32;
    let share = (to - from - (count - 1) * INNER) / count;
    let mut solid_from = from;
    for (number, &kind) in (0..).zip(kinds) {
        let start = from + number * (share + INNER);
        let end = if number + 1 == count { to } else { start + share };
        inside.rooms.push((kind, area((start, end), deep)));
        let play = (end - start - GAP - 400).max(0) / 100;
        let gap = start + 200 + stream.range(0, play) * 100;
        inside.walls.push(area((solid_from, gap), across));
        solid_from = gap + GAP;
        if number + 1 < count {
            inside.walls.push(area((end, end + INNER), deep));
        }
    }
    inside.walls.push(area((solid_from, to), across));
    inside.walls.retain(|wall| wall.u1 > wall.u0 && wall.v1 > wall.v0);
    inside
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruleset::TradeId;
    use seed::{Path, WorldSeed};

    #[test]
    fn rooms_are_wide_enough_apart_and_cover_the_house() {
        let mut stream = WorldSeed::from_text("rooms").stream("test", &Path::new());
        for case in 0..4_000 {
            let purposes = [
                HousePurpose::Dwelling,
                HousePurpose::Workshop(TradeId(0)),
                HousePurpose::Inn,
                HousePurpose::Temple,
                HousePurpose::Hall,
                HousePurpose::Store,
                HousePurpose::Gatehouse,
            ];
            let purpose = purposes[case % purposes.len()];
            let size = (stream.range(10, 24) * 500, stream.range(10, 26) * 500);
            let door = stream.range(1_400, size.0 - 1_400);
            let inside = divide(purpose, size, door, &mut stream);
            let (_, first) = inside.rooms[0];
            assert!(first.u0 <= door - 700 && first.u1 >= door + 700, "{purpose:?} {size:?}");
            assert_eq!(first.v0, WALL, "the door opens into the first room");
            for (index, (_, room)) in inside.rooms.iter().enumerate() {
                assert!(room.u1 - room.u0 >= 1_800 && room.v1 - room.v0 >= 1_800, "{inside:?}");
                assert!(inside.walls.iter().all(|wall| !wall.overlaps(room)), "{inside:?}");
                for (_, other) in &inside.rooms[..index] {
                    assert!(!other.overlaps(room), "{inside:?}");
                }
            }
        }
    }
}
