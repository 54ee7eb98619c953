//! `seedbound quest list` and `seedbound quest show`.

mod arcs;

use super::history::wrapped;
use super::pick::{self, Pair, QuestName};
use super::{Origin, WorldArgs};
use crate::terminal::Screen;
use anyhow::Context;
use clap::{Args, Subcommand};
use owo_colors::AnsiColors;
use ruleset::Rarity;
use serde::Serialize;
use worldgen::{After, Consequence, Ending, Need};
use worldgen::{Objective, Person, PersonId, Quest, QuestKind, Site, SiteId, World};

/// `seedbound quest ...`
#[derive(Debug, Subcommand)]
pub(crate) enum QuestCommand {
    /// List what the people of a settlement want done.
    List(ListArgs),
    /// Show a quest in full.
    Show(ShowArgs),
    /// List the tales that are told in several quests.
    Arcs(arcs::ArcsArgs),
}

/// Lists the quests of a settlement (the home settlement unless named). The numbers in front are
/// what `--id` takes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound quest list --seed hollow
  seedbound quest list --seed hollow --settlement 1,0 --json")]
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

/// Shows a quest: the offer in its giver's words, every objective, the reward.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound quest show --seed hollow --id 1
  seedbound quest show --seed hollow --id 3 --graph | dot -Tsvg > quest.svg
  seedbound quest show --seed hollow --settlement 1,0 --id 3 --json")]
pub(crate) struct ShowArgs {
    #[command(flatten)]
    world: WorldArgs,

    /// The settlement's cell, for a number in its listing.
    #[arg(long, value_name = "X,Z", allow_hyphen_values = true)]
    settlement: Option<Pair>,

    /// Its number in `quest list`, or its identity X,Z,PERSON,N.
    #[arg(long, default_value = "1", value_name = "N|X,Z,PERSON,N", allow_hyphen_values = true)]
    id: QuestName,

