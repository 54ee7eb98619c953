//! What all kinds of quests share: names, words, rewards, identity.

use super::deck::{Card, Decks};
use super::grounds::Bound;
use crate::history::once;
use crate::quest::persuasion;
use crate::quest::plot::{After, Consequence, Ending, Need, Outcome, Plot};
use crate::quest::wording::{choose, fill};
use crate::quest::{Objective, Quest, QuestId, QuestKind, Reward};
use crate::settlement::Settlement;
use crate::world::{Town, World};
use crate::{History, Item, Person, PersonId, Site};
use ruleset::{ItemId, ItemUse};
use seed::{Mm, Path, Stream};
use std::sync::Arc;

/// How far a parcel is sent.
const FAR_PARCEL: Mm = Mm::metres(1_800);

/// Slots that stand for people.
const PEOPLE: [&str; 8] =
    ["person", "maker", "giver", "rival", "victim", "witness", "figure", "other"];

/// Gathers the quests of a settlement.
pub(super) struct Binder<'a> {
    pub(super) world: &'a World,
    pub(super) town: &'a Town,
    pub(super) settlement: &'a Settlement,
    pub(super) history: Arc<History>,
    pub(super) decks: Decks<'a>,
    pub(super) quests: Vec<Quest>,
}

/// What a quest has of its own.
pub(super) struct Draft<'t> {
    pub(super) kind: QuestKind,
    pub(super) need: Need,
    pub(super) wording: &'t Card,
    pub(super) names: Vec<(&'static str, String)>,
    /// Its objectives without the report.
    pub(super) objectives: Vec<Objective>,
    /// Another way to do the first objective, with the words for it.
    pub(super) instead: Option<(Objective, String)>,
    pub(super) deadline_days: Option<u16>,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) level: u16,
    pub(super) reward: Reward,
    /// What it follows from.
    pub(super) bound: Option<Bound<'t>>,
}

