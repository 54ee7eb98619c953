//! Where a body gets on foot: a flood over quarter metres of level ground, around what is upright, with
//! the simulation's shape of a body.

use seed::{Mm, Point};
use std::collections::VecDeque;
use worldgen::Settlement;

/// Edge of a square of the flood.
const STEP: i32 = 250;

/// Half the width of a body, as `simulation` blocks it.
const BODY: i32 = 350;

/// Height of a body.
const TALL: Mm = Mm(1_800);

/// What was reached.
pub(crate) struct Walk {
    west: i32,
    north: i32,
    width: i32,
    reached: Vec<bool>,
}

impl Walk {
    /// Floods from a point over the level ground of a settlement.
    pub(crate) fn from(town: &Settlement, start: Point) -> Self {
        let radius = town.site.radius.0 + 4_000;
        let (west, north) = (town.site.at.x.0 - radius, town.site.at.z.0 - radius);
        let width = 2 * radius / STEP;
        let mut blocked = vec![false; (width * width) as usize];
        for solid in town.solids() {
            if solid.bottom >= town.ground + TALL || solid.top <= town.ground {
                continue;
            }
            let index = |mm: i32, from: i32| (mm - from).div_euclid(STEP);
            for z in index(solid.min.z.0 - BODY, north)..=index(solid.max.z.0 + BODY, north) {
                for x in index(solid.min.x.0 - BODY, west)..=index(solid.max.x.0 + BODY, west) {
                    // The middle of the square is where a body would stand.
                    let at = (west + x * STEP + STEP / 2, north + z * STEP + STEP / 2);
                    let hits = at.0 + BODY > solid.min.x.0
                        && at.0 - BODY < solid.max.x.0
                        && at.1 + BODY > solid.min.z.0
                        && at.1 - BODY < solid.max.z.0;
                    if hits && x >= 0 && z >= 0 && x < width && z < width {
                        blocked[(z * width + x) as usize] = true;
                    }
                }
            }
        }
        let mut walk = Self { west, north, width, reached: vec![false; blocked.len()] };
        let mut queue = VecDeque::new();
        if let Some(first) = walk.index(start).filter(|&index| !blocked[index]) {
            walk.reached[first] = true;
            queue.push_back(first as i32);
        }
        while let Some(index) = queue.pop_front() {
            let (x, z) = (index % width, index / width);
            for (x, z) in [(x - 1, z), (x + 1, z), (x, z - 1), (x, z + 1)] {
                if x < 0 || z < 0 || x >= width || z >= width {
                    continue;
                }
                let next = (z * width + x) as usize;
                if !walk.reached[next] && !blocked[next] {
                    walk.reached[next] = true;
                    queue.push_back(next as i32);
                }
            }
        }
        walk
    }

    /// Whether the flood came within a step of a point.
    pub(crate) fn reaches(&self, at: Point) -> bool {
        self.index(at).is_some_and(|index| {
            let around = [0, 1, -1, self.width, -self.width];
            around.iter().any(|step| {
                let index = index as i32 + step;
                usize::try_from(index).ok().and_then(|index| self.reached.get(index)) == Some(&true)
            })
        })
    }

    fn index(&self, at: Point) -> Option<usize> {
        let (x, z) =
            ((at.x.0 - self.west).div_euclid(STEP), (at.z.0 - self.north).div_euclid(STEP));
        let inside = x >= 0 && z >= 0 && x < self.width && z < self.width;
        inside.then(|| (z * self.width + x) as usize)
    }
}
