//! Where the mouths of a settlement's dungeons open.

use super::MOUTH_RADIUS;
use super::place::{BANKS, DRY};
use crate::world::World;
use crate::world::survey::{DIRECTIONS, Survey, towards};
use crate::{Site, SiteId, SiteKind, dungeon, language};
use ruleset::{Culture, Entrance};
use seed::{Mm, Point, Stream};

/// Distance from a settlement's edge to a mouth.
/// (rounded to whole metres afterwards).
const AWAY: (i32, i32) = (122_000, 298_000);

/// Distance between two mouths of a settlement.
const APART: i64 = 70_000;

/// How near to the border of its cell a mouth may be.
const BORDER: i64 = 24_000;

/// Places that are tried with each of the demands, the strictest first.
const TRIES: [(Demand, u32); 3] = [(Demand::Walk, 40), (Demand::Dry, 24), (Demand::Apart, 24)];

/// Between two looks on a straight way out from a settlement, for a cave.
const LOOK: Mm = Mm(6_000);

/// How much higher than a cave the land behind it is, at least and at most, so far behind.
const BEHIND: (Mm, Mm, Mm) = (Mm(13_000), Mm(2_400), Mm(18_000));

/// How much the land before a cave may differ from it, at these distances.
const BEFORE: (Mm, [Mm; 3]) = (Mm(1_500), [Mm(9_000), Mm(14_000), Mm(20_000)]);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Demand {
    /// Far enough from others and inside the cell.
    Apart,
    /// And on dry, fairly level land.
    Dry,
    /// And to be reached in a straight line.
    Walk,
    /// And with a slope behind it as seen from the settlement, for a cave.
    Slope,
}

/// The mouths of a settlement, sorted by id, with the height of their levelled ground.
pub(super) fn place(world: &World, town: &Site, culture: &Culture) -> Vec<(Site, Mm)> {
    let (seed, rules) = (world.seed(), world.rules());
    let (low, high) = rules.settlement.dungeons;
    let count = seed.stream("dungeon.count", &town.id.path()).range(low.into(), high.into());
    let mut mouths: Vec<(Site, Mm)> = Vec::new();
    let mut words = vec![town.name.clone()];
    for number in 1..=count.clamp(1, 250) as u8 {
        let id = SiteId { number, ..town.id };
        let mut site = Site {
            id,
            kind: SiteKind::Dungeon,
            name: String::new(),
            at: town.at,
            radius: MOUTH_RADIUS,
            level: 1,
        };
        let theme = rules.theme(dungeon::theme_of(seed, rules, &site));
        let cave = world.entrance(&site) == Some(Entrance::Cave);
        let mut stream = seed.stream("dungeon.place", &id.path());
        let Some(at) = find(world, town, &mouths, cave, &mut stream) else { continue };
        site.at = at;
        let ground = world.survey().height(site.at).max(DRY);
        let max = rules.balance.levels.max.max(1);
        site.level = world.level_at(site.at).saturating_add(u16::from(number) - 1).clamp(1, max);
        let mut stream = seed.stream("site.name", &id.path());
        let class = language::Class::of((id.x, id.z), language::WINDOW);
        let word = language::place_name_in(culture, &mut stream, class, &words);
        site.name = format!("{word} {}", theme.name);
        words.push(word);
        mouths.push((site, ground));
    }
    mouths
}

/// A place for one mouth; the first is always found, further ones may not fit.
fn find(
    world: &World,
    town: &Site,
    mouths: &[(Site, Mm)],
    cave: bool,
    stream: &mut Stream,
) -> Option<Point> {
    if cave && let Some(at) = below_slope(world, town, mouths, stream) {
        return Some(at);
    }
    for (demand, tries) in TRIES {
        for _ in 0..tries {
            let way = *stream.pick(&DIRECTIONS)?;
            let away = town.radius + Mm(stream.range(AWAY.0, AWAY.1));
            let rough = towards(town.at, way, away);
            // Whole metres, so that the mouth's middle is a corner of the land.
            let (x, z) = rough.cell();
            let at = Point::metres(x, z);
            if fits(world, town, mouths, at, demand) {
                return Some(at);
            }
        }
    }
    // A cell is large enough for one mouth in any direction.
    mouths.is_empty().then(|| towards(town.at, DIRECTIONS[0], town.radius + Mm(AWAY.0 + 10_000)))
}

