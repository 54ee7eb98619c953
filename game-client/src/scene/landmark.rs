//! Landmarks, built around what of them stands in the way.

use crate::scene::colour::{Ink, hex, lit, shade, tone};
use crate::scene::noise::Dice;
use crate::scene::sculpt::{Lump, Sculpt};
use bevy::math::Vec3;
use ruleset::{LandmarkKind, LandmarkShape};
use std::f32::consts::TAU;
use worldgen::{Landmark, Solid};

/// A landmark; its middle, on the lowest ground that it stands on, is the origin.
pub(crate) fn landmark(landmark: &Landmark, kind: &LandmarkKind) -> Sculpt {
    let mut sculpt = Sculpt::new();
    let name = (landmark.id.x as u32).rotate_left(16) ^ landmark.id.z as u32;
    let mut dice = Dice::new(name);
    let colour = tone(kind.colour);
    let high = landmark.height.to_metres_f32();
    let boxes: Vec<Block> =
        landmark.solids.iter().map(|solid| Block::of(landmark, solid)).collect();
    match kind.shape {
        LandmarkShape::Tree => tree(&mut sculpt, &mut dice, colour, high, name),
        LandmarkShape::Spire => spire(&mut sculpt, &mut dice, colour, &boxes, high),
        LandmarkShape::Cairn => cairn(&mut sculpt, &mut dice, colour, high),
        LandmarkShape::Statue => statue(&mut sculpt, &mut dice, colour, &boxes),
        LandmarkShape::Stones => {
            for block in &boxes {
                let ink = lit(shade(colour, dice.range(0.82, 1.1)));
                sculpt.block(block.min, block.max, ink, block.width() * dice.range(0.08, 0.2));
            }
        }
        LandmarkShape::Tower => tower(&mut sculpt, &mut dice, colour, &boxes),
        LandmarkShape::Arch | LandmarkShape::Cave => {
            arch(&mut sculpt, &mut dice, colour, &boxes, name)
        }
    }
    sculpt
}

/// A box in metres from the landmark's middle.
struct Block {
    min: Vec3,
    max: Vec3,
}

impl Block {
    fn of(landmark: &Landmark, solid: &Solid) -> Self {
        let corner = |at: seed::Point, height: seed::Mm| {
            Vec3::new(
                (at.x - landmark.at.x).to_metres_f32(),
                (height - landmark.ground).to_metres_f32(),
                (at.z - landmark.at.z).to_metres_f32(),
            )
        };
        Self { min: corner(solid.min, solid.bottom), max: corner(solid.max, solid.top) }
    }

    fn width(&self) -> f32 {
        (self.max.x - self.min.x).min(self.max.z - self.min.z)
    }

    fn middle(&self) -> Vec3 {
        (self.min + self.max) / 2.0
    }
}

fn shaded(dice: &mut Dice, colour: Vec3) -> Ink {
    lit(shade(colour, dice.range(0.84, 1.12)))
}

/// A trunk that flares at its foot, boughs, and a wide crown.
fn tree(sculpt: &mut Sculpt, dice: &mut Dice, leaf: Vec3, high: f32, name: u32) {
    let bark = lit(hex(0x5b4630));
    let thick = high * 0.06;
    let fork = Vec3::Y * high * 0.42;
    sculpt.post((Vec3::NEG_Y * 1.5, thick * 1.7, bark), (Vec3::Y * high * 0.12, thick, bark), 9);
    sculpt.post((Vec3::Y * high * 0.12, thick, bark), (fork, thick * 0.75, bark), 9);
    for bough in 0..7 {
        let angle = TAU * (bough as f32 + dice.spread(0.25)) / 7.0;
        let out = high * dice.range(0.2, 0.3);
        let tip = Vec3::new(angle.sin() * out, high * dice.range(0.55, 0.72), angle.cos() * out);
        sculpt.post((fork - Vec3::Y * 0.6, thick * 0.4, bark), (tip, thick * 0.14, bark), 5);
        let radii = Vec3::new(0.21, 0.15, 0.21) * high * dice.range(0.85, 1.15);
        let shape = Lump { centre: tip, radii, rough: 0.16, fine: true, name: name ^ bough };
        sculpt.pen.x = 0.05;
        sculpt.lump(shape, lit(shade(leaf, 0.5)), lit(shade(leaf, 1.2)));
        sculpt.pen.x = 0.0;
    }
    let radii = Vec3::new(0.27, 0.2, 0.27) * high;
    let centre = Vec3::Y * (high - radii.y);
    let shape = Lump { centre, radii, rough: 0.14, fine: true, name: name ^ 77 };
    sculpt.pen.x = 0.05;
    sculpt.lump(shape, lit(shade(leaf, 0.55)), lit(shade(leaf, 1.3)));
    sculpt.pen.x = 0.0;
}

