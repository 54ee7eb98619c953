//! Plants and rocks: each kind of the ruleset in a few variants and three details, one unit high.
//!
//! They are built once for a world and copied into the tiles' meshes: a forest is one mesh a tile.

use super::colour::tone;
use super::noise::{Dice, hash};
use super::sculpt::Sculpt;
use bevy::math::Vec3;
use ruleset::{Flora, FloraId, FloraShape, Ruleset};

mod low;
mod stone;
mod tree;

pub(crate) use low::blade;

/// Variants of each kind.
pub(crate) const VARIANTS: usize = 4;

/// How finely a plant is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// To stand beside.
    Near = 0,
    /// Across a field.
    Middle = 1,
    /// A wood on a hill.
    Far = 2,
}

/// What a builder knows of its plant.
struct Plan {
    stem: Vec3,
    leaf: Vec3,
    detail: Detail,
    /// Differs between kinds of one shape: an oak is not a birch.
    habit: Dice,
    /// Differs between variants of one kind.
    dice: Dice,
}

/// Every kind, variant and detail.
pub(crate) struct Nursery(Vec<[[Sculpt; 3]; VARIANTS]>);

impl Nursery {
    /// Builds them all; some milliseconds.
    pub(crate) fn new(rules: &Ruleset) -> Self {
        let grow = |flora: &Flora| {
            std::array::from_fn(|variant| {
                [Detail::Near, Detail::Middle, Detail::Far]
                    .map(|detail| build(flora, variant, detail))
            })
        };
        Self(rules.flora.iter().map(grow).collect())
    }

    /// One of them; `None` for a kind of another ruleset.
    pub(crate) fn of(&self, flora: FloraId, variant: u32, detail: Detail) -> Option<&Sculpt> {
        let kind = self.0.get(usize::from(flora.0))?;
        Some(&kind[variant as usize % VARIANTS][detail as usize])
    }
}

/// Is it seen from far away?
pub(crate) fn is_tall(shape: FloraShape) -> bool {
    matches!(
        shape,
        FloraShape::Conifer | FloraShape::Broadleaf | FloraShape::Dead | FloraShape::Palm
    )
}

/// Is it only seen from nearby?
pub(crate) fn is_small(shape: FloraShape) -> bool {
    matches!(shape, FloraShape::Grass | FloraShape::Flower | FloraShape::Reed)
}

fn build(flora: &Flora, variant: usize, detail: Detail) -> Sculpt {
    let name = flora.name.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31) ^ u32::from(byte));
    let plan = Plan {
        stem: tone(flora.stem),
        leaf: tone(flora.leaf),
        detail,
        habit: Dice::new(name),
        dice: Dice::new(hash(name as i32, variant as i32, 5)),
    };
    match flora.shape {
        FloraShape::Conifer => tree::conifer(plan),
        FloraShape::Broadleaf => tree::broadleaf(plan),
        FloraShape::Dead => tree::dead(plan),
        FloraShape::Palm => tree::palm(plan),
        FloraShape::Bush => low::bush(plan),
        FloraShape::Grass => low::grass(plan),
        FloraShape::Flower => low::flower(plan),
        FloraShape::Reed => low::reed(plan),
        FloraShape::Cactus => stone::cactus(plan),
        FloraShape::Rock => stone::rock(plan),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruleset::Rgb;
    use seed::Mm;

    const SHAPES: [FloraShape; 10] = [
        FloraShape::Conifer,
        FloraShape::Broadleaf,
        FloraShape::Dead,
        FloraShape::Palm,
        FloraShape::Bush,
        FloraShape::Grass,
        FloraShape::Flower,
        FloraShape::Cactus,
        FloraShape::Rock,
        FloraShape::Reed,
    ];

    #[test]
    fn every_shape_is_sound_about_one_unit_high_and_cheaper_from_afar() {
        for shape in SHAPES {
            let flora = Flora {
                name: format!("{shape:?}"),
                shape,
                height: (Mm(1000), Mm(2000)),
                stem: Rgb(90, 70, 50),
                leaf: Rgb(80, 120, 60),
                trunk: Mm(0),
            };
            for variant in 0..VARIANTS {
                let near = build(&flora, variant, Detail::Near);
                near.assert_sound();
                let top = near.positions.iter().map(|p| p.y).fold(0.0, f32::max);
                assert!((0.6..1.45).contains(&top), "{shape:?} is {top} high");
                assert!(near.positions.len() < 1200, "{shape:?}: {}", near.positions.len());
                let far = build(&flora, variant, Detail::Far);
                far.assert_sound();
                assert!(far.positions.len() <= near.positions.len());
                assert!(far.positions.len() < 170, "{shape:?}: {}", far.positions.len());
            }
        }
    }
}
