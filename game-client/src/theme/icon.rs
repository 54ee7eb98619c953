//! Icons of items, drawn by code: one shape for each use, in the item's own colour.
//!
//! Shapes are signed distances in a square from -1 to 1: negative inside. A pixel is covered by as
//! much as its distance says, which makes smooth edges; a light from above shades them.

use bevy::asset::RenderAssetUsages;
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use ruleset::{ItemBase, ItemUse, Rgb, Slot};
use std::collections::HashMap;

/// Edge of an icon in pixels.
const SIZE: u32 = 64;

/// Icons that were drawn already.
#[derive(Resource, Default)]
pub(crate) struct Icons(HashMap<Look, Handle<Image>>);

/// What tells one icon from another: shape and colour.
type Look = (Shape, (u8, u8, u8));

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Shape {
    Blade,
    Bow,
    Mail,
    Helmet,
    Ring,
    Flask,
    Key,
    Sack,
    Gem,
    Relic,
}

impl Shape {
    /// The shape of an item.
    pub(crate) const fn of(base: &ItemBase) -> Self {
        match (base.kind, base.slot) {
            (ItemUse::Melee { .. }, _) => Self::Blade,
            (ItemUse::Ranged { .. }, _) => Self::Bow,
            (_, Some(slot)) => Self::of_slot(slot),
            (ItemUse::Armour { .. }, None) => Self::Mail,
            (ItemUse::Potion { .. }, _) => Self::Flask,
            (ItemUse::Key, _) => Self::Key,
            (ItemUse::Goods, _) => Self::Sack,
            (ItemUse::Trinket, _) => Self::Gem,
            (ItemUse::Sealed, _) => Self::Relic,
        }
    }

    /// The shape that stands for an empty slot.
    pub(crate) const fn of_slot(slot: Slot) -> Self {
        match slot {
            Slot::Hand => Self::Blade,
            Slot::Bow => Self::Bow,
            Slot::Body => Self::Mail,
            Slot::Head => Self::Helmet,
            Slot::Charm => Self::Ring,
        }
    }

    /// Distance from the shape's edge; negative inside.
    fn distance(self, at: Vec2) -> f32 {
        match self {
            Self::Blade => {
                let (a, b) = (Vec2::new(-0.42, 0.42), Vec2::new(0.68, -0.68));
                let blade = segment(at, a, b) - 0.115 + 0.09 * (at - a).length() / 1.55;
                let guard = segment(at, Vec2::new(-0.55, 0.08), Vec2::new(-0.08, 0.55)) - 0.075;
                let grip = segment(at, a, Vec2::new(-0.68, 0.68)) - 0.085;
                let pommel = (at - Vec2::new(-0.72, 0.72)).length() - 0.12;
                blade.min(guard).min(grip).min(pommel)
            }
            Self::Bow => {
                let at = Vec2::new(at.x - at.y, at.x + at.y) * std::f32::consts::FRAC_1_SQRT_2;
                let hoop = ((at + Vec2::new(0.55, 0.0)).length() - 0.95).abs() - 0.085;
                let limb = hoop.max(-at.x - 0.02);
                let string = segment(at, Vec2::new(0.0, -0.77), Vec2::new(0.0, 0.77)) - 0.03;
                let arrow = segment(at, Vec2::new(-0.62, 0.0), Vec2::new(0.72, 0.0)) - 0.04;
                let head = diamond(at - Vec2::new(0.76, 0.0), Vec2::new(0.18, 0.13));
                limb.min(string).min(arrow).min(head)
            }
            Self::Mail => {
                let chest = rounded(at - Vec2::new(0.0, 0.16), Vec2::new(0.40, 0.54), 0.12);
                let arms = rounded(at - Vec2::new(0.0, -0.30), Vec2::new(0.74, 0.16), 0.12);
                let neck = (at - Vec2::new(0.0, -0.62)).length() - 0.26;
                chest.min(arms).max(-neck)
            }
            Self::Helmet => {
                let dome = (at - Vec2::new(0.0, 0.05)).length() - 0.62;
                let cut = -(0.42 - at.y);
                let face = rounded(at - Vec2::new(0.0, 0.36), Vec2::new(0.30, 0.24), 0.05);
                let nose = rounded(at - Vec2::new(0.0, 0.2), Vec2::new(0.07, 0.34), 0.03);
                dome.max(cut).max(-face).min(nose)
            }
            Self::Ring => {
                let hoop = ((at - Vec2::new(0.0, 0.2)).length() - 0.44).abs() - 0.10;
                let stone = diamond(at - Vec2::new(0.0, -0.46), Vec2::new(0.24, 0.27));
                hoop.min(stone)
            }
            Self::Flask => {
                let belly = (at - Vec2::new(0.0, 0.24)).length() - 0.46;
                let neck = rounded(at - Vec2::new(0.0, -0.34), Vec2::new(0.14, 0.36), 0.03);
                let lip = rounded(at - Vec2::new(0.0, -0.62), Vec2::new(0.24, 0.08), 0.04);
                belly.min(neck).min(lip)
            }
            Self::Key => {
                let bow = ((at - Vec2::new(-0.40, -0.0)).length() - 0.25).abs() - 0.09;
                let shaft = segment(at, Vec2::new(-0.12, 0.0), Vec2::new(0.72, 0.0)) - 0.075;
                let teeth = [0.44, 0.66]
                    .map(|x| segment(at, Vec2::new(x, 0.0), Vec2::new(x, 0.27)) - 0.065);
                bow.min(shaft).min(teeth[0]).min(teeth[1])
            }
            Self::Sack => {
                let belly = ((at - Vec2::new(0.0, 0.22)) / Vec2::new(1.12, 1.0)).length() - 0.48;
                let top = rounded(at - Vec2::new(0.0, -0.5), Vec2::new(0.26, 0.16), 0.08);
                let tie = rounded(at - Vec2::new(0.0, -0.27), Vec2::new(0.30, 0.06), 0.05);
                belly.min(top).min(tie)
            }
            Self::Gem => diamond(at, Vec2::new(0.52, 0.68)),
            Self::Relic => {
                // A casket with a seal hanging from its lid.
                let chest = rounded(at - Vec2::new(0.0, 0.30), Vec2::new(0.66, 0.38), 0.08);
                let lid = rounded(at - Vec2::new(0.0, -0.38), Vec2::new(0.70, 0.22), 0.16);
                let seal = (at - Vec2::new(0.0, 0.04)).length() - 0.24;
                let groove = (at - Vec2::new(0.0, 0.04)).length() - 0.33;
                let eye = (at - Vec2::new(0.0, 0.04)).length() - 0.09;
                chest.min(lid).max(-groove).min(seal.max(-eye))
            }
        }
    }
}

