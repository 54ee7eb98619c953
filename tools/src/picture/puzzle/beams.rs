//! Emitters, mirrors, crystals, and the light as the mirrors stand.

use super::{CELL, FLOOR, STONE, around, board, ink, middle, of};
use crate::picture::Canvas;
use crate::picture::canvas::{Segment, mix, scaled};
use ruleset::Ruleset;
use worldgen::puzzle::beams::Beams;

pub(super) fn draw(rules: &Ruleset, puzzle: &Beams, moves: Option<&[u8]>) -> Canvas {
    let turned = moves.unwrap_or_default();
    let state = turned.iter().fold(puzzle.start, |state, mirror| state ^ 1 << mirror);
    let mut canvas = board(puzzle.edge);
    for (cell, &pillar) in (0..=u8::MAX).zip(&puzzle.pillars) {
        let at = middle(cell, puzzle.edge);
        let shade = 0.9 + f32::from(cell % 5) * 0.03;
        canvas.rect(around(at, CELL / 2.0 - 0.6), 2.0, scaled(FLOOR, shade * 0.8), 1.0);
        if pillar {
            canvas.circle((at.0 + 2.0, at.1 + 3.0), 18.0, ink(14, 12, 12), 0.6);
            canvas.circle(at, 17.0, STONE, 1.0);
            canvas.circle((at.0 - 2.0, at.1 - 2.0), 13.0, scaled(STONE, 1.2), 1.0);
        }
    }
    let light = |index: u8| {
        rules
            .puzzles
            .lights
            .get(usize::from(index))
            .map_or(ink(255, 255, 255), |hue| of(hue.colour))
    };
    for beam in &puzzle.beams {
        let path: Vec<(f32, f32)> =
            puzzle.path(beam, state).iter().map(|&cell| middle(cell, puzzle.edge)).collect();
        let strokes: Vec<Segment> = path.windows(2).map(|pair| (pair[0], pair[1])).collect();
        let colour = light(beam.light);
        canvas.strokes(&strokes, 13.0, colour, 0.18);
        canvas.strokes(&strokes, 6.0, colour, 0.5);
        canvas.strokes(&strokes, 2.2, mix(colour, ink(255, 255, 255), 0.7), 1.0);
    }
    for beam in &puzzle.beams {
        let colour = light(beam.light);
        let from = middle(beam.from, puzzle.edge);
        canvas.rect(around(from, 16.0), 5.0, scaled(colour, 0.35), 1.0);
        canvas.circle(from, 9.0, colour, 1.0);
        let to = middle(beam.to, puzzle.edge);
        let lit = puzzle.path(beam, state).last() == Some(&beam.to);
        if lit {
            canvas.glow(to, 44.0, colour, 0.8);
        }
        let (x, y) = to;
        let crystal = |r: f32| [(x, y - r), (x + r * 0.8, y), (x, y + r), (x - r * 0.8, y)];
        canvas.polygon(&crystal(19.0), scaled(colour, 0.5), 1.0);
        let inside = if lit { mix(colour, ink(255, 255, 255), 0.5) } else { scaled(colour, 0.28) };
        canvas.polygon(&crystal(13.0), inside, 1.0);
    }
    for (index, &mirror) in (0_u8..).zip(&puzzle.mirrors) {
        let (x, y) = middle(mirror, puzzle.edge);
        let tilt = if state >> index & 1 == 1 { -13.0 } else { 13.0 };
        let stroke = [((x - 13.0, y - tilt), (x + 13.0, y + tilt))];
        let ring = if turned.contains(&index) { ink(244, 200, 110) } else { ink(120, 112, 104) };
        canvas.circle((x, y), 20.0, ring, 0.28);
        canvas.strokes(&stroke, 7.0, ink(40, 44, 52), 1.0);
        canvas.strokes(&stroke, 4.0, ink(214, 226, 236), 1.0);
    }
    canvas
}
