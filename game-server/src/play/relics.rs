//! Rewards that are recorded on the chain: which, under which operation, and what players hear of it.
//!
//! The game decides and keeps; the chain's thread does. What is to be done goes to the database in the
//! same change as the reward, never through a channel. Through the channels go only questions ("what
//! became of this?") and answers, so that a full one or a dead thread costs a player news, not an item.

use crate::chain::{News, Ties};
use crate::play::player::Player;
use crate::play::requests::Asker;
use crate::play::wire::Outbox;
use crate::store::Ticket;
use bevy::prelude::*;
use ledger::outbox::{Grant, Operation, OperationId};
use protocol::{Event, RecordState};
use renet::ClientId;
use ruleset::{Rarity, Ruleset};
use seed::{Canonical, WorldSeed};
use serde::Serialize;
use simulation::inventory::Mark;
use simulation::{Inventory, Stack};
use std::collections::{BTreeMap, BTreeSet};
use transport::Wallet;
use worldgen::{ItemSource, QuestId};

/// Answers that are taken in a tick.
const NEWS_A_TICK: usize = 64;

/// What the game knows of the chain.
#[derive(Resource, Default)]
pub(crate) struct Relics {
    /// `None`: nothing is recorded.
    ties: Option<Ties>,
    /// What players were told or will be asked again, by operation.
    known: BTreeMap<[u8; 32], RecordState>,
    /// Questions that found the channel full.
    unasked: BTreeSet<OperationId>,
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

/// The operation that an item is marked with.
pub(crate) const fn operation_of(stack: &Stack) -> Option<OperationId> {
    match stack.mark {
        Some(Mark::Chain(id)) => Some(OperationId(id)),
        _ => None,
    }
}

/// Takes the mark off what was recorded for somebody else: the token stays in that wallet.
pub(crate) fn unmark_others(stack: &mut Stack, world: WorldSeed, wallet: Wallet) {
    let Some(id) = operation_of(stack) else { return };
    let own = match stack.source {
        Some(ItemSource::Quest(quest)) => operation_id(world, quest, wallet) == id,
        _ => false,
    };
    if !own {
        stack.mark = None;
    }
}

impl Relics {
    /// Records what `ties` lead to.
    pub(crate) fn new(ties: Option<Ties>) -> Self {
        Self { ties, ..Self::default() }
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
        let ties = self.ties.as_ref()?;
        let recorded = rarity >= rules.balance.relics.from;
        let player = *wallet.as_bytes();
        let grant = Grant::Item { class: ties.class, player, rarity: rarity as u8 };
        recorded.then(|| grant.operation(operation_id(world, quest, wallet)))
    }

    /// A reward was kept together with this operation: the player is told that it waits, and later
    /// what became of it.
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

    /// Tells somebody who comes in what became of what they carry, or asks.
    pub(crate) fn greet(
        &mut self,
        inventory: &Inventory,
        client: ClientId,
        ticket: Ticket,
        outbox: &mut Outbox,
    ) {
        for id in inventory.stacks().filter_map(|(_, stack)| operation_of(stack)) {
            self.remind(id, client, ticket, outbox);
        }
    }

    /// Tells what became of one operation, or asks.
    fn remind(&mut self, id: OperationId, client: ClientId, ticket: Ticket, outbox: &mut Outbox) {
        match self.known.get(&id.0) {
            Some(state) => outbox.after(ticket, client, record(id, state.clone())),
            None => self.ask(id),
        }
    }

    fn ask(&mut self, id: OperationId) {
        if let Some(ties) = &self.ties
            && !ties.ask(id)
        {
            self.unasked.insert(id);
        }
    }

    /// Asks again what found no room; takes what the chain's thread has found out.
    fn news(&mut self) -> Vec<News> {
        let Some(ties) = &mut self.ties else { return Vec::new() };
        while let Some(id) = self.unasked.first().copied()
            && ties.ask(id)
        {
            self.unasked.pop_first();
        }
        ties.hear(NEWS_A_TICK)
    }
}

/// Tells somebody who has taken something up again what became of it.
pub(crate) fn remind(world: &mut World, asker: Asker, ticket: Ticket, id: Option<OperationId>) {
    let Some(id) = id else { return };
    world.resource_scope(|world, mut outbox: Mut<Outbox>| {
        world.resource_mut::<Relics>().remind(id, asker.client, ticket, &mut outbox);
    });
}

/// Takes in what became of operations, and tells those who carry such items.
pub(crate) fn hear(
    mut relics: ResMut<Relics>,
    mut outbox: ResMut<Outbox>,
    players: Query<&Player>,
) {
    for News { id, state } in relics.news() {
        let before = relics.known.insert(id.0, state.clone());
        if before.as_ref() == Some(&state) {
            continue;
        }
        let carries = |player: &&Player| {
            let mut stacks = player.character.inventory.stacks();
            stacks.any(|(_, stack)| operation_of(stack) == Some(id))
        };
        for player in players.iter().filter(carries) {
            outbox.tell(player.client, record(id, state.clone()));
        }
    }
}

const fn record(id: OperationId, state: RecordState) -> Event {
    Event::Record { operation: id.0, state }
}
