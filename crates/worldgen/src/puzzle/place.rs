//! Where clues are found: carved into rooms that lie before the puzzle, or told by people.

use crate::dungeon::mission::{Way, WayKind};
use crate::{Dungeon, PersonId, RoomRole};
use seed::Stream;
use serde::{Deserialize, Serialize};

/// A place that can hold a clue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ClueSpot {
    /// The wall of a room: its index in [`Dungeon::rooms`].
    Room(u16),
    /// Somebody who is asked.
    Person(PersonId),
}

/// A clue in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacedClue {
    /// Index of the clue in its puzzle.
    pub clue: u16,
    /// Where it is found.
    pub spot: ClueSpot,
}

/// Gives each of `count` clues a place: no place has two more than another. None without places.
#[must_use]
pub fn place_clues(stream: &mut Stream, count: usize, spots: &[ClueSpot]) -> Vec<PlacedClue> {
    let mut order = spots.to_vec();
    stream.shuffle(&mut order);
    (0..)
        .zip(order.iter().cycle().take(count))
        .map(|(clue, &spot)| PlacedClue { clue, spot })
        .collect()
}

/// The rooms of a dungeon whose walls can hold clues of its puzzle: those that one comes to without
/// opening anything, so that no clue lies behind what it helps to open. At least the entrance.
#[must_use]
pub fn clue_rooms(dungeon: &Dungeon) -> Vec<ClueSpot> {
    let mut reached = vec![false; dungeon.rooms.len()];
    if let Some(entrance) = reached.first_mut() {
        *entrance = true;
    }
    // Each round reaches a room more, or is the last.
    for _ in 0..dungeon.rooms.len() {
        for &Way { from, to, kind } in &dungeon.ways {
            let (from, to) = (usize::from(from), usize::from(to));
            let open = matches!(kind, WayKind::Open | WayKind::Stairs | WayKind::Shaft);
            let at = |room: usize| reached.get(room).copied().unwrap_or(false);
            let (there, back) = (at(from), at(to) && kind != WayKind::Shaft);
            if open && (there || back) {
                for room in [from, to] {
                    if let Some(room) = reached.get_mut(room) {
                        *room = true;
                    }
                }
            }
        }
    }
    let closed = [RoomRole::Puzzle, RoomRole::Boss, RoomRole::Treasure];
    (0..)
        .zip(dungeon.rooms.iter().zip(reached))
        .filter(|(_, (room, reached))| *reached && !closed.contains(&room.role))
        .map(|(index, _)| ClueSpot::Room(index))
        .collect()
}
