//! `seedbound world view`: a web page to look around a world, without a server and without a network.
//!
//! Land and heights are pictures; roads, names and the rest are data in the page, so that layers can
//! be switched and names found.

mod data;

use super::WorldArgs;
use super::pick::{self, Pair};
use crate::picture::{self, Layer, Layers, MapView};
use crate::terminal::Screen;
use anyhow::Context;
use clap::Args;
use seed::{Mm, Point};
use std::path::PathBuf;

/// The page; its data goes where [`PLACE`] stands.
const PAGE: &str = include_str!("view/page.html");
const PLACE: &str = "/*DATA*/null";

/// What the pictures of the land show.
const LAND: [Layer; 3] = [Layer::Height, Layer::Biome, Layer::Water];
const HEIGHT: [Layer; 2] = [Layer::Height, Layer::Water];

/// Writes a page to look around the land: drag, zoom, layers, names. It needs no network; open its
/// index.html in any browser.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  seedbound world view --seed hollow --out hollow-world")]
pub(crate) struct ViewArgs {
    #[command(flatten)]
    world: WorldArgs,

    /// The folder to write to; it is made if need be.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// Edge of the square that is shown, metres.
    #[arg(long, visible_alias = "metres", default_value_t = 6000, value_name = "METRES", value_parser = clap::value_parser!(u32).range(400..=16_000))]
    size: u32,

    /// Its middle, metres; the home settlement unless named.
    #[arg(long, value_name = "X,Z", allow_hyphen_values = true)]
    at: Option<Pair>,

    /// Pictures of the land along an edge: more show more detail.
    #[arg(long, default_value_t = 2, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..=6))]
    tiles: u32,
}

/// Carries it out.
pub(crate) fn run(args: &ViewArgs, screen: &Screen) -> anyhow::Result<()> {
    let world = args.world.open()?;
    let home = pick::home(&world)?;
    let centre = args.at.map_or(Ok(home.at), pick::point)?;
    std::fs::create_dir_all(&args.out)
        .with_context(|| format!("cannot make the folder {}", args.out.display()))?;
    // A whole number of metres for each picture.
    let edge = args.size / args.tiles;
    let size = edge * args.tiles;
    let sheet = |centre: Point, metres: u32, layers: &[Layer], tile: (u32, u32)| MapView {
        centre,
        metres,
        seed_text: args.world.seed.trim().to_owned(),
        layers: Layers::of(layers),
        tile: Some(tile),
    };
    let count = u64::from(args.tiles * args.tiles) + 1;
    let bar = screen.progress("drawing", MapView::ROWS * count);
    let tick = || bar.inc(1);
    let corner = Mm::metres(i32::try_from(size / 2)?);
    for z in 0..args.tiles {
        for x in 0..args.tiles {
            let middle = |index: u32| i32::try_from(edge * index + edge / 2).map(Mm::metres);
            let centre =
                Point { x: centre.x - corner + middle(x)?, z: centre.z - corner + middle(z)? };
            let view = sheet(centre, edge, &LAND, (x, z));
            picture::land(&world, &view, &tick)
                .save(&args.out.join(format!("land-{x}-{z}.png")))?;
        }
    }
    picture::land(&world, &sheet(centre, size, &HEIGHT, (0, 0)), &tick)
        .save(&args.out.join("height.png"))?;
    bar.finish_and_clear();
    let data = data::Data::of(&world, args.world.seed.trim(), centre, size, args.tiles);
    // A seed may hold anything: no `<` in a script's text.
    let data = serde_json::to_string(&data)?.replace('<', "\\u003c");
    let page = args.out.join("index.html");
    std::fs::write(&page, PAGE.replace(PLACE, &data))
        .with_context(|| format!("cannot write {}", page.display()))?;
    screen.print(&format!("{size} m, {count} pictures -> {}", page.display()))
}
