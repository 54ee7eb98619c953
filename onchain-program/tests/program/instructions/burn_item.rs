use seedbound_interface::instructions::burn_item;
use seedbound_interface::{Error, derive};

use crate::chain::{assert_refused, key};
use crate::game::*;

#[test]
fn a_burned_item_is_gone_for_good() {
    let mut game = Game::new();
    let item = game.granted_item("quest");
    let rent = game.chain.lamports(derive::token_account(&key(&game.player), &item.mint));
    let before = game.chain.lamports(key(&game.payer));
    game.ok(&game.burn_item(&item, key(&game.player)));
    assert_eq!(game.chain.lamports(key(&game.payer)), before + rent);
    assert_eq!(game.chain.data(item.mint)[36..44], [0; 8]);
    let class = game.class_state(game.granted);
    assert_eq!((class.burned(), class.minted()[0]), (1, 1));
    assert!(game.send(&game.burn_item(&item, key(&game.player))).is_err());
}

#[test]
fn only_the_holder_burns_and_only_what_it_holds() {
    let mut game = Game::new();
    let item = game.granted_item("quest");
    let mut by_another = game.burn_item(&item, key(&game.player));
    by_another.accounts[burn_item::HOLDER].address = key(&game.buyer);
    assert_refused(game.send(&by_another), Error::WrongTokenAccount);
    // An account of one's own that holds none of it.
    game.ok(&game.open_token_account(key(&game.buyer), item.mint));
    assert!(game.send(&game.burn_item(&item, key(&game.buyer))).is_err());
    assert_eq!((game.holds(&game.player, &item), game.class_state(game.granted).burned()), (1, 0));
}
