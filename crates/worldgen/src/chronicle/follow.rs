//! Quests after deeds: what was done is not asked for again, who heard of it pays more or less, and
//! somebody wants something new.

use super::news::path;
use super::{Chronicle, Deed, What, strength};
use crate::quest::persuasion;
use crate::quest::wording::{choose, fill};
use crate::quest::{Objective, Quest, QuestId, QuestKind, Reward};
use crate::{Compass, Need, Person, PersonId, Plot, Settlement, SiteId, World};
use ruleset::{DeedKind, DeedRules, FollowKind};
use seed::{Mm, Path, Stream};

/// Numbers of quests after deeds begin here; those of the seed stay far below.
const FIRST: u16 = 1_000;

/// How near a place that is to be looked at one must come.
const IN_SIGHT: Mm = Mm::metres(12);

const KINDS: [DeedKind; 6] = [
    DeedKind::Slain,
    DeedKind::Saved,
    DeedKind::Robbed,
    DeedKind::Solved,
    DeedKind::Built,
    DeedKind::Spared,
];

impl World {
    /// What this person offers after what players did; [`World::quests`] where the chronicle is
    /// empty. A quest after a deed keeps its id as long as that deed is the newest of its kind there.
    #[must_use]
    pub fn quests_after(&self, giver: PersonId, chronicle: &Chronicle) -> Vec<Quest> {
        let mut quests = self.quests(giver);
        if chronicle.deeds().is_empty() {
            return quests;
        }
        quests.retain(|quest| !is_done(quest, chronicle));
        let more = self.change(giver.home, chronicle, |rule| rule.reward_per_cent);
        for quest in &mut quests {
            let coins = i64::from(quest.reward.coins) * (100 + more) / 100;
            quest.reward.coins = u32::try_from(coins.max(1)).unwrap_or(u32::MAX);
        }
        if let Some(settlement) = self.settlement(giver.home) {
            let newest = KINDS.iter().filter_map(|&kind| self.newest(giver.home, chronicle, kind));
            let follow =
                newest.filter_map(|deed| self.follow(&settlement, giver, &deed, chronicle));
            quests.extend(follow);
        }
        quests.sort_by_key(|quest| quest.id);
        quests
    }

    /// The newest deed of a kind that was done at a settlement.
    fn newest(&self, site: SiteId, chronicle: &Chronicle, kind: DeedKind) -> Option<Deed> {
        let of_kind = |deed: &&Deed| deed.what.kind() == kind;
        let mut deeds = chronicle.deeds().iter().rev().filter(of_kind);
        deeds.find(|deed| self.town_of(deed) == Some(site)).copied()
    }

    fn follow(
        &self,
        settlement: &Settlement,
        giver: PersonId,
        deed: &Deed,
        chronicle: &Chronicle,
    ) -> Option<Quest> {
        let rules = self.rules();
        let rule = rules.chronicle.of(deed.what.kind())?;
        if strength(&rules.chronicle, deed, chronicle.day()) == 0 {
            return None;
        }
        let site = settlement.site.id;
        let path = Path::new().path(&site.path()).path(&path(deed));
        let mut stream = self.seed().stream("quest.deed", &path);
        let asks = match deed.what {
            What::Saved(person) | What::Robbed(person) => {
                settlement.people.iter().find(|other| other.id == person)?
            }
            _ => stream.pick(&settlement.people)?,
        };
        (asks.id == giver).then_some(())?;
        let mut elsewhere: Vec<&Person> =
            settlement.people.iter().filter(|other| other.house != asks.house).collect();
        stream.shuffle(&mut elsewhere);
        // Not everybody can be won over: then it is about the next.
        elsewhere
            .into_iter()
            .find_map(|other| self.bind(settlement, asks, other, deed, rule, &mut stream))
    }

