//! Accounts that look right and are not.

use seedbound_interface::instructions::*;
use seedbound_interface::seeds::{self, Seeds};
use seedbound_interface::sha256::sha256;
use seedbound_interface::{Error, Key, addresses, derive};

use super::{copy_under, fails, fails_with};
use crate::chain::{key, keypair};
use crate::game::*;

#[test]
fn a_counterfeit_mint_of_the_same_layout_cannot_be_listed() {
    let mut game = Game::new();
    let item = game.granted_item("quest");
    // Byte for byte an item's mint, and a token account for it, both Token-2022's.
    let fake = copy_under(&mut game, item.mint, addresses::TOKEN_PROGRAM, "fake mint");
    let player = key(&game.player);
    let real = derive::token_account(&player, &item.mint);
    let purse = copy_under(&mut game, real, addresses::TOKEN_PROGRAM, "fake purse");
    let mut account = game.chain.account(purse).expect("a purse");
    account.data[..32].copy_from_slice(&fake);
    game.chain.svm.set_account(purse.into(), account).expect("it can be set");

    let mut list = game.list_item(&item, player, PRICE, 0);
    list.accounts[list_item::MINT].address = fake;
    list.accounts[list_item::TOKEN_ACCOUNT].address = purse;
    list.accounts[list_item::LISTING].address = derive::listing(&game.program(), &fake);
    list.accounts[list_item::ESCROW].address = derive::escrow(&game.program(), &fake);
    fails_with(&mut game, &[list], Error::WrongAddress);
}

#[test]
fn a_mint_with_a_permanent_delegate_cannot_be_listed() {
    let mut game = Game::new();
    let item = game.granted_item("quest");
    let fake = copy_under(&mut game, item.mint, addresses::TOKEN_PROGRAM, "seizable mint");
    // The delegate's extension, at the end of the list: 12, 32 bytes.
    let mut account = game.chain.account(fake).expect("a mint");
    account.data.extend_from_slice(&[12, 0, 32, 0]);
    account.data.extend_from_slice(&key(&keypair("thief")));
    game.chain.svm.set_account(fake.into(), account).expect("it can be set");
    let player = key(&game.player);
    let list = list_item::Accounts {
        payer: key(&game.payer),
        seller: player,
        world: game.world,
        class: game.granted,
        mint: fake,
        token_account: derive::token_account(&player, &fake),
        listing: derive::listing(&game.program(), &fake),
        escrow: derive::escrow(&game.program(), &fake),
        token_program: addresses::TOKEN_PROGRAM,
        system_program: addresses::SYSTEM_PROGRAM,
    };
    let args = list_item::Args { rarity: 0, serial: 1, price: PRICE, expires_at: 0 };
    fails_with(&mut game, &[list.instruction(addresses::PROGRAM, &args)], Error::WrongAddress);
}

#[test]
fn an_account_of_another_program_is_not_believed() {
    let mut game = Game::new();
    let other = key(&keypair("another program"));
    let mut account = game.chain.account(game.world).expect("a world");
    // A world whose authority is the attacker, of the same layout and discriminator.
    account.data[49..81].copy_from_slice(&key(&game.buyer));
    account.owner = other.into();
    let fake = key(&keypair("fake world"));
    game.chain.svm.set_account(fake.into(), account).expect("it can be set");
    let mut grant = game.grant_ticket("free", key(&game.buyer));
    grant.accounts[grant_ticket::AUTHORITY].address = key(&game.buyer);
    grant.accounts[grant_ticket::WORLD].address = fake;
    grant.accounts[grant_ticket::RECEIPT].address =
        derive::receipt(&game.program(), &fake, &hash("free"));
    fails_with(&mut game, &[grant], Error::WrongOwner);
}

