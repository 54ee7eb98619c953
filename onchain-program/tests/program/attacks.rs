//! What an attacker would try. Each attempt must fail and change nothing; where an attack is one
//! account swapped for another, `matrix` tries far more of the kind than are named here.

mod forged;
mod market;
mod rolls;
mod supply;

use seedbound_interface::instruction::Instruction;
use seedbound_interface::{Error, Key};
use solana_account::Account;

use crate::chain::{key, reason};
use crate::game::{Game, Sent};

/// Sends an attack and checks that it fails and that every account it names is as it was, and so
/// is every wallet.
#[track_caller]
fn fails(game: &mut Game, attack: &[Instruction]) -> Sent {
    let named: Vec<Key> = attack
        .iter()
        .flat_map(|instruction| &instruction.accounts)
        .map(|meta| meta.address)
        .chain(game.wallets().map(key))
        .collect();
    let all = |game: &Game| -> Vec<Option<Account>> {
        named.iter().map(|address| game.chain.account(*address)).collect()
    };
    let before = all(game);
    let sent = game.send_all(attack);
    assert!(sent.is_err(), "the attack succeeded");
    assert!(before == all(game), "the attack failed but changed something");
    sent
}

/// As [`fails`], for a reason of the program's.
#[track_caller]
fn fails_with(game: &mut Game, attack: &[Instruction], expected: Error) {
    let sent = fails(game, attack);
    let shown = format!("{sent:?}");
    assert_eq!(reason(sent), Some(expected), "{shown}");
}

/// A copy of an account under another owner, at an address that nothing is at.
fn copy_under(game: &mut Game, from: Key, owner: Key, name: &str) -> Key {
    let mut account = game.chain.account(from).expect("there is something to copy");
    account.owner = owner.into();
    let at = key(&crate::chain::keypair(name));
    game.chain.svm.set_account(at.into(), account).expect("it can be set");
    at
}
