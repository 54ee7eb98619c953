//! What must hold after every action.

use std::collections::{BTreeMap, BTreeSet};

use seedbound_interface::accounts::roll::{EXPIRED, NO_RARITY, SETTLED};
use seedbound_interface::accounts::{Receipt, Roll};
use seedbound_interface::{Key, addresses, derive};

use super::actions::FIRST_ITEMS;
use crate::chain::{key, keypair};
use crate::game::*;

/// What a sequence has come across.
pub(super) struct Watched {
    pub(super) tickets: Vec<String>,
    pub(super) grants: Vec<String>,
    pub(super) rolls: BTreeSet<Key>,
    /// Items that exist or were tried to be made.
    pub(super) items: Vec<Item>,
    /// All lamports of everybody and everything, which none may be added to or lost from.
    lamports: u128,
    /// Receipts as first seen: what they say never changes.
    receipts: BTreeMap<Key, (Key, Key, [u8; 32])>,
    /// How many were minted, when last looked.
    minted: u64,
}

impl Watched {
    pub(super) fn new(game: &Game) -> Self {
        let mut watched = Self {
            tickets: Vec::new(),
            grants: Vec::new(),
            rolls: BTreeSet::new(),
            items: Vec::new(),
            lamports: 0,
            receipts: BTreeMap::new(),
            minted: 0,
        };
        watched.items = (1..=FIRST_ITEMS.len() as u32)
            .map(|serial| game.item(game.granted, 0, serial))
            .collect();
        watched.lamports = all_lamports(game, &watched);
        watched
    }
}

pub(super) fn check(game: &Game, watched: &mut Watched) -> Result<(), String> {
    watched.items.sort_by_key(|item| item.mint);
    watched.items.dedup();
    supply(game, watched)?;
    lamports(game, watched)?;
    accounts_cover_what_they_owe(game)?;
    receipts(game, watched)?;
    rolls(game, watched)
}

/// A class's supply is never above its caps, its group counts the same, and each item that was
/// minted and not burned is in exactly one place.
fn supply(game: &Game, watched: &mut Watched) -> Result<(), String> {
    let mut minted_now = 0;
    for class_key in [game.rolled, game.granted] {
        let class = game.class_state(class_key);
        for (minted, cap) in class.minted().iter().zip(class.caps()) {
            require(*minted <= cap, || format!("{minted} minted, the cap is {cap}"))?;
        }
        let minted: u64 = class.minted().iter().map(|it| u64::from(*it)).sum();
        minted_now += minted;
        let of_class: Vec<&Item> =
            watched.items.iter().filter(|item| item.class == class_key).collect();
        let (mut existing, mut supply) = (0, 0);
        for item in of_class {
            let mint = game.chain.data(item.mint);
            let should = item.serial <= class.minted()[usize::from(item.rarity)];
            require(mint.is_empty() != should, || format!("{item:?} exists: {}", !should))?;
            if mint.is_empty() {
                continue;
            }
            existing += 1;
            let amount = u64::from_le_bytes(mint[36..44].try_into().expect("eight"));
            supply += amount;
            let escrow = game.chain.data(derive::escrow(&game.program(), &item.mint));
            let held = game.holds(&game.player, item)
                + game.holds(&game.buyer, item)
                + token_amount(&escrow);
            require(held == amount, || format!("{item:?}: supply {amount}, held {held}"))?;
            let listed = game.listing_state(item).is_some();
            require(listed != escrow.is_empty(), || format!("{item:?}: listing and escrow"))?;
        }
        require(existing == minted, || format!("{existing} mints, {minted} counted"))?;
        let burned = u64::from(class.burned());
        require(supply + burned == minted, || format!("{supply} there, {burned} burned"))?;
    }
    require(minted_now >= watched.minted, || "something was unminted".to_owned())?;
    watched.minted = minted_now;
    Ok(())
}

fn lamports(game: &Game, watched: &Watched) -> Result<(), String> {
    let now = all_lamports(game, watched);
    require(now == watched.lamports, || format!("{} lamports became {now}", watched.lamports))
}

