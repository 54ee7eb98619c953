//! The first start of a world on its chain: ruleset, world, class. What is missing is made in one
//! transaction, so that a start that was killed in between is repeated, and a new class can be added to
//! a world that stands.

use super::authority::Authority;
use super::{NONCE, PROGRAM, REWARDS};
use anchor_client::Transaction;
use anchor_client::anchor_lang::solana_program::instruction::AccountMeta;
use anyhow::{Context, ensure};
use ruleset::Ruleset;
use seed::{WorldSecret, WorldSeed};
use seedbound_interface::accounts::class::KIND_GRANTED;
use seedbound_interface::build::Builder;
use seedbound_interface::instruction::Instruction;
use seedbound_interface::instructions::{create_class, create_world, register_ruleset};
use seedbound_interface::{Hash, Key, PerRarity, RARITIES, Text, derive, limits, sha256::sha256};
use solana_rpc_client::rpc_client::RpcClient;
use worldgen::World as Land;

/// Slots that a reveal may take: the least that the program allows.
const DEADLINE: u32 = *limits::DEADLINE.start();
/// As wallets show it.
const SYMBOL: &str = "SEED";

/// What a world is founded with on its chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Founded {
    public_seed: WorldSeed,
    commitment: Hash,
    ruleset: Hash,
    ruleset_name: String,
    generator_version: u32,
    class_name: String,
    weights: [u32; 5],
    caps: [u32; 5],
}

impl Founded {
    /// Of a land, and the secret that its world hangs from, of which only the hash is told.
    #[must_use]
    pub fn new(land: &Land, secret: &WorldSecret, generator_version: u32) -> Self {
        let rules: &Ruleset = land.rules();
        let home = land.settlement(land.home()).map(|home| home.site.name);
        Self {
            public_seed: land.seed(),
            commitment: Hash(sha256(&[secret.expose()])),
            ruleset: Hash(rules.hash().0),
            ruleset_name: rules.name.clone(),
            generator_version,
            class_name: home.map_or_else(|| "Relic".to_owned(), |home| format!("Relic of {home}")),
            weights: rules.balance.rarity.0,
            caps: rules.balance.relics.caps,
        }
    }

    /// Does what is missing of ruleset, world and class; returns how many steps that were.
    pub(super) fn found(&self, client: &RpcClient, authority: &Authority) -> anyhow::Result<usize> {
        let lamports = client.get_balance(&authority.key.into()).context("the chain's RPC")?;
        ensure!(
            lamports > 0,
            "authority.key is not the key that this world's chain was made with; put the one of \
             your backup there"
        );
        let Authority { key, world, class, .. } = *authority;
        let builder = Builder { program: PROGRAM, world, payer: key };
        let ruleset = derive::ruleset(&PROGRAM, &key, &self.ruleset);
        let steps = [
            (ruleset, builder.register_ruleset(key, &self.ruleset_args()?)),
            (world, builder.create_world(key, ruleset, &self.world_args())),
            (class, builder.create_class(key, &self.class_args(&world)?)),
        ];
        let mut missing = Vec::new();
        for (address, step) in steps {
            if !is_there(client, address)? {
                missing.push((address, step));
            }
        }
        let (addresses, steps): (Vec<Key>, Vec<Instruction>) = missing.into_iter().unzip();
        if !steps.is_empty() {
            send(client, authority, steps)?;
        }
        for address in &addresses {
            ensure!(is_there(client, *address)?, "the program has made nothing at {address:?}");
        }
        Ok(addresses.len())
    }

    fn ruleset_args(&self) -> anyhow::Result<register_ruleset::Args> {
        let uri = text(&format!("seedbound:ruleset/{}", self.ruleset_name))?;
        // The host registers it, so it is not the host's to earn by.
        Ok(register_ruleset::Args { hash: self.ruleset, royalty: 0, uri })
    }

    fn world_args(&self) -> create_world::Args {
        create_world::Args {
            nonce: NONCE,
            public_seed: Hash(self.public_seed.0),
            secret_commitment: self.commitment,
            // There is no model: people speak from the ruleset's lines.
            model_hash: Hash([0; 32]),
            generator_version: self.generator_version,
            lock_delay: limits::LOCK_DELAY,
            reveal_delay: limits::REVEAL_DELAY,
            deadline: DEADLINE,
            roll_bond: limits::ROLL_BOND,
            fee: 0,
        }
    }

    fn class_args(&self, world: &Key) -> anyhow::Result<create_class::Args> {
        let world = solana_pubkey::Pubkey::from(*world);
        Ok(create_class::Args {
            class_id: REWARDS,
            kind: KIND_GRANTED,
            rarity_count: self.caps.len() as u8,
            // Nothing of this class is rolled; these are the odds of the same rarities in loot.
            weights: per_rarity(&self.weights),
            caps: per_rarity(&self.caps),
            content_hash: self.ruleset,
            name: text(&self.class_name)?,
            symbol: text(SYMBOL)?,
            uri: text(&format!("seedbound:relic/{world}"))?,
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

fn is_there(client: &RpcClient, address: Key) -> anyhow::Result<bool> {
    let answer = client.get_account_with_commitment(&address.into(), client.commitment());
    let found = answer.context("the chain's RPC")?.value;
    // Lamports that somebody sent ahead are no account of the program's.
    Ok(found.is_some_and(|account| account.owner.to_bytes() == PROGRAM))
}

/// Sends steps in one transaction: all are done, or none.
fn send(client: &RpcClient, authority: &Authority, steps: Vec<Instruction>) -> anyhow::Result<()> {
    let steps: Vec<_> = steps.into_iter().map(carried).collect();
    let hash = client.get_latest_blockhash().context("the chain's RPC")?;
    let payer = authority.key.into();
    let signers = [&authority.keypair];
    let transaction = Transaction::new_signed_with_payer(&steps, Some(&payer), &signers, hash);
    client.send_and_confirm_transaction(&transaction).context("the program refuses")?;
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
