//! Words on the screen.

use bevy::prelude::*;

/// The game's name.
pub(crate) const TITLE: f32 = 62.0;
/// Names of windows.
pub(crate) const HEADING: f32 = 24.0;
/// Names within windows.
pub(crate) const SUBHEADING: f32 = 18.0;
/// Most text.
pub(crate) const BODY: f32 = 15.5;
/// Captions and hints.
pub(crate) const SMALL: f32 = 13.0;

/// The font at a size, logical pixels.
pub(crate) fn font(size: f32) -> TextFont {
    TextFont::from_font_size(size)
}

/// Text of a size and colour.
pub(crate) fn label(text: impl Into<String>, size: f32, colour: Color) -> impl Bundle {
    (Text::new(text), font(size), TextColor(colour), Pickable::IGNORE)
}

/// [`label`] for text on the world itself: with a shadow, so that it reads on any ground.
pub(crate) fn label_on_world(text: impl Into<String>, size: f32, colour: Color) -> impl Bundle {
    let shadow = TextShadow { offset: Vec2::splat(1.5), color: Color::srgb(0.03, 0.02, 0.01) };
    (label(text, size, colour), shadow)
}
