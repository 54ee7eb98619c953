//! The past of home's region.

use super::{Sample, word};
use crate::survey::tally::Tally;
use worldgen::{Event, History};

pub(super) fn count(tally: &mut Tally, sample: &Sample) {
    let world = sample.world;
    let region = world.region_of_site(world.home());
    let history = tally.timed("history of a region", || world.history(region));
    tally.measure("history: events of a region", history.events.len());
    tally.measure("history: years told", history.present.saturating_sub(history.start));
    tally.measure("history: people of the past", history.figures.len());
    tally.measure("history: ruins of a region", history.ruins.len());
    tally.measure("history: lost things of a region", history.lost.len());
    let feuds = history.feuds.iter().filter(|feud| feud.ended.is_none()).count();
    tally.measure("history: feuds that go on", feuds);
    for event in &history.events {
        let kind = word(&event.kind);
        tally.count("history: events", &kind);
        tally.rate("history: events with a cause", &kind, event.cause.is_some());
    }
    let wrong = history.events.iter().find(|event| !is_sound(&history, event));
    tally.check("what happened follows from what was before", wrong.is_none(), || {
        let text = wrong.map_or("", |event| &event.text);
        let (seed, x, z) = (sample.seed, region.x, region.z);
        format!("history {text:?}: seedbound history tell --seed {seed} --region={x},{z}")
    });
}

/// Causes come before what follows from them, who takes part is born and not yet dead, everything lies
/// before today, and the words have no gaps.
fn is_sound(history: &History, event: &Event) -> bool {
    let alive = |id| {
        let figure = history.figure(id);
        figure.is_some_and(|figure| (figure.born..=figure.died).contains(&event.year))
    };
    let roles = &event.roles;
    event.cause.is_none_or(|cause| cause < event.id)
        && (history.start..history.present).contains(&event.year)
        && [roles.first, roles.second].into_iter().flatten().all(alive)
        && !event.text.is_empty()
        && !event.text.contains(['{', '}', '|'])
}
