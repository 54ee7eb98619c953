//! Walking on the grid: flooding and finding ways. Creatures and bots walk by [`Dungeon::path`].

use super::{Cell, Dungeon, Feature, FeatureKind};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// A straight step and a diagonal one, in tenths of a cell.
const STRAIGHT: u32 = 10;
const DIAGONAL: u32 = 14;

/// Straight steps, then diagonal ones.
const STEPS: [(i32, i32); 8] =
    [(0, -1), (1, 0), (0, 1), (-1, 0), (1, -1), (1, 1), (-1, 1), (-1, -1)];

impl Dungeon {
    /// A cell that can be walked with doors open or shut, the gate open or shut.
    #[must_use]
    pub fn is_walkable(&self, cell: (u16, u16), doors_open: bool, gate_open: bool) -> bool {
        match self.cell(i32::from(cell.0), i32::from(cell.1)) {
            Cell::Rock => false,
            Cell::Floor | Cell::Pool => true,
            Cell::Door | Cell::Secret => doors_open,
            Cell::Gate => gate_open,
        }
    }

    /// The cells that can be reached from `from` by straight steps over cells that are no rock and
    /// that `open` lets through; row by row, as [`Dungeon::cells`].
    #[must_use]
    pub fn reachable(&self, from: (u16, u16), open: &dyn Fn((u16, u16)) -> bool) -> Vec<bool> {
        let mut seen = vec![false; self.cells.len()];
        if !self.may_stand(from.0.into(), from.1.into(), open) {
            return seen;
        }
        let mut todo = vec![from];
        seen[self.index(from)] = true;
        while let Some((x, z)) = todo.pop() {
            for (dx, dz) in &STEPS[..4] {
                let (x, z) = (i32::from(x) + dx, i32::from(z) + dz);
                if !self.may_stand(x, z, open) {
                    continue;
                }
                let cell = (x as u16, z as u16);
                let index = self.index(cell);
                if !seen[index] {
                    seen[index] = true;
                    todo.push(cell);
                }
            }
        }
        seen
    }

    /// The shortest way from `from` to `to`, both ends included, over cells that are no rock and that
    /// `open` lets through. Steps go to eight neighbours and cut no corner: a diagonal step needs
    /// both cells beside it. `from` itself is not asked for. `None` when there is no way.
    #[must_use]
    pub fn path(
        &self,
        from: (u16, u16),
        to: (u16, u16),
        open: &dyn Fn((u16, u16)) -> bool,
    ) -> Option<Vec<(u16, u16)>> {
        let inside = |cell: (u16, u16)| cell.0 < self.width && cell.1 < self.depth;
        if !inside(from) || !self.may_stand(to.0.into(), to.1.into(), open) {
            return None;
        }
        let (start, goal) = (self.index(from), self.index(to));
        let mut cost = vec![u32::MAX; self.cells.len()];
        let mut came = vec![u32::MAX; self.cells.len()];
        let mut queue = BinaryHeap::new();
        cost[start] = 0;
        queue.push(Reverse((octile(from, to), 0, start as u32)));
        while let Some(Reverse((_, spent, index))) = queue.pop() {
            let index = index as usize;
            if index == goal {
                return Some(self.trace(&came, goal));
            }
            if spent > cost[index] {
                continue;
            }
            let (x, z) = self.cell_at(index);
            let (x, z) = (i32::from(x), i32::from(z));
            for (dx, dz) in STEPS {
                if !self.may_stand(x + dx, z + dz, open) {
                    continue;
                }
                let diagonal = dx != 0 && dz != 0;
                if diagonal && !(self.may_stand(x + dx, z, open) && self.may_stand(x, z + dz, open))
                {
                    continue;
                }
                let next = ((x + dx) as u16, (z + dz) as u16);
                let total = spent + if diagonal { DIAGONAL } else { STRAIGHT };
                let target = self.index(next);
                if total < cost[target] {
                    cost[target] = total;
                    came[target] = index as u32;
                    queue.push(Reverse((total + octile(next, to), total, target as u32)));
                }
            }
        }
        None
    }

    /// The first stairs or shaft that one takes from `from` to `to` over cells that `open` lets
    /// through, fewest steps first; `None` when none is needed or there is no way.
    #[must_use]
    pub fn link_towards(
        &self,
        from: (u16, u16),
        to: (u16, u16),
        open: &dyn Fn((u16, u16)) -> bool,
    ) -> Option<&Feature> {
        let links: Vec<(usize, usize, &Feature)> = self
            .features
            .iter()
            .filter_map(|feature| match feature.kind {
                FeatureKind::Stairs { to, .. } | FeatureKind::Shaft { to } => {
                    Some((self.index(feature.cell), self.index(to), feature))
                }
                _ => None,
            })
            .collect();
        if from.0 >= self.width || from.1 >= self.depth {
            return None;
        }
        let mut first: Vec<Option<Option<&Feature>>> = vec![None; self.cells.len()];
        first[self.index(from)] = Some(None);
        let mut todo = VecDeque::from([self.index(from)]);
        while let Some(index) = todo.pop_front() {
            let via = first[index].flatten();
            let cell = self.cell_at(index);
            if cell == to {
                return via;
            }
            for (_, there, link) in links.iter().filter(|(here, ..)| *here == index) {
                if first[*there].is_none() {
                    first[*there] = Some(via.or(Some(link)));
                    todo.push_back(*there);
                }
            }
            for (dx, dz) in &STEPS[..4] {
                let (x, z) = (i32::from(cell.0) + dx, i32::from(cell.1) + dz);
                if !self.may_stand(x, z, open) {
                    continue;
                }
                let next = self.index((x as u16, z as u16));
                if first[next].is_none() {
                    first[next] = Some(via);
                    todo.push_back(next);
                }
            }
        }
        None
    }

    fn may_stand(&self, x: i32, z: i32, open: &dyn Fn((u16, u16)) -> bool) -> bool {
        self.cell(x, z) != Cell::Rock && open((x as u16, z as u16))
    }

    pub(super) fn index(&self, cell: (u16, u16)) -> usize {
        usize::from(cell.1) * usize::from(self.width) + usize::from(cell.0)
    }

    pub(super) fn cell_at(&self, index: usize) -> (u16, u16) {
        let width = usize::from(self.width);
        ((index % width) as u16, (index / width) as u16)
    }

    fn trace(&self, came: &[u32], end: usize) -> Vec<(u16, u16)> {
        let mut path = vec![self.cell_at(end)];
        let mut index = end;
        while came[index] != u32::MAX {
            index = came[index] as usize;
            path.push(self.cell_at(index));
        }
        path.reverse();
        path
    }
}

/// The cost of the way over an empty grid: never more than the real one.
fn octile(from: (u16, u16), to: (u16, u16)) -> u32 {
    let dx = u32::from(from.0.abs_diff(to.0));
    let dz = u32::from(from.1.abs_diff(to.1));
    STRAIGHT * dx.max(dz) + (DIAGONAL - STRAIGHT) * dx.min(dz)
}
