//! The tables as they are written, before any check: one struct a file.
//!
//! Every value keeps its place in the text ([`Spanned`]), so that a problem can point at it. Lengths
//! are metres, times seconds and speeds metres a second, as decimal numbers; the check turns them
//! into whole millimetres and ticks and refuses what does not come out even.

mod arcs;
mod chronicle;
mod cliffs;
mod crafts;
mod economy;
mod landmarks;
pub(crate) mod minds;
pub(crate) mod missions;
pub(crate) mod pace;
pub(crate) mod past;
pub(crate) mod puzzles;
mod quests;
mod resources;
mod rivers;
mod towns;
mod volcanoes;
pub(crate) mod weather;

pub(crate) use arcs::{Arcs, Part};
pub(crate) use chronicle::{Chronicle, Deed};
pub(crate) use cliffs::Cliffs;
pub(crate) use crafts::{Budget, Crafts, Material, Set};
pub(crate) use economy::Economy;
pub(crate) use landmarks::{Landmark, Landmarks};
pub(crate) use quests::{Asides, Grounded, Persuasion, QuestText, Quests};
pub(crate) use resources::Resource;
pub(crate) use rivers::Rivers;
pub(crate) use towns::{FlatRoofs, Rank, Style, Workshop};
pub(crate) use volcanoes::Volcanoes;

use crate::types::{Behaviour, Entrance, FloraShape, Rarity, Slot, StatKind, Works};
use serde::Deserialize;
use toml::Spanned;

/// A name, a colour or a sentence.
pub(crate) type Text = Spanned<String>;
/// A whole number.
pub(crate) type Whole = Spanned<i64>;
/// A decimal number; whole ones may leave out the point.
pub(crate) type Decimal = Spanned<f64>;
/// `[low, high]`, whole.
pub(crate) type Wholes = Spanned<[i64; 2]>;
/// `[low, high]`, decimal.
pub(crate) type Decimals = Spanned<[f64; 2]>;
/// A list of texts.
pub(crate) type Texts = Spanned<Vec<Text>>;

/// `ruleset.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pack {
    pub name: Text,
    pub version: Text,
    pub title: Text,
}

/// `terrain.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Terrain {
    pub continent: Whole,
    pub hill: Whole,
    pub climate: Whole,
    pub relief: Decimal,
    pub depth: Decimal,
    pub land_per_mille: Whole,
    #[serde(default)]
    pub rivers: Rivers,
    pub volcanoes: Option<Volcanoes>,
    pub cliffs: Option<Cliffs>,
}

