//! The parts of the window that follow the table.

use super::{Chosen, build, lay};
use crate::menus::{Menu, row};
use crate::play::{About, AskServer, Carried, Chain, Deals, Notice, Records, Table, Tone};
use crate::theme::button::{self, Painted, pushable};
use crate::theme::{self, colour, label, text};
use crate::wording::item::{Knows, described, tooltip};
use crate::wording::{compare, deal, price, record};
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy::ui_widgets::{Activate, observe};
use protocol::{Key, TradeSide, TradeView};

/// A part.
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Own,
    Other,
    Pack,
    State,
    Pane,
}

/// What the parts show.
#[derive(SystemParam)]
pub(super) struct Shown<'w> {
    table: Res<'w, Table>,
    carried: Res<'w, Carried>,
    records: Res<'w, Records>,
    chain: Res<'w, Chain>,
    deals: Res<'w, Deals>,
    chosen: Res<'w, Chosen>,
    artist: row::Artist<'w>,
}

impl Shown<'_> {
    fn is_stale(&self) -> bool {
        self.table.is_changed()
            || self.carried.is_changed()
            || self.records.is_changed()
            || self.chain.is_changed()
            || self.deals.is_changed()
            || self.chosen.is_changed()
    }
}

/// Fills the parts when what they show has changed.
pub(super) fn fill(mut commands: Commands, mut shown: Shown, parts: Query<(Entity, Ref<Part>)>) {
    let Some(view) = shown.table.0.clone() else {
        return;
    };
    let stale = shown.is_stale();
    for (entity, part) in &parts {
        if !stale && !part.is_added() {
            continue;
        }
        commands.entity(entity).despawn_children().with_children(|inside| match *part {
            Part::Own => side(inside, &view.own, &mut shown),
            Part::Other => other(inside, &view, &mut shown),
            Part::Pack => pack(inside, &view, &mut shown),
            Part::State => state(inside, &view, &shown),
            Part::Pane => pane(inside, &view, &shown),
        });
    }
}

fn side(inside: &mut ChildSpawnerCommands, side: &TradeSide, shown: &mut Shown) {
    for item in &side.items {
        let chosen = shown.chosen.0 == Some(item.mint);
        let name = shown.artist.name(&item.item);
        let below = format!("{}, number {}", item.class, item.number);
        let icon = shown.artist.icon(&item.item, 32.0);
        inside.spawn((row::choosable(chosen, 64.0), observe(choose(item.mint)))).with_children(
            |row| {
                row.spawn(icon);
                row.spawn(row::named(name, below, &item.item, true));
            },
        );
    }
    let (words, tint) = match (side.lamports, side.items.is_empty()) {
        (0, true) => ("Nothing yet".into(), colour::MUTED),
        (0, false) => ("No marks".into(), colour::MUTED),
        (lamports, _) => (price::price(lamports), colour::PARCHMENT),
    };
    inside.spawn(label(words, text::BODY, tint));
}

fn other(inside: &mut ChildSpawnerCommands, view: &TradeView, shown: &mut Shown) {
    if view.waiting {
        let words = format!("{} has been asked and has not sat down yet.", view.with);
        inside.spawn(label(words, text::BODY, colour::MUTED));
        return;
    }
    side(inside, &view.other, shown);
}

fn pack(inside: &mut ChildSpawnerCommands, view: &TradeView, shown: &mut Shown) {
    let tokens: Vec<_> = lay::tokens(&shown.carried, &shown.records)
        .map(|(index, stack, recorded)| (index, stack.item.clone(), recorded.mint))
        .collect();
    if tokens.is_empty() {
        let words = "You carry no relic that could be traded. Marks can.";
        inside.spawn(label(words, text::BODY, colour::MUTED));
    }
    for (number, (index, item, mint)) in (1..).zip(tokens) {
        let lies = view.own.items.iter().any(|other| other.mint == mint);
        let frame = if lies { colour::GOLD } else { colour::rarity(item.rarity) };
        let node = Node {
            width: px(50),
            height: px(50),
            align_items: AlignItems::Center,
            justify_content: JustifyContent::Center,
            ..default()
        };
        let icon = shown.artist.icon(&item, 38.0);
        inside
            .spawn((
                pushable(Painted::quiet(frame), node),
                Name::new(format!("relic {number}")),
                observe(turn(index, mint)),
            ))
            .with_children(|slot| {
                slot.spawn(icon);
                if lies {
                    let corner = Node {
                        position_type: PositionType::Absolute,
                        right: px(5),
                        bottom: px(0),
                        ..default()
                    };
                    let mark = text::label_on_world("+", text::SUBHEADING, colour::GOLD);
                    slot.spawn((mark, corner));
                }
            });
    }
}

