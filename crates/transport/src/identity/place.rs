//! Where a player's things are on this machine: the game and the command line look in the same place.

use std::env;
use std::path::{Path, PathBuf};

/// The player's key, in the player's data directory.
pub const PLAYER_KEY_FILE: &str = "player.key";

/// The player's data directory: the one asked for, else `$XDG_DATA_HOME/seedbound`, else
/// `~/.local/share/seedbound`, else a directory beside where the program was started.
#[must_use]
pub fn player_data_dir(asked: Option<&Path>) -> PathBuf {
    let variable = |name| env::var_os(name).filter(|value| !value.is_empty());
    pick(
        asked,
        variable("XDG_DATA_HOME").as_ref().map(Path::new),
        variable("HOME").or_else(|| variable("USERPROFILE")).as_ref().map(Path::new),
    )
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
