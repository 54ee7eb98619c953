//! The quest log.

use super::{Menu, window};
use crate::goals::Goals;
use crate::play::{AskServer, Followed, Realm};
use crate::theme::{self, colour, label, panel, text};
use crate::wording::{self, objective::Goal};
use bevy::prelude::*;
use bevy::ui_widgets::{Activate, observe};
use protocol::{Ask, QuestView};
use worldgen::World as Land;

#[derive(Component)]
struct QuestWindow;

/// Adds the log.
pub(crate) fn plugin(app: &mut App) {
    app.add_systems(Update, build.run_if(in_state(Menu::Quests)));
}

fn build(
    mut commands: Commands,
    goals: Res<Goals>,
    followed: Res<Followed>,
    realm: Option<Res<Realm>>,
    open: Query<Entity, With<QuestWindow>>,
) {
    if !goals.is_changed() && !open.is_empty() {
        return;
    }
    for old in &open {
        commands.entity(old).despawn();
    }
    let Some(realm) = realm else {
        return;
    };
    window::open(&mut commands, Menu::Quests, ("Quests", 640.0), QuestWindow, |card| {
        if goals.list.is_empty() {
            card.spawn(label(
                "You follow no quest. People who need something have work for you: talk to them.",
                text::BODY,
                colour::PARCHMENT,
            ));
        }
        card.spawn(window::scrolling(500.0)).with_children(|list| {
            for (goal, view) in goals.list.iter().zip(&followed.0) {
                entry(list, goal, view, &realm.0);
            }
        });
    });
}

fn entry(list: &mut ChildSpawnerCommands, goal: &Goal, view: &QuestView, land: &Land) {
    let quest = view.quest.id;
    list.spawn(panel::well(Node {
        flex_direction: FlexDirection::Column,
        flex_shrink: 0.0,
        padding: px(14).all(),
        row_gap: px(5),
        ..default()
    }))
    .with_children(|card| {
        card.spawn(label(&goal.title, text::SUBHEADING, colour::GOLD));
        let giver = land.person(quest.giver).map(|person| person.full_name());
        let giver = giver.unwrap_or_else(|| "somebody".into());
        card.spawn(label(
            format!("For {giver} - meant for level {}", view.quest.level),
            text::SMALL,
            colour::MUTED,
        ));
        card.spawn(label(format!("\"{}\"", view.quest.offer), text::BODY, colour::PARCHMENT));
        for task in &goal.tasks {
            let (mark, tint) = match (task.done, task.due) {
                (true, _) => ("+", colour::GOOD),
                (_, true) => (">", colour::PARCHMENT),
                _ => ("-", colour::MUTED),
            };
            card.spawn(label(format!("{mark} {}", task.line()), text::BODY, tint));
        }
        card.spawn(Node {
            justify_content: JustifyContent::SpaceBetween,
            align_items: AlignItems::Center,
            ..default()
        })
        .with_children(|row| {
            row.spawn(label(reward(view, land), text::SMALL, colour::MUTED));
            row.spawn((
                theme::button_sized("Give up", 120.0),
                observe(move |_: On<Activate>, mut ask: MessageWriter<AskServer>| {
                    ask.write(AskServer(Ask::Abandon { quest }));
                }),
            ));
        });
    });
}

fn reward(view: &QuestView, land: &Land) -> String {
    let reward = &view.quest.reward;
    let mut parts = vec![format!("{} experience", reward.experience)];
    if reward.coins > 0 {
        parts.push(format!("{} coins", reward.coins));
    }
    if let Some(item) = &reward.item {
        parts.push(wording::item::name(item, land.rules()));
    }
    format!("Reward: {}", parts.join(", "))
}
