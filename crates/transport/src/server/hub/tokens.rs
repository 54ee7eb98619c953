//! Which connect tokens were presented, by whom, and whether they are used up.
//!
//! `renetcode` keeps such a list for each server: it evicts, and lets a token connect again and again
//! from the same address. Ours covers all shards, never evicts a token that could still be used, and
//! lets each connect once.

use std::{collections::HashMap, net::SocketAddr};

use crate::guard::DropReason;

/// Tokens by their tag, at most `capacity`.
pub(super) struct SpentTokens {
    tokens: HashMap<[u8; 16], Use>,
    capacity: usize,
}

struct Use {
    by: SocketAddr,
    expires: u64,
    spent: bool,
}

impl SpentTokens {
    pub(super) fn new(capacity: usize) -> Self {
        Self { tokens: HashMap::new(), capacity }
    }

    /// Notes that an authentic token came from `by`.
    ///
    /// # Errors
    /// If it is spent, belongs to another address, or there is no room. Only the login desk makes
    /// tokens, at a bounded rate and for a short time, so room lacks only when it is misconfigured.
    pub(super) fn present(
        &mut self,
        tag: [u8; 16],
        by: SocketAddr,
        expires: u64,
    ) -> Result<(), DropReason> {
        match self.tokens.get(&tag) {
            Some(token) if token.spent || token.by != by => Err(DropReason::TokenReused),
            Some(_) => Ok(()),
            None if self.tokens.len() >= self.capacity => Err(DropReason::HandshakesFull),
            None => {
                let spent = false;
                self.tokens.insert(tag, Use { by, expires, spent });
                Ok(())
            }
        }
    }

    /// The token led to a connection.
    pub(super) fn spend(&mut self, tag: &[u8; 16]) {
        if let Some(token) = self.tokens.get_mut(tag) {
            token.spent = true;
        }
    }

    /// Forgets tokens that expired (Unix seconds): they are refused for that reason from now on.
    pub(super) fn sweep(&mut self, now: u64) {
        self.tokens.retain(|_, token| token.expires >= now);
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }
}
