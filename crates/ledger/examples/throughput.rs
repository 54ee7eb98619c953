//! How much the outbox gets done on the embedded chain, and how long a roll takes.
//!
//! Workload, with the committed program, slots of 200 ms, and the outbox as the server runs it (100
//! operations under way, 400 requests a second, a look every 100 ms) or as fast as it goes (a look every
//! 5 ms): 1,000 grants of items of one class to one wallet, 1,000 tickets, both from the moment at which
//! they are in the database until all are final; then what it takes to read that wallet. Then one roll by
//! itself and 100 rolls of four classes, asked for in one burst, from sending the request until the reveal
//! is final, lock and reveal by duties; at least 40 slots, which is 8 s, lie between. And how long a start
//! takes, of a new world and of this one again. The database is in the directory that is given, or a
//! temporary one.
//!
//! `cargo run -p ledger --example throughput [DIRECTORY]`

use anchor_client::anchor_lang::solana_program::instruction::AccountMeta;
use anchor_client::{CommitmentConfig, Instruction, Signer, Transaction};
use ledger::client::ChainClient;
use ledger::embedded::{EmbeddedChain, EmbeddedConfig, Genesis, Program};
use ledger::outbox::{
    Duty, Grant, Operation, OperationId, OperationState, Outbox, OutboxConfig, WorldContract,
    enqueue, state,
};
use redb::Database;
use seedbound_interface::accounts::class::{KIND_GRANTED, KIND_ROLLED};
use seedbound_interface::addresses::PROGRAM;
use seedbound_interface::build::{Builder, Request};
use seedbound_interface::instructions::{create_class, create_world, open_epoch, register_ruleset};
use seedbound_interface::odds::PlainSha256;
use seedbound_interface::{Hash, Key, Text, derive, hash_chain, instruction, limits};
use sha2::{Digest, Sha256};
use solana_keypair::Keypair;
use solana_rpc_client::rpc_client::RpcClient;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

type Failed = Box<dyn std::error::Error>;

const OPERATIONS: u64 = 1_000;
const ROLLS: u32 = 100;
/// Class 0 is granted, the others are rolled.
const CLASSES: u32 = 5;
const SECRET: Hash = Hash([77; 32]);
const LENGTH: u32 = 128;
/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(300);

/// A world and who is in it.
struct Place {
    database: Arc<Database>,
    client: RpcClient,
    url: String,
    authority: Keypair,
    player: Keypair,
    builder: Builder,
}

fn main() -> Result<(), Failed> {
    let temporary = tempfile::tempdir()?;
    let given = std::env::args_os().nth(1);
    let dir = given.as_ref().map_or(temporary.path(), Path::new);
    let (authority, player) = (Keypair::new_from_array([1; 32]), Keypair::new_from_array([2; 32]));
    let key = authority.pubkey().to_bytes();
    let elf = std::fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../onchain-program/program/seedbound.so"
    ))?;
    let config = EmbeddedConfig {
        genesis: Genesis { funded: vec![(authority.pubkey(), 1_000_000_000_000_000)] },
        programs: vec![Program { address: PROGRAM.into(), elf }],
        ..EmbeddedConfig::default()
    };
    for kind in ["new", "reopened"] {
        let database = Arc::new(Database::create(dir.join("throughput.redb"))?);
        let began = Instant::now();
        let chain = EmbeddedChain::start(Arc::clone(&database), &config)?;
        let url = chain.rpc_url();
        let client = RpcClient::new_with_commitment(url.clone(), CommitmentConfig::finalized());
        client.get_slot()?;
        println!("start, {kind}: {:.0?}", began.elapsed());
        if kind == "new" {
            let world = derive::world(&PROGRAM, &key, 0);
            let builder = Builder { program: PROGRAM, world, payer: key };
            let authority = authority.insecure_clone();
            let player = player.insecure_clone();
            let place = Place { database, client, url, authority, player, builder };
            place.found()?;
            place.measure()?;
        }
        chain.shutdown()?;
    }
    Ok(())
}

impl Place {
    fn key(&self) -> Key {
        self.authority.pubkey().to_bytes()
    }

