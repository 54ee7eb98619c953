//! Binds quests to the people, dens and dungeons of a settlement.

use super::wording::{count, fill};
use super::{Objective, Quest, QuestId, QuestKind, Reward};
use crate::chunk::dens;
use crate::settlement::Settlement;
use crate::world::{Town, World};
use crate::{ChunkCoord, Compass, Den, Item, Person, PersonId, Site, dungeon};
use ruleset::{Behaviour, ItemUse, Rarity};
use seed::{Mm, Path, Point, Stream};

/// How far from its den a kill still counts.
const AROUND_A_DEN: Mm = Mm(60_000);

/// How far a parcel is sent.
const FAR_PARCEL: Mm = Mm::metres(1_800);

/// Where new players look for work first: around the spawn.
const NEAR_SPAWN: i64 = 30_000;

/// Everything that a settlement's people offer, sorted by giver and number.
pub(crate) fn quests(world: &World, town: &Town, settlement: &Settlement) -> Vec<Quest> {
    let mut stream = world.seed().stream("quests", &town.site.id.path());
    let decks = Decks::new(world, &mut stream);
    let mut binder = Binder { world, town, settlement, decks, quests: Vec::new() };
    let mut dens = dens_near(world, town);
    stream.shuffle(&mut dens);
    // Those near the spawn give the first ones, in an order of their own.
    let mut givers: Vec<&Person> = settlement.people.iter().collect();
    stream.shuffle(&mut givers);
    givers.sort_by_key(|person| person.post.distance(settlement.spawn) > NEAR_SPAWN);
    let mut wanted = vec![QuestKind::Deliver, QuestKind::Hunt];
    let mut dungeons = town.mouths.iter().map(|(site, _)| site);
    wanted.extend(dungeons.clone().map(|_| QuestKind::Delve));
    wanted.extend((0..1 + stream.below(2)).map(|_| QuestKind::Deliver));
    wanted.extend((0..1 + stream.below(2)).map(|_| QuestKind::Hunt));
    let mut dens = dens.into_iter();
    let mut givers = givers.into_iter();
    for kind in wanted {
        let Some(giver) = givers.next() else { break };
        match kind {
            QuestKind::Deliver => binder.deliver(giver),
            QuestKind::Hunt => dens.next().map_or((), |den| binder.hunt(giver, den)),
            QuestKind::Delve => dungeons.next().map_or((), |site| binder.delve(giver, site)),
        }
    }
    let mut quests = binder.quests;
    quests.sort_by_key(|quest| quest.id);
    quests
}

/// The dens in a settlement's reach, those that are worth hunting first kept only.
fn dens_near(world: &World, town: &Town) -> Vec<Den> {
    let at = town.site.at;
    let reach = Mm(dens::NEAR.1);
    let corner = |sign: i32| {
        ChunkCoord::of(Point { x: at.x + Mm(reach.0 * sign), z: at.z + Mm(reach.0 * sign) })
    };
    let (first, last) = (corner(-1), corner(1));
    let mut found = town.dens.clone();
    for z in first.z..=last.z {
        for x in first.x..=last.x {
            found.extend(dens::scattered(world, ChunkCoord { x, z }));
        }
    }
    let near = i64::from(dens::NEAR.0)..=i64::from(dens::NEAR.1);
    let fierce = |den: &Den| world.rules().creature(den.creature).behaviour != Behaviour::Timid;
    found.retain(|den| near.contains(&den.at.distance(at)));
    found.sort_by_key(|den| (den.at, den.creature));
    if found.iter().any(fierce) {
        found.retain(fierce);
    }
    // A hunt for a single animal is a poor one.
    if found.iter().any(|den| den.count > 1) {
        found.retain(|den| den.count > 1);
    }
    found
}

struct Binder<'a> {
    world: &'a World,
    town: &'a Town,
    settlement: &'a Settlement,
    decks: Decks<'a>,
    quests: Vec<Quest>,
}

/// Wordings, shuffled, so that neighbours say the same thing only when all was said.
struct Decks<'a> {
    deliver: Deck<'a, (String, String)>,
    hunt: Deck<'a, (String, String)>,
    delve: Deck<'a, (String, String)>,
    thanks: Deck<'a, String>,
}

struct Deck<'a, T> {
    cards: Vec<&'a T>,
    next: usize,
}

impl<'a> Decks<'a> {
    fn new(world: &'a World, stream: &mut Stream) -> Self {
        let texts = &world.rules().quests;
        Self {
            deliver: Deck::new(&texts.deliver, stream),
            hunt: Deck::new(&texts.hunt, stream),
            delve: Deck::new(&texts.delve, stream),
            thanks: Deck::new(&texts.thanks, stream),
        }
    }
}

impl<'a, T> Deck<'a, T> {
    fn new(texts: &'a [T], stream: &mut Stream) -> Self {
        let mut cards: Vec<&T> = texts.iter().collect();
        stream.shuffle(&mut cards);
        Self { cards, next: 0 }
    }

    /// The next card; `None` only where there is none at all.
    fn draw(&mut self) -> Option<&'a T> {
        let card = self.cards.get(self.next % self.cards.len().max(1)).copied();
        self.next += 1;
        card
    }
}

