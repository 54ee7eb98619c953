//! What is looked for: fields, and buttons that turn to the next choice when they are pressed.

use super::{Browser, Waiting};
use crate::menus::window;
use crate::play::Realm;
use crate::theme::{self, button, colour, field, label, text};
use crate::wording::{item, odds, price};
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy::text::EditableText;
use bevy::ui_widgets::{Activate, observe};
use protocol::{MarketQuery, MarketSort};
use ruleset::{Rarity, Ruleset, Slot};

/// Most characters of a name that is looked for.
const NAME: usize = 40;

/// Most characters of a class's name on its button.
const CLASS: usize = 12;

/// A button that turns.
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turns {
    Rarity,
    Slot,
    Class,
    Sort,
}

#[derive(Component)]
pub(super) struct NameField;

#[derive(Component)]
pub(super) struct MostField;

/// The line that says what is wrong.
#[derive(Component)]
pub(super) struct Fault;

const SLOTS: [Slot; 5] = [Slot::Hand, Slot::Bow, Slot::Body, Slot::Head, Slot::Charm];

/// The bar of filters.
pub(super) fn bar(card: &mut ChildSpawnerCommands, browser: &Browser) {
    let query = &browser.query;
    let most = query.maximum_price.map(price::number).unwrap_or_default();
    card.spawn(Node { column_gap: px(7), align_items: AlignItems::Center, ..default() })
        .with_children(|row| {
            row.spawn(label("Name", text::SMALL, colour::MUTED));
            row.spawn((field::field(&query.name, NAME, px(128)), Name::new("name"), NameField))
                .observe(|_: On<field::Submitted>, mut look: Look| look.up());
            for (turns, width) in [
                (Turns::Rarity, 152.0),
                (Turns::Slot, 124.0),
                (Turns::Class, 156.0),
                (Turns::Sort, 174.0),
            ] {
                row.spawn((theme::button_sized("", width), turns, observe(turn)));
            }
            row.spawn(label("Up to", text::SMALL, colour::MUTED));
            row.spawn((field::field(&most, 18, px(84)), Name::new("most"), MostField))
                .observe(|_: On<field::Submitted>, mut look: Look| look.up());
            row.spawn((
                button::first_button("Search", 96.0),
                observe(|_: On<Activate>, mut look: Look| look.up()),
            ));
        });
    card.spawn(window::row()).with_children(|row| {
        row.spawn((label("", text::SMALL, colour::BAD), Fault));
    });
}

/// Puts the words onto the buttons.
pub(super) fn word(
    browser: Res<Browser>,
    realm: Option<Res<Realm>>,
    buttons: Query<(&Turns, &Children)>,
    mut texts: Query<&mut Text, Without<Fault>>,
    mut faults: Query<&mut Text, With<Fault>>,
) {
    let rules = realm.as_ref().map(|realm| realm.0.rules().as_ref());
    for (turns, children) in &buttons {
        for child in children {
            if let Ok(mut text) = texts.get_mut(*child) {
                text.set_if_neq(Text(words(*turns, &browser.query, rules)));
            }
        }
    }
    for mut text in &mut faults {
        text.set_if_neq(Text(browser.fault.clone().unwrap_or_default()));
    }
}

/// What a button says.
fn words(turns: Turns, query: &MarketQuery, rules: Option<&Ruleset>) -> String {
    match turns {
        Turns::Rarity => match query.rarity {
            None => "Any rarity".into(),
            Some(Rarity::Legendary) => "Legendary".into(),
            Some(rarity) => format!("{} up", item::rarity(rarity)),
        },
        Turns::Slot => query.slot.map_or("Any place", item::slot).into(),
        Turns::Class => match query.class {
            None => "Any class".into(),
            Some(1) => "Rewards".into(),
            Some(number) => rules
                .and_then(|rules| rules.relics.class(u16::try_from(number - 2).ok()?))
                .map_or_else(|| format!("Class {number}"), |class| cut(&class.name)),
        },
        Turns::Sort => match query.sort {
            MarketSort::Cheapest => "Cheapest first",
            MarketSort::Dearest => "Dearest first",
            MarketSort::Rarest => "Rarest first",
            MarketSort::Level => "Highest level",
        }
        .into(),
    }
}

