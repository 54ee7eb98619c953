//! A world with everything in it, and one function for each instruction with the accounts that
//! belong together. A test that wants a wrong one changes the result.

mod instructions;

use std::cell::Cell;

use litesvm::types::TransactionMetadata;
use seedbound_interface::accounts::class::{KIND_GRANTED, KIND_ROLLED};
use seedbound_interface::accounts::{Epoch, ItemClass, Listing, Receipt, Roll, Ruleset, World};
use seedbound_interface::instruction::Instruction;
use seedbound_interface::sha256::sha256;
use seedbound_interface::{Hash, Key, PerRarity, addresses, derive};
use solana_keypair::Keypair;
use solana_transaction_error::TransactionError;

use crate::chain::{Chain, key, keypair};

pub(crate) const ROLL_BOND: u64 = 50_000_000;
pub(crate) const CHAIN_LENGTH: u32 = 64;
pub(crate) const ROYALTY: u16 = 500;
pub(crate) const FEE: u16 = 250;
pub(crate) const PRICE: u64 = 10_000_001;
pub(crate) const DEADLINE: u32 = 600;
pub(crate) const PAYMENT: u64 = 1_500_000;

/// Names of the classes of the fixture.
pub(crate) const ROLLED: u32 = 1;
pub(crate) const GRANTED: u32 = 2;

thread_local! {
    /// Which of its creator's worlds the next game is about.
    pub(crate) static WORLD_NONCE: Cell<u64> = const { Cell::new(7) };
}

/// A world on a chain.
pub(crate) struct Game {
    pub(crate) chain: Chain,
    pub(crate) payer: Keypair,
    pub(crate) authority: Keypair,
    pub(crate) author: Keypair,
    pub(crate) player: Keypair,
    pub(crate) buyer: Keypair,
    pub(crate) ruleset: Key,
    pub(crate) world: Key,
    /// The class that is rolled.
    pub(crate) rolled: Key,
    /// The class that is granted.
    pub(crate) granted: Key,
    /// The newest epoch's number.
    pub(crate) epoch_number: u64,
}

impl Clone for Game {
    fn clone(&self) -> Self {
        Self {
            chain: self.chain.clone(),
            payer: self.payer.insecure_clone(),
            authority: self.authority.insecure_clone(),
            author: self.author.insecure_clone(),
            player: self.player.insecure_clone(),
            buyer: self.buyer.insecure_clone(),
            ..*self
        }
    }
}

/// What a seller and a buyer trade.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) class: Key,
    pub(crate) rarity: u8,
    pub(crate) serial: u32,
    pub(crate) mint: Key,
}

pub(crate) type Sent = Result<TransactionMetadata, TransactionError>;

impl Game {
    /// Wallets and a chain, nothing else.
    pub(crate) fn empty(program: Key) -> Self {
        let mut chain = Chain::new(program);
        let names = ["payer", "authority", "author", "player", "buyer"];
        let [payer, authority, author, player, buyer] = names.map(|name| chain.wallet(name));
        let ruleset = derive::ruleset(&program, &key(&author), &hash("rules"));
        let world = derive::world(&program, &key(&authority), WORLD_NONCE.get());
        Self {
            payer,
            authority,
            author,
            player,
            buyer,
            ruleset,
            world,
            rolled: derive::class(&program, &world, ROLLED),
            granted: derive::class(&program, &world, GRANTED),
            epoch_number: 1,
            chain,
        }
    }

    /// A ruleset and a world without bond.
    pub(crate) fn bare() -> Self {
        let mut game = Self::empty(addresses::PROGRAM);
        game.ok(&game.register_ruleset());
        game.ok(&game.create_world());
        game
    }

    /// A world with a bond, both classes and an open epoch.
    pub(crate) fn new() -> Self {
        let mut game = Self::bare();
        game.ok(&game.deposit_bond(20 * ROLL_BOND));
        game.ok(&game.create_class(ROLLED, KIND_ROLLED, TABLE));
        game.ok(&game.create_class(GRANTED, KIND_GRANTED, TABLE));
        game.ok(&game.open_epoch());
        game
    }

    /// Every wallet.
    pub(crate) fn wallets(&self) -> [&Keypair; 5] {
        [&self.payer, &self.authority, &self.author, &self.player, &self.buyer]
    }

    /// Sends an instruction, signed by whichever wallets it asks for.
    pub(crate) fn send(&mut self, instruction: &Instruction) -> Sent {
        self.send_all(std::slice::from_ref(instruction))
    }

    /// Sends instructions in one transaction.
    pub(crate) fn send_all(&mut self, instructions: &[Instruction]) -> Sent {
        let wallets = self.wallets().map(Keypair::insecure_clone);
        let extra = [keypair("stranger"), keypair("second")];
        let signers: Vec<&Keypair> = wallets.iter().chain(&extra).collect();
        self.chain.send(instructions, &signers)
    }

