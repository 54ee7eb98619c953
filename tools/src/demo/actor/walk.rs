//! Getting somewhere: along a planned way, straight where the ground is clear.

use super::Actor;
use crate::demo::route::is_clear;
use crate::demo::stage::Stage;
use protocol::SpaceId;
use seed::Point;
use session::{Place, Wish};
use simulation::{Buttons, Heading, TICKS_PER_SECOND};

/// Points of the way that are tried for a short cut.
const AHEAD: usize = 9;
/// How far a goal may move before the way is planned anew.
const MOVED: i64 = 4_000;
/// Ticks without half a metre of way after which one is stuck.
const STUCK: u32 = TICKS_PER_SECOND;
/// Ticks of a step aside.
const ASIDE: u32 = 12;
/// Ticks between two plans.
const PLAN_EVERY: u32 = TICKS_PER_SECOND;

/// A way that is being walked.
#[derive(Clone, Debug)]
pub(super) struct Route {
    space: SpaceId,
    goal: Point,
    way: Vec<Point>,
    next: usize,
    planned: u32,
    was: Point,
    moved: u32,
    aside: Option<(Heading, u32)>,
}

impl Actor {
    /// Is that within reach of `millimetres`, as the server sees it?
    pub(super) fn is_near(&self, at: Point, millimetres: i64) -> bool {
        self.here().distance(at) <= millimetres
    }

    /// Walks towards `goal`; stands when within `within` millimetres.
    pub(super) fn walk_to(&mut self, stage: &mut Stage<'_>, goal: Point, within: i64) -> Wish {
        let Some(view) = self.view() else { return Wish::default() };
        let (own, space) = (view.own, view.space);
        if own.at.distance(goal) <= within && self.is_near(goal, within) {
            self.route = None;
            return Wish::default();
        }
        let link = match self.session.as_ref().map(session::Session::place) {
            Some(Place::Dungeon(ground)) => stage.link(ground, space, own.at, goal),
            _ => None,
        };
        if let Some(link) = link {
            return self.change_floor(stage, link);
        }
        let fits = |route: &Route| route.space == space && route.goal.distance(goal) < MOVED;
        let planned = self.route.as_ref().filter(|route| fits(route)).map(|route| route.planned);
        let mut route = match (self.route.take(), planned) {
            (Some(route), Some(_)) => route,
            _ => self.plan(stage, goal, within),
        };
        let tick = stage.tick;
        if own.at.distance(route.was) > 500 {
            (route.was, route.moved) = (own.at, tick);
        }
        let lost = route.way.get(route.next).is_none_or(|next| own.at.distance(*next) > 12_000);
        let stuck = tick.saturating_sub(route.moved) > STUCK;
        if (lost || stuck) && tick.saturating_sub(route.planned) > PLAN_EVERY {
            let moved = route.moved;
            route = self.plan(stage, goal, within);
            if stuck {
                let mut axis = || self.stream.range(-127, 127) as i8;
                route.aside = Some((Heading { x: axis(), z: axis() }, tick + ASIDE));
                route.moved = moved.max(tick.saturating_sub(STUCK / 2));
            }
        }
        let wish = self.follow(&mut route, goal, tick);
        self.route = Some(route);
        wish
    }

    fn plan(&self, stage: &mut Stage<'_>, goal: Point, within: i64) -> Route {
        let Some((own, space, ground)) = self
            .session
            .as_ref()
            .map(|session| (session.view().own, session.view().space, session.place()))
        else {
            return Route::straight(SpaceId::OVERWORLD, Point::default(), goal, 0);
        };
        let mut route = Route::straight(space, own.at, goal, stage.tick);
        let way = match ground {
            Place::Dungeon(ground) => stage.path(ground, space, own.at, goal),
            Place::Overworld(_) => stage.way(own.at, goal, within),
            Place::Unknown => Vec::new(),
        };
        if !way.is_empty() {
            route.way = way;
        }
        route
    }

    fn follow(&mut self, route: &mut Route, goal: Point, tick: u32) -> Wish {
        let Some(session) = &self.session else { return Wish::default() };
        let own = session.view().own;
        let tired = own.winded || self.tired();
        let session = self.session.as_ref();
        let ground = session.and_then(|session| session.place().ground());
        let clear = |to: Point| ground.is_some_and(|ground| is_clear(ground, own.at, own.feet, to));
        while route.next + 1 < route.way.len() && own.at.distance(route.way[route.next]) < 700 {
            route.next += 1;
        }
        let last = route.way.len().min(route.next + AHEAD);
        if let Some(ahead) = (route.next + 1..last).rev().find(|&ahead| clear(route.way[ahead])) {
            route.next = ahead;
        }
        let at_end = route.next + 1 >= route.way.len();
        let aim = match route.way.get(route.next) {
            Some(&point) if !at_end || own.at.distance(point) > 900 => point,
            _ => goal,
        };
        let mut walk = Heading::towards(own.at, aim);
        let mut buttons = if tired { Buttons::default() } else { Buttons::RUN };
        if let Some((aside, until)) = route.aside {
            if tick < until {
                walk = aside;
                buttons = buttons.and(Buttons::JUMP);
            } else {
                route.aside = None;
            }
        }
        Wish { walk, aim: walk, buttons }
    }

    /// Keeps some breath for a fight: walks from a fifth of the stamina until half of it is back.
    fn tired(&mut self) -> bool {
        let Some(view) = self.view() else { return true };
        let full = view.stats.map_or(1, |stats| stats.sheet.stride.stamina.max(1));
        let share = u64::from(view.own.stamina) * 100 / u64::from(full);
        self.running = if self.running { share > 20 } else { share > 50 };
        !self.running
    }
}

impl Route {
    fn straight(space: SpaceId, from: Point, goal: Point, tick: u32) -> Self {
        Self {
            space,
            goal,
            way: vec![goal],
            next: 0,
            planned: tick,
            was: from,
            moved: tick,
            aside: None,
        }
    }
}
