//! Houses as they stand, on maps of small places: roofs from above, and the square.

use super::super::Canvas;
use super::super::canvas::{Ink, ink, mix, scaled};
use super::{EDGE, LEFT, MapView, TOP};
use seed::Mm;
use worldgen::{House, SiteKind, World};

/// Largest map that shows houses, metres: below that a house is some pixels wide.
pub(super) const TRUE_HOUSES: u32 = 1200;

/// Trodden ground.
const EARTH: Ink = ink(196, 172, 128);

pub(super) fn draw(canvas: &mut Canvas, world: &World, view: &MapView) {
    if view.metres > TRUE_HOUSES {
        return;
    }
    for site in world.sites_near(view.centre, Mm::metres(view.metres as i32)) {
        if site.kind != SiteKind::Settlement {
            continue;
        }
        let Some(settlement) = world.settlement(site.id) else { continue };
        let square = view.place(settlement.site.at);
        if on_relief(square) {
            canvas.circle(square, 9.0 / view.scale(), EARTH, 0.55);
            canvas.circle(square, 7.0 / view.scale(), EARTH, 0.6);
        }
        for house in &settlement.houses {
            let door = view.place(house.door);
            if on_relief(door) && on_relief(square) {
                canvas.strokes(&[(square, door)], 2.2 / view.scale(), EARTH, 0.6);
            }
        }
        for house in &settlement.houses {
            roof(canvas, view, house);
        }
    }
}

/// Two slopes, the one towards the light brighter, and a shadow.
fn roof(canvas: &mut Canvas, view: &MapView, house: &House) {
    let ((l, t), (r, b)) = (view.place(house.min), view.place(house.max));
    if !on_relief((l, t)) || !on_relief((r, b)) {
        return;
    }
    let high = house.wall_height.to_metres_f32() / view.scale() * 0.5;
    canvas.rect([l + high, t + high, r + high, b + high], 0.0, ink(28, 26, 36), 0.35);
    let colour = ink(house.roof.0, house.roof.1, house.roof.2);
    let (lit, dark) = (mix(scaled(colour, 1.25), ink(255, 240, 210), 0.12), scaled(colour, 0.78));
    canvas.rect([l - 1.0, t - 1.0, r + 1.0, b + 1.0], 0.0, scaled(colour, 0.4), 1.0);
    canvas.rect([l, t, r, b], 0.0, dark, 1.0);
    let (mx, mz) = (f32::midpoint(l, r), f32::midpoint(t, b));
    let half = if house.ridge_east { [l, t, r, mz] } else { [l, t, mx, b] };
    canvas.rect(half, 0.0, lit, 1.0);
}

fn on_relief((x, y): (f32, f32)) -> bool {
    let (left, top, edge) = (LEFT as f32, TOP as f32, EDGE as f32);
    x > left + 12.0 && y > top + 12.0 && x < left + edge - 12.0 && y < top + edge - 12.0
}
