//! How a body moves: for each part and moment its turn and shift. Pure: no engine, no state but what
//! is handed in.

use bevy::math::{EulerRot, Quat, Vec3};
use protocol::Pose;
use std::f32::consts::{FRAC_PI_2, PI, TAU};

/// A moving part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Stays as it is.
    Still,
    /// The middle of a person; carries all else.
    Hips,
    /// Above the hips.
    Torso,
    /// On the torso or the body.
    Head,
    /// Upper arm; true: the left one.
    Arm(bool),
    /// Lower arm with the hand.
    Forearm(bool),
    /// Upper leg.
    Thigh(bool),
    /// Lower leg with the foot.
    Shin(bool),
    /// The trunk of an animal.
    Trunk,
    /// Leg number so many of an animal with so many.
    Leg(u8, u8),
    /// Behind an animal.
    Tail,
    /// Of something that flies.
    Wing(bool),
    /// A body without limbs.
    Blob,
    /// A chest's lid.
    Lid,
    /// A lever's arm.
    Handle,
    /// One of two door leaves.
    Leaf(bool),
    /// Bars that sink into the floor: there is no ceiling to hide them.
    Bars,
    /// A flame that is there in state 1.
    Flame,
    /// Points of a trap: in the floor, showing, out.
    Points,
    /// What comes out of a trap's grate while it strikes.
    Jet,
    /// What falls on who stands on a trap.
    Falling,
    /// Turns and floats.
    Gem,
}

/// What a body is doing now.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Motion {
    /// Pose or state.
    pub(crate) state: u8,
    /// Through its stride, radians.
    pub(crate) phase: f32,
    /// Metres a second.
    pub(crate) speed: f32,
    /// Seconds since the state began.
    pub(crate) since: f32,
    /// Seconds, with an offset of its own, for breath and drift.
    pub(crate) clock: f32,
}

/// Seconds of a strike.
pub(crate) const STRIKE: f32 = 0.42;

/// Seconds in which something falls from the ceiling, or a jet comes to its height.
const FALL: f32 = 0.16;

/// The turn and shift of a part.
pub(crate) fn bend(role: Role, motion: &Motion) -> (Quat, Vec3) {
    let pose = Pose::of(motion.state);
    match role {
        Role::Still => still(),
        Role::Hips | Role::Torso | Role::Head => trunk(role, pose, motion),
        Role::Arm(left) => (arm(left, pose, motion), Vec3::ZERO),
        Role::Forearm(left) => (forearm(left, pose, motion), Vec3::ZERO),
        Role::Thigh(left) => (thigh(left, pose, motion), Vec3::ZERO),
        Role::Shin(left) => (shin(left, pose, motion), Vec3::ZERO),
        Role::Trunk => animal(pose, motion),
        Role::Leg(number, of) => (leg(number, of, pose, motion), Vec3::ZERO),
        Role::Tail => (
            turn(0.1 * (motion.clock * 1.3).sin(), 0.35 * (motion.clock * 2.1).sin(), 0.0),
            Vec3::ZERO,
        ),
        Role::Wing(left) => {
            let beat = if pose == Pose::Dead { -1.0 } else { (motion.clock * 17.0).sin() * 0.8 };
            (turn(0.0, 0.0, if left { beat } else { -beat }), Vec3::ZERO)
        }
        Role::Blob => blob(pose, motion),
        Role::Lid => (turn(if motion.state == 1 { -1.9 } else { 0.0 }, 0.0, 0.0), Vec3::ZERO),
        Role::Handle => (turn(if motion.state == 1 { 0.75 } else { -0.75 }, 0.0, 0.0), Vec3::ZERO),
        Role::Leaf(left) => {
            let open = if motion.state == 1 { 1.75 } else { 0.0 };
            (turn(0.0, if left { -open } else { open }, 0.0), Vec3::ZERO)
        }
        Role::Bars => (Quat::IDENTITY, Vec3::Y * if motion.state == 1 { -2.76 } else { 0.0 }),
        Role::Flame | Role::Jet => (Quat::IDENTITY, Vec3::ZERO),
        Role::Points => (Quat::IDENTITY, Vec3::Y * [-0.66, -0.5, 0.0][step_of(motion)]),
        Role::Falling => {
            let left = if motion.state == 2 { (1.0 - motion.since / FALL).max(0.0) } else { 1.0 };
            (Quat::IDENTITY, Vec3::Y * (3.2 * left))
        }
        Role::Gem => (
            Quat::from_rotation_y(motion.clock * 1.6),
            Vec3::Y * (0.06 * (motion.clock * 2.2).sin()),
        ),
    }
}

