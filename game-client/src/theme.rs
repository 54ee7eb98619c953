//! The look of the interface: dark leather, bronze and parchment.
//!
//! Everything that is drawn over the world is built from the pieces here, so that it looks the same
//! everywhere and is changed in one place.

pub(crate) mod bar;
pub(crate) mod button;
pub(crate) mod colour;
pub(crate) mod field;
pub(crate) mod icon;
pub(crate) mod panel;
mod scale;
pub(crate) mod slider;
pub(crate) mod text;

pub(crate) use button::{button, button_sized};
pub(crate) use panel::panel;
pub(crate) use text::label;

use bevy::prelude::*;

/// Adds what keeps the pieces alive.
pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<icon::Icons>();
    app.add_plugins((bar::plugin, button::plugin, field::plugin, scale::plugin, slider::plugin));
}
