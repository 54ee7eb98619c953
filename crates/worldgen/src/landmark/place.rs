//! Where the landmark of a square stands, if it has one.

use super::{Landmark, LandmarkId, build, cave};
use crate::{SiteKind, World, language};
use ruleset::{LandmarkKind, LandmarkShape};
use seed::{Mm, Point, Stream};

/// Points that are looked at along the edge of a square for its highest ground.
const LOOKS: i32 = 6;

/// How far around a prominent place nothing is higher.
const AROUND: Mm = Mm(70_000);

/// Places that are tried for what is not prominent.
const TRIES: u32 = 5;

/// What stays free around the level ground of settlements, mouths, and around roads and dens.
const SETTLEMENT: i64 = 45_000;
const MOUTH: i64 = 26_000;
const ROAD: Mm = Mm(14_000);

/// Edge of a square in millimetres.
pub(super) fn edge(world: &World) -> i32 {
    let cell = i32::try_from(world.rules().settlement.cell_m).unwrap_or(i32::MAX);
    cell.saturating_mul(500).max(100_000)
}

/// The landmark of a square.
pub(crate) fn find(world: &World, id: LandmarkId) -> Option<Landmark> {
    let rules = world.rules();
    let mut stream = world.seed().stream("landmark", &id.path());
    let mut draw = stream.below(1000);
    let kind = rules.landmarks.iter().position(|kind| {
        let chance = u32::from(kind.per_mille);
        let hit = draw < chance;
        draw = draw.saturating_sub(chance);
        hit
    })?;
    let rule = &rules.landmarks[kind];
    let mut mouth = None;
    let at = if rule.shape == LandmarkShape::Cave {
        let found = in_slope(world, id, &mut stream).filter(|mouth| fits(world, rule, mouth.at))?;
        mouth = Some(found);
        found.at
    } else if rule.prominent {
        peak(world, id).filter(|&at| fits(world, rule, at))?
    } else {
        (0..TRIES).map(|_| anywhere(world, id, &mut stream)).find(|&at| fits(world, rule, at))?
    };
    let height = Mm(stream.range(rule.height.0.0, rule.height.1.0));
    let turn = mouth.map_or_else(|| stream.below(256) as u8, |mouth| mouth.turn);
    let radius = build::radius(rule.shape, height).min(Landmark::FARTHEST);
    if !is_free(world, at, radius) {
        return None;
    }
    let ground = mouth.map_or_else(|| lowest(world, at, radius), |mouth| mouth.ground);
    let region = world.region_at(at);
    let culture = world.region(region).culture;
    let mut names = world.seed().stream("landmark.name", &id.path());
    let word = language::place_name_in(
        rules.culture(culture),
        &mut names,
        language::Class::of((id.x, id.z), 2 * language::WINDOW),
        &[],
    );
    let pattern = names.pick(&rule.names).map_or("{name}", String::as_str);
    let name = pattern.replace("{name}", &word);
    let place = build::Place { at, ground, cave: mouth };
    let solids = build::solids(rule, &place, height, &mut names);
    Some(Landmark {
        id,
        kind: u16::try_from(kind).unwrap_or(u16::MAX),
        name,
        culture,
        at,
        ground,
        height,
        radius,
        turn,
        solids,
    })
}

/// The north-western corner of a square.
fn corner(world: &World, id: LandmarkId) -> Point {
    let edge = edge(world);
    Point::new(id.x.saturating_mul(edge), id.z.saturating_mul(edge))
}

/// The highest of the points that are looked at, if nothing around it is higher.
fn peak(world: &World, id: LandmarkId) -> Option<Point> {
    let (corner, edge) = (corner(world, id), edge(world));
    let survey = world.survey();
    let along = |index: i32| Mm(edge / (2 * LOOKS) * (2 * index + 1));
    let at = (0..LOOKS * LOOKS)
        .map(|index| Point {
            x: corner.x + along(index % LOOKS),
            z: corner.z + along(index / LOOKS),
        })
        .max_by_key(|&at| (survey.height(at), std::cmp::Reverse(at)))?;
    let (x, z) = at.cell();
    let at = Point::metres(x, z);
    (survey.ring(at, AROUND).1 <= survey.height(at) + Mm(1_000)).then_some(at)
}

/// Somewhere in a square, in whole metres.
fn anywhere(world: &World, id: LandmarkId, stream: &mut Stream) -> Point {
    let (corner, edge) = (corner(world, id), edge(world));
    let mut metre = || Mm::metres(stream.range(edge / 20_000, edge / 1000 - edge / 20_000));
    Point { x: corner.x + metre(), z: corner.z + metre() }
}

/// A cave somewhere in a square.
fn in_slope(world: &World, id: LandmarkId, stream: &mut Stream) -> Option<cave::Mouth> {
    let (corner, edge) = (corner(world, id), edge(world));
    let (near, far) = (Mm::metres(edge / 20_000), Mm::metres(edge / 1000 - edge / 20_000));
    let at = |along: Mm| Point { x: corner.x + along, z: corner.z + along };
    cave::find(world, at(near), at(far), stream)
}

/// Whether the natural land is what a kind wants.
fn fits(world: &World, rule: &LandmarkKind, at: Point) -> bool {
    let survey = world.survey();
    let height = survey.height(at);
    if height < rule.above.0 || height > rule.above.1 || world.water(at) > height - Mm(800) {
        return false;
    }
    let biome = survey.biome(at);
    if world.rules().biome(biome).water || !(rule.biomes.is_empty() || rule.biomes.contains(&biome))
    {
        return false;
    }
    let reach = Mm(6_000);
    let (low, high) = survey.ring(at, reach);
    i64::from((high - low).0) * 1000 <= i64::from(rule.slope_per_mille) * 2 * i64::from(reach.0)
        && low > Mm(500)
}

/// Whether nobody else is there.
fn is_free(world: &World, at: Point, radius: Mm) -> bool {
    let own = i64::from(radius.0);
    let margin = Mm(200_000);
    let sites_free =
        world.cells_around(at, at, margin).iter().flat_map(|cell| cell.town()).all(|town| {
            let mouths = town.mouths.iter().map(|(site, _)| site);
            let dens_free = town.dens.iter().all(|den| den.at.distance(at) > own + 8_000);
            dens_free
                && std::iter::once(&town.site).chain(mouths).all(|site| {
                    let kept = if site.kind == SiteKind::Settlement { SETTLEMENT } else { MOUTH };
                    site.at.distance(at) > i64::from(site.radius.0) + kept + own
                })
        });
    let wide = radius + ROAD;
    let min = Point { x: at.x - wide, z: at.z - wide };
    let max = Point { x: at.x + wide, z: at.z + wide };
    sites_free && world.ways(min, max).is_empty()
}

/// The lowest ground below a landmark.
fn lowest(world: &World, at: Point, radius: Mm) -> Mm {
    let survey = world.survey();
    survey.ring(at, radius).0.min(survey.ring(at, Mm(radius.0 / 2)).0).min(survey.height(at))
}
