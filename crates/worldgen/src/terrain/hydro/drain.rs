//! Which way each node drains, and at what level.
//!
//! A node drains to the lowest of its eight neighbours. A pit looks for the way out over the lowest
//! pass within [`SEARCH`] nodes (a bounded priority flood, after Barnes, Lehman and Mulla 2014, which
//! here breaches instead of filling); along that way the levels fall evenly from the pit to the first
//! lower node, so that whoever drains into it still drains downwards. Where two ways meet, the lower
//! one counts. A pit without a way out holds a lake.

use super::blocks::Block;
use super::nodes::Node;
use super::{BLOCK, Waters};
use crate::terrain::Terrain;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How many nodes from a pit its way out may lead.
const SEARCH: i32 = 7;

/// How much higher than a pit the pass may be that it is breached through, millimetres.
const PASS: i32 = 9_000;

/// How much lower than the pit the end of its way out must be, millimetres: each step gets some.
const DROP: i32 = 300;

/// The eight neighbours, from the north clockwise.
pub(super) const AROUND: [(i32, i32); 8] =
    [(0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1)];

/// Where a node's water goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum To {
    /// To this neighbour, an index of [`AROUND`].
    Next(u8),
    /// It stays: a lake without a way out.
    Lake,
    /// The node lies below the sea's level.
    Sea,
}

/// What is known of a node's water.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drain {
    pub node: Node,
    /// What the levels follow: the ground, or lower where a way out was cut. Falls along [`To::Next`].
    pub level: i32,
    pub to: To,
    /// A pit from which a way out was cut.
    pub breached: bool,
}

impl Drain {
    /// The node's water goes to this node.
    pub(super) fn next(&self, x: i32, z: i32) -> Option<(i32, i32)> {
        let To::Next(way) = self.to else { return None };
        AROUND.get(usize::from(way)).map(|(dx, dz)| (x + dx, z + dz))
    }
}

/// The nodes of a block, row by row.
#[derive(Debug)]
pub(super) struct Drains(Vec<Drain>);

impl Drains {
    /// The node at a place in nodes, which lies in this block.
    pub(super) fn at(&self, x: i32, z: i32) -> Option<Drain> {
        self.0.get(Block::index(x, z)).copied()
    }

    /// How a block's nodes drain.
    pub(super) fn new(waters: &Waters, terrain: &Terrain, at: Block) -> Self {
        let window = Window::around(waters, terrain, at);
        let mut drains: Vec<Drain> = Vec::with_capacity((BLOCK * BLOCK) as usize);
        for z in MIDDLE..MIDDLE + BLOCK {
            for x in MIDDLE..MIDDLE + BLOCK {
                let node = window.node(x, z);
                drains.push(Drain {
                    node,
                    level: node.height,
                    to: window.natural(x, z),
                    breached: false,
                });
            }
        }
        for z in MIDDLE - SEARCH..MIDDLE + BLOCK + SEARCH {
            for x in MIDDLE - SEARCH..MIDDLE + BLOCK + SEARCH {
                if window.natural(x, z) == To::Lake {
                    breach(&window, &window.way_out(x, z), &mut drains);
                }
            }
        }
        Self(drains)
    }
}

/// Lets the nodes of a way out drain along it, those that lie in the middle block.
fn breach(window: &Window, way: &[(i32, i32)], drains: &mut [Drain]) {
    let (Some(&pit), Some(&end)) = (way.first(), way.last()) else { return };
    let high = window.node(pit.0, pit.1).height;
    let low = window.node(end.0, end.1).height.min(high - DROP);
    let steps = way.len().max(2) as i64 - 1;
    for (step, two) in (0_i64..).zip(way.windows(2)) {
        let ((x, z), (next_x, next_z)) = (two[0], two[1]);
        let inside = (MIDDLE..MIDDLE + BLOCK).contains(&x) && (MIDDLE..MIDDLE + BLOCK).contains(&z);
        let Some(drain) = inside.then(|| drains.get_mut(Block::index(x, z))).flatten() else {
            continue;
        };
        let fall = (i64::from(high) - i64::from(low)) * step / steps;
        let level = (i64::from(high) - fall) as i32;
        let lower = level < drain.level || (step == 0 && level == drain.level);
        let way = AROUND.iter().position(|&(dx, dz)| (x + dx, z + dz) == (next_x, next_z));
        if let Some(way) = way.filter(|_| lower) {
            drain.level = level;
            drain.to = To::Next(way as u8);
            drain.breached = step == 0;
        }
    }
}