fn state(inside: &mut ChildSpawnerCommands, view: &TradeView, shown: &Shown) {
    let tick = |agrees: bool, who: &str, verb: &str| {
        if agrees {
            label(format!("[x] {who} {verb}"), text::BODY, colour::GOOD)
        } else {
            label(format!("[  ] {who} {verb}"), text::BODY, colour::MUTED)
        }
    };
    inside
        .spawn(Node { column_gap: px(22), align_items: AlignItems::Center, ..default() })
        .with_children(|ticks| {
            ticks.spawn(tick(view.own.accepted, "You", "agree"));
            ticks.spawn(tick(view.other.accepted, &view.with, "agrees"));
        });
    let doing = shown.deals.about(About::Table).filter(|doing| doing.is_open());
    let empty = |side: &TradeSide| side.items.is_empty() && side.lamports == 0;
    let short = shown.chain.purse.is_some_and(|purse| purse < view.own.lamports);
    let words = match doing {
        Some(doing) if view.own.accepted && view.other.accepted => {
            let line = deal::line(doing);
            Some((line.text, line.colour))
        }
        _ if view.waiting => None,
        _ if empty(&view.own) && empty(&view.other) => {
            Some(("Lay something on the table first.".into(), colour::MUTED))
        }
        _ if short => Some(("Your wallet holds less than that.".into(), colour::BAD)),
        _ if view.own.accepted => Some((format!("Waiting for {}.", view.with), colour::MUTED)),
        _ => {
            inside.spawn(Node { column_gap: px(10), ..default() }).with_children(|row| {
                row.spawn((
                    button::first_button("Accept", 150.0),
                    observe(build::accept(view.version)),
                ));
                row.spawn((theme::button_sized("Leave", 110.0), observe(leave)));
            });
            return;
        }
    };
    inside
        .spawn(Node { column_gap: px(12), align_items: AlignItems::Center, ..default() })
        .with_children(|row| {
            if let Some((words, tint)) = words {
                row.spawn(label(words, text::BODY, tint));
            }
            row.spawn((theme::button_sized("Leave", 110.0), observe(leave)));
        });
}

fn pane(inside: &mut ChildSpawnerCommands, view: &TradeView, shown: &Shown) {
    let (Some(mint), Some(realm)) = (shown.chosen.0, shown.artist.realm.as_ref()) else {
        inside.spawn(label("Press a relic to look at it.", text::BODY, colour::MUTED));
        return;
    };
    let land = &realm.0;
    let knows = Knows { records: &shown.records, chain: &shown.chain };
    let own =
        lay::tokens(&shown.carried, &shown.records).find(|(_, _, recorded)| recorded.mint == mint);
    if let Some((_, stack, _)) = own {
        row::tell(inside, &tooltip(stack, &knows, land));
        return;
    }
    let Some(item) = view.other.items.iter().find(|item| item.mint == mint) else {
        inside.spawn(label("It is not on the table any more.", text::BODY, colour::MUTED));
        return;
    };
    row::tell(inside, &described(&item.item, land.rules()));
    let number = format!("{}, number {}", item.class, item.number);
    inside.spawn(label(number, text::BODY, colour::GOLD));
    let token = format!("Token {}", record::short(&item.mint));
    inside.spawn(label(token, text::SMALL, colour::MUTED));
    for line in compare::lines(&item.item, &shown.carried.0, land.rules()) {
        inside.spawn(label(line.text, text::SMALL, line.colour));
    }
}

fn choose(mint: Key) -> impl FnMut(On<Activate>, ResMut<Chosen>) {
    move |_, mut chosen| {
        chosen.set_if_neq(Chosen(Some(mint)));
    }
}

/// Lays a token of the pack on the table or takes it back.
fn turn(index: u16, mint: Key) -> impl FnMut(On<Activate>, Turner) {
    move |_, mut turner| {
        turner.chosen.set_if_neq(Chosen(Some(mint)));
        let Some(table) = &turner.table.0 else {
            return;
        };
        match lay::turn(table, &turner.carried, &turner.records, index) {
            Ok(ask) => {
                turner.ask.write(AskServer(ask));
            }
            Err(why) => {
                turner.notices.write(Notice::new(why, Tone::Bad));
            }
        }
    }
}

/// What laying a token on the table needs.
#[derive(SystemParam)]
struct Turner<'w> {
    chosen: ResMut<'w, Chosen>,
    table: Res<'w, Table>,
    carried: Res<'w, Carried>,
    records: Res<'w, Records>,
    ask: MessageWriter<'w, AskServer>,
    notices: MessageWriter<'w, Notice>,
}

fn leave(_: On<Activate>, mut next: ResMut<NextState<Menu>>) {
    next.set(Menu::None);
}
