//! Creates a class of items and its group.

use pinocchio::{AccountView, Address};
use seedbound_interface::{
    Error, RARITIES, accounts::ItemClass, accounts::class, instructions::create_class, limits,
    seeds,
};

use crate::fault::{Outcome, ensure};
use crate::guard::{self, load};
use crate::program_address::{self, Creation};
use crate::token::{self, Pointer};

/// 0. `payer`: pays the rents; signer, writable
/// 1. `authority`: runs the world; signer
/// 2. `world`: the world
/// 3. `class`: the class; writable
/// 4. `group`: the group's mint; writable
/// 5. `token_program`: Token-2022
/// 6. `system_program`: the system program
#[inline(never)]
pub(crate) fn create_class(
    program: &Address,
    accounts: &mut [AccountView],
    args: &create_class::Args,
) -> Outcome {
    let [payer, authority, world, class, group, token_program, _system_program] =
        guard::accounts(&create_class::SPEC, accounts)?;
    let world_state = load!(World, world, program)?;
    ensure(guard::is(authority, &world_state.authority()), Error::NotAuthority)?;
    ensure(world_state.closed() == 0, Error::WorldClosed)?;
    drop(world_state);
    let most = check_table(args)?;

    let world_key = guard::key(world);
    let class_seeds = seeds::class(&world_key, args.class_id);
    let class_bump = program_address::create(
        &Creation {
            payer,
            account: class,
            seeds: &class_seeds,
            size: ItemClass::SIZE,
            paid_size: ItemClass::SIZE,
            owner: program,
        },
        program,
    )?;
    let mut state =
        ItemClass::new(guard::owned_mut(class, program)?).ok_or(Error::WrongAccountKind)?;
    state.set_bump(class_bump);
    state.set_world(world_key);
    state.set_class_id(args.class_id);
    state.set_kind(args.kind);
    state.set_rarity_count(args.rarity_count);
    state.set_weights(args.weights);
    state.set_caps(args.caps);
    state.set_group(guard::key(group));
    state.set_content_hash(args.content_hash);
    state.set_name(args.name);
    state.set_symbol(args.symbol);
    state.set_uri(args.uri);
    drop(state);
    let class = &*class;

    let texts = [args.name.as_bytes(), args.symbol.as_bytes(), args.uri.as_bytes()];
    let [name, symbol, uri] = texts;
    program_address::create(
        &Creation {
            payer,
            account: group,
            seeds: &seeds::group(&guard::key(class)),
            size: token::MINT_SIZE,
            paid_size: token::MINT_SIZE
                + token::GROUP_SIZE
                + token::metadata_size(name, symbol, uri),
            owner: token_program.address(),
        },
        program,
    )?;
    token::point_at_itself(group, Pointer::Metadata)?;
    token::point_at_itself(group, Pointer::Group)?;
    token::initialize_mint(group, class)?;
    program_address::with_signer(&class_seeds, class_bump, |signer| {
        token::initialize_metadata(group, class, texts, signer)?;
        token::initialize_group(group, class, most, signer)?;
        // The group is no item: nothing is ever minted of it.
        token::drop_mint_authority(group, class, signer)
    })
}

/// Checks kind, weights and caps, and returns the sum of the caps.
fn check_table(args: &create_class::Args) -> Outcome<u64> {
    let count = usize::from(args.rarity_count);
    ensure((1..=RARITIES).contains(&count), Error::OutOfBounds)?;
    ensure(matches!(args.kind, class::KIND_ROLLED | class::KIND_GRANTED), Error::OutOfBounds)?;
    let beyond = args.weights[count..].iter().chain(&args.caps[count..]);
    ensure(beyond.copied().all(|number| number == 0), Error::OutOfBounds)?;

    let sum = |numbers: &[u32]| numbers.iter().map(|number| u64::from(*number)).sum::<u64>();
    let (weights, caps) = (sum(&args.weights), sum(&args.caps));
    ensure((1..=limits::WEIGHT_SUM).contains(&weights) && caps > 0, Error::OutOfBounds)?;
    Ok(caps)
}
