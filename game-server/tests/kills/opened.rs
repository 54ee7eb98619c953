//! Killed while a relic is being rolled, a server goes on with the roll after the restart; and what is
//! carried in the end is what the chain's own record gives.

use crate::support::{Guest, Server, tokens};
use game_server::data_dir::DataDir;
use game_server::store::{Change, Store, WorldIdentity};
use ledger::outbox::{Grant, OperationId};
use protocol::{Ask, DealState, RecordState, Recorded};
use ruleset::Rarity;
use seed::{Path as SeedPath, Stream, WorldSeed};
use seedbound_interface::odds::{PlainSha256, RollInputs, rarity, roll_result};
use seedbound_interface::{Hash, addresses, derive};
use simulation::inventory::Mark;
use simulation::{Character, Place, Stack};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use transport::{PlayerKey, Wallet};
use worldgen::{Item, World};

pub(crate) const SEED: &str = "opened";
/// Which of the authority's worlds it is, and the first class that is rolled.
const NONCE: u64 = 0;
const ROLLED: u32 = 2;

pub(crate) fn a_world() -> World {
    let rules = ruleset::load(&ruleset::find("core").expect("core")).expect("core");
    World::new(WorldSeed::from_text(SEED), Arc::new(rules))
}

/// A world in which somebody carries so many sealed relics of the first class, whose tickets are granted
/// as soon as there is a chain. Returns the operations.
pub(crate) fn prepare(data: &Path, name: &str, wallet: Wallet, relics: u8) -> Vec<OperationId> {
    let world = a_world();
    let rules = world.rules();
    let dir = DataDir::open(data).expect("free");
    let authority = PlayerKey::load_or_create(&dir.authority_file()).expect("a key");
    let chain_world = derive::world(&addresses::PROGRAM, authority.wallet().as_bytes(), NONCE);
    let class = derive::class(&addresses::PROGRAM, &chain_world, ROLLED);
    let identity = WorldIdentity {
        seed: world.seed(),
        ruleset_name: rules.name.clone(),
        ruleset_hash: rules.hash(),
        generator_version: seed::GENERATOR_VERSION,
    };
    let (store, _) = Store::open(&dir, &identity).expect("opens");
    let at = world.settlement(world.home()).expect("a home").spawn;
    let mut character = Character::new(name.to_owned(), rules, at, world.height(at));
    let mut change = Change::default();
    let mut ids = Vec::new();
    for number in 0..relics {
        let id = OperationId([number + 1; 32]);
        let mark = Some(Mark::Ticket { operation: id.0, class: 0 });
        let stack = Stack { mark, ..Stack::plain(rules.relics.sealed, 1) };
        character.inventory.add(rules, stack).expect("room");
        let grant = Grant::Ticket { class, player: *wallet.as_bytes() };
        change.operations.push(grant.operation(id));
        ids.push(id);
    }
    change.characters.push((wallet, character));
    store.commit(change).expect("is taken");
    store.close().expect("is written");
    ids
}

/// Opens the relic of that operation; returns when the chain has taken the request.
pub(crate) fn open(guest: &mut Guest, id: OperationId) {
    guest.until("the ticket", |guest| {
        guest.session.view().records.get(&id.0) == Some(&RecordState::Sealed)
    });
    let mut stacks = guest.session.view().inventory.stacks();
    let index = stacks.find_map(|(place, stack)| match (place, stack.mark?) {
        (Place::Pack(index), Mark::Ticket { operation, .. }) if operation == id.0 => Some(index),
        _ => None,
    });
    drop(stacks);
    let request = guest.session.ask(Ask::Open { index: index.expect("carried"), nonce: id.0 });
    guest.until("the deal", |guest| match guest.session.view().deals.get(&request) {
        Some(DealState::Failed { why }) => panic!("{why}"),
        Some(DealState::Done { .. }) => true,
        _ => false,
    });
}

/// Waits until the relic is in the pack as what it is; returns its record.
pub(crate) fn settled(guest: &mut Guest, id: OperationId) -> Recorded {
    let token = |guest: &Guest| -> Option<(Recorded, Item)> {
        let view = guest.session.view();
        let RecordState::Recorded(recorded) = view.records.get(&id.0)? else { return None };
        let mut stacks = view.inventory.stacks();
        let (_, stack) = stacks.find(|(_, stack)| stack.mark == Some(Mark::Chain(id.0)))?;
        Some(((**recorded).clone(), stack.item.clone()))
    };
    guest.until("the roll", |guest| token(guest).is_some());
    let (recorded, item) = token(guest).expect("just now");
    let world = a_world();
    let class = world.rules().relics.class(0).expect("there is one");
    let proof = recorded.proof.expect("it was rolled");
    let inputs = RollInputs {
        program: &addresses::PROGRAM,
        roll: &proof.roll,
        preimage: &Hash(proof.preimage),
        slot_hash: &Hash(proof.slot_hash),
        nonce: &Hash(proof.nonce),
    };
    let result = roll_result(&PlainSha256, &inputs);
    assert_eq!(result.0, proof.result, "the result follows from the record");
    let mut weights = [0; 8];
    weights[..5].copy_from_slice(&class.weights);
    assert_eq!(rarity(&PlainSha256, &result, &weights), proof.rolled, "and the rarity from it");
    assert_eq!(proof.nonce, id.0, "with the player's part");
    let rarities =
        [Rarity::Common, Rarity::Uncommon, Rarity::Rare, Rarity::Epic, Rarity::Legendary];
    let derived = Item::of_relic(
        world.rules(),
        class,
        rarities[usize::from(recorded.token.rarity)],
        &proof.result,
    );
    assert_eq!(item, derived, "and the item from that");
    recorded
}

#[test]
fn a_roll_that_was_under_way_when_the_server_was_killed_is_settled_after_the_restart() {
    let place = tempfile::tempdir().expect("a directory");
    let key = Arc::new(PlayerKey::generate().expect("a key"));
    let ids = prepare(place.path(), "Phoenix", key.wallet(), 3);
    let mut stream = Stream::new(&[6; 32], "opened", &SeedPath::new());
    let mut mints = Vec::new();
    for id in &ids {
        let server = Server::start(place.path(), SEED, &[]);
        let mut guest = Guest::join_with_wallet(&server.invite, &key, "Phoenix");
        open(&mut guest, *id);
        // Before the lock, before the reveal, or about when it is settled.
        std::thread::sleep(Duration::from_millis(stream.below(9_000).into()));
        server.kill();
        let server = Server::start(place.path(), SEED, &[]);
        let mut guest = Guest::join_with_wallet(&server.invite, &key, "Phoenix");
        let recorded = settled(&mut guest, *id);
        mints.push((Wallet::from_bytes(recorded.mint).to_string(), "1".to_owned()));
        mints.sort();
        let mut owned = tokens(&server.chain, key.wallet());
        owned.sort();
        assert_eq!(owned, mints, "one token for each, and no other");
        server.kill();
    }
}
