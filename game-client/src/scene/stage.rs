//! What there is to draw: the boundary between the game and its picture.
//!
//! The game fills [`Stage`] each frame and reads [`SceneReady`] and [`SceneProgress`]; the scene
//! reads the first and writes the others. Nothing else crosses, except [`MainCamera`], which marks
//! the camera to draw for, and [`SceneQuality`](super::SceneQuality).

use bevy::prelude::*;
use protocol::{EntityKind, NetId};
use seed::{Mm, Point};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use worldgen::{Dungeon, World as Generated};

/// Marks the camera that looks at the scene. The scene adds fog, ambient light, anti-aliasing and
/// tone mapping to it; whoever spawns it owns its [`Transform`] and [`Projection`].
#[derive(Component, Clone, Copy, Debug, Default)]
#[require(Camera3d)]
pub struct MainCamera;

/// What there is to draw. While this resource exists there is a scene; when it is removed
/// everything that the scene has made goes.
#[derive(Resource, Clone, Debug)]
pub struct Stage {
    /// The generated world.
    pub world: Generated,
    /// The space that the player is in.
    pub space: Space,
    /// Where the player is: land streams around it. In a dungeon, its own coordinates.
    pub focus: Point,
    /// Height of the player's feet.
    pub focus_feet: Mm,
    /// Time of day as a share: 0 midnight, 0.25 sunrise, 0.5 noon, 0.75 sunset.
    pub day: f32,
    /// Everything in sight, the own character included.
    pub actors: BTreeMap<NetId, Actor>,
    /// The own character.
    pub own: Option<NetId>,
}

/// A space to draw.
#[derive(Clone, Debug)]
pub enum Space {
    /// The open land.
    Overworld,
    /// A dungeon.
    Dungeon {
        /// Which.
        dungeon: Arc<Dungeon>,
        /// The cells of doors and gates that are open.
        open: BTreeSet<(u16, u16)>,
    },
}

/// Something in sight, as it stands in this frame.
#[derive(Clone, Debug)]
pub struct Actor {
    /// What it is.
    pub kind: EntityKind,
    /// Its feet, metres: `y` up, `x` east, `z` south.
    pub position: Vec3,
    /// Its turn, radians from south over east: 0 looks to `+z`, a quarter turn to `+x`.
    pub turn: f32,
    /// [`protocol::Pose`] of a body, or the state of a thing.
    pub state: u8,
    /// Health as a share of 255.
    pub health: u8,
    /// How fast it moves over the ground, m/s, for its gait.
    pub speed: f32,
}

/// True when what is near is built and the pipelines that draw it exist. Loading screens and
/// captures wait for it.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SceneReady(pub bool);

/// How much of what [`SceneReady`] waits for is there, `0.0..=1.0`.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq)]
pub struct SceneProgress(pub f32);
