//! Proving that a dungeon can be completed.
//!
//! The solver knows the rules of play and nothing of how dungeons are made: it reads cells and
//! features, and searches over where one stands and what one has done (keys taken, doors opened,
//! puzzle solved, boss dead, treasure open). Furniture counts as solid here, so that the proof holds
//! whether or not the game lets one walk over a lever. It walks straight steps only.

use super::{Cell, Dungeon, Feature, FeatureId, FeatureKind};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// One thing done on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is done.
    pub action: Action,
    /// To what; for the puzzle, its gate.
    pub feature: FeatureId,
    /// Where one stands: on the feature's cell or next to it.
    pub stand: (u16, u16),
    /// Straight steps walked since the step before.
    pub walk: u32,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// Picking up a key.
    TakeKey,
    /// Opening a locked door with a key, which is used up.
    OpenDoor,
    /// Pulling levers until all lamps burn; the levers as one passes them.
    SolvePuzzle {
        /// All levers of the puzzle, each in reach.
        levers: Vec<FeatureId>,
    },
    /// Killing the boss.
    KillBoss,
    /// Opening the treasure chest.
    OpenTreasure,
    /// Walking out of the entrance, the treasure taken.
    Leave,
}

/// Where one stands and what one has done. Bit `i` of `keys` is the `i`-th key, likewise `doors`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    at: usize,
    keys: u32,
    doors: u32,
    solved: bool,
    boss_dead: bool,
    treasure: bool,
    left: bool,
}

impl Dungeon {
    /// The steps of a shortest completion: from the entrance through door, puzzle and boss to the
    /// treasure and out again. `None` when there is none.
    #[must_use]
    pub fn solve(&self) -> Option<Vec<Step>> {
        let world = Reading::of(self)?;
        let start = State {
            at: self.index(world.entrance.cell),
            keys: 0,
            doors: 0,
            solved: false,
            boss_dead: false,
            treasure: false,
            left: false,
        };
        let mut best: BTreeMap<State, u32> = BTreeMap::from([(start, 0)]);
        let mut came: BTreeMap<State, (State, Step)> = BTreeMap::new();
        let mut queue = BinaryHeap::from([Reverse((0, start))]);
        while let Some(Reverse((walked, state))) = queue.pop() {
            if state.left {
                let mut steps = Vec::new();
                let mut at = state;
                while let Some((before, step)) = came.get(&at) {
                    steps.push(step.clone());
                    at = *before;
                }
                steps.reverse();
                return Some(steps);
            }
            if best.get(&state).is_some_and(|&known| known < walked) {
                continue;
            }
            for (next, step) in world.moves(state) {
                let total = walked + step.walk;
                if best.get(&next).is_none_or(|&known| total < known) {
                    best.insert(next, total);
                    came.insert(next, (state, step));
                    queue.push(Reverse((total, next)));
                }
            }
        }
        None
    }
}

/// The dungeon as the solver reads it.
struct Reading<'a> {
    dungeon: &'a Dungeon,
    entrance: &'a Feature,
    gate: &'a Feature,
    boss: &'a Feature,
    treasure: &'a Feature,
    keys: Vec<&'a Feature>,
    doors: Vec<&'a Feature>,
    levers: Vec<&'a Feature>,
    solid: Vec<bool>,
}

impl<'a> Reading<'a> {
    fn of(dungeon: &'a Dungeon) -> Option<Self> {
        let all = |wanted: fn(FeatureKind) -> bool| {
            dungeon.features.iter().filter(move |feature| wanted(feature.kind)).collect::<Vec<_>>()
        };
        let one = |wanted| all(wanted).first().copied();
        let mut solid = vec![false; dungeon.cells.len()];
        for feature in all(|kind| {
            matches!(
                kind,
                FeatureKind::Lever { .. } | FeatureKind::Lamp { .. } | FeatureKind::Chest { .. }
            )
        }) {
            solid[dungeon.index(feature.cell)] = true;
        }
        let keys = all(|kind| matches!(kind, FeatureKind::Key { .. }));
        let doors = all(|kind| kind == FeatureKind::Door);
        let levers = all(|kind| matches!(kind, FeatureKind::Lever { .. }));
        if keys.len() > 16 || doors.len() > 16 || levers.len() != usize::from(dungeon.levers) {
            return None;
        }
        Some(Self {
            dungeon,
            entrance: one(|kind| kind == FeatureKind::Entrance)?,
            gate: one(|kind| kind == FeatureKind::Gate)?,
            boss: one(|kind| matches!(kind, FeatureKind::Creature { boss: true, .. }))?,
            treasure: one(|kind| kind == FeatureKind::Chest { treasure: true })?,
            keys,
            doors,
            levers,
            solid,
        })
    }

