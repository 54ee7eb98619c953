//! Connect tokens: minting them for the login, and opening them when a client presents one.
//!
//! The format is netcode 1.02's private connect token, sealed with XChaCha20-Poly1305 under a key
//! that only this process has. `renetcode` opens it too; the transport opens it first because the
//! token holds the connection's two packet keys, with which it checks every later packet.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use chacha20poly1305::{AeadInPlace, Key, KeyInit, Tag, XChaCha20Poly1305, XNonce};
use renetcode::{ConnectToken, TokenGenerationError};
use zeroize::{Zeroize, Zeroizing};

use super::BindError;
use crate::guard::packet_key::VERSION;

const PRIVATE_BYTES: usize = 1_024;
const NONCE_BYTES: usize = 24;
const TAG_BYTES: usize = 16;
/// netcode's limit on addresses in a token.
const MAX_ADDRESSES: u32 = 32;

/// The key that seals connect tokens and the addresses that go into them. Shared by the transport
/// and the login desk of one process, and wiped when both are gone; never stored.
#[derive(Clone)]
pub struct ShardSecrets {
    inner: Arc<Inner>,
}

struct Inner {
    key: Zeroizing<[u8; 32]>,
    addresses: Vec<SocketAddr>,
}

impl ShardSecrets {
    pub(super) fn generate(addresses: Vec<SocketAddr>) -> Result<Self, BindError> {
        let mut key = Zeroizing::new([0; 32]);
        getrandom::fill(key.as_mut()).map_err(BindError::Random)?;
        Ok(Self { inner: Arc::new(Inner { key, addresses }) })
    }

    /// The addresses that tokens carry.
    #[must_use]
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.inner.addresses
    }

    pub(super) fn key(&self) -> &[u8; 32] {
        &self.inner.key
    }

    /// Makes a token. `now` is Unix time; `timeout` is the silence after which the connection ends,
    /// in seconds.
    pub(crate) fn mint(
        &self,
        now: Duration,
        protocol_id: u64,
        lifetime: Duration,
        timeout: u16,
        session: u64,
    ) -> Result<ConnectToken, TokenGenerationError> {
        ConnectToken::generate(
            now,
            protocol_id,
            lifetime.as_secs().max(1),
            session,
            i32::from(timeout.max(1)),
            self.inner.addresses.clone(),
            Some(&[0; renetcode::NETCODE_USER_DATA_BYTES]),
            &self.inner.key,
        )
    }
}

/// A connection request, split but not trusted.
pub(super) struct Request<'p> {
    version: &'p [u8; 13],
    protocol_id: u64,
    /// Unix seconds.
    pub(super) expires: u64,
    nonce: &'p [u8; NONCE_BYTES],
    sealed: &'p [u8; PRIVATE_BYTES - TAG_BYTES],
    /// Identifies the token.
    pub(super) tag: [u8; TAG_BYTES],
}

/// What an authentic token grants.
pub(super) struct Grant {
    pub(super) client: u64,
    pub(super) to_server: [u8; 32],
    pub(super) to_client: [u8; 32],
}

impl Drop for Grant {
    fn drop(&mut self) {
        self.to_server.zeroize();
        self.to_client.zeroize();
    }
}

impl<'p> Request<'p> {
    /// Splits a packet that passed the header check.
    pub(super) fn read(packet: &'p [u8]) -> Option<Self> {
        let mut reader = Reader(packet);
        reader.take::<1>()?;
        let version = reader.take()?;
        let protocol_id = u64::from_le_bytes(*reader.take()?);
        let expires = u64::from_le_bytes(*reader.take()?);
        let nonce = reader.take()?;
        let sealed = reader.take()?;
        let tag = *reader.take()?;
        reader.0.is_empty().then_some(Self { version, protocol_id, expires, nonce, sealed, tag })
    }

    /// Whether it is for this game and not past its time. Costs nothing, proves nothing.
    pub(super) fn is_current(&self, protocol_id: u64, now: Duration) -> bool {
        self.version == VERSION && self.protocol_id == protocol_id && now.as_secs() < self.expires
    }

    /// Opens the token; `None` if it was not sealed with `key`.
    pub(super) fn open(&self, key: &[u8; 32]) -> Option<Grant> {
        let mut associated = [0; 29];
        let (version, rest) = associated.split_at_mut(VERSION.len());
        version.copy_from_slice(VERSION);
        let (protocol_id, expires) = rest.split_at_mut(8);
        protocol_id.copy_from_slice(&self.protocol_id.to_le_bytes());
        expires.copy_from_slice(&self.expires.to_le_bytes());

        let mut plain = Zeroizing::new(*self.sealed);
        XChaCha20Poly1305::new(Key::from_slice(key))
            .decrypt_in_place_detached(
                XNonce::from_slice(self.nonce),
                &associated,
                plain.as_mut_slice(),
                Tag::from_slice(&self.tag),
            )
            .ok()?;

        let mut reader = Reader(plain.as_slice());
        let client = u64::from_le_bytes(*reader.take()?);
        reader.take::<4>()?;
        let addresses = u32::from_le_bytes(*reader.take()?);
        for _ in 0..addresses.min(MAX_ADDRESSES) {
            match reader.take::<1>()? {
                [1] => reader.take::<6>().map(drop)?,
                [2] => reader.take::<18>().map(drop)?,
                _ => return None,
            }
        }
        Some(Grant { client, to_server: *reader.take()?, to_client: *reader.take()? })
    }
}

struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn take<const N: usize>(&mut self) -> Option<&'b [u8; N]> {
        let (head, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(head)
    }
}
