//! game-client

pub mod scene;
