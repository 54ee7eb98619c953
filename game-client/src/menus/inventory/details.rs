//! The description of an item, and what can be done with it.

use super::{Known, deeds, doer, rolling};
use crate::play::{About, Stage};
use crate::theme::{self, button, colour, label, panel, text};
use crate::wording::item::{Knows, Line};
use crate::wording::{compare, deal, item};
use bevy::prelude::*;
use bevy::ui_widgets::observe;
use protocol::{Key, RecordState};
use simulation::Place;

/// How long what is done may take to show, seconds since it was asked for.
const SHOWS: f32 = 15.0;

/// All that the pane shows, compared before it is drawn anew.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Description {
    place: Place,
    lines: Vec<Line>,
    /// The operation of a roll that is under way.
    rolls: Option<Key>,
    deal: Option<Line>,
    deeds: Vec<(&'static str, deeds::Deed)>,
}

/// Describes what is at a place.
pub(super) fn of(place: Place, known: &Known) -> Option<Description> {
    let land = &known.realm.as_ref()?.0;
    let stack = known.carried.0.at(place)?;
    let base = land.rules().item(stack.item.base);
    let operation = stack.mark.and_then(|mark| mark.operation());
    let record = operation.and_then(|operation| known.records.0.get(&operation));
    let knows = Knows { records: &known.records, chain: &known.chain };
    let mut lines = item::tooltip(stack, &knows, land);
    if matches!(place, Place::Pack(_)) {
        lines.extend(compare::lines(&stack.item, &known.carried.0, land.rules()));
    }
    let doing = operation.and_then(|operation| known.deals.about(About::Item(operation)));
    // What was opened shows how far it is by itself.
    let opened = matches!(record, Some(RecordState::Rolling { .. }));
    let now = known.time.elapsed_secs();
    let held = doing.is_some_and(|doing| {
        // What is done takes a moment to show.
        doing.holds() || (doing.stage == Stage::Done && now - doing.since < SHOWS)
    });
    Some(Description {
        place,
        lines,
        rolls: operation.filter(|_| opened),
        deal: doing.filter(|_| !opened).map(deal::line),
        deeds: deeds::of(place, stack, base, record)
            .into_iter()
            .filter(|(_, deed)| !(held && deed.is_deal()))
            .collect(),
    })
}

/// Fills the pane.
pub(super) fn fill(pane: &mut ChildSpawnerCommands, description: Option<&Description>) {
    let Some(description) = description else {
        pane.spawn(label("Nothing here.", text::BODY, colour::MUTED));
        return;
    };
    for (index, line) in description.lines.iter().enumerate() {
        let size = match (index, line.small) {
            (0, _) => text::SUBHEADING,
            (_, true) => text::SMALL,
            _ => text::BODY,
        };
        pane.spawn(label(&line.text, size, line.colour));
    }
    if let Some(operation) = description.rolls {
        pane.spawn(rolling::bar(operation));
    }
    if let Some(line) = &description.deal {
        pane.spawn(label(&line.text, text::BODY, line.colour));
    }
    pane.spawn(panel::rule());
    let row = Node { flex_wrap: FlexWrap::Wrap, column_gap: px(8), row_gap: px(7), ..default() };
    pane.spawn(row).with_children(|row| {
        for (index, &(words, deed)) in description.deeds.iter().enumerate() {
            let act = doer::act(description.place, deed);
            if index == 0 && deed.is_deal() {
                row.spawn((button::first_button(words, 164.0), observe(act)));
            } else {
                row.spawn((theme::button_sized(words, 164.0), observe(act)));
            }
        }
    });
}
