//! The list on the left: offers, and what the other tabs show in its place.

use super::frame::{List, Pages};
use super::{Browser, Tab, Waiting, history, odds};
use crate::menus::row;
use crate::play::{Chain, Market, Sales, Supply};
use crate::theme::{self, colour, label, text};
use crate::wording::{price, record};
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy::ui_widgets::{Activate, observe};
use protocol::{Key, MarketPage, MarketQuery, OFFERS_A_PAGE, Offer};

/// What the list shows.
#[derive(SystemParam)]
pub(super) struct Shown<'w> {
    pub(super) browser: Res<'w, Browser>,
    pub(super) waiting: Res<'w, Waiting>,
    pub(super) market: Res<'w, Market>,
    pub(super) sales: Res<'w, Sales>,
    pub(super) supply: Res<'w, Supply>,
    pub(super) chain: Res<'w, Chain>,
    pub(super) artist: row::Artist<'w>,
}

/// Fills the list when what it shows has changed.
pub(super) fn fill(
    mut commands: Commands,
    mut shown: Shown,
    lists: Query<(Entity, Ref<List>)>,
    pages: Query<Entity, With<Pages>>,
) {
    let (Ok((list, added)), Ok(pages)) = (lists.single(), pages.single()) else {
        return;
    };
    let stale = shown.browser.is_changed()
        || shown.waiting.is_changed()
        || shown.market.is_changed()
        || shown.sales.is_changed()
        || shown.supply.is_changed()
        || shown.chain.is_changed();
    if !stale && !added.is_added() {
        return;
    }
    let tab = shown.browser.tab;
    commands.entity(list).despawn_children().with_children(|list| match tab {
        Tab::Browse | Tab::Own => offers(list, &mut shown),
        Tab::History => history::fill(list, &mut shown),
        Tab::Odds => odds::fill(list, &shown),
    });
    commands.entity(pages).despawn_children().with_children(|foot| match tab {
        Tab::Browse | Tab::Own => turn_pages(foot, &shown),
        Tab::History => history::foot(foot, &shown),
        Tab::Odds => {
            let own_chain = shown.chain.info.is_none_or(|info| info.own_chain);
            odds::foot(foot, own_chain);
        }
    });
}

/// The page of the tab that one looks at, once it has come.
pub(super) fn page<'m>(browser: &Browser, market: &'m Market) -> Option<&'m MarketPage> {
    market.0.as_ref().filter(|page| page.query.own == (browser.tab == Tab::Own))
}

/// What is said while nothing has come yet.
pub(super) fn asking(list: &mut ChildSpawnerCommands, waiting: &Waiting) {
    let words = if waiting.again {
        "The market does not answer yet; it is asked again. Nothing is lost."
    } else {
        "Asking the market..."
    };
    list.spawn(label(words, text::BODY, colour::MUTED));
}

fn offers(list: &mut ChildSpawnerCommands, shown: &mut Shown) {
    let Some(page) = page(&shown.browser, &shown.market).cloned() else {
        asking(list, &shown.waiting);
        return;
    };
    if page.offers.is_empty() {
        let words = if shown.browser.tab == Tab::Own {
            "You offer nothing. In your pack, choose a relic and press Sell."
        } else if page.query == MarketQuery::default() {
            "Nothing is on sale yet. What you find and do not need may be the first."
        } else {
            "Nothing like that is on sale."
        };
        list.spawn(label(words, text::BODY, colour::MUTED));
        return;
    }
    list.spawn(heads());
    for (number, offer) in (1..).zip(&page.offers) {
        line(list, number, offer, shown);
    }
}

const LEVEL: f32 = 46.0;
const NUMBER: f32 = 80.0;
const SELLER: f32 = 112.0;
const PRICE: f32 = 122.0;

fn heads() -> impl Bundle {
    (
        Node {
            column_gap: px(8),
            padding: UiRect::horizontal(px(10)),
            flex_shrink: 0.0,
            ..default()
        },
        children![
            (
                Node { flex_grow: 1.0, ..default() },
                children![label("Relic", text::SMALL, colour::MUTED)]
            ),
            row::cell("Level", LEVEL, colour::MUTED),
            row::cell("Number", NUMBER, colour::MUTED),
            row::cell("Seller", SELLER, colour::MUTED),
            row::cell("Price", PRICE, colour::MUTED),
        ],
    )
}

fn line(list: &mut ChildSpawnerCommands, number: usize, offer: &Offer, shown: &mut Shown) {
    let chosen = shown.browser.chosen == Some(offer.lot.mint);
    let name = shown.artist.name(&offer.item);
    let icon = shown.artist.icon(&offer.item, 32.0);
    let dear = shown.chain.purse.is_some_and(|purse| purse < offer.lot.price);
    let tint = if dear { colour::MUTED } else { colour::GOLD };
    list.spawn((
        row::choosable(chosen, 46.0),
        Name::new(format!("offer {number}")),
        observe(choose(offer.lot.mint)),
    ))
    .with_children(|cells| {
        cells.spawn(icon);
        cells.spawn(row::named(name, offer.class.clone(), &offer.item, false));
        cells.spawn(row::cell(offer.item.level.to_string(), LEVEL, colour::PARCHMENT));
        cells.spawn(row::cell(numbered(offer), NUMBER, colour::PARCHMENT));
        cells.spawn(row::cell(seller(offer, shown.chain.wallet), SELLER, colour::PARCHMENT));
        cells.spawn(row::cell(price::price(offer.lot.price), PRICE, tint));
    });
}

/// "12/400", or "12" where there is no limit.
fn numbered(offer: &Offer) -> String {
    let number = offer.lot.token.number;
    if offer.cap == u32::MAX { number.to_string() } else { format!("{number}/{}", offer.cap) }
}

/// Who sells it.
pub(super) fn seller(offer: &Offer, wallet: Option<Key>) -> String {
    if wallet == Some(offer.lot.seller) {
        return "you".into();
    }
    offer.seller.clone().unwrap_or_else(|| record::short(&offer.lot.seller))
}

fn choose(mint: Key) -> impl FnMut(On<Activate>, ResMut<Browser>) {
    move |_, mut browser| {
        if browser.chosen != Some(mint) {
            browser.chosen = Some(mint);
        }
    }
}

fn turn_pages(foot: &mut ChildSpawnerCommands, shown: &Shown) {
    let Some(page) = page(&shown.browser, &shown.market) else {
        return;
    };
    let count = u32::try_from(OFFERS_A_PAGE).unwrap_or(u32::MAX).max(1);
    let (now, all) = (u32::from(page.query.page) + 1, page.total.div_ceil(count).max(1));
    let words = match page.total {
        1 => "1 offer".into(),
        total => format!("{total} offers"),
    };
    foot.spawn(label(words, text::SMALL, colour::MUTED));
    if all < 2 {
        return;
    }
    foot.spawn(Node { column_gap: px(10), align_items: AlignItems::Center, ..default() })
        .with_children(|row| {
            if now > 1 {
                row.spawn((
                    theme::button_sized("Before", 100.0),
                    observe(turn(page.query.page - 1)),
                ));
            }
            row.spawn(label(format!("Page {now} of {all}"), text::BODY, colour::PARCHMENT));
            if now < all {
                let next = page.query.page.saturating_add(1);
                row.spawn((theme::button_sized("Next", 100.0), observe(turn(next))));
            }
        });
}

fn turn(to: u16) -> impl FnMut(On<Activate>, ResMut<Browser>, ResMut<Waiting>) {
    move |_, mut browser, mut waiting| {
        *browser.page() = to;
        *waiting = Waiting { wanted: true, ..Waiting::default() };
    }
}
