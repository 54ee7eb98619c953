//! Deals: what players sign. From a wish over a proposal and the signatures to what the chain says.
//!
//! A deal lives in memory only. Until it is final nothing has changed, and when it is, the chain says so:
//! a crash in between loses a message, never an item.

use crate::chain::{Listed, Order, Want};
use crate::play::clock::Clock;
use crate::play::market;
use crate::play::player::Player;
use crate::play::relics::Relics;
use crate::play::requests::{Asker, Done};
use crate::play::trade;
use crate::play::wire::Outbox;
use bevy::prelude::*;
use ledger::outbox::OperationId;
use ledger::sponsor::Agreement;
use protocol::{
    Deal, DealId, DealState, Event, Key, Proposal, RecordState, Refusal, RequestId, Signature,
};
use renet::ClientId;
use seedbound_interface::limits;
use simulation::Place;
use simulation::inventory::Mark;
use std::collections::BTreeMap;
use transport::Wallet;

/// Ticks in which a deal must be prepared, and then signed.
const PATIENCE: u32 = 20 * 20;
/// Ticks after which a deal that was sent is given up: the chain has forgotten it long before.
const GIVEN_UP: u32 = 20 * 180;

/// Deals that a player may begin in quick succession.
const BURST: u32 = 6;
/// Ticks after which one more may be.
const PAUSE: u32 = 20;
/// Ticks of a day of the host's.
const DAY: u32 = 20 * 86_400;
/// Deals of one player in a day that the host pays for, where it costs something; and of all players.
const PAID_A_DAY: u32 = 60;
const PAID_FOR_ALL: u32 = 5_000;

/// Deals that are under way.
#[derive(Resource, Default)]
pub(crate) struct Deals {
    newest: u32,
    open: BTreeMap<DealId, Open>,
    /// How many deals those who are here have begun lately.
    begun: BTreeMap<Wallet, Begun>,
    /// Deals of which a party has gone before they were sent; the others are told.
    fallen: Vec<(DealId, Open)>,
    /// What the host has paid for since this tick, on a chain that costs something.
    day: u32,
    paid: BTreeMap<Wallet, u32>,
}

/// How many deals somebody had begun at a tick; one less each [`PAUSE`].
#[derive(Clone, Copy, Default)]
struct Begun {
    spent: u32,
    at: u32,
}

impl Begun {
    fn spent(self, now: u32) -> u32 {
        self.spent.saturating_sub(now.saturating_sub(self.at) / PAUSE)
    }
}

/// One who is to sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Party {
    pub(crate) client: ClientId,
    pub(crate) wallet: Wallet,
    /// The request that the deal comes from.
    pub(crate) request: RequestId,
}

struct Open {
    parties: Vec<Party>,
    want: Want,
    /// What is bought, as it was on the board.
    bought: Option<Listed>,
    agreement: Option<Agreement>,
    signatures: BTreeMap<Key, [u8; 64]>,
    sent: bool,
    until: u32,
}

impl Deals {
    /// Whether somebody has a deal that is under way.
    pub(crate) fn busy(&self, wallet: Wallet) -> bool {
        self.open.values().any(|open| open.parties.iter().any(|party| party.wallet == wallet))
    }

    /// Somebody has left: what was not sent is off.
    pub(crate) fn part(&mut self, wallet: Wallet) {
        self.begun.remove(&wallet);
        let unsent = self.unsent(wallet);
        self.fallen.extend(unsent);
    }

    /// Takes out what somebody is a party of and was not sent.
    fn unsent(&mut self, wallet: Wallet) -> Vec<(DealId, Open)> {
        let of = |open: &Open| open.parties.iter().any(|party| party.wallet == wallet);
        let ids: Vec<DealId> = self
            .open
            .iter()
            .filter(|(_, open)| !open.sent && of(open))
            .map(|(id, _)| *id)
            .collect();
        ids.into_iter().filter_map(|id| Some((id, self.open.remove(&id)?))).collect()
    }

    /// Whether these may begin a deal now.
    fn may_begin(&self, parties: &[Party], now: u32, own_chain: bool) -> Result<(), Refusal> {
        for Party { wallet, .. } in parties {
            if self.busy(*wallet) {
                return Err(Refusal::DealOpen);
            }
            if self.begun.get(wallet).is_some_and(|begun| begun.spent(now) >= BURST) {
                return Err(Refusal::TooFast);
            }
            let spent = self.paid.get(wallet).is_some_and(|count| *count >= PAID_A_DAY);
            let all = self.paid.values().sum::<u32>() >= PAID_FOR_ALL;
            if !own_chain && now < self.day.saturating_add(DAY) && (spent || all) {
                return Err(Refusal::DealsSpent);
            }
        }
        Ok(())
    }

