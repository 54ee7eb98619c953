//! Playing backwards: which states a board can start from, by how many pushes they are from the end.

use super::super::board::{Step, flag};
use super::{PushBlocks, Pushed, bit};
use std::collections::BTreeSet;

/// States kept at most; what is met is met in the order of its distance.
const STATES: usize = 1200;

/// The states from which the board can be solved, nearest first, each with its fewest pushes. The player
/// stands in the first cell of the region that they can walk in.
pub(super) fn starts(board: &PushBlocks) -> Vec<(Pushed, u32)> {
    let blocks = PushBlocks::bits(&board.plates);
    let floor = board.floor();
    let mut seen: BTreeSet<Pushed> = BTreeSet::new();
    let mut states: Vec<(Pushed, u32)> = Vec::new();
    let mut add = |states: &mut Vec<(Pushed, u32)>, state: Pushed, depth: u32| {
        if states.len() < STATES {
            let state = floor.normal(state);
            if seen.insert(state) {
                states.push((state, depth));
            }
        }
    };
    // The player may stand anywhere at the end.
    for player in 0..board.edge * board.edge {
        if !flag(&board.walls, player) && blocks & bit(player) == 0 {
            add(&mut states, Pushed { blocks, player }, 0);
        }
    }
    let mut index = 0;
    while let Some(&(state, depth)) = states.get(index) {
        index += 1;
        let region = floor.walkable(&state);
        for block in (0..board.edge * board.edge).filter(|&cell| state.blocks & bit(cell) != 0) {
            for step in Step::ALL {
                // The player stands behind the block and steps back, the block follows.
                let Some(behind) = step.from(block, board.edge) else { continue };
                let Some(back) = step.from(behind, board.edge) else { continue };
                let open = region & bit(behind) != 0
                    && !flag(&board.walls, back)
                    && state.blocks & bit(back) == 0;
                if open {
                    let blocks = state.blocks & !bit(block) | bit(behind);
                    add(&mut states, Pushed { blocks, player: back }, depth + 1);
                }
            }
        }
    }
    states
}
