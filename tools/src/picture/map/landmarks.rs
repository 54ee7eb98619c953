//! Landmarks with their names.

use super::super::Canvas;
use super::super::canvas::{Ink, ink, mix, scaled};
use super::super::font::Style;
use super::labels::{Area, CROWDED, Names};
use super::{EDGE, INK, LEFT, MapView, PAPER, TOP};
use ruleset::LandmarkShape;
use seed::Mm;
use std::sync::Arc;
use worldgen::{Landmark, World};

/// What is high enough to be on a map of a large place.
const HIGH: Mm = Mm(24_000);

/// Landmarks on the map, by rows from the north, and where their icons are.
pub(super) fn on_map(world: &World, view: &MapView) -> Vec<(Arc<Landmark>, LandmarkShape)> {
    let reach = Mm::metres(i32::try_from(view.metres).unwrap_or(i32::MAX) * 3 / 4 + 1);
    let mut found: Vec<_> = world
        .landmarks_near(view.centre, reach)
        .into_iter()
        .filter(|landmark| {
            let (x, y) = view.place(landmark.at);
            let edge = EDGE as f32;
            (12.0..edge - 12.0).contains(&(x - LEFT as f32))
                && (24.0..edge - 8.0).contains(&(y - TOP as f32))
        })
        .filter(|landmark| view.metres <= CROWDED || landmark.height >= HIGH)
        .filter_map(|landmark| {
            let shape = world.landmark_kind(&landmark)?.shape;
            Some((landmark, shape))
        })
        .collect();
    found.sort_by_key(|(landmark, _)| (landmark.at.z, landmark.at.x));
    found
}

/// Where an icon is.
pub(super) fn area(view: &MapView, landmark: &Landmark) -> Area {
    let ((x, y), s) = (view.place(landmark.at), view.icon_size());
    [x - 7.0 * s, y - 14.0 * s, x + 7.0 * s, y + 2.0]
}

/// Draws the icons.
pub(super) fn icons(canvas: &mut Canvas, view: &MapView, found: &[(Arc<Landmark>, LandmarkShape)]) {
    for (landmark, shape) in found {
        icon(canvas, view.place(landmark.at), *shape, view.icon_size());
    }
}

/// Writes the names where there is room, the highest landmarks' first.
pub(super) fn names(
    canvas: &mut Canvas,
    view: &MapView,
    found: &[(Arc<Landmark>, LandmarkShape)],
    names: &mut Names,
) {
    let mut found: Vec<&Arc<Landmark>> = found.iter().map(|(landmark, _)| landmark).collect();
    found.sort_by_key(|landmark| (std::cmp::Reverse(landmark.height), landmark.id));
    let size = view.icon_size();
    let style = Style::plain(1.5 * (0.4 + 0.6 * size), mix(INK, ink(60, 70, 120), 0.5));
    for landmark in found {
        names.beside(canvas, view.place(landmark.at), &landmark.name, style.on(PAPER, 0.75), size);
    }
}

/// A small picture of a landmark; `(x, y)` is the middle of its foot.
pub(super) fn icon(canvas: &mut Canvas, (x, y): (f32, f32), shape: LandmarkShape, size: f32) {
    const STONE: Ink = ink(158, 152, 142);
    const LEAF: Ink = ink(92, 128, 62);
    let s = size;
    let at = |dx: f32, dy: f32| (x + dx * s, y - dy * s);
    let block = |canvas: &mut Canvas, points: &[(f32, f32)], fill: Ink| {
        let outline: Vec<_> = points.iter().map(|&(dx, dy)| at(dx, dy)).collect();
        let edges: Vec<_> = (0..outline.len())
            .map(|index| (outline[index], outline[(index + 1) % outline.len()]))
            .collect();
        canvas.strokes(&edges, 2.2 * s, INK, 1.0);
        canvas.polygon(&outline, fill, 1.0);
    };
    canvas.circle(at(0.0, 5.0), 9.5 * s, PAPER, 0.35);
    match shape {
        LandmarkShape::Spire => {
            block(canvas, &[(-4.5, 0.0), (-1.4, 13.0), (0.6, 14.5), (4.5, 0.0)], STONE);
            canvas.polygon(&[at(0.3, 13.8), at(4.0, 0.3), at(0.6, 0.3)], scaled(STONE, 0.7), 1.0);
        }
        LandmarkShape::Tower => {
            block(
                canvas,
                &[
                    (-4.0, 0.0),
                    (-4.0, 12.0),
                    (-1.6, 13.0),
                    (-0.6, 9.5),
                    (1.6, 11.0),
                    (4.0, 7.0),
                    (4.0, 0.0),
                ],
                STONE,
            );
            canvas.rect([x - 1.3 * s, y - 4.6 * s, x + 1.3 * s, y], 1.0, INK, 1.0);
        }
        LandmarkShape::Stones => {
            for (dx, high) in [(-5.4, 6.0), (-0.2, 8.5), (5.0, 6.6)] {
                block(
                    canvas,
                    &[(dx - 1.5, 0.0), (dx - 1.1, high), (dx + 1.2, high - 0.6), (dx + 1.5, 0.0)],
                    STONE,
                );
            }
        }
        LandmarkShape::Arch => {
            block(
                canvas,
                &[
                    (-6.5, 0.0),
                    (-5.5, 9.0),
                    (0.0, 11.5),
                    (5.5, 9.0),
                    (6.5, 0.0),
                    (3.2, 0.0),
                    (2.4, 6.0),
                    (-2.4, 6.0),
                    (-3.2, 0.0),
                ],
                ink(190, 146, 104),
            );
        }
        LandmarkShape::Cave => {
            block(
                canvas,
                &[(-7.5, 0.0), (-5.5, 6.5), (-1.5, 9.5), (3.0, 8.8), (6.2, 5.5), (7.5, 0.0)],
                STONE,
            );
            canvas.polygon(
                &[at(-3.0, 0.0), at(-2.4, 4.0), at(0.2, 5.8), at(2.7, 3.8), at(3.2, 0.0)],
                INK,
                1.0,
            );
        }
        LandmarkShape::Cairn => {
            block(canvas, &[(-6.0, 0.0), (-3.0, 5.0), (0.0, 7.5), (3.0, 5.0), (6.0, 0.0)], STONE);
            canvas.strokes(
                &[(at(-4.0, 2.8), at(4.0, 2.8)), (at(0.0, 2.8), at(0.0, 0.5))],
                1.0,
                INK,
                0.7,
            );
        }
        LandmarkShape::Statue => {
            block(canvas, &[(-4.0, 0.0), (-4.0, 3.2), (4.0, 3.2), (4.0, 0.0)], STONE);
            block(canvas, &[(-2.4, 3.6), (-2.0, 9.0), (2.0, 9.0), (2.4, 3.6)], STONE);
            canvas.circle(at(0.0, 11.2), 2.9 * s, INK, 1.0);
            canvas.circle(at(0.0, 11.2), 1.9 * s, STONE, 1.0);
        }
        LandmarkShape::Tree => {
            canvas.strokes(&[(at(0.0, 0.0), at(0.0, 6.0))], 3.0 * s, INK, 1.0);
            canvas.circle(at(0.0, 9.0), 6.6 * s, INK, 1.0);
            canvas.circle(at(0.0, 9.0), 5.4 * s, scaled(LEAF, 0.8), 1.0);
            canvas.circle(at(-1.2, 10.2), 3.6 * s, LEAF, 1.0);
        }
    }
}
