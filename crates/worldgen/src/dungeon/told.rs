//! What the past of the land left in a dungeon: who had it dug, who fell there, what was lost.
//!
//! A step of its own after [`super::generate`]: it reads the history of the region, which is kept, and
//! asks for nothing that could ask for it again. Where the past has nothing to say, the sentences
//! that a dungeon knows of itself stay.

use super::Dungeon;
use crate::history::{fill, once, sentences};
use crate::{Event, EventId, History, LostId, Place, SiteId, World};
use ruleset::EventKind;
use seed::{Canonical, Stream};
use serde::Serialize;

/// A sentence, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// What is told.
    pub text: String,
    /// The event that it cites, of the history of the dungeon's region.
    pub event: Option<EventId>,
}

/// An inscription, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ToldLine {
    /// The cell from which one reads it.
    pub cell: (u16, u16),
    /// What it says.
    pub told: Told,
}

/// What is told in a dungeon and of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DungeonLore {
    /// Why the boss is here; empty when the ruleset knows no reason.
    pub reason: Told,
    /// What is written on the walls, where [`Dungeon::lore`] has its lines.
    pub lines: Vec<ToldLine>,
    /// The famous thing that its treasure chest holds.
    pub treasure: Option<LostId>,
}

impl Canonical for DungeonLore {
    const KIND: &'static str = "dungeon-lore";
}

/// From so many inscriptions on, the last is always one that the dungeon knows of itself.
const FULL: usize = 3;

impl World {
    /// What the past of the land has left in a dungeon.
    #[must_use]
    pub fn dungeon_lore(&self, dungeon: &Dungeon) -> DungeonLore {
        let rules = &self.rules().missions;
        let history = self.history(self.region_of_site(dungeon.id));
        let mut stream = self.seed().stream("dungeon.told", &dungeon.id.path());
        let mut events: Vec<&Event> = below(&history, dungeon.id).collect();
        stream.shuffle(&mut events);
        let worded = |text: &str, event: &Event| Told {
            text: self.word(&history, dungeon, text, event),
            event: Some(event.id),
        };
        let mut reasons = Vec::new();
        for motive in &rules.motives {
            let here = motive.themes.is_empty() || motive.themes.contains(&dungeon.theme);
            let of = events.iter().filter(|event| here && motive.of == Some(event.kind));
            reasons.extend(of.map(|&event| (motive.text.as_str(), event)));
        }
        let reason = stream.pick(&reasons).map(|(text, event)| worded(text, event));
        // What the reason says need not be said again.
        let said = reason.as_ref().and_then(|reason| reason.event);
        events.sort_by_key(|event| Some(event.id) == said);
        let most = dungeon.lore.len() - usize::from(dungeon.lore.len() >= FULL);
        let mut told: Vec<Told> = Vec::new();
        let mut kinds: Vec<EventKind> = Vec::new();
        for event in events {
            // Each kind speaks once: two deaths on two walls read like a list.
            let texts: Vec<&str> = rules
                .inscriptions
                .iter()
                .filter(|inscription| inscription.of == event.kind && !kinds.contains(&event.kind))
                .map(|inscription| inscription.text.as_str())
                .collect();
            if told.len() < most
                && let Some(text) = stream.pick(&texts)
            {
                kinds.push(event.kind);
                told.push(worded(text, event));
            }
        }
        let mut told = told.into_iter();
        let lines = dungeon.lore.iter().map(|line| ToldLine {
            cell: line.cell,
            told: told.next().unwrap_or_else(|| Told { text: line.text.clone(), event: None }),
        });
        let relic = self.rules().theme(dungeon.theme).relic;
        DungeonLore {
            lines: lines.collect(),
            reason: reason.unwrap_or_else(|| Told { text: dungeon.reason.clone(), event: None }),
            treasure: history.treasure(dungeon.id, relic).map(|thing| thing.id),
        }
    }

    fn word(&self, history: &History, dungeon: &Dungeon, text: &str, event: &Event) -> String {
        let rules = self.rules();
        let theme = rules.theme(dungeon.theme);
        let mut text = fill(text, |slot| match slot {
            "dungeon" => dungeon.name.clone(),
            "boss" => rules.creature(theme.boss).name.clone(),
            "relic" => rules.item(theme.relic).name.clone(),
            slot => self.event_slot(history, event, slot),
        });
        for figure in [event.roles.first, event.roles.second].into_iter().flatten() {
            if let Some(figure) = history.figure(figure) {
                text = once(&text, &figure.full_name(), &figure.given);
            }
        }
        sentences(&text)
    }

    /// What a slot of [`EventKind::lore_slots`] stands for: year, event, figure, second, town, other,
    /// lost.
    pub(crate) fn event_slot(&self, history: &History, event: &Event, slot: &str) -> String {
        let figure = |id: Option<crate::FigureId>| {
            let figure = id.and_then(|id| history.figure(id));
            figure.map_or_else(String::new, crate::Figure::full_name)
        };
        let place =
            |at: Option<Place>| at.and_then(|at| self.place_name(history, at)).unwrap_or_default();
        match slot {
            "year" => event.year.to_string(),
            "event" => event.phrase.clone(),
            "figure" => figure(event.roles.first),
            "second" => figure(event.roles.second),
            "town" => place(event.roles.town),
            "other" => place(event.roles.other),
            "lost" => event
                .roles
                .thing
                .and_then(|id| history.lost.get(usize::from(id.0)))
                .map_or_else(String::new, |thing| thing.name.clone()),
            _ => String::new(),
        }
    }
}

/// What happened in a dungeon, and to the famous things that lie in it.
pub(crate) fn below(history: &History, site: SiteId) -> impl Iterator<Item = &Event> {
    let here = Some(Place::Site(site));
    let lies_here = move |thing: LostId| {
        history.lost.get(usize::from(thing.0)).is_some_and(|thing| Some(thing.at) == here)
    };
    history.events.iter().filter(move |event| {
        event.kind.is_below_ground()
            && (event.roles.field == here || event.roles.thing.is_some_and(lies_here))
    })
}

/// One of what happened in a dungeon itself.
pub(crate) fn any<'h>(
    history: &'h History,
    site: SiteId,
    stream: &mut Stream,
) -> Option<&'h Event> {
    let here = Some(Place::Site(site));
    let events: Vec<&Event> =
        below(history, site).filter(|event| event.roles.field == here).collect();
    stream.pick(&events).copied()
}
