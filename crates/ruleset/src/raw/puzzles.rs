//! `puzzles.toml`.

use super::{Decimals, Text, Whole, Wholes};
use crate::types::PuzzleKind;
use serde::Deserialize;
use toml::Spanned;

/// What holds where a ruleset has no `puzzles.toml`: the core ruleset's.
pub(crate) const DEFAULT: &str = include_str!("../../../../assets/rulesets/core/puzzles.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Puzzles {
    pub candidates: Whole,
    pub levels_per_difficulty: Whole,
    #[serde(default)]
    pub family: Vec<Spanned<Family>>,
    #[serde(default)]
    pub rune: Vec<Rune>,
    #[serde(default)]
    pub light: Vec<Hue>,
    #[serde(default)]
    pub hue: Vec<Hue>,
    pub rune_clues: RuneClues,
    pub household_clues: HouseholdClues,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Family {
    pub kind: Spanned<PuzzleKind>,
    pub weight: Whole,
    #[serde(default)]
    pub themes: Vec<Text>,
    pub size: Wholes,
    pub pieces: Option<Wholes>,
    pub bits: Decimals,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rune {
    pub name: Text,
    pub strokes: Whole,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Hue {
    pub name: Text,
    pub colour: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuneClues {
    pub not_at: Text,
    pub odd: Text,
    pub even: Text,
    pub absent: Text,
    pub before: Text,
    pub beside: Text,
    pub apart: Text,
    pub sum: Text,
    pub more: Text,
    pub either: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HouseholdClues {
    pub person: Text,
    pub trade: Text,
    pub clothes: Text,
    pub age: Text,
    pub house: Text,
    pub not_house: Text,
    pub same: Text,
    pub differ: Text,
    pub west: Text,
    pub beside: Text,
}
