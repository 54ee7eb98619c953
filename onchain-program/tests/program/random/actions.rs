//! Actions at random, out of what there is in the sequence's own world.

use std::collections::BTreeMap;

use seedbound_interface::Key;
use seedbound_interface::accounts::class::{KIND_GRANTED, KIND_ROLLED};
use seedbound_interface::accounts::roll::{LOCKED, REQUESTED};
use seedbound_interface::instruction::Instruction;
use seedbound_interface::sha256::sha256;
use solana_keypair::Keypair;

use super::invariants::{self, Watched};
use crate::chain::{key, reason};
use crate::game::*;

/// How many actions there were.
#[derive(Debug, Default)]
pub(super) struct Done {
    pub(super) succeeded: u64,
    pub(super) refused: u64,
    pub(super) by_kind: BTreeMap<&'static str, u64>,
}

/// The operations that granted what there is at first.
pub(super) const FIRST_ITEMS: [&str; 4] = ["first 0", "first 1", "first 2", "first 3"];

/// The state that each sequence starts from: few of everything, so that caps and the bond are soon
/// reached.
pub(super) fn start() -> Game {
    let mut game = Game::bare();
    game.chain.svm = game.chain.svm.clone().with_sigverify(false);
    game.ok(&game.deposit_bond(3 * ROLL_BOND));
    let (weights, few) = ([4, 2, 1, 0, 0, 0, 0, 0], [2, 1, 1, 0, 0, 0, 0, 0]);
    game.ok(&game.create_class(ROLLED, KIND_ROLLED, (weights, few)));
    let few = [6, 1, 1, 0, 0, 0, 0, 0];
    game.ok(&game.create_class(GRANTED, KIND_GRANTED, (weights, few)));
    game.ok(&game.open_epoch());
    // Something to begin with, of which some is on the market.
    for (number, operation) in FIRST_ITEMS.iter().enumerate() {
        let (grant, item) = game.grant_item(operation, key(&game.player), 0);
        game.ok(&grant);
        if number % 2 == 0 {
            game.ok(&game.list_item(&item, key(&game.player), PRICE, 0));
        }
    }
    game
}

/// A payment that is tried: exactly once it may give the player this.
#[derive(Debug)]
struct Payment {
    operation: String,
    player: Key,
    lamports: u64,
}

/// One sequence.
pub(super) struct Player {
    game: Game,
    random: Stream,
    watched: Watched,
    operations: u32,
    /// The payment that the newest action is, if it is one.
    paid: Option<Payment>,
    /// A payment that did not do what it should have.
    broken: Option<String>,
    /// What was tried, for when something breaks.
    pub(super) log: Vec<String>,
}

impl Player {
    pub(super) fn new(start: &Game, sequence: u64) -> Self {
        let watched = Watched::new(start);
        Self {
            game: start.clone(),
            random: Stream { seed: sequence, count: 0 },
            watched,
            operations: 0,
            paid: None,
            broken: None,
            log: Vec::new(),
        }
    }

    /// Tries one action.
    pub(super) fn act(&mut self, done: &mut Done) {
        let (kind, instructions) = self.choose();
        done.by_kind.entry(kind).or_default();
        let Some(instructions) = instructions else { return };
        let paid = self.paid.take().map(|payment| (self.purse(&payment), payment));
        let sent = self.game.send_all(&instructions);
        if let Some((before, payment)) = paid {
            let first = before.1 == 0 && sent.is_ok();
            let should = before.0 + if first { payment.lamports } else { 0 };
            if self.purse(&payment).0 != should {
                self.broken = Some(format!("{payment:?} of {before:?}"));
            }
        }
        let outcome = if sent.is_ok() {
            *done.by_kind.entry(kind).or_default() += 1;
            done.succeeded += 1;
            "done".to_owned()
        } else {
            done.refused += 1;
            format!("{:?}", reason(sent))
        };
        self.log.push(format!("{kind}: {outcome}"));
    }

    /// What is broken, if anything is.
    pub(super) fn check(&mut self) -> Result<(), String> {
        self.broken.take().map_or(Ok(()), Err)?;
        invariants::check(&self.game, &mut self.watched)
    }

