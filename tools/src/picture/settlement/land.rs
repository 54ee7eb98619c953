//! The ground of a plan: the land in its colours, shaded, with water, streets and fields.

use super::super::Canvas;
use super::super::canvas::{Ink, ink, mix, scaled};
use super::{EDGE, LEFT, TOP, View};
use seed::{Mm, Point};
use worldgen::{ChunkCoord, Settlement, World};

/// The colour of streets.
pub(super) const STREET: Ink = ink(188, 168, 132);

/// Colours of fields by what grows there.
pub(super) const FIELDS: [Ink; 4] =
    [ink(150, 122, 66), ink(126, 138, 66), ink(176, 154, 82), ink(112, 92, 62)];

const WATER: Ink = ink(58, 92, 112);

/// Draws it.
pub(super) fn ground(canvas: &mut Canvas, world: &World, town: &Settlement, view: View) {
    let edge = EDGE as usize;
    for y in 0..edge {
        for x in 0..edge {
            let at = view.world(LEFT + x as f32 + 0.5, TOP + y as f32 + 0.5);
            canvas.set(LEFT as usize + x, TOP as usize + y, land(world, at));
        }
    }
    for (number, field) in town.fields.iter().enumerate() {
        let rect = view.rect(field.min, field.max);
        let colour = FIELDS[usize::from(field.crop) % FIELDS.len()];
        canvas.rect(rect, 0.0, scaled(colour, 0.9 + 0.04 * (number % 4) as f32), 1.0);
        let [l, t, r, b] = rect;
        let step = 1.4 * view.scale;
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
    trees(canvas, world, town, view);
}

const WHITE: Ink = ink(255, 255, 255);

/// The colour of natural land, lit from the north-west.
fn land(world: &World, at: Point) -> Ink {
    let height = world.height(at);
    let water = world.water(at);
    if height < water {
        let depth = ((water - height).to_metres_f32() / 8.0).clamp(0.0, 1.0);
        return scaled(WATER, 1.12 - depth * 0.4);
    }
    let beside = world.height(Point { x: at.x + Mm(1_000), z: at.z + Mm(1_000) });
    let rise = (beside - height).to_metres_f32();
    let ground = world.rules().biome(world.biome(at)).ground;
    scaled(ink(ground.0, ground.1, ground.2), (0.84 - rise * 0.35).clamp(0.5, 1.15))
}

/// Trees as they stand.
fn trees(canvas: &mut Canvas, world: &World, town: &Settlement, view: View) {
    let (from, to) = (view.world(LEFT, TOP), view.world(LEFT + EDGE, TOP + EDGE));
    let (first, last) = (ChunkCoord::of(from), ChunkCoord::of(to));
    for z in first.z..=last.z {
        for x in first.x..=last.x {
            for plant in world.chunk(ChunkCoord { x, z }).plants {
                let flora = world.rules().plant(plant.flora);
                if flora.trunk <= Mm(0) || town.site.at.distance(plant.at) > 400_000 {
                    continue;
                }
                let (px, py) = view.place(plant.at);
                let radius = (plant.height.to_metres_f32() * 0.22).clamp(0.5, 2.4) * view.scale;
                let inside = px > LEFT + radius
                    && py > TOP + radius
                    && px < LEFT + EDGE - radius
                    && py < TOP + EDGE - radius;
                if inside {
                    canvas.circle((px + radius * 0.25, py + radius * 0.3), radius, ink(20, 26, 18), 0.35);
                    canvas.circle((px, py), radius, ink(62, 84, 50), 0.95);
                    canvas.circle((px - radius * 0.25, py - radius * 0.25), radius * 0.5, ink(92, 116, 70), 0.6);
                }
            }
        }
    }
}
