//! The ground under one's own character, as far as a client keeps it.

use seed::{Mm, Point};
use simulation::{DungeonGround, Ground, Overworld};
use std::collections::BTreeSet;
use std::sync::Arc;
use worldgen::{Chunk, ChunkCoord, SiteId, World};

/// Chunks kept around the character, in rings.
const NEAR: i32 = 1;
/// Chunks farther than this many rings are let go.
const FAR: i32 = 3;
/// Chunks generated in one tick at most when they come into reach one by one. A chunk takes about a
/// millisecond; a run takes five seconds to cross one.
const PER_TICK: usize = 2;

/// Where one's own character moves.
#[derive(Clone)]
pub enum Place {
    /// The overworld.
    Overworld(Overworld),
    /// A dungeon.
    Dungeon(DungeonGround),
    /// Not kept: this session does not predict, or the server speaks of a dungeon that the world
    /// does not have.
    Unknown,
}

impl Place {
    /// The overworld or a dungeon of it, nothing loaded yet. Every door is taken for shut until the
    /// server shows it.
    pub(crate) fn of(world: &World, dungeon: Option<SiteId>) -> Self {
        match dungeon {
            None => Self::Overworld(Overworld::new(world.clone())),
            Some(site) => world.dungeon(site).map_or(Self::Unknown, |dungeon| {
                let dungeon = Arc::new(dungeon);
                Self::Dungeon(DungeonGround { dungeon, open: BTreeSet::new() })
            }),
        }
    }

    /// The ground, if it is kept.
    #[must_use]
    pub fn ground(&self) -> Option<&dyn Ground> {
        match self {
            Self::Overworld(ground) => Some(ground),
            Self::Dungeon(ground) => Some(ground),
            Self::Unknown => None,
        }
    }

    /// Generates what is missing around `at` and lets go of what is far.
    pub(crate) fn follow(&mut self, at: Point) {
        let Self::Overworld(ground) = self else { return };
        let at_most = if ground.chunk_count() == 0 { usize::MAX } else { PER_TICK };
        // The chunk below is never waited for: without it nobody can move.
        ground.load_around(at, 0, 1);
        if ground.load_around(at, NEAR, at_most) > 0 {
            let middle = ChunkCoord::of(at);
            ground.retain(|coord| {
                let (x, z) = (coord.x.abs_diff(middle.x), coord.z.abs_diff(middle.z));
                x.max(z) <= FAR.unsigned_abs()
            });
        }
    }

    /// Keeps a chunk that was generated elsewhere.
    pub(crate) fn insert(&mut self, chunk: Arc<Chunk>) {
        if let Self::Overworld(ground) = self {
            ground.insert(chunk);
        }
    }

    /// The door or gate at a place is open or shut.
    pub(crate) fn set_open(&mut self, at: Point, open: bool) {
        if let Self::Dungeon(ground) = self {
            ground.set_open(at, open);
        }
    }
}

/// What one stands on where nothing is known: nowhere to go.
pub(crate) struct Nowhere;

impl Ground for Nowhere {
    fn height(&self, _at: Point) -> Option<Mm> {
        None
    }
    fn water(&self, _at: Point) -> Option<Mm> {
        None
    }
    fn blocked(&self, _at: Point, _feet: Mm, _radius: Mm) -> bool {
        true
    }
}
