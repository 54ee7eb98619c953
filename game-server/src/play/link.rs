//! Where packets come from and go to, and who logged in for a connection.
//!
//! In a running server that is the network and the login desk ([`Network`]). The rules of the game
//! ask for no more than this, so that they can be tested without sockets and without a clock.

use crate::metrics::Metrics;
use renet::{ClientId, RenetServer};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;
use transport::{LoginDesk, ServerTransport, SessionTicket};

/// Moves packets between players and a [`RenetServer`], and knows who logged in.
pub(crate) trait Link: Send + Sync {
    /// Lets time pass for `renet` and takes in what arrived since the last call.
    fn receive(&mut self, renet: &mut RenetServer);
    /// Sends what `renet` has for each client, and ends the connections that it ended.
    fn send(&mut self, renet: &mut RenetServer);
    /// Ends every connection.
    fn end(&mut self, renet: &mut RenetServer);
    /// Who logged in for this connection; kept until [`Self::forget`].
    fn claim(&self, client: ClientId) -> Option<SessionTicket>;
    /// A connection is over, its login with it.
    fn forget(&self, client: ClientId);
    /// Lets nobody log in any more.
    fn close(&self);
    /// Writes its figures and is told how many players there are.
    fn report(&self, players: usize, metrics: &Metrics);
}

/// The network and the login desk.
pub(crate) struct Network {
    transport: ServerTransport,
    desk: Arc<Mutex<LoginDesk>>,
    ticked: Instant,
}

impl Network {
    pub(crate) fn new(transport: ServerTransport, desk: Arc<Mutex<LoginDesk>>) -> Self {
        Self { transport, desk, ticked: Instant::now() }
    }

    fn desk(&self) -> MutexGuard<'_, LoginDesk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Link for Network {
    fn receive(&mut self, renet: &mut RenetServer) {
        let passed = self.ticked.elapsed();
        self.ticked = Instant::now();
        renet.update(passed);
        self.transport.receive(passed, renet);
    }

    fn send(&mut self, renet: &mut RenetServer) {
        self.transport.send(renet);
    }

    fn end(&mut self, renet: &mut RenetServer) {
        self.transport.disconnect_all(renet);
    }

    fn claim(&self, client: ClientId) -> Option<SessionTicket> {
        self.desk().claim(client)
    }

    fn forget(&self, client: ClientId) {
        self.desk().forget(client);
    }

    fn close(&self) {
        self.desk().shut_down();
    }

    fn report(&self, players: usize, metrics: &Metrics) {
        metrics.set_transport(self.transport.counters());
        self.desk().set_online(players);
    }
}
