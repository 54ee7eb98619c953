//! Things that stand or lie about: their parts, and what light they give.

use super::gait::Role;
use crate::scene::colour::{Ink, ember, hex, lit, of_rarity, shade, tone};
use crate::scene::lamps::Lamp;
use crate::scene::sculpt::{Lump, Sculpt};
use bevy::math::Vec3;
use protocol::EntityKind;
use ruleset::{ItemUse, Ruleset};
use std::f32::consts::TAU;

/// A part of a thing.
pub(crate) struct Piece {
    /// Its shape.
    pub(crate) sculpt: Sculpt,
    /// Where.
    pub(crate) at: Vec3,
    /// How it moves.
    pub(crate) role: Role,
    /// Added to what is behind instead of painted over it.
    pub(crate) glow: bool,
}

fn piece(sculpt: Sculpt, at: Vec3, role: Role) -> Piece {
    Piece { sculpt, at, role, glow: false }
}

/// A name under which the parts can be shared between things that look alike; `None` for what is
/// no thing.
pub(crate) fn name(kind: &EntityKind) -> Option<(u8, u16, u8)> {
    Some(match kind {
        EntityKind::Drop { item, .. } => (0, item.base.0, item.rarity as u8),
        EntityKind::Projectile => (1, 0, 0),
        EntityKind::Mouth { .. } => (2, 0, 0),
        EntityKind::Exit => (3, 0, 0),
        EntityKind::Door => (4, 0, 0),
        EntityKind::Gate => (5, 0, 0),
        EntityKind::Lever { .. } => (6, 0, 0),
        EntityKind::Lamp { .. } => (7, 0, 0),
        EntityKind::Chest { treasure } => (8, u16::from(*treasure), 0),
        EntityKind::Player { .. } | EntityKind::Person { .. } | EntityKind::Creature { .. } => return None,
    })
}

/// The parts of a thing, its foot at the origin, its front to `+z`.
pub(crate) fn thing(kind: &EntityKind, rules: &Ruleset) -> Vec<Piece> {
    match kind {
        EntityKind::Drop { item, .. } => {
            let base = rules.item(item.base);
            let glow = of_rarity(item.rarity);
            let height = 0.7 + 0.35 * item.rarity as u8 as f32;
            vec![
                piece(loot(base.kind, tone(base.colour), glow), Vec3::Y * 0.42, Role::Gem),
                shaft(glow * 0.55, 0.3, height),
            ]
        }
        EntityKind::Projectile => vec![piece(arrow(), Vec3::ZERO, Role::Still)],
        EntityKind::Mouth { .. } => vec![shaft(hex(0x58d8c0) * 0.16, 1.2, 4.5)],
        EntityKind::Exit => {
            let mut all = vec![piece(stairs(), Vec3::ZERO, Role::Still)];
            all.push(shaft(hex(0xd8e8ff) * 0.42, 1.0, 5.0));
            all
        }
        EntityKind::Door => door(),
        EntityKind::Gate => gate(),
        EntityKind::Lever { .. } => lever(),
        EntityKind::Lamp { .. } => lamp(),
        EntityKind::Chest { treasure } => chest(*treasure),
        EntityKind::Player { .. } | EntityKind::Person { .. } | EntityKind::Creature { .. } => Vec::new(),
    }
}

/// The light that it gives in a state.
pub(crate) fn light(kind: &EntityKind) -> Option<(Vec3, Lamp)> {
    match kind {
        EntityKind::Drop { item, .. } => Some((Vec3::Y * 0.7, Lamp::glimmer(of_rarity(item.rarity)))),
        EntityKind::Exit => Some((Vec3::Y * 2.2, Lamp { strength: 0.9, range: 8.0, ..Lamp::torch(hex(0xcfe0ff)) })),
        EntityKind::Lamp { .. } => Some((Vec3::Y * 1.55, Lamp { range: 8.0, ..Lamp::torch(hex(0xffb850)) })),
        EntityKind::Chest { treasure: true } => Some((Vec3::Y * 1.0, Lamp { strength: 0.6, ..Lamp::glimmer(hex(0xffc850)) })),
        _ => None,
    }
}

