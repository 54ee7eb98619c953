//! Walking to a place: a way is looked for, followed, and looked for again when it does not hold.

use super::path::{self, Square};
use crate::camera::{over_ground, point};
use crate::connection::Live;
use crate::controls::heading;
use bevy::prelude::*;
use seed::Mm;
use session::Wish;
use simulation::{Buttons, Heading};

/// How far the way is planned, metres: the land beyond is not kept.
const AHEAD: f32 = 44.0;
/// How often it is planned anew, seconds.
const ANEW: f32 = 1.5;

/// A walk under way.
#[derive(Default)]
pub(super) struct Walk {
    way: Vec<Square>,
    age: f32,
    stuck: f32,
    before: Vec2,
    nudge: f32,
}

impl Walk {
    /// The wish that leads from `here` to `there`.
    pub(super) fn towards(&mut self, here: Vec2, there: Vec2, live: &Live, dt: f32) -> Wish {
        self.age += dt;
        self.notice(here, dt);
        if self.way.is_empty() || self.age > ANEW {
            self.plan(here, there, live);
        }
        while self.way.first().is_some_and(|&square| middle(square).distance(here) < 0.75) {
            self.way.remove(0);
        }
        let next = self.way.first().map_or(there, |&square| middle(square));
        let mut direction = next - here;
        let mut buttons = Buttons::RUN;
        if self.nudge > 0.0 {
            // Something small stands in the way that the plan did not know.
            self.nudge -= dt;
            direction = direction.perp();
            buttons = buttons.and(Buttons::JUMP);
        }
        let walk = heading(direction);
        let aim = if walk.is_none() { Heading { x: 0, z: 127 } } else { walk };
        Wish { walk, aim, buttons }
    }

    fn notice(&mut self, here: Vec2, dt: f32) {
        let moved = here.distance(self.before) > dt * 0.6;
        self.before = here;
        self.stuck = if moved { 0.0 } else { self.stuck + dt };
        if self.stuck > 2.0 {
            self.stuck = 0.0;
            self.nudge = 0.7;
            self.way.clear();
        }
    }

    fn plan(&mut self, here: Vec2, there: Vec2, live: &Live) {
        self.age = 0.0;
        let way = there - here;
        let near = if way.length() > AHEAD { here + way.normalize() * AHEAD } else { there };
        let height = |square: Square| {
            live.place().ground().and_then(|ground| ground.height(point(middle(square))))
        };
        self.way = path::find(square(here), square(near), |from, to| {
            let (below, above) = (height(from)?, height(to)?);
            if !live.passable(point(middle(to)), above) {
                return None;
            }
            let steep = (above - below).abs();
            if steep > Mm(1100) {
                return None;
            }
            // Slopes and water are slower.
            let water = if above < Mm(-300) { 25 } else { 0 };
            Some(u32::try_from(steep.0 / 80).unwrap_or(0) + water)
        });
    }
}

fn square(at: Vec2) -> Square {
    (at.x.floor() as i32, at.y.floor() as i32)
}

fn middle(square: Square) -> Vec2 {
    Vec2::new(square.0 as f32 + 0.5, square.1 as f32 + 0.5)
}

/// Where one is, in metres.
pub(super) fn here(place: &crate::play::Place) -> Vec2 {
    over_ground(place.at)
}
