//! What people hide. Every secret is bound to somebody or something that is there.

use super::{Circle, Hidden, Secret};
use crate::history::{fill, number, sentences};
use crate::{Event, EventId, FigureId, LostThing, Person, Place};
use ruleset::{EventKind, FactionId, SecretKind, SecretWording};
use seed::Stream;

/// The person's secrets: one in a part of the people, else none.
pub(super) fn secrets(circle: &Circle<'_>) -> Vec<Secret> {
    let mut stream = circle.stream("life.secrets");
    if circle.rules().society.minds.secretive.rest().draw(&mut stream) {
        return Vec::new();
    }
    let wordings = &circle.rules().society.secrets;
    let mut weights: Vec<u32> = wordings.iter().map(|wording| wording.weight).collect();
    // A kind that nothing fits leaves the draw.
    for _ in 0..wordings.len() {
        let Some(drawn) = stream.weighted(&weights) else { break };
        if let Some(secret) = bind(circle, &wordings[drawn], &mut stream) {
            return vec![secret];
        }
        weights[drawn] = 0;
    }
    Vec::new()
}

fn bind(circle: &Circle<'_>, wording: &SecretWording, stream: &mut Stream) -> Option<Secret> {
    let text = stream.pick(&wording.texts)?;
    let (rules, person) = (circle.rules(), circle.person);
    let minds = &rules.society.minds;
    let mut words: Vec<(&str, String)> = Vec::new();
    let what = match wording.kind {
        SecretKind::Love => {
            let other = somebody(circle, stream, |other| {
                other.age.abs_diff(person.age) <= minds.love_years
                    && person.relations.iter().all(|(id, _)| *id != other.id)
            })?;
            words.push(("other", other.full_name()));
            Hidden::Love(other.id)
        }
        SecretKind::Theft => {
            let other = somebody(circle, stream, |_| true)?;
            words.push(("other", other.full_name()));
            Hidden::Theft(other.id)
        }
        SecretKind::Debt => {
            let other = somebody(circle, stream, |_| true)?;
            let coins = stream.range(minds.debt.0.into(), minds.debt.1.into()) as u16;
            words.push(("other", other.full_name()));
            words.push(("count", number(coins)));
            Hidden::Debt(other.id, coins)
        }
        SecretKind::Treasure => {
            let thing = *stream.pick(&near(circle))?;
            let Place::Site(site) = thing.at else { return None };
            words.push(("thing", thing.name.clone()));
            words.push(("place", circle.world.site(site)?.name));
            Hidden::Treasure(thing.id)
        }
        SecretKind::Blood => {
            let &(figure, event) = stream.pick(&forebears(circle))?;
            words.push(("figure", circle.history.figure(figure)?.full_name()));
            words.push(("deed", circle.history.event(event)?.phrase.clone()));
            Hidden::Blood(figure, event)
        }
        SecretKind::Turncoat => {
            let count = rules.society.factions.len() as u16;
            let others: Vec<FactionId> =
                (0..count).map(FactionId).filter(|&id| Some(id) != person.faction).collect();
            let faction = *stream.pick(&others).filter(|_| person.faction.is_some())?;
            words.push(("faction", rules.society.factions[usize::from(faction.0)].name.clone()));
            Hidden::Turncoat(faction)
        }
    };
    let word = |slot: &str| {
        words.iter().find(|(name, _)| *name == slot).map_or_else(String::new, |(_, w)| w.clone())
    };
    Some(Secret { what, text: sentences(&fill(text, word)) })
}

/// Somebody of another house.
fn somebody<'a>(
    circle: &Circle<'a>,
    stream: &mut Stream,
    fits: impl Fn(&Person) -> bool,
) -> Option<&'a Person> {
    let others = circle.town.people.iter().filter(|other| other.house != circle.person.house);
    let fitting: Vec<&Person> = others.filter(|other| fits(other)).collect();
    stream.pick(&fitting).copied()
}

/// Famous things that lie in the settlement's own dungeons.
fn near<'a>(circle: &Circle<'a>) -> Vec<&'a LostThing> {
    let home = circle.town.site.id;
    let own = |place: Place| match place {
        Place::Site(site) => (site.x, site.z) == (home.x, home.z),
        Place::Ruin(_) => false,
    };
    circle.history.lost.iter().filter(|thing| own(thing.at)).collect()
}

/// Figures of the person's family and place who did what one does not boast of.
fn forebears(circle: &Circle<'_>) -> Vec<(FigureId, EventId)> {
    let history = circle.history;
    let shame = |event: &Event| match event.kind {
        EventKind::Murder => event.roles.second,
        EventKind::Theft | EventKind::Raid | EventKind::Hanging => event.roles.first,
        _ => None,
    };
    let ours = |figure: FigureId| {
        history.figure(figure).is_some_and(|figure| {
            figure.family == circle.person.family && figure.home == circle.place()
        })
    };
    let told = history.events.iter().filter_map(|event| Some((shame(event)?, event.id)));
    told.filter(|(figure, _)| ours(*figure)).collect()
}
