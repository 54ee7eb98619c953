//! The market's window follows what is told and asks what it should, without a window of the system.

use super::*;
use crate::menus::question::Question;
use crate::play::{Market, Realm};
use crate::settings::Settings;
use crate::testing::core_world;
use crate::theme::icon::Icons;
use crate::wording::proof::tests::{INFO, rolled};
use bevy::state::app::StatesPlugin;
use bevy::ui_widgets::Activate;
use protocol::{Lot, MarketPage, OFFERS_A_PAGE, Offer};

const WALLET: Key = [9; 32];

fn app(chain: Chain) -> App {
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, StatesPlugin));
    app.insert_state(Menu::Market);
    crate::schedule::plugin(&mut app);
    crate::play::plugin(&mut app);
    app.init_resource::<Question>().insert_resource(Settings::default());
    app.init_resource::<Icons>().init_resource::<Assets<Image>>();
    app.insert_resource(Realm(core_world())).insert_resource(chain);
    app.add_plugins(plugin);
    app.update();
    app
}

fn chain() -> Chain {
    let purse = Some(20_000_000);
    Chain { info: Some(INFO), wallet: Some(WALLET), purse, ruleset: String::new() }
}

fn offer(number: u8, price: u64, seller: Key) -> Offer {
    let (recorded, _, item) = rolled(number);
    let mint = [number; 32];
    let lot =
        Lot { token: recorded.token, mint, seller, rent_payer: [5; 32], price, expires_at: 0 };
    Offer { lot, item, class: recorded.class, cap: recorded.cap, seller: Some("Ben".into()) }
}