    /// What the player of a payment has, and how large the payment's receipt is.
    fn purse(&self, payment: &Payment) -> (u64, usize) {
        let receipt = self.game.chain.data(self.game.ticket(&payment.operation));
        (self.game.chain.lamports(payment.player), receipt.len())
    }

    fn choose(&mut self) -> (&'static str, Option<Vec<Instruction>>) {
        let people = [key(&self.game.player), key(&self.game.buyer)];
        let someone = people[self.random.below(2)];
        match self.random.below(28) {
            0 | 1 => {
                let operation = self.operation("ticket");
                self.watched.tickets.push(operation.clone());
                ("grant_ticket", Some(vec![self.game.grant_ticket(&operation, people[0])]))
            }
            2 | 3 | 22 => ("request_roll", self.request()),
            4..=7 | 23..=25 => self.resolve(),
            8 => {
                let operation = self.operation("item");
                let rarity = self.random.below(4) as u8;
                let (grant, item) = self.game.grant_item(&operation, someone, rarity.min(2));
                self.watched.items.push(item);
                self.watched.grants.push(operation);
                ("grant_item", Some(vec![grant]))
            }
            9 | 10 => (
                "list_item",
                self.with_item(false, |player, item, holder| {
                    let price =
                        [2_000_000, 2_000_000, PRICE, PRICE, 0, u64::MAX][player.random.below(6)];
                    vec![player.game.list_item(&item, holder, price, 0)]
                }),
            ),
            11 => (
                "reprice_listing",
                self.with_item(true, |player, item, holder| {
                    vec![player.game.reprice_listing(&item, holder, 3_000_000, 0)]
                }),
            ),
            12 | 13 => (
                "cancel_listing",
                self.with_item(true, |player, item, holder| {
                    vec![player.game.cancel_listing(&item, holder, holder)]
                }),
            ),
            14..=16 => (
                "buy_item",
                self.with_item(true, |player, item, seller| {
                    let buyer = if seller == people[0] { people[1] } else { people[0] };
                    let most = [u64::MAX, u64::MAX, PRICE, 2_500_000][player.random.below(4)];
                    let open = player.game.open_token_account(buyer, item.mint);
                    vec![open, player.game.buy_item(&item, buyer, seller, most)]
                }),
            ),
            17 if self.random.below(3) > 0 => ("burn_item", None),
            17 => (
                "burn_item",
                self.with_item(false, |player, item, holder| {
                    vec![player.game.burn_item(&item, holder)]
                }),
            ),
            18 => (
                "collect",
                Some(vec![if self.random.below(2) == 0 {
                    self.game.collect_fees(someone)
                } else {
                    self.game.collect_royalty(someone)
                }]),
            ),
            19 => ("deposit_bond", Some(vec![self.game.deposit_bond(ROLL_BOND / 2)])),
            26 | 27 => {
                let operation = self.operation("payment");
                // Mostly the same sum, so that one of before is sometimes the same payment.
                let lamports = [PAYMENT, PAYMENT, PAYMENT, 1, 0, u64::MAX][self.random.below(6)];
                self.watched.grants.push(operation.clone());
                let pay = self.game.pay_player(&operation, someone, lamports);
                self.paid = Some(Payment { operation, player: someone, lamports });
                ("pay_player", Some(vec![pay]))
            }
            20 => ("set_paused", Some(vec![self.game.set_paused(self.random.below(8) == 0)])),
            _ => {
                let open = self.game.world_state().epoch_open() == 1;
                if open && self.random.below(4) > 0 {
                    return ("epoch", None);
                }
                let epoch = if open {
                    self.game.close_epoch()
                } else {
                    self.game.epoch_number = self.game.world_state().epoch() + 1;
                    self.game.open_epoch()
                };
                ("epoch", Some(vec![epoch]))
            }
        }
    }

    /// A new operation, or now and then one of before.
    fn operation(&mut self, kind: &str) -> String {
        if self.operations == 0 || self.random.below(4) > 0 {
            self.operations += 1;
        }
        format!("{kind} {}", self.operations + 1)
    }

