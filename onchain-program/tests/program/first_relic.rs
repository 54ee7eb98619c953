//! The whole way of a relic, from a ruleset to the item in the player's wallet.

use seedbound_interface::accounts::roll::SETTLED;
use seedbound_interface::metadata::{Proof, read_item_uri};
use seedbound_interface::odds::{self, PlainSha256, RollInputs};
use seedbound_interface::{addresses, derive};

use crate::chain::key;
use crate::game::{Game, preimage, token_amount};

#[test]
fn a_ticket_becomes_an_item_whose_rarity_anyone_can_derive() {
    let mut game = Game::new();
    let roll = game.ripe("chest in the hollow");
    game.ok(&game.reveal_roll(roll));

    let state = game.roll_state(roll);
    assert_eq!((state.state(), state.index()), (SETTLED, 0));
    // A watcher's derivation, from the roll's own account.
    let inputs = RollInputs {
        program: &game.program(),
        roll: &roll,
        preimage: &preimage(1, 0),
        slot_hash: &state.slot_hash(),
        nonce: &state.nonce(),
    };
    let result = odds::roll_result(&PlainSha256, &inputs);
    assert_eq!(state.result(), result);
    let weights = game.class_state(game.rolled).weights();
    assert_eq!(state.rolled_rarity(), odds::rarity(&PlainSha256, &result, &weights));

    // The player holds the one token of a mint whose address says what it is.
    let item = game.item(game.rolled, state.rarity(), state.serial());
    assert_eq!(state.mint(), item.mint);
    assert_eq!(game.holds(&game.player, &item), 1);
    assert_eq!(game.class_state(game.rolled).minted()[usize::from(state.rarity())], 1);
    let other = derive::token_account(&key(&game.buyer), &item.mint);
    assert_eq!(token_amount(&game.chain.data(other)), 0);
    let mint = game.chain.account(item.mint).expect("a mint");
    assert_eq!(mint.owner.to_bytes(), addresses::TOKEN_PROGRAM);
    let text = String::from_utf8_lossy(&mint.data).into_owned();
    let at = text.find("https://").expect("a web address");
    let uri: String = text[at..].chars().take_while(char::is_ascii_graphic).collect();
    let proof = read_item_uri(&uri);
    assert_eq!(proof, Some((state.rarity(), state.serial(), Proof::Roll(roll))));
}
