//! Worlds under the core ruleset.

use ruleset::Ruleset;
use seed::WorldSeed;
use std::sync::{Arc, LazyLock};
use worldgen::World;

static CORE: LazyLock<Arc<Ruleset>> = LazyLock::new(|| {
    let directory = ruleset::find("core").expect("core is in the checkout");
    Arc::new(ruleset::load(&directory).unwrap_or_else(|error| panic!("{error}")))
});

/// The core ruleset, loaded once.
pub(crate) fn rules() -> Arc<Ruleset> {
    Arc::clone(&CORE)
}

/// A world of its own for every number.
#[allow(dead_code, reason = "tests of items need no world")]
pub(crate) fn world(number: u32) -> World {
    World::new(WorldSeed::from_text(&format!("test world {number}")), rules())
}
