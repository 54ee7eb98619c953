//! The app: Bevy's plugins and ours.

use crate::options::{Options, Size};
use crate::paths::DataDir;
use crate::scene::{self, SceneQuality};
use crate::screens::{Destination, Journey, Screen, TitleError, check_name, random_name};
use crate::{
    camera, connection, controls, goals, hud, menus, play, schedule, screens, script, settings,
    target, theme,
};
use bevy::input_focus::tab_navigation::TabNavigationPlugin;
use bevy::prelude::*;
use bevy::window::{PresentMode, WindowResolution};
use std::path::PathBuf;

/// The options that the program was started with.
#[derive(Resource, Clone, Debug, Default)]
pub(crate) struct Asked(pub(crate) Options);

/// The window that nobody asked for otherwise.
const USUAL: Size = Size { width: 1280, height: 720 };

/// Builds the game.
///
/// # Errors
/// What is wrong with the options: a script that cannot be read, an address that is none.
pub fn app(options: Options) -> anyhow::Result<App> {
    let steps = options.script.as_deref().map(script::read).transpose()?;
    let data = DataDir::choose(options.data_dir.as_deref());
    let (settings, complaint) = settings::load(&data.settings());
    let journey = journey(&options, &settings)?;
    let size = options.size.unwrap_or(USUAL);

    let mut app = App::new();
    app.add_plugins(bevy_plugins(size, options.script.is_some()));
    app.insert_resource(ClearColor(theme::colour::NIGHT));
    app.insert_resource(quality(&options, settings.view_distance));
    app.insert_resource(TitleError { general: complaint, ..TitleError::default() });
    app.insert_resource(settings).insert_resource(data);
    app.add_plugins((
        schedule::plugin,
        play::plugin,
        settings::plugin,
        theme::plugin,
        screens::plugin,
        menus::plugin,
        hud::plugin,
        goals::plugin,
        controls::plugin,
        camera::plugin,
        target::plugin,
        connection::plugin,
        scene::plugin,
    ));
    if let Some(journey) = journey {
        app.insert_resource(journey).insert_state(Screen::Loading);
    }
    if let Some(steps) = steps {
        app.add_plugins(script::plugin(steps, options.capture.clone()));
    }
    app.insert_resource(Asked(options));
    Ok(app)
}

/// The journey that the command line asks for.
fn journey(options: &Options, settings: &settings::Settings) -> anyhow::Result<Option<Journey>> {
    let kept = Some(settings.name.clone()).filter(|name| !name.is_empty());
    let name = options.name.clone().or(kept).unwrap_or_else(random_name);
    check_name(&name).map_err(anyhow::Error::msg)?;
    let to = match (&options.join, options.play) {
        (Some(address), _) => {
            crate::address::check_address(address).map_err(anyhow::Error::msg)?;
            Destination::There(address.clone())
        }
        (None, true) => Destination::Here,
        (None, false) => return Ok(None),
    };
    Ok(Some(Journey { name, to }))
}

fn quality(options: &Options, view_distance: f32) -> SceneQuality {
    if options.low {
        return SceneQuality::LOW;
    }
    // Chunks are 32 m.
    SceneQuality { view_chunks: (view_distance / 32.0).round() as i32, ..SceneQuality::HIGH }
}

fn bevy_plugins(size: Size, scripted: bool) -> impl PluginGroup {
    let window = Window {
        title: "Seedbound".into(),
        name: Some("seedbound".into()),
        resolution: WindowResolution::new(size.width, size.height).with_scale_factor_override(1.0),
        // A script draws as fast as it can.
        present_mode: if scripted { PresentMode::AutoNoVsync } else { PresentMode::AutoVsync },
        ..default()
    };
    let mut window = window;
    if !scripted {
        window.resolution = WindowResolution::new(size.width, size.height);
    }
    DefaultPlugins
        .set(WindowPlugin { primary_window: Some(window), ..default() })
        .set(AssetPlugin { file_path: no_assets().display().to_string(), ..default() })
        .set(bevy::log::LogPlugin {
            filter: "info,wgpu=error,naga=warn,bevy_render=warn,bevy_winit=warn,calloop=error"
                .into(),
            ..default()
        })
        .add(TabNavigationPlugin)
}

/// The client loads no files through Bevy: everything is built from code.
fn no_assets() -> PathBuf {
    PathBuf::from("assets")
}
