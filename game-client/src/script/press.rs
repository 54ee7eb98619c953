//! Pressing buttons and filling fields, as a player would who reads what stands on them.

use super::run::{Progress, World};
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy::text::EditableText;
use bevy::ui::InteractionDisabled;
use bevy::ui_widgets::{Activate, Button};

/// Frames that a window has to answer before the next step.
const SETTLES: u32 = 4;

type Pushable = (With<Button>, Without<InteractionDisabled>);

/// What a hand can reach.
#[derive(SystemParam)]
pub(super) struct Hands<'w, 's> {
    buttons: Query<'w, 's, (Entity, Option<&'static Name>, Option<&'static Children>), Pushable>,
    fields: Query<'w, 's, (Entity, &'static Name, &'static mut EditableText)>,
    texts: Query<'w, 's, &'static Text>,
    parents: Query<'w, 's, &'static ChildOf>,
    layers: Query<'w, 's, &'static GlobalZIndex>,
    shown: Query<'w, 's, &'static InheritedVisibility>,
}

impl Hands<'_, '_> {
    /// The button with these words or this name; where there are several, the one on top.
    fn button(&self, wanted: &str) -> Option<Entity> {
        let fits = |words: &str| words.eq_ignore_ascii_case(wanted);
        let found = self.buttons.iter().filter(|(entity, name, children)| {
            let seen = self.shown.get(*entity).is_ok_and(|shown| shown.get());
            let named = name.is_some_and(|name| fits(name.as_str()));
            let worded = children.is_some_and(|children| {
                children.iter().any(|child| self.texts.get(child).is_ok_and(|text| fits(&text.0)))
            });
            seen && (named || worded)
        });
        found.map(|(entity, ..)| entity).max_by_key(|entity| self.layer(*entity))
    }

    /// The layer that something is drawn on.
    fn layer(&self, entity: Entity) -> i32 {
        let mut around = std::iter::once(entity).chain(self.parents.iter_ancestors(entity));
        around.find_map(|entity| self.layers.get(entity).ok()).map_or(0, |layer| layer.0)
    }
}

/// Presses a button.
pub(super) fn press(world: &mut World, wanted: &str) -> Progress {
    if world.runner.count == 0 {
        let Some(entity) = world.hands.button(wanted) else {
            return Progress::Going;
        };
        world.commands.trigger(Activate { entity });
    }
    settle(world)
}

/// Writes into a field.
pub(super) fn fill(world: &mut World, wanted: &str, text: &str) -> Progress {
    if world.runner.count == 0 {
        let mut fields = world.hands.fields.iter_mut();
        let found = fields.find(|(_, name, _)| name.as_str().eq_ignore_ascii_case(wanted));
        let Some((_, _, mut field)) = found else {
            return Progress::Going;
        };
        field.editor_mut().set_text(text);
    }
    settle(world)
}

fn settle(world: &mut World) -> Progress {
    world.runner.count += 1;
    if world.runner.count < SETTLES { Progress::Going } else { Progress::Done }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::ecs::system::RunSystemOnce as _;

    #[test]
    fn a_button_is_found_by_words_and_by_name_and_the_one_on_top_wins() {
        let mut app = App::new();
        let world = app.world_mut();
        let seen = InheritedVisibility::VISIBLE;
        let button = |world: &mut bevy::prelude::World, words: &str, layer: i32| {
            let text = world.spawn(Text::new(words)).id();
            let button = world.spawn((Button, seen)).add_child(text).id();
            world.spawn(GlobalZIndex(layer)).add_child(button);
            button
        };
        let below = button(world, "Buy", 20);
        let above = button(world, "Buy", 45);
        let named = world.spawn((Button, seen, Name::new("offer 1"))).id();
        world.spawn((Button, InheritedVisibility::HIDDEN, Name::new("hidden")));
        let find = |world: &mut bevy::prelude::World, words: &'static str| {
            world.run_system_once(move |hands: Hands| hands.button(words)).expect("a look")
        };
        assert_eq!(find(world, "buy"), Some(above));
        world.entity_mut(above).despawn();
        assert_eq!(find(world, "Buy"), Some(below));
        assert_eq!(find(world, "offer 1"), Some(named));
        assert_eq!(find(world, "hidden"), None);
        assert_eq!(find(world, "Sell"), None);
    }
}
