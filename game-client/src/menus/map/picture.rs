//! The map's pictures: pure functions from the world to pixels.

use bevy::asset::RenderAssetUsages;
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use ruleset::{Rgb, Ruleset};
use seed::Point;
use std::collections::BTreeSet;
use worldgen::{CELL_MM, Cell, Dungeon, World as Land};

/// Edge of a picture in pixels.
pub(crate) const SIZE: u32 = 320;

/// Which part of the world a picture shows: a square.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sheet {
    /// Its middle, metres east and south.
    pub(crate) middle: Vec2,
    /// Its edge, metres.
    pub(crate) across: f32,
}

impl Sheet {
    /// The square that holds a dungeon, in its own coordinates.
    pub(super) fn of_dungeon(dungeon: &Dungeon) -> Self {
        let cell = CELL_MM as f32 / 1000.0;
        let size = Vec2::new(f32::from(dungeon.width), f32::from(dungeon.depth)) * cell;
        Self { middle: size / 2.0, across: size.max_element().max(cell) + 2.0 * cell }
    }

    /// Where a place lies, from (0, 0) at the north-western corner to (1, 1); `None` outside.
    pub(super) fn share(&self, at: Vec2) -> Option<Vec2> {
        let share = (at - self.middle) / self.across + 0.5;
        let inside = share.min_element() >= 0.0 && share.max_element() <= 1.0;
        inside.then_some(share)
    }

    /// The place of the sheet that is nearest to `at`.
    pub(super) fn nearest(&self, at: Vec2) -> Vec2 {
        let half = self.across * 0.47;
        self.middle + (at - self.middle).clamp(Vec2::splat(-half), Vec2::splat(half))
    }

    /// The place in the middle of a pixel, metres.
    fn place(&self, x: u32, y: u32) -> Vec2 {
        let share = Vec2::new(x as f32 + 0.5, y as f32 + 0.5) / SIZE as f32;
        self.middle + (share - 0.5) * self.across
    }
}

/// The pixels as an image.
pub(super) fn image(pixels: Vec<u8>) -> Image {
    let size = Extent3d { width: SIZE, height: SIZE, depth_or_array_layers: 1 };
    let format = TextureFormat::Rgba8UnormSrgb;
    Image::new(size, TextureDimension::D2, pixels, format, RenderAssetUsages::default())
}

/// The land, RGBA: colours of the biomes, lit from the north-west, with the shore drawn in.
pub(crate) fn land(land: &Land, sheet: Sheet) -> Vec<u8> {
    let edge = SIZE + 1;
    let metres = sheet.across / SIZE as f32;
    // One row and column more, for the slope.
    let heights: Vec<f32> = (0..edge * edge)
        .map(|index| {
            let at = sheet.place(index % edge, index / edge);
            land.height(crate::camera::point(at)).to_metres_f32()
        })
        .collect();
    let height = |x: u32, y: u32| heights[(y * edge + x) as usize];
    // Height above the water, below zero where there is some; rivers are narrower than a pixel, so a
    // pixel is as wet as its wettest part.
    let rivers = rivers(land, sheet);
    let depths: Vec<f32> = (0..edge * edge)
        .map(|index| {
            let at = sheet.place(index % edge, index / edge);
            let dry =
                heights[index as usize] - land.water(crate::camera::point(at)).to_metres_f32();
            if rivers.contains(&index) { dry.min(-0.5) } else { dry }
        })
        .collect();
    let depth = |x: u32, y: u32| depths[(y * edge + x) as usize];
    let mut pixels = Vec::with_capacity((SIZE * SIZE * 4) as usize);
    for y in 0..SIZE {
        for x in 0..SIZE {
            let here = height(x, y);
            let slope = (height(x + 1, y) - here) + (height(x, y + 1) - here);
            let dry = depth(x, y);
            let tint = if dry < 0.0 {
                water(-dry)
            } else {
                let biome = land.biome(crate::camera::point(sheet.place(x, y)));
                let ground = rgb(land.rules().biome(biome).ground);
                let light = 1.0 + (slope / metres * 0.85).clamp(-0.38, 0.34);
                parchment(ground) * light
            };
            let shore = dry >= 0.0 && (depth(x + 1, y) < 0.0 || depth(x, y + 1) < 0.0)
                || dry < 0.0 && (depth(x + 1, y) >= 0.0 || depth(x, y + 1) >= 0.0);
            put(&mut pixels, if shore { tint * 0.5 } else { tint });
        }
    }
    roads(&mut pixels, land, sheet);
    pixels
}

/// The pixels (one row and column more than the sheet has) that a river runs through.
fn rivers(land: &Land, sheet: Sheet) -> BTreeSet<u32> {
    let edge = SIZE + 1;
    let metres = sheet.across / SIZE as f32;
    let (min, max) = (sheet.place(0, 0), sheet.place(edge, edge));
    let segments = land.rivers_in(crate::camera::point(min), crate::camera::point(max));
    let mut pixels = BTreeSet::new();
    for segment in segments {
        let place = |at: Point| Vec2::new(at.x.to_metres_f32(), at.z.to_metres_f32());
        let (from, to) = (place(segment.from), place(segment.to));
        let steps = (from.distance(to) / metres).ceil().max(1.0) as u32;
        for step in 0..=steps {
            let at = (from.lerp(to, step as f32 / steps as f32) - min) / metres;
            let inside = |part: f32| part >= 0.0 && part < edge as f32;
            if inside(at.x) && inside(at.y) {
                pixels.insert(at.y as u32 * edge + at.x as u32);
            }
        }
    }
    pixels
}

