//! What happened, in numbers. Nothing in this crate logs a line for a packet: whoever can send
//! packets could then fill a disk.

use super::inbox::Batch;
use crate::guard::DropReason;

const REASONS: usize = DropReason::ALL.len();

/// Totals since the start. Only the transport writes them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counters {
    /// Datagrams that arrived, dropped ones included.
    pub packets_in: u64,
    /// Their bytes, without IP and UDP headers.
    pub bytes_in: u64,
    /// Datagrams handed to the system.
    pub packets_out: u64,
    /// Their bytes, without IP and UDP headers.
    pub bytes_out: u64,
    /// Datagrams that were lost before the system took them.
    pub send_failures: u64,
    /// Connections that were established.
    pub connects: u64,
    /// Connections that ended, for whatever reason.
    pub disconnects: u64,
    /// Connections that were ended because the client broke the protocol.
    pub violations: u64,
    dropped: Drops,
}

/// Dropped packets by reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Drops([u64; REASONS]);

impl Default for Drops {
    fn default() -> Self {
        Self([0; REASONS])
    }
}

impl Drops {
    pub(crate) fn add(&mut self, reason: DropReason) {
        if let Some(count) = self.0.get_mut(reason as usize) {
            *count += 1;
        }
    }
}

impl Counters {
    /// Packets dropped for `reason`.
    #[must_use]
    pub fn dropped(&self, reason: DropReason) -> u64 {
        self.dropped.0.get(reason as usize).copied().unwrap_or(0)
    }

    /// Packets dropped for any reason.
    #[must_use]
    pub fn dropped_total(&self) -> u64 {
        self.dropped.0.iter().sum()
    }

    /// Every reason's name with its count.
    pub fn drops(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        DropReason::ALL.iter().map(|&reason| (reason.name(), self.dropped(reason)))
    }

    pub(crate) fn drop_packet(&mut self, reason: DropReason) {
        self.dropped.add(reason);
    }

    pub(super) fn add_batch(&mut self, batch: &Batch) {
        self.packets_in += batch.packets;
        self.bytes_in += batch.bytes;
        for (total, dropped) in self.dropped.0.iter_mut().zip(batch.dropped.0) {
            *total += dropped;
        }
    }

    pub(crate) fn sent(&mut self, bytes: usize, taken: bool) {
        if taken {
            self.packets_out += 1;
            self.bytes_out += bytes as u64;
        } else {
            self.send_failures += 1;
        }
    }
}

/// What one connection carried, in UDP payload bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Authentic packets from the client.
    pub packets_in: u64,
    /// Their bytes.
    pub bytes_in: u64,
    /// Packets to the client.
    pub packets_out: u64,
    /// Their bytes.
    pub bytes_out: u64,
}
