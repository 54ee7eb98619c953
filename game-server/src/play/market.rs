//! The market, the supply, and what was sold; and coins that are paid into a wallet.

use crate::chain::{Listed, Order};
use crate::play::atlas::Atlas;
use crate::play::joining::Roster;
use crate::play::keep::{Keeper, value};
use crate::play::player::Player;
use crate::play::quests;
use crate::play::relics::Relics;
use crate::play::requests::{Asker, Done};
use crate::play::wire::Outbox;
use crate::store::{Change, WorldKey};
use bevy::prelude::*;
use ledger::outbox::{Grant, OperationId};
use protocol::{
    Event, Key, LAMPORTS_PER_MARK, MarketPage, MarketQuery, MarketSort, OFFERS_A_PAGE, Offer,
    RecordState, Refusal, Sale,
};
use ruleset::Ruleset;
use seed::Canonical;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};
use std::time::{SystemTime, UNIX_EPOCH};
use transport::Wallet;
use worldgen::Item;

/// Sales that are told at most.
const TOLD: usize = 100;
/// Sales that are kept; older ones are on the chain only.
const KEPT: usize = 10_000;
/// Letters of a name that is searched for.
const NAME: usize = 40;

/// What was sold, oldest first, and payments into wallets that are under way.
#[derive(Resource, Default)]
pub(crate) struct Sales {
    kept: VecDeque<(u64, SaleRecord)>,
    payments: BTreeMap<Key, PaymentRecord>,
}

/// A payment as it is kept, until it is final or the coins are back.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct PaymentRecord {
    wallet: Key,
    coins: u32,
}

/// A sale as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SaleRecord {
    mint: Key,
    item: Item,
    class: String,
    number: u32,
    price: u64,
    seller: Key,
    buyer: Key,
    time: i64,
}

/// What a payment's operation id is derived from.
#[derive(Serialize)]
struct Payment<'a> {
    world: &'a [u8; 32],
    serial: u64,
}

impl Canonical for Payment<'_> {
    const KIND: &'static str = "payment-operation";
}

impl Sales {
    /// As they were saved, by their numbers.
    pub(crate) fn new(
        saved: BTreeMap<u64, SaleRecord>,
        payments: BTreeMap<Key, PaymentRecord>,
    ) -> Self {
        Self { kept: saved.into_iter().collect(), payments }
    }
}

/// Shows a page of the market.
pub(crate) fn browse(world: &mut World, asker: Asker, query: MarketQuery) -> Done {
    let relics = world.resource::<Relics>();
    relics.order(Order::Browse);
    let board = relics.board().filter(|board| board.read).ok_or(Refusal::NoChain)?;
    let rules = world.resource::<Atlas>().land().rules().clone();
    let own = *asker.wallet.as_bytes();
    let name: String = query.name.chars().take(NAME).collect::<String>().trim().to_lowercase();
    let mut found: Vec<&Listed> =
        board.offers.iter().filter(|listed| fits(listed, &query, &name, own, &rules)).collect();
    let price = |listed: &Listed| listed.lot.price;
    match query.sort {
        MarketSort::Cheapest => found.sort_by_key(|listed| price(listed)),
        MarketSort::Dearest => found.sort_by_key(|listed| std::cmp::Reverse(price(listed))),
        MarketSort::Rarest => {
            found.sort_by_key(|listed| (std::cmp::Reverse(listed.item.rarity), price(listed)));
        }
        MarketSort::Level => {
            found.sort_by_key(|listed| (std::cmp::Reverse(listed.item.level), price(listed)));
        }
    }
    let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let first = usize::from(query.page) * OFFERS_A_PAGE;
    let shown: Vec<Listed> = found.into_iter().skip(first).take(OFFERS_A_PAGE).cloned().collect();
    let names = names(world, shown.iter().map(|listed| listed.lot.seller));
    let offers = shown
        .into_iter()
        .map(|listed| Offer {
            seller: names.get(&listed.lot.seller).cloned(),
            lot: listed.lot,
            item: listed.item,
            class: listed.class.0,
            cap: listed.cap,
        })
        .collect();
    let page = MarketPage { query, offers, total };
    world.resource_mut::<Outbox>().tell(asker.client, Event::Market(page));
    Ok(None)
}

