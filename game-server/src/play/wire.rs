//! Packets in, packets out: who is connected, what they asked, what they are told.

use crate::play::clock::Clock;
use crate::play::index::Where;
use crate::play::keep::Keeper;
use crate::play::link::Link;
use crate::play::player::Player;
use crate::store::Ticket;
use bevy::platform::collections::HashMap;
use bevy::prelude::*;
use bevy_renet::RenetServer;
use protocol::{
    Ask, Channel, Event, InputPacket, Kick, MAX_CLIENT_MESSAGE, MAX_INPUTS, Outcome, Refusal,
    Request, RequestId, TradeAsk, decode as read, encode,
};
use renet::{ClientId, ServerEvent};
use std::collections::VecDeque;

/// Requests of a client in a tick at most; more are refused, politely.
const REQUESTS_A_TICK: usize = 8;
/// Messages of a client's channel that are read in a tick at most.
const MESSAGES_A_TICK: usize = 32;
/// Messages that do not decode before a client is sent away.
const MALFORMED_LIMIT: u32 = 20;

/// The way to the players and who is there.
#[derive(Resource)]
pub(crate) struct Wire {
    pub(crate) link: Box<dyn Link>,
    /// Connected, and the player that is played from there once it has joined.
    pub(crate) clients: HashMap<ClientId, Client>,
    /// Connected but not in the world yet, in order of arrival.
    pub(crate) arriving: VecDeque<ClientId>,
    /// Gone.
    pub(crate) leaving: Vec<ClientId>,
    /// Gone, and when their connections end, in order.
    pub(crate) closing: VecDeque<(u32, ClientId)>,
}

/// Somebody connected.
#[derive(Default)]
pub(crate) struct Client {
    pub(crate) player: Option<Entity>,
    malformed: u32,
    changes: Allowance,
    voice: Allowance,
    looks: Allowance,
}

/// What a client may still ask for; fills up with time.
#[derive(Default)]
struct Allowance {
    spent: u32,
    at: u32,
}

impl Allowance {
    /// Takes one, of at most `burst` that grow again one in `every` ticks.
    fn take(&mut self, tick: u32, burst: u32, every: u32) -> bool {
        let back = tick.saturating_sub(self.at) / every;
        self.spent = self.spent.saturating_sub(back);
        self.at = if self.spent == 0 { tick } else { self.at + back * every };
        let may = self.spent < burst;
        self.spent += u32::from(may);
        may
    }
}

impl Client {
    /// May it ask for this now? What others hear is dearer than what only touches its own things.
    fn may_ask(&mut self, ask: &Ask, tick: u32) -> bool {
        match ask {
            Ask::Chat { .. } | Ask::Invite { .. } | Ask::Trade(TradeAsk::Begin { .. }) => {
                self.voice.take(tick, 6, 20)
            }
            // The whole market is gone through for each.
            Ask::Market(_) | Ask::Supply | Ask::Sales { .. } => self.looks.take(tick, 10, 10),
            _ => self.changes.take(tick, 40, 2),
        }
    }
}

impl Wire {
    pub(crate) fn new(link: Box<dyn Link>) -> Self {
        Self {
            link,
            clients: HashMap::default(),
            arriving: VecDeque::new(),
            leaving: Vec::new(),
            closing: VecDeque::new(),
        }
    }
}

/// What players are to be told.
#[derive(Resource, Default)]
pub(crate) struct Outbox {
    now: Vec<(ClientId, Event)>,
    gated: VecDeque<(Ticket, ClientId, Event)>,
    released: Ticket,
}

impl Outbox {
    /// Tells a player at the end of this tick.
    pub(crate) fn tell(&mut self, client: ClientId, event: Event) {
        self.now.push((client, event));
    }

    /// Tells a player once `ticket` is on disk.
    pub(crate) fn after(&mut self, ticket: Ticket, client: ClientId, event: Event) {
        self.gated.push_back((ticket, client, event));
    }

    /// Tells how a request went.
    pub(crate) fn answer(
        &mut self,
        client: ClientId,
        request: RequestId,
        outcome: Result<Option<Ticket>, Refusal>,
    ) {
        let event = |outcome: Outcome| Event::Answer { request, outcome };
        match outcome {
            Ok(Some(ticket)) => self.after(ticket, client, event(Ok(()))),
            Ok(None) => self.tell(client, event(Ok(()))),
            Err(refusal) => self.tell(client, event(Err(refusal))),
        }
    }