    fn class(&self, number: u32) -> Key {
        derive::class(&PROGRAM, &self.builder.world, number)
    }

    fn send(&self, step: &instruction::Instruction, signers: &[&Keypair]) -> Result<(), Failed> {
        let hash = self.client.get_latest_blockhash()?;
        let payer = self.authority.pubkey();
        let step = [carried(step)];
        let signed = Transaction::new_signed_with_payer(&step, Some(&payer), signers, hash);
        self.client.send_and_confirm_transaction(&signed)?;
        Ok(())
    }

    fn found(&self) -> Result<(), Failed> {
        let (by, hash) = (self.key(), Hash([11; 32]));
        let uri = Text::new("https://example.org/rules").ok_or("too long")?;
        let rules = register_ruleset::Args { hash, royalty: 250, uri };
        self.send(&self.builder.register_ruleset(by, &rules), &[&self.authority])?;
        let world = create_world::Args {
            nonce: 0,
            public_seed: Hash([1; 32]),
            secret_commitment: Hash([2; 32]),
            model_hash: Hash([3; 32]),
            generator_version: 1,
            lock_delay: limits::LOCK_DELAY,
            reveal_delay: limits::REVEAL_DELAY,
            deadline: 6_000,
            roll_bond: limits::ROLL_BOND,
            fee: 100,
        };
        let ruleset = derive::ruleset(&PROGRAM, &by, &hash);
        self.send(&self.builder.create_world(by, ruleset, &world), &[&self.authority])?;
        for class_id in 0..CLASSES {
            let class = create_class::Args {
                class_id,
                kind: if class_id == 0 { KIND_GRANTED } else { KIND_ROLLED },
                rarity_count: 2,
                weights: [3, 1, 0, 0, 0, 0, 0, 0],
                caps: [limits::UNCAPPED, limits::UNCAPPED, 0, 0, 0, 0, 0, 0],
                content_hash: Hash([4; 32]),
                name: Text::new("Lantern").ok_or("too long")?,
                symbol: Text::new("SB").ok_or("too long")?,
                uri: Text::new("https://example.org/items/").ok_or("too long")?,
            };
            self.send(&self.builder.create_class(by, &class), &[&self.authority])?;
        }
        let bond = u64::from(LENGTH) * limits::ROLL_BOND;
        self.send(&self.builder.deposit_bond(by, bond), &[&self.authority])?;
        let chain_tip = hash_chain::tip(&PlainSha256, SECRET, LENGTH);
        let epoch = open_epoch::Args { chain_tip, chain_length: LENGTH };
        self.send(&self.builder.open_epoch(by, 1, &epoch), &[&self.authority])
    }

    fn measure(&self) -> Result<(), Failed> {
        let as_served = OutboxConfig {
            poll: Duration::from_millis(100),
            requests_per_second: 400,
            window: 100,
            ..OutboxConfig::default()
        };
        let fast = OutboxConfig {
            poll: Duration::from_millis(5),
            requests_per_second: 100_000,
            window: 100,
            ..OutboxConfig::default()
        };
        let player = self.player.pubkey().to_bytes();
        for (name, config) in [("as the server has it", &as_served), ("as fast as it goes", &fast)]
        {
            let outbox = self.outbox(config)?;
            let class = self.class(0);
            let items = Grant::Item { class, player, rarity: 0 };
            self.grants(&outbox, &format!("items, {name}"), |_| items)?;
            let tickets = |number: u64| {
                let class = self.class(1 + u32::try_from(number % 4).unwrap_or_default());
                Grant::Ticket { class, player }
            };
            self.grants(&outbox, &format!("tickets, {name}"), tickets)?;
        }
        let reader = ChainClient::connect(&self.url, PROGRAM, None, Duration::from_secs(60))?;
        let began = Instant::now();
        let held = reader.items_of(&player, &self.builder.world)?.items.len();
        println!("a wallet of {held} items is read in {:.0?}", began.elapsed());
        let outbox = self.outbox(&as_served)?;
        self.rolls(&outbox, 0..1)?;
        self.rolls(&outbox, 1..1 + ROLLS)
    }

