//! The plan of a dungeon, seen from above: walls in relief, the light of its theme, what stands in
//! it, the solver's way, and a legend.

mod symbols;

use super::Canvas;
use super::canvas::{Ink, Segment, ink, mix, scaled};
use super::font::{self, CAPITAL, Style};
use symbols::symbol;
use worldgen::dungeon::Action;
use worldgen::{Cell, Dungeon, FeatureKind, RoomRole, World};

/// Pixels of a cell.
const CELL: usize = 22;

const TOP: usize = 84;
const LEFT: usize = 30;
const PANEL: usize = 280;

/// Least height below the title, for the legend.
const LEAST: usize = 460;

const PAPER: Ink = ink(26, 23, 24);
const WORDS: Ink = ink(232, 222, 200);

/// Draws the plan.
pub(crate) fn dungeon(world: &World, dungeon: &Dungeon) -> Canvas {
    let view = View::of(dungeon);
    let (width, depth) = view.size;
    let mut canvas = Canvas::new(
        LEFT + width * CELL + PANEL,
        TOP + (depth * CELL).max(LEAST) + LEFT,
        PAPER,
    );
    let theme = world.rules().theme(dungeon.theme);
    let colours = [theme.floor, theme.wall, theme.light].map(|rgb| ink(rgb.0, rgb.1, rgb.2));
    cells(&mut canvas, dungeon, view, colours);
    lights(&mut canvas, dungeon, view, colours[2]);
    way(&mut canvas, dungeon, view);
    for feature in &dungeon.features {
        symbol(&mut canvas, view.middle(feature.cell), feature.kind, world);
    }
    room_names(&mut canvas, dungeon, view);
    words(&mut canvas, world, dungeon, view);
    canvas
}

/// The part of the grid that is drawn: what was dug, and two cells around it.
#[derive(Clone, Copy)]
struct View {
    /// First column and row.
    from: (i32, i32),
    /// Columns and rows.
    size: (usize, usize),
}

impl View {
    fn of(dungeon: &Dungeon) -> Self {
        let dug = |x: u16, z: u16| dungeon.cell(x.into(), z.into()) != Cell::Rock;
        let columns = (0..dungeon.width).filter(|&x| (0..dungeon.depth).any(|z| dug(x, z)));
        let rows = (0..dungeon.depth).filter(|&z| (0..dungeon.width).any(|x| dug(x, z)));
        let span = |used: Vec<u16>| {
            let first = used.first().map_or(0, |&first| i32::from(first) - 2);
            let last = used.last().map_or(0, |&last| i32::from(last) + 2);
            (first, (last - first + 1).max(1) as usize)
        };
        let ((x, width), (z, depth)) = (span(columns.collect()), span(rows.collect()));
        Self { from: (x, z), size: (width, depth) }
    }

    /// The middle of a cell in the picture.
    fn middle(self, cell: (u16, u16)) -> (f32, f32) {
        let at = |index: u16, first: i32, start: usize| {
            start as f32 + ((i32::from(index) - first) as f32 + 0.5) * CELL as f32
        };
        (at(cell.0, self.from.0, LEFT), at(cell.1, self.from.1, TOP))
    }

    /// The cell at a place of the picture.
    fn cell(self, x: f32, y: f32) -> (i32, i32) {
        let at = |place: f32, first: i32, start: usize| {
            ((place - start as f32) / CELL as f32).floor() as i32 + first
        };
        (at(x, self.from.0, LEFT), at(y, self.from.1, TOP))
    }
}

