//! A dungeon as JSON: everything that somebody else's program needs to check that it can be
//! completed, and the solution that ours found.

use super::Origin;
use super::puzzle::PuzzleJson;
use serde::Serialize;
use worldgen::dungeon::{Action, Step};
use worldgen::{CELL_MM, Cell, Dungeon, FeatureKind, RoomRole, SiteId, World};

/// How the answer is to be read; part of the answer itself.
const RULES: [&str; 13] = [
    "grid: one text a row from the north, one character a cell from the west; '#' rock, '.' floor, 'D' locked door, 'G' gate, 'S' hidden door, '~' shallow water. One walks over cells that are not rock.",
    "cell [column, row] from 0; features stand on distinct cells.",
    "entrance: one starts here; the way out.",
    "key: picked up on its cell. A door needs the key of the same opener, which is used up; then its cell can be walked.",
    "switch: pulled from a cell beside it; then the portcullis of the same opener can be walked.",
    "seal: its cell can be walked once the creature that is the feature `opener` is dead.",
    "secret: its cell can be walked by whoever finds it.",
    "stairs, shaft: from their cell one gets to the cell `to`; a shaft leads one way.",
    "lever i flips the lamps in puzzle.wiring[i]; it is pulled from its cell or one beside it.",
    "gate: its cell can be walked once all lamps burn.",
    "chest with treasure: opens once the boss is dead. Other chests open at once.",
    "completed: treasure open and back at the entrance.",
    "solution: ours; furniture (levers, lamps, chests) counted as solid, four neighbours, walk in steps since the step before.",
];

/// The answer of `dungeon show --json`.
#[derive(Serialize)]
pub(crate) struct DungeonJson {
    #[serde(flatten)]
    origin: Origin,
    rules: &'static [&'static str],
    id: SiteId,
    name: String,
    content_address: String,
    theme: String,
    level: u16,
    cell_mm: i32,
    width: u16,
    depth: u16,
    grid: Vec<String>,
    rooms: Vec<RoomJson>,
    features: Vec<FeatureJson>,
    puzzle: PuzzleJson,
    solution: Option<Vec<StepJson>>,
}

#[derive(Serialize)]
struct RoomJson {
    role: &'static str,
    min: (u16, u16),
    max: (u16, u16),
}

#[derive(Serialize)]
struct FeatureJson {
    id: u16,
    cell: (u16, u16),
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    treasure: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    creature: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    boss: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<(u16, u16)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    opener: Option<u16>,
}

/// A step of the solution.
#[derive(Serialize)]
pub(crate) struct StepJson {
    action: &'static str,
    feature: u16,
    stand: (u16, u16),
    walk: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    levers: Option<Vec<u16>>,
}

impl DungeonJson {
    pub(crate) fn of(origin: Origin, world: &World, dungeon: &Dungeon, puzzle: PuzzleJson) -> Self {
        let row = |z: u16| -> String {
            (0..dungeon.width).map(|x| symbol(dungeon.cell(x.into(), z.into()))).collect()
        };
        Self {
            origin,
            rules: &RULES,
            id: dungeon.id,
            name: dungeon.name.clone(),
            content_address: seed::Canonical::content_address(dungeon).to_string(),
            theme: world.rules().theme(dungeon.theme).name.clone(),
            level: dungeon.level,
            cell_mm: CELL_MM,
            width: dungeon.width,
            depth: dungeon.depth,
            grid: (0..dungeon.depth).map(row).collect(),
            rooms: dungeon
                .rooms
                .iter()
                .map(|room| RoomJson { role: role(room.role), min: room.min, max: room.max })
                .collect(),
            features: features(world, dungeon),
            puzzle,
            solution: dungeon.solve().map(|steps| steps.iter().map(StepJson::of).collect()),
        }
    }
}

impl StepJson {
    fn of(step: &Step) -> Self {
        let (action, levers) = match &step.action {
            Action::TakeKey => ("take-key", None),
            Action::OpenDoor => ("open-door", None),
            Action::SolvePuzzle { levers } => {
                ("solve-puzzle", Some(levers.iter().map(|id| id.0).collect()))
            }
            Action::PullSwitch => ("pull-switch", None),
            Action::KillWarden => ("kill-warden", None),
            Action::OpenSecret => ("open-secret", None),
            Action::Climb => ("climb", None),
            Action::Jump => ("jump", None),
            Action::KillBoss => ("kill-boss", None),
            Action::OpenTreasure => ("open-treasure", None),
            Action::Leave => ("leave", None),
        };
        Self { action, feature: step.feature.0, stand: step.stand, walk: step.walk, levers }
    }
}

const fn symbol(cell: Cell) -> char {
    match cell {
        Cell::Rock => '#',
        Cell::Floor => '.',
        Cell::Door => 'D',
        Cell::Gate => 'G',
        Cell::Secret => 'S',
        Cell::Pool => '~',
    }
}

