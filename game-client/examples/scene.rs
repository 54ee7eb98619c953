//! Looks at the scene without a game: a world from a seed, a camera, some people and creatures who
//! only pose, a picture.
//!
//! ```text
//! cargo run -p game-client --example scene -- --seed "hollow hill" --day 0.4 --out pic.png
//! xvfb-run -a -s "-screen 0 1280x720x24" target/debug/examples/scene --low --dungeon 0 --out pic.png
//! ```
//! Without `--out` the window stays open. `--help` tells the rest.

use anyhow::{Context, Result};
use bevy::prelude::*;
use bevy::render::view::window::screenshot::{Screenshot, ScreenshotCaptured, save_to_disk};
use bevy::window::WindowResolution;
use clap::Parser;
use game_client::scene::{
    self, Actor, MainCamera, SceneProgress, SceneQuality, SceneReady, Space, Stage,
};
use protocol::{EntityKind, NetId, Pose};
use ruleset::{CreatureId, Rarity};
use seed::{Mm, Point, WorldSeed};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;
use worldgen::{CELL_MM, Dungeon, FeatureKind, Item, RoomRole, SiteKind, World as Generated};

/// Looks at the scene without a game.
#[derive(Parser, Clone, Debug, Resource)]
struct Options {
    /// The world's seed.
    #[arg(long, default_value = "the hollow hill")]
    seed: String,
    /// Where to stand, metres east and south; without it the home settlement's square.
    #[arg(long, value_parser = pair, allow_hyphen_values = true)]
    at: Option<(i32, i32)>,
    /// Looks for the nearest place of this biome and stands there.
    #[arg(long)]
    biome: Option<String>,
    /// Time of day: 0.25 sunrise, 0.5 noon, 0.75 sunset.
    #[arg(long, default_value_t = 0.42)]
    day: f32,
    /// Goes down the dungeon with this number in the order of distance from home.
    #[arg(long)]
    dungeon: Option<usize>,
    /// Stands at the mouth of that dungeon instead of going down.
    #[arg(long)]
    mouth: bool,
    /// The room to stand in: entrance, key, puzzle, boss, treasure.
    #[arg(long, default_value = "puzzle")]
    room: String,
    /// Who stands around: none, village, people, creatures, things.
    #[arg(long, default_value = "village")]
    cast: String,
    /// Which creature stands first (see the ruleset).
    #[arg(long, default_value_t = 0)]
    first: u16,
    /// The pose of the cast, as on the wire (2 runs).
    #[arg(long, default_value_t = 0)]
    pose: u8,
    /// The camera's turn around the focus, degrees; 0 looks north.
    #[arg(long, default_value_t = 0.0, allow_hyphen_values = true)]
    yaw: f32,
    /// The camera's height over the horizon, degrees.
    #[arg(long, default_value_t = 14.0, allow_hyphen_values = true)]
    pitch: f32,
    /// Metres from the camera to the focus.
    #[arg(long, default_value_t = 7.0)]
    distance: f32,
    /// The picture to write.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Size of the window.
    #[arg(long, value_parser = size, default_value = "1280x720")]
    size: (u32, u32),
    /// For a processor that draws.
    #[arg(long)]
    low: bool,
    /// Frames to draw after everything is there; their mean time is printed.
    #[arg(long, default_value_t = 8)]
    frames: u32,
}

fn pair(text: &str) -> Result<(i32, i32), String> {
    let (x, z) = text.split_once(',').ok_or("expected x,z")?;
    let number = |text: &str| text.trim().parse::<i32>().map_err(|error| error.to_string());
    Ok((number(x)?, number(z)?))
}

fn size(text: &str) -> Result<(u32, u32), String> {
    let (x, y) = text.split_once('x').ok_or("expected WIDTHxHEIGHT")?;
    let number = |text: &str| text.parse::<u32>().map_err(|error| error.to_string());
    Ok((number(x)?, number(y)?))
}

