//! `seedbound people list` and `seedbound people show`.

use super::history::wrapped;
use super::people_text::Told;
use super::pick::{self, Pair};
use super::{Origin, WorldArgs};
use crate::terminal::Screen;
use anyhow::Context;
use clap::{Args, Subcommand};
use serde::Serialize;
use worldgen::{Economy, Known, Life, Person, Settlement, World};

/// `seedbound people ...`
#[derive(Debug, Subcommand)]
pub(crate) enum PeopleCommand {
    /// List who lives in a settlement, and what it makes and lacks.
    List(ListArgs),
    /// Tell a person's life: kin, day, temperament, grudges, secrets, knowledge.
    Show(ShowArgs),
}

/// Lists the people of a settlement (the home settlement unless named) house by house, and its
/// economy.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound people list --seed hollow
  seedbound people list --seed hollow --settlement 1,0 --json")]
pub(crate) struct ListArgs {
    #[command(flatten)]
    world: WorldArgs,

    /// The settlement's cell.
    #[arg(long, value_name = "X,Z", allow_hyphen_values = true)]
    settlement: Option<Pair>,

    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Tells what there is to know of a person, secrets included.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound people show --seed hollow --person 3
  seedbound people show --seed hollow --settlement 1,0 --person 0 --json")]
pub(crate) struct ShowArgs {
    #[command(flatten)]
    world: WorldArgs,

    /// The settlement's cell.
    #[arg(long, value_name = "X,Z", allow_hyphen_values = true)]
    settlement: Option<Pair>,

    /// Number in the settlement, from 0; all of its people unless named.
    #[arg(long, value_name = "N")]
    person: Option<u16>,

    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct ListAnswer {
    #[serde(flatten)]
    origin: Origin,
    people: Vec<Person>,
    economy: Option<Economy>,
}

#[derive(Serialize)]
struct ShowAnswer {
    #[serde(flatten)]
    origin: Origin,
    people: Vec<Shown>,
}

#[derive(Serialize)]
struct Shown {
    person: Person,
    life: Option<Life>,
    knowledge: Vec<Known>,
}

/// Carries it out.
pub(crate) fn run(command: PeopleCommand, screen: &Screen) -> anyhow::Result<()> {
    match command {
        PeopleCommand::List(args) => list(&args, screen),
        PeopleCommand::Show(args) => show(&args, screen),
    }
}

fn open(args: &WorldArgs, cell: Option<Pair>) -> anyhow::Result<(World, Settlement)> {
    let world = args.open()?;
    let site = pick::settlement(&world, cell)?;
    let town = world.settlement(site.id).context("there is no such settlement")?;
    Ok((world, town))
}

fn list(args: &ListArgs, screen: &Screen) -> anyhow::Result<()> {
    let (world, town) = open(&args.world, args.settlement)?;
    let economy = world.economy(town.site.id);
    if args.json {
        let origin = Origin::of(&args.world, &world, "seedbound.people/1");
        return screen.json(&ListAnswer { origin, people: town.people, economy });
    }
    let rules = world.rules();
    let culture = &rules.culture(town.culture).name;
    let title = format!("{} people of {}, {culture}", town.people.len(), town.site.name);
    let mut text = format!("{}\n", screen.bold(&title));
    for person in &town.people {
        let faction = person.faction.and_then(|id| rules.society.factions.get(usize::from(id.0)));
        text += &format!(
            "{:4}  {:<24} {:>2}  {:<12} {}\n",
            person.id.number,
            person.full_name(),
            person.age,
            rules.trade(person.trade).name,
            screen.dim(faction.map_or("", |faction| &faction.name)),
        );
    }
    if let Some(economy) = &economy {
        text += &format!("\n{}\n", market(&world, economy));
    }
    screen.print(&text)
}

fn market(world: &World, economy: &Economy) -> String {
    let rules = world.rules();
    let amount = |list: &[(ruleset::ItemId, u32)], item| {
        let found = list.iter().find(|(id, _)| *id == item).map_or(0, |(_, amount)| *amount);
        format!("{}.{}", found / 1_000, found % 1_000 / 100)
    };
    let mut text = String::from("      goods              made  needed  price\n");
    for &(item, price) in &economy.prices {
        let from = economy.imports.iter().find(|(id, _)| *id == item);
        let from = from.and_then(|(_, site)| world.site(*site));
        let price = rules.item(item).value * u32::from(price) / 100;
        text += &format!(
            "      {:<16} {:>6} {:>7} {:>4}.{} {}\n",
            rules.item(item).name,
            amount(&economy.makes, item),
            amount(&economy.needs, item),
            price / 10,
            price % 10,
            from.map_or_else(String::new, |site| format!("from {}", site.name)),
        );
    }
    text
}

fn show(args: &ShowArgs, screen: &Screen) -> anyhow::Result<()> {
    let (world, town) = open(&args.world, args.settlement)?;
    let people: Vec<Person> = match args.person {
        None => town.people.clone(),
        Some(number) => vec![
            town.people
                .get(usize::from(number))
                .with_context(|| {
                    let count = town.people.len();
                    format!(
                        "{} has {count} people; --person takes 0 to {}",
                        town.site.name,
                        count - 1
                    )
                })?
                .clone(),
        ],
    };
    if args.json {
        let origin = Origin::of(&args.world, &world, "seedbound.lives/1");
        let shown = people.into_iter().map(|person| Shown {
            life: world.life(person.id),
            knowledge: world.knowledge(person.id),
            person,
        });
        return screen.json(&ShowAnswer { origin, people: shown.collect() });
    }
    let mut text = String::new();
    for person in &people {
        let Some(life) = world.life(person.id) else { continue };
        let told = Told { world: &world, town: &town, person, life: &life };
        text += &format!("{}\n", screen.bold(&told.title()));
        for (label, line) in told.lines() {
            let label = screen.dim(&format!("{label:<9}"));
            text += &format!("  {label} {}\n", wrapped(&line, 86, 12));
        }
        text.push('\n');
    }
    screen.print(&text)
}
