//! Minting an item: the one place where supply comes from. The caller has checked who may; this
//! checks the cap, the addresses, and that the group is the class's.

use pinocchio::{AccountView, Address};
use seedbound_interface::metadata::{ItemUri, Proof};
use seedbound_interface::{Error, Key, seeds};

use crate::fault::{Outcome, ensure};
use crate::guard::{self, load_mut};
use crate::program_address::{self, Creation};
use crate::token::{self, Pointer};

/// The accounts that minting takes.
pub(crate) struct Minting<'a> {
    /// Pays the rents and signs.
    pub(crate) payer: &'a AccountView,
    /// The class, which signs for its items.
    pub(crate) class: &'a mut AccountView,
    /// The item's mint, still empty.
    pub(crate) mint: &'a AccountView,
    /// The player's token account for it, still empty.
    pub(crate) token_account: &'a AccountView,
    /// Who gets it.
    pub(crate) player: &'a AccountView,
    /// The class's group.
    pub(crate) group: &'a AccountView,
    pub(crate) token_program: &'a AccountView,
    pub(crate) system_program: &'a AccountView,
}

/// Mints the next item of a rarity, which is below 8, and returns its serial number.
pub(crate) fn mint(
    minting: Minting<'_>,
    rarity: u8,
    proof: &Proof,
    program: &Address,
) -> Outcome<u32> {
    let Minting { payer, class, mint, token_account, player, group, token_program, system_program } =
        minting;
    let class_key: Key = guard::key(class);

    // The count goes up first: whatever fails later takes it back with all the rest.
    let mut state = load_mut!(ItemClass, class, program)?;
    ensure(guard::is(group, &state.group()), Error::WrongAddress)?;
    let at = usize::from(rarity);
    let mut minted = state.minted();
    let serial = minted[at].checked_add(1).ok_or(Error::CapReached)?;
    ensure(serial <= state.caps()[at], Error::CapReached)?;
    minted[at] = serial;
    state.set_minted(minted);
    let (name, symbol, class_uri) = (state.name(), state.symbol(), state.uri());
    let class_seeds = seeds::class(&state.world(), state.class_id());
    let class_bump = state.bump();
    drop(state);
    let class = &*class;

    let uri = ItemUri::new(class_uri.as_bytes(), rarity, serial, proof);
    let texts = [name.as_bytes(), symbol.as_bytes(), uri.as_bytes()];
    let [name, symbol, uri] = texts;
    let creation = Creation {
        payer,
        account: mint,
        seeds: &seeds::item(&class_key, rarity, serial),
        size: token::MINT_SIZE,
        paid_size: token::MINT_SIZE + token::MEMBER_SIZE + token::metadata_size(name, symbol, uri),
        owner: token_program.address(),
    };
    program_address::create(&creation, program)?;
    token::point_at_itself(mint, Pointer::Metadata)?;
    token::point_at_itself(mint, Pointer::Member)?;
    token::initialize_mint(mint, class)?;
    token::create_associated_account(
        payer,
        token_account,
        player,
        mint,
        system_program,
        token_program,
    )?;
    program_address::with_signer(&class_seeds, class_bump, |signer| {
        token::initialize_metadata(mint, class, texts, signer)?;
        token::initialize_member(mint, group, class, signer)?;
        token::mint_one(mint, token_account, class, signer)?;
        token::drop_mint_authority(mint, class, signer)
    })?;
    Ok(serial)
}
