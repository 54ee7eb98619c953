//! What one walks on and bumps into.

use seed::{Mm, Point};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use worldgen::{CELL_MM, CHUNK_CELLS, Cell, Chunk, ChunkCoord, Cover, Dungeon, Solid, World};

/// A place to move in. Positions outside of what is known block.
pub trait Ground {
    /// Height of the ground; `None` where nobody may stand.
    fn height(&self, at: Point) -> Option<Mm>;
    /// Height of what carries feet at this height: the ground, or the deck of a bridge over it that is
    /// not above them by more than a step. `None` where nobody may stand.
    fn floor(&self, at: Point, _feet: Mm) -> Option<Mm> {
        self.height(at)
    }
    /// Height of the water's surface; `None` where there never is any.
    fn water(&self, at: Point) -> Option<Mm>;
    /// Does something upright stand within `radius` of a body at `at` whose feet are at `feet`?
    fn blocked(&self, at: Point, feet: Mm, radius: Mm) -> bool;
}

/// The overworld, from chunks that the caller keeps.
#[derive(Clone)]
pub struct Overworld {
    world: World,
    chunks: BTreeMap<ChunkCoord, Loaded>,
}

/// A chunk, those of its plants that block walking, which are few among the grass, and those of its
/// solids that one walks on.
#[derive(Clone)]
struct Loaded {
    chunk: Arc<Chunk>,
    trunks: Vec<(Point, Mm)>,
    decks: Vec<Solid>,
}

impl Overworld {
    /// An overworld without any chunk loaded.
    #[must_use]
    pub const fn new(world: World) -> Self {
        Self { world, chunks: BTreeMap::new() }
    }

    /// The world behind it.
    #[must_use]
    pub const fn world(&self) -> &World {
        &self.world
    }

    /// Makes sure that the chunks within `rings` of the one under `at` are loaded; returns how many
    /// had to be generated, at most `at_most`.
    pub fn load_around(&mut self, at: Point, rings: i32, at_most: usize) -> usize {
        let middle = ChunkCoord::of(at);
        let mut made = 0;
        for ring in 0..=rings {
            for z in -ring..=ring {
                for x in -ring..=ring {
                    if x.abs().max(z.abs()) != ring {
                        continue;
                    }
                    let coord =
                        ChunkCoord { x: middle.x.saturating_add(x), z: middle.z.saturating_add(z) };
                    if self.chunks.contains_key(&coord) {
                        continue;
                    }
                    if made == at_most {
                        return made;
                    }
                    self.insert(Arc::new(self.world.chunk(coord)));
                    made += 1;
                }
            }
        }
        made
    }

    /// Keeps a chunk that was generated elsewhere (a worker thread).
    pub fn insert(&mut self, chunk: Arc<Chunk>) {
        let rules = self.world.rules();
        let trunk = |plant: &worldgen::Plant| (plant.at, rules.plant(plant.flora).trunk);
        let blocks = |&(_, trunk): &(Point, Mm)| trunk.0 > 0;
        let trunks = chunk.plants.iter().map(trunk).filter(blocks).collect();
        let decks = chunk.solids.iter().filter(|solid| is_deck(&chunk, solid)).copied().collect();
        self.chunks.insert(chunk.coord, Loaded { chunk, trunks, decks });
    }

    /// Drops the chunks for which `keep` is false.
    pub fn retain(&mut self, mut keep: impl FnMut(ChunkCoord) -> bool) {
        self.chunks.retain(|&coord, _| keep(coord));
    }

    /// A loaded chunk.
    #[must_use]
    pub fn chunk(&self, coord: ChunkCoord) -> Option<&Arc<Chunk>> {
        self.chunks.get(&coord).map(|loaded| &loaded.chunk)
    }

    /// How many chunks are loaded.
    #[must_use]
    pub fn chunk_count(&self) -> usize {
        self.chunks.len()
    }

    /// All loaded chunks, by place.
    pub fn chunks(&self) -> impl Iterator<Item = &Arc<Chunk>> {
        self.chunks.values().map(|loaded| &loaded.chunk)
    }
}

impl Ground for Overworld {
    fn height(&self, at: Point) -> Option<Mm> {
        self.chunk(ChunkCoord::of(at)).map(|chunk| chunk.height(at))
    }

