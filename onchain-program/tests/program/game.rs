//! A world with everything in it, and one function for each instruction with the accounts that
//! belong together. A test that wants a wrong one changes the result.

use litesvm::types::TransactionMetadata;
use seedbound_interface::accounts::class::{KIND_GRANTED, KIND_ROLLED};
use seedbound_interface::accounts::{Epoch, ItemClass, Listing, Receipt, Roll, Ruleset, World};
use seedbound_interface::instruction::Instruction;
use seedbound_interface::instructions::*;
use seedbound_interface::odds::{self, PlainSha256, RollInputs};
use seedbound_interface::sha256::sha256;
use seedbound_interface::{Hash, Key, PerRarity, Text, addresses, derive};
use solana_keypair::Keypair;
use solana_transaction_error::TransactionError;

use crate::chain::{Chain, key, keypair, meta, slot_hash};

pub(crate) const ROLL_BOND: u64 = 50_000_000;
pub(crate) const CHAIN_LENGTH: u32 = 64;
pub(crate) const ROYALTY: u16 = 500;
pub(crate) const FEE: u16 = 250;
pub(crate) const PRICE: u64 = 10_000_001;
pub(crate) const DEADLINE: u32 = 600;

/// Names of the classes of the fixture.
pub(crate) const ROLLED: u32 = 1;
pub(crate) const GRANTED: u32 = 2;

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
        let world = derive::world(&program, &key(&authority), 7);
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

/// Instructions, with the accounts that belong together.
impl Game {
    pub(crate) fn register_ruleset(&self) -> Instruction {
        let accounts = register_ruleset::Accounts {
            payer: key(&self.payer),
            author: key(&self.author),
            ruleset: self.ruleset,
            system_program: addresses::SYSTEM_PROGRAM,
        };
        let uri = Text::new("https://example.org/rules").expect("short");
        accounts.instruction(
            self.program(),
            &register_ruleset::Args { hash: hash("rules"), royalty: ROYALTY, uri },
        )
    }

    pub(crate) fn set_ruleset_uri(&self, uri: &str) -> Instruction {
        let accounts =
            set_ruleset_uri::Accounts { author: key(&self.author), ruleset: self.ruleset };
        let uri = Text::new(uri).expect("short");
        accounts.instruction(self.program(), &set_ruleset_uri::Args { uri })
    }

    pub(crate) fn collect_royalty(&self, recipient: Key) -> Instruction {
        let accounts = collect_royalty::Accounts {
            author: key(&self.author),
            ruleset: self.ruleset,
            recipient,
        };
        accounts.instruction(self.program(), &collect_royalty::Args {})
    }

    pub(crate) fn world_args(&self) -> create_world::Args {
        create_world::Args {
            nonce: 7,
            public_seed: hash("seed"),
            secret_commitment: Hash(sha256(&[&hash("world secret").0])),
            model_hash: hash("model"),
            generator_version: 3,
            lock_delay: 8,
            reveal_delay: 32,
            deadline: DEADLINE,
            roll_bond: ROLL_BOND,
            fee: FEE,
        }
    }

    pub(crate) fn create_world(&self) -> Instruction {
        self.create_world_with(&self.world_args())
    }

    pub(crate) fn create_world_with(&self, args: &create_world::Args) -> Instruction {
        let accounts = create_world::Accounts {
            payer: key(&self.payer),
            creator: key(&self.authority),
            world: derive::world(&self.program(), &key(&self.authority), args.nonce),
            ruleset: self.ruleset,
            system_program: addresses::SYSTEM_PROGRAM,
        };
        accounts.instruction(self.program(), args)
    }

    pub(crate) fn propose_authority(&self, proposed: Key) -> Instruction {
        let accounts =
            propose_authority::Accounts { authority: key(&self.authority), world: self.world };
        accounts.instruction(self.program(), &propose_authority::Args { proposed })
    }

    pub(crate) fn accept_authority(&self, proposed: Key) -> Instruction {
        let accounts = accept_authority::Accounts { proposed, world: self.world };
        accounts.instruction(self.program(), &accept_authority::Args {})
    }

