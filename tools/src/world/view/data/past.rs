//! What the past left on the page.

use super::{Spot, pair};
use ruleset::EventKind;
use seed::Point;
use worldgen::{Event, Place, Region, World};

/// Places that are no more, battlefields and lost things of some regions, each with what is told of it.
pub(super) fn spots(
    world: &World,
    regions: &[Region],
    inside: &dyn Fn(Point) -> bool,
) -> Vec<Spot> {
    let mut spots = Vec::new();
    for region in regions {
        let history = world.history(region.id);
        let at = |place: Place| match place {
            Place::Site(id) => world.site(id).map(|site| site.at),
            Place::Ruin(id) => history.ruins.get(usize::from(id.0)).map(|ruin| ruin.at),
        };
        let mut add = |mark, at: Option<Point>, name: String, events: Vec<&Event>| {
            let Some(at) = at.filter(|at| inside(*at)) else { return };
            let lines = events.into_iter().map(told).collect();
            let (at, layer) = (pair(at), "history");
            spots.push(Spot { name, at, layer, home: false, shape: None, mark: Some(mark), lines });
        };
        for ruin in &history.ruins {
            let place = worldgen::Subject::Place(Place::Ruin(ruin.id));
            let events: Vec<&Event> = history.about(place).collect();
            // How it began and how it ended.
            let ends = events.first().into_iter().chain(events.last().filter(|_| events.len() > 1));
            add("ruin", Some(ruin.at), format!("{}, no more", ruin.name), ends.copied().collect());
        }
        for event in history.events.iter().filter(|event| event.kind == EventKind::Battle) {
            let name = format!("Battlefield of {}", event.year);
            add("battle", event.roles.field.and_then(at), name, vec![event]);
        }
        for thing in &history.lost {
            let events = [thing.made, thing.gone].into_iter().filter_map(|id| history.event(id));
            add("lost", at(thing.at), thing.name.clone(), events.collect());
        }
    }
    spots
}

/// An event with its year.
pub(super) fn told(event: &Event) -> String {
    format!("{}: {}", event.year, event.text)
}
