//! The market as the board shows it, sales, payments into wallets, and trades between two.

use super::chain::{INFO, MINTED, board, chained, index_of, orders, place_of, rolled};
use super::harness::{Game, Who, land, wallet};
use crate::chain::{Desk, News, Order, Want};
use crate::play::keep::Keeper;
use ledger::outbox::OperationId;
use protocol::{
    Ask, Deal, DealId, DealState, Event, LAMPORTS_PER_MARK, MarketPage, MarketQuery, MarketSort,
    Refusal, Side, TradeAsk, TradeView,
};
use redb::{ReadableDatabase, TableDefinition};
use ruleset::Rarity;

const META: TableDefinition<&str, u64> = TableDefinition::new("chain_outbox_meta");

fn id(number: u8) -> OperationId {
    OperationId([number; 32])
}

fn page(game: &mut Game, who: Who, query: MarketQuery) -> MarketPage {
    assert_eq!(game.ask(who, Ask::Market(query)), Ok(()));
    let pages = game[who].events.iter().rev().find_map(|event| match event {
        Event::Market(page) => Some(page.clone()),
        _ => None,
    });
    pages.expect("a page")
}

/// The marks that the offers of a page cost.
fn prices(page: &MarketPage) -> Vec<u64> {
    page.offers.iter().map(|offer| offer.lot.price / LAMPORTS_PER_MARK).collect()
}

#[test]
fn a_page_of_the_market_is_what_was_asked_for_in_the_order_asked_for() {
    let mut game = Game::new();
    let desk = chained(&mut game);
    let (anna, _ben) = (game.join("Anna"), game.join("Ben"));
    assert_eq!(
        game.ask(anna, Ask::Market(MarketQuery::default())),
        Err(Refusal::NoChain),
        "nobody has read it yet"
    );
    let held: Vec<_> = (1..=90_u8).map(|number| rolled(id(number), number.into())).collect();
    let (ben, anna_too) = (*wallet("Ben").as_bytes(), *wallet("Anna").as_bytes());
    let offers: Vec<_> = held
        .iter()
        .zip((1..=90).rev())
        .map(|(held, marks)| (held, if marks % 30 == 0 { anna_too } else { ben }, marks))
        .collect();
    desk.show(board(&offers));
    let first = page(&mut game, anna, MarketQuery::default());
    assert_eq!((first.total, first.offers.len()), (90, 40));
    assert_eq!(prices(&first), (1..=40).collect::<Vec<_>>());
    assert_eq!(first.offers[0].seller.as_deref(), Some("Ben"));
    let last = page(&mut game, anna, MarketQuery { page: 2, ..MarketQuery::default() });
    assert_eq!(prices(&last), (81..=90).collect::<Vec<_>>());
    let beyond = page(&mut game, anna, MarketQuery { page: u16::MAX, ..MarketQuery::default() });
    assert!(beyond.offers.is_empty());
    let dear = MarketQuery { sort: MarketSort::Dearest, ..MarketQuery::default() };
    assert_eq!(prices(&page(&mut game, anna, dear))[..2], [90, 89]);
    let own = MarketQuery { own: true, ..MarketQuery::default() };
    assert_eq!(prices(&page(&mut game, anna, own)), [30, 60, 90]);
    let cheap =
        MarketQuery { maximum_price: Some(3 * LAMPORTS_PER_MARK), ..MarketQuery::default() };
    assert_eq!(prices(&page(&mut game, anna, cheap)), [1, 2, 3]);
    let rare = MarketQuery { rarity: Some(Rarity::Epic), ..MarketQuery::default() };
    assert_eq!(page(&mut game, anna, rare).total, 0, "they are rare, not epic");
    let name = held[4].item.name(land().rules()).to_uppercase();
    let named = page(&mut game, anna, MarketQuery { name, ..MarketQuery::default() });
    assert!(named.offers.iter().any(|offer| offer.item == held[4].item));
    assert!(named.total < 90, "{}", named.total);
    let slot = land().rules().item(held[0].item.base).slot;
    let worn = page(&mut game, anna, MarketQuery { slot, ..MarketQuery::default() });
    assert!((1..90).contains(&worn.total), "{}", worn.total);
}

