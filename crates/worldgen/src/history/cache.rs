//! Remembers the pasts of regions: pure functions of the region, so that it does not matter who
//! computes one first or whether it was thrown away in between.

use super::History;
use crate::RegionId;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

/// Pasts kept, of some 60 kB each: a player sees at most four regions at once.
const KEPT: usize = 64;

/// Pasts by region.
#[derive(Default)]
pub(crate) struct Pasts(RwLock<BTreeMap<RegionId, Arc<History>>>);

impl Pasts {
    /// The past of a region, worked out by `tell` (without holding the lock) when it is not here.
    pub(super) fn get(&self, region: RegionId, tell: impl FnOnce() -> History) -> Arc<History> {
        if let Some(known) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&region) {
            return Arc::clone(known);
        }
        let told = Arc::new(tell());
        let mut pasts = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if pasts.len() >= KEPT {
            pasts.clear();
        }
        Arc::clone(pasts.entry(region).or_insert(told))
    }
}
