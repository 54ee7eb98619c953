//! Cliffs: lines along which the land breaks off, inland and along stretches of the coasts.
//!
//! Inland a line is where a noise is zero. Towards it the land rises gently, like the back of a tilted
//! bed of rock, and breaks off there. All lines of a world face the same way: where one turns round it
//! fades out, so that no line closes, and every line has gaps besides. Along coasts the line follows
//! the shore. Cliffs only ever raise land, and fade out before rivers, which therefore run as if there
//! were none.

use super::field::{Field, Octaves};
use super::relief::{lerp, smooth};
use super::slow::Slow;
use gridnoise::Grid;
use ruleset::{CliffRules, TerrainRules};
use seed::{Path, WorldSeed};

/// How wide a face is, metres, where the noise of its line is as steep as it is on average.
const FACE_M: f64 = 2.6;

/// How far behind a face the land has come down again: a share of the wavelength.
const BACK: f64 = 0.24;

/// How squarely a line must face the world's way to have no face yet, and its whole height: shares of
/// the mean steepness of its noise.
const FACING: (f64, f64) = (0.0, 0.5);

/// Where a line is interrupted, and where it has its whole height: shares of the world.
const GAP: (f64, f64) = (0.25, 0.5);

/// How far inland of the waterline a cliff of the coast stands, and what it needs behind it: shares of
/// the world's range, like [`Slow::inland`].
const SHORE: (f64, f64) = (0.008, 0.1);

/// How far from the edge of the parts of the world that have cliffs these are whole: a share of the
/// world.
const EDGE: f64 = 0.1;

/// How much the finest bumps fray a line, metres.
const FRAY_M: f64 = 3.0;

/// The lines of cliffs near a place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scarp {
    /// About how far behind the inland line it is, metres; below zero: before its foot.
    line: f64,
    /// Height of the inland line's face, metres.
    height: f64,
    /// Height of a face along the coast, metres.
    coast: f64,
}

impl Scarp {
    /// The same with a share of the height.
    pub(super) fn lowered(self, share: f64) -> Self {
        Self { height: self.height * share, coast: self.coast * share, ..self }
    }
}

/// The cliffs of a world.
#[derive(Debug)]
pub(super) struct Cliffs {
    rules: CliffRules,
    /// Whether the ruleset has any.
    any: bool,
    /// Which parts of the world have cliffs: inland where it is high, along coasts where it is low.
    bluffs: Field,
    lines: Field,
    gaps: Field,
    heights: Field,
    /// The way that faces look away from, of length 1.
    dip: (f64, f64),
    wavelength_m: f64,
    /// Metres for the whole of the range of [`Slow::inland`], on average.
    range_m: f64,
}

impl Cliffs {
    /// The cliffs of a seed.
    pub(super) fn new(seed: WorldSeed, shape: &TerrainRules) -> Self {
        let rules = shape.cliffs.clone();
        let wavelength_m = f64::from(rules.wavelength_m.max(1));
        let field = |name: &str, wavelength: f64, count: u32| {
            Field::new(seed, name, Octaves { wavelength, count, gain: 0.4 })
        };
        let mut stream = seed.stream("cliffs", &Path::new());
        let ways = [(1.0, 0.0), (0.6, 0.8), (0.0, 1.0), (-0.8, 0.6), (-1.0, 0.0), (-0.6, -0.8)];
        let dip = stream.pick(&ways).copied().unwrap_or((0.0, 1.0));
        Self {
            any: rules.land_per_mille > 0 || rules.coast_per_mille > 0,
            bluffs: field("cliffs.bluffs", wavelength_m * 2.2, 2),
            lines: field("cliffs.lines", wavelength_m, 2),
            gaps: field("cliffs.gaps", wavelength_m * 0.6, 1),
            heights: field("cliffs.heights", wavelength_m * 1.6, 1),
            dip,
            wavelength_m,
            // Measured: the continents' share changes by that much on the way.
            range_m: f64::from(shape.continent_m) * 0.64,
            rules,
        }
    }

