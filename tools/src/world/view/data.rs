//! What the page knows: everything that is drawn over the land.

mod past;

use ruleset::{LandmarkShape, Rgb};
use seed::{Mm, Point};
use serde::Serialize;
use std::collections::BTreeSet;
use worldgen::{Region, RegionId, SiteKind, World};

/// Points along an edge at which levels are given.
const SIDE: usize = 96;

/// The page's data. Places are metres east and south.
#[derive(Serialize)]
pub(super) struct Data {
    seed: String,
    pack: String,
    centre: [f64; 2],
    metres: u32,
    tiles: u32,
    biomes: Vec<[String; 3]>,
    sites: Vec<Spot>,
    landmarks: Vec<Spot>,
    /// What the past left: places that are no more, battlefields, lost things.
    past: Vec<Spot>,
    roads: Vec<Line>,
    bridges: Vec<[f64; 4]>,
    regions: Vec<Name>,
    /// Lines between regions.
    borders: Vec<Vec<f64>>,
    side: usize,
    levels: Vec<u16>,
}

#[derive(Serialize)]
struct Spot {
    name: String,
    at: [f64; 2],
    layer: &'static str,
    home: bool,
    shape: Option<LandmarkShape>,
    /// Which remains of the past.
    mark: Option<&'static str>,
    lines: Vec<String>,
}

#[derive(Serialize)]
struct Line {
    points: Vec<f64>,
}

#[derive(Serialize)]
struct Name {
    name: String,
    /// Where its land on the page is; none where too little of it is.
    at: Option<[f64; 2]>,
    middle: [f64; 2],
}

/// Metres, to a tenth.
fn metres(mm: Mm) -> f64 {
    f64::from(mm.0 / 100) / 10.0
}

fn pair(at: Point) -> [f64; 2] {
    [metres(at.x), metres(at.z)]
}

impl Data {
    /// Reads it from the world.
    pub(super) fn of(world: &World, seed: &str, centre: Point, size: u32, tiles: u32) -> Self {
        let half = Mm::metres(i32::try_from(size / 2).unwrap_or(i32::MAX));
        let min = Point { x: centre.x - half, z: centre.z - half };
        let max = Point { x: centre.x + half, z: centre.z + half };
        let inside = |at: Point| (min.x..=max.x).contains(&at.x) && (min.z..=max.z).contains(&at.z);
        let rules = world.rules();
        let roads = world.roads_near(min, max);
        let place = |index: usize, low: Mm| {
            low + Mm((i64::from(half.0) * 2 * (2 * index as i64 + 1) / (2 * SIDE as i64)) as i32)
        };
        let points = || {
            (0..SIDE * SIDE)
                .map(|index| Point { x: place(index % SIDE, min.x), z: place(index / SIDE, min.z) })
        };
        let biomes: BTreeSet<_> = points().map(|at| world.biome(at)).collect();
        let regions = regions(world, min, max);
        let land: Vec<(RegionId, Point)> = points()
            .filter(|&at| world.height(at) > world.water(at))
            .map(|at| (world.region_at(at), at))
            .collect();
        Self {
            seed: seed.to_owned(),
            pack: format!(
                "{}, ruleset {} {}, generator {}",
                rules.title,
                rules.name,
                rules.version,
                ::seed::GENERATOR_VERSION
            ),
            centre: pair(centre),
            metres: size,
            tiles,
            biomes: biomes
                .into_iter()
                .map(|id| rules.biome(id))
                .map(|biome| [biome.name.clone(), css(biome.ground), css(biome.ground_alt)])
                .collect(),
            sites: sites(world, centre, half, &inside),
            landmarks: landmarks(world, centre, half, &inside),
            past: past::spots(world, &regions, &inside),
            bridges: roads
                .iter()
                .flat_map(|road| &road.bridges)
                .map(|bridge| {
                    let ([a, b], [c, d]) = (pair(bridge.from), pair(bridge.to));
                    [a, b, c, d]
                })
                .collect(),
            roads: roads
                .iter()
                .map(|road| Line { points: road.points.iter().flat_map(|&at| pair(at)).collect() })
                .collect(),
            borders: borders(&regions, min, max),
            regions: regions
                .iter()
                .map(|region| Name {
                    name: region.name.clone(),
                    at: heart(region.id, &land),
                    middle: pair(region.at),
                })
                .collect(),
            side: SIDE,
            levels: points().map(|at| world.level_at(at)).collect(),
        }
    }
}