#[test]
fn a_sale_is_told_to_the_seller_and_kept() {
    let mut game = Game::new();
    let desk = chained(&mut game);
    let (anna, ben) = (game.join("Anna"), game.join("Ben"));
    let held = rolled(id(1), 1);
    let mint = held.recorded.mint;
    desk.show(board(&[(&held, *wallet("Ben").as_bytes(), 12)]));
    let maximum_price = 12 * LAMPORTS_PER_MARK;
    assert_eq!(game.ask(anna, Ask::Buy { mint, maximum_price }), Ok(()));
    let [Order::Propose { id, want, .. }] = &orders(&desk)[..] else { panic!("an order") };
    assert_eq!(*want, Want::Buy { mint, maximum_price });
    let (deal, blockhash) = (Deal::Burn { token: held.recorded.token }, [1; 32]);
    desk.tell(News::Proposed { id: *id, deal, blockhash });
    game.ticks(2);
    assert_eq!(game.ask(anna, Ask::Sign { id: *id, signature: [1; 64].into() }), Ok(()));
    desk.tell(News::Done { id: *id, transaction: [2; 64] });
    game.ticks(3);
    let told = game[ben].events.iter().any(|event| {
        matches!(event, Event::Notice(text) if text.starts_with("Sold: ")
            && text.ends_with("for 12 marks."))
    });
    assert!(told, "{:?}", game[ben].events.last());
    for round in ["before a restart", "after it"] {
        let who = if round == "after it" {
            game.restart();
            game.join("Ben")
        } else {
            ben
        };
        assert_eq!(game.ask(who, Ask::Sales { own: true }), Ok(()));
        let sales = game[who].events.iter().rev().find_map(|event| match event {
            Event::Sales { sales, .. } => Some(sales.clone()),
            _ => None,
        });
        let sales = sales.expect("told");
        assert_eq!((sales.len(), sales[0].mint), (1, mint), "{round}");
        assert_eq!(sales[0].names, [Some("Ben".to_owned()), Some("Anna".to_owned())]);
    }
    let carla = game.join("Carla");
    assert_eq!(game.ask(carla, Ask::Sales { own: true }), Ok(()));
    let sales = game[carla].events.iter().rev().find_map(|event| match event {
        Event::Sales { sales, .. } => Some(sales.len()),
        _ => None,
    });
    assert_eq!(sales, Some(0));
}

#[test]
fn coins_that_are_paid_in_leave_the_purse_with_the_payment() {
    let mut game = Game::new();
    let _desk = chained(&mut game);
    let anna = game.join("Anna");
    game.player(anna).character.coins = 30;
    let deposit = |coins| Ask::Deposit { coins };
    assert_eq!(game.ask(anna, deposit(31)), Err(Refusal::TooFewCoins));
    assert_eq!(game.ask(anna, deposit(0)), Err(Refusal::TooFewCoins));
    assert_eq!(game.ask(anna, deposit(12)), Ok(()));
    assert_eq!(game.character(anna).coins, 18);
    assert_eq!(game[anna].stats.expect("told").coins, 18);
    let database = game.at().resource::<Keeper>().database().expect("open");
    let reading = database.begin_read().expect("begins");
    let open = reading.open_table(META).expect("there").get("open").expect("reads");
    assert_eq!(open.map(|open| open.value()), Some(1), "one payment");
}

fn table(game: &Game, who: Who) -> Option<TradeView> {
    let told = game[who].events.iter().rev().find_map(|event| match event {
        Event::Trade(view) => Some(view.clone()),
        _ => None,
    });
    told.flatten()
}

fn trade(game: &mut Game, who: Who, ask: TradeAsk) -> protocol::Outcome {
    game.ask(who, Ask::Trade(ask))
}

/// Anna with a token and Ben with lamports, at a table.
fn at_a_table(game: &mut Game, desk: &Desk) -> (Who, Who, crate::chain::Held) {
    let (anna, ben) = (game.join("Anna"), game.join("Ben"));
    let held = rolled(id(1), 1);
    game.own(desk, anna, &held);
    game.wallet_holds(desk, ben, MINTED, &[]);
    let begin = |name: &str| TradeAsk::Begin { name: name.to_owned() };
    assert_eq!(trade(game, anna, begin("Nobody")), Err(Refusal::NoTrader));
    assert_eq!(trade(game, anna, begin("ben")), Ok(()));
    assert!(table(game, ben).expect("asked").waiting);
    assert_eq!(trade(game, anna, TradeAsk::Accept { version: 1 }), Err(Refusal::NoTrade));
    assert_eq!(trade(game, ben, begin("Anna")), Ok(()));
    assert!(!table(game, anna).expect("begun").waiting);
    (anna, ben, held)
}

