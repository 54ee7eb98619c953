//! Boards of cells: ice, blocks, mirrors.

use super::act;
use crate::theme::button::{Painted, pushable};
use crate::theme::{colour, label};
use bevy::prelude::*;
use protocol::BoardView;
use ruleset::{Hue, Rgb, Ruleset};
use worldgen::puzzle::beams::Beams;
use worldgen::puzzle::ice_slide::IceSlide;
use worldgen::puzzle::push_blocks::PushBlocks;
use worldgen::puzzle::{Move, Position};

/// Edge of a board, logical pixels.
const EDGE: f32 = 400.0;

const ICE: Color = Color::srgb(0.60, 0.76, 0.84);
const ICE_DARK: Color = Color::srgb(0.54, 0.70, 0.79);
const BOULDER: Color = Color::srgb(0.28, 0.29, 0.31);
const FLOOR: Color = Color::srgb(0.36, 0.32, 0.27);
const FLOOR_DARK: Color = Color::srgb(0.33, 0.29, 0.24);
const WALL: Color = Color::srgb(0.12, 0.11, 0.10);
const STONE: Color = Color::srgb(0.80, 0.52, 0.22);
const BLOCK: Color = Color::srgb(0.55, 0.43, 0.28);
const PLATE: Color = Color::srgb(0.78, 0.68, 0.30);
const DARK: Color = Color::srgb(0.09, 0.09, 0.11);
const DARK_ALT: Color = Color::srgb(0.11, 0.11, 0.13);

/// A board of cells, row by row, each painted and filled.
fn board(
    card: &mut ChildSpawnerCommands,
    edge: u8,
    ground: impl Fn(u8) -> Color,
    mut fill: impl FnMut(&mut ChildSpawnerCommands, u8, f32),
) {
    let edge = edge.clamp(1, 16);
    let size = EDGE / f32::from(edge);
    let frame = Node {
        display: Display::Grid,
        grid_template_columns: RepeatedGridTrack::px(u16::from(edge), size),
        grid_template_rows: RepeatedGridTrack::px(u16::from(edge), size),
        align_self: AlignSelf::Center,
        border: px(2).all(),
        ..default()
    };
    card.spawn((frame, BorderColor::all(colour::BRONZE))).with_children(|grid| {
        let cells = u16::from(edge) * u16::from(edge);
        for cell in (0..cells).filter_map(|cell| u8::try_from(cell).ok()) {
            let node = Node {
                width: px(size),
                height: px(size),
                align_items: AlignItems::Center,
                justify_content: JustifyContent::Center,
                ..default()
            };
            grid.spawn((node, BackgroundColor(ground(cell))))
                .with_children(|inside| fill(inside, cell, size));
        }
    });
}

/// A chequered ground.
const fn either(cell: u8, edge: u8, one: Color, other: Color) -> Color {
    let edge = if edge == 0 { 1 } else { edge };
    if (cell % edge + cell / edge).is_multiple_of(2) { one } else { other }
}

/// A round or square piece that fills a share of its cell.
fn piece(size: f32, share: f32, tint: Color, round: bool) -> impl Bundle {
    let size = size * share;
    let radius = if round { size / 2.0 } else { 2.0 };
    (
        Node {
            width: px(size),
            height: px(size),
            border_radius: BorderRadius::all(px(radius)),
            ..default()
        },
        BackgroundColor(tint),
    )
}

/// A ring.
fn ring(size: f32, tint: Color) -> impl Bundle {
    (
        Node {
            width: px(size * 0.78),
            height: px(size * 0.78),
            border: px(3).all(),
            border_radius: BorderRadius::all(px(size / 2.0)),
            align_items: AlignItems::Center,
            justify_content: JustifyContent::Center,
            ..default()
        },
        BorderColor::all(tint),
    )
}

pub(super) fn ice(card: &mut ChildSpawnerCommands, view: &BoardView, ice: &IceSlide) {
    let at = if let Position::Cell(at) = view.at { at } else { ice.start };
    let is_boulder = |cell: u8| ice.boulders.get(usize::from(cell)).copied().unwrap_or(false);
    let ground = |cell| either(cell, ice.edge, ICE, ICE_DARK);
    board(card, ice.edge, ground, |inside, cell, size| {
        if is_boulder(cell) {
            inside.spawn(piece(size, 0.86, BOULDER, true));
        } else if cell == at {
            inside.spawn(piece(size, 0.66, STONE, true));
        } else if cell == ice.goal {
            inside.spawn(ring(size, colour::BAD));
        }
    });
}

