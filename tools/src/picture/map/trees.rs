//! Woods, hinted at by little trees where the biome grows them. Decoration: not the world's own
//! trees, of which a map shows too many to draw.

use super::super::Canvas;
use super::super::canvas::{Ink, ink, mix, scaled};
use super::relief::scatter;
use super::survey::Survey;
use super::{EDGE, LEFT, TOP};
use ruleset::{Biome, FloraShape, Ruleset};
use worldgen::World;

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

pub(super) fn draw(canvas: &mut Canvas, world: &World, survey: &Survey) {
    let rules = world.rules();
    let woods: Vec<Vec<Wood>> = rules.biomes.iter().map(|biome| woods(rules, biome)).collect();
    for row in 0..EDGE / SPACING {
        for column in 0..EDGE / SPACING {
            let (i, j) = (column as i32, row as i32);
            let jitter = |salt| (scatter(i, j, salt) - 0.5) * 0.8;
            let x = (column as f32 + 0.5 + jitter(11)) * SPACING as f32;
            let y = (row as f32 + 0.5 + jitter(12)) * SPACING as f32;
            let ground = survey.ground(x, y);
            if ground.height < 1.0 || ground.slope.0.hypot(ground.slope.1) > 0.9 {
                continue;
            }
            let mut chance = scatter(i, j, 13);
            for wood in &woods[usize::from(survey.biome(x, y).0).min(woods.len() - 1)] {
                if chance < wood.density {
                    tree(canvas, (LEFT as f32 + x, TOP as f32 + y), wood, scatter(i, j, 14));
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
            let tree = matches!(
                plant.shape,
                FloraShape::Conifer
                    | FloraShape::Broadleaf
                    | FloraShape::Palm
                    | FloraShape::Dead
                    | FloraShape::Cactus
            );
            let leaf = ink(plant.leaf.0, plant.leaf.1, plant.leaf.2);
            let density = f32::from(chance.per_chunk) / CLOSED;
            tree.then_some(Wood { shape: plant.shape, leaf, density })
        })
        .collect()
}

fn tree(canvas: &mut Canvas, (x, y): (f32, f32), wood: &Wood, chance: f32) {
    let size = 0.85 + 0.35 * chance;
    let shadow = ink(30, 34, 40);
    let leaf = mix(wood.leaf, scaled(wood.leaf, 0.8), chance);
    canvas.circle((x + 1.4, y + 0.9), 2.6 * size, shadow, 0.28);
    match wood.shape {
        FloraShape::Conifer => {
            let half = 2.6 * size;
            let top = (x, y - 6.6 * size);
            canvas.polygon(&[top, (x + half, y), (x - half, y)], scaled(leaf, 0.62), 0.95);
            canvas.polygon(&[top, (x + 0.3, y - 0.4), (x - half, y)], scaled(leaf, 0.95), 0.9);
        }
        FloraShape::Dead | FloraShape::Cactus => {
            let stem = [((x, y), (x, y - 4.4 * size)), ((x, y - 2.0), (x + 1.8, y - 3.6))];
            canvas.strokes(&stem, 1.1, scaled(leaf, 0.7), 0.8);
        }
        _ => {
            canvas.circle((x, y - 2.4 * size), 3.0 * size, scaled(leaf, 0.62), 0.95);
            canvas.circle((x - 0.7, y - 3.1 * size), 2.1 * size, scaled(leaf, 1.0), 0.9);
        }
    }
}
