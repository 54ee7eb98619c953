//! Grudges out of the past and out of the neighbourhood, and what people think of each other.

use super::{Against, Circle, Grudge, Hidden, Secret, Why};
use crate::history::{fill, sentences};
use crate::{Event, Person, PersonId, Place, Relation};
use ruleset::EventKind;
use seed::Path;

/// What the person holds against others: every feud of the family, some wars, some deeds.
pub(super) fn grudges(circle: &Circle<'_>) -> Vec<Grudge> {
    let mut grudges = feuds(circle);
    grudges.extend(war(circle));
    grudges.extend(deed(circle));
    grudges
}

fn feuds(circle: &Circle<'_>) -> Vec<Grudge> {
    let mut stream = circle.stream("life.feuds");
    let texts = &circle.rules().society.feuds;
    let family = &circle.person.family;
    let mut grudges = Vec::new();
    for feud in &circle.history.feuds {
        let rival = match () {
            () if feud.family == *family => &feud.rival,
            () if feud.rival == *family => &feud.family,
            () => continue,
        };
        let lives = circle.town.people.iter().any(|other| other.family == *rival);
        if feud.ended.is_some() || feud.town != circle.place() || !lives {
            continue;
        }
        let Some(since) = circle.history.event(feud.since) else { continue };
        // What it began with is worth more words than that it began.
        let root = since.cause.and_then(|cause| circle.history.event(cause)).unwrap_or(since);
        let Some(text) = stream.pick(texts) else { continue };
        let text = told(text, rival, "", root);
        grudges.push(Grudge {
            against: Against::Family(rival.clone()),
            why: Why::Event(root.id),
            text,
        });
    }
    grudges
}

/// One of the wars of the settlement, in a part of its people.
fn war(circle: &Circle<'_>) -> Option<Grudge> {
    let mut stream = circle.stream("life.wars");
    let here = circle.place();
    let minds = &circle.rules().society.minds;
    let wars: Vec<(&Event, Place)> = circle
        .history
        .events
        .iter()
        .filter(|event| event.kind == EventKind::War)
        .filter(|event| event.year + minds.war_years >= circle.history.present)
        .filter_map(|event| match (event.roles.town?, event.roles.other?) {
            (one, other) if one == here => Some((event, other)),
            (one, other) if other == here => Some((event, one)),
            _ => None,
        })
        // Against a ruin nobody holds anything.
        .filter(|(_, other)| matches!(other, Place::Site(_)))
        .collect();
    let &(event, other) = stream.pick(&wars)?;
    let Place::Site(site) = other else { return None };
    let text = stream.pick(&circle.rules().society.wars)?;
    let name = circle.world.site(site)?.name;
    let text = told(text, "", &name, event);
    let held = minds.war_grudge.draw(&mut stream);
    held.then_some(Grudge { against: Against::Place(other), why: Why::Event(event.id), text })
}

/// A neighbour's deed, in a part of the people.
fn deed(circle: &Circle<'_>) -> Option<Grudge> {
    let mut stream = circle.stream("life.deeds");
    let strangers: Vec<&Person> =
        circle.town.people.iter().filter(|other| other.house != circle.person.house).collect();
    let held = circle.rules().society.minds.deed_grudge.draw(&mut stream);
    let other = *stream.pick(&strangers)?;
    let deeds = &circle.rules().society.deeds;
    let number = stream.below(deeds.len() as u32) as u16;
    let text = deeds.get(usize::from(number)).filter(|_| held)?;
    let text = sentences(&fill(text, |_| other.full_name()));
    Some(Grudge { against: Against::Person(other.id), why: Why::Deed(number), text })
}

fn told(text: &str, rival: &str, other: &str, cause: &Event) -> String {
    sentences(&fill(text, |slot| match slot {
        "rival" => rival.to_owned(),
        "other" => other.to_owned(),
        "cause" => cause.phrase.clone(),
        _ => cause.year.to_string(),
    }))
}

/// What the person thinks of everybody else of the settlement.
pub(super) fn opinions(
    circle: &Circle<'_>,
    grudges: &[Grudge],
    secrets: &[Secret],
) -> Vec<(PersonId, i8)> {
    let others = circle.town.people.iter().filter(|other| other.id != circle.person.id);
    others.map(|other| (other.id, opinion(circle, other, grudges, secrets))).collect()
}

pub(super) fn opinion(
    circle: &Circle<'_>,
    other: &Person,
    grudges: &[Grudge],
    secrets: &[Secret],
) -> i8 {
    let person = circle.person;
    let path = Path::new().path(&person.id.path()).int(other.id.number);
    let points = &circle.rules().society.opinion;
    let most = i32::from(points.chance);
    let chance = circle.world.seed().stream("life.opinion", &path).range(-most, most);
    let related = person.relations.iter().find(|(id, _)| *id == other.id);
    let blood = related.map_or(0, |(_, relation)| match relation {
        Relation::Spouse | Relation::Parent | Relation::Child => points.near_kin,
        Relation::Sibling | Relation::Grandparent | Relation::Grandchild => points.close_kin,
        Relation::AuntOrUncle | Relation::NieceOrNephew | Relation::Cousin => points.far_kin,
        Relation::InLaw => 0,
    });
    let sides = match (person.faction, other.faction) {
        (Some(one), Some(other)) if one == other => points.same_side,
        (Some(_), Some(_)) => points.other_side,
        _ => 0,
    };
    let axes = person.temperament.iter().zip(&other.temperament);
    let apart: i32 = axes.map(|(a, b)| i32::from(*a - *b).abs()).sum();
    let count = person.temperament.len().max(1) as i32;
    // Two drawn at random are about 1.6 apart on an axis.
    let alike = 2 - (apart + count / 2) / count;
    let held: i32 = grudges
        .iter()
        .map(|grudge| -> i32 {
            match &grudge.against {
                Against::Person(id) if *id == other.id => points.deed.into(),
                Against::Family(family) if *family == other.family && related.is_none() => {
                    points.feud.into()
                }
                _ => 0,
            }
        })
        .sum();
    let loves = secrets.iter().any(|secret| secret.what == Hidden::Love(other.id));
    let love = if loves { points.love } else { 0 };
    let kin = i32::from(blood) + i32::from(sides) + i32::from(love);
    let sum = chance + kin + alike + held;
    sum.clamp(-10, 10) as i8
}
