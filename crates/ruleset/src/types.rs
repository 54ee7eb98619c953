//! The checked types that a ruleset becomes.
//!
//! Units: lengths in millimetres, speeds in millimetres a tick (20 ticks a second), times in ticks,
//! shares in per mille unless a field says otherwise. Colours are sRGB bytes. All types are
//! [`Serialize`] without floats and maps: their canonical bytes make the ruleset's hash.

mod arcs;
mod chronicle;
mod cliffs;
mod crafts;
mod economy;
mod follows;
mod grounds;
mod landmarks;
mod minds;
mod missions;
mod pace;
mod past;
mod puzzles;
mod quests;
mod resources;
mod rivers;
mod share;
mod society;
mod towns;
mod volcanoes;
mod weather;

pub use arcs::{ArcKind, ArcPart, ArcPattern, Role};
pub use chronicle::{ChronicleRules, DeedKind, DeedRules, FollowKind};
pub use cliffs::CliffRules;
pub use crafts::{Budget, Crafts, ItemSet, Material};
pub use economy::{EconomyRules, WaterYield};
pub use follows::Follow;
pub use grounds::{Aside, GroundKind, GroundText, PersuasionRules};
pub use landmarks::{LandmarkKind, LandmarkShape};
pub use minds::{DayRules, Looks, MindRules, OpinionRules};
pub use missions::{
    BesideWeights, Inscription, MissionBudget, MissionRules, Motive, Pillars, RoomKind,
    StairWeights, TrapKind, TrapLook,
};
pub use pace::{FigureRules, PaceRules};
pub use past::{EventKind, EventWording, HistoryRules};
pub use puzzles::{HouseholdWords, Hue, PuzzleFamily, PuzzleKind, PuzzleRules, Rune, RuneWords};
pub use quests::QuestTexts;
pub use resources::ResourceChance;
pub use rivers::RiverRules;
pub use share::Share;
pub use society::{
    Faction, FactionId, SecretKind, SecretWording, SocietyRules, Temperament, Works,
};
pub use towns::{
    Building, BuildingStyle, FlatRoofs, Needs, Rank, RankId, RoofShape, Roofing, WallMaterial,
    Workshop,
};
pub use volcanoes::VolcanoRules;
pub use weather::{WeatherChance, WeatherId, WeatherKind, WeatherRules};

use seed::{Canonical, ContentAddress, Mm};
use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u16);
    )*};
}

ids! {
    /// The index of a biome in [`Ruleset::biomes`].
    BiomeId,
    /// The index of a plant or rock in [`Ruleset::flora`].
    FloraId,
    /// The index of a creature in [`Ruleset::creatures`].
    CreatureId,
    /// The index of an item base in [`Ruleset::items`].
    ItemId,
    /// The index of an affix in [`Ruleset::affixes`].
    AffixId,
    /// The index of a culture in [`Ruleset::cultures`].
    CultureId,
    /// The index of a trade in [`Ruleset::trades`].
    TradeId,
    /// The index of a dungeon theme in [`Ruleset::themes`].
    ThemeId,
}

