//! What dungeons, quests and items say of the past and of people's lives is so, whoever asks first.

use crate::worlds;
use seed::Mm;
use std::collections::BTreeMap;
use worldgen::quest::persuasion::persuasion;
use worldgen::{
    Against, Dungeon, EventId, FeatureId, Ground, History, Item, ItemSource, Knowledge, Liking,
    Objective, Place, Quest, QuestKind, Relation, SiteId, SiteKind, Told, Why, World,
};

fn worlds(default: u32) -> impl Iterator<Item = (u32, World)> {
    worlds::each(worlds::part(default, worlds::COSTLY))
}

/// The dungeons of home.
fn dungeons(world: &World) -> Vec<Dungeon> {
    let home = world.site(world.home()).expect("a home");
    let mut sites = world.sites_near(home.at, Mm::metres(2_000));
    sites.retain(|site| site.kind == SiteKind::Dungeon && (site.id.x, site.id.z) == cell(home.id));
    sites.iter().filter_map(|site| world.dungeon(site.id)).collect()
}

fn cell(site: SiteId) -> (i32, i32) {
    (site.x, site.z)
}

/// What the people of home offer.
fn quests(world: &World) -> Vec<Quest> {
    let people = world.settlement(world.home()).expect("a home").people;
    people.iter().flat_map(|person| world.quests(person.id)).collect()
}

#[track_caller]
fn reads_well(text: &str) {
    let open = ['{', '}', '[', ']', '|'];
    assert!(!text.is_empty() && !text.contains(open), "an open slot: {text}");
    let first = text.chars().next().expect("not empty");
    assert!(first.is_uppercase() || first.is_numeric(), "no capital: {text}");
    let lower = text.to_lowercase();
    for wrong in ["  ", "the the ", " a the ", "my my ", " .", " ,", "..", ",,", " of of "] {
        assert!(!lower.contains(wrong), "{wrong:?} in: {text}");
    }
}

/// Years that a text names are those of its event.
#[track_caller]
fn years(text: &str, known: &[u16]) {
    for number in text.split(|c: char| !c.is_ascii_digit()).filter(|word| word.len() == 3) {
        let year: u16 = number.parse().expect("three digits");
        assert!(known.contains(&year), "{year} is not of {known:?}: {text}");
    }
}

#[test]
fn what_is_told_in_dungeons_happened_there() {
    let (mut told, mut plain) = (0, 0);
    for (number, world) in worlds(20) {
        let history = world.history(world.region_of_site(world.home()));
        for dungeon in dungeons(&world) {
            let lore = world.dungeon_lore(&dungeon);
            let cells: Vec<_> = lore.lines.iter().map(|line| line.cell).collect();
            let own: Vec<_> = dungeon.lore.iter().map(|line| line.cell).collect();
            assert_eq!(cells, own, "world {number}");
            for Told { text, event } in
                lore.lines.iter().map(|line| &line.told).chain([&lore.reason])
            {
                reads_well(text);
                let Some(event) = event else {
                    plain += 1;
                    continue;
                };
                told += 1;
                let event = history.event(*event).expect("it happened");
                let here = Some(Place::Site(dungeon.id));
                let thing = event.roles.thing.map(|id| history.lost[usize::from(id.0)].at);
                assert!(event.roles.field == here || thing == here, "world {number}: {event:?}");
                years(text, &[event.year]);
            }
            let treasure = world.treasure(dungeon.id);
            assert_eq!(treasure.as_ref().map(|famous| famous.thing), lore.treasure);
            if let Some(famous) = treasure {
                let thing = &history.lost[usize::from(famous.thing.0)];
                let relic = worlds::rules().theme(dungeon.theme).relic;
                assert_eq!((thing.at, thing.item), (Place::Site(dungeon.id), relic));
                reads_well(&famous.named.legend);
                let of = |id: EventId| history.event(id).expect("it happened").year;
                years(&famous.named.legend, &[of(thing.made), of(thing.gone)]);
                assert!(famous.named.name.to_lowercase() == thing.name.to_lowercase());
            }
        }
    }
    println!("{told} sentences of dungeons cite an event, {plain} none");
    assert!(told > plain, "the past is silent: {told} of {}", told + plain);
}

