//! Weather: a pure function of place and hour.
//!
//! The sky is divided into fronts (`front`) that drift with the wind; each has one spell of weather
//! after another. What a spell is, is drawn as a number from fair to foul, and becomes a kind by the
//! table of the biome whose climate a place has: the same bad day is rain in the valley and snow on
//! the mountain. Near the edge of a front its strengths pass into those of the next.

mod front;

use crate::{Compass, World};
use front::Spell;
use ruleset::{BiomeId, WeatherChance, WeatherId, WeatherKind};
use seed::{Mm, Point};
use serde::{Deserialize, Serialize};

/// The least height by which a sky is chosen: above what only shores and pools reach, so that the
/// weather does not change at every bank.
const LOW: Mm = Mm(5_000);

/// The weather at a place in an hour. Strengths are per mille of the strongest there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weather {
    /// Its kind, a row of [`ruleset::WeatherRules::kinds`].
    pub kind: WeatherId,
    /// How much of the sky is covered.
    pub cloud: u16,
    /// How hard it rains.
    pub rain: u16,
    /// How hard it snows.
    pub snow: u16,
    /// How hard the wind blows.
    pub wind: u16,
    /// How thick the air is.
    pub fog: u16,
    /// Where the wind blows to.
    pub towards: Compass,
}

impl World {
    /// The weather at a place, `hour` hours after the world began. It is one of those that the
    /// place's [natural biome](Self::natural_biome) lists in the ruleset, whatever it is over water.
    /// It changes from one hour to the next as spells end and fronts drift.
    #[must_use]
    pub fn weather(&self, at: Point, hour: u32) -> Weather {
        let rules = &self.rules().weather;
        let sky = rules.sky(self.sky_at(at));
        // What stands here may have another biome than the climate's: a shore, a frayed border.
        let own = rules.sky(self.natural_biome(at));
        let seen = front::over(self, at, hour);
        let kind = |spell: &Spell| listed(own, drawn(sky, spell.foulness));
        let here = kind(&seen.spell);
        let there = kind(&seen.next);
        let none = WeatherKind::default();
        let (a, b) = (rules.kind(here).unwrap_or(&none), rules.kind(there).unwrap_or(&none));
        let mix = |of: fn(&WeatherKind) -> u16| {
            let (a, b) = (u32::from(of(a)), u32::from(of(b)));
            ((a * (1000 - seen.share) + b * seen.share) / 1000) as u16
        };
        Weather {
            kind: here,
            cloud: mix(|kind| kind.cloud),
            rain: mix(|kind| kind.rain),
            snow: mix(|kind| kind.snow),
            wind: mix(|kind| kind.wind),
            fog: mix(|kind| kind.fog),
            towards: seen.spell.towards,
        }
    }

    /// The biome that a place would have if nobody had levelled the land: cheaper than
    /// [`Self::biome`], which looks for settlements and roads first.
    #[must_use]
    pub fn natural_biome(&self, at: Point) -> BiomeId {
        self.survey().biome(at)
    }

    /// The biome on land whose sky is over a place: that of its climate, without what frays borders,
    /// and over water that of the land around.
    #[must_use]
    pub fn sky_at(&self, at: Point) -> BiomeId {
        let (x, z) = at.cell();
        let (height, temperature, humidity) = self.terrain().climate(x, z);
        self.biome_of(height.max(LOW), temperature, humidity)
    }
}

/// The kind that a sky has for a draw from 0 (fair) to 999 (foul).
fn drawn(sky: &[WeatherChance], foulness: u32) -> WeatherId {
    let total: u32 = sky.iter().map(|chance| u32::from(chance.weight)).sum();
    let mut left = foulness * total / 1000;
    let hit = sky.iter().find(|chance| {
        let weight = u32::from(chance.weight);
        let hit = left < weight;
        left = left.saturating_sub(weight);
        hit
    });
    hit.map_or(WeatherId(0), |chance| chance.kind)
}

/// The kind itself where it is listed (or nothing is), else the nearest listed one between fair and
/// foul.
fn listed(own: &[WeatherChance], kind: WeatherId) -> WeatherId {
    let away = |chance: &&WeatherChance| (chance.kind.0.abs_diff(kind.0), chance.kind);
    own.iter().min_by_key(away).map_or(kind, |chance| chance.kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sky(rows: &[(u16, u16)]) -> Vec<WeatherChance> {
        rows.iter().map(|&(kind, weight)| WeatherChance { kind: WeatherId(kind), weight }).collect()
    }

    #[test]
    fn draws_follow_the_weights_exactly() {
        let sky = sky(&[(0, 500), (2, 300), (5, 200)]);
        let count = |kind| (0..1000).filter(|&draw| drawn(&sky, draw) == WeatherId(kind)).count();
        assert_eq!((count(0), count(2), count(5), count(1)), (500, 300, 200, 0));
        assert_eq!(drawn(&[], 700), WeatherId(0));
    }

    #[test]
    fn what_a_biome_does_not_list_becomes_the_nearest_that_it_does() {
        let own = sky(&[(1, 9), (4, 1)]);
        assert_eq!(listed(&own, WeatherId(4)), WeatherId(4));
        assert_eq!(listed(&own, WeatherId(0)), WeatherId(1));
        assert_eq!(listed(&own, WeatherId(9)), WeatherId(4));
        assert_eq!(listed(&[], WeatherId(9)), WeatherId(9));
    }
}
