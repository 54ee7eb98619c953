//! Requests: each answered once, and only so many; bytes that are no message.

use super::harness::{Game, Who};
use super::places::east_of_home;
use protocol::{Ask, Channel, ChatScope, Kick, Outcome, Refusal, Request, RequestId, encode};

fn chat(scope: ChatScope, text: &str) -> Ask {
    Ask::Chat { scope, text: text.to_owned() }
}

fn heard(game: &Game, who: Who) -> Vec<&str> {
    game[who].chats().into_iter().map(|(_, _, text)| text).collect()
}

#[test]
fn too_many_requests_in_a_tick_are_refused_and_each_is_answered_exactly_once() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let ids: Vec<RequestId> = (0..30).map(|_| game.send(anna, Ask::Ping)).collect();
    game.tick();
    let answers: Vec<Vec<Outcome>> = ids.iter().map(|&id| game[anna].answers(id)).collect();
    for (number, answer) in answers.iter().enumerate() {
        let expected = if number < 8 { Ok(()) } else { Err(Refusal::TooFast) };
        assert_eq!(*answer, [expected], "request {number}");
    }
    game.ticks(20);
    let later: Vec<Vec<Outcome>> = ids.iter().map(|&id| game[anna].answers(id)).collect();
    assert_eq!(later, answers, "nothing is answered twice");
    assert_eq!(game.ask(anna, Ask::Ping), Ok(()), "and nobody is shut out for it");
}

#[test]
fn a_flood_over_many_ticks_is_answered_one_by_one_and_runs_dry() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    game.ticks(100);
    let mut ids = Vec::new();
    for _ in 0..20 {
        ids.extend((0..8).map(|_| game.send(anna, Ask::Ping)));
        game.tick();
    }
    game.ticks(10);
    let answers: Vec<Vec<Outcome>> = ids.iter().map(|&id| game[anna].answers(id)).collect();
    assert!(answers.iter().all(|answer| answer.len() == 1), "{answers:?}");
    let granted = answers.iter().filter(|answer| answer[0].is_ok()).count();
    // 40 at once, and one more in two ticks.
    assert!((40..=52).contains(&granted), "{granted} of {}", ids.len());
}

#[test]
fn what_others_hear_is_limited_more() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let bert = game.join("Bert");
    for number in 0..8 {
        game.send(anna, chat(ChatScope::World, &format!("{number}")));
    }
    game.ticks(4);
    assert_eq!(heard(&game, bert), ["0", "1", "2", "3", "4", "5"]);
}

#[test]
fn a_client_that_sends_what_is_no_message_is_told_so_and_sent_away() {
    let mut game = Game::new();
    let (anna, bert) = (game.join("Anna"), game.join("Bert"));
    for number in 0..30 {
        let channel = if number % 2 == 0 { Channel::Talk } else { Channel::State };
        game.send_bytes(anna, channel, vec![0xFF; 40]);
    }
    game.ticks(4);
    assert!(game[anna].over);
    assert!(matches!(game[anna].goodbye(), Some(Kick::Protocol(_))), "{:?}", game[anna].goodbye());
    assert_eq!(game.body(anna), None);
    assert!(!game[bert].over, "others go on");
    let again = game.join("Anna");
    assert_eq!(game.ask(again, Ask::Ping), Ok(()));
}

#[test]
fn a_few_bad_messages_are_forgiven_and_hide_no_good_one() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    for _ in 0..10 {
        game.send_bytes(anna, Channel::Talk, vec![0xFF; 40]);
    }
    assert_eq!(game.ask(anna, Ask::Ping), Ok(()));
    let mut trailing = encode(&Request { id: RequestId(900), ask: Ask::Ping });
    trailing.push(0);
    game.send_bytes(anna, Channel::Talk, trailing);
    game.ticks(4);
    assert!(game[anna].answers(RequestId(900)).is_empty(), "bytes after a message make it none");
    assert!(!game[anna].over);
}

#[test]
fn a_voice_carries_thirty_metres_and_the_world_hears_the_rest() {
    let mut game = Game::new();
    let (anna, bert) = (game.join("Anna"), game.join("Bert"));
    let carl = game.join("Carl");
    game.put(bert, east_of_home(29));
    game.put(carl, east_of_home(32));
    assert_eq!(game.ask(anna, chat(ChatScope::Near, "near")), Ok(()));
    assert_eq!(game.ask(anna, chat(ChatScope::World, " all ")), Ok(()));
    game.ticks(2);
    assert_eq!(heard(&game, anna), ["near", "all"]);
    assert_eq!(heard(&game, bert), ["near", "all"]);
    assert_eq!(heard(&game, carl), ["all"]);
    assert_eq!(game[carl].chats(), [("Anna", ChatScope::World, "all")]);
}

#[test]
fn a_party_is_heard_by_its_members_wherever_they_are_and_by_nobody_else() {
    let mut game = Game::new();
    let (anna, bert) = (game.join("Anna"), game.join("Bert"));
    let carl = game.join("Carl");
    game.befriend(anna, bert);
    game.put(bert, east_of_home(60));
    assert_eq!(game.ask(anna, chat(ChatScope::Party, "ours")), Ok(()));
    assert_eq!(game.ask(carl, chat(ChatScope::Party, "alone")), Ok(()));
    game.ticks(2);
    assert_eq!(heard(&game, bert), ["ours"]);
    assert_eq!(heard(&game, carl).len(), 0, "{:?}", heard(&game, carl));
}

#[test]
fn a_text_is_between_one_and_two_hundred_characters_without_control_characters() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    for bad in ["", "   ", "\u{7}\u{1b}", "x".repeat(201).as_str()] {
        let said = game.ask(anna, chat(ChatScope::Near, bad));
        assert_eq!(said, Err(Refusal::BadText), "{bad:?}");
        game.ticks(25);
    }
    let long = "ä".repeat(200);
    assert_eq!(game.ask(anna, chat(ChatScope::Near, &long)), Ok(()));
    assert_eq!(game.ask(anna, chat(ChatScope::Near, "a\u{1b}b")), Ok(()));
    assert_eq!(heard(&game, anna), [long.as_str(), "ab"]);
}