/// A needle that narrows in crooked tiers.
fn spire(sculpt: &mut Sculpt, dice: &mut Dice, colour: Vec3, boxes: &[Block], high: f32) {
    let widest = boxes.iter().map(Block::width).fold(1.0_f32, f32::max) * 0.62;
    let tiers = 7;
    let mut foot = Vec3::NEG_Y * 2.0;
    for tier in 0..tiers {
        let share = |tier: i32| tier as f32 / tiers as f32;
        let radius = |share: f32| widest * (1.0 - share).powf(0.8).max(0.05);
        let lean = high * 0.02;
        let head = Vec3::new(dice.spread(lean), high * share(tier + 1), dice.spread(lean));
        let last = tier + 1 == tiers;
        let top = if last { 0.0 } else { radius(share(tier + 1)) * dice.range(0.92, 1.05) };
        sculpt.post(
            (foot, radius(share(tier)) * dice.range(1.0, 1.12), shaded(dice, colour * 0.86)),
            (if last { head.with_y(high) } else { head }, top, shaded(dice, colour * 1.06)),
            7,
        );
        foot = head;
    }
    for rock in 0..5 {
        let angle = TAU * rock as f32 / 5.0 + dice.spread(0.4);
        let out = widest * dice.range(1.0, 1.3);
        let centre = Vec3::new(angle.sin() * out, 0.2, angle.cos() * out);
        let radii = Vec3::splat(widest * dice.range(0.18, 0.34));
        let ink = shaded(dice, colour);
        sculpt.lump(Lump { centre, radii, rough: 0.22, fine: false, name: rock }, ink * 0.8, ink);
    }
}

/// Stones heaped up in rings, the smallest on top.
fn cairn(sculpt: &mut Sculpt, dice: &mut Dice, colour: Vec3, high: f32) {
    let rings = 5;
    for ring in 0..rings {
        let share = ring as f32 / rings as f32;
        let out = high * 0.44 * (1.0 - share);
        let count = (9.0 * (1.0 - share)).ceil().max(1.0) as u32;
        for stone in 0..count {
            let angle = TAU * (stone as f32 + share) / count as f32 + dice.spread(0.2);
            let radii = Vec3::new(0.2, 0.14, 0.2) * high * dice.range(0.8, 1.1);
            let height = high * (0.06 + share * 0.95);
            let centre =
                Vec3::new(angle.sin() * out, height.min(high - radii.y), angle.cos() * out);
            let ink = shaded(dice, colour);
            let name = ring * 16 + stone;
            sculpt.lump(Lump { centre, radii, rough: 0.2, fine: false, name }, ink * 0.75, ink);
        }
    }
}

/// A plinth, and somebody in a long coat who looks out over the land.
fn statue(sculpt: &mut Sculpt, dice: &mut Dice, colour: Vec3, boxes: &[Block]) {
    let Some(plinth) = boxes.iter().max_by(|a, b| a.width().total_cmp(&b.width())) else { return };
    let top = boxes.iter().map(|block| block.max.y).fold(0.0_f32, f32::max);
    sculpt.block(plinth.min, plinth.max, shaded(dice, colour * 0.85), plinth.width() * 0.05);
    let foot = plinth.max.y;
    let high = top - foot;
    let at = |share: f32| Vec3::Y * (foot + high * share);
    let ink = |by: f32| lit(shade(colour, by));
    sculpt.post((at(0.0), high * 0.17, ink(0.8)), (at(0.5), high * 0.1, ink(1.0)), 8);
    sculpt.post((at(0.5), high * 0.1, ink(1.0)), (at(0.8), high * 0.145, ink(1.08)), 8);
    for side in [-1.0_f32, 1.0] {
        let shoulder = at(0.78) + Vec3::X * side * high * 0.14;
        let hand = at(0.52) + Vec3::new(side * high * 0.06, 0.0, high * 0.13);
        sculpt.post((hand, high * 0.035, ink(0.9)), (shoulder, high * 0.05, ink(1.05)), 6);
    }
    let shape = Lump {
        centre: at(0.905),
        radii: Vec3::new(0.075, 0.095, 0.08) * high,
        rough: 0.04,
        fine: true,
        name: 5,
    };
    sculpt.lump(shape, ink(0.8), ink(1.12));
    // What it leans on.
    let staff = Vec3::Z * high * 0.17;
    sculpt.beam(at(0.0) + staff, at(0.72) + staff, high * 0.03, ink(0.7));
}

