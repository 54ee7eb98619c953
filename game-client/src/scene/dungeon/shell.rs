//! Floor and walls as one mesh, in the dungeon's own metres.
//!
//! Walls have an inner face and a narrow cap, no outer face: a camera above and behind sees over
//! the near wall into the room, and beyond the caps there is only the dark.

use crate::scene::colour::{hex, lit, shade, tone};
use crate::scene::noise::{hash, unit};
use crate::scene::sculpt::{Lump, Sculpt};
use bevy::math::Vec3;
use ruleset::DungeonTheme;
use worldgen::{CELL_MM, Cell, Dungeon, RoomRole};

/// Edge of a cell, metres.
pub(super) const CELL: f32 = CELL_MM as f32 / 1000.0;

/// Height of the walls where the view cuts them.
pub(super) const WALL: f32 = 3.0;

/// Thickness of the cap.
const CAP: f32 = 0.42;

/// The four sides of a cell: the neighbour, and from which corner to which (counter-clockwise seen
/// from above, so that the wall faces into the cell).
pub(super) const SIDES: [((i32, i32), Vec3, Vec3); 4] = [
    ((0, -1), Vec3::ZERO, Vec3::X),
    ((1, 0), Vec3::X, Vec3::new(1.0, 0.0, 1.0)),
    ((0, 1), Vec3::new(1.0, 0.0, 1.0), Vec3::Z),
    ((-1, 0), Vec3::Z, Vec3::ZERO),
];

/// Builds it.
pub(super) fn shell(dungeon: &Dungeon, theme: &DungeonTheme) -> Sculpt {
    let mut sculpt = Sculpt::new();
    let (floor, wall) = (tone(theme.floor), tone(theme.wall));
    for z in 0..i32::from(dungeon.depth) {
        for x in 0..i32::from(dungeon.width) {
            if dungeon.cell(x, z) == Cell::Rock {
                continue;
            }
            let origin = Vec3::new(x as f32 * CELL, 0.0, z as f32 * CELL);
            flags(&mut sculpt, origin, (x, z), paved(dungeon, x, z, floor, tone(theme.light)));
            for ((dx, dz), from, to) in SIDES {
                if dungeon.cell(x + dx, z + dz) == Cell::Rock {
                    masonry(
                        &mut sculpt,
                        [origin + from * CELL, origin + to * CELL],
                        wall,
                        (x * 4 + dx, z * 4 + dz),
                    );
                }
            }
            corners(&mut sculpt, dungeon, (x, z), wall);
        }
    }
    sculpt
}

/// What the floor of a cell is like: rooms differ from corridors, and by what they are for.
fn paved(dungeon: &Dungeon, x: i32, z: i32, floor: Vec3, light: Vec3) -> [Vec3; 2] {
    let inside = dungeon.rooms.iter().find(|room| {
        (i32::from(room.min.0)..=i32::from(room.max.0)).contains(&x)
            && (i32::from(room.min.1)..=i32::from(room.max.1)).contains(&z)
    });
    let Some(room) = inside else { return [shade(floor, 0.78), shade(floor, 0.7)] };
    let rim = x == i32::from(room.min.0)
        || x == i32::from(room.max.0)
        || z == i32::from(room.min.1)
        || z == i32::from(room.max.1);
    let accent = match room.role {
        RoomRole::Entrance => floor.lerp(hex(0x9aa4b0), 0.3),
        RoomRole::Plain => floor,
        RoomRole::Key => floor.lerp(hex(0x8a7440), 0.22),
        RoomRole::Puzzle => floor.lerp(light, 0.2),
        RoomRole::Boss => floor.lerp(hex(0x6a2a24), 0.34),
        RoomRole::Treasure => floor.lerp(hex(0xa08038), 0.32),
        RoomRole::Vault | RoomRole::Secret => floor.lerp(hex(0xa08038), 0.16),
        RoomRole::Warden => floor.lerp(hex(0x6a2a24), 0.2),
        RoomRole::Stairs => floor.lerp(hex(0x9aa4b0), 0.18),
    };
    let accent =
        if dungeon.cell(x, z) == Cell::Pool { accent.lerp(hex(0x2f5a72), 0.6) } else { accent };
    let even = if (x + z).rem_euclid(2) == 0 { 1.0 } else { 0.9 };
    if rim {
        [shade(accent, 0.72), shade(accent, 0.66)]
    } else {
        [shade(accent, even), shade(accent, even * 0.92)]
    }
}

