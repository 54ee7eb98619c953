//! The ground of a tile as a mesh, with a skirt against cracks to coarser neighbours.

use super::relief::{Relief, SIDE};
use super::tint::Tint;
use crate::scene::colour::lit;
use crate::scene::sculpt::Sculpt;
use bevy::math::Vec3;

/// Builds the ground; the tile's corner is the origin.
pub(crate) fn ground(relief: &Relief, tint: &Tint) -> Sculpt {
    let mut sculpt = Sculpt::new();
    // A tint below zero: the shader adds grain.
    sculpt.pen.y = -1.0;
    let step = relief.tile.step() as f32;
    for z in 0..SIDE {
        for x in 0..SIDE {
            let (mx, mz) = (x as f32 * step, z as f32 * step);
            let (height, normal) = (relief.at(x, z), relief.normal(x, z));
            let tone = tint.at(mx, mz, height, normal);
            sculpt.vertex(Vec3::new(mx, height, mz), normal, lit(tone));
        }
    }
    let index = |x: i32, z: i32| (z * SIDE + x) as u32;
    for z in 0..SIDE - 1 {
        for x in 0..SIDE - 1 {
            let (nw, ne) = (index(x, z), index(x + 1, z));
            let (sw, se) = (index(x, z + 1), index(x + 1, z + 1));
            // The flatter diagonal looks smoother.
            let one = (relief.at(x, z) - relief.at(x + 1, z + 1)).abs();
            let other = (relief.at(x + 1, z) - relief.at(x, z + 1)).abs();
            if one <= other {
                sculpt.indices.extend([nw, sw, se, nw, se, ne]);
            } else {
                sculpt.indices.extend([nw, sw, ne, ne, sw, se]);
            }
        }
    }
    skirt(&mut sculpt, 0.8 + step * 1.4);
    sculpt
}

fn skirt(sculpt: &mut Sculpt, drop: f32) {
    let last = SIDE - 1;
    let index = |x: i32, z: i32| (z * SIDE + x) as u32;
    let sides: [Vec<u32>; 4] = [
        (0..SIDE).map(|i| index(i, last)).collect(),
        (0..SIDE).map(|i| index(last, last - i)).collect(),
        (0..SIDE).map(|i| index(last - i, 0)).collect(),
        (0..SIDE).map(|i| index(0, i)).collect(),
    ];
    for side in sides {
        let first = sculpt.positions.len() as u32;
        for &above in &side {
            let above = above as usize;
            let (position, normal, ink) =
                (sculpt.positions[above], sculpt.normals[above], sculpt.inks[above]);
            sculpt.vertex(position - Vec3::Y * drop, normal, ink);
        }
        for i in 0..last as u32 {
            let (a, b) = (side[i as usize], side[i as usize + 1]);
            let (c, d) = (first + i + 1, first + i);
            sculpt.indices.extend([d, c, b, d, b, a]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::land::tile::Tile;

    #[test]
    fn ground_is_sound_and_faces_up_and_its_skirt_hangs_outside() {
        for level in [0, 3] {
            let tile = Tile { level, x: -2, z: 5 };
            let relief =
                Relief::invented(tile, |x, z| (x as f32 * 0.1).sin() * 3.0 + z as f32 * 0.02);
            let sculpt = ground(&relief, &Tint::plain(tile, Vec3::splat(0.3)));
            sculpt.assert_sound();
            assert_eq!(sculpt.positions.len(), 33 * 33 + 4 * 33);
            let middle = Vec3::new(tile.edge() as f32 / 2.0, 0.0, tile.edge() as f32 / 2.0);
            for (number, corners) in sculpt.indices.chunks(3).enumerate() {
                let [a, b, c] = [0, 1, 2].map(|i| sculpt.positions[corners[i] as usize]);
                let normal = (b - a).cross(c - a);
                if number < 32 * 32 * 2 {
                    assert!(normal.y > 0.0);
                } else {
                    let out = (a - middle) * Vec3::new(1.0, 0.0, 1.0);
                    assert!(normal.dot(out) > 0.0, "a skirt faces inwards");
                }
            }
        }
    }
}
