//! A ruleset of one's own for these tests, so that they do not change with the shipped one.

use ruleset::{
    Attack, Balance, Behaviour, Biome, Creature, CreatureId, DungeonTheme, HistoryRules, ItemBase,
    ItemId, ItemUse, LevelTable, MissionRules, PuzzleRules, QuestTexts, Rarity, RarityTable,
    RelicRules, RelicTable, Rgb, Ruleset, SettlementRules, SocietyRules, TerrainRules,
};
use seed::Mm;

/// Two themes, a small and a large one.
pub(crate) fn rules() -> Ruleset {
    Ruleset {
        name: "test".into(),
        version: "1".into(),
        title: "for tests".into(),
        terrain: TerrainRules {
            continent_m: 4000,
            hill_m: 300,
            climate_m: 3000,
            relief: Mm::metres(80),
            depth: Mm::metres(30),
            land_per_mille: 600,
            rivers: ruleset::RiverRules::default(),
            volcanoes: ruleset::VolcanoRules::default(),
            cliffs: ruleset::CliffRules::default(),
        },
        biomes: vec![biome("meadow", false), biome("sea", true)],
        weather: ruleset::WeatherRules::default(),
        flora: vec![],
        creatures: vec![
            creature("rat", 12, 3),
            creature("skeleton", 30, 6),
            creature("ogre", 90, 14),
            creature("king", 160, 18),
        ],
        items: vec![
            item("key", ItemUse::Key),
            item("crown", ItemUse::Trinket),
            item("red key", ItemUse::Key),
            item("blue key", ItemUse::Key),
        ],
        affixes: vec![],
        crafts: ruleset::Crafts::default(),
        cultures: vec![],
        trades: vec![],
        economy: ruleset::EconomyRules::default(),
        settlement: SettlementRules {
            cell_m: 900,
            per_mille: 500,
            houses: (4, 8),
            dungeons: (1, 2),
            household: (1, 3),
            flat_roofs: ruleset::FlatRoofs::default(),
            ranks: vec![],
            workshops: vec![],
        },
        landmarks: vec![],
        themes: vec![theme("Barrow", (6, 8), (3, 5)), theme("Mine", (8, 12), (5, 8))],
        missions: MissionRules::default(),
        puzzles: puzzles(),
        quests: QuestTexts::default(),
        arcs: vec![],
        chronicle: ruleset::ChronicleRules {
            most_deeds: 1,
            spread_m: 1,
            hearsay_m: 1,
            change_per_cent: (0, 0),
            reward_coins: (0, 0),
            deeds: vec![],
        },
        lines: vec![],
        relics: RelicRules {
            rewards: RelicTable { from: Rarity::Rare, caps: [0, 0, 9, 9, 9] },
            sealed: ItemId(0),
            classes: Vec::new(),
        },
        balance: balance(),
        society: SocietyRules::default(),
        history: HistoryRules::default(),
    }
}

fn theme(name: &str, rooms: (u8, u8), levers: (u8, u8)) -> DungeonTheme {
    DungeonTheme {
        name: name.into(),
        floor: Rgb(90, 85, 80),
        wall: Rgb(60, 58, 56),
        light: Rgb(255, 200, 120),
        creatures: vec![CreatureId(0), CreatureId(1), CreatureId(2)],
        boss: CreatureId(3),
        rooms,
        levers,
        relic: ItemId(1),
        key: ItemId(0),
        spare_keys: vec![ItemId(2), ItemId(3)],
        floors: (1, 4),
        entrance: ruleset::Entrance::Built,
    }
}

fn biome(name: &str, water: bool) -> Biome {
    Biome {
        name: name.into(),
        ground: Rgb(80, 140, 60),
        ground_alt: Rgb(90, 150, 70),
        water,
        temperature: (0, 1000),
        humidity: (0, 1000),
        height: (Mm::metres(-100), Mm::metres(200)),
        relief_per_mille: 300,
        flora: vec![],
        creatures: vec![],
        resources: vec![],
        habitable: !water,
        fertility_per_mille: 500,
    }
}

fn creature(name: &str, health: u16, damage: u16) -> Creature {
    Creature {
        name: name.into(),
        plural: format!("{name}s"),
        colour: Rgb(120, 100, 90),
        legs: 4,
        size: Mm(700),
        health,
        health_per_level: 4,
        walk: 80,
        run: 200,
        behaviour: Behaviour::Aggressive,
        attack: Some(Attack {
            damage: (damage / 2, damage),
            damage_per_level: 1,
            reach: Mm(1500),
            every: 20,
        }),
        notice: Mm::metres(8),
        flees_below: 0,
        experience: 10,
        coins: (0, 3),
        drops_per_mille: 100,
    }
}

fn item(name: &str, kind: ItemUse) -> ItemBase {
    ItemBase {
        name: name.into(),
        plural: name.into(),
        kind,
        slot: None,
        colour: Rgb(200, 180, 60),
        stack: 1,
        value: 10,
        loot_weight: 0,
        from_level: 1,
    }
}

fn balance() -> Balance {
    Balance {
        health: 100,
        health_per_level: 10,
        stamina: 100,
        health_regain: 20,
        stamina_regain: 10,
        walk: 150,
        run: 300,
        run_stamina: 10,
        swim: 100,
        jump: 300,
        gravity: 25,
        climb: 900,
        respawn_ticks: 100,
        fight_ticks: 200,
        linger_ticks: 200,
        pack_size: 24,
        fists: (1, 3),
        outfit: vec![],
        levels: LevelTable { first: 100, growth_per_cent: 20, max: 30 },
        rarity: RarityTable([600, 250, 100, 40, 10]),
        drop_ticks: 2400,
        day_ticks: 24000,
    }
}

/// No dungeon of these tests asks for them: the core ruleset's.
fn puzzles() -> PuzzleRules {
    let core = ruleset::find("core").and_then(|directory| ruleset::load(&directory));
    core.expect("core is in the checkout").puzzles
}
