//! From a site to a proved dungeon: grow, lay out, dig, furnish, prove; of several, the one nearest to
//! the wanted difficulty.

use super::dig::{DugFloor, dig};
use super::mission::{Mission, Way, WayKind};
use super::plan::Rect;
use super::{
    Cell, Dungeon, Floor, Room, RoomRole, fixed, furnish, layout, lore, mission, prove, shape,
};
use crate::{Site, World};
use ruleset::{PuzzleFamily, PuzzleKind, Ruleset, ThemeId};
use seed::{Path, Stream, WorldSeed};

/// The domain of all public streams of dungeons.
const DOMAIN: &str = "dungeon";

/// Missions drawn before the fixed layout is taken; it bounds the time that generation can take.
pub const MAX_ATTEMPTS: u32 = 24;

/// Draws of a floor before its mission is given up.
const FLOOR_ATTEMPTS: u32 = 8;

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
    let wanted = rules.missions.budget.difficulty
        + rules.missions.budget.difficulty_per_level * u32::from(site.level.max(1) - 1);
    let mut best: Option<(u32, Dungeon)> = None;
    let (mut found, mut attempts) = (0, 0);
    while attempts < MAX_ATTEMPTS && found < rules.missions.draws {
        let drawn = draws.attempt(attempts);
        attempts += 1;
        let Some(dungeon) = drawn.filter(|dungeon| prove::prove(dungeon).is_ok()) else { continue };
        let Some(measures) = dungeon.measure(rules) else { continue };
        found += 1;
        let off = measures.difficulty.abs_diff(wanted);
        if best.as_ref().is_none_or(|&(least, _)| off < least) {
            best = Some((off, dungeon));
        }
    }
    let fixed = best.is_none();
    let dungeon = best.map_or_else(|| draws.fixed(), |(_, dungeon)| dungeon);
    Generated { dungeon, attempts, fixed }
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
#[path = "../../tests/properties/dungeon/rules.rs"]
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

    /// The family of the puzzle, by the ruleset's weights among those of the theme.
    fn puzzle(&self) -> PuzzleKind {
        let families = &self.rules.puzzles.families;
        let weight = |family: &PuzzleFamily| {
            let here = family.themes.is_empty() || family.themes.contains(&self.theme);
            // Who lives where is asked in settlements.
            if here && family.kind != PuzzleKind::Household { family.weight } else { 0 }
        };
        let weights: Vec<u32> = families.iter().map(weight).collect();
        let index = self.stream("puzzle", 0).weighted(&weights);
        index.and_then(|index| families.get(index)).map_or(PuzzleKind::Lamps, |family| family.kind)
    }

    /// How many floors and levers: the same in every attempt. No levers where the puzzle is on a table.
    fn size(&self) -> (u8, u8) {
        let theme = self.rules.theme(self.theme);
        let mut stream = self.stream("size", 0);
        let levers = stream.range(theme.levers.0.into(), theme.levers.1.into()) as u8;
        let (low, high) = theme.floors;
        let deeper = self.site.level.max(1) / self.rules.missions.levels_a_floor.max(1);
        let more = u8::from(stream.chance(1, 3));
        let floors = low.saturating_add(deeper.min(4) as u8).saturating_add(more);
        let levers = if self.puzzle() == PuzzleKind::Lamps { levers.clamp(3, 8) } else { 0 };
        (floors.clamp(1, high.clamp(1, 4)), levers)
    }

    fn attempt(&self, attempt: u32) -> Option<Dungeon> {
        let (floors, levers) = self.size();
        let theme = self.rules.theme(self.theme);
        let mut stream = self.stream("mission", attempt);
        let mission = mission::grow(&mut stream, &self.rules.missions, theme, floors);
        let dug = (0..floors)
            .map(|floor| {
                (0..FLOOR_ATTEMPTS).find_map(|again| {
                    let number = (attempt * 4 + u32::from(floor)) * FLOOR_ATTEMPTS + again;
                    let mut layout = self.stream("layout", number);
                    let plan = layout::draw(&mut layout, &mission, floor, levers)?;
                    dig(&mut self.stream("corridors", number), &mission, plan)
                })
            })
            .collect::<Option<Vec<_>>>()?;
        self.build(&mission, dug, levers, attempt)
    }

    /// The layout of last resort, which tests prove for every number of levers.
    fn fixed(&self) -> Dungeon {
        let (_, levers) = self.size();
        let mission = mission::plain();
        self.build(&mission, vec![fixed::floor()], levers, MAX_ATTEMPTS)
            .unwrap_or_else(|| self.hollow(&mission))
    }

    /// Puts floors side by side and fills them.
    fn build(
        &self,
        mission: &Mission,
        dug: Vec<DugFloor>,
        levers: u8,
        attempt: u32,
    ) -> Option<Dungeon> {
        let mut dungeon = self.hollow(mission);
        dungeon.levers = levers;
        dungeon.depth = dug.iter().map(|floor| floor.plan.side).max()? as u16;
        dungeon.width = dug.iter().map(|floor| floor.plan.side).sum::<i32>() as u16;
        dungeon.cells = vec![Cell::Rock; usize::from(dungeon.width) * usize::from(dungeon.depth)];
        let mut rects = vec![Rect::new(0, 0, 1, 1); mission.nodes.len()];
        let mut ways: Vec<(Way, Option<(i32, i32)>)> = Vec::new();
        let mut west = 0;
        for floor in dug {
            let side = floor.plan.side;
            for (number, &cell) in (0..).zip(&floor.cells) {
                let at = ((west + number % side) as u16, (number / side) as u16);
                let index = dungeon.index(at);
                dungeon.cells[index] = cell;
            }
            for room in &floor.plan.rooms {
                rects[usize::from(room.node)] = room.rect.shifted(west);
            }
            let moved = |(x, z): (i32, i32)| (x + west, z);
            ways.extend(floor.ways.into_iter().map(|(way, cell)| (way, cell.map(moved))));
            let max = ((west + side - 1) as u16, (side - 1) as u16);
            dungeon.floors.push(Floor { min: (west as u16, 0), max });
            west += side;
        }
        for link in &mission.links {
            let mission::Start::Room(from) = link.from else { continue };
            if matches!(link.kind, WayKind::Stairs | WayKind::Shaft) {
                ways.push((Way { from, to: link.to, kind: link.kind }, None));
            }
        }
        self.rooms(&mut dungeon, mission, &rects, attempt);
        let site = furnish::Site { mission, rects: &rects, ways: &ways };
        let mut stream = self.stream("features", attempt);
        let (features, taken) = furnish::furnish(&mut stream, &site, &dungeon, self.rules)?;
        dungeon.features = features;
        dungeon.ways = ways.into_iter().map(|(way, _)| way).collect();
        for (room, &rect) in rects.iter().enumerate() {
            let kind = dungeon.rooms[room].kind.map(usize::from);
            if let Some(kind) = kind.and_then(|kind| self.rules.missions.rooms.get(kind)) {
                shape::shape(&mut dungeon, rect, kind, &taken);
            }
        }
        let plain = dungeon.rooms.iter().filter(|room| room.role == RoomRole::Plain);
        let cells = plain.map(|room| room.min).collect();
        let mut stream = self.stream("lore", attempt);
        (dungeon.reason, dungeon.lore) = lore::write(&mut stream, self.rules, &dungeon, cells);
        Some(dungeon)
    }

    /// Rooms with their kinds.
    fn rooms(&self, dungeon: &mut Dungeon, mission: &Mission, rects: &[Rect], attempt: u32) {
        let mut stream = self.stream("rooms", attempt);
        let kinds: Vec<u16> = (0..)
            .zip(&self.rules.missions.rooms)
            .filter(|(_, kind)| kind.themes.is_empty() || kind.themes.contains(&self.theme))
            .map(|(number, _)| number)
            .collect();
        let built = |role| !matches!(role, RoomRole::Puzzle | RoomRole::Stairs | RoomRole::Vault);
        let rooms = mission.nodes.iter().zip(rects).map(|(node, rect)| Room {
            role: node.role,
            kind: stream.pick(&kinds).copied().filter(|_| built(node.role)),
            floor: node.floor,
            optional: node.optional,
            min: (rect.x0 as u16, rect.z0 as u16),
            max: (rect.x1 as u16, rect.z1 as u16),
        });
        dungeon.rooms = rooms.collect();
    }

    /// The dungeon's name and level, nothing dug.
    fn hollow(&self, mission: &Mission) -> Dungeon {
        Dungeon {
            id: self.site.id,
            name: self.site.name.clone(),
            theme: self.theme,
            level: self.site.level.max(1),
            width: 0,
            depth: 0,
            cells: Vec::new(),
            rooms: Vec::with_capacity(mission.nodes.len()),
            features: Vec::new(),
            puzzle: self.puzzle(),
            levers: 0,
            floors: Vec::new(),
            ways: Vec::new(),
            reason: String::new(),
            lore: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SiteId, SiteKind};
    use seed::{Mm, Point};

    #[test]
    fn the_fixed_layout_is_proved_for_every_theme_level_and_number_of_levers() {
        let mut rules = test_rules::rules();
        for number in 0..280 {
            // Every seventh has a table instead.
            let (lamps, levers) = (number % 7 != 0, 2 + (number % 7) as u8);
            for theme in &mut rules.themes {
                theme.levers = (levers.max(3), levers.max(3));
            }
            for family in &mut rules.puzzles.families {
                family.weight = u32::from((family.kind == PuzzleKind::Lamps) == lamps);
                family.themes.clear();
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
            assert_eq!(dungeon.levers, if lamps { levers } else { 0 });
            assert_eq!(dungeon.puzzle == PuzzleKind::Lamps, lamps);
            assert_eq!(prove::prove(&dungeon), Ok(()), "{number}: {dungeon:?}");
        }
    }
}
