//! Every kind of deal, through a real server and the real program: offered, repriced, taken back, bought,
//! swapped, destroyed; and nothing is made or lost by it.

use crate::opened::{SEED, open, prepare, settled};
use crate::remote::node;
use crate::support::{Guest, Server, tokens};
use protocol::{
    Ask, DealState, LAMPORTS_PER_MARK, MarketQuery, Refusal, RequestId, TradeAsk, TradeView,
};
use session::Happening;
use simulation::Place;
use simulation::inventory::Mark;
use std::sync::Arc;
use std::time::{Duration, Instant};
use transport::{PlayerKey, Wallet};

/// Both play on while something is waited for.
fn both(
    one: &mut Guest,
    other: &mut Guest,
    what: &str,
    mut is: impl FnMut(&Guest, &Guest) -> bool,
) {
    let begun = Instant::now();
    while !is(one, other) {
        assert!(begun.elapsed() < Duration::from_secs(30), "waited in vain for {what}");
        one.step(session::Wish::default());
        other.step(session::Wish::default());
    }
}

/// Asks, and waits until the deal is done.
fn deal(one: &mut Guest, other: &mut Guest, ask: Ask) {
    let request = one.session.ask(ask.clone());
    let begun = Instant::now();
    while !done(one, request, &ask) {
        assert!(begun.elapsed() < Duration::from_secs(30), "waited in vain for {ask:?}");
        other.step(session::Wish::default());
        for happening in one.step(session::Wish::default()) {
            if let Happening::Answer { request: of, outcome: Err(why) } = happening
                && of == request
            {
                panic!("{ask:?}: {why}");
            }
        }
    }
}

fn done(guest: &Guest, request: RequestId, what: &Ask) -> bool {
    match guest.session.view().deals.get(&request) {
        Some(DealState::Failed { why }) => panic!("{what:?}: {why}"),
        Some(DealState::Done { .. }) => true,
        Some(DealState::Sent) | None => false,
    }
}

/// Where the token of that mint is in the pack.
fn place(guest: &Guest, mint: [u8; 32]) -> Option<u16> {
    let view = guest.session.view();
    let mut stacks = view.inventory.stacks();
    stacks.find_map(|(place, stack)| {
        let (Place::Pack(index), Some(Mark::Chain(operation))) = (place, stack.mark) else {
            return None;
        };
        match view.records.get(&operation)? {
            protocol::RecordState::Recorded(recorded) if recorded.mint == mint => Some(index),
            _ => None,
        }
    })
}

fn owned(url: &str, wallet: Wallet) -> Vec<String> {
    let mut mints: Vec<String> = tokens(url, wallet)
        .into_iter()
        // Token accounts stay behind, empty.
        .filter(|(_, amount)| amount == "1")
        .map(|(mint, _)| mint)
        .collect();
    mints.sort();
    mints
}

fn names(mints: &[[u8; 32]]) -> Vec<String> {
    let mut names: Vec<String> =
        mints.iter().map(|mint| Wallet::from_bytes(*mint).to_string()).collect();
    names.sort();
    names
}

fn prices(guest: &mut Guest, other: &mut Guest) -> Vec<u64> {
    let mut asked = Instant::now();
    guest.session.ask(Ask::Market(MarketQuery::default()));
    // The board is read each ten seconds, and after each deal.
    both(guest, other, "the market", |_, _| asked.elapsed() > Duration::from_secs(1));
    asked = Instant::now();
    guest.session.ask(Ask::Market(MarketQuery::default()));
    both(guest, other, "the market", |_, _| asked.elapsed() > Duration::from_millis(300));
    let page = guest.session.view().market.clone();
    page.map_or_else(Vec::new, |page| page.offers.iter().map(|offer| offer.lot.price).collect())
}

fn table(guest: &Guest) -> Option<TradeView> {
    guest.session.view().trade.clone()
}

