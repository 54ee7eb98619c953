//! What one has seen of a dungeon: the cells within some steps of where one walked.

use crate::play::Place;
use crate::play::Realm;
use crate::schedule::ClientSystems;
use crate::screens::Screen;
use bevy::prelude::*;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use worldgen::{CELL_MM, Cell, Dungeon, SiteId};

/// Steps that one sees.
const STEPS: u8 = 6;

/// The cells of each dungeon that were seen, and the dungeon that one is in.
#[derive(Resource, Default)]
pub(super) struct Explored {
    seen: BTreeMap<SiteId, BTreeSet<(u16, u16)>>,
    inside: Option<Arc<Dungeon>>,
    last: Option<(i32, i32)>,
}

impl Explored {
    /// The cells of a dungeon that were seen.
    pub(super) fn of(&self, site: SiteId) -> BTreeSet<(u16, u16)> {
        self.seen.get(&site).cloned().unwrap_or_default()
    }
}

/// Keeps it.
pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Explored>()
        .add_systems(OnEnter(Screen::Title), |mut explored: ResMut<Explored>| {
            *explored = Explored::default();
        })
        .add_systems(Update, explore.in_set(ClientSystems::Show).run_if(in_state(Screen::Playing)));
}

fn explore(mut explored: ResMut<Explored>, place: Res<Place>, realm: Option<Res<Realm>>) {
    let (Some(site), Some(realm)) = (place.dungeon, realm) else {
        explored.inside = None;
        return;
    };
    if explored.inside.as_ref().is_none_or(|dungeon| dungeon.id != site) {
        explored.inside = realm.0.dungeon(site).map(Arc::new);
        explored.last = None;
    }
    let cell = (place.at.x.0.div_euclid(CELL_MM), place.at.z.0.div_euclid(CELL_MM));
    if explored.last == Some(cell) {
        return;
    }
    explored.last = Some(cell);
    if let Some(dungeon) = explored.inside.clone() {
        let around = look_around(&dungeon, cell);
        explored.seen.entry(site).or_default().extend(around);
    }
}

/// The cells within some steps of one, not through doors and gates.
fn look_around(dungeon: &Dungeon, from: (i32, i32)) -> BTreeSet<(u16, u16)> {
    let mut seen = BTreeSet::new();
    let mut next = VecDeque::from([(from, 0)]);
    while let Some(((x, z), steps)) = next.pop_front() {
        let (Ok(column), Ok(row)) = (u16::try_from(x), u16::try_from(z)) else {
            continue;
        };
        let cell = dungeon.cell(x, z);
        if cell == Cell::Rock || !seen.insert((column, row)) {
            continue;
        }
        let shut = matches!(cell, Cell::Door | Cell::Gate | Cell::Secret) && (x, z) != from;
        if steps < STEPS && !shut {
            next.extend(
                [(1, 0), (-1, 0), (0, 1), (0, -1)].map(|(dx, dz)| ((x + dx, z + dz), steps + 1)),
            );
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruleset::ThemeId;

    /// A corridor of 20 cells with a door at the third.
    fn corridor() -> Dungeon {
        let mut cells = vec![Cell::Floor; 20];
        cells[3] = Cell::Door;
        Dungeon {
            puzzle: ruleset::PuzzleKind::Lamps,
            id: SiteId::default(),
            name: String::new(),
            theme: ThemeId(0),
            level: 1,
            width: 20,
            depth: 1,
            cells,
            rooms: Vec::new(),
            features: Vec::new(),
            levers: 3,
            floors: Vec::new(),
            ways: Vec::new(),
            reason: String::new(),
            lore: Vec::new(),
        }
    }

    #[test]
    fn nobody_sees_through_a_door_or_around_the_world() {
        let dungeon = corridor();
        let seen = look_around(&dungeon, (0, 0));
        assert_eq!(seen, BTreeSet::from([(0, 0), (1, 0), (2, 0), (3, 0)]));
        let behind = look_around(&dungeon, (10, 0));
        assert!(behind.contains(&(16, 0)) && !behind.contains(&(17, 0)));
        assert!(look_around(&dungeon, (-5, 3)).is_empty());
    }
}
