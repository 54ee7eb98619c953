//! What grows on a tile, as one mesh.
//!
//! Near tiles carry the world's own plants. Beyond a few hundred metres only woods matter: there
//! trees are strewn as thickly as the biome has them, without generating sixteen chunks and more.

use super::places::Places;
use super::relief::Relief;
use super::tile::Tile;
use super::tint::Tint;
use crate::scene::colour::{lit, shade};
use crate::scene::flora::{Detail, Nursery, is_small, is_tall};
use crate::scene::noise::{hash, unit};
use crate::scene::sculpt::Sculpt;
use bevy::math::{Affine3A, Quat, Vec3};
use std::f32::consts::TAU;
use worldgen::{CHUNK_CELLS, Chunk, ChunkCoord, Plant};

/// From this level on trees are strewn, not read.
const STREWN_FROM: u8 = 3;

/// Vertices that one tile's growth may have; the rest of a jungle is left out.
const MOST_VERTICES: usize = 260_000;

/// Builds what grows; the tile's corner is the origin.
pub(crate) fn growth(
    places: &Places,
    nursery: &Nursery,
    relief: &Relief,
    tint: &Tint,
    chunk: Option<&Chunk>,
    fine: bool,
) -> Sculpt {
    let mut sculpt = Sculpt::new();
    let tile = relief.tile;
    if let Some(chunk) = chunk {
        for plant in &chunk.plants {
            let detail = if fine { Detail::Near } else { Detail::Middle };
            place(&mut sculpt, places, nursery, relief, plant, detail);
        }
    } else if tile.level < STREWN_FROM {
        let across = 1 << tile.level;
        let detail = if tile.level == 1 && fine { Detail::Middle } else { Detail::Far };
        for z in 0..across {
            for x in 0..across {
                let coord = ChunkCoord { x: tile.x * across + x, z: tile.z * across + z };
                for plant in &places.world.chunk(coord).plants {
                    let shape = places.world.rules().plant(plant.flora).shape;
                    let fits = if tile.level == 1 { !is_small(shape) } else { is_tall(shape) };
                    if fits {
                        place(&mut sculpt, places, nursery, relief, plant, detail);
                    }
                }
            }
        }
    } else {
        strew(&mut sculpt, places, nursery, relief, tint);
    }
    sculpt
}

fn place(
    sculpt: &mut Sculpt,
    places: &Places,
    nursery: &Nursery,
    relief: &Relief,
    plant: &Plant,
    detail: Detail,
) {
    let (x0, z0) = relief.tile.corner();
    let key = hash(plant.at.x.0, plant.at.z.0, 41);
    let Some(template) = nursery.of(plant.flora, key, detail) else { return };
    if sculpt.positions.len() + template.positions.len() > MOST_VERTICES {
        return;
    }
    let x = plant.at.x.to_metres_f32() - x0 as f32;
    let z = plant.at.z.to_metres_f32() - z0 as f32;
    let flora = places.world.rules().plant(plant.flora);
    let small = is_small(flora.shape);
    let height = plant.height.to_metres_f32().clamp(0.05, 60.0);
    let at = Vec3::new(x, relief.surface(x, z) - if small { 0.0 } else { 0.06 }, z);
    let turn = f32::from(plant.turn) / 256.0 * TAU;
    let by = 0.86 + 0.28 * unit(plant.at.x.0, plant.at.z.0, 42);
    copy(sculpt, template, (at, turn, height), by);
    if small && detail != Detail::Far {
        settle(sculpt, template, relief, at.y);
    }
}

/// Adds a template of unit height.
fn copy(sculpt: &mut Sculpt, template: &Sculpt, (at, turn, height): (Vec3, f32, f32), by: f32) {
    let first = sculpt.positions.len();
    let scale = Vec3::splat(height);
    sculpt.add(
        template,
        Affine3A::from_scale_rotation_translation(scale, Quat::from_rotation_y(turn), at),
    );
    sculpt.recolour(first, |tone| shade(tone, by));
    let sway = height.min(12.0);
    for extra in &mut sculpt.extras[first..] {
        extra.x *= sway;
    }
}

/// Lets the tufts of a patch that was just added follow the ground.
fn settle(sculpt: &mut Sculpt, template: &Sculpt, relief: &Relief, stood: f32) {
    let first = sculpt.positions.len() - template.positions.len();
    let edge = relief.tile.edge() as f32;
    for position in &mut sculpt.positions[first..] {
        let (x, z) = (position.x.clamp(-1.0, edge + 1.0), position.z.clamp(-1.0, edge + 1.0));
        position.y += relief.surface(x, z) - stood;
    }
}

