//! The interface derives addresses as Solana's own library does.

use seedbound_interface::{addresses, derive, seeds};
use solana_address::Address;

use crate::chain::{key, keypair};
use crate::game::hash;

#[test]
fn addresses_are_those_of_solanas_library() {
    let program = addresses::PROGRAM;
    for number in 0..100_u32 {
        let who = key(&keypair(&format!("somebody {number}")));
        let operation = hash(&format!("operation {number}"));
        for (ours, seeds) in [
            (derive::receipt(&program, &who, &operation), seeds::receipt(&who, &operation)),
            (derive::item(&program, &who, 3, number), seeds::item(&who, 3, number)),
            (derive::epoch(&program, &who, number.into()), seeds::epoch(&who, number.into())),
        ] {
            let parts: Vec<&[u8]> = (0..seeds.count()).map(|at| seeds.seed(at)).collect();
            let (theirs, _) = Address::find_program_address(&parts, &program.into());
            assert_eq!(ours, theirs.to_bytes());
        }
        let parts: [&[u8]; 3] = [&who, &addresses::TOKEN_PROGRAM, &operation.0];
        let (theirs, _) =
            Address::find_program_address(&parts, &addresses::TOKEN_ACCOUNT_PROGRAM.into());
        assert_eq!(derive::token_account(&who, &operation.0), theirs.to_bytes());
    }
}

#[test]
fn fixed_addresses_are_the_known_ones() {
    for (ours, text) in [
        (addresses::TOKEN_PROGRAM, "TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb"),
        (addresses::SLOT_HASHES, "SysvarS1otHashes111111111111111111111111111"),
        (addresses::SYSTEM_PROGRAM, "11111111111111111111111111111111"),
        (addresses::PROGRAM, "5Gt4azURojiDYHMvWU6rhzZVoyPd7LEqs4f2Qe7r5NTc"),
    ] {
        assert_eq!(Address::from(ours).to_string(), text);
    }
}
