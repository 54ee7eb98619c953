//! Plots along streets: large ones for what the rank demands, then rows of ordinary ones, of which
//! those nearest to the square are built on.

use super::extent::Extent;
use super::frontage::{self, Frontage, FrontageKind};
use super::{Area, Network, m};
use crate::HousePurpose;
use seed::Stream;

/// Kept free between two houses.
const ALLEY: i32 = 1_600;

/// Kept free between a house and a street that it does not face.
const VERGE: i32 = 500;

/// How much of a house must lie at its street, so that its door can be reached.
const DOORSTEP: i32 = 3_000;

/// How much farther from the square a house may stand than its neighbour, by chance.
const WHIM: i32 = 12_000;

/// Ground for a house.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plot {
    pub purpose: HousePurpose,
    pub side: Frontage,
    /// Where the house begins along the street, and how wide it is.
    pub along: i32,
    pub width: i32,
    /// From the street to the house's front, and the house's depth.
    pub setback: i32,
    pub depth: i32,
}

impl Plot {
    /// The house.
    pub(super) fn house(&self) -> Area {
        let end = (self.along + self.width, self.setback + self.depth);
        self.side.area((self.along, self.setback), end)
    }

    /// The house and the ground before it.
    pub(super) fn ground(&self) -> Area {
        let end = (self.along + self.width, self.setback + self.depth);
        self.side.area((self.along, 0), end)
    }

    /// How far its middle is from the middle of the square, squared.
    pub(super) fn away(&self) -> i64 {
        let (u, v) = self.house().middle();
        i64::from(u).pow(2) + i64::from(v).pow(2)
    }
}

/// Sizes of a kind of house in half metres: width and depth, inclusive.
const fn sizes(purpose: HousePurpose) -> ((i32, i32), (i32, i32)) {
    match purpose {
        HousePurpose::Dwelling => ((12, 17), (12, 15)),
        HousePurpose::Workshop(_) => ((14, 18), (13, 16)),
        HousePurpose::Inn => ((19, 23), (16, 18)),
        HousePurpose::Temple => ((15, 18), (22, 26)),
        HousePurpose::Hall => ((20, 24), (17, 19)),
        HousePurpose::Store => ((11, 14), (14, 17)),
        HousePurpose::Gatehouse => ((10, 12), (10, 12)),
    }
}

/// The plots of a place, those of demanded buildings first, then from the square outwards.
pub(super) fn draw(
    network: &Network,
    houses: u8,
    demand: &[HousePurpose],
    walled: bool,
    stream: &mut Stream,
) -> Vec<Plot> {
    let sides = frontage::all(network);
    let mut taken = Ground { extent: Extent::of(houses), network, plots: Vec::new() };
    if walled {
        gatehouses(&mut taken, &sides, stream);
    }
    for &purpose in demand {
        special(&mut taken, &sides, purpose, stream);
    }
    let first = taken.plots.len();
    for side in &sides {
        fill(&mut taken, side, stream);
    }
    let mut rest = taken.plots.split_off(first);
    let mut near: Vec<(i64, Plot)> = rest
        .drain(..)
        .map(|plot| (seed::isqrt(plot.away() as u64) + i64::from(stream.range(0, WHIM)), plot))
        .collect();
    near.sort_by_key(|&(away, _)| away);
    let room = usize::from(houses).saturating_sub(taken.plots.len());
    taken.plots.extend(near.into_iter().take(room).map(|(_, plot)| plot));
    taken.plots
}

/// What is built on already, and where one may build at all.
struct Ground<'a> {
    extent: Extent,
    network: &'a Network,
    plots: Vec<Plot>,
}

impl Ground<'_> {
    /// Whether a house may stand on a plot.
    fn fits(&self, plot: &Plot) -> bool {
        let (ground, house) = (plot.ground(), plot.house());
        let wide = ground.grown(ALLEY);
        let beside = house.grown(VERGE);
        ground.corners().iter().all(|&corner| self.extent.holds(corner))
            && !ground.overlaps(&self.network.square)
            && !beside.overlaps(&self.network.square)
            && !self
                .network
                .lanes
                .iter()
                .any(|lane| lane.area.overlaps(&beside) || lane.area.overlaps(&ground))
            && !self.plots.iter().any(|other| other.ground().overlaps(&wide))
    }

    fn take(&mut self, plot: Plot) -> bool {
        let fits = self.fits(&plot);
        if fits {
            self.plots.push(plot);
        }
        fits
    }
}

