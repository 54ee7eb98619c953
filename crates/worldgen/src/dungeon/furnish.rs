//! What stands in the rooms: entrance, door, gate, key, levers, lamps, chests.
//!
//! Furniture stands along walls and never in front of a mouth, so that it blocks nobody; the proof
//! checks that with furniture as solid as rock.

use super::mission::{Hold, Mission, Way, WayKind};
use super::plan::Rect;
use super::{Cell, Dungeon, Feature, FeatureId, FeatureKind, RoomRole, inhabit};
use ruleset::{PuzzleKind, Ruleset};
use seed::Stream;

/// Features in the order of their numbers, and the cells that are spoken for.
pub(super) struct Furnisher<'a> {
    pub(super) dungeon: &'a Dungeon,
    pub(super) features: Vec<Feature>,
    pub(super) taken: Vec<bool>,
}

/// Where everything is on the grid: a rectangle for each room of the mission, and all ways with the
/// cells of those that are closed.
pub(super) struct Site<'a> {
    pub(super) mission: &'a Mission,
    pub(super) rects: &'a [Rect],
    pub(super) ways: &'a [(Way, Option<(i32, i32)>)],
}

/// Furnishes and inhabits; the features and the cells that are taken. `None` when something found no
/// place.
pub(super) fn furnish(
    stream: &mut Stream,
    site: &Site<'_>,
    dungeon: &Dungeon,
    rules: &Ruleset,
) -> Option<(Vec<Feature>, Vec<bool>)> {
    let theme = rules.theme(dungeon.theme);
    let mut furnisher = Furnisher::new(dungeon);
    let rect = |role| {
        let index = site.mission.nodes.iter().position(|node| node.role == role)?;
        site.rects.get(index).copied()
    };
    let entrance = furnisher.entrance_cell(stream, rect(RoomRole::Entrance)?)?;
    furnisher.put(entrance, FeatureKind::Entrance);
    furnisher.closed_ways(site);
    furnisher.between_floors(site)?;
    let mut keys: Vec<(u8, Rect)> = Vec::new();
    for (node, &rect) in site.mission.nodes.iter().zip(site.rects) {
        keys.extend(node.holds.iter().filter_map(|hold| match hold {
            Hold::Key(lock) => Some((*lock, rect)),
            _ => None,
        }));
    }
    keys.sort_by_key(|&(lock, _)| lock);
    for (lock, rect) in keys {
        let item = match lock {
            0 => theme.key,
            _ => *theme.spare_keys.get(usize::from(lock) - 1)?,
        };
        let cell = furnisher.free_near_middle(rect)?;
        furnisher.put(cell, FeatureKind::Key { item, lock });
    }
    furnisher.levers_and_lamps(rect(RoomRole::Puzzle)?)?;
    for (node, &rect) in site.mission.nodes.iter().zip(site.rects) {
        for hold in &node.holds {
            if let Hold::Switch(switch) = *hold {
                let cell = *stream.pick(&furnisher.free_wall(rect))?;
                furnisher.put(cell, FeatureKind::Switch { switch });
            }
        }
    }
    let treasure = furnisher.farthest_wall(rect(RoomRole::Treasure)?)?;
    furnisher.put(treasure, FeatureKind::Chest { treasure: true });
    let boss = furnisher.free_near_middle(rect(RoomRole::Boss)?)?;
    inhabit::inhabit(stream, &mut furnisher, site, rules, boss)?;
    Some((furnisher.features, furnisher.taken))
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

    /// Doors in the order of their locks, the gate, portcullises, hidden doors. Seals follow when
    /// their wardens are placed.
    fn closed_ways(&mut self, site: &Site<'_>) {
        let mut shut: Vec<(u8, (i32, i32), FeatureKind)> = Vec::new();
        for &(way, cell) in site.ways {
            let Some(cell) = cell else { continue };
            shut.push(match way.kind {
                WayKind::Door { lock } => (lock, cell, FeatureKind::Door { lock }),
                WayKind::Gate => (64, cell, FeatureKind::Gate),
                WayKind::Portcullis { switch } => {
                    (65 + switch, cell, FeatureKind::Portcullis { switch })
                }
                WayKind::Secret => (128, cell, FeatureKind::Secret),
                WayKind::Open | WayKind::Seal { .. } | WayKind::Stairs | WayKind::Shaft => continue,
            });
        }
        shut.sort_by_key(|&(order, cell, _)| (order, cell));
        for (_, cell, kind) in shut {
            self.put(cell, kind);
        }
    }

    /// Stairs in pairs, and shafts with the place where one lands.
    fn between_floors(&mut self, site: &Site<'_>) -> Option<()> {
        let small = |(x, z): (i32, i32)| (x as u16, z as u16);
        for &(way, _) in site.ways {
            let (above, below) =
                (*site.rects.get(usize::from(way.from))?, *site.rects.get(usize::from(way.to))?);
            match way.kind {
                WayKind::Stairs => {
                    let top = self.farthest_wall(above)?;
                    let foot = self.farthest_wall(below)?;
                    self.put(top, FeatureKind::Stairs { to: small(foot), down: true });
                    self.put(foot, FeatureKind::Stairs { to: small(top), down: false });
                }
                WayKind::Shaft => {
                    let hole = self.free_near_middle(above)?;
                    let to = self.free_near_middle(below)?;
                    self.put(hole, FeatureKind::Shaft { to: small(to) });
                    let index = self.dungeon.index(small(to));
                    self.taken[index] = true;
                }
                _ => {}
            }
        }
        Some(())
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
    pub(super) fn free_near_middle(&self, room: Rect) -> Option<(i32, i32)> {
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
        let floor = self.dungeon.floors.first()?;
        let (last, end) = (i32::from(floor.max.0), i32::from(floor.max.1));
        let to_edge = |(x, z): (i32, i32)| x.min(z).min(last - x).min(end - z);
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
        if self.dungeon.puzzle != PuzzleKind::Lamps {
            let &(cell, _) = pairs.get(pairs.len() / 2)?;
            self.put(cell, FeatureKind::Board);
            return Some(());
        }
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
