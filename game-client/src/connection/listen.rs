//! What the session heard, written down for the interface.

use super::{Connection, Phase, deals, failure};
use crate::address::first_large;
use crate::local_server::OwnServer;
use crate::play::{
    Carried, Chain, Deals, Followed, Heard, Invitation, Link, Market, NotReadYet, Notice, Party,
    Place, Records, Sales, Standing, Supply, Table, Talk, Tone,
};
use crate::screens::{Screen, Step, Steps};
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use protocol::{Ask, Event, Outcome, Refusal, RequestId};
use session::{Ended, Happening, View};

/// Where what was heard goes.
#[derive(SystemParam)]
pub(super) struct Sinks<'w, 's> {
    place: ResMut<'w, Place>,
    standing: ResMut<'w, Standing>,
    carried: ResMut<'w, Carried>,
    records: ResMut<'w, Records>,
    followed: ResMut<'w, Followed>,
    talk: ResMut<'w, Talk>,
    party: ResMut<'w, Party>,
    invitation: ResMut<'w, Invitation>,
    link: ResMut<'w, Link>,
    steps: ResMut<'w, Steps>,
    heard: MessageWriter<'w, Heard>,
    notices: MessageWriter<'w, Notice>,
    not_read: MessageWriter<'w, NotReadYet>,
    next: ResMut<'w, NextState<Screen>>,
    exit: MessageWriter<'w, AppExit>,
    own: Option<ResMut<'w, OwnServer>>,
    ledger: Ledger<'w>,
    commands: Commands<'w, 's>,
}

/// Where what was heard of the chain goes.
#[derive(SystemParam)]
struct Ledger<'w> {
    chain: ResMut<'w, Chain>,
    market: ResMut<'w, Market>,
    supply: ResMut<'w, Supply>,
    sales: ResMut<'w, Sales>,
    table: ResMut<'w, Table>,
    deals: ResMut<'w, Deals>,
}

/// It only reads from the chain.
const fn reads(ask: &Ask) -> bool {
    matches!(ask, Ask::Market(_) | Ask::Supply | Ask::Sales { .. })
}

/// Drives the session and writes down what happened.
pub(super) fn listen(mut connection: ResMut<Connection>, mut sinks: Sinks, time: Res<Time<Real>>) {
    let Some(live) = connection.live_mut() else {
        return;
    };
    let mut quit = false;
    let mut ended = None;
    for happening in live.session.update(time.delta()) {
        match happening {
            Happening::Connected => sinks.steps.reach(Step::Enter, ""),
            Happening::Told(event) => sinks.tell(event, live.session.view()),
            Happening::Answer { request, outcome } => {
                let asked = live.asked.remove(&request);
                sinks.answer(request, asked.as_ref(), &outcome);
                if live.leaving.as_ref().is_some_and(|leaving| leaving.request == request) {
                    live.session.leave();
                }
            }
            Happening::Ended(end) => {
                quit = live.leaving.as_ref().is_some_and(|leaving| leaving.quit);
                ended = Some((end, live.leaving.is_some()));
            }
        }
    }
    let view = live.session.view();
    live.silent = if view.tick == live.tick { live.silent + time.delta() } else { default() };
    live.tick = view.tick;
    let network = live.session.network();
    sinks.link.set_if_neq(Link {
        ping_ms: u32::try_from(network.round_trip.as_millis()).ok(),
        tick: view.tick,
        silent_s: live.silent.as_secs_f32(),
    });
    sinks.write(view, live.session.pose(view.you));
    sinks.deal(view, time.elapsed_secs());
    if let Some((end, wanted)) = ended {
        connection.phase = Phase::Idle;
        sinks.end(&end, wanted, quit);
    }
}

