//! What rises above the ground floor: an upper storey, a chimney, a steeple.

use super::covering;
use crate::scene::colour::{Ink, hex, lit, shade, tone};
use crate::scene::house::{Measures, timber, walling, windows};
use crate::scene::sculpt::{Lump, Sculpt};
use bevy::math::{Vec2, Vec3};
use ruleset::{RoofShape, WallMaterial};
use worldgen::House;

/// The upper storey: walls, windows, and, of plaster on timber, a step out over the street.
pub(super) fn storey(sculpt: &mut Sculpt, house: &House, measures: &mut Measures) {
    let Vec2 { x, y: z } = measures.size;
    let jetty = if house.style.timber { 0.22 } else { 0.0 };
    let (low, high) = (measures.wall_height, measures.eaves);
    let (o, t) = (jetty, 0.3 - jetty);
    for (x0, z0, x1, z1) in
        [(-o, -o, x + o, t), (-o, z - t, x + o, z + o), (-o, t, t, z - t), (x - t, t, x + o, z - t)]
    {
        walling::upper(sculpt, house, Vec3::new(x0, low, z0), Vec3::new(x1, high, z1));
    }
    // What one sees through a window from outside is dark.
    sculpt.cuboid(
        Vec3::new(-o, low - 0.1, -o),
        Vec3::new(x + o, low + 0.06, z + o),
        lit(hex(0x4d3a28)),
    );
    let beams = timber(house);
    if house.style.timber {
        let mut post = |at: Vec3| {
            sculpt.cuboid(
                at - Vec3::new(0.1, 0.0, 0.1),
                at + Vec3::new(0.1, high - low, 0.1),
                beams,
            )
        };
        for (px, pz) in [(-o, -o), (x + o, -o), (-o, z + o), (x + o, z + o)] {
            post(Vec3::new(px, low, pz));
        }
        for (a, b) in [
            ((-o, -o), (x + o, -o)),
            ((-o, z + o), (x + o, z + o)),
            ((-o, -o), (-o, z + o)),
            ((x + o, -o), (x + o, z + o)),
        ] {
            for y in [low + 0.05, high - 0.1] {
                sculpt.beam(Vec3::new(a.0, y, a.1), Vec3::new(b.0, y, b.1), 0.2, beams);
            }
        }
    }
    windows(sculpt, measures, beams, (low - 0.15, jetty));
}

/// A chimney beside the ridge.
pub(super) fn chimney(sculpt: &mut Sculpt, measures: &mut Measures) {
    let Vec2 { x, y: z } = measures.size;
    let (length, width) = if measures.ridge_east { (x, z) } else { (z, x) };
    let (along, across) = (length * measures.dice.range(0.2, 0.35), width * 0.36);
    let (px, pz) = if measures.ridge_east { (along, across) } else { (width - across, along) };
    let top = measures.eaves + measures.roof_height + 0.55;
    let stone = lit(hex(0x807a70));
    let boxed = |sculpt: &mut Sculpt, half: f32, low: f32, high: f32, ink: Ink| {
        sculpt.cuboid(
            Vec3::new(px - half, low, pz - half),
            Vec3::new(px + half, high, pz + half),
            ink,
        );
    };
    boxed(sculpt, 0.32, measures.eaves - 0.2, top, stone);
    boxed(sculpt, 0.4, top, top + 0.14, lit(hex(0x6a655c)));
    boxed(sculpt, 0.2, top + 0.1, top + 0.17, lit(hex(0x1c1917)));
}

/// A temple's steeple with its bell; a dome on a flat roof.
pub(super) fn steeple(sculpt: &mut Sculpt, house: &House, measures: &Measures) {
    let Vec2 { x, y: z } = measures.size;
    let middle = Vec3::new(x / 2.0, measures.eaves, z / 2.0);
    let gold = lit(hex(0xd9b04a));
    if house.style.shape == RoofShape::Flat {
        let radius = x.min(z) * 0.34;
        let shape = Lump {
            centre: middle + Vec3::Y * 0.2,
            radii: Vec3::new(radius, radius * 0.95, radius),
            rough: 0.0,
            fine: true,
            name: 1,
        };
        sculpt.lump(shape, lit(shade(tone(house.roof), 0.85)), lit(shade(tone(house.roof), 1.1)));
        let top = middle + Vec3::Y * (radius + 0.1);
        sculpt.post((top, 0.09, gold), (top + Vec3::Y * 1.0, 0.02, gold), 5);
        return;
    }
    // Over the end of the ridge that the door is nearer to.
    let (sill, out) = measures.door;
    let inwards = sill - out * 1.7;
    let at = if measures.ridge_east {
        Vec3::new(inwards.x.clamp(1.6, x - 1.6), 0.0, z / 2.0)
    } else {
        Vec3::new(x / 2.0, 0.0, inwards.y.clamp(1.6, z - 1.6))
    };
    let half = 1.15;
    let wall = match house.style.material {
        WallMaterial::Plaster | WallMaterial::Adobe => shade(tone(house.wall), 1.04),
        _ => tone(house.wall),
    };
    let (low, high) = (measures.eaves - 0.3, measures.eaves + measures.roof_height + 2.2);
    let boxed = |sculpt: &mut Sculpt, half: f32, low: f32, high: f32, ink: Ink| {
        let (min, max) =
            (Vec3::new(at.x - half, low, at.z - half), Vec3::new(at.x + half, high, at.z + half));
        sculpt.cuboid(min, max, ink);
    };
    boxed(sculpt, half, low, high - 1.3, lit(wall));
    for (sx, sz) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
        let foot = Vec3::new(at.x + sx * (half - 0.18), high - 1.3, at.z + sz * (half - 0.18));
        sculpt.beam(foot, foot + Vec3::Y * 1.3, 0.3, timber(house));
    }
    let bell = Vec3::new(at.x, high - 0.95, at.z);
    sculpt.post((bell, 0.42, gold), (bell + Vec3::Y * 0.6, 0.16, gold), 9);
    boxed(sculpt, half + 0.12, high - 0.06, high + 0.08, timber(house));
    let cover = covering(house);
    let eave = |sx: f32, sz: f32| {
        Vec3::new(at.x + sx * (half + 0.3), high + 0.05, at.z + sz * (half + 0.3))
    };
    let corners = [eave(-1.0, -1.0), eave(1.0, -1.0), eave(1.0, 1.0), eave(-1.0, 1.0)];
    let tip = Vec3::new(at.x, high + 3.4, at.z);
    for side in 0..4 {
        let (a, b) = (corners[side], corners[(side + 1) % 4]);
        sculpt.tri([b, a, tip], [lit(shade(cover, 0.85)), lit(shade(cover, 0.85)), lit(cover)]);
    }
    sculpt.quad([corners[0], corners[1], corners[2], corners[3]], lit(hex(0x4d3a28)));
    sculpt.post((tip - Vec3::Y * 0.1, 0.06, gold), (tip + Vec3::Y * 0.9, 0.03, gold), 4);
}
