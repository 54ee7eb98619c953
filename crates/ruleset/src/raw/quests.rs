//! `quests.toml` as it is written.

use super::{Text, Texts};
use serde::Deserialize;

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
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct QuestText {
    pub title: Text,
    pub offer: Text,
}
