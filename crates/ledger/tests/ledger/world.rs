//! A world with a class of items that it may grant, made by the real program.

use crate::support::{signed, wallet};
use anchor_client::anchor_lang::solana_program::instruction::AccountMeta;
use anchor_client::{Instruction, Signer};
use ledger::embedded::{EmbeddedConfig, Program};
use seedbound_interface::accounts::class::{KIND_GRANTED, KIND_ROLLED};
use seedbound_interface::instructions::{create_class, create_world, register_ruleset};
use seedbound_interface::{Hash, Key, Text, addresses, derive, instruction, limits};
use solana_keypair::Keypair;
use solana_rpc_client::rpc_client::RpcClient;

pub(crate) const PROGRAM: Key = addresses::PROGRAM;
const RULES: Hash = Hash([11; 32]);

/// Who pays for everything.
pub(crate) fn payer() -> Keypair {
    wallet(0)
}

/// Who runs the world.
pub(crate) fn authority() -> Keypair {
    wallet(1)
}

fn key(keypair: &Keypair) -> Key {
    keypair.pubkey().to_bytes()
}

pub(crate) fn world() -> Key {
    derive::world(&PROGRAM, &key(&authority()), 0)
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
    let ruleset = derive::ruleset(&PROGRAM, &key(&authority), &RULES);
    let uri = Text::new("https://example.org/rules").expect("short");
    let steps = [
        (
            ruleset,
            register_ruleset::Accounts {
                payer: key(&payer),
                author: key(&authority),
                ruleset,
                system_program: addresses::SYSTEM_PROGRAM,
            }
            .instruction(PROGRAM, &register_ruleset::Args { hash: RULES, royalty: 250, uri }),
        ),
        (
            world(),
            create_world::Accounts {
                payer: key(&payer),
                creator: key(&authority),
                world: world(),
                ruleset,
                system_program: addresses::SYSTEM_PROGRAM,
            }
            .instruction(
                PROGRAM,
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
                    fee: 100,
                },
            ),
        ),
        (class(1), create(1, KIND_GRANTED)),
        (class(2), create(2, KIND_ROLLED)),
    ];
    for (address, step) in steps {
        if client.get_balance(&address.into()).expect("answers") == 0 {
            let transaction = signed(client, &[carried(step)], &[&payer, &authority]);
            client.send_and_confirm_transaction(&transaction).expect("the program takes it");
        }
    }
}

fn create(number: u32, kind: u8) -> instruction::Instruction {
    create_class::Accounts {
        payer: key(&payer()),
        authority: key(&authority()),
        world: world(),
        class: class(number),
        group: derive::group(&PROGRAM, &class(number)),
        token_program: addresses::TOKEN_PROGRAM,
        system_program: addresses::SYSTEM_PROGRAM,
    }
    .instruction(
        PROGRAM,
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

pub(crate) fn carried(instruction: instruction::Instruction) -> Instruction {
    let accounts = instruction.accounts.into_iter().map(|meta| AccountMeta {
        pubkey: meta.address.into(),
        is_signer: meta.signer,
        is_writable: meta.writable,
    });
    Instruction {
        program_id: instruction.program.into(),
        accounts: accounts.collect(),
        data: instruction.data,
    }
}