#[test]
fn the_fake_world_would_have_been_believed_but_for_its_owner() {
    // So that the test above fails for the reason that it names: the same bytes under the
    // program itself make the attacker the authority.
    let mut game = Game::new();
    let mut account = game.chain.account(game.world).expect("a world");
    account.data[49..81].copy_from_slice(&key(&game.buyer));
    game.chain.svm.set_account(game.world.into(), account).expect("it can be set");
    let mut grant = game.grant_ticket("free", key(&game.buyer));
    grant.accounts[grant_ticket::AUTHORITY].address = key(&game.buyer);
    game.ok(&grant);
}

#[test]
fn a_listing_does_not_pass_as_a_roll() {
    let mut game = Game::new();
    let item = game.listed_item("quest");
    let listing = derive::listing(&game.program(), &item.mint);
    let lock = game.lock_roll(listing);
    fails_with(&mut game, &[lock], Error::WrongAccountKind);
    let roll = game.ripe("ticket");
    let mut reveal = game.reveal_roll(roll);
    reveal.accounts[reveal_roll::ROLL].address = listing;
    fails_with(&mut game, &[reveal], Error::WrongAccountKind);
}

/// The address of `seeds` under the highest bump below the canonical one that gives an address.
fn second_best(seeds: &Seeds, program: &Key) -> Key {
    let (_, canonical) = derive::find(&[seeds.joined()], program);
    let hashed = |bump: u8| sha256(&[seeds.joined(), &[bump], program, b"ProgramDerivedAddress"]);
    // Whether it is on the curve: found by asking for its own canonical bump with one byte more.
    (0..canonical)
        .rev()
        .map(hashed)
        .find(|address| !solana_address::bytes_are_curve_point(address))
        .expect("half of all bumps serve")
}

#[test]
fn a_bump_that_is_not_canonical_is_refused() {
    let mut game = Game::new();
    let player = key(&game.player);
    let program = game.program();
    let mut grant = game.grant_ticket("ticket", player);
    grant.accounts[grant_ticket::RECEIPT].address =
        second_best(&seeds::receipt(&game.world, &hash("ticket")), &program);
    fails_with(&mut game, &[grant], Error::WrongAddress);

    let (mut grant, item) = game.grant_item("quest", player, 0);
    let other = second_best(&seeds::item(&game.granted, 0, 1), &program);
    grant.accounts[grant_item::MINT].address = other;
    grant.accounts[grant_item::TOKEN_ACCOUNT].address = derive::token_account(&player, &other);
    fails_with(&mut game, &[grant], Error::WrongAddress);

    let (grant, _) = game.grant_item("quest", player, 0);
    game.ok(&grant);
    let mut list = game.list_item(&item, player, PRICE, 0);
    list.accounts[list_item::LISTING].address = second_best(&seeds::listing(&item.mint), &program);
    fails_with(&mut game, &[list], Error::WrongAddress);
}

#[test]
fn another_token_program_is_not_called() {
    let mut game = Game::new();
    let (mut grant, _) = game.grant_item("quest", key(&game.player), 0);
    // The old token program, and a stranger's.
    let old =
        solana_address::Address::from_str_const("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA");
    for program in [old.to_bytes(), key(&keypair("token program")), game.program()] {
        grant.accounts[grant_item::TOKEN_PROGRAM].address = program;
        fails_with(&mut game, &[grant.clone()], Error::WrongAddress);
    }
}

#[test]
fn forged_slot_hashes_are_not_read() {
    let mut game = Game::new();
    let roll = game.requested("ticket");
    game.chain.advance(9);
    let owner = key(&keypair("another program"));
    let sysvar = game.chain.account(addresses::SLOT_HASHES).expect("a sysvar").owner.to_bytes();
    for (owner, name) in [(owner, "forged"), (sysvar, "forged under the right owner")] {
        let fake = copy_under(&mut game, addresses::SLOT_HASHES, owner, name);
        let mut lock = game.lock_roll(roll);
        lock.accounts[lock_roll::SLOT_HASHES].address = fake;
        fails_with(&mut game, &[lock], Error::WrongAddress);
    }
}

