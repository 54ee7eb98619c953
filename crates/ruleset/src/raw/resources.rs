//! What the land gives, as it is written in `biomes.toml`.

use super::{Text, Whole, Wholes};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Resource {
    pub goods: Text,
    pub per_mille_chunks: Whole,
    pub amount: Wholes,
    pub shore: Option<toml::Spanned<bool>>,
}
