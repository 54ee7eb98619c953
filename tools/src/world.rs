//! The commands that look at a world.

use crate::terminal::Screen;
use anyhow::Context;
use clap::{Args, Subcommand};
use seed::WorldSeed;
use std::sync::Arc;
use worldgen::World;

pub(crate) mod dungeon;
mod dungeon_draw;
mod dungeon_json;
mod hash;
mod map;
mod pick;
pub(crate) mod puzzle;
pub(crate) mod quest;
pub(crate) mod ruleset;
mod view;

/// `seedbound world ...`
#[derive(Debug, Subcommand)]
pub(crate) enum WorldCommand {
    /// Derive the world's hash: what two people compare.
    Hash(hash::HashArgs),
    /// Draw a map as PNG: relief, biomes, roads, places, danger.
    Map(map::MapArgs),
    /// Write a web page to look around the land.
    View(view::ViewArgs),
}

/// Carries out `seedbound world ...`.
pub(crate) fn run(command: WorldCommand, screen: &Screen) -> anyhow::Result<()> {
    match command {
        WorldCommand::Hash(args) => hash::run(&args, screen),
        WorldCommand::Map(args) => map::run(&args, screen),
        WorldCommand::View(args) => view::run(&args, screen),
    }
}

/// Which world.
#[derive(Debug, Args)]
pub(crate) struct WorldArgs {
    /// The world's seed: any text, or 64 hexadecimal digits.
    #[arg(long, value_name = "TEXT")]
    pub(crate) seed: String,

    /// The data pack: a name under assets/rulesets, or a directory.
    #[arg(long, value_name = "NAME|DIR", default_value = "core")]
    pub(crate) ruleset: String,
}

impl WorldArgs {
    /// Loads the ruleset and makes the world.
    pub(crate) fn open(&self) -> anyhow::Result<World> {
        anyhow::ensure!(
            !self.seed.trim().is_empty(),
            "the seed is empty; give any text, for example --seed hollow"
        );
        let directory = ::ruleset::find(&self.ruleset)
            .context("cannot find the ruleset; name one with --ruleset NAME or --ruleset DIR")?;
        let rules = ::ruleset::load(&directory)?;
        Ok(World::new(WorldSeed::from_text(&self.seed), Arc::new(rules)))
    }
}

/// What every JSON answer starts with: enough to derive it again.
#[derive(Debug, serde::Serialize)]
pub(crate) struct Origin {
    format: &'static str,
    generator_version: u32,
    seed: String,
    seed_text: String,
    ruleset: RulesetName,
}

#[derive(Debug, serde::Serialize)]
struct RulesetName {
    name: String,
    version: String,
    hash: String,
}

impl Origin {
    /// The origin of an answer in `format` (a name with a version: `"seedbound.dungeon/1"`).
    pub(crate) fn of(args: &WorldArgs, world: &World, format: &'static str) -> Self {
        let rules = world.rules();
        Self {
            format,
            generator_version: seed::GENERATOR_VERSION,
            seed: world.seed().to_string(),
            seed_text: args.seed.clone(),
            ruleset: RulesetName {
                name: rules.name.clone(),
                version: rules.version.clone(),
                hash: rules.hash().to_string(),
            },
        }
    }
}
