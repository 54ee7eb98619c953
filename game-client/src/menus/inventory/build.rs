//! How pack and equipment look.

use super::{COLUMNS, Details, InventoryWindow, Shown, SlotOf, deeds};
use crate::menus::{Menu, window};
use crate::play::Records;
use crate::theme::button::{Painted, pushable};
use crate::theme::icon::Shape;
use crate::theme::{self, colour, label, panel, text};
use crate::wording::item;
use bevy::prelude::*;
use bevy::ui_widgets::observe;
use ruleset::{Rarity, Rgb, Slot};
use simulation::{Place, Stack};
use worldgen::World as Land;

/// Edge of a slot.
const SLOT: f32 = 58.0;

const WORN: [Slot; 5] = [Slot::Hand, Slot::Bow, Slot::Body, Slot::Head, Slot::Charm];

/// Opens the window.
pub(super) fn window(commands: &mut Commands, shown: &mut Shown) {
    let title = ("Pack", 890.0);
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
                    flex_grow: 1.0,
                    flex_basis: px(0),
                    min_height: px(330),
                    padding: px(14).all(),
                    row_gap: px(5),
                    ..default()
                }),
                Details,
            ));
        });
        card.spawn(label(
            "Arrows choose - Enter uses or wears - X drops - right click uses or wears",
            text::SMALL,
            colour::MUTED,
        ));
    });
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
    vec![
        format!("{} coins", stats.coins),
        format!("{} health", sheet.health),
        format!("{} protection", sheet.protection),
        format!("Strike {}", damage(sheet.melee)),
        format!("Shot {}", damage(sheet.ranged)),
    ]
}

fn slot(parent: &mut ChildSpawnerCommands, place: Place, shown: &mut Shown) {
    let rules = shown.realm.as_ref().map(|realm| realm.0.rules().clone());
    let stack = shown.carried.0.at(place);
    let frame = match stack.map(|stack| stack.item.rarity) {
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
            Outline::new(px(2), px(1), Color::NONE),
            observe(deeds::select),
            observe(deeds::use_at_once),
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

/// Fills the description.
pub(super) fn details(
    pane: &mut ChildSpawnerCommands,
    at: Option<(Place, &Stack)>,
    records: &Records,
    land: &Land,
) {
    let Some((place, stack)) = at else {
        pane.spawn(label("Nothing here.", text::BODY, colour::MUTED));
        return;
    };
    let lines = item::tooltip(stack, records, land);
    for (index, line) in lines.into_iter().enumerate() {
        let size = if index == 0 { text::SUBHEADING } else { text::BODY };
        pane.spawn(label(line.text, size, line.colour));
    }
    pane.spawn(panel::rule());
    let base = land.rules().item(stack.item.base);
    for (words, deed) in deeds::of(place, base, stack.count) {
        let act = deeds::act(place, deed);
        pane.spawn((theme::button_sized(words, 190.0), observe(act)));
    }
}
