//! Houses: the walls that the world holds, of what their people build with, with windows, a door
//! frame, a floor and what stands in their rooms. The roof is a mesh of its own, with the upper storey
//! and whatever rises from it, so that it can be taken off when one is inside.

use super::colour::{Ink, hex, lit, shade, tone, window};
use super::noise::Dice;
use super::sculpt::Sculpt;
use bevy::math::{Vec2, Vec3};
use seed::Point;
use worldgen::House;

mod roof;
mod rooms;
mod sign;
mod square;
mod walling;
mod works;

pub(crate) use roof::roof;
pub(crate) use square::{lantern_posts, mouth, square};
pub(crate) use works::work;

/// Height of a door's opening.
const DOOR_HEIGHT: f32 = 2.15;

/// A house in metres from its own north-western corner, on ground of height 0.
pub(crate) struct Measures {
    /// East and south.
    pub(crate) size: Vec2,
    /// Of the walls of the ground floor.
    pub(crate) wall_height: f32,
    /// Of the walls of all storeys.
    pub(crate) eaves: f32,
    /// Of the ridge above them.
    pub(crate) roof_height: f32,
    /// Where the ridge runs.
    pub(crate) ridge_east: bool,
    /// Middle of the door's sill on the outer wall, and out of the house.
    pub(crate) door: (Vec2, Vec2),
    dice: Dice,
}

impl Measures {
    /// Reads a house.
    pub(crate) fn of(house: &House) -> Self {
        let local = |p: Point| {
            Vec2::new((p.x - house.min.x).to_metres_f32(), (p.z - house.min.z).to_metres_f32())
        };
        let size = local(house.max);
        let door = local(house.door);
        let sides = [
            (door.y.abs(), Vec2::new(door.x, 0.0), Vec2::NEG_Y),
            ((door.y - size.y).abs(), Vec2::new(door.x, size.y), Vec2::Y),
            (door.x.abs(), Vec2::new(0.0, door.y), Vec2::NEG_X),
            ((door.x - size.x).abs(), Vec2::new(size.x, door.y), Vec2::X),
        ];
        let nearest = sides.into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
        let door = nearest.map_or((Vec2::ZERO, Vec2::NEG_Y), |(_, sill, out)| (sill, out));
        Self {
            size,
            wall_height: house.wall_height.to_metres_f32() / f32::from(house.style.storeys.max(1)),
            eaves: house.wall_height.to_metres_f32(),
            roof_height: house.roof_height.to_metres_f32(),
            ridge_east: house.ridge_east,
            door,
            dice: Dice::new(house.min.x.0 as u32 ^ (house.min.z.0 as u32).rotate_left(16)),
        }
    }
}

/// Everything below the roof.
pub(crate) fn body(house: &House) -> Sculpt {
    let mut sculpt = Sculpt::new();
    let mut measures = Measures::of(house);
    let plaster = tone(house.wall);
    let timber = timber(house);
    for wall in &house.walls {
        let corner = |p: Point, y: f32| {
            Vec3::new((p.x - house.min.x).to_metres_f32(), y, (p.z - house.min.z).to_metres_f32())
        };
        let (min, max) = (corner(wall.min, -0.5), corner(wall.max, measures.wall_height));
        walling::wall(&mut sculpt, house, min, max);
    }
    floor(&mut sculpt, &measures);
    if house.style.timber {
        frame(&mut sculpt, &measures, timber);
    }
    door(&mut sculpt, &mut measures, plaster, timber);
    windows(&mut sculpt, &mut measures, timber, (0.0, 0.0));
    rooms::furnish(&mut sculpt, house, &mut measures.dice);
    sign::sign(&mut sculpt, house, &measures);
    sculpt
}

/// The colour of a house's beams.
fn timber(house: &House) -> Ink {
    lit(hex(0x4a3524).lerp(tone(house.roof), 0.12))
}

fn floor(sculpt: &mut Sculpt, measures: &Measures) {
    let Vec2 { x, y: z } = measures.size;
    let boards = (x / 0.6).ceil() as i32;
    for board in 0..boards {
        let (from, to) = (board as f32 / boards as f32 * x, (board + 1) as f32 / boards as f32 * x);
        let wood = lit(shade(hex(0x7c5a3a), 0.85 + 0.1 * (board % 3) as f32));
        let y = 0.05;
        let corners = [
            Vec3::new(from, y, z - 0.1),
            Vec3::new(to, y, z - 0.1),
            Vec3::new(to, y, 0.1),
            Vec3::new(from, y, 0.1),
        ];
        sculpt.quad(corners, wood);
    }
}

