//! What stays while the market changes: tabs, filters, and the places of list and pane.

use super::{Browser, Tab, Waiting, filters, purse};
use crate::menus::{Menu, window};
use crate::play::Chain;
use crate::theme::button::{Painted, pushable};
use crate::theme::{colour, label, panel, text};
use bevy::prelude::*;
use bevy::ui_widgets::{Activate, ScrollArea, observe};

#[derive(Component)]
pub(super) struct MarketWindow;

/// Where the list stands.
#[derive(Component)]
pub(super) struct List;

/// Where the pages are turned.
#[derive(Component)]
pub(super) struct Pages;

/// Where what was chosen is described.
#[derive(Component)]
pub(super) struct Pane;

const TABS: [(&str, Tab); 4] = [
    ("Browse", Tab::Browse),
    ("My offers", Tab::Own),
    ("History", Tab::History),
    ("Odds", Tab::Odds),
];

/// What is said where the world keeps no chain.
const NO_CHAIN: &str = "This world keeps no chain, so nothing is bought or sold here; what you find \
                        is yours all the same.";

/// Opens the window, and anew with another tab.
pub(super) fn build(
    mut commands: Commands,
    browser: Res<Browser>,
    chain: Res<Chain>,
    open: Query<Entity, With<MarketWindow>>,
    mut shown: Local<Option<(Tab, Option<bool>)>>,
) {
    let now = Some((browser.tab, chain.info.map(|info| info.own_chain)));
    if !open.is_empty() && *shown == now {
        return;
    }
    *shown = now;
    for old in &open {
        commands.entity(old).despawn();
    }
    let Some(info) = chain.info else {
        window::open(&mut commands, Menu::Market, ("Market", 560.0), MarketWindow, |card| {
            card.spawn(label(NO_CHAIN, text::BODY, colour::PARCHMENT));
        });
        return;
    };
    window::open(&mut commands, Menu::Market, ("Market", 1140.0), MarketWindow, |card| {
        let bar = Node {
            justify_content: JustifyContent::SpaceBetween,
            align_items: AlignItems::Center,
            ..default()
        };
        card.spawn(bar).with_children(|bar| {
            bar.spawn(Node { column_gap: px(6), ..default() }).with_children(|tabs| {
                for (words, tab) in TABS {
                    tabs.spawn(tab_button(words, tab, tab == browser.tab));
                }
            });
            bar.spawn(window::row()).with_children(|row| purse::bar(row, info.own_chain));
        });
        if browser.tab == Tab::Browse {
            filters::bar(card, &browser);
        }
        let beside = matches!(browser.tab, Tab::Browse | Tab::Own);
        let height = if browser.tab == Tab::Browse { 412.0 } else { 456.0 };
        card.spawn(Node { column_gap: px(14), height: px(height), ..default() }).with_children(
            |row| {
                row.spawn(Node {
                    flex_direction: FlexDirection::Column,
                    flex_grow: 1.0,
                    flex_basis: px(0),
                    min_width: px(0),
                    ..default()
                })
                .with_children(|left| {
                    left.spawn((
                        panel::well(Node {
                            flex_direction: FlexDirection::Column,
                            flex_grow: 1.0,
                            flex_basis: px(0),
                            min_height: px(0),
                            row_gap: px(3),
                            padding: px(6).all(),
                            overflow: Overflow::scroll_y(),
                            ..default()
                        }),
                        ScrollArea,
                        List,
                    ));
                });
                if beside {
                    row.spawn((
                        panel::well(Node {
                            width: px(330),
                            flex_direction: FlexDirection::Column,
                            flex_shrink: 0.0,
                            padding: px(14).all(),
                            row_gap: px(4),
                            overflow: Overflow::scroll_y(),
                            ..default()
                        }),
                        ScrollArea,
                        Pane,
                    ));
                }
            },
        );
        let foot = Node {
            justify_content: JustifyContent::SpaceBetween,
            align_items: AlignItems::Center,
            min_height: px(40),
            ..default()
        };
        card.spawn((foot, Pages));
    });
}

fn tab_button(words: &str, tab: Tab, chosen: bool) -> impl Bundle {
    let painted = if chosen { Painted::FIRST } else { Painted::BUTTON };
    let node = Node {
        width: px(122),
        height: px(36),
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        ..default()
    };
    let tint = if chosen { colour::GOLD } else { colour::PARCHMENT };
    let turn = move |_: On<Activate>, mut browser: ResMut<Browser>, mut wait: ResMut<Waiting>| {
        if browser.tab != tab {
            browser.tab = tab;
            browser.chosen = None;
        }
        *wait = Waiting { wanted: true, ..Waiting::default() };
    };
    (pushable(painted, node), observe(turn), children![label(words, text::BODY + 1.0, tint)])
}
