//! `[pace]`, `[figures]` and `[[follow]]` of `history.toml` as they are written. What is left out is
//! as in the defaults of [`crate::PaceRules`] and its kin.

use super::{Whole, Wholes};
use crate::types::EventKind;
use serde::Deserialize;
use toml::Spanned;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pace {
    pub years_apart: Option<Whole>,
    pub most_events: Option<Whole>,
    pub most_ruins: Option<Whole>,
    pub most_things: Option<Whole>,
    pub battles: Option<Wholes>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Figures {
    pub grown: Option<Whole>,
    pub old: Option<Whole>,
    pub age: Option<Wholes>,
    pub lifetime: Option<Wholes>,
    pub oldest_parent: Option<Whole>,
    pub again_per_mille: Option<Whole>,
    pub extinct_per_mille: Option<Whole>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Follow {
    pub after: Spanned<EventKind>,
    pub kind: Spanned<EventKind>,
    pub per_mille: Whole,
    pub years: Option<Wholes>,
}
