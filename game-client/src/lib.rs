//! The game: what a player sees and does.
//!
//! A client is a window onto a server. It derives the world from the server's seed, draws it, sends
//! what the player wants, and shows what the server answers. It decides nothing: positions are
//! predicted and corrected, everything else waits for the server.
//!
//! ```text
//!   keys, mouse, script --> controls --> connection --> server
//!                                            |
//!             play (resources) <-------------+------> scene::Stage
//!                |                                        |
//!         hud, menus, screens                     scene, camera
//! ```
//!
//! # What it is not
//! No game rule lives here, and no picture, sound or font comes from a file: all is built from seeds
//! and code.
//!
//! # Invariants
//! - The interface reads [`play`] and writes requests; only the connection touches the session.
//! - Slow work (starting a server, logging in, drawing a map) runs on other threads; a frame waits
//!   for none of it.
//! - Whatever fails ends on a screen that says what happened and what to do.

mod address;
mod app;
mod camera;
mod connection;
mod controls;
mod goals;
mod hud;
mod local_server;
mod menus;
mod options;
mod paths;
pub mod play;
pub mod scene;
mod schedule;
mod screens;
mod script;
mod settings;
mod target;
#[cfg(test)]
mod testing;
mod theme;
mod wording;

pub use app::app;
pub use menus::Menu;
pub use options::{Options, Size, SizeError};
pub use schedule::ClientSystems;
pub use screens::{Destination, Failure, Journey, Remedy, Screen, Step, Steps};

use bevy::app::AppExit;
use std::process::ExitCode;

/// Runs the game until the player leaves it or the script ends.
///
/// # Errors
/// What is wrong with the options.
pub fn run(options: Options) -> anyhow::Result<ExitCode> {
    Ok(match app(options)?.run() {
        AppExit::Success => ExitCode::SUCCESS,
        AppExit::Error(_) => ExitCode::FAILURE,
    })
}