/// `biomes.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Biomes {
    #[serde(default)]
    pub biome: Vec<Spanned<Biome>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Biome {
    pub name: Text,
    pub ground: Text,
    pub ground_alt: Text,
    #[serde(default)]
    pub water: bool,
    pub temperature: Wholes,
    pub humidity: Wholes,
    pub height: Decimals,
    pub relief_per_mille: Whole,
    #[serde(default)]
    pub habitable: bool,
    pub fertility_per_mille: Option<Whole>,
    #[serde(default)]
    pub flora: Vec<PlantChance>,
    #[serde(default)]
    pub creatures: Vec<SpawnChance>,
    #[serde(default)]
    pub resources: Vec<Resource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlantChance {
    pub flora: Text,
    pub per_chunk: Whole,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SpawnChance {
    pub creature: Text,
    pub per_mille_chunks: Whole,
    pub count: Wholes,
}

/// `flora.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FloraTable {
    #[serde(default)]
    pub flora: Vec<Spanned<Flora>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Flora {
    pub name: Text,
    pub shape: FloraShape,
    pub height: Decimals,
    pub stem: Text,
    pub leaf: Text,
    pub trunk: Option<Decimal>,
}

/// `creatures.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Creatures {
    #[serde(default)]
    pub creature: Vec<Spanned<Creature>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Creature {
    pub name: Text,
    pub plural: Text,
    pub colour: Text,
    pub legs: Whole,
    pub size: Decimal,
    pub health: Whole,
    pub health_per_level: Whole,
    pub walk: Decimal,
    pub run: Decimal,
    pub behaviour: Behaviour,
    pub attack: Option<Spanned<Attack>>,
    pub notice: Decimal,
    pub flees_below: Option<Whole>,
    pub experience: Whole,
    pub coins: Option<Wholes>,
    pub drops_per_mille: Option<Whole>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Attack {
    pub damage: Wholes,
    pub damage_per_level: Whole,
    pub reach: Decimal,
    pub every: Decimal,
}

/// `items.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Items {
    #[serde(default)]
    pub item: Vec<Spanned<Item>>,
}

/// What an item is for, as it is written.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Use {
    Melee,
    Ranged,
    Armour,
    Potion,
    Key,
    Goods,
    Trinket,
    Sealed,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Item {
    pub name: Text,
    pub plural: Option<Text>,
    #[serde(rename = "use")]
    pub kind: Spanned<Use>,
    pub slot: Option<Spanned<Slot>>,
    pub colour: Text,
    pub stack: Option<Whole>,
    pub value: Whole,
    pub loot_weight: Option<Whole>,
    pub from_level: Option<Whole>,
    pub damage: Option<Wholes>,
    pub reach: Option<Decimal>,
    pub range: Option<Decimal>,
    pub speed: Option<Decimal>,
    pub every: Option<Decimal>,
    pub stamina: Option<Whole>,
    pub protection: Option<Whole>,
    pub health: Option<Whole>,
}

/// `affixes.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Affixes {
    #[serde(default)]
    pub affix: Vec<Spanned<Affix>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Affix {
    pub name: Text,
    #[serde(default)]
    pub suffix: bool,
    pub stat: StatKind,
    pub amount: Wholes,
    pub per_five_levels: Whole,
    pub slots: Spanned<Vec<Slot>>,
    pub weight: Whole,
}

/// `cultures.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cultures {
    #[serde(default)]
    pub culture: Vec<Spanned<Culture>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Culture {
    pub name: Text,
    pub onsets: Texts,
    pub vowels: Texts,
    pub codas: Texts,
    pub place_endings: Texts,
    pub family_endings: Texts,
    pub clothes: Texts,
    pub walls: Texts,
    pub roofs: Texts,
    pub temperature: Wholes,
    pub style: Option<Style>,
}

/// `trades.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Trades {
    #[serde(default)]
    pub trade: Vec<Spanned<Trade>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Trade {
    pub name: Text,
    pub weight: Whole,
    pub goods: Text,
    #[serde(default)]
    pub builds: bool,
    pub work: Text,
    pub makes: Option<Texts>,
    pub needs: Option<Texts>,
    #[serde(default)]
    pub works: Works,
    pub wanted_per_mille: Option<Whole>,
}

/// `settlements.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settlements {
    pub cell: Whole,
    pub per_mille: Whole,
    pub houses: Option<Wholes>,
    pub dungeons: Wholes,
    pub household: Option<Wholes>,
    pub flat_roofs: Option<FlatRoofs>,
    #[serde(default)]
    pub rank: Vec<Spanned<Rank>>,
    #[serde(default)]
    pub workshop: Vec<Spanned<Workshop>>,
}

/// `themes.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Themes {
    #[serde(default)]
    pub theme: Vec<Spanned<Theme>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Theme {
    pub name: Text,
    pub floor: Text,
    pub wall: Text,
    pub light: Text,
    pub creatures: Texts,
    pub boss: Text,
    pub rooms: Wholes,
    pub levers: Wholes,
    pub relic: Text,
    pub key: Text,
    #[serde(default)]
    pub spare_keys: Option<Texts>,
    #[serde(default)]
    pub floors: Option<Wholes>,
    #[serde(default)]
    pub entrance: Entrance,
}

/// `lines.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Lines {
    pub greeting: Texts,
    pub greeting_again: Texts,
    pub work: Texts,
    pub place: Texts,
    pub neighbour: Texts,
    pub dungeon: Texts,
    pub unknown: Texts,
    pub quest_open: Texts,
    pub no_quest: Texts,
    pub farewell: Texts,
}

/// `relics.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Relics {
    pub rewards: Rewards,
    #[serde(default)]
    pub class: Vec<Spanned<RelicClass>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rewards {
    pub from: Spanned<Rarity>,
    pub caps: Rarities,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RelicClass {
    pub name: Text,
    pub levels: Wholes,
    pub item_level: Whole,
    #[serde(default)]
    pub slots: Vec<Spanned<Slot>>,
    pub weights: Spanned<Rarities>,
    #[serde(default)]
    pub caps: Caps,
    pub boss_per_mille: Whole,
    pub treasure_per_mille: Whole,
    pub chest_per_mille: Whole,
    pub quest_per_mille: Whole,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Caps {
    pub common: Option<Whole>,
    pub uncommon: Option<Whole>,
    pub rare: Option<Whole>,
    pub epic: Option<Whole>,
    pub legendary: Option<Whole>,
}

/// `balance.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Balance {
    pub health: Whole,
    pub health_per_level: Whole,
    pub stamina: Whole,
    pub health_regain: Whole,
    pub stamina_regain: Whole,
    pub walk: Decimal,
    pub run: Decimal,
    pub run_stamina: Whole,
    pub swim: Decimal,
    pub jump: Decimal,
    pub gravity: Decimal,
    pub climb: Decimal,
    pub respawn: Decimal,
    pub fight: Decimal,
    pub linger: Decimal,
    pub pack_size: Whole,
    pub fists: Wholes,
    pub drop: Decimal,
    pub day: Decimal,
    pub outfit: Vec<Given>,
    pub levels: Levels,
    pub rarity: Spanned<Rarities>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Given {
    pub item: Text,
    pub count: Whole,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Levels {
    pub first: Whole,
    pub growth_per_cent: Whole,
    pub max: Whole,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rarities {
    pub common: Whole,
    pub uncommon: Whole,
    pub rare: Whole,
    pub epic: Whole,
    pub legendary: Whole,
}
