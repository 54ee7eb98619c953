//! F3: frames and the connection. And a warning when the server falls silent.

use crate::play::{Link, Place};
use crate::schedule::ClientSystems;
use crate::screens::Screen;
use crate::theme::{colour, label, panel, text};
use bevy::prelude::*;

/// The server counts as silent after this many seconds.
const SILENT: f32 = 1.5;

#[derive(Resource, Default)]
struct Shown(bool);

#[derive(Component)]
struct Numbers;

#[derive(Component)]
struct Silence;

/// Adds both.
pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Shown>().add_systems(OnEnter(Screen::Playing), build).add_systems(
        Update,
        (toggle, count, warn).in_set(ClientSystems::Show).run_if(in_state(Screen::Playing)),
    );
}

fn build(mut commands: Commands) {
    let corner = Node {
        position_type: PositionType::Absolute,
        left: px(16),
        top: px(16),
        padding: px(8).all(),
        ..default()
    };
    commands.spawn((
        panel::glass(corner),
        Numbers,
        Visibility::Hidden,
        DespawnOnExit(Screen::Playing),
        children![label("", text::SMALL, colour::PARCHMENT)],
    ));
    commands.spawn((
        Node {
            position_type: PositionType::Absolute,
            top: percent(30),
            width: percent(100),
            justify_content: JustifyContent::Center,
            ..default()
        },
        Silence,
        Visibility::Hidden,
        Pickable::IGNORE,
        DespawnOnExit(Screen::Playing),
        children![(
            panel::glass(Node { padding: UiRect::axes(px(18), px(8)), ..default() }),
            children![label("The server is silent; waiting for it ...", text::BODY, colour::BAD)],
        )],
    ));
}

fn toggle(
    keys: Res<ButtonInput<KeyCode>>,
    mut shown: ResMut<Shown>,
    mut panels: Query<&mut Visibility, With<Numbers>>,
) {
    if keys.just_pressed(KeyCode::F3) {
        shown.0 = !shown.0;
    }
    for mut visibility in &mut panels {
        let wanted = if shown.0 { Visibility::Inherited } else { Visibility::Hidden };
        visibility.set_if_neq(wanted);
    }
}

fn count(
    shown: Res<Shown>,
    time: Res<Time<Real>>,
    link: Res<Link>,
    place: Res<Place>,
    panels: Query<&Children, With<Numbers>>,
    mut texts: Query<&mut Text>,
    mut smooth: Local<f32>,
) {
    let dt = time.delta_secs();
    *smooth = if *smooth > 0.0 { *smooth * 0.95 + dt * 0.05 } else { dt };
    if !shown.0 {
        return;
    }
    let ping = link.ping_ms.map_or_else(|| "?".into(), |ping| ping.to_string());
    let words = format!(
        "{:.0} frames/s\nping {ping} ms\ntick {}\n{} m east, {} m south, {} m up",
        1.0 / smooth.max(0.0001),
        link.tick,
        place.at.x.0 / 1000,
        place.at.z.0 / 1000,
        place.feet.0 / 1000,
    );
    for child in panels.iter().flatten() {
        if let Ok(mut text) = texts.get_mut(*child) {
            text.set_if_neq(Text(words.clone()));
        }
    }
}

fn warn(link: Res<Link>, mut warnings: Query<&mut Visibility, With<Silence>>) {
    for mut visibility in &mut warnings {
        let silent = link.silent_s > SILENT;
        let wanted = if silent { Visibility::Inherited } else { Visibility::Hidden };
        visibility.set_if_neq(wanted);
    }
}
