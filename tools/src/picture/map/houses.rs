//! Settlements as they stand, on maps of small places: fields, streets, walls, roofs from above.

use super::super::Canvas;
use super::super::canvas::{Ink, ink, mix, scaled};
use super::{EDGE, LEFT, MapView, TOP};
use seed::{Mm, Point};
use worldgen::{House, SiteKind, WorkKind, World};

/// Largest map that shows houses, metres: below that a house is some pixels wide.
pub(super) const TRUE_HOUSES: u32 = 1200;

/// Trodden ground.
const EARTH: Ink = ink(196, 172, 128);

/// Ploughed ground.
const CROP: Ink = ink(158, 134, 74);

/// Walls.
const STONE: Ink = ink(112, 108, 102);

pub(super) fn draw(canvas: &mut Canvas, world: &World, view: &MapView) {
    if view.metres > TRUE_HOUSES {
        return;
    }
    for site in world.sites_near(view.centre, Mm::metres(view.metres as i32)) {
        if site.kind != SiteKind::Settlement {
            continue;
        }
        let Some(settlement) = world.settlement(site.id) else { continue };
        for field in &settlement.fields {
            let tone = scaled(CROP, 0.88 + 0.07 * f32::from(field.crop));
            area(canvas, view, (field.min, field.max), tone, 0.8);
        }
        area(canvas, view, settlement.square, EARTH, 0.9);
        for street in &settlement.streets {
            area(canvas, view, (street.min, street.max), EARTH, 0.9);
        }
        for work in &settlement.works {
            let tone = match work.kind {
                WorkKind::Wall | WorkKind::Tower => STONE,
                WorkKind::Pier => scaled(STONE, 1.2),
                _ => continue,
            };
            area(canvas, view, (work.min, work.max), tone, 1.0);
        }
        for house in &settlement.houses {
            roof(canvas, view, house);
        }
    }
}

/// Flat ground of a colour, where it lies on the map.
fn area(canvas: &mut Canvas, view: &MapView, (min, max): (Point, Point), tone: Ink, alpha: f32) {
    let ((l, t), (r, b)) = (view.place(min), view.place(max));
    if on_relief((l, t)) && on_relief((r, b)) {
        canvas.rect([l, t, r, b], 0.0, tone, alpha);
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
