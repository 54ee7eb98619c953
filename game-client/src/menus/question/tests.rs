//! Questions, answered without a window of the system.

use super::*;
use bevy::ecs::system::RunSystemOnce as _;

fn app() -> App {
    let mut app = App::new();
    app.add_plugins(MinimalPlugins).add_message::<AskServer>();
    app.init_resource::<Question>().insert_resource(Settings::default());
    app
}

fn pose(app: &mut App, asking: Asking) {
    app.world_mut().resource_mut::<Question>().0 = Some(asking);
}

fn yes(app: &mut App) {
    app.world_mut().run_system_once(|mut answer: Answer| answer.yes()).expect("an answer");
}

fn asked(app: &mut App) -> Vec<Ask> {
    let mut messages = app.world_mut().resource_mut::<Messages<AskServer>>();
    messages.drain().map(|asked| asked.0).collect()
}

fn title(app: &App) -> Option<String> {
    app.world().resource::<Question>().0.as_ref().map(|asking| asking.title.clone())
}

#[test]
fn buying_asks_once_and_for_no_more_than_was_shown() {
    let mut app = app();
    pose(&mut app, Asking::buy("Axe", [4; 32], 12_000_000));
    let lines = app.world().resource::<Question>().0.as_ref().map(|asking| asking.lines.clone());
    assert_eq!(lines, Some(vec!["It costs 12 marks.".to_owned()]));
    yes(&mut app);
    assert_eq!(asked(&mut app), [Ask::Buy { mint: [4; 32], maximum_price: 12_000_000 }]);
    assert_eq!(title(&app), None);
}

#[test]
fn destroying_asks_twice() {
    let mut app = app();
    pose(&mut app, Asking::destroy("Axe", 3));
    yes(&mut app);
    assert_eq!(asked(&mut app), []);
    assert_eq!(title(&app).as_deref(), Some("There is no way back"));
    yes(&mut app);
    assert_eq!(asked(&mut app), [Ask::Burn { index: 3 }]);
    assert_eq!(title(&app), None);
}

#[test]
fn a_wrong_price_gets_words_and_a_right_one_is_asked_for_to_the_lamport() {
    let mut app = app();
    pose(&mut app, Asking::sell("Axe", 2));
    let field = app.world_mut().spawn((EditableText::new("1.5"), PriceField)).id();
    let fault = app.world_mut().spawn((Text::default(), Fault)).id();
    yes(&mut app);
    assert_eq!(asked(&mut app), []);
    let said = app.world().get::<Text>(fault).map(|text| text.0.clone());
    assert_eq!(said.as_deref(), Some("Ask for at least 2 marks."));
    assert!(title(&app).is_some(), "the question stays open");
    app.world_mut().entity_mut(field).insert(EditableText::new("2.125"));
    yes(&mut app);
    assert_eq!(asked(&mut app), [Ask::List { index: 2, price: 2_125_000 }]);
}

#[test]
fn what_relics_are_is_said_once() {
    let mut app = app();
    let sell = Asking::sell("Axe", 2);
    let again = sell.clone();
    let explain = |mut asker: Asker, asking: Asking| asker.explain(Some(asking));
    app.world_mut()
        .run_system_once(move |asker: Asker| explain(asker, again.clone()))
        .expect("a question");
    assert_eq!(title(&app).as_deref(), Some("Relics are your own"));
    yes(&mut app);
    assert_eq!(title(&app).as_deref(), Some("Sell Axe"));
    assert!(app.world().resource::<Settings>().knows_relics);
    app.world_mut()
        .run_system_once(move |asker: Asker| explain(asker, sell.clone()))
        .expect("a question");
    assert_eq!(title(&app).as_deref(), Some("Sell Axe"));
}
