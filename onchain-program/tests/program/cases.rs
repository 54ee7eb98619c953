//! Each instruction in a state in which it succeeds, for the tests that run over all of them.

use seedbound_interface::Error;
use seedbound_interface::accounts::class::KIND_ROLLED;
use seedbound_interface::instruction::{Instruction, InstructionSpec};
use seedbound_interface::instructions::{self, *};

use crate::chain::key;
use crate::game::*;
use seedbound_interface::addresses;

/// What the same instruction does when it is sent again.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Again {
    /// It is refused for that reason.
    Refused(Error),
    /// It is refused, by this program or one that it calls.
    Fails,
    /// It succeeds and changes nothing.
    Nothing,
    /// It does the same once more, which is right: it names its own end state, or adds.
    Repeats,
}

/// One instruction that succeeds.
pub(crate) struct Case {
    pub(crate) spec: &'static InstructionSpec,
    /// Makes the state, and the instruction for it.
    pub(crate) build: fn() -> (Game, Instruction),
    pub(crate) again: Again,
    /// Compute units that it stays below, about a tenth above what was measured.
    pub(crate) ceiling: u64,
    /// Accounts that the caller chooses freely: whoever pays, whoever gets what the signer owns.
    pub(crate) free: &'static [&'static str],
    /// Accounts that the instruction creates.
    pub(crate) creates: &'static [&'static str],
}

impl Case {
    /// The index of an account by its name.
    pub(crate) fn at(&self, name: &str) -> usize {
        let found = self.spec.accounts.iter().position(|slot| slot.name == name);
        found.unwrap_or_else(|| panic!("{} has no {name}", self.spec.name))
    }
}

