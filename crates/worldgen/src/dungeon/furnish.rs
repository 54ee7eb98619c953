//! What stands in the rooms: entrance, door, gate, key, levers, lamps, chests.
//!
//! Furniture stands along walls and never in front of a mouth, so that it blocks nobody; the proof
//! checks that with furniture as solid as rock.

use super::plan::{Plan, Rect};
use super::{Cell, Dungeon, Feature, FeatureId, FeatureKind, RoomRole, inhabit};
use ruleset::Ruleset;
use seed::Stream;

/// Features in the order of their numbers, and the cells that are spoken for.
pub(super) struct Furnisher<'a> {
    pub(super) dungeon: &'a Dungeon,
    features: Vec<Feature>,
    taken: Vec<bool>,
}

/// Furnishes and inhabits; `None` when something found no place.
pub(super) fn furnish(
    stream: &mut Stream,
    plan: &Plan,
    dungeon: &Dungeon,
    rules: &Ruleset,
) -> Option<Vec<Feature>> {
    let theme = rules.theme(dungeon.theme);
    let mut furnisher = Furnisher::new(dungeon);
    let rect = |role| plan.index(role).map(|index| plan.rooms[index].rect);
    let entrance = furnisher.entrance_cell(stream, rect(RoomRole::Entrance)?)?;
    furnisher.put(entrance, FeatureKind::Entrance);
    for (wanted, kind) in [(Cell::Door, FeatureKind::Door), (Cell::Gate, FeatureKind::Gate)] {
        let at = dungeon.cells.iter().position(|&cell| cell == wanted)?;
        let (x, z) = dungeon.cell_at(at);
        furnisher.put((x.into(), z.into()), kind);
    }
    let key = furnisher.free_near_middle(rect(RoomRole::Key)?)?;
    furnisher.put(key, FeatureKind::Key { item: theme.key });
    furnisher.levers_and_lamps(rect(RoomRole::Puzzle)?)?;
    let treasure = furnisher.farthest_wall(rect(RoomRole::Treasure)?)?;
    furnisher.put(treasure, FeatureKind::Chest { treasure: true });
    let boss = furnisher.free_near_middle(rect(RoomRole::Boss)?)?;
    inhabit::inhabit(stream, &mut furnisher, plan, rules, entrance, boss)?;
    Some(furnisher.features)
}

impl<'a> Furnisher<'a> {
    fn new(dungeon: &'a Dungeon) -> Self {
        Self { dungeon, features: Vec::new(), taken: vec![false; dungeon.cells.len()] }
    }

    /// Puts a feature into a cell and takes the cell.
    pub(super) fn put(&mut self, (x, z): (i32, i32), kind: FeatureKind) {
        let cell = (x as u16, z as u16);
        let id = FeatureId(self.features.len() as u16);
        let index = self.dungeon.index(cell);
        self.taken[index] = true;
        self.features.push(Feature { id, cell, kind });
    }

    fn is_passable(&self, (x, z): (i32, i32)) -> bool {
        self.dungeon.cell(x, z) != Cell::Rock
    }

    /// A cell of a room that is not taken and not in front of a mouth.
    pub(super) fn is_free(&self, room: Rect, cell: (i32, i32)) -> bool {
        let index = self.dungeon.index((cell.0 as u16, cell.1 as u16));
        !self.taken[index] && !self.is_front(room, cell)
    }

    /// In front of a mouth: a neighbour outside of the room is passable.
    fn is_front(&self, room: Rect, (x, z): (i32, i32)) -> bool {
        [(x + 1, z), (x, z + 1), (x - 1, z), (x, z - 1)]
            .into_iter()
            .any(|cell| !room.contains(cell) && self.is_passable(cell))
    }

    /// Free cells along the walls, clockwise.
    pub(super) fn free_wall(&self, room: Rect) -> Vec<(i32, i32)> {
        let mut cells = room.border();
        cells.retain(|&cell| self.is_free(room, cell));
        cells
    }

    /// The free cell nearest to the middle.
    fn free_near_middle(&self, room: Rect) -> Option<(i32, i32)> {
        let (x, z) = room.middle();
        room.cells()
            .filter(|&cell| self.is_free(room, cell))
            .min_by_key(|cell| (cell.0 - x).pow(2) + (cell.1 - z).pow(2))
    }

    /// The free wall cell (no corner) that is farthest from the room's mouths: what one sees first
    /// on coming in.
    fn farthest_wall(&self, room: Rect) -> Option<(i32, i32)> {
        let border = room.border();
        let fronts: Vec<(i32, i32)> =
            border.iter().copied().filter(|&cell| self.is_front(room, cell)).collect();
        let distance = |cell: (i32, i32)| {
            let to = |front: &(i32, i32)| (front.0 - cell.0).pow(2) + (front.1 - cell.1).pow(2);
            fronts.iter().map(to).min().unwrap_or(0)
        };
        self.free_wall(room)
            .into_iter()
            .filter(|&cell| !room.is_corner(cell))
            .max_by_key(|&cell| distance(cell))
    }

    /// Where one comes in: at the wall that is nearest to the edge of the grid.
    fn entrance_cell(&self, stream: &mut Stream, room: Rect) -> Option<(i32, i32)> {
        let last = i32::from(self.dungeon.width) - 1;
        let to_edge = |(x, z): (i32, i32)| x.min(z).min(last - x).min(last - z);
        let wall: Vec<(i32, i32)> =
            self.free_wall(room).into_iter().filter(|&cell| !room.is_corner(cell)).collect();
        let nearest = wall.iter().map(|&cell| to_edge(cell)).min()?;
        let outer: Vec<(i32, i32)> =
            wall.into_iter().filter(|&cell| to_edge(cell) == nearest).collect();
        stream.pick(&outer).copied()
    }

    /// Each lever with its lamp beside it, clockwise along the walls and spread evenly. A lever
    /// never stands in a corner, where its lamp would hide it.
    fn levers_and_lamps(&mut self, room: Rect) -> Option<()> {
        let wall = self.free_wall(room);
        let mut pairs = Vec::new();
        let mut at = 0;
        while at + 1 < wall.len() {
            let (a, b) = (wall[at], wall[at + 1]);
            if (a.0 - b.0).abs() + (a.1 - b.1).abs() == 1 {
                pairs.push(if room.is_corner(a) { (b, a) } else { (a, b) });
                at += 2;
            } else {
                at += 1;
            }
        }
        let count = usize::from(self.dungeon.levers);
        if pairs.len() < count {
            return None;
        }
        let chosen: Vec<_> = (0..count).map(|index| pairs[index * pairs.len() / count]).collect();
        for (&(lever, _), index) in chosen.iter().zip(0..) {
            self.put(lever, FeatureKind::Lever { index });
        }
        for (&(_, lamp), index) in chosen.iter().zip(0..) {
            self.put(lamp, FeatureKind::Lamp { index });
        }
        Some(())
    }
}
