//! How pack and equipment look.

use super::{COLUMNS, Details, InventoryWindow, Shown, SlotOf, doer};
use crate::menus::{Menu, window};
use crate::play::Records;
use crate::theme::button::{Painted, pushable};
use crate::theme::icon::Shape;
use crate::theme::{self, colour, label, panel, text};
use crate::wording::{item, price};
use bevy::prelude::*;
use bevy::ui_widgets::{Activate, observe};
use protocol::RecordState;
use ruleset::{Rarity, Rgb, Slot};
use simulation::inventory::Mark;
use simulation::{Place, Stack};

/// Edge of a slot.
const SLOT: f32 = 58.0;

const WORN: [Slot; 5] = [Slot::Hand, Slot::Bow, Slot::Body, Slot::Head, Slot::Charm];

/// What is shown in the corner of a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Badge {
    /// On its way to the chain.
    Waiting,
    /// A sealed relic that can be opened.
    Ready,
    /// A relic whose roll is cast.
    Rolling,
    /// A token of one's own.
    Token,
}

/// The badge of a stack.
pub(super) fn badge(stack: &Stack, records: &Records) -> Option<Badge> {
    let mark = stack.mark?;
    let record = records.0.get(&mark.operation()?);
    match (mark, record) {
        (_, Some(RecordState::Rolling { .. })) => Some(Badge::Rolling),
        (Mark::Ticket { .. }, Some(RecordState::Sealed)) => Some(Badge::Ready),
        (Mark::Chain(_), Some(RecordState::Recorded(_))) => Some(Badge::Token),
        (_, Some(RecordState::Refused { .. })) => None,
        _ => Some(Badge::Waiting),
    }
}

/// Opens the window.
pub(super) fn window(commands: &mut Commands, shown: &mut Shown) {
    let title = ("Pack", 1010.0);
    window::open(commands, Menu::Inventory, title, InventoryWindow, |card| {
        card.spawn(Node { column_gap: px(20), ..default() }).with_children(|row| {
            row.spawn(column(150.0)).with_children(|left| worn(left, shown));
            row.spawn(column(f32::from(COLUMNS) * (SLOT + 6.0))).with_children(|pack| {
                pack.spawn(label("Carried", text::SMALL, colour::MUTED));
                let grid = Node {
                    flex_wrap: FlexWrap::Wrap,
                    column_gap: px(6),
                    row_gap: px(6),
                    ..default()
                };
                pack.spawn(grid).with_children(|grid| {
                    for index in 0..shown.carried.0.pack().len() {
                        let place = Place::Pack(u16::try_from(index).unwrap_or(u16::MAX));
                        slot(grid, place, shown);
                    }
                });
            });
            row.spawn((
                panel::well(Node {
                    flex_direction: FlexDirection::Column,
                    // A width of its own: the height of words follows from it.
                    width: px(386),
                    flex_shrink: 0.0,
                    min_height: px(330),
                    max_height: px(512),
                    overflow: Overflow::scroll_y(),
                    padding: px(14).all(),
                    row_gap: px(3),
                    ..default()
                }),
                bevy::ui_widgets::ScrollArea,
                Details,
            ));
        });
        let foot = Node {
            justify_content: JustifyContent::SpaceBetween,
            align_items: AlignItems::Center,
            ..default()
        };
        card.spawn(foot).with_children(|foot| {
            foot.spawn(label(
                "Arrows choose - Enter or double click uses, wears or opens - X drops",
                text::SMALL,
                colour::MUTED,
            ));
            foot.spawn((theme::button_sized("Market (K)", 140.0), observe(to_market)));
        });
    });
}

