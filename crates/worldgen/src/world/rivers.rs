//! Where rivers and lakes are, for whoever draws maps, lays roads or asks the way.

use crate::World;
use seed::{Mm, Point};
use serde::Serialize;

/// The river or lake at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RiverReach {
    /// Its width from bank to bank.
    pub width: Mm,
    /// Its depth in the middle.
    pub depth: Mm,
    /// Height of its surface above the sea.
    pub surface: Mm,
    /// It is a lake.
    pub lake: bool,
}

/// A straight piece of a river, downstream from its beginning, or a lake, whose ends are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RiverSegment {
    /// Where it begins.
    pub from: Point,
    /// Where it ends.
    pub to: Point,
    /// Height of the surface where it begins.
    pub from_surface: Mm,
    /// Height of the surface where it ends; never above the beginning's.
    pub to_surface: Mm,
    /// Its width from bank to bank where it begins.
    pub width: Mm,
    /// Its depth in the middle where it begins.
    pub depth: Mm,
    /// It is a lake.
    pub lake: bool,
}

impl World {
    /// The river or lake that holds the metre corner of a point, the lowest where some meet.
    #[must_use]
    pub fn river_at(&self, at: Point) -> Option<RiverReach> {
        let (x, z) = at.cell();
        let channels = self.terrain().channels((x, z), (x, z));
        let rough = self.terrain().roughness(x, z);
        let inside =
            channels.near(f64::from(x), f64::from(z), rough).filter(|near| near.beyond < 0.0);
        let reaches = inside.map(|near| RiverReach {
            width: mm(near.stop.half * 2.0),
            depth: mm(near.stop.depth),
            surface: mm(near.stop.level),
            lake: near.lake,
        });
        reaches.min_by_key(|reach| (reach.surface, reach.lake))
    }

    /// The rivers and lakes that may reach into a rectangle with their banks, each river in pieces of
    /// a few metres in the order of their course.
    #[must_use]
    pub fn rivers_in(&self, min: Point, max: Point) -> Vec<RiverSegment> {
        let channels = self.terrain().channels(min.cell(), max.cell());
        let point = |x: f64, z: f64| Point { x: mm(x), z: mm(z) };
        let segments = channels.pieces().iter().map(|piece| RiverSegment {
            from: point(piece.from.x, piece.from.z),
            to: point(piece.to.x, piece.to.z),
            from_surface: mm(piece.from.level),
            to_surface: mm(piece.to.level),
            width: mm(piece.from.half * 2.0),
            depth: mm(piece.from.depth),
            lake: piece.lake.is_some(),
        });
        segments.collect()
    }
}

/// To the nearest millimetre, as the water of chunks is.
fn mm(metres: f64) -> Mm {
    Mm((metres * 1000.0 + 0.5).floor() as i32)
}
