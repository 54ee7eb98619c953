//! Where the client keeps its things.
//!
//! `<data>/player.key` is the wallet, `<data>/servers/` the pinned servers, `<data>/settings.toml`
//! the settings, `<data>/worlds/default/` the own world.

use bevy::prelude::Resource;
use std::path::{Path, PathBuf};

/// The data directory.
#[derive(Clone, Debug, PartialEq, Eq, Resource)]
pub(crate) struct DataDir(pub(crate) PathBuf);

impl DataDir {
    /// The one asked for, else `$XDG_DATA_HOME/seedbound`, else `~/.local/share/seedbound`, else a
    /// directory beside where the client was started.
    pub(crate) fn choose(asked: Option<&Path>) -> Self {
        Self(transport::player_data_dir(asked))
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
