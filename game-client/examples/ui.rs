//! The interface with a made-up game, for looking at it: no server, no session.
//!
//! `xvfb-run -a -s "-screen 0 1280x720x24" cargo run -p game-client --example ui -- OUT` saves a
//! picture of every window into the directory `OUT`.

use bevy::prelude::*;
use bevy::render::view::screenshot::{Screenshot, save_to_disk};
use game_client::play::{
    Carried, Followed, Heard, Invitation, Notice, Place, Realm, Standing, Talk, Tone,
};
use game_client::scene::{Actor, Space, Stage};
use game_client::{ClientSystems, Menu, Options, Screen};
use protocol::{
    ChatScope, Choice, Dialogue, EntityKind, Event, NetId, QuestView, Stats, Topic, Voice,
};
use ruleset::{AffixId, CreatureId, ItemId, Rarity};
use seed::WorldSeed;
use simulation::{Character, Stack};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use worldgen::{Item, World as Land};

/// The pictures, each with the window that is open.
const PICTURES: [(&str, Menu); 8] = [
    ("hud", Menu::None),
    ("inventory", Menu::Inventory),
    ("quests", Menu::Quests),
    ("map", Menu::Map),
    ("pause", Menu::Pause),
    ("settings", Menu::Settings),
    ("party", Menu::Party),
    ("dialogue", Menu::Dialogue),
];

#[derive(Resource)]
struct Tour {
    directory: PathBuf,
    frame: u32,
    picture: usize,
}

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let directory = PathBuf::from(arguments.next().unwrap_or_else(|| "captures".into()));
    let seed = arguments.next().unwrap_or_else(|| "made up".into());
    std::fs::create_dir_all(&directory)?;
    let data_dir = Some(std::env::temp_dir().join("seedbound-ui"));
    let mut app = game_client::app(Options { low: true, data_dir, ..Options::default() })?;
    let rules = Arc::new(ruleset::load(&ruleset::find("core")?)?);
    fill(app.world_mut(), Land::new(WorldSeed::from_text(&seed), rules));
    app.insert_resource(Tour { directory, frame: 0, picture: 0 });
    app.insert_state(Screen::Playing);
    app.add_systems(Update, (tell, tour).chain().in_set(ClientSystems::Steer));
    app.run();
    Ok(())
}

fn fill(world: &mut World, land: Land) {
    let rules = land.rules().clone();
    let home = land.settlement(land.home());
    let at = home.as_ref().map(|home| home.spawn).unwrap_or_default();
    let feet = land.height(at);
    let mut character = Character::new("Ada".into(), &rules, at, feet);
    let axe = Item {
        base: base(&rules, "hand axe"),
        level: 4,
        rarity: Rarity::Epic,
        affixes: vec![(AffixId(0), 2), (AffixId(3), 6)],
    };
    let stack = Stack { item: axe, count: 1, mark: None, source: None };
    // A full pack: the example shows what fits.
    let _ = character.inventory.add(&rules, stack);
    for base in 0..rules.items.len() {
        let item = ItemId(base as u16);
        let _ = character.inventory.add(&rules, Stack::plain(item, rules.item(item).stack.min(3)));
    }
    let stats = Stats { level: 3, experience: 140, coins: 57, sheet: character.sheet(&rules) };
    let people = home.map(|home| home.people).unwrap_or_default();
    let quests: Vec<_> = people
        .iter()
        .flat_map(|person| land.quests(person.id))
        .take(2)
        .map(|quest| QuestView { quest, progress: Default::default() })
        .collect();
    let mut actors = BTreeMap::new();
    let mut stand = |id: u32, kind: EntityKind, east: f32, south: f32, health: u8| {
        let x = at.x.to_metres_f32() + east;
        let z = at.z.to_metres_f32() + south;
        let ground = land.height(seed::Point::new((x * 1000.0) as i32, (z * 1000.0) as i32));
        let position = Vec3::new(x, ground.to_metres_f32(), z);
        let actor = Actor { kind, position, turn: 0.6, state: 0, health, speed: 0.0 };
        actors.insert(NetId(id), actor);
    };
    stand(1, EntityKind::Player { name: "Ada".into(), level: 3, look: 7 }, 0.0, 0.0, 255);
    stand(2, EntityKind::Player { name: "Fenric".into(), level: 5, look: 9 }, -3.0, -6.0, 255);
    let wolf = EntityKind::Creature { creature: CreatureId(0), level: 2, boss: false };
    stand(3, wolf, 4.0, -5.0, 120);
    for (index, person) in people.iter().take(4).enumerate() {
        let east = index as f32 * 2.2 - 1.0;
        stand(10 + index as u32, EntityKind::Person { person: person.id }, east, -2.4, 255);
    }
    let dialogue = people.first().map(|person| Dialogue {
        npc: NetId(10),
        person: person.id,
        name: person.full_name(),
        text: quests.first().map_or_else(|| "Good day.".into(), |view| view.quest.offer.clone()),
        voice: Voice::Template,
        choices: choices(&quests),
    });
    world.insert_resource(Place {
        you: NetId(1),
        name: "Ada".into(),
        at,
        feet,
        health: 71,
        stamina: 62_000,
        ..Place::default()
    });
    world.insert_resource(Standing(Some(stats)));
    world.insert_resource(Carried(character.inventory));
    world.insert_resource(Followed(quests));
    world.insert_resource(Stage {
        world: land.clone(),
        space: Space::Overworld,
        focus: at,
        focus_feet: feet,
        day: 0.42,
        actors,
        own: Some(NetId(1)),
    });
    world.insert_resource(Realm(land));
    world.insert_resource(MadeUp(dialogue));
}