/// An sRGB colour; in TOML `"#rrggbb"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// Everything a world is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ruleset {
    /// The pack's short name: lower-case letters, digits and `-`.
    pub name: String,
    /// The pack's version, for people.
    pub version: String,
    /// One line for people.
    pub title: String,
    /// Shape of the land.
    pub terrain: TerrainRules,
    /// Biomes; at least one has `water` set and at least one has not.
    pub biomes: Vec<Biome>,
    /// What the sky does.
    pub weather: WeatherRules,
    /// Plants and rocks.
    pub flora: Vec<Flora>,
    /// Creatures.
    pub creatures: Vec<Creature>,
    /// Item bases.
    pub items: Vec<ItemBase>,
    /// Affixes.
    pub affixes: Vec<Affix>,
    /// Materials, sets, budget and tales of items.
    pub crafts: Crafts,
    /// Cultures, each with its way of naming.
    pub cultures: Vec<Culture>,
    /// Trades.
    pub trades: Vec<Trade>,
    /// What is made and needed, and what it costs.
    pub economy: EconomyRules,
    /// Settlements.
    pub settlement: SettlementRules,
    /// Kinds of landmarks; may be empty.
    pub landmarks: Vec<LandmarkKind>,
    /// Dungeon themes.
    pub themes: Vec<DungeonTheme>,
    /// How dungeons are planned.
    pub missions: MissionRules,
    /// How puzzles are drawn.
    pub puzzles: PuzzleRules,
    /// Wording of quests.
    pub quests: QuestTexts,
    /// Arcs of quests; may be empty.
    pub arcs: Vec<ArcPattern>,
    /// What follows from deeds.
    pub chronicle: ChronicleRules,
    /// What people say where no model speaks.
    pub lines: Vec<Line>,
    /// What is recorded on the chain.
    pub relics: RelicRules,
    /// Numbers of play.
    pub balance: Balance,
    /// What people are like.
    pub society: SocietyRules,
    /// How the past is told.
    pub history: HistoryRules,
}

impl Canonical for Ruleset {
    const KIND: &'static str = "ruleset";
}

impl Ruleset {
    /// The hash by which server, client and watcher know that they hold the same rules.
    #[must_use]
    pub fn hash(&self) -> ContentAddress {
        self.content_address()
    }

    /// The biome with this id; the first one for an id of another ruleset.
    #[must_use]
    pub fn biome(&self, id: BiomeId) -> &Biome {
        self.biomes.get(usize::from(id.0)).unwrap_or(&self.biomes[0])
    }

    /// The plant or rock with this id; the first one for an id of another ruleset.
    #[must_use]
    pub fn plant(&self, id: FloraId) -> &Flora {
        self.flora.get(usize::from(id.0)).unwrap_or(&self.flora[0])
    }

    /// The creature with this id; the first one for an id of another ruleset.
    #[must_use]
    pub fn creature(&self, id: CreatureId) -> &Creature {
        self.creatures.get(usize::from(id.0)).unwrap_or(&self.creatures[0])
    }

    /// The item base with this id; the first one for an id of another ruleset.
    #[must_use]
    pub fn item(&self, id: ItemId) -> &ItemBase {
        self.items.get(usize::from(id.0)).unwrap_or(&self.items[0])
    }

    /// The affix with this id; the first one for an id of another ruleset.
    #[must_use]
    pub fn affix(&self, id: AffixId) -> &Affix {
        self.affixes.get(usize::from(id.0)).unwrap_or(&self.affixes[0])
    }

    /// The culture with this id; the first one for an id of another ruleset.
    #[must_use]
    pub fn culture(&self, id: CultureId) -> &Culture {
        self.cultures.get(usize::from(id.0)).unwrap_or(&self.cultures[0])
    }

    /// The trade with this id; the first one for an id of another ruleset.
    #[must_use]
    pub fn trade(&self, id: TradeId) -> &Trade {
        self.trades.get(usize::from(id.0)).unwrap_or(&self.trades[0])
    }

    /// The theme with this id; the first one for an id of another ruleset.
    #[must_use]
    pub fn theme(&self, id: ThemeId) -> &DungeonTheme {
        self.themes.get(usize::from(id.0)).unwrap_or(&self.themes[0])
    }
}

/// Shape of the land.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TerrainRules {
    /// Wavelength of continents, metres.
    pub continent_m: u32,
    /// Wavelength of hills, metres.
    pub hill_m: u32,
    /// Wavelength of climate zones, metres.
    pub climate_m: u32,
    /// Height of the highest hills above the sea.
    pub relief: Mm,
    /// Depth of the deepest water below the sea.
    pub depth: Mm,
    /// Share of land, per mille; steers where the sea stands.
    pub land_per_mille: u32,
    /// Rivers and lakes.
    pub rivers: RiverRules,
    /// Volcanoes.
    pub volcanoes: VolcanoRules,
    /// Cliffs.
    pub cliffs: CliffRules,
}

