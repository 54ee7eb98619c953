//! stub
use bevy::prelude::*;
use protocol::EntityKind;
use ruleset::Ruleset;
pub(crate) fn plugin(_app: &mut App) {}
/// Where a name plate floats: metres above a thing's feet.
#[must_use]
pub fn head_height(_kind: &EntityKind, _rules: &Ruleset) -> f32 {
    1.9
}
