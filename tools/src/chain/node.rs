//! A node, and what is asked of it beyond what [`ledger::client`] reads.
//!
//! That reader connects only where the program is: what comes before (is it there, whose build is it,
//! deploying it, and paying for that) is asked of the RPC itself. So are the few accounts that it gives
//! no view of.

use anchor_client::CommitmentConfig;
use ledger::client::{ChainClient, ReadError, World};
use seedbound_interface::{Key, accounts, derive};
use solana_pubkey::Pubkey;
use solana_rpc_client::rpc_client::RpcClient;
use solana_rpc_client_api::client_error::{Error as ClientError, ErrorKind};
use std::cell::OnceCell;
use std::time::Duration;

/// How long an answer may take.
const ANSWER: Duration = Duration::from_secs(15);
/// Accounts in one question; nodes allow no more.
const PAGE: usize = 100;

/// An account's owner, lamports and data.
#[derive(Clone, Debug)]
pub(super) struct Account {
    pub(super) owner: Key,
    pub(super) executable: bool,
    pub(super) lamports: u64,
    pub(super) data: Vec<u8>,
}

impl Account {
    fn new(owner: Pubkey, executable: bool, lamports: u64, data: Vec<u8>) -> Self {
        Self { owner: owner.to_bytes(), executable, lamports, data }
    }
}

/// A way to the chain.
pub(super) struct Node {
    pub(super) rpc: RpcClient,
    pub(super) program: Key,
    pub(super) url: String,
    pub(super) genesis: Key,
    /// Nobody named it: it is the server on this machine.
    usual: bool,
    client: OnceCell<ChainClient>,
}

impl Node {
    /// Asks the node for its genesis hash, and makes sure that it is the one that is wanted.
    pub(super) fn reach(
        url: String,
        usual: bool,
        program: Key,
        genesis: Option<Key>,
    ) -> anyhow::Result<Self> {
        let commitment = CommitmentConfig::finalized();
        let rpc = RpcClient::new_with_timeout_and_commitment(&url, ANSWER, commitment);
        let client = OnceCell::new();
        let mut node = Self { rpc, program, url, genesis: Key::default(), usual, client };
        node.genesis = node.ask(RpcClient::get_genesis_hash)?.to_bytes();
        if let Some(expected) = genesis.filter(|expected| *expected != node.genesis) {
            return Err(ReadError::WrongCluster { expected, found: node.genesis }.into());
        }
        Ok(node)
    }

    /// The same node, for a program at another address.
    pub(super) fn with_program(self, program: Key) -> Self {
        Self { program, client: OnceCell::new(), ..self }
    }

    /// The reader of the program's accounts. The first call makes sure that the program is there.
    pub(super) fn client(&self) -> anyhow::Result<&ChainClient> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let client = ChainClient::connect(&self.url, self.program, Some(self.genesis), ANSWER);
        let client = self.read(client)?;
        Ok(self.client.get_or_init(|| client))
    }

    /// Asks the RPC; an error says what to do.
    pub(super) fn ask<T>(
        &self,
        question: impl FnOnce(&RpcClient) -> Result<T, ClientError>,
    ) -> anyhow::Result<T> {
        question(&self.rpc).map_err(|error| self.down(&error))
    }

    /// What a reader says, with what to do.
    pub(super) fn read<T>(&self, outcome: Result<T, ReadError>) -> anyhow::Result<T> {
        outcome.map_err(|error| match error {
            ReadError::RpcDown { why } => {
                anyhow::anyhow!("the chain at {} does not answer: {why}", self.url)
            }
            other => other.into(),
        })
    }

    /// What an error of the RPC means.
    pub(super) fn down(&self, error: &ClientError) -> anyhow::Error {
        let url = &self.url;
        match error.kind() {
            ErrorKind::Reqwest(error) if error.is_connect() && self.usual => anyhow::anyhow!(
                "no Seedbound server answers on this machine ({url}); start one, or name a chain's \
                 RPC with --url (a server prints its own as \"chain:\")"
            ),
            ErrorKind::Reqwest(error) if error.is_connect() => anyhow::anyhow!(
                "nothing answers at {url}; is the address right, and does the node run?"
            ),
            ErrorKind::Reqwest(error) if error.is_timeout() => {
                anyhow::anyhow!("{url} takes too long to answer; try again")
            }
            ErrorKind::Reqwest(error) if error.is_decode() => {
                anyhow::anyhow!("{url} answers, but it is no Solana RPC")
            }
            ErrorKind::Reqwest(error) if error.status().is_some_and(|code| code == 429) => {
                anyhow::anyhow!("{url} wants to be asked less often; wait a moment")
            }
            ErrorKind::Reqwest(error) if error.status().is_some() => anyhow::anyhow!(
                "{url} is no Solana RPC: it answers {}",
                error.status().unwrap_or_default()
            ),
            _ => anyhow::anyhow!("the chain at {url} refuses to answer: {error}"),
        }
    }

    /// One account; `None` where there is nothing.
    pub(super) fn account(&self, address: &Key) -> anyhow::Result<Option<Account>> {
        // The port for players counts this as a fifth of a question for many.
        let found = self.ask(|rpc| {
            rpc.get_account_with_commitment(&Pubkey::from(*address), rpc.commitment())
        })?;
        Ok(found.value.map(|a| Account::new(a.owner, a.executable, a.lamports, a.data)))
    }

    /// Many accounts, in order.
    pub(super) fn accounts(&self, of: &[Key]) -> anyhow::Result<Vec<Option<Account>>> {
        let mut found = Vec::with_capacity(of.len());
        for page in of.chunks(PAGE) {
            let page: Vec<Pubkey> = page.iter().map(|key| Pubkey::from(*key)).collect();
            let page = self.ask(|rpc| rpc.get_multiple_accounts(&page))?;
            found.extend(page.into_iter().map(|account| {
                account.map(|a| Account::new(a.owner, a.executable, a.lamports, a.data))
            }));
        }
        Ok(found)
    }

    /// A world that is there.
    pub(super) fn world(&self, address: &Key) -> anyhow::Result<World> {
        match self.client()?.world(address) {
            Err(ReadError::Missing { address }) => anyhow::bail!(
                "there is no world {address} on this chain; is it the right chain (--url), and the \
                 right world (--world, --data-dir)?"
            ),
            Err(ReadError::Counterfeit { address, why }) => {
                anyhow::bail!("{address} is no world of this program: {why}")
            }
            other => self.read(other),
        }
    }

    /// A listing as it is on record, which is what whoever cancels it or buys builds upon; `None` when
    /// the item is not for sale.
    pub(super) fn listing(&self, mint: &Key) -> anyhow::Result<Option<accounts::Listing<Vec<u8>>>> {
        let address = derive::listing(&self.program, mint);
        let Some(account) = self.account(&address)?.filter(|a| a.owner == self.program) else {
            return Ok(None);
        };
        let version = || ReadError::ProgramVersion { address: address.into() };
        Ok(Some(accounts::Listing::of(account.data).ok_or_else(version)?))
    }

    /// The hash of the content of a ruleset.
    pub(super) fn ruleset_hash(&self, address: &Key) -> anyhow::Result<[u8; 32]> {
        let account = self.account(address)?.filter(|account| account.owner == self.program);
        let account = account.ok_or_else(|| ReadError::Missing { address: (*address).into() })?;
        let version = || ReadError::ProgramVersion { address: (*address).into() };
        Ok(accounts::Ruleset::of(&account.data[..]).ok_or_else(version)?.hash().0)
    }
}
