//! Operations that the server makes, done on chain by the real program through a good or bad node.

use crate::proxy::bad_node;
use crate::support::{client, config, database};
use crate::world::{self, PROGRAM};
use anchor_client::Signer;
use ledger::embedded::EmbeddedChain;
use ledger::outbox::{
    Enqueued, Grant, NodeError, Operation, OperationId, OperationState, Outbox, OutboxConfig,
    OutboxError, OutboxHealth, WorldContract, enqueue, state,
};
use redb::{Database, ReadableDatabase, TableDefinition};
use seedbound_interface::accounts::class::ItemClass;
use seedbound_interface::accounts::receipt::Receipt;
use seedbound_interface::{Hash, derive};
use sha2::{Digest, Sha256};
use solana_keypair::Keypair;
use solana_rpc_client::rpc_client::RpcClient;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

const PLACE: &str = "SEEDBOUND_TEST_OUTBOX_PLACE";
const TOTAL: &str = "SEEDBOUND_OUTBOX_OPERATIONS";
const KILLS: &str = "SEEDBOUND_OUTBOX_KILLS";
/// The game's own state in the kill test: how many operations it has made.
const GAME: TableDefinition<'_, u8, u64> = TableDefinition::new("test_game");
/// Of each hundred answers; another share can be asked for.
const SPOILED: u64 = 30;
const SPOILED_BY: &str = "SEEDBOUND_OUTBOX_SPOILED";

pub(crate) fn quick() -> OutboxConfig {
    OutboxConfig {
        timeout: Duration::from_millis(200),
        poll: Duration::from_millis(20),
        resend: Duration::from_millis(150),
        backoff: Duration::from_millis(10),
        requests_per_second: 2_000,
        open_limit: 200,
        window: 64,
        ..OutboxConfig::default()
    }
}

pub(crate) fn contract() -> WorldContract {
    WorldContract::new(
        PROGRAM,
        world::world(),
        world::payer().pubkey().to_bytes(),
        world::authority(),
    )
}

pub(crate) fn outbox(database: &Arc<Database>, url: &str, config: OutboxConfig) -> Outbox {
    let payer = world::payer();
    Outbox::start(Arc::clone(database), url, payer, contract(), config, Duration::from_secs(10))
        .expect("starts")
}

/// Operation `number` of a series: every fifth is a ticket.
fn operation(number: u64) -> Operation {
    let id = OperationId(Sha256::digest(format!("operation {number}")).into());
    let player = Sha256::digest(format!("player {}", number % 7)).into();
    if number.is_multiple_of(5) {
        Grant::Ticket { class: world::class(2), player }.operation(id)
    } else {
        Grant::Item { class: world::class(1), player, rarity: 0 }.operation(id)
    }
}

pub(crate) fn put(database: &Database, operation: &Operation) -> Result<Enqueued, OutboxError> {
    let transaction = database.begin_write().expect("begins");
    let put = enqueue(&transaction, operation, 200)?;
    transaction.commit().expect("commits");
    Ok(put)
}

