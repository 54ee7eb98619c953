//! What stands in a dungeon, as symbols the size of a cell.

use super::super::Canvas;
use super::super::canvas::{ink, mix, scaled};
use super::super::font::{self, Style};
use worldgen::{FeatureKind, World};

const DARK: [f32; 3] = ink(22, 18, 18);
const GOLD: [f32; 3] = ink(246, 200, 84);

/// Draws a feature around the middle of its cell.
pub(super) fn symbol(canvas: &mut Canvas, at: (f32, f32), kind: FeatureKind, world: &World) {
    match kind {
        FeatureKind::Entrance => entrance(canvas, at),
        FeatureKind::Door { lock } => {
            door(canvas, at);
            badge(canvas, at, lock);
        }
        FeatureKind::Gate => gate(canvas, at),
        FeatureKind::Portcullis { switch } => {
            gate(canvas, at);
            badge(canvas, at, 3 + switch);
        }
        FeatureKind::Seal { .. } => {
            gate(canvas, at);
            canvas.circle(at, 4.0, ink(214, 60, 50), 1.0);
        }
        FeatureKind::Switch { switch } => {
            lever(canvas, at, switch);
            badge(canvas, at, 3 + switch);
        }
        FeatureKind::Secret => {
            canvas.rect(
                [at.0 - 9.0, at.1 - 9.0, at.0 + 9.0, at.1 + 9.0],
                1.0,
                ink(96, 88, 80),
                1.0,
            );
            font::centred(canvas, (at.0, at.1 + 5.0), "?", Style::plain(1.6, ink(240, 230, 200)));
        }
        FeatureKind::Stairs { down, .. } => {
            entrance(canvas, at);
            let tip = if down { 6.0 } else { -6.0 };
            let ends = [
                ((at.0 - 5.0, at.1), (at.0, at.1 + tip)),
                ((at.0 + 5.0, at.1), (at.0, at.1 + tip)),
            ];
            canvas.strokes(&ends, 2.0, GOLD, 1.0);
        }
        FeatureKind::Shaft { .. } => {
            canvas.circle(at, 9.0, ink(120, 112, 104), 1.0);
            canvas.circle(at, 7.0, DARK, 1.0);
        }
        FeatureKind::Trap { .. } => {
            let (x, y) = at;
            let cross = [
                ((x - 5.0, y - 5.0), (x + 5.0, y + 5.0)),
                ((x - 5.0, y + 5.0), (x + 5.0, y - 5.0)),
            ];
            canvas.strokes(&cross, 2.0, ink(206, 70, 60), 1.0);
        }
        FeatureKind::Key { lock, .. } => {
            key(canvas, at);
            badge(canvas, at, lock);
        }
        FeatureKind::Lever { index } => lever(canvas, at, index),
        FeatureKind::Board => table(canvas, at),
        FeatureKind::Lamp { .. } => lamp(canvas, at),
        FeatureKind::Chest { treasure } => chest(canvas, at, treasure),
        FeatureKind::Creature { creature, boss, .. } => {
            let rgb = world.rules().creature(creature).colour;
            beast(canvas, at, ink(rgb.0, rgb.1, rgb.2), boss);
        }
    }
}

/// A dot in the colour of a lock or a switch: what belongs together has one colour.
fn badge(canvas: &mut Canvas, (x, y): (f32, f32), number: u8) {
    let colours = [
        GOLD,
        ink(120, 214, 110),
        ink(236, 110, 150),
        ink(110, 180, 250),
        ink(250, 150, 70),
        ink(190, 130, 250),
        ink(90, 220, 210),
    ];
    canvas.circle((x + 6.5, y - 6.5), 3.6, DARK, 1.0);
    canvas.circle((x + 6.5, y - 6.5), 2.8, colours[usize::from(number) % colours.len()], 1.0);
}

fn entrance(canvas: &mut Canvas, (x, y): (f32, f32)) {
    canvas.rect([x - 9.5, y - 9.5, x + 9.5, y + 9.5], 2.0, DARK, 0.9);
    for step in 0..4_u8 {
        let (inset, tone) = (f32::from(step) * 1.5, 0.45 + 0.18 * f32::from(step));
        let top = y + 6.0 - f32::from(step) * 4.2;
        let stone = scaled(ink(220, 212, 196), tone);
        canvas.rect([x - 8.0 + inset, top - 1.7, x + 8.0 - inset, top + 1.7], 0.5, stone, 1.0);
    }
}

fn door(canvas: &mut Canvas, (x, y): (f32, f32)) {
    canvas.rect([x - 10.5, y - 10.5, x + 10.5, y + 10.5], 1.5, DARK, 1.0);
    canvas.rect([x - 9.0, y - 9.0, x + 9.0, y + 9.0], 1.0, ink(134, 84, 42), 1.0);
    for plank in [-3.0, 3.0] {
        canvas.strokes(&[((x + plank, y - 8.5), (x + plank, y + 8.5))], 1.0, ink(86, 52, 26), 1.0);
    }
    for band in [-5.5, 5.5] {
        canvas.strokes(&[((x - 8.0, y + band), (x + 8.0, y + band))], 2.0, ink(58, 52, 50), 1.0);
    }
    canvas.circle((x, y - 0.8), 2.6, GOLD, 1.0);
    canvas.strokes(&[((x, y), (x, y + 3.4))], 2.0, GOLD, 1.0);
}

fn gate(canvas: &mut Canvas, (x, y): (f32, f32)) {
    canvas.rect([x - 10.5, y - 10.5, x + 10.5, y + 10.5], 1.5, DARK, 0.85);
    let iron = ink(186, 160, 222);
    for bar in [-7.0, -2.3, 2.3, 7.0] {
        canvas.strokes(&[((x + bar, y - 8.5), (x + bar, y + 8.5))], 2.0, iron, 1.0);
    }
    for bar in [-4.5, 4.5] {
        canvas.strokes(&[((x - 8.5, y + bar), (x + 8.5, y + bar))], 1.6, scaled(iron, 0.8), 1.0);
    }
}

