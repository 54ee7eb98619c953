//! What is written on the walls, and why the boss is here, as far as a dungeon knows it of itself.
//!
//! What the past of the land adds is said by [`crate::World::dungeon_lore`], in a step of its own, so
//! that digging and proving a dungeon needs no history.

use super::Dungeon;
use ruleset::{Ruleset, ThemeId};
use seed::Stream;
use serde::Serialize;

/// An inscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LoreLine {
    /// The cell from which one reads it.
    pub cell: (u16, u16),
    /// What it says.
    pub text: String,
}

/// Inscriptions at most.
const MOST: usize = 3;

/// The reason of the boss, and inscriptions at some of these cells.
pub(super) fn write(
    stream: &mut Stream,
    rules: &Ruleset,
    dungeon: &Dungeon,
    mut cells: Vec<(u16, u16)>,
) -> (String, Vec<LoreLine>) {
    let theme = rules.theme(dungeon.theme);
    let fill = |text: &str| {
        text.replace("{dungeon}", &dungeon.name)
            .replace("{boss}", &rules.creature(theme.boss).name)
            .replace("{relic}", &rules.item(theme.relic).name)
    };
    let fits = |themes: &[ThemeId]| themes.is_empty() || themes.contains(&dungeon.theme);
    let motives: Vec<&str> = rules
        .missions
        .motives
        .iter()
        .filter(|motive| motive.of.is_none() && fits(&motive.themes))
        .map(|motive| motive.text.as_str())
        .collect();
    let reason = stream.pick(&motives).map(|text| fill(text)).unwrap_or_default();
    let mut lines: Vec<&String> = rules.missions.lore.iter().collect();
    stream.shuffle(&mut lines);
    stream.shuffle(&mut cells);
    let lines = cells.into_iter().zip(lines).take(MOST);
    (reason, lines.map(|(cell, text)| LoreLine { cell, text: fill(text) }).collect())
}