    /// What waited for tickets up to this one is out or goes out before all that is told now.
    pub(crate) const fn released(&self) -> Ticket {
        self.released
    }

    /// Lets out what waited for tickets up to `durable`.
    fn release(&mut self, durable: Ticket) {
        self.released = durable;
        while let Some((ticket, _, _)) = self.gated.front()
            && *ticket <= durable
        {
            if let Some((_, client, event)) = self.gated.pop_front() {
                self.now.push((client, event));
            }
        }
    }
}

/// Requests of this tick.
#[derive(Resource, Default)]
pub(crate) struct Requests(pub(crate) Vec<(ClientId, Entity, Request)>);

/// Takes in what arrived.
pub(crate) fn receive(mut wire: ResMut<Wire>, mut renet: ResMut<RenetServer>) {
    let wire = &mut *wire;
    wire.link.receive(&mut renet.0);
    while let Some(event) = renet.get_event() {
        match event {
            ServerEvent::ClientConnected { client_id } => {
                wire.clients.insert(client_id, Client::default());
                wire.arriving.push_back(client_id);
            }
            ServerEvent::ClientDisconnected { client_id, .. } => wire.leaving.push(client_id),
        }
    }
}

/// Reads inputs and requests.
pub(crate) fn decode(
    mut wire: ResMut<Wire>,
    mut renet: ResMut<RenetServer>,
    mut requests: ResMut<Requests>,
    mut outbox: ResMut<Outbox>,
    clock: Res<Clock>,
    mut players: Query<&mut Player>,
) {
    let wire = &mut *wire;
    for (&id, client) in &mut wire.clients {
        let Some(entity) = client.player else {
            continue;
        };
        let Ok(mut player) = players.get_mut(entity) else {
            continue;
        };
        for _ in 0..MESSAGES_A_TICK {
            let Some(bytes) = renet.receive_message(id, Channel::State) else {
                break;
            };
            match read::<InputPacket>(&bytes, MAX_CLIENT_MESSAGE) {
                Ok(packet) => {
                    let skip = packet.inputs.len().saturating_sub(MAX_INPUTS);
                    packet.inputs.iter().skip(skip).for_each(|&input| player.queue(input));
                }
                Err(_) => client.malformed += 1,
            }
        }
        let mut asked = 0;
        for _ in 0..MESSAGES_A_TICK {
            let Some(bytes) = renet.receive_message(id, Channel::Talk) else {
                break;
            };
            match read::<Request>(&bytes, MAX_CLIENT_MESSAGE) {
                Ok(request)
                    if asked < REQUESTS_A_TICK && client.may_ask(&request.ask, clock.tick) =>
                {
                    asked += 1;
                    requests.0.push((id, entity, request));
                }
                Ok(request) => outbox.answer(id, request.id, Err(Refusal::TooFast)),
                Err(_) => client.malformed += 1,
            }
        }
        if client.malformed > MALFORMED_LIMIT && !wire.leaving.contains(&id) {
            let why = format!("more than {MALFORMED_LIMIT} messages that do not decode");
            outbox.tell(id, Event::Goodbye(Kick::Protocol(why)));
            wire.leaving.push(id);
        }
    }
}

/// Lets out what has become durable, before anything that is told in this phase.
pub(crate) fn release(keeper: Res<Keeper>, mut outbox: ResMut<Outbox>) {
    outbox.release(keeper.durable());
}

/// Sends what is to go out.
pub(crate) fn send(
    mut wire: ResMut<Wire>,
    mut renet: ResMut<RenetServer>,
    mut outbox: ResMut<Outbox>,
) {
    for (client, event) in outbox.now.drain(..) {
        if wire.clients.contains_key(&client) {
            renet.send_message(client, Channel::Talk, encode(&event));
        }
    }
    wire.link.send(&mut renet.0);
}

/// Players of a space within `radius_m` metres of a place.
pub(crate) fn hearers<'a>(
    players: impl Iterator<Item = (&'a Player, &'a Where)>,
    place: &Where,
    radius_m: i64,
) -> Vec<ClientId> {
    players
        .filter(|(_, other)| {
            other.space == place.space && other.at.distance(place.at) <= radius_m * 1000
        })
        .map(|(player, _)| player.client)
        .collect()
}
