//! What a player sets: kept in `settings.toml`, read once, written when changed.

use crate::paths::DataDir;
use crate::scene::SceneQuality;
use bevy::prelude::*;
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::{fs, io};
use tracing::warn;

/// What a player sets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Resource)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Settings {
    /// How far the land is drawn, metres.
    pub(crate) view_distance: f32,
    /// How fast the mouse turns the camera; 1 is the usual.
    pub(crate) mouse_sensitivity: f32,
    /// Moving the mouse up looks down.
    pub(crate) invert_y: bool,
    /// Name last played under.
    pub(crate) name: String,
    /// Address last joined.
    pub(crate) address: String,
    /// It was said what relics are and where they are kept.
    pub(crate) knows_relics: bool,
    /// Addresses of programs on other chains whose deals are signed too; see
    /// `Session::trust_program`. Written by hand only.
    pub(crate) trusted_programs: Vec<String>,
}

/// Shortest and longest view, metres.
pub(crate) const VIEW_RANGE: (f32, f32) = (96.0, 640.0);
/// Slowest and fastest mouse.
pub(crate) const MOUSE_RANGE: (f32, f32) = (0.2, 3.0);

impl Default for Settings {
    fn default() -> Self {
        Self {
            view_distance: 320.0,
            mouse_sensitivity: 1.0,
            invert_y: false,
            name: String::new(),
            address: String::new(),
            knows_relics: false,
            trusted_programs: Vec::new(),
        }
    }
}

impl Settings {
    /// Brings what somebody wrote by hand into range.
    fn checked(mut self) -> Self {
        let within = |value: f32, (low, high): (f32, f32), usual: f32| {
            if value.is_finite() { value.clamp(low, high) } else { usual }
        };
        let usual = Self::default();
        self.view_distance = within(self.view_distance, VIEW_RANGE, usual.view_distance);
        self.mouse_sensitivity =
            within(self.mouse_sensitivity, MOUSE_RANGE, usual.mouse_sensitivity);
        self
    }
}

/// Reads the settings; what is wrong with the file comes back for the title screen to show.
pub(crate) fn load(path: &Path) -> (Settings, Option<String>) {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return (Settings::default(), None);
        }
        Err(error) => return (Settings::default(), Some(unreadable(path, &error))),
    };
    match toml::from_str::<Settings>(&text) {
        Ok(settings) => (settings.checked(), None),
        Err(error) => (Settings::default(), Some(unreadable(path, &error))),
    }
}

fn unreadable(path: &Path, error: &dyn std::fmt::Display) -> String {
    format!("Settings were not read, the usual ones apply. {}: {error}", path.display())
}

/// Writes the settings shortly after they changed.
pub(crate) fn plugin(app: &mut App) {
    app.add_systems(Update, (save, look_farther).run_if(resource_exists_and_changed::<Settings>));
}

/// The scene's next stage is drawn as far as was set.
fn look_farther(
    settings: Res<Settings>,
    asked: Res<crate::app::Asked>,
    mut quality: ResMut<SceneQuality>,
) {
    if !asked.0.low {
        // Chunks are 32 m.
        quality.view_chunks = (settings.view_distance / 32.0).round() as i32;
    }
}

fn save(settings: Res<Settings>, data: Res<DataDir>) {
    if settings.is_added() {
        return;
    }
    let path = data.settings();
    if let Err(error) = write(&settings, &path) {
        warn!(path = %path.display(), %error, "settings not saved");
    }
}

fn write(settings: &Settings, path: &Path) -> anyhow::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, toml::to_string_pretty(settings)?)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_survive_the_file_and_nonsense_is_brought_into_range() {
        let settings = Settings { view_distance: 200.0, name: "Ada".into(), ..Settings::default() };
        let text = toml::to_string_pretty(&settings).expect("plain settings");
        assert_eq!(toml::from_str::<Settings>(&text).ok(), Some(settings));
        let wild: Settings =
            toml::from_str("view_distance = 1e9\nmouse_sensitivity = nan").expect("numbers");
        let checked = wild.checked();
        assert_eq!((checked.view_distance, checked.mouse_sensitivity), (VIEW_RANGE.1, 1.0));
        assert!(toml::from_str::<Settings>("volume = 11").is_err());
        let trusts = toml::from_str::<Settings>("trusted_programs = [\"7xKX\"]").expect("a list");
        assert_eq!(trusts.trusted_programs, ["7xKX"]);
    }
}