impl Binder<'_> {
    pub(super) fn stream(&self, giver: PersonId, purpose: &str) -> Stream {
        let path = Path::new().path(&giver.home.path()).int(giver.number).text(purpose);
        self.world.seed().stream("quest", &path)
    }

    /// Is nothing of this kind asked for here yet? The first of a kind is always a plain one.
    pub(super) fn first(&self, kind: QuestKind) -> bool {
        !self.quests.iter().any(|quest| quest.kind == kind)
    }

    /// Somebody of this settlement who lives in another house than any of `apart`.
    pub(super) fn neighbour(&self, stream: &mut Stream, apart: &[&Person]) -> Option<Person> {
        let elsewhere = |other: &&Person| apart.iter().all(|person| person.house != other.house);
        let others: Vec<&Person> = self.settlement.people.iter().filter(elsewhere).collect();
        stream.pick(&others).map(|&other| other.clone())
    }

    /// Settlements within a day's walk, apart from this one.
    pub(super) fn settlements(&self) -> Vec<Site> {
        let here = self.town.site.id;
        let mut near = self.world.sites_near(self.town.site.at, FAR_PARCEL);
        near.retain(|site| site.id.number == 0 && site.id != here);
        near
    }

    /// Whom an errand is about, with the name of where that one lives: whoever it follows from, else
    /// somebody abroad in half of those that may lead there, else a neighbour.
    pub(super) fn other(
        &self,
        stream: &mut Stream,
        giver: &Person,
        bound: Option<&Bound<'_>>,
        may_be_abroad: bool,
    ) -> Option<(Person, String)> {
        if let Some(person) = bound.and_then(|bound| bound.person.clone()) {
            return Some(person);
        }
        let abroad = if may_be_abroad && stream.chance(1, 2) { self.abroad(stream) } else { None };
        let near = || {
            let person = self.neighbour(stream, &[giver])?;
            Some((person, self.town.site.name.clone()))
        };
        abroad.or_else(near)
    }

    /// A dungeon of the settlement: that which a quest follows from, else any.
    pub(super) fn mouth(&self, stream: &mut Stream, bound: Option<&Bound<'_>>) -> Option<Site> {
        let any = stream.pick(&self.town.mouths).map(|(mouth, _)| mouth);
        let known = bound.and_then(|bound| bound.site);
        let known = self.town.mouths.iter().find(|(mouth, _)| Some(mouth.id) == known);
        known.map(|(mouth, _)| mouth).or(any).cloned()
    }

    /// What wins somebody of the settlement over: goods of the giver's trade, or else something that
    /// does.
    pub(super) fn gift(&self, giver: &Person, whom: &Person) -> Option<ItemId> {
        let first = self.world.rules().trade(giver.trade).goods;
        let (world, town) = (self.world, self.settlement);
        persuasion::gift(world, town, &self.history, whom.id, giver.id, first)
    }

    /// A neighbour who can be won over by words alone, if one of a few is of that kind.
    pub(super) fn who_listens(&self, stream: &mut Stream, giver: &Person) -> Option<Person> {
        (0..4).find_map(|_| {
            let other = self.neighbour(stream, &[giver])?;
            let taken = persuasion::taken(&self.circle(&other), None, giver.id);
            taken.agrees().then_some(other)
        })
    }

    /// Somebody in another settlement, with its name.
    fn abroad(&self, stream: &mut Stream) -> Option<(Person, String)> {
        let places = self.settlements();
        let settlement = self.world.settlement(stream.pick(&places)?.id)?;
        let person = stream.pick(&settlement.people)?.clone();
        Some((person, settlement.site.name))
    }

    pub(super) fn add(&mut self, giver: &Person, draft: Draft<'_>) {
        let mut stream = self.stream(giver.id, "words");
        let rules = self.world.rules();
        let full_name = giver.full_name();
        let mut names: Vec<(&str, &str)> =
            draft.names.iter().map(|(name, value)| (*name, value.as_str())).collect();
        // The first of a name counts: in an arc the giver is who began it.
        names.push(("giver", &full_name));
        if let Some(bound) = &draft.bound {
            names.extend(bound.names.iter().map(|(name, value)| (*name, value.as_str())));
        }
        let own = [
            ("giver", full_name.as_str()),
            ("place", self.town.site.name.as_str()),
            ("trade", rules.trade(giver.trade).name.as_str()),
        ];
        let mut part = |text: Option<&String>| {
            text.map(|text| fill(&choose(text, &mut stream), &own)).unwrap_or_default()
        };
        let opening = part(self.decks.opening.draw());
        let closing = part(self.decks.closing.draw());
        let thanks = part(self.decks.thanks.draw());
        let refusal = part(self.decks.refusal.draw());
        let mut core = fill(&choose(&draft.wording.1, &mut stream), &names);
        if let Some(aside) = draft.bound.as_ref().and_then(|bound| bound.aside) {
            core = format!("{core} {}", fill(&choose(aside, &mut stream), &names));
        }
        let title = fill(&choose(&draft.wording.0, &mut stream), &names);
        let mut objectives = draft.objectives;
        let mut steps = Vec::new();
        if let Some((other, words)) = draft.instead {
            // 0 or 1, then the report.
            core = format!("{core} {words}");
            objectives.push(other);
            steps = vec![After::All(vec![]), After::All(vec![]), After::Any(vec![0, 1])];
        }
        for (name, value) in &names {
            // Whoever was named in full is called by the given name after that.
            if PEOPLE.contains(name)
                && let Some((given, _)) = value.split_once(' ')
            {
                core = once(&core, value, given);
            }
        }
        objectives.push(Objective::Report { to: giver.id });
        let number = self.quests.iter().filter(|quest| quest.id.giver == giver.id).count() as u16;
        let mut outcomes = draft.outcomes;
        let pleased = Consequence::Opinion { of: giver.id, by: 10 };
        outcomes.push(Outcome { when: Ending::Done, what: pleased });
        let put_out = Consequence::Opinion { of: giver.id, by: -3 };
        outcomes.push(Outcome { when: Ending::Refused, what: put_out });
        let spoken = [opening, core, closing];
        let spoken: Vec<&str> =
            spoken.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        self.quests.push(Quest {
            id: QuestId { giver: giver.id, number },
            kind: draft.kind,
            title,
            offer: spoken.join(" "),
            thanks,
            objectives,
            reward: draft.reward,
            level: draft.level,
            plot: Plot {
                need: draft.need,
                steps,
                requires: Vec::new(),
                refusal,
                deadline_days: draft.deadline_days,
                outcomes,
                arc: None,
                ground: draft.bound.map(|bound| bound.ground),
            },
        });
    }

    /// Experience as a share of what the level's step to the next takes, and coins.
    pub(super) fn reward(
        &self,
        stream: &mut Stream,
        level: u16,
        per_cent: u32,
        coins: u32,
    ) -> Reward {
        let table = &self.world.rules().balance.levels;
        let mut step = u64::from(table.first);
        for _ in 1..level {
            step = (step * u64::from(100 + table.growth_per_cent) / 100).min(u64::from(u32::MAX));
        }
        let experience = u32::try_from(step * u64::from(per_cent) / 100).unwrap_or(u32::MAX);
        let spread = coins / 4;
        let more = stream.below(2 * spread + 1);
        let coins = (coins - spread + more) * (3 + u32::from(level)) / 4;
        Reward { experience: experience.max(1), coins, item: None }
    }

    /// The best draught of a level; `None` where the ruleset has none.
    pub(super) fn draught(&self, stream: &mut Stream, level: u16) -> Option<Item> {
        let rules = self.world.rules();
        let draughts: Vec<u16> = (0..rules.items.len() as u16)
            .filter(|&index| {
                let item = rules.item(ruleset::ItemId(index));
                matches!(item.kind, ItemUse::Potion { .. }) && item.from_level <= level
            })
            .collect();
        stream.pick(&draughts).map(|&index| Item::plain(ruleset::ItemId(index)))
    }
}
