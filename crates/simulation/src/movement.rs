//! One tick of walking, running, jumping, falling and swimming.
//!
//! Server and client run the same [`step`] on the same integers, so that a prediction is wrong only
//! where the client did not know something (another body, a door, a blow).

use crate::{Buttons, Ground, Input, TICKS_PER_SECOND};
use ruleset::Balance;
use seed::{Mm, Point};
use serde::{Deserialize, Serialize};

/// Radius of a person's body.
pub const BODY_RADIUS: Mm = Mm(350);

/// How deep the feet are under water when one starts to swim.
const SWIM_DEPTH: Mm = Mm(1100);

/// Thousandths of a point of stamina: the unit of [`Mover::stamina`].
pub const STAMINA_UNIT: u32 = 1000;

/// What carries a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Footing {
    /// Stands or walks.
    #[default]
    Ground,
    /// Jumps or falls.
    Air,
    /// Swims.
    Water,
}

/// A body that moves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mover {
    /// Where.
    pub at: Point,
    /// Height of the feet above the sea.
    pub feet: Mm,
    /// Upward speed, mm a tick.
    pub rise: i32,
    /// What carries it.
    pub footing: Footing,
    /// Stamina in thousandths of a point.
    pub stamina: u32,
    /// Out of breath: cannot run until a quarter of the stamina is back.
    pub winded: bool,
}

/// How a body moves: from the ruleset, and what it wears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stride {
    /// Walking, mm a tick.
    pub walk: u16,
    /// Running, mm a tick.
    pub run: u16,
    /// Swimming, mm a tick.
    pub swim: u16,
    /// Upward speed of a jump, mm a tick.
    pub jump: u16,
    /// Gravity, mm a tick squared.
    pub gravity: u16,
    /// Steepest rise, mm a metre.
    pub climb: u16,
    /// Greatest stamina in thousandths.
    pub stamina: u32,
    /// Stamina of running, thousandths a tick.
    pub run_cost: u32,
    /// Stamina regained, thousandths a tick.
    pub recovery: u32,
}

impl Stride {
    /// A person without any equipment.
    #[must_use]
    pub fn of(balance: &Balance) -> Self {
        Self {
            walk: balance.walk,
            run: balance.run,
            swim: balance.swim,
            jump: balance.jump,
            gravity: balance.gravity,
            climb: balance.climb,
            stamina: u32::from(balance.stamina) * STAMINA_UNIT,
            run_cost: u32::from(balance.run_stamina) * STAMINA_UNIT / TICKS_PER_SECOND,
            recovery: u32::from(balance.stamina_regain) * STAMINA_UNIT / TICKS_PER_SECOND,
        }
    }
}

/// Moves a body by one tick.
#[must_use]
pub fn step(mut mover: Mover, input: &Input, stride: &Stride, ground: &dyn Ground) -> Mover {
    let moves = !input.walk.is_none();
    let runs = moves
        && input.buttons.holds(Buttons::RUN)
        && !mover.winded
        && mover.footing != Footing::Water
        && mover.stamina >= stride.run_cost;
    spend(&mut mover, stride, runs);

    let speed = match mover.footing {
        Footing::Water => stride.swim,
        _ if runs => stride.run,
        _ => stride.walk,
    };
    if moves {
        let (dx, dz) = input.walk.scaled(i32::from(speed));
        walk(&mut mover, dx, dz, stride, ground);
    }
    if input.buttons.holds(Buttons::JUMP) && mover.footing != Footing::Air {
        let strength = i32::from(stride.jump);
        mover.rise = if mover.footing == Footing::Water { strength / 2 } else { strength };
        mover.footing = Footing::Air;
    }
    settle(&mut mover, stride, ground);
    mover
}

/// Stamina of a tick.
fn spend(mover: &mut Mover, stride: &Stride, runs: bool) {
    mover.stamina = if runs {
        mover.stamina.saturating_sub(stride.run_cost)
    } else {
        mover.stamina.saturating_add(stride.recovery)
    };
    mover.stamina = mover.stamina.min(stride.stamina);
    if mover.stamina < stride.run_cost {
        mover.winded = true;
    } else if mover.stamina >= stride.stamina / 4 {
        mover.winded = false;
    }
}

/// Goes as far as possible: straight, else along one axis.
fn walk(mover: &mut Mover, dx: i32, dz: i32, stride: &Stride, ground: &dyn Ground) {
    for (dx, dz) in [(dx, dz), (dx, 0), (0, dz)] {
        if dx == 0 && dz == 0 {
            continue;
        }
        let to = Point { x: mover.at.x + Mm(dx), z: mover.at.z + Mm(dz) };
        if may_go(mover, to, stride, ground) {
            mover.at = to;
            return;
        }
    }
}