#[test]
fn the_same_account_twice_is_refused() {
    let mut game = Game::new();
    let item = game.listed_item("quest");
    let (buyer, player) = (key(&game.buyer), key(&game.player));
    // Paid out to the very account that it is paid from, where a sum might be written twice.
    let collect = game.collect_fees(game.world);
    fails_with(&mut game, &[collect], Error::SameAccount);
    let mut buy = game.buy_item(&item, buyer, player, PRICE);
    buy.accounts[buy_item::TOKEN_ACCOUNT].address = buy.accounts[buy_item::ESCROW].address;
    fails_with(&mut game, &[buy], Error::SameAccount);
    let mut buy = game.buy_item(&item, buyer, player, PRICE);
    buy.accounts[buy_item::RENT_PAYER].address = game.world;
    fails_with(&mut game, &[buy], Error::SameAccount);
}

#[test]
fn nothing_is_initialised_twice() {
    let mut game = Game::new();
    for again in [game.create_world(), game.register_ruleset(), game.create_class(ROLLED, 1, TABLE)]
    {
        fails_with(&mut game, &[again], Error::AlreadyExists);
    }
}

#[test]
fn an_authority_that_did_not_sign_has_no_say() {
    let mut game = Game::new();
    let mut attacks = vec![
        game.set_paused(true),
        game.propose_authority(key(&game.buyer)),
        game.grant_ticket("free", key(&game.buyer)),
        game.grant_item("free", key(&game.buyer), 2).0,
        game.close_epoch(),
        game.collect_fees(key(&game.buyer)),
    ];
    for attack in &mut attacks {
        let authority = key(&game.authority);
        for meta in attack.accounts.iter_mut().filter(|meta| meta.address == authority) {
            meta.signer = false;
        }
        fails_with(&mut game, std::slice::from_ref(attack), Error::MissingSignature);
    }
}

#[test]
fn another_players_accounts_are_of_no_use() {
    let mut game = Game::new();
    let item = game.listed_item("quest");
    let (player, buyer) = (key(&game.player), key(&game.buyer));
    game.ok(&game.grant_ticket("ticket", player));
    let mut request = game.request_roll("ticket", 0);
    request.accounts[request_roll::PLAYER].address = buyer;
    fails_with(&mut game, &[request], Error::WrongPlayer);
    let cancel = game.cancel_listing(&item, buyer, player);
    fails_with(&mut game, &[cancel], Error::NotSeller);
    // Selling somebody else's listing to oneself as its seller.
    let mut buy = game.buy_item(&item, buyer, player, PRICE);
    buy.accounts[buy_item::SELLER].address = key(&game.author);
    fails_with(&mut game, &[buy], Error::NotSeller);
    // The buyer pays, the item goes to a stranger's account: not what the buyer signed for.
    game.ok(&game.open_token_account(key(&game.author), item.mint));
    let mut buy = game.buy_item(&item, buyer, player, PRICE);
    buy.accounts[buy_item::TOKEN_ACCOUNT].address =
        derive::token_account(&key(&game.author), &item.mint);
    fails_with(&mut game, &[buy], Error::WrongTokenAccount);
}

#[test]
fn the_program_under_another_address_knows_nothing_of_this_ones_accounts() {
    let mut game = Game::new();
    let twin = key(&keypair("twin program"));
    game.chain.svm.add_program(twin, crate::chain::PROGRAM).expect("it loads");
    let mut pause = game.set_paused(true);
    pause.program = twin;
    fails_with(&mut game, &[pause], Error::WrongOwner);
    // And works there by itself.
    let mut there = Game::empty(twin);
    there.ok(&there.register_ruleset());
    there.ok(&there.create_world());
    assert_ne!(there.world, game.world);
}

#[test]
fn junk_is_refused() {
    let mut game = Game::new();
    for length in 0..64 {
        let mut junk = game.set_paused(true);
        junk.data = sha256(&[&[length]]).repeat(2)[..usize::from(length)].to_vec();
        let _ = fails(&mut game, &[junk]);
    }
}
