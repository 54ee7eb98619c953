//! A world: a seed, the ruleset that grows it, and whoever runs it.

use crate::account::account;
use crate::{Key, codec::Hash};

account! {
    /// A world. Its lamports are its rent, the bond and the fees that were not collected yet.
    World {
        /// The bump of its address.
        bump / set_bump: u8,
        /// Who created it; part of its address, without any right by itself.
        creator / set_creator: Key,
        /// Which of the creator's worlds it is; part of its address.
        nonce / set_nonce: u64,
        /// Who runs it.
        authority / set_authority: Key,
        /// Who was proposed to run it; zero where nobody was.
        proposed_authority / set_proposed_authority: Key,
        /// The ruleset's account.
        ruleset / set_ruleset: Key,
        /// The seed of everything that anyone may see.
        public_seed / set_public_seed: Hash,
        /// SHA-256 of the world's secret, which is revealed when the world closes.
        secret_commitment / set_secret_commitment: Hash,
        /// The secret, once the world is closed; zero before.
        secret / set_secret: Hash,
        /// The hash of the language model that speaks in it.
        model_hash / set_model_hash: Hash,
        /// The version of the generator.
        generator_version / set_generator_version: u32,
        /// The number of the newest epoch; 0 before the first.
        epoch / set_epoch: u64,
        /// 1 while the newest epoch is open.
        epoch_open / set_epoch_open: u8,
        /// 1 while requests and sales are stopped.
        paused / set_paused: u8,
        /// 1 once the world is closed for good.
        closed / set_closed: u8,
        /// Slots between a request and its target slot.
        lock_delay / set_lock_delay: u16,
        /// Slots between lock and reveal.
        reveal_delay / set_reveal_delay: u16,
        /// Slots between target slot and deadline.
        deadline / set_deadline: u32,
        /// Lamports that one missed deadline burns.
        roll_bond / set_roll_bond: u64,
        /// Lamports of the bond that are left.
        bond / set_bond: u64,
        /// The world's share of sales, in hundredths of a percent.
        fee / set_fee: u16,
        /// Lamports from sales that were not collected yet.
        fees / set_fees: u64,
    }
}
