//! What a giver has reasons of their own for: kin, grudges, secrets, and what they heard of the past.

use super::deck::Card;
use super::draft::Binder;
use crate::history::number;
use crate::knowledge::{Knowledge, past};
use crate::life::{Against, Circle, Hidden, Why};
use crate::quest::ground::Ground;
use crate::{Event, EventId, Person, PersonId, Place, Relation, SiteId, dungeon};
use ruleset::{ArcKind, EventKind, GroundKind};
use seed::Stream;

/// So many neighbours are asked whether they know of something.
const ASKED: usize = 12;

/// Something that a quest may follow from.
struct Reason {
    kind: GroundKind,
    ground: Ground,
    person: Option<(Person, String)>,
    site: Option<SiteId>,
    names: Vec<(&'static str, String)>,
}

/// What is said of which kind of reason: a card or an aside.
type Words<'a> = (GroundKind, Option<&'a Card>, Option<&'a str>);

/// A quest's ground with the words for it.
pub(super) struct Bound<'a> {
    /// Title and offer that say it; `None`: an aside does.
    pub(super) card: Option<&'a Card>,
    /// A sentence beside another text.
    pub(super) aside: Option<&'a str>,
    /// What it is.
    pub(super) ground: Ground,
    /// Whom it is about, and where that one lives.
    pub(super) person: Option<(Person, String)>,
    /// The dungeon that it is about.
    pub(super) site: Option<SiteId>,
    /// What it names.
    pub(super) names: Vec<(&'static str, String)>,
}

impl<'a> Binder<'a> {
    /// What this quest follows from, in two of three where there is something and there are words.
    /// `site`: about this dungeon; `near`: about nobody abroad.
    pub(super) fn bound(
        &mut self,
        giver: &Person,
        quest: ArcKind,
        site: Option<SiteId>,
        near: bool,
    ) -> Option<Bound<'a>> {
        let mut stream = self.stream(giver.id, "ground");
        if stream.chance(1, 3) {
            return None;
        }
        let mut reasons = self.reasons(giver, near, &mut stream);
        reasons.retain(|reason| reason.kind.kinds().contains(&quest));
        reasons.retain(|reason| site.is_none() || reason.site.is_none() || reason.site == site);
        if quest == ArcKind::Delve {
            reasons.retain(|reason| self.is_of_the_relic(reason, site));
        }
        stream.shuffle(&mut reasons);
        let words = if stream.chance(1, 4) {
            self.aside(quest, &reasons).or_else(|| self.card(quest, &reasons))
        } else {
            self.card(quest, &reasons).or_else(|| self.aside(quest, &reasons))
        };
        let (kind, card, aside) = words?;
        let reason = reasons.into_iter().find(|reason| reason.kind == kind)?;
        let Reason { ground, person, site, names, .. } = reason;
        Some(Bound { card, aside, ground, person, site, names })
    }

