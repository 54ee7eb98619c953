//! The quests at the right edge: titles, what is due, how far it is.

use crate::camera::over_ground;
use crate::goals::Goals;
use crate::play::Place;
use crate::schedule::ClientSystems;
use crate::screens::Screen;
use crate::theme::{colour, label, panel, text};
use crate::wording;
use bevy::prelude::*;
use bevy::text::LineBreak;

/// Quests that are shown.
const SHOWN: usize = 3;

#[derive(Component)]
struct Tracker;

/// The distance to the goal of a quest.
#[derive(Component)]
struct Far(usize);

/// Adds the tracker.
pub(crate) fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        (build, measure).chain().in_set(ClientSystems::Show).run_if(in_state(Screen::Playing)),
    );
}

fn build(mut commands: Commands, goals: Res<Goals>, old: Query<Entity, With<Tracker>>) {
    if !goals.is_changed() && !old.is_empty() {
        return;
    }
    for old in &old {
        commands.entity(old).despawn();
    }
    let root = (
        Node {
            position_type: PositionType::Absolute,
            right: px(16),
            top: px(16),
            width: px(300),
            flex_direction: FlexDirection::Column,
            row_gap: px(8),
            ..default()
        },
        Tracker,
        super::MakesWay::ForAll,
        Pickable::IGNORE,
        DespawnOnExit(Screen::Playing),
    );
    commands.spawn(root).with_children(|list| {
        for (index, goal) in goals.list.iter().take(SHOWN).enumerate() {
            list.spawn(panel::glass(Node {
                flex_direction: FlexDirection::Column,
                padding: UiRect::axes(px(12), px(8)),
                row_gap: px(3),
                ..default()
            }))
            .with_children(|card| {
                card.spawn((
                    label(&goal.title, text::BODY, colour::GOLD),
                    TextLayout::linebreak(LineBreak::WordBoundary),
                ));
                for task in goal.tasks.iter().filter(|task| task.due || task.done) {
                    let (mark, tint) =
                        if task.done { ("+", colour::GOOD) } else { (">", colour::PARCHMENT) };
                    card.spawn(label(format!("{mark} {}", task.line()), text::SMALL + 0.5, tint));
                }
                card.spawn((label("", text::SMALL, colour::MUTED), Far(index)));
            });
        }
    });
}

fn measure(place: Res<Place>, goals: Res<Goals>, mut lines: Query<(&Far, &mut Text)>) {
    let here = over_ground(place.at);
    for (far, mut text) in &mut lines {
        let there = goals.list.get(far.0).and_then(|goal| goal.at);
        let words = there.map(|there| wording::distance(over_ground(there).distance(here)));
        text.set_if_neq(Text(words.unwrap_or_default()));
    }
}
