//! The first start of a world on its chain: ruleset, world, classes, bond, epoch. What is missing is
//! made, one transaction after the other, so that a start that was killed in between goes on where it
//! was, and a new class can be added to a world that stands.

use super::authority::Authority;
use super::item::{REWARDS, ROLLED};
use super::{NONCE, rolls};
use anchor_client::Transaction;
use anchor_client::anchor_lang::solana_program::instruction::AccountMeta;
use anyhow::{Context, ensure};
use ledger::client::ChainClient;
use ruleset::Ruleset;
use seed::{WorldSecret, WorldSeed};
use seedbound_interface::accounts::class::{KIND_GRANTED, KIND_ROLLED};
use seedbound_interface::build::Builder;
use seedbound_interface::instruction::Instruction;
use seedbound_interface::instructions::{
    close_epoch, create_class, create_world, open_epoch, register_ruleset,
};
use seedbound_interface::{Hash, Key, PerRarity, RARITIES, Text, derive, limits, sha256::sha256};
use solana_rpc_client::rpc_client::RpcClient;
use std::sync::Arc;
use worldgen::World as Land;

/// Slots that a reveal may take: half an hour where a slot takes 0.4 s. Rolls of a class are revealed one
/// after the other, each when the one before is final (some 14 s on a public chain), so that is room for a
/// hundred at once; and for the world to be away for a while.
const DEADLINE: u32 = 4_500;
/// Lamports that one missed deadline burns.
const ROLL_BOND: u64 = 1_000_000;
/// Rolls that may be under way at once, which the bond covers.
const ROLLS_AT_ONCE: u64 = 128;
/// Lamports without which a founding is not begun: rents of world and classes, bond, and some fees.
const LEAST: u64 = ROLLS_AT_ONCE * ROLL_BOND + 100_000_000;
/// As wallets show it.
const SYMBOL: &str = "SEED";

/// What a world is founded with on its chain.
#[derive(Clone, Debug)]
pub struct Founded {
    public_seed: WorldSeed,
    pub(super) secret: WorldSecret,
    pub(super) rules: Arc<Ruleset>,
    generator_version: u32,
    rewards: String,
}

/// A class that a world has.
struct Class {
    number: u32,
    kind: u8,
    name: String,
    weights: [u32; 5],
    caps: [u32; 5],
}

impl Founded {
    /// Of a land, and the secret that its world hangs from, of which only hashes are told.
    #[must_use]
    pub fn new(land: &Land, secret: &WorldSecret, generator_version: u32) -> Self {
        let home = land.settlement(land.home()).map(|home| home.site.name);
        Self {
            public_seed: land.seed(),
            secret: secret.clone(),
            rules: Arc::clone(land.rules()),
            generator_version,
            rewards: home.map_or_else(|| "Relic".to_owned(), |home| format!("Relic of {home}")),
        }
    }

    /// Does what is missing, after `first` where there is something; returns how many steps that were.
    pub(super) fn found(
        &self,
        rpc: &RpcClient,
        client: &ChainClient,
        authority: &Authority,
        first: impl Fn() -> anyhow::Result<()>,
    ) -> anyhow::Result<usize> {
        let Authority { key, world, program, .. } = *authority;
        let builder = Builder { program, world, payer: key };
        let hash = Hash(self.rules.hash().0);
        let ruleset = derive::ruleset(&program, &key, &hash);
        let mut steps = 0;
        let mut make = |address: Key, step: &dyn Fn() -> anyhow::Result<Instruction>| {
            if is_there(rpc, program, address)? {
                return Ok(());
            }
            if steps == 0 {
                let name = solana_pubkey::Pubkey::from(key);
                client.check_payer(&key, LEAST).with_context(|| {
                    format!("the world cannot be founded: authority.key ({name}) pays for it")
                })?;
                first()?;
            }
            send(rpc, authority, vec![step()?])?;
            ensure!(is_there(rpc, program, address)?, "the program has made nothing there");
            steps += 1;
            anyhow::Ok(())
        };
        make(ruleset, &|| Ok(builder.register_ruleset(key, &self.ruleset_args(hash)?)))?;
        make(world, &|| Ok(builder.create_world(key, ruleset, &self.world_args())))?;
        for class in self.classes() {
            let address = derive::class(&program, &world, class.number);
            make(address, &|| Ok(builder.create_class(key, &self.class_args(&world, &class)?)))?;
        }
        Ok(steps + self.readies(rpc, client, authority)?)
    }

    /// Bond and epoch: without them nothing is rolled.
    pub(super) fn readies(
        &self,
        rpc: &RpcClient,
        client: &ChainClient,
        authority: &Authority,
    ) -> anyhow::Result<usize> {
        let world = client.world(&authority.world)?;
        let builder =
            Builder { program: authority.program, world: authority.world, payer: authority.key };
        let mut steps = Vec::new();
        let wanted = ROLLS_AT_ONCE * ROLL_BOND;
        // Topped up when half of it has burned.
        if world.bond < wanted / 2 {
            steps.push(builder.deposit_bond(authority.key, wanted - world.bond));
        }
        let mut number = world.epoch;
        if world.epoch_open {
            let address = derive::epoch(&authority.program, &authority.world, number);
            let epoch = client.epoch(&address)?;
            if epoch.requested >= epoch.chain_length && epoch.resolved >= epoch.requested {
                let content_root = client.rolls_root(&address)?;
                let secret = rolls::epoch_secret(&self.secret, number);
                let args = close_epoch::Args { secret, content_root: Hash(content_root) };
                steps.push(builder.close_epoch(authority.key, number, &args));
                number += 1;
                steps.push(self.open(&builder, authority.key, number));
            }
        } else if !world.closed {
            number += 1;
            steps.push(self.open(&builder, authority.key, number));
        }
        let count = steps.len();
        if count > 0 {
            send(rpc, authority, steps)?;
        }
        Ok(count)
    }