    /// As [`Self::send_all`], without keeping what it changed.
    pub(crate) fn try_out(&mut self, instructions: &[Instruction]) -> Sent {
        let wallets = self.wallets().map(Keypair::insecure_clone);
        let extra = [keypair("stranger"), keypair("second")];
        let signers: Vec<&Keypair> = wallets.iter().chain(&extra).collect();
        self.chain.try_out(instructions, &signers)
    }

    /// Sends an instruction that must succeed.
    #[track_caller]
    pub(crate) fn ok(&mut self, instruction: &Instruction) -> TransactionMetadata {
        self.send(instruction).unwrap_or_else(|error| panic!("refused: {error:?}"))
    }

    pub(crate) fn program(&self) -> Key {
        self.chain.program
    }

    pub(crate) fn epoch(&self) -> Key {
        derive::epoch(&self.program(), &self.world, self.epoch_number)
    }
}

/// Hash of a name.
pub(crate) fn hash(name: &str) -> Hash {
    Hash(sha256(&[name.as_bytes()]))
}

/// Three rarities: many, some, few. The few are spent soon.
pub(crate) const TABLE: (PerRarity, PerRarity) =
    ([700, 250, 50, 0, 0, 0, 0, 0], [1_000, 100, 2, 0, 0, 0, 0, 0]);

/// Hashes the secret of an epoch as often as said.
pub(crate) fn link(number: u64, times: u32) -> Hash {
    let mut hash = epoch_secret(number);
    for _ in 0..times {
        hash = Hash(sha256(&[&hash.0]));
    }
    hash
}

pub(crate) fn epoch_secret(number: u64) -> Hash {
    Hash(sha256(&[b"epoch secret", &number.to_le_bytes()]))
}

/// The preimage of a roll of the fixture's epochs.
pub(crate) fn preimage(number: u64, index: u32) -> Hash {
    link(number, CHAIN_LENGTH - 1 - index)
}

/// Longer steps.
impl Game {
    /// Grants a ticket and requests its roll.
    pub(crate) fn requested(&mut self, operation: &str) -> Key {
        self.ok(&self.grant_ticket(operation, key(&self.player)));
        self.ok(&self.request_roll(operation, 0));
        self.roll(operation, 0)
    }

    /// Lets the target slot pass and locks.
    pub(crate) fn lock(&mut self, roll: Key) {
        self.chain.advance(9);
        self.ok(&self.lock_roll(roll));
    }

    /// A locked roll that can be revealed.
    pub(crate) fn ripe(&mut self, operation: &str) -> Key {
        let roll = self.requested(operation);
        self.lock(roll);
        self.chain.advance(32);
        roll
    }

    /// An item that the player was granted.
    pub(crate) fn granted_item(&mut self, operation: &str) -> Item {
        let (grant, item) = self.grant_item(operation, key(&self.player), 0);
        self.ok(&grant);
        item
    }

    /// An item that the player offers, with a token account ready for the buyer.
    pub(crate) fn listed_item(&mut self, operation: &str) -> Item {
        let item = self.granted_item(operation);
        self.ok(&self.list_item(&item, key(&self.player), PRICE, 0));
        self.ok(&self.open_token_account(key(&self.buyer), item.mint));
        item
    }
}

/// What is on the chain.
impl Game {
    pub(crate) fn world_state(&self) -> World<Vec<u8>> {
        World::of(self.chain.data(self.world)).expect("a world")
    }
    pub(crate) fn ruleset_state(&self) -> Ruleset<Vec<u8>> {
        Ruleset::of(self.chain.data(self.ruleset)).expect("a ruleset")
    }
    pub(crate) fn class_state(&self, class: Key) -> ItemClass<Vec<u8>> {
        ItemClass::of(self.chain.data(class)).expect("a class")
    }
    pub(crate) fn epoch_state(&self) -> Epoch<Vec<u8>> {
        Epoch::of(self.chain.data(self.epoch())).expect("an epoch")
    }
    pub(crate) fn receipt_state(&self, receipt: Key) -> Receipt<Vec<u8>> {
        Receipt::of(self.chain.data(receipt)).expect("a receipt")
    }
    pub(crate) fn roll_state(&self, roll: Key) -> Roll<Vec<u8>> {
        Roll::of(self.chain.data(roll)).expect("a roll")
    }
    pub(crate) fn listing_state(&self, item: &Item) -> Option<Listing<Vec<u8>>> {
        Listing::of(self.chain.data(derive::listing(&self.program(), &item.mint)))
    }
    /// How many of an item a wallet's associated account holds.
    pub(crate) fn holds(&self, owner: &Keypair, item: &Item) -> u64 {
        token_amount(&self.chain.data(derive::token_account(&key(owner), &item.mint)))
    }
}

/// The amount in a token account, 0 where there is none.
pub(crate) fn token_amount(data: &[u8]) -> u64 {
    data.get(64..72).map_or(0, |bytes| u64::from_le_bytes(bytes.try_into().expect("eight")))
}
