//! Triangles under construction: everything that is drawn is built here, flat-shaded and coloured
//! by vertex, so that all of it shares one material.
//!
//! Besides position, normal and colour ([`Ink`]) a vertex has two numbers for the shader: how far
//! the wind moves it (metres), and how much of the instance's tag colours it (0 or 1). For water the
//! first is its depth. A tint of -1 marks ground.

use super::colour::Ink;
use bevy::asset::RenderAssetUsages;
use bevy::math::{Affine3A, Vec2, Vec3};
use bevy::mesh::{Indices, Mesh, PrimitiveTopology};

mod shapes;

pub(crate) use shapes::Lump;

/// Triangles under construction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sculpt {
    /// Where.
    pub(crate) positions: Vec<Vec3>,
    /// Of length 1.
    pub(crate) normals: Vec<Vec3>,
    /// Colours.
    pub(crate) inks: Vec<Ink>,
    /// Sway and tint.
    pub(crate) extras: Vec<Vec2>,
    /// Three for a triangle, counter-clockwise.
    pub(crate) indices: Vec<u32>,
    /// Sway and tint of what is added next.
    pub(crate) pen: Vec2,
}

impl Sculpt {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// What is added from here on takes its colour from the instance's tag.
    pub(crate) fn tinted(mut self) -> Self {
        self.pen.y = 1.0;
        self
    }

    /// Has it no triangle?
    pub(crate) fn is_empty(&self) -> bool {
        self.indices.is_empty()
    }

    /// Adds a vertex and returns its index.
    pub(crate) fn vertex(&mut self, position: Vec3, normal: Vec3, ink: Ink) -> u32 {
        let index = self.positions.len() as u32;
        self.positions.push(position);
        self.normals.push(normal);
        self.inks.push(ink);
        self.extras.push(self.pen);
        index
    }

    /// Adds a flat triangle; one without area is left out.
    pub(crate) fn tri(&mut self, corners: [Vec3; 3], inks: [Ink; 3]) {
        let [a, b, c] = corners;
        let Some(normal) = (b - a).cross(c - a).try_normalize() else { return };
        for (corner, ink) in corners.into_iter().zip(inks) {
            let index = self.vertex(corner, normal, ink);
            self.indices.push(index);
        }
    }

    /// Adds a flat quadrilateral, counter-clockwise.
    pub(crate) fn quad(&mut self, corners: [Vec3; 4], ink: Ink) {
        self.quad_inked(corners, [ink; 4]);
    }

    /// Adds a flat quadrilateral with a colour for each corner.
    pub(crate) fn quad_inked(&mut self, corners: [Vec3; 4], inks: [Ink; 4]) {
        let [a, b, c, d] = corners;
        let Some(normal) = (c - a).cross(d - b).try_normalize() else { return };
        let first = self.vertex(a, normal, inks[0]);
        self.vertex(b, normal, inks[1]);
        self.vertex(c, normal, inks[2]);
        self.vertex(d, normal, inks[3]);
        self.indices.extend([first, first + 1, first + 2, first, first + 2, first + 3]);
    }

    /// Adds a copy of another, moved. `place` must not mirror.
    pub(crate) fn add(&mut self, other: &Self, place: Affine3A) {
        let first = self.positions.len() as u32;
        self.positions.extend(other.positions.iter().map(|&p| place.transform_point3(p)));
        self.normals.extend(
            other.normals.iter().map(|&n| place.transform_vector3(n).normalize_or(Vec3::Y)),
        );
        self.inks.extend_from_slice(&other.inks);
        self.extras.extend_from_slice(&other.extras);
        self.indices.extend(other.indices.iter().map(|i| i + first));
    }

    /// The same, with every colour changed.
    pub(crate) fn recolour(&mut self, from: usize, change: impl Fn(Vec3) -> Vec3) {
        for ink in &mut self.inks[from..] {
            *ink = change(ink.truncate()).extend(ink.w);
        }
    }

    /// The mesh for the renderer. Its data leaves the main world once it is on the GPU.
    pub(crate) fn into_mesh(self) -> Mesh {
        let arrays = |values: Vec<Vec3>| values.iter().map(Vec3::to_array).collect::<Vec<_>>();
        let inks: Vec<[f32; 4]> = self.inks.iter().map(Ink::to_array).collect();
        let extras: Vec<[f32; 2]> = self.extras.iter().map(Vec2::to_array).collect();
        Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
            .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, arrays(self.positions))
            .with_inserted_attribute(Mesh::ATTRIBUTE_NORMAL, arrays(self.normals))
            .with_inserted_attribute(Mesh::ATTRIBUTE_COLOR, inks)
            .with_inserted_attribute(Mesh::ATTRIBUTE_UV_0, extras)
            .with_inserted_indices(Indices::U32(self.indices))
    }

    /// The box around it, as its middle and half its edges.
    pub(crate) fn bounds(&self) -> (Vec3, Vec3) {
        let mut low = Vec3::splat(f32::MAX);
        let mut high = Vec3::splat(f32::MIN);
        for &position in &self.positions {
            low = low.min(position);
            high = high.max(position);
        }
        if self.positions.is_empty() {
            (Vec3::ZERO, Vec3::ZERO)
        } else {
            ((low + high) / 2.0, (high - low) / 2.0)
        }
    }
}

#[cfg(test)]
impl Sculpt {
    /// Panics unless the renderer can take it: every list as long as the others, indices in range,
    /// normals of length 1, nothing that is not a number.
    pub(crate) fn assert_sound(&self) {
        let count = self.positions.len();
        assert_eq!([self.normals.len(), self.inks.len(), self.extras.len()], [count; 3]);
        assert_eq!(self.indices.len() % 3, 0);
        assert!(
            self.indices.iter().all(|&index| (index as usize) < count),
            "an index is out of range"
        );
        assert!(self.positions.iter().all(|p| p.is_finite()), "a position is not finite");
        assert!(self.normals.iter().all(|n| n.is_normalized()), "a normal is not of length 1");
        for ink in &self.inks {
            assert!(
                ink.is_finite() && ink.min_element() >= 0.0 && ink.max_element() <= 1.0,
                "{ink}"
            );
        }
    }
}