    /// Print the graph of its objectives in the language of Graphviz.
    #[arg(long, conflicts_with = "json")]
    graph: bool,

    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct ListAnswer {
    #[serde(flatten)]
    origin: Origin,
    settlement: Site,
    quests: Vec<Quest>,
}

#[derive(Serialize)]
struct ShowAnswer {
    #[serde(flatten)]
    origin: Origin,
    giver: Option<Person>,
    quest: Quest,
    content_address: String,
}

/// Carries it out.
pub(crate) fn run(command: QuestCommand, screen: &Screen) -> anyhow::Result<()> {
    match command {
        QuestCommand::List(args) => list(&args, screen),
        QuestCommand::Show(args) => show(&args, screen),
        QuestCommand::Arcs(args) => arcs::run(&args, screen),
    }
}

fn list(args: &ListArgs, screen: &Screen) -> anyhow::Result<()> {
    let world = args.world.open()?;
    let site = pick::settlement(&world, args.settlement)?;
    let quests = pick::quests(&world, &site)?;
    if args.json {
        let origin = Origin::of(&args.world, &world, "seedbound.quests/1");
        return screen.json(&ListAnswer { origin, settlement: site, quests });
    }
    let title = format!("{} quests in {}", quests.len(), site.name);
    let mut text = format!("{}\n", screen.bold(&title));
    let wide = quests.iter().map(|quest| quest.title.chars().count()).max().unwrap_or(0);
    for (number, quest) in (1..).zip(&quests) {
        let id = quest.id;
        let id =
            format!("{},{},{},{}", id.giver.home.x, id.giver.home.z, id.giver.number, id.number);
        text += &format!(
            "{number:4}  {}  {}  {:<wide$}  level {:<2} {}\n",
            screen.dim(&format!("{id:<10}")),
            screen.colour(AnsiColors::Cyan, &format!("{:<8}", kind(quest.kind))),
            quest.title,
            quest.level,
            person(&world, quest.id.giver),
        );
    }
    screen.print(&text)
}

fn show(args: &ShowArgs, screen: &Screen) -> anyhow::Result<()> {
    let world = args.world.open()?;
    let quest = match args.id {
        QuestName::Id(id) => world.quests(id.giver).into_iter().find(|quest| quest.id == id),
        QuestName::Listed(number) => {
            let site = pick::settlement(&world, args.settlement)?;
            pick::quests(&world, &site)?.into_iter().nth(number - 1)
        }
    };
    let quest = quest.context("there is no such quest; see `seedbound quest list`")?;
    if args.json {
        return screen.json(&ShowAnswer {
            origin: Origin::of(&args.world, &world, "seedbound.quest/1"),
            giver: world.person(quest.id.giver),
            content_address: seed::Canonical::content_address(&quest).to_string(),
            quest,
        });
    }
    if args.graph {
        return screen.print(&quest.dot(|objective| objective_text(&world, objective)));
    }
    let mut text = format!(
        "{}  {}, level {}\n  {}: {}\n\n",
        screen.bold(&quest.title),
        kind(quest.kind),
        quest.level,
        person(&world, quest.id.giver),
        wrapped(&format!("\"{}\"", quest.offer), 92, 4),
    );
    for (number, objective) in (1..).zip(&quest.objectives) {
        text += &format!(
            "  {number}. {}{}\n",
            objective_text(&world, objective),
            after(&quest, number)
        );
    }
    text += &plot_text(&world, &quest);
    text += &format!(
        "\n  for {}\n  {}\n",
        reward_text(&world, &quest),
        wrapped(&format!("\"{}\"", quest.thanks), 92, 2)
    );
    screen.print(&text)
}

/// What an objective, numbered from 1, comes after, where that is not the one before.
fn after(quest: &Quest, number: usize) -> String {
    let list = |numbers: &[u16], word: &str| {
        let numbers: Vec<String> = numbers.iter().map(|n| (n + 1).to_string()).collect();
        numbers.join(word)
    };
    match quest.plot.steps.get(number - 1) {
        None => String::new(),
        Some(After::All(numbers)) if numbers.is_empty() => "  (from the start)".into(),
        Some(After::All(numbers)) => format!("  (after {})", list(numbers, " and ")),
        Some(After::Any(numbers)) => format!("  (after {})", list(numbers, " or ")),
    }
}

/// Why it is wanted, till when, and what comes of it.
fn plot_text(world: &World, quest: &Quest) -> String {
    let plot = &quest.plot;
    let mut text = format!("\n  need: {}\n", need(plot.need));
    if let Some(arc) = plot.arc {
        let turn = if arc.turn { ", its turn" } else { "" };
        text += &format!("  part {} of {} of an arc{turn}\n", arc.part + 1, arc.of);
    }
    if let Some(days) = plot.deadline_days {
        text += &format!("  wanted within {days} days\n");
    }
    if !quest.is_playable() {
        text += "  the running game does not offer it yet\n";
    }
    for outcome in &plot.outcomes {
        let when = match outcome.when {
            Ending::Done => "when done".to_owned(),
            Ending::By(number) => format!("by way of {}", number + 1),
            Ending::Refused => "when refused".to_owned(),
            Ending::Late => "when late".to_owned(),
        };
        let what = match outcome.what {
            Consequence::Opinion { of, by } => format!("{} thinks {by:+}", person(world, of)),
            Consequence::Price { site, item, per_cent } => {
                let item = &world.rules().item(item).name;
                format!("{item} costs {per_cent:+} % in {}", place(world, site))
            }
            Consequence::Safety { site, by } => {
                format!("{} is safer by {by:+}", place(world, site))
            }
            Consequence::Next(_) => "the next part is offered".to_owned(),
        };
        text += &format!("  {when}: {what}\n");
    }
    if !plot.refusal.is_empty() {
        let refusal = wrapped(&format!("\"{}\"", plot.refusal), 84, 11);
        text += &format!("  to a no: {refusal}\n");
    }
    text
}

/// Why something is wanted, in words.
const fn need(need: Need) -> &'static str {
    match need {
        Need::Trade => "the giver's trade",
        Need::Neighbour => "neighbours and kin",
        Need::Beasts => "beasts nearby",
        Need::Missing => "something lost below ground",
        Need::Land => "the land around",
        Need::Grudge => "a quarrel",
        Need::Deed => "what players did",
    }
}

