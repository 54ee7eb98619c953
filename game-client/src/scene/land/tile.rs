//! Which pieces of land are drawn how finely: a quadtree around the focus.
//!
//! A tile of level `n` is a square of `32 << n` metres, drawn with 32 x 32 cells whatever its level.
//! Tiles of the set never overlap and leave no gap.

use seed::Point;
use worldgen::CHUNK_CELLS;

/// The coarsest level.
pub(crate) const TOP: u8 = 4;

/// A square of land.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Tile {
    /// 0: the finest, a chunk.
    pub(crate) level: u8,
    /// East, in its own edges.
    pub(crate) x: i32,
    /// South, in its own edges.
    pub(crate) z: i32,
}

impl Tile {
    /// Its edge in metres.
    pub(crate) const fn edge(self) -> i32 {
        CHUNK_CELLS << self.level
    }

    /// Metres between two of its vertices.
    pub(crate) const fn step(self) -> i32 {
        1 << self.level
    }

    /// Its north-western corner, metres.
    pub(crate) const fn corner(self) -> (i32, i32) {
        (self.x * self.edge(), self.z * self.edge())
    }

    /// Does one of the two lie within the other?
    pub(crate) const fn overlaps(self, other: Self) -> bool {
        let (fine, coarse) = if self.level < other.level { (self, other) } else { (other, self) };
        let by = coarse.level - fine.level;
        fine.x >> by == coarse.x && fine.z >> by == coarse.z
    }

    /// The distance from a point to its nearest edge, metres; 0 inside.
    pub(crate) fn distance(self, to: Point) -> f32 {
        let (x, z) = self.corner();
        let edge = self.edge() as f32;
        let outside = |at: f32, low: i32| (low as f32 - at).max(at - low as f32 - edge).max(0.0);
        outside(to.x.to_metres_f32(), x).hypot(outside(to.z.to_metres_f32(), z))
    }

    fn children(self) -> [Self; 4] {
        let level = self.level - 1;
        let (x, z) = (self.x * 2, self.z * 2);
        [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(dx, dz)| Self { level, x: x + dx, z: z + dz })
    }
}

/// The tiles to draw around a focus, nearest first: the finest within `fine` metres, then each
/// level twice as far as the one before, nothing beyond `sight` metres.
pub(crate) fn wanted(focus: Point, fine: f32, sight: f32) -> Vec<Tile> {
    let edge = CHUNK_CELLS << TOP;
    let reach = (sight / edge as f32).ceil() as i32 + 1;
    let (fx, fz) = focus.cell();
    let mut found = Vec::new();
    for z in -reach..=reach {
        for x in -reach..=reach {
            let tile = Tile { level: TOP, x: fx.div_euclid(edge) + x, z: fz.div_euclid(edge) + z };
            split(tile, focus, fine, sight, &mut found);
        }
    }
    found.sort_by(|a, b| a.distance(focus).total_cmp(&b.distance(focus)));
    found
}

fn split(tile: Tile, focus: Point, fine: f32, sight: f32, found: &mut Vec<Tile>) {
    let away = tile.distance(focus);
    if away > sight {
        return;
    }
    if tile.level > 0 && away < fine * (1 << (tile.level - 1)) as f32 {
        for child in tile.children() {
            split(child, focus, fine, sight, found);
        }
    } else {
        found.push(tile);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tiles_cover_what_is_in_sight_once() {
        for focus in [Point::default(), Point::metres(-1234, 777), Point::metres(50_001, -31)] {
            let tiles = wanted(focus, 96.0, 1000.0);
            assert_eq!(tiles[0].level, 0);
            let (fx, fz) = focus.cell();
            for dz in (-600..600).step_by(37) {
                for dx in (-600..600).step_by(37) {
                    let (x, z) = (fx + dx, fz + dz);
                    let holds = |tile: &&Tile| {
                        let (tx, tz) = tile.corner();
                        (tx..tx + tile.edge()).contains(&x) && (tz..tz + tile.edge()).contains(&z)
                    };
                    assert_eq!(tiles.iter().filter(holds).count(), 1, "{x} {z}");
                }
            }
            for (index, tile) in tiles.iter().enumerate() {
                assert!(tiles[index + 1..].iter().all(|other| !tile.overlaps(*other)));
            }
        }
    }
}
