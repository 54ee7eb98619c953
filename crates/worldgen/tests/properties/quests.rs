//! What players are asked for: varied in words, possible to do, and the same for all who ask.
//!
//! `SEEDBOUND_SEEDS` says how many worlds are looked at.

use crate::worlds;
use seed::Mm;
use std::collections::{BTreeMap, BTreeSet};
use worldgen::{Objective, Quest, QuestFault, QuestKind, SiteKind, World};

/// Quests that a player meets before those of another settlement count.
const FIRST: usize = 50;

/// The first quests that a player meets: those of home, then of the nearest settlements.
fn first(world: &World) -> Vec<Quest> {
    let home = world.site(world.home()).expect("a home");
    let mut towns = world.sites_near(home.at, Mm::metres(6_000));
    towns.retain(|site| site.kind == SiteKind::Settlement);
    towns.sort_by_key(|site| (site.at.distance_squared(home.at), site.id));
    let mut quests = Vec::new();
    for town in towns {
        let people = world.settlement(town.id).expect("a settlement").people;
        quests.extend(people.iter().flat_map(|person| world.quests(person.id)));
        if quests.len() >= FIRST {
            break;
        }
    }
    quests.truncate(FIRST);
    quests
}

/// Three words in a row, in lower case.
fn trigrams(text: &str) -> BTreeSet<[String; 3]> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.windows(3).map(|three| [0, 1, 2].map(|i| three[i].clone())).collect()
}

/// The share of trigrams that two texts have in common (Jaccard), per mille.
fn likeness(one: &BTreeSet<[String; 3]>, other: &BTreeSet<[String; 3]>) -> usize {
    let common = one.intersection(other).count();
    1000 * common / (one.len() + other.len() - common).max(1)
}

#[test]
fn no_two_of_the_first_fifty_quests_read_alike() {
    let (mut worst, mut alike, mut pairs) = (0, 0, 0);
    for (number, world) in worlds::each(worlds::part(40, 50)) {
        let quests = first(&world);
        assert!(quests.len() == FIRST, "world {number} has only {} quests", quests.len());
        let titles: BTreeMap<&str, &Quest> =
            quests.iter().map(|quest| (quest.title.as_str(), quest)).collect();
        assert_eq!(titles.len(), FIRST, "world {number}: {:#?}", titles.keys());
        let texts: Vec<_> = quests.iter().map(|quest| trigrams(&quest.offer)).collect();
        for (index, text) in texts.iter().enumerate() {
            for (other, before) in texts[..index].iter().enumerate() {
                let like = likeness(text, before);
                worst = worst.max(like);
                pairs += 1;
                alike += usize::from(like > 250);
                let (one, two) = (&quests[index].offer, &quests[other].offer);
                assert!(like < 600, "world {number}, {like}:\n{one}\n{two}");
            }
        }
    }
    println!("worst {worst} per mille; {alike} of {pairs} pairs share a quarter");
    // A card comes back only where more settlements than the deck has room for are near.
    assert!(alike * 200 < pairs, "{alike} of {pairs} pairs share a quarter of their words");
}

#[test]
fn every_quest_can_be_done_and_every_kind_is_asked_for() {
    let mut kinds: BTreeMap<QuestKind, usize> = BTreeMap::new();
    let mut alternatives = 0;
    for (number, world) in worlds::each(worlds::part(25, 50)) {
        let quests = first(&world);
        for quest in &quests {
            assert_eq!(quest.check(&world), Ok(()), "world {number}: {quest:#?}");
            assert_eq!(quest.is_playable(), quest.kind != QuestKind::Escort);
            *kinds.entry(quest.kind).or_default() += 1;
            alternatives += usize::from(!quest.is_straight());
            assert!(!quest.plot.refusal.is_empty() && !quest.plot.outcomes.is_empty());
        }
        assert_eq!(quests, first(&worlds::world(number)), "another asker, another order");
    }
    assert_eq!(kinds.len(), 10, "{kinds:?}");
    assert!(alternatives > 0);
}

