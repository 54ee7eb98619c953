//! Pillars and pools: rooms built as their kind says.
//!
//! A pillar stands only where all eight cells around it are free floor, so that it never closes a
//! way; a pool covers only cells that hold nothing.

use super::plan::Rect;
use super::{Cell, Dungeon};
use ruleset::{Pillars, RoomKind};

/// Builds a room; `taken` marks the cells that hold something.
pub(super) fn shape(dungeon: &mut Dungeon, rect: Rect, kind: &RoomKind, taken: &[bool]) {
    if kind.pool {
        for (x, z) in rect.grown(-1).cells() {
            let at = dungeon.index((x as u16, z as u16));
            if dungeon.cells[at] == Cell::Floor && !taken[at] {
                dungeon.cells[at] = Cell::Pool;
            }
        }
    }
    for (x, z) in pillars(rect, kind.pillars) {
        let clear = rect.contains((x - 1, z - 1)) && rect.contains((x + 1, z + 1)) && {
            let around = (-1..=1).flat_map(|dz| (-1..=1).map(move |dx| (x + dx, z + dz)));
            let free = |(x, z): (i32, i32)| {
                let walkable = matches!(dungeon.cell(x, z), Cell::Floor | Cell::Pool);
                walkable && !taken[dungeon.index((x as u16, z as u16))]
            };
            around.into_iter().all(free)
        };
        if clear {
            let at = dungeon.index((x as u16, z as u16));
            dungeon.cells[at] = Cell::Rock;
        }
    }
}

fn pillars(rect: Rect, kind: Pillars) -> Vec<(i32, i32)> {
    let (x0, z0, x1, z1) = (rect.x0 + 1, rect.z0 + 1, rect.x1 - 1, rect.z1 - 1);
    match kind {
        Pillars::None => Vec::new(),
        Pillars::Middle => vec![rect.middle()],
        Pillars::Corners => vec![(x0, z0), (x1, z0), (x0, z1), (x1, z1)],
        Pillars::Rows if x1 - x0 >= z1 - z0 => {
            (x0..=x1).step_by(2).flat_map(|x| [(x, z0), (x, z1)]).collect()
        }
        Pillars::Rows => (z0..=z1).step_by(2).flat_map(|z| [(x0, z), (x1, z)]).collect(),
    }
}
