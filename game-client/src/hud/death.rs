//! Dead: the light goes, and how long until one stands up again.

use crate::play::{Heard, Place};
use crate::schedule::ClientSystems;
use crate::screens::Screen;
use crate::theme::{colour, label, text};
use bevy::prelude::*;
use protocol::Event;
use simulation::TICKS_PER_SECOND;

/// Seconds until one stands up again.
#[derive(Resource, Default)]
struct Waits(f32);

#[derive(Component)]
struct Veil;

#[derive(Component)]
struct Countdown;

/// Adds the veil.
pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Waits>()
        .add_systems(Update, show.in_set(ClientSystems::Show).run_if(in_state(Screen::Playing)));
}

fn show(
    mut commands: Commands,
    mut heard: MessageReader<Heard>,
    mut waits: ResMut<Waits>,
    place: Res<Place>,
    time: Res<Time>,
    veils: Query<Entity, With<Veil>>,
    mut countdowns: Query<&mut Text, With<Countdown>>,
) {
    for Heard(event) in heard.read() {
        if let Event::Died { respawn_ticks } = event {
            waits.0 = *respawn_ticks as f32 / TICKS_PER_SECOND as f32;
        }
    }
    waits.0 = (waits.0 - time.delta_secs()).max(0.0);
    if !place.dead {
        for veil in &veils {
            commands.entity(veil).despawn();
        }
        return;
    }
    if veils.is_empty() {
        commands.spawn(veil());
    }
    for mut text in &mut countdowns {
        text.set_if_neq(Text(countdown(waits.0)));
    }
}

fn countdown(seconds: f32) -> String {
    if seconds > 0.0 {
        format!("You stand up again in {:.0} s", seconds.ceil())
    } else {
        "You stand up again".into()
    }
}

fn veil() -> impl Bundle {
    let dark = RadialGradient::new(
        UiPosition::CENTER,
        RadialGradientShape::FarthestCorner,
        vec![
            ColorStop::percent(Color::srgba(0.12, 0.02, 0.02, 0.55), 0),
            ColorStop::percent(Color::srgba(0.04, 0.0, 0.0, 0.92), 100),
        ],
    );
    (
        super::overlay(),
        Veil,
        GlobalZIndex(15),
        BackgroundGradient(vec![Gradient::Radial(dark)]),
        children![(
            Node {
                width: percent(100),
                height: percent(100),
                flex_direction: FlexDirection::Column,
                align_items: AlignItems::Center,
                justify_content: JustifyContent::Center,
                row_gap: px(8),
                ..default()
            },
            Pickable::IGNORE,
            children![
                text::label_on_world("You have fallen", 40.0, colour::BAD),
                (label("", text::SUBHEADING, colour::PARCHMENT), Countdown),
                label("What you carry stays with you.", text::BODY, colour::MUTED),
            ],
        )],
    )
}
