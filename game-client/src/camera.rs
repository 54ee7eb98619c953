//! The camera behind the character.
//!
//! The mouse turns it, the wheel brings it nearer. It keeps above the ground and before the walls of
//! houses. In a dungeon it looks down steeply, over the walls.

use crate::connection::Connection;
use crate::controls::InHand;
use crate::menus::Menu;
use crate::play::{Place, Realm, Talk};
use crate::scene::{MainCamera, Stage};
use crate::schedule::ClientSystems;
use crate::screens::Screen;
use crate::settings::Settings;
use bevy::input::mouse::{AccumulatedMouseMotion, AccumulatedMouseScroll, MouseScrollUnit};
use bevy::prelude::*;
use seed::{Mm, Point};
use std::f32::consts::{FRAC_PI_2, TAU};

/// How the camera is held.
#[derive(Resource, Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rig {
    /// Turn around the vertical, radians: 0 looks north, a positive turn to the west.
    pub(crate) yaw: f32,
    /// How far it looks down, radians.
    pub(crate) pitch: f32,
    /// How far behind, metres, as wished.
    pub(crate) distance: f32,
    /// How far behind it is now.
    shown: f32,
    /// Whether it was in a dungeon before.
    below: bool,
}

/// Nearest and farthest.
const DISTANCE: (f32, f32) = (2.2, 14.0);
/// Pitch in the open: from a little below the horizon to nearly from above.
const PITCH: (f32, f32) = (-0.35, 1.35);
/// Pitch in a dungeon: over the walls.
const PITCH_BELOW: (f32, f32) = (0.80, 1.40);
/// The point that it looks at, above the feet.
const EYES: f32 = 1.55;
/// Radians a pixel of mouse.
const MOUSE: f32 = 0.0026;
/// How far behind it is at most while somebody talks.
const TALK_DISTANCE: f32 = 3.6;
/// How far it stands aside then, radians.
const TALK_ASIDE: f32 = 0.62;
/// How far it looks down then at most.
const TALK_PITCH: f32 = 0.30;
/// How much lower it looks then.
const TALK_LOWER: f32 = 0.95;
/// How near to the ground it may come.
const CLEARANCE: f32 = 0.5;

impl Default for Rig {
    fn default() -> Self {
        Self { yaw: 0.0, pitch: 0.32, distance: 5.5, shown: 5.5, below: false }
    }
}

impl Rig {
    /// The direction over the ground (east, south) of going ahead and to the right.
    pub(crate) fn walk_direction(&self, ahead: f32, right: f32) -> Vec2 {
        let (sin, cos) = self.yaw.sin_cos();
        Vec2::new(-sin * ahead + cos * right, -cos * ahead - sin * right)
    }

    /// Where it looks on a compass, degrees from north over east.
    pub(crate) fn bearing(&self) -> f32 {
        (-self.yaw).to_degrees().rem_euclid(360.0)
    }

    /// Turns it by hand.
    pub(crate) const fn set(&mut self, yaw: f32, pitch: f32, distance: f32) {
        self.yaw = yaw;
        self.pitch = pitch;
        self.distance = distance;
        self.shown = distance;
    }

    fn keep_within(&mut self) {
        let (low, high) = if self.below { PITCH_BELOW } else { PITCH };
        self.yaw = self.yaw.rem_euclid(TAU);
        self.pitch = self.pitch.clamp(low, high).min(FRAC_PI_2 - 0.05);
        self.distance = self.distance.clamp(DISTANCE.0, DISTANCE.1);
    }

    /// From the eyes to the camera, as a unit vector.
    fn back(&self) -> Vec3 {
        let (sin, cos) = self.yaw.sin_cos();
        Vec3::new(sin * self.pitch.cos(), self.pitch.sin(), cos * self.pitch.cos())
    }
}

/// A place over the ground in metres: east, south.
pub(crate) fn over_ground(at: Point) -> Vec2 {
    Vec2::new(at.x.to_metres_f32(), at.z.to_metres_f32())
}

/// A place over the ground from metres.
pub(crate) fn point(at: Vec2) -> Point {
    Point::new((at.x * 1000.0) as i32, (at.y * 1000.0) as i32)
}

/// Adds the camera and moves it.
pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Rig>().add_systems(Startup, hang_up).add_systems(
        Update,
        (
            turn.in_set(ClientSystems::Steer),
            follow.in_set(ClientSystems::Follow).run_if(not(in_state(Screen::Title))),
        ),
    );
}

fn hang_up(mut commands: Commands) {
    commands.spawn((
        MainCamera,
        IsDefaultUiCamera,
        Projection::Perspective(PerspectiveProjection {
            fov: 60_f32.to_radians(),
            near: 0.15,
            far: 2500.0,
            ..default()
        }),
        Transform::from_xyz(0.0, 30.0, 0.0),
    ));
}

