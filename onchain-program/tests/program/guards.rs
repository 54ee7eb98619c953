//! What every instruction has to refuse alike, tried on each: missing signatures, accounts that
//! are not writable, too few and too many accounts, malformed arguments. And what each has to
//! bear: addresses that somebody funded ahead, being sent twice, a ceiling of compute units.

use seedbound_interface::Error;
use seedbound_interface::instruction::Instruction;

use crate::cases::{Again, Case, cases};
use crate::chain::{Chain, assert_refused, key, reason};
use crate::game::Game;

/// Tries a changed instruction and checks that it is refused.
#[track_caller]
fn refused(
    (game, instruction): &mut (Game, Instruction),
    case: &Case,
    change: impl FnOnce(&mut Instruction),
    expected: Error,
) {
    let mut instruction = instruction.clone();
    change(&mut instruction);
    let result = game.try_out(&[instruction]);
    let shown = format!("{}: {result:?}", case.spec.name);
    assert_eq!(reason(result), Some(expected), "{shown}");
}

#[test]
fn each_succeeds_below_its_ceiling() {
    for case in cases() {
        let (mut game, instruction) = (case.build)();
        let used = game.ok(&instruction).compute_units_consumed;
        assert!(used <= case.ceiling, "{} used {used}", case.spec.name);
    }
}

#[test]
fn each_needs_every_signature() {
    for case in cases() {
        let mut built = (case.build)();
        for (at, slot) in case.spec.accounts.iter().enumerate().filter(|(_, slot)| slot.signer) {
            let address = built.1.accounts[at].address;
            let twice = built.1.accounts.iter().filter(|meta| meta.address == address).count() > 1;
            assert!(!twice, "{} of {} is named twice", slot.name, case.spec.name);
            let change = |it: &mut Instruction| it.accounts[at].signer = false;
            refused(&mut built, &case, change, Error::MissingSignature);
        }
    }
}

#[test]
fn each_needs_its_accounts_writable() {
    for case in cases() {
        let mut built = (case.build)();
        for at in 0..case.spec.accounts.len() {
            if case.spec.accounts[at].writable {
                let change = |it: &mut Instruction| it.accounts[at].writable = false;
                refused(&mut built, &case, change, Error::NotWritable);
            }
        }
    }
}

#[test]
fn each_takes_exactly_its_accounts() {
    for case in cases() {
        let mut built = (case.build)();
        refused(
            &mut built,
            &case,
            |it| it.accounts.truncate(it.accounts.len() - 1),
            Error::AccountCount,
        );
        let more = |it: &mut Instruction| it.accounts.push(it.accounts[0]);
        refused(&mut built, &case, more, Error::AccountCount);
        refused(&mut built, &case, |it| it.accounts.clear(), Error::AccountCount);
    }
}

#[test]
fn each_refuses_malformed_arguments() {
    for case in cases() {
        let mut built = (case.build)();
        refused(&mut built, &case, |it| it.data.push(0), Error::MalformedArguments);
        for length in 0..built.1.data.len() {
            let expected =
                if length < 8 { Error::UnknownInstruction } else { Error::MalformedArguments };
            refused(&mut built, &case, |it| it.data.truncate(length), expected);
        }
        let other = |it: &mut Instruction| it.data[0] ^= 1;
        refused(&mut built, &case, other, Error::UnknownInstruction);
    }
}

#[test]
fn no_two_accounts_may_be_the_same_but_wallets() {
    for case in cases() {
        let (mut game, instruction) = (case.build)();
        for one in 0..case.spec.accounts.len() {
            for other in 0..one {
                let [a, b] = [one, other].map(|at| &case.spec.accounts[at]);
                if a.wallet && b.wallet {
                    continue;
                }
                let mut same = instruction.clone();
                same.accounts[one].address = same.accounts[other].address;
                // A transaction gives one account one set of flags.
                let result = game.try_out(&[same]);
                let shown = format!("{}: {} as {}: {result:?}", case.spec.name, b.name, a.name);
                let why = reason(result);
                let right = [Error::SameAccount, Error::WrongAddress].map(Some);
                assert!(right.contains(&why), "{shown}");
            }
        }
    }
}

#[test]
fn each_creates_accounts_at_addresses_that_somebody_funded_ahead() {
    for case in cases() {
        for lamports in [1, 890_880, 50_000_000] {
            for name in case.creates {
                let (mut game, instruction) = (case.build)();
                let address = instruction.accounts[case.at(name)].address;
                game.chain.fund(address, lamports);
                game.ok(&instruction);
                let account = game.chain.account(address).expect("it was created");
                assert!(!account.data.is_empty(), "{name} of {}", case.spec.name);
            }
        }
    }
}

#[test]
fn each_can_be_sent_again_as_it_says() {
    for case in cases() {
        let (mut game, instruction) = (case.build)();
        game.ok(&instruction);
        let before = touched(&game.chain, &instruction);
        let result = game.send(&instruction);
        let after = touched(&game.chain, &instruction);
        match case.again {
            Again::Refused(expected) => {
                assert_refused(result, expected);
                assert_eq!(before, after, "{}", case.spec.name);
            }
            Again::Fails => {
                assert!(result.is_err(), "{}", case.spec.name);
                assert_eq!(before, after, "{}", case.spec.name);
            }
            Again::Nothing => {
                assert!(result.is_ok(), "{}: {result:?}", case.spec.name);
                assert_eq!(before, after, "{}", case.spec.name);
            }
            Again::Repeats => assert!(result.is_ok(), "{}: {result:?}", case.spec.name),
        }
    }
}

#[test]
fn another_key_cannot_sign_in_place_of_the_right_one() {
    for case in cases() {
        for (at, slot) in case.spec.accounts.iter().enumerate() {
            if !slot.signer || case.free.contains(&slot.name) {
                continue;
            }
            let (mut game, mut instruction) = (case.build)();
            let stranger = game.chain.wallet("stranger");
            instruction.accounts[at].address = key(&stranger);
            let before = touched(&game.chain, &instruction);
            let result = game.send(&instruction);
            assert!(result.is_err(), "{} of {}: {result:?}", slot.name, case.spec.name);
            assert_eq!(before, touched(&game.chain, &instruction));
        }
    }
}

/// What lies at the addresses of an instruction.
fn touched(chain: &Chain, instruction: &Instruction) -> Vec<Option<solana_account::Account>> {
    instruction.accounts.iter().map(|meta| chain.account(meta.address)).collect()
}
