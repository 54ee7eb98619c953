//! Colour of the land: biome, hill shading, contours; colour of the water: depth and shore lines.

use super::super::Canvas;
use super::super::canvas::{Ink, ink, mix, scaled};
use super::survey::{Ground, Survey};
use super::{EDGE, LEFT, Layer, MapView, TOP};
use worldgen::World;

const SHALLOW: Ink = ink(142, 198, 196);
const MIDDLE: Ink = ink(78, 142, 172);
const DEEP: Ink = ink(38, 82, 122);
const SHADOW: Ink = ink(44, 42, 72);
const SUN: Ink = ink(255, 244, 206);
const LINE: Ink = ink(70, 48, 28);

/// Land without biomes and heights, water without depths.
const BLANK: Ink = ink(232, 224, 200);
const PLAIN: Ink = ink(166, 198, 208);

/// Tints by height where biomes are not shown: metres above the sea and colour.
const TINTS: [(f32, Ink); 6] = [
    (0.0, ink(150, 186, 130)),
    (10.0, ink(186, 204, 142)),
    (25.0, ink(224, 212, 156)),
    (45.0, ink(206, 172, 120)),
    (70.0, ink(170, 132, 104)),
    (100.0, ink(240, 238, 236)),
];

/// Slopes are drawn this much steeper than they are.
const EXAGGERATION: f32 = 1.9;

pub(super) fn draw(canvas: &mut Canvas, world: &World, view: &MapView, survey: &Survey) {
    let base = if view.layers.show(Layer::Biome) {
        ground_colours(world, view, survey)
    } else {
        Vec::new()
    };
    let (high, deep) = (view.layers.show(Layer::Height), view.layers.show(Layer::Water));
    let shift = view.shift();
    let interval = contour_interval(view.metres);
    for y in 0..EDGE {
        for x in 0..EDGE {
            let (px, py) = (x as f32 + 0.5, y as f32 + 0.5);
            let ground = survey.ground(px, py);
            // Metres that the ground rises over a pixel.
            let rise = (ground.slope.0.hypot(ground.slope.1) * view.scale()).max(0.002);
            let land_share = (ground.above_water / rise + 0.5).clamp(0.0, 1.0);
            let mut colour =
                if deep { water(ground, rise, px + shift.0, py + shift.1) } else { PLAIN };
            if land_share > 0.0 {
                let channel = |c: usize| {
                    survey.blend(px, py, |column, row| base[Survey::index(column, row)][c])
                };
                let flat = if !base.is_empty() {
                    [channel(0), channel(1), channel(2)]
                } else if high {
                    tinted(ground.height)
                } else {
                    BLANK
                };
                let land = if high {
                    land(flat, ground, rise, interval, (px + shift.0, py + shift.1))
                } else {
                    flat
                };
                colour = mix(colour, land, land_share);
            }
            let shore = 1.0 - (ground.above_water / rise).abs() / 1.1;
            colour = mix(colour, LINE, shore.clamp(0.0, 1.0) * 0.6);
            canvas.set(LEFT + x, TOP + y, colour);
        }
    }
}

/// The tint of a height.
pub(super) fn tinted(height: f32) -> Ink {
    let above = TINTS.iter().position(|(from, _)| *from > height).unwrap_or(TINTS.len());
    let (low, high) = (TINTS[above.max(1) - 1], TINTS[above.min(TINTS.len() - 1)]);
    let room = (high.0 - low.0).max(0.001);
    mix(low.1, high.1, (height - low.0) / room)
}

/// Metres between two contours.
pub(super) const fn contour_interval(metres: u32) -> f32 {
    match metres {
        0..=1600 => 5.0,
        1601..=6000 => 10.0,
        _ => 20.0,
    }
}

fn land(flat: Ink, ground: Ground, rise: f32, interval: f32, (x, y): (f32, f32)) -> Ink {
    let grain = 0.97 + 0.06 * noise(x / 3.0, y / 3.0, 7);
    let shade = shading(ground.slope);
    let mut colour = scaled(flat, grain);
    colour = mix(colour, SUN, (ground.height / 160.0).clamp(0.0, 0.22));
    colour = if shade < 0.0 {
        mix(scaled(colour, 1.0 + shade * 0.42), SHADOW, -shade * 0.42)
    } else {
        mix(scaled(colour, 1.0 + shade * 0.14), SUN, shade * 0.34)
    };
    // Contours, fainter where they crowd.
    let level = (ground.height / interval).round();
    if level >= 1.0 {
        let away = (ground.height - level * interval).abs() / rise;
        let room = (interval / rise / 7.0).clamp(0.0, 1.0);
        let strength = if level as i32 % 5 == 0 { 0.34 } else { 0.17 };
        colour = mix(colour, LINE, (1.15 - away).clamp(0.0, 1.0) * strength * room);
    }
    colour
}

