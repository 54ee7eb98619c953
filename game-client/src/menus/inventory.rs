//! Pack and equipment: pointed at or walked through by keys, used, worn, dropped.

mod build;
mod deeds;

use super::Menu;
use crate::play::{Carried, Realm, Records, Standing};
use crate::theme::icon::Icons;
use bevy::ecs::system::SystemParam;
use bevy::picking::hover::Hovered;
use bevy::prelude::*;
use simulation::Place;

/// The place whose item is described and acted on.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Selected(Option<Place>);

/// The place under the pointer.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Pointed(Option<Place>);

/// A slot of the window.
#[derive(Component, Clone, Copy, Debug)]
struct SlotOf(Place);

#[derive(Component)]
struct InventoryWindow;

/// Where the description stands.
#[derive(Component)]
struct Details;

/// Places in a row of the pack.
const COLUMNS: u16 = 6;

/// Adds the window.
pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Selected>().init_resource::<Pointed>().add_systems(
        Update,
        (rebuild, point, deeds::press_keys, describe).chain().run_if(in_state(Menu::Inventory)),
    );
}

/// What the window shows.
#[derive(SystemParam)]
struct Shown<'w> {
    carried: Res<'w, Carried>,
    standing: Res<'w, Standing>,
    realm: Option<Res<'w, Realm>>,
    icons: ResMut<'w, Icons>,
    images: ResMut<'w, Assets<Image>>,
}

fn rebuild(
    mut commands: Commands,
    mut shown: Shown,
    mut selected: ResMut<Selected>,
    open: Query<Entity, With<InventoryWindow>>,
) {
    let stale = shown.carried.is_changed() || shown.standing.is_changed();
    if !stale && !open.is_empty() {
        return;
    }
    for old in &open {
        commands.entity(old).despawn();
    }
    if selected.0.is_none_or(|place| shown.carried.0.at(place).is_none()) {
        selected.0 = shown.carried.0.stacks().next().map(|(place, _)| place);
    }
    selected.set_changed();
    build::window(&mut commands, &mut shown);
}

fn point(slots: Query<(&SlotOf, &Hovered)>, mut pointed: ResMut<Pointed>) {
    let under = slots.iter().find(|(_, hovered)| hovered.get()).map(|(slot, _)| slot.0);
    pointed.set_if_neq(Pointed(under));
}

fn describe(
    mut commands: Commands,
    (selected, pointed): (Res<Selected>, Res<Pointed>),
    (carried, records, realm): (Res<Carried>, Res<Records>, Option<Res<Realm>>),
    details: Query<Entity, With<Details>>,
    added: Query<(), Added<Details>>,
    mut slots: Query<(&SlotOf, &mut Outline)>,
) {
    let changed = selected.is_changed() || pointed.is_changed() || records.is_changed();
    if !changed && added.is_empty() {
        return;
    }
    for (slot, mut outline) in &mut slots {
        let chosen = selected.0 == Some(slot.0);
        outline.color = if chosen { crate::theme::colour::GOLD } else { Color::NONE };
    }
    let (Ok(details), Some(realm)) = (details.single(), realm) else {
        return;
    };
    let pointed_at = pointed.0.filter(|&place| carried.0.at(place).is_some());
    let place = pointed_at.or(selected.0);
    commands.entity(details).despawn_children().with_children(|pane| {
        let at = place.and_then(|place| Some((place, carried.0.at(place)?)));
        build::details(pane, at, &records, &realm.0);
    });
}