/// How far a trap is: set, clicked, striking.
fn step_of(motion: &Motion) -> usize {
    usize::from(motion.state.min(2))
}

/// How fast a stride goes, radians a second.
pub(crate) fn cadence(speed: f32) -> f32 {
    if speed < 0.05 { 0.0 } else { 2.6 + speed * 1.4 }
}

fn still() -> (Quat, Vec3) {
    (Quat::IDENTITY, Vec3::ZERO)
}

/// About x (positive: the upper end goes forward), then y, then z.
fn turn(x: f32, y: f32, z: f32) -> Quat {
    Quat::from_euler(EulerRot::YXZ, y, x, z)
}

/// How far limbs swing.
fn reach(motion: &Motion) -> f32 {
    (motion.speed * 0.19).min(0.62 + motion.speed * 0.055).min(1.05)
}

/// 0 to 1 through a strike, 1 after it.
fn swing(motion: &Motion) -> f32 {
    (motion.since / STRIKE).clamp(0.0, 1.0)
}

fn trunk(role: Role, pose: Pose, motion: &Motion) -> (Quat, Vec3) {
    let step = motion.phase;
    let amount = reach(motion);
    let breath = (motion.clock * 1.7).sin();
    match (role, pose) {
        (Role::Hips, Pose::Dead) => (turn(-FRAC_PI_2, 0.0, 0.1), Vec3::new(0.0, -0.74, 0.2)),
        (Role::Hips, Pose::Swim) => (
            turn(1.25, 0.0, 0.12 * (motion.clock * 2.6).sin()),
            Vec3::new(0.0, 0.12 + 0.05 * breath, 0.0),
        ),
        (Role::Hips, Pose::Air) => (turn(0.08, 0.0, 0.0), Vec3::ZERO),
        (Role::Hips, _) => {
            let bob = (step * 2.0).cos() * 0.035 * amount;
            (turn(0.0, 0.16 * amount * step.sin(), 0.0), Vec3::Y * (bob - 0.04 * amount))
        }
        (Role::Torso, Pose::Strike) => {
            let t = swing(motion);
            (turn(0.28 * t, 0.75 - 1.5 * t, 0.0), Vec3::ZERO)
        }
        (Role::Torso, Pose::Shoot) => (turn(0.0, -0.65, 0.0), Vec3::ZERO),
        (Role::Torso, Pose::Dead) => still(),
        (Role::Torso, _) => {
            let lean = 0.035 + 0.045 * motion.speed.min(7.0) * amount;
            (turn(lean + 0.012 * breath, -0.3 * amount * step.sin(), 0.0), Vec3::ZERO)
        }
        (Role::Head, Pose::Swim) => (turn(-0.95, 0.0, 0.0), Vec3::ZERO),
        (Role::Head, Pose::Shoot) => (turn(0.0, 0.6, 0.0), Vec3::ZERO),
        (Role::Head, Pose::Dead) => (turn(0.0, 0.5, 0.2), Vec3::ZERO),
        (Role::Head, Pose::Idle) => {
            let look = (motion.clock * 0.37).sin() * (motion.clock * 0.23).cos();
            (turn(0.03 * breath, 0.5 * look * look * look.signum(), 0.0), Vec3::ZERO)
        }
        _ => (turn(-0.03 * motion.speed.min(6.0) * amount, 0.0, 0.0), Vec3::ZERO),
    }
}

fn sign(left: bool) -> f32 {
    if left { 1.0 } else { -1.0 }
}

