//! What was sold.

use super::list::Shown;
use super::{Browser, Waiting, list};
use crate::menus::row;
use crate::theme::{self, colour, label, text};
use crate::wording::{price, record};
use bevy::prelude::*;
use bevy::ui_widgets::{Activate, observe};
use protocol::{Key, Sale};
use std::time::{SystemTime, UNIX_EPOCH};

const WHO: f32 = 250.0;
const PRICE: f32 = 120.0;
const WHEN: f32 = 110.0;

/// Fills the list.
pub(super) fn fill(list: &mut ChildSpawnerCommands, shown: &mut Shown) {
    if shown.sales.own != Some(shown.browser.own_sales) {
        list::asking(list, &shown.waiting);
        return;
    }
    let sales = shown.sales.sales.clone();
    if sales.is_empty() {
        let words = if shown.browser.own_sales {
            "You have bought and sold nothing yet."
        } else {
            "Nothing was sold in this world yet."
        };
        list.spawn(label(words, text::BODY, colour::MUTED));
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.ok().and_then(|now| i64::try_from(now.as_secs()).ok()).unwrap_or(0);
    for sale in &sales {
        let icon = shown.artist.icon(&sale.item, 32.0);
        let name = shown.artist.name(&sale.item);
        let below = format!("{}, number {}", sale.class, sale.number);
        let node = Node {
            height: px(46),
            padding: UiRect::axes(px(8), px(2)),
            column_gap: px(10),
            align_items: AlignItems::Center,
            flex_shrink: 0.0,
            ..default()
        };
        list.spawn(node).with_children(|cells| {
            cells.spawn(icon);
            cells.spawn(row::named(name, below, &sale.item, false));
            cells.spawn(row::cell(who(sale, shown.chain.wallet), WHO, colour::PARCHMENT));
            cells.spawn(row::cell(price::price(sale.price), PRICE, colour::GOLD));
            cells.spawn(row::cell(ago(now - sale.time), WHEN, colour::MUTED));
        });
    }
}

/// The buttons below the list.
pub(super) fn foot(foot: &mut ChildSpawnerCommands, shown: &Shown) {
    let own = shown.browser.own_sales;
    let words = if own { "What you bought and sold" } else { "What everybody bought and sold" };
    foot.spawn(label(words, text::SMALL, colour::MUTED));
    let turn = move |_: On<Activate>, mut browser: ResMut<Browser>, mut wait: ResMut<Waiting>| {
        browser.own_sales = !own;
        *wait = Waiting { wanted: true, ..Waiting::default() };
    };
    let words = if own { "Show all" } else { "Show mine" };
    foot.spawn((theme::button_sized(words, 130.0), observe(turn)));
}

/// "Ben to you".
fn who(sale: &Sale, wallet: Option<Key>) -> String {
    let name = |key: &Key, name: &Option<String>| {
        if wallet == Some(*key) {
            return "you".to_owned();
        }
        name.clone().unwrap_or_else(|| record::short(key))
    };
    let [seller, buyer] = &sale.names;
    format!("{} to {}", name(&sale.seller, seller), name(&sale.buyer, buyer))
}

/// A span of seconds for people.
fn ago(seconds: i64) -> String {
    match seconds {
        ..60 => "just now".into(),
        60..3_600 => format!("{} min ago", seconds / 60),
        3_600..86_400 => format!("{} h ago", seconds / 3_600),
        86_400..172_800 => "a day ago".into(),
        _ => format!("{} days ago", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use worldgen::Item;

    #[test]
    fn spans_are_said_as_people_say_them() {
        assert_eq!(ago(-5), "just now");
        assert_eq!(ago(61), "1 min ago");
        assert_eq!(ago(7_300), "2 h ago");
        assert_eq!(ago(90_000), "a day ago");
        assert_eq!(ago(400_000), "4 days ago");
    }

    #[test]
    fn a_sale_names_both_sides_and_oneself() {
        let sale = Sale {
            mint: [1; 32],
            item: Item::plain(ruleset::ItemId(0)),
            class: String::new(),
            number: 1,
            price: 1,
            seller: [2; 32],
            buyer: [3; 32],
            names: [Some("Ben".into()), None],
            time: 0,
        };
        assert_eq!(who(&sale, Some([3; 32])), "Ben to you");
        let stranger = record::short(&[3; 32]);
        assert_eq!(who(&sale, None), format!("Ben to {stranger}"));
    }
}
