//! The open land: tiles stream around the focus.
//!
//! ```text
//! Stage.focus -> wanted tiles -> worker threads -> some become visible each frame
//! ```
//! A tile that is no longer wanted stays until what replaces it is there, and what replaces it stays
//! hidden until it does so wholly: the ground never has holes.

use super::flora::Nursery;
use super::paint::{Paint, Paints};
use super::quality::SceneQuality;
use super::sculpt::Sculpt;
use super::stage::{SceneReady, Space, Stage};
use bevy::camera::primitives::Aabb;
use bevy::light::NotShadowCaster;
use bevy::prelude::*;
use bevy::tasks::futures::check_ready;
use bevy::tasks::{AsyncComputeTaskPool, Task};
use build::{Built, build};
use places::Places;
use std::collections::BTreeMap;
use std::sync::Arc;
use tile::{Tile, wanted};

mod build;
mod ground;
mod growth;
mod places;
mod relief;
mod sea;
mod tile;
mod tint;

/// Tiles that are handed to the workers at once, for each thread: few while one plays, so that what
/// is asked for last is not late; all that a slow frame may leave time for while one waits.
const IN_FLIGHT: usize = 3;
const IN_FLIGHT_AT_FIRST: usize = 64;

/// The focus moves this far before the set of tiles is worked out again, metres.
const RECKON_AFTER: f32 = 4.0;

/// The land that is drawn.
#[derive(Resource)]
pub(crate) struct Land {
    places: Places,
    nursery: Arc<Nursery>,
    root: Entity,
    wanted: Vec<Tile>,
    reckoned_at: Option<seed::Point>,
    /// All that was wanted has been there once. Until then nothing is shown: whoever waits need not
    /// pay for drawing half a world.
    complete: bool,
    building: BTreeMap<Tile, Task<Built>>,
    shown: BTreeMap<Tile, Entity>,
}

/// A roof that is taken off while the focus is below it.
#[derive(Component)]
struct Roof([Vec2; 2]);

pub(crate) fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        (
            begin.run_if(resource_exists::<Stage>.and_then(not(resource_exists::<Land>))),
            stream.run_if(resource_exists::<Stage>.and_then(resource_exists::<Land>)),
            lift_roofs.run_if(resource_exists::<Stage>),
            end.run_if(resource_exists::<Land>.and_then(not(resource_exists::<Stage>))),
        )
            .chain(),
    );
}

impl Land {
    /// How many of the wanted tiles are there, and how many are wanted.
    pub(crate) fn progress(&self) -> (usize, usize) {
        let there = self.wanted.iter().filter(|tile| self.shown.contains_key(tile)).count();
        (there, self.wanted.len())
    }

    /// Is the ground within `reach` metres there?
    pub(crate) fn stands(&self, focus: seed::Point, reach: f32) -> bool {
        !self.wanted.is_empty()
            && self
                .wanted
                .iter()
                .filter(|tile| tile.distance(focus) < reach)
                .all(|tile| self.shown.keys().any(|shown| shown.overlaps(*tile)))
    }
}

fn begin(mut commands: Commands, stage: Res<Stage>) {
    let root = commands.spawn((Transform::default(), Visibility::default())).id();
    commands.insert_resource(Land {
        places: Places::new(stage.world.clone()),
        nursery: Arc::new(Nursery::new(stage.world.rules())),
        root,
        wanted: Vec::new(),
        reckoned_at: None,
        complete: false,
        building: BTreeMap::new(),
        shown: BTreeMap::new(),
    });
}

fn end(mut commands: Commands, land: Res<Land>) {
    commands.entity(land.root).despawn();
    commands.remove_resource::<Land>();
}

