//! `crafts.toml` as it is written.

use super::{Text, Texts, Whole};
use crate::types::{Slot, StatKind};
use serde::Deserialize;
use toml::Spanned;

/// `crafts.toml`; left out: items are what their bases and affixes are.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Crafts {
    pub budget: Option<Spanned<Budget>>,
    #[serde(default)]
    pub material: Vec<Spanned<Material>>,
    #[serde(default)]
    pub set: Vec<Spanned<Set>>,
    pub tales: Option<Tales>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Budget {
    pub affix: Whole,
    pub affix_per_five_levels: Whole,
    pub cost: Costs,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Costs {
    pub health: Whole,
    pub stamina: Whole,
    pub damage: Whole,
    pub protection: Whole,
    pub speed: Whole,
    pub recovery: Whole,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Material {
    pub name: Text,
    pub adjective: Text,
    pub slots: Spanned<Vec<Slot>>,
    pub colour: Text,
    pub from_level: Option<Whole>,
    pub weight: Whole,
    pub value_per_cent: Option<Whole>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Set {
    pub name: Text,
    pub members: Texts,
    pub bonus: Vec<Bonus>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bonus {
    pub worn: Whole,
    pub stat: StatKind,
    pub amount: Whole,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tales {
    pub flavour: Texts,
    pub epithet: Texts,
    pub legend: Texts,
    pub famous: Option<Texts>,
    pub found: Option<Texts>,
}
