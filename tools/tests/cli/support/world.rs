//! A world on a chain, with two classes and items on it.

use super::{ELF, Ended, chain, key, keypair, seedbound, write_key};
use anchor_client::{CommitmentConfig, Signer, Transaction};
use ledger::embedded::EmbeddedChain;
use seedbound_interface::accounts::class::{KIND_GRANTED, KIND_ROLLED};
use seedbound_interface::build::{Builder, ItemId, Request};
use seedbound_interface::instruction::Instruction;
use seedbound_interface::instructions::{create_class, create_world, open_epoch, register_ruleset};
use seedbound_interface::odds::PlainSha256;
use seedbound_interface::{Hash, Key, Text, accounts, addresses, derive, hash_chain, limits};
use solana_keypair::Keypair;
use solana_rpc_client::rpc_client::RpcClient;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const SECRET: Hash = Hash([77; 32]);
const LENGTH: u32 = 16;

/// A world on a chain: class 1 is granted, class 2 is rolled.
pub(crate) struct World {
    pub(crate) home: tempfile::TempDir,
    pub(crate) chain: EmbeddedChain,
    pub(crate) client: RpcClient,
    program: Key,
}

impl World {
    /// A chain with the program, a world on it, the world's key in `data/`.
    pub(crate) fn new() -> Self {
        let home = tempfile::tempdir().expect("a place");
        let chain = chain(home.path(), Some(ELF.to_vec()));
        Self::on(home, chain, addresses::PROGRAM)
    }

    /// The same on a chain that is there.
    pub(crate) fn on(home: tempfile::TempDir, chain: EmbeddedChain, program: Key) -> Self {
        let client = RpcClient::new_with_commitment(chain.rpc_url(), CommitmentConfig::finalized());
        write_key(&keypair(6), &home.path().join("data/authority.key"));
        let world = Self { home, chain, client, program };
        world.found();
        world
    }

    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Runs `chain …` on this chain.
    pub(crate) fn run(&self, words: &[&str]) -> Ended {
        let url = self.chain.rpc_url();
        let mut all = vec!["chain"];
        all.extend(words);
        all.extend(["--url", &url]);
        seedbound(self.home(), &all)
    }

    pub(crate) fn address(&self) -> Key {
        derive::world(&self.program, &key(&keypair(6)), 0)
    }

    pub(crate) fn class(&self, number: u32) -> Key {
        derive::class(&self.program, &self.address(), number)
    }

    pub(crate) fn builder(&self) -> Builder {
        Builder { program: self.program, world: self.address(), payer: key(&keypair(5)) }
    }

    /// Sends a step that wallet 5 pays and others sign.
    pub(crate) fn send(&self, step: &Instruction, others: &[&Keypair]) {
        let transaction = self.signed(step, others);
        self.client.send_and_confirm_transaction(&transaction).expect("the program takes it");
    }

    /// The number with which the program refuses such a step.
    pub(crate) fn refusal(&self, step: &Instruction, others: &[&Keypair]) -> u64 {
        let transaction = self.signed(step, others);
        let error = self.client.send_transaction(&transaction).expect_err("is refused");
        let error = error.get_transaction_error().expect("by the program");
        let error = serde_json::to_value(error).expect("is JSON");
        let number = error.pointer("/InstructionError/1/Custom").and_then(|code| code.as_u64());
        number.unwrap_or_else(|| panic!("{error}"))
    }

    fn signed(&self, step: &Instruction, others: &[&Keypair]) -> Transaction {
        let payer = keypair(5);
        let accounts = step.accounts.iter().map(|meta| {
            anchor_client::anchor_lang::solana_program::instruction::AccountMeta {
                pubkey: meta.address.into(),
                is_signer: meta.signer,
                is_writable: meta.writable,
            }
        });
        let step = anchor_client::Instruction {
            program_id: step.program.into(),
            accounts: accounts.collect(),
            data: step.data.clone(),
        };
        let mut signers = vec![&payer];
        signers.extend(others);
        let hash = self.client.get_latest_blockhash().expect("answers");
        Transaction::new_signed_with_payer(&[step], Some(&payer.pubkey()), &signers, hash)
    }

