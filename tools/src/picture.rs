//! Pictures: a canvas that blends shapes smoothly, a small font of our own, and what is drawn with
//! them.

mod canvas;
mod dungeon;
mod font;
mod glyphs;
mod icon;
mod map;
mod puzzle;
mod settlement;

pub(crate) use canvas::{Canvas, mix};
pub(crate) use dungeon::dungeon;
pub(crate) use font::{Style, text};
pub(crate) use map::{Layer, Layers, MapView, land, map};
pub(crate) use puzzle::{gate_name, puzzle, trait_name};
pub(crate) use settlement::settlement;
