//! In the world: entering and leaving it in order.

use super::Screen;
use crate::menus::Menu;
use crate::scene::Stage;
use bevy::input_focus::InputFocus;
use bevy::prelude::*;

/// Adds what happens at the edges of the game.
pub(crate) fn plugin(app: &mut App) {
    app.add_systems(OnEnter(Screen::Playing), clear_focus)
        .add_systems(OnExit(Screen::Playing), close_menus)
        .add_systems(OnEnter(Screen::Title), clear_the_stage)
        .add_systems(OnEnter(Screen::Ended), clear_the_stage);
}

fn clear_focus(focus: Option<ResMut<InputFocus>>) {
    if let Some(mut focus) = focus {
        focus.clear();
    }
}

fn close_menus(mut menu: ResMut<NextState<Menu>>) {
    menu.set(Menu::None);
}

fn clear_the_stage(mut commands: Commands) {
    commands.remove_resource::<Stage>();
    commands.queue(crate::play::forget);
}