fn main() -> Result<()> {
    let mut options = Options::parse();
    let directory =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/rulesets/core");
    let rules = Arc::new(ruleset::load(&directory).context("reading the ruleset core")?);
    let world = Generated::new(WorldSeed::from_text(&options.seed), rules);
    let stage = set(&world, &mut options)?;
    let window = Window {
        title: "Seedbound: the scene".into(),
        resolution: WindowResolution::new(options.size.0, options.size.1),
        ..default()
    };
    App::new()
        .add_plugins(DefaultPlugins.set(WindowPlugin { primary_window: Some(window), ..default() }))
        .insert_resource(if options.low { SceneQuality::LOW } else { SceneQuality::HIGH })
        .insert_resource(options)
        .insert_resource(stage)
        .add_plugins(scene::plugin)
        .add_systems(Startup, film)
        .add_systems(Update, shoot)
        .run();
    Ok(())
}

fn set(world: &Generated, options: &mut Options) -> Result<Stage> {
    let home = world.settlement(world.home()).context("no home")?;
    let mut stage = Stage {
        world: world.clone(),
        space: Space::Overworld,
        focus: home.spawn,
        focus_feet: Mm(0),
        day: options.day,
        actors: BTreeMap::new(),
        own: Some(NetId(1)),
    };
    if let Some((x, z)) = options.at {
        stage.focus = Point::metres(x, z);
    }
    if let Some(name) = &options.biome {
        stage.focus = search(world, stage.focus, name).context("no such biome near here")?;
    }
    if let Some(number) = options.dungeon {
        let mut sites = world.sites_near(home.site.at, Mm::metres(4000));
        sites.retain(|site| site.kind == SiteKind::Dungeon);
        sites.sort_by_key(|site| site.at.distance(home.site.at));
        let site = sites.get(number).context("not so many dungeons near home")?;
        if options.mouth {
            let towards = (home.site.at.x - site.at.x, home.site.at.z - site.at.z);
            let far = home.site.at.distance(site.at).max(1);
            let part = |mm: Mm| Mm((i64::from(mm.0) * 7000 / far) as i32);
            stage.focus = Point { x: site.at.x + part(towards.0), z: site.at.z + part(towards.1) };
            options.yaw +=
                (towards.0.to_metres_f32()).atan2(towards.1.to_metres_f32()).to_degrees();
        } else {
            let dungeon = Arc::new(world.dungeon(site.id).context("no dungeon")?);
            stage.focus = middle(&dungeon, &options.room).unwrap_or_else(|| dungeon.entrance());
            furnish(&mut stage, &dungeon);
            stage.space = Space::Dungeon { dungeon, open: std::collections::BTreeSet::new() };
        }
    }
    if matches!(stage.space, Space::Overworld) {
        stage.focus_feet = world.height(stage.focus);
    }
    cast(&mut stage, options);
    Ok(stage)
}

/// The nearest place of a biome, in steps of 40 m.
fn search(world: &Generated, from: Point, name: &str) -> Option<Point> {
    (0..120_i32).find_map(|ring| {
        let around = (-ring..=ring).flat_map(|z| (-ring..=ring).map(move |x| (x, z)));
        around.filter(|(x, z)| x.abs().max(z.abs()) == ring).find_map(|(x, z)| {
            let at = Point { x: from.x + Mm::metres(x * 40), z: from.z + Mm::metres(z * 40) };
            (world.rules().biome(world.biome(at)).name == name).then_some(at)
        })
    })
}

fn middle(dungeon: &Dungeon, room: &str) -> Option<Point> {
    let role = match room {
        "entrance" => RoomRole::Entrance,
        "key" => RoomRole::Key,
        "boss" => RoomRole::Boss,
        "treasure" => RoomRole::Treasure,
        "plain" => RoomRole::Plain,
        _ => RoomRole::Puzzle,
    };
    let room = dungeon.rooms.iter().find(|room| room.role == role)?;
    let sum = |a: u16, b: u16| i32::from(a + b + 1) * CELL_MM / 2;
    Some(Point::new(sum(room.min.0, room.max.0), sum(room.min.1, room.max.1)))
}

