//! Walking through the pack, and what is asked for.

use super::*;
use crate::menus::question::Question;
use crate::settings::Settings;
use crate::testing::core_world;
use crate::wording::proof::tests::rolled;
use bevy::ecs::system::RunSystemOnce as _;
use simulation::inventory::Mark;
use simulation::{Inventory, Stack};

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

/// A pack with a sealed relic and a recorded item.
fn app() -> App {
    let land = core_world();
    let rules = land.rules().clone();
    let (recorded, _, item) = rolled(3);
    let mark = Some(Mark::Ticket { operation: [1; 32], class: 0 });
    let sealed = Stack { mark, ..Stack::plain(rules.relics.sealed, 1) };
    let token = Stack { item, count: 1, mark: Some(Mark::Chain([2; 32])), source: None };
    let mut inventory = Inventory::new(6);
    for stack in [sealed, token] {
        inventory.add(&rules, stack).expect("room");
    }
    let recorded = RecordState::Recorded(Box::new(recorded));
    let mut app = App::new();
    app.add_plugins(MinimalPlugins);
    crate::play::plugin(&mut app);
    app.init_resource::<Question>().insert_resource(Settings::default());
    app.insert_resource(Carried(inventory)).insert_resource(Realm(land));
    app.insert_resource(Records([([1; 32], RecordState::Sealed), ([2; 32], recorded)].into()));
    app
}

fn asked(app: &mut App) -> Vec<Ask> {
    let mut messages = app.world_mut().resource_mut::<Messages<AskServer>>();
    messages.drain().map(|asked| asked.0).collect()
}

fn run(app: &mut App, index: u16, deed: Deed) {
    let run = move |mut doer: Doer| doer.run(Place::Pack(index), deed);
    app.world_mut().run_system_once(run).expect("a deed");
}

fn title(app: &App) -> Option<&str> {
    app.world().resource::<Question>().0.as_ref().map(|asking| asking.title.as_str())
}

#[test]
fn opening_adds_randomness_of_its_own_each_time() {
    let mut app = app();
    run(&mut app, 0, Deed::Open);
    app.world_mut().run_system_once(|mut doer: Doer| doer.usual(Place::Pack(0))).expect("a deed");
    let asks = asked(&mut app);
    let [Ask::Open { index: 0, nonce: first }, Ask::Open { index: 0, nonce: second }] = asks[..]
    else {
        panic!("{asks:?}");
    };
    assert_ne!(first, second);
    assert_ne!(first, [0; 32]);
}

#[test]
fn selling_explains_and_destroying_asks_and_nothing_is_asked_of_the_server_before() {
    let mut app = app();
    run(&mut app, 1, Deed::Sell);
    assert_eq!(title(&app), Some("Relics are your own"));
    run(&mut app, 1, Deed::Destroy);
    assert!(title(&app).is_some_and(|title| title.starts_with("Destroy ")));
    assert_eq!(asked(&mut app), []);
}
