//! Disks that are slow or full: nobody is told of what is not kept.

use super::harness::{Game, SlowDisk, wallet};
use super::places::creature;
use crate::play::creature::Beast;
use crate::play::fight::Vital;
use crate::play::keep::Keeper;
use crate::store::{Change, Store};
use protocol::{Ask, Refusal};
use redb::backends::InMemoryBackend;
use redb::{Database, StorageBackend};
use ruleset::Slot;
use simulation::{Buttons, Heading};
use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

const FINE: u8 = 0;
const SLOW: u8 = 1;
const FULL: u8 = 2;

/// A disk that may be told to be slow or full.
#[derive(Clone, Debug)]
struct Disk {
    memory: Arc<InMemoryBackend>,
    state: Arc<AtomicU8>,
}

impl Disk {
    fn be(&self, state: u8) {
        self.state.store(state, Ordering::SeqCst);
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        self.memory.len()
    }
    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.memory.read(offset, out)
    }
    fn set_len(&self, len: u64) -> io::Result<()> {
        self.memory.set_len(len)
    }
    fn sync_data(&self) -> io::Result<()> {
        while self.state.load(Ordering::SeqCst) == SLOW {
            std::thread::sleep(Duration::from_millis(1));
        }
        match self.state.load(Ordering::SeqCst) {
            FULL => Err(io::ErrorKind::StorageFull.into()),
            _ => self.memory.sync_data(),
        }
    }
    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.memory.write(offset, data)
    }
}

/// Puts another disk under a running game; returns what was there.
fn change_disk(game: &mut Game, state: u8) -> (Disk, Keeper) {
    let disk = Disk { memory: Arc::new(InMemoryBackend::new()), state: Arc::default() };
    let database = Database::builder().create_with_backend(disk.clone()).expect("opens");
    let store = Store::start(database, 100, BTreeSet::new()).expect("starts");
    disk.be(state);
    if state == FULL {
        store.commit(Change { clock: Some(1), ..Change::default() }).expect("taken");
        for _ in 0..5_000 {
            if store.failed().is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        assert!(store.failed().is_some(), "a full disk fails the store");
    }
    let before = game.world().remove_resource::<Keeper>().expect("kept");
    game.world().insert_resource(Keeper::new(store, 1_000_000));
    (disk, before)
}

#[test]
fn nothing_is_told_before_it_is_on_disk_and_what_needs_no_disk_is_not_held_up() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let before = game[anna].inventory.clone();
    let (disk, _) = change_disk(&mut game, SLOW);
    game.world().insert_resource(SlowDisk);
    let asked = game.send(anna, Ask::Unequip { slot: Slot::Hand });
    game.ticks(20);
    assert!(game[anna].answers(asked).is_empty());
    assert_eq!(game[anna].inventory, before, "nor shown");
    assert_eq!(game.ask(anna, Ask::Ping), Ok(()));
    disk.be(FINE);
    game.world().remove_resource::<SlowDisk>();
    game.ticks(2);
    assert_eq!(game[anna].answers(asked), [Ok(())]);
    assert_ne!(game[anna].inventory, before);
}

#[test]
fn a_request_that_the_store_refuses_changes_nothing() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let before = game.character(anna);
    let (_, good) = change_disk(&mut game, FULL);
    let unequip = || Ask::Unequip { slot: Slot::Hand };
    assert_eq!(game.ask(anna, unequip()), Err(Refusal::NotSaved));
    assert_eq!(game.character(anna).inventory, before.inventory);
    game.world().insert_resource(good);
    assert_eq!(game.ask(anna, unequip()), Ok(()));
}

#[test]
fn a_kill_that_the_store_refuses_is_credited_when_it_takes_it_and_once() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    game.clear_beasts(false);
    let place = game.stands(anna);
    let boar = game.spawn(creature("boar"), 1, place);
    let (_, good) = change_disk(&mut game, FULL);
    game.world().get_mut::<Vital>(boar).expect("alive").0.health = 1;
    game.input(anna, Heading::NONE, Heading { x: 0, z: 127 }, Buttons::STRIKE);
    game.ticks(10);
    assert_eq!(game.at().get::<Vital>(boar).expect("lies there").0.health, 0);
    assert_eq!(game.character(anna).kills, 0, "what cannot be kept did not happen");
    assert_eq!(game.character(anna).experience, 0);

    game.world().insert_resource(good);
    game.ticks(10);
    assert!(game.at().get::<Beast>(boar).is_none(), "buried");
    assert_eq!(game.character(anna).kills, 1);
    assert!(game.character(anna).experience > 0);
    let saved = game.stop();
    assert_eq!(saved.characters[&wallet("Anna")].kills, 1);
}