    /// Notes that these begin a deal.
    fn note(&mut self, parties: &[Party], now: u32) {
        if now >= self.day.saturating_add(DAY) {
            self.day = now;
            self.paid.clear();
        }
        for Party { wallet, .. } in parties {
            let begun = self.begun.entry(*wallet).or_default();
            *begun = Begun { spent: begun.spent(now) + 1, at: now };
            *self.paid.entry(*wallet).or_default() += 1;
        }
    }
}

/// Begins a deal of one player.
pub(crate) fn begin(world: &mut World, asker: Asker, request: RequestId, want: Want) -> Done {
    let party = Party { client: asker.client, wallet: asker.wallet, request };
    start(world, vec![party], want).map(|()| None)
}

/// Begins a deal.
pub(crate) fn start(world: &mut World, parties: Vec<Party>, want: Want) -> Result<(), Refusal> {
    let now = world.resource::<Clock>().tick;
    let relics = world.resource::<Relics>();
    let info = relics.info().ok_or(Refusal::NoChain)?;
    if let Want::List { price, .. } | Want::Reprice { price, .. } = &want
        && !(limits::PRICE..=i64::MAX.unsigned_abs()).contains(price)
    {
        return Err(Refusal::BadPrice);
    }
    let deals = world.resource::<Deals>();
    deals.may_begin(&parties, now, info.own_chain)?;
    // What is not on the board is not asked of the chain.
    let bought = match (&want, relics.board()) {
        (
            Want::Buy { mint, .. } | Want::Reprice { mint, .. } | Want::Cancel { mint },
            Some(board),
        ) if board.read => Some(board.offer(mint).cloned().ok_or(Refusal::NoOffer)?),
        _ => None,
    };
    let id = DealId(deals.newest.wrapping_add(1));
    let player = parties.first().map(|party| *party.wallet.as_bytes()).ok_or(Refusal::NoDeal)?;
    if !relics.order(Order::Propose { id, player, want: want.clone() }) {
        return Err(Refusal::NoChain);
    }
    let mut deals = world.resource_mut::<Deals>();
    deals.newest = id.0;
    deals.note(&parties, now);
    let until = now.saturating_add(PATIENCE);
    let open = Open {
        parties,
        want,
        bought,
        agreement: None,
        signatures: BTreeMap::new(),
        sent: false,
        until,
    };
    deals.open.insert(id, open);
    Ok(())
}

/// The counter has found out what is to be signed.
pub(crate) fn proposed(world: &mut World, id: DealId, deal: Deal, blockhash: Key) {
    let now = world.resource::<Clock>().tick;
    let Some(info) = world.resource::<Relics>().info() else { return };
    world.resource_scope(|world, mut deals: Mut<Deals>| {
        let Some(open) = deals.open.get_mut(&id) else { return };
        let Some(first) = open.parties.first() else { return };
        let player = *first.wallet.as_bytes();
        // What it costs now, whatever it cost on the board.
        if let (Deal::Buy { lot, .. }, Some(bought)) = (&deal, &mut open.bought) {
            bought.lot = *lot;
        }
        open.agreement = Some(Agreement {
            payer: info.payer,
            players: deal.signers(player),
            steps: deal.steps(&info, player),
            blockhash,
        });
        open.until = now.saturating_add(PATIENCE);
        let mut outbox = world.resource_mut::<Outbox>();
        for party in &open.parties {
            let deal = deal.clone();
            let proposal = Proposal { id, request: party.request, deal, blockhash };
            outbox.tell(party.client, Event::Propose(proposal));
        }
    });
}