    /// Title and offer that say one of these.
    fn card(&mut self, quest: ArcKind, reasons: &[Reason]) -> Option<Words<'a>> {
        let given = |ground| reasons.iter().any(|reason| reason.kind == ground);
        let text = self.decks.grounded.take(|text| text.kind == quest && given(text.ground))?;
        Some((text.ground, Some(&text.words), None))
    }

    /// A sentence that says one of these beside any text; a delve names what was lost already.
    fn aside(&mut self, quest: ArcKind, reasons: &[Reason]) -> Option<Words<'a>> {
        let mut kinds = reasons.iter().map(|reason| reason.kind);
        let kind = kinds.find(|kind| {
            kind.is_asidable() && (quest != ArcKind::Delve || *kind != GroundKind::Lost)
        })?;
        Some((kind, None, Some(self.decks.asides.about(kind)?)))
    }

    /// Whoever goes down for a famous thing finds it in the treasure chest.
    fn is_of_the_relic(&self, reason: &Reason, site: Option<SiteId>) -> bool {
        let (Ground::Lost(thing) | Ground::Secret(Hidden::Treasure(thing))) = reason.ground else {
            return true;
        };
        let mut mouths = self.town.mouths.iter();
        let Some((mouth, _)) = mouths.find(|(mouth, _)| Some(mouth.id) == site) else {
            return false;
        };
        let rules = self.world.rules();
        let relic = rules.theme(dungeon::theme_of(self.world.seed(), rules, mouth)).relic;
        self.history.treasure(mouth.id, relic).is_some_and(|known| known.id == thing)
    }

    pub(super) fn circle<'c>(&'c self, person: &'c Person) -> Circle<'c> {
        Circle { world: self.world, town: self.settlement, person, history: &self.history }
    }

    /// Somebody of another house who has heard of an event.
    pub(super) fn who_knows(
        &self,
        stream: &mut Stream,
        giver: &Person,
        event: EventId,
    ) -> Option<Person> {
        let mut others: Vec<&Person> =
            self.settlement.people.iter().filter(|other| other.house != giver.house).collect();
        stream.shuffle(&mut others);
        let asked = others.into_iter().take(ASKED);
        asked.into_iter().find(|other| knows(&self.circle(other), event)).cloned()
    }

    fn reasons(&self, giver: &Person, near: bool, stream: &mut Stream) -> Vec<Reason> {
        let mut reasons: Vec<Reason> = Vec::new();
        for &(id, relation) in &giver.relations {
            let words = kin(relation).filter(|_| id != giver.id);
            let (Some(words), Some(other)) = (words, self.apart(giver, id)) else { continue };
            reasons.push(Reason {
                kind: GroundKind::Kin,
                ground: Ground::Kin(id, relation),
                person: Some(other),
                site: None,
                names: vec![("kin", words.to_owned())],
            });
        }
        let circle = self.circle(giver);
        reasons.extend(self.grudges(&circle, near, stream));
        reasons.extend(self.secrets(&circle, stream));
        reasons.extend(self.below(&circle));
        reasons
    }

    /// Somebody of the settlement and of another house, with its name.
    fn apart(&self, giver: &Person, id: PersonId) -> Option<(Person, String)> {
        let other = self.settlement.people.iter().find(|other| other.id == id)?;
        (other.house != giver.house).then(|| (other.clone(), self.town.site.name.clone()))
    }

    fn grudges(&self, circle: &Circle<'_>, near: bool, stream: &mut Stream) -> Vec<Reason> {
        let mut reasons = Vec::new();
        for grudge in circle.grudges() {
            let mut names = Vec::new();
            if let Why::Event(id) = grudge.why
                && let Some(event) = self.history.event(id)
            {
                names.push(("cause", event.phrase.clone()));
                names.push(("year", event.year.to_string()));
            }
            let (kind, person) = match &grudge.against {
                Against::Person(id) => {
                    names.push(("grudge", grudge.text.clone()));
                    (GroundKind::Deed, self.apart(circle.person, *id))
                }
                Against::Family(family) => {
                    names.push(("rival", family.clone()));
                    let people = self.settlement.people.iter();
                    let rivals: Vec<PersonId> =
                        people.filter(|other| other.family == *family).map(|o| o.id).collect();
                    let rival = stream.pick(&rivals).copied();
                    (GroundKind::Feud, rival.and_then(|id| self.apart(circle.person, id)))
                }
                Against::Place(Place::Site(site)) if !near => {
                    let walked = self.settlements().iter().any(|other| other.id == *site);
                    let there = self.world.settlement(*site).filter(|_| walked);
                    let Some(there) = there else { continue };
                    names.push(("other", there.site.name.clone()));
                    let person = stream.pick(&there.people).cloned();
                    (GroundKind::War, person.map(|person| (person, there.site.name)))
                }
                Against::Place(_) => continue,
            };
            let Some(person) = person else { continue };
            let ground = Ground::Grudge(person.0.id, grudge.why);
            reasons.push(Reason { kind, ground, person: Some(person), site: None, names });
        }
        reasons
    }

    fn secrets(&self, circle: &Circle<'_>, stream: &mut Stream) -> Vec<Reason> {
        let mut reasons = Vec::new();
        for secret in circle.secrets() {
            let mut names = Vec::new();
            let mut site = None;
            let (kind, person) = match secret.what {
                Hidden::Love(id) => (GroundKind::Love, Some(id)),
                Hidden::Theft(id) => (GroundKind::Theft, Some(id)),
                Hidden::Debt(id, coins) => {
                    names.push(("owed", number(coins)));
                    (GroundKind::Debt, Some(id))
                }
                Hidden::Treasure(id) => {
                    let thing = self.history.lost.get(usize::from(id.0));
                    let Some((thing, Place::Site(at))) = thing.map(|thing| (thing, thing.at))
                    else {
                        continue;
                    };
                    names.push(("lost", thing.name.clone()));
                    names.extend(self.dungeon_name(at));
                    site = Some(at);
                    (GroundKind::Treasure, None)
                }
                Hidden::Blood(figure, event) => {
                    let figure = self.history.figure(figure);
                    let (Some(figure), Some(event)) = (figure, self.history.event(event)) else {
                        continue;
                    };
                    names.push(("figure", figure.full_name()));
                    names.push(("deed", event.phrase.clone()));
                    let other = self.neighbour(stream, &[circle.person]);
                    (GroundKind::Blood, other.map(|other| other.id))
                }
                Hidden::Turncoat(faction) => {
                    let society = &self.world.rules().society;
                    let Some(rules) = society.factions.get(usize::from(faction.0)) else {
                        continue;
                    };
                    names.push(("faction", rules.name.clone()));
                    let people = self.settlement.people.iter();
                    let friends = people.filter(|other| other.faction == Some(faction));
                    let friends: Vec<PersonId> = friends.map(|other| other.id).collect();
                    (GroundKind::Turncoat, stream.pick(&friends).copied())
                }
            };
            let other = person.and_then(|id| self.apart(circle.person, id));
            if other.is_some() || site.is_some() {
                let ground = Ground::Secret(secret.what);
                reasons.push(Reason { kind, ground, person: other, site, names });
            }
        }
        reasons
    }

    /// What the giver has heard of the settlement's dungeons.
    fn below(&self, circle: &Circle<'_>) -> Vec<Reason> {
        let known: Vec<&Event> = past(circle)
            .into_iter()
            .filter_map(|known| match known.what {
                Knowledge::Event { event, .. } => self.history.event(event),
                _ => None,
            })
            .collect();
        let mut reasons = Vec::new();
        for event in known {
            let Some(Place::Site(site)) = event.roles.field else { continue };
            if !self.town.mouths.iter().any(|(mouth, _)| mouth.id == site) {
                continue;
            }
            let slot = |slot| self.world.event_slot(&self.history, event, slot);
            let mut names = vec![("year", slot("year")), ("figure", slot("figure"))];
            names.extend(self.dungeon_name(site));
            let (kind, ground) = match (event.kind, event.roles.thing) {
                (EventKind::Loss | EventKind::Taking, Some(thing)) => {
                    names.push(("lost", slot("lost")));
                    (GroundKind::Lost, Ground::Lost(thing))
                }
                (EventKind::Delving | EventKind::Breach | EventKind::Battle, _) => {
                    names.push(("event", slot("event")));
                    (GroundKind::Past, Ground::Past(event.id))
                }
                _ => continue,
            };
            reasons.push(Reason { kind, ground, person: None, site: Some(site), names });
        }
        reasons
    }

    fn dungeon_name(&self, site: SiteId) -> Option<(&'static str, String)> {
        let mouth = self.town.mouths.iter().find(|(mouth, _)| mouth.id == site)?;
        Some(("dungeon", mouth.0.name.clone()))
    }
}

fn knows(circle: &Circle<'_>, event: EventId) -> bool {
    let this =
        |what: &Knowledge| matches!(what, Knowledge::Event { event: id, .. } if *id == event);
    past(circle).iter().any(|known| this(&known.what))
}

/// What somebody of another house is to the speaker; `None` for the married.
const fn kin(relation: Relation) -> Option<&'static str> {
    Some(match relation {
        Relation::Spouse => return None,
        Relation::Parent => "my own parent",
        Relation::Child => "a child of mine",
        Relation::Sibling => "my own flesh and blood",
        Relation::Grandparent => "the eldest of my family",
        Relation::Grandchild => "a grandchild of mine",
        Relation::AuntOrUncle => "of my parents' blood",
        Relation::NieceOrNephew => "my own kin's child",
        Relation::Cousin => "a cousin of mine",
        Relation::InLaw => "kin of mine by marriage",
    })
}
