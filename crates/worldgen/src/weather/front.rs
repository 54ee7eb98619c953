//! Fronts: patches of sky that drift over the land, and their spells.
//!
//! Fronts are the Voronoi cells of a jittered grid, as regions are, in a plane that moves with the
//! prevailing wind. The hours of a front are cut into spells: the k-th begins at `k * mean + shift(k)`
//! with a shift of at most half the spread of lengths, so that any hour's spell is found without
//! looking at those before it. Four spells share a mood, from which each strays: fair and foul days
//! come in rows. The mood is even on a circle that is folded in two, and stays even whatever is added
//! to it, so the shares of kinds are those of the tables.

use crate::world::survey::DIRECTIONS;
use crate::{Compass, World};
use seed::{Mm, Path, Point, isqrt};

/// Spells that share a mood.
const MOOD: i64 = 4;

/// How far a spell strays from its mood, of 2000.
const STRAY: i32 = 420;

/// How far from the edge between two fronts their strengths mix: the difference between the ways to
/// both middles, millimetres.
const EDGE: i64 = 600_000;

/// What a front does for some hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spell {
    /// 0 (fair) to 999 (foul), all as likely.
    pub foulness: u32,
    /// Where the wind blows to.
    pub towards: Compass,
}

/// The sky over a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    /// That of the front over the place.
    pub spell: Spell,
    /// That of the next front.
    pub next: Spell,
    /// How much of the next one there is already, per mille, at most half.
    pub share: u32,
}

/// The sky over a place in an hour.
pub(super) fn over(world: &World, at: Point, hour: u32) -> Seen {
    let rules = &world.rules().weather;
    let edge = i64::from(rules.front_m.max(1_000));
    let prevailing = world.seed().stream("weather.wind", &Path::new()).below(16) as usize;
    let (way_x, way_z) = DIRECTIONS.get(prevailing).copied().unwrap_or((0, -1000));
    // How far the plane of fronts has moved, metres.
    let moved = |way: i32| i64::from(way) * i64::from(rules.drift_m) * i64::from(hour) / 1000;
    let (x, z) = at.cell();
    let (x, z) = (i64::from(x) - moved(way_x), i64::from(z) - moved(way_z));
    let (cell_x, cell_z) = (x.div_euclid(edge), z.div_euclid(edge));
    let mut nearest: [Option<(i64, (i64, i64))>; 2] = [None, None];
    for dz in -1..=1 {
        for dx in -1..=1 {
            let cell = (cell_x + dx, cell_z + dz);
            let (middle_x, middle_z) = middle(world, cell, edge);
            let (east, south) = (middle_x - x, middle_z - z);
            let away = isqrt((east * east + south * south).unsigned_abs() * 1_000_000);
            let found = Some((away, cell));
            if nearest[0].is_none_or(|first| (away, cell) < first) {
                nearest = [found, nearest[0]];
            } else if nearest[1].is_none_or(|second| (away, cell) < second) {
                nearest[1] = found;
            }
        }
    }
    let here = nearest[0].unwrap_or((0, (cell_x, cell_z)));
    let there = nearest[1].unwrap_or(here);
    let gap = (there.0 - here.0).clamp(0, EDGE);
    Seen {
        spell: spell(world, here.1, hour, prevailing),
        next: spell(world, there.1, hour, prevailing),
        share: ((EDGE - gap) * 500 / EDGE) as u32,
    }
}

/// A front's part of a stream's name.
fn path(cell: (i64, i64)) -> Path {
    Path::new().int(cell.0).int(cell.1)
}

/// The middle of a front, metres: within the middle three fifths of its cell.
fn middle(world: &World, cell: (i64, i64), edge: i64) -> (i64, i64) {
    let mut stream = world.seed().stream("weather.front", &path(cell));
    let mut along = |cell: i64| cell * edge + edge / 5 + i64::from(stream.below(601)) * edge / 1000;
    (along(cell.0), along(cell.1))
}

