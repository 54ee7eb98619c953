//! `seedbound settlement list` and `seedbound settlement show`.

use super::WorldArgs;
use super::history::wrapped;
use super::pick::{self, SettlementName};
use crate::picture;
use crate::terminal::Screen;
use anyhow::Context;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use worldgen::{Compass, HousePurpose, Settlement, WorkKind, World};

/// `seedbound settlement ...`
#[derive(Debug, Subcommand)]
pub(crate) enum SettlementCommand {
    /// List the settlements around home.
    List(ListArgs),
    /// Tell what stands in a settlement, or draw its plan.
    Show(ShowArgs),
}

/// Lists the settlements within 4 km of the home settlement, home first. The numbers in front are
/// what `--id` takes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound settlement list --seed hollow")]
pub(crate) struct ListArgs {
    #[command(flatten)]
    world: WorldArgs,
}

/// Tells rank, culture, buildings by purpose, people, and what is made there; or draws its
/// streets, houses with their rooms, wall and fields.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound settlement show --seed hollow
  seedbound settlement show --seed hollow --id 3 --png town.png
  seedbound settlement show --seed hollow --id=-1,0 --png town.png")]
pub(crate) struct ShowArgs {
    #[command(flatten)]
    world: WorldArgs,

    /// Its number in `settlement list`, or its site cell X,Z.
    #[arg(long, default_value = "1", value_name = "N|X,Z", allow_hyphen_values = true)]
    id: SettlementName,

    /// Write a plan instead.
    #[arg(long, value_name = "FILE")]
    png: Option<PathBuf>,
}

/// Carries it out.
pub(crate) fn run(command: SettlementCommand, screen: &Screen) -> anyhow::Result<()> {
    match command {
        SettlementCommand::List(args) => list(&args, screen),
        SettlementCommand::Show(args) => show(&args, screen),
    }
}

fn list(args: &ListArgs, screen: &Screen) -> anyhow::Result<()> {
    let world = args.world.open()?;
    let sites = pick::settlements(&world)?;
    let home = pick::home(&world)?;
    let title = format!("{} settlements within 4 km of {}", sites.len(), home.name);
    let mut text = format!("{}\n", screen.bold(&title));
    for (number, site) in (1..).zip(&sites) {
        let Some(town) = world.settlement(site.id) else { continue };
        let way = if site.id == home.id {
            "home".into()
        } else {
            format!("{} {}", pick::away(home.at, site.at), Compass::between(home.at, site.at))
        };
        let id = format!("{},{}", site.id.x, site.id.z);
        let people = town.people.len();
        text += &format!(
            "{number:3}  {:18} {:12} {:9} {:2} houses {people:3} people  {:7} {way}{}\n",
            site.name,
            rank(&world, &town),
            world.rules().culture(town.culture).name,
            town.houses.len(),
            id,
            if has(&town, WorkKind::Pier) { ", harbour" } else { "" },
        );
    }
    screen.print(text.trim_end())
}

fn show(args: &ShowArgs, screen: &Screen) -> anyhow::Result<()> {
    let world = args.world.open()?;
    let site = pick::settlement_named(&world, args.id)?;
    let town =
        world.settlement(site.id).with_context(|| format!("{} is no settlement", site.name))?;
    if let Some(path) = &args.png {
        picture::settlement(&world, &town).save(path)?;
        return screen.print(&format!("{} -> {}", site.name, path.display()));
    }
    let culture = world.rules().culture(town.culture);
    let (x, z) = site.at.cell();
    let title = format!("{}, {} of the {}", site.name, rank(&world, &town), culture.name);
    let mut text = format!("{}\n", screen.bold(&title));
    text += &format!("  at {x}, {z}, level {}, {} people\n", site.level, town.people.len());
    text += &format!("  the land around feeds {} per mille of the best\n", town.food);
    let houses = wrapped(&buildings(&world, &town), 80, 13);
    text += &format!("  {} houses: {houses}\n", town.houses.len());
    let makes = goods(&world, &town);
    let makes = if makes.is_empty() { "little" } else { &makes };
    text += &format!("  makes {}\n", wrapped(makes, 90, 8));
    let streets = town.streets.len();
    let mut beside = vec![format!("{streets} pieces of street"), count(town.gates.len(), "gate")];
    beside.push(count(town.fields.len(), "field"));
    for (kind, name) in [
        (WorkKind::Well, "well"),
        (WorkKind::Stall, "market stall"),
        (WorkKind::Tower, "tower"),
        (WorkKind::Pier, "quay"),
    ] {
        let number = town.works.iter().filter(|work| work.kind == kind).count();
        if number > 0 {
            beside.push(count(number, name));
        }
    }
    text += &format!("  {}", beside.join(", "));
    screen.print(&text)
}

/// The name of a settlement's rank.
pub(crate) fn rank(world: &World, town: &Settlement) -> String {
    let ranks = &world.rules().settlement.ranks;
    ranks.get(usize::from(town.rank.0)).map_or_else(String::new, |rank| rank.name.clone())
}

/// What a house is for, in a word.
pub(crate) fn purpose(world: &World, purpose: HousePurpose) -> String {
    match purpose {
        HousePurpose::Dwelling => "dwelling".into(),
        HousePurpose::Workshop(trade) => world.rules().trade(trade).name.clone(),
        HousePurpose::Inn => "inn".into(),
        HousePurpose::Temple => "temple".into(),
        HousePurpose::Hall => "hall".into(),
        HousePurpose::Store => "store".into(),
        HousePurpose::Gatehouse => "gatehouse".into(),
    }
}

/// "2 inns, 1 temple, 14 dwellings".
fn buildings(world: &World, town: &Settlement) -> String {
    let mut purposes: Vec<HousePurpose> = town.houses.iter().map(|house| house.purpose).collect();
    purposes.sort_unstable();
    let mut counted: Vec<(HousePurpose, usize)> = Vec::new();
    for purpose in purposes {
        match counted.last_mut() {
            Some((last, number)) if *last == purpose => *number += 1,
            _ => counted.push((purpose, 1)),
        }
    }
    let names = counted.into_iter().map(|(kind, number)| count(number, &purpose(world, kind)));
    names.collect::<Vec<_>>().join(", ")
}

/// What is made, the most first.
fn goods(world: &World, town: &Settlement) -> String {
    let mut makes = world.economy(town.site.id).map_or_else(Vec::new, |economy| economy.makes);
    makes.sort_by_key(|&(item, amount)| (std::cmp::Reverse(amount), item));
    let names: Vec<&str> =
        makes.iter().map(|(item, _)| world.rules().item(*item).name.as_str()).collect();
    names.join(", ")
}

fn has(town: &Settlement, kind: WorkKind) -> bool {
    town.works.iter().any(|work| work.kind == kind)
}

fn count(number: usize, name: &str) -> String {
    format!("{number} {name}{}", if number == 1 { "" } else { "s" })
}
