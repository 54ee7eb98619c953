//! The colour of the ground: biomes that run into each other, patches, rock where it is steep, sand
//! and wet at the shore, trodden earth where people walk.

use super::places::{Place, Places};
use super::tile::Tile;
use crate::scene::colour::{hex, shade, tone};
use crate::scene::noise::{step, value};
use bevy::math::{Vec2, Vec3};
use ruleset::BiomeId;
use seed::Point;
use std::sync::Arc;
use worldgen::{CHUNK_CELLS, Chunk, Cover, Road};

/// Biomes are read at every fourth vertex, from one step outside the tile to one beyond it.
const SPACING: i32 = 4;
const LATTICE: i32 = 11;

/// What colours the ground of a tile.
pub(crate) struct Tint {
    tile: Tile,
    biomes: Vec<BiomeId>,
    tones: Vec<(Vec3, Vec3)>,
    tracks: Vec<(Vec2, Vec2, f32)>,
    shades: Vec<(Vec2, f32)>,
    /// Middle lines of roads, without bridges.
    roads: Vec<(Vec2, Vec2)>,
    /// What people made of the cells of a tile of level 0, row by row.
    cover: Vec<Cover>,
}

impl Tint {
    /// Reads the biomes of a tile.
    pub(crate) fn read(places: &Places, tile: Tile, around: &[Place]) -> Self {
        let (x0, z0) = tile.corner();
        let spacing = SPACING * tile.step();
        let mut biomes = Vec::with_capacity((LATTICE * LATTICE) as usize);
        for z in 0..LATTICE {
            for x in 0..LATTICE {
                let at = Point::metres(x0 + (x - 1) * spacing, z0 + (z - 1) * spacing);
                biomes.push(places.world.biome(at));
            }
        }
        let rules = places.world.rules();
        let tones = biomes
            .iter()
            .map(|&id| (tone(rules.biome(id).ground), tone(rules.biome(id).ground_alt)))
            .collect();
        let mut tint = Self {
            tile,
            biomes,
            tones,
            tracks: Vec::new(),
            shades: Vec::new(),
            roads: Vec::new(),
            cover: Vec::new(),
        };
        for place in around {
            tint.tread(place);
        }
        tint
    }

    /// One biome everywhere, for tests.
    #[cfg(test)]
    pub(crate) fn plain(tile: Tile, tone: Vec3) -> Self {
        let count = (LATTICE * LATTICE) as usize;
        Self {
            tile,
            biomes: vec![BiomeId(0); count],
            tones: vec![(tone, tone); count],
            tracks: Vec::new(),
            shades: Vec::new(),
            roads: Vec::new(),
            cover: Vec::new(),
        }
    }

    /// Darkens the ground around a foot, metres from the tile's corner.
    pub(crate) fn shade_at(&mut self, foot: Vec2, radius: f32) {
        self.shades.push((foot, radius));
    }

    /// Lays roads over the tile, and the streets and fields of its chunk.
    pub(crate) fn pave(&mut self, roads: &[Arc<Road>], chunk: Option<&Chunk>) {
        let (x0, z0) = self.tile.corner();
        let edge = self.tile.edge() as f32;
        let local =
            |p: Point| Vec2::new(p.x.to_metres_f32() - x0 as f32, p.z.to_metres_f32() - z0 as f32);
        for road in roads {
            for (index, two) in road.points.windows(2).enumerate() {
                let (from, to) = (local(two[0]), local(two[1]));
                let (low, high) = (from.min(to) - 8.0, from.max(to) + 8.0);
                let near = high.min_element() > 0.0 && low.max_element() < edge;
                if near && road.bridge_at(index).is_none() {
                    self.roads.push((from, to));
                }
            }
        }
        self.cover = chunk.map(|chunk| chunk.cover.clone()).unwrap_or_default();
    }