/// The dungeon that a quest is about.
fn dungeon_of(quest: &Quest, lost: &History, ground: Ground) -> Option<Place> {
    let objective = quest.objectives.iter().find_map(|objective| match *objective {
        Objective::Solve { dungeon } | Objective::Enter { dungeon } => Some(dungeon),
        Objective::Explore { site, .. } => Some(site),
        _ => None,
    });
    // Who is asked has heard of it; the dungeon is in the words only.
    objective.map(Place::Site).or_else(|| match ground {
        Ground::Lost(id) => Some(lost.lost[usize::from(id.0)].at),
        Ground::Past(id) => lost.event(id)?.roles.field,
        _ => None,
    })
}

#[test]
fn what_quests_follow_from_is_so() {
    let mut grounds: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut all, mut grounded) = (0, 0);
    for (number, world) in worlds(25) {
        let history = world.history(world.region_of_site(world.home()));
        for quest in quests(&world) {
            all += 1;
            for text in [&quest.title, &quest.offer, &quest.thanks, &quest.plot.refusal] {
                reads_well(text);
            }
            let Some(ground) = quest.plot.ground else { continue };
            grounded += 1;
            let giver = world.person(quest.id.giver).expect("somebody asks");
            let life = world.life(giver.id).expect("who lives");
            let known = world.knowledge(giver.id);
            let heard = |id: EventId| {
                let of = |known: &Knowledge| matches!(known, Knowledge::Event { event, .. } if *event == id);
                known.iter().any(|known| of(&known.what))
            };
            let names = |id| {
                quest.objectives.iter().any(|objective| match objective {
                    Objective::Deliver { to, .. } => *to == id,
                    Objective::FindOut { from } | Objective::Collect { from, .. } => *from == id,
                    Objective::Persuade { whom, .. } => *whom == id,
                    _ => false,
                })
            };
            let told = format!("world {number}: {ground:?} {quest:#?}");
            *grounds
                .entry(match ground {
                    Ground::Kin(id, relation) => {
                        let other = world.person(id).expect("kin lives");
                        assert!(giver.relations.contains(&(id, relation)) && names(id), "{told}");
                        assert!(other.house != giver.house && relation != Relation::Spouse);
                        "kin"
                    }
                    Ground::Grudge(id, why) => {
                        let other = world.person(id).expect("there is somebody");
                        let held = life.grudges.iter().any(|grudge| {
                            grudge.why == why
                                && match &grudge.against {
                                    Against::Person(person) => *person == id,
                                    Against::Family(family) => *family == other.family,
                                    Against::Place(place) => *place == Place::Site(id.home),
                                }
                        });
                        assert!(held && names(id), "{told}");
                        if matches!(why, Why::Event(_)) { "old grudge" } else { "deed" }
                    }
                    Ground::Secret(what) => {
                        assert!(life.secrets.iter().any(|secret| secret.what == what), "{told}");
                        "secret"
                    }
                    Ground::Lost(id) => {
                        let thing = &history.lost[usize::from(id.0)];
                        assert!(heard(thing.gone), "{told}");
                        assert_eq!(dungeon_of(&quest, &history, ground), Some(thing.at), "{told}");
                        if let (QuestKind::Delve, Some(Objective::Fetch { item, .. })) =
                            (quest.kind, quest.objectives.get(3))
                        {
                            assert_eq!(*item, thing.item, "{told}");
                        }
                        "lost"
                    }
                    Ground::Past(id) => {
                        let Some(Place::Site(site)) = dungeon_of(&quest, &history, ground) else {
                            panic!("{told}")
                        };
                        let name = world.site(site).expect("it is there").name;
                        assert!(
                            quest.offer.contains(&name) || quest.title.contains(&name),
                            "{told}"
                        );
                        let field = history.event(id).expect("it happened").roles.field;
                        assert!(heard(id), "{told}");
                        assert_eq!(dungeon_of(&quest, &history, ground), field, "{told}");
                        "past"
                    }
                })
                .or_default() += 1;
        }
    }
    println!("{grounded} of {all} quests follow from something: {grounds:?}");
    assert!(grounded * 4 > all, "{grounded} of {all} follow from something");
    assert!(grounds.len() >= 5, "{grounds:?}");
}

