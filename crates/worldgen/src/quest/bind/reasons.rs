//! Where the reasons of a giver come from: kin, grudges, secrets, hearsay of the settlement's dungeons.

use super::draft::Binder;
use crate::history::number;
use crate::knowledge::{Knowledge, past};
use crate::life::{Against, Circle, Hidden, Why};
use crate::quest::ground::Ground;
use crate::{Event, Person, PersonId, Place, Relation, SiteId};
use ruleset::{EventKind, GroundKind};
use seed::Stream;

/// Something that a quest may follow from.
pub(super) struct Reason {
    pub(super) kind: GroundKind,
    pub(super) ground: Ground,
    pub(super) person: Option<(Person, String)>,
    pub(super) site: Option<SiteId>,
    pub(super) names: Vec<(&'static str, String)>,
}

impl Binder<'_> {
    /// Everything that this giver has reason for.
    pub(super) fn reasons(&self, giver: &Person, near: bool, stream: &mut Stream) -> Vec<Reason> {
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
