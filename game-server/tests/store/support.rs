//! Worlds, characters and changes to test with.

use game_server::data_dir::DataDir;
use game_server::store::{Change, Saved, Store, Ticket, WorldIdentity, WorldKey};
use seed::{ContentAddress, GENERATOR_VERSION, Mm, Point, WorldSeed};
use simulation::{Character, Inventory, QuestLog};
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};
use transport::Wallet;

pub(crate) fn identity() -> WorldIdentity {
    WorldIdentity {
        seed: WorldSeed::from_text("store test"),
        ruleset_name: "core".to_owned(),
        ruleset_hash: ContentAddress([7; 32]),
        generator_version: GENERATOR_VERSION,
    }
}

pub(crate) fn wallet(number: u8) -> Wallet {
    Wallet::from_bytes([number; 32])
}

/// A character whose every test-relevant field follows from two numbers.
pub(crate) fn character(name: &str, number: u32) -> Character {
    Character {
        name: name.to_owned(),
        level: 1,
        experience: number,
        coins: number,
        health: 50,
        at: Point::new(number as i32, -(number as i32)),
        feet: Mm(3),
        inside: number.is_multiple_of(3).then_some((u64::from(number), Point::new(1, 2))),
        inventory: Inventory::new((number % 9) as u16),
        quests: QuestLog::default(),
        met: BTreeSet::new(),
        known: BTreeSet::new(),
        deaths: number / 2,
        kills: number,
    }
}

/// Opens the world of a directory and waits, some seconds at most, for its lock: after a kill the
/// system may hold it for a moment.
pub(crate) fn open(place: &std::path::Path) -> (DataDir, Store, Saved) {
    let began = Instant::now();
    let dir = loop {
        match DataDir::open(place) {
            Ok(dir) => break dir,
            Err(error) if began.elapsed() > Duration::from_secs(5) => panic!("{error}"),
            Err(_) => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    let (store, saved) = Store::open(&dir, &identity()).expect("opens");
    (dir, store, saved)
}

pub(crate) fn wait_for(store: &Store, ticket: Ticket) {
    let began = Instant::now();
    while store.durable() < ticket {
        assert_eq!(store.failed(), None);
        assert!(began.elapsed() < Duration::from_secs(20), "it never became durable");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// What a store should hold, computed without one.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Model {
    pub(crate) characters: BTreeMap<Wallet, Character>,
    pub(crate) world: BTreeMap<WorldKey, Vec<u8>>,
    pub(crate) clock: u64,
}

impl Model {
    pub(crate) fn apply(&mut self, change: &Change) {
        for (wallet, character) in &change.characters {
            self.characters.insert(*wallet, character.clone());
        }
        for (key, value) in &change.world {
            match value {
                Some(value) => self.world.insert(key.clone(), value.clone()),
                None => self.world.remove(key),
            };
        }
        self.clock = change.clock.unwrap_or(self.clock);
    }

    pub(crate) fn of(saved: &Saved) -> Self {
        let Saved { characters, world, clock, .. } = saved.clone();
        Self { characters, world, clock }
    }
}