/// A kind of land.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Biome {
    /// Name for people and tables.
    pub name: String,
    /// Ground colour.
    pub ground: Rgb,
    /// Second ground colour, mixed in by patches.
    pub ground_alt: Rgb,
    /// Under water.
    pub water: bool,
    /// Temperature that it needs, per mille of the range, inclusive.
    pub temperature: (u16, u16),
    /// Humidity that it needs, per mille of the range, inclusive.
    pub humidity: (u16, u16),
    /// Height above the sea that it needs, inclusive.
    pub height: (Mm, Mm),
    /// How steep its hills are, per mille of the terrain's relief.
    pub relief_per_mille: u16,
    /// What grows there.
    pub flora: Vec<PlantChance>,
    /// What lives there.
    pub creatures: Vec<SpawnChance>,
    /// What it gives.
    pub resources: Vec<ResourceChance>,
    /// Settlements may stand here.
    pub habitable: bool,
    /// What a piece of it feeds, per mille of the best land.
    pub fertility_per_mille: u16,
}

/// How often a plant stands in a biome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PlantChance {
    /// Which.
    pub flora: FloraId,
    /// Expected number in a chunk of 32 x 32 m.
    pub per_chunk: u16,
}

/// How often a creature has a den in a biome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SpawnChance {
    /// Which.
    pub creature: CreatureId,
    /// Dens in 1,000 chunks.
    pub per_mille_chunks: u16,
    /// Animals of a den, inclusive.
    pub count: (u8, u8),
}

/// A plant or rock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Flora {
    /// Name for people and tables.
    pub name: String,
    /// How it is built.
    pub shape: FloraShape,
    /// Height, inclusive range.
    pub height: (Mm, Mm),
    /// Stem or stone colour.
    pub stem: Rgb,
    /// Leaf colour.
    pub leaf: Rgb,
    /// Radius that blocks walking; zero: none.
    pub trunk: Mm,
}

/// How a plant or rock is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FloraShape {
    /// Cone-shaped tree.
    Conifer,
    /// Tree with a round crown.
    Broadleaf,
    /// Tree without leaves.
    Dead,
    /// Palm.
    Palm,
    /// Low bush.
    Bush,
    /// Tuft of grass.
    Grass,
    /// Flower.
    Flower,
    /// Cactus.
    Cactus,
    /// Boulder.
    Rock,
    /// Reed at the water's edge.
    Reed,
}

/// A creature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Creature {
    /// Singular name for people and tables.
    pub name: String,
    /// Plural name.
    pub plural: String,
    /// Body colour.
    pub colour: Rgb,
    /// Legs: 0, 2, 4, 6 or 8; the client builds the body from it.
    pub legs: u8,
    /// Height at the back.
    pub size: Mm,
    /// Health at level 1.
    pub health: u16,
    /// Health more at each level.
    pub health_per_level: u16,
    /// Walking speed, mm a tick.
    pub walk: u16,
    /// Running speed, mm a tick.
    pub run: u16,
    /// How it behaves.
    pub behaviour: Behaviour,
    /// Its attack; `None`: harmless.
    pub attack: Option<Attack>,
    /// How far it notices.
    pub notice: Mm,
    /// Flees below this share of health, per mille; 0: never.
    pub flees_below: u16,
    /// Experience for killing one at level 1.
    pub experience: u32,
    /// Coins that it carries, inclusive.
    pub coins: (u32, u32),
    /// Chance that it drops an item, per mille.
    pub drops_per_mille: u16,
}

/// How a creature behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Behaviour {
    /// Runs from whoever comes near.
    Timid,
    /// Attacks only who attacked it.
    Neutral,
    /// Attacks whom it notices.
    Aggressive,
}

/// A creature's attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Attack {
    /// Damage at level 1, inclusive.
    pub damage: (u16, u16),
    /// Damage more at each level.
    pub damage_per_level: u16,
    /// Reach; above 3 m it is a projectile.
    pub reach: Mm,
    /// Ticks between two attacks.
    pub every: u16,
}

