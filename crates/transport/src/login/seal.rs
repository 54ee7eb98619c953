//! Sealing the connect token to the client's one-time key: X25519, SHA-256 over the shared secret and
//! everything that names the two sides, ChaCha20-Poly1305. Each reply has a fresh key pair on both
//! sides, so the derived key seals one message and the nonce may be zero; recorded logins stay
//! sealed even if the server's identity leaks later.

use chacha20poly1305::{ChaCha20Poly1305, Key, KeyInit, Nonce, aead::Aead};
use sha2::{Digest, Sha256};
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use crate::identity::{ServerKey, Wallet};

const DOMAIN: &[u8] = b"seedbound login seal v1";

/// A key pair for one login.
pub(super) struct OneTimeKey {
    secret: StaticSecret,
}

/// Whom the seal is between, besides the one-time keys.
pub(super) struct Between<'l> {
    pub(super) server: &'l ServerKey,
    pub(super) wallet: &'l Wallet,
    pub(super) nonce: &'l [u8; 32],
}

impl OneTimeKey {
    pub(super) fn generate() -> Result<Self, getrandom::Error> {
        let mut secret = Zeroizing::new([0; 32]);
        getrandom::fill(secret.as_mut())?;
        Ok(Self { secret: StaticSecret::from(*secret) })
    }

    pub(super) fn public(&self) -> [u8; 32] {
        PublicKey::from(&self.secret).to_bytes()
    }

    /// The server's side. `None` if the client's key is one that yields no secret.
    pub(super) fn seal(
        &self,
        client: &[u8; 32],
        between: &Between<'_>,
        token: &[u8],
    ) -> Option<Vec<u8>> {
        self.cipher(client, client, &self.public(), between)?.encrypt(&Nonce::default(), token).ok()
    }

    /// The client's side. `None` if it was not sealed to this key by that server.
    pub(super) fn open(
        &self,
        server: &[u8; 32],
        between: &Between<'_>,
        sealed: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        self.cipher(server, &self.public(), server, between)?
            .decrypt(&Nonce::default(), sealed)
            .ok()
            .map(Zeroizing::new)
    }

    fn cipher(
        &self,
        theirs: &[u8; 32],
        client: &[u8; 32],
        server: &[u8; 32],
        between: &Between<'_>,
    ) -> Option<ChaCha20Poly1305> {
        let shared = self.secret.diffie_hellman(&PublicKey::from(*theirs));
        if !shared.was_contributory() {
            return None;
        }
        let mut hash = Sha256::new();
        hash.update(DOMAIN);
        hash.update(shared.as_bytes());
        hash.update(client);
        hash.update(server);
        hash.update(between.server.as_bytes());
        hash.update(between.wallet.as_bytes());
        hash.update(between.nonce);
        let key: Zeroizing<[u8; 32]> = Zeroizing::new(hash.finalize().into());
        Some(ChaCha20Poly1305::new(Key::from_slice(key.as_slice())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_addressee_opens_it_and_only_in_its_context() {
        let key = || OneTimeKey::generate().expect("randomness");
        let (client, server, stranger) = (key(), key(), key());
        let identity = ServerKey::from_bytes([1; 32]);
        let wallet = Wallet::from_bytes([2; 32]);
        let between = |nonce| Between { server: &identity, wallet: &wallet, nonce };
        let sealed = server.seal(&client.public(), &between(&[3; 32]), b"token").expect("a seal");
        let open = |key: &OneTimeKey, nonce| key.open(&server.public(), &between(nonce), &sealed);
        assert_eq!(open(&client, &[3; 32]).as_deref(), Some(&b"token".to_vec()));
        assert_eq!(open(&stranger, &[3; 32]), None);
        assert_eq!(open(&client, &[4; 32]), None);
        // The all-zero point would make the secret public.
        assert_eq!(server.seal(&[0; 32], &between(&[3; 32]), b"token"), None);
    }
}
