//! What is made and used up in settlements, and how prices follow.

use serde::Serialize;

/// Numbers of the economy, from `economy.toml`. Amounts are thousandths of a load a week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EconomyRules {
    /// What a person makes where the land does not matter.
    pub output: u32,
    /// What a person's work uses up of each thing that it needs.
    pub input: u32,
    /// What lies in stores of each thing, above zero: it keeps the price of what nobody makes finite.
    pub stores: u32,
    /// The least and the highest price, per mille of an item's value; 1,000 lies between them.
    pub price_per_mille: (u16, u16),
    /// How far goods are brought, metres.
    pub reach_m: u32,
    /// What the way adds to a price, per mille of an item's value for each kilometre.
    pub way_per_mille: u32,
    /// What fields yield on the driest and on the wettest land, per mille of `output`.
    pub field_per_mille: (u32, u32),
    /// What waters yield, from the nearest on.
    pub waters: Vec<WaterYield>,
    /// What they yield where none of those is near, per mille of `output`.
    pub no_water_per_mille: u32,
}

/// What waters yield that are no farther than this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct WaterYield {
    /// How far from the middle of the settlement, metres.
    pub within_m: u32,
    /// How much, per mille of [`EconomyRules::output`].
    pub per_mille: u32,
}

impl Default for EconomyRules {
    fn default() -> Self {
        let water = |within_m, per_mille| WaterYield { within_m, per_mille };
        Self {
            output: 3_000,
            input: 600,
            stores: 800,
            price_per_mille: (500, 2_000),
            reach_m: 2_600,
            way_per_mille: 90,
            field_per_mille: (500, 1_500),
            waters: vec![water(120, 1_400), water(240, 1_100), water(400, 800)],
            no_water_per_mille: 300,
        }
    }
}