    pub(crate) fn set_paused(&self, paused: bool) -> Instruction {
        let accounts = set_paused::Accounts { authority: key(&self.authority), world: self.world };
        accounts.instruction(self.program(), &set_paused::Args { paused })
    }

    pub(crate) fn deposit_bond(&self, amount: u64) -> Instruction {
        let accounts = deposit_bond::Accounts {
            depositor: key(&self.authority),
            world: self.world,
            system_program: addresses::SYSTEM_PROGRAM,
        };
        accounts.instruction(self.program(), &deposit_bond::Args { amount })
    }

    pub(crate) fn collect_fees(&self, recipient: Key) -> Instruction {
        let accounts = collect_fees::Accounts {
            authority: key(&self.authority),
            world: self.world,
            recipient,
        };
        accounts.instruction(self.program(), &collect_fees::Args {})
    }

    pub(crate) fn close_world(&self) -> Instruction {
        let accounts = close_world::Accounts { authority: key(&self.authority), world: self.world };
        accounts.instruction(self.program(), &close_world::Args { secret: hash("world secret") })
    }

    pub(crate) fn withdraw_bond(&self, recipient: Key) -> Instruction {
        let accounts = withdraw_bond::Accounts {
            authority: key(&self.authority),
            world: self.world,
            recipient,
        };
        accounts.instruction(self.program(), &withdraw_bond::Args {})
    }

    pub(crate) fn class_args(
        class_id: u32,
        kind: u8,
        (weights, caps): (PerRarity, PerRarity),
    ) -> create_class::Args {
        create_class::Args {
            class_id,
            kind,
            rarity_count: 3,
            weights,
            caps,
            content_hash: hash("class"),
            name: Text::new("Ember Blade").expect("short"),
            symbol: Text::new("EMBER").expect("short"),
            uri: Text::new("https://example.org/ember").expect("short"),
        }
    }

    pub(crate) fn create_class(
        &self,
        class_id: u32,
        kind: u8,
        table: (PerRarity, PerRarity),
    ) -> Instruction {
        self.create_class_with(&Self::class_args(class_id, kind, table))
    }

    pub(crate) fn create_class_with(&self, args: &create_class::Args) -> Instruction {
        let class = derive::class(&self.program(), &self.world, args.class_id);
        let accounts = create_class::Accounts {
            payer: key(&self.payer),
            authority: key(&self.authority),
            world: self.world,
            class,
            group: derive::group(&self.program(), &class),
            token_program: addresses::TOKEN_PROGRAM,
            system_program: addresses::SYSTEM_PROGRAM,
        };
        accounts.instruction(self.program(), args)
    }

    pub(crate) fn open_epoch(&self) -> Instruction {
        let accounts = open_epoch::Accounts {
            payer: key(&self.payer),
            authority: key(&self.authority),
            world: self.world,
            epoch: self.epoch(),
            system_program: addresses::SYSTEM_PROGRAM,
        };
        accounts.instruction(
            self.program(),
            &open_epoch::Args {
                chain_tip: link(self.epoch_number, CHAIN_LENGTH),
                chain_length: CHAIN_LENGTH,
            },
        )
    }

    pub(crate) fn close_epoch(&self) -> Instruction {
        let accounts = close_epoch::Accounts {
            authority: key(&self.authority),
            world: self.world,
            epoch: self.epoch(),
        };
        accounts.instruction(
            self.program(),
            &close_epoch::Args {
                secret: epoch_secret(self.epoch_number),
                content_root: hash("root"),
            },
        )
    }

    pub(crate) fn ticket(&self, operation: &str) -> Key {
        derive::receipt(&self.program(), &self.world, &hash(operation))
    }

    pub(crate) fn grant_ticket(&self, operation: &str, player: Key) -> Instruction {
        let accounts = grant_ticket::Accounts {
            payer: key(&self.payer),
            authority: key(&self.authority),
            world: self.world,
            class: self.rolled,
            player,
            receipt: self.ticket(operation),
            system_program: addresses::SYSTEM_PROGRAM,
        };
        accounts.instruction(self.program(), &grant_ticket::Args { operation: hash(operation) })
    }

