//! `seedbound chain market`: what is for sale.

use super::place::{ChainPlace, WorldPlace, address};
use super::table::{Side, Table};
use super::trade::{self, BuyArgs, CancelArgs, SellArgs};
use super::{rarity, search, sol, text};
use crate::terminal::Screen;
use clap::{Args, Subcommand, ValueEnum};
use ledger::client;
use seedbound_interface::Key;
use serde::Serialize;

/// Shows what is for sale in a world, the cheapest first.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:
  seedbound chain market
  seedbound chain market --rarity rare --max-price 0.5 --sort rarity
  seedbound chain market list --mint ADDRESS --price 0.25
  seedbound chain market buy --mint ADDRESS --max-price 0.25
  seedbound chain market cancel --mint ADDRESS"
)]
pub(crate) struct MarketArgs {
    #[command(flatten)]
    show: ShowArgs,

    #[command(subcommand)]
    command: Option<MarketCommand>,
}

/// `seedbound chain market ...`
#[derive(Debug, Subcommand)]
enum MarketCommand {
    /// Offer an item of your wallet.
    List(SellArgs),
    /// Take back what you offer.
    Cancel(CancelArgs),
    /// Buy what is offered.
    Buy(BuyArgs),
}

#[derive(Debug, Args)]
struct ShowArgs {
    #[command(flatten)]
    chain: ChainPlace,

    #[command(flatten)]
    world: WorldPlace,

    /// What comes first.
    #[arg(long, value_enum, default_value_t)]
    sort: Sort,

    /// Only of this class, by its number in the world.
    #[arg(long, value_name = "NUMBER")]
    class: Option<u32>,

    /// Only of this rarity, by its name or number.
    #[arg(long, value_name = "RARITY", value_parser = rarity::parse)]
    rarity: Option<u8>,

    /// Nothing that costs more SOL than this.
    #[arg(long, value_name = "SOL", value_parser = sol::parse)]
    max_price: Option<u64>,

    /// Only what this wallet offers.
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    seller: Option<Key>,

    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// What comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Sort {
    /// The cheapest.
    #[default]
    Price,
    /// The rarest, then the cheapest.
    Rarity,
    /// What was minted last in its class: the highest number.
    New,
}

#[derive(Serialize)]
struct Answer {
    format: &'static str,
    genesis: String,
    world: String,
    listings: Vec<Offer>,
}

#[derive(Clone, Debug, Serialize)]
struct Offer {
    mint: String,
    name: String,
    class: u32,
    rarity: String,
    #[serde(skip)]
    rarity_number: u8,
    number: u32,
    cap: Option<u32>,
    price_lamports: u64,
    price_sol: String,
    seller: String,
    /// Seconds since 1970.
    expires_at: Option<i64>,
    /// Its end has come: nobody can buy it, anybody can give it back to its seller.
    over: bool,
}

/// Carries it out.
pub(super) fn run(args: &MarketArgs, screen: &Screen) -> anyhow::Result<()> {
    match &args.command {
        None => show(&args.show, screen),
        Some(MarketCommand::List(args)) => trade::sell(args, screen),
        Some(MarketCommand::Cancel(args)) => trade::cancel(args, screen),
        Some(MarketCommand::Buy(args)) => trade::buy(args, screen),
    }
}

