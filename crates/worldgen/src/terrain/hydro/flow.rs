//! How much rain gathers upstream of a node.
//!
//! Counted over the tree of nodes that drain into it, at most [`FARTHEST`] steps up and no further
//! once [`MOST`] is reached: rivers do not get wider than that makes them.

use super::blocks::Block;
use super::drain::{AROUND, Drain, Drains};
use super::{Terrain, Waters};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Steps upstream that are looked at: with nodes of 64 m a way of at least 8 km.
const FARTHEST: u32 = 128;

/// The most that is counted, thousandths of a node's mean rain.
pub(super) const MOST: u32 = 320_000;

/// A look at drained nodes that keeps the blocks it has seen at hand.
pub(super) struct View<'a> {
    waters: &'a Waters,
    terrain: &'a Terrain,
    seen: BTreeMap<Block, Arc<Drains>>,
    known: BTreeMap<(i32, i32), u32>,
}

impl<'a> View<'a> {
    pub(super) fn new(waters: &'a Waters, terrain: &'a Terrain) -> Self {
        Self { waters, terrain, seen: BTreeMap::new(), known: BTreeMap::new() }
    }

    /// What is known of a node's water.
    pub(super) fn drain(&mut self, x: i32, z: i32) -> Option<Drain> {
        let (waters, terrain) = (self.waters, self.terrain);
        let at = Block::of(x, z);
        self.seen.entry(at).or_insert_with(|| waters.drains(terrain, at)).at(x, z)
    }

    /// The neighbours that drain into a node.
    pub(super) fn upstream(&mut self, x: i32, z: i32) -> Vec<(i32, i32)> {
        let mut found = Vec::new();
        for (dx, dz) in AROUND {
            let (from_x, from_z) = (x + dx, z + dz);
            let next = self.drain(from_x, from_z).and_then(|drain| drain.next(from_x, from_z));
            if next == Some((x, z)) {
                found.push((from_x, from_z));
            }
        }
        found
    }

    /// The rain that runs through a node.
    pub(super) fn flow(&mut self, x: i32, z: i32) -> u32 {
        if let Some(&known) = self.known.get(&(x, z)) {
            return known;
        }
        let mut sum = 0_u32;
        let mut level = vec![(x, z)];
        for _ in 0..FARTHEST {
            let mut above = Vec::new();
            for (x, z) in level {
                sum = sum.saturating_add(self.drain(x, z).map_or(0, |drain| drain.node.rain));
                above.extend(self.upstream(x, z));
            }
            if above.is_empty() || sum >= MOST {
                break;
            }
            level = above;
        }
        let flow = sum.min(MOST);
        self.known.insert((x, z), flow);
        flow
    }
}
