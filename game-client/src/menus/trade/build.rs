//! The frame of the window: what stays while the table changes.

use super::lay;
use super::parts::Part;
use crate::menus::{Menu, window};
use crate::play::{AskServer, Carried, Notice, Records, Table, Tone};
use crate::theme::{self, colour, field, label, panel, text};
use crate::wording::price;
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy::text::EditableText;
use bevy::ui_widgets::{Activate, ScrollArea, observe};
use protocol::{Ask, TradeAsk};

#[derive(Component)]
pub(super) struct TradeWindow;

/// The field of the marks that one gives.
#[derive(Component)]
pub(super) struct MarksField;

/// Width of a side of the table.
const SIDE: f32 = 322.0;
/// Height of table and pack: as much as a full pack takes.
const ROOM: f32 = 452.0;

/// Opens the window.
pub(super) fn frame(mut commands: Commands, table: Res<Table>, open: Query<(), With<TradeWindow>>) {
    let Some(view) = table.0.as_ref().filter(|_| open.is_empty()) else {
        return;
    };
    let title = format!("Trade with {}", view.with);
    let marks =
        if view.own.lamports == 0 { String::new() } else { price::number(view.own.lamports) };
    window::open(&mut commands, Menu::Trade, (&title, 1060.0), TradeWindow, |card| {
        card.spawn(Node { column_gap: px(16), height: px(ROOM), ..default() }).with_children(
            |row| {
                row.spawn(column(2.0 * SIDE + 14.0)).with_children(|left| {
                    left.spawn(Node { column_gap: px(14), ..default() }).with_children(|sides| {
                        sides.spawn(well(250.0)).with_children(|own| {
                            own.spawn(label("You give", text::SUBHEADING, colour::GOLD));
                            own.spawn((column(SIDE - 26.0), Part::Own));
                            own.spawn(window::row()).with_children(|row| pay_field(row, &marks));
                        });
                        sides.spawn(well(250.0)).with_children(|other| {
                            let words = format!("{} gives", view.with);
                            other.spawn(label(words, text::SUBHEADING, colour::GOLD));
                            other.spawn((column(SIDE - 26.0), Part::Other));
                        });
                    });
                    left.spawn(label(
                        "Your relics: press one to lay it on the table or to take it back",
                        text::SMALL,
                        colour::MUTED,
                    ));
                    let grid = Node {
                        flex_wrap: FlexWrap::Wrap,
                        column_gap: px(6),
                        row_gap: px(6),
                        min_height: px(54),
                        ..default()
                    };
                    left.spawn((grid, Part::Pack));
                });
                row.spawn((
                    panel::well(Node {
                        flex_direction: FlexDirection::Column,
                        // A width of its own: the height of words follows from it.
                        width: px(336),
                        flex_shrink: 0.0,
                        overflow: Overflow::scroll_y(),
                        padding: px(14).all(),
                        row_gap: px(4),
                        ..default()
                    }),
                    ScrollArea,
                    Part::Pane,
                ));
            },
        );
        card.spawn(panel::rule());
        let foot = Node {
            justify_content: JustifyContent::SpaceBetween,
            align_items: AlignItems::Center,
            min_height: px(40),
            ..default()
        };
        card.spawn((foot, Part::State));
    });
}

fn pay_field(row: &mut ChildSpawnerCommands, marks: &str) {
    row.spawn((field::field(marks, 18, px(110)), Name::new("marks"), MarksField))
        .observe(|_: On<field::Submitted>, mut payer: Payer| payer.pay());
    row.spawn(label("marks", text::BODY, colour::MUTED));
    row.spawn((
        theme::button_sized("Put", 76.0),
        observe(|_: On<Activate>, mut payer: Payer| payer.pay()),
    ));
}

fn column(width: f32) -> Node {
    Node {
        width: px(width),
        flex_direction: FlexDirection::Column,
        row_gap: px(6),
        flex_shrink: 0.0,
        ..default()
    }
}

fn well(height: f32) -> impl Bundle {
    panel::well(Node {
        width: px(SIDE),
        min_height: px(height),
        flex_direction: FlexDirection::Column,
        justify_content: JustifyContent::FlexStart,
        padding: px(12).all(),
        row_gap: px(8),
        ..default()
    })
}

/// What laying marks on the table needs.
#[derive(SystemParam)]
struct Payer<'w, 's> {
    fields: Query<'w, 's, &'static EditableText, With<MarksField>>,
    table: Res<'w, Table>,
    carried: Res<'w, Carried>,
    records: Res<'w, Records>,
    ask: MessageWriter<'w, AskServer>,
    notices: MessageWriter<'w, Notice>,
}

impl Payer<'_, '_> {
    fn pay(&mut self) {
        let (Ok(field), Some(table)) = (self.fields.single(), &self.table.0) else {
            return;
        };
        let text = field::value(field);
        // An empty field is no mark at all.
        let lamports = if text.is_empty() { Ok(0) } else { price::amount(&text) };
        match lamports {
            Ok(lamports) => {
                let ask = lay::pay(table, &self.carried, &self.records, lamports);
                self.ask.write(AskServer(ask));
            }
            Err(error) => {
                self.notices.write(Notice::new(error.to_string(), Tone::Bad));
            }
        }
    }
}

/// Agrees to the table as it is shown.
pub(super) fn accept(version: u32) -> impl FnMut(On<Activate>, MessageWriter<AskServer>) {
    move |_, mut ask| {
        ask.write(AskServer(Ask::Trade(TradeAsk::Accept { version })));
    }
}
