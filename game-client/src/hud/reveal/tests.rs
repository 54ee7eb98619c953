//! Rolls that show what they are, and those that do not.

use super::*;
use crate::testing::core_world;
use crate::wording::proof::tests::rolled;
use bevy::ecs::system::RunSystemOnce as _;
use simulation::inventory::Mark;
use simulation::{Inventory, Stack};

const OPERATION: Key = [4; 32];

fn carried(mark: Mark, item: Item) -> Carried {
    let mut inventory = Inventory::new(2);
    let stack = Stack { item, count: 1, mark: Some(mark), source: None };
    inventory.add(core_world().rules(), stack).expect("room");
    Carried(inventory)
}

fn app() -> App {
    let mut app = App::new();
    app.add_plugins(MinimalPlugins);
    crate::play::plugin(&mut app);
    app.init_resource::<Rolling>().insert_resource(Realm(core_world()));
    app.init_resource::<Icons>().init_resource::<Assets<Image>>();
    app
}

fn tell(app: &mut App, state: RecordState, carried: Carried) -> Vec<Notice> {
    app.insert_resource(Records([(OPERATION, state)].into())).insert_resource(carried);
    app.world_mut().run_system_once(watch).expect("a look");
    app.world_mut().resource_mut::<Messages<Notice>>().drain().collect()
}

fn reveals(app: &mut App) -> usize {
    app.world_mut().query::<&Reveal>().iter(app.world()).count()
}

fn rolling() -> RecordState {
    RecordState::Rolling { target_slot: 8, locked: false, slot: 1, deadline_slot: 600 }
}

#[test]
fn a_roll_is_revealed_once_when_record_and_pack_have_both_come() {
    let mut app = app();
    let (recorded, _, item) = rolled(9);
    let recorded = RecordState::Recorded(Box::new(recorded));
    let sealed = Item::plain(core_world().rules().relics.sealed);
    let ticket = || carried(Mark::Ticket { operation: OPERATION, class: 1 }, sealed.clone());
    let open = || carried(Mark::Chain(OPERATION), item.clone());
    assert!(tell(&mut app, rolling(), ticket()).is_empty());
    assert!(tell(&mut app, recorded.clone(), ticket()).is_empty());
    assert_eq!(reveals(&mut app), 0);
    let notices = tell(&mut app, recorded.clone(), open());
    assert_eq!(notices.len(), 1);
    assert_eq!(notices[0].tone, Tone::Rare(item.rarity));
    assert_eq!(reveals(&mut app), 1);
    assert!(tell(&mut app, recorded, open()).is_empty());
}

#[test]
fn what_was_recorded_before_is_no_news_and_a_lost_roll_is() {
    let mut app = app();
    let (recorded, _, item) = rolled(9);
    let recorded = RecordState::Recorded(Box::new(recorded));
    let open = carried(Mark::Chain(OPERATION), item);
    assert!(tell(&mut app, recorded, open).is_empty());
    assert_eq!(reveals(&mut app), 0);
    let sealed = Item::plain(core_world().rules().relics.sealed);
    let ticket = || carried(Mark::Ticket { operation: OPERATION, class: 1 }, sealed.clone());
    tell(&mut app, rolling(), ticket());
    let notices = tell(&mut app, RecordState::Sealed, ticket());
    assert!(notices[0].text.contains("sealed again"));
    assert_eq!(reveals(&mut app), 0);
}
