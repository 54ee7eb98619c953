//! A file that was damaged from outside: an error or the whole truth, and never a change to it.

use crate::support::{Model, character, identity, open, wallet};
use game_server::data_dir::DataDir;
use game_server::store::{Change, Store, StoreError, WorldKey};
use std::path::Path;

/// A world with enough in it that most of the file matters.
fn filled(place: &Path) -> Model {
    let (dir, store, _) = open(place);
    for number in 0..40 {
        let mut change =
            Change::character(wallet(number), character(&format!("walker{number}"), 77));
        let value = Some(vec![number; 700]);
        change.world.push((WorldKey::Instance(u64::from(number)), value));
        store.commit(change).expect("room");
    }
    store.close().expect("closes");
    drop(dir);
    let (_dir, store, saved) = open(place);
    store.close().expect("closes");
    Model::of(&saved)
}

fn try_open(place: &Path) -> Result<Model, StoreError> {
    let dir = DataDir::open(place).expect("opens");
    let (store, saved) = Store::open(&dir, &identity())?;
    store.close()?;
    Ok(Model::of(&saved))
}

#[test]
fn rubbish_is_refused_and_left_alone() {
    let place = tempfile::tempdir().expect("a temporary directory");
    filled(place.path());
    let file = place.path().join("world.redb");
    let good = std::fs::read(&file).expect("is there");
    let short = good[..good.len() / 2].to_vec();
    for bad in [b"not a database, but some text".to_vec(), vec![0; 65_536], Vec::new(), short] {
        std::fs::write(&file, &bad).expect("writes");
        let error = try_open(place.path()).expect_err("it is no world");
        assert!(error.to_string().contains("world.redb"), "{error}");
        assert_eq!(std::fs::read(&file).expect("is there"), bad, "{error}");
    }
    std::fs::write(&file, &good).expect("writes");
    try_open(place.path()).expect("the good one opens");
}

#[test]
fn flipped_bytes_are_found_or_did_not_matter() {
    let place = tempfile::tempdir().expect("a temporary directory");
    let model = filled(place.path());
    let file = place.path().join("world.redb");
    let good = std::fs::read(&file).expect("is there");
    let mut refused = 0;
    for round in 0..80 {
        let mut bad = good.clone();
        // The first rounds hit the header, the others anything.
        let range = if round < 20 { 320 } else { bad.len() };
        for _ in 0..16 {
            let at = getrandom::u32().expect("randomness") as usize % range;
            bad[at] ^= 0x40;
        }
        std::fs::write(&file, &bad).expect("writes");
        match try_open(place.path()) {
            Ok(found) => assert_eq!(found, model, "round {round}"),
            Err(error) => {
                refused += 1;
                assert!(std::fs::read(&file).expect("is there") == bad, "round {round}: {error}");
            }
        }
    }
    assert!(refused > 10, "only {refused} of 80 were noticed");
}