impl Sinks<'_, '_> {
    fn tell(&mut self, event: Event, view: &View) {
        match &event {
            Event::Welcome { new, .. } => {
                self.steps.reach(Step::Enter, if *new { "A new character" } else { "" });
            }
            Event::Space { .. } if view.inside => self.steps.reach(Step::Grow, ""),
            Event::Invited { by } => self.invitation.0 = Some(by.clone()),
            Event::Dialogue(_) | Event::DialogueEnd => {
                // Written here and not with the rest, so that a farewell on this side holds.
                self.talk.set_if_neq(Talk(view.dialogue.clone()));
            }
            Event::QuestDone { title, .. } => {
                self.notices.write(Notice::new(format!("Done: {title}"), Tone::Good));
            }
            Event::Sales { own, sales } => {
                let sales = sales.clone();
                self.ledger.sales.set_if_neq(Sales { own: Some(*own), sales });
            }
            Event::Trade(_) => deals::clear_table(&mut self.ledger.deals, view),
            Event::Notice(text) => {
                self.notices.write(Notice::new(first_large(text), Tone::Plain));
            }
            _ => {}
        }
        self.heard.write(Heard(event));
    }

    fn answer(&mut self, request: RequestId, asked: Option<&Ask>, outcome: &Outcome) {
        if self.ledger.deals.0.contains_key(&request) {
            deals::answer(&mut self.ledger.deals, request, outcome);
        }
        if let Err(refusal) = outcome {
            if asked.is_some_and(reads) && *refusal == Refusal::NoChain {
                // The window that asked says so itself, and asks again.
                self.not_read.write(NotReadYet);
                return;
            }
            let words = first_large(&refusal.to_string());
            self.notices.write(Notice::new(words, Tone::Bad));
        }
    }

    fn write(&mut self, view: &View, own: Option<session::Drawn>) {
        if view.dead && self.talk.0.is_some() {
            self.talk.0 = None;
        }
        self.place.set_if_neq(Place {
            you: view.you,
            name: view.name.clone(),
            at: own.map_or(view.own.at, |drawn| drawn.at),
            feet: own.map_or(view.own.feet, |drawn| drawn.feet),
            space: view.space,
            dungeon: view.dungeon,
            health: view.health,
            stamina: view.own.stamina,
            winded: view.own.winded,
            dead: view.dead,
        });
        self.standing.set_if_neq(Standing(view.stats));
        if self.carried.0 != view.inventory {
            self.carried.0.clone_from(&view.inventory);
        }
        if self.records.0 != view.records {
            self.records.0.clone_from(&view.records);
        }
        if self.followed.0 != view.quests {
            self.followed.0.clone_from(&view.quests);
        }
        if self.party.0 != view.party {
            self.party.0.clone_from(&view.party);
        }
    }

    /// Writes down what is known of the chain.
    fn deal(&mut self, view: &View, now: f32) {
        let chain = Chain { info: view.ledger, purse: view.purse, ..self.ledger.chain.clone() };
        self.ledger.chain.set_if_neq(chain);
        if self.ledger.market.0 != view.market {
            self.ledger.market.0.clone_from(&view.market);
        }
        if self.ledger.supply.0 != view.supply {
            self.ledger.supply.0.clone_from(&view.supply);
        }
        if self.ledger.table.0 != view.trade {
            self.ledger.table.0.clone_from(&view.trade);
        }
        let mut doings = self.ledger.deals.clone();
        self.notices.write_batch(deals::follow(&mut doings, view));
        deals::grow_late(&mut doings, now);
        self.ledger.deals.set_if_neq(doings);
    }

    fn end(&mut self, end: &Ended, wanted: bool, quit: bool) {
        if quit {
            self.exit.write(AppExit::Success);
        }
        match failure::of_end(end).filter(|_| !wanted) {
            Some(mut failure) => {
                if let Some(said) = self.own.as_mut().and_then(|own| own.died_saying()) {
                    failure = failure::of_dead_server(&said);
                }
                tracing::warn!(what = %failure.what, why = %failure.why, "the game ended");
                self.commands.insert_resource(failure);
                self.next.set(Screen::Ended);
            }
            None => self.next.set(Screen::Title),
        }
    }
}
