//! Driving the game by a script: for pictures and for tests.
//!
//! A script is a text file with a step on each line (`docs/client-script.md` lists them). It drives
//! the real game through the real session: it walks by steering, talks by asking, and waits for what
//! it waits for with a bound, never for bare time where there is a condition. A step that cannot be
//! done ends the game with an error that names its line.

mod act;
mod capture;
mod parse;
mod path;
mod press;
mod run;
mod seek;
mod steer;

use anyhow::Context;
use bevy::prelude::*;
pub(crate) use parse::Line;
use std::fs;
use std::path::{Path, PathBuf};

/// Reads a script.
///
/// # Errors
/// The file cannot be read, or a line is no step.
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<Line>> {
    let text = fs::read_to_string(path)
        .with_context(|| format!("the script {} cannot be read", path.display()))?;
    parse::parse(&text).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))
}

/// Runs a script.
pub(crate) fn plugin(steps: Vec<Line>, capture: Option<PathBuf>) -> impl Plugin {
    move |app: &mut App| run::add(app, steps.clone(), capture.clone())
}
