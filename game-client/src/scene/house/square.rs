//! What stands between the houses, and the mouths of dungeons. All of it is flat or slim: none of
//! it stops anybody.

use crate::scene::colour::{hex, lit, shade, tone, window};
use crate::scene::noise::Dice;
use crate::scene::sculpt::{Lump, Sculpt};
use bevy::math::{Vec2, Vec3};
use seed::Point;
use std::f32::consts::TAU;
use worldgen::Settlement;

/// Where the lanterns of a settlement stand, metres from its middle: near the corners of its square,
/// but not where something else stands.
pub(crate) fn lantern_posts(town: &Settlement) -> Vec<Vec2> {
    let half = (town.square.1.x - town.site.at.x).to_metres_f32() - 1.1;
    let stands = |post: &Vec2| {
        town.works.iter().any(|work| {
            let local = |p: Point| {
                Vec2::new(
                    (p.x - town.site.at.x).to_metres_f32(),
                    (p.z - town.site.at.z).to_metres_f32(),
                )
            };
            let (min, max) = (local(work.min) - 0.4, local(work.max) + 0.4);
            post.cmpgt(min).all() && post.cmplt(max).all()
        })
    };
    [(1.0, 1.0), (1.0, -1.0), (-1.0, -1.0), (-1.0, 1.0)]
        .into_iter()
        .map(|(x, z)| Vec2::new(x, z) * half)
        .filter(|post| !stands(post))
        .collect()
}

/// The square: paving, a pole with pennants, lanterns. Its middle is the origin, on the ground.
pub(crate) fn square(town: &Settlement) -> Sculpt {
    let mut sculpt = Sculpt::new();
    let cloth = town.houses.first().map_or(hex(0xa04030), |house| tone(house.roof));
    paving(&mut sculpt, &mut Dice::new(town.site.at.x.0 as u32));
    let wood = lit(hex(0x5c4630));
    // People arrive in the middle.
    let pole = Vec3::new(0.0, 0.0, -6.0);
    sculpt.post((pole, 0.16, wood), (pole + Vec3::Y * 7.0, 0.07, wood), 6);
    sculpt.lump(
        Lump {
            centre: pole + Vec3::Y * 7.1,
            radii: Vec3::splat(0.18),
            rough: 0.0,
            fine: false,
            name: 0,
        },
        lit(hex(0xb08a30)),
        lit(hex(0xf0d070)),
    );
    let posts = lantern_posts(town);
    for (number, post) in posts.iter().enumerate() {
        let foot = Vec3::new(post.x, 0.0, post.y);
        lantern(&mut sculpt, foot);
        bunting(&mut sculpt, pole + Vec3::Y * 6.6, foot + Vec3::Y * 2.9, cloth, number);
    }
    sculpt
}

/// Flat stones in rings.
fn paving(sculpt: &mut Sculpt, dice: &mut Dice) {
    for ring in 0..5 {
        let (inner, outer) = (0.3 + ring as f32 * 0.95, 0.3 + (ring + 1) as f32 * 0.95 - 0.07);
        let stones = 5 + ring * 5;
        for stone in 0..stones {
            let gap = 0.05 / (inner + 0.3);
            let turn = ring as f32 * 0.37;
            let from = turn + TAU * stone as f32 / stones as f32 + gap;
            let to = turn + TAU * (stone + 1) as f32 / stones as f32 - gap;
            if ring == 4 && dice.unit() < 0.35 {
                continue;
            }
            let y = 0.03 + dice.range(0.0, 0.025);
            let at =
                |angle: f32, radius: f32| Vec3::new(angle.sin() * radius, y, angle.cos() * radius);
            let ink = lit(shade(hex(0x98907f), dice.range(0.82, 1.08)));
            sculpt.quad([at(from, outer), at(to, outer), at(to, inner), at(from, inner)], ink);
        }
    }
}