    /// What can be done next.
    fn moves(&self, state: State) -> Vec<(State, Step)> {
        let distances = self.flood(state.at, state);
        let mut moves = Vec::new();
        let mut offer = |feature: &Feature, action: Action, then: &dyn Fn(&mut State)| {
            if let Some((at, walk)) = self.stand(feature, &distances) {
                let mut next = State { at, ..state };
                then(&mut next);
                let stand = self.dungeon.cell_at(at);
                moves.push((next, Step { action, feature: feature.id, stand, walk }));
            }
        };
        for (number, key) in self.keys.iter().enumerate() {
            if state.keys >> number & 1 == 0 {
                offer(key, Action::TakeKey, &|next| next.keys |= 1 << number);
            }
        }
        if state.keys.count_ones() > state.doors.count_ones() {
            for (number, door) in self.doors.iter().enumerate() {
                if state.doors >> number & 1 == 0 {
                    offer(door, Action::OpenDoor, &|next| next.doors |= 1 << number);
                }
            }
        }
        if !state.boss_dead {
            offer(self.boss, Action::KillBoss, &|next| next.boss_dead = true);
        } else if !state.treasure {
            offer(self.treasure, Action::OpenTreasure, &|next| next.treasure = true);
        }
        if state.treasure {
            offer(self.entrance, Action::Leave, &|next| next.left = true);
        }
        if !state.solved {
            moves.extend(self.tour(state));
        }
        moves
    }

    /// Visits all levers, the nearest first.
    fn tour(&self, state: State) -> Option<(State, Step)> {
        let mut left = self.levers.clone();
        let (mut at, mut walk, mut levers) = (state.at, 0, Vec::new());
        while !left.is_empty() {
            let distances = self.flood(at, state);
            let (index, (stand, steps)) = left
                .iter()
                .map(|lever| self.stand(lever, &distances))
                .enumerate()
                .filter_map(|(index, reach)| Some((index, reach?)))
                .min_by_key(|&(index, (_, steps))| (steps, index))?;
            levers.push(left.remove(index).id);
            at = stand;
            walk += steps;
        }
        let stand = self.dungeon.cell_at(at);
        let step =
            Step { action: Action::SolvePuzzle { levers }, feature: self.gate.id, stand, walk };
        Some((State { at, solved: true, ..state }, step))
    }

    fn is_open(&self, index: usize, state: State) -> bool {
        match self.dungeon.cells[index] {
            Cell::Rock => false,
            Cell::Floor => !self.solid[index],
            Cell::Gate => state.solved,
            Cell::Door => {
                let cell = self.dungeon.cell_at(index);
                let number = self.doors.iter().position(|door| door.cell == cell);
                number.is_some_and(|number| state.doors >> number & 1 == 1)
            }
        }
    }

    /// Steps from a cell to every other; `u32::MAX` where one cannot get.
    fn flood(&self, from: usize, state: State) -> Vec<u32> {
        let mut distances = vec![u32::MAX; self.dungeon.cells.len()];
        distances[from] = 0;
        let mut front = vec![from];
        let mut steps = 0;
        while !front.is_empty() {
            steps += 1;
            let mut next = Vec::new();
            for cell in front {
                for neighbour in self.neighbours(cell) {
                    if distances[neighbour] == u32::MAX && self.is_open(neighbour, state) {
                        distances[neighbour] = steps;
                        next.push(neighbour);
                    }
                }
            }
            front = next;
        }
        distances
    }

    /// The nearest cell from which a feature is in reach: its own, or one next to it.
    fn stand(&self, feature: &Feature, distances: &[u32]) -> Option<(usize, u32)> {
        let cell = self.dungeon.index(feature.cell);
        let beside = !matches!(feature.kind, FeatureKind::Key { .. } | FeatureKind::Entrance);
        std::iter::once(cell)
            .chain(self.neighbours(cell).filter(|_| beside))
            .map(|cell| (cell, distances[cell]))
            .filter(|&(_, steps)| steps != u32::MAX)
            .min_by_key(|&(cell, steps)| (steps, cell))
    }

    fn neighbours(&self, index: usize) -> impl Iterator<Item = usize> + use<> {
        let (width, depth) = (i32::from(self.dungeon.width), i32::from(self.dungeon.depth));
        let (x, z) = self.dungeon.cell_at(index);
        let (x, z) = (i32::from(x), i32::from(z));
        [(x, z - 1), (x + 1, z), (x, z + 1), (x - 1, z)]
            .into_iter()
            .filter(move |&(x, z)| x >= 0 && z >= 0 && x < width && z < depth)
            .map(move |(x, z)| (z * width + x) as usize)
    }
}
