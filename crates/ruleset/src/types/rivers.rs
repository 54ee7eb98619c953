//! Where rivers run, how wide they get, and where they stand as lakes.

use seed::Mm;
use serde::Serialize;

/// Rivers and lakes. The defaults were tuned by eye on maps of 16 km.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RiverRules {
    /// Catchment from which a stream is seen, hectares of mean rain.
    pub catchment_ha: u32,
    /// Width of a stream with that catchment; it grows with the root of the catchment.
    pub source_width: Mm,
    /// The narrowest and the widest river.
    pub width: (Mm, Mm),
    /// In how many of 1,000 basins with a way out a river widens to a lake.
    pub lakes_per_mille: u16,
    /// Radius of such a lake, from the least stream to the largest river.
    pub lake_radius: (Mm, Mm),
    /// The same in basins without a way out, which all hold one.
    pub basin_radius: (Mm, Mm),
    /// Depth of a lake of no size.
    pub lake_depth: Mm,
    /// Its depth more, per mille of its radius.
    pub lake_slope_per_mille: u16,
}

impl Default for RiverRules {
    fn default() -> Self {
        Self {
            catchment_ha: 12,
            source_width: Mm(2_600),
            width: (Mm(2_400), Mm(16_000)),
            lakes_per_mille: 550,
            lake_radius: (Mm(14_000), Mm(38_000)),
            basin_radius: (Mm(22_000), Mm(56_000)),
            lake_depth: Mm(1_200),
            lake_slope_per_mille: 50,
        }
    }
}
