use super::*;
use protocol::{DealId, Lot, Recorded, TradeItem, TradeView};
use ruleset::ItemId;
use simulation::{Inventory, Stack};
use worldgen::Item;

const INFO: LedgerInfo = LedgerInfo {
    genesis: [1; 32],
    program: addresses::PROGRAM,
    world: [3; 32],
    ruleset: [4; 32],
    payer: [5; 32],
    own_chain: true,
};
const TOKEN: Token = Token { class: [6; 32], rarity: 2, number: 9 };
const TICKET: Key = [7; 32];
const RECORDED: Key = [8; 32];

struct Case {
    deals: Deals,
    view: View,
    player: Key,
    key: Arc<PlayerKey>,
}

/// Somebody with a sealed relic in the first place and a recorded one in the second.
fn case() -> Case {
    let key = Arc::new(PlayerKey::generate().expect("there is randomness"));
    let mut deals = Deals::default();
    deals.told(INFO);
    deals.sign_with(Arc::clone(&key));
    let mut view = View { inventory: Inventory::new(4), ..View::default() };
    let rules = ruleset::load(&ruleset::find("core").expect("is there")).expect("is right");
    for mark in [Mark::Ticket { operation: TICKET, class: 0 }, Mark::Chain(RECORDED)] {
        let stack = Stack { mark: Some(mark), ..Stack::plain(ItemId(0), 1) };
        view.inventory.add(&rules, stack).expect("there is room");
    }
    let recorded = Recorded {
        token: TOKEN,
        mint: TOKEN.mint(&INFO.program),
        class: "Relic".to_owned(),
        cap: 5,
        slot: 1,
        proof: None,
    };
    view.records.insert(RECORDED, RecordState::Recorded(Box::new(recorded)));
    Case { deals, view, player: *key.wallet().as_bytes(), key }
}

impl Case {
    /// What comes of a proposal after a request.
    fn ask(&mut self, ask: &Ask, deal: Deal) -> Result<Ask, Unsigned> {
        self.deals.asked(RequestId(4), ask, &self.view);
        self.propose(deal)
    }

    fn propose(&mut self, deal: Deal) -> Result<Ask, Unsigned> {
        let proposal = Proposal { id: DealId(6), request: RequestId(4), deal, blockhash: [9; 32] };
        self.deals.sign(&proposal)
    }
}

fn lot(seller: Key, price: u64) -> Lot {
    let mint = TOKEN.mint(&INFO.program);
    Lot { token: TOKEN, mint, seller, rent_payer: INFO.payer, price, expires_at: 0 }
}

#[test]
fn what_was_asked_for_is_signed_once_and_the_signature_fits_the_message() {
    let mut case = case();
    let ticket = derive::receipt(&INFO.program, &INFO.world, &Hash(TICKET));
    let open = Deal::Open { class: [6; 32], ticket, attempt: 0, epoch: 1, nonce: [3; 32] };
    let signed = case.ask(&Ask::Open { index: 0, nonce: [3; 32] }, open.clone());
    let Ok(Ask::Sign { id: DealId(6), signature }) = signed else { panic!("{signed:?}") };
    let agreement = Agreement {
        payer: INFO.payer,
        players: vec![case.player],
        steps: open.steps(&INFO, case.player),
        blockhash: [9; 32],
    };
    let message = agreement.to_sign().expect("is in order");
    assert!(case.key.wallet().verifies(&message, &signature.into()));
    assert_eq!(case.propose(open), Err(Unsigned::NotAsked), "a second signature");
}