#[test]
fn what_home_asks_for_can_be_done_and_no_two_titles_are_alike() {
    for (number, world) in worlds::each(worlds::part(40, worlds::COSTLY)) {
        let people = world.settlement(world.home()).expect("a home").people;
        let quests: Vec<Quest> = people.iter().flat_map(|one| world.quests(one.id)).collect();
        assert!(quests.len() >= 6, "world {number}: {quests:#?}");
        let mut titles = BTreeSet::new();
        for quest in &quests {
            assert_eq!(quest.check(&world), Ok(()), "world {number}: {quest:#?}");
            assert!(titles.insert(&quest.title), "world {number}: twice {:?}", quest.title);
            assert!(!quest.offer.contains(['{', '}']), "world {number}: {}", quest.offer);
        }
        let arc = quests.iter().filter_map(|quest| quest.plot.arc);
        assert!(arc.clone().any(|arc| arc.turn), "world {number} begins without an arc");
    }
}

#[test]
fn faults_are_found() {
    let world = worlds::world(3);
    let quests = first(&world);
    let of = |kind| quests.iter().find(|quest| quest.kind == kind).expect("there is one").clone();
    let mut hunt = of(QuestKind::Hunt);
    let Objective::Hunt { count, .. } = &mut hunt.objectives[0] else { panic!("a hunt") };
    *count += 1;
    assert!(matches!(hunt.check(&world), Err(QuestFault::TooFew(0, ..))));
    let mut delve = of(QuestKind::Delve);
    let nowhere = worldgen::SiteId { number: 99, ..world.home() };
    delve.objectives[0] = Objective::Enter { dungeon: nowhere };
    assert_eq!(delve.check(&world), Err(QuestFault::Nowhere(0, nowhere)));
    let mut circle = of(QuestKind::Delve);
    circle.plot.steps = (0..5).map(|n| worldgen::After::All(vec![(n + 1) % 5])).collect();
    assert!(matches!(circle.check(&world), Err(QuestFault::Stuck(_))));
    let mut idle = of(QuestKind::Delve);
    idle.plot.steps = vec![worldgen::After::All(vec![]); 5];
    assert!(matches!(idle.check(&world), Err(QuestFault::Stuck(_))), "nothing leads to the report");
    let mut late = of(QuestKind::Explore);
    late.plot.deadline_days = Some(0);
    assert_eq!(late.check(&world), Err(QuestFault::TooLate(0)));
}

#[test]
fn one_way_closes_the_other() {
    let world = worlds::world(1);
    let fork = |quest: &&Quest| !quest.is_straight() && quest.kind == QuestKind::Hunt;
    let worlds = (0..60).map(worlds::world);
    let quest = worlds.flat_map(|world| first(&world)).find(|quest| fork(&quest));
    let quest = quest.expect("some hunt has two ways");
    let open = |done| quest.open(done).map(|(number, _)| number).collect::<Vec<_>>();
    assert_eq!(open(0), [0, 1]);
    assert_eq!(open(0b01), [2], "hunted: nobody has to be talked to");
    assert_eq!(open(0b10), [2], "talked: nothing has to be hunted");
    assert!(quest.is_over(0b110) && !quest.is_over(0b011));
    let dot = quest.dot(|_| "a \"thing\"".into());
    assert!(dot.contains("o1 -> o2 [style=dashed]") && dot.contains("a 'thing'"), "{dot}");
    drop(world);
}

#[test]
fn arcs_have_their_parts_in_order_a_turn_and_people_of_four_houses() {
    let mut met = BTreeSet::new();
    for (number, world) in worlds::each(worlds::part(25, 50)) {
        let quests = first(&world);
        let home = world.home();
        let own = quests.iter().filter(|q| q.id.giver.home == home && q.plot.arc.is_some());
        let mut parts: Vec<&Quest> = own.collect();
        parts.sort_by_key(|quest| quest.plot.arc.map(|arc| arc.part));
        let arc = parts.first().and_then(|quest| quest.plot.arc).expect("home has an arc");
        met.insert(arc.arc);
        assert_eq!(parts.len(), usize::from(arc.of), "world {number}");
        assert!(parts[0].plot.requires.is_empty());
        assert!(parts[1..].iter().any(|quest| quest.plot.arc.is_some_and(|arc| arc.turn)));
        for two in parts.windows(2) {
            assert!(two[1].plot.requires.contains(&two[0].id), "world {number}");
            let next = worldgen::Consequence::Next(two[1].id);
            assert!(two[0].plot.outcomes.iter().any(|outcome| outcome.what == next));
        }
    }
    assert!(met.len() >= 4, "home tells few tales: {met:?}");
}