    fn request(&mut self) -> Option<Vec<Instruction>> {
        let ticket = self.pick(&self.watched.tickets.clone())?;
        let address = self.game.ticket(&ticket);
        let attempts = self.game.chain.data(address);
        let attempt = match seedbound_interface::accounts::Receipt::of(attempts) {
            Some(state) => state.attempts(),
            None => 0,
        };
        self.watched.rolls.insert(self.game.roll(&ticket, attempt));
        Some(vec![self.game.request_roll(&ticket, attempt)])
    }

    /// Brings some roll further: waits, locks, reveals or lets it expire.
    fn resolve(&mut self) -> (&'static str, Option<Vec<Instruction>>) {
        let rolls = self.watched.rolls.iter().copied();
        let open: Vec<Key> = rolls.filter(|roll| !self.game.chain.data(*roll).is_empty()).collect();
        let Some(roll) = self.pick(&open) else { return ("lock_roll", None) };
        let state = self.game.roll_state(roll).state();
        let expire = self.random.below(10) == 0;
        match state {
            REQUESTED | LOCKED if expire => {
                self.game.chain.advance(u64::from(DEADLINE) + 20);
                ("expire_roll", Some(vec![self.game.expire_roll(roll)]))
            }
            REQUESTED => {
                self.game.chain.advance(self.random.below(12) as u64);
                ("lock_roll", Some(vec![self.game.lock_roll(roll)]))
            }
            LOCKED => {
                self.game.chain.advance(28 + self.random.below(12) as u64);
                ("reveal_roll", Some(vec![self.reveal(roll)]))
            }
            // One that is over: all must be refused.
            _ if expire => ("expire_roll", Some(vec![self.game.expire_roll(roll)])),
            _ if self.random.below(2) == 0 => ("lock_roll", Some(vec![self.game.lock_roll(roll)])),
            _ => ("reveal_roll", Some(vec![self.reveal(roll)])),
        }
    }

    fn reveal(&mut self, roll: Key) -> Instruction {
        let state = self.game.roll_state(roll);
        let preimage = preimage(self.game.epoch_number, state.index());
        if let (_, Some(rarity)) = self.game.outcome(roll, &preimage) {
            let minted = self.game.class_state(state.class()).minted()[usize::from(rarity)];
            self.watched.items.push(self.game.item(state.class(), rarity, minted + 1));
        }
        self.game.reveal_roll(roll)
    }

    fn with_item(
        &mut self,
        listed: bool,
        make: impl FnOnce(&mut Self, Item, Key) -> Vec<Instruction>,
    ) -> Option<Vec<Instruction>> {
        let mut items = self.watched.items.clone();
        if listed {
            // Mostly one that is on the market.
            let strays = self.random.below(8) == 0;
            items.retain(|item| strays || self.game.listing_state(item).is_some());
        }
        let item = self.pick(&items)?;
        let people = [&self.game.player, &self.game.buyer].map(Keypair::insecure_clone);
        // Mostly who holds or sells it, sometimes the other one.
        let seller = self.game.listing_state(&item).map(|listing| listing.seller());
        let holder = people.iter().find(|it| self.game.holds(it, &item) == 1).map(key);
        let right = seller.or(holder).unwrap_or(key(&people[0]));
        let other = if right == key(&people[0]) { key(&people[1]) } else { key(&people[0]) };
        let who = if self.random.below(8) == 0 { other } else { right };
        Some(make(self, item, who))
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        if from.is_empty() {
            return None;
        }
        Some(from[self.random.below(from.len())].clone())
    }
}

/// Numbers that are the same for the same sequence.
struct Stream {
    seed: u64,
    count: u64,
}

impl Stream {
    fn below(&mut self, bound: usize) -> usize {
        self.count += 1;
        let hash = sha256(&[&self.seed.to_le_bytes(), &self.count.to_le_bytes()]);
        let number = u64::from_le_bytes(hash[..8].try_into().expect("eight"));
        (number % bound as u64) as usize
    }
}