/// What a kind of quest has of its own.
struct Draft<'t> {
    kind: QuestKind,
    wording: &'t (String, String),
    names: Vec<(&'static str, String)>,
    objectives: Vec<Objective>,
    level: u16,
    reward: Reward,
}

impl<'a> Binder<'a> {
    fn stream(&self, giver: PersonId, purpose: &str) -> Stream {
        let path = Path::new().path(&giver.home.path()).int(giver.number).text(purpose);
        self.world.seed().stream("quest", &path)
    }

    /// Something of the giver's trade, for somebody else: here, or in a place not too far away.
    fn deliver(&mut self, giver: &Person) {
        let rules = self.world.rules();
        let mut stream = self.stream(giver.id, "deliver");
        let first = !self.quests.iter().any(|quest| quest.kind == QuestKind::Deliver);
        let abroad = if !first && stream.chance(1, 2) { self.abroad(&mut stream) } else { None };
        let target = abroad.or_else(|| {
            let others = self.settlement.people.iter().filter(|other| other.house != giver.house);
            let others: Vec<&Person> = others.collect();
            let other = stream.pick(&others).copied()?;
            Some((other.clone(), self.town.site.name.clone(), 1))
        });
        let Some((person, place, legs)) = target else { return };
        let Some(wording) = self.decks.deliver.draw() else { return };
        let item = rules.trade(giver.trade).goods;
        let level = self.town.site.level;
        let mut reward = self.reward(&mut stream, level, 55 + 25 * legs, 6 + 8 * legs);
        if stream.chance(1, 3) {
            reward.item = self.draught(&mut stream, level);
        }
        let direction = Compass::between(giver.post, person.post).to_string();
        self.add(
            giver,
            Draft {
                kind: QuestKind::Deliver,
                wording,
                names: vec![
                    ("person", person.full_name()),
                    ("place", place),
                    ("item", rules.item(item).name.clone()),
                    ("direction", direction),
                ],
                objectives: vec![Objective::Deliver { item, to: person.id }],
                level,
                reward,
            },
        );
    }

    /// Somebody in another settlement, with its name, and how much longer the way is.
    fn abroad(&self, stream: &mut Stream) -> Option<(Person, String, u32)> {
        let here = self.town.site.id;
        let near = self.world.sites_near(self.town.site.at, FAR_PARCEL);
        let places: Vec<&Site> =
            near.iter().filter(|site| site.id.number == 0 && site.id != here).collect();
        let site = stream.pick(&places)?;
        let settlement = self.world.settlement(site.id)?;
        let person = stream.pick(&settlement.people)?.clone();
        Some((person, settlement.site.name, 3))
    }

    /// The creatures of a den.
    fn hunt(&mut self, giver: &Person, den: Den) {
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
        let direction = Compass::between(self.town.site.at, den.at).to_string();
        self.add(
            giver,
            Draft {
                kind: QuestKind::Hunt,
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
                level: den.level,
                reward,
            },
        );
    }

    /// The relic of a dungeon.
    fn delve(&mut self, giver: &Person, site: &Site) {
        let rules = self.world.rules();
        let mut stream = self.stream(giver.id, "delve");
        let theme = rules.theme(dungeon::theme_of(self.world.seed(), rules, site));
        let Some(wording) = self.decks.delve.draw() else { return };
        let mut reward = self.reward(&mut stream, site.level, 180, 60);
        let rarity = if stream.chance(1, 3) { Rarity::Rare } else { Rarity::Uncommon };
        reward.item = Some(Item::roll_rarity(rules, &mut stream, site.level, rarity));
        let direction = Compass::between(self.town.site.at, site.at).to_string();
        let dungeon = site.id;
        self.add(
            giver,
            Draft {
                kind: QuestKind::Delve,
                wording,
                names: vec![
                    ("place", self.town.site.name.clone()),
                    ("item", rules.item(theme.relic).name.clone()),
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
                level: site.level,
                reward,
            },
        );
    }

    fn add(&mut self, giver: &Person, draft: Draft<'_>) {
        let full_name = giver.full_name();
        let mut names: Vec<(&str, &str)> = vec![("giver", &full_name)];
        names.extend(draft.names.iter().map(|(name, value)| (*name, value.as_str())));
        let home = [("giver", full_name.as_str()), ("place", self.town.site.name.as_str())];
        let thanks = self.decks.thanks.draw().map_or("", String::as_str);
        let number = self.quests.iter().filter(|quest| quest.id.giver == giver.id).count() as u16;
        let mut objectives = draft.objectives;
        objectives.push(Objective::Report { to: giver.id });
        self.quests.push(Quest {
            id: QuestId { giver: giver.id, number },
            kind: draft.kind,
            title: fill(&draft.wording.0, &names),
            offer: fill(&draft.wording.1, &names),
            thanks: fill(thanks, &home),
            objectives,
            reward: draft.reward,
            level: draft.level,
        });
    }

    /// Experience as a share of what the level's step to the next takes, and coins.
    fn reward(&self, stream: &mut Stream, level: u16, per_cent: u32, coins: u32) -> Reward {
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
    fn draught(&self, stream: &mut Stream, level: u16) -> Option<Item> {
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
