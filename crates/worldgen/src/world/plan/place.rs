//! Where in its cell a settlement stands, if the land allows one.

use crate::settlement::layout;
use crate::world::survey::Survey;
use ruleset::Ruleset;
use seed::{Mm, Path, Point, WorldSeed};

/// Places that are tried in a cell.
const TRIES: u32 = 10;

/// How far from a settlement's level ground rivers and lakes keep: nothing is levelled nearer to them.
pub(super) const BANKS: Mm = Mm(16_000);

/// The lowest that levelled ground may lie: above the sea with a hand's breadth to spare.
pub(super) const DRY: Mm = Mm(1_600);

/// A seed and its natural land.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'a> {
    pub seed: WorldSeed,
    pub survey: Survey<'a>,
}

/// Where a settlement stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub at: Point,
    pub ground: Mm,
    pub houses: u8,
}

impl Place {
    /// The settlement of a cell, where chance and the land allow one.
    pub(crate) fn find(ground: Ground<'_>, x: i32, z: i32) -> Option<Self> {
        let mut stream = ground.seed.stream("settlement.chance", &Path::new().int(x).int(z));
        let wanted = stream.chance(ground.survey.rules.settlement.per_mille.into(), 1000);
        wanted.then(|| Self::search(ground, x, z)).flatten()
    }

    /// The first place in a cell's middle part where the land allows a settlement.
    pub(crate) fn search(ground: Ground<'_>, x: i32, z: i32) -> Option<Self> {
        let rules = ground.survey.rules;
        let houses = houses(ground, x, z);
        let mut stream = ground.seed.stream("settlement.place", &Path::new().int(x).int(z));
        // The middle three tenths, in whole metres.
        let spread = i32::try_from(rules.settlement.cell_m).unwrap_or(i32::MAX) * 3 / 20;
        let middle = Self::middle(rules, x, z);
        (0..TRIES).find_map(|_| {
            let (dx, dz) = (stream.range(-spread, spread), stream.range(-spread, spread));
            let at = Point { x: middle.x + Mm::metres(dx), z: middle.z + Mm::metres(dz) };
            Self::judge(ground.survey, at, houses)
        })
    }

    /// A settlement in the middle of a cell, whatever the land says.
    pub(crate) fn forced(ground: Ground<'_>, x: i32, z: i32) -> Self {
        let at = Self::middle(ground.survey.rules, x, z);
        let natural = ground.survey.height(at);
        Self { at, ground: natural.max(DRY), houses: houses(ground, x, z) }
    }

    /// The middle of a cell.
    pub(crate) fn middle(rules: &Ruleset, x: i32, z: i32) -> Point {
        let edge = i32::try_from(rules.settlement.cell_m).unwrap_or(i32::MAX);
        let middle = |cell: i32| Mm::metres(cell.saturating_mul(edge).saturating_add(edge / 2));
        Point { x: middle(x), z: middle(z) }
    }

    /// Whether a place is dry, habitable and level enough.
    fn judge(survey: Survey<'_>, at: Point, houses: u8) -> Option<Self> {
        let here = survey.height(at);
        let highest = Mm(survey.rules.terrain.relief.0 / 2);
        if here < DRY || here > highest || !survey.rules.biome(survey.biome(at)).habitable {
            return None;
        }
        let radius = layout::radius(houses);
        let (near_low, near_high) = survey.ring(at, Mm(radius.0 / 2));
        let (low, high) = survey.ring(at, radius + Mm(10_000));
        let (low, high) = (low.min(near_low).min(here), high.max(near_high).max(here));
        let wet = survey.river_within(at, radius + BANKS);
        if wet || low < Mm(500) || high - low > Mm(11_000) {
            return None;
        }
        let mean = (i64::from(low.0) + i64::from(high.0) + 2 * i64::from(here.0)).div_euclid(4);
        Some(Self { at, ground: Mm(mean as i32).max(DRY), houses })
    }
}

/// How many houses the settlement of a cell is to have.
fn houses(ground: Ground<'_>, x: i32, z: i32) -> u8 {
    let (low, high) = ground.survey.rules.settlement.houses;
    let mut stream = ground.seed.stream("settlement.size", &Path::new().int(x).int(z));
    stream.range(low.into(), high.into()) as u8
}
