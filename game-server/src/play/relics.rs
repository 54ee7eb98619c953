//! What the game knows of the chain: records of what players carry, under which operations, and what is
//! in their wallets.
//!
//! The game decides and keeps; the chain's threads do. What is to be done goes to the database in the
//! same change as the reward, never through a channel. Through the channels go only questions ("what
//! became of this?"), orders and answers, so that a full one or a dead thread costs a player news, not
//! an item.

use crate::chain::{Board, Holdings, News, Order, REWARDS, Ties};
use crate::play::deals::{self, Deals};
use crate::play::player::Player;
use crate::play::wire::Outbox;
use crate::play::{holdings, market};
use crate::store::Ticket;
use bevy::prelude::*;
use ledger::outbox::{Grant, Operation, OperationId};
use protocol::{Event, Key, LedgerInfo, RecordState};
use renet::ClientId;
use ruleset::{Rarity, Ruleset};
use seed::{Canonical, WorldSeed};
use serde::Serialize;
use simulation::Inventory;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use transport::Wallet;
use worldgen::{Item, QuestId};

/// Answers that are taken in a tick.
const NEWS_A_TICK: usize = 64;

/// What the game knows of the chain.
#[derive(Resource, Default)]
pub(crate) struct Relics {
    /// `None`: nothing is recorded.
    ties: Option<Ties>,
    /// What players were told or will be asked again, by operation; only what somebody present carries.
    known: BTreeMap<[u8; 32], RecordState>,
    /// Questions that found the channel full.
    unasked: BTreeSet<OperationId>,
    /// What is in the wallets of those who are here.
    wallets: BTreeMap<Wallet, Holdings>,
    /// Wallets that are to be looked into, which found the channel full.
    unvisited: BTreeSet<Wallet>,
    /// Wallets that are to be looked into no more, likewise.
    unparted: BTreeSet<Wallet>,
    /// Everybody who is here was told which chain it is.
    introduced: bool,
}

/// What an operation's id is derived from: whoever repeats the reward gets the same id.
#[derive(Serialize)]
struct Reward<'a> {
    world: &'a [u8; 32],
    quest: QuestId,
    wallet: &'a [u8; 32],
}

impl Canonical for Reward<'_> {
    const KIND: &'static str = "reward-operation";
}

/// The id of the operation that records a quest's reward for a wallet.
pub(crate) fn operation_id(world: WorldSeed, quest: QuestId, wallet: Wallet) -> OperationId {
    let reward = Reward { world: &world.0, quest, wallet: wallet.as_bytes() };
    OperationId(reward.content_address().0)
}

impl Relics {
    /// Records what `ties` lead to.
    pub(crate) fn new(ties: Option<Ties>) -> Self {
        Self { ties, ..Self::default() }
    }

    /// Whether there is a chain to record on, reachable or not.
    pub(crate) const fn records(&self) -> bool {
        self.ties.is_some()
    }

    /// The chain, once it has been reached.
    pub(crate) fn info(&self) -> Option<LedgerInfo> {
        self.ties.as_ref()?.info()
    }

    /// The account of a class.
    pub(crate) fn class(&self, number: u32) -> Option<Key> {
        Some(self.ties.as_ref()?.class(number))
    }

    /// The market and the supply as they were seen last.
    pub(crate) fn board(&self) -> Option<Arc<Board>> {
        Some(self.ties.as_ref()?.board())
    }

    /// What is known of an operation.
    pub(crate) fn state(&self, operation: &[u8; 32]) -> Option<&RecordState> {
        self.known.get(operation)
    }

    /// What a wallet held when it was looked into last.
    pub(crate) fn holdings(&self, wallet: Wallet) -> Option<&Holdings> {
        self.wallets.get(&wallet)
    }

    /// Orders something of the counter; false when it has no room now.
    pub(crate) fn order(&self, order: Order) -> bool {
        self.ties.as_ref().is_some_and(|ties| ties.order(order))
    }

