//! Offering, taking back, buying: signed and paid by the wallet itself.

mod desk;

use super::node::Node;
use super::pay::{self, FEE, TOKEN_ACCOUNT};
use super::{sol, text};
use crate::terminal::Screen;
use anyhow::Context;
use clap::Args;
use desk::{Desk, Trade};
use seedbound_interface::accounts::Listing;
use seedbound_interface::build::Terms;
use seedbound_interface::limits;
use std::time::{SystemTime, UNIX_EPOCH};

/// Lamports that a chain of ours begins with; those of Solana's main network are fewer, too.
const MOST_SUPPLY: u64 = 1_000_000_000_000_000_000;

/// Offers an item of your wallet. The program holds it until it is sold or taken back. You pay the
/// rent of two accounts, which comes back then.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound chain market list --mint ADDRESS --price 0.25
  seedbound chain market list --mint ADDRESS --price 0.25 --hours 48")]
pub(crate) struct SellArgs {
    #[command(flatten)]
    trade: Trade,

    /// The price in SOL, at least 0.002. World and ruleset take their shares of it.
    #[arg(long, value_name = "SOL", value_parser = sol::parse)]
    price: u64,

    /// Hours after which nobody can buy it [default: no end].
    #[arg(long, value_name = "HOURS", value_parser = clap::value_parser!(u32).range(1..=87_600))]
    hours: Option<u32>,
}

/// Takes back an item that you offer. What is past its end anybody can send back to its seller.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound chain market cancel --mint ADDRESS")]
pub(crate) struct CancelArgs {
    #[command(flatten)]
    trade: Trade,
}

/// Buys an offered item at its price, if that is not above what you allow. You also pay the rent of
/// the account that holds it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound chain market buy --mint ADDRESS --max-price 0.25")]
pub(crate) struct BuyArgs {
    #[command(flatten)]
    trade: Trade,

    /// The most that you pay, in SOL.
    #[arg(long, value_name = "SOL", value_parser = sol::parse)]
    max_price: u64,
}

/// `market list`.
pub(super) fn sell(args: &SellArgs, screen: &Screen) -> anyhow::Result<()> {
    check_price(args.price)?;
    let desk = Desk::open(&args.trade)?;
    let node = &desk.node;
    check_supply(node, args.price)?;
    let (_, held) = desk.holding(&desk.wallet)?;
    if !held {
        match desk.listing()? {
            Some(listing) if listing.seller() == desk.wallet => anyhow::bail!(
                "you offer it already, for {}; take it back first: seedbound chain market cancel \
                 --mint {}",
                sol::show(listing.price()),
                text(&desk.item.mint)
            ),
            _ => anyhow::bail!(
                "the wallet {} does not hold {}; see `seedbound chain items`",
                text(&desk.wallet),
                desk.item()
            ),
        }
    }
    let rents = pay::rent(node, Listing::SIZE)? + pay::rent(node, TOKEN_ACCOUNT)?;
    pay::check_funds(node, &desk.wallet, rents + FEE)?;
    let expires_at = args.hours.map_or(0, |hours| now() + i64::from(hours) * 3_600);
    let terms = Terms { price: args.price, expires_at };
    let ended = desk.send(screen, &[desk.builder().list_item(&desk.id(), desk.wallet, terms)])?;
    desk.tell(screen, args.trade.json, "offered", args.price, &ended)
}

/// `market cancel`.
pub(super) fn cancel(args: &CancelArgs, screen: &Screen) -> anyhow::Result<()> {
    let desk = Desk::open(&args.trade)?;
    let Some(listing) = desk.listing()? else { return Err(desk.not_for_sale()) };
    let over = listing.expires_at() != 0 && listing.expires_at() < now();
    anyhow::ensure!(
        over || listing.seller() == desk.wallet,
        "only its seller, {}, can take it back",
        text(&listing.seller())
    );
    let (there, _) = desk.holding(&listing.seller())?;
    let rent = if there { 0 } else { pay::rent(&desk.node, TOKEN_ACCOUNT)? };
    pay::check_funds(&desk.node, &desk.wallet, rent + FEE)?;
    let builder = desk.builder();
    let open = builder.open_token_account(listing.seller(), desk.item.mint);
    let steps = [open, builder.cancel_listing(&listing, desk.wallet)];
    let ended = desk.send(screen, &steps)?;
    desk.tell(screen, args.trade.json, "taken back", listing.price(), &ended)
}

/// `market buy`.
pub(super) fn buy(args: &BuyArgs, screen: &Screen) -> anyhow::Result<()> {
    check_price(args.max_price).context("--max-price")?;
    let desk = Desk::open(&args.trade)?;
    let Some(listing) = desk.listing()? else { return Err(desk.not_for_sale()) };
    let price = listing.price();
    anyhow::ensure!(
        listing.expires_at() == 0 || listing.expires_at() >= now(),
        "the listing is over; nobody can buy it any more"
    );
    anyhow::ensure!(
        price <= args.max_price,
        "it costs {} now, which is above your --max-price of {}",
        sol::show(price),
        sol::show(args.max_price)
    );
    anyhow::ensure!(
        listing.seller() != desk.wallet,
        "it is yours: take it back with `seedbound chain market cancel --mint {}`",
        text(&desk.item.mint)
    );
    let (there, _) = desk.holding(&desk.wallet)?;
    let rent = if there { 0 } else { pay::rent(&desk.node, TOKEN_ACCOUNT)? };
    let needed = price.checked_add(rent + FEE).context("nobody can pay so much")?;
    pay::check_funds(&desk.node, &desk.wallet, needed)?;
    let ruleset = desk.node.world(&desk.class.world)?.ruleset;
    let builder = desk.builder();
    let open = builder.open_token_account(desk.wallet, desk.item.mint);
    let steps = [open, builder.buy_item(&listing, ruleset, desk.wallet, args.max_price)];
    let ended = desk.send(screen, &steps)?;
    desk.tell(screen, args.trade.json, "bought", price, &ended)
}

fn check_price(price: u64) -> anyhow::Result<()> {
    anyhow::ensure!(price != 0, "a price of zero is no price; the least is {}", least());
    anyhow::ensure!(
        price >= limits::PRICE,
        "{} is too little; the least is {}",
        sol::show(price),
        least()
    );
    Ok(())
}

fn least() -> String {
    sol::show(limits::PRICE)
}

/// A price must not be above what there is. The embedded chain does not count its lamports, and the
/// port for players does not tell.
fn check_supply(node: &Node, price: u64) -> anyhow::Result<()> {
    let told = node.rpc.supply().map_or(0, |supply| supply.value.total);
    let total = if told == 0 { MOST_SUPPLY } else { told };
    anyhow::ensure!(
        price <= total,
        "a price of {} is more than there is on this chain ({})",
        sol::show(price),
        sol::show(total)
    );
    Ok(())
}

/// Seconds since 1970.
pub(super) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