/// What an item is built on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemBase {
    /// Name for people and tables.
    pub name: String,
    /// How several are called, after a number.
    pub plural: String,
    /// What it does.
    pub kind: ItemUse,
    /// Where it is worn; `None`: in the pack only.
    pub slot: Option<Slot>,
    /// Colour of its icon.
    pub colour: Rgb,
    /// How many fit in one place of the pack; 1 for what can be equipped.
    pub stack: u16,
    /// Coins at rarity common.
    pub value: u32,
    /// Weight in random loot; 0: never found, only given.
    pub loot_weight: u32,
    /// Lowest level of loot that it appears in.
    pub from_level: u16,
}

/// What an item does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ItemUse {
    /// Strikes at arm's length.
    Melee {
        /// Damage, inclusive.
        damage: (u16, u16),
        /// Reach.
        reach: Mm,
        /// Ticks between two strikes.
        every: u16,
        /// Stamina of a strike.
        stamina: u16,
    },
    /// Shoots.
    Ranged {
        /// Damage, inclusive.
        damage: (u16, u16),
        /// How far.
        range: Mm,
        /// Speed of the projectile, mm a tick.
        speed: u16,
        /// Ticks between two shots.
        every: u16,
        /// Stamina of a shot.
        stamina: u16,
    },
    /// Protects: taken off each hit.
    Armour {
        /// Points taken off.
        protection: u16,
    },
    /// Heals when used.
    Potion {
        /// Health restored.
        health: u16,
    },
    /// Opens a locked door of the dungeon that it was found in.
    Key,
    /// Wanted by somebody.
    Goods,
    /// Kept for its worth.
    Trinket,
    /// A relic that was not opened yet: what it is, is rolled on the chain.
    Sealed,
}

/// Where an item is worn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Slot {
    /// Weapon for striking.
    Hand,
    /// Weapon for shooting.
    Bow,
    /// Body armour.
    Body,
    /// Head armour.
    Head,
    /// Ring, amulet.
    Charm,
}

/// How rare an item is.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Rarity {
    /// No affix.
    #[default]
    Common,
    /// One affix.
    Uncommon,
    /// Two affixes.
    Rare,
    /// Three affixes.
    Epic,
    /// Four affixes.
    Legendary,
}

/// A property that an item may have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Affix {
    /// How it reads in a name: `"keen"` before, `"of the Fox"` after the base's name.
    pub name: String,
    /// Stands after the base's name.
    pub suffix: bool,
    /// What it raises.
    pub stat: StatKind,
    /// By how much at level 1, inclusive.
    pub amount: (u16, u16),
    /// By how much more at every fifth level.
    pub per_five_levels: u16,
    /// Slots that it fits.
    pub slots: Vec<Slot>,
    /// Weight in the draw, above zero.
    pub weight: u32,
}

/// What an affix raises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatKind {
    /// Greatest health, points.
    Health,
    /// Greatest stamina, points.
    Stamina,
    /// Damage dealt, points.
    Damage,
    /// Damage taken off, points.
    Protection,
    /// Running speed, per mille.
    Speed,
    /// Stamina regained a second, points.
    Recovery,
}

/// A people with its way of naming.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Culture {
    /// Name for people and tables.
    pub name: String,
    /// Syllable onsets, not empty.
    pub onsets: Vec<String>,
    /// Vowels, not empty.
    pub vowels: Vec<String>,
    /// Codas, not empty (may hold the empty text).
    pub codas: Vec<String>,
    /// Endings of place names, not empty.
    pub place_endings: Vec<String>,
    /// Endings of family names, not empty.
    pub family_endings: Vec<String>,
    /// Colours of clothes, not empty.
    pub clothes: Vec<Rgb>,
    /// Colours of walls, not empty.
    pub walls: Vec<Rgb>,
    /// Colours of roofs, not empty.
    pub roofs: Vec<Rgb>,
    /// Temperature in which it lives, per mille, inclusive.
    pub temperature: (u16, u16),
    /// How it builds.
    pub style: BuildingStyle,
}

