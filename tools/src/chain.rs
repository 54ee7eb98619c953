//! `seedbound chain`: what is on a world's chain, and the market.
//!
//! Everything is read from a node: the one inside a server on this machine, through the port where
//! players log in, or any that is named. Addresses are derived and owners checked, so that nobody
//! else's mint passes for an item; what accounts hold, the node is believed.

use crate::terminal::Screen;
use clap::Subcommand;

mod deploy;
mod items;
mod market;
mod node;
mod pay;
mod place;
mod program;
mod rarity;
mod search;
mod sol;
mod status;
mod supply;
mod table;
mod trade;

/// `seedbound chain ...`
#[derive(Debug, Subcommand)]
pub(crate) enum ChainCommand {
    /// The chain, the program on it, and the world's account.
    Status(status::StatusArgs),
    /// What can be made of each class: odds, made, caps, left, burned.
    Supply(supply::SupplyArgs),
    /// What a wallet owns, and whether its proofs hold.
    Items(items::ItemsArgs),
    /// What is for sale; sell and buy.
    Market(market::MarketArgs),
    /// Put the program on a chain.
    Deploy(deploy::DeployArgs),
}

/// Carries it out.
pub(crate) fn run(command: ChainCommand, screen: &Screen) -> anyhow::Result<()> {
    match command {
        ChainCommand::Status(args) => status::run(&args, screen),
        ChainCommand::Supply(args) => supply::run(&args, screen),
        ChainCommand::Items(args) => items::run(&args, screen),
        ChainCommand::Market(args) => market::run(&args, screen),
        ChainCommand::Deploy(args) => deploy::run(&args, screen),
    }
}

/// In base 58, as everybody writes addresses.
fn text(key: &seedbound_interface::Key) -> String {
    solana_pubkey::Pubkey::from(*key).to_string()
}
