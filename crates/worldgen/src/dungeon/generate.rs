//! From a site to a proved dungeon: draw, dig, furnish, prove; draw again when one of them fails.

use super::corridor::{Carver, Job, Seal};
use super::plan::{Plan, Zone};
use super::{Cell, Dungeon, RoomRole, fixed, furnish, layout, prove};
use crate::{Site, World};
use ruleset::{Ruleset, ThemeId};
use seed::{Path, Stream, WorldSeed};

/// The domain of all public streams of dungeons.
const DOMAIN: &str = "dungeon";

/// Draws before the fixed layout is taken. About one draw in ten fails, so this is reached about
/// once in 10^16 dungeons; it bounds the time that generation can take.
pub const MAX_ATTEMPTS: u32 = 16;

/// A dungeon and how it came about.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The dungeon.
    pub dungeon: Dungeon,
    /// Draws that it took, from 1.
    pub attempts: u32,
    /// All draws failed, so this is the fixed layout.
    pub fixed: bool,
}

/// The dungeon of a site. Always completable: see [`Dungeon::solve`].
#[must_use]
pub fn generate(seed: WorldSeed, rules: &Ruleset, site: &Site) -> Dungeon {
    generate_counted(seed, rules, site).dungeon
}

/// The dungeon of a site of a world.
#[must_use]
pub fn generate_in(world: &World, site: &Site) -> Dungeon {
    generate(world.seed(), world.rules(), site)
}

/// [`generate`], with the number of draws.
#[must_use]
pub fn generate_counted(seed: WorldSeed, rules: &Ruleset, site: &Site) -> Generated {
    let draws = Draws { seed, rules, site, theme: theme_of(seed, rules, site) };
    (0..MAX_ATTEMPTS)
        .find_map(|attempt| {
            let dungeon = draws.attempt(attempt)?;
            prove::is_proved(&dungeon).then_some(Generated {
                dungeon,
                attempts: attempt + 1,
                fixed: false,
            })
        })
        .unwrap_or_else(|| Generated {
            dungeon: draws.fixed(),
            attempts: MAX_ATTEMPTS,
            fixed: true,
        })
}

/// The theme of a site's dungeon, without generating it.
#[must_use]
pub fn theme_of(seed: WorldSeed, rules: &Ruleset, site: &Site) -> ThemeId {
    let themes = u32::try_from(rules.themes.len()).unwrap_or(u32::MAX);
    let number = seed.stream(DOMAIN, &path_of(site).text("theme")).below(themes);
    ThemeId(u16::try_from(number).unwrap_or(0))
}

fn path_of(site: &Site) -> Path {
    Path::new().int(site.id.x).int(site.id.z).int(site.id.number)
}

#[cfg(test)]
#[path = "../../tests/dungeon/rules.rs"]
mod test_rules;

/// What all draws of a dungeon share.
struct Draws<'a> {
    seed: WorldSeed,
    rules: &'a Ruleset,
    site: &'a Site,
    theme: ThemeId,
}

impl Draws<'_> {
    fn stream(&self, purpose: &str, attempt: u32) -> Stream {
        self.seed.stream(DOMAIN, &path_of(self.site).text(purpose).int(attempt))
    }

    /// How many rooms and levers: the same in every attempt.
    fn size(&self) -> (u8, u8) {
        let theme = self.rules.theme(self.theme);
        let mut stream = self.stream("size", 0);
        let mut draw = |(low, high): (u8, u8)| stream.range(low.into(), high.into()) as u8;
        (draw(theme.rooms), draw(theme.levers).clamp(3, 8))
    }

    fn attempt(&self, attempt: u32) -> Option<Dungeon> {
        let (rooms, levers) = self.size();
        let plan = layout::draw(&mut self.stream("layout", attempt), rooms, levers)?;
        let cells = dig(&mut self.stream("corridors", attempt), &plan)?;
        self.furnish(&plan, cells, levers, attempt)
    }

    /// The layout of last resort, which tests prove for every number of levers.
    fn fixed(&self) -> Dungeon {
        let (_, levers) = self.size();
        let plan = fixed::plan();
        let cells = fixed::cells(&plan);
        self.furnish(&plan, cells, levers, MAX_ATTEMPTS).unwrap_or_else(|| self.hollow(&plan))
    }

    fn furnish(&self, plan: &Plan, cells: Vec<Cell>, levers: u8, attempt: u32) -> Option<Dungeon> {
        let mut dungeon = self.hollow(plan);
        dungeon.levers = levers;
        dungeon.cells = cells;
        let mut stream = self.stream("features", attempt);
        dungeon.features = furnish::furnish(&mut stream, plan, &dungeon, self.rules)?;
        Some(dungeon)
    }

    /// The dungeon with its rooms on paper, nothing dug.
    fn hollow(&self, plan: &Plan) -> Dungeon {
        let side = plan.side as u16;
        Dungeon {
            id: self.site.id,
            name: self.site.name.clone(),
            theme: self.theme,
            level: self.site.level.max(1),
            width: side,
            depth: side,
            cells: vec![Cell::Rock; usize::from(side) * usize::from(side)],
            rooms: plan.rooms.iter().map(|room| room.rect.room(room.role)).collect(),
            features: Vec::new(),
            levers: 0,
        }
    }
}