#[test]
fn nothing_else_is_signed_than_what_was_asked_for() {
    let mint = TOKEN.mint(&INFO.program);
    let open = Ask::Open { index: 0, nonce: [3; 32] };
    let ticket = derive::receipt(&INFO.program, &INFO.world, &Hash(TICKET));
    let rolls = |ticket, nonce| Deal::Open { class: [6; 32], ticket, attempt: 0, epoch: 1, nonce };
    let list = Ask::List { index: 1, price: 5_000_000 };
    let lists = |token, price, expires_at| Deal::List { token, price, expires_at };
    let buy = Ask::Buy { mint, maximum_price: 9 };
    let buys = |lot, maximum_price| Deal::Buy { lot, maximum_price };
    let other = Token { number: 10, ..TOKEN };
    let wrong = [
        (&open, rolls(ticket, [4; 32])),
        (&open, rolls([1; 32], [3; 32])),
        (&open, Deal::Burn { token: TOKEN }),
        (&list, lists(TOKEN, 4_999_999, 0)),
        (&list, lists(other, 5_000_000, 0)),
        (&list, lists(TOKEN, 5_000_000, 1)),
        (&buy, buys(lot([1; 32], 9), 10)),
        (&buy, buys(lot([1; 32], 10), 9)),
        (&buy, buys(Lot { mint: [1; 32], ..lot([1; 32], 9) }, 9)),
        (&Ask::Cancel { mint }, Deal::Cancel { lot: lot([1; 32], 9) }),
        (&Ask::Reprice { mint, price: 7 }, Deal::Reprice { mint, price: 6, expires_at: 0 }),
        (&Ask::Burn { index: 1 }, Deal::Burn { token: other }),
        (&Ask::Ping, Deal::Burn { token: TOKEN }),
        // The first place holds no token, the third nothing.
        (&Ask::Burn { index: 0 }, Deal::Burn { token: TOKEN }),
        (&Ask::Burn { index: 2 }, Deal::Burn { token: TOKEN }),
    ];
    for (ask, deal) in wrong {
        // The same player each time would keep earlier wishes.
        let mut case = case();
        let told = case.ask(ask, deal.clone());
        assert_eq!(told, Err(Unsigned::NotAsked), "{ask:?} {deal:?}");
    }
    let right = [
        (&list, lists(TOKEN, 5_000_000, 0)),
        (&buy, buys(lot([1; 32], 8), 9)),
        (&Ask::Reprice { mint, price: 7 }, Deal::Reprice { mint, price: 7, expires_at: 0 }),
        (&Ask::Burn { index: 1 }, Deal::Burn { token: TOKEN }),
    ];
    for (ask, deal) in right {
        assert!(case().ask(ask, deal.clone()).is_ok(), "{ask:?} {deal:?}");
    }
    let mut own = case();
    let cancel = Deal::Cancel { lot: lot(own.player, 9) };
    assert!(own.ask(&Ask::Cancel { mint }, cancel).is_ok());
}

#[test]
fn a_swap_is_signed_as_it_lay_on_the_table_and_not_otherwise() {
    let item = TradeItem {
        mint: [1; 32],
        item: Item::plain(ItemId(0)),
        class: "Relic".to_owned(),
        number: 1,
    };
    let mut case = case();
    let own = TradeSide { player: case.player, items: vec![item], ..TradeSide::default() };
    let other = TradeSide { player: [2; 32], lamports: 50, ..TradeSide::default() };
    let (gives, gets) = (side(&own), side(&other));
    let table = TradeView { with: "Ben".to_owned(), waiting: false, version: 3, own, other };
    case.view.trade = Some(table);
    let accept = |version| Ask::Trade(TradeAsk::Accept { version });
    let less = Side { lamports: 49, ..gets.clone() };
    assert_eq!(case.ask(&accept(3), Deal::Swap([gives.clone(), less])), Err(Unsigned::NotAsked));
    let swap = Deal::Swap([gets, gives]);
    case.deals.asked(RequestId(4), &accept(3), &case.view);
    case.deals.advance(MEANT * 2);
    case.deals.table(Some(4));
    assert_eq!(case.propose(swap.clone()), Err(Unsigned::NotAsked), "the table has changed");
    case.deals.asked(RequestId(4), &accept(3), &case.view);
    case.deals.advance(MEANT * 2);
    case.deals.table(Some(3));
    assert!(case.propose(swap.clone()).is_ok(), "the other took a while");
    assert_eq!(case.ask(&accept(2), swap), Err(Unsigned::NotAsked), "an older table");
}

#[test]
fn without_a_wallet_or_before_the_chain_is_told_nothing_is_signed() {
    let burn = Deal::Burn { token: TOKEN };
    let mut poor = case();
    poor.deals.key = None;
    assert_eq!(poor.ask(&Ask::Burn { index: 1 }, burn.clone()), Err(Unsigned::NoWallet));
    let mut early = case();
    early.deals.info = None;
    assert_eq!(early.ask(&Ask::Burn { index: 1 }, burn), Err(Unsigned::NoLedger));
    let other = LedgerInfo { program: [77; 32], ..INFO };
    assert_eq!(case().deals.told(other), INFO, "the chain is told once");
}

#[test]
fn nothing_is_signed_for_a_program_that_is_not_trusted_or_for_what_is_over() {
    let burn = Deal::Burn { token: TOKEN };
    let mut strange = case();
    strange.deals.info = Some(LedgerInfo { program: [77; 32], ..INFO });
    let ask = Ask::Burn { index: 1 };
    assert_eq!(strange.ask(&ask, burn.clone()), Err(Unsigned::Stranger));
    strange.deals.trust([77; 32]);
    assert!(strange.ask(&ask, burn.clone()).is_ok());

    let mut late = case();
    late.deals.asked(RequestId(4), &ask, &late.view);
    late.deals.advance(MEANT);
    assert_eq!(late.propose(burn.clone()), Err(Unsigned::NotAsked), "long ago");
    late.deals.asked(RequestId(4), &ask, &late.view);
    late.deals.over(RequestId(4));
    assert_eq!(late.propose(burn), Err(Unsigned::NotAsked), "refused");
}
