//! A roll that nobody reveals: its deadline passes, and the ticket comes back by duty.

use crate::outbox::{outbox, put, quick, until_settled};
use crate::relic::{LENGTH, SECRET, open_epoch_one, send, wait_for_slot};
use crate::support::{client, config, database, wallet};
use crate::world::{self, PROGRAM, authority, builder, key, payer};
use ledger::client::{ChainClient, ReceiptKind, RollState};
use ledger::embedded::{EmbeddedChain, EmbeddedConfig};
use ledger::outbox::{Duty, OperationState, state};
use seedbound_interface::build::Request;
use seedbound_interface::odds::PlainSha256;
use seedbound_interface::{Hash, derive, hash_chain, limits};
use std::sync::Arc;
use std::time::Duration;

#[test]
fn a_missed_deadline_brings_the_ticket_back_and_one_that_was_kept_leaves_nothing_to_do() {
    let dir = tempfile::tempdir().expect("a place");
    let database = database(dir.path());
    let fast = EmbeddedConfig { slot_time: Duration::from_millis(20), ..config() };
    let chain = EmbeddedChain::start(Arc::clone(&database), &world::with_program(fast));
    let chain = chain.expect("starts");
    let client = client(&chain);
    world::make(&client);
    let (payer, authority, player) = (payer(), authority(), wallet(123));
    open_epoch_one(&client);
    let timeout = Duration::from_secs(5);
    let reader = ChainClient::connect(&chain.rpc_url(), PROGRAM, None, timeout).expect("connects");
    let class = world::class(2);
    let operations = [Hash([81; 32]), Hash([82; 32])];
    let request = |operation: Hash, attempt| {
        let ticket = derive::receipt(&PROGRAM, &world::world(), &operation);
        let nonce = Hash([attempt; 32]);
        let request = Request { player: key(&player), epoch: 1, class, ticket, attempt, nonce };
        send(&client, &builder().request_roll(&request), &[&payer, &player]);
        derive::roll(&PROGRAM, &ticket, attempt)
    };
    let rolls = operations.map(|operation| {
        let grant = builder().grant_ticket(key(&authority), class, key(&player), operation);
        send(&client, &grant, &[&payer, &authority]);
        request(operation, 0)
    });
    let bond = reader.world(&world::world()).expect("reads").bond;

    // The later one first, and both long before their deadline.
    let outbox = outbox(&database, &chain.rpc_url(), quick());
    let duties = [rolls[1], rolls[0]].map(|roll| Duty::Expire { roll }.operation());
    for duty in &duties {
        put(&database, duty).expect("is taken");
    }
    outbox.wake();
    let deadline = reader.roll(&rolls[1]).expect("reads").deadline_slot;
    wait_for_slot(&chain, deadline - 100);
    for duty in &duties {
        let found = state(&database, duty.id).expect("reads");
        assert_eq!(found, Some(OperationState::Open), "nothing is sent before the deadline");
    }
    for duty in &duties {
        let end = until_settled(&database, duty.id);
        assert!(matches!(end, OperationState::Final { .. }), "{end:?}");
    }
    for (operation, address) in operations.into_iter().zip(rolls) {
        let roll = reader.roll(&address).expect("reads");
        assert_eq!(roll.state, RollState::Expired);
        assert!(roll.ended_slot > roll.deadline_slot);
        let ticket = reader.receipt(&operation.0, &world::world()).expect("reads");
        let kind = ticket.expect("is there").kind;
        let newest_roll = Some(address);
        assert_eq!(kind, ReceiptKind::Ticket { class, unused: true, attempts: 1, newest_roll });
    }
    let burned = 2 * limits::ROLL_BOND;
    assert_eq!(reader.world(&world::world()).expect("reads").bond, bond - burned);
    // What was to be revealed before is too late for good.
    let late = Duty::Reveal { roll: rolls[0], preimage: [1; 32] }.operation();
    put(&database, &late).expect("is taken");
    outbox.wake();
    match until_settled(&database, late.id) {
        OperationState::Failed { reason } => assert!(reason.contains("deadline"), "{reason}"),
        end => panic!("{end:?}"),
    }

    // The ticket once more, and this time in time: to expire it then is done without doing anything.
    let again = request(operations[0], 1);
    let preimage = hash_chain::preimage(&PlainSha256, SECRET, LENGTH, 2).expect("long enough");
    let expire = Duty::Expire { roll: again }.operation();
    let reveal = Duty::Reveal { roll: again, preimage: preimage.0 }.operation();
    for duty in [&expire, &Duty::Lock { roll: again }.operation(), &reveal] {
        put(&database, duty).expect("is taken");
    }
    outbox.wake();
    for duty in [&reveal, &expire] {
        let end = until_settled(&database, duty.id);
        assert!(matches!(end, OperationState::Final { .. }), "{end:?}");
    }
    assert!(matches!(reader.roll(&again).expect("reads").state, RollState::Settled { .. }));
    assert_eq!(reader.world(&world::world()).expect("reads").bond, bond - burned);
    let epoch = reader.roll(&again).expect("reads").epoch;
    assert_eq!(reader.rolls_pending(&epoch).expect("reads"), []);
}
