//! Ways over land: A* on metre cells of the real ground, with trees, houses, slopes and water.

use seed::{Mm, Point};
use simulation::{Ground, Overworld};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use worldgen::ChunkCoord;

/// Room around start and goal in which a way is looked for, in metres.
const ROOM: i32 = 90;
/// Cells looked at before giving up.
const PATIENCE: u32 = 400_000;
/// Steepest rise, mm a metre: less than what can be walked, since land is uneven within a metre.
const SLOPE: i32 = 1_000;
/// Distance kept from what blocks. Between two cells a metre apart a body of 350 mm then fits past
/// whatever stands beside.
const CLEARANCE: Mm = Mm(600);
/// The same where one has to stand close to something: at start and goal.
const CLOSE: Mm = Mm(380);
/// Depth below which one swims.
const SWIM: Mm = Mm(-1_100);
/// How much longer a metre of swimming and one past a den of predators feels, in per cent.
const WATER: u32 = 260;
const DANGER: u32 = 250;

/// The eight neighbours with their distance in millimetres.
const STEPS: [(i32, i32, u32); 8] = [
    (1, 0, 1000),
    (-1, 0, 1000),
    (0, 1, 1000),
    (0, -1, 1000),
    (1, 1, 1414),
    (1, -1, 1414),
    (-1, 1, 1414),
    (-1, -1, 1414),
];

/// The cells around start and goal.
struct Field {
    west: i32,
    north: i32,
    width: i32,
    depth: i32,
}

impl Field {
    fn around(from: (i32, i32), to: (i32, i32)) -> Self {
        let (west, east) = (from.0.min(to.0) - ROOM, from.0.max(to.0) + ROOM);
        let (north, south) = (from.1.min(to.1) - ROOM, from.1.max(to.1) + ROOM);
        Self { west, north, width: east - west + 1, depth: south - north + 1 }
    }

    fn index(&self, (x, z): (i32, i32)) -> Option<usize> {
        let (x, z) = (x - self.west, z - self.north);
        let inside = x >= 0 && z >= 0 && x < self.width && z < self.depth;
        inside.then(|| (z * self.width + x) as usize)
    }

    fn cell(&self, index: usize) -> (i32, i32) {
        let (x, z) = (index as i32 % self.width, index as i32 / self.width);
        (x + self.west, z + self.north)
    }
}

/// The middle of a metre cell.
const fn middle((x, z): (i32, i32)) -> Point {
    Point::new(x * 1000 + 500, z * 1000 + 500)
}

/// A way from `from` to within `within` millimetres of `to`, as points a metre apart; the nearest
/// that can be reached if there is none (never empty). `danger` marks what is better avoided.
pub(super) fn plan(
    land: &mut Overworld,
    from: Point,
    to: Point,
    within: i64,
    danger: &dyn Fn(Point) -> bool,
) -> Vec<Point> {
    let (start, goal) = (from.cell(), to.cell());
    let field = Field::around(start, goal);
    let size = (field.width * field.depth) as usize;
    let mut cost = vec![u32::MAX; size];
    let mut came = vec![u32::MAX; size];
    let mut queue = BinaryHeap::new();
    let Some(first) = field.index(start) else { return vec![to] };
    cost[first] = 0;
    queue.push(Reverse((0_u32, first)));
    let mut best = (u64::MAX, first);
    let mut looked = 0;
    while let Some(Reverse((_, index))) = queue.pop() {
        let here = field.cell(index);
        let at = middle(here);
        let far = at.distance_squared(to);
        if far < best.0 {
            best = (far, index);
        }
        looked += 1;
        if at.distance(to) <= within.max(750) || looked > PATIENCE {
            break;
        }
        let Some(height) = stand(land, here, from, to) else { continue };
        let spent = cost[index];
        for (dx, dz, length) in STEPS {
            let next = (here.0 + dx, here.1 + dz);
            let Some(target) = field.index(next) else { continue };
            if cost[target] <= spent + length {
                continue;
            }
            let Some(rise) = climb(land, next, height, length, from, to) else { continue };
            let corners = [(next.0, here.1), (here.0, next.1)];
            if dx != 0 && dz != 0 && corners.iter().any(|&cell| !is_free(land, cell, from, to)) {
                continue;
            }
            let feels = if rise < SWIM { WATER } else { 100 }
                + if danger(middle(next)) { DANGER } else { 0 };
            let total = spent + length * feels / 100;
            if total < cost[target] {
                cost[target] = total;
                came[target] = index as u32;
                // The straight line counts a little more than it is, which finds a good way sooner.
                let left = middle(next).distance(to) as u32;
                queue.push(Reverse((total + left + left / 8, target)));
            }
        }
    }
    let mut way = vec![best.1];
    while came[way[way.len() - 1]] != u32::MAX {
        way.push(came[way[way.len() - 1]] as usize);
    }
    way.iter().rev().map(|&index| middle(field.cell(index))).collect()
}

