//! `seedbound chain items`.

use super::node::Node;
use super::place::{ChainPlace, WorldPlace, address};
use super::table::{Side, Table};
use super::{rarity, text};
use crate::terminal::Screen;
use crate::wallet::WalletPlace;
use clap::Args;
use ledger::client::{Class, Epoch, Item, Origin, Roll};
use owo_colors::AnsiColors;
use seedbound_interface::Key;
use serde::Serialize;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::PathBuf;

/// Shows the items that a wallet holds, each with the roll or grant that it comes from. A roll is
/// computed again from what is on record; a grant's receipt is checked. Without --world, --data-dir or
/// a server's directory here, those of all worlds of the program. What is offered on the market
/// is held by the program until it is sold: see `seedbound chain market --seller`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound chain items
  seedbound chain items --wallet ADDRESS --world ADDRESS
  seedbound chain items --wallet ADDRESS --json")]
pub(crate) struct ItemsArgs {
    #[command(flatten)]
    chain: ChainPlace,

    #[command(flatten)]
    world: WorldPlace,

    /// The wallet's address [default: your own].
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    wallet: Option<Key>,

    /// Your own wallet's file [default: the game's].
    #[arg(long, value_name = "FILE", conflicts_with = "wallet")]
    file: Option<PathBuf>,

    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Answer {
    format: &'static str,
    genesis: String,
    wallet: String,
    world: Option<String>,
    items: Vec<ItemAnswer>,
}

#[derive(Serialize)]
struct ItemAnswer {
    mint: String,
    name: String,
    class: u32,
    rarity: String,
    number: u32,
    cap: Option<u32>,
    origin: &'static str,
    proof: String,
    proved: bool,
}

/// Carries it out.
pub(super) fn run(args: &ItemsArgs, screen: &Screen) -> anyhow::Result<()> {
    let wallet = match args.wallet {
        Some(wallet) => wallet,
        None => *WalletPlace::new(args.file.clone(), None).load()?.wallet().as_bytes(),
    };
    let node = args.chain.connect()?;
    let world = args.world.find_if_named(&node.program)?;
    if let Some(world) = &world {
        node.world(world)?;
    }
    let items = held(&node, &wallet, world.as_ref())?;
    let answer = Answer {
        format: "seedbound.chain-items/1",
        genesis: text(&node.genesis),
        wallet: text(&wallet),
        world: world.as_ref().map(text),
        items,
    };
    if args.json {
        return screen.json(&answer);
    }
    let items = match answer.items.len() {
        0 => return screen.print(&format!("{} holds no items of this program", answer.wallet)),
        1 => "1 item".to_owned(),
        count => format!("{count} items"),
    };
    let mut words = format!("{} of {}\n", screen.bold(&items), answer.wallet);
    let mut table = Table::new(&[
        ("name", Side::Left),
        ("rarity", Side::Left),
        ("number", Side::Right),
        ("from", Side::Left),
        ("proved", Side::Left),
        ("mint", Side::Left),
    ]);
    for item in &answer.items {
        let cap = item.cap.map_or_else(String::new, |cap| format!(" of {cap}"));
        table.row(vec![
            item.name.clone(),
            item.rarity.clone(),
            format!("{}{cap}", item.number),
            item.origin.to_owned(),
            if item.proved { "yes" } else { "NO" }.to_owned(),
            item.mint.clone(),
        ]);
    }
    words += &table.text(screen);
    if answer.items.iter().any(|item| !item.proved) {
        let warning = "What is not proved did not come about as it claims.";
        words += &format!("{}\n", screen.colour(AnsiColors::Red, warning));
    }
    screen.print(&words)
}

/// What a wallet holds of a world, or of all worlds of the program.
fn held(node: &Node, wallet: &Key, world: Option<&Key>) -> anyhow::Result<Vec<ItemAnswer>> {
    let client = node.client()?;
    let items = match world {
        Some(world) => node.read(client.items_of(wallet, world))?.items,
        None => {
            let mints = node.read(client.holdings(wallet))?;
            let checked = node.read(client.items(&mints))?;
            // Who holds something else, or a counterfeit, does not hold an item.
            let mut items: Vec<_> = checked.into_iter().filter_map(Result::ok).collect();
            items.sort_by_key(|item| (item.world, item.class_number, item.rarity, item.serial));
            items
        }
    };
    let mut proofs = Proofs { node, classes: BTreeMap::new(), epochs: BTreeMap::new() };
    items.iter().map(|item| answer(&mut proofs, item)).collect()
}

/// What rolls are computed again from; items of one class and epoch share it.
struct Proofs<'a> {
    node: &'a Node,
    classes: BTreeMap<Key, Class>,
    epochs: BTreeMap<Key, Epoch>,
}

impl Proofs<'_> {
    fn hold(&mut self, roll: &Roll) -> anyhow::Result<bool> {
        let client = self.node.client()?;
        let class = match self.classes.entry(roll.class) {
            Entry::Occupied(class) => class.into_mut(),
            Entry::Vacant(free) => free.insert(self.node.read(client.class(&roll.class))?),
        };
        let epoch = match self.epochs.entry(roll.epoch) {
            Entry::Occupied(epoch) => epoch.into_mut(),
            Entry::Vacant(free) => free.insert(self.node.read(client.epoch(&roll.epoch))?),
        };
        Ok(roll.recomputes(&self.node.program, class, epoch) == Some(true))
    }
}

fn answer(proofs: &mut Proofs<'_>, item: &Item) -> anyhow::Result<ItemAnswer> {
    let (origin, proof, proved) = match &item.origin {
        Origin::Rolled(roll) => ("roll", roll.address, proofs.hold(roll)?),
        // The receipt names the mint, and only the program writes receipts.
        Origin::Granted { receipt, .. } => ("grant", *receipt, true),
    };
    Ok(ItemAnswer {
        mint: text(&item.mint),
        name: item.name.clone(),
        class: item.class_number,
        rarity: rarity::name(item.rarity),
        number: item.serial,
        cap: item.cap,
        origin,
        proof: text(&proof),
        proved,
    })
}
