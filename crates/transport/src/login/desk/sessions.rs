//! Who got which session id.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use crate::identity::Wallet;

/// Whose a session is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionTicket {
    /// The player.
    pub wallet: Wallet,
    /// The name that the player logged in with.
    pub name: String,
}

/// Who logged in and how many are online: what a tick asks the login desk for and tells it. Clones
/// share it. No call takes longer than a look into a table, whatever the desk is checking meanwhile.
#[derive(Clone)]
pub struct SessionBook {
    sessions: Arc<Mutex<Sessions>>,
    online: Arc<AtomicU32>,
}

impl SessionBook {
    pub(super) fn new(capacity: usize) -> Self {
        Self { sessions: Arc::new(Mutex::new(Sessions::new(capacity))), online: Arc::default() }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Sessions> {
        // No method leaves the table half changed.
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a session for as long as its connection lasts, until [`forget`](Self::forget). Sessions
    /// that were not claimed go when their token has expired and room is needed.
    #[must_use]
    pub fn claim(&self, id: u64) -> Option<SessionTicket> {
        self.lock().claim(id)
    }

    /// Drops a session whose connection has ended.
    pub fn forget(&self, id: u64) {
        self.lock().forget(id);
    }

    /// Says how many players are connected.
    pub fn set_online(&self, count: usize) {
        self.online.store(u32::try_from(count).unwrap_or(u32::MAX), Ordering::Relaxed);
    }

    pub(super) fn online(&self) -> u32 {
        self.online.load(Ordering::Relaxed)
    }
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