/// A shaft of light that fades upwards.
fn shaft(tone: Vec3, radius: f32, height: f32) -> Piece {
    let mut sculpt = Sculpt::new();
    let sides = 10;
    let at = |side: i32, y: f32, r: f32| {
        let angle = TAU * side as f32 / sides as f32;
        Vec3::new(angle.sin() * r, y, angle.cos() * r)
    };
    for side in 0..sides {
        let inks = [tone.extend(1.0), tone.extend(1.0), tone.extend(0.0), tone.extend(0.0)];
        let corners = [at(side, 0.02, radius), at(side + 1, 0.02, radius), at(side + 1, height, radius * 0.8), at(side, height, radius * 0.8)];
        let first = sculpt.positions.len();
        sculpt.quad_inked(corners, inks);
        for index in first..sculpt.positions.len() {
            let p = sculpt.positions[index];
            sculpt.normals[index] = Vec3::new(p.x, 0.0, p.z).normalize_or(Vec3::Z);
        }
    }
    Piece { sculpt, at: Vec3::ZERO, role: Role::Still, glow: true }
}

fn loot(kind: ItemUse, tone: Vec3, glow: Vec3) -> Sculpt {
    let mut s = Sculpt::new();
    let v = Vec3::new;
    let (low, high) = (lit(shade(tone, 0.65)), lit(shade(tone, 1.3)));
    match kind {
        ItemUse::Melee { .. } => {
            s.beam(v(0.0, 0.32, 0.0), v(0.0, -0.22, 0.0), 0.05, high);
            s.beam(v(-0.12, 0.18, 0.0), v(0.12, 0.18, 0.0), 0.045, low);
            s.post((v(0.0, -0.22, 0.0), 0.035, high), (v(0.0, -0.34, 0.0), 0.0, high), 4);
        }
        ItemUse::Ranged { .. } => {
            for piece in -3..3 {
                let at = |t: f32| v(0.16 - 0.3 * t * t, t * 0.34, 0.0);
                s.beam(at(piece as f32 / 3.0), at((piece + 1) as f32 / 3.0), 0.035, high);
            }
            s.beam(v(-0.14, -0.34, 0.0), v(-0.14, 0.34, 0.0), 0.01, lit(hex(0xe8e0cc)));
        }
        ItemUse::Armour { .. } => {
            s.hull(
                [v(-0.13, -0.2, 0.1), v(0.13, -0.2, 0.1), v(0.13, -0.2, -0.1), v(-0.13, -0.2, -0.1)],
                [v(-0.22, 0.18, 0.12), v(0.22, 0.18, 0.12), v(0.22, 0.18, -0.12), v(-0.22, 0.18, -0.12)],
                high,
            );
        }
        ItemUse::Potion { .. } => {
            s.lump(Lump { centre: v(0.0, -0.05, 0.0), radii: Vec3::splat(0.16), rough: 0.0, fine: true, name: 1 }, low, high);
            s.post((v(0.0, 0.08, 0.0), 0.06, lit(hex(0xd8e0e0))), (v(0.0, 0.2, 0.0), 0.05, lit(hex(0xd8e0e0))), 6);
            s.post((v(0.0, 0.2, 0.0), 0.055, lit(hex(0x7a5a38))), (v(0.0, 0.27, 0.0), 0.055, lit(hex(0x8a6842))), 6);
        }
        ItemUse::Key => {
            let gold = lit(hex(0xe8bc48));
            for side in 0..8 {
                let at = |i: i32| v((i as f32 / 8.0 * TAU).sin() * 0.13, 0.2 + (i as f32 / 8.0 * TAU).cos() * 0.13, 0.0);
                s.beam(at(side), at(side + 1), 0.05, gold);
            }
            s.beam(v(0.0, 0.08, 0.0), v(0.0, -0.32, 0.0), 0.05, gold);
            s.beam(v(0.0, -0.28, 0.0), v(0.13, -0.28, 0.0), 0.05, gold);
            s.beam(v(0.0, -0.18, 0.0), v(0.1, -0.18, 0.0), 0.05, gold);
        }
        ItemUse::Goods => {
            s.block(v(-0.17, -0.2, -0.13), v(0.17, 0.08, 0.13), high, 0.02);
            s.beam(v(-0.18, -0.06, 0.0), v(0.18, -0.06, 0.0), 0.28, low);
        }
        ItemUse::Trinket => {
            let bright = lit(tone.lerp(glow, 0.4));
            s.post((v(0.0, -0.22, 0.0), 0.0, low), (Vec3::Y * 0.02, 0.16, bright), 6);
            s.post((Vec3::Y * 0.02, 0.16, bright), (v(0.0, 0.2, 0.0), 0.0, high), 6);
        }
    }
    s
}

