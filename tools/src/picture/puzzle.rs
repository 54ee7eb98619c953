//! Pictures of puzzles: the board, what is told of it, and, if wanted, the solution.

mod beams;
mod blocks;
mod circuit;
mod household;
mod ice;
mod lamps;
mod runes;

pub(crate) use circuit::name as gate_name;
pub(crate) use household::named as trait_name;

use super::Canvas;
use super::canvas::{Ink, ink};
use super::font::{self, Style};
use ruleset::Rgb;
use worldgen::puzzle::{Generated, PuzzleProof, PuzzleState};
use worldgen::{Settlement, World};

const PAPER: Ink = ink(26, 23, 24);
const WORDS: Ink = ink(232, 222, 200);
const DIM: Ink = ink(150, 141, 125);
const GOLD: Ink = ink(244, 200, 110);
const STONE: Ink = ink(92, 84, 76);
const FLOOR: Ink = ink(58, 52, 48);

const LEFT: f32 = 36.0;
const TOP: f32 = 96.0;
/// Pixels of a board's cell.
const CELL: f32 = 46.0;

/// Draws a puzzle; the town is the household riddle's.
pub(crate) fn puzzle(
    world: &World,
    town: Option<&Settlement>,
    made: &Generated,
    title: &str,
    solve: bool,
) -> Canvas {
    let mut canvas = match (&made.puzzle, &made.proof) {
        (PuzzleState::Lamps(puzzle), PuzzleProof::Lamps(moves)) => {
            lamps::draw(puzzle, pick(solve, moves))
        }
        (PuzzleState::IceSlide(board), PuzzleProof::IceSlide(moves)) => {
            ice::draw(board, pick(solve, moves))
        }
        (PuzzleState::PushBlocks(board), PuzzleProof::PushBlocks(moves)) => {
            blocks::draw(board, pick(solve, moves))
        }
        (PuzzleState::Beams(board), PuzzleProof::Beams(moves)) => {
            beams::draw(world.rules(), board, pick(solve, moves))
        }
        (PuzzleState::RuneLock(lock), _) => runes::draw(world.rules(), lock, solve),
        (PuzzleState::Circuit(circuit), PuzzleProof::Circuit(moves)) => {
            circuit::draw(circuit, pick(solve, moves))
        }
        (PuzzleState::Household(riddle), _) => household::draw(world, town, riddle, solve),
        // A proof of another family, which nothing makes.
        _ => Canvas::new(400, 120, PAPER),
    };
    let raw = &made.measure.raw;
    font::text(&mut canvas, (LEFT, 46.0), title, Style::plain(2.6, WORDS).bold());
    let line = format!(
        "score {} of 1000, shortest {}, {} nodes{}",
        made.measure.score,
        raw.shortest,
        raw.effort,
        if raw.unique { ", one answer" } else { "" }
    );
    font::text(&mut canvas, (LEFT, 72.0), &line, Style::plain(1.5, DIM));
    canvas
}

/// The moves, if the solution is wanted.
fn pick<M>(solve: bool, moves: &[M]) -> Option<&[M]> {
    solve.then_some(moves)
}

/// A square board with room for the title.
fn board(edge: u8) -> Canvas {
    let side = f32::from(edge) * CELL;
    let width = (side + LEFT * 2.0).max(600.0);
    let mut canvas = Canvas::new(width as usize, (side + TOP + LEFT) as usize, PAPER);
    canvas.rect([LEFT - 8.0, TOP - 8.0, LEFT + side + 8.0, TOP + side + 8.0], 10.0, STONE, 1.0);
    canvas
}

/// The middle of a cell.
fn middle(cell: u8, edge: u8) -> (f32, f32) {
    let (x, y) = (cell % edge.max(1), cell / edge.max(1));
    (LEFT + (f32::from(x) + 0.5) * CELL, TOP + (f32::from(y) + 0.5) * CELL)
}

/// A rectangle around a point, from its half width.
fn around((x, y): (f32, f32), half: f32) -> [f32; 4] {
    [x - half, y - half, x + half, y + half]
}

fn of(rgb: Rgb) -> Ink {
    ink(rgb.0, rgb.1, rgb.2)
}

/// Text with its middle at a point.
fn centred(canvas: &mut Canvas, (x, y): (f32, f32), text: &str, style: Style) {
    let at = (x - style.width(text) / 2.0, y + style.scale * 3.5);
    font::text(canvas, at, text, style);
}

/// An arrow's head at the end of a stroke.
fn arrow(canvas: &mut Canvas, from: (f32, f32), to: (f32, f32), colour: Ink) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(0.001);
    let (ux, uy) = (dx / length * 9.0, dy / length * 9.0);
    let points = [
        (to.0 + ux * 0.4, to.1 + uy * 0.4),
        (to.0 - ux - uy * 0.7, to.1 - uy + ux * 0.7),
        (to.0 - ux + uy * 0.7, to.1 - uy - ux * 0.7),
    ];
    canvas.polygon(&points, colour, 1.0);
}

/// Lines of text under each other, each broken at a width.
fn lines(canvas: &mut Canvas, (x, mut y): (f32, f32), texts: &[(String, Ink)], width: f32) {
    for (text, colour) in texts {
        let style = Style::plain(1.55, *colour);
        for line in broken(text, style, width) {
            font::text(canvas, (x, y), &line, style);
            y += 20.0;
        }
        y += 6.0;
    }
}

fn broken(text: &str, style: Style, width: f32) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        if let Some(line) = lines.last_mut() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if line.is_empty() || style.width(&longer) <= width {
                *line = longer;
                continue;
            }
        }
        lines.push(word.to_owned());
    }
    lines
}

/// How high [`lines`] are together.
fn height(texts: &[(String, Ink)], width: f32) -> f32 {
    let style = Style::plain(1.55, WORDS);
    texts.iter().map(|(text, _)| broken(text, style, width).len() as f32 * 20.0 + 6.0).sum()
}

/// A lever: up, or down when pulled.
fn lever_at(canvas: &mut Canvas, (x, y): (f32, f32), down: bool) {
    canvas.rect(around((x, y), 15.0), 5.0, STONE, 1.0);
    let end = if down { (x + 8.0, y + 10.0) } else { (x + 8.0, y - 10.0) };
    canvas.strokes(&[((x - 6.0, y), end)], 4.0, ink(30, 26, 26), 1.0);
    canvas.circle(end, 5.5, if down { GOLD } else { ink(170, 70, 60) }, 1.0);
}
