//! The core ruleset's lines, in the mouths of generated people.

use narrative::{Fact, FactSheet, speak};
use ruleset::{LineUse, Ruleset};
use seed::{Canonical, Mm, Path, WorldSeed};
use std::sync::Arc;
use worldgen::{Settlement, World};

const USES: [LineUse; 10] = [
    LineUse::Greeting,
    LineUse::GreetingAgain,
    LineUse::Work,
    LineUse::Place,
    LineUse::Neighbour,
    LineUse::Dungeon,
    LineUse::Unknown,
    LineUse::QuestOpen,
    LineUse::NoQuest,
    LineUse::Farewell,
];

fn core() -> Arc<Ruleset> {
    let path = ruleset::find("core").expect("core is in the checkout");
    Arc::new(ruleset::load(&path).expect("core is right"))
}

fn home(seed: &str, rules: &Arc<Ruleset>) -> (World, Settlement) {
    let world = World::new(WorldSeed::from_text(seed), Arc::clone(rules));
    let home = world.settlement(world.home()).expect("players have a home");
    (world, home)
}

fn sheets(world: &World, home: &Settlement, met: bool) -> Vec<FactSheet> {
    let nearby = world.sites_near(home.site.at, Mm::metres(800));
    let sheet = |person| FactSheet::of(world, home, person, &nearby, met);
    home.people.iter().map(sheet).collect()
}

#[test]
fn every_line_of_every_use_is_filled_from_the_sheet() {
    let rules = core();
    for seed in ["one", "two", "three"] {
        let (world, home) = home(seed, &rules);
        for sheet in sheets(&world, &home, true) {
            for line in &rules.lines {
                let mut one = Ruleset::clone(&rules);
                one.lines = vec![line.clone()];
                let mut stream = world.seed().stream("test/line", &Path::new().text(&line.text));
                let spoken = speak(&one, &sheet, line.when, "Ada", &mut stream);
                assert!(!spoken.text.contains(['{', '}']), "{spoken:?}");
                if spoken.text != "\u{2026}" {
                    assert_eq!(strange_words(&spoken.text, &line.text, &sheet), Vec::<&str>::new());
                    let cited = |id: &narrative::FactId| sheet.fact(*id).is_some();
                    assert!(spoken.cited.iter().all(cited), "{spoken:?}");
                    assert!(spoken.cited.is_sorted(), "{spoken:?}");
                }
            }
        }
    }
}

#[test]
fn somebody_says_something_on_every_occasion() {
    let rules = core();
    let (world, home) = home("one", &rules);
    for sheet in sheets(&world, &home, false) {
        for line_use in USES {
            let mut stream = world.seed().stream("test/use", &Path::new());
            let spoken = speak(&rules, &sheet, line_use, "Ada", &mut stream);
            assert_ne!(spoken.text, "\u{2026}", "{line_use:?}");
        }
    }
}

#[test]
fn a_sheet_holds_the_persons_own_world_and_is_the_same_twice() {
    let rules = core();
    let (world, home) = home("one", &rules);
    let known = sheets(&world, &home, false);
    let again = sheets(&world, &home, false);
    for ((sheet, twin), person) in known.iter().zip(&again).zip(&home.people) {
        assert_eq!(sheet.content_address(), twin.content_address());
        let facts: Vec<&Fact> = sheet.facts().map(|(_, fact)| fact).collect();
        assert!(facts.contains(&&Fact::Name { full: person.full_name() }));
        let people = facts.iter().filter(|fact| matches!(fact, Fact::Kin(_) | Fact::Neighbour(_)));
        assert_eq!(people.count(), home.people.len() - 1, "everybody else, nobody twice");
        let kin = facts.iter().filter(|fact| matches!(fact, Fact::Kin(_)));
        assert_eq!(kin.count(), person.kin.iter().filter(|&&kin| kin != person.id.number).count());
        assert!(!sheet.met_before());
    }
    let addresses: std::collections::BTreeSet<_> =
        known.iter().map(Canonical::content_address).collect();
    assert_eq!(addresses.len(), home.people.len(), "no two people know the same");
}

/// Words of the text that stand neither in the line nor anywhere on the sheet.
fn strange_words<'a>(text: &'a str, line: &str, sheet: &FactSheet) -> Vec<&'a str> {
    let facts: Vec<String> = sheet.facts().flat_map(|(_, fact)| texts(fact)).collect();
    let known = format!("{line} Ada {}", facts.join(" "));
    let split = |text: &'a str| text.split(|c: char| !c.is_alphanumeric());
    split(text).filter(|word| !known.contains(word)).collect()
}

fn texts(fact: &Fact) -> Vec<String> {
    match fact {
        Fact::Name { full: text }
        | Fact::Trade { name: text }
        | Fact::Work { text }
        | Fact::Goods { name: text }
        | Fact::QuestOffer { title: text, .. } => vec![text.clone()],
        Fact::Place { settlement, culture } => vec![settlement.clone(), culture.clone()],
        Fact::Kin(who) | Fact::Neighbour(who) => {
            vec![who.name.clone(), who.trade.clone(), who.direction.to_string()]
        }
        Fact::Dungeon { name, direction, .. } => vec![name.clone(), direction.to_string()],
        Fact::MetBefore => Vec::new(),
    }
}
