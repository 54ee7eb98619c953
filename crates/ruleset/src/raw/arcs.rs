//! `arcs.toml` as it is written.

use super::Text;
use crate::types::{ArcKind, Role};
use serde::Deserialize;
use toml::Spanned;

/// `arcs.toml`; left out: quests stand alone.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Arcs {
    #[serde(default)]
    pub arc: Vec<Spanned<Arc>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Arc {
    pub name: Text,
    #[serde(default)]
    pub part: Vec<Spanned<Part>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Part {
    pub kind: Spanned<ArcKind>,
    pub giver: Spanned<Role>,
    pub to: Option<Spanned<Role>>,
    #[serde(default)]
    pub turn: bool,
    pub title: Text,
    pub offer: Text,
}
