//! Counts, measures and checks one world: its land far around, and what lies around its home.

mod dungeons;
mod items;
mod land;
mod past;
mod puzzles;
mod quests;
mod towns;
mod walk;

use super::tally::Tally;
use seed::Mm;
use worldgen::{SiteId, SiteKind, World};

/// How far around home sites are looked at.
const AROUND: Mm = Mm::metres(2_000);

/// Most settlements and dungeons of a world that are looked into, and most settlements whose quests are
/// checked: a check digs and solves every dungeon that a quest leads to.
const SETTLEMENTS: usize = 4;
const DUNGEONS: usize = 4;
const QUEST_CHECKS: usize = 2;

/// One of a survey's worlds.
pub(super) struct Sample<'a> {
    pub(super) world: &'a World,
    /// Its seed as text, for the commands that show a failure.
    pub(super) seed: &'a str,
    /// Its number in the survey: steers what is drawn with a difficulty or a level.
    pub(super) number: u32,
}

impl Sample<'_> {
    /// What to say of a site that failed.
    fn at(&self, what: &str, command: &str, id: SiteId) -> String {
        let SiteId { x, z, number } = id;
        let id = if number == 0 { format!("{x},{z}") } else { format!("{x},{z},{number}") };
        format!("{what}: seedbound {command} --seed {} --id={id}", self.seed)
    }
}

/// Takes one world into the tally.
pub(super) fn world(tally: &mut Tally, sample: &Sample) {
    let world = sample.world;
    land::count(tally, world);
    // Before anybody who knows it, so that its time is its own.
    past::count(tally, sample);
    let home = world.site(world.home());
    let middle = home.map(|site| site.at).unwrap_or_default();
    let sites = world.sites_near(middle, AROUND);
    let of = |kind| sites.iter().filter(move |site| site.kind == kind);
    tally.measure("settlements: within 2 km", of(SiteKind::Settlement).count());
    tally.measure("dungeons: within 2 km", of(SiteKind::Dungeon).count());
    // Home first, then by identity.
    let mut settlements: Vec<SiteId> = of(SiteKind::Settlement).map(|site| site.id).collect();
    settlements.sort_by_key(|id| (*id != world.home(), *id));
    for (number, &id) in settlements.iter().take(SETTLEMENTS).enumerate() {
        let town = tally.timed("settlement", || world.settlement(id));
        tally.check("settlements are there", town.is_some(), || {
            sample.at("no settlement", "settlement show", id)
        });
        let Some(town) = town else { continue };
        towns::count(tally, sample, &town);
        quests::count(tally, sample, &town, number < QUEST_CHECKS);
    }
    for site in of(SiteKind::Dungeon).take(DUNGEONS) {
        dungeons::count(tally, sample, site.id);
    }
    puzzles::count(tally, sample);
    items::count(tally, sample);
}

/// The word of a kind, without what it holds: `"find-out"` of `FindOut { .. }`.
fn word(of: &impl std::fmt::Debug) -> String {
    let name = format!("{of:?}");
    let mut word = String::new();
    for letter in name.chars().take_while(char::is_ascii_alphanumeric) {
        if letter.is_ascii_uppercase() && !word.is_empty() {
            word.push('-');
        }
        word.push(letter.to_ascii_lowercase());
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_words_without_what_they_hold() {
        assert_eq!(word(&worldgen::QuestKind::FindOut), "find-out");
        assert_eq!(word(&worldgen::dungeon::mission::WayKind::Door { lock: 2 }), "door");
    }
}