    /// What is to be done on the chain for a quest's reward; `None` where it is an item of the game
    /// only.
    pub(crate) fn grant(
        &self,
        rules: &Ruleset,
        world: WorldSeed,
        quest: QuestId,
        wallet: Wallet,
        rarity: Rarity,
    ) -> Option<Operation> {
        let class = self.class(REWARDS)?;
        let recorded = rarity >= rules.relics.rewards.from;
        let grant = Grant::Item { class, player: *wallet.as_bytes(), rarity: rarity as u8 };
        recorded.then(|| grant.operation(operation_id(world, quest, wallet)))
    }

    /// Remembers the item that an operation gives, which the caller has kept.
    pub(crate) fn remember(&self, id: OperationId, item: &Item) {
        if let Some(ties) = &self.ties {
            ties.shelf().put(id.0, item.clone());
        }
    }

    /// Something was kept together with this operation: the player is told that it waits, and later what
    /// became of it.
    pub(crate) fn kept(
        &mut self,
        id: OperationId,
        client: ClientId,
        ticket: Ticket,
        outbox: &mut Outbox,
    ) {
        self.known.insert(id.0, RecordState::Waiting);
        outbox.after(ticket, client, record(id, RecordState::Waiting));
        self.ask(id);
    }

    /// Tells somebody who comes in which chain it is and what became of what they carry, or asks; and
    /// has their wallet looked into.
    pub(crate) fn greet(
        &mut self,
        inventory: &Inventory,
        client: ClientId,
        wallet: Wallet,
        ticket: Ticket,
        outbox: &mut Outbox,
    ) {
        if let Some(info) = self.info() {
            outbox.after(ticket, client, Event::Ledger(info));
        }
        // Somebody who comes back into a body that stayed.
        if let Some(holdings) = self.wallets.get(&wallet) {
            outbox.after(ticket, client, Event::Purse(holdings.lamports));
        }
        let operations = inventory.stacks().filter_map(|(_, stack)| stack.mark?.operation());
        for id in operations.map(OperationId) {
            match self.known.get(&id.0) {
                Some(state) => outbox.after(ticket, client, record(id, state.clone())),
                None => self.ask(id),
            }
        }
        self.visit(wallet);
    }

    /// Somebody has left the world.
    pub(crate) fn gone(&mut self, wallet: Wallet, inventory: &Inventory) {
        if self.records() && !self.order(Order::Gone(*wallet.as_bytes())) {
            self.unparted.insert(wallet);
        }
        self.wallets.remove(&wallet);
        self.unvisited.remove(&wallet);
        for id in inventory.stacks().filter_map(|(_, stack)| stack.mark?.operation()) {
            self.known.remove(&id);
        }
    }

    /// Has a wallet looked into.
    pub(crate) fn visit(&mut self, wallet: Wallet) {
        self.unparted.remove(&wallet);
        if self.records() && !self.order(Order::Visit(*wallet.as_bytes())) {
            self.unvisited.insert(wallet);
        }
    }

    /// Asks what became of an operation.
    pub(crate) fn ask(&mut self, id: OperationId) {
        if let Some(ties) = &self.ties
            && !ties.ask(id)
        {
            self.unasked.insert(id);
        }
    }

    /// Forgets what became of an operation, and asks again.
    pub(crate) fn ask_anew(&mut self, id: OperationId) {
        self.known.remove(&id.0);
        self.ask(id);
    }

    /// Forgets what became of an operation.
    pub(crate) fn forget(&mut self, id: OperationId) {
        self.known.remove(&id.0);
    }

    /// Notes what is known of an operation; true when it is new.
    pub(crate) fn note(&mut self, id: OperationId, state: &RecordState) -> bool {
        self.known.insert(id.0, state.clone()).as_ref() != Some(state)
    }