fn lantern(sculpt: &mut Sculpt, foot: Vec3) {
    let wood = lit(hex(0x4a3828));
    sculpt.post((foot, 0.1, wood), (foot + Vec3::Y * 2.9, 0.06, wood), 5);
    sculpt.cuboid(foot + Vec3::new(-0.17, 2.62, -0.17), foot + Vec3::new(0.17, 2.66, 0.17), wood);
    let glass = window(Vec3::new(1.0, 0.66, 0.26));
    sculpt.cuboid(foot + Vec3::new(-0.13, 2.66, -0.13), foot + Vec3::new(0.13, 3.0, 0.13), glass);
    sculpt.post((foot + Vec3::Y * 3.0, 0.28, wood), (foot + Vec3::Y * 3.25, 0.0, wood), 4);
}

/// A rope with pennants.
fn bunting(sculpt: &mut Sculpt, from: Vec3, to: Vec3, cloth: Vec3, row: usize) {
    let count = 11;
    let sag =
        |share: f32| from.lerp(to, share) - Vec3::Y * (1.0 - (share * 2.0 - 1.0).powi(2)) * 0.9;
    let rope = lit(hex(0x6b5a40));
    for number in 0..count {
        let (a, b) = (sag(number as f32 / count as f32), sag((number + 1) as f32 / count as f32));
        sculpt.beam(a, b, 0.02, rope);
        let hue = match (number + row) % 3 {
            0 => cloth,
            1 => hex(0xe8dcc0),
            _ => hex(0xc8963c),
        };
        let (p, q) = (a.lerp(b, 0.2), a.lerp(b, 0.8));
        let tip = (p + q) / 2.0 - Vec3::Y * 0.38;
        sculpt.tri([p, q, tip], [lit(hue); 3]);
        sculpt.tri([q, p, tip], [lit(shade(hue, 0.85)); 3]);
    }
}

/// The mouth of a dungeon: a mound with a stone arch and steps into the dark, or a cave between rocks. It
/// opens towards `+z`; its middle is the origin.
pub(crate) fn mouth(name: u32, cave: bool) -> Sculpt {
    let mut sculpt = Sculpt::new();
    let mut dice = Dice::new(name);
    let dark = lit(hex(0x020203));
    let way = |x: f32, y: f32, z: f32| Vec3::new(x, y, z);
    // The dark: a passage that swallows the light.
    let (near, deep) = (0.45, -1.0);
    let murk = lit(hex(0x3a3733));
    for side in [-1.0_f32, 1.0] {
        let x = side * 1.1;
        let wall = [way(x, -0.2, near), way(x, -0.2, deep), way(x, 2.7, deep), way(x, 2.7, near)];
        let wall = if side < 0.0 { wall } else { [wall[1], wall[0], wall[3], wall[2]] };
        let inks = if side < 0.0 { [murk, dark, dark, murk] } else { [dark, murk, murk, dark] };
        sculpt.quad_inked(wall, inks);
    }
    let lid =
        [way(-1.1, 2.7, deep), way(1.1, 2.7, deep), way(1.1, 2.7, near), way(-1.1, 2.7, near)];
    sculpt.quad_inked(lid, [dark, dark, murk, murk]);
    let end =
        [way(-1.1, -0.2, deep), way(1.1, -0.2, deep), way(1.1, 2.7, deep), way(-1.1, 2.7, deep)];
    sculpt.quad(end, dark);
    for step in 0..4 {
        let z = 0.85 - step as f32 * 0.4;
        let y = 0.12 - step as f32 * 0.05;
        sculpt.cuboid(
            way(-1.05, y - 0.3, z - 0.4),
            way(1.05, y, z),
            lit(shade(hex(0x77736c), 1.0 - 0.22 * step as f32)),
        );
    }
    if cave {
        rocks(&mut sculpt, &mut dice);
    } else {
        arch(&mut sculpt, &mut dice);
    }
    for (x, y, z, size) in [
        (-2.7, 0.4, -0.9, 1.5),
        (2.7, 0.4, -0.9, 1.4),
        (0.0, 1.0, -3.3, 2.2),
        (-1.2, 1.9, -2.5, 1.35),
        (1.2, 1.9, -2.5, 1.4),
    ] {
        let moss = lit(hex(if cave { 0x7d786e } else { 0x55663c }));
        let radii = Vec3::new(size, size * 0.9, size);
        let name = (dice.unit() * 1e6) as u32;
        let shape = Lump { centre: way(x, y, z), radii, rough: 0.14, fine: false, name };
        sculpt.lump(shape, lit(hex(0x6b675f)), moss);
    }
    for side in [-1.9_f32, 1.9] {
        let foot = way(side, -0.2, 1.5);
        sculpt.post(
            (foot, 0.12, lit(hex(0x3c2f24))),
            (foot + Vec3::Y * 1.5, 0.08, lit(hex(0x3c2f24))),
            5,
        );
        sculpt.post(
            (foot + Vec3::Y * 1.4, 0.14, lit(hex(0x2a2624))),
            (foot + Vec3::Y * 1.62, 0.24, lit(hex(0x2a2624))),
            6,
        );
        let flame = crate::scene::colour::ember(Vec3::new(1.0, 0.55, 0.16));
        sculpt.post((foot + Vec3::Y * 1.58, 0.17, flame), (foot + Vec3::Y * 2.05, 0.0, flame), 5);
    }
    sculpt
}

