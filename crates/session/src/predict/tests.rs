//! Both sides at once: a client that predicts and a server that steps the same movement, with a
//! network between them that loses, delays and reorders.

use super::*;
use protocol::MAX_INPUTS;
use simulation::{Buttons, Heading};

const STRIDE: Stride = Stride {
    walk: 160,
    run: 300,
    swim: 100,
    jump: 200,
    gravity: 30,
    climb: 1200,
    stamina: 100_000,
    run_cost: 300,
    recovery: 600,
};

/// Rolling land with a wall at 20 m in the east that only those see who know of it.
struct Land {
    wall: bool,
}

impl Ground for Land {
    fn height(&self, at: Point) -> Option<Mm> {
        Some(Mm((at.x.0 / 7 + at.z.0 / 5).rem_euclid(1500)))
    }
    fn water(&self, _at: Point) -> Option<Mm> {
        None
    }
    fn blocked(&self, at: Point, _feet: Mm, radius: Mm) -> bool {
        self.wall && (at.x + radius).0 > 20_000
    }
}

/// Pseudo-random numbers for the network's faults; any will do.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

struct Server {
    own: Mover,
    acked: u32,
    queue: VecDeque<Input>,
}

impl Server {
    /// Takes what is new of a packet.
    fn hear(&mut self, packet: &[Input]) {
        for input in packet {
            let newest = self.queue.back().map_or(self.acked, |input| input.sequence);
            if input.sequence > newest {
                self.queue.push_back(*input);
            }
        }
    }

    fn tick(&mut self, ground: &Land) {
        // Two when they pile up, as a server does that does not want to lag.
        for _ in 0..1 + usize::from(self.queue.len() > 3) {
            if let Some(input) = self.queue.pop_front() {
                self.own = movement::step(self.own, &input, &STRIDE, ground);
                self.acked = input.sequence;
            }
        }
    }
}

struct Trial {
    loss_per_cent: u64,
    knows_wall: bool,
}

/// Walks about for 400 ticks and stands until rested; returns predictor and server at the end.
fn run(trial: &Trial, seed: u64) -> (Predictor, Server) {
    let mut dice = Dice(seed);
    let (here, there) = (Land { wall: trial.knows_wall }, Land { wall: true });
    let mut client = Predictor::default();
    let start = Mover { stamina: STRIDE.stamina, ..Mover::default() };
    client.put(start);
    let mut server = Server { own: start, acked: 0, queue: VecDeque::new() };
    // Messages with the tick in which they arrive: a random delay reorders them.
    let mut up: Vec<(u32, Vec<Input>)> = Vec::new();
    let mut down: Vec<(u32, u32, Mover)> = Vec::new();
    let mut recent: VecDeque<Input> = VecDeque::new();
    let mut walk = Heading::NONE;
    for tick in 1..=700 {
        if tick % 25 == 1 {
            let axis = |dice: &mut Dice| dice.roll(255) as i8;
            walk = Heading { x: axis(&mut dice).max(-100), z: axis(&mut dice) };
        }
        let jump = if dice.roll(30) == 0 { Buttons::JUMP } else { Buttons::default() };
        let wish = if tick > 400 {
            crate::Wish::default()
        } else {
            crate::Wish { walk, aim: walk, buttons: Buttons::RUN.and(jump) }
        };
        let input = wish.numbered(tick);
        client.apply(input, &STRIDE, &here);
        recent.push_back(input);
        if recent.len() > MAX_INPUTS {
            recent.pop_front();
        }
        if dice.roll(100) >= trial.loss_per_cent {
            up.push((tick + dice.roll(4) as u32, recent.iter().copied().collect()));
        }
        up.retain(|(arrives, packet)| {
            if *arrives == tick {
                server.hear(packet);
            }
            *arrives > tick
        });
        server.tick(&there);
        if dice.roll(100) >= trial.loss_per_cent {
            down.push((tick + dice.roll(4) as u32, server.acked, server.own));
        }
        down.retain(|&(arrives, acked, own)| {
            if arrives == tick {
                client.reconcile(acked, own, &STRIDE, &here);
            }
            arrives > tick
        });
        client.fade(Duration::from_millis(50));
    }
    (client, server)
}

#[test]
fn without_loss_and_surprise_the_server_never_corrects() {
    for seed in 1..40 {
        let (client, server) = run(&Trial { loss_per_cent: 0, knows_wall: true }, seed);
        assert!(client.corrections().checked > 250);
        assert_eq!(client.corrections().moved, 0, "seed {seed}");
        assert_eq!(client.now, server.own);
    }
}

#[test]
fn after_loss_the_prediction_meets_the_server_once_inputs_stop() {
    for seed in 1..40 {
        for knows_wall in [true, false] {
            let (client, server) = run(&Trial { loss_per_cent: 20, knows_wall }, seed);
            assert_eq!(client.now, server.own, "seed {seed}");
            assert_eq!(client.drawn(1.0), (server.own.at, server.own.feet), "seed {seed}");
        }
    }
}

#[test]
fn an_unknown_wall_is_corrected_and_drawn_away_smoothly() {
    let (here, there) = (Land { wall: false }, Land { wall: true });
    let mut client = Predictor::default();
    let mut own = Mover { at: Point::new(19_000, 0), stamina: 9_000, ..Mover::default() };
    own.feet = here.height(own.at).unwrap_or_default();
    client.put(own);
    let east = Heading { x: 127, z: 0 };
    let mut drawn = client.drawn(1.0).0;
    for sequence in 1..=60 {
        let wish = crate::Wish { walk: east, ..Default::default() };
        let input = wish.numbered(sequence);
        client.apply(input, &STRIDE, &here);
        own = movement::step(own, &input, &STRIDE, &there);
        client.reconcile(sequence, own, &STRIDE, &here);
        // Ten frames a tick: none leaps further than a run.
        for frame in 1..=10_u8 {
            client.fade(Duration::from_millis(5));
            let now = client.drawn(f32::from(frame) / 10.0).0;
            assert!(drawn.distance(now) < 200, "{drawn:?} to {now:?}");
            drawn = now;
        }
    }
    assert!(client.corrections().moved > 30);
    assert!(client.corrections().greatest > Mm(100) && client.corrections().greatest <= Mm(160));
    assert!(drawn.distance(own.at) < 200);
}

#[test]
fn being_put_elsewhere_is_jumped() {
    let mut client = Predictor::default();
    let land = Land { wall: false };
    let far = Mover { at: Point::metres(-90, 4), ..Mover::default() };
    client.reconcile(0, far, &STRIDE, &land);
    assert_eq!(client.drawn(1.0).0, far.at);
    assert_eq!(client.corrections().greatest, Mm(0));
}

#[test]
fn an_old_acknowledgement_changes_nothing() {
    let land = Land { wall: false };
    let mut client = Predictor::default();
    let start = Mover { stamina: 9_000, ..Mover::default() };
    client.put(start);
    let mut own = start;
    let wish = crate::Wish { walk: Heading { x: 0, z: 127 }, ..Default::default() };
    for sequence in 1..=5 {
        client.apply(wish.numbered(sequence), &STRIDE, &land);
        own = movement::step(own, &wish.numbered(sequence), &STRIDE, &land);
    }
    client.reconcile(5, own, &STRIDE, &land);
    client.reconcile(0, start, &STRIDE, &land);
    assert_eq!(client.now, own);
}
