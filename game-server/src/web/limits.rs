//! A TCP listener for strangers: so many connections at once, so many of one address, and each for
//! so long, whatever it does. That bounds memory and sockets without a timer for each read.

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use std::collections::HashMap;
use std::future::Future;
use std::io;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Sleep;

/// How much a listener lets happen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Connections at once. More wait in the system's line.
    pub(super) connections: usize,
    /// Of these, from one address that is not this machine. More are closed.
    pub(super) by_address: u32,
    /// How long a connection lives.
    pub(super) life: Duration,
}

impl Limits {
    /// A login is two requests of some milliseconds; 10 s leave room for the worst of networks. A
    /// thousand players who come at once go through 512 places in some turns.
    pub(super) const PUBLIC: Self =
        Self { connections: 512, by_address: 32, life: Duration::from_secs(10) };
    /// A reader of metrics keeps its connection; when it is closed it makes another.
    pub(super) const LOOPBACK: Self =
        Self { connections: 16, by_address: 16, life: Duration::from_secs(120) };
}

/// The listener.
#[derive(Debug)]
pub(super) struct Limited {
    listener: TcpListener,
    limits: Limits,
    slots: Arc<Semaphore>,
    addresses: Arc<Addresses>,
}

impl Limited {
    pub(super) fn new(listener: TcpListener, limits: Limits) -> Self {
        let slots = Arc::new(Semaphore::new(limits.connections));
        Self { listener, limits, slots, addresses: Arc::default() }
    }
}

impl Listener for Limited {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        loop {
            let Ok(slot) = Arc::clone(&self.slots).acquire_owned().await else {
                // Nobody closes the semaphore.
                return std::future::pending().await;
            };
            // `Listener` for a plain listener waits out errors such as too many open files.
            let (stream, peer) = Listener::accept(&mut self.listener).await;
            let Some(place) = Addresses::enter(&self.addresses, peer.ip(), self.limits.by_address)
            else {
                continue;
            };
            // Answers are small and whole; without it they might wait for 40 ms.
            let _ = stream.set_nodelay(true);
            let end = Box::pin(tokio::time::sleep(self.limits.life));
            return (Connection { stream, end, _slot: slot, _place: place }, peer);
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// Who is at the other end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer(pub(super) SocketAddr);

impl Connected<IncomingStream<'_, Limited>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Limited>) -> Self {
        Self(*stream.remote_addr())
    }
}

/// A connection that ends at its time.
#[derive(Debug)]
pub(super) struct Connection {
    stream: TcpStream,
    end: Pin<Box<Sleep>>,
    _slot: OwnedSemaphorePermit,
    _place: Place,
}

impl Connection {
    fn check(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        match self.end.as_mut().poll(context) {
            Poll::Ready(()) => Err(io::ErrorKind::TimedOut.into()),
            Poll::Pending => Ok(()),
        }
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.check(context)?;
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.check(context)?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check(context)?;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// Connections by address; never more entries than connections.
#[derive(Debug, Default)]
struct Addresses(Mutex<HashMap<IpAddr, u32>>);

/// One connection of an address; counted until dropped.
#[derive(Debug)]
struct Place {
    addresses: Arc<Addresses>,
    address: Option<IpAddr>,
}

impl Addresses {
    fn enter(addresses: &Arc<Self>, from: IpAddr, limit: u32) -> Option<Place> {
        let from = household(from);
        let address = (!from.is_loopback()).then_some(from);
        if let Some(address) = address {
            let mut counts = addresses.0.lock().unwrap_or_else(PoisonError::into_inner);
            let count = counts.entry(address).or_default();
            if *count >= limit {
                return None;
            }
            *count += 1;
        }
        Some(Place { addresses: Arc::clone(addresses), address })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some(address) = self.address else { return };
        let mut counts = self.addresses.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&address);
            }
        }
    }
}

/// What one customer of a network has: an IPv4 address, or an IPv6 network of 64 bits.
pub(super) fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) if !v6.is_loopback() => {
            IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64)))
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_so_many_places_and_gets_them_back() {
        let addresses = Arc::new(Addresses::default());
        let enter = |text: &str| Addresses::enter(&addresses, text.parse().expect("an address"), 2);
        let first = enter("2001:db8::1").expect("free");
        let _second = enter("2001:db8::2").expect("free, the same household");
        assert!(enter("2001:db8::3").is_none());
        let _other = enter("2001:db8:0:1::1").expect("another household");
        drop(first);
        let _third = enter("2001:db8::3").expect("free again");
        let mapped = [enter("::ffff:10.0.0.1"), enter("10.0.0.1"), enter("10.0.0.1")];
        assert!(mapped[1].is_some() && mapped[2].is_none(), "mapped addresses are the same");
        drop(mapped);
        let here: Vec<_> = (0..9).map(|_| enter("127.0.0.1")).collect();
        assert!(here.iter().all(Option::is_some), "this machine has no limit");
        assert_eq!(addresses.0.lock().expect("sound").len(), 2);
    }
}
