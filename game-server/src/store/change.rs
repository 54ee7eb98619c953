//! What is written: changes and their tickets.

use super::WorldKey;
use ledger::outbox::Operation;
use simulation::Character;
use transport::Wallet;

/// The number of a change, in the order in which they were committed since the store was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

impl Ticket {
    /// Before the first change.
    pub const NONE: Self = Self(0);
}

/// One logical change: applied whole or not at all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// Characters as they are now. The name in them counts as claimed, where nobody else has it.
    pub characters: Vec<(Wallet, Character)>,
    /// Things of the world; `None` removes. Later entries for a key win.
    pub world: Vec<(WorldKey, Option<Vec<u8>>)>,
    /// Names that are claimed or given back.
    pub names: Vec<NameChange>,
    /// The world's clock, in ticks since the world was made.
    pub clock: Option<u64>,
    /// What is to be done on the chain because of it. The same again is nothing new.
    pub operations: Vec<Operation>,
}

/// What happens to a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameChange {
    /// It belongs to this wallet now.
    Claim {
        /// Whose.
        wallet: Wallet,
        /// The name as it is shown.
        name: String,
    },
    /// It is free again.
    Release {
        /// The name, in whatever case.
        name: String,
    },
}

impl Change {
    /// A change of one character.
    #[must_use]
    pub fn character(wallet: Wallet, character: Character) -> Self {
        Self { characters: vec![(wallet, character)], ..Self::default() }
    }

    /// How much it counts in the queue: its rows, and 1.
    #[must_use]
    pub fn entries(&self) -> usize {
        1 + self.characters.len() + self.world.len() + self.names.len() + self.operations.len()
    }
}