fn to_market(_: On<Activate>, mut next: ResMut<NextState<Menu>>) {
    next.set(Menu::Market);
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

fn worn(left: &mut ChildSpawnerCommands, shown: &mut Shown) {
    left.spawn(label("Worn", text::SMALL, colour::MUTED));
    for worn in WORN {
        left.spawn(window::row()).with_children(|row| {
            slot(row, Place::Worn(worn), shown);
            row.spawn(label(item::slot(worn), text::BODY, colour::PARCHMENT));
        });
    }
    left.spawn(panel::rule());
    for line in summary(shown) {
        left.spawn(label(line, text::SMALL, colour::PARCHMENT));
    }
}

/// What level and equipment come to.
fn summary(shown: &Shown) -> Vec<String> {
    let Some(stats) = shown.standing.0 else {
        return Vec::new();
    };
    let sheet = stats.sheet;
    let damage = |weapon: Option<simulation::character::Weapon>| {
        weapon.map_or_else(
            || "none".into(),
            |weapon| format!("{}-{}", weapon.damage.0, weapon.damage.1),
        )
    };
    let marks = shown.chain.purse.map(price::held);
    let mut lines = vec![format!("{} coins", stats.coins)];
    lines.extend(marks);
    lines.extend([
        format!("{} health", sheet.health),
        format!("{} protection", sheet.protection),
        format!("Strike {}", damage(sheet.melee)),
        format!("Shot {}", damage(sheet.ranged)),
    ]);
    lines
}

fn slot(parent: &mut ChildSpawnerCommands, place: Place, shown: &mut Shown) {
    let rules = shown.realm.as_ref().map(|realm| realm.0.rules().clone());
    let stack = shown.carried.0.at(place);
    let badge = stack.and_then(|stack| badge(stack, &shown.records));
    let sealed = stack
        .is_some_and(|stack| matches!(stack.mark, Some(Mark::Sealed(_) | Mark::Ticket { .. })));
    let frame = match stack.map(|stack| stack.item.rarity) {
        _ if sealed => colour::GOLD,
        None | Some(Rarity::Common) => colour::BRONZE_DARK,
        Some(rarity) => colour::rarity(rarity),
    };
    let node = Node {
        width: px(SLOT),
        height: px(SLOT),
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        flex_shrink: 0.0,
        ..default()
    };
    let picture = match (stack, rules, place) {
        (Some(stack), Some(rules), _) => {
            let base = rules.item(stack.item.base);
            Some((Shape::of(base), base.colour, 1.0))
        }
        (None, _, Place::Worn(slot)) => Some((Shape::of_slot(slot), Rgb(110, 95, 75), 0.22)),
        _ => None,
    };
    let count = stack.map(|stack| stack.count).filter(|&count| count > 1);
    let icon = picture.map(|(shape, tint, alpha)| {
        (shown.icons.of(shape, tint, &mut shown.images), Color::srgba(1.0, 1.0, 1.0, alpha))
    });
    parent
        .spawn((
            pushable(Painted::quiet(frame), node),
            SlotOf(place),
            Name::new(slot_name(place)),
            Outline::new(px(2), px(1), Color::NONE),
            observe(doer::select),
            observe(doer::use_at_once),
        ))
        .with_children(|inside| {
            if let Some((image, color)) = icon {
                let node = Node { width: px(SLOT - 16.0), height: px(SLOT - 16.0), ..default() };
                inside.spawn((
                    ImageNode { color, ..ImageNode::new(image) },
                    node,
                    Pickable::IGNORE,
                ));
            }
            if let Some(badge) = badge {
                inside.spawn(corner_of(badge));
            }
            if let Some(count) = count {
                let corner = Node {
                    position_type: PositionType::Absolute,
                    right: px(4),
                    bottom: px(1),
                    ..default()
                };
                let count = count.to_string();
                inside.spawn((
                    theme::text::label_on_world(count, text::SMALL, colour::PARCHMENT),
                    corner,
                ));
            }
        });
}

fn corner_of(badge: Badge) -> impl Bundle {
    let (words, tint) = match badge {
        Badge::Waiting => ("...", colour::MUTED),
        Badge::Ready => ("!", colour::GOOD),
        Badge::Rolling => ("?", colour::GOLD),
        Badge::Token => ("*", colour::GOLD),
    };
    let corner =
        Node { position_type: PositionType::Absolute, left: px(5), top: px(0), ..default() };
    (text::label_on_world(words, text::BODY, tint), corner)
}

/// How a script names a slot: "pack 1", "worn hand".
fn slot_name(place: Place) -> String {
    match place {
        Place::Pack(index) => format!("pack {}", index + 1),
        Place::Worn(slot) => format!("worn {}", item::slot(slot).to_lowercase()),
    }
}
