//! What stands between the houses: the well and the market's stalls on the square, casks before
//! inns and stores.

use super::plots::Plot;
use super::{Area, Frame, Network, m};
use crate::world::Town;
use crate::{HousePurpose, Solid, Work, WorkKind};
use ruleset::Rgb;
use seed::{Mm, Stream};

/// Ground around the middle of the square where players arrive, kept free on each side.
const ARRIVAL: i32 = 3_600;

/// A stall's counter: length and depth.
const STALL: (i32, i32) = (2_400, 1_000);

/// Kept free between works.
const WAY: i32 = 1_700;

/// How far from the square's edge works keep, so that one walks past the doors.
const EDGE: i32 = 2_300;

/// The works of a place but for its wall.
pub(super) fn draw(
    frame: Frame,
    town: &Town,
    network: &Network,
    plots: &[Plot],
    stalls: u8,
    stream: &mut Stream,
) -> Vec<Work> {
    let mut taken: Vec<Area> = vec![Area { u0: 0, v0: 0, u1: 0, v1: 0 }.grown(ARRIVAL - WAY)];
    // A cart's breadth before each street that runs into the square.
    taken.extend(network.lanes.iter().map(|lane| lane.area.grown(m(1))));
    let mut works = Vec::new();
    let inner = network.square.grown(-EDGE);
    if let Some(area) = spot(inner, (1_800, 1_800), &mut taken, stream) {
        works.push(work(frame, town.ground, WorkKind::Well, area, true, 900));
    }
    for _ in 0..stalls {
        let along_u = stream.chance(1, 2);
        let size = if along_u { STALL } else { (STALL.1, STALL.0) };
        let Some(area) = spot(inner, size, &mut taken, stream) else { break };
        works.push(work(frame, town.ground, WorkKind::Stall, area, along_u, 950));
    }
    for plot in plots {
        if matches!(plot.purpose, HousePurpose::Inn | HousePurpose::Store) {
            works.extend(barrels(frame, town.ground, plot, stream));
        }
    }
    works
}

/// A free spot of a size within an area.
fn spot(
    within: Area,
    (long, deep): (i32, i32),
    taken: &mut Vec<Area>,
    stream: &mut Stream,
) -> Option<Area> {
    for _ in 0..60 {
        let u = stream.range(within.u0 / 100, (within.u1 - long) / 100) * 100;
        let v = stream.range(within.v0 / 100, (within.v1 - deep) / 100) * 100;
        let area = Area::between((u, v), (u + long, v + deep));
        if !taken.iter().any(|other| other.overlaps(&area.grown(WAY))) {
            taken.push(area);
            return Some(area);
        }
    }
    None
}

/// Casks beside the corner of a house that is farther from its door.
fn barrels(frame: Frame, ground: Mm, plot: &Plot, stream: &mut Stream) -> Option<Work> {
    // Before a narrow front they would stand in the way.
    if plot.width < m(6) || plot.setback < 1_000 {
        return None;
    }
    let size = 800;
    let from =
        if stream.chance(1, 2) { plot.along + 100 } else { plot.along + plot.width - 100 - size };
    let at = (from, plot.setback - size);
    let area = plot.side.area(at, (from + size, plot.setback));
    Some(work(frame, ground, WorkKind::Barrels, area, plot.side.along.1 == 0, 900))
}

/// A work that is one box.
pub(super) fn work(
    frame: Frame,
    ground: Mm,
    kind: WorkKind,
    area: Area,
    along_u: bool,
    height: i32,
) -> Work {
    let (min, max) = frame.area(area);
    let colour = match kind {
        WorkKind::Well => Rgb(0x84, 0x80, 0x78),
        WorkKind::Haystack => Rgb(0xc9, 0xad, 0x62),
        _ => Rgb(0x7a, 0x5c, 0x3c),
    };
    let solid = Solid { min, max, bottom: ground - Mm(500), top: ground + Mm(height), colour };
    Work { kind, min, max, ground, east: frame.east(along_u), solids: vec![solid] }
}
