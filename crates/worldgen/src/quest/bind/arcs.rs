//! Arcs: a pattern of the ruleset, bound to four people of four houses, a dungeon and a den.

use super::deck::step_south;
use super::draft::{Binder, Draft};
use crate::quest::plot::{ArcRef, Consequence, Ending, Need, Outcome};
use crate::quest::wording::count;
use crate::quest::{Objective, Quest, QuestId, QuestKind};
use crate::{Compass, Den, Item, Person, Site, dungeon};
use ruleset::{ArcKind, ArcPart, ArcPattern, Rarity, Role};
use seed::{Mm, Path, Stream};

/// How near a mouth one must come, and how far from its den a kill still counts.
const IN_SIGHT: Mm = Mm::metres(12);
const AROUND_A_DEN: Mm = Mm(60_000);

/// How many cells around home tell no tale twice.
const NEAR_HOME: u32 = 6;

/// Who and what an arc is about.
struct Cast {
    people: Vec<Person>,
    mouth: Site,
    den: Option<Den>,
}

impl Cast {
    fn of(&self, role: Role) -> &Person {
        let index = Role::ALL.iter().position(|&other| other == role).unwrap_or(0);
        &self.people[index.min(self.people.len() - 1)]
    }
}

impl Binder<'_> {
    /// An arc, where the settlement has the people and the land has the beasts for it.
    pub(super) fn arc(&mut self, den: Option<Den>) {
        let arcs = &self.world.rules().arcs;
        let site = self.town.site.id;
        let mut stream = self.world.seed().stream("arc", &site.path());
        let at_home = site == self.world.home();
        if arcs.is_empty() || !(at_home || stream.chance(1, 2)) {
            return;
        }
        // As with the decks of words: neighbours tell different tales.
        let mut order: Vec<usize> = (0..arcs.len()).collect();
        self.world.seed().stream("quest.deck", &Path::new().text("arcs")).shuffle(&mut order);
        let first = i64::from(site.x) + step_south(arcs.len()) * i64::from(site.z);
        let first = first.rem_euclid(arcs.len() as i64) as usize;
        let Some(cast) = self.cast(&mut stream, den) else { return };
        // One may ask for beasts where there are none, or for a word with somebody who listens to none.
        let can = |part: &ArcPart| match part.kind {
            ArcKind::Hunt => cast.den.is_some(),
            ArcKind::Persuade => self.gift(cast.of(part.giver), cast.of(part.to)).is_some(),
            _ => true,
        };
        let fits = |arc: &ArcPattern| arc.parts.iter().all(can);
        // Where its own does not fit, the next is told; only the neighbours of home, whom everybody meets
        // first, leave that to home.
        let home = self.world.home();
        let away = site.x.abs_diff(home.x).max(site.z.abs_diff(home.z));
        let near_home = (1..=NEAR_HOME).contains(&away);
        let others = if near_home { 1 } else { arcs.len() };
        let mut turns = (0..others).map(|step| order[(first + step) % arcs.len()]);
        let Some(number) = turns.find(|&number| fits(&arcs[number])) else { return };
        if near_home && self.arc_of_home() == Some(number as u16) {
            return;
        }
        let mut before: Option<QuestId> = None;
        for (part, pattern) in arcs[number].parts.iter().enumerate() {
            self.part(&cast, pattern, &mut stream);
            let of = arcs[number].parts.len() as u16;
            let arc = ArcRef { arc: number as u16, part: part as u16, of, turn: pattern.turn };
            let Some(quest) = self.quests.last_mut() else { return };
            quest.plot.arc = Some(arc);
            quest.plot.requires.extend(before);
            let id = quest.id;
            self.after_the_plain_one(id);
            if let Some(before) = before.replace(id)
                && let Some(earlier) = self.quests.iter_mut().find(|quest| quest.id == before)
            {
                let next = Outcome { when: Ending::Done, what: Consequence::Next(id) };
                earlier.plot.outcomes.push(next);
            }
        }
    }

    /// The arc that home tells.
    fn arc_of_home(&self) -> Option<u16> {
        let home = self.world.settlement(self.world.home())?;
        let mut quests = home.people.iter().flat_map(|person| self.world.quests(person.id));
        quests.find_map(|quest| quest.plot.arc).map(|arc| arc.arc)
    }

    /// A dungeon has one relic at a time: who wants it for an arc waits until the other has it.
    fn after_the_plain_one(&mut self, id: QuestId) {
        let boss = |quest: &Quest| {
            quest.objectives.iter().find_map(|objective| match objective {
                Objective::SlayBoss { dungeon } => Some(*dungeon),
                _ => None,
            })
        };
        let wanted = self.quests.iter().find(|quest| quest.id == id).and_then(boss);
        let Some(dungeon) = wanted else { return };
        let other = self.quests.iter().find(|quest| quest.id != id && boss(quest) == Some(dungeon));
        let other = other.map(|quest| quest.id);
        if let Some(quest) = self.quests.iter_mut().find(|quest| quest.id == id) {
            quest.plot.requires.extend(other);
        }
    }

    fn cast(&self, stream: &mut Stream, den: Option<Den>) -> Option<Cast> {
        let mut people: Vec<Person> = Vec::new();
        for _ in Role::ALL {
            let apart: Vec<&Person> = people.iter().collect();
            let next = self.neighbour(stream, &apart)?;
            people.push(next);
        }
        let (mouth, _) = stream.pick(&self.town.mouths)?;
        Some(Cast { people, mouth: mouth.clone(), den })
    }

    fn part(&mut self, cast: &Cast, pattern: &ArcPart, stream: &mut Stream) {
        let rules = self.world.rules();
        let (giver, to) = (cast.of(pattern.giver), cast.of(pattern.to));
        let site = &cast.mouth;
        let theme = rules.theme(dungeon::theme_of(self.world.seed(), rules, site));
        let (dungeon, level) = (site.id, self.town.site.level);
        let mut names: Vec<(&'static str, String)> = Role::ALL
            .iter()
            .filter(|role| **role != Role::Giver)
            .map(|&role| (role.name(), cast.of(role).full_name()))
            .collect();
        // The arc's giver is not always who asks: the text means the role.
        names.push(("giver", cast.of(Role::Giver).full_name()));
        names.push(("place", self.town.site.name.clone()));
        names.push(("dungeon", site.name.clone()));
        let goods = rules.trade(giver.trade).goods;
        let mut at = to.post;
        let (kind, level, per_cent, coins, objectives) = match pattern.kind {
            ArcKind::Deliver => {
                names.push(("item", rules.item(goods).name.clone()));
                let objective = Objective::Deliver { item: goods, to: to.id };
                (QuestKind::Deliver, level, 70, 12, vec![objective])
            }
            ArcKind::Persuade => {
                // Checked before: an arc asks only for those who can be won over.
                let gift = self.gift(giver, to).unwrap_or(goods);
                names.push(("item", rules.item(gift).name.clone()));
                let objective = Objective::Persuade { whom: to.id, gift: Some(gift) };
                (QuestKind::Persuade, level, 75, 14, vec![objective])
            }
            ArcKind::FindOut => {
                (QuestKind::FindOut, level, 65, 12, vec![Objective::FindOut { from: to.id }])
            }
            ArcKind::Fetch => {
                let item = rules.trade(to.trade).goods;
                let wanted = (2 + stream.below(3) as u16).min(rules.item(item).stack.max(1));
                names.push(("item", rules.item(item).plural.clone()));
                names.push(("count", count(wanted)));
                let objective = Objective::Collect { item, count: wanted, from: to.id };
                (QuestKind::Fetch, level, 70, 14, vec![objective])
            }
            ArcKind::Explore => {
                at = site.at;
                let objective = Objective::Explore { site: dungeon, at, within: IN_SIGHT };
                (QuestKind::Explore, level, 65, 12, vec![objective])
            }
            ArcKind::Hunt => {
                // Checked before: an arc with a hunt has a den.
                let Some(den) = &cast.den else { return };
                at = den.at;
                let killed = u16::from(den.count);
                let creature = rules.creature(den.creature);
                names.push(("creature", creature.name.clone()));
                names.push(("creatures", creature.plural.clone()));
                names.push(("count", count(killed)));
                let (creature, near, within) = (den.creature, at, AROUND_A_DEN);
                let objective = Objective::Hunt { creature, count: killed, near, within };
                (QuestKind::Hunt, den.level, 110, 22, vec![objective])
            }
            ArcKind::Solve => {
                at = site.at;
                let objectives = vec![Objective::Enter { dungeon }, Objective::Solve { dungeon }];
                (QuestKind::Solve, site.level, 130, 34, objectives)
            }
            ArcKind::Delve => {
                at = site.at;
                names.push(("item", self.relic(dungeon, theme.relic)));
                names.push(("boss", format!("the {}", rules.creature(theme.boss).name)));
                let objectives = vec![
                    Objective::Enter { dungeon },
                    Objective::Solve { dungeon },
                    Objective::SlayBoss { dungeon },
                    Objective::Fetch { item: theme.relic, dungeon },
                ];
                (QuestKind::Delve, site.level, 200, 66, objectives)
            }
        };
        names.push(("direction", Compass::between(giver.post, at).to_string()));
        let mut reward = self.reward(stream, level, per_cent, coins);
        reward.item = match pattern.kind {
            ArcKind::Delve => Some(Item::roll_rarity(rules, stream, level, Rarity::Rare)),
            _ if pattern.turn => Some(Item::roll_rarity(rules, stream, level, Rarity::Uncommon)),
            _ => None,
        };
        let wording = (pattern.title.clone(), pattern.offer.clone());
        let outcomes = Vec::new();
        let need = if pattern.turn { Need::Grudge } else { Need::Neighbour };
        self.add(
            &giver.clone(),
            Draft {
                kind,
                need,
                wording: &wording,
                names,
                objectives,
                instead: None,
                deadline_days: None,
                outcomes,
                level,
                reward,
                bound: None,
            },
        );
    }
}
