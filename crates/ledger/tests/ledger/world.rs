//! A world with a class of items that it may grant, made by the real program.

use crate::support::{signed, wallet};
use anchor_client::anchor_lang::solana_program::instruction::AccountMeta;
use anchor_client::{Instruction, Signer};
use ledger::embedded::{EmbeddedConfig, Program};
use seedbound_interface::accounts::class::{KIND_GRANTED, KIND_ROLLED};
use seedbound_interface::build::Builder;
use seedbound_interface::instructions::{create_class, create_world, register_ruleset};
use seedbound_interface::{Hash, Key, Text, addresses, derive, instruction, limits};
use solana_keypair::Keypair;
use solana_rpc_client::rpc_client::RpcClient;

pub(crate) const PROGRAM: Key = addresses::PROGRAM;
/// Shares of sales, in hundredths of a percent.
pub(crate) const ROYALTY: u16 = 250;
pub(crate) const FEE_SHARE: u16 = 100;
const RULES: Hash = Hash([11; 32]);

/// Who pays for everything.
pub(crate) fn payer() -> Keypair {
    wallet(5)
}

/// Who runs the world.
pub(crate) fn authority() -> Keypair {
    wallet(6)
}

pub(crate) fn key(keypair: &Keypair) -> Key {
    keypair.pubkey().to_bytes()
}

pub(crate) fn world() -> Key {
    derive::world(&PROGRAM, &key(&authority()), 0)
}

pub(crate) fn ruleset() -> Key {
    derive::ruleset(&PROGRAM, &key(&authority()), &RULES)
}

pub(crate) fn builder() -> Builder {
    Builder { program: PROGRAM, world: world(), payer: key(&payer()) }
}

/// The class of that number: 1 is granted, 2 is rolled.
pub(crate) fn class(number: u32) -> Key {
    derive::class(&PROGRAM, &world(), number)
}

/// Loads the committed program.
pub(crate) fn with_program(mut config: EmbeddedConfig) -> EmbeddedConfig {
    let elf = include_bytes!("../../../../onchain-program/program/seedbound.so").to_vec();
    config.programs.push(Program { address: PROGRAM.into(), elf });
    config
}

/// Makes ruleset, world and both classes, those that are missing.
pub(crate) fn make(client: &RpcClient) {
    let (payer, authority) = (payer(), authority());
    let uri = Text::new("https://example.org/rules").expect("short");
    let by = key(&authority);
    let steps = [
        (
            ruleset(),
            builder().register_ruleset(
                by,
                &register_ruleset::Args { hash: RULES, royalty: ROYALTY, uri },
            ),
        ),
        (
            world(),
            builder().create_world(
                by,
                ruleset(),
                &create_world::Args {
                    nonce: 0,
                    public_seed: Hash([1; 32]),
                    secret_commitment: Hash([2; 32]),
                    model_hash: Hash([3; 32]),
                    generator_version: 1,
                    lock_delay: limits::LOCK_DELAY,
                    reveal_delay: limits::REVEAL_DELAY,
                    deadline: 600,
                    roll_bond: limits::ROLL_BOND,
                    fee: FEE_SHARE,
                },
            ),
        ),
        (class(1), create(1, KIND_GRANTED)),
        (class(2), create(2, KIND_ROLLED)),
    ];
    for (address, step) in steps {
        if client.get_balance(&address.into()).expect("answers") == 0 {
            let transaction = signed(client, &[carried(&step)], &[&payer, &authority]);
            client.send_and_confirm_transaction(&transaction).expect("the program takes it");
        }
    }
}

fn create(number: u32, kind: u8) -> instruction::Instruction {
    builder().create_class(
        key(&authority()),
        &create_class::Args {
            class_id: number,
            kind,
            rarity_count: 2,
            weights: [3, 1, 0, 0, 0, 0, 0, 0],
            // The second rarity has two pieces, so that a test can spend them.
            caps: [limits::UNCAPPED, 2, 0, 0, 0, 0, 0, 0],
            content_hash: Hash([4; 32]),
            name: Text::new("Lantern").expect("short"),
            symbol: Text::new("SB").expect("short"),
            uri: Text::new("https://example.org/items/").expect("short"),
        },
    )
}

pub(crate) fn carried(instruction: &instruction::Instruction) -> Instruction {
    let accounts = instruction.accounts.iter().map(|meta| AccountMeta {
        pubkey: meta.address.into(),
        is_signer: meta.signer,
        is_writable: meta.writable,
    });
    Instruction {
        program_id: instruction.program.into(),
        accounts: accounts.collect(),
        data: instruction.data.clone(),
    }
}