pub(crate) fn until_settled(database: &Database, id: OperationId) -> OperationState {
    let began = Instant::now();
    loop {
        let found = state(database, id).expect("reads").expect("is there");
        if matches!(found, OperationState::Final { .. } | OperationState::Failed { .. }) {
            return found;
        }
        assert!(began.elapsed() < Duration::from_secs(30), "still {found:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn place_with_world(dir: &Path) -> (Arc<Database>, EmbeddedChain, RpcClient) {
    let database = database(dir);
    let chain = EmbeddedChain::start(Arc::clone(&database), &world::with_program(config()));
    let chain = chain.expect("starts");
    let client = client(&chain);
    world::make(&client);
    (database, chain, client)
}

fn minted(client: &RpcClient) -> u32 {
    let data = client.get_account_data(&world::class(1).into()).expect("the class is there");
    ItemClass::of(&data[..]).expect("is a class").minted()[0]
}

#[test]
fn what_is_put_in_is_done_once_and_the_same_again_is_known() {
    let dir = tempfile::tempdir().expect("a place");
    let (database, chain, client) = place_with_world(dir.path());
    let outbox = outbox(&database, &chain.rpc_url(), quick());
    for number in 0..10 {
        assert_eq!(put(&database, &operation(number)).expect("is taken"), Enqueued::New);
    }
    assert_eq!(put(&database, &operation(3)).expect("is taken"), Enqueued::Known);
    let other =
        Grant::Ticket { class: world::class(2), player: [9; 32] }.operation(operation(3).id);
    assert!(matches!(put(&database, &other), Err(OutboxError::Conflict { .. })));
    outbox.wake();
    for number in 0..10 {
        let end = until_settled(&database, operation(number).id);
        assert!(matches!(end, OperationState::Final { signature: Some(_) }), "{number}: {end:?}");
    }
    assert_eq!(minted(&client), 8);
    let counters = outbox.counters();
    assert_eq!((counters.finished, counters.failed), (10, 0));
    assert_eq!(outbox.health(), OutboxHealth::Well);
}

#[test]
fn what_the_program_refuses_for_good_fails_with_a_reason() {
    let dir = tempfile::tempdir().expect("a place");
    let (database, chain, _client) = place_with_world(dir.path());
    let outbox = outbox(&database, &chain.rpc_url(), quick());
    let item = |name: &str, class, rarity| {
        let id = OperationId(Sha256::digest(name).into());
        Grant::Item { class, player: [5; 32], rarity }.operation(id)
    };
    let refused = [
        (item("too many", world::class(1), 1), "no more of these"),
        (item("rolled", world::class(2), 0), "cannot be granted"),
        (item("no such rarity", world::class(1), 7), "no such rarity"),
    ];
    for name in ["one", "two"] {
        let scarce = item(name, world::class(1), 1);
        put(&database, &scarce).expect("is taken");
        outbox.wake();
        assert!(matches!(until_settled(&database, scarce.id), OperationState::Final { .. }));
    }
    for (operation, words) in refused {
        put(&database, &operation).expect("is taken");
        outbox.wake();
        match until_settled(&database, operation.id) {
            OperationState::Failed { reason } => assert!(reason.contains(words), "{reason}"),
            other => panic!("{words}: {other:?}"),
        }
    }
}

#[test]
fn a_payment_arrives_once_and_one_that_would_not_keep_a_wallet_alive_fails() {
    let dir = tempfile::tempdir().expect("a place");
    let (database, chain, client) = place_with_world(dir.path());
    let outbox = outbox(&database, &chain.rpc_url(), quick());
    let player = [77; 32];
    let pay = |name: &str, lamports| {
        let id = OperationId(Sha256::digest(name).into());
        Grant::Payment { player, lamports }.operation(id)
    };
    for (name, lamports, words) in
        [("too little", 1_000, "alive"), ("nothing", 0, "payment is of nothing")]
    {
        let operation = pay(name, lamports);
        put(&database, &operation).expect("is taken");
        outbox.wake();
        match until_settled(&database, operation.id) {
            OperationState::Failed { reason } => assert!(reason.contains(words), "{reason}"),
            other => panic!("{name}: {other:?}"),
        }
    }
    let own = Grant::Payment { player: world::key(&world::payer()), lamports: 5 };
    let own = own.operation(OperationId([41; 32]));
    for operation in [pay("first", 2_000_000), pay("second", 7), own.clone()] {
        put(&database, &operation).expect("is taken");
        outbox.wake();
        let end = until_settled(&database, operation.id);
        assert_eq!(matches!(end, OperationState::Final { .. }), operation != own, "{end:?}");
        assert_eq!(put(&database, &operation).expect("is known"), Enqueued::Known);
    }
    assert_eq!(client.get_balance(&player.into()).expect("answers"), 2_000_007);
}

#[test]
fn what_was_done_but_not_noted_is_found_by_its_receipt_and_not_done_again() {
    let dir = tempfile::tempdir().expect("a place");
    let (first, chain, client) = place_with_world(dir.path());
    let done = outbox(&first, &chain.rpc_url(), quick());
    put(&first, &operation(1)).expect("is taken");
    done.wake();
    until_settled(&first, operation(1).id);
    drop(done);
    // Another database that knows nothing of it, as after a restore from a backup.
    let elsewhere = tempfile::tempdir().expect("a place");
    let second = database(elsewhere.path());
    put(&second, &operation(1)).expect("is taken");
    let other =
        Grant::Ticket { class: world::class(2), player: [9; 32] }.operation(operation(2).id);
    let again = outbox(&second, &chain.rpc_url(), quick());
    let end = until_settled(&second, operation(1).id);
    assert_eq!(end, OperationState::Final { signature: None }, "nothing was signed for it");
    assert_eq!((minted(&client), again.counters().signed), (1, 0));
    // The id of an operation that is on chain with another payload.
    put(&first, &operation(2)).expect("is taken");
    let third = outbox(&first, &chain.rpc_url(), quick());
    until_settled(&first, operation(2).id);
    drop(third);
    put(&second, &other).expect("is taken, as this database cannot know");
    again.wake();
    match until_settled(&second, other.id) {
        OperationState::Failed { reason } => {
            assert!(reason.contains("another payload"), "{reason}")
        }
        end => panic!("{end:?}"),
    }
}

#[test]
fn without_a_node_without_means_or_on_another_chain_operations_wait_and_health_says_why() {
    let dir = tempfile::tempdir().expect("a place");
    let (database, chain, client) = place_with_world(dir.path());
    put(&database, &operation(1)).expect("is taken");
    // Nobody listens there.
    let dead = Outbox::start(
        Arc::clone(&database),
        "http://127.0.0.1:1",
        world::payer(),
        contract(),
        quick(),
        Duration::from_millis(200),
    );
    let dead = dead.expect("starts");
    let since = match dead.health() {
        OutboxHealth::Node { error: NodeError::Down(_), since } => since,
        health => panic!("{health:?}"),
    };
    std::thread::sleep(Duration::from_millis(100));
    assert!(
        matches!(dead.health(), OutboxHealth::Node { since: still, .. } if still == since),
        "it is one outage: {:?}",
        dead.health()
    );
    assert_eq!(state(&database, operation(1).id).expect("reads"), Some(OperationState::Open));
    drop(dead);

    let beggar = Keypair::new_from_array([99; 32]);
    let poor = Outbox::start(
        Arc::clone(&database),
        &chain.rpc_url(),
        beggar,
        contract(),
        quick(),
        Duration::from_secs(10),
    );
    let poor = poor.expect("starts");
    let began = Instant::now();
    while poor.health() != (OutboxHealth::Unfunded { lamports: 0 }) {
        assert!(began.elapsed() < Duration::from_secs(10), "{:?}", poor.health());
        std::thread::sleep(Duration::from_millis(20));
    }
    drop(poor);
    assert_eq!(minted(&client), 0);

    let elsewhere = tempfile::tempdir().expect("a place");
    let (_other_database, other_chain, _) = place_with_world(elsewhere.path());
    let strange = outbox(&database, &other_chain.rpc_url(), quick());
    assert!(
        matches!(strange.health(), OutboxHealth::Node { error: NodeError::WrongCluster, .. }),
        "{:?}",
        strange.health()
    );
    drop(strange);
    let good = outbox(&database, &chain.rpc_url(), quick());
    assert!(matches!(until_settled(&database, operation(1).id), OperationState::Final { .. }));
    drop(good);
    assert_eq!(minted(&client), 1);
}

#[test]
fn an_operation_is_there_only_if_the_games_transaction_is() {
    let dir = tempfile::tempdir().expect("a place");
    let database = database(dir.path());
    let transaction = database.begin_write().expect("begins");
    enqueue(&transaction, &operation(1), 200).expect("is taken");
    transaction.abort().expect("aborts");
    assert_eq!(state(&database, operation(1).id).expect("reads"), None);
    for number in 0..3 {
        let transaction = database.begin_write().expect("begins");
        let put = enqueue(&transaction, &operation(number), 2);
        assert_eq!(put.is_ok(), number < 2, "{put:?}");
        transaction.commit().expect("commits");
    }
    assert_eq!(state(&database, operation(1).id).expect("reads"), Some(OperationState::Open));
    assert_eq!(state(&database, operation(2).id).expect("reads"), None);
}

fn number_from(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn mints_equal_operations_through_a_bad_node_and_kills() {
    let (total, kills) = (number_from(TOTAL, 150), number_from(KILLS, 8));
    let dir = tempfile::tempdir().expect("a place");
    let mut killed = 0;
    let mut ended = false;
    while !ended {
        ended = one_life(dir.path(), total, killed < kills);
        killed += u64::from(!ended);
        assert!(killed <= kills, "the last child is not killed");
    }
    let (database, _chain, client) = place_with_world(dir.path());
    let mut mints = BTreeSet::new();
    let mut tickets = 0;
    for number in 0..total {
        let operation = operation(number);
        let found = state(&database, operation.id).expect("reads").expect("is there");
        assert!(matches!(found, OperationState::Final { .. }), "{number}: {found:?}");
        let receipt = derive::receipt(&PROGRAM, &world::world(), &Hash(operation.id.0));
        let data = client.get_account_data(&receipt.into()).expect("the receipt is there");
        let receipt = Receipt::of(&data[..]).expect("is a receipt");
        assert_eq!(receipt.payload_hash().0, operation.payload_hash, "{number}");
        if receipt.mint() == [0; 32] {
            tickets += 1;
        } else {
            let supply = client.get_token_supply(&receipt.mint().into()).expect("is a mint");
            assert_eq!(supply.amount, "1", "{number}");
            assert!(mints.insert(receipt.mint()), "{number}: no two operations share an item");
        }
    }
    assert_eq!(tickets, total.div_ceil(5));
    assert_eq!(u64::from(minted(&client)), total - tickets, "none is double, none is lost");
    println!("{total} operations, {killed} kills, {} items", mints.len());
}

/// Runs a child. Returns whether it came to the end of its operations before it was killed.
fn one_life(place: &Path, total: u64, kill: bool) -> bool {
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args(["--ignored", "--exact", "outbox::child", "--nocapture"])
        .env(PLACE, place)
        .env(TOTAL, total.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("starts");
    let output = BufReader::new(child.stdout.take().expect("is piped"));
    let (tell, told) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        for line in output.lines().map_while(Result::ok) {
            let _ = tell.send(line);
        }
    });
    let patience = if kill {
        // Some die while they start.
        Duration::from_millis(u64::from(getrandom::u32().expect("randomness") % 1_500))
    } else {
        Duration::from_secs(1_200)
    };
    let deadline = Instant::now() + patience;
    let ended = loop {
        match told.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(line) if line == "all done" => break true,
            Ok(_) => {}
            Err(_) => break false,
        }
    };
    assert!(ended || kill, "the child does not come to an end");
    child.kill().expect("kills with signal 9");
    child.wait().expect("is dead");
    reader.join().expect("reads to the end");
    ended
}

#[test]
#[ignore = "the child of the test above"]
fn child() {
    let Some(place) = std::env::var_os(PLACE) else { return };
    let total = number_from(TOTAL, 0);
    let (database, chain, _) = place_with_world(Path::new(&place));
    let node = bad_node(
        chain.rpc_address(),
        u32::try_from(number_from(SPOILED_BY, SPOILED)).expect("a share"),
    );
    let outbox = outbox(&database, &format!("http://{node}"), quick());
    let made = || {
        let transaction = database.begin_read().expect("begins");
        let table = transaction.open_table(GAME);
        table.map_or(0, |table| table.get(0).expect("reads").map_or(0, |found| found.value()))
    };
    let began = Instant::now();
    while made() < total || outbox.counters().open > 0 {
        assert!(began.elapsed() < Duration::from_secs(1_200), "{:?}", outbox.counters());
        let next = made();
        if next < total {
            // The game's step and its operation, in one transaction.
            let transaction = database.begin_write().expect("begins");
            let put = enqueue(&transaction, &operation(next), 200);
            if put.is_ok() {
                let mut game = transaction.open_table(GAME).expect("opens");
                game.insert(0, next + 1).expect("writes");
                drop(game);
                transaction.commit().expect("commits");
                outbox.wake();
                continue;
            }
            assert!(matches!(put, Err(OutboxError::Full { .. })), "{put:?}");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    // The count is read at the beginning of a round; look once more.
    for number in 0..total {
        until_settled(&database, operation(number).id);
    }
    eprintln!("{:?} {:?}", began.elapsed(), outbox.counters());
    std::io::stdout().write_all(b"all done\n").expect("the parent listens");
}