    /// Asks again what found no room; takes what the chain's threads have found out.
    fn news(&mut self) -> Vec<News> {
        let Some(ties) = &mut self.ties else { return Vec::new() };
        while let Some(id) = self.unasked.first().copied()
            && ties.ask(id)
        {
            self.unasked.pop_first();
        }
        while let Some(wallet) = self.unvisited.first().copied()
            && ties.order(Order::Visit(*wallet.as_bytes()))
        {
            self.unvisited.pop_first();
        }
        while let Some(wallet) = self.unparted.first().copied()
            && ties.order(Order::Gone(*wallet.as_bytes()))
        {
            self.unparted.pop_first();
        }
        ties.hear(NEWS_A_TICK)
    }
}

/// Takes in what the chain's threads have found out, and tells whom it concerns.
pub(crate) fn hear(world: &mut World) {
    introduce(world);
    let news = world.resource_mut::<Relics>().news();
    for news in news {
        match news {
            News::Operation { id, state } => told(world, id, &state),
            News::Wallet { wallet, holdings } => looked(world, wallet, holdings),
            News::Proposed { id, deal, blockhash } => deals::proposed(world, id, deal, blockhash),
            News::Done { id, transaction } => deals::done(world, id, transaction),
            News::Failed { id, why } => deals::failed(world, id, &why),
        }
    }
}

/// The chain was reached after players came in.
fn introduce(world: &mut World) {
    let relics = world.resource::<Relics>();
    let (false, Some(info)) = (relics.introduced, relics.info()) else { return };
    world.resource_mut::<Relics>().introduced = true;
    let clients: Vec<ClientId> =
        world.query::<&Player>().iter(world).map(|player| player.client).collect();
    let mut outbox = world.resource_mut::<Outbox>();
    clients.into_iter().for_each(|client| outbox.tell(client, Event::Ledger(info)));
}

/// An operation is further than before: who carries what hangs from it is told.
fn told(world: &mut World, id: OperationId, state: &RecordState) {
    if !world.resource_mut::<Relics>().note(id, state) {
        return;
    }
    if market::paid(world, id, state) {
        return;
    }
    let mut concerned = Vec::new();
    for (entity, player) in world.query::<(Entity, &Player)>().iter(world) {
        let mut stacks = player.character.inventory.stacks();
        if stacks.any(|(_, stack)| stack.mark.and_then(|mark| mark.operation()) == Some(id.0)) {
            concerned.push((entity, player.client, player.wallet));
        }
    }
    for (entity, client, wallet) in concerned {
        world.resource_mut::<Outbox>().tell(client, record(id, state.clone()));
        match state {
            // It is in the wallet; what it is, the wallet's next look shows.
            RecordState::Recorded(_) => world.resource_mut::<Relics>().visit(wallet),
            RecordState::Refused { .. } => holdings::let_go(world, entity, id),
            _ => {}
        }
    }
}

/// A wallet was looked into. An older look than the last is of no use.
fn looked(world: &mut World, wallet: Key, holdings: Holdings) {
    let wallet = Wallet::from_bytes(wallet);
    let mut players = world.query::<(Entity, &Player)>();
    let found = players.iter(world).find(|(_, player)| player.wallet == wallet);
    let Some((entity, client)) = found.map(|(entity, player)| (entity, player.client)) else {
        return;
    };
    let mut relics = world.resource_mut::<Relics>();
    let before = relics.wallets.get(&wallet);
    if before.is_some_and(|before| before.slot > holdings.slot) {
        return;
    }
    let purse = before.map(|before| before.lamports) != Some(holdings.lamports);
    let lamports = holdings.lamports;
    relics.wallets.insert(wallet, holdings);
    if purse {
        world.resource_mut::<Outbox>().tell(client, Event::Purse(lamports));
    }
    holdings::settle(world, entity);
}

/// Forgets deals of somebody who has gone.
pub(crate) fn parted(relics: &mut Relics, deals: &mut Deals, player: &Player) {
    relics.gone(player.wallet, &player.character.inventory);
    deals.part(player.wallet);
}

pub(crate) const fn record(id: OperationId, state: RecordState) -> Event {
    Event::Record { operation: id.0, state }
}
