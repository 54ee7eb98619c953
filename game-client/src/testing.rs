//! What tests share.

use ruleset::Ruleset;
use seed::WorldSeed;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use worldgen::World;

/// A world of the core ruleset.
pub(crate) fn core_world() -> World {
    static RULES: OnceLock<Arc<Ruleset>> = OnceLock::new();
    let rules = RULES.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/rulesets/core");
        Arc::new(ruleset::load(&root).expect("the core ruleset"))
    });
    World::new(WorldSeed::from_text("client tests"), Arc::clone(rules))
}
