//! A made-up server: it answers what is asked as a real one would, without a chain.

use super::goods;
use bevy::prelude::*;
use game_client::play::{
    About, AskServer, Carried, Chain, Deals, Doing, Market, Realm, Records, Sales, Stage, Supply,
    Table,
};
use protocol::{
    Ask, Key, MarketPage, MarketQuery, RecordState, RequestId, TradeAsk, TradeItem, TradeSide,
    TradeView,
};
use ruleset::Rarity;
use simulation::inventory::Mark;
use simulation::{Place, Stack};
use std::time::{SystemTime, UNIX_EPOCH};
use worldgen::World as Land;

/// Slots of a roll.
const ROLL: u64 = 40;
/// Real seconds of a roll here; a real one takes eight.
const FAST: f32 = 4.0;

/// What it keeps between two frames.
#[derive(Default)]
pub(crate) struct Kept {
    rolls: Vec<(Key, u16, f32)>,
    requests: u32,
}

type Chains<'w> = (
    ResMut<'w, Market>,
    ResMut<'w, Sales>,
    ResMut<'w, Supply>,
    ResMut<'w, Deals>,
    ResMut<'w, Table>,
    ResMut<'w, Chain>,
);

/// Answers what is asked.
pub(crate) fn answer(
    mut asks: MessageReader<AskServer>,
    mut kept: Local<Kept>,
    realm: Res<Realm>,
    (mut carried, mut records): (ResMut<Carried>, ResMut<Records>),
    (mut market, mut sales, mut supply, mut deals, mut table, mut chain): Chains,
    time: Res<Time>,
) {
    let rules = realm.0.rules();
    let now = time.elapsed_secs();
    for AskServer(ask) in asks.read() {
        match ask {
            Ask::Market(query) => market.0 = Some(page(&realm.0, query)),
            Ask::Sales { own } => {
                let all = goods::sales(rules, seconds());
                let mine = |sale: &protocol::Sale| chain.wallet == Some(sale.seller);
                let wanted = all.into_iter().filter(|sale| !own || mine(sale)).collect();
                *sales = Sales { own: Some(*own), sales: wanted };
            }
            Ask::Supply => supply.0 = goods::supply(rules),
            Ask::Buy { mint, .. } => {
                kept.requests += 1;
                let doing = Doing {
                    about: About::Token(*mint),
                    title: "Buying it".into(),
                    done: "It is yours".into(),
                    stage: Stage::Sent,
                    since: now,
                    late: false,
                };
                deals.0.insert(RequestId(kept.requests), doing);
            }
            Ask::Open { index, .. } => {
                let mark = carried.0.at(Place::Pack(*index)).and_then(|stack| stack.mark);
                if let Some(operation) = mark.and_then(|mark| mark.operation()) {
                    kept.rolls.push((operation, *index, now));
                }
            }
            Ask::Chat { text, .. } if text == "trade" => table.0 = Some(offered(&realm.0)),
            Ask::Chat { text, .. } if text == "public" => {
                chain.info = Some(protocol::LedgerInfo { own_chain: false, ..goods::INFO });
            }
            Ask::Chat { text, .. } if text == "nothing" => chain.info = None,
            Ask::Trade(TradeAsk::Begin { .. }) if table.0.is_none() => {
                table.0 = Some(offered(&realm.0));
            }
            Ask::Trade(ask) => trade(&mut table, ask, &carried, &records),
            _ => {}
        }
    }
    // What nothing happens to is not to look changed.
    if kept.rolls.is_empty() {
        return;
    }
    roll(&mut kept, &realm.0, &mut carried, &mut records, now);
}

/// Moves the rolls that are under way.
fn roll(kept: &mut Kept, land: &Land, carried: &mut Carried, records: &mut Records, now: f32) {
    let rules = land.rules();
    kept.rolls.retain(|&(operation, index, since)| {
        let share = (now - since) / FAST;
        if share < 1.0 {
            let state = RecordState::Rolling {
                target_slot: 48_008,
                locked: share > 0.2,
                slot: 48_000 + (share * ROLL as f32) as u64,
                deadline_slot: 48_608,
            };
            if records.0.get(&operation) != Some(&state) {
                records.0.insert(operation, state);
            }
            return true;
        }
        let (recorded, item) = goods::of_rarity(rules, 1, Rarity::Legendary, 0);
        records.0.insert(operation, RecordState::Recorded(Box::new(recorded)));
        let mark = Some(Mark::Chain(operation));
        if carried.0.take(Place::Pack(index), 1).is_ok() {
            let stack = Stack { item, count: 1, mark, source: None };
            // Its place has just become free.
            let _ = carried.0.add(rules, stack);
        }
        false
    });
}

fn page(land: &Land, query: &MarketQuery) -> MarketPage {
    let mut offers = goods::offers(land.rules(), query.own);
    offers.retain(|offer| query.rarity.is_none_or(|least| offer.item.rarity >= least));
    offers.retain(|offer| query.maximum_price.is_none_or(|most| offer.lot.price <= most));
    let total = offers.len() as u32 + if query.own { 0 } else { 60 };
    MarketPage { query: query.clone(), offers, total }
}

/// Ben lays something on the table.
fn offered(land: &Land) -> TradeView {
    let (recorded, item) = goods::of_rarity(land.rules(), 2, Rarity::Epic, 30);
    let item = TradeItem {
        mint: recorded.mint,
        item,
        class: recorded.class,
        number: recorded.token.number,
    };
    let other = TradeSide { player: [2; 32], items: vec![item], lamports: 0, accepted: false };
    let own = TradeSide { player: goods::WALLET, ..TradeSide::default() };
    TradeView { with: "Ben".into(), waiting: false, version: 1, own, other }
}

fn trade(table: &mut Table, ask: &TradeAsk, carried: &Carried, records: &Records) {
    if *ask == TradeAsk::Close {
        table.0 = None;
        return;
    }
    let Some(view) = &mut table.0 else {
        return;
    };
    match ask {
        TradeAsk::Begin { .. } | TradeAsk::Close => {}
        TradeAsk::Offer { places, lamports } => {
            view.version += 1;
            view.own.lamports = *lamports;
            view.own.accepted = false;
            view.own.items = places
                .iter()
                .filter_map(|&index| {
                    let stack = carried.0.at(Place::Pack(index))?;
                    match records.0.get(&stack.mark?.operation()?)? {
                        RecordState::Recorded(recorded) => Some(TradeItem {
                            mint: recorded.mint,
                            item: stack.item.clone(),
                            class: recorded.class.clone(),
                            number: recorded.token.number,
                        }),
                        _ => None,
                    }
                })
                .collect();
        }
        TradeAsk::Accept { version } => view.own.accepted = *version == view.version,
    }
}

fn seconds() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.ok().and_then(|now| i64::try_from(now.as_secs()).ok()).unwrap_or(0)
}
