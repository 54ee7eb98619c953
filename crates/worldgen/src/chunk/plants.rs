//! Plants and rocks: as many as the biome says, in patches, never where people live or walk in.

use crate::road::{Piece, Road};
use crate::world::{Cell, World};
use crate::{CHUNK_CELLS, Chunk, Cover, Field, Landmark, Plant, Settlement, Site, Street};
use ruleset::{BiomeId, FloraShape};
use seed::{Mm, Path, Point};
use std::sync::Arc;

/// Steepest ground that bears a tree, millimetres on a metre.
const STEEP: i32 = 900;

/// Steepest ground that bears anything but rocks: bare rock beyond.
const BARE: i32 = 1_200;

/// Room between two stems.
const ELBOW: Mm = Mm(1_000);

/// Ground beside a field on which no tree stands.
const HEADLAND: Mm = Mm(2_500);

/// The same beside a lane outside of the level ground.
const VERGE: Mm = Mm(1_800);

/// What stands in a chunk, sorted by place.
pub(crate) fn of_chunk(world: &World, chunk: &Chunk) -> Vec<Plant> {
    let rules = world.rules();
    let kept = Kept::around(world, chunk);
    let path = Path::new().int(chunk.coord.x).int(chunk.coord.z);
    let origin = chunk.coord.origin();
    let mut plants: Vec<Plant> = Vec::new();
    // Circles that block walking, with the stems' radii.
    let mut stems: Vec<(Point, Mm)> = Vec::new();
    for biome in biomes_of(chunk) {
        for (number, chance) in rules.biome(biome).flora.iter().enumerate() {
            let path = path.clone().int(biome.0).int(number as i64);
            let mut stream = world.seed().stream("plants", &path);
            let flora = rules.plant(chance.flora);
            // Twice as many tries as plants, since patches keep half of them.
            for _ in 0..u32::from(chance.per_chunk) * 2 {
                let (x, z) = (stream.range(0, 31_999), stream.range(0, 31_999));
                let (keep, turn) = (stream.below(1000), stream.below(256) as u8);
                let height = Mm(stream.range(flora.height.0.0, flora.height.1.0));
                let at = Point { x: origin.x + Mm(x), z: origin.z + Mm(z) };
                let (cell_x, cell_z) = (x / 1000, z / 1000);
                if chunk.biome(cell_x, cell_z) != biome {
                    continue;
                }
                let (metre_x, metre_z) = at.cell();
                if keep >= world.terrain().grove(metre_x, metre_z) || kept.forbids(at, flora.trunk)
                {
                    continue;
                }
                let rock = flora.shape == FloraShape::Rock;
                if !rock && steepness(chunk, cell_x, cell_z) > BARE {
                    continue;
                }
                if flora.trunk > Mm(0) {
                    let clear = |(other, radius): &(Point, Mm)| {
                        at.distance(*other) >= i64::from((*radius + flora.trunk + ELBOW).0)
                    };
                    if (!rock && steepness(chunk, cell_x, cell_z) > STEEP)
                        || !stems.iter().all(clear)
                    {
                        continue;
                    }
                    stems.push((at, flora.trunk));
                }
                plants.push(Plant { at, flora: chance.flora, height, turn });
            }
        }
    }
    plants.sort_unstable();
    plants
}

/// The biomes that occur in a chunk, each once, in the order of ids.
fn biomes_of(chunk: &Chunk) -> Vec<BiomeId> {
    let mut biomes = chunk.biomes.clone();
    biomes.sort_unstable();
    biomes.dedup();
    biomes
}

/// The larger of a cell's rises over its two edges, millimetres on a metre.
fn steepness(chunk: &Chunk, x: i32, z: i32) -> i32 {
    let here = chunk.corner(x, z);
    let east = chunk.corner((x + 1).min(CHUNK_CELLS), z) - here;
    let south = chunk.corner(x, (z + 1).min(CHUNK_CELLS)) - here;
    east.abs().max(south.abs()).0
}