    fn floor(&self, at: Point, feet: Mm) -> Option<Mm> {
        let Loaded { chunk, decks, .. } = self.chunks.get(&ChunkCoord::of(at))?;
        let holds = |deck: &&Solid| {
            (deck.min.x..deck.max.x).contains(&at.x)
                && (deck.min.z..deck.max.z).contains(&at.z)
                && deck.top <= feet + STEP
        };
        let deck = decks.iter().filter(holds).map(|deck| deck.top).max();
        Some(chunk.height(at).max(deck.unwrap_or(Mm(i32::MIN))))
    }

    fn water(&self, at: Point) -> Option<Mm> {
        self.chunk(ChunkCoord::of(at)).map(|chunk| chunk.water(at))
    }

    fn blocked(&self, at: Point, feet: Mm, radius: Mm) -> bool {
        let Some(Loaded { chunk, trunks, decks }) = self.chunks.get(&ChunkCoord::of(at)) else {
            return true;
        };
        let hits_wall = chunk.solids.iter().any(|solid| {
            // One steps up onto a deck; how steeply is for who moves to judge.
            let top = if decks.contains(solid) { solid.top - STEP } else { solid.top };
            feet < top
                && feet + BODY_HEIGHT > solid.bottom
                && at.x + radius > solid.min.x
                && at.x - radius < solid.max.x
                && at.z + radius > solid.min.z
                && at.z - radius < solid.max.z
        });
        hits_wall
            || trunks.iter().any(|&(foot, trunk)| {
                let reach = u64::from((trunk + radius).0.unsigned_abs());
                foot.distance_squared(at) < reach * reach
            })
    }
}

/// Height of a person.
const BODY_HEIGHT: Mm = Mm(1800);

/// The edge of a deck that one gets over.
const STEP: Mm = Mm(300);

/// Whether a solid is the deck of a bridge: those lie on cells that are covered by one.
fn is_deck(chunk: &Chunk, solid: &Solid) -> bool {
    let (x, z) = solid.min.cell();
    ChunkCoord::of(solid.min) == chunk.coord
        && chunk.cover(x.rem_euclid(CHUNK_CELLS), z.rem_euclid(CHUNK_CELLS)) == Cover::Bridge
}

/// The floor of a dungeon with its doors as they stand now.
#[derive(Clone)]
pub struct DungeonGround {
    /// The dungeon.
    pub dungeon: Arc<Dungeon>,
    /// The cells of doors, gates and hidden doors that are open.
    pub open: BTreeSet<(u16, u16)>,
}

impl DungeonGround {
    /// May one stand in this cell now?
    #[must_use]
    pub fn passable(&self, x: i32, z: i32) -> bool {
        match self.dungeon.cell(x, z) {
            Cell::Rock => false,
            Cell::Floor | Cell::Pool => true,
            Cell::Door | Cell::Gate | Cell::Secret => self.is_open((x as u16, z as u16)),
        }
    }

    /// Is the door, gate or hidden door of this cell open?
    #[must_use]
    pub fn is_open(&self, cell: (u16, u16)) -> bool {
        self.open.contains(&cell)
    }

    /// Opens or shuts what stands at a place.
    pub fn set_open(&mut self, at: Point, open: bool) {
        let axis = |mm: Mm| u16::try_from(mm.0.div_euclid(CELL_MM)).unwrap_or(u16::MAX);
        let cell = (axis(at.x), axis(at.z));
        if open {
            self.open.insert(cell);
        } else {
            self.open.remove(&cell);
        }
    }
}

impl Ground for DungeonGround {
    fn height(&self, at: Point) -> Option<Mm> {
        let (x, z) = (at.x.0.div_euclid(CELL_MM), at.z.0.div_euclid(CELL_MM));
        (self.dungeon.cell(x, z) != Cell::Rock).then_some(Mm(0))
    }

    fn water(&self, _at: Point) -> Option<Mm> {
        None
    }

    fn blocked(&self, at: Point, _feet: Mm, radius: Mm) -> bool {
        let corners = [(-1, -1), (1, -1), (-1, 1), (1, 1)];
        corners.iter().any(|&(sx, sz)| {
            let x = (at.x.0.saturating_add(sx * radius.0)).div_euclid(CELL_MM);
            let z = (at.z.0.saturating_add(sz * radius.0)).div_euclid(CELL_MM);
            !self.passable(x, z)
        })
    }
}