/// Four flagstones with gaps.
fn flags(sculpt: &mut Sculpt, origin: Vec3, (x, z): (i32, i32), [light, dark]: [Vec3; 2]) {
    let grout = lit(shade(dark, 0.55));
    let square = |low: Vec3, size: Vec3| {
        [low + Vec3::Z * size.z, low + size * Vec3::new(1.0, 0.0, 1.0), low + Vec3::X * size.x, low]
    };
    let half = CELL / 2.0;
    for (number, (dx, dz)) in
        [(0.0, 0.0), (half, 0.0), (0.0, half), (half, half)].into_iter().enumerate()
    {
        let by = 0.88 + 0.24 * unit(x * 2 + number as i32 % 2, z * 2 + number as i32 / 2, 71);
        let tone = if unit(x, z, 72 + number as u32) < 0.5 { light } else { dark };
        let low =
            origin + Vec3::new(dx + 0.025, unit(x, z, 76 + number as u32) * 0.012, dz + 0.025);
        sculpt.quad(square(low, Vec3::splat(half - 0.05)), lit(shade(tone, by)));
    }
    // After the stones, which hide most of it.
    sculpt.quad(square(origin - Vec3::Y * 0.015, Vec3::splat(CELL)), grout);
}

/// A stretch of wall along one side of a cell: courses of stones, darker towards the floor, a plinth
/// and a cap.
fn masonry(sculpt: &mut Sculpt, [from, to]: [Vec3; 2], wall: Vec3, key: (i32, i32)) {
    let along = (to - from) / CELL;
    // Out of the cell.
    let out = Vec3::new(along.z, 0.0, -along.x);
    let courses = 5;
    for course in 0..courses {
        let (low, high) =
            (WALL * course as f32 / courses as f32, WALL * (course + 1) as f32 / courses as f32);
        let cut = CELL * (0.3 + 0.4 * unit(key.0, key.1, 81 + course));
        for (stone, (a, b)) in [(0.0, cut), (cut, CELL)].into_iter().enumerate() {
            let by = 0.8 + 0.3 * unit(key.0 * 2 + stone as i32, key.1, 91 + course);
            let lift = 0.66 + 0.34 * (course as f32 / (courses - 1) as f32);
            let ink = lit(shade(wall, by * lift));
            let depth = out * 0.05 * unit(key.0, key.1 * 2 + stone as i32, 101 + course);
            let gap = 0.018;
            let corner = |at: f32, y: f32| from + along * at + Vec3::Y * y + depth;
            sculpt.quad(
                [
                    corner(a + gap, low + gap),
                    corner(b - gap, low + gap),
                    corner(b - gap, high - gap),
                    corner(a + gap, high - gap),
                ],
                ink,
            );
        }
    }
    let back = out * 0.06;
    let mortar = lit(shade(wall, 0.42));
    sculpt.quad(
        [from + back, to + back, to + back + Vec3::Y * WALL, from + back + Vec3::Y * WALL],
        mortar,
    );
    let foot = lit(shade(wall, 0.6));
    let inner = -out * 0.09;
    let (a, b) = (from + inner, to + inner);
    sculpt.quad([a, b, b + Vec3::Y * 0.2, a + Vec3::Y * 0.2], foot);
    sculpt.quad(
        [
            a + Vec3::Y * 0.2,
            b + Vec3::Y * 0.2,
            to + Vec3::Y * 0.2 + back,
            from + Vec3::Y * 0.2 + back,
        ],
        foot,
    );
    let cap = lit(shade(wall, 0.3));
    let top = Vec3::Y * WALL;
    sculpt.quad([from + top, to + top, to + top + out * CAP, from + top + out * CAP], cap);
    if hash(key.0, key.1, 111).is_multiple_of(11) {
        let at = from + along * (CELL * (0.2 + 0.6 * unit(key.0, key.1, 112))) + inner * 2.2;
        for number in 0..3 {
            let shift = along * (number as f32 * 0.22 - 0.2) + inner * (number % 2) as f32;
            let size = 0.1 + 0.1 * unit(key.0 + number, key.1, 113);
            let shape = Lump {
                centre: at + shift,
                radii: Vec3::splat(size),
                rough: 0.2,
                fine: false,
                name: hash(key.0, number, 114),
            };
            sculpt.lump(shape, lit(shade(wall, 0.6)), lit(shade(wall, 1.05)));
        }
    }
}

