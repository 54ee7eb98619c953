//! The state of what is in sight, every tick.

use crate::{NetId, SpaceId};
use seed::{Mm, Point};
use serde::{Deserialize, Serialize};
use simulation::Mover;

/// Positions of others are rounded to this many millimetres on the wire.
pub const WIRE_UNIT: i32 = 20;

/// What a client learns each tick, in one packet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The server's tick.
    pub tick: u32,
    /// The space that all of it is in. A client that is told of another one ignores it: events may
    /// arrive after snapshots.
    pub space: SpaceId,
    /// The last input that was applied.
    pub acked: u32,
    /// The client's own character.
    pub own: OwnState,
    /// Others: those whose turn it was within the packet's budget.
    pub others: Vec<EntityState>,
}

/// The client's own character, exact, for reconciliation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnState {
    /// After the input [`Snapshot::acked`].
    pub mover: Mover,
    /// Health, points.
    pub health: u16,
}

/// Another thing's state. About 11 bytes on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityState {
    /// Which.
    pub id: NetId,
    /// East of the client's own character, in [`WIRE_UNIT`]s.
    pub dx: i16,
    /// South of it.
    pub dz: i16,
    /// Above its feet.
    pub dy: i16,
    /// Turn in 256ths.
    pub turn: u8,
    /// [`crate::Pose`] or the state of a thing.
    pub state: u8,
    /// Health as a share of 255.
    pub health: u8,
}

impl EntityState {
    /// The state of a thing at `at`, relative to a client's character.
    #[must_use]
    pub fn relative(id: NetId, own: &Mover, at: Point, feet: Mm, looks: (u8, u8, u8)) -> Self {
        let unit = |here: Mm, origin: Mm| {
            let units = (here - origin).0.div_euclid(WIRE_UNIT);
            units.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16
        };
        let (turn, state, health) = looks;
        Self {
            id,
            dx: unit(at.x, own.at.x),
            dz: unit(at.z, own.at.z),
            dy: unit(feet, own.feet),
            turn,
            state,
            health,
        }
    }

    /// Where it is.
    #[must_use]
    pub fn place(&self, own: &Mover) -> (Point, Mm) {
        let back = |units: i16, origin: Mm| origin + Mm(i32::from(units) * WIRE_UNIT);
        (Point { x: back(self.dx, own.at.x), z: back(self.dz, own.at.z) }, back(self.dy, own.feet))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_survive_the_wire_within_a_unit() {
        let own = Mover { at: Point::new(123_456, -99), feet: Mm(777), ..Mover::default() };
        let at = Point::new(100_001, 60_002);
        let state = EntityState::relative(NetId(300), &own, at, Mm(-5), (1, 2, 3));
        let (back, feet) = state.place(&own);
        assert!(back.distance(at) < 2 * i64::from(WIRE_UNIT));
        assert!((feet - Mm(-5)).abs() <= Mm(WIRE_UNIT));
        assert!(crate::encode(&state).len() <= 12);
    }
}
