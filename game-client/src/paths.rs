//! Where the client keeps its things.
//!
//! `<data>/player.key` is the wallet, `<data>/servers/` the pinned servers, `<data>/settings.toml`
//! the settings, `<data>/worlds/default/` the own world.

use bevy::prelude::Resource;
use std::env;
use std::path::{Path, PathBuf};

/// The data directory.
#[derive(Clone, Debug, PartialEq, Eq, Resource)]
pub(crate) struct DataDir(pub(crate) PathBuf);

impl DataDir {
    /// The one asked for, else `$XDG_DATA_HOME/seedbound`, else `~/.local/share/seedbound`, else a
    /// directory beside where the client was started.
    pub(crate) fn choose(asked: Option<&Path>) -> Self {
        let variable = |name| env::var_os(name).filter(|value| !value.is_empty());
        Self(pick(
            asked,
            variable("XDG_DATA_HOME").as_ref().map(Path::new),
            variable("HOME").or_else(|| variable("USERPROFILE")).as_ref().map(Path::new),
        ))
    }

    /// The settings.
    pub(crate) fn settings(&self) -> PathBuf {
        self.0.join("settings.toml")
    }

    /// The own world's directory.
    pub(crate) fn own_world(&self) -> PathBuf {
        self.0.join("worlds").join("default")
    }
}

fn pick(asked: Option<&Path>, xdg: Option<&Path>, home: Option<&Path>) -> PathBuf {
    if let Some(asked) = asked {
        return asked.to_owned();
    }
    // The XDG specification: relative paths in its variables are ignored.
    if let Some(xdg) = xdg.filter(|path| path.is_absolute()) {
        return xdg.join("seedbound");
    }
    home.map_or_else(
        || PathBuf::from("seedbound-data"),
        |home| home.join(".local").join("share").join("seedbound"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_directory_follows_the_command_line_then_xdg_then_home() {
        let (asked, xdg, home) = (Path::new("here"), Path::new("/x"), Path::new("/home/ada"));
        assert_eq!(pick(Some(asked), Some(xdg), Some(home)), asked);
        assert_eq!(pick(None, Some(xdg), Some(home)), Path::new("/x/seedbound"));
        let own = Path::new("/home/ada/.local/share/seedbound");
        assert_eq!(pick(None, Some(Path::new("relative")), Some(home)), own);
        assert_eq!(pick(None, None, Some(home)), own);
    }
}
