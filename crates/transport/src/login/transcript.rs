//! The bytes that get signed. Each message starts with a text of its own, so that a signature for
//! one purpose is never valid for another, and with 0xff, so that it is never a Solana transaction
//! (whose first byte counts signatures) although the same key signs those. Fields of variable length
//! carry their length.

use sha2::{Digest, Sha256};

use super::{Challenge, LoginReply, LoginRequest, ServerStatus, WorldInfo};
use crate::identity::ServerKey;

/// What the player's wallet signs.
pub(super) fn login(challenge: &Challenge, request: &LoginRequest) -> Vec<u8> {
    let mut message = Message::new(b"\xffseedbound login v1");
    message.text(&challenge.domain);
    message.fixed(challenge.server_key.as_bytes());
    message.fixed(&challenge.nonce);
    message.number(challenge.expires);
    message.fixed(&request.protocol_hash);
    message.fixed(request.wallet.as_bytes());
    message.fixed(&request.exchange_key);
    message.text(&request.name);
    message.bytes
}

/// What the server signs in a reply.
pub(super) fn reply(server: &ServerKey, request: &LoginRequest, reply: &LoginReply) -> Vec<u8> {
    let mut message = Message::new(b"\xffseedbound login reply v1");
    message.fixed(server.as_bytes());
    message.fixed(&request.nonce);
    message.fixed(request.wallet.as_bytes());
    message.fixed(&request.exchange_key);
    message.fixed(&reply.exchange_key);
    message.number(reply.session_id);
    message.fixed(&Sha256::digest(&reply.sealed_token).into());
    message.world(&reply.world);
    message.bytes
}

/// What the server signs in its status.
pub(super) fn status(status: &ServerStatus) -> Vec<u8> {
    let mut message = Message::new(b"\xffseedbound status v1");
    message.fixed(status.server_key.as_bytes());
    message.fixed(&status.protocol_hash);
    message.world(&status.world);
    message.number(u64::from(status.online));
    message.number(u64::from(status.limit));
    message.number(u64::from(status.invite_only));
    message.bytes
}

struct Message {
    bytes: Vec<u8>,
}

impl Message {
    fn new(domain: &[u8]) -> Self {
        Self { bytes: domain.to_vec() }
    }

    fn fixed(&mut self, field: &[u8; 32]) {
        self.bytes.extend_from_slice(field);
    }

    fn number(&mut self, number: u64) {
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn world(&mut self, world: &WorldInfo) {
        self.text(&world.name);
        self.text(&world.world_seed);
        self.number(u64::from(world.generator_version));
        self.text(&world.ruleset);
        self.text(&world.ruleset_hash);
    }
}
