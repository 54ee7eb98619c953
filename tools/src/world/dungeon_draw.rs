//! A dungeon drawn with letters, two to a cell, so that cells look square.

use crate::terminal::Screen;
use owo_colors::AnsiColors;
use worldgen::dungeon::mission::WayKind;
use worldgen::dungeon::{Action, Step};
use worldgen::{Cell, Dungeon, FeatureId, FeatureKind, World};

/// What a feature looks like.
fn glyph(kind: FeatureKind) -> (String, AnsiColors) {
    match kind {
        FeatureKind::Entrance => ("<>".into(), AnsiColors::BrightWhite),
        FeatureKind::Door { lock } => (format!("D{lock}"), of_lock(lock)),
        FeatureKind::Gate => ("GG".into(), AnsiColors::BrightMagenta),
        FeatureKind::Portcullis { switch } => (format!("P{switch}"), AnsiColors::BrightBlue),
        FeatureKind::Switch { switch } => (format!("s{switch}"), AnsiColors::BrightBlue),
        FeatureKind::Seal { .. } => ("WW".into(), AnsiColors::BrightRed),
        FeatureKind::Secret => ("??".into(), AnsiColors::BrightCyan),
        FeatureKind::Stairs { down: true, .. } => ("v ".into(), AnsiColors::BrightWhite),
        FeatureKind::Stairs { down: false, .. } => ("^ ".into(), AnsiColors::BrightWhite),
        FeatureKind::Shaft { .. } => ("() ".trim().into(), AnsiColors::BrightWhite),
        FeatureKind::Trap { .. } => ("x ".into(), AnsiColors::Red),
        FeatureKind::Key { lock, .. } => (format!("k{lock}"), of_lock(lock)),
        FeatureKind::Lever { index } => (format!("{} ", index + 1), AnsiColors::BrightCyan),
        FeatureKind::Board => ("T ".into(), AnsiColors::BrightCyan),
        FeatureKind::Lamp { index } => {
            (format!("{} ", char::from(b'a' + index.min(25))), AnsiColors::BrightMagenta)
        }
        FeatureKind::Chest { treasure: false } => ("c ".into(), AnsiColors::Green),
        FeatureKind::Chest { treasure: true } => ("$ ".into(), AnsiColors::BrightGreen),
        FeatureKind::Creature { boss: false, .. } => ("m ".into(), AnsiColors::Red),
        FeatureKind::Creature { boss: true, .. } => ("B ".into(), AnsiColors::BrightRed),
    }
}

/// A lock and its key have one colour.
const fn of_lock(lock: u8) -> AnsiColors {
    match lock {
        0 => AnsiColors::BrightYellow,
        1 => AnsiColors::BrightGreen,
        _ => AnsiColors::BrightCyan,
    }
}

/// The plan, floor by floor from the top, empty rows left out. Steps name cells by column and row of
/// the whole grid, on which the floors lie side by side.
pub(crate) fn plan(dungeon: &Dungeon, screen: &Screen) -> String {
    let mut text = String::new();
    for (number, floor) in (1..).zip(&dungeon.floors) {
        let columns = floor.min.0.saturating_sub(1)..=(floor.max.0 + 1).min(dungeon.width - 1);
        if dungeon.floors.len() > 1 {
            let head = format!(
                "floor {number}, columns {} to {}, rows {} to {}",
                floor.min.0, floor.max.0, floor.min.1, floor.max.1
            );
            text += &format!("  {}\n", screen.dim(&head));
        }
        for z in 0..dungeon.depth {
            let cells: Vec<String> = columns.clone().map(|x| cell(dungeon, x, z, screen)).collect();
            if cells.iter().any(|drawn| drawn != NOTHING) {
                text += &format!("  {}\n", cells.concat().trim_end());
            }
        }
        text.push('\n');
    }
    text
}

/// Rock that nobody sees.
const NOTHING: &str = "  ";

/// A cell in two letters.
fn cell(dungeon: &Dungeon, x: u16, z: u16, screen: &Screen) -> String {
    let feature = dungeon.features.iter().find(|feature| feature.cell == (x, z));
    match (feature, dungeon.cell(x.into(), z.into())) {
        (Some(feature), _) => {
            let (text, colour) = glyph(feature.kind);
            screen.bold(&screen.colour(colour, &text))
        }
        (None, Cell::Rock) if is_wall(dungeon, x, z) => screen.dim("##"),
        (None, Cell::Rock) => NOTHING.into(),
        (None, Cell::Pool) => screen.dim("~ "),
        (None, _) => screen.dim(". "),
    }
}

/// Rock beside something that can be walked.
fn is_wall(dungeon: &Dungeon, x: u16, z: u16) -> bool {
    (-1..=1).any(|dz| {
        (-1..=1).any(|dx| dungeon.cell(i32::from(x) + dx, i32::from(z) + dz) != Cell::Rock)
    })
}

