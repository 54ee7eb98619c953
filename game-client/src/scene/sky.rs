//! Sky, sun and moon, haze.
//!
//! The scene has one directional light and one dome that follows the camera. Bevy's [`DistanceFog`]
//! and [`AmbientLight`] on the camera carry the colours of the sky to `paint.wgsl`, which computes
//! the haze from the same function as the dome: what is far away ends exactly in the sky.

use super::colour::lit;
use super::paint::Paints;
use super::quality::SceneQuality;
use super::sculpt::{Lump, Sculpt};
use super::stage::{MainCamera, Space, Stage};
use bevy::camera::visibility::NoFrustumCulling;
use bevy::core_pipeline::tonemapping::{DebandDither, Tonemapping};
use bevy::light::{CascadeShadowConfigBuilder, DirectionalLightShadowMap, NotShadowCaster};
use bevy::prelude::*;

mod daylight;

use daylight::{Daylight, daylight};

/// Marks what this module has made.
#[derive(Component)]
struct Heaven;

pub(crate) fn plugin(app: &mut App) {
    app.add_observer(dress_camera).add_systems(
        PostUpdate,
        (raise.run_if(resource_added::<Stage>), paint_sky.run_if(resource_exists::<Stage>))
            .chain()
            .before(TransformSystems::Propagate),
    );
    app.add_systems(PostUpdate, fall.run_if(resource_removed::<Stage>));
}

fn dress_camera(added: On<Add, MainCamera>, quality: Res<SceneQuality>, mut commands: Commands) {
    let edges = if quality.smooth_edges { Msaa::Sample4 } else { Msaa::Off };
    commands.entity(added.entity).insert((
        edges,
        Tonemapping::None,
        DebandDither::Enabled,
        DistanceFog::default(),
        AmbientLight::default(),
    ));
}

fn raise(
    mut commands: Commands,
    quality: Res<SceneQuality>,
    paints: Res<Paints>,
    mut meshes: ResMut<Assets<Mesh>>,
) {
    commands.insert_resource(DirectionalLightShadowMap { size: quality.shadow_map });
    commands.spawn((
        Heaven,
        DirectionalLight {
            shadow_maps_enabled: quality.shadows,
            shadow_depth_bias: 0.06,
            shadow_normal_bias: 1.6,
            ..default()
        },
        CascadeShadowConfigBuilder {
            num_cascades: 1,
            maximum_distance: quality.shadow_reach,
            ..default()
        }
        .build(),
    ));
    let mut dome = Sculpt::new();
    let white = lit(Vec3::ONE);
    let shape =
        Lump { centre: Vec3::ZERO, radii: Vec3::splat(10.0), rough: 0.0, fine: true, name: 0 };
    dome.lump(shape, white, white);
    commands.spawn((
        Heaven,
        Dome,
        Mesh3d(meshes.add(dome.into_mesh())),
        MeshMaterial3d(paints.sky.clone()),
        NoFrustumCulling,
        NotShadowCaster,
    ));
}

#[derive(Component)]
struct Dome;

fn fall(mut commands: Commands, made: Query<Entity, With<Heaven>>) {
    for entity in &made {
        commands.entity(entity).despawn();
    }
}

fn paint_sky(
    stage: Res<Stage>,
    quality: Res<SceneQuality>,
    mut sun: Query<(&mut DirectionalLight, &mut Transform), With<Heaven>>,
    mut dome: Query<&mut Visibility, With<Dome>>,
    mut cameras: Query<(&mut DistanceFog, &mut AmbientLight, &mut Camera), With<MainCamera>>,
) {
    let (light, reach, open) = match &stage.space {
        Space::Overworld => (daylight(stage.day), quality.sight(), 1.0),
        Space::Dungeon { dungeon, .. } => {
            let theme = stage.world.rules().theme(dungeon.theme);
            (underground(super::colour::tone(theme.light)), 46.0, 0.0)
        }
    };
    let colour = |v: Vec3| Color::linear_rgb(v.x, v.y, v.z);
    for (mut lamp, mut place) in &mut sun {
        lamp.color = colour(light.sun);
        lamp.illuminance = 1.0;
        lamp.shadow_maps_enabled = quality.shadows && open > 0.5 && light.sun.length() > 0.05;
        *place = Transform::default().looking_to(-light.towards, Vec3::Y);
    }
    for mut visibility in &mut dome {
        *visibility = if open > 0.5 { Visibility::Inherited } else { Visibility::Hidden };
    }
    for (mut fog, mut ambient, mut camera) in &mut cameras {
        fog.color = colour(light.horizon);
        fog.directional_light_color = colour(light.glow);
        fog.falloff = FogFalloff::Atmospheric {
            extinction: Vec3::new(1.0 / reach, light.night, open),
            inscattering: light.zenith,
        };
        ambient.color = colour(light.ambient);
        ambient.brightness = 1.0;
        camera.clear_color = ClearColorConfig::Custom(colour(light.horizon));
    }
}

/// Under the ground it is always the same time: a dim light from above gives shape, torches the rest.
fn underground(flame: Vec3) -> Daylight {
    let dark = super::colour::hex(0x07080c).lerp(flame, 0.006);
    Daylight {
        towards: Vec3::new(0.35, 0.85, 0.4).normalize(),
        sun: super::colour::hex(0x9aa4c0) * 0.3,
        ambient: super::colour::hex(0x8c92ac).lerp(flame, 0.3) * 0.58,
        horizon: dark,
        zenith: dark,
        glow: Vec3::ZERO,
        night: 1.0,
    }
}