/// The spell of a front in an hour.
fn spell(world: &World, cell: (i64, i64), hour: u32, prevailing: usize) -> Spell {
    let number = number(world, cell, hour);
    let mood = path(cell).int(number.div_euclid(MOOD));
    let mood = world.seed().stream("weather.mood", &mood).below(2000);
    let mut stream = world.seed().stream("weather.spell", &path(cell).int(number));
    let circle = i64::from(mood) + i64::from(stream.range(-STRAY, STRAY));
    let circle = circle.rem_euclid(2000) as u32;
    let foulness = if circle < 1000 { circle } else { 1999 - circle };
    let turned = (prevailing + 14 + stream.below(5) as usize) % DIRECTIONS.len();
    let (x, z) = DIRECTIONS.get(turned).copied().unwrap_or((0, -1000));
    let towards = Compass::between(Point::default(), Point { x: Mm(x), z: Mm(z) });
    Spell { foulness, towards }
}

/// The number of the spell that a front has in an hour.
fn number(world: &World, cell: (i64, i64), hour: u32) -> i64 {
    let (low, high) = world.rules().weather.spell_hours;
    let (low, high) = (low.max(1), high.max(low).max(1));
    let mean = i64::from(low.midpoint(high));
    let spread = (high - low) / 2;
    // Fronts do not change in the same hour.
    let phase = world.seed().stream("weather.phase", &path(cell)).below(low.midpoint(high));
    let time = i64::from(hour) + i64::from(phase);
    let number = time.div_euclid(mean);
    let mut shift = world.seed().stream("weather.shift", &path(cell).int(number));
    let begins = number * mean + i64::from(shift.below(spread + 1));
    if time < begins { number - 1 } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruleset::Ruleset;
    use seed::WorldSeed;
    use std::sync::Arc;

    fn world(spell_hours: (u32, u32)) -> World {
        let directory = ruleset::find("core").expect("core is in the checkout");
        let mut rules: Ruleset =
            ruleset::load(&directory).unwrap_or_else(|error| panic!("{error}"));
        rules.weather.spell_hours = spell_hours;
        World::new(WorldSeed::from_text("fronts"), Arc::new(rules))
    }

    #[test]
    fn spells_last_as_long_as_the_table_says() {
        for (low, high) in [(3, 9), (1, 1), (2, 5), (1, 12), (24, 24)] {
            let world = world((low, high));
            for cell in [(0, 0), (-3, 8), (1_000_000_000, -7)] {
                let numbers: Vec<i64> = (0..400).map(|hour| number(&world, cell, hour)).collect();
                assert!(numbers.windows(2).all(|two| (0..=1).contains(&(two[1] - two[0]))));
                let whole = numbers.chunk_by(|a, b| a == b).map(<[i64]>::len);
                let whole: Vec<usize> = whole.collect();
                for &length in whole.iter().skip(1).rev().skip(1) {
                    let length = length as u32;
                    assert!((low..=high).contains(&length), "{length} of {low} to {high}");
                }
            }
        }
    }

    #[test]
    fn foulness_is_even_and_comes_in_rows() {
        let world = world((3, 9));
        let mut tenths = [0_u32; 10];
        let (mut change, mut chance) = (0_u64, 0_u64);
        for cell in 0..300_i64 {
            let spells: Vec<Spell> =
                (0..60).map(|step| spell(&world, (cell, -cell), step * 6, 0)).collect();
            for spell in &spells {
                tenths[(spell.foulness / 100) as usize] += 1;
            }
            for step in 1..spells.len() {
                let differ = |other: usize| {
                    u64::from(spells[step].foulness.abs_diff(spells[other].foulness))
                };
                change += differ(step - 1);
                chance += differ((step + 30) % spells.len());
            }
        }
        for &tenth in &tenths {
            assert!(tenth.abs_diff(1_800) < 220, "{tenths:?}");
        }
        assert!(change * 10 < chance * 8, "days change like dice: {change} of {chance}");
    }
}
