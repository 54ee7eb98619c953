//! What a player's program does with a server: log in, follow, predict, act.
//!
//! The graphical client and the bots are built on this crate. It knows no Bevy, starts no thread and
//! has no clock: time is what the caller says has passed, so that what a session shows follows from
//! what arrived and when. (The sockets are the transport's.)
//!
//! ```text
//!   join ---> LoggedIn, World ---> Session
//!                                    | update(dt): events, snapshots -> Happening, View
//!                                    | tick(wish): Input -> predicted at once, sent, reconciled
//!                                    | ask(Ask)  -> Happening::Answer
//!                                    | pose(id)  -> where to draw
//! ```
//!
//! # Invariants
//! - What the player signs is built here from what the player asked for; a proposal of the server that
//!   differs from it is refused, in sight.
//! - Nothing that a server sends panics; bytes that are no message are counted ([`Heard`]) and
//!   dropped.
//! - The [`View`] holds what the server sent and nothing else, but for [`View::own`], which is ahead
//!   of it by the inputs that the server has not answered.
//! - A session without prediction generates no terrain: a thousand of them share one [`World`].
//!
//! [`World`]: worldgen::World

mod clock;
mod deals;
mod error;
mod happening;
mod join;
mod known_servers;
mod mirror;
mod place;
mod predict;
mod round_trip;
mod session;
mod track;
mod view;
mod wish;

pub use error::SessionError;
pub use happening::{Ended, Happening};
pub use join::{Joined, Joining, join, open_world};
pub use known_servers::KnownServers;
pub use mirror::Heard;
pub use place::Place;
pub use predict::{Corrections, Predictor};
pub use session::{Network, Options, Session};
pub use track::{Drawn, Sample, Track};
pub use view::{ChatLine, Seen, View};
pub use wish::Wish;
