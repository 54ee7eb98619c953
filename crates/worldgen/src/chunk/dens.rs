//! Dens of creatures: scattered by the biomes' tables, and a few near every settlement.

use crate::world::survey::{DIRECTIONS, towards};
use crate::world::{Town, World};
use crate::{CHUNK_CELLS, ChunkCoord, Den};
use ruleset::{Behaviour, Biome, Ruleset, SpawnChance};
use seed::{Mm, Path, Point};

/// Dens that every settlement has near it.
const OF_A_TOWN: u32 = 3;

/// How far from a settlement's middle those are: what a quest calls near.
pub(crate) const NEAR: (i32, i32) = (80_000, 350_000);

/// Land that scattered dens keep free around a settlement's level ground, and around a mouth.
const PEACE: (i64, i64) = (60_000, 25_000);

/// The dens of a chunk, sorted by place.
pub(crate) fn of_chunk(world: &World, coord: ChunkCoord) -> Vec<Den> {
    let min = coord.origin();
    let max = Point { x: min.x + Mm::metres(CHUNK_CELLS), z: min.z + Mm::metres(CHUNK_CELLS) };
    let mut dens: Vec<Den> = scattered(world, coord).into_iter().collect();
    for cell in world.cells_around(min, max, Mm(0)) {
        let Some(town) = cell.town() else { continue };
        dens.extend(town.dens.iter().filter(|den| ChunkCoord::of(den.at) == coord));
    }
    dens.sort_by_key(|den| (den.at, den.creature));
    dens
}

/// The den that chance puts into a chunk.
pub(crate) fn scattered(world: &World, coord: ChunkCoord) -> Option<Den> {
    let rules = world.rules();
    let path = Path::new().int(coord.x).int(coord.z);
    let mut stream = world.seed().stream("den", &path);
    let mut draw = stream.below(1000);
    // Most chunks have none in any biome: settle that before looking at the land.
    if draw >= rules.biomes.iter().map(chances).max().unwrap_or(0) {
        return None;
    }
    let mut metre = || stream.range(1, CHUNK_CELLS - 1);
    let origin = coord.origin();
    let at = Point { x: origin.x + Mm::metres(metre()), z: origin.z + Mm::metres(metre()) };
    let biome = rules.biome(world.biome(at));
    let spawn = biome.creatures.iter().find(|spawn| {
        let chance = u32::from(spawn.per_mille_chunks);
        let hit = draw < chance;
        draw = draw.saturating_sub(chance);
        hit
    })?;
    if biome.water || !is_peaceful(world, at) || !is_open(world, at) || !is_level(world, at) {
        return None;
    }
    let (low, high) = spawn.count;
    let count = stream.range(low.into(), high.into()) as u8;
    Some(Den { at, creature: spawn.creature, count, level: world.level_at(at) })
}

/// The sum of a biome's chances, per mille.
fn chances(biome: &Biome) -> u32 {
    biome.creatures.iter().map(|spawn| u32::from(spawn.per_mille_chunks)).sum()
}

/// Not on a road and not in a landmark.
fn is_open(world: &World, at: Point) -> bool {
    let near = |landmark: &crate::Landmark| {
        landmark.at.distance(at) < i64::from(landmark.radius.0) + 3_000
    };
    world.ways(at, at).is_empty()
        && !world
            .landmarks_near(at, crate::Landmark::FARTHEST)
            .iter()
            .any(|landmark| near(landmark))
}

/// Not on the face of a cliff: one can step off it to every side.
fn is_level(world: &World, at: Point) -> bool {
    let (here, climb) = (world.height(at), i32::from(world.rules().balance.climb));
    [(1, 0), (0, 1), (-1, 0), (0, -1)].into_iter().all(|(x, z)| {
        let beside = Point { x: at.x + Mm::metres(x), z: at.z + Mm::metres(z) };
        (world.height(beside) - here).abs() <= Mm(climb)
    })
}

/// Far enough from settlements and mouths.
fn is_peaceful(world: &World, at: Point) -> bool {
    world.cells_around(at, at, Mm(150_000)).iter().filter_map(|cell| cell.town()).all(|town| {
        let away = |site: &crate::Site| site.at.distance(at) - i64::from(site.radius.0);
        away(&town.site) >= PEACE.0 && town.mouths.iter().all(|(site, _)| away(site) >= PEACE.1)
    })
}

/// The dens near a settlement, sorted by place. There is always at least one.
pub(crate) fn of_town(world: &World, town: &Town) -> Vec<Den> {
    let survey = world.survey();
    let mut stream = world.seed().stream("den.town", &town.site.id.path());
    let mut dens: Vec<Den> = Vec::new();
    let nearest = (town.site.radius.0 + 50_000).max(NEAR.0 + 5_000);
    for number in 0..OF_A_TOWN {
        for attempt in 0..24 {
            let last = number == 0 && attempt == 23;
            let Some(&way) = stream.pick(&DIRECTIONS) else { break };
            let away = Mm(stream.range(nearest, (nearest + 160_000).min(NEAR.1 - 10_000)));
            let (x, z) = towards(town.site.at, way, away).cell();
            let at = Point::metres(x, z);
            let inside = world.cell_of(at) == (town.site.id.x, town.site.id.z);
            let lonely = dens.iter().all(|den| den.at.distance(at) >= 60_000)
                && town.mouths.iter().all(|(site, _)| site.at.distance(at) >= 35_000);
            let dry = survey.dry(at) >= Mm(300);
            let fits = inside && lonely && dry && survey.walkable(town.site.at, at);
            if !fits && !last {
                continue;
            }
            let here = world.rules().biome(survey.biome(at));
            let Some(spawn) = huntable(world.rules(), here, &mut stream) else { break };
            let low = spawn.count.0.max(2);
            let count = stream.range(low.into(), spawn.count.1.clamp(low, low + 1).into()) as u8;
            dens.push(Den { at, creature: spawn.creature, count, level: world.level_at(at) });
            break;
        }
    }
    dens.sort_by_key(|den| (den.at, den.creature));
    dens
}

/// Something of a biome that people would want hunted: no timid thing and none that lives alone,
/// unless there is nothing else; from any other biome on land where nothing lives here.
fn huntable<'a>(
    rules: &'a Ruleset,
    here: &'a Biome,
    stream: &mut seed::Stream,
) -> Option<&'a SpawnChance> {
    let elsewhere = rules.biomes.iter().filter(|biome| !biome.water);
    let biomes: Vec<&Biome> = std::iter::once(here).chain(elsewhere).collect();
    let fierce = |spawn: &&SpawnChance| {
        let creature = rules.creature(spawn.creature);
        creature.behaviour != Behaviour::Timid && creature.attack.is_some()
    };
    let social = |spawn: &&SpawnChance| fierce(spawn) && spawn.count.1 > 1;
    let any = |_: &&SpawnChance| true;
    let choices = |fits: &dyn Fn(&&SpawnChance) -> bool| {
        biomes
            .iter()
            .map(|biome| biome.creatures.iter().filter(fits).collect::<Vec<_>>())
            .find(|found| !found.is_empty())
    };
    let choices = choices(&social).or_else(|| choices(&fierce)).or_else(|| choices(&any))?;
    let weights: Vec<u32> = choices.iter().map(|spawn| u32::from(spawn.per_mille_chunks)).collect();
    choices.get(stream.weighted(&weights)?).copied()
}
