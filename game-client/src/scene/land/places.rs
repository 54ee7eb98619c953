//! Settlements and dungeon mouths near a tile, kept so that each is asked for once.

use seed::{Mm, Point};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use worldgen::{Settlement, Site, SiteId, SiteKind, World};

/// A world with what is known of its settlements. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Places {
    /// The world.
    pub(crate) world: World,
    known: Arc<Mutex<BTreeMap<SiteId, Option<Arc<Settlement>>>>>,
}

/// Something that people built.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// Houses.
    Settlement(Arc<Settlement>),
    /// A way down; it opens towards the point.
    Mouth(Site, Point),
}

impl Places {
    /// Nothing is known yet.
    pub(crate) fn new(world: World) -> Self {
        Self { world, known: Arc::default() }
    }

    /// What stands within `reach` metres of a point.
    pub(crate) fn around(&self, at: Point, reach: i32) -> Vec<Place> {
        let sites = self.world.sites_near(at, Mm::metres(reach));
        sites
            .into_iter()
            .filter_map(|site| match site.kind {
                SiteKind::Settlement => self.settlement(site.id).map(Place::Settlement),
                SiteKind::Dungeon => {
                    let home = SiteId { number: 0, ..site.id };
                    let towards = self.settlement(home).map_or(site.at, |home| home.site.at);
                    Some(Place::Mouth(site, towards))
                }
            })
            .collect()
    }

    fn settlement(&self, id: SiteId) -> Option<Arc<Settlement>> {
        let known = || self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(found) = known().get(&id) {
            return found.clone();
        }
        let found = self.world.settlement(id).map(Arc::new);
        known().insert(id, found.clone());
        found
    }
}
