//! Ice, boulders, and the slides.

use super::{CELL, GOLD, around, arrow, board, centred, ink, middle};
use crate::picture::Canvas;
use crate::picture::canvas::{Ink, scaled};
use crate::picture::font::Style;
use worldgen::puzzle::board::Step;
use worldgen::puzzle::ice_slide::IceSlide;

const ICE: Ink = ink(168, 205, 222);
const ROCK: Ink = ink(104, 100, 104);

pub(super) fn draw(puzzle: &IceSlide, moves: Option<&[Step]>) -> Canvas {
    let mut canvas = board(puzzle.edge);
    for (cell, &boulder) in (0..=u8::MAX).zip(&puzzle.boulders) {
        let at = middle(cell, puzzle.edge);
        let shade = 0.95 + f32::from(cell % 5) * 0.015;
        canvas.rect(around(at, CELL / 2.0 - 0.8), 3.0, scaled(ICE, shade), 1.0);
        let (x, y) = at;
        let gleam =
            [((x - 12.0, y + 8.0), (x - 2.0, y - 4.0)), ((x - 4.0, y + 10.0), (x + 2.0, y + 3.0))];
        if cell % 7 < 3 {
            canvas.strokes(&gleam, 1.6, ink(255, 255, 255), 0.35);
        }
        if boulder {
            canvas.circle((x + 2.0, y + 4.0), 19.0, ink(60, 84, 100), 0.5);
            canvas.circle(at, 18.0, scaled(ROCK, 0.8), 1.0);
            canvas.circle((x - 2.0, y - 3.0), 14.0, ROCK, 1.0);
            canvas.circle((x - 5.0, y - 7.0), 7.0, scaled(ROCK, 1.25), 0.8);
        }
    }
    let goal = middle(puzzle.goal, puzzle.edge);
    canvas.rect(around(goal, 17.0), 4.0, ink(120, 86, 40), 1.0);
    canvas.rect(around(goal, 14.0), 3.0, GOLD, 1.0);
    centred(&mut canvas, goal, "G", Style::plain(2.0, ink(90, 60, 20)).bold());
    let mut at = puzzle.start;
    let colour = ink(196, 60, 52);
    for (number, &step) in (1..).zip(moves.unwrap_or_default()) {
        let to = puzzle.slide(at, step);
        let (from, end) = (middle(at, puzzle.edge), middle(to, puzzle.edge));
        canvas.strokes(&[(from, end)], 3.0, colour, 0.85);
        arrow(&mut canvas, from, end, colour);
        let half = (f32::midpoint(from.0, end.0), f32::midpoint(from.1, end.1));
        canvas.circle(half, 9.0, ink(255, 250, 240), 0.95);
        centred(&mut canvas, half, &number.to_string(), Style::plain(1.3, colour).bold());
        at = to;
    }
    let start = middle(puzzle.start, puzzle.edge);
    canvas.circle(start, 14.0, ink(40, 50, 70), 1.0);
    canvas.circle(start, 11.5, ink(88, 128, 190), 1.0);
    centred(&mut canvas, start, "S", Style::plain(1.8, ink(245, 245, 250)).bold());
    canvas
}
