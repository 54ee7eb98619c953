//! The ground of a plan: the land in its colours, shaded, with water, streets and fields.

use super::super::Canvas;
use super::super::canvas::{Ink, ink, mix, scaled};
use super::{EDGE, LEFT, TOP, View};
use seed::{Mm, Point};
use worldgen::{Chunk, ChunkCoord, FieldKind, Settlement, World};

/// The colour of streets.
pub(super) const STREET: Ink = ink(188, 168, 132);

/// Colours of fields by what grows there.
pub(super) const FIELDS: [Ink; 4] =
    [ink(150, 122, 66), ink(126, 138, 66), ink(176, 154, 82), ink(112, 92, 62)];

const WATER: Ink = ink(58, 92, 112);

/// Draws it.
pub(super) fn ground(canvas: &mut Canvas, world: &World, town: &Settlement, view: View) {
    let edge = EDGE as usize;
    let (from, to) = (view.world(LEFT, TOP), view.world(LEFT + EDGE, TOP + EDGE));
    let (first, last) = (ChunkCoord::of(from), ChunkCoord::of(to));
    let columns = (last.x - first.x + 1) as usize;
    let chunks: Vec<Chunk> = (first.z..=last.z)
        .flat_map(|z| (first.x..=last.x).map(move |x| ChunkCoord { x, z }))
        .map(|coord| world.chunk(coord))
        .collect();
    for y in 0..edge {
        for x in 0..edge {
            let at = view.world(LEFT + x as f32 + 0.5, TOP + y as f32 + 0.5);
            let coord = ChunkCoord::of(at);
            let index = (coord.z - first.z) as usize * columns + (coord.x - first.x) as usize;
            if let Some(chunk) = chunks.get(index) {
                canvas.set(LEFT as usize + x, TOP as usize + y, land(world, chunk, at));
            }
        }
    }
    for (number, field) in town.fields.iter().enumerate() {
        let rect = view.rect(field.min, field.max);
        let colour = FIELDS[usize::from(field.crop) % FIELDS.len()];
        canvas.rect(rect, 0.0, scaled(colour, 0.9 + 0.04 * (number % 4) as f32), 1.0);
        let [l, t, r, b] = rect;
        let step = if field.kind == FieldKind::Garden { 0.8 } else { 1.4 } * view.scale;
        let length = if field.furrows_east { b - t } else { r - l };
        for furrow in 1..(length / step) as usize {
            let away = furrow as f32 * step;
            let line = if field.furrows_east {
                ((l + 2.0, t + away), (r - 2.0, t + away))
            } else {
                ((l + away, t + 2.0), (l + away, b - 2.0))
            };
            canvas.strokes(&[line], 1.2, scaled(colour, 0.72), 0.8);
        }
    }
    for street in &town.streets {
        canvas.rect(view.rect(street.min, street.max), 0.0, STREET, 1.0);
    }
    canvas.rect(view.rect(town.square.0, town.square.1), 0.0, mix(STREET, WHITE, 0.12), 1.0);
    for chunk in &chunks {
        trees(canvas, world, chunk, view);
    }
}

const WHITE: Ink = ink(255, 255, 255);

/// The colour of natural land, lit from the north-west.
fn land(world: &World, chunk: &Chunk, at: Point) -> Ink {
    let (height, water) = (chunk.height(at), chunk.water(at));
    if height < water {
        let depth = ((water - height).to_metres_f32() / 8.0).clamp(0.0, 1.0);
        return scaled(WATER, 1.12 - depth * 0.4);
    }
    let origin = chunk.coord.origin();
    let cell = |mm: Mm| mm.0.div_euclid(1000);
    // At the chunk's far edges look back instead of beyond.
    let step = |mm: Mm| if mm.0 >= 31_000 { -1_000 } else { 1_000 };
    let (dx, dz) = (step(at.x - origin.x), step(at.z - origin.z));
    let rise_of = |dx: i32, dz: i32| {
        (chunk.height(Point { x: at.x + Mm(dx), z: at.z + Mm(dz) }) - height).to_metres_f32()
    };
    let rise = rise_of(dx, 0) * dx.signum() as f32 + rise_of(0, dz) * dz.signum() as f32;
    let biome = chunk.biome(cell(at.x - origin.x), cell(at.z - origin.z));
    let ground = world.rules().biome(biome).ground;
    scaled(ink(ground.0, ground.1, ground.2), (0.84 - rise * 0.35).clamp(0.5, 1.15))
}

/// Trees as they stand.
fn trees(canvas: &mut Canvas, world: &World, chunk: &Chunk, view: View) {
    for plant in &chunk.plants {
        if world.rules().plant(plant.flora).trunk <= Mm(0) {
            continue;
        }
        let (x, y) = view.place(plant.at);
        let radius = (plant.height.to_metres_f32() * 0.22).clamp(0.5, 2.4) * view.scale;
        let inside = x > LEFT + radius
            && y > TOP + radius
            && x < LEFT + EDGE - radius
            && y < TOP + EDGE - radius;
        if inside {
            canvas.circle((x + radius * 0.25, y + radius * 0.3), radius, ink(20, 26, 18), 0.35);
            canvas.circle((x, y), radius, ink(62, 84, 50), 0.95);
            let top = (x - radius * 0.25, y - radius * 0.25);
            canvas.circle(top, radius * 0.5, ink(92, 116, 70), 0.6);
        }
    }
}
