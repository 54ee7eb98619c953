//! Levers on the left, lamps on top, and which flips which.

use super::{CELL, GOLD, LEFT, PAPER, STONE, TOP, WORDS, centred, ink, lever_at};
use crate::picture::Canvas;
use crate::picture::font::Style;
use worldgen::Puzzle;

pub(super) fn draw(puzzle: &Puzzle, moves: Option<&[u8]>) -> Canvas {
    let count = f32::from(puzzle.levers);
    let width = (LEFT * 2.0 + (count + 2.0) * CELL).max(600.0);
    let mut canvas =
        Canvas::new(width as usize, (TOP + (count + 1.4) * CELL + LEFT) as usize, PAPER);
    let at = |column: u8, row: u8| {
        let place = |index: u8| (f32::from(index) + 0.5) * CELL;
        (LEFT + CELL + place(column), TOP + CELL + place(row))
    };
    let pulls = moves.unwrap_or_default();
    let lamps = pulls.iter().fold(puzzle.start, |lamps, &lever| puzzle.after(lamps, lever));
    for (lever, &row) in (0_u8..).zip(&puzzle.wiring) {
        let (from, to) = (at(0, lever), at(puzzle.levers - 1, lever));
        canvas.strokes(&[((from.0 - CELL, from.1), to)], 2.0, STONE, 0.7);
        for lamp in (0..puzzle.levers).filter(|lamp| row >> lamp & 1 == 1) {
            canvas.circle(at(lamp, lever), 8.0, ink(120, 170, 200), 1.0);
        }
        let (x, y) = (from.0 - CELL, from.1);
        lever_at(&mut canvas, (x, y), pulls.contains(&lever));
    }
    for lamp in 0..puzzle.levers {
        let (x, y) = at(lamp, 0);
        let bottom = at(lamp, puzzle.levers - 1);
        canvas.strokes(&[((x, y - CELL), bottom)], 1.2, STONE, 0.5);
        let burns = lamps >> lamp & 1 == 1;
        if burns {
            canvas.glow((x, y - CELL), 34.0, GOLD, 0.7);
        }
        canvas.circle((x, y - CELL), 14.0, ink(60, 54, 48), 1.0);
        canvas.circle((x, y - CELL), 11.0, if burns { GOLD } else { ink(38, 34, 34) }, 1.0);
        let name = char::from(b'a' + lamp).to_string();
        let colour = if burns { ink(90, 60, 20) } else { WORDS };
        centred(&mut canvas, (x, y - CELL), &name, Style::plain(1.4, colour));
    }
    canvas
}
