//! Woods. On a map of a small place each tree of the world is drawn where it stands; on a larger one
//! little trees hint at them where the biome grows them.

use super::super::Canvas;
use super::super::canvas::{Ink, ink, mix, scaled};
use super::relief::{scatter, shading};
use super::survey::Survey;
use super::{EDGE, LEFT, MapView, TOP};
use ruleset::{Biome, FloraShape, Ruleset};
use worldgen::{CHUNK_CELLS, ChunkCoord, World};

/// Largest map that shows the world's own trees, metres.
const TRUE_TREES: u32 = 1200;

/// Pixels between two places where a tree may be drawn.
const SPACING: usize = 9;

/// Trees in a chunk of a biome that is drawn as closed wood.
const CLOSED: f32 = 26.0;

/// How a biome's trees look.
struct Wood {
    shape: FloraShape,
    leaf: Ink,
    density: f32,
}

pub(super) fn draw(canvas: &mut Canvas, world: &World, view: &MapView, survey: &Survey) {
    if view.metres <= TRUE_TREES {
        standing(canvas, world, view, survey);
    } else {
        hinted(canvas, world, view, survey);
    }
}

/// The world's own trees.
fn standing(canvas: &mut Canvas, world: &World, view: &MapView, survey: &Survey) {
    let rules = world.rules();
    let half = seed::Mm::metres(view.metres as i32 / 2 + CHUNK_CELLS);
    let corner = |sign: i32| {
        let away = seed::Mm(half.0 * sign);
        ChunkCoord::of(seed::Point { x: view.centre.x + away, z: view.centre.z + away })
    };
    let (first, last) = (corner(-1), corner(1));
    for z in first.z..=last.z {
        let mut row: Vec<_> = (first.x..=last.x)
            .flat_map(|x| world.chunk(ChunkCoord { x, z }).plants)
            .filter(|plant| is_tree(rules.plant(plant.flora).shape))
            .collect();
        row.sort_unstable_by_key(|plant| plant.at.z);
        for plant in row {
            let flora = rules.plant(plant.flora);
            let (x, y) = view.place(plant.at);
            let (x, y) = (x - LEFT as f32, y - TOP as f32);
            if !on_relief(view, x, y) {
                continue;
            }
            let leaf = ink(flora.leaf.0, flora.leaf.1, flora.leaf.2);
            let wood = Wood { shape: flora.shape, leaf, density: 1.0 };
            // Crowns are about half as wide as trees are high.
            let size = plant.height.to_metres_f32() / view.scale() / 12.0;
            let light = shading(survey.ground(x, y).slope);
            let look =
                Look { size: size.clamp(0.6, 4.0), light, tone: f32::from(plant.turn) / 255.0 };
            tree(canvas, (x, y), &wood, look);
        }
    }
}

/// Not so near to the edge that a tree would stand on the frame, where there is one.
fn on_relief(view: &MapView, x: f32, y: f32) -> bool {
    let edge = EDGE as f32;
    if view.tile.is_some() {
        return x > 0.0 && y > 0.0 && x < edge && y < edge;
    }
    x > 4.0 && y > 10.0 && x < edge - 4.0 && y < edge - 3.0
}

/// Trees where the biome grows them, on a grid that is shaken a little.
fn hinted(canvas: &mut Canvas, world: &World, view: &MapView, survey: &Survey) {
    let rules = world.rules();
    let woods: Vec<Vec<Wood>> = rules.biomes.iter().map(|biome| woods(rules, biome)).collect();
    for row in 0..EDGE / SPACING {
        for column in 0..EDGE / SPACING {
            let (dx, dy) = view.shift();
            let (i, j) = (
                column as i32 + dx as i32 / SPACING as i32,
                row as i32 + dy as i32 / SPACING as i32,
            );
            let jitter = |salt| (scatter(i, j, salt) - 0.5) * 0.8;
            let x = (column as f32 + 0.5 + jitter(11)) * SPACING as f32;
            let y = (row as f32 + 0.5 + jitter(12)) * SPACING as f32;
            let ground = survey.ground(x, y);
            let steep = ground.slope.0.hypot(ground.slope.1) > 0.9;
            if ground.height < 1.0 || steep || !on_relief(view, x, y) {
                continue;
            }
            let mut chance = scatter(i, j, 13);
            for wood in &woods[usize::from(survey.biome(x, y).0).min(woods.len() - 1)] {
                if chance < wood.density {
                    let tone = scatter(i, j, 14);
                    let light = shading(ground.slope);
                    tree(canvas, (x, y), wood, Look { size: 0.85 + 0.35 * tone, light, tone });
                    break;
                }
                chance -= wood.density;
            }
        }
    }
}

fn woods(rules: &Ruleset, biome: &Biome) -> Vec<Wood> {
    biome
        .flora
        .iter()
        .filter_map(|chance| {
            let plant = rules.plant(chance.flora);
            let leaf = ink(plant.leaf.0, plant.leaf.1, plant.leaf.2);
            let density = f32::from(chance.per_chunk) / CLOSED;
            is_tree(plant.shape).then_some(Wood { shape: plant.shape, leaf, density })
        })
        .collect()
}

const fn is_tree(shape: FloraShape) -> bool {
    matches!(
        shape,
        FloraShape::Conifer
            | FloraShape::Broadleaf
            | FloraShape::Palm
            | FloraShape::Dead
            | FloraShape::Cactus
    )
}

/// How one tree differs from the next.
#[derive(Clone, Copy)]
struct Look {
    /// 1 is a crown of some six pixels.
    size: f32,
    /// Shading of the ground, -1 to 1.
    light: f32,
    /// Colour, 0 to 1.
    tone: f32,
}

fn tree(canvas: &mut Canvas, (x, y): (f32, f32), wood: &Wood, look: Look) {
    let (x, y) = (LEFT as f32 + x, TOP as f32 + y);
    let size = look.size;
    let shadow = ink(30, 34, 40);
    let bright = 1.0 + look.light * if look.light < 0.0 { 0.45 } else { 0.12 };
    let leaf = scaled(mix(wood.leaf, scaled(wood.leaf, 0.8), look.tone), bright);
    canvas.circle((x + 1.4 * size, y + 0.9 * size), 2.6 * size, shadow, 0.28);
    match wood.shape {
        FloraShape::Conifer => {
            let half = 2.6 * size;
            let top = (x, y - 6.6 * size);
            canvas.polygon(&[top, (x + half, y), (x - half, y)], scaled(leaf, 0.62), 0.95);
            canvas.polygon(
                &[top, (x + 0.3 * size, y - 0.4 * size), (x - half, y)],
                scaled(leaf, 0.95),
                0.9,
            );
        }
        FloraShape::Dead | FloraShape::Cactus => {
            let stem = [
                ((x, y), (x, y - 4.4 * size)),
                ((x, y - 2.0 * size), (x + 1.8 * size, y - 3.6 * size)),
            ];
            canvas.strokes(&stem, 1.1, scaled(leaf, 0.7), 0.8);
        }
        _ => {
            canvas.circle((x, y - 2.4 * size), 3.0 * size, scaled(leaf, 0.62), 0.95);
            canvas.circle((x - 0.7 * size, y - 3.1 * size), 2.1 * size, scaled(leaf, 1.0), 0.9);
        }
    }
}
