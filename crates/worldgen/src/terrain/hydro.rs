//! Rivers and lakes, from coarse cells that are derived the same way from anywhere.
//!
//! The land is divided into nodes of [`NODE_M`] metres ([`nodes`]). Each drains to its lowest
//! neighbour; a pit is breached along the lowest pass near it, or holds a lake ([`drain`]). Along
//! that graph the level strictly falls, so no river rises and none runs in a circle. Where enough rain
//! falls upstream ([`flow`]) runs a river: a smooth curve between nodes that follows the ground down
//! ([`course`]), into which the fine land is bent ([`carve`]). Each layer is kept in blocks of
//! 8 x 8 nodes, whose contents depend on their place alone.

mod blocks;
mod carve;
mod course;
mod drain;
mod flow;
mod nodes;
mod outline;

use super::Terrain;
use blocks::{Block, Blocks};
pub(crate) use carve::Channels;
use course::Courses;
use drain::Drains;
use nodes::Nodes;
use ruleset::RiverRules;
use seed::{Mm, Path, WorldSeed};
use std::sync::Arc;

/// Metres along the edge of a node's cell.
pub(super) const NODE_M: i32 = 64;

/// Nodes along the edge of a block.
pub(super) const BLOCK: i32 = 8;

/// How far outside of its node's cell a course can bend the land, metres: to the far side of the next
/// node's cell, with its swing, and from there its valley.
pub(super) const REACH_M: i32 = 224;

/// How far below its node's lowest ground a river's surface lies.
pub(super) const FREEBOARD: Mm = Mm(500);

/// What was worked out of a world's rivers; holds nothing that could not be worked out again.
#[derive(Debug)]
pub(crate) struct Waters {
    seed: WorldSeed,
    rules: RiverRules,
    /// Nodes' worth of rain from which a stream is seen, in thousandths.
    threshold: u32,
    nodes: Blocks<Nodes>,
    drains: Blocks<Drains>,
    courses: Blocks<Courses>,
}

impl Waters {
    /// Nothing worked out yet.
    pub(super) fn new(seed: WorldSeed, rules: &RiverRules) -> Self {
        let node_m2 = (NODE_M * NODE_M) as u32;
        let rain = rules.catchment_ha.saturating_mul(10_000).saturating_mul(10);
        Self {
            seed,
            rules: rules.clone(),
            threshold: rain / (node_m2 / 100),
            nodes: Blocks::default(),
            drains: Blocks::default(),
            courses: Blocks::default(),
        }
    }

    /// The same with nothing worked out: for land that has changed.
    pub(super) fn forgotten(&self) -> Self {
        Self::new(self.seed, &self.rules)
    }

    /// The channels that may bend the land in a rectangle of whole metres.
    pub(super) fn channels(&self, terrain: &Terrain, min: (i32, i32), max: (i32, i32)) -> Channels {
        let mut channels = Channels::default();
        let block_m = NODE_M * BLOCK;
        let index = |metre: i32, by: i32| metre.saturating_add(by).div_euclid(block_m);
        for z in index(min.1, -REACH_M)..=index(max.1, REACH_M) {
            for x in index(min.0, -REACH_M)..=index(max.0, REACH_M) {
                let courses = self.courses(terrain, Block { x, z });
                channels.extend(&courses, min, max);
            }
        }
        channels
    }

    fn nodes(&self, terrain: &Terrain, at: Block) -> Arc<Nodes> {
        self.nodes.get(at, || Nodes::new(terrain, at))
    }

    fn drains(&self, terrain: &Terrain, at: Block) -> Arc<Drains> {
        self.drains.get(at, || Drains::new(self, terrain, at))
    }

    fn courses(&self, terrain: &Terrain, at: Block) -> Arc<Courses> {
        self.courses.get(at, || Courses::new(self, terrain, at))
    }

    /// A number from 0 to 999 that belongs to a node.
    fn chance(&self, name: &str, x: i32, z: i32) -> u32 {
        self.seed.stream(name, &Path::new().int(x).int(z)).below(1000)
    }
}
