//! How hilly a climate is, and the curves that land is drawn with.

use ruleset::Ruleset;

/// From `a` to `b`.
pub(super) fn lerp(a: f64, b: f64, t: f64) -> f64 {
    a * (1.0 - t) + b * t
}

/// 0 below 0, 1 above 1, and level at both ends.
pub(super) fn smooth(t: f64) -> f64 {
    let t = t.clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// 0 at the waterline, 1 from where the coast ends; level at both ends, so that hills fade in.
pub(super) fn shore(inland: f64) -> f64 {
    smooth(inland / 0.07)
}

/// The climates of the biomes that shape lowland, with how hilly each is.
#[derive(Clone, Debug)]
pub(super) struct Climates(Vec<Climate>);

#[derive(Clone, Copy, Debug)]
struct Climate {
    temperature: (f64, f64),
    humidity: (f64, f64),
    relief: f64,
}

impl Climates {
    /// The climates of a ruleset: of land biomes that reach down to a tenth of the relief.
    pub(super) fn new(rules: &Ruleset) -> Self {
        let low = rules.terrain.relief.0 / 10;
        let share = |(low, high): (u16, u16)| (f64::from(low) / 1000.0, f64::from(high) / 1000.0);
        let climates = rules
            .biomes
            .iter()
            .filter(|biome| !biome.water && biome.height.0.0 <= low && biome.height.1.0 >= low)
            .map(|biome| Climate {
                temperature: share(biome.temperature),
                humidity: share(biome.humidity),
                relief: f64::from(biome.relief_per_mille) / 1000.0,
            })
            .collect();
        Self(climates)
    }

    /// How hilly a climate is, 0 to 1: the biomes' own reliefs, weighted by how near they are, so
    /// that hills fade where one biome passes into another.
    pub(super) fn relief(&self, temperature: f64, humidity: f64) -> f64 {
        let (mut sum, mut weights) = (0.0, 0.0);
        for climate in &self.0 {
            let away =
                outside(temperature, climate.temperature) + outside(humidity, climate.humidity);
            let near = 1.0 / (1.0 + away * away * 250.0);
            let weight = near * near;
            sum += climate.relief * weight;
            weights += weight;
        }
        if weights > 0.0 { sum / weights } else { 0.3 }
    }
}

fn outside(value: f64, (low, high): (f64, f64)) -> f64 {
    (low - value).max(value - high).max(0.0)
}
