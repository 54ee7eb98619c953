//! Blows: numbers that rise from who was hit, and a red edge when it was oneself.

use crate::play::{Heard, Place, Realm};
use crate::scene::{MainCamera, Stage, head_height};
use crate::schedule::ClientSystems;
use crate::screens::Screen;
use crate::theme::{colour, text};
use bevy::prelude::*;
use protocol::Event;

/// How long a number is seen, seconds.
const STAYS: f32 = 1.1;
/// How far it rises, metres.
const RISES: f32 = 0.9;
/// How long the edge is red, seconds.
const FLASH: f32 = 0.45;

/// A number above somebody who was hit.
#[derive(Component)]
struct Number {
    at: Vec3,
    age: f32,
}

/// Seconds for which the edge is still red.
#[derive(Resource, Default)]
struct Pain(f32);

#[derive(Component)]
struct Edge;

/// Adds both.
pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Pain>().add_systems(OnEnter(Screen::Playing), build).add_systems(
        Update,
        (strike, rise, bleed).chain().in_set(ClientSystems::Show).run_if(in_state(Screen::Playing)),
    );
}

fn build(mut commands: Commands) {
    commands.spawn((super::overlay(), Edge, GlobalZIndex(-10), BackgroundGradient(Vec::new())));
}

fn strike(
    mut commands: Commands,
    mut heard: MessageReader<Heard>,
    stage: Option<Res<Stage>>,
    realm: Option<Res<Realm>>,
    place: Res<Place>,
    mut pain: ResMut<Pain>,
) {
    let (Some(stage), Some(realm)) = (stage, realm) else {
        heard.clear();
        return;
    };
    for Heard(event) in heard.read() {
        let Event::Hit { target, amount, killed, .. } = event else {
            continue;
        };
        let own = *target == place.you;
        if own {
            pain.0 = FLASH;
        }
        let Some(actor) = stage.actors.get(target) else {
            continue;
        };
        let height = head_height(&actor.kind, realm.0.rules());
        let tint = if own { colour::BAD } else { colour::GOLD };
        let size = if *killed { 26.0 } else { 20.0 };
        let words = if *killed { format!("{amount}!") } else { amount.to_string() };
        commands.spawn((
            text::label_on_world(words, size, tint),
            Node { position_type: PositionType::Absolute, ..default() },
            UiTransform::default(),
            Number { at: actor.position + Vec3::Y * height, age: 0.0 },
            GlobalZIndex(-4),
            DespawnOnExit(Screen::Playing),
        ));
    }
}

fn rise(
    mut commands: Commands,
    time: Res<Time>,
    scale: Res<UiScale>,
    cameras: Query<(&Camera, &Transform), With<MainCamera>>,
    mut numbers: Query<(Entity, &mut Number, &mut UiTransform, &mut TextColor, &mut Visibility)>,
) {
    let Ok((camera, eye)) = cameras.single() else {
        return;
    };
    let eye = GlobalTransform::from(*eye);
    for (entity, mut number, mut transform, mut tint, mut visibility) in &mut numbers {
        number.age += time.delta_secs();
        let share = number.age / STAYS;
        if share >= 1.0 {
            commands.entity(entity).despawn();
            continue;
        }
        let up = 1.0 - (1.0 - share) * (1.0 - share);
        let at = number.at + Vec3::Y * (up * RISES);
        match camera.world_to_viewport(&eye, at) {
            Ok(at) => {
                let corner = at / scale.0 - Vec2::new(9.0, 14.0);
                transform.translation = Val2::px(corner.x, corner.y);
                visibility.set_if_neq(Visibility::Inherited);
            }
            Err(_) => {
                visibility.set_if_neq(Visibility::Hidden);
            }
        }
        tint.0.set_alpha((2.0 - share * 2.0).min(1.0));
    }
}

fn bleed(
    mut pain: ResMut<Pain>,
    time: Res<Time>,
    mut edges: Query<&mut BackgroundGradient, With<Edge>>,
) {
    if pain.0 <= 0.0 {
        return;
    }
    pain.0 -= time.delta_secs();
    let strength = (pain.0 / FLASH).clamp(0.0, 1.0) * 0.55;
    for mut edge in &mut edges {
        edge.0 = vec![Gradient::Radial(RadialGradient::new(
            UiPosition::CENTER,
            RadialGradientShape::FarthestCorner,
            vec![
                ColorStop::percent(Color::srgba(0.6, 0.05, 0.03, 0.0), 55),
                ColorStop::percent(Color::srgba(0.6, 0.05, 0.03, strength), 100),
            ],
        ))];
    }
}
