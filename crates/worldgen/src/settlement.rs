//! Settlements: houses around a square.

mod kin;
pub(crate) mod layout;
pub(crate) mod people;
mod work;

use crate::{Person, Site, Solid};
use ruleset::{CultureId, Rgb, TradeId};
use seed::{Canonical, Mm, Point};
use serde::{Deserialize, Serialize};

/// A settlement and who lives in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Settlement {
    /// Where it is, and its name.
    pub site: Site,
    /// Who founded it.
    pub culture: CultureId,
    /// Height of its levelled ground.
    pub ground: Mm,
    /// Its houses, in the order of [`House::number`].
    pub houses: Vec<House>,
    /// Its people, in the order of [`PersonId::number`](crate::PersonId).
    pub people: Vec<Person>,
    /// Where new players stand: on the square, dry, free of solids.
    pub spawn: Point,
}

impl Canonical for Settlement {
    const KIND: &'static str = "settlement";
}

/// What a house is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum HousePurpose {
    /// People live here, and do their work elsewhere.
    Dwelling,
    /// People of this trade live and work here.
    Workshop(TradeId),
    /// Strangers eat and sleep here.
    Inn,
    /// People pray here.
    Temple,
    /// People decide here.
    Hall,
    /// Grain and goods lie here; nobody lives here.
    Store,
    /// People of the watch live here, at a gate.
    Gatehouse,
}

/// A house: four walls with a door gap, and a roof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct House {
    /// Its number in the settlement, from 0.
    pub number: u8,
    /// What it is for.
    pub purpose: HousePurpose,
    /// North-western corner of the outer walls.
    pub min: Point,
    /// South-eastern corner of the outer walls.
    pub max: Point,
    /// Height of the walls.
    pub wall_height: Mm,
    /// Height of the ridge above the walls.
    pub roof_height: Mm,
    /// The ridge runs from west to east (else from north to south).
    pub ridge_east: bool,
    /// The middle of the door, just outside the wall.
    pub door: Point,
    /// Colour of the walls.
    pub wall: Rgb,
    /// Colour of the roof.
    pub roof: Rgb,
    /// Walls as boxes, with the gap for the door.
    pub walls: Vec<Solid>,
}
