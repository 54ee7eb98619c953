//! Power cuts, simulated: a kill leaves what the system has taken in its care, a power cut only what
//! was synced, and of the rest whatever the disk happened to write, in any order.
//!
//! The disk below keeps what was synced apart from what was not. At random moments a copy is made of
//! the first with a random part of the second; whatever the store called durable just before must be
//! in it.

use super::reading::Reading;
use super::tables::{CHARACTERS, META, NAMES, WORLD, meta};
use super::{Change, Saved, Store, Ticket, WorldKey};
use redb::backends::InMemoryBackend;
use redb::{Database, StorageBackend};
use seed::WorldSecret;
use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

#[derive(Clone, Debug)]
enum Op {
    Length(u64),
    Write(u64, Vec<u8>),
}

impl Op {
    fn apply(&self, image: &mut Vec<u8>) {
        match self {
            Self::Length(length) => image.resize(*length as usize, 0),
            Self::Write(offset, data) => {
                let end = *offset as usize + data.len();
                if image.len() < end {
                    image.resize(end, 0);
                }
                image[*offset as usize..end].copy_from_slice(data);
            }
        }
    }
}

/// What the program sees, what is on the disk for good, and what came since.
#[derive(Debug, Default)]
struct Platter {
    seen: Vec<u8>,
    synced: Vec<u8>,
    since: Vec<Op>,
}

#[derive(Clone, Debug, Default)]
struct Disk(Arc<Mutex<Platter>>);

impl Disk {
    fn with<T>(&self, work: impl FnOnce(&mut Platter) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn change(&self, op: Op) {
        self.with(|platter| {
            op.apply(&mut platter.seen);
            platter.since.push(op);
        });
    }

    /// What is found after a power cut now: each write that was not synced is there or is not.
    fn cut(&self) -> Vec<u8> {
        self.with(|platter| {
            let mut image = platter.synced.clone();
            // Lengths are the file system's, which keeps them in order; what it lost is missing.
            for op in &platter.since {
                if getrandom::u32().expect("randomness").is_multiple_of(2) {
                    op.apply(&mut image);
                }
            }
            image
        })
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        Ok(self.with(|platter| platter.seen.len() as u64))
    }
    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.with(|platter| {
            let start = offset as usize;
            let found = platter.seen.get(start..start + out.len());
            out.copy_from_slice(found.ok_or(io::ErrorKind::UnexpectedEof)?);
            Ok(())
        })
    }
    fn set_len(&self, len: u64) -> io::Result<()> {
        self.change(Op::Length(len));
        Ok(())
    }
    fn sync_data(&self) -> io::Result<()> {
        // The power fails while the disk is at work, mostly.
        std::thread::sleep(Duration::from_micros(700));
        self.with(|platter| {
            platter.synced.clone_from(&platter.seen);
            platter.since.clear();
        });
        Ok(())
    }
    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.change(Op::Write(offset, data.to_vec()));
        Ok(())
    }
}

/// A change that says its number in three places of two tables.
fn change(number: u64) -> Change {
    let value = Some(number.to_le_bytes().to_vec());
    let padding = Some(vec![number as u8; (number * 131 % 3_000) as usize]);
    let world = vec![
        (WorldKey::counter("one"), value.clone()),
        (WorldKey::Drop(number % 50), padding),
        (WorldKey::Party(7), value),
    ];
    Change { world, clock: Some(number), ..Change::default() }
}

fn everything(database: &Database) -> Saved {
    let reading = Reading { path: PathBuf::from("memory") };
    reading.everything(database, WorldSecret::new([0; 32]), false).expect("can be read")
}

#[test]
fn what_was_durable_survives_power_cuts_and_every_change_is_whole() {
    let disk = Disk::default();
    let database = Database::builder().create_with_backend(disk.clone()).expect("opens");
    let transaction = database.begin_write().expect("begins");
    {
        let mut table = transaction.open_table(META).expect("is made");
        table.insert(meta::CLOCK, 0_u64.to_le_bytes().as_slice()).expect("inserts");
        transaction.open_table(CHARACTERS).expect("is made");
        transaction.open_table(NAMES).expect("is made");
        transaction.open_table(WORLD).expect("is made");
    }
    transaction.commit().expect("commits");
    let store = Store::start(database, 100, BTreeSet::new()).expect("starts");

    let (mut number, mut cuts, mut unsynced) = (0, 0, 0);
    while cuts < 200 {
        while store.handle().waiting() < 20 {
            number += 1;
            assert_eq!(store.commit(change(number)).expect("room"), Ticket(number));
        }
        let moment = u64::from(getrandom::u32().expect("randomness") % 1_500);
        std::thread::sleep(Duration::from_micros(moment));
        let durable = store.durable();
        unsynced += usize::from(disk.with(|platter| !platter.since.is_empty()));
        let image = disk.cut();
        cuts += 1;

        let memory = InMemoryBackend::new();
        memory.set_len(image.len() as u64).expect("grows");
        memory.write(0, &image).expect("writes");
        let found = Database::builder().create_with_backend(memory).expect("opens after the cut");
        let saved = everything(&found);
        let clock = saved.clock;
        assert!(clock >= durable.0, "{} was durable, {clock} is there", durable.0);
        if clock > 0 {
            let value = clock.to_le_bytes().to_vec();
            assert_eq!(saved.world.get(&WorldKey::counter("one")), Some(&value));
            assert_eq!(saved.world.get(&WorldKey::Party(7)), Some(&value));
            for number in clock.saturating_sub(49).max(1)..=clock {
                let (key, value) = change(number).world.swap_remove(1);
                assert_eq!(saved.world.get(&key), value.as_ref(), "change {number} of {clock}");
            }
        }
    }
    store.close().expect("closes");
    assert!(unsynced > 20, "only {unsynced} of {cuts} cuts hit work in progress");
}