fn arm(left: bool, pose: Pose, motion: &Motion) -> Quat {
    let out = sign(left);
    match pose {
        Pose::Strike if !left => {
            let t = swing(motion);
            // Up and back, then down across.
            let lift = if t < 0.35 { -2.7 * (t / 0.35) } else { -2.7 + 3.0 * ((t - 0.35) / 0.65) };
            turn(lift, 0.0, -0.25)
        }
        Pose::Strike => turn(0.4, 0.0, 0.5),
        Pose::Shoot if left => turn(-FRAC_PI_2, 0.55, 0.0),
        Pose::Shoot => turn(-1.45, -0.5, 0.0),
        Pose::Air => turn(-0.5, 0.0, out * 0.75),
        Pose::Swim => turn(-motion.clock * 3.4 + if left { 0.0 } else { PI }, 0.0, out * 0.15),
        Pose::Dead => turn(-0.3, 0.0, out * 1.1),
        _ => {
            let amount = reach(motion) * 0.85;
            turn(
                amount * out * motion.phase.sin(),
                0.0,
                out * (0.1 + 0.02 * (motion.clock * 1.7).sin()),
            )
        }
    }
}

fn forearm(left: bool, pose: Pose, motion: &Motion) -> Quat {
    match pose {
        Pose::Shoot if left => Quat::IDENTITY,
        Pose::Shoot => turn(-1.9, 0.0, 0.0),
        Pose::Strike if !left => turn(-0.9 + 0.8 * swing(motion), 0.0, 0.0),
        Pose::Swim => turn(-0.3, 0.0, 0.0),
        Pose::Dead => turn(-0.4, 0.0, 0.0),
        _ => {
            let amount = reach(motion);
            turn(-0.18 - 0.95 * amount - 0.2 * amount * sign(left) * motion.phase.sin(), 0.0, 0.0)
        }
    }
}

fn thigh(left: bool, pose: Pose, motion: &Motion) -> Quat {
    let side = sign(left);
    match pose {
        Pose::Air => turn(if left { -0.75 } else { 0.1 }, 0.0, side * 0.05),
        Pose::Swim => {
            turn(0.3 * (motion.clock * 7.0 + if left { 0.0 } else { PI }).sin(), 0.0, 0.0)
        }
        Pose::Dead => turn(0.05, 0.0, side * 0.15),
        Pose::Strike if motion.speed < 0.3 => {
            turn(if left { -0.45 } else { 0.3 }, 0.0, side * 0.06)
        }
        _ => turn(
            -reach(motion) * side * motion.phase.sin() - 0.08 * reach(motion),
            0.0,
            side * 0.03,
        ),
    }
}

fn shin(left: bool, pose: Pose, motion: &Motion) -> Quat {
    match pose {
        Pose::Air => turn(if left { 1.1 } else { 0.5 }, 0.0, 0.0),
        Pose::Swim => turn(0.25, 0.0, 0.0),
        Pose::Dead => turn(0.15, 0.0, 0.0),
        Pose::Strike if motion.speed < 0.3 => turn(if left { 0.35 } else { 0.15 }, 0.0, 0.0),
        _ => {
            // The knee bends while the foot swings forward.
            let lift = (motion.phase + if left { 0.0 } else { PI }).cos();
            turn(reach(motion) * (0.22 + 1.15 * lift.max(0.0)), 0.0, 0.0)
        }
    }
}

fn animal(pose: Pose, motion: &Motion) -> (Quat, Vec3) {
    let amount = reach(motion);
    match pose {
        Pose::Dead => (turn(0.0, 0.0, 1.45), Vec3::new(0.0, -0.55, 0.0)),
        Pose::Strike => {
            let lunge = (swing(motion) * PI).sin();
            (turn(-0.3 * lunge, 0.0, 0.0), Vec3::new(0.0, 0.05 * lunge, 0.34 * lunge))
        }
        _ => {
            let bob = (motion.phase * 2.0).sin() * 0.05 * amount;
            let pitch = motion.phase.sin() * 0.07 * amount;
            (turn(pitch, 0.0, 0.0), Vec3::Y * (bob + 0.008 * (motion.clock * 2.0).sin()))
        }
    }
}