/// A place for a cave: on straight ways out of the settlement, in an order of chance, the nearest one
/// with a slope behind it.
fn below_slope(
    world: &World,
    town: &Site,
    mouths: &[(Site, Mm)],
    stream: &mut Stream,
) -> Option<Point> {
    let survey = world.survey();
    let first = stream.below(DIRECTIONS.len() as u32) as usize;
    let begin = town.radius + Mm(stream.range(AWAY.0, AWAY.0 + LOOK.0));
    let count = (AWAY.1 - AWAY.0) / LOOK.0;
    // Every third way, so that one that follows is not beside the one before.
    (0..DIRECTIONS.len()).find_map(|number| {
        let way = DIRECTIONS[(first + number * 3) % DIRECTIONS.len()];
        let point = |look: i32| {
            let (x, z) = towards(town.at, way, begin + Mm(LOOK.0 * look)).cell();
            Point::metres(x, z)
        };
        let heights: Vec<Mm> = (0..count + 2).map(|look| survey.height(point(look))).collect();
        let rises = |look: &i32| {
            let look = *look as usize;
            heights[look + 2] - heights[look] >= BEHIND.1
        };
        (0..count)
            .filter(rises)
            .map(point)
            .find(|&at| slopes(survey, at, way) && fits(world, town, mouths, at, Demand::Slope))
    })
}

/// Whether the land behind a place, as seen from its settlement, rises as it must for a cave: there rock
/// stands behind the mouth, and the land is bent little.
pub(super) fn is_below_slope(survey: Survey<'_>, town: Point, at: Point) -> bool {
    let length = town.distance(at).max(1);
    let part = |from: Mm, to: Mm| {
        let away = i64::from((to - from).0) * i64::from(BEHIND.0.0) / length;
        to + Mm(i32::try_from(away).unwrap_or(0))
    };
    let behind = Point { x: part(town.x, at.x), z: part(town.z, at.z) };
    survey.height(behind) - survey.height(at) >= BEHIND.1
}

fn fits(world: &World, town: &Site, mouths: &[(Site, Mm)], at: Point, demand: Demand) -> bool {
    let edge = i64::from(world.rules().settlement.cell_m) * 1000;
    let inside = |mm: Mm, cell: i32| {
        let offset = i64::from(mm.0) - i64::from(cell) * edge;
        (BORDER..=edge - BORDER).contains(&offset)
    };
    inside(at.x, town.id.x)
        && inside(at.z, town.id.z)
        && mouths.iter().all(|(other, _)| other.at.distance(at) >= APART)
        && !world.survey().river_within(at, MOUTH_RADIUS + BANKS)
        && (demand < Demand::Dry || dry(world.survey(), at, demand))
        && (demand < Demand::Walk || world.survey().walkable(town.at, at))
}

/// Dry and fairly level around, but for the slope behind a cave.
fn dry(survey: Survey<'_>, at: Point, demand: Demand) -> bool {
    let (low, high) = survey.ring(at, MOUTH_RADIUS + Mm(5_000));
    let here = survey.height(at);
    let level =
        if demand == Demand::Slope { here - low <= Mm(3_000) } else { high - low <= Mm(6_000) };
    low >= Mm(700) && here >= Mm(900) && level
}

/// Whether the land rises behind a place, which is that way from its settlement, and is nearly level
/// before it: a cave there opens downhill, towards whoever comes.
fn slopes(survey: Survey<'_>, at: Point, way: (i32, i32)) -> bool {
    let here = survey.height(at);
    let (away, least, most) = BEHIND;
    let rise = survey.height(towards(at, way, away)) - here;
    let (off, before) = BEFORE;
    let open = |away: Mm| (survey.height(towards(at, way, -away)) - here).abs() <= off;
    rise >= least && rise <= most && before.into_iter().all(open)
}