/// Everything that stands and lives in a dungeon.
fn furnish(stage: &mut Stage, dungeon: &Dungeon) {
    for feature in &dungeon.features {
        let at = Dungeon::middle(feature.cell);
        let kind = match feature.kind {
            FeatureKind::Entrance => EntityKind::Exit,
            FeatureKind::Door { .. } => EntityKind::Door,
            FeatureKind::Gate | FeatureKind::Portcullis { .. } | FeatureKind::Seal { .. } => {
                EntityKind::Gate
            }
            FeatureKind::Switch { .. } => EntityKind::Switch,
            FeatureKind::Secret => EntityKind::Secret,
            FeatureKind::Stairs { down, .. } => EntityKind::Stairs { down },
            FeatureKind::Shaft { .. } => EntityKind::Shaft,
            FeatureKind::Trap { trap } => EntityKind::Trap { trap },
            FeatureKind::Key { item, .. } => EntityKind::Drop { item: Item::plain(item), count: 1 },
            FeatureKind::Board => EntityKind::Board,
            FeatureKind::Lever { index } => EntityKind::Lever { index },
            FeatureKind::Lamp { index } => EntityKind::Lamp { index },
            FeatureKind::Chest { treasure } => EntityKind::Chest { treasure },
            FeatureKind::Creature { creature, level, boss } => {
                EntityKind::Creature { creature, level, boss }
            }
        };
        let state = match kind {
            EntityKind::Lever { index } | EntityKind::Lamp { index } => index % 2,
            _ => 0,
        };
        let position = Vec3::new(at.x.to_metres_f32(), 0.0, at.z.to_metres_f32());
        add(stage, Actor { kind, position, turn: 0.4, state, health: 255, speed: 0.0 });
    }
}

fn add(stage: &mut Stage, actor: Actor) {
    let id = NetId(100 + stage.actors.len() as u32);
    stage.actors.insert(id, actor);
}

fn cast(stage: &mut Stage, options: &Options) {
    let focus = ground(stage, Vec2::ZERO);
    let speed = match Pose::of(options.pose) {
        Pose::Walk => 3.2,
        Pose::Run => 6.0,
        _ => 0.0,
    };
    let player = |look| EntityKind::Player { name: "Wanderer".into(), level: 3, look };
    if options.cast != "none" && options.cast != "people" && options.cast != "creatures" {
        let turn = std::f32::consts::PI + options.yaw.to_radians();
        let own = Actor {
            kind: player(7),
            position: focus,
            turn,
            state: options.pose,
            health: 255,
            speed,
        };
        stage.actors.insert(NetId(1), own);
    }
    let home = stage.world.settlement(stage.world.home());
    match options.cast.as_str() {
        "village" => {
            for person in home.iter().flat_map(|home| &home.people) {
                if person.post.distance(stage.focus) > 90_000 {
                    continue;
                }
                let feet = stage.world.height(person.post).to_metres_f32();
                let position =
                    Vec3::new(person.post.x.to_metres_f32(), feet, person.post.z.to_metres_f32());
                let kind = EntityKind::Person { person: person.id };
                let turn = person.id.number as f32 * 1.3;
                add(stage, Actor { kind, position, turn, state: 0, health: 255, speed: 0.0 });
            }
        }
        "people" => {
            for number in 0..7_u32 {
                let position = ground(stage, Vec2::new(number as f32 * 1.3 - 3.9, 0.0));
                let kind = match home.as_ref().and_then(|home| home.people.get(number as usize)) {
                    Some(person) if number % 2 == 0 => EntityKind::Person { person: person.id },
                    _ => player(number * 7919 + 3),
                };
                let state = if options.pose == 255 { number as u8 + 1 } else { options.pose };
                let speed = if state == 1 {
                    3.2
                } else if state == 2 {
                    6.0
                } else {
                    speed
                };
                add(stage, Actor { kind, position, turn: 0.35, state, health: 255, speed });
            }
        }
        "creatures" => {
            for number in 0..6_u16 {
                let creature = CreatureId(
                    (options.first + number) % stage.world.rules().creatures.len() as u16,
                );
                let position = ground(stage, Vec2::new(f32::from(number) * 2.2 - 5.5, 0.0));
                let kind = EntityKind::Creature { creature, level: 1, boss: number == 5 };
                add(
                    stage,
                    Actor { kind, position, turn: 0.8, state: options.pose, health: 255, speed },
                );
            }
        }
        "things" => {
            for (number, rarity) in
                [Rarity::Common, Rarity::Uncommon, Rarity::Rare, Rarity::Epic, Rarity::Legendary]
                    .into_iter()
                    .enumerate()
            {
                let mut item = Item::plain(ruleset::ItemId(number as u16 * 2));
                item.rarity = rarity;
                let position = ground(stage, Vec2::new(number as f32 * 1.4 - 2.8, 2.0));
                let kind = EntityKind::Drop { item, count: 1 };
                add(stage, Actor { kind, position, turn: 0.0, state: 0, health: 255, speed: 0.0 });
            }
            let kinds = [
                EntityKind::Chest { treasure: false },
                EntityKind::Chest { treasure: true },
                EntityKind::Lever { index: 0 },
                EntityKind::Lamp { index: 0 },
                EntityKind::Door,
                EntityKind::Gate,
                EntityKind::Projectile,
                EntityKind::Exit,
            ];
            for (number, kind) in kinds.into_iter().enumerate() {
                let position = ground(stage, Vec2::new(number as f32 * 2.2 - 7.7, -2.0));
                add(stage, Actor { kind, position, turn: 0.0, state: 1, health: 255, speed: 0.0 });
            }
        }
        _ => {}
    }
}

