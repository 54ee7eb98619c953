//! One direction of one netcode connection: the key that seals its packets. We mint the connect
//! tokens, so we know both keys and can tell an authentic packet before `renetcode` sees it. That
//! keeps its error path (a log line per packet) out of an attacker's reach, and lets us seal
//! challenges anew (see `server::hub`).

use chacha20poly1305::{AeadInPlace, ChaCha20Poly1305, Key, KeyInit, Nonce, Tag};

use super::{Header, PacketKind, header::TAG_BYTES};

/// What netcode 1.02 packets are authenticated with besides their content.
pub(crate) const VERSION: &[u8; 13] = b"NETCODE 1.02\0";

/// Seals and opens the packets of one direction.
pub(crate) struct PacketKey {
    cipher: ChaCha20Poly1305,
    protocol_id: u64,
}

impl PacketKey {
    pub(crate) fn new(key: &[u8; 32], protocol_id: u64) -> Self {
        Self { cipher: ChaCha20Poly1305::new(Key::from_slice(key)), protocol_id }
    }

    /// Copies the open body of `packet` into `plain`; `false` if the packet is not authentic.
    pub(crate) fn open(&self, packet: &[u8], header: Header, plain: &mut Vec<u8>) -> bool {
        let Some(prefix) = packet.first() else {
            return false;
        };
        let Some((body, tag)) =
            packet.get(header.body..).and_then(|sealed| sealed.split_last_chunk::<TAG_BYTES>())
        else {
            return false;
        };
        plain.clear();
        plain.extend_from_slice(body);
        self.cipher
            .decrypt_in_place_detached(
                &nonce(header.sequence),
                &self.associated(*prefix),
                plain,
                Tag::from_slice(tag),
            )
            .is_ok()
    }

    /// Writes a sealed packet to `packet`, replacing what is there.
    ///
    /// A sequence number must never be used twice with one key; the caller counts. `false` (never
    /// seen with ChaCha20-Poly1305 at these sizes) means that nothing may be sent.
    #[must_use]
    pub(crate) fn seal(
        &self,
        kind: PacketKind,
        sequence: u64,
        body: &[u8],
        packet: &mut Vec<u8>,
    ) -> bool {
        let length = (8 - sequence.leading_zeros() / 8) as u8;
        let prefix = (kind as u8) | (length << 4);
        packet.clear();
        packet.push(prefix);
        packet.extend(sequence.to_le_bytes().iter().take(usize::from(length)));
        let start = packet.len();
        packet.extend_from_slice(body);
        let Some(open) = packet.get_mut(start..) else {
            return false;
        };
        match self.cipher.encrypt_in_place_detached(
            &nonce(sequence),
            &self.associated(prefix),
            open,
        ) {
            Ok(tag) => packet.extend_from_slice(&tag),
            Err(_) => return false,
        }
        true
    }

    fn associated(&self, prefix: u8) -> [u8; 22] {
        let mut data = [prefix; 22];
        let (version, rest) = data.split_at_mut(VERSION.len());
        version.copy_from_slice(VERSION);
        if let Some(id) = rest.first_chunk_mut::<8>() {
            *id = self.protocol_id.to_le_bytes();
        }
        data
    }
}

fn nonce(sequence: u64) -> Nonce {
    let mut nonce = Nonce::default();
    if let Some(tail) = nonce.last_chunk_mut::<8>() {
        *tail = sequence.to_le_bytes();
    }
    nonce
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::read_to_server;

    #[test]
    fn a_packet_opens_with_its_own_key_only_and_not_when_changed() {
        let key = PacketKey::new(&[7; 32], 99);
        let mut packet = Vec::new();
        assert!(key.seal(PacketKind::Payload, 300, b"hello", &mut packet));
        let header = read_to_server(&packet).expect("a valid header");
        assert_eq!(header.sequence, 300);

        let mut plain = Vec::new();
        assert!(key.open(&packet, header, &mut plain));
        assert_eq!(plain, b"hello");
        assert!(!PacketKey::new(&[8; 32], 99).open(&packet, header, &mut plain));
        assert!(!PacketKey::new(&[7; 32], 98).open(&packet, header, &mut plain));
        packet[4] ^= 1;
        assert!(!key.open(&packet, header, &mut plain));
    }
}