/// Digs everything that a plan needs; `None` when a corridor finds no way or no loop comes about.
fn dig(stream: &mut Stream, plan: &Plan) -> Option<Vec<Cell>> {
    let index = |role| plan.index(role);
    let (boss, puzzle) = (index(RoomRole::Boss)?, index(RoomRole::Puzzle)?);
    let treasure = index(RoomRole::Treasure)?;
    let mut carver = Carver::new(plan);
    // What is locked first: it is short, and the open corridors have all the room to go around it.
    let sealed = |from, to, zone, seal| Job { from, to, zone, seal, wide: false, own: false };
    let mut jobs = vec![
        sealed(boss, treasure, Zone::Gated, Seal::Open),
        sealed(boss, puzzle, Zone::Gated, Seal::Gate),
    ];
    let side_room =
        (0..plan.rooms.len()).find(|&room| room != puzzle && plan.rooms[room].zone == Zone::Locked);
    jobs.extend(side_room.map(|room| sealed(room, puzzle, Zone::Locked, Seal::Open)));
    let nearest = (1..plan.rooms.len())
        .filter(|&room| plan.rooms[room].zone == Zone::Open)
        .min_by_key(|&room| plan.rooms[room].rect.gap(plan.rooms[puzzle].rect))?;
    jobs.push(sealed(nearest, puzzle, Zone::Open, Seal::Door));
    let (tree, loops) = open_ways(stream, plan);
    for (from, to) in tree {
        let wide = stream.chance(1, 3);
        jobs.push(Job { from, to, zone: Zone::Open, seal: Seal::Open, wide, own: false });
    }
    for job in jobs {
        carver.dig(job).then_some(())?;
    }
    let wanted = 1 + stream.below(2);
    let mut dug = 0;
    for (from, to) in loops {
        let wide = stream.chance(1, 4);
        if dug < wanted
            && carver.dig(Job { from, to, zone: Zone::Open, seal: Seal::Open, wide, own: true })
        {
            dug += 1;
        }
    }
    let cells = carver.cells();
    has_loop(&cells, plan.side).then_some(cells)
}

/// Pairs of rooms, by index.
type Ways = Vec<(usize, usize)>;

/// A tree over the open rooms (Prim, by gap), and the pairs left over, the nearest first.
fn open_ways(stream: &mut Stream, plan: &Plan) -> (Ways, Ways) {
    let open: Vec<usize> =
        (0..plan.rooms.len()).filter(|&room| plan.rooms[room].zone == Zone::Open).collect();
    let mut pairs = Vec::new();
    for (number, &a) in open.iter().enumerate() {
        for &b in &open[number + 1..] {
            let gap = plan.rooms[a].rect.gap(plan.rooms[b].rect);
            pairs.push((gap + stream.range(0, 4), a, b));
        }
    }
    pairs.sort_unstable();
    let mut joined = vec![false; plan.rooms.len()];
    joined[open[0]] = true;
    let mut tree = Vec::new();
    while let Some(next) = pairs.iter().position(|&(_, a, b)| joined[a] != joined[b]) {
        let (_, a, b) = pairs.remove(next);
        joined[a] = true;
        joined[b] = true;
        tree.push((a, b));
    }
    (tree, pairs.into_iter().map(|(_, a, b)| (a, b)).collect())
}

/// Some way leads around a block of rock: there is rock that is not joined, diagonals included, to
/// the rock at the edge.
pub(super) fn has_loop(cells: &[Cell], side: i32) -> bool {
    let mut seen = vec![false; cells.len()];
    let mut todo = vec![(0, 0)];
    seen[0] = true;
    while let Some((x, z)) = todo.pop() {
        for (dx, dz) in (-1..=1).flat_map(|dz| (-1..=1).map(move |dx| (dx, dz))) {
            let (x, z): (i32, i32) = (x + dx, z + dz);
            if x < 0 || z < 0 || x >= side || z >= side {
                continue;
            }
            let at = (z * side + x) as usize;
            if !seen[at] && cells[at] == Cell::Rock {
                seen[at] = true;
                todo.push((x, z));
            }
        }
    }
    cells.iter().zip(&seen).any(|(&cell, &seen)| cell == Cell::Rock && !seen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SiteId, SiteKind};
    use seed::{Mm, Point};

    #[test]
    fn the_fixed_layout_is_proved_for_every_theme_level_and_number_of_levers() {
        let mut rules = test_rules::rules();
        for number in 0..240 {
            let levers = 3 + (number % 6) as u8;
            for theme in &mut rules.themes {
                theme.levers = (levers, levers);
            }
            let site = Site {
                id: SiteId { x: number, z: -number, number: 1 },
                kind: SiteKind::Dungeon,
                name: "Barrow".into(),
                at: Point::default(),
                radius: Mm::metres(8),
                level: (number % 20) as u16,
            };
            let seed = WorldSeed::from_text("fixed");
            let theme = theme_of(seed, &rules, &site);
            let dungeon = Draws { seed, rules: &rules, site: &site, theme }.fixed();
            assert_eq!(dungeon.levers, levers);
            assert!(prove::is_proved(&dungeon), "{number}: {dungeon:?}");
            assert!(has_loop(&dungeon.cells, dungeon.width.into()));
        }
    }
}
