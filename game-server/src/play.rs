//! The game as it runs on the server: one feature a file.

pub(crate) mod atlas;
pub(crate) mod chat;
pub(crate) mod clock;
pub(crate) mod creature;
pub(crate) mod deals;
pub(crate) mod death;
pub(crate) mod dungeon;
pub(crate) mod fight;
pub(crate) mod figures;
pub(crate) mod holdings;
pub(crate) mod index;
pub(crate) mod joining;
pub(crate) mod keep;
pub(crate) mod leaving;
pub(crate) mod link;
pub(crate) mod loot;
pub(crate) mod market;
pub(crate) mod pack;
pub(crate) mod party;
pub(crate) mod people;
pub(crate) mod player;
pub(crate) mod quests;
pub(crate) mod relics;
pub(crate) mod requests;
pub(crate) mod sealed;
pub(crate) mod sight;
pub(crate) mod talk;
pub(crate) mod things;
pub(crate) mod trade;
pub(crate) mod traps;
pub(crate) mod travel;
pub(crate) mod wire;

#[cfg(test)]
mod tests;