pub(crate) const fn kind(kind: QuestKind) -> &'static str {
    match kind {
        QuestKind::Deliver => "deliver",
        QuestKind::Hunt => "hunt",
        QuestKind::Delve => "delve",
        QuestKind::Fetch => "fetch",
        QuestKind::Explore => "explore",
        QuestKind::FindOut => "find-out",
        QuestKind::Persuade => "persuade",
        QuestKind::Build => "build",
        QuestKind::Solve => "solve",
        QuestKind::Escort => "escort",
    }
}

pub(crate) fn person(world: &World, id: PersonId) -> String {
    world.person(id).map_or_else(
        || "somebody unknown".into(),
        |person| format!("{}, {}", person.full_name(), world.rules().trade(person.trade).name),
    )
}

fn place(world: &World, id: SiteId) -> String {
    world.site(id).map_or_else(|| pick::id_text(id), |site| site.name)
}

fn objective_text(world: &World, objective: &Objective) -> String {
    let rules = world.rules();
    match objective {
        Objective::Deliver { item, to } => {
            let home = place(world, to.home);
            format!("bring the {} to {} in {home}", rules.item(*item).name, person(world, *to))
        }
        Objective::Hunt { creature, count, near, within } => {
            let (x, z) = near.cell();
            let plural = &rules.creature(*creature).plural;
            format!("kill {count} {plural} within {} m of ({x}, {z})", within.0 / 1000)
        }
        Objective::Enter { dungeon } => format!("go down {}", place(world, *dungeon)),
        Objective::Solve { dungeon } => format!("solve the puzzle of {}", place(world, *dungeon)),
        Objective::SlayBoss { dungeon } => format!("kill the boss of {}", place(world, *dungeon)),
        Objective::Fetch { item, dungeon } => {
            format!("take the {} out of {}", rules.item(*item).name, place(world, *dungeon))
        }
        Objective::Report { to } => format!("report to {}", person(world, *to)),
        Objective::Explore { site, within, .. } => {
            format!("come within {} m of {}", within.0 / 1000, place(world, *site))
        }
        Objective::FindOut { from } => format!("hear what {} knows", person(world, *from)),
        Objective::Persuade { whom, gift } => {
            let gift = gift.map(|gift| format!(" with the {}", rules.item(gift).name));
            format!("win over {}{}", person(world, *whom), gift.unwrap_or_default())
        }
        Objective::Collect { item, count, from } => {
            format!("collect {count} {} from {}", rules.item(*item).plural, person(world, *from))
        }
        Objective::Build { item, count, with } => {
            let goods = &rules.item(*item).plural;
            format!("hand {count} {goods} to {}, who builds", person(world, *with))
        }
        Objective::Escort { who, to } => {
            format!("bring {} to {}", person(world, *who), place(world, *to))
        }
    }
}

fn reward_text(world: &World, quest: &Quest) -> String {
    let reward = &quest.reward;
    let mut text = format!("{} coins, {} experience", reward.coins, reward.experience);
    if let Some(item) = &reward.item {
        let rarity = match item.rarity {
            Rarity::Common => "a common",
            Rarity::Uncommon => "an uncommon",
            Rarity::Rare => "a rare",
            Rarity::Epic => "an epic",
            Rarity::Legendary => "a legendary",
        };
        text += &format!(", {rarity} {}", world.rules().item(item.base).name);
    }
    text
}
