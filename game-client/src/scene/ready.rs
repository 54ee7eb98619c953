//! Is everything that should be seen at first there?

use super::dungeon::Cave;
use super::land::Land;
use super::stage::{SceneProgress, SceneReady, Space, Stage};
use bevy::prelude::*;
use bevy::render::render_resource::PipelineCache;
use bevy::render::{Render, RenderApp, RenderSystems};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Frames in a row without a pipeline in the making before the picture counts as complete.
const QUIET_FRAMES: u32 = 3;

/// Land within so many metres must stand, whatever happens.
const NEAR: f32 = 40.0;

/// Frames in which the renderer waited for no pipeline, counted by the renderer.
#[derive(Resource, Clone, Default)]
struct Quiet(Arc<AtomicU32>);

pub(crate) fn plugin(app: &mut App) {
    let quiet = Quiet::default();
    app.insert_resource(quiet.clone())
        .init_resource::<SceneReady>()
        .init_resource::<SceneProgress>()
        .add_systems(Last, judge);
    if let Some(render) = app.get_sub_app_mut(RenderApp) {
        render.insert_resource(quiet).add_systems(Render, listen.in_set(RenderSystems::Cleanup));
    }
}

fn listen(pipelines: Res<PipelineCache>, quiet: Res<Quiet>) {
    if pipelines.waiting_pipelines().next().is_none() {
        quiet.0.fetch_add(1, Ordering::Relaxed);
    } else {
        quiet.0.store(0, Ordering::Relaxed);
    }
}

fn judge(
    stage: Option<Res<Stage>>,
    land: Option<Res<Land>>,
    cave: Option<Res<Cave>>,
    quiet: Res<Quiet>,
    mut ready: ResMut<SceneReady>,
    mut progress: ResMut<SceneProgress>,
) {
    let (built, all) = match stage.as_deref() {
        None => (0.0, false),
        Some(Stage { space: Space::Dungeon { .. }, .. }) => {
            let there = cave.is_some();
            (f32::from(u8::from(there)), there)
        }
        Some(stage) => match land.as_deref() {
            None => (0.0, false),
            Some(land) => {
                let (there, wanted) = land.progress();
                let all = there == wanted && wanted > 0;
                let stands = land.stands(stage.focus, NEAR);
                (there as f32 / wanted.max(1) as f32, stands && (all || ready.0))
            }
        },
    };
    if !all {
        quiet.0.store(0, Ordering::Relaxed);
    }
    let drawn = ready.0 || quiet.0.load(Ordering::Relaxed) >= QUIET_FRAMES;
    ready.set_if_neq(SceneReady(all && drawn));
    let share = if ready.0 { 1.0 } else { built * 0.95 };
    progress.set_if_neq(SceneProgress(share));
}
