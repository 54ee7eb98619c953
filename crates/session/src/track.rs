//! Where something was seen lately, and where to draw it: between two sightings.

use seed::{Mm, Point};

/// Sightings that are kept: with one a tick, 300 ms.
const KEPT: usize = 6;
/// Ticks after the last sighting during which a thing is drawn as going on: 150 ms.
const EXTRAPOLATED: f64 = 3.0;
/// Ticks in which a guess that nothing confirms is taken back. Who stopped is not sent again.
const TAKEN_BACK: f64 = 6.0;
/// Faster than this (mm a tick) nothing moves: it was put there. Twice an arrow.
const PUT: i64 = 4_000;

/// Where something was in a tick.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// The server's tick.
    pub tick: u32,
    /// Where.
    pub at: Point,
    /// Height of its feet.
    pub feet: Mm,
    /// Its turn in 256ths.
    pub turn: u8,
}

/// Where to draw something.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Drawn {
    /// Where.
    pub at: Point,
    /// Height of its feet.
    pub feet: Mm,
    /// Its turn in 256ths of a full turn from south over east, with fractions.
    pub turn: f32,
}

impl From<Sample> for Drawn {
    fn from(sample: Sample) -> Self {
        Self { at: sample.at, feet: sample.feet, turn: f32::from(sample.turn) }
    }
}

/// The latest sightings of one thing, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Track {
    samples: [Sample; KEPT],
    count: usize,
}

impl Track {
    /// A thing seen once.
    #[must_use]
    pub fn starting(sample: Sample) -> Self {
        let mut track = Self::default();
        track.push(sample);
        track
    }

    /// Takes note of a sighting; one that is not newer than the last is ignored.
    pub fn push(&mut self, sample: Sample) {
        if let Some(last) = self.last() {
            if sample.tick <= last.tick {
                return;
            }
            let ticks = i64::from(sample.tick - last.tick);
            if last.at.distance(sample.at) > PUT * ticks {
                self.count = 0;
            }
        }
        if self.count == KEPT {
            self.samples.rotate_left(1);
            self.count -= 1;
        }
        self.samples[self.count] = sample;
        self.count += 1;
    }

    /// The latest sighting.
    #[must_use]
    pub fn last(&self) -> Option<&Sample> {
        self.seen().last()
    }

    fn seen(&self) -> &[Sample] {
        &self.samples[..self.count]
    }

    /// Where it was at `time` (in ticks): between the sightings around it; before the first, there;
    /// after the last, as it went on for a few ticks, and then back where it was seen.
    #[must_use]
    pub fn drawn(&self, time: f64) -> Option<Drawn> {
        let seen = self.seen();
        let (first, last) = (seen.first()?, seen.last()?);
        if time <= f64::from(first.tick) {
            return Some((*first).into());
        }
        if let Some(pair) = seen.windows(2).find(|pair| time < f64::from(pair[1].tick)) {
            let (from, to) = (&pair[0], &pair[1]);
            // Who is not sent stands still: a long gap ends with a movement of a tick or two.
            let start = f64::from(from.tick).max(f64::from(to.tick) - EXTRAPOLATED - TAKEN_BACK);
            let share = (time - start) / (f64::from(to.tick) - start);
            return Some(between(from, to, share.max(0.0)));
        }
        let over = time - f64::from(last.tick);
        let ahead = if over <= EXTRAPOLATED {
            over
        } else {
            EXTRAPOLATED * (1.0 - (over - EXTRAPOLATED) / TAKEN_BACK).max(0.0)
        };
        match seen {
            [.., before, last] if ahead > 0.0 => {
                let span = f64::from(last.tick - before.tick);
                let drawn = between(before, last, 1.0 + ahead / span);
                Some(Drawn { turn: f32::from(last.turn), ..drawn })
            }
            _ => Some((*last).into()),
        }
    }
}

/// The place at `share` of the way, which may be above 1.
fn between(from: &Sample, to: &Sample, share: f64) -> Drawn {
    let mix = |from: Mm, to: Mm| from + Mm((f64::from((to - from).0) * share).round() as i32);
    // The short way round.
    let turned = to.turn.wrapping_sub(from.turn).cast_signed();
    let turn = f64::from(from.turn) + f64::from(turned) * share;
    Drawn {
        at: Point { x: mix(from.at.x, to.at.x), z: mix(from.at.z, to.at.z) },
        feet: mix(from.feet, to.feet),
        turn: turn.rem_euclid(256.0) as f32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn east(tick: u32, x: i32) -> Sample {
        Sample { tick, at: Point::new(x, 0), feet: Mm(0), turn: 64 }
    }

    fn x(track: &Track, time: f64) -> i32 {
        track.drawn(time).map_or(i32::MIN, |drawn| drawn.at.x.0)
    }

    #[test]
    fn a_steady_walk_is_drawn_evenly_with_every_third_sighting_lost() {
        let mut track = Track::default();
        let mut before = 0;
        for tick in 0..200 {
            if tick % 3 != 2 {
                track.push(east(tick, tick as i32 * 300));
            }
            for part in 0..4 {
                let time = f64::from(tick) - 2.0 + f64::from(part) / 4.0;
                let now = x(&track, time.max(0.0));
                assert!(now >= before, "tick {tick}: {before} then {now}");
                assert!(now - before <= 80, "tick {tick}: a leap of {}", now - before);
                before = now;
            }
        }
    }

    #[test]
    fn who_stopped_is_drawn_where_it_stopped() {
        let mut track = Track::starting(east(0, 0));
        track.push(east(1, 300));
        assert_eq!(x(&track, 2.0), 600, "goes on for a while");
        assert_eq!(x(&track, 4.0), 1200);
        assert_eq!(x(&track, 40.0), 300, "and comes back when nothing confirms it");
    }

    #[test]
    fn what_is_put_elsewhere_does_not_glide() {
        let mut track = Track::starting(east(0, 0));
        track.push(east(1, 300));
        track.push(east(2, 90_000));
        assert_eq!(x(&track, 1.5), 90_000);
    }

    #[test]
    fn late_sightings_are_ignored() {
        let mut track = Track::starting(east(5, 500));
        track.push(east(4, 400));
        track.push(east(5, 0));
        assert_eq!(x(&track, 9.0), 500);
    }

    #[test]
    fn turns_go_the_short_way_round() {
        let mut track = Track::starting(Sample { turn: 250, ..east(0, 0) });
        track.push(Sample { turn: 10, ..east(1, 0) });
        let turn = track.drawn(0.5).map_or(0.0, |drawn| drawn.turn);
        assert!(!(4.0..=254.0).contains(&turn), "{turn}");
    }
}
