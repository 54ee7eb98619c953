//! Each instruction as a client sends it, for the people and things of the fixture.

use seedbound_interface::accounts::Listing;
use seedbound_interface::build::{Builder, ItemId, Request, Terms};
use seedbound_interface::instruction::Instruction;
use seedbound_interface::instructions::{
    close_epoch, create_class, create_world, open_epoch, register_ruleset,
};
use seedbound_interface::sha256::sha256;
use seedbound_interface::{Hash, Key, PerRarity, Text, derive};

use super::{
    CHAIN_LENGTH, DEADLINE, FEE, Game, Item, ROLL_BOND, ROYALTY, WORLD_NONCE, epoch_secret, hash,
    link, preimage,
};
use crate::chain::key;

impl Game {
    fn build(&self) -> Builder {
        Builder { program: self.program(), world: self.world, payer: key(&self.payer) }
    }

    pub(crate) fn register_ruleset(&self) -> Instruction {
        let uri = Text::new("https://example.org/rules").expect("short");
        let args = register_ruleset::Args { hash: hash("rules"), royalty: ROYALTY, uri };
        self.build().register_ruleset(key(&self.author), &args)
    }

    pub(crate) fn set_ruleset_uri(&self, uri: &str) -> Instruction {
        let uri = Text::new(uri).expect("short");
        self.build().set_ruleset_uri(key(&self.author), &hash("rules"), uri)
    }

    pub(crate) fn collect_royalty(&self, recipient: Key) -> Instruction {
        self.build().collect_royalty(key(&self.author), &hash("rules"), recipient)
    }