#[test]
fn every_kind_of_deal_moves_what_it_says_and_nothing_else() {
    let dir = tempfile::tempdir().expect("a directory");
    let data = dir.path().join("data");
    let [anna_key, ben_key] = [(); 2].map(|()| Arc::new(PlayerKey::generate().expect("a key")));
    let ids = prepare(&data, "Anna", anna_key.wallet(), 3);
    let authority = PlayerKey::load_or_create(&data.join("authority.key")).expect("there");
    let wallets = [authority.wallet(), anna_key.wallet(), ben_key.wallet()];
    let chain = node(dir.path(), &wallets, 0);
    let url = chain.rpc_url();
    let server = Server::start(&data, SEED, &["--chain", &url]);
    let mut anna = Guest::join_with_wallet(&server.invite, &anna_key, "Anna");
    let mut mints = Vec::new();
    for id in &ids {
        open(&mut anna, *id);
    }
    for id in &ids {
        mints.push(settled(&mut anna, *id).mint);
    }
    let [first, second, third] = mints[..] else { panic!("three relics") };
    assert_eq!(owned(&url, anna_key.wallet()), names(&mints));
    let mut ben = Guest::join_with_wallet(&server.invite, &ben_key, "Ben");

    // Offered, repriced, taken back.
    let marks = |marks: u64| marks * LAMPORTS_PER_MARK;
    let index = place(&anna, first).expect("carried");
    deal(&mut anna, &mut ben, Ask::List { index, price: marks(5) });
    both(&mut anna, &mut ben, "it to leave the pack", |anna, _| place(anna, first).is_none());
    assert_eq!(prices(&mut ben, &mut anna), [marks(5)]);
    deal(&mut anna, &mut ben, Ask::Reprice { mint: first, price: marks(7) });
    assert_eq!(prices(&mut ben, &mut anna), [marks(7)]);
    deal(&mut anna, &mut ben, Ask::Cancel { mint: first });
    both(&mut anna, &mut ben, "it to come back", |anna, _| place(anna, first).is_some());
    assert_eq!(owned(&url, anna_key.wallet()), names(&mints));

    // Bought; whoever comes second hears that it is gone.
    let index = place(&anna, first).expect("carried");
    deal(&mut anna, &mut ben, Ask::List { index, price: marks(6) });
    assert_eq!(prices(&mut ben, &mut anna), [marks(6)]);
    deal(&mut ben, &mut anna, Ask::Buy { mint: first, maximum_price: marks(6) });
    both(&mut anna, &mut ben, "it to arrive", |_, ben| place(ben, first).is_some());
    assert_eq!(owned(&url, ben_key.wallet()), names(&[first]));
    let buy = Ask::Buy { mint: first, maximum_price: marks(6) };
    assert_eq!(anna.ask(buy), Err(Refusal::NoOffer));
    let (before_anna, before_ben) = (anna.session.view().purse, ben.session.view().purse);

    // Two for one and marks, at once.
    let begin = |name: &str| Ask::Trade(TradeAsk::Begin { name: name.to_owned() });
    assert_eq!(anna.ask(begin("Ben")), Ok(()));
    assert_eq!(ben.ask(begin("Anna")), Ok(()));
    let places: Vec<u16> =
        [second, third].iter().map(|mint| place(&anna, *mint).expect("carried")).collect();
    let offer = |places, lamports| Ask::Trade(TradeAsk::Offer { places, lamports });
    assert_eq!(anna.ask(offer(places, 0)), Ok(()));
    let bens = vec![place(&ben, first).expect("carried")];
    assert_eq!(ben.ask(offer(bens, marks(4))), Ok(()));
    both(&mut anna, &mut ben, "the table", |anna, ben| {
        let version = |guest: &Guest| table(guest).map(|table| table.version);
        version(anna) == version(ben) && table(anna).is_some_and(|table| table.other.lamports > 0)
    });
    let version = table(&anna).expect("a table").version;
    let accept = Ask::Trade(TradeAsk::Accept { version });
    assert_eq!(anna.ask(accept.clone()), Ok(()));
    let request = ben.session.ask(accept.clone());
    both(&mut anna, &mut ben, "the swap", |_, ben| done(ben, request, &accept));
    both(&mut anna, &mut ben, "it to arrive", |anna, ben| {
        place(anna, first).is_some() && place(ben, second).is_some() && place(ben, third).is_some()
    });
    assert_eq!(owned(&url, anna_key.wallet()), names(&[first]));
    assert_eq!(owned(&url, ben_key.wallet()), names(&[second, third]));
    both(&mut anna, &mut ben, "marks", |anna, ben| {
        anna.session.view().purse == before_anna.map(|purse| purse + marks(4))
            && ben.session.view().purse == before_ben.map(|purse| purse - marks(4))
    });
    assert_eq!((table(&anna), table(&ben)), (None, None));

    // Destroyed.
    let index = place(&ben, second).expect("carried");
    deal(&mut ben, &mut anna, Ask::Burn { index });
    both(&mut anna, &mut ben, "it to be gone", |_, ben| place(ben, second).is_none());
    assert_eq!(owned(&url, ben_key.wallet()), names(&[third]));
    server.kill();
    chain.shutdown().expect("in order");
}