/// Somebody signs.
pub(crate) fn sign(world: &mut World, asker: Asker, id: DealId, signature: Signature) -> Done {
    let now = world.resource::<Clock>().tick;
    world.resource_scope(|world, mut deals: Mut<Deals>| {
        let open = deals.open.get_mut(&id).filter(|open| !open.sent).ok_or(Refusal::NoDeal)?;
        let own = open.parties.iter().any(|party| party.wallet == asker.wallet);
        let agreement = open.agreement.clone().filter(|_| own).ok_or(Refusal::NoDeal)?;
        open.signatures.insert(*asker.wallet.as_bytes(), signature.into());
        if open.signatures.len() < open.parties.len() {
            return Ok(None);
        }
        let signatures = open.signatures.iter().map(|(key, bytes)| (*key, *bytes)).collect();
        let order = Order::Complete { id, agreement, signatures };
        if !world.resource::<Relics>().order(order) {
            // Its time runs out next, and both are told.
            open.until = now;
            return Err(Refusal::NoChain);
        }
        open.sent = true;
        open.until = now.saturating_add(GIVEN_UP);
        let parties = open.parties.clone();
        tell(world, id, &parties, &DealState::Sent);
        Ok(None)
    })
}

/// A deal is final.
pub(crate) fn done(world: &mut World, id: DealId, transaction: [u8; 64]) {
    let Some(open) = world.resource_mut::<Deals>().open.remove(&id) else { return };
    let transaction = transaction.into();
    tell(world, id, &open.parties, &DealState::Done { transaction });
    match open.want {
        Want::Open { operation, .. } => {
            world.resource_mut::<Relics>().ask(OperationId(operation));
        }
        Want::Buy { .. } => {
            if let (Some(listed), Some(buyer)) = (open.bought, open.parties.first()) {
                market::sold(world, &listed, buyer.wallet);
            }
        }
        Want::Swap(_) => trade::over(world, &open.parties),
        Want::List { .. } | Want::Reprice { .. } | Want::Cancel { .. } | Want::Burn { .. } => {}
    }
}

/// A deal did not happen.
pub(crate) fn failed(world: &mut World, id: DealId, why: &str) {
    if let Some(open) = world.resource_mut::<Deals>().open.remove(&id) {
        end(world, id, open, why);
    }
}

/// What somebody has agreed to and was not sent is off.
pub(crate) fn call_off(world: &mut World, wallet: Wallet, why: &str) {
    let unsent = world.resource_mut::<Deals>().unsent(wallet);
    unsent.into_iter().for_each(|(id, open)| end(world, id, open, why));
}

fn end(world: &mut World, id: DealId, open: Open, why: &str) {
    tell(world, id, &open.parties, &DealState::Failed { why: why.to_owned() });
    if matches!(open.want, Want::Swap(_)) {
        trade::again(world, &open.parties);
    }
}

/// Ends what was not prepared or signed in time.
pub(crate) fn expire(world: &mut World) {
    let now = world.resource::<Clock>().tick;
    let fallen = std::mem::take(&mut world.resource_mut::<Deals>().fallen);
    for (id, open) in fallen {
        end(world, id, open, "the other has gone; nothing was changed");
    }
    let deals = world.resource::<Deals>();
    let late: Vec<(DealId, bool)> = deals
        .open
        .iter()
        .filter(|(_, open)| now >= open.until)
        .map(|(id, open)| (*id, open.sent))
        .collect();
    for (id, sent) in late {
        let why = match sent {
            true => "the chain has not said what became of it; your wallet will show",
            false => "it was not signed in time; nothing was changed",
        };
        failed(world, id, why);
    }
}

fn tell(world: &mut World, id: DealId, parties: &[Party], state: &DealState) {
    let mut outbox = world.resource_mut::<Outbox>();
    for party in parties {
        let state = state.clone();
        let event = Event::Deal { id: Some(id), request: party.request, state };
        outbox.tell(party.client, event);
    }
}

/// Offers or destroys what is in a place of the pack.
pub(crate) fn with_token(
    world: &mut World,
    asker: Asker,
    request: RequestId,
    index: u16,
    want: impl FnOnce(protocol::Token) -> Want,
) -> Done {
    let player = world.get::<Player>(asker.entity).ok_or(Refusal::Gone)?;
    let stack = player.character.inventory.at(Place::Pack(index)).ok_or(Refusal::NotOnChain)?;
    let Some(Mark::Chain(operation)) = stack.mark else { return Err(Refusal::NotOnChain) };
    match world.resource::<Relics>().state(&operation) {
        Some(RecordState::Recorded(recorded)) => begin(world, asker, request, want(recorded.token)),
        Some(RecordState::Refused { .. }) => Err(Refusal::NotOnChain),
        _ => Err(Refusal::NotRecordedYet),
    }
}

#[cfg(test)]
impl Deals {
    pub(crate) fn count(&self) -> usize {
        self.open.len()
    }
}