fn show(args: &ShowArgs, screen: &Screen) -> anyhow::Result<()> {
    let node = args.chain.connect()?;
    let world = args.world.find(&node.program)?;
    node.world(&world)?;
    let now = trade::now();
    let offers = search::market(&node, &world)?;
    let mut offers: Vec<_> = offers.iter().map(|offer| of(offer, now)).collect();
    offers.retain(|offer| {
        args.class.is_none_or(|class| class == offer.class)
            && args.rarity.is_none_or(|rarity| rarity == offer.rarity_number)
            && args.max_price.is_none_or(|most| offer.price_lamports <= most)
            && args.seller.as_ref().is_none_or(|seller| text(seller) == offer.seller)
    });
    offers.sort_by_key(|offer| order(args.sort, offer));
    let (genesis, world) = (text(&node.genesis), text(&world));
    if args.json {
        let format = "seedbound.chain-market/1";
        return screen.json(&Answer { format, genesis, world, listings: offers });
    }
    if offers.is_empty() {
        return screen.print("nothing is for sale, or nothing that you look for");
    }
    let mut table = Table::new(&[
        ("price", Side::Right),
        ("name", Side::Left),
        ("rarity", Side::Left),
        ("number", Side::Right),
        ("mint", Side::Left),
        ("seller", Side::Left),
        ("", Side::Left),
    ]);
    for offer in &offers {
        let cap = offer.cap.map_or_else(String::new, |cap| format!(" of {cap}"));
        table.row(vec![
            format!("{} SOL", offer.price_sol),
            offer.name.clone(),
            offer.rarity.clone(),
            format!("{}{cap}", offer.number),
            offer.mint.clone(),
            short(&offer.seller),
            if offer.over { "over" } else { "" }.to_owned(),
        ]);
    }
    let count = match offers.len() {
        1 => "1 item for sale".to_owned(),
        count => format!("{count} items for sale"),
    };
    screen.print(&format!("{}\n{}", screen.bold(&count), table.text(screen)))
}

fn order(sort: Sort, offer: &Offer) -> (u32, u64, String) {
    let first = match sort {
        Sort::Price => 0,
        Sort::Rarity => u32::from(u8::MAX - offer.rarity_number),
        Sort::New => u32::MAX - offer.number,
    };
    (first, offer.price_lamports, offer.mint.clone())
}

/// The first and last characters of an address.
fn short(address: &str) -> String {
    match (address.get(..4), address.get(address.len().saturating_sub(4)..)) {
        (Some(first), Some(last)) if address.len() > 12 => format!("{first}…{last}"),
        _ => address.to_owned(),
    }
}

/// What is shown of an offer; `now` in seconds since 1970.
fn of(offer: &client::Offer, now: i64) -> Offer {
    let client::Offer { listing, item } = offer;
    Offer {
        mint: text(&item.mint),
        name: item.name.clone(),
        class: item.class_number,
        rarity: rarity::name(item.rarity),
        rarity_number: item.rarity,
        number: item.serial,
        cap: item.cap,
        price_lamports: listing.price,
        price_sol: sol::number(listing.price),
        seller: text(&listing.seller),
        expires_at: listing.expires_at,
        over: listing.expires_at.is_some_and(|at| at < now),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(price: u64, rarity: u8, number: u32) -> Offer {
        Offer {
            mint: format!("m{price}"),
            name: "Lantern".into(),
            class: 1,
            rarity: rarity::name(rarity),
            rarity_number: rarity,
            number,
            cap: None,
            price_lamports: price,
            price_sol: sol::number(price),
            seller: "s".into(),
            expires_at: None,
            over: false,
        }
    }

    #[test]
    fn offers_are_sorted_as_asked() {
        let all = [offer(5, 0, 1), offer(3, 4, 2), offer(9, 4, 7), offer(1, 2, 3)];
        let prices = |sort| {
            let mut all = all.to_vec();
            all.sort_by_key(|offer| order(sort, offer));
            all.iter().map(|offer| offer.price_lamports).collect::<Vec<_>>()
        };
        assert_eq!(prices(Sort::Price), [1, 3, 5, 9]);
        assert_eq!(prices(Sort::Rarity), [3, 9, 1, 5]);
        assert_eq!(prices(Sort::New), [9, 1, 3, 5]);
    }

    #[test]
    fn a_long_address_is_shortened_at_its_middle() {
        assert_eq!(short("7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU"), "7xKX…gAsU");
        assert_eq!(short("abc"), "abc");
    }
}