/// The lamports of everyone and everything that a sequence can touch. The fee payer is left out:
/// fees are no business of the program.
fn all_lamports(game: &Game, watched: &Watched) -> u128 {
    let program = game.program();
    let mut addresses: BTreeSet<Key> = game.wallets().map(key).into();
    addresses.extend([game.world, game.ruleset, game.rolled, game.granted]);
    addresses.extend([addresses::INCINERATOR, key(&keypair("stranger"))]);
    addresses.extend([game.rolled, game.granted].map(|class| derive::group(&program, &class)));
    addresses.extend((1..=20).map(|number| derive::epoch(&program, &game.world, number)));
    for operation in watched.tickets.iter().chain(&watched.grants) {
        addresses.insert(game.ticket(operation));
    }
    for operation in FIRST_ITEMS {
        addresses.insert(game.ticket(operation));
    }
    addresses.extend(&watched.rolls);
    for item in &watched.items {
        addresses.extend([
            item.mint,
            derive::listing(&program, &item.mint),
            derive::escrow(&program, &item.mint),
            derive::token_account(&key(&game.player), &item.mint),
            derive::token_account(&key(&game.buyer), &item.mint),
        ]);
    }
    addresses.iter().map(|address| u128::from(game.chain.lamports(*address))).sum()
}

/// World and ruleset can always pay out what they say, and keep their rent.
fn accounts_cover_what_they_owe(game: &Game) -> Result<(), String> {
    let world = game.world_state();
    let owed =
        [(game.world, world.bond() + world.fees()), (game.ruleset, game.ruleset_state().earned())];
    for (address, owed) in owed {
        let size = game.chain.data(address).len();
        let rent = game.chain.svm.minimum_balance_for_rent_exemption(size);
        let there = game.chain.lamports(address);
        require(there == rent + owed, || format!("{there} there, {rent} rent, {owed} owed"))?;
    }
    Ok(())
}

/// A receipt is never rewritten, and a ticket's uses are as many as its rolls.
fn receipts(game: &Game, watched: &mut Watched) -> Result<(), String> {
    for operation in watched.tickets.iter().chain(&watched.grants) {
        let address = game.ticket(operation);
        let Some(receipt) = Receipt::of(game.chain.data(address)) else {
            require(!watched.receipts.contains_key(&address), || "a receipt is gone".to_owned())?;
            continue;
        };
        let says = (receipt.player(), receipt.class(), receipt.payload_hash().0);
        let first = *watched.receipts.entry(address).or_insert(says);
        require(first == says, || format!("the receipt of {operation} changed"))?;
        let mut items = 0;
        let mut open = 0;
        for attempt in 0..receipt.attempts() {
            let roll = Roll::of(game.chain.data(game.roll(operation, attempt)));
            let roll = roll.ok_or_else(|| format!("attempt {attempt} of {operation} is gone"))?;
            items += u32::from(roll.state() == SETTLED && roll.rarity() != NO_RARITY);
            open += u32::from(!matches!(roll.state(), SETTLED | EXPIRED));
        }
        let used = items + open + u32::from(receipt.spendable());
        let granted = u32::from(receipt.kind() == 1);
        require(used == granted, || format!("ticket {operation}: {items} items, {open} open"))?;
    }
    Ok(())
}

/// The open epoch's counts fit, and a settled roll's item is the one it names.
fn rolls(game: &Game, watched: &Watched) -> Result<(), String> {
    let epoch = game.epoch_state();
    require(
        epoch.resolved() <= epoch.requested() && epoch.requested() <= epoch.chain_length(),
        || "the epoch's counts are wrong".to_owned(),
    )?;
    let world = game.world_state();
    let pending = u64::from(epoch.requested() - epoch.resolved());
    require(world.bond() >= pending * world.roll_bond(), || "rolls without bond".to_owned())?;
    let mut mints = BTreeSet::new();
    for roll in &watched.rolls {
        let Some(state) = Roll::of(game.chain.data(*roll)) else { continue };
        if state.state() == SETTLED && state.rarity() != NO_RARITY {
            let item = game.item(state.class(), state.rarity(), state.serial());
            require(state.mint() == item.mint, || "a roll names another mint".to_owned())?;
            require(mints.insert(item.mint), || "two rolls name one mint".to_owned())?;
        }
    }
    Ok(())
}

fn require(right: bool, broken: impl FnOnce() -> String) -> Result<(), String> {
    if right { Ok(()) } else { Err(broken()) }
}
