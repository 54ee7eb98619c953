//! Floor, walls and light of a dungeon.

use super::super::Canvas;
use super::super::canvas::{Ink, ink, mix, scaled};
use super::{CELL, LEFT, PAPER, TOP, View};
use worldgen::{Cell, Dungeon, FeatureKind, RoomRole};

/// Floor with flagstones and the shadow of the walls; walls with a lit edge; rock fading to dark.
pub(super) fn cells(
    canvas: &mut Canvas,
    dungeon: &Dungeon,
    view: View,
    [floor, wall, _]: [Ink; 3],
) {
    let cell = CELL as f32;
    for y in 0..view.size.1 * CELL {
        for x in 0..view.size.0 * CELL {
            let (column, row) = ((x / CELL) as i32 + view.from.0, (y / CELL) as i32 + view.from.1);
            let (fx, fy) = ((x % CELL) as f32 + 0.5, (y % CELL) as f32 + 0.5);
            let solid = |dx: i32, dz: i32| dungeon.cell(column + dx, row + dz) == Cell::Rock;
            // Pixels to the nearest cell of the other kind.
            let mut away = f32::MAX;
            let mut north = f32::MAX;
            for (dx, dz) in (-1..=1).flat_map(|dz| (-1..=1).map(move |dx| (dx, dz))) {
                if solid(dx, dz) != solid(0, 0) {
                    let gap = |step: i32, at: f32| match step {
                        -1 => at,
                        1 => cell - at,
                        _ => 0.0,
                    };
                    away = away.min(gap(dx, fx).hypot(gap(dz, fy)));
                    if dz < 1 && dx < 1 {
                        north = north.min(gap(dx, fx).hypot(gap(dz, fy)));
                    }
                }
            }
            let colour = if solid(0, 0) {
                let edge = (1.0 - away / 13.0).clamp(0.0, 1.0);
                let rock = mix(PAPER, scaled(wall, 1.05), edge.powf(0.7));
                if away < 2.2 { scaled(wall, 1.75) } else { rock }
            } else {
                let stone = scatter(column, row);
                let joint = if fx < 1.0 || fy < 1.0 { 0.86 } else { 1.0 };
                let shadow = 1.0 - 0.42 * (1.0 - north / 9.0).clamp(0.0, 1.0);
                let near = 1.0 - 0.12 * (1.0 - away / 6.0).clamp(0.0, 1.0);
                scaled(floor, (1.22 + 0.18 * stone) * joint * shadow * near)
            };
            canvas.set(LEFT + x, TOP + y, colour);
        }
    }
}

/// The theme's light, from the middle of each room and from the lamps; it stays inside of the walls.
pub(super) fn lights(canvas: &mut Canvas, dungeon: &Dungeon, view: View, light: Ink) {
    let mut shine = |(cx, cy): (f32, f32), radius: f32, colour: Ink, strength: f32| {
        let bounds = [cx - radius, cy - radius, cx + radius, cy + radius];
        canvas.shape(bounds, colour, strength, |x, y| {
            let (column, row) = view.cell(x, y);
            let dark = dungeon.cell(column, row) == Cell::Rock;
            let share = 1.0 - (x - cx).hypot(y - cy) / radius;
            if dark { 1.0 } else { 0.5 - share.clamp(0.0, 1.0).powi(2) }
        });
    };
    for room in &dungeon.rooms {
        let (a, b) = (view.middle(room.min), view.middle(room.max));
        let at = (f32::midpoint(a.0, b.0), f32::midpoint(a.1, b.1));
        let radius = (b.0 - a.0).hypot(b.1 - a.1) * 0.62 + CELL as f32;
        let (colour, strength) =
            if room.role == RoomRole::Boss { (ink(214, 70, 48), 0.30) } else { (light, 0.38) };
        shine(at, radius, colour, strength);
    }
    for feature in &dungeon.features {
        if matches!(feature.kind, FeatureKind::Lamp { .. }) {
            shine(view.middle(feature.cell), CELL as f32 * 1.8, light, 0.6);
        }
    }
}

/// A value from 0 to 1 for each flagstone. For decoration only.
fn scatter(x: i32, y: i32) -> f32 {
    let bits =
        x.cast_unsigned().wrapping_mul(0x9E37_79B1) ^ y.cast_unsigned().wrapping_mul(0x85EB_CA77);
    let bits = (bits ^ (bits >> 15)).wrapping_mul(0x2C1B_3C6D);
    ((bits ^ (bits >> 13)) & 0xFF) as f32 / 255.0
}
