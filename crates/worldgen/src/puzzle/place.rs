//! Where clues are found: carved into rooms that lie before the puzzle, or told by people.

use crate::dungeon::mission::{Way, WayKind};
use crate::{Cell, Dungeon, PersonId, RoomRole};
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

/// A cell for each of `count` clues of a dungeon's puzzle: floor along the walls of the rooms in which
/// they may be found, where nothing else stands or is written.
#[must_use]
pub fn clue_cells(stream: &mut Stream, dungeon: &Dungeon, count: usize) -> Vec<(u16, u16)> {
    let placed = place_clues(stream, count, &clue_rooms(dungeon));
    let mut taken: Vec<(u16, u16)> = dungeon.features.iter().map(|feature| feature.cell).collect();
    taken.extend(dungeon.lore.iter().map(|line| line.cell));
    let mut cells = Vec::new();
    for clue in placed {
        let ClueSpot::Room(room) = clue.spot else { continue };
        let Some(room) = dungeon.rooms.get(usize::from(room)) else { continue };
        let inside =
            (room.min.1..=room.max.1).flat_map(|z| (room.min.0..=room.max.0).map(move |x| (x, z)));
        let is = |x: i32, z: i32, cell: Cell| dungeon.cell(x, z) == cell;
        let (mut edge, mut other) = (Vec::new(), Vec::new());
        for cell in inside {
            let (x, z) = (i32::from(cell.0), i32::from(cell.1));
            if !is(x, z, Cell::Floor) || taken.contains(&cell) {
                continue;
            }
            let sides = [(1, 0), (-1, 0), (0, 1), (0, -1)];
            let walled = sides.into_iter().any(|(dx, dz)| is(x + dx, z + dz, Cell::Rock));
            if walled { edge.push(cell) } else { other.push(cell) }
        }
        // A room without a free cell is none that the generator makes; its corner does then.
        let cell = stream.pick(&edge).or(other.first()).copied().unwrap_or(room.min);
        taken.push(cell);
        cells.push(cell);
    }
    cells
}
