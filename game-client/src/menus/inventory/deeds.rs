//! What one does with what one carries.

use super::{COLUMNS, Selected, SlotOf};
use crate::play::{AskServer, Carried, Realm};
use bevy::picking::events::{Click, Pointer};
use bevy::picking::pointer::PointerButton;
use bevy::prelude::*;
use bevy::ui_widgets::Activate;
use protocol::Ask;
use ruleset::{ItemBase, ItemUse, Slot};
use simulation::Place;

/// Something to do with an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Use,
    Wear,
    TakeOff,
    DropOne,
    DropAll(u16),
}

impl Deed {
    fn ask(self, place: Place) -> Option<Ask> {
        Some(match (self, place) {
            (Self::Use, Place::Pack(index)) => Ask::Use { index },
            (Self::Wear, Place::Pack(index)) => Ask::Equip { index },
            (Self::TakeOff, Place::Worn(slot)) => Ask::Unequip { slot },
            (Self::DropOne, Place::Pack(index)) => Ask::Drop { index, count: 1 },
            (Self::DropAll(count), Place::Pack(index)) => Ask::Drop { index, count },
            _ => return None,
        })
    }
}

/// What can be done with an item at a place; the first is the usual one.
pub(super) fn of(place: Place, base: &ItemBase, count: u16) -> Vec<(&'static str, Deed)> {
    if matches!(place, Place::Worn(_)) {
        return vec![("Take off", Deed::TakeOff)];
    }
    let mut deeds = Vec::new();
    if matches!(base.kind, ItemUse::Potion { .. }) {
        deeds.push(("Drink", Deed::Use));
    }
    if base.slot.is_some() {
        deeds.push(("Wear", Deed::Wear));
    }
    deeds.push((if count > 1 { "Drop one" } else { "Drop" }, Deed::DropOne));
    if count > 1 {
        deeds.push(("Drop all", Deed::DropAll(count)));
    }
    deeds
}

/// A button's deed.
pub(super) fn act(place: Place, deed: Deed) -> impl FnMut(On<Activate>, MessageWriter<AskServer>) {
    move |_, mut ask| {
        if let Some(request) = deed.ask(place) {
            ask.write(AskServer(request));
        }
    }
}

/// A click selects.
pub(super) fn select(on: On<Activate>, slots: Query<&SlotOf>, mut selected: ResMut<Selected>) {
    if let Ok(slot) = slots.get(on.entity) {
        selected.set_if_neq(Selected(Some(slot.0)));
    }
}

/// A right click uses or wears.
pub(super) fn use_at_once(
    click: On<Pointer<Click>>,
    slots: Query<&SlotOf>,
    carried: Res<Carried>,
    realm: Option<Res<Realm>>,
    mut ask: MessageWriter<AskServer>,
) {
    if click.button != PointerButton::Secondary {
        return;
    }
    if let (Ok(slot), Some(realm)) = (slots.get(click.entity), realm)
        && let Some(request) = usual(slot.0, &carried, &realm)
    {
        ask.write(AskServer(request));
    }
}

fn usual(place: Place, carried: &Carried, realm: &Realm) -> Option<Ask> {
    let stack = carried.0.at(place)?;
    let deeds = of(place, realm.0.rules().item(stack.item.base), stack.count);
    let (_, deed) = deeds.first()?;
    // Dropping is never the usual thing.
    if *deed == Deed::DropOne { None } else { deed.ask(place) }
}

/// Arrows, Enter and X.
pub(super) fn press_keys(
    keys: Res<ButtonInput<KeyCode>>,
    carried: Res<Carried>,
    realm: Option<Res<Realm>>,
    mut selected: ResMut<Selected>,
    mut ask: MessageWriter<AskServer>,
) {
    let Some(realm) = realm else {
        return;
    };
    let size = u16::try_from(carried.0.pack().len()).unwrap_or(u16::MAX);
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
    if keys.just_pressed(KeyCode::Enter)
        && let Some(request) = usual(place, &carried, &realm)
    {
        ask.write(AskServer(request));
    }
    if keys.just_pressed(KeyCode::KeyX)
        && let Some(request) = Deed::DropOne.ask(place)
        && carried.0.at(place).is_some()
    {
        ask.write(AskServer(request));
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
mod tests {
    use super::*;

    #[test]
    fn arrows_walk_between_pack_and_equipment_and_stay_inside() {
        let pack = |index| Some(Place::Pack(index));
        assert_eq!(walk(None, (1, 0), 24), Place::Pack(0));
        assert_eq!(walk(pack(0), (1, 0), 24), Place::Pack(1));
        assert_eq!(walk(pack(5), (1, 0), 24), Place::Pack(5));
        assert_eq!(walk(pack(1), (0, 1), 24), Place::Pack(7));
        assert_eq!(walk(pack(23), (0, 1), 24), Place::Pack(23));
        assert_eq!(walk(pack(6), (-1, 0), 24), Place::Worn(Slot::Bow));
        assert_eq!(walk(Some(Place::Worn(Slot::Bow)), (1, 0), 24), Place::Pack(6));
        assert_eq!(walk(Some(Place::Worn(Slot::Hand)), (0, -1), 24), Place::Worn(Slot::Hand));
    }

    #[test]
    fn dropping_is_offered_but_never_the_usual_thing() {
        let world = crate::testing::core_world();
        let goods =
            world.rules().items.iter().find(|item| item.kind == ItemUse::Goods).expect("goods");
        assert_eq!(of(Place::Pack(0), goods, 1), [("Drop", Deed::DropOne)]);
        let potion =
            world.rules().items.iter().find(|item| matches!(item.kind, ItemUse::Potion { .. }));
        let deeds = of(Place::Pack(0), potion.expect("a potion"), 3);
        assert_eq!(deeds[0], ("Drink", Deed::Use));
        assert_eq!(deeds.last(), Some(&("Drop all", Deed::DropAll(3))));
    }
}
