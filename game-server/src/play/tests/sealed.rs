//! Sealed relics: found, taken, opened; and what is carried follows what is in the wallet.

use super::chain::{INFO, class};
use super::chain::{MINTED, chained, index_of, orders, place_of, recorded, rolled, ticket};
use super::harness::{Game, land, wallet};
use super::places::item;
use crate::chain::{News, Order, ROLLED, Want};
use crate::play::index::Where;
use crate::play::keep::Keeper;
use crate::play::loot;
use crate::play::sealed::{self, Hoard, operation_id};
use ledger::outbox::{Enqueued, Grant, OperationId, OperationState, enqueue, state};
use protocol::{Ask, Deal, DealId, DealState, EntityKind, Event, RecordState, Refusal};
use ruleset::Rarity;
use simulation::inventory::Mark;
use simulation::{InventoryError, Place, Stack};
use worldgen::{Item, ItemSource};

const TICKET: OperationId = OperationId([1; 32]);

#[test]
fn a_sealed_relic_becomes_the_property_of_whoever_takes_it_with_one_ticket() {
    let mut game = Game::new();
    let desk = chained(&mut game);
    let anna = game.join("Anna");
    let source = ItemSource::Kill { serial: 5 };
    let sealed = land().rules().relics.sealed;
    let relic = Stack {
        mark: Some(Mark::Sealed(0)),
        source: Some(source.clone()),
        ..Stack::plain(sealed, 1)
    };
    let place: Where = game.stands(anna);
    loot::lie(game.world(), 5, place, relic, u64::MAX);
    let lying = game
        .sight(anna, |kind| matches!(kind, EntityKind::Drop { item, .. } if item.base == sealed));
    assert_eq!(game.interact(anna, lying), Ok(()));
    let id = operation_id(land().seed(), &source, wallet("Anna"));
    let index = index_of(&game[anna].inventory, id);
    assert_eq!(desk.asked(), [id]);
    // The very operation that grants her a ticket of the first class is there already.
    let database = game.at().resource::<Keeper>().database().expect("open");
    assert_eq!(state(&database, id).expect("reads"), Some(OperationState::Open));
    let grant = Grant::Ticket { class: class(ROLLED), player: *wallet("Anna").as_bytes() };
    let transaction = database.begin_write().expect("begins");
    let again = enqueue(&transaction, &grant.operation(id), u64::MAX).expect("the same");
    assert_eq!(again, Enqueued::Known);
    transaction.abort().expect("aborts");
    drop(database);
    let bound = Err(Refusal::Inventory(InventoryError::OnChain));
    assert_eq!(game.ask(anna, Ask::Drop { index, count: 1 }), bound);
    let open = Ask::Open { index, nonce: [0; 32] };
    assert_eq!(game.ask(anna, open), Err(Refusal::NotRecordedYet));
}

#[test]
fn what_is_found_where_follows_from_the_secret_and_the_table() {
    let mut game = Game::new();
    let treasure = |game: &mut Game, serial| {
        let source = ItemSource::Kill { serial };
        sealed::found(game.at(), &source, 1, Hoard::Treasure)
    };
    assert_eq!(treasure(&mut game, 1), None, "there is no chain");
    let _desk = chained(&mut game);
    // The core ruleset's treasures always hold one.
    let relic = treasure(&mut game, 1).expect("always");
    assert_eq!(relic.mark, Some(Mark::Sealed(0)));
    let bosses: Vec<bool> = (0..400)
        .map(|serial| {
            let source = ItemSource::Kill { serial };
            sealed::found(game.at(), &source, 7, Hoard::Boss).is_some()
        })
        .collect();
    let share = bosses.iter().filter(|found| **found).count();
    let expected = usize::from(land().rules().relics.classes[1].boss_per_mille) * 400 / 1000;
    assert!(share.abs_diff(expected) < 60, "{share} of 400, {expected} expected");
}

