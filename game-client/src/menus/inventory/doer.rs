//! Doing it: by a button, a double click, a right click or a key.

use super::deeds::{self, Deed};
use super::{COLUMNS, Selected, SlotOf};
use crate::menus::question::{Asker, Asking};
use crate::play::{AskServer, Carried, Notice, Realm, Records, Tone};
use crate::wording::{item, record};
use bevy::clipboard::Clipboard;
use bevy::ecs::system::SystemParam;
use bevy::picking::events::{Click, Pointer};
use bevy::picking::pointer::PointerButton;
use bevy::prelude::*;
use bevy::ui_widgets::Activate;
use protocol::{Ask, Key, RecordState};
use ruleset::Slot;
use simulation::Place;

/// What doing something needs.
#[derive(SystemParam)]
pub(super) struct Doer<'w> {
    carried: Res<'w, Carried>,
    records: Res<'w, Records>,
    realm: Option<Res<'w, Realm>>,
    asker: Asker<'w>,
    clipboard: Option<ResMut<'w, Clipboard>>,
    ask: MessageWriter<'w, AskServer>,
    notices: MessageWriter<'w, Notice>,
}

impl Doer<'_> {
    fn run(&mut self, place: Place, deed: Deed) {
        if let Some(ask) = deed.ask(place) {
            self.ask.write(AskServer(ask));
            return;
        }
        let Place::Pack(index) = place else {
            return;
        };
        match deed {
            Deed::Open => self.open(index),
            Deed::Sell => {
                let name = self.name(place);
                self.asker.explain(Some(Asking::sell(&name, index)));
            }
            Deed::Destroy => {
                let name = self.name(place);
                self.asker.pose(Asking::destroy(&name, index));
            }
            Deed::Copy => self.copy(place),
            Deed::Use | Deed::Wear | Deed::TakeOff | Deed::DropOne | Deed::DropAll(_) => {}
        }
    }

    fn open(&mut self, index: u16) {
        let mut nonce: Key = [0; 32];
        if getrandom::fill(&mut nonce).is_err() {
            // A roll that one adds nothing to would not be one's own.
            let words = "This machine has no source of randomness; a relic needs one.";
            self.notices.write(Notice::new(words, Tone::Bad));
            return;
        }
        self.ask.write(AskServer(Ask::Open { index, nonce }));
    }

    fn copy(&mut self, place: Place) {
        let stack = self.carried.0.at(place);
        let operation = stack.and_then(|stack| stack.mark?.operation());
        let Some(RecordState::Recorded(recorded)) =
            operation.and_then(|operation| self.records.0.get(&operation))
        else {
            return;
        };
        let address = record::long(&recorded.mint);
        let copied =
            self.clipboard.as_mut().is_some_and(|board| board.set_text(address.as_str()).is_ok());
        let notice = if copied {
            Notice::new("The token's address is in the clipboard.", Tone::Good)
        } else {
            Notice::new(format!("No clipboard here. The token is {address}"), Tone::Plain)
        };
        self.notices.write(notice);
    }

    fn name(&self, place: Place) -> String {
        let stack = self.carried.0.at(place).zip(self.realm.as_ref());
        stack.map_or_else(|| "it".into(), |(stack, realm)| item::name(&stack.item, realm.0.rules()))
    }

    /// Does what is usual with an item.
    fn usual(&mut self, place: Place) {
        let Some(realm) = &self.realm else {
            return;
        };
        let Some(stack) = self.carried.0.at(place) else {
            return;
        };
        let base = realm.0.rules().item(stack.item.base);
        let operation = stack.mark.and_then(|mark| mark.operation());
        let record = operation.and_then(|operation| self.records.0.get(&operation));
        let deeds = deeds::of(place, stack, base, record);
        if let Some((_, deed)) = deeds.first().filter(|(_, deed)| deed.is_usual()) {
            self.run(place, *deed);
        }
    }
}

/// A button's deed.
pub(super) fn act(place: Place, deed: Deed) -> impl FnMut(On<Activate>, Doer) {
    move |_, mut doer| doer.run(place, deed)
}

/// A click selects.
pub(super) fn select(on: On<Activate>, slots: Query<&SlotOf>, mut selected: ResMut<Selected>) {
    if let Ok(slot) = slots.get(on.entity) {
        selected.set_if_neq(Selected(Some(slot.0)));
    }
}

/// A right click or a double click does the usual thing.
pub(super) fn use_at_once(click: On<Pointer<Click>>, slots: Query<&SlotOf>, mut doer: Doer) {
    let wanted = match click.button {
        PointerButton::Secondary => true,
        PointerButton::Primary => click.count == 2,
        PointerButton::Middle => false,
    };
    if wanted && let Ok(slot) = slots.get(click.entity) {
        doer.usual(slot.0);
    }
}

/// Arrows, Enter and X.
pub(super) fn press_keys(
    keys: Res<ButtonInput<KeyCode>>,
    mut selected: ResMut<Selected>,
    mut doer: Doer,
) {
    let size = u16::try_from(doer.carried.0.pack().len()).unwrap_or(u16::MAX);
    for (key, step) in [
        (KeyCode::ArrowLeft, (-1, 0)),
        (KeyCode::ArrowRight, (1, 0)),
        (KeyCode::ArrowUp, (0, -1)),
        (KeyCode::ArrowDown, (0, 1)),
    ] {
        if keys.just_pressed(key) {
            selected.set_if_neq(Selected(Some(walk(selected.0, step, size))));
        }
    }
    let Some(place) = selected.0 else {
        return;
    };
    if keys.just_pressed(KeyCode::Enter) {
        doer.usual(place);
    }
    if keys.just_pressed(KeyCode::KeyX) && doer.carried.0.at(place).is_some() {
        doer.run(place, Deed::DropOne);
    }
}

const WORN: [Slot; 5] = [Slot::Hand, Slot::Bow, Slot::Body, Slot::Head, Slot::Charm];

/// One step from a place: the worn items stand in a column to the left of the pack.
fn walk(from: Option<Place>, (dx, dy): (i32, i32), size: u16) -> Place {
    let columns = i32::from(COLUMNS);
    match from {
        None => Place::Pack(0),
        Some(Place::Worn(slot)) => {
            let row = WORN.iter().position(|&other| other == slot).unwrap_or(0) as i32;
            if dx > 0 {
                return Place::Pack(clamp(row * columns, size));
            }
            let row = (row + dy).clamp(0, WORN.len() as i32 - 1);
            Place::Worn(WORN[row as usize])
        }
        Some(Place::Pack(index)) => {
            let (x, y) = (i32::from(index) % columns, i32::from(index) / columns);
            if x + dx < 0 {
                return Place::Worn(WORN[y.clamp(0, WORN.len() as i32 - 1) as usize]);
            }
            let x = (x + dx).min(columns - 1);
            Place::Pack(clamp((y + dy).max(0) * columns + x, size))
        }
    }
}

fn clamp(index: i32, size: u16) -> u16 {
    u16::try_from(index.max(0)).unwrap_or(u16::MAX).min(size.saturating_sub(1))
}

#[cfg(test)]
mod tests;
