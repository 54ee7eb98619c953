//! What the program keeps. Every account starts with its discriminator; the fields lie one after
//! the other, little-endian, as borsh would write them, so that Anchor's tooling reads them too.

pub mod class;
mod epoch;
mod listing;
pub mod receipt;
pub mod roll;
mod ruleset;
mod world;

pub use class::ItemClass;
pub use epoch::Epoch;
pub use listing::Listing;
pub use receipt::Receipt;
pub use roll::Roll;
pub use ruleset::Ruleset;
pub use world::World;

use crate::account::AccountSpec;

/// All kinds of account, for the IDL.
pub const ACCOUNTS: &[AccountSpec] = &[
    World::SPEC,
    Ruleset::SPEC,
    ItemClass::SPEC,
    Epoch::SPEC,
    Receipt::SPEC,
    Roll::SPEC,
    Listing::SPEC,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_reads_back_what_was_written() {
        let mut bytes = [0; Roll::SIZE];
        let mut roll = Roll::new(&mut bytes[..]).expect("the size is right");
        roll.set_index(7);
        roll.set_mint([9; 32]);
        let roll = Roll::of(&bytes[..]).expect("it is a roll");
        assert_eq!((roll.index(), roll.mint(), roll.player()), (7, [9; 32], [0; 32]));
    }

    #[test]
    fn bytes_of_another_size_or_kind_are_refused() {
        let mut bytes = [0; Roll::SIZE + 1];
        assert!(Roll::new(&mut bytes[..]).is_none());
        bytes[..8].copy_from_slice(&Roll::DISCRIMINATOR);
        assert!(Roll::of(&bytes[..]).is_none());
        assert!(Roll::of(&bytes[..Roll::SIZE]).is_some());
        assert!(Listing::of(&bytes[..Roll::SIZE]).is_none());
        assert!(Roll::of(&bytes[..4]).is_none());
    }

    #[test]
    fn fields_fill_their_account_and_discriminators_differ() {
        for (at, spec) in ACCOUNTS.iter().enumerate() {
            assert_eq!(spec.fields[0].offset, 8, "{}", spec.name);
            assert!(spec.fields.last().is_some_and(|last| last.offset < spec.size));
            for other in &ACCOUNTS[..at] {
                assert_ne!(spec.discriminator, other.discriminator);
            }
        }
    }
}
