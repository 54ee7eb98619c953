//! What the land around a place feeds.
//!
//! A score from 0 to 1000: the fertility of the biomes around, less where the land is steep, and
//! fish where there is water. It decides how large a settlement gets.

use crate::world::survey::{DIRECTIONS, Survey, towards};
use seed::{Mm, Point};

/// Rings on which the land is looked at.
const RINGS: [Mm; 3] = [Mm(70_000), Mm(160_000), Mm(280_000)];

/// What a piece of water feeds, per mille.
const FISH: i64 = 520;

/// Steepest land that is worked, millimetres on a metre over [`STRIDE`].
const STEEP: i64 = 220;

/// Between the two looks that tell how steep the land is.
const STRIDE: Mm = Mm(20_000);

/// What the land around a place feeds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Food {
    /// Per mille of the best land.
    pub score: u16,
    /// There is open water among it.
    pub water: bool,
}

/// Judges the land around a place.
pub(super) fn around(survey: Survey<'_>, at: Point) -> Food {
    let (mut sum, mut count, mut water) = (0_i64, 0_i64, 0_i64);
    for (ring, &distance) in RINGS.iter().enumerate() {
        for way in DIRECTIONS.iter().skip(ring % 2).step_by(2) {
            let spot = towards(at, *way, distance);
            let ground = survey.ground(spot);
            count += 1;
            if ground.height < ground.water {
                water += 1;
                sum += FISH;
                continue;
            }
            let next = towards(spot, *way, STRIDE);
            let rise = i64::from((survey.height(next) - ground.height).abs().0);
            let slope = (rise * 1000 / i64::from(STRIDE.0)).min(STEEP);
            let fertile =
                i64::from(survey.rules.biome(survey.biome_of(ground)).fertility_per_mille);
            sum += fertile * (STEEP - slope / 2) / STEEP;
        }
    }
    // Some water is worth more than its fish: it waters, cleans and carries.
    let shore = if (1..=count / 2).contains(&water) { 60 } else { 0 };
    let score = (sum / count.max(1) + shore).clamp(0, 1000);
    Food { score: score as u16, water: water > 0 }
}
