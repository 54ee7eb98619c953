//! Buttons: by pointer, and by Tab and Enter.

use super::{colour, text};
use bevy::input_focus::tab_navigation::TabIndex;
use bevy::input_focus::{InputFocus, InputFocusVisible};
use bevy::picking::hover::Hovered;
use bevy::prelude::*;
use bevy::ui::{InteractionDisabled, Pressed};
use bevy::ui_widgets::Button as Pushable;

/// Painted by the theme.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Painted {
    rest: Color,
    hover: Color,
    press: Color,
    frame: Color,
}

impl Painted {
    /// A usual button.
    pub(crate) const BUTTON: Self = Self {
        rest: colour::BUTTON,
        hover: colour::BUTTON_HOVER,
        press: colour::BUTTON_PRESS,
        frame: colour::BRONZE,
    };

    /// What most players want.
    pub(crate) const FIRST: Self = Self {
        rest: colour::BRONZE_DARK,
        hover: colour::BRONZE,
        press: colour::BUTTON_PRESS,
        frame: colour::GOLD,
    };

    /// A slot or a line of a list.
    pub(crate) const fn quiet(frame: Color) -> Self {
        Self { rest: colour::WELL, hover: colour::BUTTON, press: colour::BUTTON_PRESS, frame }
    }
}

/// What every button has, whatever is in it. React to `On<Activate>`.
pub(crate) fn pushable(painted: Painted, node: Node) -> impl Bundle {
    (
        Pushable,
        Hovered::default(),
        TabIndex(0),
        painted,
        Node { border: px(1.5).all(), border_radius: BorderRadius::all(px(5)), ..node },
        BackgroundColor(painted.rest),
        BorderColor::all(painted.frame),
    )
}

/// A button of the usual size.
pub(crate) fn button(words: &str) -> impl Bundle {
    button_sized(words, 260.0)
}

/// A button of a width, logical pixels.
pub(crate) fn button_sized(words: &str, width: f32) -> impl Bundle {
    worded(Painted::BUTTON, words, width)
}

/// [`button_sized`] for what most players want.
pub(crate) fn first_button(words: &str, width: f32) -> impl Bundle {
    worded(Painted::FIRST, words, width)
}

fn worded(painted: Painted, words: &str, width: f32) -> impl Bundle {
    let node = Node {
        width: px(width),
        min_height: px(38),
        padding: UiRect::axes(px(14), px(7)),
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        ..default()
    };
    let words = text::label(words, text::BODY + 1.0, colour::PARCHMENT);
    (pushable(painted, node), children![words])
}

/// Keeps the buttons painted.
pub(crate) fn plugin(app: &mut App) {
    app.add_systems(PostUpdate, paint);
}

type Look<'a> = (
    Entity,
    &'a Painted,
    &'a Hovered,
    Has<Pressed>,
    Has<InteractionDisabled>,
    &'a mut BackgroundColor,
    &'a mut BorderColor,
);

fn paint(
    mut buttons: Query<Look>,
    focus: Option<Res<InputFocus>>,
    visible: Option<Res<InputFocusVisible>>,
) {
    let by_keys = visible.is_some_and(|visible| visible.0);
    let focused = focus.and_then(|focus| focus.get()).filter(|_| by_keys);
    for (entity, painted, hovered, pressed, off, mut ground, mut frame) in &mut buttons {
        let chosen = hovered.get() || focused == Some(entity);
        let (inside, edge) = match (off, pressed, chosen) {
            (true, _, _) => (colour::BUTTON_OFF, colour::BRONZE_DARK),
            (_, true, _) => (painted.press, colour::GOLD),
            (_, _, true) => (painted.hover, colour::GOLD),
            _ => (painted.rest, painted.frame),
        };
        ground.set_if_neq(BackgroundColor(inside));
        frame.set_if_neq(BorderColor::all(edge));
    }
}