/// What somebody does for a living.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trade {
    /// Name for people and tables.
    pub name: String,
    /// Weight in the draw; 0: only where a building asks for it (an inn, a temple, a gate).
    pub weight: u32,
    /// What such a person sends by messenger (an item of use `Goods`).
    pub goods: ItemId,
    /// The goods are something to build with.
    pub builds: bool,
    /// What a player reads about the work: "bakes bread for half the valley".
    pub work: String,
    /// What such a person makes (items of use `Goods`), not empty.
    pub makes: Vec<ItemId>,
    /// What the work uses up (items of use `Goods`).
    pub needs: Vec<ItemId>,
    /// Where the work is done.
    pub works: Works,
    /// How much of each thing made a person uses in a week, per mille of a load.
    pub wanted_per_mille: u16,
}

/// Settlements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SettlementRules {
    /// Edge of the square cell in which at most one settlement stands, metres.
    pub cell_m: u32,
    /// Chance that a cell has one if the land allows it, per mille.
    pub per_mille: u16,
    /// Houses of the smallest and of the largest settlement.
    pub houses: (u8, u8),
    /// Sizes of settlements from small to large, not empty; at least one is a home's.
    pub ranks: Vec<Rank>,
    /// Trades that have workshops.
    pub workshops: Vec<Workshop>,
    /// Dungeons of a settlement's surroundings, inclusive; at least 1.
    pub dungeons: (u8, u8),
    /// People of a house, inclusive; at least 1. Small places have more.
    pub household: (u8, u8),
    /// Where roofs are flat.
    pub flat_roofs: FlatRoofs,
}

/// How a dungeon looks and what lives in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DungeonTheme {
    /// How the place is called: `"Barrow"`.
    pub name: String,
    /// Floor colour.
    pub floor: Rgb,
    /// Wall colour.
    pub wall: Rgb,
    /// Colour of its light.
    pub light: Rgb,
    /// Creatures, not empty.
    pub creatures: Vec<CreatureId>,
    /// The boss.
    pub boss: CreatureId,
    /// Rooms, inclusive; at least 6.
    pub rooms: (u8, u8),
    /// Levers of its puzzle, inclusive, 3 to 8.
    pub levers: (u8, u8),
    /// The thing that people miss (an item of use `Trinket`).
    pub relic: ItemId,
    /// The key of the door before the puzzle (an item of use `Key`).
    pub key: ItemId,
    /// Keys of further doors, each another item of use `Key`; none: it has no further locked doors.
    pub spare_keys: Vec<ItemId>,
    /// Floors, inclusive, 1 to 4.
    pub floors: (u8, u8),
    /// What the way in is.
    pub entrance: Entrance,
}

/// The way into a dungeon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Entrance {
    /// Something built, on level ground.
    #[default]
    Built,
    /// A cave, which opens out of a hillside or the foot of a cliff where there is one.
    Cave,
}

/// A line that somebody may speak.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// When it fits.
    pub when: LineUse,
    /// The text; `{name}`, `{player}`, `{trade}`, `{work}`, `{place}`, `{quest}`, `{kin}`,
    /// `{neighbour}`, `{neighbour-trade}`, `{dungeon}`, `{direction}`, `{item}`, `{topic}`.
    pub text: String,
}

/// When a line fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineUse {
    /// First words.
    Greeting,
    /// Words to somebody met before.
    GreetingAgain,
    /// Asked about the own work.
    Work,
    /// Asked about the place.
    Place,
    /// Asked about a neighbour who is known.
    Neighbour,
    /// Asked about a dungeon nearby.
    Dungeon,
    /// Asked about something unknown.
    Unknown,
    /// A quest that was offered is still open.
    QuestOpen,
    /// No quest to offer.
    NoQuest,
    /// Goodbye.
    Farewell,
}

