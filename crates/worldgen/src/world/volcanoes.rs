//! Volcanoes, for whoever draws maps or tells of them.

use crate::World;
use seed::{Mm, Point};
use serde::Serialize;

/// A volcano: part of the land, and seen from afar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Volcano {
    /// The middle of its crater.
    pub at: Point,
    /// How far its flanks reach.
    pub radius: Mm,
    /// Height of the rim above the land around.
    pub height: Mm,
}

impl World {
    /// The farthest that [`World::volcanoes_in`] looks along an edge, metres.
    const WIDEST_LOOK: i32 = 100_000;

    /// The volcanoes whose middle lies in a rectangle, sorted by place. The rectangle is cut at 100 km.
    #[must_use]
    pub fn volcanoes_in(&self, min: Point, max: Point) -> Vec<Volcano> {
        let ((west, north), (east, south)) = (min.cell(), max.cell());
        let far = (
            east.min(west.saturating_add(Self::WIDEST_LOOK)),
            south.min(north.saturating_add(Self::WIDEST_LOOK)),
        );
        let mm = |metres: f64| Mm((metres * 1000.0).floor() as i32);
        let cones = self.terrain().volcanoes((west, north), far).into_iter();
        let mut found: Vec<Volcano> = cones
            .map(|cone| Volcano {
                at: Point { x: mm(cone.x), z: mm(cone.z) },
                radius: mm(cone.radius),
                height: mm(cone.height),
            })
            .collect();
        found.sort_unstable();
        found
    }
}
