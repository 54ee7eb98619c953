//! What there is to do in a dungeon, before any of it has a place: rooms, and the ways between them.
//!
//! A mission is grown by rules with weights (the ruleset's `missions.toml`), after Dormans' cyclic
//! generation ("A Handcrafted Feel: Unexplored Explores Cyclic Dungeon Generation", 2017): each rule
//! adds a lock with what opens it, a second way that is hidden, opens from behind or leads down only,
//! or a reward beside the way. Rooms carry a zone: the ways inside one are never closed.

use super::RoomRole;
use serde::Serialize;

mod grow;

pub(super) use grow::{grow, plain};

/// A way between two rooms of a dungeon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Way {
    /// The room on the near side.
    pub from: u8,
    /// The room that it leads to.
    pub to: u8,
    /// What one needs.
    pub kind: WayKind,
}

/// What closes a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum WayKind {
    /// Nothing.
    Open,
    /// A locked door.
    Door {
        /// The number of its lock.
        lock: u8,
    },
    /// A portcullis.
    Portcullis {
        /// The number of its switch.
        switch: u8,
    },
    /// A gate that opens when a warden is dead.
    Seal {
        /// The warden's room.
        warden: u8,
    },
    /// The puzzle's gate.
    Gate,
    /// A hidden door.
    Secret,
    /// Stairs down.
    Stairs,
    /// A shaft: down only.
    Shaft,
}

/// A room and what must be in it.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) role: RoomRole,
    pub(super) floor: u8,
    pub(super) zone: u8,
    pub(super) optional: bool,
    /// More guards than elsewhere.
    pub(super) guarded: bool,
    pub(super) holds: Vec<Hold>,
}

/// What must be in a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hold {
    Key(u8),
    Switch(u8),
    Chest,
}

/// A way of the mission; which room of a zone it starts from is settled when the floor is laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) from: Start,
    pub(super) to: u8,
    pub(super) kind: WayKind,
}

/// Where a link starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// At the nearest room of a zone.
    Zone(u8),
    /// At a room.
    Room(u8),
}

/// Rooms and links; the first room is the entrance.
#[derive(Clone, Debug, Default)]
pub(super) struct Mission {
    pub(super) floors: u8,
    pub(super) nodes: Vec<Node>,
    pub(super) links: Vec<Link>,
}

impl Mission {
    /// The rooms of a floor.
    pub(super) fn on_floor(&self, floor: u8) -> impl Iterator<Item = (u8, &Node)> {
        (0..).zip(&self.nodes).filter(move |(_, node)| node.floor == floor)
    }
}
