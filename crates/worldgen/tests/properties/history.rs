//! The pasts of many regions: causes precede effects, nobody acts before birth or after death, what
//! was lost lies somewhere real.

use crate::worlds;
use ruleset::EventKind;
use std::collections::{BTreeMap, BTreeSet};
use worldgen::{Event, History, Place, SiteId, SiteKind, Subject, World};

fn seeds() -> u32 {
    worlds::count(150)
}

fn home_history(world: &World) -> std::sync::Arc<History> {
    world.history(world.region_of_site(world.home()))
}

fn each(mut check: impl FnMut(u32, &World, &History)) {
    for (number, world) in worlds::each(seeds()) {
        let history = home_history(&world);
        check(number, &world, &history);
    }
}

#[test]
fn the_same_world_has_the_same_past_and_causes_precede_effects() {
    each(|number, world, history| {
        if number < 10 {
            assert_eq!(*world.history(history.region), *home_history(&worlds::world(number)));
        }
        let mut year = history.start;
        for (index, event) in history.events.iter().enumerate() {
            assert_eq!(usize::from(event.id.0), index, "world {number}");
            assert!(
                event.year >= year && event.year < history.present,
                "world {number}: {event:?}"
            );
            year = event.year;
            assert!(event.cause.is_none_or(|cause| cause < event.id), "world {number}: {event:?}");
        }
    });
}

#[test]
fn nobody_acts_before_being_grown_or_after_death_and_parents_are_older() {
    each(|number, _, history| {
        for event in &history.events {
            for figure in [event.roles.first, event.roles.second].into_iter().flatten() {
                let figure = history.figure(figure).expect("figures exist");
                let age = event.year - figure.born.min(event.year);
                assert!((18..=90).contains(&age), "world {number}: {age} {event:?} {figure:?}");
                assert!(event.year <= figure.died, "world {number}: {event:?} {figure:?}");
                if let Some(end) = figure.end {
                    assert!(
                        event.id <= end,
                        "world {number}: acts when dead: {event:?} {figure:?}"
                    );
                }
            }
            assert!(event.roles.first.is_none() || event.roles.first != event.roles.second);
        }
        let mut names = BTreeSet::new();
        for figure in &history.figures {
            assert!(figure.died < history.present && figure.born < figure.died);
            assert!(names.insert(&figure.given), "world {number}: {figure:?} has a namesake");
            if let Some(end) = figure.end {
                let end = history.event(end).expect("ends exist");
                assert_eq!(end.year, figure.died);
            }
            if let Some(parent) = figure.parent {
                let parent = history.figure(parent).expect("parents exist");
                let age = figure.born - parent.born;
                assert!((18..=45).contains(&age) && parent.died >= figure.born);
                assert_eq!(parent.family, figure.family);
            }
        }
    });
}

#[test]
fn a_settlement_begins_with_its_founder_whose_family_lives_there() {
    each(|number, world, history| {
        for (x, z) in world.cells_of(history.region) {
            let Some(town) = world.settlement(SiteId { x, z, number: 0 }) else { continue };
            let place = Place::Site(town.site.id);
            let mut told = history.about(Subject::Place(place));
            let first = told.next().unwrap_or_else(|| panic!("world {number}: {town:?}"));
            assert_eq!((first.kind, first.roles.town), (EventKind::Founding, Some(place)));
            let founder = first.roles.first.and_then(|id| history.figure(id)).expect("a founder");
            let heirs = town.people.iter().filter(|person| person.family == founder.family);
            assert!(heirs.count() > 0, "world {number}: nobody is called {}", founder.family);
            for event in told {
                if event.kind == EventKind::Naming {
                    let stem = &founder.given;
                    assert!(town.site.name.starts_with(stem), "{stem} {}", town.site.name);
                }
            }
            for feud in history.feuds.iter().filter(|feud| feud.town == place) {
                for family in [&feud.family, &feud.rival] {
                    let lives = town.people.iter().any(|person| person.family == *family);
                    assert!(lives, "world {number}: {feud:?}");
                }
            }
        }
    });
}

#[test]
fn what_was_lost_lies_in_a_dungeon_that_is_there() {
    each(|number, world, history| {
        let mut names = BTreeSet::new();
        for thing in &history.lost {
            let gone = history.event(thing.gone).expect("losses are told");
            let lost = matches!(gone.kind, EventKind::Loss | EventKind::Taking);
            assert!(lost, "world {number}: {thing:?}");
            assert_eq!((gone.roles.field, gone.roles.thing), (Some(thing.at), Some(thing.id)));
            let made = history.event(thing.made).expect("makings are told");
            assert_eq!((made.kind, made.roles.thing), (EventKind::Forging, Some(thing.id)));
            assert!(made.id < gone.id && names.insert(&thing.name));
            let site = match thing.at {
                Place::Site(id) => world.site(id),
                Place::Ruin(_) => None,
            };
            let site = site.unwrap_or_else(|| panic!("world {number}: {thing:?}"));
            assert_eq!(site.kind, SiteKind::Dungeon);
        }
    });
}

