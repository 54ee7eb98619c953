//! Which chain, and which world on it.

use super::node::Node;
use anyhow::Context;
use clap::Args;
use ledger::ChainChoice;
use seedbound_interface::{Key, addresses, derive};
use std::path::PathBuf;
use transport::{DEFAULT_PORT, KeyFileError, PlayerKey, Wallet};

/// Which of an authority's worlds a server's directory is about: it has one.
const NONCE: u64 = 0;

/// Which chain.
#[derive(Debug, Args)]
pub(crate) struct ChainPlace {
    /// The address of a node's RPC [default: the server on this machine, through its players' port].
    #[arg(long, value_name = "URL")]
    url: Option<String>,

    /// The program's address [default: where every server's own chain has it].
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    program: Option<Key>,

    /// The chain's genesis hash; on any other chain nothing is done.
    #[arg(long, value_name = "HASH", value_parser = address)]
    genesis: Option<Key>,
}

impl ChainPlace {
    /// Reaches the node, whether or not the program is there.
    pub(super) fn reach(&self) -> anyhow::Result<Node> {
        let url = match &self.url {
            None => format!("http://127.0.0.1:{DEFAULT_PORT}/chain"),
            Some(url) => match url.parse::<ChainChoice>()? {
                ChainChoice::Remote(url) => url,
                ChainChoice::Embedded => anyhow::bail!(
                    "--url takes the RPC address that a server prints as \"chain:\", or that of \
                     any other node"
                ),
            },
        };
        let program = self.program.unwrap_or(addresses::PROGRAM);
        Node::reach(url, self.url.is_none(), program, self.genesis)
    }

    /// Reaches the node and makes sure that the program is there.
    pub(super) fn connect(&self) -> anyhow::Result<Node> {
        let node = self.reach()?;
        node.client()?;
        Ok(node)
    }
}

/// Which world.
#[derive(Debug, Args)]
pub(crate) struct WorldPlace {
    /// The world's address on the chain.
    #[arg(long, value_name = "ADDRESS", value_parser = address, conflicts_with = "server_dir")]
    world: Option<Key>,

    /// A server's data directory, for the world that its authority.key runs [default: data].
    #[arg(long = "data-dir", id = "server_dir", value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

impl WorldPlace {
    /// The world's address.
    pub(super) fn find(&self, program: &Key) -> anyhow::Result<Key> {
        self.find_if_named(program)?.context(
            "which world? Name its address with --world, or its server's directory with --data-dir",
        )
    }

    /// The world's address; `None` when neither is it named nor is there a server's directory here.
    pub(super) fn find_if_named(&self, program: &Key) -> anyhow::Result<Option<Key>> {
        if self.world.is_some() {
            return Ok(self.world);
        }
        let dir = self.data_dir.clone().unwrap_or_else(|| PathBuf::from("data"));
        let file = dir.join("authority.key");
        match PlayerKey::load(&file) {
            Ok(key) => Ok(Some(derive::world(program, key.wallet().as_bytes(), NONCE))),
            Err(KeyFileError::Missing { .. }) if self.data_dir.is_none() => Ok(None),
            Err(KeyFileError::Missing { path }) => anyhow::bail!(
                "there is no {}; a server makes it when it starts with a chain. Name its directory \
                 with --data-dir, or the world with --world",
                path.display()
            ),
            Err(error) => Err(error.into()),
        }
    }
}

/// 32 bytes in base58. For clap.
pub(super) fn address(text: &str) -> Result<Key, String> {
    let wallet = text.parse::<Wallet>().map_err(|error| error.to_string())?;
    Ok(*wallet.as_bytes())
}
