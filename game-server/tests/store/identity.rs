//! A directory of another world, or of somebody else.

use crate::support::{identity, open};
use game_server::data_dir::{DataDir, DataDirError};
use game_server::store::{Store, StoreError, WorldFile, WorldIdentity};
use redb::TableDefinition;
use seed::{ContentAddress, WorldSeed};
use std::path::Path;

const META: TableDefinition<&str, &[u8]> = TableDefinition::new("meta");

fn made() -> tempfile::TempDir {
    let place = tempfile::tempdir().expect("a temporary directory");
    drop(open(place.path()));
    place
}

fn refused(place: &Path, wanted: &WorldIdentity) -> StoreError {
    let before = std::fs::read(place.join("world.redb")).expect("is there");
    let dir = DataDir::open(place).expect("opens");
    let error = Store::open(&dir, wanted).expect_err("it is another world");
    assert_eq!(files(place), ["lock", "secret.key", "world.redb"]);
    drop(dir);
    let after = std::fs::read(place.join("world.redb")).expect("is there");
    assert_eq!(before.len(), after.len());
    open(place); // the right world still opens
    error
}

fn files(place: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(place).expect("is there");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("reads").file_name().into_string().expect("is text"))
        .collect();
    names.sort();
    names
}

#[test]
fn each_difference_has_its_own_message_with_a_way_out() {
    let place = made();
    let other = WorldIdentity { seed: WorldSeed::from_text("other"), ..identity() };
    let error = refused(place.path(), &other);
    assert!(matches!(error, StoreError::Seed { .. }), "{error}");
    let way_out = format!("--seed {}", identity().seed);
    assert!(error.to_string().contains(&way_out), "{error}");

    let other = WorldIdentity { ruleset_name: "mine".to_owned(), ..identity() };
    let error = refused(place.path(), &other);
    assert!(matches!(error, StoreError::Ruleset { .. }), "{error}");
    assert!(error.to_string().contains("--ruleset core"), "{error}");

    let other = WorldIdentity { ruleset_hash: ContentAddress([8; 32]), ..identity() };
    let error = refused(place.path(), &other);
    assert!(matches!(error, StoreError::RulesetChanged { .. }), "{error}");

    let other = WorldIdentity { generator_version: 9_999, ..identity() };
    let error = refused(place.path(), &other);
    assert!(matches!(error, StoreError::Generator { .. }), "{error}");
    assert!(error.to_string().contains("--data-dir"), "{error}");
}

#[test]
fn the_world_that_is_there_can_be_asked_for() {
    let place = made();
    let dir = DataDir::open(place.path()).expect("opens");
    let file = WorldFile::open(&dir).expect("opens");
    assert_eq!(file.identity(), Some(&identity()));
    drop(file);
    let empty = tempfile::tempdir().expect("a temporary directory");
    let dir = DataDir::open(empty.path()).expect("opens");
    assert_eq!(WorldFile::open(&dir).expect("nothing is wrong").identity(), None);
    assert_eq!(files(empty.path()), ["lock"], "asking makes nothing");
}

#[test]
fn another_format_says_who_made_it() {
    let place = made();
    let database = redb::Database::open(place.path().join("world.redb")).expect("opens");
    let transaction = database.begin_write().expect("begins");
    {
        let mut table = transaction.open_table(META).expect("is there");
        table.insert("format", 77_u32.to_le_bytes().as_slice()).expect("inserts");
        table.insert("made_by", "seedbound 9.9".as_bytes()).expect("inserts");
    }
    transaction.commit().expect("commits");
    drop(database);
    let dir = DataDir::open(place.path()).expect("opens");
    let error = Store::open(&dir, &identity()).expect_err("another format");
    assert!(matches!(error, StoreError::Format { found: 77, .. }), "{error}");
    assert!(error.to_string().contains("seedbound 9.9"), "{error}");
}

#[test]
fn a_directory_in_use_is_refused() {
    let place = tempfile::tempdir().expect("a temporary directory");
    let (dir, _store, _) = open(place.path());
    let error = DataDir::open(place.path()).expect_err("in use");
    assert!(matches!(error, DataDirError::Locked { pid: Some(_), .. }), "{error}");
    drop(dir);
}

#[test]
fn a_world_without_its_secret_is_not_given_a_new_one() {
    let place = made();
    let secret = place.path().join("secret.key");
    let kept = std::fs::read(&secret).expect("is there");
    std::fs::remove_file(&secret).expect("removes");
    let dir = DataDir::open(place.path()).expect("opens");
    let error = Store::open(&dir, &identity()).expect_err("the secret is missing");
    assert!(matches!(error, StoreError::SecretMissing { .. }), "{error}");
    assert!(!secret.exists());

    let elsewhere = made();
    std::fs::copy(elsewhere.path().join("secret.key"), &secret).expect("copies");
    let error = Store::open(&dir, &identity()).expect_err("the secret of another world");
    assert!(matches!(error, StoreError::SecretOfAnother { .. }), "{error}");

    std::fs::write(&secret, kept).expect("writes");
    Store::open(&dir, &identity()).expect("its own secret opens it");
}

#[test]
fn a_start_that_was_cut_short_leaves_nothing_in_the_way() {
    let place = tempfile::tempdir().expect("a temporary directory");
    for name in ["world.redb.new", "secret.key.new"] {
        std::fs::write(place.path().join(name), "half").expect("writes");
    }
    let (_dir, _store, saved) = open(place.path());
    assert!(saved.new);
    assert_eq!(files(place.path()), ["lock", "secret.key", "world.redb"]);
}
