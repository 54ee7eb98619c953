//! A chunk: 32 x 32 m of land.

pub(crate) mod dens;
pub(crate) mod plants;

use ruleset::{BiomeId, CreatureId, FloraId, Rgb};
use seed::{Canonical, Mm, Point};
use serde::{Deserialize, Serialize};

/// Metre cells along a chunk's edge.
pub const CHUNK_CELLS: i32 = 32;

/// Where the water stands, everywhere.
pub const SEA_LEVEL: Mm = Mm(0);

/// A chunk's place in the grid: it covers metres `32 x .. 32 x + 32` and `32 z .. 32 z + 32`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct ChunkCoord {
    /// East.
    pub x: i32,
    /// South.
    pub z: i32,
}

impl ChunkCoord {
    /// The chunk that holds a point.
    #[must_use]
    pub const fn of(point: Point) -> Self {
        let (x, z) = point.cell();
        Self { x: x.div_euclid(CHUNK_CELLS), z: z.div_euclid(CHUNK_CELLS) }
    }

    /// Its north-western corner.
    #[must_use]
    pub const fn origin(self) -> Point {
        Point::metres(self.x.saturating_mul(CHUNK_CELLS), self.z.saturating_mul(CHUNK_CELLS))
    }
}

/// 32 x 32 m of land.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Chunk {
    /// Where it is.
    pub coord: ChunkCoord,
    /// Heights of the 33 x 33 corners of its cells above the sea, row by row from the north, each
    /// row from the west. The last row and column are the next chunk's first.
    pub heights: Vec<Mm>,
    /// Biomes of the 32 x 32 cells, in the same order.
    pub biomes: Vec<BiomeId>,
    /// Height of the water's surface above the sea at the 33 x 33 corners, in the order of
    /// [`Chunk::heights`]. Where it is below the ground there is no water; far from rivers and lakes
    /// it is [`SEA_LEVEL`].
    pub water: Vec<Mm>,
    /// What people made of the ground of the 32 x 32 cells, in the order of [`Chunk::biomes`].
    pub cover: Vec<Cover>,
    /// What grows here, sorted by place.
    pub plants: Vec<Plant>,
    /// Walls of houses and the like that stand (partly) here.
    pub solids: Vec<Solid>,
    /// Dens of creatures.
    pub dens: Vec<Den>,
}

/// What people made of a square metre of ground.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Cover {
    /// Nothing.
    #[default]
    Natural,
    /// A road between settlements.
    Road,
    /// A street or square of a settlement.
    Street,
    /// A ploughed field.
    Field,
    /// A bridge: one walks on its deck.
    Bridge,
}

impl Canonical for Chunk {
    const KIND: &'static str = "chunk";
}

/// A plant or rock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Plant {
    /// Where its foot stands.
    pub at: Point,
    /// Which.
    pub flora: FloraId,
    /// Its height.
    pub height: Mm,
    /// Its turn around the vertical, in 256ths of a full turn.
    pub turn: u8,
}

/// An upright box that nobody walks through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Solid {
    /// North-western corner.
    pub min: Point,
    /// South-eastern corner.
    pub max: Point,
    /// Lower edge, above the sea.
    pub bottom: Mm,
    /// Upper edge, above the sea.
    pub top: Mm,
    /// Its colour.
    pub colour: Rgb,
}

/// A den: creatures appear here while somebody is near.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Den {
    /// Where.
    pub at: Point,
    /// Which.
    pub creature: CreatureId,
    /// How many.
    pub count: u8,
    /// Their level.
    pub level: u16,
}

impl Chunk {
    /// The height of the corner `(x, z)` of a cell, `0..=32` each; outside: the nearest corner.
    #[must_use]
    pub fn corner(&self, x: i32, z: i32) -> Mm {
        let x = x.clamp(0, CHUNK_CELLS);
        let z = z.clamp(0, CHUNK_CELLS);
        self.heights[(z * (CHUNK_CELLS + 1) + x) as usize]
    }

    /// The biome of the cell `(x, z)`, `0..32` each; outside: the nearest cell.
    #[must_use]
    pub fn biome(&self, x: i32, z: i32) -> BiomeId {
        let x = x.clamp(0, CHUNK_CELLS - 1);
        let z = z.clamp(0, CHUNK_CELLS - 1);
        self.biomes[(z * CHUNK_CELLS + x) as usize]
    }

    /// What people made of the cell `(x, z)`, `0..32` each; outside: the nearest cell.
    #[must_use]
    pub fn cover(&self, x: i32, z: i32) -> Cover {
        let x = x.clamp(0, CHUNK_CELLS - 1);
        let z = z.clamp(0, CHUNK_CELLS - 1);
        self.cover[(z * CHUNK_CELLS + x) as usize]
    }

    /// The height of the water's surface at a point of this chunk, bilinear between corners, in whole
    /// millimetres; there is water where it is above the ground.
    #[must_use]
    pub fn water(&self, point: Point) -> Mm {
        self.between(&self.water, point)
    }

    /// The height of the ground at a point of this chunk, bilinear between the cell's corners, in
    /// whole millimetres.
    #[must_use]
    pub fn height(&self, point: Point) -> Mm {
        self.between(&self.heights, point)
    }

    /// Bilinear between the values of the corners.
    fn between(&self, corners: &[Mm], point: Point) -> Mm {
        let origin = self.coord.origin();
        let dx = i64::from((point.x - origin.x).0.clamp(0, CHUNK_CELLS * 1000 - 1));
        let dz = i64::from((point.z - origin.z).0.clamp(0, CHUNK_CELLS * 1000 - 1));
        let (cx, fx) = ((dx / 1000) as i32, dx % 1000);
        let (cz, fz) = ((dz / 1000) as i32, dz % 1000);
        let at = |x: i32, z: i32| i64::from(corners[(z * (CHUNK_CELLS + 1) + x) as usize].0);
        let north = at(cx, cz) * (1000 - fx) + at(cx + 1, cz) * fx;
        let south = at(cx, cz + 1) * (1000 - fx) + at(cx + 1, cz + 1) * fx;
        Mm(((north * (1000 - fz) + south * fz).div_euclid(1_000_000)) as i32)
    }
}