impl Icons {
    /// The icon of a shape in a colour.
    pub(crate) fn of(
        &mut self,
        shape: Shape,
        colour: Rgb,
        images: &mut Assets<Image>,
    ) -> Handle<Image> {
        let key = (shape, (colour.0, colour.1, colour.2));
        self.0.entry(key).or_insert_with(|| images.add(image(shape, colour))).clone()
    }
}

fn image(shape: Shape, colour: Rgb) -> Image {
    let size = Extent3d { width: SIZE, height: SIZE, depth_or_array_layers: 1 };
    let format = TextureFormat::Rgba8UnormSrgb;
    let pixels = draw(shape, colour);
    Image::new(size, TextureDimension::D2, pixels, format, RenderAssetUsages::default())
}

/// The pixels of an icon, RGBA, row by row.
fn draw(shape: Shape, colour: Rgb) -> Vec<u8> {
    let tint = Vec3::new(f32::from(colour.0), f32::from(colour.1), f32::from(colour.2));
    let step = 2.0 / SIZE as f32;
    let mut pixels = Vec::with_capacity((SIZE * SIZE * 4) as usize);
    for y in 0..SIZE {
        for x in 0..SIZE {
            let at = Vec2::new(x as f32 + 0.5, y as f32 + 0.5) * step - 1.0;
            let distance = shape.distance(at);
            // An outline of ink, then the shape, lit from the upper left.
            let lit = shape.distance(at + Vec2::new(0.07, 0.09)) - distance;
            let body = tint * (0.92 + (lit * 3.2).clamp(-0.42, 0.38)) + (lit * 55.0).max(0.0);
            let cover = |edge: f32| (0.5 - (distance - edge) / step).clamp(0.0, 1.0);
            let (outer, inner) = (cover(0.06), cover(0.0));
            let ink = Vec3::new(16.0, 11.0, 7.0);
            let shade = ink.lerp(body, inner).clamp(Vec3::ZERO, Vec3::splat(255.0));
            pixels.extend([shade.x as u8, shade.y as u8, shade.z as u8, (outer * 255.0) as u8]);
        }
    }
    pixels
}

fn segment(at: Vec2, from: Vec2, to: Vec2) -> f32 {
    let along = ((at - from).dot(to - from) / (to - from).length_squared()).clamp(0.0, 1.0);
    (at - from - (to - from) * along).length()
}

fn rounded(at: Vec2, half: Vec2, radius: f32) -> f32 {
    let outside = at.abs() - half + radius;
    outside.max(Vec2::ZERO).length() + outside.max_element().min(0.0) - radius
}

fn diamond(at: Vec2, half: Vec2) -> f32 {
    (at.x.abs() / half.x + at.y.abs() / half.y - 1.0) * half.min_element() * 0.75
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_fills_a_good_part_of_its_square_and_leaves_the_corners() {
        let shapes = [
            Shape::Blade,
            Shape::Bow,
            Shape::Mail,
            Shape::Helmet,
            Shape::Ring,
            Shape::Flask,
            Shape::Key,
            Shape::Sack,
            Shape::Gem,
            Shape::Relic,
        ];
        for shape in shapes {
            let pixels = draw(shape, Rgb(180, 160, 120));
            assert_eq!(pixels, draw(shape, Rgb(180, 160, 120)));
            let covered = pixels.chunks(4).filter(|pixel| pixel[3] > 128).count();
            let share = covered as f32 / (SIZE * SIZE) as f32;
            assert!((0.08..0.75).contains(&share), "{shape:?} covers {share}");
            assert_eq!(pixels[3], 0, "{shape:?} leaves the corner");
        }
    }
}
