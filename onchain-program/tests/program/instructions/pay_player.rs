use seedbound_interface::accounts::receipt::KIND_PAYMENT;
use seedbound_interface::instructions::pay_player;
use seedbound_interface::odds::{PlainSha256, payment_hash};
use seedbound_interface::{Error, Key, addresses, derive};
use solana_account::Account;

use crate::chain::{assert_refused, key, keypair, pay};
use crate::game::*;

/// Somebody who has no account yet.
fn newcomer() -> Key {
    key(&keypair("newcomer"))
}

/// What keeps an empty account alive.
fn alive(game: &Game) -> u64 {
    game.chain.svm.minimum_balance_for_rent_exemption(0)
}

#[test]
fn lamports_go_from_the_payer_to_the_player_and_a_receipt_says_so() {
    let mut game = Game::new();
    let player = key(&game.player);
    let purses = |game: &Game| {
        [key(&game.payer), key(&game.authority), player].map(|it| game.chain.lamports(it))
    };
    let before = purses(&game);
    game.ok(&game.pay_player("bounty", player, PAYMENT));
    let rent = game.chain.lamports(game.ticket("bounty"));
    assert_eq!(
        purses(&game),
        [before[0] - PAYMENT - rent, before[1], before[2] + PAYMENT],
        "{before:?}"
    );
    let receipt = game.receipt_state(game.ticket("bounty"));
    assert_eq!((receipt.world(), receipt.operation()), (game.world, hash("bounty")));
    assert_eq!((receipt.kind(), receipt.player()), (KIND_PAYMENT, player));
    assert_eq!((receipt.class(), receipt.mint(), receipt.spendable()), ([0; 32], [0; 32], 0));
    assert_eq!(receipt.slot(), game.chain.slot);
    assert_eq!(receipt.payload_hash(), payment_hash(&PlainSha256, &player, PAYMENT));
}

#[test]
fn again_is_nothing_even_when_what_was_paid_is_spent() {
    let mut game = Game::new();
    let (newcomer, keys) = (newcomer(), keypair("newcomer"));
    let least = alive(&game);
    game.ok(&game.pay_player("bounty", newcomer, least));
    game.chain.send(&[pay(newcomer, key(&game.buyer), least)], &[&keys]).expect("it is theirs");
    assert_eq!(game.chain.lamports(newcomer), 0);
    let before = game.chain.lamports(key(&game.payer));
    game.ok(&game.pay_player("bounty", newcomer, least));
    assert_eq!((game.chain.lamports(newcomer), game.chain.lamports(key(&game.payer))), (0, before));
}

#[test]
fn another_payload_under_the_same_operation_is_an_error() {
    let mut game = Game::new();
    let (player, buyer) = (key(&game.player), key(&game.buyer));
    game.ok(&game.pay_player("bounty", player, PAYMENT));
    for lamports in [1, PAYMENT - 1, PAYMENT + 1, u64::MAX] {
        let other = game.pay_player("bounty", player, lamports);
        assert_refused(game.send(&other), Error::OperationConflict);
    }
    assert_refused(game.send(&game.pay_player("bounty", buyer, PAYMENT)), Error::OperationConflict);
    game.ok(&game.pay_player("another bounty", player, PAYMENT));
}

#[test]
fn nothing_is_refused_and_so_is_what_would_not_keep_a_wallet_alive() {
    let mut game = Game::new();
    let least = alive(&game);
    assert_refused(game.send(&game.pay_player("none", key(&game.player), 0)), Error::OutOfBounds);
    for lamports in [1, least - 1] {
        let little = game.pay_player("little", newcomer(), lamports);
        assert_refused(game.send(&little), Error::PaymentTooSmall);
    }
    game.ok(&game.pay_player("enough", newcomer(), least));
    // A wallet that is alive takes the smallest sum, and one that is nearly takes what is missing.
    game.ok(&game.pay_player("one", newcomer(), 1));
    assert_eq!(game.chain.lamports(newcomer()), least + 1);
    let nearly = key(&keypair("nearly"));
    game.chain.fund(nearly, least - 5);
    assert_refused(game.send(&game.pay_player("four", nearly, 4)), Error::PaymentTooSmall);
    game.ok(&game.pay_player("five", nearly, 5));
}

