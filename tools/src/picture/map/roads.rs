//! Roads and bridges.

use super::super::Canvas;
use super::super::canvas::{Ink, Segment, ink, scaled};
use super::{EDGE, LEFT, MapView, TOP};
use seed::{Mm, Point};
use worldgen::{Road, World};

const EARTH: Ink = ink(238, 216, 164);
const CASING: Ink = ink(104, 72, 42);
const PLANKS: Ink = ink(250, 246, 232);

/// Strokes that are drawn at once: few, since each pixel of their common box looks at all of them.
const AT_ONCE: usize = 6;

pub(super) fn draw(canvas: &mut Canvas, world: &World, view: &MapView) {
    let half = Mm::metres(i32::try_from(view.metres / 2).unwrap_or(i32::MAX));
    let min = Point { x: view.centre.x - half, z: view.centre.z - half };
    let max = Point { x: view.centre.x + half, z: view.centre.z + half };
    let roads = world.roads_near(min, max);
    let width = width(view);
    for road in &roads {
        for strokes in on_relief(view, road).chunks(AT_ONCE) {
            canvas.strokes(strokes, width + 1.8, CASING, 0.85);
        }
    }
    for road in &roads {
        for strokes in on_relief(view, road).chunks(AT_ONCE) {
            canvas.strokes(strokes, width, EARTH, 1.0);
        }
    }
    for bridge in roads.iter().flat_map(|road| &road.bridges) {
        let span = (view.place(bridge.from), view.place(bridge.to));
        if inside(span.0) && inside(span.1) {
            draw_bridge(canvas, span, width);
        }
    }
}

/// A sample for the legend.
pub(super) fn sample(canvas: &mut Canvas, (left, y): (f32, f32), bridge: bool) {
    let line: Vec<Segment> = (0..7)
        .map(|i| {
            let at = |i: i32| (left + i as f32 * 4.3, y + 2.5 * (i as f32 * 0.9).sin());
            (at(i), at(i + 1))
        })
        .collect();
    if bridge {
        draw_bridge(canvas, ((left + 2.0, y), (left + 28.0, y)), 3.0);
    } else {
        canvas.strokes(&line, 4.8, CASING, 0.85);
        canvas.strokes(&line, 3.0, EARTH, 1.0);
    }
}

/// Planks with a parapet on both sides.
fn draw_bridge(canvas: &mut Canvas, (from, to): Segment, width: f32) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let long = dx.hypot(dy).max(0.1);
    let aside = |by: f32| {
        let (x, y) = (-dy / long * by, dx / long * by);
        ((from.0 + x, from.1 + y), (to.0 + x, to.1 + y))
    };
    canvas.strokes(&[(from, to)], width + 3.6, scaled(CASING, 0.6), 1.0);
    canvas.strokes(&[(from, to)], width + 0.8, PLANKS, 1.0);
    let rail = width / 2.0 + 1.6;
    canvas.strokes(&[aside(rail), aside(-rail)], 1.3, scaled(CASING, 0.5), 1.0);
}

/// As wide as it is, but never too thin to see.
fn width(view: &MapView) -> f32 {
    let true_width = 2.0 * Road::HALF_WIDTH.to_metres_f32() / view.scale();
    let least = match view.metres {
        0..=4500 => 2.6,
        4501..=9000 => 2.0,
        _ => 1.5,
    };
    true_width.max(least)
}

fn inside((x, y): (f32, f32)) -> bool {
    let (left, top, edge) = (LEFT as f32, TOP as f32, EDGE as f32);
    x > left + 3.0 && y > top + 3.0 && x < left + edge - 3.0 && y < top + edge - 3.0
}

/// The strokes of a road's middle line that lie on the relief, none much shorter than a pixel.
fn on_relief(view: &MapView, road: &Road) -> Vec<Segment> {
    let mut strokes = Vec::new();
    let mut from = view.place(road.points[0]);
    let last = road.points.len() - 1;
    for (index, &point) in road.points.iter().enumerate().skip(1) {
        let to = view.place(point);
        if (to.0 - from.0).hypot(to.1 - from.1) < 1.5 && index != last {
            continue;
        }
        if inside(from) && inside(to) {
            strokes.push((from, to));
        }
        from = to;
    }
    strokes
}
