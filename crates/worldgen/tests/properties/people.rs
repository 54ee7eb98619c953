//! People of many settlements: kin that does not contradict itself, days that come round, grudges
//! and secrets about what there is; and the economies that they make.

use crate::worlds;
use std::collections::BTreeSet;
use worldgen::{
    Against, Degree, Haunt, Hidden, Knowledge, Life, Person, Place, Relation, Settlement, SiteKind,
    Why, World,
};

fn seeds() -> u32 {
    worlds::count(40)
}

fn each(check: impl FnMut(u32, &World, &Settlement)) {
    each_of(seeds(), check);
}

fn each_of(count: u32, mut check: impl FnMut(u32, &World, &Settlement)) {
    for (number, world) in worlds::each(count) {
        let home = world.settlement(world.home()).expect("there is always a home");
        check(number, &world, &home);
    }
}

fn each_life(mut check: impl FnMut(u32, &World, &Settlement, &Person, &Life)) {
    each(|number, world, town| {
        for person in &town.people {
            let life = world.life(person.id).expect("everybody has a life");
            check(number, world, town, person, &life);
        }
    });
}

const fn other_way(relation: Relation) -> Relation {
    match relation {
        Relation::Parent => Relation::Child,
        Relation::Child => Relation::Parent,
        Relation::Grandparent => Relation::Grandchild,
        Relation::Grandchild => Relation::Grandparent,
        Relation::AuntOrUncle => Relation::NieceOrNephew,
        Relation::NieceOrNephew => Relation::AuntOrUncle,
        both => both,
    }
}

#[test]
fn relations_are_mutual_and_fit_ages() {
    let mut across = 0;
    each(|number, _, town| {
        for person in &town.people {
            let mut spouses = 0;
            for &(id, relation) in &person.relations {
                let other = &town.people[usize::from(id.number)];
                let back = other.relations.iter().find(|(id, _)| *id == person.id);
                assert_eq!(back.map(|(_, r)| *r), Some(other_way(relation)), "world {number}");
                let older = i32::from(other.age) - i32::from(person.age);
                let fits = match relation {
                    Relation::Parent => (18..=45).contains(&older),
                    Relation::Grandparent => older >= 36,
                    Relation::Sibling => older.abs() <= 16,
                    Relation::Spouse => older.abs() <= 7,
                    _ => true,
                };
                assert!(fits, "world {number}: {relation:?}: {person:?} {other:?}");
                spouses += u32::from(relation == Relation::Spouse);
                across += u32::from(other.house != person.house);
            }
            assert!(spouses <= 1);
            // Who lives in a house belongs together.
            for kin in &person.kin {
                let related = person.relations.iter().any(|(id, _)| id.number == *kin);
                assert!(related, "world {number}: {person:?} and {kin}");
            }
            let parents = person.relations.iter().filter(|(_, r)| *r == Relation::Parent);
            let grand = person.relations.iter().filter(|(_, r)| *r == Relation::Grandparent);
            assert!(parents.count() <= 2 && grand.count() <= 4, "world {number}: {person:?}");
        }
    });
    assert!(across > seeds(), "{across} relations across houses");
}

#[test]
fn a_day_begins_at_midnight_and_ends_at_home() {
    each_life(|number, _, town, person, life| {
        let day = &life.schedule;
        assert!(day.len() >= 4, "world {number}: {day:?}");
        assert_eq!((day[0].from_minute, day[0].place), (0, Haunt::Home));
        assert_eq!(day.last().map(|entry| entry.place), Some(Haunt::Home));
        assert!(day.iter().any(|entry| entry.place == Haunt::Work));
        for two in day.windows(2) {
            assert!(two[0].from_minute < two[1].from_minute && two[1].from_minute < 1_440);
            assert_ne!(two[0].place, two[1].place, "world {number}: {day:?}");
        }
        for entry in day {
            assert!(entry.at.distance(town.site.at) <= i64::from(town.site.radius.0), "{person:?}");
        }
    });
}

