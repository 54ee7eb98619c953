//! The economy: prices stay finite and goods come from where the land is surveyed.

use super::report::Report;
use crate::raw;
use crate::types::{EconomyRules, WaterYield};

/// Loads of a week are counted in thousandths; more would not fit into what a town adds up.
const MOST: i64 = 1_000_000;

pub(super) fn economy(report: &mut Report<'_>, raw: &raw::Economy) -> EconomyRules {
    report.file("economy.toml");
    let usual = EconomyRules::default();
    let price_per_mille = raw.price_per_mille.as_ref().map_or(usual.price_per_mille, |range| {
        let [low, high] = *range.get_ref();
        if low > 1000 || high < 1000 {
            let hint = "the lower end is at most 1000, the higher at least: that is the value";
            report.tell(&range.span(), format!("prices are {low} to {high}"), hint);
        }
        report.wholes("price_per_mille", range, (1, 60_000))
    });
    let output = report.whole_or("output", raw.output.as_ref(), usual.output, (1, MOST));
    let field_per_mille = raw
        .field_per_mille
        .as_ref()
        .map_or(usual.field_per_mille, |range| report.wholes("field_per_mille", range, (0, 4_000)));
    let dry = raw.no_water_per_mille.as_ref();
    EconomyRules {
        output,
        input: report.whole_or("input", raw.input.as_ref(), usual.input, (0, MOST)),
        stores: report.whole_or("stores", raw.stores.as_ref(), usual.stores, (1, MOST)),
        price_per_mille,
        // Farther settlements would have to be surveyed for every price.
        reach_m: report.whole_or("reach", raw.reach.as_ref(), usual.reach_m, (0, 6_000)),
        way_per_mille: report.whole_or(
            "way_per_mille",
            raw.way_per_mille.as_ref(),
            usual.way_per_mille,
            (0, 10_000),
        ),
        field_per_mille,
        waters: waters(report, raw, usual.waters),
        no_water_per_mille: report.whole_or(
            "no_water_per_mille",
            dry,
            usual.no_water_per_mille,
            (0, 4_000),
        ),
    }
}

fn waters(report: &mut Report<'_>, raw: &raw::Economy, usual: Vec<WaterYield>) -> Vec<WaterYield> {
    if raw.water.is_empty() {
        return usual;
    }
    let mut waters: Vec<WaterYield> = Vec::new();
    for spanned in &raw.water {
        let water = spanned.get_ref();
        let within_m = report.whole("within", &water.within, (1, 2_000));
        if let Some(nearer) = waters.last().filter(|nearer| nearer.within_m >= within_m) {
            let what = format!("{within_m} m comes after {} m", nearer.within_m);
            report.tell(&water.within.span(), what, "write [[water]] from the nearest on");
        }
        let per_mille = report.whole("per_mille", &water.per_mille, (0, 4_000));
        waters.push(WaterYield { within_m, per_mille });
    }
    waters
}
