//! Landmarks: what one sees from afar and finds one's way by.
//!
//! The world is divided into squares half as wide as site cells; a square has at most one landmark.
//! It follows from the square, the land, and the sites and roads around, so that it is found from any
//! side.

mod build;
mod cave;
mod place;

use crate::{Solid, World};
use ruleset::{CultureId, LandmarkKind};
use seed::{Canonical, Mm, Path, Point};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Names a landmark for ever: its square.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct LandmarkId {
    /// East, in half site cells.
    pub x: i32,
    /// South, in half site cells.
    pub z: i32,
}

impl LandmarkId {
    /// The landmark's part of a stream's name.
    pub(crate) fn path(self) -> Path {
        Path::new().int(self.x).int(self.z)
    }
}

/// A landmark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Landmark {
    /// Its identity.
    pub id: LandmarkId,
    /// The index of its kind in [`ruleset::Ruleset::landmarks`].
    pub kind: u16,
    /// Its name.
    pub name: String,
    /// Who named it.
    pub culture: CultureId,
    /// Its middle.
    pub at: Point,
    /// Height of the lowest ground that it stands on.
    pub ground: Mm,
    /// Its height above that.
    pub height: Mm,
    /// How far from the middle it reaches.
    pub radius: Mm,
    /// Its turn around the vertical, in 256ths of a full turn, for drawing. A cave opens the way it is
    /// turned: 0 to the south, 64 to the east.
    pub turn: u8,
    /// What of it nobody walks through, sorted from the north-west.
    pub solids: Vec<Solid>,
}

impl Canonical for Landmark {
    const KIND: &'static str = "landmark";
}

impl Landmark {
    /// How far any landmark reaches from its middle.
    pub(crate) const FARTHEST: Mm = Mm(24_000);
}

impl World {
    /// The kind of a landmark.
    #[must_use]
    pub fn landmark_kind(&self, landmark: &Landmark) -> Option<&LandmarkKind> {
        self.rules().landmarks.get(usize::from(landmark.kind))
    }

    /// The landmark with this id.
    #[must_use]
    pub fn landmark(&self, id: LandmarkId) -> Option<Arc<Landmark>> {
        Option::clone(&self.landmark_of(id))
    }

    /// The landmarks whose middle lies within a distance of a point, sorted by id. The distance is
    /// cut at [`World::SIGHT`].
    #[must_use]
    pub fn landmarks_near(&self, at: Point, within: Mm) -> Vec<Arc<Landmark>> {
        let within = within.min(Self::SIGHT).max(Mm(0));
        let reach = i64::from(within.0);
        let min = Point { x: at.x - within, z: at.z - within };
        let max = Point { x: at.x + within, z: at.z + within };
        let mut landmarks = self.landmarks_in(min, max);
        landmarks
            .retain(|landmark| landmark.at.distance_squared(at) <= (reach * reach).unsigned_abs());
        landmarks.sort_unstable_by_key(|landmark| landmark.id);
        landmarks
    }

    /// The landmarks of the squares that a rectangle meets.
    pub(crate) fn landmarks_in(&self, min: Point, max: Point) -> Vec<Arc<Landmark>> {
        if self.rules().landmarks.is_empty() {
            return Vec::new();
        }
        let edge = place::edge(self);
        let index = |mm: Mm| mm.0.div_euclid(edge);
        let mut found = Vec::new();
        for z in index(min.z)..=index(max.z) {
            for x in index(min.x)..=index(max.x) {
                found.extend(self.landmark(LandmarkId { x, z }));
            }
        }
        found
    }
}

pub(crate) use place::find;
