//! Settlements: streets and a square, houses along them, what stands between, and fields around.
//!
//! ```text
//! world::plan::place   where, which rank: what the land around feeds
//! layout::network      streets and gates          (asked for by roads, before anything is built)
//! layout::plots        houses' plots along streets
//! layout::assign       what each is for
//! layout::build        walls, doors, rooms, style
//! layout::works        well, stalls, wall, pier
//! layout::fields       what feeds them
//! people               who lives there
//! ```

pub(crate) mod house;
mod kin;
pub(crate) mod land;
pub(crate) mod layout;
pub(crate) mod people;
mod work;

use crate::{Cover, Person, Site};
pub use house::{House, HousePurpose, HouseStyle, Room, RoomKind};
pub use land::{Field, FieldKind, Street, StreetKind, Work, WorkKind};
use ruleset::{CultureId, RankId};
use seed::{Canonical, Mm, Point};
use serde::Serialize;

/// A settlement and who lives in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Settlement {
    /// Where it is, and its name.
    pub site: Site,
    /// Who founded it.
    pub culture: CultureId,
    /// Its size among settlements.
    pub rank: RankId,
    /// What the land around it feeds, per mille of the best.
    pub food: u16,
    /// Height of its levelled ground.
    pub ground: Mm,
    /// The market square: its north-western and south-eastern corners.
    pub square: (Point, Point),
    /// Its streets, the main ones first.
    pub streets: Vec<Street>,
    /// Where roads reach it: ends of main streets at the edge of the level ground.
    pub gates: Vec<Point>,
    /// Its houses, in the order of [`House::number`].
    pub houses: Vec<House>,
    /// What stands between them.
    pub works: Vec<Work>,
    /// Ploughed fields around it.
    pub fields: Vec<Field>,
    /// Its people, in the order of [`PersonId::number`](crate::PersonId).
    pub people: Vec<Person>,
    /// Where new players stand: on the square, dry, free of solids.
    pub spawn: Point,
}

impl Canonical for Settlement {
    const KIND: &'static str = "settlement";
}

impl Settlement {
    /// How far fields and piers reach beyond the radius of a site, at most.
    pub const OUTSKIRTS: Mm = Mm(175_000);

    /// What its people made of the ground at a point.
    #[must_use]
    pub fn cover_at(&self, at: Point) -> Cover {
        let within = |(min, max): (Point, Point)| {
            at.x >= min.x && at.x < max.x && at.z >= min.z && at.z < max.z
        };
        if within(self.square) || self.streets.iter().any(|street| within((street.min, street.max)))
        {
            Cover::Street
        } else if self.fields.iter().any(|field| within((field.min, field.max))) {
            Cover::Field
        } else {
            Cover::Natural
        }
    }

    /// Everything upright that people built here: walls of houses, of the town, stalls, the well.
    pub fn solids(&self) -> impl Iterator<Item = &crate::Solid> {
        let walls = self.houses.iter().flat_map(|house| &house.walls);
        walls.chain(self.works.iter().flat_map(|work| &work.solids))
    }
}