fn leg(number: u8, of: u8, pose: Pose, motion: &Motion) -> Quat {
    if pose == Pose::Dead {
        return turn(0.25, 0.0, 0.0);
    }
    // Diagonal pairs of four, waves of six and eight.
    let row = f32::from(number / 2);
    let side = f32::from(number % 2);
    let offset = if of <= 4 { (row + side) * PI } else { row * TAU / 3.0 + side * PI };
    let angle = reach(motion) * (motion.phase * if of > 4 { 1.5 } else { 1.0 } + offset).sin();
    if of > 4 { turn(0.0, angle * 0.5, 0.0) } else { turn(angle * 0.9, 0.0, 0.0) }
}

fn blob(pose: Pose, motion: &Motion) -> (Quat, Vec3) {
    match pose {
        Pose::Dead => (Quat::IDENTITY, Vec3::Y * -0.3),
        _ => {
            let hop = motion.phase.sin().max(0.0) * 0.28 * reach(motion).min(0.6);
            (turn(0.1 * motion.phase.cos() * reach(motion), 0.0, 0.0), Vec3::Y * hop)
        }
    }
}

/// How a part is stretched.
pub(crate) fn stretch(role: Role, motion: &Motion) -> Vec3 {
    match role {
        Role::Blob if Pose::of(motion.state) == Pose::Dead => Vec3::new(1.5, 0.25, 1.5),
        Role::Blob => {
            let squash =
                0.07 * (motion.clock * 2.6).sin() + 0.16 * motion.phase.sin() * reach(motion);
            Vec3::new(1.0 - squash * 0.5, 1.0 + squash, 1.0 - squash * 0.5)
        }
        Role::Flame => {
            let burn = if motion.state == 1 { 1.0 } else { 0.0 };
            let flicker =
                1.0 + 0.12 * (motion.clock * 13.0).sin() + 0.08 * (motion.clock * 21.0).sin();
            Vec3::new(1.0, flicker, 1.0) * burn
        }
        Role::Jet if motion.state == 2 => {
            let puff = (motion.since / FALL).min(1.0);
            Vec3::new(puff, puff * (1.0 + 0.15 * (motion.clock * 19.0).sin()), puff)
        }
        Role::Falling if motion.state == 2 => Vec3::ONE,
        Role::Jet | Role::Falling => Vec3::ZERO,
        _ => Vec3::ONE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_part_ever_leaves_the_body_or_loses_its_turn() {
        let roles = [
            Role::Hips,
            Role::Torso,
            Role::Head,
            Role::Arm(true),
            Role::Arm(false),
            Role::Forearm(true),
            Role::Thigh(false),
            Role::Shin(true),
            Role::Trunk,
            Role::Leg(3, 8),
            Role::Leg(1, 4),
            Role::Tail,
            Role::Wing(true),
            Role::Blob,
            Role::Lid,
            Role::Gem,
        ];
        for state in 0..9 {
            for step in 0..50 {
                let motion = Motion {
                    state,
                    phase: step as f32 * 0.3,
                    speed: step as f32 * 0.4,
                    since: step as f32 * 0.02,
                    clock: step as f32 * 1.7,
                };
                for role in roles {
                    let (turn, shift) = bend(role, &motion);
                    assert!(turn.is_normalized() && shift.length() < 1.2, "{role:?} in {state}");
                    assert!(stretch(role, &motion).is_finite());
                }
            }
        }
    }

    #[test]
    fn legs_swing_against_each_other_and_stand_still_when_nobody_walks() {
        let mut motion = Motion { state: 1, phase: FRAC_PI_2, speed: 3.0, since: 0.0, clock: 0.0 };
        let left = bend(Role::Thigh(true), &motion).0 * Vec3::NEG_Y;
        let right = bend(Role::Thigh(false), &motion).0 * Vec3::NEG_Y;
        assert!(left.z > 0.2 && right.z < -0.2);
        motion.speed = 0.0;
        assert!((bend(Role::Thigh(true), &motion).0 * Vec3::NEG_Y).z.abs() < 0.05);
    }
}
