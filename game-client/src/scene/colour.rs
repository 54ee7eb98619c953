//! Colours: from a ruleset's sRGB bytes to what the shader adds up.
//!
//! A [`Vec3`] here is a linear colour. An [`Ink`] is a colour with its way of shining in the fourth
//! place, as `paint.wgsl` reads it: 1 is lit by what lights the scene, 0.5 shines of itself at
//! night, 0 shines always.

use bevy::math::{Vec3, Vec4};
use ruleset::{Rarity, Rgb};

/// A linear colour and how it shines.
pub(crate) type Ink = Vec4;

/// The linear colour of sRGB bytes.
pub(crate) fn tone(Rgb(r, g, b): Rgb) -> Vec3 {
    Vec3::new(linear(r), linear(g), linear(b))
}

/// The linear colour of `0xrrggbb`.
pub(crate) fn hex(code: u32) -> Vec3 {
    tone(Rgb((code >> 16) as u8, (code >> 8) as u8, code as u8))
}

/// A colour that is lit.
pub(crate) fn lit(tone: Vec3) -> Ink {
    tone.extend(1.0)
}

/// A colour that shines at night.
pub(crate) fn window(tone: Vec3) -> Ink {
    tone.extend(0.5)
}

/// A colour that shines always.
pub(crate) fn ember(tone: Vec3) -> Ink {
    tone.extend(0.0)
}

/// A tone made lighter (above 1) or darker (below 1) that stays within what can be shown.
pub(crate) fn shade(tone: Vec3, by: f32) -> Vec3 {
    (tone * by).min(Vec3::ONE)
}

/// The colour of a rarity.
pub(crate) fn of_rarity(rarity: Rarity) -> Vec3 {
    hex(match rarity {
        Rarity::Common => 0xd8d4c4,
        Rarity::Uncommon => 0x5fc46a,
        Rarity::Rare => 0x4a90e8,
        Rarity::Epic => 0xb060e0,
        Rarity::Legendary => 0xf0a030,
    })
}

/// A tone as the 24 bits of an instance's tag.
pub(crate) fn tag(tone: Vec3) -> u32 {
    let byte = |value: f32| (encoded(value.clamp(0.0, 1.0)) * 255.0).round() as u32;
    byte(tone.x) << 16 | byte(tone.y) << 8 | byte(tone.z)
}

fn linear(byte: u8) -> f32 {
    let value = f32::from(byte) / 255.0;
    if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

fn encoded(value: f32) -> f32 {
    if value <= 0.003_130_8 { value * 12.92 } else { 1.055 * value.powf(1.0 / 2.4) - 0.055 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_holds_the_bytes_that_a_tone_came_from() {
        for code in [0x000000, 0xffffff, 0x123456, 0xcdb98a] {
            assert_eq!(tag(hex(code)), code);
        }
    }
}
