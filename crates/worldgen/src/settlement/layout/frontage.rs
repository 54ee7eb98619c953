//! The sides of streets and of the square, along which plots lie.

use super::network::Lane;
use super::{Area, Network};
use crate::StreetKind;

/// A side of a street: plots lie along it, outwards.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frontage {
    /// Where it begins.
    pub from: (i32, i32),
    /// Along it: a vector of length 1 along an axis.
    pub along: (i32, i32),
    /// Away from the street: the same across.
    pub out: (i32, i32),
    pub length: i32,
    pub kind: FrontageKind,
}

/// What a side is a side of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FrontageKind {
    Square,
    Main,
    Side,
}

impl Frontage {
    /// The point so far along it and so far away from the street.
    pub(super) const fn point(&self, along: i32, out: i32) -> (i32, i32) {
        (
            self.from.0 + self.along.0 * along + self.out.0 * out,
            self.from.1 + self.along.1 * along + self.out.1 * out,
        )
    }

    /// The rectangle between two such points.
    pub(super) fn area(&self, from: (i32, i32), to: (i32, i32)) -> Area {
        Area::between(self.point(from.0, from.1), self.point(to.0, to.1))
    }
}

/// Every side, those of the square first.
pub(super) fn all(network: &Network) -> Vec<Frontage> {
    let mut sides = around(network.square, FrontageKind::Square).to_vec();
    for Lane { kind, area, along_u } in &network.lanes {
        let kind = match kind {
            StreetKind::Main => FrontageKind::Main,
            StreetKind::Side | StreetKind::Quay => FrontageKind::Side,
        };
        let long = |side: &Frontage| (side.along.1 == 0) == *along_u;
        sides.extend(around(*area, kind).into_iter().filter(long));
    }
    sides.sort_by_key(|side| side.kind);
    sides
}

/// The four sides of a rectangle.
fn around(area: Area, kind: FrontageKind) -> [Frontage; 4] {
    let (width, depth) = (area.u1 - area.u0, area.v1 - area.v0);
    let side = |from, along, out, length| Frontage { from, along, out, length, kind };
    [
        side((area.u0, area.v0), (1, 0), (0, -1), width),
        side((area.u0, area.v1), (1, 0), (0, 1), width),
        side((area.u0, area.v0), (0, 1), (-1, 0), depth),
        side((area.u1, area.v0), (0, 1), (1, 0), depth),
    ]
}
