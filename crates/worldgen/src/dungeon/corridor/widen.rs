//! Making long corridors two cells wide.

use super::{Carver, DIRECTIONS, Dug};
use crate::dungeon::plan::Zone;

impl Carver {
    /// Digs beside a path, with a brush of two by two cells, where that leaves no stumps.
    pub(super) fn widen(&mut self, path: &[(i32, i32)], zone: Zone) {
        let mut added = Vec::new();
        for &(x, z) in path {
            if self.ring[self.at((x, z))] != 0 {
                continue;
            }
            for cell in [(x + 1, z), (x, z + 1), (x + 1, z + 1)] {
                let at = self.at(cell);
                if self.inside(cell)
                    && self.ring[at] == 0
                    && self.dug[at] == Dug::Nothing
                    && self.is_free(cell, zone)
                {
                    self.dug[at] = Dug::Corridor(zone);
                    added.push(cell);
                }
            }
        }
        // A cell that leads nowhere is filled in again, and then perhaps the one before it.
        while let Some(stump) = added.iter().position(|&cell| self.is_stump(cell)) {
            let at = self.at(added.swap_remove(stump));
            self.dug[at] = Dug::Nothing;
        }
    }

    /// At most one way leads from the cell, or two that do not go around anything.
    fn is_stump(&self, (x, z): (i32, i32)) -> bool {
        let open = |dx: i32, dz: i32| self.dug[self.at((x + dx, z + dz))] != Dug::Nothing;
        let ways = DIRECTIONS.map(|(dx, dz)| open(dx, dz));
        match ways.iter().filter(|&&way| way).count() {
            0 | 1 => true,
            // A corner of a block of two by two belongs to a wide stretch.
            2 => (0..4).any(|side| {
                let ((ax, az), (bx, bz)) = (DIRECTIONS[side], DIRECTIONS[(side + 1) % 4]);
                ways[side] && ways[(side + 1) % 4] && !open(ax + bx, az + bz)
            }),
            _ => false,
        }
    }
}
