//! Lays a settlement out: streets first, plots along them, houses on plots.
//!
//! Everything is drawn in directions of the settlement's own, `u` along the main street and `v`
//! across it, in millimetres from the middle of the square, and turned into the world at the end
//! (see [`frame`]): walls stay axis-aligned boxes, yet no two places lie alike.

mod area;
mod assign;
mod build;
mod extent;
mod fields;
mod frame;
mod frontage;
mod harbour;
mod network;
mod plots;
mod rooms;
mod style;
mod wall;
mod works;

use super::{Field, House, Street, StreetKind, Work};
use crate::SiteId;
use crate::world::{Place, Town, World};
use area::Area;
pub(crate) use extent::radius;
use frame::Frame;
pub(crate) use harbour::Harbour;
use network::Network;
use seed::{Point, WorldSeed};

/// What a settlement is made of, but for its people.
pub(super) struct Layout {
    pub square: (Point, Point),
    pub streets: Vec<Street>,
    pub houses: Vec<House>,
    pub works: Vec<Work>,
    pub fields: Vec<Field>,
}

/// Where the ways out of a settlement reach the edge of its level ground, and the direction out of
/// each as a vector of length 1 along an axis. Cheap: nothing is built.
pub(crate) fn ways_out(seed: WorldSeed, id: SiteId, place: &Place) -> Vec<(Point, (i32, i32))> {
    let (frame, network) = streets(seed, id, place.at, place.houses);
    network.gates.iter().map(|gate| (frame.point(gate.at), frame.direction(gate.out))).collect()
}

/// The streets of a settlement, and how it lies in the world.
fn streets(seed: WorldSeed, id: SiteId, at: Point, houses: u8) -> (Frame, Network) {
    let mut stream = seed.stream("settlement.streets", &id.path());
    let frame = Frame { at, turn: stream.below(8) as u8 };
    (frame, Network::draw(houses, &mut stream))
}

/// Lays out the settlement of a plan.
pub(super) fn lay(world: &World, town: &Town) -> Layout {
    let (seed, rules) = (world.seed(), world.rules());
    let path = town.site.id.path();
    let rank = rules.settlement.ranks.get(usize::from(town.rank.0));
    let walled = rank.is_some_and(|rank| rank.walls);
    let (frame, network) = streets(seed, town.site.id, town.site.at, town.houses);
    let demand = assign::demand(world, town, &mut seed.stream("settlement.purposes", &path));
    let mut stream = seed.stream("settlement.plots", &path);
    let mut plots = plots::draw(&network, town.houses, &demand, walled, &mut stream);
    assign::trades(world, town, frame, &mut plots, &mut seed.stream("settlement.shops", &path));
    let wall = walled.then(|| wall::draw(&network, &plots));
    let style = style::Style::new(world, town);
    let mut stream = seed.stream("settlement.houses", &path);
    let houses = plots
        .iter()
        .zip(0..)
        .map(|(plot, number)| build::house(frame, town.ground, number, plot, &style, &mut stream))
        .collect();
    let mut stream = seed.stream("settlement.works", &path);
    let rank = world.rules().settlement.ranks.get(usize::from(town.rank.0));
    let stalls = rank.map_or(0, |rank| rank.stalls);
    let mut works = works::draw(frame, town, &network, &plots, stalls, &mut stream);
    works.extend(wall.iter().flat_map(|wall| wall.build(frame, town.ground, style.stone())));
    let mut streets: Vec<Street> = network.lanes.iter().map(|lane| lane.street(frame)).collect();
    if let Some(harbour) = &town.harbour {
        let lane = |&(min, max): &(Point, Point)| Street { kind: StreetKind::Quay, min, max };
        streets.extend(harbour.lanes.iter().map(lane));
        works.push(harbour.pier());
    }
    let mut stream = seed.stream("settlement.fields", &path);
    let taken = Taken { network: &network, plots: &plots, wall: wall.as_ref() };
    let (fields, hay) = fields::draw(world, town, frame, &taken, &mut stream);
    works.extend(hay);
    Layout { square: frame.area(network.square), streets, houses, works, fields }
}

/// What keeps fields away.
struct Taken<'a> {
    network: &'a Network,
    plots: &'a [plots::Plot],
    wall: Option<&'a wall::Wall>,
}

/// Half a length, towards zero.
const fn half(mm: i32) -> i32 {
    mm / 2
}

/// Whole metres.
const fn m(metres: i32) -> i32 {
    metres * 1000
}
