//! `seedbound world hash`: what two people compare.

use super::{Origin, WorldArgs};
use crate::terminal::Screen;
use clap::Args;
use serde::Serialize;
use worldgen::WorldHash;

/// Derives every chunk within a radius of the home settlement, and the settlements, dungeons and
/// quests there, and hashes their canonical bytes. The same seed, ruleset, radius and generator
/// version give the same hash on every machine; `--parts` finds the part that differs.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound world hash --seed hollow
  seedbound world hash --seed hollow --parts > mine.txt; diff mine.txt theirs.txt
  seedbound world hash --seed hollow --ruleset ./my-pack --radius 16 --json")]
pub(crate) struct HashArgs {
    #[command(flatten)]
    world: WorldArgs,

    /// Chunks of 32 m in each direction around home.
    #[arg(long, default_value_t = 8, value_name = "CHUNKS", value_parser = clap::value_parser!(u16).range(0..=256))]
    radius: u16,

    /// Print the hash of every part too.
    #[arg(long)]
    parts: bool,

    /// Print JSON, parts included.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Answer {
    #[serde(flatten)]
    origin: Origin,
    world: WorldHash,
}

/// Carries it out.
pub(crate) fn run(args: &HashArgs, screen: &Screen) -> anyhow::Result<()> {
    let world = args.world.open()?;
    let side = u32::from(args.radius) * 2 + 1;
    let spinner = screen.spinner(format!("deriving {} chunks", side * side));
    let hash = world.hash(args.radius);
    spinner.finish_and_clear();
    if args.json {
        let origin = Origin::of(&args.world, &world, "seedbound.world-hash/1");
        return screen.json(&Answer { origin, world: hash });
    }
    let rules = world.rules();
    let mut text = format!(
        "{}\n  seed       {} {}\n  ruleset    {} {} {}\n  generator  {}\n  radius     {} chunks\n  parts      {}\n",
        screen.bold(&hash.address.to_string()),
        args.world.seed.trim(),
        screen.dim(&hash.seed),
        rules.name,
        rules.version,
        screen.dim(&hash.ruleset.to_string()),
        hash.generator,
        hash.radius_chunks,
        hash.parts.len(),
    );
    if args.parts {
        for part in &hash.parts {
            text += &format!("{} {}\n", screen.dim(&part.address.to_string()), part.part);
        }
    }
    screen.print(&text)
}
