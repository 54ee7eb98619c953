use seedbound_interface::instructions::register_ruleset::Args;
use seedbound_interface::{Error, Text, addresses, derive, limits};

use crate::chain::{assert_refused, key};
use crate::game::*;

#[test]
fn a_ruleset_is_on_record_under_its_author() {
    let game = Game::bare();
    let ruleset = game.ruleset_state();
    assert_eq!((ruleset.author(), ruleset.hash()), (key(&game.author), hash("rules")));
    assert_eq!((ruleset.royalty(), ruleset.earned()), (ROYALTY, 0));
    assert_eq!(ruleset.uri().as_str(), Some("https://example.org/rules"));
}

#[test]
fn nobody_can_take_a_ruleset_from_its_author_by_being_first() {
    let mut game = Game::empty(addresses::PROGRAM);
    // Somebody saw the hash and registers it first: that is another account.
    let mut first = game.register_ruleset();
    let thief = key(&game.buyer);
    first.accounts[1].address = thief;
    first.accounts[2].address = derive::ruleset(&game.program(), &thief, &hash("rules"));
    game.ok(&first);
    game.ok(&game.register_ruleset());
    assert_eq!(game.ruleset_state().author(), key(&game.author));
}

#[test]
fn a_royalty_has_its_bound() {
    let mut game = Game::empty(addresses::PROGRAM);
    for (royalty, right) in [(limits::ROYALTY, true), (limits::ROYALTY + 1, false)] {
        let uri = Text::new("").expect("short");
        let mut instruction = game.register_ruleset();
        instruction.data = Args { hash: hash("rules"), royalty, uri }.data();
        assert_eq!(game.try_out(&[instruction]).is_ok(), right);
    }
}

#[test]
fn a_text_that_is_too_long_or_no_text_is_refused() {
    let mut game = Game::empty(addresses::PROGRAM);
    let mut longest = game.register_ruleset();
    longest.data.truncate(8 + 32 + 2);
    longest.data.extend_from_slice(&96_u32.to_le_bytes());
    longest.data.extend_from_slice(&[b'x'; 96]);
    assert!(game.try_out(&[longest.clone()]).is_ok());
    let mut no_text = longest.clone();
    *no_text.data.last_mut().expect("a byte") = 0xff;
    assert_refused(game.send(&no_text), Error::MalformedArguments);
    longest.data[42] += 1;
    longest.data.push(b'x');
    assert_refused(game.send(&longest), Error::MalformedArguments);
}
