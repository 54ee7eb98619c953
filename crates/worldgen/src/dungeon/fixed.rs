//! The floor of last resort: six rooms in two rows, always the same, always completable.
//!
//! ```text
//!   key ----- treasure == boss
//!    | \                   #
//! entrance --- plain --@ puzzle        @ locked door, # gate
//! ```

use super::plan::{Plan, PlannedRoom, Rect};
use super::{Cell, RoomRole, corridor, dig::DugFloor, mission};
use corridor::{Carver, Job};
use mission::{Way, WayKind};

/// Edge of its grid in cells.
const SIDE: i32 = 40;

/// The rooms of [`mission::plain`].
fn plan() -> Plan {
    let room = |role, zone, node, column: i32, row: i32, edge| {
        let rect = Rect::new(4 + 12 * column, 5 + 17 * row, edge, edge);
        PlannedRoom { rect, role, zone, node }
    };
    let rooms = vec![
        room(RoomRole::Entrance, 0, 0, 0, 1, 6),
        room(RoomRole::Treasure, 2, 1, 1, 0, 5),
        room(RoomRole::Boss, 2, 2, 2, 0, 8),
        room(RoomRole::Puzzle, 1, 3, 2, 1, 8),
        room(RoomRole::Key, 0, 4, 0, 0, 6),
        room(RoomRole::Plain, 0, 5, 1, 1, 6),
    ];
    Plan { side: SIDE, rooms }
}

/// The rooms with their corridors.
pub(super) fn floor() -> DugFloor {
    const ENTRANCE: u8 = 0;
    const TREASURE: u8 = 1;
    const BOSS: u8 = 2;
    const PUZZLE: u8 = 3;
    const KEY: u8 = 4;
    const PLAIN: u8 = 5;
    let plan = plan();
    let mut carver = Carver::new(&plan);
    let mut ways = Vec::new();
    for (from, to, zone, kind) in [
        (BOSS, TREASURE, 2, WayKind::Open),
        (BOSS, PUZZLE, 2, WayKind::Gate),
        (PLAIN, PUZZLE, 0, WayKind::Door { lock: 0 }),
        (ENTRANCE, PLAIN, 0, WayKind::Open),
        (ENTRANCE, KEY, 0, WayKind::Open),
        (KEY, PLAIN, 0, WayKind::Open),
    ] {
        let seal = match kind {
            WayKind::Gate => Some(Cell::Gate),
            WayKind::Door { .. } => Some(Cell::Door),
            _ => None,
        };
        let job = Job { from: from.into(), to: to.into(), zone, seal, wide: false, own: true };
        let mouth = carver.dig(job);
        ways.push((Way { from, to, kind }, mouth.filter(|_| seal.is_some())));
    }
    DugFloor { cells: carver.cells(), plan, ways }
}
