//! Quests of the sword and the lamp: hunts, delves, puzzles.

use super::draft::{Binder, Draft};
use crate::quest::ground::Ground;
use crate::quest::plot::{Consequence, Ending, Need, Outcome};
use crate::quest::wording::{count, fill};
use crate::quest::{Objective, QuestKind};
use crate::{Compass, Den, Hidden, Item, Person, Site, SiteId, dungeon};
use ruleset::{ArcKind, ItemId, Rarity};
use seed::Mm;

/// How far from its den a kill still counts.
const AROUND_A_DEN: Mm = Mm(60_000);

impl Binder<'_> {
    /// The creatures of a den; some can be got rid of by a word with the right neighbour.
    pub(super) fn hunt(&mut self, giver: &Person, den: Den) {
        let rules = self.world.rules();
        let mut stream = self.stream(giver.id, "hunt");
        let creature = rules.creature(den.creature);
        let Some(wording) = self.decks.hunt.draw() else { return };
        let killed = u16::from(den.count);
        let mut reward = self.reward(&mut stream, den.level, 70 + 10 * u32::from(killed), 15);
        reward.item = if stream.chance(1, 2) {
            self.draught(&mut stream, den.level)
        } else {
            Some(Item::roll(rules, &mut stream, den.level))
        };
        let mut instead = None;
        if !self.first(QuestKind::Hunt)
            && let Some(other) = self.who_listens(&mut stream, giver)
            && let Some(words) = self.decks.hunt_instead.draw()
        {
            let words = fill(words, &[("other", &other.full_name())]);
            instead = Some((Objective::Persuade { whom: other.id, gift: None }, words));
        }
        let site = self.town.site.id;
        let safer = Outcome { when: Ending::Done, what: Consequence::Safety { site, by: 5 } };
        let direction = Compass::between(self.town.site.at, den.at).to_string();
        self.add(
            giver,
            Draft {
                kind: QuestKind::Hunt,
                need: Need::Beasts,
                wording,
                names: vec![
                    ("place", self.town.site.name.clone()),
                    ("creature", creature.name.clone()),
                    ("creatures", creature.plural.clone()),
                    ("count", count(killed)),
                    ("direction", direction),
                ],
                objectives: vec![Objective::Hunt {
                    creature: den.creature,
                    count: killed,
                    near: den.at,
                    within: AROUND_A_DEN,
                }],
                instead,
                deadline_days: None,
                outcomes: vec![safer],
                level: den.level,
                reward,
                bound: None,
            },
        );
    }

    /// The relic of a dungeon.
    pub(super) fn delve(&mut self, giver: &Person, site: &Site) {
        let rules = self.world.rules();
        let mut stream = self.stream(giver.id, "delve");
        let theme = rules.theme(dungeon::theme_of(self.world.seed(), rules, site));
        let bound = self.bound(giver, ArcKind::Delve, Some(site.id), false);
        let told = bound.as_ref().and_then(|bound| bound.card);
        // Words that name the famous thing itself call it the disc or the crown beside that.
        let famous = bound.as_ref().is_some_and(|bound| {
            matches!(bound.ground, Ground::Lost(_) | Ground::Secret(Hidden::Treasure(_)))
        });
        let Some(wording) = told.or_else(|| self.decks.delve.draw()) else { return };
        let mut reward = self.reward(&mut stream, site.level, 180, 60);
        let rarity = if stream.chance(1, 3) { Rarity::Rare } else { Rarity::Uncommon };
        reward.item = Some(Item::roll_rarity(rules, &mut stream, site.level, rarity));
        let direction = Compass::between(self.town.site.at, site.at).to_string();
        let dungeon = site.id;
        let plain = || rules.item(theme.relic).name.clone();
        let item = if famous { plain() } else { self.relic(dungeon, theme.relic) };
        let home = self.town.site.id;
        let safer = Consequence::Safety { site: home, by: 15 };
        self.add(
            giver,
            Draft {
                kind: QuestKind::Delve,
                need: Need::Missing,
                wording,
                names: vec![
                    ("place", self.town.site.name.clone()),
                    ("item", item),
                    ("dungeon", site.name.clone()),
                    ("boss", format!("the {}", rules.creature(theme.boss).name)),
                    ("direction", direction),
                ],
                objectives: vec![
                    Objective::Enter { dungeon },
                    Objective::Solve { dungeon },
                    Objective::SlayBoss { dungeon },
                    Objective::Fetch { item: theme.relic, dungeon },
                ],
                instead: None,
                deadline_days: None,
                outcomes: vec![Outcome { when: Ending::Done, what: safer }],
                level: site.level,
                reward,
                bound,
            },
        );
    }

    /// What a dungeon's relic is called after an article: by the name that the past gave it.
    pub(super) fn relic(&self, dungeon: SiteId, relic: ItemId) -> String {
        let famous = self.history.treasure(dungeon, relic);
        let plain = &self.world.rules().item(relic).name;
        let name = famous.map_or(plain, |thing| &thing.name);
        name.strip_prefix("the ").unwrap_or(name).to_owned()
    }

    /// The puzzle of a dungeon, and nothing behind it.
    pub(super) fn solve(&mut self, giver: &Person) {
        let mut stream = self.stream(giver.id, "solve");
        let bound = self.bound(giver, ArcKind::Solve, None, false);
        let told = bound.as_ref().and_then(|bound| bound.card);
        let Some(site) = self.mouth(&mut stream, bound.as_ref()) else { return };
        let Some(wording) = told.or_else(|| self.decks.solve.draw()) else { return };
        let mut reward = self.reward(&mut stream, site.level, 110, 30);
        reward.item = self.draught(&mut stream, site.level);
        let direction = Compass::between(self.town.site.at, site.at).to_string();
        let dungeon = site.id;
        self.add(
            giver,
            Draft {
                kind: QuestKind::Solve,
                need: Need::Land,
                wording,
                names: vec![
                    ("place", self.town.site.name.clone()),
                    ("dungeon", site.name.clone()),
                    ("direction", direction),
                ],
                objectives: vec![Objective::Enter { dungeon }, Objective::Solve { dungeon }],
                instead: None,
                deadline_days: None,
                outcomes: Vec::new(),
                level: site.level,
                reward,
                bound,
            },
        );
    }
}
