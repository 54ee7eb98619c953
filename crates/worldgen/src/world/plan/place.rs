//! Where in its cell a settlement stands, if the land allows one, and how large it is.

use super::food::{self, Food};
use crate::settlement::layout;
use crate::world::survey::Survey;
use ruleset::{Rank, RankId, Ruleset};
use seed::{Mm, Path, Point, WorldSeed};

/// Places that are tried in a cell.
const TRIES: u32 = 10;

/// How much luck adds to what the land feeds, at most.
const LUCK: i32 = 130;

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
    pub rank: RankId,
    pub food: Food,
}

/// What chance gives the settlement of a cell, wherever it stands.
#[derive(Clone, Copy)]
struct Luck {
    /// Added to what the land feeds.
    food: i32,
    /// How many of the houses that its rank may have, per mille.
    share: i32,
    /// Players begin here.
    home: bool,
}

impl Place {
    /// The settlement of a cell, where chance and the land allow one.
    pub(crate) fn find(ground: Ground<'_>, x: i32, z: i32) -> Option<Self> {
        let mut stream = ground.seed.stream("settlement.chance", &Path::new().int(x).int(z));
        let wanted = stream.chance(ground.survey.rules.settlement.per_mille.into(), 1000);
        wanted.then(|| Self::search_for(ground, x, z, false)).flatten()
    }

    /// The first place in a cell's middle part where the land allows a settlement to begin in.
    pub(crate) fn search(ground: Ground<'_>, x: i32, z: i32) -> Option<Self> {
        Self::search_for(ground, x, z, true)
    }

    fn search_for(ground: Ground<'_>, x: i32, z: i32, home: bool) -> Option<Self> {
        let rules = ground.survey.rules;
        let luck = Luck::draw(ground, x, z, home);
        let mut stream = ground.seed.stream("settlement.place", &Path::new().int(x).int(z));
        // The middle three tenths, in whole metres.
        let spread = i32::try_from(rules.settlement.cell_m).unwrap_or(i32::MAX) * 3 / 20;
        let middle = Self::middle(rules, x, z);
        (0..TRIES).find_map(|_| {
            let (dx, dz) = (stream.range(-spread, spread), stream.range(-spread, spread));
            let at = Point { x: middle.x + Mm::metres(dx), z: middle.z + Mm::metres(dz) };
            Self::judge(ground.survey, at, luck)
        })
    }

    /// A settlement to begin in, in the middle of a cell, whatever the land says.
    pub(crate) fn forced(ground: Ground<'_>, x: i32, z: i32) -> Self {
        let rules = ground.survey.rules;
        let at = Self::middle(rules, x, z);
        let luck = Luck::draw(ground, x, z, true);
        let (rank, houses) = ranks(rules, Food::default(), luck).next().unwrap_or_default();
        let natural = ground.survey.height(at);
        let food = food::around(ground.survey, at);
        Self { at, ground: natural.max(DRY), houses, rank, food }
    }

    /// The middle of a cell.
    pub(crate) fn middle(rules: &Ruleset, x: i32, z: i32) -> Point {
        let edge = i32::try_from(rules.settlement.cell_m).unwrap_or(i32::MAX);
        let middle = |cell: i32| Mm::metres(cell.saturating_mul(edge).saturating_add(edge / 2));
        Point { x: middle(x), z: middle(z) }
    }

    /// The largest settlement that the land at a place feeds and has level, dry ground for.
    fn judge(survey: Survey<'_>, at: Point, luck: Luck) -> Option<Self> {
        let ground = survey.ground(at);
        let here = ground.height;
        let highest = Mm(survey.rules.terrain.relief.0 / 2);
        if here < DRY || here > highest || !survey.rules.biome(survey.biome_of(ground)).habitable {
            return None;
        }
        let food = food::around(survey, at);
        ranks(survey.rules, food, luck).find_map(|(rank, houses)| {
            let ground = level(survey, at, here, layout::radius(houses))?;
            Some(Self { at, ground, houses, rank, food })
        })
    }
}

impl Luck {
    fn draw(ground: Ground<'_>, x: i32, z: i32, home: bool) -> Self {
        let mut stream = ground.seed.stream("settlement.size", &Path::new().int(x).int(z));
        Self { food: stream.range(-LUCK, LUCK), share: stream.range(0, 1000), home }
    }
}

/// The ranks that a place may have with the houses that each would have, the largest first. A home
/// is at least of the smallest rank in which players may begin.
fn ranks(rules: &Ruleset, food: Food, luck: Luck) -> impl Iterator<Item = (RankId, u8)> + use<'_> {
    let fed = i32::from(food.score) + luck.food;
    let may = move |rank: &&(usize, &Rank)| !luck.home || rank.1.home;
    let all = rules.settlement.ranks.iter().enumerate();
    let least = all.clone().find(|rank| may(&rank)).map(|(index, _)| index);
    all.rev()
        .filter(move |rank| may(&rank))
        .filter(move |(index, rank)| Some(*index) == least || i32::from(rank.food) <= fed)
        .map(move |(index, rank)| {
            let (low, high) = (i32::from(rank.houses.0), i32::from(rank.houses.1));
            (RankId(index as u16), (low + (high - low) * luck.share / 1000) as u8)
        })
}

/// The height of the ground for a place of a radius, where it is level enough and dry.
fn level(survey: Survey<'_>, at: Point, here: Mm, radius: Mm) -> Option<Mm> {
    let (near_low, near_high) = survey.ring(at, Mm(radius.0 / 2));
    let (low, high) = survey.ring(at, radius + Mm(10_000));
    let (low, high) = (low.min(near_low).min(here), high.max(near_high).max(here));
    let level = low >= Mm(500) && high - low <= Mm(11_000);
    if !level || survey.river_within(at, radius + BANKS) {
        return None;
    }
    let mean = (i64::from(low.0) + i64::from(high.0) + 2 * i64::from(here.0)).div_euclid(4);
    Some(Mm(mean as i32).max(DRY))
}
