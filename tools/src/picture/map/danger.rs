//! How dangerous the land is: the level of what lives there.

use super::super::Canvas;
use super::super::canvas::{Ink, ink, mix};
use super::{EDGE, LEFT, MapView, TOP};
use seed::{Mm, Point};
use worldgen::World;

/// From harmless to deadly.
const SCALE: [Ink; 5] =
    [ink(76, 148, 84), ink(206, 196, 84), ink(224, 138, 54), ink(190, 52, 48), ink(104, 28, 88)];

/// Shades the land; lines show where the level changes.
pub(super) fn draw(canvas: &mut Canvas, world: &World, view: &MapView) {
    let most = highest(world, view);
    let level = |x: usize, y: usize| {
        let metres = |index: usize| {
            let pixels = index as f32 + 0.5 - EDGE as f32 / 2.0;
            Mm((pixels * view.scale() * 1000.0) as i32)
        };
        world.level_at(Point { x: view.centre.x + metres(x), z: view.centre.z + metres(y) })
    };
    for y in 0..EDGE {
        for x in 0..EDGE {
            let here = level(x, y);
            let edge = level(x + 1, y) != here || level(x, y + 1) != here;
            let (left, top) = ((LEFT + x) as f32, (TOP + y) as f32);
            let strength = if edge { 0.85 } else { 0.5 };
            canvas.rect([left, top, left + 1.0, top + 1.0], 0.0, tone(here, most), strength);
        }
    }
}

/// The colour of a level where `most` is the highest on the map.
fn tone(level: u16, most: u16) -> Ink {
    let share = f32::from(level.saturating_sub(1)) / f32::from(most.saturating_sub(1).max(1));
    let at = share.clamp(0.0, 1.0) * (SCALE.len() - 1) as f32;
    let index = (at as usize).min(SCALE.len() - 2);
    mix(SCALE[index], SCALE[index + 1], at - index as f32)
}

/// The highest level on the map: in one of its corners, since levels rise with the distance from home.
pub(super) fn highest(world: &World, view: &MapView) -> u16 {
    let half = Mm::metres(i32::try_from(view.metres / 2).unwrap_or(i32::MAX));
    let corners = [(-1, -1), (1, -1), (-1, 1), (1, 1)].map(|(x, z)| Point {
        x: view.centre.x + Mm(half.0 * x),
        z: view.centre.z + Mm(half.0 * z),
    });
    corners.into_iter().map(|at| world.level_at(at)).max().unwrap_or(1).max(2)
}

/// The scale for the legend, 240 pixels wide.
pub(super) fn sample(canvas: &mut Canvas, (left, top): (f32, f32), most: u16) {
    for step in 0..most {
        let x = left + 240.0 * f32::from(step) / f32::from(most);
        let next = left + 240.0 * f32::from(step + 1) / f32::from(most);
        canvas.rect([x, top, next, top + 12.0], 0.0, tone(step + 1, most), 0.9);
    }
}
