//! Regions: some dozen site cells that share a name and a past.
//!
//! The plane is divided into square blocks; each has one region, whose middle is shifted at random
//! within it. A place belongs to the region whose middle is nearest (Voronoi cells of a jittered
//! grid), so that a region is found from a place by looking at nine blocks.

use crate::{World, language};
use ruleset::CultureId;
use seed::{Mm, Path, Point, WorldSeed};
use serde::{Deserialize, Serialize};

/// Site cells along the edge of a block.
pub const BLOCK_CELLS: i32 = 4;

/// Names a region for ever: its block.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct RegionId {
    /// East, in blocks.
    pub x: i32,
    /// South, in blocks.
    pub z: i32,
}

/// A region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Region {
    /// Its identity.
    pub id: RegionId,
    /// Its name.
    pub name: String,
    /// The culture that named it.
    pub culture: CultureId,
    /// Its middle.
    pub at: Point,
}

impl RegionId {
    /// The region's part of a stream's name.
    pub(crate) fn path(self) -> Path {
        Path::new().int(self.x).int(self.z)
    }

    /// The middle of the region, given the edge of a site cell in metres.
    fn middle(self, seed: WorldSeed, cell_m: u32) -> Point {
        let edge = i32::try_from(cell_m).unwrap_or(i32::MAX).saturating_mul(BLOCK_CELLS);
        let mut stream = seed.stream("region.middle", &self.path());
        // Within the middle three fifths, so that no two middles are close.
        let mut along = |block: i32| {
            let shift = stream.range(edge / 5, edge - edge / 5);
            Mm::metres(block.saturating_mul(edge).saturating_add(shift))
        };
        Point { x: along(self.x), z: along(self.z) }
    }
}

impl Region {
    /// The region of a block. Its name differs from those of the eight blocks around.
    pub(crate) fn of(world: &World, id: RegionId) -> Self {
        let at = id.middle(world.seed(), world.rules().settlement.cell_m);
        let mut stream = world.seed().stream("region.name", &id.path());
        let cultures = u32::try_from(world.rules().cultures.len()).unwrap_or(u32::MAX);
        let culture = CultureId(stream.below(cultures) as u16);
        let class = language::Class::of((id.x, id.z), 3);
        let name = language::place_name_in(world.rules().culture(culture), &mut stream, class, &[]);
        Self { id, name, culture, at }
    }
}

impl World {
    /// The region that a place belongs to.
    #[must_use]
    pub fn region_at(&self, at: Point) -> RegionId {
        let cell_m = self.rules().settlement.cell_m;
        let edge = i64::from(cell_m.max(1)) * i64::from(BLOCK_CELLS) * 1000;
        let block = |mm: Mm| i64::from(mm.0).div_euclid(edge) as i32;
        let (x, z) = (block(at.x), block(at.z));
        let around = (-1..=1).flat_map(|dz| (-1..=1).map(move |dx| (dx, dz)));
        around
            .map(|(dx, dz)| RegionId { x: x + dx, z: z + dz })
            .min_by_key(|id| (self.region_of(*id).at.distance_squared(at), *id))
            .unwrap_or(RegionId { x, z })
    }

    /// The region with this id.
    #[must_use]
    pub fn region(&self, id: RegionId) -> Region {
        Region::clone(&self.region_of(id))
    }

    /// The site cells whose middle belongs to a region, by row from the north.
    #[must_use]
    pub fn cells_of(&self, id: RegionId) -> Vec<(i32, i32)> {
        let edge = i32::try_from(self.rules().settlement.cell_m).unwrap_or(i32::MAX);
        // Wide, since the plane of cells ends before that of blocks.
        let cells_along = |block: i32| {
            let first = (i64::from(block) - 1) * i64::from(BLOCK_CELLS);
            (first..first + 3 * i64::from(BLOCK_CELLS)).filter_map(|cell| i32::try_from(cell).ok())
        };
        let cells = cells_along(id.z).flat_map(|z| cells_along(id.x).map(move |x| (x, z)));
        let middle = |cell: i32| Mm::metres(cell.saturating_mul(edge).saturating_add(edge / 2));
        cells.filter(|&(x, z)| self.region_at(Point { x: middle(x), z: middle(z) }) == id).collect()
    }
}
