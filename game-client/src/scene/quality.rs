//! How much the scene may cost.

use bevy::prelude::*;

/// How much the scene may cost. Insert it before the first [`Stage`](super::Stage); changes are
/// seen when the next stage is set.
#[derive(Resource, Clone, Copy, Debug, PartialEq)]
pub struct SceneQuality {
    /// How far land is drawn, in chunks of 32 m.
    pub view_chunks: i32,
    /// How far the finest land reaches, in chunks: grass, furniture, every metre of the ground.
    pub fine_chunks: i32,
    /// Sun and moon cast shadows.
    pub shadows: bool,
    /// Edge of the shadow map in texels, a power of two.
    pub shadow_map: usize,
    /// How far the sun casts shadows, metres.
    pub shadow_reach: f32,
    /// Edges are smoothed (4 samples).
    pub smooth_edges: bool,
    /// Plants nearby are built in full.
    pub fine_plants: bool,
    /// Tufts of grass strewn over a chunk of meadow, beyond those that the world holds.
    pub tufts: u32,
    /// Point lights that burn at once.
    pub lights: usize,
    /// Land tiles that become visible in one frame.
    pub tiles_per_frame: usize,
}

impl SceneQuality {
    /// For a small GPU and everything above it.
    pub const HIGH: Self = Self {
        view_chunks: 32,
        fine_chunks: 3,
        shadows: true,
        shadow_map: 2048,
        shadow_reach: 70.0,
        smooth_edges: true,
        fine_plants: true,
        tufts: 900,
        lights: 12,
        tiles_per_frame: 3,
    };

    /// For a processor that draws (llvmpipe), as in tests.
    pub const LOW: Self = Self {
        view_chunks: 12,
        fine_chunks: 2,
        shadows: false,
        shadow_map: 512,
        shadow_reach: 30.0,
        smooth_edges: false,
        fine_plants: false,
        tufts: 220,
        lights: 6,
        tiles_per_frame: 6,
    };

    /// How far one sees before all is haze, metres.
    #[must_use]
    pub fn sight(&self) -> f32 {
        (self.view_chunks * 32) as f32 * 0.94
    }
}

impl Default for SceneQuality {
    fn default() -> Self {
        Self::HIGH
    }
}