fn tell(app: &mut App, offers: Vec<Offer>, own: bool, total: u32) {
    let query = MarketQuery { own, ..MarketQuery::default() };
    app.world_mut().resource_mut::<Market>().0 = Some(MarketPage { query, offers, total });
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

/// Presses the button with these words, or with this name.
fn press(app: &mut App, words: &str) {
    let mut buttons = app.world_mut().query_filtered::<(Entity, Option<&Name>, Option<&Children>), With<bevy::ui_widgets::Button>>();
    let found = buttons.iter(app.world()).find(|(_, name, children)| {
        let named = name.is_some_and(|name| name.as_str() == words);
        let worded = children.is_some_and(|children| {
            let text = |child: &Entity| app.world().get::<Text>(*child);
            children.iter().any(|child| text(&child).is_some_and(|text| text.0 == words))
        });
        named || worded
    });
    let entity = found.map(|(entity, ..)| entity);
    let Some(entity) = entity else {
        panic!("no button {words:?} among {:?}", texts(app));
    };
    app.world_mut().trigger(Activate { entity });
    app.update();
    app.update();
}

fn asked(app: &mut App) -> Vec<Ask> {
    let mut messages = app.world_mut().resource_mut::<Messages<AskServer>>();
    messages.drain().map(|asked| asked.0).collect()
}

#[test]
fn a_world_without_a_chain_says_so_and_asks_nothing() {
    let mut app = app(Chain::default());
    assert!(shows(&mut app, "keeps no chain"));
    assert!(asked(&mut app).is_empty());
}

#[test]
fn rows_follow_the_page_and_buying_asks_first() {
    let mut app = app(chain());
    assert_eq!(asked(&mut app), [Ask::Market(MarketQuery::default())]);
    assert!(shows(&mut app, "Asking the market"));
    tell(&mut app, vec![offer(1, 12_500_000, [2; 32]), offer(2, 90_000_000, [2; 32])], false, 2);
    assert!(shows(&mut app, "12.5 marks") && shows(&mut app, "90 marks"));
    assert!(shows(&mut app, "2 offers") && shows(&mut app, "Ben"));
    press(&mut app, "offer 1");
    press(&mut app, "Buy");
    let question = app.world().resource::<Question>().0.clone().expect("a question");
    assert_eq!(question.lines, ["It costs 12.5 marks."]);
    assert_eq!(asked(&mut app), []);
    press(&mut app, "offer 2");
    assert!(shows(&mut app, "70 marks too little"));
    tell(&mut app, Vec::new(), false, 0);
    assert!(shows(&mut app, "Nothing is on sale yet."));
    assert!(shows(&mut app, "That offer is not here any more."));
}

#[test]
fn own_offers_are_repriced_and_taken_back() {
    let mut app = app(chain());
    asked(&mut app);
    press(&mut app, "My offers");
    let query = MarketQuery { own: true, ..MarketQuery::default() };
    assert_eq!(asked(&mut app), [Ask::Market(query)]);
    tell(&mut app, vec![offer(1, 12_500_000, WALLET)], true, 1);
    press(&mut app, "offer 1");
    press(&mut app, "Take back");
    assert_eq!(asked(&mut app), [Ask::Cancel { mint: [1; 32] }]);
    press(&mut app, "New price");
    let question = app.world().resource::<Question>().0.clone().expect("a question");
    assert_eq!(question.lines, ["It costs 12.5 marks now."]);
}

#[test]
fn filters_pages_and_the_other_tabs_ask_for_what_they_show() {
    let mut app = app(chain());
    asked(&mut app);
    press(&mut app, "Any rarity");
    let wanted = MarketQuery { rarity: Some(ruleset::Rarity::Uncommon), ..default() };
    assert_eq!(asked(&mut app), [Ask::Market(wanted)]);
    let many = u32::try_from(OFFERS_A_PAGE).expect("few") + 1;
    tell(&mut app, vec![offer(1, 12_500_000, [2; 32])], false, many);
    assert!(shows(&mut app, "Page 1 of 2"));
    press(&mut app, "Next");
    let asks = asked(&mut app);
    assert!(matches!(&asks[..], [Ask::Market(query)] if query.page == 1), "{asks:?}");
    press(&mut app, "History");
    assert_eq!(asked(&mut app), [Ask::Sales { own: false }]);
    press(&mut app, "Show mine");
    assert_eq!(asked(&mut app), [Ask::Sales { own: true }]);
    press(&mut app, "Odds");
    assert_eq!(asked(&mut app), [Ask::Supply]);
    assert!(shows(&mut app, "casts the rolls under odds"));
}

#[test]
fn a_deal_holds_its_button_while_it_is_open_and_lets_go_when_it_is_late() {
    use crate::play::{About, Doing};
    let mut app = app(chain());
    tell(&mut app, vec![offer(1, 12_500_000, [2; 32])], false, 1);
    press(&mut app, "offer 1");
    let doing = |late| Doing {
        about: About::Token([1; 32]),
        title: "Buying it".into(),
        done: "It is yours".into(),
        stage: Stage::Sent,
        since: 0.0,
        late,
    };
    let set = |app: &mut App, late| {
        let deals = [(protocol::RequestId(1), doing(late))].into();
        app.world_mut().resource_mut::<Deals>().0 = deals;
        app.update();
        app.update();
    };
    set(&mut app, false);
    assert!(shows(&mut app, "on its way to the chain"));
    assert!(!texts(&mut app).contains(&"Buy".to_owned()));
    set(&mut app, true);
    assert!(shows(&mut app, "nothing is lost"));
    assert!(texts(&mut app).contains(&"Buy".to_owned()));
}

#[test]
fn a_silent_server_is_asked_again_and_an_old_answer_is_freshened() {
    use bevy::time::TimeUpdateStrategy;
    use std::time::Duration;
    let mut app = app(chain());
    let second = TimeUpdateStrategy::ManualDuration(Duration::from_secs(1));
    app.insert_resource(second);
    assert_eq!(asked(&mut app).len(), 1);
    let wait = |app: &mut App, seconds: u32| -> usize {
        let second = |_| {
            app.update();
            asked(app).len()
        };
        (0..seconds).map(second).sum()
    };
    assert_eq!(wait(&mut app, 5), 0);
    assert!(shows(&mut app, "Asking the market"));
    assert_eq!(wait(&mut app, 3), 1);
    assert!(shows(&mut app, "does not answer yet"));
    app.world_mut().write_message(NotReadYet);
    assert_eq!(wait(&mut app, 3), 1, "what is being read is asked for soon");
    assert!(shows(&mut app, "does not answer yet"));
    let query = MarketQuery::default();
    let page = MarketPage { query, offers: vec![offer(1, 12_500_000, [2; 32])], total: 1 };
    app.world_mut().resource_mut::<Market>().0 = Some(page.clone());
    app.world_mut().write_message(Heard(protocol::Event::Market(page)));
    assert_eq!(wait(&mut app, 2), 0);
    assert!(shows(&mut app, "12.5 marks"));
    assert_eq!(wait(&mut app, 5), 1, "an answer does not stay true for ever");
    assert!(!shows(&mut app, "does not answer yet"));
}
