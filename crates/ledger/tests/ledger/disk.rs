//! Disks that fill up and machines that lose power: what was answered is on the disk for good, and
//! what is not on it was never answered.

use crate::support::{FUNDED, client, config, place, rent, signed, transfer, wallet};
use anchor_client::Signer;
use ledger::embedded::{ChainHealth, EmbeddedChain, EmbeddedError};
use redb::{Database, StorageBackend};
use solana_rpc_client::rpc_client::{RpcClient, SerializableTransaction};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// A disk in memory that knows what was synced, and can be full.
#[derive(Clone, Debug, Default)]
struct Disk {
    seen: Arc<Mutex<Vec<u8>>>,
    synced: Arc<Mutex<Vec<u8>>>,
    full: Arc<AtomicBool>,
}

impl Disk {
    fn check(&self) -> io::Result<()> {
        if self.full.load(Ordering::SeqCst) {
            return Err(io::Error::new(io::ErrorKind::StorageFull, "the disk is full"));
        }
        Ok(())
    }

    /// What is left of it after a power cut.
    fn after_power_cut(&self) -> Self {
        let synced = self.synced.lock().expect("not poisoned").clone();
        Self {
            seen: Arc::new(Mutex::new(synced.clone())),
            synced: Arc::new(Mutex::new(synced)),
            full: Arc::default(),
        }
    }

    fn database(&self) -> Arc<Database> {
        Arc::new(Database::builder().create_with_backend(self.clone()).expect("opens"))
    }

    fn start(&self) -> (EmbeddedChain, RpcClient) {
        let chain = EmbeddedChain::start(self.database(), &config()).expect("starts");
        let client = client(&chain);
        (chain, client)
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        Ok(self.seen.lock().expect("not poisoned").len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let seen = self.seen.lock().expect("not poisoned");
        let start = usize::try_from(offset).map_err(io::Error::other)?;
        out.copy_from_slice(
            seen.get(start..start + out.len()).ok_or(io::ErrorKind::UnexpectedEof)?,
        );
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.check()?;
        let len = usize::try_from(len).map_err(io::Error::other)?;
        self.seen.lock().expect("not poisoned").resize(len, 0);
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        self.check()?;
        let seen = self.seen.lock().expect("not poisoned").clone();
        *self.synced.lock().expect("not poisoned") = seen;
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.check()?;
        let start = usize::try_from(offset).map_err(io::Error::other)?;
        let mut seen = self.seen.lock().expect("not poisoned");
        let end = start + data.len();
        let length = seen.len().max(end);
        seen.resize(length, 0);
        seen[start..end].copy_from_slice(data);
        Ok(())
    }
}

#[test]
fn a_full_disk_stops_the_chain_in_sight_and_nothing_is_answered_that_is_not_on_it() {
    let disk = Disk::default();
    let (chain, client) = disk.start();
    let (payer, first, second) = (wallet(0), place(1, 2, 0).pubkey(), place(1, 2, 1).pubkey());
    let good = signed(&client, &[transfer(&payer.pubkey(), &first, rent(0))], &[&payer]);
    client.send_transaction(&good).expect("lands");
    let lost = signed(&client, &[transfer(&payer.pubkey(), &second, rent(0))], &[&payer]);
    disk.full.store(true, Ordering::SeqCst);
    let refused = client.send_transaction(&lost).expect_err("cannot be kept");
    assert!(refused.to_string().contains("has stopped"), "{refused}");
    match chain.health() {
        ChainHealth::Failed(reason) => assert!(reason.contains("written to disk"), "{reason}"),
        ChainHealth::Running => panic!("it has not noticed"),
    }
    // Not even what it still could read: memory is ahead of the disk.
    client.get_balance(&second).expect_err("answers nothing any more");
    assert!(matches!(chain.shutdown(), Err(EmbeddedError::Failed { .. })));

    let (chain, client) = disk.after_power_cut().start();
    assert!(chain.durable(good.get_signature()).expect("reads").is_some());
    assert_eq!(client.get_balance(&first).expect("answers"), rent(0));
    assert_eq!(chain.durable(lost.get_signature()).expect("reads"), None);
    assert_eq!(client.get_balance(&second).expect("answers"), 0);
}

#[test]
fn what_was_answered_survives_a_power_cut_at_any_moment() {
    let disk = Disk::default();
    let (_chain, client) = disk.start();
    let payer = wallet(0);
    let mut cuts = Vec::new();
    for number in 1..=40 {
        let gifts = [5, 6].map(|kind| {
            transfer(&payer.pubkey(), &place(kind, 3, number).pubkey(), rent(0) + number)
        });
        let transaction = signed(&client, &gifts, &[&payer]);
        client.send_transaction(&transaction).expect("lands");
        if number % 8 == 0 {
            cuts.push((number, disk.after_power_cut()));
        }
    }
    for (told, disk) in cuts {
        let (_chain, client) = disk.start();
        let mut there = 0;
        for number in 1..=40 {
            let gifts = [5, 6].map(|kind| place(kind, 3, number).pubkey());
            let gifts = gifts.map(|gift| client.get_balance(&gift).expect("answers"));
            assert!(gifts == [0; 2] || gifts == [rent(0) + number; 2], "{number} is half there");
            there += u64::from(gifts[0] > 0);
        }
        assert!(there >= told, "{told} were told, {there} are there");
        assert!(client.get_balance(&payer.pubkey()).expect("answers") < FUNDED);
    }
}
