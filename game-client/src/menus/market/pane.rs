//! The offer that is chosen: what it is, how it compares, and what can be done with it.

use super::frame::Pane;
use super::{Browser, Tab, list};
use crate::menus::question::{Asker, Asking};
use crate::menus::row;
use crate::play::{About, AskServer, Carried, Chain, Deals, Doing, Market};
use crate::theme::{self, button, colour, label, panel, text};
use crate::wording::item::described;
use crate::wording::{compare, deal, odds, price, record};
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy::ui_widgets::{Activate, observe};
use protocol::{Ask, Offer};

/// What the pane shows.
#[derive(SystemParam)]
pub(super) struct Shown<'w> {
    browser: Res<'w, Browser>,
    market: Res<'w, Market>,
    chain: Res<'w, Chain>,
    deals: Res<'w, Deals>,
    carried: Res<'w, Carried>,
    artist: row::Artist<'w>,
}

/// Fills the pane when what it shows has changed.
pub(super) fn fill(mut commands: Commands, shown: Shown, panes: Query<(Entity, Ref<Pane>)>) {
    let Ok((pane, added)) = panes.single() else {
        return;
    };
    let stale = shown.browser.is_changed()
        || shown.market.is_changed()
        || shown.chain.is_changed()
        || shown.deals.is_changed()
        || shown.carried.is_changed();
    if !stale && !added.is_added() {
        return;
    }
    commands.entity(pane).despawn_children().with_children(|pane| {
        let Some(mint) = shown.browser.chosen else {
            pane.spawn(label("Choose an offer to look at it.", text::BODY, colour::MUTED));
            return;
        };
        let doing = shown.deals.about(About::Token(mint));
        let page = list::page(&shown.browser, &shown.market);
        let offer = page.and_then(|page| page.offers.iter().find(|it| it.lot.mint == mint));
        match offer {
            Some(offer) => describe(pane, offer, doing, &shown),
            None => {
                if let Some(doing) = doing {
                    let line = deal::line(doing);
                    pane.spawn(label(line.text, text::BODY, line.colour));
                } else {
                    let words = "That offer is not here any more.";
                    pane.spawn(label(words, text::BODY, colour::MUTED));
                }
            }
        }
    });
}

fn describe(pane: &mut ChildSpawnerCommands, offer: &Offer, doing: Option<&Doing>, shown: &Shown) {
    let lot = &offer.lot;
    if let Some(rules) = shown.artist.rules() {
        row::tell(pane, &described(&offer.item, rules));
        let number = odds::numbered(lot.token.number, offer.cap);
        let class = format!("{}, number {number}", offer.class);
        pane.spawn(label(class, text::BODY, colour::GOLD));
        let from = list::seller(offer, shown.chain.wallet);
        let token = format!("Token {}, sold by {from}", record::short(&lot.mint));
        pane.spawn(label(token, text::SMALL, colour::MUTED));
        for line in compare::lines(&offer.item, &shown.carried.0, rules) {
            pane.spawn(label(line.text, text::SMALL, line.colour));
        }
    }
    pane.spawn(panel::rule());
    pane.spawn(label(price::price(lot.price), text::SUBHEADING, colour::GOLD));
    if let Some(doing) = doing {
        let line = deal::line(doing);
        pane.spawn(label(line.text, text::BODY, line.colour));
        if doing.holds() {
            return;
        }
    }
    let name = shown.artist.name(&offer.item);
    if shown.chain.wallet == Some(lot.seller) || shown.browser.tab == Tab::Own {
        let (mint, now) = (lot.mint, lot.price);
        pane.spawn(Node { column_gap: px(8), ..default() }).with_children(|row| {
            let reprice = move |_: On<Activate>, mut asker: Asker| {
                asker.pose(Asking::reprice(&name, mint, now));
            };
            row.spawn((theme::button_sized("New price", 142.0), observe(reprice)));
            let back = move |_: On<Activate>, mut ask: MessageWriter<AskServer>| {
                ask.write(AskServer(Ask::Cancel { mint }));
            };
            row.spawn((theme::button_sized("Take back", 142.0), observe(back)));
        });
        return;
    }
    match shown.chain.purse {
        Some(purse) if purse < lot.price => {
            let more = price::price(lot.price - purse);
            let words = format!("Your wallet has {}: {more} too little.", price::held(purse));
            pane.spawn(label(words, text::BODY, colour::BAD));
        }
        _ => {
            let (mint, price) = (lot.mint, lot.price);
            let buy = move |_: On<Activate>, mut asker: Asker| {
                asker.pose(Asking::buy(&name, mint, price));
            };
            pane.spawn((button::first_button("Buy", 292.0), observe(buy)));
        }
    }
}
