//! A player's end: sends requests and inputs as a real client encodes them, and believes what it is
//! told.

use super::local::End;
use protocol::{
    Ask, Channel, ChatScope, EntityInfo, EntityKind, Event, InputPacket, Kick, MAX_SERVER_MESSAGE,
    NetId, Outcome, PartyMember, QuestView, Request, RequestId, Snapshot, SpaceId, Stats, decode,
    encode,
};
use renet::ClientId;
use simulation::{Buttons, Heading, Input, Inventory};
use std::collections::BTreeMap;
use transport::Wallet;
use worldgen::SiteId;

/// What a player's program knows.
pub(super) struct Client {
    pub(super) id: ClientId,
    pub(super) wallet: Wallet,
    pub(super) name: String,
    /// Everything that was told, in order.
    pub(super) events: Vec<Event>,
    pub(super) you: Option<NetId>,
    pub(super) space: SpaceId,
    /// The dungeon of that space.
    pub(super) dungeon: Option<SiteId>,
    /// What is in sight.
    pub(super) seen: BTreeMap<NetId, EntityInfo>,
    pub(super) inventory: Inventory,
    pub(super) stats: Option<Stats>,
    pub(super) quests: Vec<QuestView>,
    pub(super) party: Vec<PartyMember>,
    pub(super) snapshot: Option<Snapshot>,
    /// The connection was ended by the server.
    pub(super) over: bool,
    asked: u32,
    sequence: u32,
}

impl Client {
    pub(super) fn new(id: ClientId, wallet: Wallet, name: &str) -> Self {
        Self {
            id,
            wallet,
            name: name.to_owned(),
            events: Vec::new(),
            you: None,
            space: SpaceId::OVERWORLD,
            dungeon: None,
            seen: BTreeMap::new(),
            inventory: Inventory::default(),
            stats: None,
            quests: Vec::new(),
            party: Vec::new(),
            snapshot: None,
            over: false,
            asked: 0,
            sequence: 0,
        }
    }

    /// Reads what arrived. Panics on bytes that a client could not understand.
    pub(super) fn hear(&mut self, end: &mut End) {
        self.over |= end.renet.is_disconnected();
        while let Some(bytes) = end.renet.receive_message(Channel::Talk) {
            let event = decode::<Event>(&bytes, MAX_SERVER_MESSAGE).expect("an event");
            self.learn(&event);
            self.events.push(event);
        }
        while let Some(bytes) = end.renet.receive_message(Channel::State) {
            let snapshot = decode::<Snapshot>(&bytes, MAX_SERVER_MESSAGE).expect("a snapshot");
            for state in &snapshot.others {
                if let Some(info) = self.seen.get_mut(&state.id) {
                    info.state = state.state;
                }
            }
            self.snapshot = Some(snapshot);
        }
    }

    fn learn(&mut self, event: &Event) {
        match event {
            Event::Welcome { you, name, .. } => {
                self.you = Some(*you);
                self.name.clone_from(name);
            }
            Event::Space { space, dungeon, .. } => {
                (self.space, self.dungeon) = (*space, *dungeon);
                self.seen.clear();
            }
            Event::Appear(infos) => {
                self.seen.extend(infos.iter().map(|info| (info.id, info.clone())));
            }
            Event::Vanish(gone) => self.seen.retain(|id, _| !gone.contains(id)),
            Event::Stats(stats) => self.stats = Some(*stats),
            Event::Inventory(inventory) => self.inventory = inventory.clone(),
            Event::Quests(quests) => self.quests.clone_from(quests),
            Event::Party(party) => self.party.clone_from(party),
            _ => {}
        }
    }

    pub(super) fn ask(&mut self, end: &mut End, ask: Ask) -> RequestId {
        self.asked += 1;
        let id = RequestId(self.asked);
        end.renet.send_message(Channel::Talk, encode(&Request { id, ask }));
        id
    }

    pub(super) fn input(&mut self, end: &mut End, walk: Heading, aim: Heading, buttons: Buttons) {
        self.sequence += 1;
        let inputs = vec![Input { sequence: self.sequence, walk, aim, buttons }];
        end.renet.send_message(Channel::State, encode(&InputPacket { inputs }));
    }

    /// The answers to a request, in the order in which they came.
    pub(super) fn answers(&self, id: RequestId) -> Vec<Outcome> {
        let of = |event: &Event| match event {
            Event::Answer { request, outcome } if *request == id => Some(outcome.clone()),
            _ => None,
        };
        self.events.iter().filter_map(of).collect()
    }

    /// The nearest thing of a kind in sight.
    pub(super) fn sees(&self, fits: impl Fn(&EntityKind) -> bool) -> Option<NetId> {
        let own = self.snapshot.as_ref()?.own.mover.at;
        let fitting = self.seen.values().filter(|info| fits(&info.kind));
        fitting.min_by_key(|info| (info.at.distance_squared(own), info.id)).map(|info| info.id)
    }

    pub(super) fn goodbye(&self) -> Option<&Kick> {
        self.events.iter().find_map(|event| match event {
            Event::Goodbye(kick) => Some(kick),
            _ => None,
        })
    }

    pub(super) fn chats(&self) -> Vec<(&str, ChatScope, &str)> {
        let lines = self.events.iter().filter_map(|event| match event {
            Event::Chat { from, scope, text } => Some((from.as_str(), *scope, text.as_str())),
            _ => None,
        });
        lines.collect()
    }

    /// Health, as the last snapshot says.
    pub(super) fn health(&self) -> u16 {
        self.snapshot.as_ref().map_or(0, |snapshot| snapshot.own.health)
    }
}
