//! Streets, fields, and what stands between houses, as the world holds them.

use crate::Solid;
use seed::{Mm, Point};
use serde::{Deserialize, Serialize};

/// A straight piece of a street.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Street {
    /// What it is.
    pub kind: StreetKind,
    /// North-western corner.
    pub min: Point,
    /// South-eastern corner.
    pub max: Point,
}

/// What a street is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum StreetKind {
    /// From a gate to the square.
    Main,
    /// Between main streets, or around the place.
    Side,
    /// Between the edge of the level ground and a pier.
    Quay,
}

/// Tilled ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// What it is.
    pub kind: FieldKind,
    /// North-western corner.
    pub min: Point,
    /// South-eastern corner.
    pub max: Point,
    /// Furrows run from west to east (else from north to south).
    pub furrows_east: bool,
    /// What grows there: a number from 0 to 3, for the eye.
    pub crop: u8,
}

/// What tilled ground is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FieldKind {
    /// A field outside of the place.
    Ploughed,
    /// A garden behind a house.
    Garden,
}

/// Something that people built beside houses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Work {
    /// What it is.
    pub kind: WorkKind,
    /// North-western corner.
    pub min: Point,
    /// South-eastern corner.
    pub max: Point,
    /// Height of the ground that it stands on, above the sea.
    pub ground: Mm,
    /// It lies from west to east (else from north to south).
    pub east: bool,
    /// What of it nobody walks through.
    pub solids: Vec<Solid>,
}

/// What a work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum WorkKind {
    /// A well on the square.
    Well,
    /// A stall of the market, its counter across the way it lies.
    Stall,
    /// A straight piece of the town's wall.
    Wall,
    /// A tower of the wall, at a corner or beside a gate.
    Tower,
    /// The arch over a gate, between two towers.
    Gate,
    /// A quay of stone that reaches into deep water; one walks on it.
    Pier,
    /// Casks and crates before an inn or a store.
    Barrels,
    /// Hay beside a field.
    Haystack,
}