fn strew(sculpt: &mut Sculpt, places: &Places, nursery: &Nursery, relief: &Relief, tint: &Tint) {
    let tile: Tile = relief.tile;
    let rules = places.world.rules();
    let (x0, z0) = tile.corner();
    // Trees two or four metres apart would be more than anybody sees: fewer and broader ones.
    let spacing = 9 << (tile.level - STREWN_FROM);
    let broader = 1.0 + 0.25 * f32::from(tile.level - STREWN_FROM);
    for z in (0..tile.edge()).step_by(spacing) {
        for x in (0..tile.edge()).step_by(spacing) {
            let (wx, wz) = (x0 + x, z0 + z);
            let px = x as f32 + unit(wx, wz, 51) * spacing as f32;
            let pz = z as f32 + unit(wx, wz, 52) * spacing as f32;
            let ground = relief.surface(px, pz);
            if ground < 0.6 || tint.bare(px, pz) > 0.0 {
                continue;
            }
            let biome = rules.biome(tint.biome(px, pz));
            let area = (spacing * spacing) as f32 / (CHUNK_CELLS * CHUNK_CELLS) as f32;
            let mut lot = unit(wx, wz, 53) / area;
            for chance in &biome.flora {
                let flora = rules.plant(chance.flora);
                if !is_tall(flora.shape) {
                    continue;
                }
                lot -= f32::from(chance.per_chunk);
                if lot < 0.0 {
                    let (low, high) =
                        (flora.height.0.to_metres_f32(), flora.height.1.to_metres_f32());
                    let height = (low + (high - low) * unit(wx, wz, 54)) * broader;
                    let key = hash(wx, wz, 55);
                    if let Some(template) = nursery.of(chance.flora, key, Detail::Far) {
                        let turn = unit(wx, wz, 56) * TAU;
                        let by = 0.86 + 0.28 * unit(wx, wz, 57);
                        let at = Vec3::new(px, ground - 0.3, pz);
                        copy(sculpt, template, (at, turn, height), by);
                    }
                    break;
                }
            }
        }
    }
}

fn spread_of(number: i32, key: i32) -> f32 {
    unit(number, key, 68)
}

/// Strews short grass in the ground's own colour over meadows, `count` tufts on a whole chunk: what
/// makes ground look like turf when one stands on it.
pub(crate) fn turf(sculpt: &mut Sculpt, places: &Places, relief: &Relief, tint: &Tint, count: u32) {
    let tile = relief.tile;
    let rules = places.world.rules();
    let (x0, z0) = tile.corner();
    let edge = tile.edge() as f32;
    for number in 0..count as i32 {
        let salt = |salt: u32| unit(x0 ^ (number << 8), z0 ^ (number >> 4), salt);
        let (x, z) = (salt(61) * edge, salt(62) * edge);
        let height = relief.surface(x, z);
        let biome = rules.biome(tint.biome(x, z));
        let grassy = biome.flora.iter().any(|chance| is_small(rules.plant(chance.flora).shape));
        let normal =
            relief.normal((x / tile.step() as f32) as i32, (z / tile.step() as f32) as i32);
        if height < 0.9 || !grassy || normal.y < 0.86 || tint.bare(x, z) > 0.12 {
            continue;
        }
        let ground = tint.at(x, z, height, normal);
        let big = if spread_of(number, x0 ^ z0) < 0.2 { 1.7 } else { 1.0 };
        for blade in 0..5 {
            let spread = |salt: u32| unit(number * 4 + blade, x0 ^ z0, salt);
            let foot = Vec3::new(x + spread(63) * 0.5, height - 0.03, z + spread(64) * 0.5);
            let angle = spread(65) * TAU;
            let high = (0.16 + 0.2 * spread(66)) * big;
            let tip = shade(ground, 1.3 + 0.5 * spread(67)).lerp(Vec3::new(0.42, 0.46, 0.12), 0.12);
            let inks = [lit(shade(ground, 0.86)), lit(tip)];
            crate::scene::flora::blade(
                sculpt,
                foot,
                (angle, high * 0.55, high, 0.05 + 0.03 * big),
                inks,
            );
        }
    }
}
