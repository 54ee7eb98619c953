//! A trade between two players who stand near each other: what lies on the table changes hands in one
//! transaction on the chain, or stays where it is.

use crate::chain::Want;
use crate::play::clock::Clock;
use crate::play::deals::{self, Party};
use crate::play::index::Where;
use crate::play::player::Player;
use crate::play::relics::Relics;
use crate::play::requests::{Asker, Done};
use crate::play::wire::Outbox;
use bevy::prelude::*;
use protocol::{
    Event, MAX_TRADED, RecordState, Refusal, RequestId, Side, TradeAsk, TradeItem, TradeSide,
    TradeView,
};
use renet::ClientId;
use simulation::Place;
use simulation::inventory::Mark;
use std::collections::BTreeSet;
use transport::Wallet;

/// How far apart two may stand, millimetres.
const NEAR: i64 = 8_000;
/// Ticks between two looks whether they still stand near.
const LOOK: u32 = 20;

/// Tables at which players trade. Somebody sits at one at most.
#[derive(Resource, Default)]
pub(crate) struct Tables(Vec<Table>);

struct Table {
    seats: [Seat; 2],
    version: u32,
    /// The second was asked and has not sat down.
    waiting: bool,
}

struct Seat {
    entity: Entity,
    client: ClientId,
    wallet: Wallet,
    name: String,
    items: Vec<TradeItem>,
    lamports: u64,
    /// Agreed, in this request.
    accepted: Option<RequestId>,
}

impl Seat {
    fn of(entity: Entity, player: &Player) -> Self {
        Self {
            entity,
            client: player.client,
            wallet: player.wallet,
            name: player.character.name.clone(),
            items: Vec::new(),
            lamports: 0,
            accepted: None,
        }
    }

    fn shown(&self) -> TradeSide {
        TradeSide {
            player: *self.wallet.as_bytes(),
            items: self.items.clone(),
            lamports: self.lamports,
            accepted: self.accepted.is_some(),
        }
    }

    fn side(&self) -> Side {
        Side {
            player: *self.wallet.as_bytes(),
            mints: self.items.iter().map(|item| item.mint).collect(),
            lamports: self.lamports,
        }
    }
}

impl Tables {
    fn of(&mut self, wallet: Wallet) -> Option<(&mut Table, usize)> {
        self.0.iter_mut().find_map(|table| {
            let at = table.seats.iter().position(|seat| seat.wallet == wallet)?;
            Some((table, at))
        })
    }

    /// Takes the table away at which somebody sits.
    fn clear(&mut self, wallet: Wallet) -> Option<Table> {
        let at =
            self.0.iter().position(|table| table.seats.iter().any(|seat| seat.wallet == wallet))?;
        Some(self.0.swap_remove(at))
    }
}

/// Does what somebody wants at a table.
pub(crate) fn answer(world: &mut World, asker: Asker, request: RequestId, ask: TradeAsk) -> Done {
    if world.resource::<Relics>().info().is_none() {
        return Err(Refusal::NoChain);
    }
    match ask {
        TradeAsk::Begin { name } => begin(world, asker, &name)?,
        TradeAsk::Offer { places, lamports } => offer(world, asker, &places, lamports)?,
        TradeAsk::Accept { version } => accept(world, asker, request, version)?,
        TradeAsk::Close => close(world, asker.wallet)?,
    }
    Ok(None)
}

fn begin(world: &mut World, asker: Asker, name: &str) -> Result<(), Refusal> {
    let own = *world.get::<Where>(asker.entity).ok_or(Refusal::Gone)?;
    let mut players = world.query::<(Entity, &Player, &Where)>();
    let other = players
        .iter(world)
        .filter(|(entity, player, place)| {
            *entity != asker.entity && player.lingers.is_none() && near(&own, place)
        })
        .find(|(_, player, _)| player.character.name.eq_ignore_ascii_case(name))
        .map(|(entity, player, _)| Seat::of(entity, player));
    let other = other.ok_or(Refusal::NoTrader)?;
    let me = world.get::<Player>(asker.entity).ok_or(Refusal::Gone)?;
    let me = Seat::of(asker.entity, me);
    let mut tables = world.resource_mut::<Tables>();
    if let Some((table, seat)) = tables.of(asker.wallet)
        && table.seats.iter().any(|seat| seat.wallet == other.wallet)
    {
        // Who was asked sits down; who asked waits on.
        if seat == 1 && table.waiting {
            table.waiting = false;
            table.version = table.version.wrapping_add(1);
        }
        show(world, asker.wallet);
        return Ok(());
    }
    if let Some((table, _)) = tables.of(other.wallet)
        && !(table.waiting && table.seats[1].wallet == other.wallet)
    {
        return Err(Refusal::NoTrader);
    }
    // Who turns to somebody else leaves the table; an unanswered question is overtaken.
    for wallet in [asker.wallet, other.wallet] {
        let _ = close(world, wallet);
    }
    let table = Table { seats: [me, other], version: 1, waiting: true };
    world.resource_mut::<Tables>().0.push(table);
    show(world, asker.wallet);
    Ok(())
}