fn stream(
    mut commands: Commands,
    stage: Res<Stage>,
    (quality, paints, ready): (Res<SceneQuality>, Res<Paints>, Res<SceneReady>),
    mut land: ResMut<Land>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut visible: Query<&mut Visibility>,
) {
    let land = &mut *land;
    if land.places.world.seed() != stage.world.seed() {
        commands.entity(land.root).despawn();
        commands.remove_resource::<Land>();
        return;
    }
    let open = matches!(stage.space, Space::Overworld);
    let (there, wanted_count) = land.progress();
    land.complete |= wanted_count > 0 && there == wanted_count;
    if let Ok(mut visibility) = visible.get_mut(land.root) {
        visibility.set_if_neq(if open && land.complete {
            Visibility::Inherited
        } else {
            Visibility::Hidden
        });
    }
    if !open {
        return;
    }
    let moved = land
        .reckoned_at
        .is_none_or(|last| last.distance(stage.focus) as f32 > RECKON_AFTER * 1000.0);
    if moved {
        land.reckoned_at = Some(stage.focus);
        let fine = (quality.fine_chunks * worldgen::CHUNK_CELLS) as f32;
        land.wanted = wanted(stage.focus, fine, quality.sight());
        let wanted = &land.wanted;
        land.building.retain(|tile, _| wanted.contains(tile));
    }
    let pool = AsyncComputeTaskPool::get();
    let each = if ready.0 { IN_FLIGHT } else { IN_FLIGHT_AT_FIRST };
    let room = pool.thread_num().max(1) * each;
    for &tile in &land.wanted {
        if land.building.len() >= room {
            break;
        }
        if land.shown.contains_key(&tile) || land.building.contains_key(&tile) {
            continue;
        }
        let (places, nursery, quality) = (land.places.clone(), land.nursery.clone(), *quality);
        let task = pool.spawn(async move { build(&places, &nursery, tile, &quality) });
        land.building.insert(tile, task);
    }
    let mut budget = if ready.0 { quality.tiles_per_frame } else { usize::MAX };
    let mut changed = moved;
    let mut finished = Vec::new();
    for (&tile, task) in &mut land.building {
        if budget == 0 {
            break;
        }
        if let Some(built) = check_ready(task) {
            finished.push((tile, built));
            budget -= 1;
        }
    }
    for (tile, built) in finished {
        land.building.remove(&tile);
        let entity = raise(&mut commands, &paints, &mut meshes, tile, built);
        commands.entity(land.root).add_child(entity);
        land.shown.insert(tile, entity);
        changed = true;
    }
    if changed {
        settle(&mut commands, land);
    }
}

/// Removes what has been replaced and shows what replaces it.
fn settle(commands: &mut Commands, land: &mut Land) {
    let Land { wanted, shown, .. } = land;
    let missing: Vec<Tile> =
        wanted.iter().filter(|tile| !shown.contains_key(tile)).copied().collect();
    let kept: Vec<Tile> = shown
        .keys()
        .filter(|tile| !wanted.contains(tile))
        .filter(|tile| missing.iter().any(|other| other.overlaps(**tile)))
        .copied()
        .collect();
    shown.retain(|tile, entity| {
        if !wanted.contains(tile) && !kept.contains(tile) {
            commands.entity(*entity).despawn();
            return false;
        }
        let waits = wanted.contains(tile) && kept.iter().any(|other| other.overlaps(*tile));
        let visibility = if waits { Visibility::Hidden } else { Visibility::Inherited };
        commands.entity(*entity).insert(visibility);
        true
    });
}

fn raise(
    commands: &mut Commands,
    paints: &Paints,
    meshes: &mut Assets<Mesh>,
    tile: Tile,
    built: Built,
) -> Entity {
    let (x, z) = tile.corner();
    let at = Transform::from_xyz(x as f32, 0.0, z as f32);
    let root = commands.spawn((at, Visibility::Hidden)).id();
    let Built { ground, sea, growth, works, roofs, lamps } = built;
    let casts = tile.level == 0;
    let mut piece = |sculpt: Sculpt, paint: &Handle<Paint>, casts: bool, place: Vec3| {
        if sculpt.is_empty() {
            return None;
        }
        let (middle, half) = sculpt.bounds();
        let bounds = Aabb { center: middle.into(), half_extents: half.into() };
        let mesh = meshes.add(sculpt.into_mesh());
        let place = Transform::from_translation(place);
        let mut entity = commands.spawn((
            Mesh3d(mesh),
            MeshMaterial3d(paint.clone()),
            bounds,
            place,
            ChildOf(root),
        ));
        if !casts {
            entity.insert(NotShadowCaster);
        }
        Some(entity.id())
    };
    piece(ground, &paints.solid, false, Vec3::ZERO);
    piece(sea, &paints.water, false, Vec3::ZERO);
    piece(growth, &paints.leaf, casts, Vec3::ZERO);
    piece(works, &paints.solid, casts, Vec3::ZERO);
    let roofs: Vec<_> = roofs
        .into_iter()
        .filter_map(|(roof, place, below)| Some((piece(roof, &paints.solid, casts, place)?, below)))
        .collect();
    for (entity, below) in roofs {
        commands.entity(entity).insert(Roof(below));
    }
    for (place, lamp) in lamps {
        commands.spawn((lamp, Transform::from_translation(place), ChildOf(root)));
    }
    root
}

fn lift_roofs(stage: Res<Stage>, mut roofs: Query<(&Roof, &mut Visibility)>) {
    let at = Vec2::new(stage.focus.x.to_metres_f32(), stage.focus.z.to_metres_f32());
    for (Roof([min, max]), mut visibility) in &mut roofs {
        let inside = at.cmpge(*min).all() && at.cmple(*max).all();
        visibility.set_if_neq(if inside { Visibility::Hidden } else { Visibility::Inherited });
    }
}
