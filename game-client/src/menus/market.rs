//! The market: what is on sale, one's own offers, what was sold, and the odds of sealed relics.
//!
//! The server knows the market; this window asks for a page of it and shows the last one that came.
//! The frame with its fields stays while the list and the pane beside it follow what is told.

mod filters;
mod frame;
mod history;
mod list;
mod odds;
mod pane;
mod purse;

use super::Menu;
use crate::play::{AskServer, Chain, Deals, Heard, NotReadYet, Stage};
use crate::schedule::ClientSystems;
use bevy::prelude::*;
use protocol::{Ask, Event, Key, MarketQuery};

/// What one looks at.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
struct Browser {
    tab: Tab,
    /// What is looked for under Browse.
    query: MarketQuery,
    /// The page of one's own offers.
    own_page: u16,
    /// Under History: only what one has bought or sold oneself.
    own_sales: bool,
    /// The offer that is described.
    chosen: Option<Key>,
    /// What is wrong with the filters.
    fault: Option<String>,
}

impl Browser {
    /// What is asked of the server for what one looks at.
    fn ask(&self) -> Ask {
        match self.tab {
            Tab::Browse => Ask::Market(self.query.clone()),
            Tab::Own => {
                let query =
                    MarketQuery { own: true, page: self.own_page, ..MarketQuery::default() };
                Ask::Market(query)
            }
            Tab::History => Ask::Sales { own: self.own_sales },
            Tab::Odds => Ask::Supply,
        }
    }

    /// The page that one looks at.
    fn page(&mut self) -> &mut u16 {
        if self.tab == Tab::Own { &mut self.own_page } else { &mut self.query.page }
    }
}

/// The parts of the market.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tab {
    #[default]
    Browse,
    Own,
    History,
    Odds,
}

/// Something was asked, and how long ago.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq)]
struct Waiting {
    /// Ask in this frame.
    wanted: bool,
    /// Seconds since it was asked; `None`: it was answered.
    since: Option<f32>,
    /// Seconds since the answer.
    idle: f32,
    /// It was asked again.
    again: bool,
}

/// How long an answer may take before it is asked for again, seconds.
const PATIENCE: f32 = 6.0;
/// How old an answer grows before it is asked for again, seconds: the server reads the chain only
/// when somebody looks, so that the second look shows what the first one had read.
const FRESH: f32 = 4.0;

/// How soon it is asked again what the server has only begun to read, seconds.
const SOON: f32 = 1.0;

/// Adds the window.
pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Browser>().init_resource::<Waiting>();
    app.add_systems(OnEnter(Menu::Market), want).add_systems(
        Update,
        (
            answered,
            after_deals,
            ask,
            frame::build,
            filters::word,
            list::fill,
            pane::fill,
            purse::fill,
        )
            .chain()
            .in_set(ClientSystems::Show)
            .run_if(in_state(Menu::Market)),
    );
}

fn want(mut waiting: ResMut<Waiting>) {
    *waiting = Waiting { wanted: true, ..Waiting::default() };
}

/// Notes that an answer came.
fn answered(
    browser: Res<Browser>,
    (mut heard, mut not_read): (MessageReader<Heard>, MessageReader<NotReadYet>),
    mut waiting: ResMut<Waiting>,
) {
    if not_read.read().count() > 0 {
        // The server has begun to read; a moment later it will know.
        let now = waiting.bypass_change_detection();
        (now.since, now.idle) = (None, FRESH - SOON);
    }
    let came = |Heard(event): &Heard| {
        matches!(
            (browser.tab, event),
            (Tab::Browse | Tab::Own, Event::Market(_))
                | (Tab::History, Event::Sales { .. })
                | (Tab::Odds, Event::Supply(_))
        )
    };
    if heard.read().filter(|heard| came(heard)).count() > 0 {
        let again = waiting.again;
        let now = waiting.bypass_change_detection();
        *now = Waiting { wanted: now.wanted, ..Waiting::default() };
        if again {
            waiting.set_changed();
        }
    }
}

/// What is done changes the market.
fn after_deals(deals: Res<Deals>, mut done: Local<usize>, mut waiting: ResMut<Waiting>) {
    if !deals.is_changed() {
        return;
    }
    let now = deals.0.values().filter(|doing| doing.stage == Stage::Done).count();
    if now > *done {
        waiting.wanted = true;
    }
    *done = now;
}

/// Asks for what one looks at, and again where no answer comes.
fn ask(
    browser: Res<Browser>,
    chain: Res<Chain>,
    time: Res<Time<Real>>,
    mut waiting: ResMut<Waiting>,
    mut ask: MessageWriter<AskServer>,
) {
    if chain.info.is_none() {
        return;
    }
    // What the list says changes only where an answer stays away.
    let now = waiting.bypass_change_detection();
    let passed = time.delta_secs();
    match &mut now.since {
        Some(since) => *since += passed,
        None => now.idle += passed,
    }
    let silent = now.since.is_some_and(|since| since > PATIENCE);
    if now.wanted || silent || now.idle > FRESH {
        ask.write(AskServer(browser.ask()));
        let again = now.again || silent;
        let fresh = now.again != again;
        *now = Waiting { since: Some(0.0), again, ..Waiting::default() };
        if fresh {
            waiting.set_changed();
        }
    }
}

#[cfg(test)]
mod tests;
