//! How long the embedded chain takes: to start, and from sending a transaction to its being on disk.
//!
//! Workload: transfers of lamports from wallets of their own, each sender waiting for its answer before
//! the next, with one sender and with eight; slots of 200 ms; the database in the directory that is
//! given, or a temporary one. Peer: the same machine's plain writes of 4 KiB with `fsync`, which a
//! durable answer cannot be faster than.
//!
//! `cargo run -p ledger --example latency [DIRECTORY]`

use anchor_client::Instruction;
use anchor_client::anchor_lang::solana_program::instruction::AccountMeta;
use anchor_client::{Signer, Transaction};
use ledger::embedded::{EmbeddedChain, EmbeddedConfig, Genesis};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_rpc_client::rpc_client::RpcClient;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

const EACH: u64 = 300;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let temporary = tempfile::tempdir()?;
    let given = std::env::args_os().nth(1);
    let dir = given.as_ref().map_or(temporary.path(), Path::new);
    let wallets: Vec<Keypair> = (0..8).map(|n| Keypair::new_from_array([n + 1; 32])).collect();
    let funded = wallets.iter().map(|wallet| (wallet.pubkey(), 1_000_000_000_000)).collect();
    let config = EmbeddedConfig { genesis: Genesis { funded }, ..EmbeddedConfig::default() };
    for kind in ["a new chain", "the same again"] {
        let database = Arc::new(redb::Database::create(dir.join("latency.redb"))?);
        let began = Instant::now();
        let chain = EmbeddedChain::start(database, &config)?;
        RpcClient::new(chain.rpc_url()).get_slot()?;
        println!("{kind} answers after {:?}", began.elapsed());
        if kind == "the same again" {
            measure(&chain, &wallets[..1])?;
            measure(&chain, &wallets)?;
            if let Some(share) = idle() {
                println!("idle, slots of 200 ms: {share:.1} % of one core");
            }
        }
        chain.shutdown()?;
    }
    println!("{:<14} {}", "fsync alone", Spread::of(syncs(dir)?));
    Ok(())
}

fn measure(chain: &EmbeddedChain, wallets: &[Keypair]) -> Result<(), Box<dyn std::error::Error>> {
    let commits = chain.counters().commits;
    let began = Instant::now();
    let times: Vec<Vec<Duration>> = std::thread::scope(|scope| {
        let senders: Vec<_> =
            wallets.iter().map(|wallet| scope.spawn(|| send(&chain.rpc_url(), wallet))).collect();
        senders.into_iter().filter_map(|sender| sender.join().ok()).flatten().collect()
    });
    let took = began.elapsed();
    let times: Vec<Duration> = times.into_iter().flatten().collect();
    let (count, commits) = (times.len(), chain.counters().commits - commits);
    let name = format!("{} sender(s)", wallets.len());
    println!(
        "{name:<14} {} | {:.0} a second, {commits} commits",
        Spread::of(times),
        count as f64 / took.as_secs_f64()
    );
    Ok(())
}

/// How busy this process is while nothing happens, in percent of a core; `None` where there is no
/// `/proc`.
fn idle() -> Option<f64> {
    let ticks = || -> Option<u64> {
        let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
        let (_, after_name) = stat.rsplit_once(')')?;
        // User and system time, in hundredths of a second.
        let fields = after_name.split_whitespace().skip(11).take(2);
        fields.map(|field| field.parse::<u64>().ok()).sum()
    };
    const SECONDS: u64 = 10;
    let before = ticks()?;
    std::thread::sleep(Duration::from_secs(SECONDS));
    Some((ticks()? - before) as f64 / SECONDS as f64)
}

/// Sends; the answer comes when the transaction is on disk.
fn send(url: &str, from: &Keypair) -> Option<Vec<Duration>> {
    let client = RpcClient::new(url.to_owned());
    let mut times = Vec::new();
    for number in 0..EACH {
        let mut to = from.pubkey().to_bytes();
        to[..8].copy_from_slice(&number.to_le_bytes());
        let mut data = 2u32.to_le_bytes().to_vec();
        data.extend(1_000_000u64.to_le_bytes());
        let step = Instruction {
            program_id: Pubkey::default(),
            accounts: vec![
                AccountMeta::new(from.pubkey(), true),
                AccountMeta::new(to.into(), false),
            ],
            data,
        };
        let hash = client.get_latest_blockhash().ok()?;
        let signed =
            Transaction::new_signed_with_payer(&[step], Some(&from.pubkey()), &[from], hash);
        let began = Instant::now();
        client.send_transaction(&signed).ok()?;
        times.push(began.elapsed());
    }
    Some(times)
}

fn syncs(dir: &Path) -> std::io::Result<Vec<Duration>> {
    let mut file = std::fs::File::create(dir.join("latency.raw"))?;
    (0..EACH)
        .map(|_| {
            let began = Instant::now();
            file.write_all(&[7; 4096])?;
            file.sync_data()?;
            Ok(began.elapsed())
        })
        .collect()
}

/// Sorted times.
struct Spread(Vec<Duration>);

impl Spread {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    fn at(&self, hundredths: usize) -> Duration {
        let place = (self.0.len() * hundredths / 100).min(self.0.len().saturating_sub(1));
        self.0.get(place).copied().unwrap_or_default()
    }
}

impl std::fmt::Display for Spread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "p50 {:.1?}, p99 {:.1?}", self.at(50), self.at(99))
    }
}
