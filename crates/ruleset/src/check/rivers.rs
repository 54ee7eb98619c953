//! Rivers and lakes: within what the land can be bent to.

use super::report::Report;
use crate::raw::Rivers;
use crate::types::RiverRules;
use seed::Mm;

/// Widest river, millimetres: as wide as bridges are made for.
const WIDEST: i64 = 16_000;

/// Largest radius of a lake, millimetres: its shore is found from everywhere it reaches.
const LARGEST: i64 = 56_000;

pub(super) fn rivers(report: &mut Report<'_>, raw: &Rivers) -> RiverRules {
    let usual = RiverRules::default();
    let mut lengths = |field: &str, value: &Option<_>, usual: (Mm, Mm), bounds: (i64, i64)| {
        value.as_ref().map_or(usual, |value| report.lengths(field, value, bounds))
    };
    let width = lengths("width", &raw.width, usual.width, (2_000, WIDEST));
    let lake = (6_000, LARGEST);
    let lake_radius = lengths("lake_radius", &raw.lake_radius, usual.lake_radius, lake);
    let basin_radius = lengths("basin_radius", &raw.basin_radius, usual.basin_radius, lake);
    let mut length = |field: &str, value: &Option<_>, usual: Mm, bounds: (i64, i64)| {
        value.as_ref().map_or(usual, |value| report.length(field, value, bounds))
    };
    let source = (2_000, WIDEST);
    let source_width = length("source_width", &raw.source_width, usual.source_width, source);
    let lake_depth = length("lake_depth", &raw.lake_depth, usual.lake_depth, (600, 6_000));
    let mut whole = |field: &str, value: &Option<_>, usual: u16, bounds: (i64, i64)| {
        report.whole_or(field, value.as_ref(), usual, bounds)
    };
    let lakes = whole("lakes_per_mille", &raw.lakes_per_mille, usual.lakes_per_mille, (0, 1000));
    let slope = usual.lake_slope_per_mille;
    let slope = whole("lake_slope_per_mille", &raw.lake_slope_per_mille, slope, (0, 150));
    let catchment = raw.catchment.as_ref();
    RiverRules {
        // The flow of rivers is counted up to 130 hectares.
        catchment_ha: report.whole_or("catchment", catchment, usual.catchment_ha, (4, 60)),
        source_width,
        width,
        lakes_per_mille: lakes,
        lake_radius,
        basin_radius,
        lake_depth,
        lake_slope_per_mille: slope,
    }
}
