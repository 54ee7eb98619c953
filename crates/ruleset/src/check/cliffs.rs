//! Cliffs: land behind them that can be walked, and room to walk around them.

use super::report::Report;
use crate::raw::Cliffs;
use crate::types::CliffRules;

pub(super) fn cliffs(report: &mut Report<'_>, raw: Option<&Cliffs>) -> CliffRules {
    let Some(raw) = raw else { return CliffRules::default() };
    let rules = CliffRules {
        land_per_mille: report.whole("land_per_mille", &raw.land_per_mille, (0, 1000)),
        coast_per_mille: report.whole("coast_per_mille", &raw.coast_per_mille, (0, 1000)),
        wavelength_m: report.whole("wavelength", &raw.wavelength, (200, 5_000)),
        height: report.lengths("height", &raw.height, (2_000, 20_000)),
    };
    // A gap is about a tenth of the wavelength wide on either side; half of what can be climbed.
    if i64::from(rules.height.1.0) * 20 > i64::from(rules.wavelength_m) * 1000 {
        let what = format!("lines {} m apart have no room for such cliffs", rules.wavelength_m);
        report.tell(&raw.height.span(), what, "keep the height to a twentieth of the wavelength");
    }
    rules
}