/// Posts at the corners, beams on top and half-way.
fn frame(sculpt: &mut Sculpt, measures: &Measures, timber: Ink) {
    let Vec2 { x, y: z } = measures.size;
    let high = measures.wall_height;
    let out = 0.07;
    for (px, pz) in [(0.0, 0.0), (x, 0.0), (0.0, z), (x, z)] {
        let half = 0.16;
        let shift = |at: f32, size: f32| if at > size / 2.0 { at - 0.1 } else { at + 0.1 };
        let (cx, cz) = (shift(px, x), shift(pz, z));
        let min = Vec3::new(cx - half, 0.0, cz - half);
        sculpt.cuboid(min, Vec3::new(cx + half, high, cz + half), timber);
    }
    let rings = [(high - 0.2, high + 0.02)];
    for (low, top) in rings {
        for (z0, z1) in [(-out, 0.1), (z - 0.1, z + out)] {
            sculpt.cuboid(Vec3::new(0.0, low, z0), Vec3::new(x, top, z1), timber);
        }
        for (x0, x1) in [(-out, 0.1), (x - 0.1, x + out)] {
            sculpt.cuboid(Vec3::new(x0, low, 0.0), Vec3::new(x1, top, z), timber);
        }
    }
}

/// A frame around the opening, a wall above it, the door itself standing open inwards.
fn door(sculpt: &mut Sculpt, measures: &mut Measures, plaster: Vec3, timber: Ink) {
    let (sill, out) = measures.door;
    let side = Vec2::new(out.y, -out.x);
    let at = |along: f32, away: f32, y: f32| {
        let p = sill + side * along + out * away;
        Vec3::new(p.x, y, p.y)
    };
    let boxed =
        |sculpt: &mut Sculpt, a: Vec3, b: Vec3, ink: Ink| sculpt.cuboid(a.min(b), a.max(b), ink);
    boxed(sculpt, at(-0.72, -0.3, DOOR_HEIGHT), at(0.72, 0.0, measures.wall_height), lit(plaster));
    for edge in [-0.7, 0.7] {
        boxed(
            sculpt,
            at(edge - 0.09, -0.34, 0.0),
            at(edge + 0.09, 0.08, DOOR_HEIGHT + 0.1),
            timber,
        );
    }
    boxed(sculpt, at(-0.85, -0.34, DOOR_HEIGHT), at(0.85, 0.1, DOOR_HEIGHT + 0.18), timber);
    boxed(sculpt, at(-0.7, -0.3, 0.0), at(0.7, 0.0, 0.06), lit(hex(0x8a8678)));
    boxed(sculpt, at(-0.9, 0.0, -0.2), at(0.9, 0.5, 0.05), lit(hex(0x8f8b80)));
    let hues = [0x6d4128, 0x3f5f5a, 0x7a2e2a, 0x47567a, 0x5a6a38];
    let hue = hues[(measures.dice.unit() * 4.99) as usize];
    boxed(sculpt, at(-0.66, -1.5, 0.06), at(-0.58, -0.3, DOOR_HEIGHT - 0.03), lit(hex(hue)));
    // A lantern on a bracket beside it.
    boxed(sculpt, at(0.95, 0.0, 2.0), at(1.0, 0.3, 2.05), timber);
    boxed(sculpt, at(0.88, 0.18, 1.68), at(1.07, 0.37, 1.95), window(Vec3::new(1.0, 0.62, 0.22)));
}

