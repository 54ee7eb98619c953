//! The renet packet inside an authentic payload, parsed strictly. The format is renet 2.0.1's
//! (`packet.rs`): a kind byte, a packet sequence, then messages, a slice or acknowledged ranges, with
//! QUIC's variable-length integers. This parser accepts what renet writes and nothing else: no
//! padding, no trailing bytes, no counts that the bytes do not bear out.

use super::DropReason;

/// The longest slice, and the longest message that is not sliced (`renet`'s `SLICE_SIZE`).
pub(crate) const SLICE_BYTES: u64 = 1_200;
/// Slices of the longest message a server may send: 4,096 x 1,200 bytes, 4.7 MiB.
const MAX_SLICES: u64 = 4_096;
/// Ranges in an acknowledgement. Renet keeps 64 and what falls between.
const MAX_RANGES: u64 = 600;

/// A payload that passed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Payload {
    /// renet's packet sequence.
    pub(crate) sequence: u64,
    pub(crate) body: Body,
}

/// What it carries. The numbers of reliable messages are handed out separately.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Body {
    Reliable { channel: u8 },
    Unreliable { messages: usize },
    Slice(Slice),
    Acknowledge,
}

/// One part of a message that is too long for one packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slice {
    pub(crate) reliable: bool,
    pub(crate) channel: u8,
    pub(crate) message: u64,
    pub(crate) index: u64,
    pub(crate) count: u64,
}

/// Whether a packet that renet wrote is a part of a long message.
pub(crate) fn is_slice(bytes: &[u8]) -> bool {
    matches!(bytes.first(), Some(2 | 3))
}

/// Whether a packet that renet wrote is an acknowledgement.
pub(crate) fn is_ack(bytes: &[u8]) -> bool {
    bytes.first() == Some(&4)
}

/// Reads `bytes`, writing the numbers of reliable messages to `numbers`. `max_messages` bounds the
/// messages of one packet.
pub(crate) fn read(
    bytes: &[u8],
    max_messages: u64,
    numbers: &mut Vec<u64>,
) -> Result<Payload, DropReason> {
    numbers.clear();
    let mut reader = Reader { rest: bytes };
    let kind = reader.byte()?;
    let sequence = reader.integer()?;
    let body = match kind {
        0 => {
            let channel = reader.byte()?;
            for _ in 0..reader.count(max_messages)? {
                numbers.push(reader.integer()?);
                reader.message()?;
            }
            Body::Reliable { channel }
        }
        1 => {
            reader.byte()?;
            let count = reader.count(max_messages)?;
            for _ in 0..count {
                reader.message()?;
            }
            Body::Unreliable { messages: count as usize }
        }
        2 | 3 => Body::Slice(slice(&mut reader, kind == 2)?),
        4 => {
            ranges(&mut reader)?;
            Body::Acknowledge
        }
        _ => return Err(DropReason::Malformed),
    };
    if !reader.rest.is_empty() {
        return Err(DropReason::Malformed);
    }
    Ok(Payload { sequence, body })
}

/// renet checks neither that the index lies below the count nor (unreliable) the length, and indexes
/// with both.
fn slice(reader: &mut Reader<'_>, reliable: bool) -> Result<Slice, DropReason> {
    let channel = reader.byte()?;
    let message = reader.integer()?;
    let index = reader.integer()?;
    let count = reader.integer()?;
    let length = reader.message()?;
    let last = index.checked_add(1) == Some(count);
    let fits = if last { (1..=SLICE_BYTES).contains(&length) } else { length == SLICE_BYTES };
    if index >= count || count > MAX_SLICES || !fits {
        return Err(DropReason::Slice);
    }
    Ok(Slice { reliable, channel, message, index, count })
}

/// The last range's end and size, the number of further ranges, then a gap and a size for each.
fn ranges(reader: &mut Reader<'_>) -> Result<(), DropReason> {
    let end = reader.integer()?;
    let size = reader.integer()?;
    let more = reader.integer()?;
    if more > MAX_RANGES {
        return Err(DropReason::TooMany);
    }
    let mut start = end.checked_sub(size).ok_or(DropReason::Malformed)?;
    for _ in 0..more {
        let gap = reader.integer()?;
        let size = reader.integer()?;
        start = gap
            .checked_add(2)
            .and_then(|gap| start.checked_sub(gap))
            .and_then(|end| end.checked_sub(size))
            .ok_or(DropReason::Malformed)?;
    }
    Ok(())
}

