//! The one material: vertex colours under a sun, a sky and a few lamps.
//!
//! A few kinds of it exist, each once, and everything in the scene shares them, so that the renderer
//! batches by mesh. What changes from frame to frame reaches the shader through Bevy's own fog,
//! light and time bindings; the materials themselves never change.

use bevy::asset::embedded_asset;
use bevy::mesh::MeshVertexBufferLayoutRef;
use bevy::pbr::{MaterialPipeline, MaterialPipelineKey};
use bevy::prelude::*;
use bevy::render::render_resource::{
    AsBindGroup, DepthBiasState, RenderPipelineDescriptor, SpecializedMeshPipelineError,
};
use bevy::shader::ShaderRef;

const SHADER: &str = "embedded://game_client/scene/paint.wgsl";

/// How a surface is painted.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// Lit, seen from the front only.
    Solid,
    /// Lit, seen from both sides.
    Leaf,
    /// Translucent, moving, mirrors the sky.
    Water,
    /// Added to what is behind: halos, shafts of light.
    Glow,
    /// Darkens what is below: a shadow where there are none.
    Shade,
    /// The dome behind everything.
    Sky,
}

/// The material.
#[derive(Asset, AsBindGroup, TypePath, Clone, Debug)]
#[bind_group_data(Kind)]
pub(crate) struct Paint {
    kind: Kind,
    // A bind group wants a member.
    #[uniform(0)]
    unused: Vec4,
}

impl From<&Paint> for Kind {
    fn from(paint: &Paint) -> Self {
        paint.kind
    }
}

impl Material for Paint {
    fn vertex_shader() -> ShaderRef {
        SHADER.into()
    }

    fn fragment_shader() -> ShaderRef {
        SHADER.into()
    }

    fn alpha_mode(&self) -> AlphaMode {
        match self.kind {
            Kind::Solid | Kind::Leaf => AlphaMode::Opaque,
            // The sky is drawn after all that hides it: its clouds are dear.
            Kind::Water | Kind::Shade | Kind::Sky => AlphaMode::Blend,
            Kind::Glow => AlphaMode::Add,
        }
    }

    fn depth_bias(&self) -> f32 {
        // Before all else that is translucent.
        if self.kind == Kind::Sky { -1.0e7 } else { 0.0 }
    }

    fn enable_prepass() -> bool {
        false
    }

    fn specialize(
        _pipeline: &MaterialPipeline,
        descriptor: &mut RenderPipelineDescriptor,
        _layout: &MeshVertexBufferLayoutRef,
        key: MaterialPipelineKey<Self>,
    ) -> Result<(), SpecializedMeshPipelineError> {
        let kind = key.bind_group_data;
        if kind != Kind::Solid {
            descriptor.primitive.cull_mode = None;
        }
        if let Some(depth) = &mut descriptor.depth_stencil {
            // The bias orders, it does not move.
            depth.bias = DepthBiasState::default();
        }
        let define = match kind {
            Kind::Solid | Kind::Leaf => None,
            Kind::Water => Some("WATER"),
            Kind::Glow => Some("GLOW"),
            Kind::Shade => Some("SHADE"),
            Kind::Sky => Some("SKY"),
        };
        if let Some(define) = define {
            descriptor.vertex.shader_defs.push(define.into());
            if let Some(fragment) = &mut descriptor.fragment {
                fragment.shader_defs.push(define.into());
            }
        }
        Ok(())
    }
}

/// The materials there are.
#[derive(Resource, Clone, Debug)]
pub(crate) struct Paints {
    /// [`Kind::Solid`].
    pub(crate) solid: Handle<Paint>,
    /// [`Kind::Leaf`].
    pub(crate) leaf: Handle<Paint>,
    /// [`Kind::Water`].
    pub(crate) water: Handle<Paint>,
    /// [`Kind::Glow`].
    pub(crate) glow: Handle<Paint>,
    /// [`Kind::Shade`].
    pub(crate) shade: Handle<Paint>,
    /// [`Kind::Sky`].
    pub(crate) sky: Handle<Paint>,
}

impl FromWorld for Paints {
    fn from_world(world: &mut World) -> Self {
        let mut paints = world.resource_mut::<Assets<Paint>>();
        let mut add = |kind| paints.add(Paint { kind, unused: Vec4::ZERO });
        Self {
            solid: add(Kind::Solid),
            leaf: add(Kind::Leaf),
            water: add(Kind::Water),
            glow: add(Kind::Glow),
            shade: add(Kind::Shade),
            sky: add(Kind::Sky),
        }
    }
}

pub(crate) fn plugin(app: &mut App) {
    embedded_asset!(app, "paint.wgsl");
    app.add_plugins(MaterialPlugin::<Paint>::default());
    app.init_resource::<Paints>();
}
