//! Every account of every instruction, swapped for every plausible other: accounts of the same
//! kind that belong to something else, of other kinds, copies under a foreign owner, wallets,
//! programs, sysvars. All must be refused but those that the caller may choose, and none may be
//! refused by chance: the instruction as it was must succeed afterwards.

use std::collections::BTreeMap;

use seedbound_interface::accounts::class::{KIND_GRANTED, KIND_ROLLED};
use seedbound_interface::instructions::create_world;
use seedbound_interface::{Key, addresses, derive};
use solana_account::Account;

use crate::cases::cases;
use crate::chain::{key, keypair};
use crate::game::*;

/// Accounts that somebody might try, by what they are.
fn plausible(game: &mut Game) -> BTreeMap<String, Key> {
    let mut others = BTreeMap::new();
    let mut add = |name: &str, key: Key| others.insert(name.to_owned(), key);
    for (name, address) in [
        ("the system program", addresses::SYSTEM_PROGRAM),
        ("Token-2022", addresses::TOKEN_PROGRAM),
        ("the associated-token-account program", addresses::TOKEN_ACCOUNT_PROGRAM),
        ("the slot hashes", addresses::SLOT_HASHES),
        ("the clock", addresses::CLOCK),
        ("the rent", addresses::RENT),
        ("the incinerator", addresses::INCINERATOR),
        ("the program", game.program()),
        ("an address with nothing", keypair("nothing").insecure_clone().pubkey_bytes()),
    ] {
        add(name, address);
    }
    for wallet in game.wallets() {
        add(&format!("a wallet {:?}", &key(wallet)[..2]), key(wallet));
    }
    add("a stranger", key(&keypair("stranger")));

    // A second world under another authority, with everything of its own, and a copy of each
    // account under an owner that anyone can have.
    let other = other_world(game);
    for (name, address) in &other {
        add(&format!("another {name}"), *address);
    }
    for (name, address) in other {
        let Some(mut account) = game.chain.account(address) else { continue };
        account.owner = keypair("another program").pubkey_address();
        let copy = key(&keypair(&format!("copy of {name}")));
        game.chain.svm.set_account(copy.into(), account).expect("it can be set");
        add(&format!("a copy of another {name}"), copy);
    }
    others
}

/// A second game on the same chain: what it made, by kind.
fn other_world(game: &mut Game) -> Vec<(&'static str, Key)> {
    let mut other = game.clone();
    other.authority = other.chain.wallet("second");
    other.author = keypair("second");
    other.player = keypair("second");
    other.ruleset = derive::ruleset(&other.program(), &key(&other.author), &hash("rules"));
    other.world = derive::world(&other.program(), &key(&other.authority), 7);
    other.rolled = derive::class(&other.program(), &other.world, ROLLED);
    other.granted = derive::class(&other.program(), &other.world, GRANTED);
    other.epoch_number = 1;
    other.ok(&other.register_ruleset());
    let args: create_world::Args = other.world_args();
    other.ok(&other.create_world_with(&args));
    other.ok(&other.deposit_bond(10 * ROLL_BOND));
    other.ok(&other.create_class(ROLLED, KIND_ROLLED, TABLE));
    other.ok(&other.create_class(GRANTED, KIND_GRANTED, TABLE));
    other.ok(&other.open_epoch());
    let roll = other.requested("other roll");
    other.ok(&other.grant_ticket("other ticket", key(&other.player)));
    let item = other.listed_item("other listed");
    let held = other.granted_item("other held");
    let program = other.program();
    let owner = key(&other.player);
    let made = vec![
        ("world", other.world),
        ("ruleset", other.ruleset),
        ("rolled class", other.rolled),
        ("granted class", other.granted),
        ("group", derive::group(&program, &other.rolled)),
        ("epoch", other.epoch()),
        ("roll", roll),
        ("used ticket", other.ticket("other roll")),
        ("ticket", other.ticket("other ticket")),
        ("listed item", item.mint),
        ("listing", derive::listing(&program, &item.mint)),
        ("escrow", derive::escrow(&program, &item.mint)),
        ("held item", held.mint),
        ("token account", derive::token_account(&owner, &held.mint)),
    ];
    // The slots that it waited stay behind: the first game's chain goes on from where it was.
    for (_, address) in &made {
        let account: Account = other.chain.account(*address).expect("it was made");
        game.chain.svm.set_account((*address).into(), account).expect("it can be set");
    }
    made
}