    fn found(&self) {
        let authority = keypair(6);
        let by = key(&authority);
        let uri = Text::new("seedbound:ruleset/core").expect("short");
        let rules = Hash([11; 32]);
        let register = register_ruleset::Args { hash: rules, royalty: 250, uri };
        self.send(&self.builder().register_ruleset(by, &register), &[&authority]);
        let args = create_world::Args {
            nonce: 0,
            public_seed: Hash([1; 32]),
            secret_commitment: Hash([2; 32]),
            model_hash: Hash([3; 32]),
            generator_version: 1,
            lock_delay: limits::LOCK_DELAY,
            reveal_delay: limits::REVEAL_DELAY,
            deadline: 600,
            roll_bond: limits::ROLL_BOND,
            fee: 100,
        };
        let ruleset = derive::ruleset(&self.program, &by, &rules);
        self.send(&self.builder().create_world(by, ruleset, &args), &[&authority]);
        self.create_class(1, KIND_GRANTED, "Relic of Hollow", &[5, 1]);
        self.create_class(2, KIND_ROLLED, "Lantern", &[limits::UNCAPPED, 2]);
    }

    fn create_class(&self, class_id: u32, kind: u8, name: &str, of: &[u32]) {
        let mut caps = [0; 8];
        caps[..of.len()].copy_from_slice(of);
        let args = create_class::Args {
            class_id,
            kind,
            rarity_count: of.len() as u8,
            weights: [3, 1, 0, 0, 0, 0, 0, 0],
            caps,
            content_hash: Hash([4; 32]),
            name: Text::new(name).expect("short"),
            symbol: Text::new("SEED").expect("short"),
            uri: Text::new("seedbound:relic/").expect("short"),
        };
        let authority = keypair(6);
        self.send(&self.builder().create_class(key(&authority), &args), &[&authority]);
    }

    /// Grants an item of class 1; returns its mint.
    pub(crate) fn grant(&self, rarity: u8, serial: u32, to: &Keypair) -> Key {
        let item = ItemId { class: self.class(1), rarity, serial };
        let operation = Hash([100 + rarity * 40 + serial as u8; 32]);
        let authority = keypair(6);
        let grant = self.builder().grant_item(key(&authority), &item, key(to), operation);
        self.send(&grant, &[&authority]);
        item.mint(&self.program)
    }

    /// Opens an epoch and asks for a roll of class 2, which waits for its slot; returns it.
    pub(crate) fn request_roll(&self, player: &Keypair) -> Key {
        let (authority, builder) = (keypair(6), self.builder());
        let by = key(&authority);
        self.send(&builder.deposit_bond(key(&keypair(5)), 10 * limits::ROLL_BOND), &[]);
        let tip = hash_chain::tip(&PlainSha256, SECRET, LENGTH);
        let open = open_epoch::Args { chain_tip: tip, chain_length: LENGTH };
        self.send(&builder.open_epoch(by, 1, &open), &[&authority]);
        let operation = Hash([21; 32]);
        let (class, player_key) = (self.class(2), key(player));
        self.send(&builder.grant_ticket(by, class, player_key, operation), &[&authority]);
        let ticket = derive::receipt(&self.program, &self.address(), &operation);
        let nonce = Hash([5; 32]);
        let request = Request { player: player_key, epoch: 1, class, ticket, attempt: 0, nonce };
        self.send(&builder.request_roll(&request), &[player]);
        derive::roll(&self.program, &ticket, 0)
    }

    /// Brings that roll to its end.
    pub(crate) fn settle(&self, roll: Key) {
        let data = |address: Key| self.client.get_account_data(&address.into()).expect("is there");
        let state = data(roll);
        let target = accounts::Roll::of(&state[..]).expect("is a roll").target_slot();
        self.wait_for_slot(target + 2);
        self.send(&self.builder().lock_roll(roll), &[]);
        self.wait_for_slot(self.chain.slot() + u64::from(limits::REVEAL_DELAY) + 1);
        let (state, class) = (data(roll), data(self.class(2)));
        let reveal = self.builder().reveal_roll(
            roll,
            &accounts::Roll::of(&state[..]).expect("is a roll"),
            &accounts::ItemClass::of(&class[..]).expect("is a class"),
            hash_chain::preimage(&PlainSha256, SECRET, LENGTH, 0).expect("is in the chain"),
        );
        self.send(&reveal, &[]);
    }

    fn wait_for_slot(&self, slot: u64) {
        let began = Instant::now();
        while self.chain.slot() < slot {
            assert!(began.elapsed() < Duration::from_secs(30), "slot {slot} does not come");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}