    pub(crate) fn roll(&self, operation: &str, attempt: u8) -> Key {
        derive::roll(&self.program(), &self.ticket(operation), attempt)
    }

    pub(crate) fn request_roll(&self, operation: &str, attempt: u8) -> Instruction {
        let accounts = request_roll::Accounts {
            payer: key(&self.payer),
            player: key(&self.player),
            world: self.world,
            epoch: self.epoch(),
            class: self.rolled,
            ticket: self.ticket(operation),
            roll: self.roll(operation, attempt),
            system_program: addresses::SYSTEM_PROGRAM,
        };
        accounts.instruction(self.program(), &request_roll::Args { nonce: hash(operation) })
    }

    pub(crate) fn lock_roll(&self, roll: Key) -> Instruction {
        let accounts = lock_roll::Accounts { roll, slot_hashes: addresses::SLOT_HASHES };
        accounts.instruction(self.program(), &lock_roll::Args {})
    }

    /// The reveal of a locked roll, with the item's address that its outcome gives.
    pub(crate) fn reveal_roll(&self, roll: Key) -> Instruction {
        let state = self.roll_state(roll);
        let preimage = preimage(self.epoch_number, state.index());
        let (_, rarity) = self.outcome(roll, &preimage);
        let class = self.class_state(state.class());
        let rarity = rarity.unwrap_or(0);
        let serial = class.minted()[usize::from(rarity)] + 1;
        let mint = derive::item(&self.program(), &state.class(), rarity, serial);
        let accounts = reveal_roll::Accounts {
            payer: key(&self.payer),
            world: self.world,
            epoch: self.epoch(),
            class: state.class(),
            roll,
            ticket: state.ticket(),
            player: state.player(),
            mint,
            token_account: derive::token_account(&state.player(), &mint),
            group: class.group(),
            token_program: addresses::TOKEN_PROGRAM,
            token_account_program: addresses::TOKEN_ACCOUNT_PROGRAM,
            system_program: addresses::SYSTEM_PROGRAM,
        };
        accounts.instruction(self.program(), &reveal_roll::Args { preimage })
    }

    /// What a roll gives, as anyone can compute it who knows the preimage: the rarity that is
    /// rolled, and the one that is minted.
    pub(crate) fn outcome(&self, roll: Key, preimage: &Hash) -> (u8, Option<u8>) {
        let state = self.roll_state(roll);
        let class = self.class_state(state.class());
        let result = odds::roll_result(
            &PlainSha256,
            &RollInputs {
                program: &self.program(),
                roll: &roll,
                preimage,
                slot_hash: &Hash(slot_hash(state.locked_slot()).to_bytes()),
                nonce: &state.nonce(),
            },
        );
        let rolled = odds::rarity(&PlainSha256, &result, &class.weights());
        (rolled, odds::under_cap(rolled, &class.caps(), &class.minted()))
    }

    pub(crate) fn expire_roll(&self, roll: Key) -> Instruction {
        let accounts = expire_roll::Accounts {
            world: self.world,
            epoch: self.epoch(),
            roll,
            ticket: self.roll_state(roll).ticket(),
            incinerator: addresses::INCINERATOR,
        };
        accounts.instruction(self.program(), &expire_roll::Args {})
    }

    pub(crate) fn item(&self, class: Key, rarity: u8, serial: u32) -> Item {
        Item { class, rarity, serial, mint: derive::item(&self.program(), &class, rarity, serial) }
    }

    pub(crate) fn grant_item(
        &self,
        operation: &str,
        player: Key,
        rarity: u8,
    ) -> (Instruction, Item) {
        let class = self.class_state(self.granted);
        let serial = class.minted()[usize::from(rarity)] + 1;
        let item = self.item(self.granted, rarity, serial);
        let accounts = grant_item::Accounts {
            payer: key(&self.payer),
            authority: key(&self.authority),
            world: self.world,
            class: self.granted,
            player,
            receipt: self.ticket(operation),
            mint: item.mint,
            token_account: derive::token_account(&player, &item.mint),
            group: class.group(),
            token_program: addresses::TOKEN_PROGRAM,
            token_account_program: addresses::TOKEN_ACCOUNT_PROGRAM,
            system_program: addresses::SYSTEM_PROGRAM,
        };
        let args = grant_item::Args { operation: hash(operation), rarity };
        (accounts.instruction(self.program(), &args), item)
    }

