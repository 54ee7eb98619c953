//! The cells of a dungeon where something can be done, and the steps between them.

use crate::dungeon::{Cell, Dungeon, FeatureId, FeatureKind};

/// No spot.
const NONE: u8 = u8::MAX;
/// Most things that can be done for good, so that they fit in few bits.
const MOST_BITS: u32 = 16;

/// What a spot is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dungeon) enum What {
    Plain,
    Key,
    Door,
    Secret,
    Shut,
    Switch,
    Lever,
    Warden,
    Boss,
    Treasure,
}

/// A cell where something can be done.
#[derive(Clone, Copy, Debug)]
pub(in crate::dungeon) struct Spot {
    pub(in crate::dungeon) cell: usize,
    pub(in crate::dungeon) feature: FeatureId,
    pub(in crate::dungeon) what: What,
    /// The bit that it gives.
    pub(in crate::dungeon) bit: u32,
    /// The bits that one must have to enter it, `u32::MAX` when nothing opens it.
    pub(in crate::dungeon) need: u32,
    /// Where it leads besides its neighbours.
    pub(in crate::dungeon) leads: Option<usize>,
}

/// All spots of a dungeon.
pub(in crate::dungeon) struct Spots {
    pub(in crate::dungeon) all: Vec<Spot>,
    /// For each spot, those that are in reach without passing a closed cell, with the steps.
    pub(in crate::dungeon) near: Vec<Vec<(u8, u32)>>,
    pub(in crate::dungeon) bits: u32,
    pub(in crate::dungeon) entrance: usize,
    pub(in crate::dungeon) puzzle: u32,
    pub(in crate::dungeon) boss: u32,
    pub(in crate::dungeon) treasure: u32,
    /// Cells that furniture makes impassable.
    pub(in crate::dungeon) solid: Vec<bool>,
}

impl Spots {
    /// Reads a dungeon; `None` when it lacks what every dungeon has, or something cannot be used.
    pub(in crate::dungeon) fn of(dungeon: &Dungeon) -> Option<Self> {
        let mut spots = Self {
            all: Vec::new(),
            near: Vec::new(),
            bits: 3,
            entrance: usize::MAX,
            puzzle: 1,
            boss: 2,
            treasure: 4,
            solid: vec![false; dungeon.cells.len()],
        };
        for feature in &dungeon.features {
            if is_solid(feature.kind) {
                spots.solid[dungeon.index(feature.cell)] = true;
            }
        }
        spots.read(dungeon)?;
        let is = |wanted: What| spots.all.iter().filter(move |spot| spot.what == wanted).count();
        let whole = is(What::Boss) == 1
            && is(What::Treasure) == 1
            // Where the puzzle has no levers it is on a table.
            && is(What::Lever) == usize::from(dungeon.levers.max(1))
            && spots.entrance != usize::MAX;
        if !whole || spots.bits > MOST_BITS || spots.all.len() >= usize::from(NONE) {
            return None;
        }
        spots.measure(dungeon);
        Some(spots)
    }

    /// One spot a feature that does something; the bits that open what is closed.
    fn read(&mut self, dungeon: &Dungeon) -> Option<()> {
        let mut bits: Vec<(FeatureKind, u32)> = Vec::new();
        let mut wardens: Vec<(FeatureId, u32)> = Vec::new();
        for feature in &dungeon.features {
            let mut fresh = || {
                self.bits += 1;
                1 << (self.bits - 1)
            };
            match feature.kind {
                FeatureKind::Key { .. } | FeatureKind::Switch { .. } => {
                    bits.push((feature.kind, fresh()));
                }
                FeatureKind::Seal { warden } => wardens.push((warden, fresh())),
                _ => {}
            }
        }
        if self.bits > MOST_BITS {
            return None;
        }
        let bit_of = |fits: &dyn Fn(FeatureKind) -> bool| {
            bits.iter().find(|(kind, _)| fits(*kind)).map_or(u32::MAX, |&(_, bit)| bit)
        };
        let mut landings = Vec::new();
        for feature in &dungeon.features {
            let cell = dungeon.index(feature.cell);
            let mut spot =
                Spot { cell, feature: feature.id, what: What::Plain, bit: 0, need: 0, leads: None };
            match feature.kind {
                FeatureKind::Entrance => self.entrance = self.all.len(),
                FeatureKind::Door { lock } => {
                    spot.what = What::Door;
                    spot.need = bit_of(
                        &|kind| matches!(kind, FeatureKind::Key { lock: of, .. } if of == lock),
                    );
                }
                FeatureKind::Gate => (spot.what, spot.need) = (What::Shut, self.puzzle),
                FeatureKind::Portcullis { switch } => {
                    spot.what = What::Shut;
                    spot.need = bit_of(&|kind| kind == FeatureKind::Switch { switch });
                }
                FeatureKind::Seal { warden } => {
                    spot.what = What::Shut;
                    let found = wardens.iter().find(|(id, _)| *id == warden);
                    spot.need = found.map_or(u32::MAX, |&(_, bit)| bit);
                }
                FeatureKind::Secret => spot.what = What::Secret,
                FeatureKind::Key { .. } => {
                    (spot.what, spot.bit) = (What::Key, bit_of(&|kind| kind == feature.kind));
                }
                FeatureKind::Switch { .. } => {
                    (spot.what, spot.bit) = (What::Switch, bit_of(&|kind| kind == feature.kind));
                }
                FeatureKind::Lever { .. } | FeatureKind::Board => spot.what = What::Lever,
                FeatureKind::Creature { boss: true, .. } => {
                    (spot.what, spot.bit) = (What::Boss, self.boss);
                }
                FeatureKind::Creature { .. } => {
                    let found = wardens.iter().find(|(id, _)| *id == feature.id);
                    let Some(&(_, bit)) = found else { continue };
                    (spot.what, spot.bit) = (What::Warden, bit);
                }
                FeatureKind::Chest { treasure } => {
                    if treasure {
                        (spot.what, spot.bit) = (What::Treasure, self.treasure);
                    }
                }
                FeatureKind::Stairs { to, .. } | FeatureKind::Shaft { to } => {
                    landings.push((self.all.len(), dungeon.index(to)));
                }
                FeatureKind::Lamp { .. } | FeatureKind::Trap { .. } => continue,
            }
            if is_solid(feature.kind) {
                spot.cell = neighbours(dungeon, cell).find(|&cell| self.is_open(dungeon, cell))?;
            }
            self.all.push(spot);
        }
        for (from, cell) in landings {
            if !self.is_open(dungeon, cell) {
                return None;
            }
            let known = self.all.iter().position(|spot| spot.cell == cell);
            let feature = self.all[from].feature;
            self.all[from].leads = Some(known.unwrap_or(self.all.len()));
            if known.is_none() {
                let what = What::Plain;
                self.all.push(Spot { cell, feature, what, bit: 0, need: 0, leads: None });
            }
        }
        Some(())
    }

