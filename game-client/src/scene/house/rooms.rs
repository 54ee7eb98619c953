//! What stands in rooms and tells what they are for: beds, hearths, tables, an altar. All of it is
//! low or against a wall, and none of it stops anybody.

use crate::scene::colour::{ember, hex, lit, shade};
use crate::scene::noise::Dice;
use crate::scene::sculpt::{Lump, Sculpt};
use bevy::math::{Vec2, Vec3};
use worldgen::{House, HouseRoom, RoomKind};

/// Furnishes a house; its north-western corner, on the ground, is the origin.
pub(super) fn furnish(sculpt: &mut Sculpt, house: &House, dice: &mut Dice) {
    for room in &house.rooms {
        let local = |room: &HouseRoom| {
            let corner = |p: seed::Point| {
                Vec2::new((p.x - house.min.x).to_metres_f32(), (p.z - house.min.z).to_metres_f32())
            };
            (corner(room.min), corner(room.max))
        };
        let (min, max) = local(room);
        match room.kind {
            RoomKind::Bedroom => bed(sculpt, min, max, dice),
            RoomKind::Kitchen => hearth(sculpt, min, max),
            RoomKind::Hall => table(sculpt, (min + max) / 2.0, Vec2::new(0.9, 0.5)),
            RoomKind::Taproom => taproom(sculpt, min, max),
            RoomKind::Workshop => workbench(sculpt, min, max, dice),
            RoomKind::Shrine => altar(sculpt, (min + max) / 2.0),
            RoomKind::Store => sacks(sculpt, min, max, dice),
        }
    }
}

fn bed(sculpt: &mut Sculpt, min: Vec2, max: Vec2, dice: &mut Dice) {
    let wood = lit(hex(0x5d432c));
    let hues = [0x7a3b36, 0x3f5a78, 0x5d7048, 0x8a6b3f];
    let cloth = hex(hues[(dice.unit() * 3.99) as usize]);
    let size = (max - min).min(Vec2::new(1.0, 1.9));
    let (a, b) = (min + Vec2::splat(0.12), min + size);
    sculpt.cuboid(Vec3::new(a.x, 0.05, a.y), Vec3::new(b.x, 0.38, b.y), wood);
    let blanket = lit(shade(cloth, dice.range(0.85, 1.1)));
    sculpt.cuboid(
        Vec3::new(a.x + 0.05, 0.38, a.y + 0.4),
        Vec3::new(b.x - 0.05, 0.5, b.y - 0.04),
        blanket,
    );
    sculpt.cuboid(
        Vec3::new(a.x + 0.12, 0.38, a.y + 0.06),
        Vec3::new(b.x - 0.12, 0.52, a.y + 0.38),
        lit(hex(0xd8d0bc)),
    );
}

fn hearth(sculpt: &mut Sculpt, min: Vec2, max: Vec2) {
    let stone = lit(hex(0x76716a));
    let at = Vec2::new((min.x + max.x) / 2.0, min.y + 0.4);
    sculpt.cuboid(
        Vec3::new(at.x - 0.6, 0.05, at.y - 0.35),
        Vec3::new(at.x + 0.6, 0.45, at.y + 0.3),
        stone,
    );
    sculpt.block(
        Vec3::new(at.x - 0.55, 1.3, at.y - 0.38),
        Vec3::new(at.x + 0.55, 2.4, at.y + 0.2),
        stone,
        0.15,
    );
    let flame = ember(Vec3::new(1.0, 0.45, 0.12));
    let foot = Vec3::new(at.x, 0.45, at.y);
    sculpt.post((foot, 0.16, flame), (foot + Vec3::Y * 0.4, 0.0, flame), 5);
    let pot = lit(hex(0x2b2927));
    let hung = foot + Vec3::new(0.0, 0.45, 0.0);
    sculpt.post((hung, 0.14, pot), (hung + Vec3::Y * 0.22, 0.18, pot), 7);
}

