//! All bots in one loop at 20 Hz.
//!
//! The 50 ms of a tick are cut into slots, and each bot has its slot, so that the server meets them
//! spread out as real players are. A few bots are polled in every slot: on them the round trip is
//! measured without this program's own waiting in it.

mod account;

use super::logins::{Login, Logins};
use super::measure::{Samples, Totals};
use super::report::Interval;
use super::wanderer::Wanderer;
use seed::{Mm, Path, Point, Stream, WorldSeed};
use session::{Options, Session, SessionError, open_world};
use std::thread;
use std::time::{Duration, Instant};
use worldgen::World;

/// A tick.
const TICK: Duration = Duration::from_millis(50);
/// Slots of a tick.
const SLOTS: usize = 10;
/// Bots that measure the round trip.
const PROBES: usize = 16;
/// Ticks between two pings of a probe.
const PING_EVERY: u64 = 20;
/// Ticks between two rows of the table.
const ROW_EVERY: u64 = 60;
/// New connections in a slot.
const ARRIVALS: usize = 4;
/// How long the slowest may take to get in, beyond 10 ms for each bot.
const PATIENCE: Duration = Duration::from_secs(60);
/// How far out the farthest go with `--spread`, in metres for the square root of the count.
const SPREAD_M: f64 = 30.0;
/// The golden angle: directions that never line up (Vogel, 1979).
const GOLDEN: f64 = 2.399_963_229_728_653;

/// All bots.
pub(super) struct Crowd {
    count: u32,
    seed: WorldSeed,
    spread: bool,
    bots: Vec<Wanderer>,
    failed: u32,
    dropped: u32,
    first_failure: Option<String>,
    late: Samples,
    round_trips: Samples,
    all_late: Samples,
    all_round_trips: Samples,
    totals: Totals,
    steady: Option<(Totals, Instant)>,
    steady_until: Totals,
    busy: Duration,
    all_in: Option<Duration>,
}

impl Crowd {
    pub(super) fn new(count: u32, seed: &str, spread: bool) -> Self {
        Self {
            count,
            seed: WorldSeed::from_text(seed),
            spread,
            bots: Vec::new(),
            failed: 0,
            dropped: 0,
            first_failure: None,
            late: Samples::default(),
            round_trips: Samples::default(),
            all_late: Samples::default(),
            all_round_trips: Samples::default(),
            totals: Totals::default(),
            steady: None,
            steady_until: Totals::default(),
            busy: Duration::ZERO,
            all_in: None,
        }
    }

    /// Lets the bots in as their logins come, and then stay for `stay`.
    pub(super) fn run(
        &mut self,
        logins: Logins,
        stay: Duration,
        row: &mut dyn FnMut(&Interval),
    ) -> anyhow::Result<()> {
        let Some(first) = logins.first() else { anyhow::bail!("no login was even tried") };
        // Every bot plays in the same world: it is derived once.
        let world = match &first.result {
            Ok(logged_in) => open_world(&logged_in.world)?,
            Err(error) => anyhow::bail!("the first bot could not log in: {error}"),
        };
        let start = Instant::now();
        let patience = PATIENCE + Duration::from_millis(10) * self.count;
        let mut waiting = Some(logins);
        self.admit(first, &world, start);
        let mut due = Instant::now();
        let (mut row_at, mut row_totals) = (start, self.totals);
        for tick in 0_u64.. {
            for slot in 0..SLOTS {
                due += TICK / SLOTS as u32;
                let now = wait_until(&mut due);
                self.late.add(now.saturating_duration_since(due).as_secs_f32() * 1e3);
                if let Some(logins) = &waiting
                    && self.arrivals(logins, &world, now).is_err()
                {
                    waiting = None;
                }
                self.turn(tick, slot, now);
                self.busy += now.elapsed();
            }
            self.count_totals(TICK);
            let now = Instant::now();
            if tick % ROW_EVERY == ROW_EVERY - 1 {
                let interval = self.interval(start, now.duration_since(row_at), &row_totals);
                row(&interval);
                (row_at, row_totals) = (now, self.totals);
            }
            let inside = self.inside();
            if self.steady.is_none() && waiting.is_none() && self.settled() {
                self.all_in = Some(now.duration_since(start));
                self.steady = Some((self.totals, now));
                (self.late, self.round_trips) = (Samples::default(), Samples::default());
                (self.all_late, self.all_round_trips) = Default::default();
            }
            let over = match self.steady {
                Some((_, since)) => now.duration_since(since) >= stay || inside == 0,
                None => now.duration_since(start) > patience,
            };
            if over {
                break;
            }
        }
        self.leave();
        Ok(())
    }

