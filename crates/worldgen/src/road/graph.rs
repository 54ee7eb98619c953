//! Which settlements are joined by a road.
//!
//! A relative neighbourhood graph (Toussaint, "The relative neighbourhood graph of a finite planar
//! set", 1980): two settlements are joined unless a third is nearer to both than they are to each
//! other. Here the third counts only where no wide water lies between it and the two, so that an
//! island off the coast does not cut a road on land. Whether two are joined depends on the site cells
//! within two of each, never on other roads.

use super::Road;
use super::grid::depth;
use crate::world::Place;
use crate::{SiteId, World};
use seed::{Mm, Point};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The longest beeline between two settlements that are joined.
const REACH: Mm = Mm(2_400_000);

/// Site cells that are looked at in each direction.
const RINGS: i32 = 2;

/// Between two looks for water on the beeline.
const LOOK: i64 = 48_000;

/// Looks in a row that may find water: what a bridge or a small way round gets past.
const WET: u32 = 3;

/// A road stays where the sum of the distances to both settlements is at most so many per cent of
/// their distance.
pub(super) const DETOUR: u64 = 118;

/// The longest beeline between two joined settlements of a world.
fn reach(world: &World) -> i64 {
    let cells = i64::from(world.rules().settlement.cell_m) * 1000 * i64::from(RINGS);
    cells.min(i64::from(REACH.0))
}

/// A pair's length with its ids, so that no two pairs are equally long.
type Span = (u64, SiteId, SiteId);

fn span((a, at): (SiteId, Point), (b, bt): (SiteId, Point)) -> Span {
    (at.distance_squared(bt), a.min(b), a.max(b))
}

/// The settlements that one is joined to, sorted by id; none where there is no settlement.
pub(crate) fn links(world: &World, of: SiteId) -> Vec<SiteId> {
    let Some(here) = settled(world, of.x, of.z) else { return Vec::new() };
    let here = (of, here.at);
    let reach = reach(world) as u64;
    let mut others = Vec::new();
    for z in -RINGS..=RINGS {
        for x in -RINGS..=RINGS {
            let (x, z) = (of.x.saturating_add(x), of.z.saturating_add(z));
            let id = SiteId { x, z, number: 0 };
            let Some(place) = settled(world, x, z).filter(|_| id != of) else { continue };
            if here.1.distance_squared(place.at) <= reach * reach {
                others.push((id, place.at));
            }
        }
    }
    others.sort_unstable_by_key(|(id, _)| *id);
    let mut seen = BTreeMap::new();
    let mut open = |a: (SiteId, Point), b: (SiteId, Point)| {
        *seen.entry((a.0.min(b.0), a.0.max(b.0))).or_insert_with(|| is_open(world, a, b))
    };
    others
        .iter()
        .filter(|&&there| {
            let whole = span(here, there);
            let between = |&&third: &&(SiteId, Point)| {
                third.0 != there.0 && span(here, third) < whole && span(there, third) < whole
            };
            let blocked =
                others.iter().filter(between).any(|&third| open(here, third) && open(there, third));
            !blocked && open(here, there)
        })
        .map(|(id, _)| *id)
        .collect()
}

/// Whether no wide water lies on the beeline.
fn is_open(world: &World, a: (SiteId, Point), b: (SiteId, Point)) -> bool {
    let (from, to) = if a.0 < b.0 { (a.1, b.1) } else { (b.1, a.1) };
    let steps = (from.distance(to) / LOOK).max(1);
    let mut wet = 0;
    for step in 1..steps {
        let part = |a: Mm, b: Mm| {
            Mm((i64::from(a.0) + (i64::from(b.0) - i64::from(a.0)) * step / steps) as i32)
        };
        let at = Point { x: part(from.x, to.x), z: part(from.z, to.z) };
        wet = if depth(world, at) > Mm(0) { wet + 1 } else { 0 };
        if wet > WET {
            return false;
        }
    }
    true
}

fn settled(world: &World, x: i32, z: i32) -> Option<Place> {
    *world.place(x, z)
}

/// Every road that may come into a rectangle, sorted by id.
pub(super) fn roads_through(world: &World, min: Point, max: Point) -> Vec<Arc<Road>> {
    let reach = reach(world);
    // Of a road's two settlements one is at most half of the longest way round away.
    let half = Mm((reach * DETOUR as i64 / 200) as i32);
    let near = Point { x: min.x - half, z: min.z - half };
    let far = Point { x: max.x + half, z: max.z + half };
    let (first, last) = (world.cell_of(near), world.cell_of(far));
    let mut ids = Vec::new();
    for z in first.1..=last.1 {
        for x in first.0..=last.0 {
            let Some(place) = settled(world, x, z) else { continue };
            let beyond = |at: Mm, low: Mm, high: Mm| at < low || at > high;
            if beyond(place.at.x, near.x, far.x) || beyond(place.at.z, near.z, far.z) {
                continue;
            }
            let id = SiteId { x, z, number: 0 };
            for &other in world.links(id).iter() {
                let Some(there) = settled(world, other.x, other.z) else { continue };
                if may_touch(place.at, there.at, min, max) {
                    ids.push((id.min(other), id.max(other)));
                }
            }
        }
    }
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().filter_map(|id| world.routed(id)).collect()
}

/// Whether the ellipse that a road between two points keeps to may reach into a rectangle.
fn may_touch(a: Point, b: Point, min: Point, max: Point) -> bool {
    let nearest = |p: Point| {
        let q = Point::new(p.x.0.clamp(min.x.0, max.x.0), p.z.0.clamp(min.z.0, max.z.0));
        p.distance(q)
    };
    // The sum of the least distances is at most the least sum of distances.
    nearest(a) + nearest(b) <= longest(a, b)
}

/// The greatest sum of a road's distances to its two ends.
pub(super) fn longest(a: Point, b: Point) -> i64 {
    a.distance(b) * DETOUR as i64 / 100
}
