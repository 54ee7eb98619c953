//! Where a body gets on foot in a settlement: a flood over squares of level ground, around what is
//! upright.

use seed::{Mm, Point};
use worldgen::Settlement;

/// Edge of a square of the flood, millimetres.
const STEP: i32 = 250;

/// Half the width of a body and its height, as `simulation` blocks it.
const BODY: i32 = 350;
const TALL: Mm = Mm(1_800);

/// Level ground beyond the radius of a site that is looked at, millimetres.
const BEYOND: i32 = 4_000;

/// What was reached.
pub(super) struct Walk {
    west: i32,
    north: i32,
    /// Squares along an edge.
    width: i32,
    reached: Vec<bool>,
}

impl Walk {
    /// Floods from a point.
    pub(super) fn from(town: &Settlement, start: Point) -> Self {
        let radius = town.site.radius.0 + BEYOND;
        let (west, north) = (town.site.at.x.0 - radius, town.site.at.z.0 - radius);
        let width = 2 * radius / STEP;
        let mut free = vec![true; (width * width) as usize];
        for solid in town.solids() {
            if solid.bottom >= town.ground + TALL || solid.top <= town.ground {
                continue;
            }
            // Squares in whose middle a body would touch it.
            let span = |min: Mm, max: Mm, from: i32| {
                let low = (min.0 - BODY - from - STEP / 2).div_euclid(STEP) + 1;
                let high = (max.0 + BODY - from - STEP / 2 - 1).div_euclid(STEP);
                low.max(0)..=high.min(width - 1)
            };
            for z in span(solid.min.z, solid.max.z, north) {
                for x in span(solid.min.x, solid.max.x, west) {
                    free[(z * width + x) as usize] = false;
                }
            }
        }
        let mut walk = Self { west, north, width, reached: vec![false; free.len()] };
        let mut open: Vec<usize> = walk.index(start).filter(|&at| free[at]).into_iter().collect();
        open.iter().for_each(|&at| walk.reached[at] = true);
        while let Some(at) = open.pop() {
            for next in walk.around(at).into_iter().flatten() {
                if free[next] && !walk.reached[next] {
                    walk.reached[next] = true;
                    open.push(next);
                }
            }
        }
        walk
    }

    /// The flood came within a step of a point.
    pub(super) fn reaches(&self, at: Point) -> bool {
        let Some(at) = self.index(at) else { return false };
        self.reached[at] || self.around(at).into_iter().flatten().any(|next| self.reached[next])
    }

    /// The flood came to the middle of a room.
    pub(super) fn reaches_room(&self, min: Point, max: Point) -> bool {
        let middle = Point::new(min.x.0.midpoint(max.x.0), min.z.0.midpoint(max.z.0));
        self.reaches(middle)
    }

    /// The squares beside one.
    fn around(&self, at: usize) -> [Option<usize>; 4] {
        let (x, z) = (at as i32 % self.width, at as i32 / self.width);
        [(x - 1, z), (x + 1, z), (x, z - 1), (x, z + 1)].map(|(x, z)| self.square(x, z))
    }

    fn index(&self, at: Point) -> Option<usize> {
        self.square((at.x.0 - self.west).div_euclid(STEP), (at.z.0 - self.north).div_euclid(STEP))
    }

    fn square(&self, x: i32, z: i32) -> Option<usize> {
        let inside = (0..self.width).contains(&x) && (0..self.width).contains(&z);
        inside.then_some((z * self.width + x) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::tests::core_world;

    #[test]
    fn walls_all_around_shut_a_house() {
        let world = core_world("walk-0");
        let mut town = world.settlement(world.home()).expect("home is there");
        let door = town.houses[0].door;
        assert!(Walk::from(&town, town.spawn).reaches(door));
        // A block of three metres on its threshold.
        let mut wall = town.houses[0].walls[0];
        let around = |by: i32| {
            (Point::new(door.x.0 - by, door.z.0 - by), Point::new(door.x.0 + by, door.z.0 + by))
        };
        (wall.min, wall.max) = around(1_500);
        town.houses[0].walls.push(wall);
        assert!(!Walk::from(&town, town.spawn).reaches(door));
    }
}
