//! The pass in an invite.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::identity::{ServerIdentity, ServerKey};

/// What a pass's signature begins with. The leading 0xff keeps it from ever being a Solana
/// transaction, whose first byte counts signatures.
const DOMAIN: &[u8] = b"\xffseedbound invite v1";

/// The server's word that whoever shows it may come in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvitePass {
    /// Unix seconds after which it no longer holds; `None` holds until the server changes its key.
    pub until: Option<u64>,
    /// By the server's identity.
    #[serde(with = "crate::hex::array")]
    pub signature: [u8; 64],
}

impl InvitePass {
    pub(crate) fn issue(identity: &ServerIdentity, until: Option<u64>) -> Self {
        Self { until, signature: identity.sign(&message(until)) }
    }

    /// Whether it has not run out at `now` (Unix time).
    #[must_use]
    pub fn is_current(&self, now: Duration) -> bool {
        self.until.is_none_or(|until| now.as_secs() <= until)
    }

    /// Whether the server with this key issued it.
    #[must_use]
    pub fn is_from(&self, server: &ServerKey) -> bool {
        server.verifies(&message(self.until), &self.signature)
    }
}

impl std::fmt::Debug for InvitePass {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The signature is what opens the door: it stays out of logs.
        formatter.debug_struct("InvitePass").field("until", &self.until).finish_non_exhaustive()
    }
}

/// A pass without end has no number after the text, so it cannot be taken for one with an end.
fn message(until: Option<u64>) -> Vec<u8> {
    let mut message = DOMAIN.to_vec();
    if let Some(until) = until {
        message.extend_from_slice(&until.to_le_bytes());
    }
    message
}