/// Broken walls in courses, with rubble at their foot.
fn tower(sculpt: &mut Sculpt, dice: &mut Dice, colour: Vec3, boxes: &[Block]) {
    for block in boxes {
        let courses = ((block.max.y - block.min.y) / 1.1).ceil().max(1.0);
        let course = (block.max.y - block.min.y) / courses;
        for number in 0..courses as usize {
            let low = block.min.y + course * number as f32;
            let inset = if number % 2 == 0 { 0.0 } else { 0.05 };
            let min = Vec3::new(block.min.x + inset, low, block.min.z + inset);
            let max = Vec3::new(block.max.x - inset, low + course, block.max.z - inset);
            sculpt.cuboid(min, max, shaded(dice, colour));
        }
        // Teeth where the top broke off.
        let long_x = block.max.x - block.min.x > block.max.z - block.min.z;
        for tooth in 0..3 {
            let share = (tooth as f32 + 0.5) / 3.0 + dice.spread(0.08);
            let along = block.min.lerp(block.max, share);
            let middle = block.middle();
            let foot = if long_x {
                Vec3::new(along.x, 0.0, middle.z)
            } else {
                Vec3::new(middle.x, 0.0, along.z)
            };
            let half = Vec3::new(0.42, 0.0, 0.42);
            let base = foot.with_y(block.max.y);
            let rise = Vec3::Y * dice.range(0.3, 1.3);
            sculpt.block(base - half, base + half + rise, shaded(dice, colour), 0.08);
        }
    }
    for rock in 0..9 {
        let angle = TAU * rock as f32 / 9.0 + dice.spread(0.3);
        let out =
            boxes.iter().map(|block| block.max.x).fold(2.0_f32, f32::max) * dice.range(1.05, 1.4);
        let centre = Vec3::new(angle.sin() * out, 0.15, angle.cos() * out);
        let radii = Vec3::splat(dice.range(0.25, 0.6));
        let ink = shaded(dice, colour);
        sculpt.lump(Lump { centre, radii, rough: 0.2, fine: false, name: rock }, ink * 0.75, ink);
    }
}

/// Rock pillars and the bridge that the wind left between them.
fn arch(sculpt: &mut Sculpt, dice: &mut Dice, colour: Vec3, boxes: &[Block], name: u32) {
    for (index, block) in boxes.iter().enumerate() {
        let (middle, half) = (block.middle(), (block.max - block.min) / 2.0);
        let ink = shaded(dice, colour);
        let stands = block.min.y < 0.0;
        // Layers of stone, each pulled a little out of shape.
        let layers = if stands { 6 } else { 2 };
        for layer in 0..layers {
            let share = (layer as f32 + 0.5) / layers as f32;
            let height = block.min.y + (block.max.y - block.min.y) * share;
            let grown = if stands { 1.35 - 0.3 * share } else { 1.12 };
            let shape = Lump {
                centre: Vec3::new(middle.x + dice.spread(0.2), height, middle.z + dice.spread(0.2)),
                radii: Vec3::new(half.x * grown, half.y / layers as f32 * 1.5, half.z * grown),
                rough: 0.1,
                fine: true,
                name: name ^ (index * 8 + layer) as u32,
            };
            sculpt.lump(shape, ink * dice.range(0.72, 0.85), ink);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruleset::CultureId;
    use seed::{Mm, Point};
    use worldgen::LandmarkId;

    #[test]
    fn every_shape_is_sound_and_as_high_as_it_should_be() {
        let at = Point::metres(-300, 1200);
        let solid = |half: i32, bottom: i32, top: i32| Solid {
            min: Point { x: at.x - Mm(half), z: at.z - Mm(half) },
            max: Point { x: at.x + Mm(half), z: at.z + Mm(half) },
            bottom: Mm(30_000 + bottom),
            top: Mm(30_000 + top),
            colour: ruleset::Rgb(140, 130, 120),
        };
        for shape in [
            LandmarkShape::Stones,
            LandmarkShape::Tree,
            LandmarkShape::Tower,
            LandmarkShape::Arch,
            LandmarkShape::Cave,
            LandmarkShape::Spire,
            LandmarkShape::Cairn,
            LandmarkShape::Statue,
        ] {
            let kind = LandmarkKind {
                name: "thing".into(),
                shape,
                names: vec!["{name}".into()],
                height: (Mm(12_000), Mm(12_000)),
                colour: ruleset::Rgb(140, 130, 120),
                above: (Mm(0), Mm(1)),
                slope_per_mille: 100,
                biomes: Vec::new(),
                prominent: false,
                per_mille: 1,
            };
            let mark = Landmark {
                id: LandmarkId { x: 3, z: -9 },
                kind: 0,
                name: "Thing".into(),
                culture: CultureId(0),
                at,
                ground: Mm(30_000),
                height: Mm(12_000),
                radius: Mm(5_000),
                turn: 0,
                solids: vec![solid(2_000, -2_000, 3_000), solid(1_000, -2_000, 12_000)],
            };
            let sculpt = landmark(&mark, &kind);
            sculpt.assert_sound();
            let (middle, half) = sculpt.bounds();
            let top = middle.y + half.y;
            assert!((9.0..16.0).contains(&top), "{shape:?} is {top} m high");
        }
    }
}
