//! The parts of people: shared meshes, coloured by each instance's tag.

use super::gait::Role;
use bevy::math::Vec3;

mod shapes;

pub(crate) use shapes::shape;

/// Which of a person's colours a part takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hue {
    /// Cloth.
    Clothes,
    /// Darker cloth.
    Trousers,
    /// Skin.
    Skin,
    /// Hair.
    Hair,
}

/// A part of a person: where it hangs, on which other part (by place in the list), how it moves.
pub(crate) struct Part {
    /// Its shape.
    pub(crate) shape: Shape,
    /// Place in the list of what it hangs on.
    pub(crate) on: Option<usize>,
    /// Where, from there.
    pub(crate) at: Vec3,
    /// How it moves.
    pub(crate) role: Role,
    /// What colours it.
    pub(crate) hue: Hue,
}

/// Shapes of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    /// Belt and skirt.
    Hips,
    /// Chest.
    Torso,
    /// Head with a face.
    Head,
    /// A head of bone with burning eyes.
    Skull,
    /// Upper arm.
    Arm,
    /// Lower arm and hand.
    Forearm,
    /// Upper leg.
    Thigh,
    /// Lower leg and boot.
    Shin,
    /// Short hair.
    Short,
    /// Long hair.
    Long,
    /// A bun.
    Bun,
    /// A beard, with short hair.
    Beard,
    /// A hood.
    Hood,
    /// A straw hat.
    Hat,
    /// A crown.
    Crown,
    /// A sword in the hand.
    Sword,
    /// A bow in the hand.
    Bow,
    /// A quiver on the back.
    Quiver,
}

/// All shapes.
pub(crate) const SHAPES: [Shape; 18] = [
    Shape::Hips,
    Shape::Torso,
    Shape::Head,
    Shape::Skull,
    Shape::Arm,
    Shape::Forearm,
    Shape::Thigh,
    Shape::Shin,
    Shape::Short,
    Shape::Long,
    Shape::Bun,
    Shape::Beard,
    Shape::Hood,
    Shape::Hat,
    Shape::Crown,
    Shape::Sword,
    Shape::Bow,
    Shape::Quiver,
];

/// Height of a person as built, metres.
pub(crate) const HEIGHT: f32 = 1.78;

/// The parts of a person with these things on.
pub(crate) fn body(head: Shape, extras: &[(Shape, Hue)]) -> Vec<Part> {
    let part = |shape, on, at, role, hue| Part { shape, on, at, role, hue };
    let mut parts = vec![
        part(Shape::Hips, None, Vec3::Y * 0.92, Role::Hips, Hue::Clothes),
        part(Shape::Torso, Some(0), Vec3::Y * 0.05, Role::Torso, Hue::Clothes),
        part(head, Some(1), Vec3::Y * 0.52, Role::Head, Hue::Skin),
    ];
    for left in [true, false] {
        // Looking along +z, the left is at +x.
        let side = if left { 1.0 } else { -1.0 };
        let first = parts.len();
        parts.push(part(
            Shape::Arm,
            Some(1),
            Vec3::new(side * 0.265, 0.45, 0.0),
            Role::Arm(left),
            Hue::Clothes,
        ));
        parts.push(part(
            Shape::Forearm,
            Some(first),
            Vec3::Y * -0.28,
            Role::Forearm(left),
            Hue::Skin,
        ));
        parts.push(part(
            Shape::Thigh,
            Some(0),
            Vec3::new(side * 0.105, -0.06, 0.0),
            Role::Thigh(left),
            Hue::Trousers,
        ));
        parts.push(part(
            Shape::Shin,
            Some(first + 2),
            Vec3::Y * -0.41,
            Role::Shin(left),
            Hue::Trousers,
        ));
    }
    for &(shape, hue) in extras {
        let (on, at) = match shape {
            // Forearms are at 4 (left) and 8 (right).
            Shape::Sword => (8, Vec3::new(0.0, -0.27, 0.02)),
            Shape::Bow => (4, Vec3::new(0.0, -0.27, 0.0)),
            Shape::Quiver => (1, Vec3::new(0.0, 0.28, -0.16)),
            _ => (2, Vec3::ZERO),
        };
        parts.push(part(shape, Some(on), at, Role::Still, hue));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_is_sound_and_small() {
        for kind in SHAPES {
            let sculpt = shape(kind);
            sculpt.assert_sound();
            let (_, half) = sculpt.bounds();
            assert!(half.max_element() < 0.7 && sculpt.positions.len() < 900, "{kind:?}");
        }
    }

    #[test]
    fn parts_hang_on_parts_before_them_and_feet_reach_the_ground() {
        let parts = body(Shape::Head, &[(Shape::Sword, Hue::Skin), (Shape::Bow, Hue::Skin)]);
        let mut places = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            let on = part.on.map_or(Vec3::ZERO, |on| {
                assert!(on < index);
                places[on]
            });
            places.push(on + part.at);
        }
        assert_eq!(parts[8].role, Role::Forearm(false));
        assert_eq!(parts[4].role, Role::Forearm(true));
        let feet =
            parts.iter().position(|part| part.shape == Shape::Shin).map(|index| places[index].y);
        let sole = feet.unwrap_or_default() + shape(Shape::Shin).bounds().0.y
            - shape(Shape::Shin).bounds().1.y;
        assert!(sole.abs() < 0.05, "feet are {sole} above the ground");
    }
}
