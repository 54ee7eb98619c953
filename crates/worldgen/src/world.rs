//! The world: what everything generated is asked from.

mod build;
mod cache;
mod home;
pub(crate) mod pads;
mod plan;
pub(crate) mod rivers;
pub(crate) mod survey;
pub(crate) mod volcanoes;
mod ways;

use crate::road::{self, Piece, Road};
use crate::terrain::{self, Ground, Terrain};
use crate::{
    Chunk, ChunkCoord, Dungeon, History, Landmark, LandmarkId, Person, PersonId, Quest, Region,
    RegionId, Settlement, Site, SiteId, SiteKind, dungeon,
};
use cache::Cache;
pub(crate) use pads::Pad;
pub(crate) use plan::{Cell, Place, Town};
use ruleset::{BiomeId, Entrance, Ruleset};
use seed::{Mm, Point, WorldSeed};
use std::fmt;
use std::sync::Arc;
use survey::Survey;

/// A generated world: a seed, rules, and everything that follows from them. Cheap to clone; every
/// answer is a pure function of seed and rules, whatever was asked before and by whom.
#[derive(Clone)]
pub struct World(Arc<Inner>);

struct Inner {
    seed: WorldSeed,
    rules: Arc<Ruleset>,
    terrain: Terrain,
    /// The settlement where players begin, and its middle, from which levels are counted.
    home: SiteId,
    home_at: Point,
    /// What was worked out already; holds nothing that could not be worked out again.
    cells: Cache<(i32, i32), Cell>,
    places: Cache<(i32, i32), Option<Place>>,
    links: Cache<(i32, i32), Vec<SiteId>>,
    roads: Cache<(SiteId, SiteId), Option<Arc<Road>>>,
    ways: Cache<(i32, i32), Vec<Piece>>,
    landmarks: Cache<LandmarkId, Option<Arc<Landmark>>>,
    regions: Cache<RegionId, Region>,
    pasts: Cache<RegionId, History>,
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("World").field("seed", &self.0.seed).finish_non_exhaustive()
    }
}

impl World {
    /// The farthest that [`World::sites_near`] looks: a map's worth, so that no request takes long.
    pub const SIGHT: Mm = Mm::metres(12_000);

    /// The world of a seed under some rules. Looks for the home settlement, which takes about a
    /// millisecond.
    #[must_use]
    pub fn new(seed: WorldSeed, rules: Arc<Ruleset>) -> Self {
        let mut terrain = Terrain::new(seed, &rules);
        let (home, home_at) = home::find(seed, &rules, &mut terrain);
        Self(Arc::new(Inner {
            seed,
            rules,
            terrain,
            home,
            home_at,
            // A map as large as `SIGHT` shows needs 625 cells, a player's surroundings nine; roads
            // look at the places of settlements two cells further.
            cells: Cache::new(1024),
            places: Cache::new(8192),
            links: Cache::new(4096),
            roads: Cache::new(2048),
            ways: Cache::new(2048),
            landmarks: Cache::new(4096),
            regions: Cache::new(512),
            // Of some 60 kB each; a player sees at most four regions at once.
            pasts: Cache::new(64),
        }))
    }

    /// The seed.
    #[must_use]
    pub fn seed(&self) -> WorldSeed {
        self.0.seed
    }

    /// The rules.
    #[must_use]
    pub fn rules(&self) -> &Arc<Ruleset> {
        &self.0.rules
    }

    /// 32 x 32 m of the land.
    #[must_use]
    pub fn chunk(&self, at: ChunkCoord) -> Chunk {
        build::chunk(self, at)
    }

    /// The height of the ground, equal to that of the chunk that holds the point.
    #[must_use]
    pub fn height(&self, at: Point) -> Mm {
        between(self.corners(at).map(|corner| corner.height), at)
    }

    /// The biome of the metre cell that holds the point.
    #[must_use]
    pub fn biome(&self, at: Point) -> BiomeId {
        let corners = self.corners(at);
        let depth =
            above_water(corners.map(|corner| corner.height), corners.map(|corner| corner.water));
        self.biome_of(depth, corners[0].temperature, corners[0].humidity)
    }

