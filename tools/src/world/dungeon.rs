//! `seedbound dungeon list`, `seedbound dungeon show` and `seedbound dungeon measure`.

mod measure;

use super::dungeon_json::DungeonJson;
use super::history::wrapped;
use super::pick::{self, DungeonName};
use super::puzzle::{PuzzleJson, public_puzzle};
use super::{Origin, WorldArgs, dungeon_draw};
use crate::picture;
use crate::terminal::Screen;
use anyhow::Context;
use clap::{Args, Subcommand};
use owo_colors::AnsiColors;
use serde::Serialize;
use std::path::PathBuf;
use worldgen::dungeon::Measures;
use worldgen::{Compass, Dungeon, Site, World};

/// `seedbound dungeon ...`
#[derive(Debug, Subcommand)]
pub(crate) enum DungeonCommand {
    /// List the dungeons around the home settlement.
    List(ListArgs),
    /// Draw a dungeon and prove that it can be completed.
    Show(ShowArgs),
    /// Draw many, and show how long, branched and hard they are.
    Measure(measure::MeasureArgs),
}

/// Lists the dungeons within 4 km of the home settlement, its own first. The numbers in front are
/// what `--id` takes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound dungeon list --seed hollow
  seedbound dungeon list --seed hollow --json")]
pub(crate) struct ListArgs {
    #[command(flatten)]
    world: WorldArgs,

    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Draws a dungeon with letters (or as a picture, or as JSON) with the steps by which our solver
/// completes it; exit code 1 when it could not.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound dungeon show --seed hollow --id 1
  seedbound dungeon show --seed hollow --id=-1,0,2 --png dungeon.png
  seedbound dungeon show --seed hollow --id 2 --mission | dot -Tsvg > mission.svg
  seedbound dungeon show --seed hollow --id 1 --json | my-own-checker")]
pub(crate) struct ShowArgs {
    #[command(flatten)]
    world: WorldArgs,

    /// Its number in `dungeon list`, or its identity X,Z,N.
    #[arg(long, default_value = "1", value_name = "N|X,Z,N", allow_hyphen_values = true)]
    id: DungeonName,

    /// Print JSON: grid, features, wiring and solution, with the rules to check them by.
    #[arg(long, conflicts_with = "png")]
    json: bool,

    /// Print the rooms and the ways between them as a graph for Graphviz.
    #[arg(long, conflicts_with_all = ["png", "json"])]
    mission: bool,

