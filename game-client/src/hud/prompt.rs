//! "E - talk to Ada Holm".

use crate::controls::InHand;
use crate::schedule::ClientSystems;
use crate::screens::Screen;
use crate::target::Near;
use crate::theme::{colour, label, panel, text};
use bevy::prelude::*;

#[derive(Component)]
struct Prompt;

#[derive(Component)]
struct Words;

/// Adds the prompt.
pub(crate) fn plugin(app: &mut App) {
    app.add_systems(OnEnter(Screen::Playing), build)
        .add_systems(Update, show.in_set(ClientSystems::Show).run_if(in_state(Screen::Playing)));
}

fn build(mut commands: Commands) {
    let key = Node {
        width: px(26),
        height: px(26),
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        border_radius: BorderRadius::all(px(4)),
        ..default()
    };
    commands.spawn((
        Node {
            position_type: PositionType::Absolute,
            bottom: percent(21),
            width: percent(100),
            justify_content: JustifyContent::Center,
            ..default()
        },
        Prompt,
        Visibility::Hidden,
        Pickable::IGNORE,
        DespawnOnExit(Screen::Playing),
        children![(
            panel::glass(Node {
                padding: UiRect::axes(px(12), px(6)),
                column_gap: px(10),
                align_items: AlignItems::Center,
                ..default()
            }),
            children![
                (
                    key,
                    BackgroundColor(colour::GOLD),
                    Pickable::IGNORE,
                    children![label("E", text::BODY + 1.0, colour::INK)],
                ),
                (label("", text::BODY + 1.0, colour::PARCHMENT), Words),
            ],
        )],
    ));
}

fn show(
    near: Res<Near>,
    in_hand: Res<InHand>,
    mut prompts: Query<&mut Visibility, With<Prompt>>,
    mut words: Query<&mut Text, With<Words>>,
) {
    let line = near.0.as_ref().map(|(_, words)| words.clone()).filter(|_| in_hand.0);
    for mut visibility in &mut prompts {
        let wanted = if line.is_some() { Visibility::Inherited } else { Visibility::Hidden };
        visibility.set_if_neq(wanted);
    }
    if let (Ok(mut text), Some(line)) = (words.single_mut(), line) {
        text.set_if_neq(Text(line));
    }
}
