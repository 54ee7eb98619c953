//! What there is to draw, from what the session knows.

use super::Connection;
use super::live::{Gait, Live};
use crate::play::Place;
use crate::scene::{Actor, Space, Stage};
use bevy::prelude::*;
use protocol::{EntityKind, NetId, Pose};
use seed::{Mm, Point};
use session::{Drawn, View};
use simulation::{Buttons, Footing};
use std::collections::BTreeMap;
use std::f32::consts::TAU;

/// A time of day that the script asked for, instead of the world's.
#[derive(Resource, Clone, Copy, Debug, Default)]
pub(crate) struct DayOverride(pub(crate) Option<f32>);

/// Share of the day at which a world's first tick falls: a morning, so that nobody's first sight of
/// it is the dark.
const FIRST_MORNING: f64 = 0.36;

/// Time constant of smoothing gaits, seconds.
const GAIT_SMOOTHING: f32 = 0.15;

/// Fills the stage for this frame.
pub(super) fn fill(
    mut connection: ResMut<Connection>,
    stage: Option<ResMut<Stage>>,
    controls: Res<crate::controls::Controls>,
    place: Res<Place>,
    day: Res<DayOverride>,
    time: Res<Time>,
    mut commands: Commands,
) {
    let Some(live) = connection.live_mut().filter(|live| live.session.view().inside) else {
        return;
    };
    let Some(space) = space(live) else {
        return;
    };
    let mut actors = others(live, time.delta_secs());
    let view = live.session.view();
    let you = view.you;
    if let Some(own) = live.session.pose(you) {
        let buttons = controls.wish().buttons;
        let state = own_pose(live, buttons.holds(Buttons::RUN), !controls.wish().walk.is_none());
        let actor = own_actor(live.session.view(), own, state);
        let speed = gait(&mut live.gaits, you, own.at, time.delta_secs());
        actors.insert(you, Actor { speed, ..actor });
    }
    live.gaits.retain(|id, _| actors.contains_key(id));
    let day_ticks = f64::from(live.session.world().rules().balance.day_ticks.max(1));
    let share = (f64::from(place_tick(live)) / day_ticks + FIRST_MORNING).fract() as f32;
    let filled = Stage {
        world: live.session.world().clone(),
        space,
        focus: place.at,
        focus_feet: place.feet,
        day: day.0.unwrap_or(share),
        actors,
        own: Some(you),
    };
    match stage {
        Some(mut stage) => *stage = filled,
        None => commands.insert_resource(filled),
    }
}

const fn place_tick(live: &Live) -> u32 {
    live.tick
}

/// The space; `None` where the server speaks of a dungeon that the world does not have.
fn space(live: &Live) -> Option<Space> {
    match live.session.place() {
        session::Place::Overworld(_) => Some(Space::Overworld),
        session::Place::Dungeon(ground) => {
            Some(Space::Dungeon { dungeon: ground.dungeon.clone(), open: ground.open.clone() })
        }
        session::Place::Unknown => None,
    }
}

fn others(live: &mut Live, dt: f32) -> BTreeMap<NetId, Actor> {
    let mut actors = BTreeMap::new();
    let poses: Vec<_> = {
        let view = live.session.view();
        let ids = view.entities.iter().filter(|&(&id, _)| id != view.you);
        ids.filter_map(|(&id, seen)| {
            let drawn = live.session.pose(id)?;
            Some((id, drawn, seen.kind.clone(), seen.state, seen.health))
        })
        .collect()
    };
    for (id, drawn, kind, state, health) in poses {
        let speed = gait(&mut live.gaits, id, drawn.at, dt);
        actors.insert(id, actor(kind, drawn, state, health, speed));
    }
    actors
}

fn actor(kind: EntityKind, drawn: Drawn, state: u8, health: u8, speed: f32) -> Actor {
    Actor {
        kind,
        position: position(drawn.at, drawn.feet),
        turn: drawn.turn / 256.0 * TAU,
        state,
        health,
        speed,
    }
}

/// A place in metres for drawing.
pub(crate) fn position(at: Point, height: Mm) -> Vec3 {
    Vec3::new(at.x.to_metres_f32(), height.to_metres_f32(), at.z.to_metres_f32())
}

fn gait(gaits: &mut BTreeMap<NetId, Gait>, id: NetId, at: Point, dt: f32) -> f32 {
    let gait = gaits.entry(id).or_insert(Gait { at, speed: 0.0 });
    if dt > 0.0 {
        let now = gait.at.distance(at) as f32 / 1000.0 / dt;
        // Faster than any creature: it was put there.
        let now = if now > 40.0 { 0.0 } else { now };
        gait.speed += (now - gait.speed) * (dt / GAIT_SMOOTHING).min(1.0);
        gait.at = at;
    }
    gait.speed
}

fn own_pose(live: &Live, runs: bool, walks: bool) -> Pose {
    let view = live.session.view();
    let own = &view.own;
    match own.footing {
        _ if view.dead => Pose::Dead,
        _ if live.swing.0 > 0.0 => Pose::of(live.swing.1),
        Footing::Water => Pose::Swim,
        Footing::Air => Pose::Air,
        Footing::Ground if !walks => Pose::Idle,
        Footing::Ground if runs && !own.winded => Pose::Run,
        Footing::Ground => Pose::Walk,
    }
}

fn own_actor(view: &View, drawn: Drawn, state: Pose) -> Actor {
    // The server tells others how one looks; it tells oneself as well where it can.
    let kind = view.entities.get(&view.you).map_or_else(
        || EntityKind::Player {
            name: view.name.clone(),
            level: view.stats.map_or(1, |stats| stats.level),
            look: view
                .name
                .bytes()
                .fold(7, |look: u32, byte| look.wrapping_mul(31).wrapping_add(u32::from(byte))),
        },
        |seen| seen.kind.clone(),
    );
    let full = u32::from(view.full_health());
    let health = u8::try_from(u32::from(view.health) * 255 / full).unwrap_or(255);
    actor(kind, drawn, state as u8, health, 0.0)
}
