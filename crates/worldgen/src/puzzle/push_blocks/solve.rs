//! A* over pushes (Hart, Nilsson and Raphael, 1968). The estimate is the sum over blocks of the pushes to
//! the nearest plate on an empty board; it falls by at most one a push, so that the first solution that
//! is taken up has the fewest pushes. A block where no plate can be reached from is a deadlock.

use super::super::board::{Step, flag};
use super::super::rules::Rules;
use super::{PushBlocks, Pushed, bit};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A solution with the fewest pushes.
pub struct Pushes {
    /// Walking and pushing, step by step.
    pub steps: Vec<Step>,
    /// How many of the steps push.
    pub pushes: u32,
    /// States taken up.
    pub expanded: u64,
    /// Pushes open in them, together.
    pub open: u64,
}

struct Node {
    cost: u32,
    /// The state before, and the push: the block's cell and its way.
    from: Option<(Pushed, u8, Step)>,
}

/// A solution with the fewest pushes; `None` when there is none or `limit` states do not suffice.
#[must_use]
pub fn solve(board: &PushBlocks, limit: usize) -> Option<Pushes> {
    let floor = board.floor();
    let away = distances(board);
    let estimate = |blocks: u128| -> Option<u32> {
        let cells = (0..board.edge * board.edge).filter(|&cell| blocks & bit(cell) != 0);
        cells.map(|cell| away.get(usize::from(cell)).copied().flatten()).sum()
    };
    let start = floor.normal(board.start());
    let mut nodes = BTreeMap::from([(start, Node { cost: 0, from: None })]);
    let mut open_list = BTreeSet::from([(estimate(start.blocks)?, u32::MAX, start)]);
    let (mut expanded, mut open) = (0, 0);
    while let Some((_, left, state)) = open_list.pop_first() {
        let cost = nodes.get(&state)?.cost;
        // Deeper first among equals: `left` counts down.
        if u32::MAX - left != cost {
            continue;
        }
        if board.is_solved(&state) {
            return Some(Pushes {
                steps: steps(board, &nodes, state),
                pushes: cost,
                expanded,
                open,
            });
        }
        expanded += 1;
        if nodes.len() > limit {
            return None;
        }
        let region = floor.walkable(&state);
        for block in (0..board.edge * board.edge).filter(|&cell| state.blocks & bit(cell) != 0) {
            for step in Step::ALL {
                let behind = step.back().from(block, board.edge);
                if behind.is_none_or(|behind| region & bit(behind) == 0) {
                    continue;
                }
                let Some(to) = step.from(block, board.edge) else { continue };
                if flag(&board.walls, to) || state.blocks & bit(to) != 0 {
                    continue;
                }
                open += 1;
                let blocks = state.blocks & !bit(block) | bit(to);
                let Some(rest) = estimate(blocks) else { continue };
                let next = floor.normal(Pushed { blocks, player: block });
                if nodes.get(&next).is_none_or(|known| known.cost > cost + 1) {
                    let from = Some((state, block, step));
                    nodes.insert(next, Node { cost: cost + 1, from });
                    open_list.insert((cost + 1 + rest, u32::MAX - cost - 1, next));
                }
            }
        }
    }
    None
}

/// For each cell the fewest pushes of a lone block to a plate, by pulling from the plates.
fn distances(board: &PushBlocks) -> Vec<Option<u32>> {
    let mut away = vec![None; board.walls.len()];
    let mut queue = VecDeque::new();
    for &plate in &board.plates {
        if let Some(cell) = away.get_mut(usize::from(plate)) {
            *cell = Some(0);
            queue.push_back((plate, 0));
        }
    }
    while let Some((block, depth)) = queue.pop_front() {
        for step in Step::ALL {
            let Some(to) = step.from(block, board.edge) else { continue };
            let Some(stand) = step.from(to, board.edge) else { continue };
            if flag(&board.walls, to) || flag(&board.walls, stand) {
                continue;
            }
            if let Some(cell @ None) = away.get_mut(usize::from(to)) {
                *cell = Some(depth + 1);
                queue.push_back((to, depth + 1));
            }
        }
    }
    away
}

/// The pushes with the walks between them.
fn steps(board: &PushBlocks, nodes: &BTreeMap<Pushed, Node>, end: Pushed) -> Vec<Step> {
    let mut pushes = Vec::new();
    let mut state = end;
    while let Some(Node { from: Some((before, block, step)), .. }) = nodes.get(&state) {
        pushes.push((*block, *step));
        state = *before;
    }
    let mut now = board.start();
    let mut steps = Vec::new();
    for (block, step) in pushes.into_iter().rev() {
        let Some(behind) = step.back().from(block, board.edge) else { continue };
        steps.extend(walk(board, &now, behind));
        steps.push(step);
        let Some(to) = step.from(block, board.edge) else { continue };
        now = Pushed { blocks: now.blocks & !bit(block) | bit(to), player: block };
    }
    steps
}

/// A shortest walk to a cell; empty when one stands there.
fn walk(board: &PushBlocks, state: &Pushed, to: u8) -> Vec<Step> {
    let mut from: BTreeMap<u8, (u8, Step)> = BTreeMap::new();
    let mut queue = VecDeque::from([state.player]);
    while let Some(cell) = queue.pop_front() {
        if cell == to {
            break;
        }
        for step in Step::ALL {
            let Some(next) = step.from(cell, board.edge) else { continue };
            let free = !flag(&board.walls, next) && state.blocks & bit(next) == 0;
            if free && next != state.player && !from.contains_key(&next) {
                from.insert(next, (cell, step));
                queue.push_back(next);
            }
        }
    }
    let mut steps = Vec::new();
    let mut at = to;
    while let Some(&(before, step)) = from.get(&at) {
        steps.push(step);
        at = before;
    }
    steps.reverse();
    steps
}