fn water(ground: Ground, rise: f32, x: f32, y: f32) -> Ink {
    let depth = (-ground.above_water).max(0.0);
    let near = (depth / 5.0).clamp(0.0, 1.0).sqrt();
    let far = ((depth - 4.0) / 22.0).clamp(0.0, 1.0);
    let mut colour = mix(mix(SHALLOW, MIDDLE, near), DEEP, far);
    let shade = shading((ground.slope.0 * 0.5, ground.slope.1 * 0.5));
    colour = scaled(colour, 1.0 + shade * 0.10 + 0.015 * noise(x / 5.0, y / 5.0, 3));
    // Fine lines along the shore, as on old sea charts.
    for (line, strength) in [(1.2, 0.30), (3.0, 0.20), (6.0, 0.12)] {
        let away = (depth - line).abs() / rise;
        colour = mix(colour, ink(236, 246, 240), (1.0 - away).clamp(0.0, 1.0) * strength);
    }
    colour
}

/// Light from the north-west: 0 on flat ground, up to 1 towards the light, down to -1 away from it.
pub(super) fn shading((east, south): (f32, f32)) -> f32 {
    const LIGHT: (f32, f32, f32) = (-0.52, 0.68, -0.52);
    let (nx, nz) = (-east * EXAGGERATION, -south * EXAGGERATION);
    let length = (nx * nx + nz * nz + 1.0).sqrt();
    let lit = (nx * LIGHT.0 + LIGHT.1 + nz * LIGHT.2) / length;
    ((lit - LIGHT.1) / if lit > LIGHT.1 { 1.0 - LIGHT.1 } else { LIGHT.1 }).clamp(-1.0, 1.0)
}

/// The colour of the ground at each lattice point, patches mixed in, borders softened.
fn ground_colours(world: &World, view: &MapView, survey: &Survey) -> Vec<Ink> {
    let rules = world.rules();
    let side = Survey::SIDE;
    let mut colours: Vec<Ink> = survey
        .biomes()
        .iter()
        .enumerate()
        .map(|(index, &id)| {
            let biome = rules.biome(id);
            let (dx, dy) = view.shift();
            let (x, y) = ((index % side) as f32 + dx / 2.0, (index / side) as f32 + dy / 2.0);
            let patch = 0.6 * noise(x / 14.0, y / 14.0, 1) + 0.4 * noise(x / 5.0, y / 5.0, 2);
            let (a, b) = (biome.ground, biome.ground_alt);
            let colour = mix(ink(a.0, a.1, a.2), ink(b.0, b.1, b.2), patch);
            vivid(colour)
        })
        .collect();
    for _ in 0..2 {
        colours = softened(&colours);
    }
    colours
}

/// A little lighter and fuller than the ground in the game, as maps are.
pub(super) fn vivid(colour: Ink) -> Ink {
    let grey = (colour[0] + colour[1] + colour[2]) / 3.0;
    colour.map(|value| (grey + (value - grey) * 1.18) * 0.90 + 34.0)
}

/// Each lattice point's colour averaged with its neighbours'.
fn softened(colours: &[Ink]) -> Vec<Ink> {
    let side = Survey::SIDE as i32;
    (0..colours.len() as i32)
        .map(|index| {
            let (column, row) = (index % side, index / side);
            let mut sum = [0.0; 3];
            for (dx, dy) in (-2..=2).flat_map(|dy| (-2..=2).map(move |dx| (dx, dy))) {
                let colour = colours[Survey::index(column + dx, row + dy)];
                sum = std::array::from_fn(|channel| sum[channel] + colour[channel] / 25.0);
            }
            sum
        })
        .collect()
}

/// Smooth noise from 0 to 1.
fn noise(x: f32, y: f32, salt: u32) -> f32 {
    let (column, row) = (x.floor(), y.floor());
    let ease = |t: f32| t * t * (3.0 - 2.0 * t);
    let (fx, fy) = (ease(x - column), ease(y - row));
    let at = |dx: i32, dy: i32| scatter(column as i32 + dx, row as i32 + dy, salt);
    let north = at(0, 0) * (1.0 - fx) + at(1, 0) * fx;
    let south = at(0, 1) * (1.0 - fx) + at(1, 1) * fx;
    north * (1.0 - fy) + south * fy
}

/// A value from 0 to 1 that looks random, the same for the same place. For decoration only.
pub(super) fn scatter(x: i32, y: i32, salt: u32) -> f32 {
    let mut bits = (x.cast_unsigned().wrapping_mul(0x9E37_79B1))
        ^ (y.cast_unsigned().wrapping_mul(0x85EB_CA77))
        ^ salt.wrapping_mul(0xC2B2_AE3D);
    bits = (bits ^ (bits >> 15)).wrapping_mul(0x2C1B_3C6D);
    bits = (bits ^ (bits >> 12)).wrapping_mul(0x297A_2D39);
    ((bits ^ (bits >> 15)) & 0xFFFF) as f32 / 65535.0
}