fn ground(stage: &Stage, by: Vec2) -> Vec3 {
    let at = Point {
        x: stage.focus.x + Mm((by.x * 1000.0) as i32),
        z: stage.focus.z + Mm((by.y * 1000.0) as i32),
    };
    let feet = match stage.space {
        Space::Overworld => stage.world.height(at).to_metres_f32().max(-1.2),
        Space::Dungeon { .. } => 0.0,
    };
    Vec3::new(at.x.to_metres_f32(), feet, at.z.to_metres_f32())
}

fn film(mut commands: Commands, stage: Res<Stage>, options: Res<Options>) {
    let focus = ground(&stage, Vec2::ZERO) + Vec3::Y * 1.3;
    let (yaw, pitch) = (options.yaw.to_radians(), options.pitch.to_radians());
    let away = Vec3::new(yaw.sin() * pitch.cos(), pitch.sin(), yaw.cos() * pitch.cos());
    let mut eye = focus + away * options.distance;
    if matches!(stage.space, Space::Overworld) {
        let below = Point::new((eye.x * 1000.0) as i32, (eye.z * 1000.0) as i32);
        eye.y = eye.y.max(stage.world.height(below).to_metres_f32().max(0.0) + 0.5);
    }
    commands.spawn((
        MainCamera,
        Projection::Perspective(PerspectiveProjection {
            fov: 1.0,
            near: 0.1,
            far: 3000.0,
            ..default()
        }),
        Transform::from_translation(eye).looking_at(focus, Vec3::Y),
    ));
}

#[derive(Default)]
struct Progress {
    started: Option<Instant>,
    ready: Option<Instant>,
    frames: u32,
    said: u32,
    asked: bool,
}

fn shoot(
    mut commands: Commands,
    options: Res<Options>,
    ready: Res<SceneReady>,
    share: Res<SceneProgress>,
    mut progress: Local<Progress>,
) {
    let started = *progress.started.get_or_insert_with(Instant::now);
    let tenth = (share.0 * 10.0) as u32;
    if tenth > progress.said {
        progress.said = tenth;
        info!("{}0 % after {:.1} s", tenth, started.elapsed().as_secs_f32());
    }
    if !ready.0 || progress.asked {
        return;
    }
    let since = *progress.ready.get_or_insert_with(Instant::now);
    progress.frames += 1;
    if progress.frames <= options.frames {
        return;
    }
    let mean = since.elapsed().as_secs_f32() * 1000.0 / progress.frames as f32;
    info!("{} frames, {mean:.1} ms each", progress.frames);
    progress.asked = true;
    if let Some(out) = &options.out {
        commands.spawn(Screenshot::primary_window()).observe(save_to_disk(out.clone())).observe(
            |_: On<ScreenshotCaptured>, mut exit: MessageWriter<AppExit>| {
                exit.write(AppExit::Success);
            },
        );
    }
}
