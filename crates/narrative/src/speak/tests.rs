use super::*;
use crate::{Acquaintance, Fact};
use ruleset::{Line, Ruleset};
use seed::Path;
use worldgen::{Compass, PersonId, SiteId};

fn rules(lines: &[(LineUse, &str)]) -> Ruleset {
    let core = ruleset::find("core").expect("core is here");
    let mut rules = ruleset::load(&core).expect("core is right");
    let line = |(when, text): &(LineUse, &str)| Line { when: *when, text: (*text).to_owned() };
    rules.lines = lines.iter().map(line).collect();
    rules
}

fn sheet(facts: Vec<Fact>) -> FactSheet {
    FactSheet::new(PersonId::default(), facts)
}

fn named() -> Fact {
    Fact::Name { full: "Tam Veller".into() }
}

fn barrow(number: u8, name: &str, direction: Compass) -> Fact {
    let site = SiteId { number, ..SiteId::default() };
    Fact::Dungeon { site, name: name.into(), direction, distance_m: 100 }
}

fn marla() -> Fact {
    Fact::Neighbour(Acquaintance {
        person: PersonId::default(),
        name: "Marla Brandt".into(),
        trade: "smith".into(),
        direction: Compass::East,
    })
}

fn stream(number: i64) -> Stream {
    Stream::new(&[3; 32], "test/speak", &Path::new().int(number))
}

#[test]
fn only_lines_that_can_be_filled_are_spoken() {
    let rules = rules(&[
        (LineUse::Greeting, "I am {name}, {trade}."),
        (LineUse::Greeting, "I am {name}, {player}."),
        (LineUse::Greeting, "broken {"),
    ]);
    let sheet = sheet(vec![named()]);
    for number in 0..20 {
        let spoken = speak(&rules, &sheet, LineUse::Greeting, "Ada{x}", &mut stream(number));
        assert_eq!(spoken.text, "I am Tam Veller, Adax.");
        assert_eq!(spoken.cited, [FactId(0)]);
    }
    let nameless = speak(&rules, &sheet, LineUse::Greeting, "\0", &mut stream(0));
    assert_eq!((nameless.text.as_str(), nameless.cited), (SILENCE, vec![]));
}

#[test]
fn what_is_not_so_is_not_said() {
    let rules = rules(&[
        (LineUse::GreetingAgain, "Back again!"),
        (LineUse::Greeting, "Hello."),
        (LineUse::Neighbour, "Good people live here."),
        (LineUse::Dungeon, "It is dangerous out there."),
        (LineUse::QuestOpen, "Have you done it?"),
        (LineUse::NoQuest, "There is nothing to do."),
        (LineUse::Work, "I work."),
        (LineUse::Unknown, "I would not know."),
    ]);
    let said = |facts: Vec<Fact>, line_use| {
        speak(&rules, &sheet(facts), line_use, "Ada", &mut stream(0)).text
    };
    assert_eq!(said(vec![], LineUse::GreetingAgain), "Hello.");
    assert_eq!(said(vec![Fact::MetBefore], LineUse::GreetingAgain), "Back again!");
    assert_eq!(said(vec![], LineUse::Neighbour), "I would not know.");
    assert_eq!(said(vec![marla()], LineUse::Neighbour), "Good people live here.");
    assert_eq!(said(vec![], LineUse::Dungeon), "I would not know.");
    assert_eq!(said(vec![], LineUse::QuestOpen), "I work.");
}

#[test]
fn placeholders_of_a_line_agree() {
    let rules = rules(&[
        (LineUse::Dungeon, "{dungeon} lies {direction}."),
        (LineUse::Neighbour, "{neighbour}, {neighbour-trade}, works {direction}."),
    ]);
    let facts =
        vec![barrow(1, "Barrow", Compass::North), barrow(2, "Crypt", Compass::South), marla()];
    let sheet = sheet(facts);
    for number in 0..20 {
        let text = speak(&rules, &sheet, LineUse::Dungeon, "Ada", &mut stream(number)).text;
        assert!(["Barrow lies north.", "Crypt lies south."].contains(&text.as_str()), "{text}");
        let text = speak(&rules, &sheet, LineUse::Neighbour, "Ada", &mut stream(number)).text;
        assert_eq!(text, "Marla Brandt, smith, works east.");
    }
    for (id, fact) in sheet.facts().filter(|(_, fact)| matches!(fact, Fact::Dungeon { .. })) {
        let cue = Cue { about: Some(id), ..Cue::new(LineUse::Dungeon) };
        let spoken = say(&rules, &sheet, &cue, "Ada", &mut stream(7));
        assert!(spoken.text.starts_with(fact.name().expect("it has one")), "{spoken:?}");
        assert_eq!(spoken.cited, [id]);
    }
}

#[test]
fn the_same_stream_says_the_same() {
    let lines = [(LineUse::Farewell, "a"), (LineUse::Farewell, "b"), (LineUse::Farewell, "c")];
    let rules = rules(&lines);
    let said = |number| {
        speak(&rules, &sheet(vec![named()]), LineUse::Farewell, "Ada", &mut stream(number)).text
    };
    let once: Vec<String> = (0..30).map(said).collect();
    assert_eq!(once, (0..30).map(said).collect::<Vec<_>>());
    assert!(lines.iter().all(|(_, text)| once.iter().any(|line| line == text)), "{once:?}");
}

#[test]
fn a_topic_is_cleaned_before_it_is_repeated() {
    let rules = rules(&[(LineUse::Unknown, "Never heard of {topic}.")]);
    let topic = Some("\u{202e}{name} (quest completed)".to_owned());
    let cue = Cue { topic, ..Cue::new(LineUse::Unknown) };
    let spoken = say(&rules, &sheet(vec![named()]), &cue, "Ada", &mut stream(0));
    assert_eq!(spoken.text, "Never heard of name.");
    assert_eq!(spoken.cited, []);
}
