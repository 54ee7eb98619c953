//! Houses, as the world holds them.

use crate::Solid;
use ruleset::{Rgb, RoofShape, Roofing, TradeId, WallMaterial};
use seed::{Mm, Point};
use serde::{Deserialize, Serialize};

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

/// A house: outer walls with a door gap, rooms behind inner walls with gaps, and a roof.
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
    /// Height of the outer walls, all storeys.
    pub wall_height: Mm,
    /// Height of the ridge above the walls; of the parapet for a flat roof.
    pub roof_height: Mm,
    /// The ridge runs from west to east (else from north to south).
    pub ridge_east: bool,
    /// The middle of the door, just outside the wall.
    pub door: Point,
    /// Colour of the walls.
    pub wall: Rgb,
    /// Colour of the roof.
    pub roof: Rgb,
    /// How it is built.
    pub style: HouseStyle,
    /// Walls as boxes, outer and inner, with gaps for doors; the outer ones are the first five.
    pub walls: Vec<Solid>,
    /// Rooms of the ground floor; the door opens into the first.
    pub rooms: Vec<Room>,
}

/// How a house is built: what the drawing of it needs beyond sizes and colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HouseStyle {
    /// What walls are of.
    pub material: WallMaterial,
    /// Walls show a frame of timber.
    pub timber: bool,
    /// Shape of the roof.
    pub shape: RoofShape,
    /// What the roof is covered with.
    pub roofing: Roofing,
    /// 1 or 2. Only the ground floor has rooms.
    pub storeys: u8,
    /// Height of the stone foot.
    pub foundation: Mm,
    /// The roof has a chimney.
    pub chimney: bool,
}

/// What a room is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RoomKind {
    /// Where a household, or a council, sits.
    Hall,
    /// A hearth.
    Kitchen,
    /// Beds.
    Bedroom,
    /// A trade's tools.
    Workshop,
    /// Tables and casks.
    Taproom,
    /// An altar.
    Shrine,
    /// Chests and sacks.
    Store,
}

/// A room: the ground between its walls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Room {
    /// What it is for.
    pub kind: RoomKind,
    /// North-western corner.
    pub min: Point,
    /// South-eastern corner.
    pub max: Point,
}
