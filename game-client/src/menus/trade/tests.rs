//! Trades, without any window of the system.

use super::*;
use crate::menus::question::Question;
use crate::play::{Carried, Records};
use crate::settings::Settings;
use crate::testing::core_world;
use crate::wording::proof::tests::rolled;
use bevy::state::app::StatesPlugin;
use protocol::{RecordState, TradeItem, TradeSide, TradeView};
use simulation::inventory::Mark;
use simulation::{Inventory, Stack};

fn app() -> App {
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, StatesPlugin));
    app.init_resource::<ButtonInput<KeyCode>>().init_resource::<Typing>();
    app.insert_state(Screen::Playing).init_state::<Menu>();
    app.init_resource::<Question>().insert_resource(Settings::default());
    crate::schedule::plugin(&mut app);
    crate::play::plugin(&mut app);
    app.init_resource::<Seat>()
        .add_systems(Update, (listen, follow, press_key).chain().in_set(ClientSystems::Steer))
        .add_systems(OnExit(Menu::Trade), get_up);
    app.update();
    app
}

fn view() -> TradeView {
    TradeView {
        with: "Ben".into(),
        waiting: false,
        version: 3,
        own: TradeSide { player: [1; 32], ..TradeSide::default() },
        other: TradeSide { player: [2; 32], ..TradeSide::default() },
    }
}

fn set(app: &mut App, table: Option<TradeView>) {
    app.world_mut().resource_mut::<Table>().0 = table;
    app.update();
    app.update();
}

fn menu(app: &App) -> Menu {
    *app.world().resource::<State<Menu>>().get()
}

fn press_t(app: &mut App) {
    app.world_mut().resource_mut::<ButtonInput<KeyCode>>().press(KeyCode::KeyT);
    app.update();
    app.world_mut().resource_mut::<ButtonInput<KeyCode>>().reset_all();
    app.update();
}

fn asked(app: &App) -> Vec<Ask> {
    let asked = app.world().resource::<Messages<AskServer>>();
    asked.get_cursor().read(asked).map(|asked| asked.0.clone()).collect()
}

fn notices(app: &App) -> Vec<String> {
    let notices = app.world().resource::<Messages<Notice>>();
    notices.get_cursor().read(notices).map(|notice| notice.text.clone()).collect()
}

fn begin() -> Ask {
    Ask::Trade(TradeAsk::Begin { name: "Ben".into() })
}

#[test]
fn who_asks_sits_down_when_the_table_is_there() {
    let mut app = app();
    app.world_mut().write_message(AskServer(begin()));
    app.update();
    assert_eq!(menu(&app), Menu::None);
    set(&mut app, Some(view()));
    assert_eq!(menu(&app), Menu::Trade);
    assert!(notices(&app).is_empty());
}

#[test]
fn who_is_asked_is_told_and_sits_down_with_t() {
    let mut app = app();
    app.world_mut().resource_mut::<Table>().0 = Some(view());
    app.update();
    assert_eq!(notices(&app), ["Ben wants to trade: press T"]);
    assert_eq!(menu(&app), Menu::None);
    press_t(&mut app);
    assert_eq!(asked(&app), [begin()]);
    app.update();
    app.update();
    assert_eq!(menu(&app), Menu::Trade);
}

#[test]
fn closing_the_window_leaves_the_table_and_a_cleared_table_closes_the_window() {
    let mut app = app();
    app.world_mut().write_message(AskServer(begin()));
    app.update();
    set(&mut app, Some(view()));
    app.world_mut().resource_mut::<NextState<Menu>>().set(Menu::None);
    app.update();
    assert!(asked(&app).contains(&Ask::Trade(TradeAsk::Close)));
    app.update();
    app.update();
    assert_eq!(menu(&app), Menu::None, "the old table does not open it again");

    set(&mut app, None);
    app.world_mut().write_message(AskServer(begin()));
    app.update();
    set(&mut app, Some(view()));
    assert_eq!(menu(&app), Menu::Trade);
    set(&mut app, None);
    assert_eq!(menu(&app), Menu::None);
}

#[test]
fn t_without_a_table_says_what_to_do() {
    let mut app = app();
    press_t(&mut app);
    assert!(asked(&app).is_empty());
    assert!(notices(&app)[0].starts_with("Nobody asks you to trade"));
}

#[test]
fn laying_and_taking_back_keep_the_rest_of_the_side() {
    let world = core_world();
    let mut inventory = Inventory::new(6);
    let mut records = Records::default();
    for number in 1..=3 {
        let (mut recorded, _, item) = rolled(number);
        recorded.mint = [number; 32];
        let mark = Some(Mark::Chain([number; 32]));
        inventory.add(world.rules(), Stack { item, count: 1, mark, source: None }).expect("room");
        records.0.insert([number; 32], RecordState::Recorded(Box::new(recorded)));
    }
    let carried = Carried(inventory);
    let mut table = view();
    table.own.lamports = 7;
    let offer = |places: &[u16], lamports| {
        Ask::Trade(TradeAsk::Offer { places: places.to_vec(), lamports })
    };
    let turn = |table: &TradeView, index| lay::turn(table, &carried, &records, index);
    assert_eq!(turn(&table, 1), Ok(offer(&[1], 7)));
    let lying = |number: u8| {
        let (_, _, item) = rolled(number);
        TradeItem { mint: [number; 32], item, class: String::new(), number: 1 }
    };
    table.own.items = vec![lying(1), lying(2)];
    assert_eq!(turn(&table, 0), Ok(offer(&[1], 7)));
    assert!(turn(&table, 2).is_err_and(|why| why.contains("No more than 2")));
    assert_eq!(lay::pay(&table, &carried, &records, 9), offer(&[0, 1], 9));
}