#[test]
fn opening_asks_for_a_signature_and_ends_with_the_item_in_the_place_of_the_relic() {
    let mut game = Game::new();
    let desk = chained(&mut game);
    let anna = game.join("Anna");
    game.carry(anna, ticket(TICKET));
    desk.answer(TICKET, RecordState::Sealed);
    game.ticks(2);
    let index = index_of(&game.character(anna).inventory, TICKET);
    let request = game.send(anna, Ask::Open { index, nonce: [8; 32] });
    game.ticks(2);
    assert_eq!(game[anna].answers(request), [Ok(())]);
    let [Order::Propose { id, player, want }] = &orders(&desk)[..] else { panic!("an order") };
    assert_eq!(*player, *wallet("Anna").as_bytes());
    assert_eq!(*want, Want::Open { operation: TICKET.0, nonce: [8; 32] });
    let other = Ask::Open { index, nonce: [8; 32] };
    assert_eq!(game.ask(anna, other), Err(Refusal::DealOpen), "one at a time");

    let deal =
        Deal::Open { class: class(ROLLED), ticket: [4; 32], attempt: 0, epoch: 1, nonce: [8; 32] };
    let id: DealId = *id;
    desk.tell(News::Proposed { id, deal: deal.clone(), blockhash: [6; 32] });
    game.ticks(2);
    let proposal = game[anna].events.iter().find_map(|event| match event {
        Event::Propose(proposal) => Some(proposal.clone()),
        _ => None,
    });
    let proposal = proposal.expect("to sign");
    assert_eq!((proposal.id, proposal.request, &proposal.deal), (id, request, &deal));
    assert_eq!(
        game.ask(anna, Ask::Sign { id: DealId(99), signature: [1; 64].into() }),
        Err(Refusal::NoDeal)
    );
    let ben = game.join("Ben");
    assert_eq!(game.ask(ben, Ask::Sign { id, signature: [1; 64].into() }), Err(Refusal::NoDeal));
    assert_eq!(game.ask(anna, Ask::Sign { id, signature: [2; 64].into() }), Ok(()));
    let sent = orders(&desk);
    let [Order::Complete { id: of, agreement, signatures }] = &sent[..] else { panic!("{sent:?}") };
    assert_eq!((*of, &signatures[..]), (id, &[(*wallet("Anna").as_bytes(), [2; 64])][..]));
    assert_eq!((agreement.payer, agreement.blockhash), (INFO.payer, [6; 32]));
    assert_eq!(agreement.steps, deal.steps(&INFO, *wallet("Anna").as_bytes()));

    desk.tell(News::Done { id, transaction: [3; 64] });
    game.ticks(2);
    let done = DealState::Done { transaction: [3; 64].into() };
    assert_eq!(game.deals(anna), [(request, DealState::Sent), (request, done)]);
    assert_eq!(desk.asked(), [TICKET], "and what the roll gives is asked");
    let rolling =
        RecordState::Rolling { target_slot: 50, locked: false, slot: 44, deadline_slot: 650 };
    desk.answer(TICKET, rolling);
    game.ticks(2);
    let open = Ask::Open { index, nonce: [8; 32] };
    assert_eq!(game.ask(anna, open), Err(Refusal::Rolling));
    let held = rolled(TICKET, 3);
    desk.answer(TICKET, recorded(&held));
    game.ticks(2);
    assert!(desk.ordered().contains(&Order::Visit(*wallet("Anna").as_bytes())));
    let carried = game.character(anna).inventory;
    assert!(carried.stacks().any(|(_, stack)| stack.mark == ticket(TICKET).mark));
    game.wallet_holds(&desk, anna, MINTED, &[&held]);
    let place = place_of(&game[anna].inventory, TICKET).expect("carried");
    let stack = game[anna].inventory.at(place).expect("there").clone();
    assert_eq!((stack.mark, &stack.item), (Some(Mark::Chain(TICKET.0)), &held.item));
    assert!(game[anna].events.contains(&Event::Purse(5_000_000)));
    // The same news again change nothing.
    let before = game.character(anna);
    game.wallet_holds(&desk, anna, MINTED, &[&held]);
    assert_eq!(game.character(anna).inventory, before.inventory);
}

#[test]
fn what_left_the_wallet_leaves_the_hands_but_not_in_a_fight_and_not_by_old_news() {
    let mut game = Game::new();
    let desk = chained(&mut game);
    let anna = game.join("Anna");
    let held = rolled(TICKET, 1);
    game.own(&desk, anna, &held);
    let index = index_of(&game.character(anna).inventory, TICKET);
    let slot = land().rules().item(held.item.base).slot.expect("is worn");
    assert_eq!(game.ask(anna, Ask::Equip { index }), Ok(()));
    assert_eq!(place_of(&game[anna].inventory, TICKET), Some(Place::Worn(slot)));
    game.wallet_holds(&desk, anna, MINTED - 1, &[]);
    assert!(place_of(&game[anna].inventory, TICKET).is_some(), "an older look");

    let now = game.at().resource::<crate::play::clock::Clock>().tick;
    game.player(anna).fought_at = Some(now);
    game.wallet_holds(&desk, anna, MINTED + 1, &[]);
    game.ticks(45);
    assert!(place_of(&game[anna].inventory, TICKET).is_some(), "in a fight");
    game.player(anna).fought_at = None;
    game.ticks(45);
    assert_eq!(place_of(&game[anna].inventory, TICKET), None);
}

