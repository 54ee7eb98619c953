//! One's own character ahead of the server: predict, rewind, replay, smooth.
//!
//! The predictor runs [`simulation::movement::step`] on every input at once and keeps the inputs that
//! the server has not acknowledged. When a snapshot says where the server has it after input `n`, it
//! starts from there and steps the inputs after `n` again. If nothing happened that the client did
//! not know, the result is the same to the millimetre. Else the difference is drawn away over about
//! 100 ms instead of being jumped.

use seed::{Mm, Point};
use simulation::{Ground, Input, Mover, Stride, movement};
use std::collections::VecDeque;
use std::time::Duration;

/// Inputs kept for replay: 6.4 s. Who hears nothing for longer is about to lose the connection.
const KEPT: usize = 128;
/// A difference above this is jumped: one was put elsewhere.
const SNAP: i64 = 3_000;
/// Time constant of drawing a difference away: after 100 ms 5 % of it are left.
const FADE_SECONDS: f32 = 0.033;

/// How often the server disagreed, and by how much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// Snapshots that the prediction was compared with.
    pub checked: u64,
    /// Those that moved the prediction.
    pub moved: u64,
    /// Greatest distance that one moved it, except for being put elsewhere.
    pub greatest: Mm,
}

/// Predicts one's own character.
#[derive(Clone, Debug, Default)]
pub struct Predictor {
    unacked: VecDeque<Input>,
    acked: u32,
    before: Mover,
    now: Mover,
    /// What is drawn less what is predicted, in millimetres: east, up, south.
    offset: [f32; 3],
    corrections: Corrections,
}

impl Predictor {
    /// Starts where the server says, and forgets the difference. Inputs under way are kept.
    pub fn put(&mut self, mover: Mover) {
        self.before = mover;
        self.now = mover;
        self.offset = [0.0; 3];
    }

    /// The state after the newest input.
    #[must_use]
    pub const fn now(&self) -> &Mover {
        &self.now
    }

    /// What the server corrected so far.
    #[must_use]
    pub const fn corrections(&self) -> Corrections {
        self.corrections
    }

    /// Steps an input.
    pub fn apply(&mut self, input: Input, stride: &Stride, ground: &dyn Ground) {
        if self.unacked.len() == KEPT {
            self.unacked.pop_front();
        }
        self.unacked.push_back(input);
        self.before = self.now;
        self.now = movement::step(self.now, &input, stride, ground);
    }

    /// Takes note of the server's state after input `acked`. An acknowledgement older than one heard
    /// already is ignored.
    pub fn reconcile(&mut self, acked: u32, own: Mover, stride: &Stride, ground: &dyn Ground) {
        if acked < self.acked {
            return;
        }
        self.acked = acked;
        while self.unacked.front().is_some_and(|input| input.sequence <= acked) {
            self.unacked.pop_front();
        }
        let predicted = self.now;
        self.now = own;
        if self.unacked.is_empty() {
            // Drawing is between the last two states: the one before moves along.
            self.before.at.x += own.at.x - predicted.at.x;
            self.before.at.z += own.at.z - predicted.at.z;
            self.before.feet += own.feet - predicted.feet;
        }
        for input in &self.unacked {
            self.before = self.now;
            self.now = movement::step(self.now, input, stride, ground);
        }
        self.note(&predicted);
    }

    fn note(&mut self, predicted: &Mover) {
        self.corrections.checked += 1;
        let gap = [
            (predicted.at.x - self.now.at.x).0,
            (predicted.feet - self.now.feet).0,
            (predicted.at.z - self.now.at.z).0,
        ];
        if gap == [0; 3] {
            return;
        }
        self.corrections.moved += 1;
        let distance = predicted.at.distance(self.now.at).max(i64::from(gap[1]).abs());
        if distance > SNAP {
            let now = self.now;
            self.put(now);
            return;
        }
        // Below SNAP, so it fits.
        self.corrections.greatest = self.corrections.greatest.max(Mm(distance as i32));
        for (offset, gap) in self.offset.iter_mut().zip(gap) {
            *offset += gap as f32;
        }
    }

    /// Time passes: the drawn place comes nearer to the predicted one.
    pub fn fade(&mut self, dt: Duration) {
        let left = (-dt.as_secs_f32() / FADE_SECONDS).exp();
        for offset in &mut self.offset {
            *offset *= left;
        }
    }

    /// Where to draw the character, `alpha` (0 to 1) of a tick after the newest input.
    #[must_use]
    pub fn drawn(&self, alpha: f32) -> (Point, Mm) {
        let mix = |before: Mm, now: Mm, offset: f32| {
            let way = (now - before).0 as f32 * alpha.clamp(0.0, 1.0);
            before + Mm((way + offset).round() as i32)
        };
        let (before, now) = (&self.before, &self.now);
        let at = Point {
            x: mix(before.at.x, now.at.x, self.offset[0]),
            z: mix(before.at.z, now.at.z, self.offset[2]),
        };
        (at, mix(before.feet, now.feet, self.offset[1]))
    }
}

#[cfg(test)]
mod tests;
