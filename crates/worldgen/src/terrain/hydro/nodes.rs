//! The lowest places of coarse cells, which water runs between.

use super::super::Terrain;
use super::blocks::Block;
use super::{BLOCK, NODE_M};

/// Where in a cell the ground is looked at, metres from its edge on each axis.
const LOOKS: [i32; 2] = [NODE_M / 4, NODE_M * 3 / 4];

/// The lowest looked-at place of a cell.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Node {
    /// East, metres.
    pub x: i32,
    /// South, metres.
    pub z: i32,
    /// Height of the natural ground there, millimetres above the sea.
    pub height: i32,
    /// What falls on the cell and runs off; 1000 is the mean.
    pub rain: u32,
}

/// The nodes of a block, row by row.
#[derive(Debug)]
pub(super) struct Nodes(Vec<Node>);

impl Nodes {
    /// The nodes of a block.
    pub(super) fn new(terrain: &Terrain, at: Block) -> Self {
        let (west, north) = at.first();
        let places = (0..BLOCK).flat_map(|z| (0..BLOCK).map(move |x| (west + x, north + z)));
        Self(places.map(|(x, z)| node(terrain, x, z)).collect())
    }

    /// The node at a place in nodes, which lies in this block.
    pub(super) fn at(&self, x: i32, z: i32) -> Node {
        self.0.get(Block::index(x, z)).copied().unwrap_or_default()
    }
}

fn node(terrain: &Terrain, x: i32, z: i32) -> Node {
    let (west, north) = (x.saturating_mul(NODE_M), z.saturating_mul(NODE_M));
    let places = LOOKS.iter().flat_map(|dz| LOOKS.iter().map(move |dx| (west + dx, north + dz)));
    let slow = terrain.slow_at(west + NODE_M / 2, north + NODE_M / 2);
    // A rough look finds the lowest place; only there is the height worked out with all fields.
    let lowest = places.min_by_key(|&(x, z)| (terrain.rough(x, z, &slow), z, x));
    let (x, z) = lowest.unwrap_or((west, north));
    let ground = terrain.dry(x, z, &[terrain.slow_at(x, z); 4]);
    let rain = 250 + ground.humidity.max(0) as u32 * 3 / 2;
    Node { x, z, height: ground.height.0, rain }
}