    pub(crate) fn burn_item(&self, item: &Item, holder: Key) -> Instruction {
        let accounts = burn_item::Accounts {
            holder,
            class: item.class,
            mint: item.mint,
            token_account: derive::token_account(&holder, &item.mint),
            rent_recipient: key(&self.payer),
            token_program: addresses::TOKEN_PROGRAM,
        };
        let args = burn_item::Args { rarity: item.rarity, serial: item.serial };
        accounts.instruction(self.program(), &args)
    }

    pub(crate) fn list_item(
        &self,
        item: &Item,
        seller: Key,
        price: u64,
        expires_at: i64,
    ) -> Instruction {
        let accounts = list_item::Accounts {
            payer: key(&self.payer),
            seller,
            world: self.world,
            class: item.class,
            mint: item.mint,
            token_account: derive::token_account(&seller, &item.mint),
            listing: derive::listing(&self.program(), &item.mint),
            escrow: derive::escrow(&self.program(), &item.mint),
            token_program: addresses::TOKEN_PROGRAM,
            system_program: addresses::SYSTEM_PROGRAM,
        };
        let Item { rarity, serial, .. } = *item;
        accounts.instruction(self.program(), &list_item::Args { rarity, serial, price, expires_at })
    }

    pub(crate) fn reprice_listing(
        &self,
        item: &Item,
        seller: Key,
        price: u64,
        expires_at: i64,
    ) -> Instruction {
        let accounts = reprice_listing::Accounts {
            seller,
            world: self.world,
            listing: derive::listing(&self.program(), &item.mint),
        };
        accounts.instruction(self.program(), &reprice_listing::Args { price, expires_at })
    }

    pub(crate) fn cancel_listing(&self, item: &Item, canceller: Key, seller: Key) -> Instruction {
        let accounts = cancel_listing::Accounts {
            canceller,
            listing: derive::listing(&self.program(), &item.mint),
            mint: item.mint,
            escrow: derive::escrow(&self.program(), &item.mint),
            token_account: derive::token_account(&seller, &item.mint),
            rent_payer: key(&self.payer),
            token_program: addresses::TOKEN_PROGRAM,
        };
        accounts.instruction(self.program(), &cancel_listing::Args {})
    }

    pub(crate) fn buy_item(
        &self,
        item: &Item,
        buyer: Key,
        seller: Key,
        maximum_price: u64,
    ) -> Instruction {
        let accounts = buy_item::Accounts {
            buyer,
            seller,
            world: self.world,
            ruleset: self.ruleset,
            listing: derive::listing(&self.program(), &item.mint),
            mint: item.mint,
            escrow: derive::escrow(&self.program(), &item.mint),
            token_account: derive::token_account(&buyer, &item.mint),
            rent_payer: key(&self.payer),
            token_program: addresses::TOKEN_PROGRAM,
            system_program: addresses::SYSTEM_PROGRAM,
        };
        accounts.instruction(self.program(), &buy_item::Args { maximum_price })
    }

    /// Makes the associated token account of a wallet, as any client does before a purchase.
    pub(crate) fn open_token_account(&self, owner: Key, mint: Key) -> Instruction {
        Instruction {
            program: addresses::TOKEN_ACCOUNT_PROGRAM,
            accounts: vec![
                meta(key(&self.payer), true, true),
                meta(derive::token_account(&owner, &mint), true, false),
                meta(owner, false, false),
                meta(mint, false, false),
                meta(addresses::SYSTEM_PROGRAM, false, false),
                meta(addresses::TOKEN_PROGRAM, false, false),
            ],
            data: vec![1],
        }
    }
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
