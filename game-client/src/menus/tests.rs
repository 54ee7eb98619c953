//! Windows open and close, without any window of the system.

use super::*;
use bevy::state::app::StatesPlugin;
use protocol::{Dialogue, NetId, Voice};
use worldgen::PersonId;

fn app() -> App {
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, StatesPlugin));
    app.init_resource::<ButtonInput<KeyCode>>().init_resource::<Typing>();
    app.init_resource::<Question>();
    app.init_state::<Screen>().init_state::<Menu>();
    crate::schedule::plugin(&mut app);
    crate::play::plugin(&mut app);
    app.add_systems(Update, (press_keys, follow_the_talk).chain().in_set(ClientSystems::Steer));
    app.add_systems(OnExit(Menu::Dialogue), say_farewell);
    app.update();
    app
}

fn press(app: &mut App, key: KeyCode) -> Menu {
    app.world_mut().resource_mut::<ButtonInput<KeyCode>>().press(key);
    app.update();
    app.world_mut().resource_mut::<ButtonInput<KeyCode>>().reset_all();
    app.update();
    *app.world().resource::<State<Menu>>().get()
}

fn talk() -> Dialogue {
    Dialogue {
        npc: NetId(1),
        person: PersonId::default(),
        name: "Ada".into(),
        text: "Good day.".into(),
        voice: Voice::Template,
        choices: Vec::new(),
    }
}

#[test]
fn a_key_opens_its_window_and_closes_it_again() {
    let mut app = app();
    assert_eq!(press(&mut app, KeyCode::KeyI), Menu::Inventory);
    assert_eq!(press(&mut app, KeyCode::KeyM), Menu::Map);
    assert_eq!(press(&mut app, KeyCode::KeyM), Menu::None);
    assert_eq!(press(&mut app, KeyCode::Escape), Menu::Pause);
    assert_eq!(press(&mut app, KeyCode::KeyI), Menu::Pause, "the pause keeps the others shut");
    assert_eq!(press(&mut app, KeyCode::Escape), Menu::None);
}

#[test]
fn escape_answers_an_open_question_and_leaves_the_window_below_it() {
    let mut app = app();
    assert_eq!(press(&mut app, KeyCode::KeyK), Menu::Market);
    let asking = question::Asking::buy("Axe", [1; 32], 5);
    app.world_mut().resource_mut::<Question>().0 = Some(asking);
    assert_eq!(press(&mut app, KeyCode::KeyI), Menu::Market, "a question holds the windows");
    assert_eq!(press(&mut app, KeyCode::Escape), Menu::Market);
    assert_eq!(app.world().resource::<Question>().0, None);
    assert_eq!(press(&mut app, KeyCode::KeyK), Menu::None);
}

#[test]
fn letters_typed_into_a_field_open_nothing() {
    let mut app = app();
    app.world_mut().resource_mut::<Typing>().0 = true;
    assert_eq!(press(&mut app, KeyCode::KeyI), Menu::None);
}

#[test]
fn a_dialogue_opens_its_window_and_escape_says_goodbye() {
    let mut app = app();
    app.world_mut().resource_mut::<Talk>().0 = Some(talk());
    app.update();
    app.update();
    assert_eq!(*app.world().resource::<State<Menu>>().get(), Menu::Dialogue);
    assert_eq!(press(&mut app, KeyCode::Escape), Menu::None);
    assert_eq!(app.world().resource::<Talk>().0, None);
    let asked = app.world().resource::<Messages<AskServer>>();
    let mut cursor = asked.get_cursor();
    let asked: Vec<_> = cursor.read(asked).map(|asked| asked.0.clone()).collect();
    assert_eq!(asked, [Ask::Choose { topic: Topic::Farewell }]);
}

#[test]
fn the_window_goes_when_the_other_ends_the_dialogue() {
    let mut app = app();
    app.world_mut().resource_mut::<Talk>().0 = Some(talk());
    app.update();
    app.update();
    app.world_mut().resource_mut::<Talk>().0 = None;
    app.update();
    app.update();
    assert_eq!(*app.world().resource::<State<Menu>>().get(), Menu::None);
}
