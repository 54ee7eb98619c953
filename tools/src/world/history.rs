//! `seedbound history tell`: a region's past; `seedbound history news`: what players add to it.

mod news;

use super::pick::{self, Pair};
use super::{Origin, WorldArgs};
use crate::terminal::Screen;
use anyhow::ensure;
use clap::{Args, Subcommand};
use owo_colors::AnsiColors;
use serde::Serialize;
use worldgen::{Event, History, Place, Region, Subject, World};

/// `seedbound history ...`
#[derive(Debug, Subcommand)]
pub(crate) enum HistoryCommand {
    /// Tell a region's past, year by year.
    Tell(TellArgs),
    /// Tell what follows from what players did: rumours, prices, quests.
    News(news::NewsArgs),
}

/// Tells what happened in a region (the home settlement's unless named) up to today.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound history tell --seed hollow
  seedbound history tell --seed hollow --region 1,0
  seedbound history tell --seed hollow --about Barrow --json")]
pub(crate) struct TellArgs {
    #[command(flatten)]
    world: WorldArgs,

    /// The region, by its block.
    #[arg(long, value_name = "X,Z", allow_hyphen_values = true)]
    region: Option<Pair>,

    /// Only what is about a person, place or thing whose name holds this.
    #[arg(long, value_name = "NAME")]
    about: Option<String>,

    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    origin: Origin,
    region: Region,
    #[serde(flatten)]
    history: &'a History,
}

/// Carries it out.
pub(crate) fn run(command: HistoryCommand, screen: &Screen) -> anyhow::Result<()> {
    match command {
        HistoryCommand::Tell(args) => tell(&args, screen),
        HistoryCommand::News(args) => news::run(&args, screen),
    }
}

fn tell(args: &TellArgs, screen: &Screen) -> anyhow::Result<()> {
    let world = args.world.open()?;
    let id = match args.region {
        Some(block) => pick::region(&world, block)?,
        None => world.region_at(pick::home(&world)?.at),
    };
    let mut history = (*world.history(id)).clone();
    let region = world.region(id);
    if let Some(name) = &args.about {
        let told = about(&world, &history, name);
        ensure!(
            !told.is_empty(),
            "{} has nothing to tell about {name:?}; without --about it tells of everybody",
            region.name
        );
        history.events = told;
    }
    if args.json {
        let origin = Origin::of(&args.world, &world, "seedbound.history/1");
        return screen.json(&Answer { origin, region, history: &history });
    }
    screen.print(&chronicle(screen, &region, &history))
}

fn chronicle(screen: &Screen, region: &Region, history: &History) -> String {
    if history.events.is_empty() {
        return format!("{}: nobody lived here, and nothing is told\n", screen.bold(&region.name));
    }
    let years = history.present - history.start;
    let title = format!("The past of {}, {years} years of it", region.name);
    let mut text = format!("{}\n", screen.bold(&title));
    let mut century = 0;
    for event in &history.events {
        if event.year / 100 != century {
            century = event.year / 100;
            let from = u32::from(century) * 100;
            text += &format!("\n{}\n", screen.dim(&format!("{from} to {}", from + 99)));
        }
        let year = screen.colour(AnsiColors::Cyan, &format!("{:>5}", event.year));
        text += &format!("{year}  {}\n", wrapped(&event.text, 92, 7));
    }
    text + &format!("\n{}\n", screen.dim(&format!("Today it is {}.", history.present)))
}

/// The events about whatever bears a name, with what each of them follows from.
fn about(world: &World, history: &History, name: &str) -> Vec<Event> {
    let name = name.to_lowercase();
    let named = |event: &Event| event.subjects().any(|of| matches(world, history, of, &name));
    let families = |event: &Event| {
        [&event.roles.family, &event.roles.rival].iter().any(|f| f.to_lowercase() == name)
    };
    let mut told: Vec<Event> =
        history.events.iter().filter(|event| named(event) || families(event)).cloned().collect();
    let causes: Vec<Event> =
        told.iter().filter_map(|event| history.event(event.cause?).cloned()).collect();
    told.extend(causes);
    told.sort_by_key(|event| event.id);
    told.dedup();
    told
}

fn matches(world: &World, history: &History, subject: Subject, name: &str) -> bool {
    let rules = world.rules();
    let known = match subject {
        Subject::Figure(id) => history.figure(id).map(worldgen::Figure::full_name),
        Subject::Place(Place::Site(id)) => world.site(id).map(|site| site.name),
        Subject::Place(Place::Ruin(id)) => {
            history.ruins.iter().find(|ruin| ruin.id == id).map(|ruin| ruin.name.clone())
        }
        Subject::Thing(id) => {
            history.lost.iter().find(|thing| thing.id == id).map(|thing| thing.name.clone())
        }
        Subject::Faction(id) => {
            rules.society.factions.get(usize::from(id.0)).map(|faction| faction.name.clone())
        }
    };
    known.is_some_and(|known| known.to_lowercase().contains(name))
}

/// The text with lines of at most `width` characters; all but the first are indented.
pub(super) fn wrapped(text: &str, width: usize, indent: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent));
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_wrapped_between_words() {
        assert_eq!(wrapped("one two three", 7, 2), "one two\n  three");
        assert_eq!(wrapped("immeasurable", 3, 2), "immeasurable");
    }
}
