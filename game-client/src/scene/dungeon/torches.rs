//! Torches on the walls, far enough from each other that every room and corridor has light.

use super::shell::{CELL, SIDES};
use crate::scene::colour::{ember, hex, lit, tone};
use crate::scene::lamps::Lamp;
use crate::scene::noise::unit;
use crate::scene::sculpt::Sculpt;
use bevy::math::Vec3;
use ruleset::DungeonTheme;
use worldgen::{Cell, Dungeon};

/// Metres between two torches, at least.
const APART: f32 = 7.0;

/// The torches and where their flames are.
pub(super) fn torches(dungeon: &Dungeon, theme: &DungeonTheme) -> (Sculpt, Vec<(Vec3, Lamp)>) {
    let mut sculpt = Sculpt::new();
    let mut flames: Vec<(Vec3, Lamp)> = Vec::new();
    let light = tone(theme.light);
    let mut walls = Vec::new();
    for z in 0..i32::from(dungeon.depth) {
        for x in 0..i32::from(dungeon.width) {
            if dungeon.cell(x, z) != Cell::Floor {
                continue;
            }
            for (side, ((dx, dz), from, to)) in SIDES.into_iter().enumerate() {
                if dungeon.cell(x + dx, z + dz) == Cell::Rock {
                    let middle =
                        Vec3::new(x as f32, 0.0, z as f32) * CELL + (from + to) * 0.5 * CELL;
                    walls.push((
                        unit(x * 4 + side as i32, z, 121),
                        middle,
                        Vec3::new(-dx as f32, 0.0, -dz as f32),
                    ));
                }
            }
        }
    }
    walls.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (_, at, inwards) in walls {
        let flame = at + inwards * 0.34 + Vec3::Y * 2.05;
        if flames.iter().any(|(other, _)| other.distance(flame) < APART) {
            continue;
        }
        let iron = lit(hex(0x24211f));
        let wood = lit(hex(0x4a3420));
        let holder = at + inwards * 0.05 + Vec3::Y * 1.55;
        let cup = at + inwards * 0.3 + Vec3::Y * 1.85;
        sculpt.beam(holder, cup, 0.07, iron);
        sculpt.post((cup - Vec3::Y * 0.22, 0.04, wood), (cup + Vec3::Y * 0.06, 0.07, wood), 5);
        let (low, high) =
            (ember(light.lerp(Vec3::ONE, 0.35)), ember(light * Vec3::new(1.0, 0.62, 0.4)));
        sculpt.post((cup, 0.05, low), (cup + Vec3::Y * 0.12, 0.11, low), 6);
        sculpt.post(
            (cup + Vec3::Y * 0.12, 0.11, low),
            (cup + Vec3::new(0.02, 0.44, 0.01), 0.0, high),
            6,
        );
        flames.push((flame, Lamp::torch(light)));
    }
    (sculpt, flames)
}

#[cfg(test)]
mod tests {
    use super::super::shell::tests::{one_room, theme};
    use super::*;

    #[test]
    fn a_room_has_light_but_not_a_torch_a_cell() {
        let (sculpt, flames) = torches(&one_room(10), &theme());
        sculpt.assert_sound();
        assert!((2..=12).contains(&flames.len()), "{}", flames.len());
        assert!(
            flames.iter().all(|(at, _)| (2.0..18.0).contains(&at.x) && (2.0..18.0).contains(&at.z))
        );
    }
}