/// Pillars where two walls meet at an inner corner, caps where they meet at an outer one.
fn corners(sculpt: &mut Sculpt, dungeon: &Dungeon, (x, z): (i32, i32), wall: Vec3) {
    let rock = |dx: i32, dz: i32| dungeon.cell(x + dx, z + dz) == Cell::Rock;
    for (dx, dz) in [(-1, -1), (1, -1), (1, 1), (-1, 1)] {
        let corner =
            Vec3::new((x + (dx + 1) / 2) as f32 * CELL, 0.0, (z + (dz + 1) / 2) as f32 * CELL);
        let cap = lit(shade(wall, 0.3));
        if rock(dx, 0) && rock(0, dz) {
            let out = Vec3::new(dx as f32, 0.0, dz as f32) * CAP;
            let (low, high) = (corner.min(corner + out), corner.max(corner + out));
            let top = Vec3::Y * WALL;
            sculpt.quad(
                [
                    Vec3::new(low.x, 0.0, high.z) + top,
                    Vec3::new(high.x, 0.0, high.z) + top,
                    Vec3::new(high.x, 0.0, low.z) + top,
                    Vec3::new(low.x, 0.0, low.z) + top,
                ],
                cap,
            );
            let inwards = Vec3::new(-dx as f32, 0.0, -dz as f32) * 0.13;
            let half = Vec3::new(0.2, 0.0, 0.2);
            let centre = corner + inwards;
            sculpt.block(
                centre - half,
                centre + half + Vec3::Y * (WALL + 0.05),
                lit(shade(wall, 0.82)),
                0.04,
            );
            let foot = Vec3::new(0.27, 0.0, 0.27);
            sculpt.block(
                centre - foot,
                centre + foot + Vec3::Y * 0.32,
                lit(shade(wall, 0.7)),
                0.06,
            );
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use ruleset::{CreatureId, ItemId, Rgb, ThemeId};
    use worldgen::{Floor, Room, SiteId};

    pub(in crate::scene) fn theme() -> DungeonTheme {
        DungeonTheme {
            name: "Test".into(),
            floor: Rgb(100, 90, 80),
            wall: Rgb(80, 75, 70),
            light: Rgb(255, 200, 120),
            creatures: vec![CreatureId(0)],
            boss: CreatureId(0),
            rooms: (6, 6),
            levers: (3, 3),
            relic: ItemId(0),
            key: ItemId(0),
            spare_keys: Vec::new(),
            floors: (1, 1),
            entrance: ruleset::Entrance::Built,
        }
    }

    pub(in crate::scene) fn one_room(side: u16) -> Dungeon {
        let inside = |i: usize| {
            let (x, z) = (i % usize::from(side), i / usize::from(side));
            let last = usize::from(side) - 1;
            x > 0 && z > 0 && x < last && z < last
        };
        let cells = (0..usize::from(side * side))
            .map(|i| if inside(i) { Cell::Floor } else { Cell::Rock })
            .collect();
        Dungeon {
            puzzle: ruleset::PuzzleKind::Lamps,
            id: SiteId::default(),
            name: String::new(),
            theme: ThemeId(0),
            level: 1,
            width: side,
            depth: side,
            cells,
            rooms: vec![Room {
                role: RoomRole::Entrance,
                kind: None,
                floor: 0,
                optional: false,
                min: (1, 1),
                max: (side - 2, side - 2),
            }],
            features: Vec::new(),
            levers: 3,
            floors: vec![Floor { min: (0, 0), max: (side - 1, side - 1) }],
            ways: Vec::new(),
            reason: String::new(),
            lore: Vec::new(),
        }
    }

    #[test]
    fn walls_face_into_the_room() {
        let dungeon = one_room(8);
        let shell = shell(&dungeon, &theme());
        shell.assert_sound();
        let middle = Vec3::new(8.0, 1.5, 8.0);
        for corners in shell.indices.chunks(3) {
            let at = shell.positions[corners[0] as usize];
            let normal = shell.normals[corners[0] as usize];
            let on_the_wall = normal.y.abs() < 0.01 && (at.x < 1.96 || at.x > 14.04);
            if on_the_wall && normal.x.abs() > 0.9 {
                assert!(normal.dot(middle - at) > 0.0, "a wall at {at} faces out of the room");
            }
        }
    }
}
