//! The picture of the world: everything in three dimensions.
//!
//! The game says what there is ([`Stage`]); this module draws it, while the resource exists, for
//! the camera that carries [`MainCamera`]. Nothing here decides anything, and nothing here comes
//! from a file: every mesh is built from the world's seed and from code.
//!
//! ```text
//! Stage --> land     tiles of ground, water, plants, houses around the focus (worker threads)
//!       --> dungeon  floor, walls and torches of the one that the player is in
//!       --> actors   people, creatures and things in sight, animated
//!       --> sky      sun, moon, dome, haze          --> lamps  the nearest lights
//! land, dungeon, renderer --> ready --> SceneReady, SceneProgress
//! ```
//! All surfaces share one material (`paint`) with a shader of our own, cheap enough for a
//! processor that draws: colours are in the vertices, light and haze come from Bevy's own lights
//! and fog.

mod actors;
mod bridge;
mod colour;
mod dungeon;
mod flora;
mod house;
mod lamps;
mod land;
mod landmark;
mod noise;
mod paint;
mod quality;
mod ready;
mod sculpt;
mod sky;
mod stage;

pub use actors::head_height;
pub use quality::SceneQuality;
pub use stage::{Actor, MainCamera, SceneProgress, SceneReady, Space, Stage};

use bevy::prelude::*;

/// Draws the [`Stage`] while there is one.
pub fn plugin(app: &mut App) {
    app.init_resource::<SceneQuality>();
    app.add_plugins((
        paint::plugin,
        sky::plugin,
        lamps::plugin,
        land::plugin,
        dungeon::plugin,
        actors::plugin,
        ready::plugin,
    ));
}