/// A class's name as far as a button has room for it.
fn cut(name: &str) -> String {
    if name.chars().count() <= CLASS {
        return name.to_owned();
    }
    let start: String = name.chars().take(CLASS - 2).collect();
    format!("{}..", start.trim_end())
}

/// Turns to the next choice; after the last comes "any".
fn turned(turns: Turns, query: &mut MarketQuery, class_count: u32) {
    match turns {
        // Everything is common at least.
        Turns::Rarity => query.rarity = next(query.rarity, &odds::RARITIES[1..]),
        Turns::Slot => query.slot = next(query.slot, &SLOTS),
        Turns::Class => {
            let all: Vec<u32> = (1..=class_count).collect();
            query.class = next(query.class, &all);
        }
        Turns::Sort => {
            query.sort = match query.sort {
                MarketSort::Cheapest => MarketSort::Dearest,
                MarketSort::Dearest => MarketSort::Rarest,
                MarketSort::Rarest => MarketSort::Level,
                MarketSort::Level => MarketSort::Cheapest,
            };
        }
    }
    query.page = 0;
}

fn next<T: Copy + PartialEq>(now: Option<T>, all: &[T]) -> Option<T> {
    let index = now.map_or(0, |now| {
        all.iter().position(|other| *other == now).map_or(all.len(), |index| index + 1)
    });
    all.get(index).copied()
}

/// What looking needs.
#[derive(SystemParam)]
struct Look<'w, 's> {
    browser: ResMut<'w, Browser>,
    waiting: ResMut<'w, Waiting>,
    names: Query<'w, 's, &'static EditableText, With<NameField>>,
    mosts: Query<'w, 's, &'static EditableText, (With<MostField>, Without<NameField>)>,
}

impl Look<'_, '_> {
    /// Looks for what stands in the fields.
    fn up(&mut self) {
        let read = |field: Option<&EditableText>| field.map(field::value).unwrap_or_default();
        let name = read(self.names.iter().next());
        let most = read(self.mosts.iter().next());
        let most = match most.is_empty() {
            true => Ok(None),
            false => price::amount(&most).map(Some),
        };
        match most {
            Ok(maximum_price) => {
                let browser = &mut *self.browser;
                browser.query.name = name;
                browser.query.maximum_price = maximum_price;
                browser.query.page = 0;
                browser.fault = None;
                *self.waiting = Waiting { wanted: true, ..Waiting::default() };
            }
            Err(error) => self.browser.fault = Some(error.to_string()),
        }
    }
}

fn turn(on: On<Activate>, buttons: Query<&Turns>, realm: Option<Res<Realm>>, mut look: Look) {
    let Ok(turns) = buttons.get(on.entity) else {
        return;
    };
    let kinds = realm.map_or(0, |realm| realm.0.rules().relics.classes.len());
    let class_count = u32::try_from(kinds).unwrap_or(u32::MAX).saturating_add(1);
    turned(*turns, &mut look.browser.query, class_count);
    look.up();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buttons_turn_through_all_choices_and_back_to_any() {
        let world = crate::testing::core_world();
        let mut query = MarketQuery { page: 3, ..MarketQuery::default() };
        let mut turn = |turns| {
            turned(turns, &mut query, 4);
            words(turns, &query, Some(world.rules()))
        };
        let rarities: Vec<_> = (0..5).map(|_| turn(Turns::Rarity)).collect();
        assert_eq!(rarities, ["Uncommon up", "Rare up", "Epic up", "Legendary", "Any rarity"]);
        let classes: Vec<_> = (0..5).map(|_| turn(Turns::Class)).collect();
        assert_eq!(classes, ["Rewards", "Hedge Relic", "Barrow Relic", "Elder Relic", "Any class"]);
        let slots: Vec<_> = (0..6).map(|_| turn(Turns::Slot)).collect();
        assert_eq!(slots, ["Hand", "Bow", "Body", "Head", "Charm", "Any place"]);
        let sorts: Vec<_> = (0..4).map(|_| turn(Turns::Sort)).collect();
        assert_eq!(sorts, ["Dearest first", "Rarest first", "Highest level", "Cheapest first"]);
        assert_eq!(query, MarketQuery::default(), "and begins at the first page");
    }
}