/// Ground that is kept free of plants.
struct Kept<'a> {
    world: &'a World,
    towns: Vec<Arc<Cell>>,
    mouths: Vec<Site>,
    ways: Vec<Piece>,
    landmarks: Vec<Arc<Landmark>>,
}

impl<'a> Kept<'a> {
    fn around(world: &'a World, chunk: &Chunk) -> Self {
        let min = chunk.coord.origin();
        let edge = Mm::metres(CHUNK_CELLS);
        let max = Point { x: min.x + edge, z: min.z + edge };
        let reaches = |site: &Site, beyond: i64| {
            let nearest = Point::new(
                site.at.x.0.clamp(min.x.0, max.x.0),
                site.at.z.0.clamp(min.z.0, max.z.0),
            );
            site.at.distance(nearest) <= i64::from(site.radius.0) + beyond
        };
        let (mut towns, mut mouths) = (Vec::new(), Vec::new());
        for cell in world.cells_around(min, max, Mm(20_000)) {
            let Some(town) = cell.town() else { continue };
            if reaches(&town.site, i64::from(Settlement::OUTSKIRTS.0)) {
                towns.push(Arc::clone(&cell));
            }
            let near = town.mouths.iter().map(|(site, _)| site).filter(|site| reaches(site, 4_000));
            mouths.extend(near.cloned());
        }
        let far = Landmark::FARTHEST;
        let reach =
            (Point { x: min.x - far, z: min.z - far }, Point { x: max.x + far, z: max.z + far });
        let landmarks = world.landmarks_in(reach.0, reach.1);
        Self { world, towns, mouths, ways: world.ways(min, max), landmarks }
    }

    /// Whether a plant with a stem of this radius may not stand here.
    fn forbids(&self, at: Point, trunk: Mm) -> bool {
        let blocks = trunk > Mm(0);
        // Nothing grows on a road, and what blocks keeps a step away from it.
        let beyond = if blocks { i64::from(trunk.0) + 700 } else { 0 };
        let on_road = |piece: &Piece| piece.distance(at) < i64::from(Road::HALF_WIDTH.0) + beyond;
        let in_landmark = |landmark: &Arc<Landmark>| {
            let kept = if blocks { landmark.radius.0 } else { landmark.radius.0 * 2 / 3 };
            landmark.at.distance(at) < i64::from(kept)
        };
        let on_settled = |settlement: &Settlement| settled(settlement, at, blocks);
        self.ways.iter().any(on_road)
            || self.landmarks.iter().any(in_landmark)
            || self.towns.iter().filter_map(|cell| cell.settlement(self.world)).any(on_settled)
            || self.mouths.iter().any(|site| {
                // Trees also leave the way in open to the eye.
                let beyond = if blocks { 4_000 } else { 0 };
                site.at.distance(at) < i64::from(site.radius.0) + beyond
            })
    }
}

/// Whether people keep a place free: anything that blocks within the settlement and beside its
/// fields, anything at all on streets and fields, in houses and before doors.
fn settled(settlement: &Settlement, at: Point, blocks: bool) -> bool {
    let away = settlement.site.at.distance(at);
    if away > i64::from((settlement.site.radius + Settlement::OUTSKIRTS).0) {
        return false;
    }
    if settlement.cover_at(at) != Cover::Natural {
        return true;
    }
    if away > i64::from(settlement.site.radius.0) {
        let beside = |field: &Field| within((field.min, field.max), at, HEADLAND);
        let by_street = |street: &Street| within((street.min, street.max), at, VERGE);
        return blocks
            && (settlement.fields.iter().any(beside) || settlement.streets.iter().any(by_street));
    }
    blocks
        || settlement.houses.iter().any(|house| {
            within((house.min, house.max), at, Mm(700)) || at.distance(house.door) < 2_000
        })
        || settlement.works.iter().any(|work| within((work.min, work.max), at, Mm(200)))
}

/// Whether a point lies in a rectangle or so near to it.
fn within((min, max): (Point, Point), at: Point, margin: Mm) -> bool {
    at.x > min.x - margin && at.x < max.x + margin && at.z > min.z - margin && at.z < max.z + margin
}