fn key(canvas: &mut Canvas, (x, y): (f32, f32)) {
    canvas.glow((x, y), 20.0, GOLD, 0.7);
    let shaft = [
        ((x - 2.0, y), (x + 8.0, y)),
        ((x + 7.5, y), (x + 7.5, y + 4.0)),
        ((x + 4.0, y), (x + 4.0, y + 3.2)),
    ];
    canvas.strokes(&shaft, 4.6, DARK, 0.9);
    canvas.circle((x - 4.5, y), 5.6, DARK, 0.9);
    canvas.strokes(&shaft, 2.2, GOLD, 1.0);
    canvas.circle((x - 4.5, y), 4.4, GOLD, 1.0);
    canvas.circle((x - 4.5, y), 2.0, DARK, 1.0);
}

fn lever(canvas: &mut Canvas, (x, y): (f32, f32), index: u8) {
    canvas.rect([x - 8.5, y - 8.5, x + 8.5, y + 8.5], 2.0, DARK, 0.9);
    canvas.rect([x - 7.0, y - 7.0, x + 7.0, y + 7.0], 1.5, ink(60, 92, 98), 1.0);
    let words = (u32::from(index) + 1).to_string();
    font::centred(canvas, (x, y + 5.0), &words, Style::plain(1.4, ink(196, 244, 246)).bold());
}

fn table(canvas: &mut Canvas, (x, y): (f32, f32)) {
    canvas.rect([x - 9.5, y - 9.5, x + 9.5, y + 9.5], 2.0, DARK, 0.9);
    canvas.rect([x - 8.0, y - 8.0, x + 8.0, y + 8.0], 1.5, ink(122, 117, 107), 1.0);
    for (dx, dy) in [(-6.0, -6.0), (0.6, -6.0), (-6.0, 0.6), (0.6, 0.6)] {
        let tint = if (dx < 0.0) == (dy < 0.0) { ink(120, 214, 236) } else { ink(62, 96, 110) };
        canvas.rect([x + dx, y + dy, x + dx + 5.4, y + dy + 5.4], 0.8, tint, 1.0);
    }
}

fn lamp(canvas: &mut Canvas, (x, y): (f32, f32)) {
    canvas.circle((x, y), 7.4, DARK, 0.9);
    canvas.circle((x, y), 5.8, ink(214, 142, 52), 1.0);
    canvas.circle((x, y), 3.6, ink(255, 226, 140), 1.0);
    canvas.circle((x, y - 0.6), 1.6, ink(255, 252, 232), 1.0);
}

fn chest(canvas: &mut Canvas, (x, y): (f32, f32), treasure: bool) {
    if treasure {
        canvas.glow((x, y), 24.0, ink(160, 240, 150), 0.8);
    }
    let wood = if treasure { ink(196, 132, 50) } else { ink(132, 90, 50) };
    let metal = if treasure { GOLD } else { ink(150, 146, 140) };
    canvas.rect([x - 9.5, y - 7.0, x + 9.5, y + 7.5], 2.5, DARK, 1.0);
    canvas.rect(
        [x - 8.2, y - 5.7, x + 8.2, y - 0.6],
        2.0,
        mix(wood, ink(255, 255, 255), 0.14),
        1.0,
    );
    canvas.rect([x - 8.2, y + 0.4, x + 8.2, y + 6.2], 1.0, wood, 1.0);
    for band in [-5.5, 5.5] {
        canvas.strokes(&[((x + band, y - 5.2), (x + band, y + 5.6))], 1.5, metal, 1.0);
    }
    canvas.rect([x - 1.9, y - 2.2, x + 1.9, y + 2.4], 0.8, metal, 1.0);
}

fn beast(canvas: &mut Canvas, (x, y): (f32, f32), colour: [f32; 3], boss: bool) {
    let size = if boss { 1.55 } else { 1.12 };
    if boss {
        canvas.glow((x, y), 30.0, ink(230, 50, 40), 0.8);
    }
    let body = mix(colour, ink(255, 255, 255), 0.15);
    for (dx, dy) in [(-4.8, -4.6), (4.8, -4.6)] {
        canvas.circle((x + dx * size, y + dy * size), 3.0 * size, ink(150, 30, 28), 1.0);
    }
    canvas.circle((x, y), 7.4 * size, ink(150, 30, 28), 1.0);
    canvas.circle((x, y), 5.9 * size, body, 1.0);
    for eye in [-2.3, 2.3] {
        canvas.circle((x + eye * size, y - 0.9 * size), 1.5 * size, DARK, 1.0);
    }
    canvas.strokes(
        &[((x - 2.2 * size, y + 2.8 * size), (x + 2.2 * size, y + 2.8 * size))],
        1.2 * size,
        DARK,
        0.9,
    );
    if boss {
        let (l, t) = (x - 8.0, y - 17.0);
        let crown = [
            (l, t + 7.5),
            (l - 1.0, t),
            (l + 4.2, t + 3.6),
            (l + 8.0, t - 2.0),
            (l + 11.8, t + 3.6),
            (l + 17.0, t),
            (l + 16.0, t + 7.5),
        ];
        canvas.polygon(&crown, DARK, 1.0);
        let inner: Vec<_> = crown
            .iter()
            .map(|&(px, py)| (x + (px - x) * 0.82, t + 4.0 + (py - t - 4.0) * 0.7))
            .collect();
        canvas.polygon(&inner, GOLD, 1.0);
    }
}
