//! The town's wall: a rectangle around the houses whose corners are stepped in where nothing stands,
//! towers at its corners, gates where streets pass.

use super::network::Gate;
use super::plots::Plot;
use super::{Area, Frame, Network, half, m};
use crate::{Solid, StreetKind, Work, WorkKind};
use ruleset::Rgb;
use seed::Mm;

/// From the houses to the wall.
const MARGIN: i32 = 3_000;
/// Thickness and height.
const THICK: i32 = 1_200;
const HIGH: i32 = 4_400;
/// Edge and height of a tower.
const TOWER: i32 = 3_200;
const TOWER_HIGH: i32 = 6_200;
/// Deepest step of a corner.
const STEP: i32 = 11_000;
/// Where the arch over a gate begins.
const ARCH: i32 = 3_300;

/// The wall's course: corners in order, each on an axis with the next.
#[derive(Debug)]
pub(super) struct Wall {
    corners: Vec<(i32, i32)>,
    /// The ground within, with the wall.
    pub outer: Area,
    gates: Vec<Gate>,
    /// Ground outside of stepped corners, and a step inside of the wall's line.
    cut: Vec<Area>,
}

/// Draws the wall around the houses and side streets.
pub(super) fn draw(network: &Network, plots: &[Plot]) -> Wall {
    let inside = |kind: StreetKind| kind == StreetKind::Side;
    let mut within: Vec<Area> = plots.iter().map(Plot::ground).collect();
    within.extend(
        network.lanes.iter().filter(|lane| inside(lane.kind)).map(|lane| lane.area.grown(500)),
    );
    within.push(network.square);
    // Bends of main streets stay inside too: where one is crossed, it runs straight out.
    let lengthwise = |lane: &&super::network::Lane| {
        lane.kind == StreetKind::Main
            && !network.gates.iter().any(|gate| lane.area.grown(100).overlaps(&spot(gate)))
    };
    within.extend(network.lanes.iter().filter(lengthwise).map(|lane| lane.area.grown(500)));
    let all = within.iter().fold(network.square, |all, &area| all.with(area));
    let outer = all.grown(MARGIN);
    let step = |u: i32, v: i32| {
        let corner =
            |size: i32| Area::between((u, v), (u - u.signum() * size, v - v.signum() * size));
        let clear = |size: &i32| {
            let cut = corner(*size).grown(MARGIN - 600);
            !within.iter().any(|area| area.overlaps(&cut))
        };
        (1..=STEP / m(1)).rev().map(m).find(clear).unwrap_or(0)
    };
    let Area { u0, v0, u1, v1 } = outer;
    let (mut corners, mut cut) = (Vec::new(), Vec::new());
    // Clockwise from the north-western corner; each step is two corners, or one.
    for (u, v, first_along_v) in [(u0, v0, true), (u1, v0, false), (u1, v1, true), (u0, v1, false)]
    {
        let size = step(u, v);
        let (iu, iv) = (u - u.signum() * size, v - v.signum() * size);
        cut.push(Area::between((u, v), (iu, iv)).grown(1_500));
        let path =
            if first_along_v { [(u, iv), (iu, iv), (iu, v)] } else { [(iu, v), (iu, iv), (u, iv)] };
        corners.extend_from_slice(if size == 0 { &path[..1] } else { &path });
    }
    Wall { corners, outer, gates: network.gates.clone(), cut }
}

/// The ground at a gate.
fn spot(gate: &Gate) -> Area {
    Area { u0: gate.at.0, v0: gate.at.1, u1: gate.at.0, v1: gate.at.1 }.grown(m(1))
}

impl Wall {
    /// Whether a piece of ground lies within, off the wall.
    pub(super) fn holds(&self, area: &Area) -> bool {
        let inner = self.outer.grown(-1_500);
        inner.with(*area) == inner && !self.cut.iter().any(|cut| cut.overlaps(area))
    }

    /// Its pieces in the world.
    pub(super) fn build(&self, frame: Frame, ground: Mm, colour: Rgb) -> Vec<Work> {
        let solid = |area: Area, bottom: i32, top: i32| {
            let (min, max) = frame.area(area);
            Solid { min, max, bottom: ground + Mm(bottom), top: ground + Mm(top), colour }
        };
        let work = |kind, area: Area, along_u: bool, solids| {
            let (min, max) = frame.area(area);
            Work { kind, min, max, ground, east: frame.east(along_u), solids }
        };
        let tower = |(u, v): (i32, i32)| {
            let area = Area { u0: u, v0: v, u1: u, v1: v }.grown(half(TOWER));
            work(WorkKind::Tower, area, true, vec![solid(area, -500, TOWER_HIGH)])
        };
        let mut works = Vec::new();
        for (index, &a) in self.corners.iter().enumerate() {
            let b = self.corners[(index + 1) % self.corners.len()];
            let along_u = a.1 == b.1;
            let mut gates: Vec<&Gate> =
                self.gates.iter().filter(|gate| crosses(gate, a, b)).collect();
            gates.sort_by_key(|gate| if along_u { gate.at.0 } else { gate.at.1 });
            let line = Area::between(a, b).grown(half(THICK));
            let (mut from, to) = if along_u { (line.u0, line.u1) } else { (line.v0, line.v1) };
            let piece = |from: i32, to: i32| {
                if along_u {
                    Area { u0: from, u1: to, ..line }
                } else {
                    Area { v0: from, v1: to, ..line }
                }
            };
            for gate in gates {
                let middle = if along_u { gate.at.0 } else { gate.at.1 };
                let open = half(gate.width) + 200;
                let before = piece(from, middle - open);
                works.push(work(WorkKind::Wall, before, along_u, vec![solid(before, -500, HIGH)]));
                let arch = piece(middle - open, middle + open);
                works.push(work(
                    WorkKind::Gate,
                    arch,
                    along_u,
                    vec![solid(arch, ARCH, HIGH + 800)],
                ));
                let across = if along_u { a.1 } else { a.0 };
                for side in [-1, 1] {
                    let along = middle + side * (open + half(TOWER));
                    works.push(tower(if along_u { (along, across) } else { (across, along) }));
                }
                from = middle + open;
            }
            let rest = piece(from, to);
            works.push(work(WorkKind::Wall, rest, along_u, vec![solid(rest, -500, HIGH)]));
            works.push(tower(a));
        }
        works.retain(|work| work.min.x < work.max.x && work.min.z < work.max.z);
        works
    }
}

/// Whether the way to a gate passes through the wall between two corners.
fn crosses(gate: &Gate, a: (i32, i32), b: (i32, i32)) -> bool {
    let along_u = a.1 == b.1;
    // A way along `u` is crossed by walls along `v`, on its own side of the square.
    if along_u == (gate.out.1 == 0) {
        return false;
    }
    let (at, from, to, side) = if along_u {
        (gate.at.0, a.0.min(b.0), a.0.max(b.0), a.1.signum() == gate.out.1)
    } else {
        (gate.at.1, a.1.min(b.1), a.1.max(b.1), a.0.signum() == gate.out.0)
    };
    side && from < at && at < to
}
