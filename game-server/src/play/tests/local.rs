//! Packets by hand: what `renet` would give to a socket goes straight to the client in the same
//! process, and back, once a tick.

use crate::metrics::Metrics;
use crate::play::link::Link;
use crate::schedule::TICK;
use renet::{ClientId, RenetClient, RenetServer};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use transport::SessionTicket;

/// The far ends of all connections, shared with the test.
#[derive(Clone, Default)]
pub(super) struct Lobby(Arc<Mutex<BTreeMap<ClientId, End>>>);

/// The far end of a connection.
pub(super) struct End {
    pub(super) renet: RenetClient,
    /// Who logged in; `None`: nobody did.
    pub(super) ticket: Option<SessionTicket>,
    /// The server knows it.
    known: bool,
    /// The client has gone without a word.
    pub(super) gone: bool,
}

impl End {
    pub(super) fn new(ticket: Option<SessionTicket>) -> Self {
        let config = transport::bounded(protocol::connection_config());
        let mut renet = RenetClient::new(config);
        renet.set_connected();
        Self { renet, ticket, known: false, gone: false }
    }
}

impl Lobby {
    pub(super) fn ends(&self) -> MutexGuard<'_, BTreeMap<ClientId, End>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Link for Lobby {
    fn receive(&mut self, renet: &mut RenetServer) {
        renet.update(TICK);
        for (&id, end) in self.ends().iter_mut() {
            if !end.known {
                end.known = true;
                renet.add_connection(id);
            }
            if end.gone {
                renet.remove_connection(id);
                continue;
            }
            end.renet.update(TICK);
            for packet in end.renet.get_packets_to_send() {
                // Refused where the server has ended the connection.
                let _ = renet.process_packet_from(&packet, id);
            }
        }
    }

    fn send(&mut self, renet: &mut RenetServer) {
        let mut ends = self.ends();
        for id in renet.disconnections_id() {
            renet.remove_connection(id);
            if let Some(end) = ends.get_mut(&id) {
                end.gone = true;
                end.renet.disconnect_due_to_transport();
            }
        }
        for (&id, end) in ends.iter_mut().filter(|(_, end)| !end.gone) {
            for packet in renet.get_packets_to_send(id).unwrap_or_default() {
                end.renet.process_packet(&packet);
            }
        }
    }

    fn end(&mut self, renet: &mut RenetServer) {
        for (&id, end) in self.ends().iter_mut() {
            renet.remove_connection(id);
            end.gone = true;
            end.renet.disconnect_due_to_transport();
        }
    }

    fn claim(&self, client: ClientId) -> Option<SessionTicket> {
        self.ends().get(&client)?.ticket.clone()
    }

    fn forget(&self, client: ClientId) {
        if let Some(end) = self.ends().get_mut(&client) {
            end.ticket = None;
        }
    }

    fn close(&self) {}

    fn report(&self, _players: usize, _metrics: &Metrics) {}
}