    fn arrivals(&mut self, logins: &Logins, world: &World, now: Instant) -> Result<(), ()> {
        for _ in 0..ARRIVALS {
            match logins.next()? {
                Some(login) => self.admit(login, world, now),
                None => break,
            }
        }
        Ok(())
    }

    fn admit(&mut self, login: Login, world: &World, now: Instant) {
        let session = login.result.and_then(|logged_in| {
            Session::connect(logged_in, Options { predict: false }, world.clone())
        });
        let home = world.settlement(world.home());
        let middle = home.map_or_else(Point::default, |home| home.spawn);
        match session {
            Ok(session) => {
                let stream = Stream::new(&self.seed.0, "bot", &Path::new().int(login.index));
                let spread = self.spread.then(|| spread_out(middle, login.index));
                self.bots.push(Wanderer::new(session, stream, middle, spread, now));
            }
            Err(error) => self.fail(&error),
        }
    }

    fn fail(&mut self, error: &SessionError) {
        self.failed += 1;
        self.first_failure.get_or_insert_with(|| error.to_string());
    }

    fn turn(&mut self, tick: u64, slot: usize, now: Instant) {
        for (index, bot) in self.bots.iter_mut().enumerate() {
            let mine = index % SLOTS == slot;
            let probe = index < PROBES;
            if bot.ended.is_some() || !(mine || probe) {
                continue;
            }
            if let Some(time) = bot.poll(now) {
                self.round_trips.add(time.as_secs_f32() * 1e3);
            }
            if mine {
                bot.tick();
            }
            // Probes take turns, and not in their own slot.
            if probe && tick % PING_EVERY == index as u64 && (index + SLOTS / 2) % SLOTS == slot {
                bot.ping(now);
            }
            if let Some(why) = &bot.ended {
                self.dropped += u32::from(bot.session.view().inside);
                self.first_failure.get_or_insert_with(|| why.to_string());
            }
        }
    }

    fn inside(&self) -> usize {
        self.bots.iter().filter(|bot| bot.ended.is_none() && bot.session.view().inside).count()
    }

    /// Everybody is in or has failed.
    fn settled(&self) -> bool {
        self.bots.iter().all(|bot| bot.ended.is_some() || bot.session.view().inside)
    }

    fn leave(&mut self) {
        for bot in &mut self.bots {
            bot.session.leave();
        }
    }
}

/// Sleeps until `due`; returns the time then. Who is a second late gives up catching up.
fn wait_until(due: &mut Instant) -> Instant {
    let now = Instant::now();
    if let Some(left) = due.checked_duration_since(now) {
        thread::sleep(left);
    } else if now.duration_since(*due) > Duration::from_secs(1) {
        *due = now;
    }
    Instant::now()
}

/// Places on a disc, each with as much room as the next (Vogel's spiral).
fn spread_out(middle: Point, index: u32) -> Point {
    let (angle, radius) = (f64::from(index) * GOLDEN, f64::from(index).sqrt() * SPREAD_M);
    let metres = |value: f64| Mm((value * 1e3) as i32);
    Point { x: middle.x + metres(angle.cos() * radius), z: middle.z + metres(angle.sin() * radius) }
}