    /// How much of a road is at metres from the tile's corner, 0 to 1.
    fn road(&self, x: f32, z: f32) -> f32 {
        // Coarse tiles have too few vertices for a road as narrow as it is.
        let half = Road::HALF_WIDTH.to_metres_f32().max(self.tile.step() as f32 * 0.55);
        let at = Vec2::new(x, z);
        let least = self
            .roads
            .iter()
            .map(|&(from, to)| {
                let along = to - from;
                let share = (at - from).dot(along) / along.length_squared().max(0.01);
                at.distance(from + along * share.clamp(0.0, 1.0))
            })
            .fold(f32::MAX, f32::min);
        let (x0, z0) = self.tile.corner();
        let uneven = value((wrap(x0) + x) * 0.9, (wrap(z0) + z) * 0.9, 33) * 0.7 - 0.35;
        1.0 - step(half * 0.75, half * 1.3, least + uneven)
    }

    /// What share of the four cells around a corner is covered so.
    fn covered(&self, x: f32, z: f32, by: Cover) -> f32 {
        if self.cover.is_empty() {
            return 0.0;
        }
        let (x, z) = (x.round() as i32, z.round() as i32);
        let cell = |x: i32, z: i32| {
            let index = |i: i32| i.clamp(0, CHUNK_CELLS - 1);
            self.cover.get((index(z) * CHUNK_CELLS + index(x)) as usize) == Some(&by)
        };
        let around = [(-1, -1), (0, -1), (-1, 0), (0, 0)];
        around.iter().filter(|&&(dx, dz)| cell(x + dx, z + dz)).count() as f32 / 4.0
    }

    /// Whether people keep the ground at metres from the tile's corner free of grass.
    pub(crate) fn bare(&self, x: f32, z: f32) -> f32 {
        let made = self.covered(x, z, Cover::Street).max(self.covered(x, z, Cover::Field));
        self.trodden(x, z).max(self.road(x, z)).max(made)
    }

    /// The biome at metres from the tile's corner.
    pub(crate) fn biome(&self, x: f32, z: f32) -> BiomeId {
        let (gx, gz) = self.grid(x, z);
        let index = |g: f32| (g.round() as i32).clamp(0, LATTICE - 1);
        self.biomes[(index(gz) * LATTICE + index(gx)) as usize]
    }

    /// How trodden the ground is at metres from the tile's corner, 0 to 1.
    pub(crate) fn trodden(&self, x: f32, z: f32) -> f32 {
        let at = Vec2::new(x, z);
        let (x0, z0) = self.tile.corner();
        let uneven = value((wrap(x0) + x) * 0.7, (wrap(z0) + z) * 0.7, 31) * 0.9 - 0.45;
        let mut most: f32 = 0.0;
        for &(from, to, width) in &self.tracks {
            let along = to - from;
            let share = ((at - from).dot(along) / along.length_squared().max(0.01)).clamp(0.0, 1.0);
            let away = at.distance(from + along * share) + uneven;
            most = most.max(1.0 - step(width * 0.6, width * 1.25, away));
        }
        most
    }