/// The dialogue of the last picture.
#[derive(Resource)]
struct MadeUp(Option<Dialogue>);

fn choices(quests: &[QuestView]) -> Vec<Choice> {
    let mut choices = Vec::new();
    if let Some(view) = quests.first() {
        let label = "I will do it.".into();
        choices.push(Choice { topic: Topic::Accept(view.quest.id), label });
    }
    choices.extend([
        Choice { topic: Topic::Work, label: "What do you do here?".into() },
        Choice { topic: Topic::Place, label: "Tell me about this place.".into() },
        Choice { topic: Topic::Farewell, label: "Goodbye.".into() },
    ]);
    choices
}

/// Says something now and then, so that chat and notices are seen.
fn tell(
    tour: Res<Tour>,
    mut heard: MessageWriter<Heard>,
    mut notices: MessageWriter<Notice>,
    mut invitation: ResMut<Invitation>,
) {
    if tour.frame != 30 || tour.picture != 0 {
        return;
    }
    let chat = |from: &str, scope, text: &str| {
        Heard(Event::Chat { from: from.into(), scope, text: text.into() })
    };
    heard.write(chat("Fenric", ChatScope::Near, "Is the barrow far from here?"));
    heard.write(chat("Ada", ChatScope::Party, "Half an hour, if the wolves let us."));
    heard.write(chat("Maren", ChatScope::World, "Anybody for the lamps below Aldmoor?"));
    heard.write(Heard(Event::Hit { by: None, target: NetId(3), amount: 9, killed: false }));
    notices.write(Notice::new("You took the letter.", Tone::Plain));
    notices.write(Notice::new("Done: A letter for the miller", Tone::Good));
    notices.write(Notice::new("That is out of reach; go nearer", Tone::Bad));
    invitation.0 = None;
}

fn tour(
    mut commands: Commands,
    mut tour: ResMut<Tour>,
    made_up: Res<MadeUp>,
    ready: Res<game_client::scene::SceneReady>,
    mut talk: ResMut<Talk>,
    mut menu: ResMut<NextState<Menu>>,
    mut exit: MessageWriter<AppExit>,
) {
    tour.frame += 1;
    if tour.picture == 0 && !ready.0 && tour.frame < 400 {
        tour.frame = tour.frame.min(20);
    }
    let Some((name, window)) = PICTURES.get(tour.picture) else {
        if tour.frame > 12 {
            exit.write(AppExit::Success);
        }
        return;
    };
    match tour.frame {
        1 if *window == Menu::Dialogue => talk.0.clone_from(&made_up.0),
        1 => menu.set(*window),
        40 => {
            let file = tour.directory.join(format!("ui-{name}.png"));
            commands.spawn(Screenshot::primary_window()).observe(save_to_disk(file));
        }
        46 => {
            tour.picture += 1;
            tour.frame = 0;
        }
        _ => {}
    }
}

fn base(rules: &ruleset::Ruleset, name: &str) -> ItemId {
    let index = rules.items.iter().position(|item| item.name == name).unwrap_or_default();
    ItemId(index as u16)
}
