//! Small pictures: a house for a settlement, an arch for a dungeon, an arrow for north.

use super::canvas::{Canvas, ink, scaled};

const INK: [f32; 3] = ink(45, 34, 26);
const PAPER: [f32; 3] = ink(252, 246, 228);

/// A settlement: two houses, the home settlement with a flag. `(x, y)` is the middle of its foot.
pub(crate) fn settlement(canvas: &mut Canvas, (x, y): (f32, f32), home: bool, size: f32) {
    let s = size;
    canvas.circle((x, y - 5.0 * s), 12.5 * s, PAPER, 0.35);
    let house = |canvas: &mut Canvas, x: f32, y: f32, s: f32| {
        let outline = [
            (x - 6.4 * s, y + 1.2),
            (x - 6.4 * s, y - 5.6 * s),
            (x - 8.2 * s, y - 5.6 * s),
            (x, y - 13.2 * s),
            (x + 8.2 * s, y - 5.6 * s),
            (x + 6.4 * s, y - 5.6 * s),
            (x + 6.4 * s, y + 1.2),
        ];
        canvas.polygon(&outline, INK, 1.0);
        canvas.rect([x - 5.0 * s, y - 5.4 * s, x + 5.0 * s, y], 0.0, PAPER, 1.0);
        let roof = ink(184, 66, 46);
        canvas.polygon(
            &[(x - 6.0 * s, y - 6.0 * s), (x, y - 11.6 * s), (x + 6.0 * s, y - 6.0 * s)],
            roof,
            1.0,
        );
        canvas.rect([x - 1.5 * s, y - 4.0 * s, x + 1.5 * s, y], 0.0, scaled(INK, 1.4), 1.0);
    };
    house(canvas, x + 6.5 * s, y - 3.0 * s, 0.72 * s);
    house(canvas, x - 2.5 * s, y, s);
    if home {
        let (fx, fy) = (x - 2.5 * s, y - 12.0 * s);
        canvas.strokes(&[((fx, fy), (fx, fy - 11.0 * s))], 2.0, INK, 1.0);
        let flag = [(fx, fy - 11.5 * s), (fx + 9.5 * s, fy - 8.8 * s), (fx, fy - 5.5 * s)];
        canvas.polygon(&flag, INK, 1.0);
        let (top, tip) = ((fx + 1.0, fy - 10.2 * s), (fx + 7.4 * s, fy - 8.7 * s));
        canvas.polygon(&[top, tip, (fx + 1.0, fy - 6.8 * s)], ink(236, 180, 54), 1.0);
    }
}

/// A dungeon: a dark arch in stone.
pub(crate) fn dungeon(canvas: &mut Canvas, (x, y): (f32, f32), size: f32) {
    let s = size;
    let arch = |canvas: &mut Canvas, half: f32, top: f32, colour, foot: f32| {
        canvas.circle((x, y - top), half, colour, 1.0);
        canvas.rect([x - half, y - top, x + half, y + foot], 0.0, colour, 1.0);
    };
    canvas.circle((x, y - 5.0 * s), 11.0 * s, PAPER, 0.35);
    arch(canvas, 7.6 * s, 5.2 * s, INK, 1.4);
    arch(canvas, 6.2 * s, 5.2 * s, ink(168, 156, 140), 0.0);
    arch(canvas, 3.9 * s, 5.2 * s, ink(24, 18, 30), 0.0);
    canvas.strokes(&[((x - 6.0 * s, y - 3.4 * s), (x - 4.2 * s, y - 3.4 * s))], 1.0, INK, 0.6);
    canvas.strokes(&[((x + 4.2 * s, y - 3.4 * s), (x + 6.0 * s, y - 3.4 * s))], 1.0, INK, 0.6);
    canvas.strokes(&[((x, y - 11.2 * s), (x, y - 9.3 * s))], 1.0, INK, 0.6);
}

/// An arrow to the north.
pub(crate) fn north(canvas: &mut Canvas, (x, y): (f32, f32), size: f32) {
    let s = size;
    let left = [(x, y - 22.0 * s), (x, y + 10.0 * s), (x - 9.0 * s, y + 16.0 * s)];
    let right = [(x, y - 22.0 * s), (x, y + 10.0 * s), (x + 9.0 * s, y + 16.0 * s)];
    canvas.polygon(&left, INK, 1.0);
    canvas.polygon(&right, INK, 1.0);
    let inner = [(x + 0.8, y - 17.0 * s), (x + 0.8, y + 9.0 * s), (x + 7.0 * s, y + 13.0 * s)];
    canvas.polygon(&inner, PAPER, 1.0);
}