    fn bind(
        &self,
        settlement: &Settlement,
        asks: &Person,
        other: &Person,
        deed: &Deed,
        rule: &DeedRules,
        stream: &mut Stream,
    ) -> Option<Quest> {
        let rules = self.rules();
        let goods = rules.trade(asks.trade).goods;
        let mut names = vec![
            ("giver", asks.full_name()),
            ("place", settlement.site.name.clone()),
            ("what", self.named(deed)),
            ("person", other.full_name()),
            ("item", rules.item(goods).name.clone()),
        ];
        let mut at = other.post;
        let (kind, objective) = match rule.follows {
            FollowKind::Deliver => {
                (QuestKind::Deliver, Objective::Deliver { item: goods, to: other.id })
            }
            FollowKind::FindOut => (QuestKind::FindOut, Objective::FindOut { from: other.id }),
            FollowKind::Persuade => {
                let (whom, town) = (other.id, settlement);
                let history = self.history(self.region_of_site(town.site.id));
                let gift = persuasion::gift(self, town, &history, whom, asks.id, goods)?;
                names.retain(|(name, _)| *name != "item");
                names.push(("item", rules.item(gift).name.clone()));
                (QuestKind::Persuade, Objective::Persuade { whom, gift: Some(gift) })
            }
            FollowKind::Explore => {
                let site = match deed.what {
                    What::Slain { boss_of: Some(site), .. } | What::Solved(site) => site,
                    _ => SiteId { number: 1, ..settlement.site.id },
                };
                let site = self.site(site)?;
                at = site.at;
                names.push(("goal", site.name));
                (QuestKind::Explore, Objective::Explore { site: site.id, at, within: IN_SIGHT })
            }
        };
        names.push(("direction", Compass::between(asks.post, at).to_string()));
        let names: Vec<(&str, &str)> =
            names.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let mut text = |text: &str| fill(&choose(text, stream), &names);
        let (title, offer) = (text(&rule.title), text(&rule.offer));
        let texts = &rules.quests;
        let spoken = |list: &[String], stream: &mut Stream| {
            let own = [
                ("giver", asks.full_name()),
                ("place", settlement.site.name.clone()),
                ("trade", rules.trade(asks.trade).name.clone()),
            ];
            let own: Vec<(&str, &str)> =
                own.iter().map(|(name, value)| (*name, value.as_str())).collect();
            stream.pick(list).map(|text| fill(&choose(text, stream), &own)).unwrap_or_default()
        };
        let (thanks, refusal) = (spoken(&texts.thanks, stream), spoken(&texts.refusal, stream));
        let level = settlement.site.level;
        let step = rules.balance.levels.first;
        let (least, most) = rules.chronicle.reward_coins;
        let coins = least + stream.below(most.saturating_sub(least) + 1);
        let coins = coins * (3 + u32::from(level)) / 4;
        Some(Quest {
            id: QuestId { giver: asks.id, number: number(deed) },
            kind,
            title,
            offer,
            thanks,
            objectives: vec![objective, Objective::Report { to: asks.id }],
            reward: Reward { experience: (step / 2).max(1), coins, item: None },
            level,
            plot: Plot { need: Need::Deed, refusal, ..Plot::default() },
        })
    }
}

/// A number of its own for every deed of a day and kind, as long as the world is younger than some
/// thousand days; later ones come round again when the earlier are long faded.
fn number(deed: &Deed) -> u16 {
    let kinds = KINDS.len() as u32;
    let span = (u32::from(u16::MAX) - u32::from(FIRST)) / kinds;
    FIRST + ((deed.day % span) * kinds + deed.what.kind() as u32) as u16
}

/// Was it done already, by somebody else?
fn is_done(quest: &Quest, chronicle: &Chronicle) -> bool {
    let any = |fits: &dyn Fn(&What) -> bool| chronicle.deeds().iter().any(|deed| fits(&deed.what));
    let home = quest.id.giver.home;
    if any(&|what| *what == What::Robbed(quest.id.giver)) {
        // Who was robbed has nothing to pay with, and other cares.
        return true;
    }
    match quest.kind {
        QuestKind::Build => any(&|what| *what == What::Built(home)),
        QuestKind::Solve => quest.objectives.iter().any(|objective| {
            let Objective::Solve { dungeon } = objective else { return false };
            any(&|what| *what == What::Solved(*dungeon))
        }),
        QuestKind::Delve => quest.objectives.iter().any(|objective| {
            let Objective::SlayBoss { dungeon } = objective else { return false };
            any(&|what| matches!(what, What::Slain { boss_of: Some(site), .. } if site == dungeon))
        }),
        QuestKind::Hunt => quest.objectives.iter().any(|objective| {
            let Objective::Hunt { creature, count, near, within } = objective else { return false };
            let here = |deed: &&Deed| near.distance(deed.at) <= i64::from(within.0);
            let kills = chronicle.deeds().iter().filter(here).filter(
                |deed| matches!(deed.what, What::Slain { creature: kind, .. } if kind == *creature),
            );
            let spared = |deed: &Deed| deed.what == What::Spared { creature: *creature };
            kills.count() >= usize::from(*count)
                || chronicle.deeds().iter().filter(here).any(spared)
        }),
        _ => false,
    }
}