#[test]
fn a_trade_is_one_deal_that_both_sign_and_that_any_change_calls_off() {
    let mut game = Game::new();
    let desk = chained(&mut game);
    let (anna, ben, held) = at_a_table(&mut game, &desk);
    let index = index_of(&game.character(anna).inventory, held.operation);
    let places = |places: &[u16]| TradeAsk::Offer { places: places.to_vec(), lamports: 0 };
    let carried = game.character(anna).inventory;
    let other = carried
        .pack()
        .iter()
        .position(|stack| stack.as_ref().is_some_and(|stack| stack.mark.is_none()));
    let other = u16::try_from(other.expect("draughts")).expect("small");
    assert_eq!(trade(&mut game, anna, places(&[other])), Err(Refusal::NotOnChain));
    assert_eq!(trade(&mut game, anna, places(&[index, index])), Err(Refusal::NoTrade));
    assert_eq!(trade(&mut game, anna, places(&[index])), Ok(()));
    let pay = |lamports| TradeAsk::Offer { places: Vec::new(), lamports };
    assert_eq!(trade(&mut game, ben, pay(5_000_001)), Err(Refusal::TooPoor));
    assert_eq!(trade(&mut game, ben, pay(4_000_000)), Ok(()));
    let view = table(&game, anna).expect("a table");
    assert_eq!((view.own.items[0].mint, view.other.lamports), (held.recorded.mint, 4_000_000));
    let accept = |version| TradeAsk::Accept { version };
    assert_eq!(trade(&mut game, anna, accept(view.version - 1)), Err(Refusal::NoTrade));
    assert_eq!(trade(&mut game, anna, accept(view.version)), Ok(()));
    assert!(table(&game, ben).expect("a table").other.accepted);
    // Ben changes his mind about the price, and her word is off.
    assert_eq!(trade(&mut game, ben, pay(3_000_000)), Ok(()));
    assert!(!table(&game, anna).expect("a table").own.accepted);
    let version = table(&game, anna).expect("a table").version;
    assert_eq!(trade(&mut game, ben, accept(version)), Ok(()));
    assert!(orders(&desk).is_empty());
    assert_eq!(trade(&mut game, anna, accept(version)), Ok(()));
    let ordered = orders(&desk);
    let [Order::Propose { id, want: Want::Swap(sides), .. }] = &ordered[..] else {
        panic!("{ordered:?}")
    };
    let expected = [
        Side { player: *wallet("Anna").as_bytes(), mints: vec![held.recorded.mint], lamports: 0 },
        Side { player: *wallet("Ben").as_bytes(), mints: Vec::new(), lamports: 3_000_000 },
    ];
    assert_eq!(*sides, expected);
    let id: DealId = *id;
    let deal = Deal::Swap(sides.clone());
    desk.tell(News::Proposed { id, deal, blockhash: [1; 32] });
    game.ticks(2);
    let sign = |number| Ask::Sign { id, signature: [number; 64].into() };
    assert_eq!(game.ask(anna, sign(1)), Ok(()));
    assert!(orders(&desk).is_empty(), "both must sign");
    assert_eq!(game.ask(ben, sign(2)), Ok(()));
    let ordered = orders(&desk);
    let [Order::Complete { agreement, signatures, .. }] = &ordered[..] else {
        panic!("{ordered:?}")
    };
    assert_eq!((agreement.players.len(), signatures.len()), (2, 2));
    assert_eq!(agreement.payer, INFO.payer);
    desk.tell(News::Failed { id, why: "no".to_owned() });
    game.ticks(2);
    let again = table(&game, anna).expect("the table stays");
    assert!(!again.own.accepted && !again.other.accepted && again.version > version);
    for who in [anna, ben] {
        assert!(matches!(game.deals(who).last(), Some((_, DealState::Failed { .. }))));
    }
    assert_eq!(trade(&mut game, anna, TradeAsk::Close), Ok(()));
    assert_eq!((table(&game, anna), table(&game, ben)), (None, None));
}

#[test]
fn who_goes_away_from_a_table_ends_the_trade() {
    let mut game = Game::new();
    let desk = chained(&mut game);
    let (anna, ben, held) = at_a_table(&mut game, &desk);
    let mut far = game.stands(ben);
    far.at.x += seed::Mm::metres(30);
    game.put(ben, far);
    game.ticks(21);
    assert_eq!(table(&game, anna), None);
    let begin = TradeAsk::Begin { name: "Ben".to_owned() };
    assert_eq!(trade(&mut game, anna, begin), Err(Refusal::NoTrader), "too far");
    assert!(place_of(&game.character(anna).inventory, held.operation).is_some());
}

#[test]
fn who_asks_for_deals_without_end_is_told_to_wait_and_the_host_does_not_pay_for_ever() {
    let mut game = Game::new();
    let (ties, desk) = crate::chain::pair(crate::chain::PROGRAM, super::chain::WORLD);
    desk.open(protocol::LedgerInfo { own_chain: false, ..INFO });
    game.world().insert_resource(crate::play::relics::Relics::new(Some(ties)));
    let anna = game.join("Anna");
    let mut outcomes = Vec::new();
    let attempt = |game: &mut Game| {
        let outcome = game.ask(anna, Ask::Cancel { mint: [1; 32] });
        if let Some(Order::Propose { id, .. }) = orders(&desk).pop() {
            desk.tell(News::Failed { id, why: "no".to_owned() });
            game.ticks(1);
        }
        outcome
    };
    for _ in 0..12 {
        outcomes.push(attempt(&mut game));
    }
    let begun = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    assert!((6..12).contains(&begun), "{outcomes:?}");
    assert!(outcomes.contains(&Err(Refusal::TooFast)), "{outcomes:?}");
    let mut paid = begun;
    while paid < 60 {
        game.ticks(20);
        assert_eq!(attempt(&mut game), Ok(()), "after {paid}");
        paid += 1;
    }
    game.ticks(20);
    assert_eq!(attempt(&mut game), Err(Refusal::DealsSpent));
}
