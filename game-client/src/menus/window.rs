//! The frame that all windows share.

use super::Menu;
use crate::theme::{self, colour, label, panel, text};
use bevy::input_focus::tab_navigation::TabGroup;
use bevy::prelude::*;
use bevy::ui_widgets::{Activate, observe};

/// Above the world and the HUD.
const LAYER: i32 = 20;

/// Opens a window in the middle that goes when its menu closes. `mark` finds it again.
pub(super) fn open(
    commands: &mut Commands,
    menu: Menu,
    (title, width): (&str, f32),
    mark: impl Bundle,
    content: impl FnOnce(&mut ChildSpawnerCommands),
) {
    let shade = (
        panel::screen(colour::SHADE),
        DespawnOnExit(menu),
        GlobalZIndex(LAYER),
        TabGroup::modal(),
        mark,
    );
    commands.spawn(shade).with_children(|page| {
        page.spawn(theme::panel(Node {
            width: px(width),
            max_height: percent(92),
            flex_direction: FlexDirection::Column,
            padding: UiRect::axes(px(22), px(16)),
            row_gap: px(8),
            ..default()
        }))
        .with_children(|card| {
            card.spawn(head(title, menu));
            card.spawn(panel::rule());
            content(card);
        });
    });
}

fn head(title: &str, menu: Menu) -> impl Bundle {
    let words = if menu == Menu::Settings { "Back" } else { "Close" };
    let close = move |_: On<Activate>, mut next: ResMut<NextState<Menu>>| {
        next.set(if menu == Menu::Settings { Menu::Pause } else { Menu::None });
    };
    (
        Node {
            justify_content: JustifyContent::SpaceBetween,
            align_items: AlignItems::Center,
            ..default()
        },
        children![
            label(title, text::HEADING, colour::GOLD),
            (theme::button_sized(words, 84.0), observe(close)),
        ],
    )
}

/// A column that takes what is left of the window and scrolls.
pub(super) fn scrolling(height: f32) -> impl Bundle {
    (
        Node {
            flex_direction: FlexDirection::Column,
            row_gap: px(8),
            max_height: px(height),
            overflow: Overflow::scroll_y(),
            padding: UiRect::right(px(6)),
            ..default()
        },
        bevy::ui_widgets::ScrollArea,
    )
}

/// A row.
pub(super) fn row() -> Node {
    Node { column_gap: px(10), align_items: AlignItems::Center, ..default() }
}
