//! What every trade begins and ends with: the wallet, the item, sending, telling.

use crate::chain::node::Node;
use crate::chain::pay::{self, Final};
use crate::chain::place::{ChainPlace, address};
use crate::chain::{rarity, sol, text};
use crate::terminal::Screen;
use crate::wallet::WalletPlace;
use anchor_client::Signer;
use clap::Args;
use ledger::client::{Class, Item, ReadError};
use seedbound_interface::accounts::Listing;
use seedbound_interface::build::{Builder, ItemId};
use seedbound_interface::instruction::Instruction;
use seedbound_interface::{Key, derive};
use serde::Serialize;
use solana_keypair::Keypair;

/// Where, by whom, and what about.
#[derive(Debug, Args)]
pub(super) struct Trade {
    #[command(flatten)]
    chain: ChainPlace,

    #[command(flatten)]
    wallet: WalletPlace,

    /// The item's mint.
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    mint: Key,

    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Serialize)]
struct Answer {
    format: &'static str,
    done: &'static str,
    mint: String,
    wallet: String,
    price_lamports: u64,
    signature: String,
    slot: u64,
}

/// What a command works with.
pub(super) struct Desk {
    pub(super) node: Node,
    keypair: Keypair,
    pub(super) wallet: Key,
    pub(super) item: Item,
    pub(super) class: Class,
}

impl Desk {
    /// The wallet first, so that nothing is asked of a chain in vain.
    pub(super) fn open(trade: &Trade) -> anyhow::Result<Self> {
        let keypair = pay::keypair(&trade.wallet.load()?)?;
        let wallet = keypair.pubkey().to_bytes();
        let node = trade.chain.connect()?;
        let client = node.client()?;
        let item = match client.item(&trade.mint) {
            Err(ReadError::Missing { address }) => anyhow::bail!(
                "there is no item {address} on this chain; is it the right chain (--url)?"
            ),
            other => node.read(other)?,
        };
        let class = node.read(client.class(&item.class))?;
        Ok(Self { node, keypair, wallet, item, class })
    }

    pub(super) fn builder(&self) -> Builder {
        Builder { program: self.node.program, world: self.class.world, payer: self.wallet }
    }

    pub(super) fn id(&self) -> ItemId {
        ItemId { class: self.item.class, rarity: self.item.rarity, serial: self.item.serial }
    }

    /// `Relic of Hollow, rare, 3 of 10`.
    pub(super) fn item(&self) -> String {
        let cap = self.class.rarities.get(usize::from(self.item.rarity)).and_then(|r| r.cap);
        let cap = cap.map_or_else(String::new, |cap| format!(" of {cap}"));
        let rarity = rarity::name(self.item.rarity);
        format!("{}, {rarity}, {}{cap}", self.item.name, self.item.serial)
    }

    pub(super) fn listing(&self) -> anyhow::Result<Option<Listing<Vec<u8>>>> {
        self.node.listing(&self.item.mint)
    }

    /// Whether a wallet has its token account of this item, and whether the item is in it.
    pub(super) fn holding(&self, of: &Key) -> anyhow::Result<(bool, bool)> {
        let account = self.node.account(&derive::token_account(of, &self.item.mint))?;
        let amount = account.as_ref().and_then(|account| account.data.get(64..72));
        Ok((account.is_some(), amount == Some(&1_u64.to_le_bytes())))
    }

    pub(super) fn send(&self, screen: &Screen, steps: &[Instruction]) -> anyhow::Result<Final> {
        let steps: Vec<_> = steps.iter().map(pay::carried).collect();
        pay::send(&self.node, screen, &steps, &[&self.keypair])
    }

    pub(super) fn tell(
        &self,
        screen: &Screen,
        json: bool,
        done: &'static str,
        price: u64,
        ended: &Final,
    ) -> anyhow::Result<()> {
        if json {
            return screen.json(&Answer {
                format: "seedbound.chain-trade/1",
                done,
                mint: text(&self.item.mint),
                wallet: text(&self.wallet),
                price_lamports: price,
                signature: ended.signature.clone(),
                slot: ended.slot,
            });
        }
        let what = screen.bold(&self.item());
        let price =
            if done == "taken back" { String::new() } else { format!(" for {}", sol::show(price)) };
        screen.print(&format!("{done}: {what}{price}\n{}", pay::ended(ended, screen)))
    }

    /// Why there is nothing to buy or to take back.
    pub(super) fn not_for_sale(&self) -> anyhow::Error {
        anyhow::anyhow!(
            "{} is not for sale: it was sold or taken back, or never offered; see `seedbound chain \
             market`",
            self.item()
        )
    }
}
