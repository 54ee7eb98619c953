//! Pieces that lists of relics share.

use crate::play::Realm;
use crate::theme::button::{Painted, pushable};
use crate::theme::icon::{Icons, Shape};
use crate::theme::{colour, label, text};
use crate::wording::item::{self, Line};
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy::text::LineBreak;
use ruleset::Ruleset;
use worldgen::Item;

/// What drawing items needs.
#[derive(SystemParam)]
pub(super) struct Artist<'w> {
    pub(super) realm: Option<Res<'w, Realm>>,
    icons: ResMut<'w, Icons>,
    images: ResMut<'w, Assets<Image>>,
}

impl Artist<'_> {
    /// The rules that items are of.
    pub(super) fn rules(&self) -> Option<&Ruleset> {
        self.realm.as_ref().map(|realm| realm.0.rules().as_ref())
    }

    /// The name of an item.
    pub(super) fn name(&self, item: &Item) -> String {
        self.rules().map_or_else(|| "a relic".into(), |rules| item::name(item, rules))
    }

    /// An item's icon, so many pixels wide.
    pub(super) fn icon(&mut self, item: &Item, edge: f32) -> impl Bundle + use<> {
        let look = self.rules().map(|rules| {
            let base = rules.item(item.base);
            (Shape::of(base), base.colour)
        });
        let image = look.map(|(shape, tint)| self.icons.of(shape, tint, &mut self.images));
        (
            ImageNode { color: Color::WHITE, ..ImageNode::new(image.unwrap_or_default()) },
            Node { width: px(edge), height: px(edge), flex_shrink: 0.0, ..default() },
            Pickable::IGNORE,
        )
    }
}

/// A line of a list that can be chosen.
pub(super) fn choosable(chosen: bool, height: f32) -> impl Bundle {
    let frame = if chosen { colour::GOLD } else { colour::BRONZE_DARK };
    let node = Node {
        height: px(height),
        padding: UiRect::axes(px(8), px(2)),
        column_gap: px(8),
        align_items: AlignItems::Center,
        flex_shrink: 0.0,
        ..default()
    };
    pushable(Painted::quiet(frame), node)
}

/// A cell of a list: words of a width that are cut where there is no room.
pub(super) fn cell(words: impl Into<String>, width: f32, tint: Color) -> impl Bundle {
    (
        Node { width: px(width), flex_shrink: 0.0, overflow: Overflow::clip_x(), ..default() },
        Pickable::IGNORE,
        children![(
            label(words, text::SMALL + 1.0, tint),
            TextLayout { linebreak: LineBreak::NoWrap, ..default() },
        )],
    )
}

/// A cell that takes what room there is: an item's name with its class below. `wraps`: the name may
/// take a second line.
pub(super) fn named(name: String, below: String, item: &Item, wraps: bool) -> impl Bundle {
    let linebreak = if wraps { LineBreak::WordBoundary } else { LineBreak::NoWrap };
    let line = |words: String, size: f32, tint: Color, linebreak: LineBreak| {
        (label(words, size, tint), TextLayout { linebreak, ..default() })
    };
    (
        Node {
            flex_direction: FlexDirection::Column,
            flex_grow: 1.0,
            flex_basis: px(0),
            min_width: px(0),
            overflow: Overflow::clip_x(),
            ..default()
        },
        Pickable::IGNORE,
        children![
            line(name, text::BODY, colour::rarity(item.rarity), linebreak),
            line(below, text::SMALL - 1.0, colour::MUTED, LineBreak::NoWrap),
        ],
    )
}

/// The lines of a tooltip, its name first.
pub(super) fn tell(pane: &mut ChildSpawnerCommands, lines: &[Line]) {
    for (index, line) in lines.iter().enumerate() {
        let size = match (index, line.small) {
            (0, _) => text::SUBHEADING,
            (_, true) => text::SMALL,
            _ => text::BODY,
        };
        pane.spawn(label(&line.text, size, line.colour));
    }
}