/// Windows around a storey that begins at a height and stands out by so much; on the ground floor
/// there is none where the door is.
fn windows(sculpt: &mut Sculpt, measures: &mut Measures, timber: Ink, (base, jetty): (f32, f32)) {
    let Vec2 { x, y: z } = measures.size;
    let sides = [
        (Vec2::new(0.0, 0.0), Vec2::X, Vec2::NEG_Y, x),
        (Vec2::new(0.0, z), Vec2::X, Vec2::Y, x),
        (Vec2::new(0.0, 0.0), Vec2::Y, Vec2::NEG_X, z),
        (Vec2::new(x, 0.0), Vec2::Y, Vec2::X, z),
    ];
    let (sill, door_out) = measures.door;
    for (from, along, out, length) in sides {
        let count = ((length - 1.2) / 2.2).floor().max(1.0) as i32;
        for number in 0..count {
            let share = (number as f32 + 0.5) / count as f32;
            let middle = from + along * length * share;
            if base == 0.0 && out == door_out && middle.distance(sill) < 1.75 {
                continue;
            }
            let lamp_on = measures.dice.unit() < 0.75;
            let at = |a: f32, o: f32, y: f32| {
                let p = middle + along * a + out * (o + jetty);
                Vec3::new(p.x, y + base, p.y)
            };
            let mut boxed = |a: Vec3, b: Vec3, ink: Ink| sculpt.cuboid(a.min(b), a.max(b), ink);
            let glass = Vec3::new(0.95, 0.58, 0.2);
            let pane = if lamp_on { window(glass) } else { lit(hex(0x39485a)) };
            // By day a pane is dark; the shader makes it shine at night.
            let (low, high) = (1.05, 1.9);
            boxed(
                at(-0.42, -0.33, low),
                at(0.42, 0.02, high),
                if lamp_on { dusk(pane) } else { pane },
            );
            boxed(at(-0.56, -0.05, low - 0.12), at(0.56, 0.13, low), timber);
            boxed(at(-0.52, -0.05, high), at(0.52, 0.08, high + 0.12), timber);
            for edge in [-0.47, 0.47] {
                boxed(at(edge - 0.06, -0.05, low), at(edge + 0.06, 0.07, high), timber);
            }
            boxed(at(-0.025, -0.02, low), at(0.025, 0.05, high), timber);
            boxed(at(-0.45, -0.02, 1.46), at(0.45, 0.05, 1.51), timber);
            for (edge, hinge) in [(-0.56, -0.86), (0.56, 0.86)] {
                boxed(
                    at(edge, -0.02, low),
                    at(hinge, 0.06, high),
                    timber * Ink::new(1.5, 1.5, 1.5, 1.0),
                );
            }
        }
    }
}

/// The colour of a lit pane: its light at night, a dull reflection by day comes from its darkness.
fn dusk(pane: Ink) -> Ink {
    Ink::new(pane.x * 0.9, pane.y * 0.75, pane.z * 0.55, pane.w)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruleset::Rgb;
    use seed::Mm;
    use worldgen::Solid;

    fn house() -> House {
        let solid = |x0, z0, x1, z1| Solid {
            min: Point::new(x0, z0),
            max: Point::new(x1, z1),
            bottom: Mm(0),
            top: Mm(2800),
            colour: Rgb(200, 190, 170),
        };
        House {
            number: 0,
            purpose: worldgen::HousePurpose::Dwelling,
            min: Point::new(-3000, 0),
            max: Point::new(4000, 6000),
            wall_height: Mm(2800),
            roof_height: Mm(2100),
            ridge_east: true,
            door: Point::new(500, 6600),
            wall: Rgb(210, 200, 180),
            roof: Rgb(130, 80, 60),
            style: worldgen::HouseStyle {
                material: ruleset::WallMaterial::Plaster,
                timber: true,
                shape: ruleset::RoofShape::Gable,
                roofing: ruleset::Roofing::Tile,
                storeys: 1,
                foundation: Mm(380),
                chimney: true,
            },
            walls: vec![solid(-3000, 0, 4000, 300), solid(-3000, 300, -2700, 6000)],
            rooms: Vec::new(),
        }
    }

    #[test]
    fn a_house_is_sound_and_its_roof_covers_it() {
        let house = house();
        let body = body(&house);
        body.assert_sound();
        assert!(body.positions.len() < 6000, "{}", body.positions.len());
        use ruleset::{RoofShape, Roofing, WallMaterial};
        use worldgen::HousePurpose;
        let shapes = [RoofShape::Gable, RoofShape::Hip, RoofShape::Flat];
        let roofings = [Roofing::Tile, Roofing::Thatch, Roofing::Turf];
        let purposes = [HousePurpose::Dwelling, HousePurpose::Temple, HousePurpose::Inn];
        for (number, ridge_east) in (0..18).zip([true, false].into_iter().cycle()) {
            let mut house = House { ridge_east, purpose: purposes[number % 3], ..house.clone() };
            house.style.shape = shapes[number / 6];
            house.style.roofing = roofings[number % 3];
            house.style.storeys = 1 + (number % 2) as u8;
            let roof = roof(&house);
            roof.assert_sound();
            assert!(roof.positions.len() < 6000, "{}", roof.positions.len());
            let (middle, half) = roof.bounds();
            assert!(half.x >= 3.5 && half.z >= 3.0 && (middle.y + half.y) > 3.0);
        }
        for material in [
            WallMaterial::Plaster,
            WallMaterial::Planks,
            WallMaterial::Logs,
            WallMaterial::Stone,
            WallMaterial::Adobe,
        ] {
            let mut house = house.clone();
            house.style.material = material;
            super::body(&house).assert_sound();
        }
    }

    #[test]
    fn the_door_is_found_in_the_wall_that_it_stands_before() {
        let measures = Measures::of(&house());
        assert_eq!(measures.door, (Vec2::new(3.5, 6.0), Vec2::Y));
    }
}
