//! `seedbound quest arcs`: tales that a settlement's people tell in several quests.

use super::{kind, person};
use crate::terminal::Screen;
use crate::world::history::wrapped;
use crate::world::pick::{self, Pair};
use crate::world::{Origin, WorldArgs};
use clap::Args;
use serde::Serialize;
use std::collections::BTreeMap;
use worldgen::Quest;

/// Lists the arcs of a settlement (the home settlement unless named), part by part.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound quest arcs --seed hollow
  seedbound quest arcs --seed hollow --settlement 1,0 --json")]
pub(crate) struct ArcsArgs {
    #[command(flatten)]
    world: WorldArgs,

    /// The settlement's cell.
    #[arg(long, value_name = "X,Z", allow_hyphen_values = true)]
    settlement: Option<Pair>,

    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Answer {
    #[serde(flatten)]
    origin: Origin,
    arcs: Vec<Arc>,
}

#[derive(Serialize)]
struct Arc {
    name: String,
    parts: Vec<Quest>,
}

/// Carries it out.
pub(super) fn run(args: &ArcsArgs, screen: &Screen) -> anyhow::Result<()> {
    let world = args.world.open()?;
    let site = pick::settlement(&world, args.settlement)?;
    let mut found: BTreeMap<u16, Vec<Quest>> = BTreeMap::new();
    for quest in pick::quests(&world, &site)? {
        if let Some(arc) = quest.plot.arc {
            found.entry(arc.arc).or_default().push(quest);
        }
    }
    let patterns = &world.rules().arcs;
    let arcs: Vec<Arc> = found
        .into_iter()
        .map(|(number, mut parts)| {
            parts.sort_by_key(|quest| quest.plot.arc.map(|arc| arc.part));
            let pattern = patterns.get(usize::from(number));
            Arc { name: pattern.map_or_else(String::new, |arc| arc.name.clone()), parts }
        })
        .collect();
    if args.json {
        let origin = Origin::of(&args.world, &world, "seedbound.arcs/1");
        return screen.json(&Answer { origin, arcs });
    }
    let mut text = format!("{}\n", screen.bold(&format!("{} arcs in {}", arcs.len(), site.name)));
    for arc in &arcs {
        text += &format!("\n  {}\n", screen.bold(&arc.name));
        for (number, quest) in (1..).zip(&arc.parts) {
            let turn = quest.plot.arc.is_some_and(|arc| arc.turn);
            text += &format!(
                "  {number}. {:<8} {} ({}){}\n     {}\n",
                kind(quest.kind),
                quest.title,
                person(&world, quest.id.giver),
                if turn { ", the turn" } else { "" },
                wrapped(&format!("\"{}\"", quest.offer), 90, 5),
            );
        }
    }
    screen.print(&text)
}