    fn outbox(&self, config: &OutboxConfig) -> Result<Outbox, Failed> {
        let (database, payer) = (Arc::clone(&self.database), self.authority.insecure_clone());
        let signer = self.authority.insecure_clone();
        let contract = WorldContract::new(PROGRAM, self.builder.world, self.key(), signer);
        let config = config.clone();
        Ok(Outbox::start(database, &self.url, payer, contract, config, Duration::from_secs(10))?)
    }

    fn put(&self, operations: &[Operation]) -> Result<(), Failed> {
        let transaction = self.database.begin_write()?;
        for operation in operations {
            enqueue(&transaction, operation, u64::MAX)?;
        }
        Ok(transaction.commit()?)
    }

    fn grants(
        &self,
        outbox: &Outbox,
        name: &str,
        grant: impl Fn(u64) -> Grant,
    ) -> Result<(), Failed> {
        let operations: Vec<Operation> =
            (0..OPERATIONS).map(|number| grant(number).operation(id(name, number))).collect();
        let before = outbox.counters().finished;
        self.put(&operations)?;
        let began = Instant::now();
        outbox.wake();
        while outbox.counters().finished < before + OPERATIONS {
            if began.elapsed() > PATIENCE || outbox.counters().failed > 0 {
                return Err(format!("{name}: {:?}", outbox.counters()).into());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        let took = began.elapsed();
        let rate = OPERATIONS as f64 / took.as_secs_f64();
        println!("{OPERATIONS} {name}: {took:.1?}, {rate:.0} a second");
        Ok(())
    }

    /// Uses tickets of the first series, one a roll.
    fn rolls(&self, outbox: &Outbox, indices: Range<u32>) -> Result<(), Failed> {
        let count = indices.len();
        let player = self.player.pubkey().to_bytes();
        let mut under_way = Vec::new();
        for index in indices {
            let operation = id("tickets, as the server has it", index.into());
            let ticket = derive::receipt(&PROGRAM, &self.builder.world, &Hash(operation.0));
            let class = self.class(1 + index % 4);
            let nonce = Hash([5; 32]);
            let request = Request { player, epoch: 1, class, ticket, attempt: 0, nonce };
            let sent = Instant::now();
            self.send(&self.builder.request_roll(&request), &[&self.authority, &self.player])?;
            let roll = derive::roll(&PROGRAM, &ticket, 0);
            let preimage = hash_chain::preimage(&PlainSha256, SECRET, LENGTH, index);
            let preimage = preimage.ok_or("the chain of hashes is too short")?.0;
            let duties = [Duty::Lock { roll }, Duty::Reveal { roll, preimage }];
            let duties = duties.map(|duty| duty.operation());
            self.put(&duties)?;
            outbox.wake();
            under_way.push((sent, duties[1].id));
        }
        let mut times = Vec::new();
        let began = Instant::now();
        while !under_way.is_empty() {
            let mut left = Vec::new();
            for (sent, reveal) in under_way {
                match state(&self.database, reveal)? {
                    Some(OperationState::Final { .. }) => times.push(sent.elapsed()),
                    Some(OperationState::Failed { reason }) => return Err(reason.into()),
                    _ => left.push((sent, reveal)),
                }
            }
            under_way = left;
            if began.elapsed() > PATIENCE {
                return Err(format!("{} rolls: {:?}", under_way.len(), outbox.counters()).into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        times.sort_unstable();
        let at = |hundredths: usize| {
            let place = (times.len() * hundredths / 100).min(times.len() - 1);
            times.get(place).copied().unwrap_or_default()
        };
        println!("{count} roll(s), asked for to settled: p50 {:.1?}, p99 {:.1?}", at(50), at(99));
        Ok(())
    }
}

fn id(name: &str, number: u64) -> OperationId {
    OperationId(Sha256::digest(format!("{name} {number}")).into())
}

fn carried(step: &instruction::Instruction) -> Instruction {
    let accounts = step.accounts.iter().map(|meta| AccountMeta {
        pubkey: meta.address.into(),
        is_signer: meta.signer,
        is_writable: meta.writable,
    });
    Instruction {
        program_id: step.program.into(),
        accounts: accounts.collect(),
        data: step.data.clone(),
    }
}
