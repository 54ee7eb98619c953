use crate::game::*;

#[test]
fn the_address_changes_and_nothing_else() {
    let mut game = Game::bare();
    game.ok(&game.set_ruleset_uri("https://example.org/a-longer-address-than-before"));
    game.ok(&game.set_ruleset_uri("ipfs://short"));
    let ruleset = game.ruleset_state();
    assert_eq!(ruleset.uri().as_str(), Some("ipfs://short"));
    assert_eq!((ruleset.hash(), ruleset.royalty()), (hash("rules"), ROYALTY));
}