/// A plot of a kind's size at a place along a side.
fn plot(purpose: HousePurpose, side: &Frontage, along: i32, stream: &mut Stream) -> Plot {
    let (width, depth) = sizes(purpose);
    Plot {
        purpose,
        side: *side,
        along,
        width: stream.range(width.0, width.1) * 500,
        setback: stream.range(2, if side.kind == FrontageKind::Square { 4 } else { 5 }) * 500,
        depth: stream.range(depth.0, depth.1) * 500,
    }
}

/// A demanded building: where it shows, else anywhere, else as small as a dwelling.
fn special(taken: &mut Ground<'_>, sides: &[Frontage], purpose: HousePurpose, stream: &mut Stream) {
    let shows = |kind: FrontageKind| match purpose {
        HousePurpose::Temple | HousePurpose::Hall => kind == FrontageKind::Square,
        HousePurpose::Inn => kind <= FrontageKind::Main,
        _ => kind >= FrontageKind::Main,
    };
    let best: Vec<Frontage> = sides.iter().filter(|side| shows(side.kind)).copied().collect();
    for (sides, tries) in [(best.as_slice(), 40), (sides, 120)] {
        for _ in 0..tries {
            let Some(side) = stream.pick(sides) else { break };
            let along = stream.range(0, side.length / 500) * 500;
            let plot = plot(purpose, side, along, stream);
            let start = along - plot.width / 2 / 500 * 500;
            if taken.take(Plot { along: start, ..plot }) {
                return;
            }
        }
    }
    for side in sides {
        for step in 0..side.length / m(1) {
            let small = plot(HousePurpose::Dwelling, side, step * m(1), stream);
            if taken.take(Plot { purpose, ..small }) {
                return;
            }
        }
    }
}

/// A house of the watch inside each of the first two gates, as far out as it may stand.
fn gatehouses(taken: &mut Ground<'_>, sides: &[Frontage], stream: &mut Stream) {
    for gate in taken.network.gates.iter().take(2) {
        let by_the_gate = |side: &&Frontage| {
            let ends = [side.point(0, 0), side.point(side.length, 0)];
            side.kind == FrontageKind::Main
                && ends.iter().any(|end| {
                    (end.0 - gate.at.0).abs() <= gate.width
                        && (end.1 - gate.at.1).abs() <= gate.width
                })
        };
        let mut ways: Vec<Frontage> = sides.iter().filter(by_the_gate).copied().collect();
        stream.shuffle(&mut ways);
        let found = ways.iter().find_map(|side| {
            let small = plot(HousePurpose::Gatehouse, side, 0, stream);
            let mut steps: Vec<i32> = (0..side.length / 500).map(|step| step * 500).collect();
            let outwards = side.along.0 * gate.out.0 + side.along.1 * gate.out.1;
            if outwards > 0 {
                steps.reverse();
            }
            let mut plots = steps.into_iter().map(|along| Plot { along, ..small });
            plots.find(|plot| taken.fits(plot))
        });
        taken.plots.extend(found);
    }
}

/// Packs ordinary plots along a side.
fn fill(taken: &mut Ground<'_>, side: &Frontage, stream: &mut Stream) {
    let mut along = stream.range(0, 3) * 500;
    while along + DOORSTEP <= side.length {
        let next = plot(HousePurpose::Dwelling, side, along, stream);
        // A house may reach beyond the end of its street, but not its door.
        let narrow = Plot { width: m(6), depth: m(6), ..next };
        if taken.take(next) || taken.take(narrow) {
            let width = taken.plots.last().map_or(m(6), |plot| plot.width);
            along += width + ALLEY + stream.range(0, 6) * 500;
        } else {
            along += 500;
        }
    }
}
