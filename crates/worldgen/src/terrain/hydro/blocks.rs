//! Remembers what was worked out of blocks of nodes.
//!
//! As with the plans of site cells, every entry is a pure function of its place, so it does not
//! matter who computes it first or whether it was thrown away in between.

use super::BLOCK;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

/// Blocks kept of each layer: 400 square kilometres, some 8 MB at most.
const KEPT: usize = 1600;

/// A block's place, in blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Block {
    pub x: i32,
    pub z: i32,
}

impl Block {
    /// The block that holds a node.
    pub(super) const fn of(x: i32, z: i32) -> Self {
        Self { x: x.div_euclid(BLOCK), z: z.div_euclid(BLOCK) }
    }

    /// Its first node.
    pub(super) const fn first(self) -> (i32, i32) {
        (self.x.saturating_mul(BLOCK), self.z.saturating_mul(BLOCK))
    }

    /// Where a node stands in the block that holds it.
    pub(super) const fn index(x: i32, z: i32) -> usize {
        (z.rem_euclid(BLOCK) * BLOCK + x.rem_euclid(BLOCK)) as usize
    }
}

/// One layer of blocks.
#[derive(Debug)]
pub(super) struct Blocks<T>(RwLock<BTreeMap<Block, Arc<T>>>);

impl<T> Default for Blocks<T> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<T> Blocks<T> {
    /// A block's contents, worked out (without holding the lock) when they are not here.
    pub(super) fn get(&self, at: Block, make: impl FnOnce() -> T) -> Arc<T> {
        if let Some(known) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&at) {
            return Arc::clone(known);
        }
        let made = Arc::new(make());
        let mut blocks = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if blocks.len() >= KEPT {
            blocks.clear();
        }
        Arc::clone(blocks.entry(at).or_insert(made))
    }
}
