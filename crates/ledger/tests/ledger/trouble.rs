//! What the outbox does about damage in its own database, about code that panics, and about grants that
//! name nothing.

use crate::outbox::{contract, outbox, put, quick, until_settled};
use crate::support::{client, config, database};
use crate::world::{self, PROGRAM};
use anchor_client::{Instruction, Signer};
use ledger::embedded::EmbeddedChain;
use ledger::outbox::{
    Built, Contract, Enqueued, Grant, Held, Judgement, NodeError, Operation, OperationId,
    OperationState, Outbox, OutboxError, OutboxHealth, Reader, ReceiptSays, WorldContract, state,
};
use redb::{Database, ReadableDatabase, TableDefinition};
use solana_pubkey::Pubkey;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The outbox's records, as its own documentation names them.
const RECORDS: TableDefinition<'_, [u8; 32], &[u8]> = TableDefinition::new("chain_outbox");

fn ticket(number: u8) -> Operation {
    Grant::Ticket { class: world::class(2), player: [9; 32] }.operation(OperationId([number; 32]))
}

fn stored(database: &Database, id: OperationId) -> Vec<u8> {
    let transaction = database.begin_read().expect("begins");
    let table = transaction.open_table(RECORDS).expect("opens");
    table.get(id.0).expect("reads").expect("is there").value().to_vec()
}

fn overwrite(database: &Database, id: OperationId, bytes: &[u8]) {
    let transaction = database.begin_write().expect("begins");
    transaction.open_table(RECORDS).expect("opens").insert(id.0, bytes).expect("writes");
    transaction.commit().expect("commits");
}

fn place(dir: &Path) -> (Arc<Database>, EmbeddedChain) {
    let database = database(dir);
    let chain = EmbeddedChain::start(Arc::clone(&database), &world::with_program(config()));
    (database, chain.expect("starts"))
}

