//! `[minds]`, `[opinion]`, `[day]` and `[looks]` of `people.toml` as they are written. What is left
//! out is as in the defaults of [`crate::MindRules`] and its kin.

use super::{Texts, Whole, Wholes};
use serde::Deserialize;
use toml::Spanned;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Minds {
    pub sided_per_mille: Option<Whole>,
    pub secret_per_mille: Option<Whole>,
    pub war_grudge_per_mille: Option<Whole>,
    pub war_years: Option<Whole>,
    pub deed_grudge_per_mille: Option<Whole>,
    pub tastes: Option<Wholes>,
    pub debt: Option<Wholes>,
    pub love_years: Option<Whole>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Opinion {
    pub chance: Option<Whole>,
    pub near_kin: Option<Whole>,
    pub close_kin: Option<Whole>,
    pub far_kin: Option<Whole>,
    pub same_side: Option<Whole>,
    pub other_side: Option<Whole>,
    pub deed: Option<Whole>,
    pub feud: Option<Whole>,
    pub love: Option<Whole>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Day {
    pub rise: Option<Wholes>,
    pub noon: Option<Wholes>,
    pub dusk: Option<Wholes>,
    pub night: Option<Wholes>,
    pub midday: Option<Spanned<Midday>>,
    pub evening: Option<Spanned<Evening>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Midday {
    pub home: Whole,
    pub inn: Whole,
    pub market: Whole,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Evening {
    pub temple: Whole,
    pub square: Whole,
    pub inn: Whole,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Looks {
    pub skin: Option<Texts>,
    pub hair: Option<Texts>,
    pub grey: Option<Texts>,
    pub grey_from: Option<Whole>,
}
