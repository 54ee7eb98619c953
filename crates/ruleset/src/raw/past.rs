//! `history.toml` and `people.toml` as they are written. Both files may be missing, and every table
//! of them: a world without wording for a thing goes without that thing.

use super::minds::{Day, Looks, Minds, Opinion};
use super::pace::{Figures, Follow, Pace};
use super::{Text, Texts, Whole, Wholes};
use crate::types::{EventKind, SecretKind};
use serde::Deserialize;
use toml::Spanned;

/// `history.toml`.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Past {
    pub present: Option<Whole>,
    pub span: Option<Wholes>,
    pub matters: Option<Texts>,
    pub sicknesses: Option<Texts>,
    pub epithets: Option<Texts>,
    #[serde(default)]
    pub pace: Pace,
    #[serde(default)]
    pub figures: Figures,
    #[serde(default)]
    pub follow: Vec<Spanned<Follow>>,
    #[serde(default)]
    pub event: Vec<Spanned<EventWording>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventWording {
    pub kind: Spanned<EventKind>,
    pub weight: Option<Whole>,
    pub count: Option<Wholes>,
    pub phrase: Text,
    pub texts: Texts,
    pub because: Option<Texts>,
}

/// `people.toml`.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Society {
    pub weathers: Option<Texts>,
    pub deeds: Option<Texts>,
    pub feuds: Option<Texts>,
    pub wars: Option<Texts>,
    #[serde(default)]
    pub minds: Minds,
    #[serde(default)]
    pub opinion: Opinion,
    #[serde(default)]
    pub day: Day,
    #[serde(default)]
    pub looks: Looks,
    #[serde(default)]
    pub temperament: Vec<Spanned<Temperament>>,
    #[serde(default)]
    pub faction: Vec<Spanned<Faction>>,
    #[serde(default)]
    pub secret: Vec<Spanned<Secret>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Temperament {
    pub name: Text,
    pub low: Text,
    pub high: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Faction {
    pub name: Text,
    pub weight: Whole,
    pub creed: Text,
    pub cultures: Option<Texts>,
    pub trades: Option<Texts>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Secret {
    pub kind: Spanned<SecretKind>,
    pub weight: Whole,
    pub texts: Texts,
}