#[test]
fn what_comes_into_the_wallet_arrives_as_soon_as_there_is_room() {
    let mut game = Game::new();
    let desk = chained(&mut game);
    let anna = game.join("Anna");
    let places = game.character(anna).inventory.pack().len();
    let shortsword = Stack::plain(item("shortsword"), 1);
    let rules = land().rules().clone();
    while game.player(anna).character.inventory.add(&rules, shortsword.clone()).is_ok() {}
    let held = rolled(TICKET, 1);
    game.wallet_holds(&desk, anna, MINTED, &[&held]);
    assert_eq!(place_of(&game[anna].inventory, TICKET), None);
    let told = |game: &Game| {
        let no_room =
            |event: &&Event| matches!(event, Event::Notice(text) if text.contains("waits"));
        game[anna].events.iter().filter(no_room).count()
    };
    game.ticks(100);
    assert_eq!(told(&game), 1, "told once");
    let last = u16::try_from(places - 1).expect("small");
    let drop = |game: &mut Game, index| game.ask(anna, Ask::Drop { index, count: 1 });
    for index in last - 2..=last {
        assert_eq!(drop(&mut game, index), Ok(()));
    }
    game.ticks(45);
    assert_eq!(place_of(&game[anna].inventory, TICKET), None, "three places stay free");
    assert_eq!(drop(&mut game, last - 3), Ok(()));
    game.ticks(45);
    assert!(place_of(&game[anna].inventory, TICKET).is_some());
    let bound = Err(Refusal::Inventory(InventoryError::OnChain));
    let index = index_of(&game[anna].inventory, TICKET);
    assert_eq!(game.ask(anna, Ask::Drop { index, count: 1 }), bound);
}

#[test]
fn what_the_chain_refuses_for_good_is_an_item_of_the_game() {
    let mut game = Game::new();
    let desk = chained(&mut game);
    let anna = game.join("Anna");
    let given = OperationId([2; 32]);
    game.carry(anna, ticket(TICKET));
    let mark = Some(Mark::Chain(given.0));
    game.carry(anna, Stack { mark, ..Stack::plain(item("war mace"), 1) });
    for id in [TICKET, given] {
        desk.answer(id, RecordState::Refused { why: "no more".to_owned() });
    }
    game.ticks(3);
    let stacks = game.character(anna).inventory;
    assert_eq!(place_of(&stacks, TICKET), None);
    assert_eq!(place_of(&stacks, given), None);
    assert!(stacks.stacks().any(|(_, stack)| stack.item.base == item("war mace")));
    let rules = land().rules().clone();
    let class = rules.relics.class(0).expect("there is one");
    let instead = Item::of_relic(&rules, class, Rarity::Uncommon, &TICKET.0);
    let plain = |stack: &Stack| stack.item == instead && stack.mark.is_none();
    assert!(stacks.stacks().any(|(_, stack)| plain(stack)), "{stacks:?}");
}

#[test]
fn without_a_chain_nothing_of_it_can_be_asked_and_deals_that_nobody_signs_end() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let mint = [1; 32];
    assert_eq!(game.ask(anna, Ask::Buy { mint, maximum_price: 5 }), Err(Refusal::NoChain));
    assert_eq!(game.ask(anna, Ask::Supply), Err(Refusal::NoChain));
    assert_eq!(game.ask(anna, Ask::Deposit { coins: 1 }), Err(Refusal::NoChain));
    let desk = chained(&mut game);
    let request = game.send(anna, Ask::Cancel { mint });
    game.ticks(420);
    let told = game.deals(anna);
    assert!(
        matches!(&told[..], [(of, DealState::Failed { why })]
            if *of == request && why.contains("in time")),
        "{told:?}"
    );
    assert_eq!(orders(&desk).len(), 1);
    // Who leaves takes what was not sent along.
    game.send(anna, Ask::Cancel { mint });
    game.ticks(2);
    game.cut(anna);
    game.ticks(4);
    assert_eq!(game.at().resource::<crate::play::deals::Deals>().count(), 0);
}

#[test]
fn a_relic_that_was_taken_without_a_chain_is_claimed_once_there_is_one() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let source = ItemSource::Kill { serial: 9 };
    let sealed = land().rules().relics.sealed;
    let mark = Some(Mark::Sealed(0));
    let relic = Stack { mark, source: Some(source.clone()), ..Stack::plain(sealed, 1) };
    game.carry(anna, relic.clone());
    let is = |stack: &Option<Stack>| stack.as_ref() == Some(&relic);
    let pack = game.character(anna).inventory.pack().iter().position(is).expect("carried");
    let open = Ask::Open { index: u16::try_from(pack).expect("small"), nonce: [0; 32] };
    assert_eq!(game.ask(anna, open.clone()), Err(Refusal::NoChain));
    let desk = chained(&mut game);
    assert_eq!(game.ask(anna, open.clone()), Ok(()));
    let id = operation_id(land().seed(), &source, wallet("Anna"));
    assert_eq!(desk.asked(), [id]);
    assert!(place_of(&game[anna].inventory, id).is_some());
    assert_eq!(game.ask(anna, open), Err(Refusal::NotRecordedYet), "its ticket is on the way");
}

#[test]
fn a_price_that_the_chain_does_not_take_is_refused_at_once() {
    let mut game = Game::new();
    let desk = chained(&mut game);
    let anna = game.join("Anna");
    let held = rolled(TICKET, 1);
    game.own(&desk, anna, &held);
    let index = index_of(&game.character(anna).inventory, TICKET);
    for price in [0, 1_999_999, u64::MAX] {
        assert_eq!(game.ask(anna, Ask::List { index, price }), Err(Refusal::BadPrice), "{price}");
    }
    assert_eq!(game.ask(anna, Ask::List { index, price: 2_000_000 }), Ok(()));
    assert_eq!(orders(&desk).len(), 1);
}
