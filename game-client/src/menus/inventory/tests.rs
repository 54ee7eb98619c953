//! The pack's window follows what is carried and what the chain tells of it.

use super::*;
use crate::play::AskServer;
use crate::settings::Settings;
use crate::testing::core_world;
use crate::theme::field::Typing;
use bevy::state::app::StatesPlugin;
use bevy::ui_widgets::{Activate, Button};
use protocol::{Ask, RecordState};
use simulation::inventory::Mark;
use simulation::{Inventory, Stack};

const OPERATION: [u8; 32] = [4; 32];

fn app(state: RecordState) -> App {
    let land = core_world();
    let rules = land.rules().clone();
    let mut inventory = Inventory::new(6);
    let mark = Some(Mark::Ticket { operation: OPERATION, class: 1 });
    let stack = Stack { mark, ..Stack::plain(rules.relics.sealed, 1) };
    inventory.add(&rules, stack).expect("room");
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, StatesPlugin));
    app.insert_state(Menu::Inventory);
    crate::schedule::plugin(&mut app);
    crate::play::plugin(&mut app);
    app.init_resource::<ButtonInput<KeyCode>>().init_resource::<Typing>();
    app.init_resource::<Question>().insert_resource(Settings::default());
    app.init_resource::<Icons>().init_resource::<Assets<Image>>();
    app.insert_resource(Realm(land)).insert_resource(Carried(inventory));
    app.insert_resource(Records([(OPERATION, state)].into()));
    app.add_plugins(plugin);
    app.update();
    app.update();
    app
}

fn tell(app: &mut App, state: RecordState) {
    app.insert_resource(Records([(OPERATION, state)].into()));
    app.update();
    app.update();
}

fn texts(app: &mut App) -> Vec<String> {
    let mut texts = app.world_mut().query::<&Text>();
    texts.iter(app.world()).map(|text| text.0.clone()).collect()
}

fn shows(app: &mut App, words: &str) -> bool {
    texts(app).iter().any(|text| text.contains(words))
}

/// The button with these words.
fn button(app: &mut App, words: &str) -> Option<Entity> {
    let mut texts = app.world_mut().query::<(&Text, &ChildOf)>();
    let found = texts.iter(app.world()).find(|(text, _)| text.0 == words);
    let parent = found.map(|(_, parent)| parent.parent())?;
    app.world().get::<Button>(parent).map(|_| parent)
}

#[test]
fn a_sealed_relic_shows_its_odds_and_opens_by_its_button() {
    let mut app = app(RecordState::Waiting);
    assert!(shows(&mut app, "Sealed Barrow Relic") && shows(&mut app, " %  Legendary"));
    assert!(shows(&mut app, "on its way"));
    assert_eq!(button(&mut app, "Open"), None);
    tell(&mut app, RecordState::Sealed);
    let entity = button(&mut app, "Open").expect("a button");
    app.world_mut().trigger(Activate { entity });
    app.update();
    let asked = app.world().resource::<Messages<AskServer>>();
    let asked: Vec<_> = asked.get_cursor().read(asked).map(|asked| asked.0.clone()).collect();
    assert!(matches!(asked[..], [Ask::Open { index: 0, .. }]), "{asked:?}");
}

#[test]
fn a_roll_shows_how_long_it_takes_and_offers_nothing() {
    let mut app = app(RecordState::Sealed);
    let rolling = RecordState::Rolling {
        target_slot: 1_008,
        locked: false,
        slot: 1_000,
        deadline_slot: 1_608,
    };
    tell(&mut app, rolling);
    assert!(shows(&mut app, "Unidentified"));
    assert!(shows(&mut app, "About ") && shows(&mut app, " seconds"), "{:?}", texts(&mut app));
    assert_eq!(button(&mut app, "Open"), None);
    assert_eq!(button(&mut app, "Drop"), None);
}
