//! Levers at the left, gates in columns by depth, lamps at the right; a wire that is on is gold.

use super::{CELL, GOLD, LEFT, PAPER, TOP, WORDS, centred, ink, lever_at};
use crate::picture::Canvas;
use crate::picture::font::Style;
use worldgen::puzzle::circuit::{Circuit, Gate};

pub(super) fn draw(puzzle: &Circuit, moves: Option<&[u8]>) -> Canvas {
    let state =
        moves.unwrap_or_default().iter().fold(puzzle.start, |state, lever| state ^ 1 << lever);
    let values = puzzle.signals(state);
    // Column of each signal: one more than that of its inputs.
    let mut columns: Vec<u8> = vec![0; usize::from(puzzle.levers)];
    for wired in &puzzle.gates {
        let depth = |input: u8| columns.get(usize::from(input)).copied().unwrap_or(0);
        columns.push(1 + depth(wired.inputs.0).max(depth(wired.inputs.1)));
    }
    let last = columns.iter().copied().max().unwrap_or(0);
    let tallest = (0..=last).map(|column| columns.iter().filter(|&&c| c == column).count()).max();
    let rows = tallest.unwrap_or(1).max(puzzle.lamps.len()) as f32;
    let (step, high) = (CELL * 2.3, rows * CELL * 1.35);
    let width = (LEFT * 2.0 + step * (f32::from(last) + 2.0)).max(600.0);
    let mut canvas = Canvas::new(width as usize, (TOP + high + LEFT) as usize, PAPER);
    let mut places = Vec::new();
    for (index, &column) in columns.iter().enumerate() {
        let all = columns.iter().filter(|&&other| other == column).count() as f32;
        let before = columns[..index].iter().filter(|&&other| other == column).count() as f32;
        let y = TOP + high * (before + 0.5) / all + if column % 2 == 1 { 9.0 } else { -9.0 };
        places.push((LEFT + CELL * 0.6 + f32::from(column) * step, y));
    }
    let wire = |on: bool| if on { GOLD } else { ink(92, 86, 80) };
    let on = |signal: u8| values.get(usize::from(signal)).copied().unwrap_or(false);
    let mut draw_wire = |from: (f32, f32), to: (f32, f32), on: bool| {
        let bend = to.0 - 34.0;
        let strokes = [(from, (bend, from.1)), ((bend, from.1), (bend, to.1)), ((bend, to.1), to)];
        let straight = [
            (from, (from.0 + 30.0, from.1)),
            ((from.0 + 30.0, from.1), (to.0 - 28.0, to.1)),
            ((to.0 - 28.0, to.1), to),
        ];
        canvas.strokes(
            if (from.1 - to.1).abs() < 4.0 { &strokes } else { &straight },
            2.6,
            wire(on),
            if on { 0.95 } else { 0.8 },
        );
    };
    for (wired, &to) in puzzle.gates.iter().zip(&places[usize::from(puzzle.levers)..]) {
        for (input, side) in [(wired.inputs.0, -8.0), (wired.inputs.1, 8.0)] {
            draw_wire(places[usize::from(input)], (to.0, to.1 + side), on(input));
        }
    }
    let lamp_x = LEFT + CELL * 0.6 + step * (f32::from(last) + 1.0);
    let mut lamps: Vec<(u8, (f32, f32))> = Vec::new();
    let mut order = puzzle.lamps.clone();
    order.sort_by(|a, b| places[usize::from(*a)].1.total_cmp(&places[usize::from(*b)].1));
    for (row, &signal) in order.iter().enumerate() {
        let y = TOP + high * (row as f32 + 0.5) / order.len() as f32;
        draw_wire(places[usize::from(signal)], (lamp_x, y), on(signal));
        lamps.push((signal, (lamp_x, y)));
    }
    for (index, &at) in places.iter().enumerate() {
        match puzzle.gates.get(index.wrapping_sub(usize::from(puzzle.levers))) {
            None => lever_at(&mut canvas, at, state >> index & 1 == 1),
            Some(wired) => {
                let (x, y) = at;
                let body = ink(64, 74, 92);
                canvas.rect([x - 26.0, y - 17.0, x + 26.0, y + 17.0], 8.0, ink(20, 22, 28), 1.0);
                canvas.rect([x - 24.0, y - 15.0, x + 24.0, y + 15.0], 7.0, body, 1.0);
                centred(&mut canvas, at, name(wired.gate), Style::plain(1.35, WORDS).bold());
            }
        }
    }
    for (signal, at) in lamps {
        if on(signal) {
            canvas.glow(at, 40.0, GOLD, 0.7);
        }
        canvas.circle(at, 15.0, ink(70, 62, 54), 1.0);
        canvas.circle(at, 11.5, if on(signal) { GOLD } else { ink(38, 34, 34) }, 1.0);
    }
    canvas
}

/// What stands on a gate.
pub(crate) const fn name(gate: Gate) -> &'static str {
    match gate {
        Gate::And => "and",
        Gate::Or => "or",
        Gate::Xor => "xor",
        Gate::Nand => "nand",
        Gate::Nor => "nor",
        Gate::Xnor => "xnor",
    }
}