    /// The colour at metres from the tile's corner, where the surface has this height and normal.
    pub(crate) fn at(&self, x: f32, z: f32, height: f32, normal: Vec3) -> Vec3 {
        let (x0, z0) = self.tile.corner();
        let (wx, wz) = (wrap(x0) + x, wrap(z0) + z);
        let wide = value(wx * 0.045, wz * 0.045, 11);
        let fine = value(wx * 0.31, wz * 0.31, 12);
        let patch = step(0.35, 0.72, wide * 0.65 + fine * 0.35);
        let fray = self.tile.step() as f32 * 2.6;
        let (ground, alt) = self.mixed(x + (fine - 0.5) * fray, z + (wide - 0.5) * fray);
        let mut tone = ground.lerp(alt, patch) * (0.9 + 0.2 * value(wx * 0.9, wz * 0.9, 13));
        let steep = 1.0 - normal.y;
        let rocky = step(0.17, 0.34, steep + (fine - 0.5) * 0.12) * step(0.4, 1.6, height);
        let rock = hex(0x7d7a70).lerp(ground, 0.22) * (0.82 + 0.3 * fine);
        tone = tone.lerp(rock, rocky);
        let sandy =
            (1.0 - step(0.35, 1.15, height + (wide - 0.5) * 0.7)) * step(-5.0, -1.5, height);
        tone = tone.lerp(hex(0xcdb98a) * (0.92 + 0.14 * fine), sandy * 0.7);
        tone *= 0.7 + 0.3 * step(-0.05, 0.4, height);
        let trodden = self.trodden(x, z);
        if trodden > 0.0 {
            let earth = hex(0x8a7350).lerp(ground, 0.15) * (0.85 + 0.3 * fine);
            tone = tone.lerp(earth, trodden * 0.88);
        }
        let field = self.covered(x, z, Cover::Field);
        if field > 0.0 {
            // Furrows, a metre apart; which way they run differs from field to field.
            let row = if value(wx * 0.02, wz * 0.02, 34) < 0.5 { wx } else { wz };
            let ridge = (row.round() as i32).rem_euclid(2) as f32;
            let soil = hex(0x6b5233).lerp(hex(0x748a3c), ridge * 0.75) * (0.88 + 0.24 * fine);
            tone = tone.lerp(soil, field * 0.92);
        }
        let street = self.covered(x, z, Cover::Street);
        if street > 0.0 {
            let stone = value(wx * 1.7, wz * 1.7, 35);
            let cobble = hex(0x857c6e).lerp(hex(0x9c8a6a), wide) * (0.82 + 0.34 * stone);
            tone = tone.lerp(cobble, street * 0.9);
        }
        let road = self.road(x, z);
        if road > 0.0 {
            let gravel = hex(0x9b8763).lerp(ground, 0.12) * (0.84 + 0.3 * value(wx, wz, 36));
            tone = tone.lerp(gravel, road * 0.92);
        }
        for &(foot, radius) in &self.shades {
            let away = foot.distance_squared(Vec2::new(x, z)) / (radius * radius);
            if away < 1.0 {
                tone *= 1.0 - 0.34 * (1.0 - away);
            }
        }
        shade(tone, 1.0)
    }

    fn grid(&self, x: f32, z: f32) -> (f32, f32) {
        let spacing = (SPACING * self.tile.step()) as f32;
        (x / spacing + 1.0, z / spacing + 1.0)
    }

    fn mixed(&self, x: f32, z: f32) -> (Vec3, Vec3) {
        let (gx, gz) = self.grid(x, z);
        let last = (LATTICE - 1) as f32 - 0.001;
        let (gx, gz) = (gx.clamp(0.0, last), gz.clamp(0.0, last));
        let (ix, iz) = (gx as usize, gz as usize);
        let (fx, fz) = (gx.fract(), gz.fract());
        let at = |dx: usize, dz: usize| self.tones[(iz + dz) * LATTICE as usize + ix + dx];
        let mix = |a: (Vec3, Vec3), b: (Vec3, Vec3), t: f32| (a.0.lerp(b.0, t), a.1.lerp(b.1, t));
        mix(mix(at(0, 0), at(1, 0), fx), mix(at(0, 1), at(1, 1), fx), fz)
    }

    fn tread(&mut self, place: &Place) {
        let (x0, z0) = self.tile.corner();
        let local =
            |p: Point| Vec2::new(p.x.to_metres_f32() - x0 as f32, p.z.to_metres_f32() - z0 as f32);
        match place {
            Place::Settlement(town) => {
                let square = local(town.site.at);
                self.tracks.push((square, square + Vec2::new(0.1, 0.0), 9.0));
                for house in &town.houses {
                    self.tracks.push((square, local(house.door), 1.5));
                    // No grass on the floor inside.
                    let (min, max) = (local(house.min), local(house.max));
                    let (middle, half) = ((min + max) / 2.0, (max - min) / 2.0);
                    let reach = half - Vec2::splat(half.min_element());
                    let width = half.min_element() * 1.3;
                    self.tracks.push((middle - reach, middle + reach + Vec2::splat(0.01), width));
                }
            }
            Place::Mouth(site, towards) => {
                let mouth = local(site.at);
                let way = (local(*towards) - mouth).normalize_or(Vec2::Y);
                self.tracks.push((mouth, mouth + way * 14.0, 2.2));
            }
        }
    }
}

/// Keeps noise coordinates small enough for `f32`, far from the origin too.
fn wrap(metres: i32) -> f32 {
    const HALF: i32 = 1 << 15;
    (metres.wrapping_add(HALF).rem_euclid(2 * HALF) - HALF) as f32
}
