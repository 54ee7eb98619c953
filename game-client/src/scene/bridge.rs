//! Bridges: planks on beams, rails on posts, piers in the water.

use crate::scene::colour::{hex, lit, shade};
use crate::scene::noise::Dice;
use crate::scene::sculpt::Sculpt;
use bevy::math::{Vec2, Vec3};
use worldgen::{Bridge, Road};

/// Metres between two piers, and between two posts of the rail.
const PIERS: f32 = 9.0;
const POSTS: f32 = 3.0;

/// From this level of a tile on a bridge is its deck alone.
const PLAIN_FROM: u8 = 2;

/// A bridge; where it begins, at the sea's level, is the origin. `bed` is the height of the ground
/// below its middle.
pub(crate) fn bridge(bridge: &Bridge, bed: f32, level: u8) -> Sculpt {
    let mut sculpt = Sculpt::new();
    let flat = |point: seed::Point| {
        Vec2::new(
            (point.x - bridge.from.x).to_metres_f32(),
            (point.z - bridge.from.z).to_metres_f32(),
        )
    };
    let whole = flat(bridge.to);
    let long = whole.length();
    let along = whole.normalize_or(Vec2::X);
    let aside = Vec2::new(-along.y, along.x);
    let deck = bridge.deck.to_metres_f32();
    let half = Road::HALF_WIDTH.to_metres_f32();
    let thick = Road::DECK.to_metres_f32();
    // `to` metres along, `by` to the left, at a height.
    let at = |to: f32, by: f32, height: f32| {
        let flat = along * to + aside * by;
        Vec3::new(flat.x, height, flat.y)
    };
    let mut dice = Dice::new(bridge.from.x.0 as u32 ^ (bridge.from.z.0 as u32).rotate_left(11));
    let wood = hex(0x7a6248);
    let slab = |sculpt: &mut Sculpt, from: f32, to: f32, low: f32, high: f32, tone: Vec3| {
        let ring = |height: f32| {
            [
                at(from, half, height),
                at(to, half, height),
                at(to, -half, height),
                at(from, -half, height),
            ]
        };
        sculpt.hull(ring(low), ring(high), lit(tone));
    };
    if level >= PLAIN_FROM {
        slab(&mut sculpt, 0.0, long, deck - thick, deck, wood);
        return sculpt;
    }
    slab(&mut sculpt, 0.0, long, deck - thick, deck - 0.08, shade(wood, 0.6));
    let planks = (long / 0.5).round().max(1.0) as usize;
    for plank in 0..planks {
        let share = |index: usize| long * index as f32 / planks as f32;
        let tone = shade(wood, dice.range(0.82, 1.14));
        slab(&mut sculpt, share(plank) + 0.02, share(plank + 1) - 0.02, deck - 0.08, deck, tone);
    }
    let beam = lit(shade(wood, 0.72));
    let posts = (long / POSTS).round().max(1.0) as usize;
    for side in [-1.0_f32, 1.0] {
        let by = side * (half - 0.1);
        for post in 0..=posts {
            let to = long * post as f32 / posts as f32;
            sculpt.beam(at(to, by, deck - 0.1), at(to, by, deck + 1.05), 0.16, beam);
        }
        for height in [0.55, 0.98] {
            sculpt.beam(at(0.0, by, deck + height), at(long, by, deck + height), 0.11, beam);
        }
    }
    let piers = (long / PIERS).floor() as usize;
    for pier in 1..=piers {
        let to = long * pier as f32 / (piers + 1) as f32;
        for side in [-1.0_f32, 1.0] {
            let by = side * (half - 0.5);
            sculpt.beam(at(to, by, bed - 1.5), at(to, by, deck - thick), 0.34, beam);
        }
        let height = deck - thick - 0.2;
        sculpt.beam(at(to, 0.3 - half, height), at(to, half - 0.3, height), 0.3, beam);
    }
    sculpt
}

#[cfg(test)]
mod tests {
    use super::*;
    use seed::{Mm, Point};

    #[test]
    fn a_bridge_is_sound_and_reaches_from_bank_to_bank() {
        let from = Point::metres(100, -40);
        let to = Point::metres(132, -8);
        for level in [0, 3] {
            let sculpt = bridge(&Bridge { first: 0, from, to, deck: Mm(2_100) }, -3.0, level);
            sculpt.assert_sound();
            let (middle, half) = sculpt.bounds();
            assert!((middle.x - 16.0).abs() < 0.5 && half.x > 15.5, "{middle} {half}");
        }
    }
}
