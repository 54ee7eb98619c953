//! Volcanoes: not too steep to climb, and each within its square.

use super::report::Report;
use crate::raw::Volcanoes;
use crate::types::VolcanoRules;

pub(super) fn volcanoes(report: &mut Report<'_>, raw: Option<&Volcanoes>) -> VolcanoRules {
    let Some(raw) = raw else { return VolcanoRules::default() };
    let rules = VolcanoRules {
        cell_m: report.whole("cell", &raw.cell, (1_000, 50_000)),
        per_mille: report.whole("per_mille", &raw.per_mille, (0, 1000)),
        height: report.lengths("height", &raw.height, (10_000, 300_000)),
        radius: report.lengths("radius", &raw.radius, (60_000, 2_000_000)),
    };
    if i64::from(rules.radius.1.0) * 3 > i64::from(rules.cell_m) * 1000 {
        let what = format!("the largest volcano does not fit a square of {} m", rules.cell_m);
        report.tell(&raw.radius.span(), what, "keep the radius to a third of the cell");
    }
    // The rim is the steepest: 1.25 times twice the mean slope, half of what can be climbed.
    if i64::from(rules.height.1.0) * 10 > i64::from(rules.radius.0.0) * 4 {
        let what = "the highest volcano is too steep for the least radius";
        report.tell(&raw.height.span(), what, "keep the height to four tenths of the radius");
    }
    rules
}
