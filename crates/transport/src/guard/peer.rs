//! The memory of one authenticated peer: what it has sent so far, against which the next packet is
//! judged. The server keeps one for each client, the client one for its server.

use std::time::Duration;

use super::{
    DropReason,
    bucket::Bucket,
    payload::{self, Body},
    slices::SliceTable,
    window::{MessageWindow, ReplayWindow, SequenceWindow},
};

/// Reliable channels a client may use; the game has fewer.
const MAX_RELIABLE_CHANNELS: usize = 16;

/// What a client may send once its packets are known to be its own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PeerLimits {
    /// Packets a second on average. An honest client sends two a frame (messages, acknowledgement):
    /// 400 is enough for 144 frames.
    pub packets_per_second: f64,
    /// Packets at once, for a stall that ends.
    pub packet_burst: f64,
    /// Payload bytes a second on average.
    pub bytes_per_second: f64,
    /// Payload bytes at once. Keep it below the memory cap of any renet channel from the client, so
    /// that a channel drained every tick never overflows.
    pub byte_burst: f64,
    /// Messages a second on average.
    pub messages_per_second: f64,
    /// Messages at once.
    pub message_burst: f64,
    /// Messages in one packet.
    pub messages_per_packet: u16,
}

impl Default for PeerLimits {
    fn default() -> Self {
        Self {
            packets_per_second: 400.0,
            packet_burst: 400.0,
            bytes_per_second: 64.0 * 1_024.0,
            byte_burst: 128.0 * 1_024.0,
            messages_per_second: 1_000.0,
            message_burst: 2_000.0,
            messages_per_packet: 256,
        }
    }
}

/// Judges the payloads of one client.
#[derive(Debug)]
pub(crate) struct ClientGuard {
    pub(crate) replay: ReplayWindow,
    sequence: SequenceWindow,
    channels: Vec<(u8, MessageWindow)>,
    packets: Bucket,
    bytes: Bucket,
    messages: Bucket,
    messages_per_packet: u16,
}

impl ClientGuard {
    pub(crate) fn new(limits: &PeerLimits, now: Duration) -> Self {
        Self {
            replay: ReplayWindow::default(),
            sequence: SequenceWindow::default(),
            channels: Vec::new(),
            packets: Bucket::new(limits.packets_per_second, limits.packet_burst, now),
            bytes: Bucket::new(limits.bytes_per_second, limits.byte_burst, now),
            messages: Bucket::new(limits.messages_per_second, limits.message_burst, now),
            messages_per_packet: limits.messages_per_packet,
        }
    }

    /// Takes one packet of any kind from what the client may send.
    pub(crate) fn charge(&mut self, bytes: usize, now: Duration) -> Result<(), DropReason> {
        if self.packets.take(1.0, now) && self.bytes.take(bytes as f64, now) {
            Ok(())
        } else {
            Err(DropReason::AddressFlood)
        }
    }

    /// Judges an open payload. `numbers` is scratch space.
    pub(crate) fn judge(
        &mut self,
        bytes: &[u8],
        numbers: &mut Vec<u64>,
        now: Duration,
    ) -> Result<(), DropReason> {
        let payload = payload::read(bytes, u64::from(self.messages_per_packet), numbers)?;
        let messages = match payload.body {
            Body::Slice(_) => return Err(DropReason::Slice),
            Body::Acknowledge => 0,
            Body::Unreliable { messages } => messages,
            Body::Reliable { .. } => numbers.len(),
        };
        if !self.messages.take(messages as f64, now) {
            return Err(DropReason::AddressFlood);
        }
        self.sequence.accept(payload.sequence)?;
        if let Body::Reliable { channel } = payload.body {
            self.channel(channel)?.accept(numbers)?;
        }
        Ok(())
    }

    fn channel(&mut self, channel: u8) -> Result<&mut MessageWindow, DropReason> {
        let found = self.channels.iter().position(|(id, _)| *id == channel);
        if found.is_none() {
            if self.channels.len() >= MAX_RELIABLE_CHANNELS {
                return Err(DropReason::TooMany);
            }
            self.channels.push((channel, MessageWindow::default()));
        }
        let index = found.unwrap_or(self.channels.len() - 1);
        self.channels.get_mut(index).map(|(_, window)| window).ok_or(DropReason::TooMany)
    }
}

/// Judges the payloads of the server, which may send long messages. The server is authenticated and
/// chosen by the player, but a client that a server can crash is still a defect.
#[derive(Debug, Default)]
pub(crate) struct ServerGuard {
    pub(crate) replay: ReplayWindow,
    sequence: SequenceWindow,
    slices: SliceTable,
    numbers: Vec<u64>,
}

impl ServerGuard {
    pub(crate) fn judge(&mut self, bytes: &[u8], now: Duration) -> Result<(), DropReason> {
        let payload = payload::read(bytes, u64::from(u16::MAX), &mut self.numbers)?;
        self.sequence.accept(payload.sequence)?;
        if let Body::Slice(slice) = payload.body {
            self.slices.accept(slice, now)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(guard: &mut ClientGuard, bytes: &[u8]) -> Result<(), DropReason> {
        guard.judge(bytes, &mut Vec::new(), Duration::ZERO)
    }

    #[test]
    fn slices_and_far_numbers_end_a_connection_but_a_burst_does_not() {
        let mut guard = ClientGuard::new(&PeerLimits::default(), Duration::ZERO);
        // unreliable, sequence 0, channel 0, one message of one byte
        assert_eq!(judge(&mut guard, &[1, 0, 0, 0, 1, 1, 7]), Ok(()));
        let slice = judge(&mut guard, &[2, 0, 1, 0, 0, 2, 1, 9]);
        assert!(slice.is_err_and(DropReason::is_violation));
        // reliable, sequence 1, channel 2, one empty message with number 5,000
        let far = judge(&mut guard, &[0, 1, 2, 0, 1, 0x53, 0x88, 0]);
        assert_eq!(far, Err(DropReason::Window));

        let burst = (0..1_000).find_map(|_| guard.charge(100, Duration::ZERO).err());
        assert_eq!(burst, Some(DropReason::AddressFlood));
        assert!(!DropReason::AddressFlood.is_violation());
    }
}