/// The height of a cell that one may stand in.
fn stand(land: &mut Overworld, cell: (i32, i32), from: Point, to: Point) -> Option<Mm> {
    let at = middle(cell);
    if land.chunk(ChunkCoord::of(at)).is_none() {
        land.load_around(at, 0, 1);
    }
    let height = land.height(at)?;
    let feet = height.max(SWIM);
    let near = |point: Point| at.distance(point) < 2_500;
    if at.distance(from) < 1_500 {
        return Some(feet);
    }
    let radius = if near(from) || near(to) { CLOSE } else { CLEARANCE };
    (!land.blocked(at, feet, radius)).then_some(feet)
}

fn is_free(land: &mut Overworld, cell: (i32, i32), from: Point, to: Point) -> bool {
    stand(land, cell, from, to).is_some()
}

/// The ground's height in the next cell, if one can get up there; as low as the water is deep.
fn climb(
    land: &mut Overworld,
    next: (i32, i32),
    height: Mm,
    length: u32,
    from: Point,
    to: Point,
) -> Option<Mm> {
    let feet = stand(land, next, from, to)?;
    let rise = i64::from((feet - height).0);
    // Out of the water one gets up any shore that is not a cliff.
    let fits =
        rise * 1000 <= i64::from(SLOPE) * i64::from(length) || (height <= SWIM && rise < 900);
    fits.then(|| land.height(middle(next)).unwrap_or(feet))
}

/// Can one walk straight from `from` to `to`, with feet at `feet` at the start?
pub(super) fn is_clear(ground: &dyn Ground, from: Point, feet: Mm, to: Point) -> bool {
    let far = from.distance(to);
    let steps = (far / 300).clamp(1, 400) as i32;
    let mut floor = feet;
    for step in 1..=steps {
        let along = |a: Mm, b: Mm| {
            a + Mm(((i64::from((b - a).0) * i64::from(step)) / i64::from(steps)) as i32)
        };
        let at = Point { x: along(from.x, to.x), z: along(from.z, to.z) };
        let Some(height) = ground.height(at) else { return false };
        let next = height.max(SWIM);
        let rise = i64::from((next - floor).0) * i64::from(steps);
        if rise > far || ground.blocked(at, next, CLOSE) {
            return false;
        }
        floor = next;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use seed::WorldSeed;
    use simulation::{Buttons, Input, Mover, Stride, movement};
    use std::sync::Arc;
    use worldgen::World;

    fn world(seed: &str) -> World {
        let directory = ruleset::find("core").expect("core is in the checkout");
        let rules = ruleset::load(&directory).expect("core is sound");
        World::new(WorldSeed::from_text(seed), Arc::new(rules))
    }

    /// Walks the planned way with the game's own movement, as an actor does.
    fn walk(world: &World, from: Point, to: Point) -> i64 {
        let mut land = Overworld::new(world.clone());
        let way = plan(&mut land, from, to, 1_500, &|_| false);
        let stride = Stride::of(&world.rules().balance);
        let feet = world.height(from);
        let mut own = Mover { at: from, feet, stamina: stride.stamina, ..Mover::default() };
        let mut next = 0;
        for sequence in 1..=8_000 {
            land.load_around(own.at, 1, usize::MAX);
            while next + 1 < way.len() && own.at.distance(way[next]) < 700 {
                next += 1;
            }
            let walk = simulation::Heading::towards(own.at, way[next]);
            let input = Input { sequence, walk, aim: walk, buttons: Buttons::RUN };
            own = movement::step(own, &input, &stride, &land);
            if own.at.distance(to) < 2_000 {
                break;
            }
        }
        own.at.distance(to)
    }

    #[test]
    fn the_ways_to_givers_and_dungeons_of_several_worlds_can_be_walked() {
        for seed in ["route-1", "route-2", "route-3"] {
            let world = world(seed);
            let home = world.settlement(world.home()).expect("there is a home");
            let mouths = world.sites_near(home.site.at, Mm::metres(700));
            // Those that the people of home send to; the neighbours' may lie behind cliffs and rivers.
            let own = (home.site.id.x, home.site.id.z);
            let mouths = mouths
                .iter()
                .filter(|site| site.id.number > 0 && (site.id.x, site.id.z) == own)
                .map(|site| site.at);
            let posts = home.people.iter().step_by(5).map(|person| person.post);
            for to in mouths.take(2).chain(posts) {
                let left = walk(&world, home.spawn, to);
                assert!(left < 2_500, "{seed}: {left} mm short of {to:?}");
            }
        }
    }
}