fn fits(listed: &Listed, query: &MarketQuery, name: &str, own: Key, rules: &Ruleset) -> bool {
    (name.is_empty() || listed.name.contains(name))
        && query.class.is_none_or(|class| listed.class.1 == class)
        && query.rarity.is_none_or(|rarity| listed.item.rarity >= rarity)
        && query.slot.is_none_or(|slot| rules.item(listed.item.base).slot == Some(slot))
        && query.maximum_price.is_none_or(|most| listed.lot.price <= most)
        && (!query.own || listed.lot.seller == own)
}

/// Shows odds and supply.
pub(crate) fn supply(world: &mut World, asker: Asker) -> Done {
    let relics = world.resource::<Relics>();
    relics.order(Order::Browse);
    let board = relics.board().filter(|board| board.read).ok_or(Refusal::NoChain)?;
    let event = Event::Supply(board.classes.clone());
    world.resource_mut::<Outbox>().tell(asker.client, event);
    Ok(None)
}

/// Shows what was sold, newest first.
pub(crate) fn sales(world: &mut World, asker: Asker, own: bool) -> Done {
    let wallet = *asker.wallet.as_bytes();
    let records: Vec<SaleRecord> = world
        .resource::<Sales>()
        .kept
        .iter()
        .rev()
        .map(|(_, record)| record)
        .filter(|record| !own || record.seller == wallet || record.buyer == wallet)
        .take(TOLD)
        .cloned()
        .collect();
    let names = names(world, records.iter().flat_map(|record| [record.seller, record.buyer]));
    let sales = records
        .into_iter()
        .map(|record| Sale {
            names: [record.seller, record.buyer].map(|wallet| names.get(&wallet).cloned()),
            mint: record.mint,
            item: record.item,
            class: record.class,
            number: record.number,
            price: record.price,
            seller: record.seller,
            buyer: record.buyer,
            time: record.time,
        })
        .collect();
    world.resource_mut::<Outbox>().tell(asker.client, Event::Sales { own, sales });
    Ok(None)
}

/// Something was sold through us: it is kept, and the seller is told.
pub(crate) fn sold(world: &mut World, listed: &Listed, buyer: Wallet) {
    let seller = Wallet::from_bytes(listed.lot.seller);
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let record = SaleRecord {
        mint: listed.lot.mint,
        item: listed.item.clone(),
        class: listed.class.0.clone(),
        number: listed.lot.token.number,
        price: listed.lot.price,
        seller: listed.lot.seller,
        buyer: *buyer.as_bytes(),
        time: i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
    };
    let mut keeper = world.resource_mut::<Keeper>();
    let serial = keeper.serial();
    let mut rows = vec![(WorldKey::Sale(serial), value(&record))];
    let mut sales = world.resource_mut::<Sales>();
    sales.kept.push_back((serial, record));
    while sales.kept.len() > KEPT
        && let Some((oldest, _)) = sales.kept.pop_front()
    {
        rows.push((WorldKey::Sale(oldest), None));
    }
    // A sale that is not kept is on the chain all the same.
    let _ = world.resource_mut::<Keeper>().commit(Change { world: rows, ..Change::default() });
    let rules = world.resource::<Atlas>().land().rules().clone();
    let client = world
        .query::<&Player>()
        .iter(world)
        .find(|player| player.wallet == seller)
        .map(|player| player.client);
    if let Some(client) = client {
        world.resource_mut::<Relics>().visit(seller);
        let marks = in_marks(listed.lot.price);
        let text = format!("Sold: {} for {marks}.", listed.item.name(&rules));
        world.resource_mut::<Outbox>().tell(client, Event::Notice(text));
    }
}

/// Pays coins into a wallet: coins and payment are one change.
pub(crate) fn deposit(world: &mut World, asker: Asker, coins: u32) -> Done {
    let relics = world.resource::<Relics>();
    let info = relics.info().ok_or(Refusal::NoChain)?;
    if !info.own_chain {
        return Err(Refusal::NoDeposits);
    }
    let player = world.get::<Player>(asker.entity).ok_or(Refusal::Gone)?;
    let mut next = player.character.clone();
    next.coins = next.coins.checked_sub(coins).filter(|_| coins > 0).ok_or(Refusal::TooFewCoins)?;
    let serial = world.resource_mut::<Keeper>().serial();
    let seed = world.resource::<Atlas>().land().seed();
    let id = OperationId(Payment { world: &seed.0, serial }.content_address().0);
    let lamports = u64::from(coins) * LAMPORTS_PER_MARK;
    let grant = Grant::Payment { player: *asker.wallet.as_bytes(), lamports };
    let operations = vec![grant.operation(id)];
    let record = PaymentRecord { wallet: *asker.wallet.as_bytes(), coins };
    let rows = vec![(WorldKey::Payment(id.0), value(&record))];
    let change =
        Change { operations, world: rows, ..Change::character(asker.wallet, next.clone()) };
    let ticket = world.resource_mut::<Keeper>().commit(change)?;
    quests::put(world, asker.entity, next, ticket);
    world.resource_mut::<Sales>().payments.insert(id.0, record);
    world.resource_mut::<Relics>().ask(id);
    let text = format!("{} are on their way into your wallet.", in_marks(lamports));
    world.resource_mut::<Outbox>().after(ticket, asker.client, Event::Notice(text));
    Ok(Some(ticket))
}