/// Five by five blocks of nodes around the one that is asked for.
struct Window(Vec<Node>);

/// Nodes along the edge of a window.
const EDGE: i32 = 5 * BLOCK;

/// Where the block that is asked for begins in a window.
const MIDDLE: i32 = 2 * BLOCK;

/// A way out of a pit that passes the middle block is seen whole, and so is what its pit borders on.
const _: () = assert!(MIDDLE > 2 * SEARCH);

impl Window {
    fn around(waters: &Waters, terrain: &Terrain, at: Block) -> Self {
        let mut nodes = Vec::with_capacity((EDGE * EDGE) as usize);
        for dz in -2..=2 {
            let row: Vec<_> = (-2..=2)
                .map(|dx| waters.nodes(terrain, Block { x: at.x + dx, z: at.z + dz }))
                .collect();
            for z in 0..BLOCK {
                for block in &row {
                    nodes.extend((0..BLOCK).map(|x| block.at(x, z)));
                }
            }
        }
        Self(nodes)
    }

    fn node(&self, x: i32, z: i32) -> Node {
        self.0.get((z * EDGE + x) as usize).copied().unwrap_or_default()
    }

    /// What nodes are compared by: no two are the same.
    fn rank(&self, x: i32, z: i32) -> (i32, i32, i32) {
        let node = self.node(x, z);
        (node.height, node.z, node.x)
    }

    /// Where a node drains before any pit is breached.
    fn natural(&self, x: i32, z: i32) -> To {
        if self.node(x, z).height <= 0 {
            return To::Sea;
        }
        let lowest = (0_u8..).zip(AROUND).min_by_key(|(_, (dx, dz))| self.rank(x + dx, z + dz));
        match lowest {
            Some((way, (dx, dz))) if self.rank(x + dx, z + dz) < self.rank(x, z) => To::Next(way),
            _ => To::Lake,
        }
    }

    /// The nodes from a pit over the lowest pass to the first that is lower; empty where the pass is
    /// too high or too far.
    fn way_out(&self, pit_x: i32, pit_z: i32) -> Vec<(i32, i32)> {
        const SIDE: i32 = 2 * SEARCH + 1;
        let pit = self.node(pit_x, pit_z).height;
        let place = |x: i32, z: i32| ((z - pit_z + SEARCH) * SIDE + x - pit_x + SEARCH) as usize;
        let mut from: Vec<Option<(i32, i32)>> = vec![None; (SIDE * SIDE) as usize];
        from[place(pit_x, pit_z)] = Some((pit_x, pit_z));
        // By the pass on the way, then by how far it is, then by place.
        let mut open = BinaryHeap::from([Reverse((pit, 0_i32, pit_z, pit_x))]);
        while let Some(Reverse((pass, away, z, x))) = open.pop() {
            let here = self.node(x, z).height;
            if here <= pit - DROP || (here <= 0 && (x, z) != (pit_x, pit_z)) {
                return trace(&from, place, (x, z));
            }
            for (dx, dz) in AROUND {
                let (x2, z2) = (x + dx, z + dz);
                if (x2 - pit_x).abs().max((z2 - pit_z).abs()) > SEARCH {
                    continue;
                }
                let Some(slot @ None) = from.get_mut(place(x2, z2)) else { continue };
                let higher = pass.max(self.node(x2, z2).height);
                if higher - pit <= PASS {
                    *slot = Some((x, z));
                    let step = if dx != 0 && dz != 0 { 3 } else { 2 };
                    open.push(Reverse((higher, away + step, z2, x2)));
                }
            }
        }
        Vec::new()
    }
}

/// The way back from a node to the pit, turned round.
fn trace(
    from: &[Option<(i32, i32)>],
    place: impl Fn(i32, i32) -> usize,
    end: (i32, i32),
) -> Vec<(i32, i32)> {
    let mut way = vec![end];
    let mut at = end;
    // No way visits a node twice.
    for _ in 0..from.len() {
        match from.get(place(at.0, at.1)).copied().flatten() {
            Some(before) if before != at => {
                way.push(before);
                at = before;
            }
            _ => break,
        }
    }
    way.reverse();
    way
}
