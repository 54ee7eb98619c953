//! A lock's dials, its runes with their strokes, and the clues.

use super::{DIM, GOLD, LEFT, PAPER, STONE, TOP, WORDS, around, centred, height, ink, lines};
use crate::picture::Canvas;
use crate::picture::canvas::Ink;
use crate::picture::font::Style;
use ruleset::Ruleset;
use worldgen::puzzle::rune_lock::RuneLock;

const DIAL: f32 = 92.0;
const WIDTH: f32 = 640.0;

pub(super) fn draw(rules: &Ruleset, lock: &RuneLock, solve: bool) -> Canvas {
    let table = &rules.puzzles;
    let clues: Vec<(String, Ink)> = (1..)
        .zip(&lock.clues)
        .map(|(n, clue)| (format!("{n}. {}", clue.words(table)), WORDS))
        .collect();
    let wide = WIDTH - LEFT * 2.0;
    let high = TOP + DIAL + 96.0 + height(&clues, wide) + 20.0;
    let mut canvas = Canvas::new(WIDTH as usize, high as usize, PAPER);
    let word = if solve { &lock.code } else { &lock.start };
    for (dial, &rune) in word.iter().enumerate() {
        let at = (LEFT + DIAL * (dial as f32 + 0.5), TOP + DIAL / 2.0);
        canvas.circle(at, 42.0, STONE, 1.0);
        canvas.circle(at, 37.0, ink(40, 36, 36), 1.0);
        let colour = if solve { GOLD } else { ink(190, 180, 165) };
        carve(&mut canvas, (at.0, at.1 - 6.0), lock.strokes[usize::from(rune)], 1.0, colour);
        let name = table.runes.get(usize::from(rune)).map_or("", |rune| &rune.name);
        centred(&mut canvas, (at.0, at.1 + 24.0), name, Style::plain(1.2, colour));
    }
    let step = wide / f32::from(lock.runes.max(1));
    for rune in 0..lock.runes {
        let at = (LEFT + step * (f32::from(rune) + 0.5), TOP + DIAL + 30.0);
        canvas.rect(around(at, 17.0), 5.0, ink(48, 43, 41), 1.0);
        let strokes = lock.strokes[usize::from(rune)];
        carve(&mut canvas, at, strokes, 0.7, DIM);
        let name = table.runes.get(usize::from(rune)).map_or("", |rune| &rune.name);
        let label = format!("{name} {strokes}");
        centred(&mut canvas, (at.0, at.1 + 28.0), &label, Style::plain(1.15, DIM));
    }
    lines(&mut canvas, (LEFT, TOP + DIAL + 100.0), &clues, wide);
    canvas
}

/// A rune of so many strokes: a stave, and twigs from it, right and left.
fn carve(canvas: &mut Canvas, (x, y): (f32, f32), strokes: u8, scale: f32, colour: Ink) {
    let half = 17.0 * scale;
    let mut carved = vec![((x, y - half), (x, y + half))];
    for twig in 0..strokes.saturating_sub(1).min(8) {
        let side = if twig % 2 == 0 { 1.0 } else { -1.0 };
        let from = y - half + half * 0.42 * f32::from(twig / 2) + half * 0.1;
        let slant = if twig / 2 % 2 == 0 { 9.0 } else { -7.0 };
        carved.push(((x, from), (x + side * 11.0 * scale, from + slant * scale)));
    }
    canvas.strokes(&carved, 2.6 * scale, colour, 1.0);
}