fn arrow() -> Sculpt {
    let mut s = Sculpt::new();
    let v = Vec3::new;
    s.beam(v(0.0, 0.0, -0.4), v(0.0, 0.0, 0.35), 0.025, lit(hex(0x8a6a44)));
    s.post((v(0.0, 0.0, 0.33), 0.05, lit(hex(0xc8d0d8))), (v(0.0, 0.0, 0.5), 0.0, lit(hex(0xe8eef2))), 4);
    for angle in [0.0_f32, 2.1, 4.2] {
        let out = v(angle.sin(), angle.cos(), 0.0) * 0.09;
        let (a, b) = (v(0.0, 0.0, -0.38), v(0.0, 0.0, -0.2));
        let red = lit(hex(0xd8d0c0));
        s.tri([a, b, a + out], [red; 3]);
        s.tri([b, a, a + out], [red; 3]);
    }
    s
}

fn stairs() -> Sculpt {
    let mut s = Sculpt::new();
    for step in 0..6 {
        let y = step as f32 * 0.26;
        let z = -0.1 - step as f32 * 0.15;
        let ink = lit(shade(hex(0x9a9890), 0.8 + 0.05 * step as f32));
        s.cuboid(Vec3::new(-0.75, 0.0, z - 0.15), Vec3::new(0.75, y + 0.26, z), ink);
    }
    s
}

fn door() -> Vec<Piece> {
    let v = Vec3::new;
    let stone = lit(hex(0x6c6860));
    let mut frame = Sculpt::new();
    for side in [-1.0_f32, 1.0] {
        let (a, b) = (v(side * 0.82, 0.0, -0.28), v(side * 1.02, 2.6, 0.28));
        frame.block(a.min(b), a.max(b), stone, 0.0);
    }
    frame.cuboid(v(-1.02, 2.5, -0.3), v(1.02, 2.95, 0.3), stone);
    let mut all = vec![piece(frame, Vec3::ZERO, Role::Still)];
    for left in [true, false] {
        let side = if left { -1.0 } else { 1.0 };
        let mut leaf = Sculpt::new();
        for board in 0..3 {
            let from = side * (0.02 + board as f32 * 0.265);
            let to = side * (0.265 + board as f32 * 0.265);
            let wood = lit(shade(hex(0x6b4528), 0.85 + 0.12 * board as f32));
            // Hung at its outer edge.
            let (a, b) = (v(from - side * 0.82, 0.03, -0.06), v(to - side * 0.82, 2.5, 0.06));
            leaf.cuboid(a.min(b), a.max(b), wood);
        }
        let iron = lit(hex(0x2c2a2a));
        for y in [0.5, 1.9] {
            let (a, b) = (v(-side * 0.8, y, -0.085), v(0.0, y + 0.13, 0.085));
            leaf.cuboid(a.min(b), a.max(b), iron);
        }
        let (a, b) = (v(-side * 0.76, 1.1, -0.12), v(-side * 0.66, 1.34, 0.12));
        leaf.cuboid(a.min(b), a.max(b), lit(hex(0xc8a040)));
        all.push(piece(leaf, v(side * 0.82, 0.0, 0.0), Role::Leaf(left)));
    }
    all
}

