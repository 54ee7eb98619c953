//! Running the command, keys, and a chain.

mod world;

pub(crate) use world::World;

use anchor_client::Signer;
use ledger::embedded::{EmbeddedChain, EmbeddedConfig, Genesis, Program};
use redb::Database;
use seedbound_interface::{Key, addresses};
use solana_keypair::Keypair;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use transport::PlayerKey;

/// Lamports of each funded wallet.
pub(crate) const FUNDED: u64 = 100_000_000_000;
pub(crate) const ELF: &[u8] = include_bytes!("../../../onchain-program/program/seedbound.so");

/// How a command ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ended {
    /// It worked, and said this.
    pub(crate) fn says(&self, words: &[&str]) -> &Self {
        assert_eq!(self.code, 0, "{}\n{}", self.out, self.err);
        for word in words {
            assert!(self.out.contains(word), "no {word:?} in:\n{}", self.out);
        }
        self
    }

    /// It failed with exit code 1, and said this.
    pub(crate) fn fails(&self, words: &[&str]) -> &Self {
        assert_eq!(self.code, 1, "{}\n{}", self.out, self.err);
        assert!(self.err.starts_with("error: "), "{}", self.err);
        for word in words {
            assert!(self.err.contains(word), "no {word:?} in:\n{}", self.err);
        }
        self
    }

    /// What it printed as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        assert_eq!(self.code, 0, "{}\n{}", self.out, self.err);
        serde_json::from_str(&self.out).expect("is JSON")
    }
}

/// Runs the command with `home` for a home; `input` is its standard input.
pub(crate) fn seedbound_with(home: &Path, input: &str, words: &[&str]) -> Ended {
    let mut child = Command::new(env!("CARGO_BIN_EXE_seedbound"))
        .args(words)
        .current_dir(home)
        .env("HOME", home)
        .env_remove("XDG_DATA_HOME")
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    // It may end without reading.
    let _ = child.stdin.take().expect("is piped").write_all(input.as_bytes());
    let output = child.wait_with_output().expect("ends");
    let text = |bytes| String::from_utf8(bytes).expect("is text");
    Ended {
        code: output.status.code().expect("ends by itself"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

pub(crate) fn seedbound(home: &Path, words: &[&str]) -> Ended {
    seedbound_with(home, "", words)
}

/// The key of that number, always the same.
pub(crate) fn keypair(number: u8) -> Keypair {
    let mut secret = [9; 32];
    secret[0] = number;
    Keypair::new_from_array(secret)
}

pub(crate) fn key(keypair: &Keypair) -> Key {
    keypair.pubkey().to_bytes()
}

/// Writes a key to a file as the game keeps it.
pub(crate) fn write_key(keypair: &Keypair, path: &Path) {
    let json = serde_json::to_string(&keypair.to_bytes()[..]).expect("is JSON");
    PlayerKey::from_text(&json).expect("is a key").save_new(path).expect("writes");
}

/// A chain whose wallets 0 to 7 have lamports, with this for the program; the one in `dir` where
/// there is one.
pub(crate) fn chain(dir: &Path, elf: Option<Vec<u8>>) -> EmbeddedChain {
    let database = Arc::new(Database::create(dir.join("chain.redb")).expect("opens"));
    let program = elf.map(|elf| Program { address: addresses::PROGRAM.into(), elf });
    let config = EmbeddedConfig {
        slot_time: Duration::from_millis(50),
        genesis: Genesis { funded: (0..8).map(|n| (keypair(n).pubkey(), FUNDED)).collect() },
        programs: program.into_iter().collect(),
        ..EmbeddedConfig::default()
    };
    EmbeddedChain::start(database, &config).expect("starts")
}

/// In base 58.
pub(crate) fn text(key: &Key) -> String {
    solana_pubkey::Pubkey::from(*key).to_string()
}
