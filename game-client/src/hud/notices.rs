//! Notices: what just happened, for some seconds below the compass.

use crate::play::{Notice, Tone};
use crate::schedule::ClientSystems;
use crate::screens::Screen;
use crate::theme::{colour, label, panel, text};
use bevy::prelude::*;

/// How long a notice stays, seconds.
const STAYS: f32 = 5.5;
/// Notices at once.
const SHOWN: usize = 4;

#[derive(Component)]
struct Notices;

/// A notice with the seconds that it has left.
#[derive(Component)]
struct Fading(f32);

/// Adds the notices.
pub(crate) fn plugin(app: &mut App) {
    app.add_systems(OnEnter(Screen::Playing), build)
        .add_systems(Update, (show, fade).chain().in_set(ClientSystems::Show));
}

fn build(mut commands: Commands) {
    commands.spawn((
        Node {
            position_type: PositionType::Absolute,
            top: px(76),
            width: percent(100),
            flex_direction: FlexDirection::Column,
            align_items: AlignItems::Center,
            row_gap: px(5),
            ..default()
        },
        Notices,
        Pickable::IGNORE,
        GlobalZIndex(25),
        DespawnOnExit(Screen::Playing),
    ));
}

fn show(
    mut commands: Commands,
    mut notices: MessageReader<Notice>,
    lists: Query<(Entity, Option<&Children>), With<Notices>>,
) {
    let Ok((list, children)) = lists.single() else {
        // Nobody sees them before the game begins: they wait.
        return;
    };
    let mut shown: Vec<Entity> = children.map(|children| children.to_vec()).unwrap_or_default();
    for notice in notices.read() {
        let tint = match notice.tone {
            Tone::Plain => colour::PARCHMENT,
            Tone::Good => colour::GOOD,
            Tone::Bad => colour::BAD,
            Tone::Rare(rarity) => colour::rarity(rarity),
        };
        let toast = commands
            .spawn((
                panel::glass(Node { padding: UiRect::axes(px(14), px(5)), ..default() }),
                Fading(STAYS),
                children![label(&notice.text, text::BODY, tint)],
            ))
            .id();
        commands.entity(list).add_child(toast);
        shown.push(toast);
    }
    let over = shown.len().saturating_sub(SHOWN);
    for old in shown.into_iter().take(over) {
        commands.entity(old).despawn();
    }
}

fn fade(mut commands: Commands, mut notices: Query<(Entity, &mut Fading)>, time: Res<Time>) {
    for (entity, mut fading) in &mut notices {
        fading.0 -= time.delta_secs();
        if fading.0 <= 0.0 {
            commands.entity(entity).despawn();
        }
    }
}
