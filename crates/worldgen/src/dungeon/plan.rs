//! What the passes of the generator hand to each other: rectangles, zones, a plan on paper.

use super::RoomRole;

/// Rock that is always kept between two rooms, in cells: a mouth at each, and a lane in between.
pub(super) const ROOM_GAP: i32 = 3;

/// Cells between a room and the edge of the grid, so that a corridor fits around everything.
pub(super) const MARGIN: i32 = 3;

/// A rectangle of cells, corners inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rect {
    pub(super) x0: i32,
    pub(super) z0: i32,
    pub(super) x1: i32,
    pub(super) z1: i32,
}

impl Rect {
    pub(super) const fn new(x: i32, z: i32, width: i32, depth: i32) -> Self {
        Self { x0: x, z0: z, x1: x + width - 1, z1: z + depth - 1 }
    }

    pub(super) const fn grown(self, by: i32) -> Self {
        Self { x0: self.x0 - by, z0: self.z0 - by, x1: self.x1 + by, z1: self.z1 + by }
    }

    pub(super) const fn contains(self, (x, z): (i32, i32)) -> bool {
        x >= self.x0 && x <= self.x1 && z >= self.z0 && z <= self.z1
    }

    /// Rock cells between two rectangles: the larger of the gaps along the two axes; negative when
    /// they overlap.
    pub(super) fn gap(self, other: Self) -> i32 {
        let x = (other.x0 - self.x1).max(self.x0 - other.x1) - 1;
        let z = (other.z0 - self.z1).max(self.z0 - other.z1) - 1;
        x.max(z)
    }

    /// Steps between the middles, in half cells.
    pub(super) const fn distance(self, other: Self) -> i32 {
        let x = (self.x0 + self.x1) - (other.x0 + other.x1);
        let z = (self.z0 + self.z1) - (other.z0 + other.z1);
        x.abs() + z.abs()
    }

    /// The cell in the middle, rounded to the north-west.
    pub(super) const fn middle(self) -> (i32, i32) {
        (i32::midpoint(self.x0, self.x1), i32::midpoint(self.z0, self.z1))
    }

    /// A corner cell.
    pub(super) const fn is_corner(self, (x, z): (i32, i32)) -> bool {
        (x == self.x0 || x == self.x1) && (z == self.z0 || z == self.z1)
    }

    /// The cells along the wall, clockwise from the north-western corner.
    pub(super) fn border(self) -> Vec<(i32, i32)> {
        let north = (self.x0..self.x1).map(|x| (x, self.z0));
        let east = (self.z0..self.z1).map(|z| (self.x1, z));
        let south = (self.x0 + 1..=self.x1).rev().map(|x| (x, self.z1));
        let west = (self.z0 + 1..=self.z1).rev().map(|z| (self.x0, z));
        north.chain(east).chain(south).chain(west).collect()
    }

    /// All cells, row by row.
    pub(super) fn cells(self) -> impl Iterator<Item = (i32, i32)> {
        (self.z0..=self.z1).flat_map(move |z| (self.x0..=self.x1).map(move |x| (x, z)))
    }

    /// The same rectangle further east.
    pub(super) const fn shifted(self, by: i32) -> Self {
        Self { x0: self.x0 + by, x1: self.x1 + by, ..self }
    }
}

/// Which part of the dungeon a place belongs to; parts are joined by what is closed at first only.
pub(super) type Zone = u8;

/// Rooms of a floor on paper, before anything is dug. The first one is the way in.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// Edge of the grid in cells.
    pub(super) side: i32,
    /// Where the rooms are.
    pub(super) rooms: Vec<PlannedRoom>,
}

/// A room on paper.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlannedRoom {
    pub(super) rect: Rect,
    pub(super) role: RoomRole,
    pub(super) zone: Zone,
    /// The room of the mission that it is.
    pub(super) node: u8,
}

impl Plan {
    /// The first room of a role.
    pub(super) fn index(&self, role: RoomRole) -> Option<usize> {
        self.rooms.iter().position(|room| room.role == role)
    }

    /// The room of a mission's node.
    pub(super) fn of_node(&self, node: u8) -> Option<usize> {
        self.rooms.iter().position(|room| room.node == node)
    }
}
