use seedbound_interface::Error;
use seedbound_interface::odds::share_of;

use crate::chain::{assert_refused, key};
use crate::game::*;

#[test]
fn exactly_the_royalties_are_paid_out_once() {
    let mut game = Game::new();
    let recipient = key(&game.payer);
    let instruction = game.collect_royalty(recipient);
    assert_refused(game.send(&instruction), Error::NothingToCollect);
    let item = game.listed_item("sold");
    game.ok(&game.buy_item(&item, key(&game.buyer), key(&game.player), PRICE));
    let royalty = share_of(PRICE, ROYALTY);
    assert_eq!(game.ruleset_state().earned(), royalty);
    let before = (game.chain.lamports(game.ruleset), game.chain.lamports(recipient));
    game.ok(&instruction);
    assert_eq!(game.chain.lamports(game.ruleset), before.0 - royalty);
    assert_eq!(game.chain.lamports(recipient), before.1 + royalty);
    assert_eq!(game.ruleset_state().earned(), 0);
    assert_refused(game.send(&instruction), Error::NothingToCollect);
}
