//! `chronicle.toml` as it is written.

use super::{Text, Texts, Whole, Wholes};
use crate::types::{DeedKind, FollowKind};
use serde::Deserialize;
use toml::Spanned;

/// `chronicle.toml`; left out: deeds have no echo.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Chronicle {
    pub most_deeds: Option<Whole>,
    pub spread: Option<Whole>,
    pub hearsay: Option<Whole>,
    pub change_per_cent: Option<Wholes>,
    pub reward_coins: Option<Wholes>,
    #[serde(default)]
    pub deed: Vec<Deed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Deed {
    pub kind: Spanned<DeedKind>,
    pub fade_days: Whole,
    pub price_per_cent: Whole,
    pub reward_per_cent: Whole,
    pub follows: Spanned<FollowKind>,
    pub title: Text,
    pub offer: Text,
    pub rumour: Texts,
}
