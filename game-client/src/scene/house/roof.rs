//! Roofs: the upper storey, the roof in one of its shapes, chimneys and steeples. They are one mesh, so
//! that all of it can be taken off.

mod flat;
mod hip;
mod rise;

use super::Measures;
use crate::scene::colour::{hex, lit, shade, tone};
use crate::scene::sculpt::Sculpt;
use bevy::math::Vec3;
use ruleset::{RoofShape, Roofing};
use worldgen::{House, HousePurpose};

/// How far the roof reaches beyond the walls.
const EAVES: f32 = 0.55;
const GABLE: f32 = 0.4;
/// Rows of tiles on a side.
const ROWS: i32 = 6;

/// Everything above the ground floor.
pub(crate) fn roof(house: &House) -> Sculpt {
    let mut sculpt = Sculpt::new();
    let mut measures = Measures::of(house);
    if house.style.storeys > 1 {
        rise::storey(&mut sculpt, house, &mut measures);
    }
    match house.style.shape {
        RoofShape::Gable => gable(&mut sculpt, house, &measures),
        RoofShape::Hip => hip::hip(&mut sculpt, house, &measures),
        RoofShape::Flat => flat::flat(&mut sculpt, house, &measures),
    }
    if house.style.chimney {
        rise::chimney(&mut sculpt, &mut measures);
    }
    if house.purpose == HousePurpose::Temple {
        rise::steeple(&mut sculpt, house, &measures);
    }
    sculpt
}

/// The colour of what covers a roof.
fn covering(house: &House) -> Vec3 {
    match house.style.roofing {
        Roofing::Tile => tone(house.roof),
        Roofing::Thatch => hex(0xb39a5e).lerp(tone(house.roof), 0.35),
        Roofing::Turf => hex(0x59703a).lerp(tone(house.roof), 0.3),
    }
}

/// Two slopes in rows and two gables.
fn gable(sculpt: &mut Sculpt, house: &House, measures: &Measures) {
    let tiles = covering(house);
    // Thatch is thick and lies in few rows.
    let (rows, lip) = match house.style.roofing {
        Roofing::Tile => (ROWS, 0.12),
        Roofing::Thatch => (2, 0.34),
        Roofing::Turf => (1, 0.3),
    };
    // Along the ridge, across it.
    let (length, width) = if measures.ridge_east {
        (measures.size.x, measures.size.y)
    } else {
        (measures.size.y, measures.size.x)
    };
    let east = measures.ridge_east;
    let at = move |along: f32, across: f32, y: f32| {
        if east { Vec3::new(along, y, across) } else { Vec3::new(width - across, y, along) }
    };
    let (low, high) = (measures.eaves, measures.eaves + measures.roof_height);
    let slope = measures.roof_height / (width / 2.0);
    let height = |across: f32| high - (across - width / 2.0).abs() * slope;
    let ends = (-GABLE, length + GABLE);
    for side in [-1.0_f32, 1.0] {
        let foot = width / 2.0 + EAVES;
        for row in 0..rows {
            let out = |row: i32| width / 2.0 + side * foot * row as f32 / rows as f32;
            let (upper, lower) = (out(row), out(row + 1));
            // Each row lies a little over the next.
            let (y0, y1) = (height(upper) + 0.06, height(lower) + 0.14);
            let ink = lit(shade(tiles, 0.9 + 0.07 * ((row * 7 + 3) % 4) as f32));
            let [a, b] = [at(ends.0, lower, y1), at(ends.1, lower, y1)];
            let [c, d] = [at(ends.1, upper, y0), at(ends.0, upper, y0)];
            let drop = Vec3::Y * lip;
            if side > 0.0 {
                sculpt.quad([a, b, c, d], ink);
                sculpt.quad([a - drop, b - drop, b, a], lit(shade(tiles, 0.6)));
            } else {
                sculpt.quad([b, a, d, c], ink);
                sculpt.quad([b - drop, a - drop, a, b], lit(shade(tiles, 0.6)));
            }
        }
        let wood = lit(hex(0x5a4330));
        let foot_at = width / 2.0 + side * foot;
        let (y, top) = (height(foot_at) + 0.0, high - 0.02);
        let under = [
            at(ends.0, foot_at, y),
            at(ends.1, foot_at, y),
            at(ends.1, width / 2.0, top),
            at(ends.0, width / 2.0, top),
        ];
        if side > 0.0 {
            sculpt.quad([under[3], under[2], under[1], under[0]], wood);
        } else {
            sculpt.quad(under, wood);
        }
        for end in [ends.0, ends.1] {
            let (from, to) = (at(end, foot_at, y + 0.05), at(end, width / 2.0, top + 0.09));
            sculpt.beam(from, to, 0.17, wood);
        }
    }
    sculpt.beam(
        at(ends.0 - 0.05, width / 2.0, high + 0.1),
        at(ends.1 + 0.05, width / 2.0, high + 0.1),
        0.2,
        lit(shade(tiles, 0.7)),
    );
    let plaster = lit(shade(tone(house.wall), 0.96));
    for (end, outward) in [(0.0, -1.0), (length, 1.0_f32)] {
        let (a, b, c) = (at(end, 0.0, low), at(end, width, low), at(end, width / 2.0, high));
        sculpt.tri([a, b, c], [plaster; 3]);
        sculpt.tri([b, a, c], [plaster; 3]);
        if !house.style.timber {
            continue;
        }
        let timber = super::timber(house);
        let out = end + outward * 0.03;
        sculpt.beam(at(out, width / 2.0, low), at(out, width / 2.0, high - 0.1), 0.16, timber);
        sculpt.beam(
            at(out, width * 0.27, low),
            at(out, width * 0.5, low + measures.roof_height * 0.5),
            0.13,
            timber,
        );
        sculpt.beam(
            at(out, width * 0.73, low),
            at(out, width * 0.5, low + measures.roof_height * 0.5),
            0.13,
            timber,
        );
    }
}