pub(super) fn blocks(card: &mut ChildSpawnerCommands, view: &BoardView, board_: &PushBlocks) {
    let (blocks, player) = match &view.at {
        Position::Blocks(blocks, player) => (blocks, *player),
        _ => (&board_.blocks, board_.player),
    };
    let is_wall = |cell: u8| board_.walls.get(usize::from(cell)).copied().unwrap_or(true);
    let ground = |cell| match is_wall(cell) {
        true => WALL,
        false => either(cell, board_.edge, FLOOR, FLOOR_DARK),
    };
    board(card, board_.edge, ground, |inside, cell, size| {
        let on_plate = board_.plates.contains(&cell);
        if blocks.contains(&cell) {
            let tint = if on_plate { colour::GOOD } else { BLOCK };
            inside.spawn(piece(size, 0.82, tint, false));
        } else if cell == player {
            inside.spawn(piece(size, 0.62, STONE, true));
        } else if on_plate {
            inside.spawn(ring(size, PLATE));
        }
    });
}

pub(super) fn beams(
    card: &mut ChildSpawnerCommands,
    view: &BoardView,
    beams: &Beams,
    rules: &Ruleset,
) {
    let state = if let Position::Bits(bits) = view.at { bits } else { beams.start };
    let tint = |light: u8| tint_of(rules.puzzles.lights.get(usize::from(light)));
    let lit: Vec<(Vec<u8>, Color)> =
        beams.beams.iter().map(|beam| (beams.path(beam, state), tint(beam.light))).collect();
    let is_pillar = |cell: u8| beams.pillars.get(usize::from(cell)).copied().unwrap_or(false);
    let ground = |cell| match is_pillar(cell) {
        true => BOULDER,
        false => either(cell, beams.edge, DARK, DARK_ALT),
    };
    board(card, beams.edge, ground, |inside, cell, size| {
        let light = lit.iter().find(|(path, _)| path.contains(&cell)).map(|(_, tint)| *tint);
        let mirror = beams.mirrors.iter().position(|&mirror| mirror == cell);
        let from = beams.beams.iter().find(|beam| beam.from == cell);
        let to = beams.beams.iter().find(|beam| beam.to == cell);
        if let Some(beam) = from {
            inside
                .spawn(piece(size, 0.86, tint(beam.light), false))
                .insert(centred(size * 0.86))
                .with_children(|sign| {
                    sign.spawn(label(arrow(beam.towards), size * 0.5, colour::INK));
                });
        } else if let Some(beam) = to {
            inside.spawn(ring(size, tint(beam.light))).with_children(|ring| {
                let home = light == Some(tint(beam.light));
                let share = if home { 0.5 } else { 0.22 };
                ring.spawn(piece(size, share, tint(beam.light), true));
            });
        } else if let Some(number) = mirror {
            let stands = state >> (number as u16).min(15) & 1 == 1;
            let node = Node {
                width: px(size * 0.92),
                height: px(size * 0.92),
                align_items: AlignItems::Center,
                justify_content: JustifyContent::Center,
                ..default()
            };
            let painted = Painted::quiet(light.unwrap_or(colour::BRONZE));
            let turn = if stands { "/" } else { "\\" };
            inside
                .spawn((pushable(painted, node), act(view, Move::Turn(number as u8))))
                .with_children(|sign| {
                    sign.spawn(label(turn, size * 0.62, light.unwrap_or(colour::PARCHMENT)));
                });
        } else if let Some(tint) = light {
            inside.spawn(piece(size, 0.28, tint, true));
        }
    });
}

fn centred(size: f32) -> Node {
    Node {
        width: px(size),
        height: px(size),
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        border_radius: BorderRadius::all(px(2)),
        ..default()
    }
}

const fn arrow(step: worldgen::puzzle::board::Step) -> &'static str {
    use worldgen::puzzle::board::Step::{East, North, South, West};
    match step {
        North => "^",
        East => ">",
        South => "v",
        West => "<",
    }
}

fn tint_of(hue: Option<&Hue>) -> Color {
    let Rgb(red, green, blue) = hue.map_or(Rgb(200, 200, 200), |hue| hue.colour);
    Color::srgb_u8(red, green, blue)
}