    /// Which part of the world a place is in, 0 to 1; in the middle where there are no cliffs at all.
    pub(super) fn bluffs(&self, x: f64, z: f64) -> f64 {
        if self.any { self.bluffs.share(x, z) } else { 0.5 }
    }

    /// The same over a grid.
    pub(super) fn bluffs_over(&self, grid: &Grid) -> Vec<f64> {
        if self.any { self.bluffs.shares(grid) } else { vec![0.5; grid.len()] }
    }

    /// The lines near a place, given how far inland it is and which part of the world it is in.
    pub(super) fn scarp(&self, x: f64, z: f64, inland: f64, bluffs: f64) -> Scarp {
        if !self.any || inland <= 0.0 {
            return Scarp::default();
        }
        let share = |per_mille: u16| f64::from(per_mille) / 1000.0;
        let land = smooth((bluffs - 1.0 + share(self.rules.land_per_mille)) / EDGE);
        let near_sea = if inland < SHORE.1 * 2.0 { 1.0 } else { 0.0 };
        let coast = smooth((share(self.rules.coast_per_mille) - bluffs) / EDGE) * near_sea;
        if land <= 0.0 && coast <= 0.0 {
            return Scarp::default();
        }
        let unbroken = smooth((self.gaps.share(x, z) - GAP.0) / (GAP.1 - GAP.0));
        let (low, high) = self.rules.height;
        let (low, high) = (f64::from(low.0) / 1000.0, f64::from(high.0) / 1000.0);
        let height = unbroken * lerp(low, high, self.heights.share(x, z));
        let (mut line, mut facing) = (0.0, 0.0);
        if land > 0.0 {
            let step = self.wavelength_m / 16.0;
            let (dx, dz) = (self.dip.0 * step, self.dip.1 * step);
            line = self.lines.sum(x, z) * self.wavelength_m;
            let fall = self.lines.sum(x + dx, z + dz) - self.lines.sum(x - dx, z - dz);
            let steepness = fall * self.wavelength_m / (2.0 * step);
            facing = smooth((steepness - FACING.0) / (FACING.1 - FACING.0));
        }
        // Inland lines keep off the coast, where there may be others.
        let dry = smooth((inland - 0.02) / 0.05);
        Scarp { line, height: height * land * facing * dry, coast: height * coast }
    }

    /// How much the cliffs raise a place, metres, from the slow fields around it and its place between
    /// them; `detail` are the finest bumps.
    pub(super) fn raise(
        &self,
        inland: f64,
        around: &[Slow; 4],
        (fx, fz): (f64, f64),
        detail: f64,
    ) -> f64 {
        if inland <= 0.0
            || around.iter().all(|slow| slow.scarp.height <= 0.0 && slow.scarp.coast <= 0.0)
        {
            return 0.0;
        }
        let between = |of: fn(&Scarp) -> f64| {
            let north = lerp(of(&around[0].scarp), of(&around[1].scarp), fx);
            let south = lerp(of(&around[2].scarp), of(&around[3].scarp), fx);
            lerp(north, south, fz)
        };
        let fray = detail * FRAY_M;
        let back = BACK * self.wavelength_m;
        let land =
            between(|scarp| scarp.height) * profile(between(|scarp| scarp.line) + fray, back);
        let from_shore = (inland - SHORE.0) * self.range_m + fray;
        let coast = between(|scarp| scarp.coast) * profile(from_shore, SHORE.1 * self.range_m);
        land.max(coast)
    }
}

/// The share of a cliff's height at a distance behind its line, metres: nothing before it, all of it
/// behind its face, and less again until the land has come down `back` metres behind.
fn profile(behind: f64, back: f64) -> f64 {
    smooth(behind / FACE_M + 0.5) * (1.0 - smooth((behind - FACE_M) / back.max(FACE_M)))
}
