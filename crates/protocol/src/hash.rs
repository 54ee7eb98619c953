//! The protocol's identity: who does not share it is told so at login.

use crate::{
    Ask, ChatScope, Choice, Dialogue, EntityInfo, EntityKind, EntityState, Event, InputPacket,
    Kick, NetId, OwnState, PartyMember, Refusal, Request, RequestId, Snapshot, SpaceId, Topic,
    Voice, encode,
};
use seed::{GENERATOR_VERSION, Mm, Point};
use sha2::{Digest, Sha256};
use simulation::{Input, Inventory, Mover};
use worldgen::{Item, PersonId, SiteId};

/// Bumped when a message changes its meaning without changing its bytes.
pub const PROTOCOL_VERSION: u32 = 1;

/// SHA-256 over the protocol's and the generator's version and one sample of each kind of message:
/// a changed layout changes the hash by itself.
#[must_use]
pub fn protocol_hash() -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"seedbound/protocol\0");
    hash.update(PROTOCOL_VERSION.to_le_bytes());
    hash.update(GENERATOR_VERSION.to_le_bytes());
    for sample in samples() {
        hash.update((sample.len() as u64).to_le_bytes());
        hash.update(sample);
    }
    hash.finalize().into()
}

/// The first eight bytes of [`protocol_hash`], which netcode compares.
#[must_use]
pub fn protocol_id() -> u64 {
    let hash = protocol_hash();
    hash.iter().take(8).fold(0, |id, &byte| id << 8 | u64::from(byte))
}

fn samples() -> Vec<Vec<u8>> {
    let info = EntityInfo {
        id: NetId(1),
        kind: EntityKind::Drop { item: Item::plain(ruleset::ItemId(2)), count: 3 },
        at: Point::new(4, 5),
        feet: Mm(6),
        turn: 7,
        state: 8,
        health: 9,
    };
    let others =
        vec![EntityState { id: NetId(1), dx: 2, dz: 3, dy: 4, turn: 5, state: 6, health: 7 }];
    let own = OwnState { mover: Mover::default(), health: 8 };
    let dialogue = Dialogue {
        npc: NetId(1),
        person: PersonId::default(),
        name: "n".into(),
        text: "t".into(),
        voice: Voice::Model,
        choices: vec![Choice { topic: Topic::Farewell, label: "l".into() }],
    };
    let party = vec![PartyMember { name: "n".into(), level: 1, online: true }];
    let space = Event::Space {
        space: SpaceId(1),
        dungeon: Some(SiteId::default()),
        mover: Mover::default(),
    };
    let answer = |outcome| Event::Answer { request: RequestId(1), outcome };
    vec![
        encode(&InputPacket { inputs: vec![Input { sequence: 1, ..Input::default() }] }),
        encode(&Request { id: RequestId(1), ask: Ask::Interact { target: NetId(2) } }),
        encode(&Request { id: RequestId(1), ask: Ask::Leave }),
        encode(&Snapshot { tick: 1, space: SpaceId(3), acked: 2, own, others }),
        encode(&Event::Appear(vec![info])),
        encode(&Event::Inventory(Inventory::new(1))),
        encode(&space),
        encode(&Event::Dialogue(dialogue)),
        encode(&Event::Party(party)),
        encode(&Event::Chat { from: "f".into(), scope: ChatScope::World, text: "t".into() }),
        encode(&answer(Ok(()))),
        encode(&answer(Err(Refusal::NotSaved))),
        encode(&Event::Goodbye(Kick::Protocol("p".into()))),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_has_bytes() {
        assert!(samples().iter().all(|sample| !sample.is_empty()));
        assert_ne!(protocol_id(), 0);
    }
}
