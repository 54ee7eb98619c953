//! What a session tells the program around it.

use protocol::{Event, Kick, Outcome, RequestId};
use thiserror::Error;
use transport::Disconnected;

/// Something that happened to a session. The [`crate::View`] shows it already.
#[derive(Clone, Debug)]
pub enum Happening {
    /// The connection stands; the server will let the character in.
    Connected,
    /// The answer to a request.
    Answer {
        /// Which.
        request: RequestId,
        /// How it went.
        outcome: Outcome,
    },
    /// The server told something other than an answer.
    Told(Event),
    /// The connection is over; nothing happens after this.
    Ended(Ended),
}

/// Why a connection is over.
#[derive(Clone, Debug, Error)]
pub enum Ended {
    /// The server said why.
    #[error(transparent)]
    Kicked(#[from] Kick),
    /// This side left.
    #[error("you left the world")]
    Left,
    /// The server or the network ended it; the reason says what to do.
    #[error(transparent)]
    Lost(#[from] Disconnected),
}