#[test]
fn every_swapped_account_is_refused() {
    let mut tried = 0;
    for case in cases() {
        let (mut game, instruction) = (case.build)();
        let others = plausible(&mut game);
        for (at, slot) in case.spec.accounts.iter().enumerate() {
            if case.free.contains(&slot.name) {
                continue;
            }
            for (name, address) in &others {
                // What somebody signs with is tried elsewhere; here nobody holds these keys.
                let known = game.wallets().iter().any(|wallet| key(wallet) == *address)
                    || *address == key(&keypair("stranger"));
                if instruction.accounts[at].address == *address || (slot.signer && !known) {
                    continue;
                }
                let mut swapped = instruction.clone();
                swapped.accounts[at].address = *address;
                let result = game.try_out(&[swapped]);
                assert!(result.is_err(), "{}: {} as {name}", case.spec.name, slot.name);
                tried += 1;
            }
        }
        game.ok(&instruction);
    }
    // 26 instructions with 2 to 13 accounts, about 40 others each.
    assert!(tried > 4_000, "only {tried} were tried");
}

/// Two worlds of the same people that came the same way to the same state: every signature is
/// there, every account is genuine, and each set of accounts that is partly of one world and
/// partly of the other must still be refused. What one check would let through alone, a second
/// account that fits it shows.
#[test]
fn no_mixture_of_two_worlds_is_taken_for_one() {
    let mut tried = 0;
    for case in cases() {
        WORLD_NONCE.set(8);
        let (other, theirs) = (case.build)();
        WORLD_NONCE.set(7);
        let (mut game, ours) = (case.build)();
        for meta in &theirs.accounts {
            if let (None, Some(account)) =
                (game.chain.account(meta.address), other.chain.account(meta.address))
            {
                game.chain.svm.set_account(meta.address.into(), account).expect("it can be set");
            }
        }
        let differing: Vec<usize> = (0..ours.accounts.len())
            .filter(|at| ours.accounts[*at].address != theirs.accounts[*at].address)
            .collect();
        let all = (1_u32 << differing.len()) - 1;
        for subset in 1..all {
            let mut mixed = ours.clone();
            for (bit, at) in differing.iter().enumerate() {
                if subset >> bit & 1 == 1 {
                    mixed.accounts[*at] = theirs.accounts[*at];
                }
            }
            let result = game.try_out(&[mixed]);
            let from_theirs: Vec<&str> = differing
                .iter()
                .enumerate()
                .filter(|(bit, _)| subset >> bit & 1 == 1)
                .map(|(_, at)| case.spec.accounts[*at].name)
                .collect();
            assert!(result.is_err(), "{} with the other's {from_theirs:?}", case.spec.name);
            tried += 1;
        }
        // Each by itself is right.
        game.try_out(&[ours]).unwrap_or_else(|error| panic!("{}: {error:?}", case.spec.name));
        game.try_out(&[theirs]).unwrap_or_else(|error| panic!("{}: {error:?}", case.spec.name));
    }
    assert!(tried > 450, "only {tried} were tried");
}

/// Addresses of keys, short enough for a table.
trait Addresses {
    fn pubkey_bytes(&self) -> Key;
    fn pubkey_address(&self) -> solana_address::Address;
}

impl Addresses for solana_keypair::Keypair {
    fn pubkey_bytes(&self) -> Key {
        key(self)
    }
    fn pubkey_address(&self) -> solana_address::Address {
        key(self).into()
    }
}