    pub(crate) fn world_args(&self) -> create_world::Args {
        create_world::Args {
            nonce: WORLD_NONCE.get(),
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
        self.build().create_world(key(&self.authority), self.ruleset, args)
    }

    pub(crate) fn propose_authority(&self, proposed: Key) -> Instruction {
        self.build().propose_authority(key(&self.authority), proposed)
    }

    pub(crate) fn accept_authority(&self, proposed: Key) -> Instruction {
        self.build().accept_authority(proposed)
    }

    pub(crate) fn set_paused(&self, paused: bool) -> Instruction {
        self.build().set_paused(key(&self.authority), paused)
    }

    pub(crate) fn deposit_bond(&self, amount: u64) -> Instruction {
        self.build().deposit_bond(key(&self.authority), amount)
    }

    pub(crate) fn collect_fees(&self, recipient: Key) -> Instruction {
        self.build().collect_fees(key(&self.authority), recipient)
    }

    pub(crate) fn close_world(&self) -> Instruction {
        self.build().close_world(key(&self.authority), hash("world secret"))
    }

    pub(crate) fn withdraw_bond(&self, recipient: Key) -> Instruction {
        self.build().withdraw_bond(key(&self.authority), recipient)
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
        self.build().create_class(key(&self.authority), args)
    }

    pub(crate) fn open_epoch(&self) -> Instruction {
        let chain_tip = link(self.epoch_number, CHAIN_LENGTH);
        let args = open_epoch::Args { chain_tip, chain_length: CHAIN_LENGTH };
        self.build().open_epoch(key(&self.authority), self.epoch_number, &args)
    }

    pub(crate) fn close_epoch(&self) -> Instruction {
        let secret = epoch_secret(self.epoch_number);
        let args = close_epoch::Args { secret, content_root: hash("root") };
        self.build().close_epoch(key(&self.authority), self.epoch_number, &args)
    }

    pub(crate) fn ticket(&self, operation: &str) -> Key {
        derive::receipt(&self.program(), &self.world, &hash(operation))
    }

    pub(crate) fn grant_ticket(&self, operation: &str, player: Key) -> Instruction {
        let authority = key(&self.authority);
        self.build().grant_ticket(authority, self.rolled, player, hash(operation))
    }

    pub(crate) fn roll(&self, operation: &str, attempt: u8) -> Key {
        derive::roll(&self.program(), &self.ticket(operation), attempt)
    }

    pub(crate) fn request_roll(&self, operation: &str, attempt: u8) -> Instruction {
        self.build().request_roll(&Request {
            player: key(&self.player),
            epoch: self.epoch_number,
            class: self.rolled,
            ticket: self.ticket(operation),
            attempt,
            nonce: hash(operation),
        })
    }

    pub(crate) fn lock_roll(&self, roll: Key) -> Instruction {
        self.build().lock_roll(roll)
    }

    /// The reveal of a locked roll, with the item's address that its outcome gives.
    pub(crate) fn reveal_roll(&self, roll: Key) -> Instruction {
        let state = self.roll_state(roll);
        let preimage = preimage(self.epoch_number, state.index());
        self.build().reveal_roll(roll, &state, &self.class_state(state.class()), preimage)
    }

    /// What a locked roll gives: the rarity that is rolled, and the one that is minted.
    pub(crate) fn outcome(&self, roll: Key, preimage: &Hash) -> (u8, Option<u8>) {
        let state = self.roll_state(roll);
        let class = self.class_state(state.class());
        let outcome = self.build().outcome(&roll, &state, &class, preimage);
        (outcome.rolled, outcome.item.map(|item| item.rarity))
    }

    pub(crate) fn expire_roll(&self, roll: Key) -> Instruction {
        self.build().expire_roll(roll, &self.roll_state(roll))
    }

    /// The receipt of a payment is where that of a ticket would be.
    pub(crate) fn pay_player(&self, operation: &str, player: Key, lamports: u64) -> Instruction {
        self.build().pay_player(key(&self.authority), player, hash(operation), lamports)
    }

    pub(crate) fn item(&self, class: Key, rarity: u8, serial: u32) -> Item {
        let id = ItemId { class, rarity, serial };
        Item { class, rarity, serial, mint: id.mint(&self.program()) }
    }

    pub(crate) fn grant_item(
        &self,
        operation: &str,
        player: Key,
        rarity: u8,
    ) -> (Instruction, Item) {
        let minted = self.class_state(self.granted).minted()[usize::from(rarity)];
        let item = self.item(self.granted, rarity, minted + 1);
        let authority = key(&self.authority);
        let grant = self.build().grant_item(authority, &item.id(), player, hash(operation));
        (grant, item)
    }

    pub(crate) fn burn_item(&self, item: &Item, holder: Key) -> Instruction {
        self.build().burn_item(&item.id(), holder)
    }

    pub(crate) fn list_item(
        &self,
        item: &Item,
        seller: Key,
        price: u64,
        expires_at: i64,
    ) -> Instruction {
        self.build().list_item(&item.id(), seller, Terms { price, expires_at })
    }

    pub(crate) fn reprice_listing(
        &self,
        item: &Item,
        seller: Key,
        price: u64,
        expires_at: i64,
    ) -> Instruction {
        self.build().reprice_listing(&item.mint, seller, Terms { price, expires_at })
    }

    pub(crate) fn cancel_listing(&self, item: &Item, canceller: Key, seller: Key) -> Instruction {
        self.build().cancel_listing(&self.listing_by(item, seller), canceller)
    }

    pub(crate) fn buy_item(
        &self,
        item: &Item,
        buyer: Key,
        seller: Key,
        maximum_price: u64,
    ) -> Instruction {
        let listing = self.listing_by(item, seller);
        self.build().buy_item(&listing, self.ruleset, buyer, maximum_price)
    }

    /// The listing of an item as a client believes it to be: it may be gone, or somebody else's.
    fn listing_by(&self, item: &Item, seller: Key) -> Listing<Vec<u8>> {
        let mut listing = Listing::new(vec![0; Listing::SIZE]).expect("the size is right");
        listing.set_mint(item.mint);
        listing.set_world(self.world);
        listing.set_seller(seller);
        listing.set_rent_payer(key(&self.payer));
        listing
    }

    pub(crate) fn open_token_account(&self, owner: Key, mint: Key) -> Instruction {
        self.build().open_token_account(owner, mint)
    }
}

impl Item {
    fn id(&self) -> ItemId {
        ItemId { class: self.class, rarity: self.rarity, serial: self.serial }
    }
}
