//! Fields to type in.

use super::{colour, text};
use bevy::input::ButtonState;
use bevy::input::keyboard::{Key, KeyboardInput};
use bevy::input_focus::tab_navigation::TabIndex;
use bevy::input_focus::{FocusedInput, InputFocus};
use bevy::prelude::*;
use bevy::text::{EditableText, TextCursorStyle};

/// Somebody types in a field: keys are letters now, not controls.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Typing(pub(crate) bool);

/// Enter was pressed in a field.
#[derive(EntityEvent, Clone, Debug)]
pub(crate) struct Submitted {
    /// The field.
    pub(crate) entity: Entity,
    /// What stands in it.
    pub(crate) text: String,
}

/// A field of a width that holds at most so many characters.
pub(crate) fn field(initial: &str, most: usize, width: Val) -> impl Bundle {
    (
        EditableText { max_characters: Some(most), ..EditableText::new(initial) },
        Node {
            width,
            padding: UiRect::axes(px(9), px(7)),
            border: px(1.5).all(),
            border_radius: BorderRadius::all(px(4)),
            overflow: Overflow::clip(),
            ..default()
        },
        TextLayout::no_wrap(),
        text::font(text::BODY),
        TextColor(colour::PARCHMENT),
        TextCursorStyle {
            color: colour::GOLD,
            selection_color: colour::BRONZE_DARK,
            unfocused_selection_color: Color::NONE,
            selected_text_color: None,
        },
        TabIndex(0),
        BackgroundColor(colour::WELL),
        BorderColor::all(colour::BRONZE_DARK),
    )
}

/// What stands in a field, without white space at its ends.
pub(crate) fn value(field: &EditableText) -> String {
    field.value().to_string().trim().to_owned()
}

/// Keeps [`Typing`], paints the focused field and tells of Enter.
pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Typing>()
        .add_observer(submit)
        .add_systems(PreUpdate, notice_typing.after(bevy::input_focus::InputFocusSystems::Dispatch))
        .add_systems(PostUpdate, frame);
}

fn notice_typing(
    focus: Option<Res<InputFocus>>,
    fields: Query<(), With<EditableText>>,
    mut typing: ResMut<Typing>,
) {
    let focused = focus.and_then(|focus| focus.get());
    typing.set_if_neq(Typing(focused.is_some_and(|entity| fields.contains(entity))));
}

fn frame(
    focus: Option<Res<InputFocus>>,
    mut fields: Query<(Entity, &mut BorderColor), With<EditableText>>,
) {
    let focused = focus.and_then(|focus| focus.get());
    for (entity, mut border) in &mut fields {
        let edge = if focused == Some(entity) { colour::GOLD } else { colour::BRONZE_DARK };
        border.set_if_neq(BorderColor::all(edge));
    }
}

fn submit(
    key: On<FocusedInput<KeyboardInput>>,
    fields: Query<&EditableText>,
    mut commands: Commands,
) {
    let entity = key.focused_entity;
    let pressed = key.input.state == ButtonState::Pressed && !key.input.repeat;
    if !pressed || key.input.logical_key != Key::Enter {
        return;
    }
    // The event climbs to the window; it is answered once, at the field itself.
    if key.event_target() != entity {
        return;
    }
    if let Ok(field) = fields.get(entity)
        && !field.is_composing()
    {
        commands.trigger(Submitted { entity, text: value(field) });
    }
}
