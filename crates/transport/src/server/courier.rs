//! The thread that hands datagrams to the kernel. A send costs 4 to 6 us on loopback, which for a
//! thousand players is a quarter of the tick; nothing that a tick decides depends on it, so the tick
//! only packs datagrams end to end and goes on.
//!
//! Order is kept. What waits is bounded: when the kernel takes less than a tick makes, the newest
//! datagrams are dropped and counted, as UDP may lose them anyway, and no tick waits for a socket.

use std::{
    io,
    net::{SocketAddr, UdpSocket},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread::{self, JoinHandle},
};

/// Datagrams that may wait for each player that the server admits: a tick makes one or two, and a
/// farewell three.
const DATAGRAMS_PER_PLAYER: usize = 16;
/// Memory of an unusual burst above this is given back, bytes.
const KEPT_BYTES: usize = 1 << 20;

/// Datagrams packed end to end, in the order in which they leave.
#[derive(Debug, Default)]
pub(super) struct Parcel {
    data: Vec<u8>,
    entries: Vec<(SocketAddr, usize)>,
}

impl Parcel {
    /// Adds a datagram.
    pub(super) fn push(&mut self, to: SocketAddr, packet: &[u8]) {
        self.data.extend_from_slice(packet);
        self.entries.push((to, self.data.len()));
    }

    fn append(&mut self, other: &mut Self) {
        let start = self.data.len();
        self.data.append(&mut other.data);
        self.entries.extend(other.entries.drain(..).map(|(to, end)| (to, start + end)));
    }

    fn clear(&mut self) {
        self.data.clear();
        self.data.shrink_to(KEPT_BYTES);
        self.entries.clear();
    }

    fn iter(&self) -> impl Iterator<Item = (SocketAddr, &[u8])> {
        let mut start = 0;
        self.entries.iter().filter_map(move |&(to, end)| {
            let packet = self.data.get(start..end)?;
            start = end;
            Some((to, packet))
        })
    }
}

/// Stops and joins its thread when dropped, after what waits was sent.
pub(super) struct Courier {
    desk: Arc<Desk>,
    limit: usize,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Desk {
    waiting: Mutex<Waiting>,
    bell: Condvar,
    failures: AtomicU64,
}

#[derive(Default)]
struct Waiting {
    parcel: Parcel,
    closed: bool,
}

impl Desk {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        // Nothing in here leaves it half changed, so a poisoned lock is as good as any.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Courier {
    pub(super) fn start(socket: Arc<UdpSocket>, player_limit: u16) -> io::Result<Self> {
        let desk = Arc::new(Desk::default());
        let own = Arc::clone(&desk);
        let thread = thread::Builder::new()
            .name("udp-send".to_owned())
            .spawn(move || deliver(&own, &socket))?;
        let limit = usize::from(player_limit).saturating_mul(DATAGRAMS_PER_PLAYER).max(1_024);
        Ok(Self { desk, limit, thread: Some(thread) })
    }

    /// Takes all of `parcel`, and leaves it empty.
    pub(super) fn post(&self, parcel: &mut Parcel) {
        if parcel.entries.is_empty() {
            return;
        }
        let mut waiting = self.desk.lock();
        if waiting.parcel.entries.is_empty() {
            std::mem::swap(&mut waiting.parcel, parcel);
        } else if waiting.parcel.entries.len() + parcel.entries.len() <= self.limit {
            waiting.parcel.append(parcel);
        } else {
            self.desk.failures.fetch_add(parcel.entries.len() as u64, Ordering::Relaxed);
        }
        drop(waiting);
        self.desk.bell.notify_one();
        parcel.clear();
    }

    /// Datagrams that neither the thread nor the kernel took, since the start.
    pub(super) fn failures(&self) -> u64 {
        self.desk.failures.load(Ordering::Relaxed)
    }
}

fn deliver(desk: &Desk, socket: &UdpSocket) {
    let mut parcel = Parcel::default();
    loop {
        parcel.clear();
        let mut waiting = desk.lock();
        while waiting.parcel.entries.is_empty() {
            if waiting.closed {
                return;
            }
            waiting = desk.bell.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
        std::mem::swap(&mut waiting.parcel, &mut parcel);
        drop(waiting);
        // The socket does not block: a full buffer loses the datagram.
        let lost = parcel.iter().filter(|(to, packet)| socket.send_to(packet, to).is_err()).count();
        desk.failures.fetch_add(lost as u64, Ordering::Relaxed);
    }
}

impl Drop for Courier {
    fn drop(&mut self) {
        self.desk.lock().closed = true;
        self.desk.bell.notify_one();
        if let Some(thread) = self.thread.take() {
            // A panic over there was reported by its hook already.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn sockets() -> (Arc<UdpSocket>, UdpSocket, SocketAddr) {
        let from = UdpSocket::bind("127.0.0.1:0").expect("a socket");
        let to = UdpSocket::bind("127.0.0.1:0").expect("a socket");
        to.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
        let address = to.local_addr().expect("an address");
        (Arc::new(from), to, address)
    }

    fn parcel(to: SocketAddr, packets: impl IntoIterator<Item = Vec<u8>>) -> Parcel {
        let mut parcel = Parcel::default();
        packets.into_iter().for_each(|packet| parcel.push(to, &packet));
        parcel
    }

    #[test]
    fn datagrams_arrive_whole_and_in_order_and_dropping_sends_what_waits() {
        let (from, to, address) = sockets();
        let courier = Courier::start(from, 16).expect("a thread");
        let packets: Vec<Vec<u8>> = (1..=100u8).map(|n| vec![n; usize::from(n)]).collect();
        for part in packets.chunks(7) {
            let mut parcel = parcel(address, part.iter().cloned());
            courier.post(&mut parcel);
            assert!(parcel.entries.is_empty() && parcel.data.is_empty());
        }
        let failures = courier.failures();
        drop(courier);
        let mut buffer = [0; 256];
        for packet in packets {
            let length = to.recv(&mut buffer).expect("a datagram");
            assert_eq!(buffer.get(..length), Some(packet.as_slice()));
        }
        assert_eq!(failures, 0);
    }

    #[test]
    fn what_does_not_fit_is_dropped_and_counted() {
        // Without a thread, as when the kernel takes nothing.
        let courier = Courier { desk: Arc::default(), limit: 3, thread: None };
        let (_, _, address) = sockets();
        courier.post(&mut parcel(address, [vec![1], vec![2]]));
        let mut flood = parcel(address, [vec![3], vec![4]]);
        courier.post(&mut flood);
        courier.post(&mut parcel(address, [vec![5]]));
        assert!(flood.entries.is_empty(), "taken from the tick all the same");
        assert_eq!(courier.failures(), 2);
        let waiting = courier.desk.lock();
        let bytes: Vec<&[u8]> = waiting.parcel.iter().map(|(_, packet)| packet).collect();
        assert_eq!(bytes, [&[1], &[2], &[5]]);
    }
}
