//! The colours, by what they are for.

use bevy::prelude::*;
use ruleset::Rarity;

const fn opaque(red: u8, green: u8, blue: u8) -> Color {
    veil(red, green, blue, 1.0)
}

const fn veil(red: u8, green: u8, blue: u8, alpha: f32) -> Color {
    Color::srgba(red as f32 / 255.0, green as f32 / 255.0, blue as f32 / 255.0, alpha)
}

/// Behind everything where no world is shown.
pub(crate) const NIGHT: Color = opaque(15, 12, 10);
/// The lighter end of [`NIGHT`].
pub(crate) const DUSK: Color = opaque(46, 34, 24);
/// Over the world behind a menu.
pub(crate) const SHADE: Color = veil(8, 6, 4, 0.55);
/// A panel's upper edge.
pub(crate) const LEATHER_LIGHT: Color = veil(50, 39, 29, 0.97);
/// A panel's lower edge.
pub(crate) const LEATHER_DARK: Color = veil(30, 23, 17, 0.97);
/// Behind what stands on the world itself: quiet.
pub(crate) const GLASS: Color = veil(18, 13, 9, 0.80);
/// Behind names above heads.
pub(crate) const VEIL: Color = veil(14, 10, 7, 0.5);
/// The inside of fields, slots and bars.
pub(crate) const WELL: Color = veil(14, 10, 7, 0.85);
/// Frames.
pub(crate) const BRONZE: Color = opaque(134, 103, 62);
/// Quiet frames.
pub(crate) const BRONZE_DARK: Color = opaque(84, 65, 42);
/// What is chosen, hovered or important.
pub(crate) const GOLD: Color = opaque(231, 190, 110);
/// Text.
pub(crate) const PARCHMENT: Color = opaque(236, 224, 199);
/// Text that matters less.
pub(crate) const MUTED: Color = opaque(170, 152, 122);
/// Text on gold.
pub(crate) const INK: Color = opaque(34, 25, 16);
/// Bad news.
pub(crate) const BAD: Color = opaque(226, 112, 88);
/// Good news.
pub(crate) const GOOD: Color = opaque(154, 196, 108);
/// Health.
pub(crate) const HEALTH: Color = opaque(172, 56, 48);
/// Stamina.
pub(crate) const STAMINA: Color = opaque(112, 150, 74);
/// Experience.
pub(crate) const EXPERIENCE: Color = opaque(196, 152, 72);
/// A button at rest.
pub(crate) const BUTTON: Color = opaque(66, 50, 34);
/// A button under the pointer.
pub(crate) const BUTTON_HOVER: Color = opaque(96, 72, 45);
/// A button being pressed.
pub(crate) const BUTTON_PRESS: Color = opaque(52, 38, 25);
/// A button that cannot be pressed.
pub(crate) const BUTTON_OFF: Color = opaque(44, 36, 28);

/// How a rarity is shown.
pub(crate) const fn rarity(rarity: Rarity) -> Color {
    match rarity {
        Rarity::Common => opaque(205, 197, 180),
        Rarity::Uncommon => opaque(134, 190, 106),
        Rarity::Rare => opaque(104, 162, 222),
        Rarity::Epic => opaque(188, 132, 214),
        Rarity::Legendary => opaque(238, 162, 66),
    }
}