fn gate() -> Vec<Piece> {
    let v = Vec3::new;
    let stone = lit(hex(0x5c6068));
    let mut frame = Sculpt::new();
    for side in [-1.0_f32, 1.0] {
        let (a, b) = (v(side * 0.86, 0.0, -0.32), v(side * 1.02, 2.95, 0.32));
        frame.cuboid(a.min(b), a.max(b), stone);
    }
    frame.cuboid(v(-1.02, 2.6, -0.32), v(1.02, 3.0, 0.32), stone);
    frame.cuboid(v(-0.16, 2.68, 0.3), v(0.16, 2.94, 0.36), ember(v(0.25, 0.75, 0.9)));
    frame.cuboid(v(-0.16, 2.68, -0.36), v(0.16, 2.94, -0.3), ember(v(0.25, 0.75, 0.9)));
    let mut bars = Sculpt::new();
    let iron = lit(hex(0x3a3c40));
    for bar in 0..6 {
        let x = -0.72 + bar as f32 * 0.288;
        bars.post((v(x, 0.0, 0.0), 0.0, iron), (v(x, 0.16, 0.0), 0.045, iron), 5);
        bars.post((v(x, 0.16, 0.0), 0.045, iron), (v(x, 2.7, 0.0), 0.045, iron), 5);
    }
    for y in [0.5, 1.3, 2.1] {
        bars.cuboid(v(-0.86, y, -0.04), v(0.86, y + 0.09, 0.04), iron);
    }
    vec![piece(frame, Vec3::ZERO, Role::Still), piece(bars, Vec3::ZERO, Role::Bars)]
}

fn lever() -> Vec<Piece> {
    let v = Vec3::new;
    let mut base = Sculpt::new();
    base.block(v(-0.32, 0.0, -0.32), v(0.32, 0.34, 0.32), lit(hex(0x77726a)), 0.07);
    base.block(v(-0.2, 0.34, -0.2), v(0.2, 0.52, 0.2), lit(hex(0x8a7a4a)), 0.03);
    base.cuboid(v(-0.05, 0.5, -0.22), v(0.05, 0.54, 0.22), lit(hex(0x1c1a18)));
    let mut arm = Sculpt::new();
    arm.beam(v(0.0, -0.05, 0.0), v(0.0, 0.78, 0.0), 0.075, lit(hex(0x484440)));
    let red = lit(hex(0xc03a28));
    arm.lump(Lump { centre: v(0.0, 0.84, 0.0), radii: Vec3::splat(0.12), rough: 0.0, fine: true, name: 1 }, red, lit(hex(0xe86048)));
    vec![piece(base, Vec3::ZERO, Role::Still), piece(arm, Vec3::Y * 0.48, Role::Handle)]
}

fn lamp() -> Vec<Piece> {
    let v = Vec3::new;
    let mut stand = Sculpt::new();
    let (stone, bronze) = (lit(hex(0x66645e)), lit(hex(0x8a6a3a)));
    stand.block(v(-0.3, 0.0, -0.3), v(0.3, 0.2, 0.3), stone, 0.06);
    stand.post((v(0.0, 0.2, 0.0), 0.13, stone), (v(0.0, 0.95, 0.0), 0.09, stone), 6);
    stand.post((v(0.0, 0.92, 0.0), 0.1, bronze), (v(0.0, 1.18, 0.0), 0.3, bronze), 8);
    stand.post((v(0.0, 1.185, 0.0), 0.25, lit(hex(0x17120e))), (v(0.0, 1.19, 0.0), 0.25, lit(hex(0x17120e))), 8);
    let mut flame = Sculpt::new();
    let (core, tip) = (ember(v(1.0, 0.86, 0.45)), ember(v(1.0, 0.42, 0.1)));
    flame.post((v(0.0, 0.0, 0.0), 0.1, core), (v(0.0, 0.16, 0.0), 0.19, core), 7);
    flame.post((v(0.0, 0.16, 0.0), 0.19, core), (v(0.03, 0.62, 0.0), 0.0, tip), 7);
    flame.post((v(0.1, 0.05, 0.06), 0.1, core), (v(0.14, 0.4, 0.05), 0.0, tip), 5);
    flame.post((v(-0.1, 0.05, -0.05), 0.1, core), (v(-0.12, 0.36, -0.07), 0.0, tip), 5);
    vec![piece(stand, Vec3::ZERO, Role::Still), piece(flame, Vec3::Y * 1.14, Role::Flame)]
}

