//! Where datagrams wait for the tick. Its limits are what keeps a tick's work and memory bounded:
//! each known address has an allowance for each tick, all of them together have one, and strangers
//! have a small one of their own, for connection requests only. So a flood from strangers cannot
//! crowd out the players, and one player cannot crowd out another.

use std::{
    collections::HashMap,
    io,
    net::{SocketAddr, UdpSocket},
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::{IntakeLimits, counters::Drops};
use crate::guard::{DropReason, PacketKind, check_header};

/// Longer than any packet, so that a too long one shows as such instead of as a cut one.
const BUFFER_BYTES: usize = 2_048;
/// Datagrams read while the lock is held.
const READ_AT_ONCE: usize = 1_024;

/// The bounded queue between the intake thread and the tick.
pub(super) struct Inbox {
    state: Mutex<State>,
    limits: IntakeLimits,
    known_limit: usize,
}

#[derive(Default)]
struct State {
    known: HashMap<SocketAddr, Used>,
    batch: Batch,
    round: u64,
    known_packets: usize,
    requests: usize,
}

/// What a known address used up in the round it last sent something.
#[derive(Debug, Default, Clone, Copy)]
struct Used {
    round: u64,
    packets: u32,
    bytes: u32,
}

/// The datagrams of one tick, packed end to end.
#[derive(Default)]
pub(super) struct Batch {
    data: Vec<u8>,
    entries: Vec<(SocketAddr, usize, usize)>,
    position: usize,
    pub(super) packets: u64,
    pub(super) bytes: u64,
    pub(super) dropped: Drops,
}

impl Batch {
    /// The next datagram and its sender.
    pub(super) fn next(&mut self) -> Option<(SocketAddr, &mut [u8])> {
        let &(from, start, end) = self.entries.get(self.position)?;
        self.position += 1;
        Some((from, self.data.get_mut(start..end)?))
    }

    fn clear(&mut self) {
        // Memory of an unusual burst is given back.
        self.data.clear();
        self.data.shrink_to(1 << 20);
        self.entries.clear();
        self.position = 0;
        self.packets = 0;
        self.bytes = 0;
        self.dropped = Drops::default();
    }

    fn push(&mut self, from: SocketAddr, packet: &[u8]) {
        let start = self.data.len();
        self.data.extend_from_slice(packet);
        self.entries.push((from, start, self.data.len()));
    }
}

impl Inbox {
    pub(super) fn new(limits: IntakeLimits, player_limit: u16) -> Self {
        let known_limit =
            usize::from(player_limit).saturating_mul(limits.packets_per_player as usize);
        Self { state: Mutex::default(), limits, known_limit: known_limit.max(256) }
    }

    /// Reads the socket until it is empty, or for a bounded number of datagrams. Answers how many.
    pub(super) fn fill(&self, socket: &UdpSocket) -> usize {
        self.read(&mut self.lock(), socket)
    }

    /// Swaps the waiting datagrams into `batch` and opens a new round.
    pub(super) fn drain(&self, socket: &UdpSocket, batch: &mut Batch) {
        batch.clear();
        let mut state = self.lock();
        self.read(&mut state, socket);
        std::mem::swap(&mut state.batch, batch);
        state.round += 1;
        state.known_packets = 0;
        state.requests = 0;
    }

    pub(super) fn add_known(&self, peer: SocketAddr) {
        self.lock().known.entry(peer).or_default();
    }

    pub(super) fn remove_known(&self, peer: SocketAddr) {
        self.lock().known.remove(&peer);
    }

    pub(super) fn known_count(&self) -> usize {
        self.lock().known.len()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing in here leaves the state half changed, so a poisoned lock is as good as any.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self, state: &mut State, socket: &UdpSocket) -> usize {
        let mut buffer = [0; BUFFER_BYTES];
        for count in 0..READ_AT_ONCE {
            match socket.recv_from(&mut buffer) {
                Ok((length, from)) => {
                    let packet = buffer.get(..length).unwrap_or_default();
                    state.batch.packets += 1;
                    state.batch.bytes += length as u64;
                    match self.admit(state, from, packet) {
                        Ok(()) => state.batch.push(from, packet),
                        Err(reason) => state.batch.dropped.add(reason),
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return count,
                // On Windows a send to a closed port shows up here; it says nothing about others.
                Err(_) => {}
            }
        }
        READ_AT_ONCE
    }

    fn admit(&self, state: &mut State, from: SocketAddr, packet: &[u8]) -> Result<(), DropReason> {
        let kind = check_header(packet)?;
        let Some(used) = state.known.get_mut(&from) else {
            if kind != PacketKind::ConnectionRequest {
                return Err(DropReason::Stranger);
            }
            if state.requests >= self.limits.requests as usize {
                return Err(DropReason::GlobalFlood);
            }
            state.requests += 1;
            return Ok(());
        };
        if used.round != state.round {
            *used = Used { round: state.round, ..Used::default() };
        }
        used.packets = used.packets.saturating_add(1);
        used.bytes = used.bytes.saturating_add(packet.len() as u32);
        if used.packets > self.limits.packets_per_address
            || used.bytes > self.limits.bytes_per_address
        {
            return Err(DropReason::AddressFlood);
        }
        if state.known_packets >= self.known_limit {
            return Err(DropReason::GlobalFlood);
        }
        state.known_packets += 1;
        Ok(())
    }
}
