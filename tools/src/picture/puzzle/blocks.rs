//! Walls, plates, blocks, and the pushes.

use super::{CELL, FLOOR, GOLD, WORDS, around, arrow, board, centred, ink, middle};
use crate::picture::Canvas;
use crate::picture::canvas::{Ink, scaled};
use crate::picture::font::Style;
use worldgen::puzzle::board::Step;
use worldgen::puzzle::push_blocks::PushBlocks;
use worldgen::puzzle::rules::Rules;

const WALL: Ink = ink(112, 102, 92);
const BLOCK: Ink = ink(176, 122, 70);

pub(super) fn draw(puzzle: &PushBlocks, moves: Option<&[Step]>) -> Canvas {
    let mut canvas = board(puzzle.edge);
    for (cell, &wall) in (0..=u8::MAX).zip(&puzzle.walls) {
        let at = middle(cell, puzzle.edge);
        let shade = 0.94 + f32::from(cell % 5) * 0.03;
        if wall {
            canvas.rect(around(at, CELL / 2.0), 2.0, scaled(WALL, shade * 0.72), 1.0);
            let (x, y) = at;
            canvas.rect([x - 22.0, y - 23.0, x + 22.0, y + 16.0], 4.0, scaled(WALL, shade), 1.0);
        } else {
            canvas.rect(around(at, CELL / 2.0), 0.0, scaled(FLOOR, shade), 1.0);
        }
    }
    for &plate in &puzzle.plates {
        let at = middle(plate, puzzle.edge);
        canvas.rect(around(at, 15.0), 3.0, GOLD, 0.9);
        canvas.rect(around(at, 11.0), 2.0, scaled(FLOOR, 0.9), 1.0);
        canvas.circle(at, 5.0, GOLD, 0.9);
    }
    for &block in &puzzle.blocks {
        let at = middle(block, puzzle.edge);
        canvas.rect(around((at.0 + 2.0, at.1 + 3.0), 18.0), 4.0, ink(20, 16, 14), 0.6);
        canvas.rect(around(at, 18.0), 4.0, scaled(BLOCK, 0.75), 1.0);
        canvas.rect(around((at.0, at.1 - 2.0), 15.0), 3.0, BLOCK, 1.0);
        let (x, y) = at;
        let planks = [
            ((x - 14.0, y - 6.0), (x + 14.0, y - 6.0)),
            ((x - 14.0, y + 4.0), (x + 14.0, y + 4.0)),
        ];
        canvas.strokes(&planks, 1.6, scaled(BLOCK, 0.65), 1.0);
    }
    let mut state = puzzle.start();
    let mut number = 0;
    for &step in moves.unwrap_or_default() {
        let Some(next) = puzzle.apply(&state, step) else { break };
        if next.blocks != state.blocks {
            number += 1;
            // The block went from where the player stands now to the cell beyond.
            let from = middle(next.player, puzzle.edge);
            let to = step.from(next.player, puzzle.edge).map_or(from, |to| middle(to, puzzle.edge));
            let colour = ink(235, 90, 70);
            let side = |(x, y): (f32, f32)| {
                (x + number as f32 % 3.0 * 5.0 - 5.0, y + number as f32 % 3.0 * 5.0 - 5.0)
            };
            let (from, to) = (side(from), side(to));
            canvas.strokes(&[(from, to)], 2.4, colour, 0.8);
            arrow(&mut canvas, from, to, colour);
            let half = (f32::midpoint(from.0, to.0), f32::midpoint(from.1, to.1));
            canvas.circle(half, 8.0, ink(40, 20, 18), 0.9);
            centred(&mut canvas, half, &number.to_string(), Style::plain(1.05, WORDS));
        }
        state = next;
    }
    let player = middle(puzzle.player, puzzle.edge);
    canvas.circle(player, 14.0, ink(24, 30, 44), 1.0);
    canvas.circle(player, 11.5, ink(96, 140, 204), 1.0);
    canvas
}
