//! Heights of a tile and of its water on its own grid, with one more row all around for the normals.

use super::places::Places;
use super::tile::Tile;
use bevy::math::Vec3;
use seed::Point;
use worldgen::{CHUNK_CELLS, Chunk};

/// Vertices along an edge, without the margin.
pub(crate) const SIDE: i32 = CHUNK_CELLS + 1;

/// Heights of a tile.
#[derive(Clone, Debug)]
pub(crate) struct Relief {
    /// Whose.
    pub(crate) tile: Tile,
    heights: Vec<f32>,
    /// Heights of the water's surface at the vertices inside.
    water: Vec<f32>,
}

impl Relief {
    /// Reads them from the world; `chunk` is that of a tile of level 0.
    pub(crate) fn read(places: &Places, tile: Tile, chunk: Option<&Chunk>) -> Self {
        let (x0, z0) = tile.corner();
        let step = tile.step();
        let mut heights = Vec::with_capacity(((SIDE + 2) * (SIDE + 2)) as usize);
        for z in -1..=SIDE {
            for x in -1..=SIDE {
                let inside = (0..SIDE).contains(&x) && (0..SIDE).contains(&z);
                let height = match chunk {
                    Some(chunk) if inside => chunk.corner(x, z),
                    _ => places.world.height(Point::metres(x0 + x * step, z0 + z * step)),
                };
                heights.push(height.to_metres_f32());
            }
        }
        let vertices = (0..SIDE).flat_map(|z| (0..SIDE).map(move |x| (x, z)));
        let level = |(x, z): (i32, i32)| match chunk {
            Some(chunk) => chunk.water[(z * SIDE + x) as usize],
            None => places.world.water(Point::metres(x0 + x * step, z0 + z * step)),
        };
        let water = vertices.map(|vertex| level(vertex).to_metres_f32()).collect();
        Self { tile, heights, water }
    }

    /// A relief made up for tests.
    #[cfg(test)]
    pub(crate) fn invented(tile: Tile, height: impl Fn(i32, i32) -> f32) -> Self {
        let at = |i: i32| i * tile.step();
        let rows = -1..=SIDE;
        let heights = rows
            .clone()
            .flat_map(|z| rows.clone().map(move |x| (x, z)))
            .map(|(x, z)| height(at(x), at(z)));
        let water = vec![0.0; (SIDE * SIDE) as usize];
        Self { tile, heights: heights.collect(), water }
    }

    /// The height of vertex `(x, z)`, `-1..=33` each.
    pub(crate) fn at(&self, x: i32, z: i32) -> f32 {
        let index = |i: i32| i.clamp(-1, SIDE) + 1;
        self.heights[(index(z) * (SIDE + 2) + index(x)) as usize]
    }

    /// The normal at vertex `(x, z)`, `0..=32` each.
    pub(crate) fn normal(&self, x: i32, z: i32) -> Vec3 {
        let across = 2.0 * self.tile.step() as f32;
        let east = self.at(x + 1, z) - self.at(x - 1, z);
        let south = self.at(x, z + 1) - self.at(x, z - 1);
        Vec3::new(-east, across, -south).normalize_or(Vec3::Y)
    }

    /// The height of the drawn surface at metres from the tile's corner.
    pub(crate) fn surface(&self, x: f32, z: f32) -> f32 {
        let step = self.tile.step() as f32;
        let (gx, gz) = (x / step, z / step);
        let (cx, cz) = (gx.floor(), gz.floor());
        let (fx, fz) = (gx - cx, gz - cz);
        let (ix, iz) = (cx as i32, cz as i32);
        let north = self.at(ix, iz) * (1.0 - fx) + self.at(ix + 1, iz) * fx;
        let south = self.at(ix, iz + 1) * (1.0 - fx) + self.at(ix + 1, iz + 1) * fx;
        north * (1.0 - fz) + south * fz
    }

    /// The height of the water's surface at vertex `(x, z)`, `0..=32` each.
    pub(crate) fn water(&self, x: i32, z: i32) -> f32 {
        let index = |i: i32| i.clamp(0, SIDE - 1);
        self.water[(index(z) * SIDE + index(x)) as usize]
    }

    /// How far vertex `(x, z)`, `0..=32` each, stands above the water's surface.
    pub(crate) fn above_water(&self, x: i32, z: i32) -> f32 {
        self.at(x, z) - self.water(x, z)
    }
}