/// What the letters mean, with the names of who lives there.
pub(crate) fn legend(world: &World, dungeon: &Dungeon, screen: &Screen) -> String {
    let rules = world.rules();
    let theme = rules.theme(dungeon.theme);
    let mut creatures: Vec<String> = Vec::new();
    let mut boss = String::new();
    for feature in &dungeon.features {
        if let FeatureKind::Creature { creature, level, boss: is_boss } = feature.kind {
            let name = format!("{} (level {level})", rules.creature(creature).name);
            if is_boss {
                boss = name;
            } else {
                creatures.push(name);
            }
        }
    }
    creatures.sort();
    let mut counted: Vec<(String, usize)> = Vec::new();
    for name in creatures {
        match counted.last_mut() {
            Some((last, count)) if *last == name => *count += 1,
            _ => counted.push((name, 1)),
        }
    }
    let creatures: Vec<String> =
        counted.into_iter().map(|(name, count)| format!("{count} x {name}")).collect();
    let item = rules.item(theme.key).name.clone();
    let entry = |kind, text: String| {
        let (symbol, colour) = glyph(kind);
        format!("  {} {text}\n", screen.bold(&screen.colour(colour, &symbol)))
    };
    let any = ruleset::CreatureId(0);
    [
        entry(FeatureKind::Entrance, "entrance".into()),
        entry(
            FeatureKind::Key { item: theme.key, lock: 0 },
            format!("{item}; other keys by number"),
        ),
        entry(FeatureKind::Door { lock: 0 }, "the door of key 0".into()),
        entry(FeatureKind::Portcullis { switch: 0 }, "portcullis, opens at switch s0".into()),
        entry(
            FeatureKind::Seal { warden: FeatureId(0) },
            "gate, opens when its warden is dead".into(),
        ),
        entry(FeatureKind::Secret, "hidden door".into()),
        entry(FeatureKind::Stairs { to: (0, 0), down: true }, "stairs down, ^ up".into()),
        entry(FeatureKind::Shaft { to: (0, 0) }, "shaft: down only".into()),
        if dungeon.levers > 0 {
            entry(FeatureKind::Lever { index: 0 }, format!("levers 1 to {}", dungeon.levers))
                + &entry(FeatureKind::Lamp { index: 0 }, "their lamps, a for lever 1".into())
        } else {
            entry(FeatureKind::Board, format!("table with the puzzle ({})", dungeon.puzzle.name()))
        },
        entry(FeatureKind::Gate, "gate, opens when the puzzle is solved".into()),
        entry(FeatureKind::Chest { treasure: false }, "chest".into()),
        entry(FeatureKind::Chest { treasure: true }, "treasure chest".into()),
        entry(FeatureKind::Creature { creature: any, level: 1, boss: false }, creatures.join(", ")),
        entry(FeatureKind::Creature { creature: any, level: 1, boss: true }, boss),
    ]
    .concat()
}

/// The rooms and the ways between them, as a graph for Graphviz.
pub(crate) fn mission(dungeon: &Dungeon) -> String {
    let mut text = String::from("graph mission {\n");
    let floors = dungeon.rooms.iter().map(|room| room.floor).max().unwrap_or(0);
    for floor in 0..=floors {
        let name = floor + 1;
        text += &format!("  subgraph cluster_{floor} {{\n    label=\"floor {name}\";\n");
        let rooms = dungeon.rooms.iter().enumerate();
        for (number, room) in rooms.filter(|(_, room)| room.floor == floor) {
            let role = super::dungeon_json::role(room.role);
            let shape = if room.optional { "ellipse" } else { "box" };
            text += &format!("    r{number} [shape={shape} label=\"{role} {number}\"];\n");
        }
        text += "  }\n";
    }
    for way in &dungeon.ways {
        let (label, style) = match way.kind {
            WayKind::Open => (String::new(), "solid"),
            WayKind::Door { lock } => (format!("key {lock}"), "bold"),
            WayKind::Portcullis { switch } => (format!("switch {switch}"), "bold"),
            WayKind::Seal { warden } => (format!("warden in {warden}"), "bold"),
            WayKind::Gate => ("puzzle".into(), "bold"),
            WayKind::Secret => ("secret".into(), "dotted"),
            WayKind::Stairs => ("stairs".into(), "solid"),
            WayKind::Shaft => ("shaft".into(), "dashed"),
        };
        let one_way = if way.kind == WayKind::Shaft { " dir=forward" } else { "" };
        text += &format!(
            "  r{} -- r{} [label=\"{label}\" style={style}{one_way}];\n",
            way.from, way.to
        );
    }
    text + "}\n"
}

/// The solver's steps, one a line.
pub(crate) fn steps(dungeon: &Dungeon, steps: &[Step]) -> String {
    let mut total = 0;
    let mut text = String::new();
    for (number, step) in (1..).zip(steps) {
        total += step.walk;
        let what = match &step.action {
            Action::TakeKey => "take the key".into(),
            Action::OpenDoor => "open the locked door".into(),
            Action::SolvePuzzle { levers } => {
                let names: Vec<String> =
                    levers.iter().filter_map(|&id| lever_name(dungeon, id)).collect();
                format!("solve the puzzle, passing levers {}", names.join(", "))
            }
            Action::PullSwitch => "pull the switch".into(),
            Action::KillWarden => "kill the warden".into(),
            Action::OpenSecret => "find the hidden door".into(),
            Action::Climb => "take the stairs".into(),
            Action::Jump => "jump down the shaft".into(),
            Action::KillBoss => "kill the boss".into(),
            Action::OpenTreasure => "open the treasure chest".into(),
            Action::Leave => "leave".to_owned(),
        };
        let (x, z) = step.stand;
        text += &format!("  {number}. walk {:3} to ({x}, {z}), {what}\n", step.walk);
    }
    text + &format!("  {total} steps of {} m in all\n", worldgen::CELL_MM / 1000)
}

fn lever_name(dungeon: &Dungeon, id: FeatureId) -> Option<String> {
    match dungeon.feature(id)?.kind {
        FeatureKind::Lever { index } => Some((index + 1).to_string()),
        _ => None,
    }
}