fn chest(treasure: bool) -> Vec<Piece> {
    let v = Vec3::new;
    let by = if treasure { 1.3 } else { 1.0 };
    let (wood, metal): (Ink, Ink) = if treasure {
        (lit(hex(0x5a2a2e)), lit(hex(0xe0b048)))
    } else {
        (lit(hex(0x7a5230)), lit(hex(0x5a5a5c)))
    };
    let mut base = Sculpt::new();
    base.block(v(-0.45, 0.0, -0.28) * by, v(0.45, 0.36, 0.28) * by, wood, 0.0);
    for x in [-0.4, 0.0, 0.4] {
        base.cuboid(v(x - 0.05, -0.005, -0.3) * by, v(x + 0.05, 0.37, 0.3) * by, metal);
    }
    let gold = lit(hex(0xf0c850));
    base.lump(Lump { centre: v(0.0, 0.3, 0.0) * by, radii: v(0.36, 0.13, 0.2) * by, rough: 0.2, fine: true, name: 5 }, gold, lit(hex(0xffe890)));
    let mut lid = Sculpt::new();
    // Hung at its back edge.
    for slat in 0..4 {
        let at = |i: i32| {
            let angle = i as f32 / 4.0 * std::f32::consts::PI;
            (0.28 + 0.28 * -angle.cos(), 0.24 * angle.sin())
        };
        let ((z0, y0), (z1, y1)) = (at(slat), at(slat + 1));
        let shine = Ink::new(1.0, 1.0, 1.0, 1.0) * if slat % 2 == 0 { 1.0 } else { 1.12 };
        let ink = (wood * shine).min(Ink::ONE);
        lid.quad([v(-0.45, y1, z1) * by, v(-0.45, y0, z0) * by, v(0.45, y0, z0) * by, v(0.45, y1, z1) * by].map(|p| p), ink);
        for x in [-0.4, 0.0, 0.4] {
            let up = 0.015;
            let strip = [v(x - 0.05, y1 + up, z1), v(x - 0.05, y0 + up, z0), v(x + 0.05, y0 + up, z0), v(x + 0.05, y1 + up, z1)];
            lid.quad(strip.map(|p| p * by), metal);
        }
        for (x, flip) in [(-0.45, false), (0.45, true)] {
            let (a, b, c) = (v(x, y0, z0) * by, v(x, y1, z1) * by, v(x, 0.0, 0.28) * by);
            lid.tri(if flip { [b, a, c] } else { [a, b, c] }, [wood; 3]);
        }
    }
    lid.cuboid(v(-0.08, -0.1, 0.54) * by, v(0.08, 0.06, 0.6) * by, metal);
    vec![piece(base, Vec3::ZERO, Role::Still), piece(lid, v(0.0, 0.36, -0.28) * by, Role::Lid)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_thing_is_sound() {
        let all = [door(), gate(), lever(), lamp(), chest(true), chest(false), vec![shaft(Vec3::ONE, 1.0, 2.0)]];
        for piece in all.into_iter().flatten() {
            piece.sculpt.assert_sound();
            assert!(piece.sculpt.positions.len() < 1500);
        }
        for sculpt in [arrow(), stairs(), loot(ItemUse::Key, Vec3::ONE, Vec3::ONE), loot(ItemUse::Trinket, Vec3::ONE, Vec3::X)] {
            sculpt.assert_sound();
        }
    }
}