fn offer(world: &mut World, asker: Asker, places: &[u16], lamports: u64) -> Result<(), Refusal> {
    if places.len() > MAX_TRADED || places.iter().collect::<BTreeSet<_>>().len() != places.len() {
        return Err(Refusal::NoTrade);
    }
    let player = world.get::<Player>(asker.entity).ok_or(Refusal::Gone)?;
    let relics = world.resource::<Relics>();
    let held = relics.holdings(asker.wallet).map_or(0, |holdings| holdings.lamports);
    if lamports > held {
        return Err(Refusal::TooPoor);
    }
    let item = |place: &u16| {
        let stack = player.character.inventory.at(Place::Pack(*place));
        let stack = stack.ok_or(Refusal::NotOnChain)?;
        let Some(Mark::Chain(operation)) = stack.mark else { return Err(Refusal::NotOnChain) };
        let Some(RecordState::Recorded(recorded)) = relics.state(&operation) else {
            return Err(Refusal::NotRecordedYet);
        };
        Ok(TradeItem {
            mint: recorded.mint,
            item: stack.item.clone(),
            class: recorded.class.clone(),
            number: recorded.token.number,
        })
    };
    let items: Vec<TradeItem> = places.iter().map(item).collect::<Result<_, _>>()?;
    if world.resource::<deals::Deals>().busy(asker.wallet) {
        return Err(Refusal::DealOpen);
    }
    let mut tables = world.resource_mut::<Tables>();
    let (table, seat) = tables.of(asker.wallet).ok_or(Refusal::NoTrade)?;
    (table.seats[seat].items, table.seats[seat].lamports) = (items, lamports);
    table.version = table.version.wrapping_add(1);
    table.seats.iter_mut().for_each(|seat| seat.accepted = None);
    show(world, asker.wallet);
    Ok(())
}

fn accept(
    world: &mut World,
    asker: Asker,
    request: RequestId,
    version: u32,
) -> Result<(), Refusal> {
    let mut tables = world.resource_mut::<Tables>();
    let (table, seat) = tables.of(asker.wallet).ok_or(Refusal::NoTrade)?;
    let empty = table.seats.iter().all(|seat| seat.items.is_empty() && seat.lamports == 0);
    if table.waiting || table.version != version || empty {
        return Err(Refusal::NoTrade);
    }
    table.seats[seat].accepted = Some(request);
    let agreed: Option<Vec<Party>> = table
        .seats
        .iter()
        .map(|seat| {
            let request = seat.accepted?;
            Some(Party { client: seat.client, wallet: seat.wallet, request })
        })
        .collect();
    let sides = [table.seats[0].side(), table.seats[1].side()];
    show(world, asker.wallet);
    let Some(parties) = agreed else { return Ok(()) };
    let begun = deals::start(world, parties.clone(), Want::Swap(sides));
    if begun.is_err() {
        again(world, &parties);
    }
    begun
}

fn close(world: &mut World, wallet: Wallet) -> Result<(), Refusal> {
    let table = world.resource_mut::<Tables>().clear(wallet).ok_or(Refusal::NoTrade)?;
    // Nobody decides alone whether what both had agreed to happens after all.
    if table.seats.iter().all(|seat| seat.accepted.is_some()) {
        deals::call_off(world, wallet, "the trade was called off; nothing was changed");
    }
    let mut outbox = world.resource_mut::<Outbox>();
    table.seats.iter().for_each(|seat| outbox.tell(seat.client, Event::Trade(None)));
    Ok(())
}

/// The swap is done.
pub(crate) fn over(world: &mut World, parties: &[Party]) {
    let [first, second] = parties else { return };
    // They may have sat down elsewhere meanwhile.
    let mut tables = world.resource_mut::<Tables>();
    let theirs = tables
        .of(first.wallet)
        .is_some_and(|(table, _)| table.seats.iter().any(|seat| seat.wallet == second.wallet));
    if theirs {
        let _ = close(world, first.wallet);
    }
}

/// The swap did not happen: both may agree anew.
pub(crate) fn again(world: &mut World, parties: &[Party]) {
    let Some(party) = parties.first() else { return };
    if let Some((table, _)) = world.resource_mut::<Tables>().of(party.wallet) {
        table.seats.iter_mut().for_each(|seat| seat.accepted = None);
        table.version = table.version.wrapping_add(1);
    }
    show(world, party.wallet);
}

/// Clears tables of which somebody has gone away.
pub(crate) fn look(world: &mut World) {
    if !world.resource::<Clock>().tick.is_multiple_of(LOOK) {
        return;
    }
    let stands = |seat: &Seat| {
        let player = world.get::<Player>(seat.entity)?;
        let here = player.client == seat.client && player.lingers.is_none() && player.alive();
        here.then(|| world.get::<Where>(seat.entity).copied())?
    };
    let parted = |table: &&Table| {
        let [first, second] = [stands(&table.seats[0]), stands(&table.seats[1])];
        !first.zip(second).is_some_and(|(first, second)| near(&first, &second))
    };
    let parted: Vec<Wallet> = world
        .resource::<Tables>()
        .0
        .iter()
        .filter(parted)
        .map(|table| table.seats[0].wallet)
        .collect();
    for wallet in parted {
        let _ = close(world, wallet);
    }
}

fn near(one: &Where, other: &Where) -> bool {
    one.space == other.space && one.at.distance(other.at) <= NEAR
}

/// Shows a table to both.
fn show(world: &mut World, wallet: Wallet) {
    world.resource_scope(|world, mut tables: Mut<Tables>| {
        let Some((table, _)) = tables.of(wallet) else { return };
        let mut outbox = world.resource_mut::<Outbox>();
        for (own, other) in [(0, 1), (1, 0)] {
            let view = TradeView {
                with: table.seats[other].name.clone(),
                waiting: table.waiting,
                version: table.version,
                own: table.seats[own].shown(),
                other: table.seats[other].shown(),
            };
            outbox.tell(table.seats[own].client, Event::Trade(Some(view)));
        }
    });
}
