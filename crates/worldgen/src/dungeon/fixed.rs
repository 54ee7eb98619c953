//! The layout of last resort: six rooms in two rows, always the same, always completable.
//!
//! ```text
//!   key ----- treasure == boss
//!    | \                   #
//! entrance --- plain --@ puzzle        @ locked door, # gate
//! ```

use super::corridor::{Carver, Job, Seal};
use super::plan::{Plan, PlannedRoom, Rect, Zone};
use super::{Cell, RoomRole};

/// Edge of its grid in cells.
const SIDE: i32 = 40;

/// The rooms.
pub(super) fn plan() -> Plan {
    let room = |role, zone, column: i32, row: i32, edge| {
        let rect = Rect::new(4 + 12 * column, 5 + 17 * row, edge, edge);
        PlannedRoom { rect, role, zone }
    };
    let rooms = vec![
        room(RoomRole::Entrance, Zone::Open, 0, 1, 6),
        room(RoomRole::Treasure, Zone::Gated, 1, 0, 5),
        room(RoomRole::Boss, Zone::Gated, 2, 0, 8),
        room(RoomRole::Puzzle, Zone::Locked, 2, 1, 8),
        room(RoomRole::Key, Zone::Open, 0, 0, 6),
        room(RoomRole::Plain, Zone::Open, 1, 1, 6),
    ];
    Plan { side: SIDE, rooms }
}

/// The rooms with their corridors.
pub(super) fn cells(plan: &Plan) -> Vec<Cell> {
    const ENTRANCE: usize = 0;
    const TREASURE: usize = 1;
    const BOSS: usize = 2;
    const PUZZLE: usize = 3;
    const KEY: usize = 4;
    const PLAIN: usize = 5;
    let mut carver = Carver::new(plan);
    for (from, to, zone, seal) in [
        (BOSS, TREASURE, Zone::Gated, Seal::Open),
        (BOSS, PUZZLE, Zone::Gated, Seal::Gate),
        (PLAIN, PUZZLE, Zone::Open, Seal::Door),
        (ENTRANCE, PLAIN, Zone::Open, Seal::Open),
        (ENTRANCE, KEY, Zone::Open, Seal::Open),
        (KEY, PLAIN, Zone::Open, Seal::Open),
    ] {
        carver.dig(Job { from, to, zone, seal, wide: false, own: true });
    }
    carver.cells()
}