/// A payment is final, or will never be: then the coins come back, once. False when it is no payment.
pub(crate) fn paid(world: &mut World, id: OperationId, state: &RecordState) -> bool {
    let Some(record) = world.resource::<Sales>().payments.get(&id.0).copied() else {
        return false;
    };
    let wallet = Wallet::from_bytes(record.wallet);
    let mut change = Change { world: vec![(WorldKey::Payment(id.0), None)], ..Change::default() };
    let mut players = world.query::<(Entity, &Player)>();
    let found = players.iter(world).find(|(_, player)| player.wallet == wallet);
    let here = found.map(|(entity, player)| (entity, player.client, player.character.clone()));
    let refused = match state {
        RecordState::Paid => false,
        RecordState::Refused { .. } => true,
        _ => return true,
    };
    let away = world.resource::<Roster>().characters.get(&wallet).cloned();
    let mut back = here.as_ref().map(|(_, _, character)| character.clone()).or(away);
    if let Some(character) = back.as_mut().filter(|_| refused) {
        character.coins = character.coins.saturating_add(record.coins);
        change.characters.push((wallet, character.clone()));
    }
    let Ok(ticket) = world.resource_mut::<Keeper>().commit(change) else {
        world.resource_mut::<Relics>().ask_anew(id);
        return true;
    };
    world.resource_mut::<Sales>().payments.remove(&id.0);
    world.resource_mut::<Relics>().forget(id);
    match (here, back) {
        (Some((entity, client, _)), Some(character)) if refused => {
            quests::put(world, entity, character, ticket);
            let coins = record.coins;
            let text = format!("The chain did not take your payment: {coins} coins are back.");
            world.resource_mut::<Outbox>().after(ticket, client, Event::Notice(text));
        }
        (Some(_), _) => world.resource_mut::<Relics>().visit(wallet),
        (None, Some(character)) if refused => {
            world.resource_mut::<Roster>().characters.insert(wallet, character);
        }
        (None, _) => {}
    }
    true
}

/// Names of wallets' characters, here or away.
fn names(world: &mut World, wallets: impl Iterator<Item = Key>) -> BTreeMap<Key, String> {
    let wanted: std::collections::BTreeSet<Key> = wallets.collect();
    let mut names = BTreeMap::new();
    for player in world.query::<&Player>().iter(world) {
        let wallet = *player.wallet.as_bytes();
        if wanted.contains(&wallet) {
            names.insert(wallet, player.character.name.clone());
        }
    }
    let roster = world.resource::<Roster>();
    for wallet in wanted {
        if let Some(character) = roster.characters.get(&Wallet::from_bytes(wallet)) {
            names.entry(wallet).or_insert_with(|| character.name.clone());
        }
    }
    names
}

/// `1500000` is `1.5 marks`.
pub(crate) fn in_marks(lamports: u64) -> String {
    let (whole, rest) = (lamports / LAMPORTS_PER_MARK, lamports % LAMPORTS_PER_MARK);
    if rest == 0 {
        return format!("{whole} mark{}", if whole == 1 { "" } else { "s" });
    }
    let digits = format!("{rest:06}");
    format!("{whole}.{} marks", digits.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::in_marks;

    #[test]
    fn lamports_are_told_in_marks_exactly() {
        for (lamports, told) in [
            (0, "0 marks"),
            (1, "0.000001 marks"),
            (1_000_000, "1 mark"),
            (2_500_000, "2.5 marks"),
            (12_000_000, "12 marks"),
            (u64::MAX, "18446744073709.551615 marks"),
        ] {
            assert_eq!(in_marks(lamports), told);
        }
    }
}
