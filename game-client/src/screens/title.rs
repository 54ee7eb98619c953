//! The start: play here, join, or quit.

use super::{Destination, Journey, Screen, check_name, random_name};
use crate::address::check_address;
use crate::settings::Settings;
use crate::theme::{self, button, colour, field, label, panel, text};
use bevy::clipboard::Clipboard;
use bevy::input_focus::InputFocus;
use bevy::input_focus::tab_navigation::TabGroup;
use bevy::prelude::*;
use bevy::text::{EditableText, TextEdit};
use bevy::ui_widgets::{Activate, observe};

/// What is wrong with what was entered, or with the settings; shown in its place.
#[derive(Resource, Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TitleError {
    /// Below the name.
    pub(crate) name: Option<String>,
    /// Below the address.
    pub(crate) address: Option<String>,
    /// Below everything.
    pub(crate) general: Option<String>,
}

#[derive(Component)]
struct NameField;

#[derive(Component)]
struct AddressField;

/// A line that shows one part of [`TitleError`].
#[derive(Component, Clone, Copy)]
enum Complaint {
    Name,
    Address,
    General,
}

/// Adds the title.
pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<TitleError>()
        .add_systems(OnEnter(Screen::Title), build)
        .add_systems(Update, complain.run_if(in_state(Screen::Title)));
}

fn build(mut commands: Commands, settings: Res<Settings>) {
    let name = if settings.name.is_empty() { random_name() } else { settings.name.clone() };
    let root = (
        panel::screen(colour::NIGHT),
        panel::evening(),
        DespawnOnExit(Screen::Title),
        TabGroup::new(0),
    );
    commands.spawn(root).with_children(|page| {
        page.spawn(heading());
        page.spawn(theme::panel(Node {
            width: px(460),
            flex_direction: FlexDirection::Column,
            padding: UiRect::axes(px(26), px(20)),
            row_gap: px(8),
            ..default()
        }))
        .with_children(|card| {
            card.spawn(label("Your name", text::SMALL, colour::MUTED));
            card.spawn((field::field(&name, 20, percent(100)), NameField)).observe(on_name_entered);
            card.spawn((complaint(), Complaint::Name));
            card.spawn((button::first_button("Play on this machine", 404.0), observe(play_here)));
            card.spawn(label("Your own world, kept on this machine.", text::SMALL, colour::MUTED));
            card.spawn(panel::rule());
            card.spawn(label("Address or invite", text::SMALL, colour::MUTED));
            card.spawn(Node { column_gap: px(8), align_items: AlignItems::Center, ..default() })
                .with_children(|row| {
                    row.spawn((field::field(&settings.address, 300, Val::Auto), AddressField))
                        .insert(grow())
                        .observe(on_address_entered);
                    row.spawn((theme::button_sized("Paste", 84.0), observe(paste)));
                });
            card.spawn((complaint(), Complaint::Address));
            card.spawn((wide("Join"), observe(join)));
            card.spawn(panel::rule());
            card.spawn((wide("Quit"), observe(quit)));
            card.spawn((complaint(), Complaint::General));
        });
        page.spawn(label(
            concat!("Seedbound ", env!("CARGO_PKG_VERSION"), "   Tab and Enter work here too"),
            text::SMALL,
            colour::MUTED,
        ));
    });
}

fn heading() -> impl Bundle {
    (
        Node {
            flex_direction: FlexDirection::Column,
            align_items: AlignItems::Center,
            ..default()
        },
        children![
            (
                theme::text::label_on_world("SEEDBOUND", text::TITLE, colour::GOLD),
                bevy::text::LetterSpacing::Px(6.0),
            ),
            label("A world that grows from a seed", text::SUBHEADING, colour::PARCHMENT),
        ],
    )
}

fn grow() -> Node {
    Node {
        flex_grow: 1.0,
        flex_basis: px(0),
        padding: UiRect::axes(px(9), px(7)),
        border: px(1.5).all(),
        border_radius: BorderRadius::all(px(4)),
        overflow: Overflow::clip(),
        ..default()
    }
}

fn wide(words: &str) -> impl Bundle {
    button::button_sized(words, 404.0)
}

fn complaint() -> impl Bundle {
    (label("", text::SMALL, colour::BAD), Node { display: Display::None, ..default() })
}

fn complain(errors: Res<TitleError>, mut lines: Query<(Ref<Complaint>, &mut Text, &mut Node)>) {
    for (complaint, mut text, mut node) in &mut lines {
        if !errors.is_changed() && !complaint.is_added() {
            continue;
        }
        let words = match *complaint {
            Complaint::Name => &errors.name,
            Complaint::Address => &errors.address,
            Complaint::General => &errors.general,
        };
        node.display = if words.is_some() { Display::Flex } else { Display::None };
        text.0 = words.clone().unwrap_or_default();
    }
}

/// What stands in the two fields.
#[derive(bevy::ecs::system::SystemParam)]
struct Entered<'w, 's> {
    name: Query<'w, 's, &'static EditableText, With<NameField>>,
    address: Query<'w, 's, &'static EditableText, With<AddressField>>,
    settings: ResMut<'w, Settings>,
    errors: ResMut<'w, TitleError>,
    next: ResMut<'w, NextState<Screen>>,
    commands: Commands<'w, 's>,
}

impl Entered<'_, '_> {
    fn set_out(&mut self, here: bool) {
        let name = self.name.single().map(field::value).unwrap_or_default();
        let address = self.address.single().map(field::value).unwrap_or_default();
        *self.errors = TitleError {
            name: check_name(&name).err(),
            address: (!here).then(|| check_address(&address).err()).flatten(),
            general: None,
        };
        if *self.errors != TitleError::default() {
            return;
        }
        self.settings.name.clone_from(&name);
        if !here {
            self.settings.address.clone_from(&address);
        }
        let to = if here { Destination::Here } else { Destination::There(address) };
        self.commands.insert_resource(Journey { name, to });
        self.next.set(Screen::Loading);
    }
}

fn play_here(_: On<Activate>, mut entered: Entered) {
    entered.set_out(true);
}

fn join(_: On<Activate>, mut entered: Entered) {
    entered.set_out(false);
}

fn on_address_entered(_: On<field::Submitted>, mut entered: Entered) {
    entered.set_out(false);
}

fn on_name_entered(_: On<field::Submitted>, mut focus: ResMut<InputFocus>) {
    focus.clear();
}

fn paste(
    _: On<Activate>,
    mut clipboard: ResMut<Clipboard>,
    mut address: Query<&mut EditableText, With<AddressField>>,
    mut errors: ResMut<TitleError>,
) {
    let Ok(mut field) = address.single_mut() else {
        return;
    };
    match clipboard.fetch_text().poll_result() {
        Some(Ok(text)) if !text.trim().is_empty() => {
            let line = text.trim().lines().next().unwrap_or_default().trim().to_owned();
            field.clear();
            field.queue_edit(TextEdit::Insert(line.into()));
            errors.address = None;
        }
        _ => errors.address = Some("There is no text to paste: copy the invite first.".into()),
    }
}

fn quit(_: On<Activate>, mut exit: MessageWriter<AppExit>) {
    exit.write(AppExit::Success);
}