#[test]
fn grudges_and_secrets_are_about_what_there_is() {
    let (mut feuds, mut deeds, mut kinds) = (0, 0, BTreeSet::new());
    each_life(|number, world, town, person, life| {
        let history = world.history(world.region_of_site(town.site.id));
        for grudge in &life.grudges {
            match grudge.why {
                Why::Event(id) => {
                    let event = history.event(id).expect("grudges point at events");
                    assert!(event.year < history.present);
                    let (text, phrase) = (grudge.text.to_lowercase(), event.phrase.to_lowercase());
                    assert!(text.contains(&phrase), "{grudge:?} {event:?}");
                    feuds += 1;
                }
                Why::Deed(deed) => {
                    assert!(usize::from(deed) < world.rules().society.deeds.len());
                    deeds += 1;
                }
            }
            match &grudge.against {
                Against::Person(id) => {
                    let other = world.person(*id).expect("somebody");
                    assert!(other.house != person.house && grudge.text.contains(&other.family));
                }
                Against::Family(family) => {
                    assert!(*family != person.family);
                    assert!(town.people.iter().any(|other| other.family == *family));
                }
                Against::Place(Place::Site(site)) => assert!(world.site(*site).is_some()),
                Against::Place(Place::Ruin(_)) => panic!("world {number}: {grudge:?}"),
            }
        }
        for secret in &life.secrets {
            assert!(!secret.text.contains(['{', '}']) && !secret.text.contains("  "), "{secret:?}");
            kinds.insert(name(&secret.what));
            match secret.what {
                Hidden::Love(id) | Hidden::Theft(id) | Hidden::Debt(id, _) => {
                    let other = world.person(id).expect("somebody");
                    assert!(other.house != person.house && secret.text.contains(&other.family));
                    let related = person.relations.iter().any(|(kin, _)| *kin == id);
                    assert!(!related || !matches!(secret.what, Hidden::Love(_)));
                }
                Hidden::Treasure(thing) => {
                    let thing = &history.lost[usize::from(thing.0)];
                    assert!(matches!(thing.at, Place::Site(site) if site.x == town.site.id.x));
                }
                Hidden::Blood(figure, event) => {
                    let figure = history.figure(figure).expect("forebears exist");
                    assert_eq!(figure.family, person.family);
                    assert!(history.event(event).is_some());
                }
                Hidden::Turncoat(faction) => {
                    assert!(person.faction.is_some() && person.faction != Some(faction));
                }
            }
        }
        let opinions: BTreeSet<_> = life.opinions.iter().map(|(id, _)| *id).collect();
        assert_eq!(opinions.len() + 1, town.people.len());
        assert!(life.opinions.iter().all(|(_, opinion)| (-10..=10).contains(opinion)));
        assert!(life.likes.iter().all(|taste| !life.dislikes.contains(taste)));
        assert!(!life.likes.is_empty() && !life.dislikes.is_empty());
    });
    assert!(feuds > 0 && deeds > 0, "{feuds} {deeds}");
    assert_eq!(kinds.len(), 6, "{kinds:?}");
}

const fn name(what: &Hidden) -> &'static str {
    match what {
        Hidden::Love(_) => "love",
        Hidden::Theft(_) => "theft",
        Hidden::Debt(..) => "debt",
        Hidden::Treasure(_) => "treasure",
        Hidden::Blood(..) => "blood",
        Hidden::Turncoat(_) => "turncoat",
    }
}

#[test]
fn people_know_all_of_their_own_time_and_place_and_nothing_that_is_not() {
    each_of(worlds::part(40, worlds::COSTLY), |number, world, town| {
        let history = world.history(world.region_of_site(town.site.id));
        let here = worldgen::Subject::Place(Place::Site(town.site.id));
        for person in town.people.iter().take(5) {
            let known = world.knowledge(person.id);
            let born = history.present - u16::from(person.age);
            for known in &known {
                match &known.what {
                    Knowledge::Person(id) => assert!(*id != person.id),
                    Knowledge::Site { site, .. } => assert!(world.site(*site).is_some()),
                    Knowledge::Event { region, event } => {
                        assert_eq!(*region, history.region);
                        let event = history.event(*event).expect("it happened");
                        assert!(known.degree == Degree::Heard || event.year >= born + 6);
                    }
                }
            }
            let lived = history.about(here).filter(|event| event.year >= born + 6);
            for event in lived.take(20) {
                let has = known.iter().any(|known| {
                    matches!(known.what, Knowledge::Event { event: id, .. } if id == event.id)
                });
                assert!(has, "world {number}: {person:?} was there: {event:?}");
            }
            let dungeons = known.iter().filter(|known| match known.what {
                Knowledge::Site { site, .. } => {
                    world.site(site).is_some_and(|site| site.kind == SiteKind::Dungeon)
                }
                _ => false,
            });
            assert!(dungeons.count() > 0, "world {number}: {person:?} knows no dungeon");
        }
    });
}

#[test]
fn economies_add_up_and_neighbours_sell_what_they_can_spare() {
    let (mut imports, mut scarce) = (0, 0);
    let count = worlds::part(40, worlds::COSTLY);
    each_of(count, |number, world, town| {
        let economy = world.economy(town.site.id).expect("home has an economy");
        let amount = |list: &[(ruleset::ItemId, u32)], item| {
            list.iter().find(|(id, _)| *id == item).map_or(0, |(_, amount)| *amount)
        };
        for &(item, price) in &economy.prices {
            let (made, needed) = (amount(&economy.makes, item), amount(&economy.needs, item));
            assert_eq!(amount(&economy.surplus, item), made.saturating_sub(needed));
            assert_eq!(amount(&economy.shortage, item), needed.saturating_sub(made));
            assert!((500..=2_000).contains(&price), "world {number}: {economy:?}");
            assert!(made <= needed || price <= 1_000, "world {number}: plenty and dear: {item:?}");
            scarce += u32::from(price > 1_200);
        }
        for &(person, item) in &economy.sellers {
            let trade = world.person(person).expect("sellers live there").trade;
            assert!(world.rules().trade(trade).makes.contains(&item));
            assert!(amount(&economy.makes, item) > 0);
        }
        for &(item, site) in &economy.imports {
            imports += 1;
            let other = world.economy(site).expect("neighbours have economies");
            assert!(amount(&other.surplus, item) > 0, "world {number}: {economy:?} {other:?}");
            assert!(amount(&economy.shortage, item) > 0);
        }
    });
    assert!(imports > count && scarce > count, "{imports} {scarce}");
}