#[test]
fn more_than_the_payer_has_or_than_there_can_be_moves_nothing() {
    let mut game = Game::new();
    let (player, payer) = (key(&game.player), key(&game.payer));
    let has = game.chain.lamports(payer);
    assert_refused(game.send(&game.pay_player("all", player, u64::MAX)), Error::Overflow);
    for lamports in [has, has + 1] {
        assert!(game.send(&game.pay_player("all", player, lamports)).is_err());
    }
    assert!(game.chain.account(game.ticket("all")).is_none());
    assert_eq!(game.chain.lamports(payer), has);
    // The same operation can still be done once there is enough.
    game.ok(&game.pay_player("all", player, PAYMENT));
}

#[test]
fn only_the_worlds_authority_has_somebody_paid() {
    let mut game = Game::new();
    let stranger = game.chain.wallet("stranger");
    let mut theirs = game.pay_player("bounty", key(&stranger), PAYMENT);
    theirs.accounts[pay_player::AUTHORITY].address = key(&stranger);
    assert_refused(game.send(&theirs), Error::NotAuthority);
    let mut unsigned = game.pay_player("bounty", key(&stranger), PAYMENT);
    unsigned.accounts[pay_player::PAYER].signer = false;
    assert_refused(game.send(&unsigned), Error::MissingSignature);
}

#[test]
fn only_a_wallet_other_than_the_payers_is_paid() {
    let mut game = Game::new();
    let payer = key(&game.payer);
    assert_refused(game.send(&game.pay_player("self", payer, PAYMENT)), Error::SameAccount);
    for account in [game.rolled, game.ruleset] {
        let to = game.pay_player("account", account, PAYMENT);
        assert_refused(game.send(&to), Error::NotAWallet);
    }
    // One of the system's with data in it is no purse either.
    let nonce = key(&keypair("nonce"));
    let account = Account { lamports: 5_000_000, data: vec![0; 80], ..Account::default() };
    game.chain.svm.set_account(nonce.into(), account).expect("it can be set");
    assert_refused(game.send(&game.pay_player("nonce", nonce, PAYMENT)), Error::NotAWallet);
    // The authority may play in its own world.
    let authority = key(&game.authority);
    game.ok(&game.pay_player("own", authority, PAYMENT));
}

#[test]
fn a_pause_does_not_stop_it_and_the_worlds_end_does() {
    let mut game = Game::new();
    let player = key(&game.player);
    game.ok(&game.set_paused(true));
    game.ok(&game.pay_player("paused", player, PAYMENT));
    game.ok(&game.close_epoch());
    game.ok(&game.close_world());
    assert_refused(game.send(&game.pay_player("late", player, PAYMENT)), Error::WorldClosed);
}

#[test]
fn a_receipt_lies_at_its_operations_address_only_funded_ahead_or_not() {
    let mut game = Game::new();
    let player = key(&game.player);
    let mut elsewhere = game.pay_player("bounty", player, PAYMENT);
    elsewhere.accounts[pay_player::RECEIPT].address =
        derive::receipt(&game.program(), &game.world, &hash("another"));
    assert_refused(game.send(&elsewhere), Error::WrongAddress);
    let mut no_system = game.pay_player("bounty", player, PAYMENT);
    no_system.accounts[pay_player::SYSTEM_PROGRAM].address = addresses::TOKEN_PROGRAM;
    assert_refused(game.send(&no_system), Error::WrongAddress);
    // Somebody sends lamports there first: they count for the rent, and do not hinder.
    game.chain.fund(game.ticket("bounty"), 7);
    let before = game.chain.lamports(key(&game.payer));
    game.ok(&game.pay_player("bounty", player, PAYMENT));
    let rent = game.chain.lamports(game.ticket("bounty"));
    assert_eq!(game.chain.lamports(key(&game.payer)), before - PAYMENT - (rent - 7));
}
