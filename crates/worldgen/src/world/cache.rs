//! Remembers the plans of site cells.
//!
//! A plan is a pure function of its cell, so it does not matter who computes it first or whether it
//! was thrown away in between. An ordered map, so that nothing could ever depend on a hash's order.

use super::plan::Cell;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

/// Plans kept: a map as large as [`World::SIGHT`](crate::World::SIGHT) shows needs 625, a player's
/// surroundings nine.
const KEPT: usize = 1024;

/// Plans by cell.
#[derive(Default)]
pub(super) struct Cache(RwLock<BTreeMap<(i32, i32), Arc<Cell>>>);

impl Cache {
    /// The plan of a cell, worked out by `plan` (without holding the lock) when it is not here.
    pub(super) fn get(&self, at: (i32, i32), plan: impl FnOnce() -> Cell) -> Arc<Cell> {
        // A thread that panicked cannot leave a half-written plan: they are inserted whole.
        if let Some(known) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&at) {
            return Arc::clone(known);
        }
        let planned = Arc::new(plan());
        let mut cells = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if cells.len() >= KEPT {
            cells.clear();
        }
        Arc::clone(cells.entry(at).or_insert(planned))
    }
}