struct Reader<'b> {
    rest: &'b [u8],
}

impl Reader<'_> {
    fn byte(&mut self) -> Result<u8, DropReason> {
        let (&byte, rest) = self.rest.split_first().ok_or(DropReason::Malformed)?;
        self.rest = rest;
        Ok(byte)
    }

    /// RFC 9000, section 16: two bits of length, then 6, 14, 30 or 62 bits of value.
    fn integer(&mut self) -> Result<u64, DropReason> {
        let first = self.byte()?;
        let mut value = u64::from(first & 0x3f);
        for _ in 1..(1_u32 << (first >> 6)) {
            value = (value << 8) | u64::from(self.byte()?);
        }
        Ok(value)
    }

    /// A message count: never zero, because renet sends no empty packet.
    fn count(&mut self, most: u64) -> Result<u64, DropReason> {
        let count = (u64::from(self.byte()?) << 8) | u64::from(self.byte()?);
        match count {
            0 => Err(DropReason::Malformed),
            count if count > most => Err(DropReason::TooMany),
            count => Ok(count),
        }
    }

    /// Skips a message and answers its length.
    fn message(&mut self) -> Result<u64, DropReason> {
        let length = self.integer()?;
        if length > SLICE_BYTES {
            return Err(DropReason::Malformed);
        }
        self.rest = self.rest.get(length as usize..).ok_or(DropReason::Malformed)?;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_one(bytes: &[u8]) -> (Result<Payload, DropReason>, Vec<u64>) {
        let mut numbers = Vec::new();
        (read(bytes, 10, &mut numbers), numbers)
    }

    #[test]
    fn what_renet_writes_is_read() {
        let mut client = renet::RenetClient::new(renet::ConnectionConfig::default());
        client.set_connected();
        client.send_message(2, vec![1; 40]);
        client.send_message(2, vec![2; 900]);
        client.send_message(0, vec![3; 10]);
        client.send_message(1, vec![4; 3_000]);
        // Something to acknowledge: an unreliable packet on channel 0, sequence 70.
        client.process_packet(&[1, 0x40, 70, 0, 0, 1, 1, 9]);
        let mut bodies = Vec::new();
        for packet in client.get_packets_to_send() {
            let mut numbers = Vec::new();
            let payload = read(&packet, 10, &mut numbers).expect("renet's own packet");
            bodies.push((payload.body, numbers));
        }
        let slice =
            |index| Body::Slice(Slice { reliable: true, channel: 1, message: 0, index, count: 3 });
        assert_eq!(
            bodies,
            [
                (Body::Unreliable { messages: 1 }, vec![]),
                (slice(0), vec![]),
                (slice(1), vec![]),
                (slice(2), vec![]),
                (Body::Reliable { channel: 2 }, vec![0, 1]),
                (Body::Acknowledge, vec![]),
            ]
        );
    }

    #[test]
    fn counts_that_the_bytes_do_not_bear_out_are_refused() {
        assert_eq!(read_one(&[]).0, Err(DropReason::Malformed));
        assert_eq!(read_one(&[1, 0, 0, 0, 0]).0, Err(DropReason::Malformed));
        assert_eq!(read_one(&[1, 0, 0, 0xff, 0xff]).0, Err(DropReason::TooMany));
        assert_eq!(read_one(&[1, 0, 0, 0, 2, 0]).0, Err(DropReason::Malformed));
        assert_eq!(read_one(&[1, 0, 0, 0, 1, 0, 7]).0, Err(DropReason::Malformed));
        assert_eq!(read_one(&[5, 0]).0, Err(DropReason::Malformed));
    }

    #[test]
    fn a_slice_beyond_its_message_is_refused() {
        // reliable, sequence 0, channel 1, message 0, slice 5 of 2, one byte
        assert_eq!(read_one(&[2, 0, 1, 0, 5, 2, 1, 9]).0, Err(DropReason::Slice));
        // no slices at all
        assert_eq!(read_one(&[3, 0, 1, 0, 0, 0, 1, 9]).0, Err(DropReason::Slice));
    }
}
