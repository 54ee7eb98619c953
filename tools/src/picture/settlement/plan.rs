//! Houses with their rooms, and what stands between them.

use super::super::Canvas;
use super::super::canvas::{Ink, ink, mix, scaled};
use super::View;
use worldgen::{House, RoomKind, Settlement, WorkKind};

/// Above this many pixels a metre rooms have letters.
const LETTERS: f32 = 7.0;

/// The colour of a work.
pub(super) const fn work_colour(kind: WorkKind) -> Ink {
    match kind {
        WorkKind::Well => ink(92, 150, 190),
        WorkKind::Stall => ink(196, 88, 70),
        WorkKind::Wall | WorkKind::Tower => ink(120, 116, 108),
        WorkKind::Gate => ink(188, 152, 88),
        WorkKind::Pier => ink(156, 148, 132),
        WorkKind::Barrels => ink(122, 84, 48),
        WorkKind::Haystack => ink(214, 186, 102),
    }
}

/// A house: floor, rooms, walls with gaps, a mark at its door.
pub(super) fn house(canvas: &mut Canvas, house: &House, view: View, colour: Ink) {
    let [l, t, r, b] = view.rect(house.min, house.max);
    canvas.rect([l + 3.0, t + 3.0, r + 3.0, b + 3.0], 0.0, ink(16, 15, 14), 0.4);
    canvas.rect([l, t, r, b], 0.0, scaled(colour, 0.62), 1.0);
    for room in &house.rooms {
        let share = match room.kind {
            RoomKind::Hall | RoomKind::Taproom | RoomKind::Workshop | RoomKind::Shrine => 0.2,
            RoomKind::Kitchen => 0.05,
            RoomKind::Bedroom => 0.32,
            RoomKind::Store => 0.0,
        };
        let floor = mix(colour, ink(255, 250, 240), share);
        canvas.rect(view.rect(room.min, room.max), 0.0, floor, 1.0);
    }
    for wall in &house.walls {
        canvas.rect(view.rect(wall.min, wall.max), 0.0, scaled(colour, 0.36), 1.0);
    }
    let door = view.place(house.door);
    canvas.circle(door, (0.35 * view.scale).max(1.8), ink(60, 38, 22), 0.9);
    if view.scale >= LETTERS {
        for room in &house.rooms {
            furniture(canvas, room.kind, view.rect(room.min, room.max), colour);
        }
    }
}

/// What tells one room from another: a bed, a hearth, a table.
fn furniture(canvas: &mut Canvas, kind: RoomKind, [l, t, r, b]: [f32; 4], colour: Ink) {
    let (w, h) = (r - l, b - t);
    let dark = scaled(colour, 0.5);
    let mut piece = |x: f32, y: f32, width: f32, height: f32| {
        canvas.rect(
            [l + w * x, t + h * y, l + w * (x + width), t + h * (y + height)],
            1.0,
            dark,
            0.8,
        );
    };
    match kind {
        RoomKind::Bedroom => piece(0.08, 0.1, 0.3, 0.42),
        RoomKind::Kitchen => piece(0.6, 0.08, 0.3, 0.22),
        RoomKind::Taproom => {
            piece(0.15, 0.15, 0.18, 0.16);
            piece(0.62, 0.15, 0.18, 0.16);
            piece(0.15, 0.62, 0.18, 0.16);
        }
        RoomKind::Hall => piece(0.36, 0.4, 0.28, 0.2),
        RoomKind::Workshop => piece(0.1, 0.12, 0.36, 0.18),
        RoomKind::Shrine => piece(0.42, 0.42, 0.16, 0.16),
        RoomKind::Store => {
            piece(0.1, 0.12, 0.2, 0.2);
            piece(0.36, 0.12, 0.2, 0.2);
        }
    }
}

/// What lies under everything: quays.
pub(super) fn works_below(canvas: &mut Canvas, town: &Settlement, view: View) {
    for work in town.works.iter().filter(|work| work.kind == WorkKind::Pier) {
        let [l, t, r, b] = view.rect(work.min, work.max);
        let colour = work_colour(work.kind);
        canvas.rect([l - 1.5, t - 1.5, r + 1.5, b + 1.5], 0.0, scaled(colour, 0.5), 1.0);
        canvas.rect([l, t, r, b], 0.0, colour, 1.0);
    }
}

/// What stands beside and above houses.
pub(super) fn works_above(canvas: &mut Canvas, town: &Settlement, view: View) {
    let mut works: Vec<_> = town.works.iter().filter(|work| work.kind != WorkKind::Pier).collect();
    // Towers over walls, arches below both.
    works.sort_by_key(|work| match work.kind {
        WorkKind::Gate => 0,
        WorkKind::Wall => 1,
        _ => 2,
    });
    for work in works {
        let colour = work_colour(work.kind);
        let [l, t, r, b] = view.rect(work.min, work.max);
        if matches!(work.kind, WorkKind::Well | WorkKind::Haystack | WorkKind::Barrels) {
            let at = (f32::midpoint(l, r), f32::midpoint(t, b));
            canvas.circle(at, (r - l) / 2.0 + 1.5, scaled(colour, 0.4), 1.0);
            canvas.circle(at, (r - l) / 2.0, colour, 1.0);
            continue;
        }
        canvas.rect([l - 1.2, t - 1.2, r + 1.2, b + 1.2], 0.0, scaled(colour, 0.4), 1.0);
        canvas.rect([l, t, r, b], 0.0, colour, 1.0);
    }
    for &gate in &town.gates {
        arrow(canvas, view.place(gate), view.place(town.site.at));
    }
}

/// Where a road comes in.
fn arrow(canvas: &mut Canvas, at: (f32, f32), towards: (f32, f32)) {
    let (dx, dy) = (towards.0 - at.0, towards.1 - at.1);
    let length = dx.hypot(dy).max(1.0);
    let (ux, uy) = (dx / length, dy / length);
    let point =
        |along: f32, aside: f32| (at.0 + ux * along - uy * aside, at.1 + uy * along + ux * aside);
    canvas.polygon(
        &[point(14.0, 0.0), point(0.0, 6.0), point(0.0, -6.0)],
        ink(250, 236, 190),
        0.85,
    );
}
