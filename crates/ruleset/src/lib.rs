//! Data packs: parse, check, hash.
//!
//! A ruleset is a directory of TOML tables that says what a world is made of: biomes, creatures,
//! items, cultures, trades, dungeon themes, quests, balance and the lines that people speak. It is
//! parsed once into the checked types below; everything behind this crate may rely on the checks
//! (no dangling names, no zero weights, no empty table that something draws from).
//!
//! Tables refer to each other by name; the checked types by index ([`BiomeId`] and its kin), in the
//! order of the files, so that what is generated never depends on a hash map's order.

mod check;
mod error;
mod load;
mod raw;
mod types;

pub use error::{Problem, RulesetError};
pub use load::{find, load};
pub use types::{
    Affix, AffixId, ArcKind, ArcPart, ArcPattern, Aside, Attack, Balance, Behaviour, BesideWeights,
    Biome, BiomeId, Budget, Building, BuildingStyle, ChronicleRules, CliffRules, Crafts, Creature,
    CreatureId, Culture, CultureId, DayRules, DeedKind, DeedRules, DungeonTheme, EconomyRules,
    Entrance, EventKind, EventWording, Faction, FactionId, FigureRules, FlatRoofs, Flora, FloraId,
    FloraShape, Follow, FollowKind, GroundKind, GroundText, HistoryRules, HouseholdWords, Hue,
    Inscription, ItemBase, ItemId, ItemSet, ItemUse, LandmarkKind, LandmarkShape, LevelTable, Line,
    LineUse, Looks, Material, MindRules, MissionBudget, MissionRules, Motive, Needs, OpinionRules,
    PaceRules, PersuasionRules, Pillars, PlantChance, PuzzleFamily, PuzzleKind, PuzzleRules,
    QuestTexts, Rank, RankId, Rarity, RarityTable, RelicClass, RelicRules, RelicTable,
    ResourceChance, Rgb, RiverRules, Role, RoofShape, Roofing, RoomKind, Ruleset, Rune, RuneWords,
    SecretKind, SecretWording, SettlementRules, Share, Slot, SocietyRules, SpawnChance,
    StairWeights, StatKind, Temperament, TerrainRules, ThemeId, Trade, TradeId, TrapKind, TrapLook,
    VolcanoRules, WallMaterial, WaterYield, WeatherChance, WeatherId, WeatherKind, WeatherRules,
    Works, Workshop,
};
