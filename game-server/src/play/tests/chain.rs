//! A chain for tests: the desk behind the ties, worked by hand, and what is read on it.

use super::harness::{Game, Who, land};
use crate::chain::{Board, Desk, Held, Holdings, Listed, News, Order, PROGRAM, ROLLED, pair};
use crate::play::relics::Relics;
use ledger::outbox::OperationId;
use protocol::{
    DealState, Event, LedgerInfo, Lot, RecordState, Recorded, RequestId, RollProof, Token,
};
use ruleset::Rarity;
use seedbound_interface::derive;
use simulation::inventory::Mark;
use simulation::{Inventory, Place, Stack};
use worldgen::Item;

pub(super) const WORLD: [u8; 32] = [9; 32];
pub(super) const INFO: LedgerInfo = LedgerInfo {
    genesis: [1; 32],
    program: PROGRAM,
    world: WORLD,
    ruleset: [2; 32],
    payer: [3; 32],
    own_chain: true,
};
/// The slot in which everything of these tests was minted.
pub(super) const MINTED: u64 = 77;

/// Gives a game a chain that can be reached.
pub(super) fn chained(game: &mut Game) -> Desk {
    let (ties, desk) = pair(PROGRAM, WORLD);
    desk.open(INFO);
    game.world().insert_resource(Relics::new(Some(ties)));
    desk
}

pub(super) fn class(number: u32) -> [u8; 32] {
    derive::class(&PROGRAM, &WORLD, number)
}

/// The first rolled class's token of that number, with the item that came out of it.
pub(super) fn rolled(operation: OperationId, number: u32) -> Held {
    let token = Token { class: class(ROLLED), rarity: 2, number };
    let result = [number as u8; 32];
    let rules = land().rules().clone();
    let relic = rules.relics.class(0).expect("there is one");
    let proof = RollProof {
        roll: [4; 32],
        index: 0,
        locked_slot: 60,
        slot_hash: [5; 32],
        preimage: [6; 32],
        nonce: [7; 32],
        result,
        rolled: 2,
    };
    let recorded = Recorded {
        token,
        mint: token.mint(&PROGRAM),
        class: relic.name.clone(),
        cap: 5_000,
        slot: MINTED,
        proof: Some(proof),
    };
    let item = Item::of_relic(&rules, relic, Rarity::Rare, &result);
    Held { operation, item, recorded }
}

pub(super) fn recorded(held: &Held) -> RecordState {
    RecordState::Recorded(Box::new(held.recorded.clone()))
}

/// A board with these offers, for so many marks.
pub(super) fn board(offers: &[(&Held, [u8; 32], u64)]) -> Board {
    let rules = land().rules().clone();
    let listed = |(held, seller, marks): &(&Held, [u8; 32], u64)| Listed {
        lot: Lot {
            token: held.recorded.token,
            mint: held.recorded.mint,
            seller: *seller,
            rent_payer: INFO.payer,
            price: marks * protocol::LAMPORTS_PER_MARK,
            expires_at: 0,
        },
        item: held.item.clone(),
        name: held.item.name(&rules).to_lowercase(),
        class: (held.recorded.class.clone(), ROLLED),
        cap: held.recorded.cap,
    };
    Board { offers: offers.iter().map(listed).collect(), classes: Vec::new(), read: true }
}

impl Game {
    /// The chain tells what is in a player's wallet.
    pub(super) fn wallet_holds(&mut self, desk: &Desk, who: Who, slot: u64, tokens: &[&Held]) {
        let tokens: Vec<Held> = tokens.iter().map(|held| (*held).clone()).collect();
        let mints = tokens.iter().map(|held| held.recorded.mint).collect();
        let holdings = Holdings { slot, lamports: 5_000_000, tokens, mints };
        desk.tell(News::Wallet { wallet: *self[who].wallet.as_bytes(), holdings });
        self.ticks(2);
    }

    /// Puts something into a player's pack.
    pub(super) fn carry(&mut self, who: Who, stack: Stack) {
        let rules = land().rules().clone();
        self.player(who).character.inventory.add(&rules, stack).expect("room");
    }

    /// Gives a player a token, in wallet and pack.
    pub(super) fn own(&mut self, desk: &Desk, who: Who, held: &Held) {
        self.wallet_holds(desk, who, MINTED, &[held]);
        assert!(place_of(&self.character(who).inventory, held.operation).is_some());
    }

    /// What was told of deals, newest last.
    pub(super) fn deals(&self, who: Who) -> Vec<(RequestId, DealState)> {
        let told = self[who].events.iter().filter_map(|event| match event {
            Event::Deal { request, state, .. } => Some((*request, state.clone())),
            _ => None,
        });
        told.collect()
    }
}

/// Where something that hangs from an operation is carried.
pub(super) fn place_of(inventory: &Inventory, operation: OperationId) -> Option<Place> {
    let hangs = |stack: &Stack| stack.mark.and_then(|mark| mark.operation()) == Some(operation.0);
    inventory.stacks().find(|(_, stack)| hangs(stack)).map(|(place, _)| place)
}

/// The place of the pack, for requests.
pub(super) fn index_of(inventory: &Inventory, operation: OperationId) -> u16 {
    match place_of(inventory, operation) {
        Some(Place::Pack(index)) => index,
        other => panic!("not in the pack: {other:?}"),
    }
}

/// A sealed relic of the first class, granted by this operation.
pub(super) fn ticket(operation: OperationId) -> Stack {
    let sealed = land().rules().relics.sealed;
    let mark = Some(Mark::Ticket { operation: operation.0, class: 0 });
    Stack { mark, ..Stack::plain(sealed, 1) }
}

/// The orders that are neither visits nor farewells nor browsing.
pub(super) fn orders(desk: &Desk) -> Vec<Order> {
    let passing = |order: &Order| matches!(order, Order::Visit(_) | Order::Gone(_) | Order::Browse);
    desk.ordered().into_iter().filter(|order| !passing(order)).collect()
}
