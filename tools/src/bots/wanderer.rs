//! One light bot: it wanders, fights back, talks and chats. It knows no terrain: where it does not
//! get on it goes elsewhere.

use protocol::{Ask, ChatScope, EntityKind, Event, NetId, Pose, RequestId, Topic};
use seed::{Mm, Point, Stream};
use session::{Ended, Happening, Session, Wish};
use simulation::{Buttons, Heading, TICKS_PER_SECOND};
use std::time::{Duration, Instant};

/// How long somebody who was struck strikes back.
const ANGER: u32 = 6 * TICKS_PER_SECOND;
/// Ticks without a metre of way after which a target is given up.
const STUCK: u32 = 2 * TICKS_PER_SECOND;

const CHATTER: [&str; 6] = [
    "Which way to the dungeon?",
    "Lovely evening.",
    "Has anybody seen wolves around here?",
    "I could do with a draught.",
    "Who needs a hand?",
    "Mind the boars.",
];

/// A light bot.
pub(super) struct Wanderer {
    pub(super) session: Session,
    stream: Stream,
    middle: Point,
    spread: Option<Point>,
    target: Point,
    rest: u32,
    was: Point,
    since_way: u32,
    enemy: Option<(NetId, u32)>,
    ticks: u32,
    seen_at: Instant,
    ping: Option<(RequestId, Instant)>,
    /// Why it is not connected any more.
    pub(super) ended: Option<Ended>,
}

impl Wanderer {
    /// A bot that wanders around `middle`; a `spread` one goes there and stays around.
    pub(super) fn new(
        session: Session,
        stream: Stream,
        middle: Point,
        spread: Option<Point>,
        now: Instant,
    ) -> Self {
        Self {
            session,
            stream,
            middle,
            spread,
            target: spread.unwrap_or(middle),
            rest: 0,
            was: Point::default(),
            since_way: 0,
            enemy: None,
            ticks: 0,
            seen_at: now,
            ping: None,
            ended: None,
        }
    }

    /// Takes what arrived; returns the time that a ping took, if one came back.
    pub(super) fn poll(&mut self, now: Instant) -> Option<Duration> {
        let dt = now.duration_since(self.seen_at);
        self.seen_at = now;
        let mut came_back = None;
        for happening in self.session.update(dt) {
            match happening {
                Happening::Told(Event::Hit { by: Some(by), target, .. })
                    if target == self.session.view().you =>
                {
                    self.enemy = Some((by, self.ticks + ANGER));
                }
                Happening::Told(Event::Dialogue(_)) => self.answer(),
                Happening::Answer { request, .. } => {
                    if let Some((_, sent)) = self.ping.take_if(|(id, _)| *id == request) {
                        came_back = Some(now.duration_since(sent));
                    }
                }
                Happening::Ended(why) => self.ended = Some(why),
                Happening::Connected | Happening::Told(_) => {}
            }
        }
        came_back
    }

    /// Does what a tick asks for, and sends it.
    pub(super) fn tick(&mut self) {
        self.ticks += 1;
        let wish = if self.session.view().inside { self.decide() } else { Wish::default() };
        self.session.tick(wish);
        self.session.flush();
    }

    /// Sends a ping, if none is under way.
    pub(super) fn ping(&mut self, now: Instant) {
        if self.ping.is_none() && self.session.view().inside {
            self.ping = Some((self.session.ask(Ask::Ping), now));
            self.session.flush();
        }
    }

    fn decide(&mut self) -> Wish {
        if self.session.view().dead {
            return Wish::default();
        }
        if let Some(wish) = self.fight() {
            return wish;
        }
        self.say_something();
        if self.rest > 0 {
            self.rest -= 1;
            return Wish::default();
        }
        self.walk()
    }

    fn fight(&mut self) -> Option<Wish> {
        let (enemy, until) = self.enemy?;
        let view = self.session.view();
        let foe = view
            .entities
            .get(&enemy)
            .filter(|foe| self.ticks < until && !matches!(Pose::of(foe.state), Pose::Dead));
        let Some(foe) = foe else {
            self.enemy = None;
            return None;
        };
        let here = view.own.at;
        let aim = Heading::towards(here, foe.at);
        let near = here.distance(foe.at) < 1_800;
        let walk = if near { Heading::NONE } else { aim };
        let buttons = if near { Buttons::STRIKE } else { Buttons::RUN };
        Some(Wish { walk, aim, buttons })
    }

    fn say_something(&mut self) {
        // Once in 40 seconds each, and to people once in 20 where there are some.
        if self.stream.chance(1, 40 * TICKS_PER_SECOND) {
            let line = self.stream.pick(&CHATTER).copied().unwrap_or("Hm.");
            self.session.ask(Ask::Chat { scope: ChatScope::Near, text: line.to_owned() });
        }
        if self.session.view().dialogue.is_none() && self.stream.chance(1, 20 * TICKS_PER_SECOND) {
            let view = self.session.view();
            let here = view.own.at;
            let person = view.nearest(|seen| {
                matches!(seen.kind, EntityKind::Person { .. }) && seen.at.distance(here) < 2_500
            });
            if let Some((target, _)) = person {
                self.session.ask(Ask::Interact { target });
                self.rest = 3 * TICKS_PER_SECOND;
            }
        }
    }

    /// Chooses a line, as likely goodbye as anything else; takes no quest.
    fn answer(&mut self) {
        let Some(dialogue) = &self.session.view().dialogue else { return };
        let topics: Vec<Topic> = dialogue
            .choices
            .iter()
            .map(|choice| choice.topic)
            .filter(|topic| !matches!(topic, Topic::Accept(_)))
            .collect();
        if let Some(&topic) = self.stream.pick(&topics) {
            self.session.ask(Ask::Choose { topic });
        }
    }

    fn walk(&mut self) -> Wish {
        let here = self.session.view().own.at;
        self.since_way += 1;
        if here.distance(self.was) > 1_000 {
            self.was = here;
            self.since_way = 0;
        }
        let there = here.distance(self.target) < 1_500;
        if there && self.spread.is_some_and(|place| place == self.target) {
            self.spread = None;
            self.middle = self.target;
        }
        if there || self.since_way > STUCK {
            self.since_way = 0;
            self.target = self.next_target(here, there);
            self.rest = self.stream.below(4 * TICKS_PER_SECOND);
        }
        let walk = Heading::towards(here, self.target);
        let tired = self.session.view().own.winded;
        // Somebody with far to go runs; others now and then.
        let far = here.distance(self.target) > 25_000;
        let run = !tired && (far || (self.ticks / 100).is_multiple_of(3));
        let jump = self.stream.chance(1, 200);
        let mut buttons = if run { Buttons::RUN } else { Buttons::default() };
        if jump {
            buttons = buttons.and(Buttons::JUMP);
        }
        Wish { walk, aim: walk, buttons }
    }

    fn next_target(&mut self, here: Point, arrived: bool) -> Point {
        let mut around = |middle: Point, metres: i32| {
            let mut axis = || Mm(self.stream.range(-metres * 1_000, metres * 1_000));
            Point { x: middle.x + axis(), z: middle.z + axis() }
        };
        match (arrived, self.spread) {
            // Something is in the way: a step aside, and on.
            (false, Some(place)) if self.target != place => place,
            (false, _) => around(here, 8),
            (true, Some(place)) => place,
            (true, None) => around(self.middle, 30),
        }
    }
}
