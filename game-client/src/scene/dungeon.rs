//! Dungeons: floor and walls of one dungeon, seen from above and behind.

use super::paint::Paints;
use super::stage::{Space, Stage};
use bevy::prelude::*;
use worldgen::SiteId;

mod shell;
mod torches;

/// The dungeon that is drawn.
#[derive(Resource)]
pub(crate) struct Cave {
    id: SiteId,
    root: Entity,
}

pub(crate) fn plugin(app: &mut App) {
    app.add_systems(Update, dig);
}

fn dig(
    mut commands: Commands,
    stage: Option<Res<Stage>>,
    cave: Option<Res<Cave>>,
    paints: Res<Paints>,
    mut meshes: ResMut<Assets<Mesh>>,
) {
    let dungeon = match stage.as_deref() {
        Some(Stage { space: Space::Dungeon { dungeon, .. }, .. }) => Some(dungeon),
        _ => None,
    };
    if let Some(cave) = cave {
        if dungeon.is_some_and(|dungeon| dungeon.id == cave.id) {
            return;
        }
        commands.entity(cave.root).despawn();
        commands.remove_resource::<Cave>();
    }
    let (Some(dungeon), Some(stage)) = (dungeon, stage.as_deref()) else { return };
    let theme = stage.world.rules().theme(dungeon.theme);
    let root = commands.spawn((Transform::default(), Visibility::default())).id();
    let shell = meshes.add(shell::shell(dungeon, theme).into_mesh());
    commands.spawn((Mesh3d(shell), MeshMaterial3d(paints.solid.clone()), ChildOf(root)));
    let (torches, flames) = torches::torches(dungeon, theme);
    let torches = meshes.add(torches.into_mesh());
    commands.spawn((Mesh3d(torches), MeshMaterial3d(paints.solid.clone()), ChildOf(root)));
    for (at, lamp) in flames {
        commands.spawn((lamp, Transform::from_translation(at), ChildOf(root)));
    }
    commands.insert_resource(Cave { id: dungeon.id, root });
}