/// Floor with flagstones and the shadow of the walls; walls with a lit edge; rock fading to dark.
fn cells(canvas: &mut Canvas, dungeon: &Dungeon, view: View, [floor, wall, _]: [Ink; 3]) {
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
fn lights(canvas: &mut Canvas, dungeon: &Dungeon, view: View, light: Ink) {
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

/// The way of the solver, dotted, from step to step.
fn way(canvas: &mut Canvas, dungeon: &Dungeon, view: View) {
    let Some(steps) = dungeon.solve() else { return };
    let solid: Vec<(u16, u16)> = dungeon
        .features
        .iter()
        .filter(|feature| {
            matches!(
                feature.kind,
                FeatureKind::Lever { .. } | FeatureKind::Lamp { .. } | FeatureKind::Chest { .. }
            )
        })
        .map(|feature| feature.cell)
        .collect();
    let open = |cell| !solid.contains(&cell);
    let Some(entrance) = dungeon.features.first() else { return };
    let mut at = entrance.cell;
    for step in steps.iter().filter(|step| step.action != Action::Leave) {
        if let Some(path) = dungeon.path(at, step.stand, &open) {
            for pair in path.windows(2) {
                dots(canvas, (view.middle(pair[0]), view.middle(pair[1])));
            }
        }
        at = step.stand;
    }
}

fn dots(canvas: &mut Canvas, (a, b): Segment) {
    for share in [0.0, 0.5] {
        let at = (a.0 + (b.0 - a.0) * share, a.1 + (b.1 - a.1) * share);
        canvas.circle(at, 1.8, ink(250, 238, 200), 0.55);
    }
}

/// The name of each room with a purpose, below it or above it, where no way leads through the words.
fn room_names(canvas: &mut Canvas, dungeon: &Dungeon, view: View) {
    for room in &dungeon.rooms {
        let name = match room.role {
            RoomRole::Plain => continue,
            RoomRole::Entrance => "entrance",
            RoomRole::Key => "key",
            RoomRole::Puzzle => "puzzle",
            RoomRole::Boss => "boss",
            RoomRole::Treasure => "treasure",
        };
        let (a, b) = (view.middle(room.min), view.middle(room.max));
        let rock = |row: i32| {
            (room.min.0..=room.max.0).all(|x| dungeon.cell(x.into(), row) == Cell::Rock)
        };
        let half = CELL as f32 * 0.5;
        let y = if rock(i32::from(room.max.1) + 1) {
            b.1 + half + 18.0
        } else if rock(i32::from(room.min.1) - 1) {
            a.1 - half - 8.0
        } else {
            f32::midpoint(a.1, b.1)
        };
        let style = Style::plain(1.4, WORDS).on(PAPER, 0.7);
        font::centred(canvas, (f32::midpoint(a.0, b.0), y), name, style);
    }
}

fn words(canvas: &mut Canvas, world: &World, dungeon: &Dungeon, view: View) {
    let rules = world.rules();
    let theme = rules.theme(dungeon.theme);
    let left = LEFT as f32 + 4.0;
    font::text(canvas, (left, 44.0), &dungeon.name, Style::plain(3.2, WORDS).bold());
    let line = format!(
        "{}, level {}, {} rooms",
        theme.name,
        dungeon.level,
        dungeon.rooms.len()
    );
    let soft = Style::plain(1.6, scaled(WORDS, 0.72));
    font::text(canvas, (left, 70.0), &line, soft);
    let left = (LEFT + view.size.0 * CELL) as f32 + 26.0;
    let mut y = TOP as f32 + 30.0;
    let mut seen: Vec<String> = Vec::new();
    for feature in &dungeon.features {
        let name = match feature.kind {
            FeatureKind::Entrance => "entrance".into(),
            FeatureKind::Door => "locked door".into(),
            FeatureKind::Gate => "gate".into(),
            FeatureKind::Key { item } => rules.item(item).name.clone(),
            FeatureKind::Lever { .. } => "lever".into(),
            FeatureKind::Lamp { .. } => "its lamp".into(),
            FeatureKind::Chest { treasure: true } => "treasure".into(),
            FeatureKind::Chest { .. } => "chest".into(),
            FeatureKind::Creature { creature, .. } => rules.creature(creature).name.clone(),
        };
        if seen.contains(&name) {
            continue;
        }
        symbol(canvas, (left + 10.0, y), feature.kind, world);
        let style = Style::plain(1.55, WORDS);
        font::text(canvas, (left + 32.0, y + CAPITAL * 0.75), &name, style);
        seen.push(name);
        y += 32.0;
    }
    if let Some(steps) = dungeon.solve() {
        dots(canvas, ((left, y), (left + 20.0, y)));
        let walked: u32 = steps.iter().map(|step| step.walk).sum();
        let words = format!("the way, {} m", walked * worldgen::CELL_MM.unsigned_abs() / 1000);
        font::text(canvas, (left + 32.0, y + CAPITAL * 0.75), &words, Style::plain(1.55, WORDS));
    }
}

/// A value from 0 to 1 for each flagstone. For decoration only.
fn scatter(x: i32, y: i32) -> f32 {
    let bits = x.cast_unsigned().wrapping_mul(0x9E37_79B1) ^ y.cast_unsigned().wrapping_mul(0x85EB_CA77);
    let bits = (bits ^ (bits >> 15)).wrapping_mul(0x2C1B_3C6D);
    ((bits ^ (bits >> 13)) & 0xFF) as f32 / 255.0
}