    /// The height of the water's surface, equal to that of the chunk that holds the point; there is
    /// water where it is above the ground.
    #[must_use]
    pub fn water(&self, at: Point) -> Mm {
        let (x, z) = at.cell();
        between(self.0.terrain.cell(x, z).map(|corner| corner.water), at)
    }

    /// The settlement where new players begin.
    #[must_use]
    pub fn home(&self) -> SiteId {
        self.0.home
    }

    /// The site with this id.
    #[must_use]
    pub fn site(&self, id: SiteId) -> Option<Site> {
        self.cell(id.x, id.z).sites().find(|site| site.id == id).cloned()
    }

    /// The sites whose middle lies within a distance of a point, sorted by id. The distance is cut
    /// at [`World::SIGHT`].
    #[must_use]
    pub fn sites_near(&self, at: Point, within: Mm) -> Vec<Site> {
        let reach = i64::from(within.min(Self::SIGHT).0.max(0));
        let mut sites: Vec<Site> = self
            .cells_around(at, at, within.min(Self::SIGHT))
            .iter()
            .flat_map(|cell| cell.sites())
            .filter(|site| site.at.distance_squared(at) <= (reach * reach) as u64)
            .cloned()
            .collect();
        sites.sort_by_key(|site| site.id);
        sites
    }

    /// The settlement with this id.
    #[must_use]
    pub fn settlement(&self, id: SiteId) -> Option<Settlement> {
        if id.number != 0 {
            return None;
        }
        self.cell(id.x, id.z).settlement(self).cloned()
    }

    /// The person with this id.
    #[must_use]
    pub fn person(&self, id: PersonId) -> Option<Person> {
        if id.home.number != 0 {
            return None;
        }
        let cell = self.cell(id.home.x, id.home.z);
        cell.settlement(self)?.people.get(usize::from(id.number)).cloned()
    }

    /// The dungeon with this id.
    #[must_use]
    pub fn dungeon(&self, id: SiteId) -> Option<Dungeon> {
        let site = self.site(id).filter(|site| site.kind == SiteKind::Dungeon)?;
        Some(dungeon::generate(self.0.seed, &self.0.rules, &site))
    }

    /// What the way into a dungeon is; `None` for other sites.
    #[must_use]
    pub fn entrance(&self, site: &Site) -> Option<Entrance> {
        let theme = || dungeon::theme_of(self.0.seed, &self.0.rules, site);
        (site.kind == SiteKind::Dungeon).then(|| self.0.rules.theme(theme()).entrance)
    }

    /// What this person offers, in order; most people offer nothing.
    #[must_use]
    pub fn quests(&self, giver: PersonId) -> Vec<Quest> {
        if giver.home.number != 0 {
            return Vec::new();
        }
        let cell = self.cell(giver.home.x, giver.home.z);
        cell.quests(self).iter().filter(|quest| quest.id.giver == giver).cloned().collect()
    }

    /// The level of what lives at a place: 1 around home, one more for each 500 m beyond.
    #[must_use]
    pub fn level_at(&self, at: Point) -> u16 {
        let away = at.distance(self.0.home_at);
        let level = 1 + (away - 700_000).max(0) / 500_000;
        u16::try_from(level).unwrap_or(u16::MAX).clamp(1, self.0.rules.balance.levels.max.max(1))
    }

    /// The past of a region, told by `tell` when it is not known.
    pub(crate) fn past(&self, region: RegionId, tell: impl FnOnce() -> History) -> Arc<History> {
        self.0.pasts.get(region, tell)
    }

    pub(crate) fn terrain(&self) -> &Terrain {
        &self.0.terrain
    }

