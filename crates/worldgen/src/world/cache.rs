//! Remembers what was worked out.
//!
//! Everything kept is a pure function of its key, so it does not matter who computes it first or
//! whether it was thrown away in between. Ordered maps, so that nothing could ever depend on a hash's
//! order.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

/// Values by key, a bounded number of them.
pub(super) struct Cache<K, V> {
    kept: usize,
    values: RwLock<BTreeMap<K, Arc<V>>>,
}

impl<K: Ord + Copy, V> Cache<K, V> {
    /// An empty cache for so many values.
    pub(super) const fn new(kept: usize) -> Self {
        Self { kept, values: RwLock::new(BTreeMap::new()) }
    }

    /// The value of a key, worked out by `make` (without holding the lock) when it is not here.
    pub(super) fn get(&self, key: K, make: impl FnOnce() -> V) -> Arc<V> {
        // A thread that panicked cannot leave a half-written value: they are inserted whole.
        if let Some(known) = self.values.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Arc::clone(known);
        }
        let made = Arc::new(make());
        let mut values = self.values.write().unwrap_or_else(PoisonError::into_inner);
        if values.len() >= self.kept {
            values.clear();
        }
        Arc::clone(values.entry(key).or_insert(made))
    }
}
