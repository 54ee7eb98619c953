//! The map of a world: relief in the middle, a frame with metres around it, a panel with the legend.

mod danger;
mod frame;
mod houses;
mod labels;
mod landmarks;
mod layers;
mod past;
mod regions;
mod relief;
mod rivers;
mod roads;
mod survey;
mod trees;

use super::Canvas;
use super::canvas::{Ink, ink};
use labels::Names;
pub(crate) use layers::{Layer, Layers};
use regions::Regions;
use seed::Point;
use survey::Survey;
use worldgen::World;

/// Edge of the relief in pixels.
const EDGE: usize = 1200;

/// Its place in the picture.
const LEFT: usize = 56;
const TOP: usize = 56;

const PAPER: Ink = ink(245, 238, 219);
const INK: Ink = ink(52, 40, 30);

/// What a map shows.
#[derive(Clone, Debug)]
pub(crate) struct MapView {
    /// The middle.
    pub(crate) centre: Point,
    /// Edge of the square, metres.
    pub(crate) metres: u32,
    /// The seed as typed, for the title.
    pub(crate) seed_text: String,
    /// What is drawn.
    pub(crate) layers: Layers,
    /// Which of the pictures that are laid beside each other this is, so that they meet; none for a map
    /// in a frame.
    pub(crate) tile: Option<(u32, u32)>,
}

impl MapView {
    /// Calls of `progress` that [`map`] makes.
    pub(crate) const ROWS: u64 = Survey::SIDE as u64;

    /// Metres of a pixel.
    fn scale(&self) -> f32 {
        self.metres as f32 / EDGE as f32
    }

    /// What is added to a pixel's place on the relief so that decoration runs on from one picture to
    /// the next.
    fn shift(&self) -> (f32, f32) {
        let (x, y) = self.tile.unwrap_or_default();
        ((x as usize * EDGE) as f32, (y as usize * EDGE) as f32)
    }

    /// How large icons are drawn: 1 on maps of small places.
    const fn icon_size(&self) -> f32 {
        match self.metres {
            0..=4500 => 1.0,
            4501..=9000 => 0.8,
            _ => 0.6,
        }
    }

    /// Where a point of the world is in the picture.
    fn place(&self, at: Point) -> (f32, f32) {
        let half = EDGE as f32 / 2.0;
        let across = |point: seed::Mm, centre: seed::Mm| {
            (point - centre).to_metres_f32() / self.scale() + half
        };
        (LEFT as f32 + across(at.x, self.centre.x), TOP as f32 + across(at.z, self.centre.z))
    }
}

/// Draws the land alone, without a frame, `EDGE` pixels wide, to be laid beside other such pictures.
pub(crate) fn land(world: &World, view: &MapView, progress: &(dyn Fn() + Sync)) -> Canvas {
    let survey = Survey::make(world, view, progress);
    let mut canvas = frame::empty();
    relief::draw(&mut canvas, world, view, &survey);
    if view.layers.show(Layer::Water) {
        rivers::draw(&mut canvas, world, view);
    }
    if view.layers.show(Layer::Biome) {
        trees::draw(&mut canvas, world, view, &survey);
    }
    canvas.cut(LEFT, TOP, EDGE)
}

/// Draws the map. `progress` is called once for each surveyed row, from several threads.
pub(crate) fn map(world: &World, view: &MapView, progress: &(dyn Fn() + Sync)) -> Canvas {
    let survey = Survey::make(world, view, progress);
    let mut canvas = frame::empty();
    relief::draw(&mut canvas, world, view, &survey);
    let show = |layer| view.layers.show(layer);
    if show(Layer::Water) {
        rivers::draw(&mut canvas, world, view);
    }
    if show(Layer::Biome) {
        trees::draw(&mut canvas, world, view, &survey);
    }
    if show(Layer::Danger) {
        danger::draw(&mut canvas, world, view);
    }
    if show(Layer::Roads) {
        roads::draw(&mut canvas, world, view);
    }
    let sites = if show(Layer::Settlements) { labels::on_map(world, view) } else { Vec::new() };
    let found = if show(Layer::Landmarks) { landmarks::on_map(world, view) } else { Vec::new() };
    let mut icons = labels::areas(view, &sites);
    icons.extend(found.iter().map(|(landmark, _)| landmarks::area(view, landmark)));
    let mut names = Names::default();
    let mut marks = Vec::new();
    if show(Layer::History) {
        let regions = Regions::read(world, view, &survey);
        marks = past::on_map(world, view, regions.ids());
        icons.extend(past::areas(view, &marks));
        regions.borders(&mut canvas);
        names.keep(regions.names(&mut canvas, view, &icons));
    }
    names.keep(icons);
    past::icons(&mut canvas, view, &marks);
    landmarks::icons(&mut canvas, view, &found);
    if show(Layer::Settlements) {
        houses::draw(&mut canvas, world, view);
        labels::draw(&mut canvas, world, view, &sites, &mut names);
    }
    past::names(&mut canvas, view, &marks, &mut names);
    landmarks::names(&mut canvas, view, &found, &mut names);
    frame::draw(&mut canvas, world, view, &survey);
    canvas
}
