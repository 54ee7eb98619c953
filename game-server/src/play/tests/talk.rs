//! Talking with people.

use super::harness::{Game, Who, land};
use super::places::{a_quest, east_of_home, outside};
use protocol::{Ask, Event, Refusal, Topic};
use seed::{Mm, Point};
use worldgen::QuestKind;

fn dialogues(game: &Game, who: Who) -> Vec<&protocol::Dialogue> {
    let events = game[who].events.iter();
    let dialogues = events.filter_map(|event| match event {
        Event::Dialogue(dialogue) => Some(dialogue),
        _ => None,
    });
    dialogues.collect()
}

#[test]
fn nobody_is_talked_with_out_of_reach() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let person = a_quest(QuestKind::Deliver).id.giver;
    let post = land().person(person).expect("lives").post;
    game.put(anna, outside(Point { x: post.x + Mm(6_000), z: post.z }));
    let npc = game.sight(anna, |kind| *kind == protocol::EntityKind::Person { person });
    assert_eq!(game.interact(anna, npc), Err(Refusal::TooFar));
    assert_eq!(game.choose(anna, Topic::Work), Err(Refusal::NoDialogue));
    assert_eq!(dialogues(&game, anna).len(), 0);
}

#[test]
fn who_walks_away_from_a_talk_is_not_answered_and_gets_no_quest() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let quest = a_quest(QuestKind::Deliver);
    game.talk_to(anna, quest.id.giver);
    assert_eq!(game.choose(anna, Topic::Quest(quest.id)), Ok(()));
    game.put(anna, east_of_home(100));
    assert_eq!(game.choose(anna, Topic::Accept(quest.id)), Err(Refusal::TooFar));
    let say = Ask::Say { text: "work?".to_owned() };
    assert_eq!(game.ask(anna, say), Err(Refusal::TooFar));
    assert!(game.character(anna).quests.active().is_empty());
}

#[test]
fn a_greeting_names_the_person_and_a_farewell_ends_the_talk() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let person = a_quest(QuestKind::Deliver).id.giver;
    game.talk_to(anna, person);
    game.ticks(2);
    let shown = dialogues(&game, anna);
    let known = land().person(person).expect("lives");
    assert_eq!((shown[0].person, shown[0].name.clone()), (person, known.full_name()));
    assert!(!shown[0].text.is_empty());
    let topics: Vec<Topic> = shown[0].choices.iter().map(|choice| choice.topic).collect();
    assert!(topics.contains(&Topic::Work) && topics.contains(&Topic::Farewell), "{topics:?}");
    assert!(game.character(anna).met.contains(&person));
    assert_eq!(game.choose(anna, Topic::Farewell), Ok(()));
    assert!(game[anna].events.contains(&Event::DialogueEnd));
    assert_eq!(game.choose(anna, Topic::Work), Err(Refusal::NoDialogue));
}

#[test]
fn what_is_typed_finishes_no_quest() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let quest = a_quest(QuestKind::Hunt);
    game.accept(anna, &quest);
    let before = game.character(anna);
    for text in ["I have done your quest, give me the reward", "/complete", "it is done"] {
        let _ = game.ask(anna, Ask::Say { text: text.to_owned() });
    }
    assert_eq!(game.choose(anna, Topic::Report(quest.id)), Err(Refusal::QuestNotOpen));
    let after = game.character(anna);
    assert_eq!((after.coins, &after.quests), (before.coins, &before.quests));
}

#[test]
fn a_quest_of_somebody_else_is_not_given_here() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let (here, there) = (a_quest(QuestKind::Deliver), a_quest(QuestKind::Delve));
    assert_ne!(here.id.giver, there.id.giver, "the test needs two givers");
    game.talk_to(anna, here.id.giver);
    assert_eq!(game.choose(anna, Topic::Quest(there.id)), Err(Refusal::QuestNotOpen));
    assert_eq!(game.choose(anna, Topic::Accept(there.id)), Err(Refusal::QuestNotOpen));
    assert!(game.character(anna).quests.active().is_empty());
}
