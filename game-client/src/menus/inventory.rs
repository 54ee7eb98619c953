//! Pack and equipment: pointed at or walked through by keys, used, worn, opened, sold, dropped.

mod build;
mod deeds;
mod details;
mod doer;
mod rolling;

use super::Menu;
use super::question::Question;
use crate::play::{Carried, Chain, Deals, Realm, Records, Standing};
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
    app.init_resource::<Selected>().init_resource::<Pointed>().init_resource::<rolling::Rolls>();
    app.add_systems(
        Update,
        (rebuild, point, doer::press_keys.run_if(nothing_asked), describe, rolling::advance)
            .chain()
            .run_if(in_state(Menu::Inventory)),
    );
    app.add_systems(Update, rolling::note.run_if(resource_changed::<Records>));
}

fn nothing_asked(question: Res<Question>) -> bool {
    question.0.is_none()
}

/// What the window shows.
#[derive(SystemParam)]
struct Shown<'w> {
    carried: Res<'w, Carried>,
    standing: Res<'w, Standing>,
    records: Res<'w, Records>,
    chain: Res<'w, Chain>,
    realm: Option<Res<'w, Realm>>,
    icons: ResMut<'w, Icons>,
    images: ResMut<'w, Assets<Image>>,
}

fn rebuild(
    mut commands: Commands,
    mut shown: Shown,
    mut selected: ResMut<Selected>,
    open: Query<Entity, With<InventoryWindow>>,
    mut badges: Local<Vec<Option<build::Badge>>>,
) {
    let stacks = shown.carried.0.stacks();
    let now: Vec<_> = stacks.map(|(_, stack)| build::badge(stack, &shown.records)).collect();
    let stale = shown.carried.is_changed()
        || shown.standing.is_changed()
        || shown.chain.is_changed()
        || *badges != now;
    if !stale && !open.is_empty() {
        return;
    }
    *badges = now;
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

/// What the description is made of.
#[derive(SystemParam)]
struct Known<'w> {
    carried: Res<'w, Carried>,
    records: Res<'w, Records>,
    chain: Res<'w, Chain>,
    deals: Res<'w, Deals>,
    time: Res<'w, Time<Real>>,
    realm: Option<Res<'w, Realm>>,
}

fn describe(
    mut commands: Commands,
    (selected, pointed): (Res<Selected>, Res<Pointed>),
    known: Known,
    panes: Query<(Entity, Ref<Details>)>,
    mut slots: Query<(&SlotOf, &mut Outline)>,
    mut before: Local<Option<details::Description>>,
) {
    for (slot, mut outline) in &mut slots {
        let chosen = selected.0 == Some(slot.0);
        let tint = if chosen { crate::theme::colour::GOLD } else { Color::NONE };
        if outline.color != tint {
            outline.color = tint;
        }
    }
    let Ok((pane, added)) = panes.single() else {
        return;
    };
    let pointed_at = pointed.0.filter(|&place| known.carried.0.at(place).is_some());
    let now = pointed_at.or(selected.0).and_then(|place| details::of(place, &known));
    if now == *before && !added.is_added() {
        return;
    }
    commands.entity(pane).despawn_children().with_children(|pane| {
        details::fill(pane, now.as_ref());
    });
    *before = now;
}

#[cfg(test)]
mod tests;