fn may_go(mover: &Mover, to: Point, stride: &Stride, ground: &dyn Ground) -> bool {
    let Some(height) = ground.floor(to, mover.feet) else {
        return false;
    };
    // Who is already inside of something (an old save, a door that shut) may walk out of it.
    let stuck = ground.blocked(mover.at, mover.feet, BODY_RADIUS);
    if !stuck && ground.blocked(to, mover.feet, BODY_RADIUS) {
        return false;
    }
    let rise = i64::from((height - mover.feet).0);
    let run = mover.at.distance(to).max(1);
    // A swimmer climbs any shore; who jumps lands on what is below the feet.
    match mover.footing {
        Footing::Water => rise < 1500,
        Footing::Air => rise <= 250,
        Footing::Ground => rise * 1000 <= i64::from(stride.climb) * run,
    }
}

/// Falls, lands, floats.
fn settle(mover: &mut Mover, stride: &Stride, ground: &dyn Ground) {
    let floor = ground.floor(mover.at, mover.feet).unwrap_or(mover.feet);
    let water = ground.water(mover.at).filter(|&level| level - floor > SWIM_DEPTH);
    if mover.footing == Footing::Air {
        mover.feet += Mm(mover.rise);
        mover.rise = (mover.rise - i32::from(stride.gravity)).max(-1500);
    }
    let floats = water.map(|level| level - SWIM_DEPTH);
    match floats {
        Some(surface) if mover.feet <= surface && mover.rise <= 0 => {
            mover.feet = surface;
            mover.rise = 0;
            mover.footing = Footing::Water;
        }
        _ if mover.feet <= floor => {
            mover.feet = floor;
            mover.rise = 0;
            mover.footing = Footing::Ground;
        }
        _ if mover.footing == Footing::Ground && (mover.feet - floor).0 <= 600 => {
            mover.feet = floor;
        }
        _ => mover.footing = Footing::Air,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Heading;

    /// Flat ground at 1 m, a wall to the east of 5 m, a lake to the west of -5 m.
    struct Yard;
    impl Ground for Yard {
        fn height(&self, at: Point) -> Option<Mm> {
            Some(if at.x < Mm::metres(-5) { Mm::metres(-4) } else { Mm::metres(1) })
        }
        fn water(&self, _at: Point) -> Option<Mm> {
            Some(Mm(0))
        }
        fn blocked(&self, at: Point, _feet: Mm, radius: Mm) -> bool {
            at.x + radius > Mm::metres(5)
        }
    }

    const STRIDE: Stride = Stride {
        walk: 160,
        run: 300,
        swim: 100,
        jump: 330,
        gravity: 25,
        climb: 1200,
        stamina: 10_000,
        run_cost: 250,
        recovery: 100,
    };

    fn start() -> Mover {
        Mover { feet: Mm::metres(1), stamina: STRIDE.stamina, ..Mover::default() }
    }

    fn go(mut mover: Mover, x: i8, z: i8, buttons: Buttons, ticks: u32) -> Mover {
        let walk = Heading { x, z };
        for sequence in 1..=ticks {
            mover = step(mover, &Input { sequence, walk, aim: walk, buttons }, &STRIDE, &Yard);
        }
        mover
    }

    #[test]
    fn walking_a_second_covers_the_speed() {
        assert_eq!(go(start(), 0, 127, Buttons::default(), 20).at, Point::new(0, 3200));
    }

    #[test]
    fn a_wall_stops_and_lets_slide_along() {
        let mover = go(start(), 127, 127, Buttons::default(), 100);
        assert!(mover.at.x <= Mm(4650), "{:?}", mover.at);
        assert!(mover.at.z > Mm::metres(10), "{:?}", mover.at);
    }

    #[test]
    fn running_tires_and_rest_restores() {
        let tired = go(start(), 0, 127, Buttons::RUN, 60);
        assert!(tired.winded && tired.at.z.0 > 60 * 160 && tired.at.z.0 < 60 * 300);
        let rested = go(tired, 0, 0, Buttons::default(), 100);
        assert!(!rested.winded);
        assert_eq!(rested.stamina, STRIDE.stamina);
    }

    #[test]
    fn a_jump_rises_and_lands() {
        let up = go(start(), 0, 0, Buttons::JUMP, 5);
        assert!(up.feet > Mm(2000) && up.footing == Footing::Air);
        let down = go(up, 0, 0, Buttons::default(), 40);
        assert_eq!((down.feet, down.footing), (Mm::metres(1), Footing::Ground));
    }

    #[test]
    fn deep_water_carries_and_a_shore_lets_out() {
        let swims = go(start(), -127, 0, Buttons::default(), 80);
        assert_eq!(swims.footing, Footing::Water);
        assert_eq!(swims.feet, Mm(-1100));
    }
}
