//! Random changes against maps in memory.

use crate::support::{Model, character, identity, open, wait_for, wallet};
use game_server::data_dir::DataDir;
use game_server::store::{Change, NameChange, Store, Ticket, WorldKey};
use proptest::prelude::*;
use transport::Wallet;

#[test]
fn a_reopened_world_holds_everything() {
    let place = tempfile::tempdir().expect("a temporary directory");
    let (dir, store, saved) = open(place.path());
    assert!(
        saved.new
            && saved.characters.is_empty()
            && saved.world.is_empty()
            && saved.names.is_empty()
    );
    let secret = saved.secret;
    let claim = NameChange::Claim { wallet: wallet(9), name: "Later".to_owned() };
    let first = Change { names: vec![claim], clock: Some(77), ..Change::default() };
    assert_eq!(store.commit(first).expect("room"), Ticket(1));
    let mut second = Change::character(wallet(1), character("Anna", 5));
    second.world.push((WorldKey::Party(3), Some(vec![1, 2, 3])));
    assert_eq!(store.commit(second).expect("room"), Ticket(2));
    wait_for(&store, Ticket(2));
    drop((store, dir));

    let (_dir, store, saved) = open(place.path());
    assert!(!saved.new);
    assert_eq!(saved.secret, secret);
    assert_eq!(saved.clock, 77);
    assert_eq!(saved.characters[&wallet(1)], character("Anna", 5));
    assert_eq!(saved.world[&WorldKey::Party(3)], [1, 2, 3]);
    assert_eq!(saved.names.owner("ANNA"), Some(wallet(1)), "a character claims its name");
    assert_eq!(saved.names.of(wallet(9)), Some("Later"), "a name without a character");
    assert_eq!(store.durable(), Ticket::NONE, "tickets count from the start");
    assert!(store.handle().has_character(wallet(1)) && !store.handle().has_character(wallet(9)));
}

#[test]
fn closing_writes_what_waits() {
    let place = tempfile::tempdir().expect("a temporary directory");
    let (dir, store, _) = open(place.path());
    for number in 0..500 {
        store.commit(Change::character(wallet(1), character("Anna", number))).expect("room");
    }
    store.close().expect("closes");
    drop(dir);
    let (_dir, _store, saved) = open(place.path());
    assert_eq!(saved.characters[&wallet(1)].coins, 499);
}

fn any_key() -> impl Strategy<Value = WorldKey> {
    prop_oneof![
        (0_u64..6).prop_map(WorldKey::Drop),
        (0_u64..3).prop_map(WorldKey::Instance),
        (0_u64..3).prop_map(WorldKey::Party),
        Just(WorldKey::counter("drop")),
    ]
}

fn any_change() -> impl Strategy<Value = Change> {
    let characters = prop::collection::vec((0_u8..5, any::<u32>()), 0..4);
    let value = prop::option::of(prop::collection::vec(any::<u8>(), 0..300));
    let world = prop::collection::vec((any_key(), value), 0..5);
    (characters, world, prop::option::of(any::<u64>())).prop_map(|(characters, world, clock)| {
        let characters: Vec<(Wallet, _)> = characters
            .into_iter()
            .map(|(who, number)| {
                (wallet(who), character(&format!("walker{who}"), number % (i32::MAX as u32)))
            })
            .collect();
        Change { characters, world, clock, ..Change::default() }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_store_is_a_map_that_lasts(runs in prop::collection::vec(prop::collection::vec(any_change(), 0..12), 1..4)) {
        let place = tempfile::tempdir().expect("a temporary directory");
        let dir = DataDir::open(place.path()).expect("opens");
        let mut model = Model::default();
        for run in runs {
            let (store, saved) = Store::open(&dir, &identity()).expect("opens");
            prop_assert_eq!(Model::of(&saved), model.clone());
            for change in run {
                model.apply(&change);
                store.commit(change).expect("there is room");
            }
            store.close().expect("closes");
        }
        let (_store, saved) = Store::open(&dir, &identity()).expect("opens");
        prop_assert_eq!(Model::of(&saved), model);
    }
}
