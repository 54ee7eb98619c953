//! Pictures of the window.

use bevy::prelude::*;
use bevy::render::view::screenshot::{Screenshot, save_to_disk};
use std::fs;
use std::path::{Path, PathBuf};

/// Frames before a picture, so that what changed last is drawn.
const SETTLE: u32 = 4;

/// A picture being taken.
#[derive(Default)]
pub(super) struct Shot {
    frames: u32,
    file: Option<PathBuf>,
}

impl Shot {
    /// Takes the picture; true once it is on the disk.
    ///
    /// # Errors
    /// The directory cannot be made.
    pub(super) fn take(
        &mut self,
        commands: &mut Commands,
        directory: &Path,
        name: &str,
    ) -> Result<bool, String> {
        if let Some(file) = &self.file {
            return Ok(is_whole(file));
        }
        self.frames += 1;
        if self.frames < SETTLE {
            return Ok(false);
        }
        fs::create_dir_all(directory).map_err(|error| {
            format!("the directory {} cannot be made: {error}", directory.display())
        })?;
        let file = directory.join(format!("{name}.png"));
        if file.exists() {
            fs::remove_file(&file)
                .map_err(|error| format!("{} cannot be replaced: {error}", file.display()))?;
        }
        commands.spawn(Screenshot::primary_window()).observe(save_to_disk(file.clone()));
        self.file = Some(file);
        Ok(false)
    }
}

/// A PNG ends with its chunk `IEND`, whose last four bytes are the same in every file.
fn is_whole(file: &Path) -> bool {
    fs::read(file).is_ok_and(|bytes| bytes.ends_with(&[0xae, 0x42, 0x60, 0x82]))
}
