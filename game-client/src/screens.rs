//! What fills the window: title, loading, the game, or why it ended.

mod ended;
mod failure;
mod loading;
mod own_name;
mod playing;
mod title;

pub use failure::{Failure, Remedy};
pub use loading::{Step, Steps};
pub(crate) use own_name::{check_name, random_name};
pub(crate) use title::TitleError;

use bevy::prelude::*;

/// What fills the window.
#[derive(States, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Screen {
    /// The start.
    #[default]
    Title,
    /// On the way into a world.
    Loading,
    /// In a world.
    Playing,
    /// Out of it, for a reason.
    Ended,
}

/// What the player set out to do; kept, so that it can be tried again.
#[derive(Resource, Clone, Debug, PartialEq, Eq)]
pub struct Journey {
    /// Under which name.
    pub name: String,
    /// Where to.
    pub to: Destination,
}

/// Where to play.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// An own server on this machine.
    Here,
    /// A server at an address or invite.
    There(String),
}

/// Adds the screens.
pub(crate) fn plugin(app: &mut App) {
    app.init_state::<Screen>();
    app.add_plugins((title::plugin, loading::plugin, playing::plugin, ended::plugin));
}