    fn open(&self, builder: &Builder, authority: Key, number: u64) -> Instruction {
        let chain_tip = rolls::epoch_tip(&self.secret, number);
        let args = open_epoch::Args { chain_tip, chain_length: rolls::LENGTH };
        builder.open_epoch(authority, number, &args)
    }

    fn classes(&self) -> Vec<Class> {
        let relics = &self.rules.relics;
        let rewards = Class {
            number: REWARDS,
            kind: KIND_GRANTED,
            name: self.rewards.clone(),
            // Nothing of this class is rolled; these are the odds of the same rarities in loot.
            weights: self.rules.balance.rarity.0,
            caps: relics.rewards.caps,
        };
        let rolled = (ROLLED..).zip(&relics.classes).map(|(number, class)| Class {
            number,
            kind: KIND_ROLLED,
            name: class.name.clone(),
            weights: class.weights,
            caps: class.caps,
        });
        std::iter::once(rewards).chain(rolled).collect()
    }

    fn ruleset_args(&self, hash: Hash) -> anyhow::Result<register_ruleset::Args> {
        let uri = text(&format!("seedbound:ruleset/{}", self.rules.name))?;
        // The host registers it, so it is not the host's to earn by.
        Ok(register_ruleset::Args { hash, royalty: 0, uri })
    }

    fn world_args(&self) -> create_world::Args {
        create_world::Args {
            nonce: NONCE,
            public_seed: Hash(self.public_seed.0),
            secret_commitment: Hash(sha256(&[self.secret.expose()])),
            // There is no model: people speak from the ruleset's lines.
            model_hash: Hash([0; 32]),
            generator_version: self.generator_version,
            lock_delay: limits::LOCK_DELAY,
            reveal_delay: limits::REVEAL_DELAY,
            deadline: DEADLINE,
            roll_bond: ROLL_BOND,
            fee: 0,
        }
    }

    fn class_args(&self, world: &Key, class: &Class) -> anyhow::Result<create_class::Args> {
        let world = solana_pubkey::Pubkey::from(*world);
        Ok(create_class::Args {
            class_id: class.number,
            kind: class.kind,
            rarity_count: class.caps.len() as u8,
            weights: per_rarity(&class.weights),
            caps: per_rarity(&class.caps),
            content_hash: Hash(self.rules.hash().0),
            name: text(&class.name)?,
            symbol: text(SYMBOL)?,
            uri: text(&format!("seedbound:relic/{world}/{}", class.number))?,
        })
    }
}

fn per_rarity(five: &[u32; 5]) -> PerRarity {
    let mut all = [0; RARITIES];
    all.iter_mut().zip(five).for_each(|(to, from)| *to = *from);
    all
}

/// As much of a text as fits.
fn text<const MAX: usize>(whole: &str) -> anyhow::Result<Text<MAX>> {
    let mut end = whole.len().min(MAX);
    while !whole.is_char_boundary(end) {
        end -= 1;
    }
    whole.get(..end).and_then(Text::new).context("a text that cannot be cut")
}

fn is_there(rpc: &RpcClient, program: Key, address: Key) -> anyhow::Result<bool> {
    let answer = rpc.get_account_with_commitment(&address.into(), rpc.commitment());
    let found = answer.context("the chain's RPC")?.value;
    // Lamports that somebody sent ahead are no account of the program's.
    Ok(found.is_some_and(|account| account.owner.to_bytes() == program))
}

/// Sends steps in one transaction: all are done, or none.
fn send(rpc: &RpcClient, authority: &Authority, steps: Vec<Instruction>) -> anyhow::Result<()> {
    let steps: Vec<_> = steps.into_iter().map(carried).collect();
    let hash = rpc.get_latest_blockhash().context("the chain's RPC")?;
    let payer = authority.key.into();
    let signers = [&authority.keypair];
    let transaction = Transaction::new_signed_with_payer(&steps, Some(&payer), &signers, hash);
    rpc.send_and_confirm_transaction(&transaction).context("the program refuses")?;
    Ok(())
}

fn carried(step: Instruction) -> anchor_client::Instruction {
    let accounts = step.accounts.into_iter().map(|meta| AccountMeta {
        pubkey: meta.address.into(),
        is_signer: meta.signer,
        is_writable: meta.writable,
    });
    anchor_client::Instruction {
        program_id: step.program.into(),
        accounts: accounts.collect(),
        data: step.data,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters() {
        let cut = |text: anyhow::Result<Text<5>>| text.expect("is cut").as_str().map(str::to_owned);
        assert_eq!(cut(text("Säße")).as_deref(), Some("Säß"));
        assert_eq!(cut(text("Sääß")).as_deref(), Some("Sää"));
        assert_eq!(cut(text("Saäß")).as_deref(), Some("Saä"));
        assert_eq!(cut(text("")).as_deref(), Some(""));
    }
}