/// Boulders on both sides of a way in, and slabs across.
fn rocks(sculpt: &mut Sculpt, dice: &mut Dice) {
    let rock = |sculpt: &mut Sculpt, dice: &mut Dice, centre: Vec3, radii: Vec3| {
        let name = (dice.unit() * 1e6) as u32;
        let shape = Lump { centre, radii, rough: 0.16, fine: false, name };
        let tone = dice.range(0.85, 1.05);
        sculpt.lump(shape, lit(shade(hex(0x5c5850), tone)), lit(shade(hex(0x8a857b), tone)));
    };
    for side in [-1.0_f32, 1.0] {
        for (x, y, z, size) in
            [(1.75, 0.35, 0.35, 0.8), (1.8, 1.45, 0.0, 0.85), (1.35, 2.5, -0.1, 0.7)]
        {
            let size = size * dice.range(0.9, 1.1);
            let radii = Vec3::new(size * 0.85, size, size);
            rock(sculpt, dice, Vec3::new(side * x, y, z), radii);
        }
    }
    for (x, y, z) in [(-0.5, 3.05, 0.0), (0.65, 3.15, -0.15), (0.0, 3.5, -0.6)] {
        let radii = Vec3::new(1.1, 0.55, 0.8) * dice.range(0.95, 1.1);
        rock(sculpt, dice, Vec3::new(x, y, z), radii);
    }
}

/// A built way in: piers, an arch, and a rune at its top.
fn arch(sculpt: &mut Sculpt, dice: &mut Dice) {
    let way = |x: f32, y: f32, z: f32| Vec3::new(x, y, z);
    let stone = |dice: &mut Dice| lit(shade(hex(0x84807a), dice.range(0.78, 1.08)));
    for side in [-1.0_f32, 1.0] {
        for block in 0..4 {
            let low = block as f32 * 0.62 - 0.1;
            let half = Vec3::new(dice.range(0.3, 0.4), 0.32, dice.range(0.42, 0.55));
            let centre = way(side * 1.4, low + 0.3, 0.0);
            sculpt.block(centre - half, centre + half, stone(dice), 0.05);
        }
    }
    for block in 0..7 {
        let angle = (block as f32 / 6.0 - 0.5) * 2.6;
        let out = way(angle.sin() * 1.42, 2.25 + angle.cos() * 0.75, 0.0);
        let half = Vec3::new(0.34, 0.3, 0.5) * dice.range(0.95, 1.1);
        sculpt.block(out - half, out + half, stone(dice), 0.05);
    }
    let rune = window(Vec3::new(0.35, 0.85, 0.75));
    sculpt.cuboid(way(-0.12, 3.02, 0.5), way(0.12, 3.26, 0.58), rune);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mouth_is_sound() {
        for cave in [false, true] {
            let mouth = mouth(5, cave);
            mouth.assert_sound();
            assert!(mouth.positions.len() < 2400);
        }
    }
}
