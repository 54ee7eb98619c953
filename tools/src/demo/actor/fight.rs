//! Fighting: who attacks is struck down, prey is shot at; draughts before it gets dangerous.

use super::Actor;
use crate::demo::route::is_clear;
use crate::demo::stage::Stage;
use protocol::{EntityKind, NetId, Pose};
use ruleset::Behaviour;
use seed::{Mm, Point};
use session::{Seen, Wish};
use simulation::combat::TARGET_RADIUS;
use simulation::{Buttons, Ground, Heading, TICKS_PER_SECOND};

/// How long somebody who struck is thought of, in ticks.
const GRUDGE: u32 = 8 * TICKS_PER_SECOND;
/// Predators within this distance are met standing.
const THREAT: i64 = 9_000;
/// Nearer than this there is no time for another arrow.
const BOW_FROM: i64 = 4_500;
/// Stamina, in points, that shooting leaves for striking.
const BREATH: u32 = 20;
/// Chased no further than this.
const CHASE: i64 = 32_000;
/// Prey is followed to this distance before the first arrow, so that it hits.
const SHOT: i64 = 18_000;

impl Actor {
    /// Something struck it, or its companion.
    pub(super) fn note_foe(&mut self, foe: NetId, tick: u32) {
        self.foes.insert(foe, tick + GRUDGE);
        self.struck_at = tick;
    }

    /// What to do about enemies; `None`: nobody is a danger now.
    pub(super) fn fight(&mut self, stage: &mut Stage<'_>) -> Option<Wish> {
        let tick = stage.tick;
        let view = self.view()?;
        let alive = |seen: &Seen| !matches!(Pose::of(seen.state), Pose::Dead) && seen.health > 0;
        let here = view.server_own.at;
        let inside = view.dungeon.is_some();
        let mut best: Option<(i64, NetId)> = None;
        for (&id, seen) in &view.entities {
            let EntityKind::Creature { creature, boss, .. } = seen.kind else { continue };
            let far = seen.at.distance(here);
            let fierce = stage.rules().creature(creature).behaviour == Behaviour::Aggressive;
            let angry = self.foes.get(&id).is_some_and(|&until| tick < until);
            let near = fierce && far < THREAT && (!boss || angry) && self.sees(seen.at);
            let prey = self.prey == Some(id);
            if !alive(seen) || !(angry && far < CHASE || near || prey) {
                continue;
            }
            // Prey comes after whoever is a danger.
            let weight = if angry || near { far } else { far + CHASE };
            if best.is_none_or(|(least, _)| weight < least) {
                best = Some((weight, id));
            }
        }
        let Some((_, foe)) = best else {
            self.foes.retain(|_, until| tick < *until);
            return None;
        };
        let seen = view.entities.get(&foe)?.clone();
        self.struck_at = tick.max(1);
        let _ = inside;
        Some(self.engage(stage, &seen))
    }

    fn engage(&mut self, stage: &mut Stage<'_>, foe: &Seen) -> Wish {
        let Some(view) = self.view() else { return Wish::default() };
        let Some(stats) = view.stats else { return Wish::default() };
        let own = view.own;
        let far = own.at.distance(foe.at);
        let reach = stats.sheet.melee.map_or(1_500, |weapon| i64::from(weapon.reach.0));
        let arm = reach + i64::from(TARGET_RADIUS.0) - 150;
        let aim = Heading::towards(own.at, foe.at);
        if far <= arm {
            let walk = if far > reach { aim } else { Heading::NONE };
            return Wish { walk, aim, buttons: Buttons::STRIKE };
        }
        if let Some(bow) = stats.sheet.ranged
            && far > BOW_FROM
            && far < i64::from(bow.reach.0).min(SHOT)
            && own.stamina / 1000 > u32::from(bow.stamina) + BREATH
            && self.sees(foe.at)
        {
            let ticks = far / i64::from(bow.speed.max(1));
            let aim = Heading::towards(own.at, ahead(foe, view.tick, ticks));
            return Wish { walk: Heading::NONE, aim, buttons: Buttons::SHOOT };
        }
        // Straight at it where that goes, else around what is between.
        let straight = self.session.as_ref().and_then(|session| session.place().ground());
        if straight.is_some_and(|ground| is_clear(ground, own.at, own.feet, foe.at)) {
            let buttons = if far > arm + 1_500 { Buttons::RUN } else { Buttons::STRIKE };
            return Wish { walk: aim, aim, buttons };
        }
        let wish = self.walk_to(stage, foe.at, arm - 300);
        Wish { aim, ..wish }
    }

    /// Nothing stands between here and there.
    pub(super) fn sees(&self, at: Point) -> bool {
        let Some(session) = &self.session else { return false };
        let own = session.view().own;
        let Some(ground) = session.place().ground() else { return false };
        line_is_free(ground, own.at, own.feet, at)
    }
}

/// Would an arrow get there?
fn line_is_free(ground: &dyn Ground, from: Point, feet: Mm, to: Point) -> bool {
    let steps = (from.distance(to) / 500).clamp(1, 100) as i32;
    (1..steps).all(|step| {
        let along = |a: Mm, b: Mm| Mm(a.0 + (b - a).0 / steps * step);
        let at = Point { x: along(from.x, to.x), z: along(from.z, to.z) };
        let low = ground.height(at).is_some_and(|height| height < feet + Mm(1_500));
        low && !ground.blocked(at, feet, Mm(100))
    })
}

/// Where it will be after some ticks, if it goes on as it did.
fn ahead(foe: &Seen, tick: u32, ticks: i64) -> Point {
    let now = f64::from(tick);
    let (Some(before), Some(at)) = (foe.track.drawn(now - 4.0), foe.track.drawn(now)) else {
        return foe.at;
    };
    let lead = |before: Mm, at: Mm, now: Mm| {
        let way = i64::from((at - before).0) * ticks / 4;
        now + Mm(way.clamp(-8_000, 8_000) as i32)
    };
    Point { x: lead(before.at.x, at.at.x, foe.at.x), z: lead(before.at.z, at.at.z, foe.at.z) }
}