fn turn(
    mut rig: ResMut<Rig>,
    in_hand: Res<InHand>,
    settings: Res<Settings>,
    place: Res<Place>,
    motion: Res<AccumulatedMouseMotion>,
    scroll: Res<AccumulatedMouseScroll>,
) {
    let below = place.dungeon.is_some();
    if below != rig.below {
        rig.below = below;
        rig.pitch = if below { 1.0 } else { 0.32 };
    }
    if in_hand.0 {
        let speed = MOUSE * settings.mouse_sensitivity;
        let down = if settings.invert_y { -1.0 } else { 1.0 };
        rig.yaw -= motion.delta.x * speed;
        rig.pitch += motion.delta.y * speed * down;
        let notches = match scroll.unit {
            MouseScrollUnit::Line => scroll.delta.y,
            MouseScrollUnit::Pixel => scroll.delta.y / 60.0,
        };
        rig.distance *= 0.88_f32.powf(notches);
    }
    rig.keep_within();
}

fn follow(
    mut rig: ResMut<Rig>,
    place: Res<Place>,
    realm: Option<Res<Realm>>,
    connection: Res<Connection>,
    (menu, talk, stage): (Res<State<Menu>>, Res<Talk>, Option<Res<Stage>>),
    time: Res<Time>,
    mut cameras: Query<&mut Transform, With<MainCamera>>,
) {
    let (Ok(mut camera), Some(realm)) = (cameras.single_mut(), realm) else {
        return;
    };
    let feet = over_ground(place.at);
    let eyes = Vec3::new(feet.x, place.feet.to_metres_f32() + EYES, feet.y);
    let partner = partner(&talk, stage.as_deref()).filter(|_| *menu.get() == Menu::Dialogue);
    let talks = partner.is_some();
    let way = partner.and_then(|partner| (partner - feet).try_normalize());
    // Over the shoulder, so that one does not hide the other.
    let held = way.map_or(*rig, |way| Rig {
        yaw: (-way.x).atan2(-way.y) + TALK_ASIDE,
        pitch: rig.pitch.min(TALK_PITCH),
        ..*rig
    });
    let back = held.back();
    let inside = place.dungeon.is_some();
    let wish = if talks { rig.distance.min(TALK_DISTANCE) } else { rig.distance };
    let clear = if inside {
        wish
    } else {
        clear_way(eyes, back, wish, |at| {
            let height = Mm((at.y * 1000.0) as i32);
            connection.live().is_some_and(|live| live.wall_at(point(Vec2::new(at.x, at.z)), height))
        })
    };
    // In at once, out gently.
    rig.shown = if clear < rig.shown {
        clear
    } else {
        rig.shown + (clear - rig.shown) * (time.delta_secs() * 6.0).min(1.0)
    };
    let mut at = eyes + back * rig.shown;
    if !inside {
        let below = point(Vec2::new(at.x, at.z));
        let ground = realm.0.height(below).max(realm.0.water(below)).to_metres_f32();
        at.y = at.y.max(ground + CLEARANCE);
    }
    // Who talks is seen above the dialogue's window.
    let lower = if talks { TALK_LOWER } else { 0.0 };
    *camera = Transform::from_translation(at).looking_at(eyes - Vec3::Y * lower, Vec3::Y);
}

/// Where the one stands who talks, metres east and south.
fn partner(talk: &Talk, stage: Option<&Stage>) -> Option<Vec2> {
    let actor = stage?.actors.get(&talk.0.as_ref()?.npc)?;
    Some(Vec2::new(actor.position.x, actor.position.z))
}

/// How far one can go from `eyes` along `back` before `blocked`.
fn clear_way(eyes: Vec3, back: Vec3, wish: f32, blocked: impl Fn(Vec3) -> bool) -> f32 {
    const STEP: f32 = 0.25;
    let steps = (wish / STEP).ceil().max(1.0) as u32;
    for step in 1..=steps {
        let way = (step as f32 * STEP).min(wish);
        if blocked(eyes + back * way) {
            return (way - STEP).max(0.6);
        }
    }
    wish
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: Vec2, b: Vec2) -> bool {
        (a - b).length() < 0.001
    }

    #[test]
    fn ahead_is_where_the_camera_looks_and_the_compass_agrees() {
        let mut rig = Rig::default();
        assert!(close(rig.walk_direction(1.0, 0.0), Vec2::new(0.0, -1.0)), "north");
        assert!(close(rig.walk_direction(0.0, 1.0), Vec2::new(1.0, 0.0)), "right is east");
        assert!(rig.bearing().abs() < 0.01);
        rig.yaw = -FRAC_PI_2;
        assert!(close(rig.walk_direction(1.0, 0.0), Vec2::new(1.0, 0.0)), "east");
        assert!((rig.bearing() - 90.0).abs() < 0.01);
    }

    #[test]
    fn the_camera_stays_before_a_wall() {
        let eyes = Vec3::new(0.0, 1.5, 0.0);
        let wall = |at: Vec3| at.z > 3.0;
        let way = clear_way(eyes, Vec3::Z, 6.0, wall);
        assert!((2.5..=3.0).contains(&way), "{way}");
        assert!((clear_way(eyes, Vec3::Z, 6.0, |_| false) - 6.0).abs() < 0.001);
    }

    #[test]
    fn below_ground_it_looks_down_steeply() {
        let mut rig = Rig { below: true, pitch: 0.0, distance: 99.0, ..Rig::default() };
        rig.keep_within();
        assert!(rig.pitch >= PITCH_BELOW.0 && rig.distance <= DISTANCE.1);
    }
}