/// A room's purpose in a word.
pub(crate) const fn role(role: RoomRole) -> &'static str {
    match role {
        RoomRole::Entrance => "entrance",
        RoomRole::Plain => "plain",
        RoomRole::Key => "key",
        RoomRole::Puzzle => "puzzle",
        RoomRole::Boss => "boss",
        RoomRole::Treasure => "treasure",
        RoomRole::Stairs => "stairs",
        RoomRole::Warden => "warden",
        RoomRole::Vault => "vault",
        RoomRole::Secret => "secret",
    }
}

fn features(world: &World, dungeon: &Dungeon) -> Vec<FeatureJson> {
    let rules = world.rules();
    let json = |feature: &worldgen::Feature| {
        let plain = FeatureJson {
            id: feature.id.0,
            cell: feature.cell,
            kind: "",
            index: None,
            item: None,
            treasure: None,
            creature: None,
            level: None,
            boss: None,
            to: None,
            opener: None,
        };
        match feature.kind {
            FeatureKind::Entrance => FeatureJson { kind: "entrance", ..plain },
            FeatureKind::Door { lock } => {
                FeatureJson { kind: "door", opener: Some(lock.into()), ..plain }
            }
            FeatureKind::Portcullis { switch } => {
                FeatureJson { kind: "portcullis", opener: Some(switch.into()), ..plain }
            }
            FeatureKind::Switch { switch } => {
                FeatureJson { kind: "switch", opener: Some(switch.into()), ..plain }
            }
            FeatureKind::Seal { warden } => {
                FeatureJson { kind: "seal", opener: Some(warden.0), ..plain }
            }
            FeatureKind::Secret => FeatureJson { kind: "secret", ..plain },
            FeatureKind::Stairs { to, .. } => FeatureJson { kind: "stairs", to: Some(to), ..plain },
            FeatureKind::Shaft { to } => FeatureJson { kind: "shaft", to: Some(to), ..plain },
            FeatureKind::Trap { .. } => FeatureJson { kind: "trap", ..plain },
            FeatureKind::Gate => FeatureJson { kind: "gate", ..plain },
            FeatureKind::Key { item, lock } => FeatureJson {
                kind: "key",
                item: Some(rules.item(item).name.clone()),
                opener: Some(lock.into()),
                ..plain
            },
            FeatureKind::Lever { index } => {
                FeatureJson { kind: "lever", index: Some(index), ..plain }
            }
            FeatureKind::Board => FeatureJson { kind: "board", ..plain },
            FeatureKind::Lamp { index } => {
                FeatureJson { kind: "lamp", index: Some(index), ..plain }
            }
            FeatureKind::Chest { treasure } => {
                FeatureJson { kind: "chest", treasure: Some(treasure), ..plain }
            }
            FeatureKind::Creature { creature, level, boss } => FeatureJson {
                kind: "creature",
                creature: Some(rules.creature(creature).name.clone()),
                level: Some(level),
                boss: Some(boss),
                ..plain
            },
        }
    };
    dungeon.features.iter().map(json).collect()
}

#[cfg(test)]
mod tests {
    use crate::cli::Cli;
    use crate::world::{WorldArgs, pick, puzzle};
    use clap::Parser;

    #[test]
    fn the_answer_holds_the_whole_grid_every_feature_and_a_solution() {
        assert!(Cli::try_parse_from(["seedbound", "dungeon", "show", "--seed", "x"]).is_ok());
        let args = WorldArgs { seed: "json".into(), ruleset: "core".into() };
        let world = args.open().expect("the core ruleset is in the checkout");
        let site = pick::dungeon(&world, pick::DungeonName::Listed(1)).expect("home has a dungeon");
        let dungeon = world.dungeon(site.id).expect("it is a dungeon");
        let made = puzzle::public_puzzle(&world, &dungeon, 0).expect("it has a puzzle");
        let (family, levers) = (made.kind(), usize::from(dungeon.levers));
        let puzzle = puzzle::PuzzleJson::of(made, 0);
        let origin = super::Origin::of(&args, &world, "test");
        let answer = super::DungeonJson::of(origin, &world, &dungeon, puzzle);
        let json = serde_json::to_value(&answer).expect("it is JSON");
        let grid = json["grid"].as_array().expect("rows");
        assert_eq!(grid.len(), usize::from(dungeon.depth));
        let text: String = grid.iter().filter_map(|row| row.as_str()).collect();
        assert_eq!(text.len(), dungeon.cells.len());
        assert_eq!((text.contains('D'), text.contains('G')), (true, true));
        assert_eq!(json["features"].as_array().map(Vec::len), Some(dungeon.features.len()));
        assert!(json["solution"].as_array().is_some_and(|steps| steps.len() >= 6));
        match family {
            ruleset::PuzzleKind::Lamps => {
                assert_eq!(json["puzzle"]["wiring"].as_array().map(Vec::len), Some(levers));
            }
            other => assert_eq!(json["puzzle"]["family"].as_str(), Some(other.name())),
        }
    }
}
