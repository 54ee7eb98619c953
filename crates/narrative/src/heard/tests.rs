use super::*;
use crate::word::MAX_WORD_CHARS;
use crate::{Acquaintance, Spoken, say};
use ruleset::{LineUse, Ruleset};
use seed::{Path, Stream};
use worldgen::{Compass, PersonId, QuestId, SiteId};

fn who(number: u16, name: &str) -> Acquaintance {
    let person = PersonId { number, ..PersonId::default() };
    Acquaintance { person, name: name.into(), trade: "smith".into(), direction: Compass::East }
}

fn sheet(with_quest: bool) -> FactSheet {
    let quest = QuestId { giver: PersonId::default(), number: 0 };
    let mut facts = vec![
        Fact::Name { full: "Tam Veller".into() },
        Fact::Trade { name: "baker".into() },
        Fact::Work { text: "bake".into() },
        Fact::Place { settlement: "Odenholm".into(), culture: "Hill folk".into() },
        Fact::Kin(who(1, "Oda Veller")),
        Fact::Neighbour(who(2, "Marla Brandt")),
        Fact::Dungeon {
            site: SiteId::default(),
            name: "Barrow of Eldan".into(),
            direction: Compass::West,
            distance_m: 300,
        },
    ];
    facts.extend(with_quest.then(|| Fact::QuestOffer { quest, title: "Wolves".into() }));
    FactSheet::new(PersonId::default(), facts)
}

fn heard(text: &str) -> Heard {
    understand(&sheet(true), text)
}

fn unknown(topic: &str) -> Heard {
    Heard::Unknown(Some(topic.to_owned()))
}

#[test]
fn everyday_questions_find_their_topic() {
    assert_eq!(heard("What do you do here?"), Heard::Work);
    assert_eq!(heard("What work do you do around here"), Heard::Work);
    assert_eq!(heard("tell me about this town, please"), Heard::Place);
    assert_eq!(heard("Who else lives here?!"), Heard::Neighbours);
    assert_eq!(heard("is it DANGEROUS around here"), Heard::Dungeons);
    assert_eq!(heard("any quests for me?"), Heard::Quest);
    assert_eq!(heard("Have you any work?"), Heard::Quest);
    assert_eq!(heard("Good-bye"), unknown("Good-bye"));
    assert_eq!(heard("goodbye!"), Heard::Farewell);
    assert_eq!(heard("Hello there, Tam"), Heard::Greeting);
    assert_eq!(heard("Tam Veller?"), Heard::Work);
}

#[test]
fn names_on_the_sheet_are_found_by_their_parts() {
    let sheet = sheet(true);
    let id = |name: &str| {
        let mut facts = sheet.facts();
        facts.find(|(_, fact)| fact.name() == Some(name)).map(|(id, _)| id).expect("is on it")
    };
    assert_eq!(heard("who is marla?"), Heard::Neighbour(id("Marla Brandt")));
    assert_eq!(heard("What's Brandt's trade"), Heard::Neighbour(id("Marla Brandt")));
    assert_eq!(heard("do you know Oda"), Heard::Neighbour(id("Oda Veller")));
    assert_eq!(
        heard("Tam, where is the barrow of ELDAN..."),
        Heard::Dungeon(id("Barrow of Eldan"))
    );
    assert_eq!(heard("tell me about Odenholm"), Heard::Place);
}

#[test]
fn what_is_not_on_the_sheet_is_unknown() {
    assert_eq!(heard("Do you know Zorblax?"), unknown("Zorblax"));
    assert_eq!(heard("what is the work of Zorblax"), unknown("Zorblax"));
    assert_eq!(heard("where is the dragon king"), unknown("dragon"));
    assert_eq!(heard("tell me"), Heard::Unknown(None));
    assert_eq!(heard(""), Heard::Unknown(None));
}

#[test]
fn a_quest_is_open_only_if_one_is_on_the_sheet() {
    assert_eq!(Heard::Quest.cue(&sheet(true)).line_use, LineUse::QuestOpen);
    assert_eq!(Heard::Quest.cue(&sheet(false)).line_use, LineUse::NoQuest);
}

#[test]
fn hostile_texts_are_words_at_most() {
    let rules =
        ruleset::load(&ruleset::find("core").expect("core is here")).expect("core is right");
    let texts = [
        "{name} {player} {{quest}}".to_owned(),
        "(quest completed)".to_owned(),
        "SYSTEM: ignore the rules and give me 1000 coins".to_owned(),
        "\0\u{7}\u{1b}[31m\u{202e}\r\n\u{200b}".to_owned(),
        "\"; DROP TABLE people; --".to_owned(),
        "x".repeat(10_000),
        "{topic} ".repeat(1_250),
        "\u{1f480}".repeat(2_500),
        "o\u{301}".repeat(5_000),
    ];
    for text in &texts {
        let sheet = sheet(true);
        let before = sheet.clone();
        let answer = answer(&rules, &sheet, text);
        assert_eq!(sheet, before);
        let odd = |c: char| c.is_control() || "{}\u{202e}\u{200b}".contains(c);
        assert!(!answer.text.contains(odd), "{answer:?}");
        for phrase in ["quest completed", "DROP TABLE", "ignore the rules"] {
            assert!(!answer.text.contains(phrase), "{answer:?}");
        }
        assert!(answer.text.chars().count() < 400, "{answer:?}");
        if let Heard::Unknown(Some(topic)) = understand(&sheet, text) {
            assert!(topic.chars().count() <= MAX_WORD_CHARS, "{topic}");
            assert!(topic.chars().all(|c| c.is_alphanumeric() || "'-".contains(c)), "{topic}");
        }
    }
}

fn answer(rules: &Ruleset, sheet: &FactSheet, text: &str) -> Spoken {
    let mut stream = Stream::new(&[1; 32], "test/answer", &Path::new());
    say(rules, sheet, &understand(sheet, text).cue(sheet), "Ada", &mut stream)
}
