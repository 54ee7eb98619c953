//! The order of a frame, said once.
//!
//! Each frame: the session is driven and what it heard is written down (`Listen`); keys, mouse and
//! script become wishes (`Steer`); they are sent (`Send`); the scene's stage and the camera follow
//! (`Follow`); the interface is brought up to date (`Show`).

use bevy::prelude::*;

/// The phases of a frame, in order, within [`Update`].
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClientSystems {
    /// The session is driven; what it heard becomes resources and messages.
    Listen,
    /// Keys, mouse and script become wishes and requests.
    Steer,
    /// Ticks that are due and requests go to the server.
    Send,
    /// Camera and stage follow the character.
    Follow,
    /// The interface shows what is.
    Show,
}

/// Declares the order.
pub(crate) fn plugin(app: &mut App) {
    use ClientSystems::{Follow, Listen, Send, Show, Steer};
    app.configure_sets(Update, (Listen, Steer, Send, Follow, Show).chain());
}