    /// Write a picture instead.
    #[arg(long, value_name = "FILE")]
    png: Option<PathBuf>,
}

#[derive(Serialize)]
struct ListAnswer {
    #[serde(flatten)]
    origin: Origin,
    home: Site,
    dungeons: Vec<Listed>,
}

#[derive(Serialize)]
struct Listed {
    number: usize,
    #[serde(flatten)]
    site: Site,
    theme: String,
    rooms: usize,
    puzzle: &'static str,
    completable: bool,
}

/// Carries it out.
pub(crate) fn run(command: DungeonCommand, screen: &Screen) -> anyhow::Result<()> {
    match command {
        DungeonCommand::List(args) => list(&args, screen),
        DungeonCommand::Show(args) => show(&args, screen),
        DungeonCommand::Measure(args) => measure::run(&args, screen),
    }
}

/// Generates the dungeon of a site.
pub(super) fn open(world: &World, site: &Site) -> anyhow::Result<Dungeon> {
    world.dungeon(site.id).with_context(|| format!("{} has no dungeon", site.name))
}

fn list(args: &ListArgs, screen: &Screen) -> anyhow::Result<()> {
    let world = args.world.open()?;
    let home = pick::home(&world)?;
    let mut dungeons = Vec::new();
    for (number, site) in (1..).zip(pick::dungeons(&world)?) {
        let dungeon = open(&world, &site)?;
        dungeons.push(Listed {
            number,
            site,
            theme: world.rules().theme(dungeon.theme).name.clone(),
            rooms: dungeon.rooms.len(),
            puzzle: dungeon.puzzle.name(),
            completable: dungeon.solve().is_some(),
        });
    }
    if args.json {
        let origin = Origin::of(&args.world, &world, "seedbound.dungeons/1");
        return screen.json(&ListAnswer { origin, home, dungeons });
    }
    let title = format!("{} dungeons within 4 km of {}", dungeons.len(), home.name);
    let mut text = format!("{}\n", screen.bold(&title));
    for listed in &dungeons {
        let way = format!(
            "{} {}",
            pick::away(home.at, listed.site.at),
            Compass::between(home.at, listed.site.at)
        );
        text += &format!(
            "{:4}  {}  {:<26} level {:<3} {:<8} {:2} rooms  {:<11}  {}{}\n",
            listed.number,
            screen.dim(&format!("{:<8}", pick::id_text(listed.site.id))),
            listed.site.name,
            listed.site.level,
            listed.theme,
            listed.rooms,
            listed.puzzle,
            way,
            if listed.completable { "" } else { "  NOT COMPLETABLE" },
        );
    }
    screen.print(&text)
}

/// A dungeon's measures in a sentence.
fn measured(measures: &Measures) -> String {
    format!(
        "difficulty {}: {} steps of 2 m ({} % of them back out), {} locks, {}.{:02} ways a room, {} % of the rooms can be left out, danger {}",
        measures.difficulty,
        measures.length,
        measures.backtracking / 10,
        measures.locks,
        measures.branching / 100,
        measures.branching % 100,
        measures.optional / 10,
        measures.danger,
    )
}

fn show(args: &ShowArgs, screen: &Screen) -> anyhow::Result<()> {
    let world = args.world.open()?;
    let site = pick::dungeon(&world, args.id)?;
    let dungeon = open(&world, &site)?;
    let solution = dungeon.solve();
    if args.json {
        let puzzle = PuzzleJson::of(public_puzzle(&world, &dungeon, 0)?, 0);
        let origin = Origin::of(&args.world, &world, "seedbound.dungeon/1");
        screen.json(&DungeonJson::of(origin, &world, &dungeon, puzzle))?;
    } else if args.mission {
        screen.print(&dungeon_draw::mission(&dungeon))?;
    } else if let Some(file) = &args.png {
        picture::dungeon(&world, &dungeon).save(file)?;
        screen.print(&format!("{} -> {}", site.name, file.display()))?;
    } else {
        let theme = &world.rules().theme(dungeon.theme).name;
        let mut text = format!(
            "{}  {theme}, level {}, {} rooms, puzzle: {}  {}\n\n",
            screen.bold(&site.name),
            dungeon.level,
            dungeon.rooms.len(),
            dungeon.puzzle.name(),
            screen.dim(&pick::id_text(site.id)),
        );
        text += &dungeon_draw::plan(&dungeon, screen);
        text += &dungeon_draw::legend(&world, &dungeon, screen);
        if let Some(measures) = dungeon.measure(world.rules()) {
            text += &format!("\n  {}\n", measured(&measures));
        }
        let lore = world.dungeon_lore(&dungeon);
        if !lore.reason.text.is_empty() {
            text += &format!("\n  {}\n", wrapped(&lore.reason.text, 92, 2));
        }
        for line in &lore.lines {
            let (x, z) = line.cell;
            text += &format!("  on the wall at ({x}, {z}): {}\n", wrapped(&line.told.text, 70, 4));
        }
        if let Some(famous) = world.treasure(site.id) {
            let told = format!("In the chest: {}. {}", famous.named.name, famous.named.legend);
            text += &format!("  {}\n", wrapped(&told, 92, 2));
        }
        if let Some(steps) = &solution {
            text += &format!("\n{}\n", screen.colour(AnsiColors::Green, "It can be completed:"));
            text += &dungeon_draw::steps(&dungeon, steps);
        }
        screen.print(&text)?;
    }
    solution.map(|_| ()).with_context(|| {
        format!("{} cannot be completed; please report the seed and the identity", site.name)
    })
}