fn until(outbox: &Outbox, what: &str, is: impl Fn(&OutboxHealth) -> bool) {
    let began = Instant::now();
    while !is(&outbox.health()) {
        assert!(began.elapsed() < Duration::from_secs(20), "{what}: {:?}", outbox.health());
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// They are counted at the beginning of a round.
fn until_open(outbox: &Outbox, count: u64) {
    until(outbox, "that many are open", |_| outbox.counters().open == count);
}

#[test]
fn a_damaged_operation_is_left_aside_counted_and_mended_by_putting_it_in_again() {
    let dir = tempfile::tempdir().expect("a place");
    let (database, chain) = place(dir.path());
    world::make(&client(&chain));
    let [damaged, later, good, old] = [61, 62, 63, 64].map(ticket);
    for operation in [&damaged, &later, &good, &old] {
        put(&database, operation).expect("is taken");
    }
    overwrite(&database, damaged.id, b"what nobody has written");
    let mut newer = stored(&database, later.id);
    newer[0] = 9;
    overwrite(&database, later.id, &newer);
    // As it was written before records had a version.
    let without = stored(&database, old.id)[1..].to_vec();
    overwrite(&database, old.id, &without);
    match state(&database, later.id) {
        Err(OutboxError::Damaged { what }) => assert!(what.contains("version 9"), "{what}"),
        other => panic!("{other:?}"),
    }

    // Two that cannot be read do not fill a window of one.
    let config = ledger::outbox::OutboxConfig { window: 1, ..quick() };
    let outbox = outbox(&database, &chain.rpc_url(), config);
    for operation in [&good, &old] {
        let end = until_settled(&database, operation.id);
        assert!(matches!(end, OperationState::Final { .. }), "{end:?}");
    }
    until(&outbox, "both", |health| *health == OutboxHealth::Damaged { operations: 2 });
    until_open(&outbox, 2);
    assert_eq!(outbox.counters().damaged, 2);

    for operation in [&damaged, &later] {
        assert_eq!(put(&database, operation).expect("is taken"), Enqueued::New);
        assert_eq!(put(&database, operation).expect("is known"), Enqueued::Known);
        outbox.wake();
        let end = until_settled(&database, operation.id);
        assert!(matches!(end, OperationState::Final { .. }), "{end:?}");
    }
    until(&outbox, "none", |health| *health == OutboxHealth::Well);
    until_open(&outbox, 0);
    assert_eq!(outbox.counters().damaged, 0);
    assert_eq!((outbox.counters().finished, outbox.counters().failed), (4, 0));
}

/// Knows the program well, until it is to build something.
struct Panics(WorldContract);

impl Contract for Panics {
    fn receipt(&self, operation: &Operation) -> Pubkey {
        self.0.receipt(operation)
    }

    fn read_receipt(&self, operation: &Operation, account: &Held) -> ReceiptSays {
        self.0.read_receipt(operation, account)
    }

    fn begin_round(
        &mut self,
        reader: &dyn Reader,
        new: &[Operation],
        under_way: &[Operation],
    ) -> Result<(), NodeError> {
        self.0.begin_round(reader, new, under_way)
    }

    fn build(&mut self, operation: &Operation) -> Built {
        let steps: Vec<Instruction> = Vec::new();
        panic!("nothing can be built of kind {}: {steps:?}", operation.kind)
    }

    fn judge(&self, custom: Option<u32>) -> Judgement {
        self.0.judge(custom)
    }
}

#[test]
fn a_panic_stops_the_outbox_in_sight_and_the_next_start_goes_on() {
    let dir = tempfile::tempdir().expect("a place");
    let (database, chain) = place(dir.path());
    world::make(&client(&chain));
    put(&database, &ticket(65)).expect("is taken");
    let broken = Outbox::start(
        Arc::clone(&database),
        &chain.rpc_url(),
        world::payer(),
        Panics(contract()),
        quick(),
        Duration::from_secs(10),
    );
    let broken = broken.expect("starts");
    until(
        &broken,
        "it stops",
        |health| matches!(health, OutboxHealth::Stopped(why) if why.contains("nothing can be built of kind 1")),
    );
    drop(broken);
    let _outbox = outbox(&database, &chain.rpc_url(), quick());
    assert!(matches!(until_settled(&database, ticket(65).id), OperationState::Final { .. }));
}

#[test]
fn a_grant_of_a_class_that_is_not_there_waits_for_it_and_fails_once_the_world_is_founded() {
    let dir = tempfile::tempdir().expect("a place");
    let (database, chain) = place(dir.path());
    let client = client(&chain);
    let item = |number: u8, class| {
        Grant::Item { class, player: [9; 32], rarity: 0 }.operation(OperationId([number; 32]))
    };
    // Before anything is founded: it waits.
    let (early, early_ticket) = (item(66, world::class(1)), ticket(67));
    let unfounded = outbox(&database, &chain.rpc_url(), quick());
    for operation in [&early, &early_ticket] {
        put(&database, operation).expect("is taken");
    }
    unfounded.wake();
    std::thread::sleep(Duration::from_millis(500));
    for operation in [&early, &early_ticket] {
        let found = state(&database, operation.id).expect("reads");
        assert_eq!(found, Some(OperationState::Open));
    }
    world::make(&client);
    for operation in [&early, &early_ticket] {
        let end = until_settled(&database, operation.id);
        assert!(matches!(end, OperationState::Final { .. }), "{end:?}");
    }
    drop(unfounded);

    let payer = world::payer();
    let patience = Duration::from_millis(400);
    let contract =
        WorldContract::new(PROGRAM, world::world(), payer.pubkey().to_bytes(), world::authority());
    let founded = Outbox::start(
        Arc::clone(&database),
        &chain.rpc_url(),
        payer,
        contract.founded(patience),
        quick(),
        Duration::from_secs(10),
    );
    let founded = founded.expect("starts");
    let nowhere = [item(68, [44; 32]), {
        let id = OperationId([69; 32]);
        Grant::Ticket { class: world::class(7), player: [9; 32] }.operation(id)
    }];
    let no_rarity = Grant::Item { class: world::class(1), player: [9; 32], rarity: 200 }
        .operation(OperationId([70; 32]));
    let there = item(71, world::class(1));
    let began = Instant::now();
    for operation in nowhere.iter().chain([&no_rarity, &there]) {
        put(&database, operation).expect("is taken");
    }
    founded.wake();
    assert!(matches!(until_settled(&database, there.id), OperationState::Final { .. }));
    for operation in &nowhere {
        match until_settled(&database, operation.id) {
            OperationState::Failed { reason } => assert!(reason.contains("no class"), "{reason}"),
            end => panic!("{end:?}"),
        }
    }
    assert!(began.elapsed() >= patience, "a node that is behind is given its time");
    match until_settled(&database, no_rarity.id) {
        OperationState::Failed { reason } => assert!(reason.contains("rarity"), "{reason}"),
        end => panic!("{end:?}"),
    }
}
