//! Sites: where settlements and dungeons are.

use seed::Point;
use serde::{Deserialize, Serialize};

/// Names a site for ever: the site cell that it hangs from, and its number there. Number 0 is the
/// cell's settlement, the others are dungeons around it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct SiteId {
    /// East, in site cells.
    pub x: i32,
    /// South, in site cells.
    pub z: i32,
    /// 0: the settlement; from 1: dungeons.
    pub number: u8,
}

/// What a site is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SiteKind {
    /// People live here.
    Settlement,
    /// The mouth of a dungeon.
    Dungeon,
}

/// A site as the map knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// Its identity.
    pub id: SiteId,
    /// What it is.
    pub kind: SiteKind,
    /// Its name.
    pub name: String,
    /// Its middle: a settlement's square, a dungeon's mouth.
    pub at: Point,
    /// Radius in millimetres within which the ground is levelled for it.
    pub radius: seed::Mm,
    /// Level of what lives here, from 1.
    pub level: u16,
}
