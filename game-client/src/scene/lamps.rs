//! Lamps: many places that give light, a few lights.
//!
//! Whatever shines carries a [`Lamp`]. Each frame the nearest to the focus get one of the scene's
//! point lights, whose number is bounded by [`SceneQuality::lights`](super::SceneQuality); flames
//! flicker.

use super::colour::hex;
use super::quality::SceneQuality;
use super::stage::{Space, Stage};
use bevy::prelude::*;

/// Something that gives light.
#[derive(Component, Clone, Copy, Debug)]
#[require(Visibility)]
pub(crate) struct Lamp {
    /// Its colour, linear.
    pub(crate) tone: Vec3,
    /// How strong, 1 for a torch.
    pub(crate) strength: f32,
    /// How far, metres.
    pub(crate) range: f32,
    /// Burns at night only (under the open sky).
    pub(crate) night_only: bool,
    /// Does it burn?
    pub(crate) lit: bool,
}

impl Lamp {
    /// A flame on a wall or a stand.
    pub(crate) fn torch(tone: Vec3) -> Self {
        Self { tone, strength: 1.0, range: 13.0, night_only: false, lit: true }
    }

    /// A lantern on a post, lit in the evening.
    pub(crate) fn lantern() -> Self {
        Self { tone: hex(0xffb060), strength: 1.0, range: 14.0, night_only: true, lit: true }
    }

    /// A weak glow of its own.
    pub(crate) fn glimmer(tone: Vec3) -> Self {
        Self { tone, strength: 0.35, range: 5.0, night_only: false, lit: true }
    }
}

/// One of the lights that lamps share.
#[derive(Component)]
struct Light(usize);

pub(crate) fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        (
            kindle.run_if(resource_added::<Stage>),
            assign.run_if(resource_exists::<Stage>),
            quench.run_if(resource_removed::<Stage>),
        )
            .chain(),
    );
}

fn kindle(mut commands: Commands, quality: Res<SceneQuality>, old: Query<(), With<Light>>) {
    if !old.is_empty() {
        return;
    }
    for number in 0..quality.lights {
        let light = PointLight { intensity: 0.0, shadow_maps_enabled: false, ..default() };
        commands.spawn((Light(number), light, Transform::default(), Visibility::Hidden));
    }
}

fn quench(mut commands: Commands, lights: Query<Entity, With<Light>>) {
    for light in &lights {
        commands.entity(light).despawn();
    }
}

fn assign(
    stage: Res<Stage>,
    time: Res<Time>,
    lamps: Query<(&Lamp, &GlobalTransform, &InheritedVisibility)>,
    mut lights: Query<(&Light, &mut PointLight, &mut Transform, &mut Visibility)>,
    mut near: Local<Vec<(f32, Vec3, Lamp)>>,
) {
    let focus = Vec3::new(
        stage.focus.x.to_metres_f32(),
        stage.focus_feet.to_metres_f32() + 1.0,
        stage.focus.z.to_metres_f32(),
    );
    let day = matches!(stage.space, Space::Overworld) && (0.24..0.76).contains(&stage.day);
    near.clear();
    near.extend(
        lamps
            .iter()
            .filter(|(lamp, _, seen)| seen.get() && lamp.lit && !(day && lamp.night_only))
            .map(|(lamp, place, _)| {
                (place.translation().distance_squared(focus), place.translation(), *lamp)
            }),
    );
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    let now = time.elapsed_secs();
    for (light, mut point, mut place, mut visibility) in &mut lights {
        let Some((_, at, lamp)) = near.get(light.0) else {
            visibility.set_if_neq(Visibility::Hidden);
            continue;
        };
        visibility.set_if_neq(Visibility::Inherited);
        let phase = at.x * 1.7 + at.z * 2.3;
        let flicker =
            1.0 + 0.06 * (now * 9.0 + phase).sin() + 0.05 * (now * 15.7 + phase * 2.0).sin();
        place.translation = *at;
        point.color = Color::linear_rgb(lamp.tone.x, lamp.tone.y, lamp.tone.z);
        // The shader wants a strength around 1; Bevy divides by 4 pi on the way.
        point.intensity = lamp.strength * flicker * 2.9 * 4.0 * std::f32::consts::PI;
        point.range = lamp.range;
    }
}
