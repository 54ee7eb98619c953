//! Rivers and lakes, drawn as wide as they are but never so narrow that they break up.

use super::super::Canvas;
use super::super::canvas::{Ink, ink};
use super::{EDGE, LEFT, MapView, TOP};
use seed::{Mm, Point};
use worldgen::{RiverSegment, World};

const WATER: Ink = ink(86, 150, 180);
const SHORE: Ink = ink(52, 92, 116);

/// The narrowest that a river is drawn, pixels.
const NARROWEST: f32 = 1.3;

pub(super) fn draw(canvas: &mut Canvas, world: &World, view: &MapView) {
    let half = Mm::metres(view.metres as i32 / 2);
    let min = Point { x: view.centre.x - half, z: view.centre.z - half };
    let max = Point { x: view.centre.x + half, z: view.centre.z + half };
    let rivers = world.rivers_in(min, max);
    for (rim, colour, alpha) in [(0.9, SHORE, 0.55), (0.0, WATER, 1.0)] {
        for river in rivers.iter().filter(|river| !river.lake) {
            let (from, to) = (view.place(river.from), view.place(river.to));
            if on_relief(from) && on_relief(to) {
                let width = (river.width.to_metres_f32() / view.scale()).max(NARROWEST);
                canvas.strokes(&[(from, to)], width + rim, colour, alpha);
            }
        }
        if view.scale() > 6.0 {
            // Closer up their frayed shores come from the land itself.
            for lake in rivers.iter().filter(|river| river.lake) {
                draw_lake(canvas, view, lake, rim, colour, alpha);
            }
        }
    }
}

fn draw_lake(
    canvas: &mut Canvas,
    view: &MapView,
    lake: &RiverSegment,
    rim: f32,
    colour: Ink,
    alpha: f32,
) {
    let at = view.place(lake.from);
    let radius = lake.width.to_metres_f32() / 2.0 / view.scale();
    if on_relief(at) {
        canvas.circle(at, radius.max(NARROWEST) + rim / 2.0, colour, alpha);
    }
}

fn on_relief((x, y): (f32, f32)) -> bool {
    let inside =
        |value: f32, low: usize| value >= low as f32 + 2.0 && value <= (low + EDGE) as f32 - 2.0;
    inside(x, LEFT) && inside(y, TOP)
}
