//! The water over a tile: a mesh where the ground lies below the water's surface, with the depth in each
//! vertex, from which the shader makes colour, foam and how clear it is.

use super::relief::{Relief, SIDE};
use crate::scene::colour::lit;
use crate::scene::sculpt::Sculpt;
use bevy::math::Vec3;

/// How far below its surface the water is drawn, so that it never flickers with flat shores.
const SINK: f32 = 0.04;

/// Builds the water; empty where all is dry.
pub(crate) fn sea(relief: &Relief) -> Sculpt {
    let mut sculpt = Sculpt::new();
    let step = relief.tile.step() as f32;
    let mut numbers = vec![None; (SIDE * SIDE) as usize];
    for z in 0..SIDE - 1 {
        for x in 0..SIDE - 1 {
            let corners = [(x, z), (x, z + 1), (x + 1, z + 1), (x + 1, z)];
            if corners.iter().all(|&(x, z)| relief.above_water(x, z) > 0.0) {
                continue;
            }
            // Where a river's level ends under its bank the sea's takes over: no water is drawn down to it.
            let surface = corners
                .iter()
                .filter(|&&(x, z)| relief.above_water(x, z) <= 0.0)
                .map(|&(x, z)| relief.water(x, z))
                .fold(f32::MAX, f32::min);
            let [nw, sw, se, ne] = corners.map(|(x, z)| {
                *numbers[(z * SIDE + x) as usize].get_or_insert_with(|| {
                    let wet = relief.above_water(x, z) <= 0.0;
                    let level = if wet { relief.water(x, z) } else { surface } - SINK;
                    sculpt.pen.x = level - relief.at(x, z);
                    let at = Vec3::new(x as f32 * step, level, z as f32 * step);
                    sculpt.vertex(at, Vec3::Y, lit(Vec3::ONE))
                })
            });
            sculpt.indices.extend([nw, sw, se, nw, se, ne]);
        }
    }
    sculpt
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::land::tile::Tile;

    #[test]
    fn water_lies_only_where_the_ground_is_below_it() {
        let tile = Tile { level: 0, x: 0, z: 0 };
        assert!(sea(&Relief::invented(tile, |_, _| 0.5)).is_empty());
        let shore = sea(&Relief::invented(tile, |x, _| x as f32 - 10.0));
        shore.assert_sound();
        assert!(shore.positions.iter().all(|p| p.x <= 11.0));
        assert_eq!(shore.indices.len(), 11 * 32 * 6);
        assert!(sea(&Relief::invented(tile, |_, _| -3.0)).positions.len() <= 33 * 33);
    }
}
