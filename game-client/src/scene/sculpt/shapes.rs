//! The few solids that everything is put together from.

use super::Sculpt;
use crate::scene::colour::Ink;
use crate::scene::noise::Dice;
use bevy::math::{Quat, Vec3};
use std::f32::consts::TAU;

impl Sculpt {
    /// A box between two corners, a little darker below.
    pub(crate) fn cuboid(&mut self, min: Vec3, max: Vec3, ink: Ink) {
        self.block(min, max, ink, 0.0);
    }

    /// A box whose top is drawn in by `taper` on each side.
    pub(crate) fn block(&mut self, min: Vec3, max: Vec3, ink: Ink, taper: f32) {
        let t = taper;
        let low = [
            Vec3::new(min.x, min.y, max.z),
            Vec3::new(max.x, min.y, max.z),
            Vec3::new(max.x, min.y, min.z),
            Vec3::new(min.x, min.y, min.z),
        ];
        let high = [
            Vec3::new(min.x + t, max.y, max.z - t),
            Vec3::new(max.x - t, max.y, max.z - t),
            Vec3::new(max.x - t, max.y, min.z + t),
            Vec3::new(min.x + t, max.y, min.z + t),
        ];
        self.hull(low, high, ink);
    }

    /// A solid between two quadrilaterals, the upper above the lower, both counter-clockwise seen
    /// from above.
    pub(crate) fn hull(&mut self, low: [Vec3; 4], high: [Vec3; 4], ink: Ink) {
        for i in 0..4 {
            let j = (i + 1) % 4;
            self.quad([low[i], low[j], high[j], high[i]], ink);
        }
        self.quad(high, ink);
        self.quad([low[3], low[2], low[1], low[0]], ink);
    }

    /// A round post or cone with `sides` faces along the line from `foot` to `head`.
    pub(crate) fn post(
        &mut self,
        (foot, foot_radius, foot_ink): (Vec3, f32, Ink),
        (head, head_radius, head_ink): (Vec3, f32, Ink),
        sides: u32,
    ) {
        let Some(axis) = (head - foot).try_normalize() else { return };
        let turn = Quat::from_rotation_arc(Vec3::Y, axis);
        let corner = |centre: Vec3, radius: f32, side: u32| {
            let angle = TAU * side as f32 / sides as f32;
            centre + turn * (Vec3::new(angle.sin(), 0.0, angle.cos()) * radius)
        };
        for side in 0..sides {
            let (a, b) = (corner(foot, foot_radius, side), corner(foot, foot_radius, side + 1));
            let (c, d) = (corner(head, head_radius, side + 1), corner(head, head_radius, side));
            if head_radius <= 0.0 {
                self.tri([a, b, head], [foot_ink, foot_ink, head_ink]);
            } else if foot_radius <= 0.0 {
                self.tri([foot, c, d], [foot_ink, head_ink, head_ink]);
            } else {
                self.quad_inked([a, b, c, d], [foot_ink, foot_ink, head_ink, head_ink]);
            }
            if head_radius > 0.0 {
                self.tri([d, c, head], [head_ink; 3]);
            }
            if foot_radius > 0.0 {
                self.tri([b, a, foot], [foot_ink; 3]);
            }
        }
    }

    /// A straight beam of square section.
    pub(crate) fn beam(&mut self, from: Vec3, to: Vec3, width: f32, ink: Ink) {
        self.post((from, width * 0.707, ink), (to, width * 0.707, ink), 4);
    }

    /// A lump: an icosahedron pulled out of shape by `rough` (share of its radius), `fine` for 80
    /// faces instead of 20. Its colour goes from `low` at the bottom to `high` at the top.
    pub(crate) fn lump(&mut self, shape: Lump, low: Ink, high: Ink) {
        let Lump { centre, radii, rough, fine, name } = shape;
        let (points, faces) = sphere(fine);
        let mut dice = Dice::new(name);
        let points: Vec<Vec3> =
            points.into_iter().map(|p| p * (1.0 + dice.spread(rough))).collect();
        let ink = |p: Vec3| low.lerp(high, (p.y * 0.5 + 0.5).clamp(0.0, 1.0));
        for [a, b, c] in faces {
            let corners = [points[a], points[b], points[c]];
            self.tri(corners.map(|p| centre + p * radii), corners.map(ink));
        }
    }
}

/// The shape of a lump.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lump {
    /// Middle.
    pub(crate) centre: Vec3,
    /// Half its width, height and depth.
    pub(crate) radii: Vec3,
    /// How uneven, as a share of its radius, below 0.5.
    pub(crate) rough: f32,
    /// 80 faces instead of 20.
    pub(crate) fine: bool,
    /// From which its unevenness follows.
    pub(crate) name: u32,
}

type Faces = Vec<[usize; 3]>;

fn sphere(fine: bool) -> (Vec<Vec3>, Faces) {
    let t = 1.618_034;
    let mut points: Vec<Vec3> = [
        [-1.0, t, 0.0],
        [1.0, t, 0.0],
        [-1.0, -t, 0.0],
        [1.0, -t, 0.0],
        [0.0, -1.0, t],
        [0.0, 1.0, t],
        [0.0, -1.0, -t],
        [0.0, 1.0, -t],
        [t, 0.0, -1.0],
        [t, 0.0, 1.0],
        [-t, 0.0, -1.0],
        [-t, 0.0, 1.0],
    ]
    .into_iter()
    .map(|p| Vec3::from_array(p).normalize())
    .collect();
    let mut faces: Faces = vec![
        [0, 11, 5],
        [0, 5, 1],
        [0, 1, 7],
        [0, 7, 10],
        [0, 10, 11],
        [1, 5, 9],
        [5, 11, 4],
        [11, 10, 2],
        [10, 7, 6],
        [7, 1, 8],
        [3, 9, 4],
        [3, 4, 2],
        [3, 2, 6],
        [3, 6, 8],
        [3, 8, 9],
        [4, 9, 5],
        [2, 4, 11],
        [6, 2, 10],
        [8, 6, 7],
        [9, 8, 1],
    ];
    if fine {
        let mut split = Faces::with_capacity(80);
        let mut halves = std::collections::BTreeMap::new();
        for [a, b, c] in faces {
            let mut half = |i: usize, j: usize| {
                *halves.entry((i.min(j), i.max(j))).or_insert_with(|| {
                    points.push(((points[i] + points[j]) / 2.0).normalize());
                    points.len() - 1
                })
            };
            let (ab, bc, ca) = (half(a, b), half(b, c), half(c, a));
            split.extend([[a, ab, ca], [b, bc, ab], [c, ca, bc], [ab, bc, ca]]);
        }
        faces = split;
    }
    (points, faces)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::colour::{hex, lit};

    #[test]
    fn solids_are_sound_and_look_outwards() {
        let ink = lit(hex(0x808080));
        let mut lump = Sculpt::new();
        let shape = Lump { centre: Vec3::ZERO, radii: Vec3::ONE, rough: 0.2, fine: true, name: 3 };
        lump.lump(shape, ink, ink);
        let mut cuboid = Sculpt::new();
        cuboid.block(Vec3::NEG_ONE, Vec3::ONE, ink, 0.3);
        let mut post = Sculpt::new();
        post.post((Vec3::NEG_Y, 0.5, ink), (Vec3::Y, 0.2, ink), 5);
        for sculpt in [lump, cuboid, post] {
            sculpt.assert_sound();
            for (position, normal) in sculpt.positions.iter().zip(&sculpt.normals) {
                assert!(position.dot(*normal) > 0.0, "{position} looks inwards");
            }
        }
    }
}