    /// Never closed and without furniture.
    pub(in crate::dungeon) fn is_open(&self, dungeon: &Dungeon, cell: usize) -> bool {
        matches!(dungeon.cells[cell], Cell::Floor | Cell::Pool) && !self.solid[cell]
    }

    /// The steps from each spot to those around it, up to closed cells.
    fn measure(&mut self, dungeon: &Dungeon) {
        let mut first = vec![NONE; dungeon.cells.len()];
        let mut next = vec![NONE; self.all.len()];
        for (number, spot) in (0_u8..).zip(&self.all) {
            next[usize::from(number)] = first[spot.cell];
            first[spot.cell] = number;
        }
        let mut seen = vec![NONE; dungeon.cells.len()];
        for number in 0..self.all.len() {
            let mark = number as u8;
            let start = self.all[number].cell;
            let mut near = Vec::new();
            let mut front = vec![start];
            seen[start] = mark;
            let mut steps = 0;
            while !front.is_empty() {
                let mut after = Vec::new();
                for cell in front {
                    let mut here = first[cell];
                    while here != NONE {
                        if here != mark {
                            near.push((here, steps));
                        }
                        here = next[usize::from(here)];
                    }
                    if cell != start && !self.is_open(dungeon, cell) {
                        continue;
                    }
                    for beside in neighbours(dungeon, cell) {
                        let closed = first[beside] != NONE && !self.solid[beside];
                        if seen[beside] != mark && (self.is_open(dungeon, beside) || closed) {
                            seen[beside] = mark;
                            after.push(beside);
                        }
                    }
                }
                front = after;
                steps += 1;
            }
            self.near.push(near);
        }
    }

    /// The bits that can be had at a spot.
    pub(in crate::dungeon) fn gains(&self, spot: usize, mask: u32) -> Option<u32> {
        let Spot { what, bit, .. } = self.all[spot];
        let guarded = what == What::Treasure && mask & self.boss == 0;
        (bit != 0 && bit != u32::MAX && mask & bit == 0 && !guarded).then_some(bit)
    }

    /// There is a way between two spots on foot.
    pub(in crate::dungeon) fn is_near(&self, from: usize, to: usize) -> bool {
        self.near[from].iter().any(|&(near, _)| usize::from(near) == to)
    }

    /// For each lever the visit of all levers from it, the nearest first: steps and order. `None` when
    /// they are not all in reach of each other.
    pub(in crate::dungeon) fn tour(&self) -> Option<Vec<(u32, Vec<usize>)>> {
        let levers: Vec<usize> =
            (0..self.all.len()).filter(|&spot| self.all[spot].what == What::Lever).collect();
        let from = |&first: &usize| {
            let mut left: Vec<usize> =
                levers.iter().copied().filter(|&spot| spot != first).collect();
            let (mut order, mut walk) = (vec![first], 0);
            while !left.is_empty() {
                let here = order[order.len() - 1];
                let to = |entry: &&(u8, u32)| left.contains(&usize::from(entry.0));
                let &(next, steps) = self.near[here]
                    .iter()
                    .filter(to)
                    .min_by_key(|&&(spot, steps)| (steps, spot))?;
                walk += steps;
                left.retain(|&spot| spot != usize::from(next));
                order.push(usize::from(next));
            }
            Some((walk, order))
        };
        levers.iter().map(from).collect()
    }
}

const fn is_solid(kind: FeatureKind) -> bool {
    matches!(
        kind,
        FeatureKind::Lever { .. }
            | FeatureKind::Lamp { .. }
            | FeatureKind::Board
            | FeatureKind::Chest { .. }
            | FeatureKind::Switch { .. }
    )
}

/// The four cells beside one.
pub(in crate::dungeon) fn neighbours(
    dungeon: &Dungeon,
    index: usize,
) -> impl Iterator<Item = usize> + use<> {
    let (width, depth) = (i32::from(dungeon.width), i32::from(dungeon.depth));
    let (x, z) = dungeon.cell_at(index);
    let (x, z) = (i32::from(x), i32::from(z));
    [(x, z - 1), (x + 1, z), (x, z + 1), (x - 1, z)]
        .into_iter()
        .filter(move |&(x, z)| x >= 0 && z >= 0 && x < width && z < depth)
        .map(move |(x, z)| (z * width + x) as usize)
}
