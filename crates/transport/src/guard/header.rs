//! The netcode header, checked before anything else looks at a packet.
//!
//! A packet starts with a prefix byte: the low four bits are the kind, the high four the length of
//! the sequence number that follows (netcode 1.02, "Encrypted packets"). `renetcode` 2.0.0 indexes
//! an eight-byte buffer with that length (up to 15), subtracts the tag's size from what is left
//! without looking, and adds 256 to a sequence number before it knows whether the packet is
//! authentic; each of them panics on one forged datagram. After this check none of it can happen.

use super::DropReason;

/// `renetcode::NETCODE_MAX_PACKET_BYTES` bounds a connection request too; payload packets are
/// shorter.
const MAX_PAYLOAD: usize = renetcode::NETCODE_MAX_PAYLOAD_BYTES;
/// Poly1305's tag at the end of every sealed packet.
pub(crate) const TAG_BYTES: usize = 16;
/// Prefix, version text, protocol id, expiry, nonce, private token.
pub(crate) const REQUEST_BYTES: usize = 1 + 13 + 8 + 8 + 24 + 1_024;
/// Sequence number and sealed challenge token.
const CHALLENGE_BODY: usize = 8 + 300;
/// Client index and client limit.
const KEEP_ALIVE_BODY: usize = 8;
/// `renetcode` refuses anything shorter, whatever its kind.
const MIN_PACKET: usize = 2 + TAG_BYTES;
/// The half of the sequence numbers that no payload uses; challenges are sealed there.
pub(crate) const TOP_BIT: u64 = 1 << 63;

/// What a netcode packet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum PacketKind {
    /// A client presents its connect token. The only unsealed kind.
    ConnectionRequest = 0,
    /// The server is full.
    ConnectionDenied = 1,
    /// The server makes the client prove that it owns its address.
    Challenge = 2,
    /// The client answers the challenge.
    Response = 3,
    /// Nothing to say, still here.
    KeepAlive = 4,
    /// Carries a renet packet.
    Payload = 5,
    /// The sender ends the connection.
    Disconnect = 6,
}

/// A header that passed the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) kind: PacketKind,
    /// Zero for a connection request, which has none.
    pub(crate) sequence: u64,
    /// Where the sealed body starts: 1 + the length of the sequence number.
    pub(crate) body: usize,
}

/// Checks the header of a packet that a client sent to a server.
///
/// # Errors
/// The [`DropReason`] for which the packet must not be processed.
pub fn check_header(packet: &[u8]) -> Result<PacketKind, DropReason> {
    read_to_server(packet).map(|header| header.kind)
}

/// As [`check_header`], with the numbers.
pub(crate) fn read_to_server(packet: &[u8]) -> Result<Header, DropReason> {
    let (prefix, kind) = prefix(packet)?;
    match kind {
        PacketKind::ConnectionRequest if prefix != 0 => Err(DropReason::SequenceLength),
        PacketKind::ConnectionRequest if packet.len() != REQUEST_BYTES => {
            Err(DropReason::WrongSize)
        }
        PacketKind::ConnectionRequest => Ok(Header { kind, sequence: 0, body: 1 }),
        PacketKind::ConnectionDenied | PacketKind::Challenge => Err(DropReason::WrongKind),
        // A client's sequence starts at 1, because its first request took the 0.
        _ => sealed(packet, prefix, kind, 1),
    }
}

/// Checks the header of a packet that a server sent to a client.
pub(crate) fn read_to_client(packet: &[u8]) -> Result<Header, DropReason> {
    let (prefix, kind) = prefix(packet)?;
    match kind {
        PacketKind::ConnectionRequest | PacketKind::Response => Err(DropReason::WrongKind),
        // A server's sequence starts at 0, which takes no bytes.
        _ => sealed(packet, prefix, kind, 0),
    }
}

fn prefix(packet: &[u8]) -> Result<(u8, PacketKind), DropReason> {
    if packet.len() < MIN_PACKET {
        return Err(DropReason::TooShort);
    }
    if packet.len() > renetcode::NETCODE_MAX_PACKET_BYTES {
        return Err(DropReason::TooLong);
    }
    let prefix = *packet.first().ok_or(DropReason::TooShort)?;
    let kind = match prefix & 0x0f {
        0 => PacketKind::ConnectionRequest,
        1 => PacketKind::ConnectionDenied,
        2 => PacketKind::Challenge,
        3 => PacketKind::Response,
        4 => PacketKind::KeepAlive,
        5 => PacketKind::Payload,
        6 => PacketKind::Disconnect,
        _ => return Err(DropReason::WrongKind),
    };
    Ok((prefix, kind))
}

fn sealed(
    packet: &[u8],
    prefix: u8,
    kind: PacketKind,
    shortest: usize,
) -> Result<Header, DropReason> {
    let length = usize::from(prefix >> 4);
    if !(shortest..=8).contains(&length) {
        return Err(DropReason::SequenceLength);
    }
    let body = 1 + length;
    let digits = packet.get(1..body).ok_or(DropReason::TooShort)?;
    if digits.last() == Some(&0) {
        return Err(DropReason::SequenceLength);
    }
    let sequence = digits.iter().rev().fold(0, |value, &digit| (value << 8) | u64::from(digit));

    let open = packet.len().checked_sub(body + TAG_BYTES).ok_or(DropReason::TooShort)?;
    let fits = match kind {
        PacketKind::Payload => open <= MAX_PAYLOAD,
        PacketKind::KeepAlive => open == KEEP_ALIVE_BODY,
        PacketKind::Challenge | PacketKind::Response => open == CHALLENGE_BODY,
        _ => open == 0,
    };
    if !fits {
        return Err(DropReason::WrongSize);
    }
    let top_bit_allowed = matches!(kind, PacketKind::Challenge | PacketKind::ConnectionDenied);
    if sequence & TOP_BIT != 0 && !top_bit_allowed {
        return Err(DropReason::SequenceRange);
    }
    Ok(Header { kind, sequence, body })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_packets_that_panic_renetcode_are_refused() {
        let mut long_sequence = [0; 60];
        long_sequence[0] = 0xf5;
        assert_eq!(check_header(&long_sequence), Err(DropReason::SequenceLength));
        let mut underflow = [1; 18];
        underflow[0] = 0x85;
        assert_eq!(check_header(&underflow), Err(DropReason::TooShort));
    }

    #[test]
    fn a_sequence_that_overflows_the_replay_window_is_refused() {
        let mut packet = [0xff; 40];
        packet[0] = 0x85;
        assert_eq!(check_header(&packet), Err(DropReason::SequenceRange));
        assert_eq!(read_to_client(&packet), Err(DropReason::SequenceRange));
    }

    #[test]
    fn the_sequence_is_little_endian_and_written_as_short_as_possible() {
        let mut packet = [0; 1 + 2 + 10 + TAG_BYTES];
        packet[0] = 0x25;
        packet[1] = 0x34;
        packet[2] = 0x12;
        let header = read_to_server(&packet).expect("a payload header");
        assert_eq!((header.sequence, header.body), (0x1234, 3));
        packet[2] = 0;
        assert_eq!(read_to_server(&packet), Err(DropReason::SequenceLength));
    }

    #[test]
    fn a_connection_request_has_one_size_and_goes_one_way() {
        assert_eq!(check_header(&[0; REQUEST_BYTES]), Ok(PacketKind::ConnectionRequest));
        assert_eq!(check_header(&[0; REQUEST_BYTES - 1]), Err(DropReason::WrongSize));
        assert_eq!(read_to_client(&[0; REQUEST_BYTES]), Err(DropReason::WrongKind));
    }
}
