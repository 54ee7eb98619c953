//! The land between two settlements on a lattice, looked at only where the search comes.

use super::graph::longest;
use crate::SiteId;
use crate::world::{Pad, World, pads};
use seed::{Mm, Point};

/// Metres between two points of the lattice; it is the same for all roads, so that roads that come
/// together use the same points.
pub(super) const STEP_M: i32 = 16;

/// Ground that lies less than this above the water is not walked on.
const FREEBOARD: Mm = Mm(300);

/// Kept free around mouths' levelled ground and around dens.
const MOUTH: i64 = 14_000;
const DEN: i64 = 22_000;

/// How deep the water is over the natural land of a metre corner; below zero where it is dry.
pub(super) fn depth(world: &World, at: Point) -> Mm {
    Mm(0) - world.survey().dry(at)
}

/// A lattice point of a grid: east and south, in steps.
pub(super) type Index = (i32, i32);

/// What a lattice point is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    /// Land of this height, and how thickly it is grown, per mille.
    Dry { height: Mm, growth: u32 },
    /// Water.
    Wet,
    /// Nobody builds a road here.
    Closed,
}

/// The lattice between two settlements.
pub(super) struct Grid<'a> {
    world: &'a World,
    ends: [Point; 2],
    longest: i64,
    west: i32,
    north: i32,
    pub width: i32,
    pub depth: i32,
    pads: Vec<Pad>,
    closed: Vec<(Point, i64)>,
    spots: Vec<Option<Spot>>,
}

impl<'a> Grid<'a> {
    /// The lattice of a pair of settlements' places.
    pub(super) fn new(world: &'a World, ends: [Point; 2]) -> Self {
        let [a, b] = ends;
        let longest = longest(a, b);
        // The ellipse of all that a road may use fits into the box around both ends widened by
        // half of what is longer than the beeline, across by its half width.
        let margin = Mm((longest * 3 / 10) as i32);
        let min = Point { x: a.x.min(b.x) - margin, z: a.z.min(b.z) - margin };
        let max = Point { x: a.x.max(b.x) + margin, z: a.z.max(b.z) + margin };
        let index = |mm: Mm| mm.0.div_euclid(STEP_M * 1000);
        let (west, north) = (index(min.x), index(min.z));
        let (width, depth) = (index(max.x) - west + 1, index(max.z) - north + 1);
        let mut closed = Vec::new();
        for cell in world.cells_around(min, max, Mm(0)) {
            let Some(town) = cell.town() else { continue };
            closed.push((town.site.at, i64::from(town.site.radius.0) + 2_000));
            for (mouth, _) in &town.mouths {
                closed.push((mouth.at, i64::from(mouth.radius.0) + MOUTH));
            }
            closed.extend(town.dens.iter().map(|den| (den.at, DEN)));
        }
        Self {
            world,
            ends,
            longest,
            west,
            north,
            width,
            depth,
            pads: world.pads(min, max),
            closed,
            spots: vec![None; (width.max(0) * depth.max(0)) as usize],
        }
    }

    /// The point of a lattice index.
    pub(super) fn point(&self, (x, z): Index) -> Point {
        Point::metres((self.west + x) * STEP_M, (self.north + z) * STEP_M)
    }

    /// The lattice index at or before a point.
    pub(super) fn index(&self, at: Point) -> Index {
        let index = |mm: Mm| mm.0.div_euclid(STEP_M * 1000);
        (index(at.x) - self.west, index(at.z) - self.north)
    }

    /// The number of an index, for tables.
    pub(super) fn number(&self, (x, z): Index) -> usize {
        (z * self.width + x) as usize
    }

    /// The index of a number.
    pub(super) fn unnumber(&self, number: usize) -> Index {
        let number = number as i32;
        (number % self.width, number / self.width)
    }

    /// What is at a lattice index.
    pub(super) fn spot(&mut self, at: Index) -> Spot {
        if at.0 < 0 || at.1 < 0 || at.0 >= self.width || at.1 >= self.depth {
            return Spot::Closed;
        }
        let number = self.number(at);
        if let Some(known) = self.spots[number] {
            return known;
        }
        let spot = self.look(self.point(at));
        self.spots[number] = Some(spot);
        spot
    }

    /// The height of the land at a point, if a road may lie there.
    pub(super) fn dry(&self, at: Point) -> Option<Mm> {
        let (height, water) = self.levels(at);
        (!self.is_closed(at) && water - height <= -FREEBOARD).then_some(height)
    }

    fn is_closed(&self, at: Point) -> bool {
        let around = self.ends[0].distance(at) + self.ends[1].distance(at);
        around > self.longest
            || self.closed.iter().any(|(middle, radius)| {
                middle.distance_squared(at) < (radius * radius).unsigned_abs()
            })
    }

    fn look(&self, at: Point) -> Spot {
        if self.is_closed(at) {
            return Spot::Closed;
        }
        let ground = self.world.survey().ground_on_lattice(at);
        let height = pads::level(&self.pads, at, &ground);
        if ground.water - height > -FREEBOARD {
            return Spot::Wet;
        }
        let (x, z) = at.cell();
        Spot::Dry { height, growth: self.world.terrain().grove(x, z) }
    }

    /// The height of the land at a metre corner, as settlements levelled it, and of the water's surface.
    /// Everything that roads know about water comes from here and from [`depth`].
    fn levels(&self, at: Point) -> (Mm, Mm) {
        let ground = self.world.survey().ground(at);
        (pads::level(&self.pads, at, &ground), ground.water)
    }

    /// The highest water between two points; `None` where all is dry. Looks every four metres, and
    /// every metre where there are rivers, which may be narrow.
    pub(super) fn water_between(&self, from: Point, to: Point) -> Option<Mm> {
        let ((x0, z0), (x1, z1)) = (from.cell(), to.cell());
        let (min, max) = ((x0.min(x1), z0.min(z1)), (x0.max(x1), z0.max(z1)));
        let dry = self.world.terrain().channels(min, max).is_empty();
        let steps = (from.distance(to) / if dry { 4_000 } else { 1_000 }).max(1);
        let part = |a: Mm, b: Mm, step: i64| {
            Mm((i64::from(a.0) + (i64::from(b.0) - i64::from(a.0)) * step / steps) as i32)
        };
        (1..steps)
            .map(|step| Point { x: part(from.x, to.x, step), z: part(from.z, to.z, step) })
            .map(|at| self.levels(at))
            .filter(|&(height, water)| water > height)
            .map(|(_, water)| water)
            .max()
    }
}

/// A settlement as roads see it.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    pub at: Point,
    pub radius: Mm,
    pub ground: Mm,
}

impl End {
    /// The settlement of a cell.
    pub(super) fn of(world: &World, id: SiteId) -> Option<Self> {
        let cell = world.cell(id.x, id.z);
        let town = cell.town()?;
        Some(Self { at: town.site.at, radius: town.site.radius, ground: town.ground })
    }

    /// Where roads may leave it: where the lanes from the square reach the edge.
    pub(super) fn gates(self) -> [Point; 4] {
        [(0, -1), (1, 0), (0, 1), (-1, 0)].map(|(x, z)| Point {
            x: self.at.x + Mm(self.radius.0 * x),
            z: self.at.z + Mm(self.radius.0 * z),
        })
    }
}