/// Numbers of play.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Balance {
    /// Health at level 1.
    pub health: u16,
    /// Health more at each level.
    pub health_per_level: u16,
    /// Stamina.
    pub stamina: u16,
    /// Health regained in ten seconds out of a fight.
    pub health_regain: u16,
    /// Stamina regained a second.
    pub stamina_regain: u16,
    /// Walking speed, mm a tick.
    pub walk: u16,
    /// Running speed, mm a tick.
    pub run: u16,
    /// Stamina that running costs a second.
    pub run_stamina: u16,
    /// Swimming speed, mm a tick.
    pub swim: u16,
    /// Upward speed of a jump, mm a tick.
    pub jump: u16,
    /// Gravity, mm a tick squared.
    pub gravity: u16,
    /// Steepest rise that can be walked, mm a metre.
    pub climb: u16,
    /// Ticks before a dead player stands up again.
    pub respawn_ticks: u32,
    /// Ticks after the last blow, given or taken, in which a player is in a fight.
    pub fight_ticks: u32,
    /// Ticks that the character of a player who leaves in a fight stays in the world; 0: not at all.
    pub linger_ticks: u32,
    /// Places of a pack.
    pub pack_size: u16,
    /// Damage of bare hands, inclusive.
    pub fists: (u16, u16),
    /// Items that a new character wears and carries.
    pub outfit: Vec<(ItemId, u16)>,
    /// Experience needed for each level.
    pub levels: LevelTable,
    /// Chances of the rarities in loot.
    pub rarity: RarityTable,
    /// Ticks after which what was dropped is gone.
    pub drop_ticks: u32,
    /// Ticks of a day.
    pub day_ticks: u32,
}

/// Experience needed for each level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LevelTable {
    /// Experience from level 1 to 2.
    pub first: u32,
    /// How much more each further level needs than the one before, per cent above 100.
    pub growth_per_cent: u32,
    /// The highest level.
    pub max: u16,
}

/// Weights of the rarities, from common to legendary; not all zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RarityTable(pub [u32; 5]);

/// What is recorded on the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RelicRules {
    /// Rewards of quests.
    pub rewards: RelicTable,
    /// What a relic is before it is opened: the item of use [`ItemUse::Sealed`].
    pub sealed: ItemId,
    /// Kinds of sealed relics, at most [`Self::CLASSES`].
    pub classes: Vec<RelicClass>,
}

impl RelicRules {
    /// The most kinds of sealed relics.
    pub const CLASSES: usize = 32;

    /// The first kind that is found at places of this level, with its index.
    #[must_use]
    pub fn class_at(&self, level: u16) -> Option<(u16, &RelicClass)> {
        let fits = |class: &RelicClass| (class.levels.0..=class.levels.1).contains(&level);
        (0..).zip(&self.classes).find(|(_, class)| fits(class))
    }

    /// The kind of that index.
    #[must_use]
    pub fn class(&self, index: u16) -> Option<&RelicClass> {
        self.classes.get(usize::from(index))
    }
}

/// A kind of sealed relics: where it is found, and what opening it may give. Weights and caps are the
/// on-chain program's once a world is founded, and never change in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RelicClass {
    /// Name, which items on the chain carry.
    pub name: String,
    /// Levels of dungeons in which it is found, inclusive.
    pub levels: (u16, u16),
    /// Level of the items that it gives.
    pub item_level: u16,
    /// Where what it gives is worn; empty: anywhere.
    pub slots: Vec<Slot>,
    /// Weight of each rarity, from common to legendary; not all zero.
    pub weights: [u32; 5],
    /// How many of each rarity there may ever be in a world; `u32::MAX`: no limit.
    pub caps: [u32; 5],
    /// How often a boss leaves one, per mille.
    pub boss_per_mille: u16,
    /// How often a treasure's chest holds one, per mille.
    pub treasure_per_mille: u16,
    /// How often any other chest holds one, per mille.
    pub chest_per_mille: u16,
    /// How often a quest's reward has one beside it, per mille; by the level of who is rewarded.
    pub quest_per_mille: u16,
}

/// Which rewards of quests are recorded on the chain, and how many there may ever be in a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RelicTable {
    /// The least rarity that is recorded.
    pub from: Rarity,
    /// How many may ever be made of each rarity, from common to legendary; above zero from `from` on,
    /// zero before.
    pub caps: [u32; 5],
}