fn table(sculpt: &mut Sculpt, at: Vec2, half: Vec2) {
    let wood = lit(hex(0x78573a));
    let (a, b) = (at - half, at + half);
    sculpt.cuboid(Vec3::new(a.x, 0.7, a.y), Vec3::new(b.x, 0.78, b.y), wood);
    for (x, z) in [
        (a.x + 0.1, a.y + 0.1),
        (b.x - 0.1, a.y + 0.1),
        (a.x + 0.1, b.y - 0.1),
        (b.x - 0.1, b.y - 0.1),
    ] {
        let foot = Vec3::new(x, 0.05, z);
        sculpt.beam(foot, foot + Vec3::Y * 0.66, 0.08, wood);
    }
    for side in [-1.0, 1.0] {
        let z = at.y + side * (half.y + 0.3);
        sculpt.cuboid(
            Vec3::new(a.x + 0.05, 0.36, z - 0.12),
            Vec3::new(b.x - 0.05, 0.43, z + 0.12),
            wood,
        );
    }
}

fn taproom(sculpt: &mut Sculpt, min: Vec2, max: Vec2) {
    for (x, z) in [(0.25, 0.3), (0.75, 0.3), (0.25, 0.72), (0.75, 0.72)] {
        let at = min + (max - min) * Vec2::new(x, z);
        if (max - min).min_element() > 3.6 {
            table(sculpt, at, Vec2::new(0.55, 0.4));
        }
    }
}

fn workbench(sculpt: &mut Sculpt, min: Vec2, max: Vec2, dice: &mut Dice) {
    let wood = lit(hex(0x6d5137));
    let long = (max.x - min.x).min(2.2);
    sculpt.cuboid(
        Vec3::new(min.x + 0.15, 0.05, min.y + 0.15),
        Vec3::new(min.x + long, 0.85, min.y + 0.7),
        wood,
    );
    for tool in 0..3 {
        let x = min.x + 0.4 + tool as f32 * 0.5;
        let ink = lit(shade(hex(0x8a8d92), dice.range(0.7, 1.1)));
        if x < min.x + long - 0.3 {
            sculpt.cuboid(
                Vec3::new(x, 0.85, min.y + 0.3),
                Vec3::new(x + 0.26, 0.98, min.y + 0.42),
                ink,
            );
        }
    }
    let block = Vec3::new(max.x - 0.7, 0.05, max.y - 0.7);
    sculpt.post((block, 0.24, wood), (block + Vec3::Y * 0.5, 0.22, wood), 7);
    let anvil = lit(hex(0x3d3f44));
    sculpt.block(
        block + Vec3::new(-0.24, 0.5, -0.11),
        block + Vec3::new(0.24, 0.68, 0.11),
        anvil,
        0.03,
    );
}

fn altar(sculpt: &mut Sculpt, at: Vec2) {
    let stone = lit(hex(0xa7a297));
    let middle = Vec3::new(at.x, 0.05, at.y);
    sculpt.block(
        middle - Vec3::new(0.7, 0.0, 0.45),
        middle + Vec3::new(0.7, 0.85, 0.45),
        stone,
        0.08,
    );
    sculpt.cuboid(
        middle + Vec3::new(-0.75, 0.85, -0.5),
        middle + Vec3::new(0.75, 0.97, 0.5),
        lit(hex(0xbdb8ab)),
    );
    let flame = ember(Vec3::new(1.0, 0.75, 0.35));
    for x in [-0.5, 0.5] {
        let foot = middle + Vec3::new(x, 0.97, 0.0);
        let wax = lit(hex(0xe8dfc4));
        sculpt.post((foot, 0.05, wax), (foot + Vec3::Y * 0.26, 0.05, wax), 5);
        sculpt.post((foot + Vec3::Y * 0.26, 0.04, flame), (foot + Vec3::Y * 0.4, 0.0, flame), 4);
    }
}

fn sacks(sculpt: &mut Sculpt, min: Vec2, max: Vec2, dice: &mut Dice) {
    for number in 0..5 {
        let x = min.x + 0.45 + (number % 3) as f32 * 0.62;
        let z = min.y + 0.4 + (number / 3) as f32 * 0.6;
        if x > max.x - 0.3 || z > max.y - 0.3 {
            continue;
        }
        let jute = hex(0xa58d62);
        let shape = Lump {
            centre: Vec3::new(x, 0.32, z),
            radii: Vec3::new(0.27, 0.36, 0.24),
            rough: 0.12,
            fine: false,
            name: number as u32,
        };
        sculpt.lump(shape, lit(shade(jute, dice.range(0.75, 0.9))), lit(shade(jute, 1.05)));
    }
}
