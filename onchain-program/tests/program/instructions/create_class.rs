use seedbound_interface::accounts::class::{KIND_GRANTED, KIND_ROLLED};
use seedbound_interface::instructions::create_class::Args;
use seedbound_interface::{Error, addresses, derive};

use crate::chain::{assert_refused, key};
use crate::game::*;

#[test]
fn a_class_holds_its_table_and_has_a_group_as_large_as_its_caps() {
    let game = Game::new();
    let class = game.class_state(game.rolled);
    assert_eq!((class.world(), class.class_id(), class.kind()), (game.world, ROLLED, KIND_ROLLED));
    assert_eq!((class.weights(), class.caps(), class.minted()), (TABLE.0, TABLE.1, [0; 8]));
    assert_eq!(class.group(), derive::group(&game.program(), &game.rolled));
    assert_eq!(class.name().as_str(), Some("Ember Blade"));

    let group = game.chain.account(class.group()).expect("a mint");
    assert_eq!(group.owner.to_bytes(), addresses::TOKEN_PROGRAM);
    // Nothing minted, nobody who could mint, nobody who could freeze.
    assert_eq!(group.data[..4], [0; 4]);
    assert_eq!(group.data[36..44], [0; 8]);
    assert_eq!(group.data[46..50], [0; 4]);
    let limits = token_group(&group.data);
    assert_eq!(limits, (0, 1_102));
}

/// Size and maximum size of a mint's group, read from Token-2022's list of extensions.
fn token_group(mint: &[u8]) -> (u64, u64) {
    const TOKEN_GROUP: u16 = 21;
    let mut at = 166;
    loop {
        let kind = u16::from_le_bytes([mint[at], mint[at + 1]]);
        let length = usize::from(u16::from_le_bytes([mint[at + 2], mint[at + 3]]));
        let value = &mint[at + 4..at + 4 + length];
        if kind == TOKEN_GROUP {
            let number =
                |from: usize| u64::from_le_bytes(value[from..from + 8].try_into().expect("eight"));
            return (number(64), number(72));
        }
        at += 4 + length;
    }
}

#[test]
fn wrong_tables_are_refused() {
    let mut game = Game::bare();
    let wrong: [fn(&mut Args); 10] = [
        |args| args.rarity_count = 0,
        |args| args.rarity_count = 9,
        |args| args.kind = 0,
        |args| args.kind = 3,
        |args| args.weights = [0; 8],
        |args| args.caps = [0; 8],
        |args| args.weights[3] = 1,
        |args| args.caps[7] = 1,
        // The sum is 2^32, one more than words of 32 bits allow.
        |args| args.weights = [u32::MAX, 1, 0, 0, 0, 0, 0, 0],
        |args| args.weights = [u32::MAX; 8],
    ];
    for change in wrong {
        let mut args = Game::class_args(ROLLED, KIND_ROLLED, TABLE);
        change(&mut args);
        assert_refused(game.try_out(&[game.create_class_with(&args)]), Error::OutOfBounds);
    }
    let all = Args {
        rarity_count: 8,
        caps: [u32::MAX; 8],
        weights: [u32::MAX - 7, 1, 1, 1, 1, 1, 1, 1],
        ..Game::class_args(ROLLED, KIND_GRANTED, TABLE)
    };
    game.ok(&game.create_class_with(&all));
    let class = game.class_state(game.rolled);
    let group = game.chain.data(class.group());
    assert_eq!(token_group(&group).1, 8 * u64::from(u32::MAX));
}

#[test]
fn only_the_worlds_authority_makes_classes() {
    let mut game = Game::bare();
    let mut instruction = game.create_class(ROLLED, KIND_ROLLED, TABLE);
    instruction.accounts[1].address = key(&game.player);
    assert_refused(game.send(&instruction), Error::NotAuthority);
}
