//! `quests.toml` as it is written.

use super::{Text, Texts, Whole};
use crate::types::{ArcKind, GroundKind};
use serde::Deserialize;
use toml::Spanned;

/// `quests.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Quests {
    pub thanks: Texts,
    pub opening: Option<Texts>,
    pub closing: Option<Texts>,
    pub refusal: Option<Texts>,
    pub hunt_instead: Option<Texts>,
    pub deliver_instead: Option<Texts>,
    #[serde(default)]
    pub deliver: Vec<QuestText>,
    #[serde(default)]
    pub hunt: Vec<QuestText>,
    #[serde(default)]
    pub delve: Vec<QuestText>,
    #[serde(default)]
    pub fetch: Vec<QuestText>,
    #[serde(default)]
    pub explore: Vec<QuestText>,
    #[serde(default)]
    pub find_out: Vec<QuestText>,
    #[serde(default)]
    pub persuade: Vec<QuestText>,
    #[serde(default)]
    pub build: Vec<QuestText>,
    #[serde(default)]
    pub solve: Vec<QuestText>,
    #[serde(default)]
    pub escort: Vec<QuestText>,
    #[serde(default)]
    pub grounded: Vec<Grounded>,
    #[serde(default)]
    pub aside: Vec<Asides>,
    pub persuasion: Option<Spanned<Persuasion>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Grounded {
    pub kind: Spanned<ArcKind>,
    pub ground: GroundKind,
    pub title: Text,
    pub offer: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asides {
    pub ground: Spanned<GroundKind>,
    pub texts: Texts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Persuasion {
    pub base: Whole,
    pub opinion: Whole,
    pub gift: Whole,
    pub liked: Whole,
    pub disliked: Whole,
    #[serde(default)]
    pub temperament: Vec<Inclination>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Inclination {
    pub axis: Text,
    pub points: Whole,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct QuestText {
    pub title: Text,
    pub offer: Text,
}
