//! The protocol's identity: who does not share it is told so at login.
//!
//! It is taken from the shapes of the messages themselves (containers, fields, variants, their order
//! and types, as serde walks them), so that no change of a layout can be forgotten.

use crate::{
    Ask, ChatScope, Deal, DealState, EntityKind, Event, InputPacket, Kick, MarketSort, Outcome,
    RecordState, Refusal, Request, Snapshot, Topic, TradeAsk, Voice,
};
use ruleset::{Rarity, Slot};
use seed::GENERATOR_VERSION;
use serde_reflection::{Registry, Samples, Tracer, TracerConfig};
use sha2::{Digest, Sha256};
use simulation::{Footing, InventoryError, inventory::Mark};
use std::sync::LazyLock;
use worldgen::puzzle::board::Step;
use worldgen::puzzle::circuit::Gate;
use worldgen::puzzle::household::{HouseholdClue, Trait};
use worldgen::puzzle::rune_lock::RuneClue;
use worldgen::puzzle::{Move, Position, PuzzleState};
use worldgen::quest::plot::{After, Consequence, Ending, Need};
use worldgen::{Ground, Hidden, ItemSource, Objective, QuestKind, Relation, Why};

/// Bumped when a message changes its meaning without changing its shape.
pub const PROTOCOL_VERSION: u32 = 3;

/// SHA-256 over the protocol's and the generator's version and the shape of every message.
#[must_use]
pub fn protocol_hash() -> [u8; 32] {
    static HASH: LazyLock<[u8; 32]> = LazyLock::new(|| {
        let mut hash = Sha256::new();
        hash.update(b"seedbound/protocol\0");
        hash.update(PROTOCOL_VERSION.to_le_bytes());
        hash.update(GENERATOR_VERSION.to_le_bytes());
        hash.update(shapes());
        hash.finalize().into()
    });
    *HASH
}

/// The first eight bytes of [`protocol_hash`], which netcode compares.
#[must_use]
pub fn protocol_id() -> u64 {
    let hash = protocol_hash();
    hash.iter().take(8).fold(0, |id, &byte| id << 8 | u64::from(byte))
}

/// One line for each type that crosses the wire, sorted by name.
fn shapes() -> String {
    match registry() {
        Ok(registry) => {
            registry.iter().map(|(name, shape)| format!("{name}: {shape:?}\n")).collect()
        }
        // Cannot happen to the types below, and the golden would show it.
        Err(error) => format!("untraceable: {error}"),
    }
}

fn registry() -> serde_reflection::Result<Registry> {
    let mut tracer = Tracer::new(TracerConfig::default());
    let samples = Samples::new();
    // An enum inside of a message is walked variant by variant only where it is named itself;
    // one that is left out of this list is an error.
    macro_rules! walk {
        ($($type:ty),* $(,)?) => {$(tracer.trace_type::<$type>(&samples)?;)*};
    }
    walk!(Footing, Rarity, Slot, ItemSource, Mark, Objective, QuestKind, InventoryError);
    walk!(ChatScope, Voice, Topic, Refusal, Kick, Outcome, EntityKind, RecordState, Deal);
    walk!(DealState, MarketSort, TradeAsk, Ask, Need, After, Ending, Consequence);
    walk!(
        Step,
        Gate,
        RuneClue,
        Trait,
        PuzzleState,
        Position,
        Move,
        HouseholdClue,
        Relation,
        Ground,
        Hidden,
        Why
    );
    walk!(InputPacket, Request, Snapshot, Event);
    tracer.registry()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// A change here is a change of the wire: name it in `CHANGELOG.md`.
    #[test]
    fn the_shapes_of_all_messages_are_those_that_were_blessed() {
        let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens/shapes.txt");
        registry().expect("every type can be walked");
        let shapes = shapes();
        for name in ["Ask", "Topic", "EntityKind", "Refusal", "Objective", "InventoryError"] {
            let line = format!("{name}: Enum");
            assert!(shapes.lines().any(|shape| shape.starts_with(&line)), "{name} is sent");
        }
        if std::env::var_os("SEEDBOUND_BLESS").is_some() {
            std::fs::write(&golden, &shapes).expect("the golden can be written");
        }
        let blessed = std::fs::read_to_string(golden).expect("run once with SEEDBOUND_BLESS=1");
        assert_eq!(shapes, blessed, "the wire has changed");
        assert_ne!(protocol_id(), 0);
    }
}
