//! Everything about relics with a made-up server, for looking at it: no chain, no session.
//!
//! `xvfb-run -a -s "-screen 0 1280x720x24" cargo run -p game-client --example relics -- OUT` runs the
//! script `examples/relics.txt` and saves its pictures into the directory `OUT`. With another script
//! after `OUT`, it runs that one; with `none`, the windows can be tried by hand.

#[path = "relics/goods.rs"]
mod goods;
#[path = "relics/server.rs"]
mod server;

use bevy::prelude::*;
use game_client::play::{Carried, Chain, Place, Realm, Records, Standing};
use game_client::scene::{Actor, Space, Stage};
use game_client::{ClientSystems, Options, Screen};
use protocol::{EntityKind, NetId, Stats};
use seed::WorldSeed;
use simulation::Character;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use worldgen::World as Land;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let capture = PathBuf::from(arguments.next().unwrap_or_else(|| "captures".into()));
    let usual = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/relics.txt");
    let script = arguments.next().unwrap_or_else(|| usual.into());
    let data_dir = std::env::temp_dir().join(format!("seedbound-relics-{}", std::process::id()));
    let mut app = game_client::app(Options {
        low: true,
        data_dir: Some(data_dir),
        script: (script != "none").then(|| script.into()),
        capture: Some(capture),
        ..Options::default()
    })?;
    let rules = Arc::new(ruleset::load(&ruleset::find("core")?)?);
    fill(app.world_mut(), Land::new(WorldSeed::from_text("made up"), rules));
    app.insert_state(Screen::Playing);
    app.add_systems(Update, server::answer.in_set(ClientSystems::Listen));
    app.run();
    Ok(())
}

fn fill(world: &mut World, land: Land) {
    let rules = land.rules().clone();
    let home = land.settlement(land.home());
    let at = home.as_ref().map(|home| home.spawn).unwrap_or_default();
    let feet = land.height(at);
    let mut character = Character::new("Ada".into(), &rules, at, feet);
    let records = goods::stow(&mut character.inventory, &rules);
    let stats = Stats { level: 7, experience: 640, coins: 157, sheet: character.sheet(&rules) };
    let mut actors = BTreeMap::new();
    let mut stand = |id: u32, kind: EntityKind, east: f32, south: f32| {
        let x = at.x.to_metres_f32() + east;
        let z = at.z.to_metres_f32() + south;
        let ground = land.height(seed::Point::new((x * 1000.0) as i32, (z * 1000.0) as i32));
        let position = Vec3::new(x, ground.to_metres_f32(), z);
        let actor = Actor { kind, position, turn: 0.6, state: 0, health: 255, speed: 0.0 };
        actors.insert(NetId(id), actor);
    };
    stand(1, EntityKind::Player { name: "Ada".into(), level: 7, look: 7 }, 0.0, 0.0);
    stand(2, EntityKind::Player { name: "Ben".into(), level: 9, look: 9 }, 0.8, -2.0);
    let sealed = worldgen::Item::plain(rules.relics.sealed);
    stand(3, EntityKind::Drop { item: sealed, count: 1 }, -1.9, -3.0);
    world.insert_resource(Place {
        you: NetId(1),
        name: "Ada".into(),
        at,
        feet,
        health: 92,
        stamina: 80_000,
        ..Place::default()
    });
    world.insert_resource(Standing(Some(stats)));
    world.insert_resource(Carried(character.inventory));
    world.insert_resource(Records(records));
    world.insert_resource(Chain {
        info: Some(goods::INFO),
        wallet: Some(goods::WALLET),
        purse: Some(412_500_000),
        ruleset: rules.hash().to_string().chars().take(8).collect(),
    });
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
}
