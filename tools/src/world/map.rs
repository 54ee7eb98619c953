//! `seedbound world map`: a shaded relief map.

use super::WorldArgs;
use super::pick::{self, Pair};
use crate::picture::{self, Layer, Layers, MapView};
use crate::terminal::Screen;
use clap::Args;
use std::path::PathBuf;

/// Draws the land around the home settlement: relief, biomes, water, roads, settlements, dungeons and
/// landmarks with their names, regions with what their past left, and how dangerous it is where. Numbers
/// at the edge are metres, as `--at` takes them.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound world map --seed hollow --out map.png
  seedbound world map --seed hollow --out north.png --size 1500 --at 0,-2000
  seedbound world map --seed hollow --out danger.png --size 9000 --layers height,water,roads,danger
  seedbound world map --seed hollow --out region.png --region 0,-1")]
pub(crate) struct MapArgs {
    #[command(flatten)]
    world: WorldArgs,

    /// The picture to write.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,

    /// Edge of the square that is shown, metres.
    #[arg(long, visible_alias = "metres", default_value_t = 3000, value_name = "METRES", value_parser = clap::value_parser!(u32).range(200..=16_000))]
    size: u32,

    /// Its middle, metres; the home settlement unless named.
    #[arg(long, value_name = "X,Z", allow_hyphen_values = true)]
    at: Option<Pair>,

    /// Its middle: that of a region, by its block.
    #[arg(long, value_name = "X,Z", allow_hyphen_values = true, conflicts_with = "at")]
    region: Option<Pair>,

    /// What to draw, with commas between; everything but danger unless named.
    #[arg(long, value_name = "LAYERS", value_delimiter = ',', value_enum)]
    layers: Vec<Layer>,
}

/// Carries it out.
pub(crate) fn run(args: &MapArgs, screen: &Screen) -> anyhow::Result<()> {
    let world = args.world.open()?;
    let home = pick::home(&world)?;
    let centre = match (args.at, args.region) {
        (Some(at), _) => pick::point(at)?,
        (None, Some(block)) => world.region(pick::region(&world, block)?).at,
        (None, None) => home.at,
    };
    let view = MapView {
        centre,
        metres: args.size,
        seed_text: args.world.seed.trim().to_owned(),
        layers: Layers::of(&args.layers),
        tile: None,
    };
    let bar = screen.progress("surveying", picture::MapView::ROWS);
    let canvas = picture::map(&world, &view, &|| bar.inc(1));
    bar.finish_and_clear();
    canvas.save(&args.out)?;
    let (x, z) = centre.cell();
    screen.print(&format!("{} m around ({x}, {z}) -> {}", args.size, args.out.display()))
}
