//! What the program can be asked: for each instruction a module with its accounts in order, its
//! arguments and how they are sent.

mod class;
mod epoch;
mod item;
mod market;
mod payment;
mod roll;
mod ruleset;
mod ticket;
mod world;

pub use class::create_class;
pub use epoch::{close_epoch, open_epoch};
pub use item::{burn_item, grant_item};
pub use market::{buy_item, cancel_listing, list_item, reprice_listing};
pub use payment::pay_player;
pub use roll::{expire_roll, lock_roll, request_roll, reveal_roll};
pub use ruleset::{collect_royalty, register_ruleset, set_ruleset_uri};
pub use ticket::grant_ticket;
pub use world::{
    accept_authority, close_world, collect_fees, create_world, deposit_bond, propose_authority,
    set_paused, withdraw_bond,
};

use crate::instruction::InstructionSpec;

/// All instructions, for the IDL.
pub const INSTRUCTIONS: &[InstructionSpec] = &[
    create_world::SPEC,
    propose_authority::SPEC,
    accept_authority::SPEC,
    set_paused::SPEC,
    deposit_bond::SPEC,
    collect_fees::SPEC,
    close_world::SPEC,
    withdraw_bond::SPEC,
    register_ruleset::SPEC,
    set_ruleset_uri::SPEC,
    collect_royalty::SPEC,
    create_class::SPEC,
    open_epoch::SPEC,
    close_epoch::SPEC,
    grant_ticket::SPEC,
    request_roll::SPEC,
    lock_roll::SPEC,
    reveal_roll::SPEC,
    expire_roll::SPEC,
    grant_item::SPEC,
    burn_item::SPEC,
    pay_player::SPEC,
    list_item::SPEC,
    reprice_listing::SPEC,
    cancel_listing::SPEC,
    buy_item::SPEC,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::Text;

    #[test]
    fn discriminators_differ() {
        for (at, spec) in INSTRUCTIONS.iter().enumerate() {
            for other in &INSTRUCTIONS[..at] {
                assert_ne!(spec.discriminator, other.discriminator, "{}", spec.name);
            }
        }
    }

    #[test]
    fn arguments_come_back_and_nothing_else_is_read() {
        let uri = Text::new("https://example.org/rules").expect("short");
        let args = register_ruleset::Args { hash: crate::Hash([3; 32]), royalty: 250, uri };
        let data = args.data();
        assert_eq!(register_ruleset::Args::read(&data[8..]), Some(args));
        assert_eq!(register_ruleset::Args::read(&data[8..data.len() - 1]), None);
        let longer = [&data[8..], &[0]].concat();
        assert_eq!(register_ruleset::Args::read(&longer), None);
        assert_eq!(collect_fees::Args::read(&[]), Some(collect_fees::Args {}));
    }
}
