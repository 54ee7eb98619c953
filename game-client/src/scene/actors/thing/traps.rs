//! Traps: a plate that shows where they are, and what strikes.

use super::{Piece, piece};
use crate::scene::actors::gait::Role;
use crate::scene::colour::{Ink, ember, hex, lit, shade, tone};
use crate::scene::sculpt::{Lump, Sculpt};
use bevy::math::Vec3;
use ruleset::{TrapKind, TrapLook};

/// Half of the plate's edge, metres.
const HALF: f32 = 0.8;

/// The parts of a trap.
pub(super) fn trap(kind: &TrapKind) -> Vec<Piece> {
    let tone = tone(kind.colour);
    match kind.look {
        TrapLook::Spikes => spikes(),
        TrapLook::Jets => jets(tone),
        TrapLook::Fall => fall(tone),
        TrapLook::Web => web(tone),
    }
}

/// A plate, a finger higher than the floor, with a rim that one sees by torchlight.
fn plate(ink: Ink) -> Sculpt {
    let v = Vec3::new;
    let mut s = Sculpt::new();
    s.cuboid(v(-HALF, 0.0, -HALF), v(HALF, 0.035, HALF), lit(hex(0x24211e)));
    s.block(v(-HALF + 0.07, 0.0, -HALF + 0.07), v(HALF - 0.07, 0.07, HALF - 0.07), ink, 0.03);
    s
}

/// The middles of a grid of holes.
fn holes() -> impl Iterator<Item = Vec3> {
    (-1..=1).flat_map(|x| (-1..=1).map(move |z| Vec3::new(x as f32 * 0.42, 0.0, z as f32 * 0.42)))
}

fn spikes() -> Vec<Piece> {
    let mut base = plate(lit(hex(0x6a625a)));
    let (hole, iron) = (lit(hex(0x0b0a09)), lit(hex(0x9a9ca0)));
    let mut points = Sculpt::new();
    for at in holes() {
        let (a, b) = (at - Vec3::new(0.1, 0.0, 0.1), at + Vec3::new(0.1, 0.076, 0.1));
        base.cuboid(a, b, hole);
        points.post((at, 0.07, iron), (at + Vec3::Y * 0.72, 0.0, lit(hex(0xd8dce0))), 5);
    }
    vec![piece(base, Vec3::ZERO, Role::Still), piece(points, Vec3::Y * 0.02, Role::Points)]
}

fn jets(tone: Vec3) -> Vec<Piece> {
    let mut base = plate(lit(hex(0x585a58)));
    let iron = lit(hex(0x1a1b1c));
    for bar in -3..=3 {
        let x = bar as f32 * 0.18;
        base.cuboid(Vec3::new(x - 0.05, 0.06, -0.6), Vec3::new(x + 0.05, 0.085, 0.6), iron);
    }
    let mut jet = Sculpt::new();
    for (number, at) in (0..).zip(holes()) {
        let up = 1.3 + 0.25 * (number % 3) as f32;
        jet.post((at, 0.07, ember(tone * 0.5)), (at + Vec3::Y * up, 0.24, ember(tone * 0.8)), 6);
    }
    vec![piece(base, Vec3::ZERO, Role::Still), piece(jet, Vec3::Y * 0.08, Role::Jet)]
}

fn fall(tone: Vec3) -> Vec<Piece> {
    // What is bright and red is hot.
    let hot = tone.x > 0.8 && tone.z < 0.3;
    let ink = |by: f32| if hot { ember(tone * by) } else { lit(shade(tone, by)) };
    let mut rocks = Sculpt::new();
    for (number, at) in (0..).zip(holes()) {
        let size = 0.16 + 0.05 * ((number * 7) % 3) as f32;
        let lump = Lump {
            centre: at + Vec3::Y * (size + 0.08 * ((number * 5) % 4) as f32),
            radii: Vec3::splat(size),
            rough: 0.35,
            fine: false,
            name: number,
        };
        rocks.lump(lump, ink(0.7), ink(1.0));
    }
    // Chips on the plate tell what fell here before.
    let mut base = plate(lit(hex(0x5e564c)));
    for (number, at) in (0..).zip(holes()).step_by(2) {
        let lump = Lump {
            centre: at * 1.2 + Vec3::Y * 0.09,
            radii: Vec3::splat(0.06),
            rough: 0.4,
            fine: false,
            name: number + 20,
        };
        base.lump(lump, ink(0.6), ink(0.9));
    }
    vec![piece(base, Vec3::ZERO, Role::Still), piece(rocks, Vec3::Y * 0.05, Role::Falling)]
}

fn web(tone: Vec3) -> Vec<Piece> {
    let thread = lit(tone);
    let mut s = Sculpt::new();
    let rim = |spoke: u32, far: f32| {
        let angle = spoke as f32 * std::f32::consts::TAU / 8.0;
        Vec3::new(angle.sin() * far, 0.06, angle.cos() * far)
    };
    for spoke in 0..8 {
        s.beam(Vec3::Y * 0.06, rim(spoke, 0.95), 0.018, thread);
        for far in [0.3, 0.55, 0.8] {
            s.beam(rim(spoke, far), rim(spoke + 1, far), 0.014, thread);
        }
    }
    let mut caught = Sculpt::new();
    for spoke in 0..8 {
        caught.beam(rim(spoke, 0.8), Vec3::Y * 1.1, 0.02, thread);
    }
    vec![piece(s, Vec3::ZERO, Role::Still), piece(caught, Vec3::ZERO, Role::Jet)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trap_is_sound_and_shows_before_it_strikes() {
        let world = crate::testing::core_world();
        let traps = &world.rules().missions.traps;
        assert!(!traps.is_empty());
        for kind in traps {
            let pieces = trap(kind);
            assert!(pieces.iter().any(|piece| piece.role == Role::Still), "{}", kind.name);
            assert!(pieces.iter().any(|piece| piece.role != Role::Still), "{}", kind.name);
            for piece in pieces {
                piece.sculpt.assert_sound();
                assert!(piece.sculpt.positions.len() < 3000, "{}", kind.name);
            }
        }
    }
}