#[test]
fn regions_at_and_beyond_the_end_of_the_plane_have_cells_or_none() {
    let world = worlds::world(1);
    for (x, z) in [(i32::MAX, 0), (0, i32::MIN), (i32::MAX, i32::MIN), (i32::MAX / 4, i32::MIN / 4)]
    {
        let id = worldgen::RegionId { x, z };
        assert_eq!(world.cells_of(id), [], "{id:?}");
        assert!(world.history(id).events.is_empty(), "{id:?}");
    }
    let corner = world.region_at(seed::Point { x: seed::Mm(i32::MAX), z: seed::Mm(i32::MIN) });
    assert!(!world.cells_of(corner).is_empty(), "{corner:?}");
}

#[test]
fn every_dungeon_of_a_region_has_its_digging_and_its_end_told() {
    each(|number, world, history| {
        for (x, z) in world.cells_of(history.region) {
            for dungeon in 1..=6 {
                let Some(site) = world.site(SiteId { x, z, number: dungeon }) else { continue };
                let lore: Vec<EventKind> =
                    world.lore(site.id).into_iter().map(|event| event.kind).collect();
                let at = |kind| lore.iter().position(|told| *told == kind);
                let (dug, lost) = (at(EventKind::Delving), at(EventKind::Breach));
                assert!(dug.is_some() && lost > dug, "world {number}: {site:?} {lore:?}");
            }
        }
    });
}

#[test]
fn ruins_lie_where_nobody_lives_and_end_after_they_began() {
    let mut count = 0;
    each(|number, world, history| {
        for ruin in &history.ruins {
            count += 1;
            assert!(world.site(SiteId { x: ruin.cell.0, z: ruin.cell.1, number: 0 }).is_none());
            let place = Subject::Place(Place::Ruin(ruin.id));
            let told: Vec<&Event> = history.about(place).collect();
            assert_eq!(told[0].kind, EventKind::Settling, "world {number}: {ruin:?}");
            let fall = told.iter().find(|event| event.kind == EventKind::Fall).expect("it fell");
            assert_eq!(fall.year, ruin.fell);
            assert!(fall.cause.is_some(), "world {number}: {fall:?}");
            let after = told.iter().filter(|event| event.id > fall.id);
            let lives = |event: &&&Event| event.roles.town == Some(Place::Ruin(ruin.id));
            assert_eq!(after.filter(lives).count(), 0, "world {number}: {told:#?}");
        }
    });
    assert!(count > seeds() / 4, "{count} ruins");
}

/// No brace, no empty name (two spaces, a space before a stop), no word twice.
fn reads_well(text: &str) -> Result<(), String> {
    let fail = |why: &str| Err(format!("{why}: {text}"));
    if text.contains(['{', '}']) || text.contains("  ") {
        return fail("a hole");
    }
    for pair in [" .", " ,", "..", ",,", " :", ". .", " a a ", " the ,", "of .", "The the ", "A a "]
    {
        if text.contains(pair) {
            return fail("a stray stop");
        }
    }
    // Names may end one sentence and begin the next.
    let joined = text.replace(". ", ". - ");
    let words: Vec<String> = joined
        .split(' ')
        .map(|word| word.trim_matches(|c: char| !c.is_alphabetic()).to_owned())
        .collect();
    // Somebody may be called Led, and lead others.
    if words.windows(2).any(|two| two[0] == two[1] && two[0] != "that" && !two[0].is_empty()) {
        return fail("a word twice");
    }
    let mut begins = true;
    for word in text.split(' ') {
        if begins && !word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()) {
            return fail("a sentence without a capital");
        }
        begins = word.ends_with(['.', '?', '!']);
    }
    if begins { Ok(()) } else { fail("no stop") }
}

#[test]
fn sentences_read_well() {
    each(|number, _, history| {
        for event in &history.events {
            if let Err(why) = reads_well(&event.text) {
                panic!("world {number}: {why}");
            }
            assert!(!event.phrase.contains(['{', '}']) && !event.phrase.ends_with(' '));
        }
    });
}

#[test]
fn no_two_pasts_begin_alike_and_all_kinds_of_events_come() {
    let mut beginnings = BTreeSet::new();
    let mut kinds: BTreeMap<EventKind, u32> = BTreeMap::new();
    let (mut least, mut most, mut caused, mut all) = (usize::MAX, 0, 0, 0);
    each(|number, _, history| {
        let first: Vec<&str> =
            history.events.iter().take(10).map(|event| event.text.as_str()).collect();
        assert!(beginnings.insert(first.join(" ")), "world {number} begins like another");
        for event in &history.events {
            *kinds.entry(event.kind).or_default() += 1;
            caused += u32::from(event.cause.is_some());
        }
        all += history.events.len() as u32;
        (least, most) = (least.min(history.events.len()), most.max(history.events.len()));
    });
    println!("{least} to {most} events, {caused} of {all} with a cause: {kinds:?}");
    for kind in EventKind::ALL {
        assert!(kinds.contains_key(kind), "{kind:?} never happens");
    }
    assert!(caused * 2 > all, "{caused} of {all} events have a cause");
    assert!(least >= 5 && most <= 460, "{least} to {most} events");
}

#[test]
#[ignore = "for reading"]
fn read() {
    let history = home_history(&worlds::world(7));
    for event in &history.events {
        println!("{}  {}", event.year, event.text);
    }
}