fn css(Rgb(r, g, b): Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn sites(world: &World, centre: Point, half: Mm, inside: &dyn Fn(Point) -> bool) -> Vec<Spot> {
    let mut spots = Vec::new();
    for site in world.sites_near(centre, Mm(half.0.saturating_mul(3) / 2)) {
        if !inside(site.at) {
            continue;
        }
        let level = format!("level {}", site.level);
        let (layer, lines) = match site.kind {
            SiteKind::Settlement => {
                let mut lines = vec![level];
                if let Some(settlement) = world.settlement(site.id) {
                    let culture = &world.rules().culture(settlement.culture).name;
                    let (houses, people) = (settlement.houses.len(), settlement.people.len());
                    lines.insert(0, format!("{culture}, {houses} houses, {people} people"));
                }
                for (other, length) in world.road_neighbours(site.id) {
                    let name = world.site(other).map(|site| site.name).unwrap_or_default();
                    lines.push(format!("road to {name}, {} m", length.0 / 1000));
                }
                ("settlements", lines)
            }
            SiteKind::Dungeon => ("dungeons", vec![level]),
        };
        let mut lines = lines;
        lines.extend(world.lore(site.id).first().map(past::told));
        let home = site.id == world.home();
        spots.push(Spot {
            name: site.name,
            at: pair(site.at),
            layer,
            home,
            shape: None,
            mark: None,
            lines,
        });
    }
    spots
}

fn landmarks(world: &World, centre: Point, half: Mm, inside: &dyn Fn(Point) -> bool) -> Vec<Spot> {
    let found = world.landmarks_near(centre, Mm(half.0.saturating_mul(3) / 2));
    found
        .iter()
        .filter(|landmark| inside(landmark.at))
        .filter_map(|landmark| {
            let kind = world.landmark_kind(landmark)?;
            let lines = vec![format!("{}, {} m high", kind.name, landmark.height.0 / 1000)];
            Some(Spot {
                name: landmark.name.clone(),
                at: pair(landmark.at),
                layer: "landmarks",
                home: false,
                shape: Some(kind.shape),
                mark: None,
                lines,
            })
        })
        .collect()
}

/// The regions that reach into a rectangle, and those around them.
fn regions(world: &World, min: Point, max: Point) -> Vec<Region> {
    let (first, last) = (world.region_at(min), world.region_at(max));
    let mut regions = Vec::new();
    for z in first.z.saturating_sub(1)..=last.z.saturating_add(1) {
        for x in first.x.saturating_sub(1)..=last.x.saturating_add(1) {
            regions.push(world.region(RegionId { x, z }));
        }
    }
    regions
}

/// The point of a region's land that is nearest to the middle of all of it.
fn heart(id: RegionId, land: &[(RegionId, Point)]) -> Option<[f64; 2]> {
    /// Points of a region that is named.
    const LARGE: usize = 120;
    let own: Vec<Point> = land.iter().filter(|(of, _)| *of == id).map(|(_, at)| *at).collect();
    let count = i64::try_from(own.len()).ok().filter(|_| own.len() >= LARGE)?;
    let mean = |of: fn(&Point) -> i32| {
        Mm((own.iter().map(|at| i64::from(of(at))).sum::<i64>() / count) as i32)
    };
    let middle = Point { x: mean(|at| at.x.0), z: mean(|at| at.z.0) };
    own.iter().min_by_key(|at| at.distance_squared(middle)).map(|&at| pair(at))
}

/// The borders between regions: for each pair the part of the line half way between their middles
/// that is nearer to both than to any other, cut to a rectangle.
fn borders(regions: &[Region], min: Point, max: Point) -> Vec<Vec<f64>> {
    let middles: Vec<[f64; 2]> = regions.iter().map(|region| pair(region.at)).collect();
    let (min, max) = (pair(min), pair(max));
    let mut borders = Vec::new();
    for (index, a) in middles.iter().enumerate() {
        for (other, b) in middles.iter().enumerate().skip(index + 1) {
            let middle = [f64::midpoint(a[0], b[0]), f64::midpoint(a[1], b[1])];
            let along = [a[1] - b[1], b[0] - a[0]];
            // The line is middle + t * along; each demand is base + t * slope <= 0.
            let (mut low, mut high) = (-1e6_f64, 1e6_f64);
            let mut demand = |base: f64, slope: f64| {
                if slope.abs() < 1e-9 {
                    if base > 0.0 {
                        low = high + 1.0;
                    }
                } else if slope > 0.0 {
                    high = high.min(-base / slope);
                } else {
                    low = low.max(-base / slope);
                }
            };
            for (third, c) in middles.iter().enumerate() {
                if third == index || third == other {
                    continue;
                }
                // |p - a|^2 <= |p - c|^2.
                let (dx, dz) = (c[0] - a[0], c[1] - a[1]);
                let square = |p: &[f64; 2]| p[0] * p[0] + p[1] * p[1];
                let base = 2.0 * (middle[0] * dx + middle[1] * dz) + square(a) - square(c);
                demand(base, 2.0 * (along[0] * dx + along[1] * dz));
            }
            for axis in 0..2 {
                demand(middle[axis] - max[axis], along[axis]);
                demand(min[axis] - middle[axis], -along[axis]);
            }
            if low < high {
                let at =
                    |t: f64, axis: usize| ((middle[axis] + t * along[axis]) * 10.0).round() / 10.0;
                borders.push(vec![at(low, 0), at(low, 1), at(high, 0), at(high, 1)]);
            }
        }
    }
    borders
}