/// Draws roads over the land's pixels: a pale line with a dark edge.
fn roads(pixels: &mut [u8], land: &Land, sheet: Sheet) {
    let half = Vec2::splat(sheet.across / 2.0);
    let corner = |at: Vec2| crate::camera::point(at);
    let found = land.roads_near(corner(sheet.middle - half), corner(sheet.middle + half));
    for (reach, tint) in [(1, Vec3::new(84.0, 58.0, 34.0)), (0, Vec3::new(232.0, 208.0, 154.0))] {
        for road in &found {
            for two in road.points.windows(2) {
                let pixel = |point: seed::Point| {
                    let at = Vec2::new(point.x.to_metres_f32(), point.z.to_metres_f32());
                    ((at - sheet.middle) / sheet.across + 0.5) * SIZE as f32
                };
                let (from, to) = (pixel(two[0]), pixel(two[1]));
                let steps = (from.distance(to) * 2.0).ceil().max(1.0) as u32;
                for step in 0..steps {
                    let at = from.lerp(to, step as f32 / steps as f32).floor().as_ivec2();
                    for (dx, dy) in [(0, 0), (reach, 0), (-reach, 0), (0, reach), (0, -reach)] {
                        dab(pixels, at.x + dx, at.y + dy, tint);
                    }
                }
            }
        }
    }
}

/// Colours a pixel, if it is in the picture.
fn dab(pixels: &mut [u8], x: i32, y: i32, tint: Vec3) {
    let side = SIZE as i32;
    if (0..side).contains(&x) && (0..side).contains(&y) {
        let first = ((y * side + x) * 4) as usize;
        pixels[first..first + 3].copy_from_slice(&[tint.x as u8, tint.y as u8, tint.z as u8]);
    }
}

/// A dungeon's plan, RGBA: only the cells that were seen.
pub(super) fn plan(dungeon: &Dungeon, seen: &BTreeSet<(u16, u16)>, rules: &Ruleset) -> Vec<u8> {
    let sheet = Sheet::of_dungeon(dungeon);
    let theme = rules.theme(dungeon.theme);
    let cell = CELL_MM as f32 / 1000.0;
    let mut pixels = Vec::with_capacity((SIZE * SIZE * 4) as usize);
    for y in 0..SIZE {
        for x in 0..SIZE {
            let at = (sheet.place(x, y) / cell).floor();
            let (column, row) = (at.x as i32, at.y as i32);
            let known = |column: i32, row: i32| match (u16::try_from(column), u16::try_from(row)) {
                (Ok(column), Ok(row)) => seen.contains(&(column, row)),
                _ => false,
            };
            let beside = || (-1..=1).any(|dz| (-1..=1).any(|dx| known(column + dx, row + dz)));
            let tint = match dungeon.cell(column, row) {
                Cell::Floor if known(column, row) => rgb(theme.floor) * 1.15,
                Cell::Door if known(column, row) => Vec3::new(150.0, 104.0, 54.0),
                Cell::Gate if known(column, row) => Vec3::new(120.0, 128.0, 140.0),
                Cell::Pool if known(column, row) => {
                    rgb(theme.floor).lerp(Vec3::new(70.0, 120.0, 150.0), 0.5)
                }
                // A hidden door looks like wall.
                Cell::Rock | Cell::Secret if beside() => rgb(theme.wall) * 0.72,
                _ => Vec3::new(20.0, 15.0, 11.0),
            };
            put(&mut pixels, tint);
        }
    }
    pixels
}

fn put(pixels: &mut Vec<u8>, tint: Vec3) {
    let tint = tint.clamp(Vec3::ZERO, Vec3::splat(255.0));
    pixels.extend([tint.x as u8, tint.y as u8, tint.z as u8, 255]);
}

fn rgb(colour: Rgb) -> Vec3 {
    Vec3::new(f32::from(colour.0), f32::from(colour.1), f32::from(colour.2))
}

/// A colour as old paper shows it: a little paler and warmer.
fn parchment(colour: Vec3) -> Vec3 {
    colour.lerp(Vec3::new(214.0, 190.0, 146.0), 0.26)
}

/// Water of a depth in metres.
fn water(depth: f32) -> Vec3 {
    let share = (depth / 14.0).clamp(0.0, 1.0);
    Vec3::new(104.0, 138.0, 142.0).lerp(Vec3::new(46.0, 72.0, 92.0), share)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::core_world;

    #[test]
    fn the_same_world_gives_the_same_map_and_another_place_another() {
        let world = core_world();
        let sheet = Sheet { middle: Vec2::ZERO, across: 2000.0 };
        let first = land(&world, sheet);
        assert_eq!(first.len(), (SIZE * SIZE * 4) as usize);
        assert!(first == land(&core_world(), sheet), "the same twice");
        assert!(first.chunks(4).all(|pixel| pixel[3] == 255));
        let other = land(&world, Sheet { middle: Vec2::splat(50_000.0), ..sheet });
        assert!(first != other);
    }

    #[test]
    fn places_are_put_where_they_lie() {
        let sheet = Sheet { middle: Vec2::new(100.0, 0.0), across: 200.0 };
        assert_eq!(sheet.share(Vec2::new(100.0, 0.0)), Some(Vec2::splat(0.5)));
        assert_eq!(sheet.share(Vec2::new(0.0, -100.0)), Some(Vec2::ZERO));
        assert_eq!(sheet.share(Vec2::new(201.0, 0.0)), None);
        let edge = sheet.nearest(Vec2::new(9_000.0, 0.0));
        assert!(sheet.share(edge).is_some_and(|share| share.x > 0.9));
    }
}
