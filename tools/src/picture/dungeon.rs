//! The plan of a dungeon, seen from above: walls in relief, the light of its theme, what stands in
//! it, the solver's way, and a legend.

mod ground;
mod symbols;

use super::Canvas;
use super::canvas::{Ink, Segment, ink, scaled};
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
    let mut canvas =
        Canvas::new(LEFT + width * CELL + PANEL, TOP + (depth * CELL).max(LEAST) + LEFT, PAPER);
    let theme = world.rules().theme(dungeon.theme);
    let colours = [theme.floor, theme.wall, theme.light].map(|rgb| ink(rgb.0, rgb.1, rgb.2));
    ground::cells(&mut canvas, dungeon, view, colours);
    ground::lights(&mut canvas, dungeon, view, colours[2]);
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

/// The way of the solver, dotted, from step to step.
fn way(canvas: &mut Canvas, dungeon: &Dungeon, view: View) {
    let Some(steps) = dungeon.solve() else { return };
    let solid: Vec<(u16, u16)> = dungeon
        .features
        .iter()
        .filter(|feature| {
            matches!(
                feature.kind,
                FeatureKind::Lever { .. }
                    | FeatureKind::Board
                    | FeatureKind::Lamp { .. }
                    | FeatureKind::Chest { .. }
                    | FeatureKind::Switch { .. }
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
        if let Some(lands) = step.lands {
            canvas.strokes(
                &[(view.middle(step.stand), view.middle(lands))],
                1.5,
                ink(250, 238, 200),
                0.3,
            );
        }
        at = step.lands.unwrap_or(step.stand);
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
            RoomRole::Stairs => "stairs",
            RoomRole::Warden => "warden",
            RoomRole::Vault => "vault",
            RoomRole::Secret => "secret",
        };
        let (a, b) = (view.middle(room.min), view.middle(room.max));
        let rock =
            |row: i32| (room.min.0..=room.max.0).all(|x| dungeon.cell(x.into(), row) == Cell::Rock);
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
    let line = format!("{}, level {}, {} rooms", theme.name, dungeon.level, dungeon.rooms.len());
    let soft = Style::plain(1.6, scaled(WORDS, 0.72));
    font::text(canvas, (left, 70.0), &line, soft);
    let left = (LEFT + view.size.0 * CELL) as f32 + 26.0;
    let mut y = TOP as f32 + 30.0;
    let mut seen: Vec<String> = Vec::new();
    for feature in &dungeon.features {
        let name = match feature.kind {
            FeatureKind::Entrance => "entrance".into(),
            FeatureKind::Door { lock } => format!("door {lock}"),
            FeatureKind::Gate => "the puzzle's gate".into(),
            FeatureKind::Portcullis { switch } => format!("portcullis {switch}"),
            FeatureKind::Switch { switch } => format!("switch {switch}"),
            FeatureKind::Seal { .. } => "a warden's gate".into(),
            FeatureKind::Secret => "hidden door".into(),
            FeatureKind::Stairs { down: true, .. } => "stairs down".into(),
            FeatureKind::Stairs { .. } => "stairs up".into(),
            FeatureKind::Shaft { .. } => "shaft, down only".into(),
            FeatureKind::Trap { trap } => {
                rules.missions.traps.get(usize::from(trap)).map_or("trap", |trap| &trap.name).into()
            }
            FeatureKind::Key { item, .. } => rules.item(item).name.clone(),
            FeatureKind::Lever { .. } => "lever".into(),
            FeatureKind::Board => "puzzle table".into(),
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