/// All of them, in the interface's order.
pub(crate) fn cases() -> Vec<Case> {
    let case = |spec, build, again, ceiling, free, creates| Case {
        spec,
        build,
        again,
        ceiling,
        free,
        creates,
    };
    use Again::{Fails, Nothing, Refused, Repeats};
    vec![
        case(
            &instructions::create_world::SPEC,
            || {
                let mut game = Game::empty(addresses::PROGRAM);
                game.ok(&game.register_ruleset());
                let instruction = game.create_world();
                (game, instruction)
            },
            Refused(Error::AlreadyExists),
            5_500,
            // Any ruleset will do: the creator chooses.
            &["payer", "ruleset"],
            &["world"],
        ),
        case(
            &propose_authority::SPEC,
            || {
                let game = Game::bare();
                let instruction = game.propose_authority(key(&game.player));
                (game, instruction)
            },
            Repeats,
            500,
            &[],
            &[],
        ),
        case(
            &accept_authority::SPEC,
            || {
                let mut game = Game::bare();
                game.ok(&game.propose_authority(key(&game.player)));
                let instruction = game.accept_authority(key(&game.player));
                (game, instruction)
            },
            Refused(Error::NotProposed),
            500,
            &[],
            &[],
        ),
        case(
            &set_paused::SPEC,
            || {
                let game = Game::bare();
                let instruction = game.set_paused(true);
                (game, instruction)
            },
            Repeats,
            500,
            &[],
            &[],
        ),
        case(
            &deposit_bond::SPEC,
            || {
                let game = Game::bare();
                let instruction = game.deposit_bond(ROLL_BOND);
                (game, instruction)
            },
            Repeats,
            2_000,
            // Anyone may add to any world's bond.
            &["depositor", "world"],
            &[],
        ),
        case(
            &collect_fees::SPEC,
            || {
                let mut game = Game::new();
                let item = game.listed_item("sold");
                game.ok(&game.buy_item(&item, key(&game.buyer), key(&game.player), PRICE));
                let instruction = game.collect_fees(key(&game.payer));
                (game, instruction)
            },
            Refused(Error::NothingToCollect),
            700,
            &["recipient"],
            &[],
        ),
        case(
            &close_world::SPEC,
            || {
                let game = Game::bare();
                let instruction = game.close_world();
                (game, instruction)
            },
            Refused(Error::WorldClosed),
            800,
            &[],
            &[],
        ),
        case(
            &withdraw_bond::SPEC,
            || {
                let mut game = Game::new();
                game.ok(&game.close_epoch());
                game.ok(&game.close_world());
                let instruction = game.withdraw_bond(key(&game.payer));
                (game, instruction)
            },
            Refused(Error::NothingToCollect),
            700,
            &["recipient"],
            &[],
        ),
        case(
            &register_ruleset::SPEC,
            || {
                let game = Game::empty(addresses::PROGRAM);
                let instruction = game.register_ruleset();
                (game, instruction)
            },
            Refused(Error::AlreadyExists),
            5_500,
            &["payer"],
            &["ruleset"],
        ),
        case(
            &set_ruleset_uri::SPEC,
            || {
                let game = Game::bare();
                let instruction = game.set_ruleset_uri("https://example.org/moved");
                (game, instruction)
            },
            Repeats,
            1_500,
            &[],
            &[],
        ),
        case(
            &collect_royalty::SPEC,
            || {
                let mut game = Game::new();
                let item = game.listed_item("sold");
                game.ok(&game.buy_item(&item, key(&game.buyer), key(&game.player), PRICE));
                let instruction = game.collect_royalty(key(&game.payer));
                (game, instruction)
            },
            Refused(Error::NothingToCollect),
            700,
            &["recipient"],
            &[],
        ),
        case(
            &create_class::SPEC,
            || {
                let game = Game::bare();
                let instruction = game.create_class(ROLLED, KIND_ROLLED, TABLE);
                (game, instruction)
            },
            Refused(Error::AlreadyExists),
            30_000,
            &["payer"],
            &["class", "group"],
        ),
        case(
            &open_epoch::SPEC,
            || {
                let mut game = Game::bare();
                game.ok(&game.deposit_bond(ROLL_BOND));
                let instruction = game.open_epoch();
                (game, instruction)
            },
            Refused(Error::EpochOpen),
            5_500,
            &["payer"],
            &["epoch"],
        ),
        case(
            &close_epoch::SPEC,
            || {
                let game = Game::new();
                let instruction = game.close_epoch();
                (game, instruction)
            },
            Refused(Error::EpochClosed),
            15_000,
            &[],
            &[],
        ),
        case(
            &grant_ticket::SPEC,
            || {
                let game = Game::new();
                let instruction = game.grant_ticket("ticket", key(&game.player));
                (game, instruction)
            },
            Nothing,
            6_000,
            // Whoever it is granted to.
            &["payer", "player"],
            &["receipt"],
        ),
        case(
            &request_roll::SPEC,
            || {
                let mut game = Game::new();
                game.ok(&game.grant_ticket("ticket", key(&game.player)));
                let instruction = game.request_roll("ticket", 0);
                (game, instruction)
            },
            Refused(Error::TicketSpent),
            7_500,
            &["payer"],
            &["roll"],
        ),
        case(
            &lock_roll::SPEC,
            || {
                let mut game = Game::new();
                let roll = game.requested("ticket");
                game.chain.advance(9);
                let instruction = game.lock_roll(roll);
                (game, instruction)
            },
            Refused(Error::WrongRollState),
            1_500,
            &[],
            &[],
        ),
        case(
            &reveal_roll::SPEC,
            || {
                let mut game = Game::new();
                let roll = game.ripe("ticket");
                let instruction = game.reveal_roll(roll);
                (game, instruction)
            },
            Refused(Error::WrongRollState),
            65_000,
            &["payer"],
            &["mint"],
        ),
        case(
            &expire_roll::SPEC,
            || {
                let mut game = Game::new();
                let roll = game.requested("ticket");
                game.chain.advance(8 + u64::from(DEADLINE) + 1);
                let instruction = game.expire_roll(roll);
                (game, instruction)
            },
            Refused(Error::WrongRollState),
            1_500,
            &[],
            &[],
        ),
        case(
            &grant_item::SPEC,
            || {
                let game = Game::new();
                let (instruction, _) = game.grant_item("quest", key(&game.player), 1);
                (game, instruction)
            },
            Nothing,
            70_000,
            &["payer"],
            &["receipt", "mint"],
        ),
        case(
            &burn_item::SPEC,
            || {
                let mut game = Game::new();
                let item = game.granted_item("quest");
                let instruction = game.burn_item(&item, key(&game.player));
                (game, instruction)
            },
            Fails,
            9_000,
            &["rent_recipient"],
            &[],
        ),
        case(
            &pay_player::SPEC,
            || {
                let game = Game::new();
                let instruction = game.pay_player("bounty", key(&game.player), PAYMENT);
                (game, instruction)
            },
            Nothing,
            7_000,
            // Whoever it is paid to.
            &["payer", "player"],
            &["receipt"],
        ),
        case(
            &list_item::SPEC,
            || {
                let mut game = Game::new();
                let item = game.granted_item("quest");
                let instruction = game.list_item(&item, key(&game.player), PRICE, 0);
                (game, instruction)
            },
            Refused(Error::AlreadyExists),
            22_000,
            &["payer"],
            &["listing", "escrow"],
        ),
        case(
            &reprice_listing::SPEC,
            || {
                let mut game = Game::new();
                let item = game.listed_item("quest");
                let instruction =
                    game.reprice_listing(&item, key(&game.player), 2 * PRICE, 1_900_000_000);
                (game, instruction)
            },
            Repeats,
            1_200,
            &[],
            &[],
        ),
        case(
            &cancel_listing::SPEC,
            || {
                let mut game = Game::new();
                let item = game.listed_item("quest");
                let player = key(&game.player);
                let instruction = game.cancel_listing(&item, player, player);
                (game, instruction)
            },
            Refused(Error::WrongOwner),
            13_000,
            &[],
            &[],
        ),
        case(
            &buy_item::SPEC,
            || {
                let mut game = Game::new();
                let item = game.listed_item("quest");
                let instruction = game.buy_item(&item, key(&game.buyer), key(&game.player), PRICE);
                (game, instruction)
            },
            Refused(Error::WrongOwner),
            20_000,
            &[],
            &[],
        ),
    ]
}

/// Every instruction of the interface has a case, in its order.
#[test]
fn every_instruction_has_a_case() {
    let expected: Vec<&str> = instructions::INSTRUCTIONS.iter().map(|spec| spec.name).collect();
    let there: Vec<&str> = cases().iter().map(|case| case.spec.name).collect();
    assert_eq!(there, expected);
}