    /// A look at the natural land.
    pub(crate) fn survey(&self) -> Survey<'_> {
        Survey { terrain: &self.0.terrain, rules: &self.0.rules }
    }

    pub(crate) fn biome_of(&self, height: Mm, temperature: i32, humidity: i32) -> BiomeId {
        terrain::biome_at(&self.0.rules, height, temperature, humidity)
    }

    /// The site cell that holds a point.
    pub(crate) fn cell_of(&self, at: Point) -> (i32, i32) {
        let edge = i64::from(self.0.rules.settlement.cell_m.max(1)) * 1000;
        let index = |mm: Mm| i64::from(mm.0).div_euclid(edge) as i32;
        (index(at.x), index(at.z))
    }

    /// The plan of a site cell.
    pub(crate) fn cell(&self, x: i32, z: i32) -> Arc<Cell> {
        self.0.cells.get((x, z), || Cell::plan(self, x, z))
    }

    /// The plans of the site cells within `margin` of a rectangle, by row from the north.
    pub(crate) fn cells_around(&self, min: Point, max: Point, margin: Mm) -> Vec<Arc<Cell>> {
        let edge = i64::from(self.0.rules.settlement.cell_m.max(1)) * 1000;
        let margin = i64::from(margin.0.max(0));
        let index = |mm: Mm, margin: i64| (i64::from(mm.0) + margin).div_euclid(edge) as i32;
        let mut cells = Vec::new();
        for z in index(min.z, -margin)..=index(max.z, margin) {
            for x in index(min.x, -margin)..=index(max.x, margin) {
                cells.push(self.cell(x, z));
            }
        }
        cells
    }

    /// The levelled land at the four corners of the metre cell that holds a point: north-west,
    /// north-east, south-west, south-east.
    fn corners(&self, at: Point) -> [Ground; 4] {
        let (x, z) = at.cell();
        let (min, max) = (Point::metres(x, z), Point::metres(x + 1, z + 1));
        let (pads, ways) = (self.pads(min, max), self.ways(min, max));
        let mut corners = self.0.terrain.cell(x, z);
        for (corner, (dx, dz)) in corners.iter_mut().zip([(0, 0), (1, 0), (0, 1), (1, 1)]) {
            let point = Point::metres(x + dx, z + dz);
            let level = pads::level(&pads, point, corner);
            corner.height = road::bend(&ways, point, level, &pads, corner);
        }
        corners
    }

    /// The levelled ground that reaches into a rectangle, in the order of site ids.
    pub(crate) fn pads(&self, min: Point, max: Point) -> Vec<Pad> {
        let cells = self.cells_around(min, max, Pad::FARTHEST);
        let mut pads: Vec<(SiteId, Pad)> =
            cells.iter().flat_map(|cell| cell.pads()).copied().collect();
        pads.retain(|(_, pad)| pad.touches(min, max));
        pads.sort_by_key(|(id, _)| *id);
        pads.into_iter().map(|(_, pad)| pad).collect()
    }
}

/// Bilinear between the corners of the metre cell that holds a point, in whole millimetres.
fn between(corners: [Mm; 4], at: Point) -> Mm {
    let fx = i64::from(at.x.0.rem_euclid(1000));
    let fz = i64::from(at.z.0.rem_euclid(1000));
    let [nw, ne, sw, se] = corners.map(|corner| i64::from(corner.0));
    let north = nw * (1000 - fx) + ne * fx;
    let south = sw * (1000 - fx) + se * fx;
    Mm(((north * (1000 - fz) + south * fz).div_euclid(1_000_000)) as i32)
}

/// What a cell's biome is judged by: the height of its middle above the sea, or, where water stands
/// on it, how far below the water's surface it lies.
fn above_water(heights: [Mm; 4], water: [Mm; 4]) -> Mm {
    let mean = |[nw, ne, sw, se]: [Mm; 4]| mean(nw, ne, sw, se);
    let (ground, surface) = (mean(heights), mean(water));
    // On dry land between a bank and a river's level nothing is below the sea.
    if ground < surface { ground - surface } else { ground.max(Mm(0)) }
}

/// The mean of four heights, rounded down.
fn mean(nw: Mm, ne: Mm, sw: Mm, se: Mm) -> Mm {
    let sum = i64::from(nw.0) + i64::from(ne.0) + i64::from(sw.0) + i64::from(se.0);
    Mm(sum.div_euclid(4) as i32)
}
