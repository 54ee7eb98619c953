//! Who got which session id.

use std::collections::HashMap;

use crate::identity::Wallet;

/// Whose a session is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionTicket {
    /// The player.
    pub wallet: Wallet,
    /// The name that the player logged in with.
    pub name: String,
}

/// Tickets by session id, at most `capacity`.
pub(super) struct Sessions {
    tickets: HashMap<u64, Entry>,
    capacity: usize,
}

struct Entry {
    ticket: SessionTicket,
    /// Unix seconds; `None` while its connection lasts.
    expires: Option<u64>,
}

impl Sessions {
    pub(super) fn new(capacity: usize) -> Self {
        Self { tickets: HashMap::new(), capacity }
    }

    /// `false` if there is no room.
    pub(super) fn add(&mut self, id: u64, ticket: SessionTicket, expires: u64, now: u64) -> bool {
        if self.tickets.len() >= self.capacity {
            self.tickets.retain(|_, entry| entry.expires.is_none_or(|expires| expires >= now));
        }
        if self.tickets.len() >= self.capacity {
            return false;
        }
        let expires = Some(expires);
        self.tickets.insert(id, Entry { ticket, expires });
        true
    }

    pub(super) fn find(&self, id: u64) -> Option<&SessionTicket> {
        self.tickets.get(&id).map(|entry| &entry.ticket)
    }

    pub(super) fn claim(&mut self, id: u64) -> Option<SessionTicket> {
        let entry = self.tickets.get_mut(&id)?;
        entry.expires = None;
        Some(entry.ticket.clone())
    }

    pub(super) fn forget(&mut self, id: u64) {
        self.tickets.remove(&id);
    }

    pub(super) fn len(&self) -> usize {
        self.tickets.len()
    }
}
