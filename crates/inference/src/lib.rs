//! Language models in the process.
//!
//! Nothing here knows the game: a file of weights comes in, text comes out, and what was drawn can be
//! checked afterwards. Files and text from outside are bounded and never trusted.

pub mod gguf;
pub mod sample;
pub mod tokenizer;