#[test]
fn whoever_asks_first_hears_the_same() {
    for number in 0..worlds::part(6, 50) {
        let lives = |world: &World| {
            let people = world.settlement(world.home()).expect("a home").people;
            people.iter().take(9).map(|one| world.life(one.id)).collect::<Vec<_>>()
        };
        let walls = |world: &World| {
            dungeons(world).iter().map(|one| world.dungeon_lore(one)).collect::<Vec<_>>()
        };
        let past = |world: &World| world.history(world.region_of_site(world.home()));
        let one = worlds::world(number);
        let first = (quests(&one), walls(&one), lives(&one), past(&one));
        let two = worlds::world(number);
        let (then, told, lived) = (past(&two), walls(&two), lives(&two));
        assert_eq!(first, (quests(&two), told, lived, then), "world {number}");
        let three = worlds::world(number);
        let (lived, asked) = (lives(&three), quests(&three));
        assert_eq!((first.0, first.2), (asked, lived), "world {number}");
    }
}

#[test]
fn who_is_asked_to_agree_agrees_and_not_everybody_to_words_alone() {
    let rules = worlds::rules();
    let table = &rules.quests.persuasion;
    let axes = rules.society.temperaments.len();
    let hard: Vec<i8> = table.temperament.iter().map(|points| -3 * points.signum() as i8).collect();
    assert_eq!(hard.len(), axes);
    let points = |liking| persuasion(table, &hard, -10, liking).points;
    assert!(
        persuasion(table, &hard, -10, Liking::Liked).agrees(),
        "a liked gift wins anybody over"
    );
    assert!(!persuasion(table, &hard, -10, Liking::Nothing).agrees());
    let order = [Liking::Disliked, Liking::Nothing, Liking::Cold, Liking::Liked].map(points);
    assert!(order.is_sorted() && order[0] < order[3], "{order:?}");
    let (mut asked, mut yes, mut no) = (0, 0, 0);
    for (number, world) in worlds(20) {
        for quest in quests(&world) {
            for objective in &quest.objectives {
                let Objective::Persuade { whom, gift } = *objective else { continue };
                let taken = world.persuasion(whom, gift, quest.id.giver).expect("somebody");
                assert!(taken.agrees(), "world {number}: {taken:?} {quest:#?}");
                asked += 1;
            }
        }
        let people = world.settlement(world.home()).expect("a home").people;
        let asks = people[0].id;
        for person in &people[1..] {
            let taken = world.persuasion(person.id, None, asks).expect("somebody");
            *(if taken.agrees() { &mut yes } else { &mut no }) += 1;
        }
    }
    println!("{asked} asked; of all, {yes} would agree to words alone, {no} would not");
    assert!(asked > 0 && yes > no / 4 && no > yes / 10, "{yes} to {no}");
}

#[test]
fn items_out_of_a_dungeon_may_remember_it() {
    let (mut cited, mut plain) = (0, 0);
    for (number, world) in worlds(10) {
        let history = world.history(world.region_of_site(world.home()));
        for dungeon in dungeons(&world) {
            for visit in 0..12 {
                let source =
                    ItemSource::Chest { dungeon: dungeon.id, feature: FeatureId(3), visit };
                let mut stream = world.seed().stream("test loot", &source.path());
                let item = Item::roll(&worlds::rules(), &mut stream, 5);
                let flavour = world.flavour(&item, &source);
                if item.material(&worlds::rules()).is_none() {
                    assert_eq!(flavour.event, None);
                    continue;
                }
                reads_well(&flavour.text);
                let Some((region, event)) = flavour.event else {
                    plain += 1;
                    continue;
                };
                cited += 1;
                assert_eq!(region, history.region, "world {number}");
                years(&flavour.text, &[history.event(event).expect("it happened").year]);
            }
        }
    }
    assert!(cited > plain, "{cited} cite, {plain} do not");
}
