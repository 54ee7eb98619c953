//! A tile from nothing: runs on a worker thread and hands back meshes.

use super::growth::{growth, turf};
use super::places::{Place, Places};
use super::relief::Relief;
use super::tile::Tile;
use super::tint::Tint;
use super::{ground, sea};
use crate::scene::bridge;
use crate::scene::colour::{hex, lit, tone};
use crate::scene::flora::Nursery;
use crate::scene::house;
use crate::scene::lamps::Lamp;
use crate::scene::landmark;
use crate::scene::quality::SceneQuality;
use crate::scene::sculpt::Sculpt;
use bevy::math::{Affine3A, Quat, Vec2, Vec3};
use seed::Point;
use std::sync::Arc;
use worldgen::{ChunkCoord, House, Road, Settlement, WorkKind};

/// From this level on houses are a box and a roof.
const PLAIN_FROM: u8 = 2;

/// How far from a settlement's middle something of it may stand, metres: a quay.
const REACH: i32 = 310;

/// From this level on bridges are too small to see.
const NO_BRIDGES_FROM: u8 = 4;

/// What a tile is drawn with; its corner, at sea level, is the origin.
pub(crate) struct Built {
    /// The land.
    pub(crate) ground: Sculpt,
    /// Water over it.
    pub(crate) sea: Sculpt,
    /// Plants and rocks.
    pub(crate) growth: Sculpt,
    /// What people made.
    pub(crate) works: Sculpt,
    /// Roofs that can be taken off, with the rectangle below them (metres of the world).
    pub(crate) roofs: Vec<(Sculpt, Vec3, [Vec2; 2])>,
    /// What gives light.
    pub(crate) lamps: Vec<(Vec3, Lamp)>,
}

/// Builds a tile.
pub(crate) fn build(
    places: &Places,
    nursery: &Nursery,
    tile: Tile,
    quality: &SceneQuality,
) -> Built {
    let (x0, z0) = tile.corner();
    let edge = tile.edge();
    let chunk = (tile.level == 0).then(|| places.world.chunk(ChunkCoord { x: tile.x, z: tile.z }));
    let relief = Relief::read(places, tile, chunk.as_ref());
    let middle = Point::metres(x0 + edge / 2, z0 + edge / 2);
    let around = places.around(middle, edge + REACH);
    let around_roads = roads(places, tile);
    let mut tint = Tint::read(places, tile, &around);
    tint.pave(&around_roads, chunk.as_ref());
    if let Some(chunk) = &chunk {
        for plant in &chunk.plants {
            if places.world.rules().plant(plant.flora).trunk.0 > 0 {
                let foot = Vec2::new(
                    plant.at.x.to_metres_f32() - x0 as f32,
                    plant.at.z.to_metres_f32() - z0 as f32,
                );
                tint.shade_at(foot, 1.0 + plant.height.to_metres_f32() * 0.16);
            }
        }
    }
    let mut growth = growth(places, nursery, &relief, &tint, chunk.as_ref(), quality.fine_plants);
    if tile.level == 0 {
        turf(&mut growth, places, &relief, &tint, quality.tufts);
    }
    let mut built = Built {
        ground: ground::ground(&relief, &tint),
        sea: sea::sea(&relief),
        growth,
        works: Sculpt::new(),
        roofs: Vec::new(),
        lamps: Vec::new(),
    };
    for place in &around {
        match place {
            Place::Settlement(town) => settle(&mut built, tile, town),
            Place::Mouth(site, towards) if tile.level < 3 && holds(tile, site.at) => {
                let at = local(tile, site.at, places.world.height(site.at).to_metres_f32());
                let east = (towards.x - site.at.x).to_metres_f32();
                let south = (towards.z - site.at.z).to_metres_f32();
                let turn = Quat::from_rotation_y(east.atan2(south));
                let name = site.id.x as u32
                    ^ (site.id.z as u32).rotate_left(9)
                    ^ u32::from(site.id.number);
                let cave = places.world.entrance(site) == Some(ruleset::Entrance::Cave);
                built
                    .works
                    .add(&house::mouth(name, cave), Affine3A::from_rotation_translation(turn, at));
                let flames = [-1.9, 1.9].map(|x| at + turn * Vec3::new(x, 1.9, 1.5));
                built.lamps.extend(flames.map(|flame| (flame, Lamp::torch(hex(0xffa050)))));
            }
            Place::Mouth(..) => {}
        }
    }
    bridges(&mut built, places, tile, &around_roads);
    let reach = seed::Mm::metres(edge);
    for found in places.world.landmarks_near(middle, reach) {
        let Some(kind) = places.world.landmark_kind(&found).filter(|_| holds(tile, found.at))
        else {
            continue;
        };
        let at = local(tile, found.at, found.ground.to_metres_f32());
        built.works.add(&landmark::landmark(&found, kind), Affine3A::from_translation(at));
    }
    built
}

fn bridges(built: &mut Built, places: &Places, tile: Tile, roads: &[Arc<Road>]) {
    if tile.level >= NO_BRIDGES_FROM {
        return;
    }
    for span in roads.iter().flat_map(|road| &road.bridges) {
        let middle =
            Point::new(span.from.x.0.midpoint(span.to.x.0), span.from.z.0.midpoint(span.to.z.0));
        if holds(tile, middle) {
            let bed = places.world.height(middle).to_metres_f32();
            let at = local(tile, span.from, 0.0);
            let sculpt = bridge::bridge(span, bed, tile.level);
            built.works.add(&sculpt, Affine3A::from_translation(at));
        }
    }
}

/// The roads that come near a tile.
fn roads(places: &Places, tile: Tile) -> Vec<Arc<Road>> {
    let (x0, z0) = tile.corner();
    let far = tile.edge() + 8;
    places.world.roads_near(Point::metres(x0 - 8, z0 - 8), Point::metres(x0 + far, z0 + far))
}

fn settle(built: &mut Built, tile: Tile, town: &Arc<Settlement>) {
    let ground = town.ground.to_metres_f32();
    for house in &town.houses {
        let middle = Point::new(
            i32::midpoint(house.min.x.0, house.max.x.0),
            i32::midpoint(house.min.z.0, house.max.z.0),
        );
        if !holds(tile, middle) {
            continue;
        }
        let at = local(tile, house.min, ground);
        if tile.level >= PLAIN_FROM {
            plain(&mut built.works, house, at);
        } else {
            built.works.add(&house::body(house), Affine3A::from_translation(at));
        }
        let roof = house::roof(house);
        if tile.level == 0 {
            let corner = |p: Point| Vec2::new(p.x.to_metres_f32(), p.z.to_metres_f32());
            built.roofs.push((roof, at, [corner(house.min), corner(house.max)]));
        } else {
            built.works.add(&roof, Affine3A::from_translation(at));
        }
    }
    for work in &town.works {
        let middle = Point::new(
            i32::midpoint(work.min.x.0, work.max.x.0),
            i32::midpoint(work.min.z.0, work.max.z.0),
        );
        // From afar only what is large shows.
        let large =
            matches!(work.kind, WorkKind::Wall | WorkKind::Tower | WorkKind::Gate | WorkKind::Pier);
        if !holds(tile, middle) || (tile.level >= PLAIN_FROM && !large) {
            continue;
        }
        let at = local(tile, work.min, work.ground.to_metres_f32());
        built.works.add(&house::work(work), Affine3A::from_translation(at));
    }
    if tile.level < PLAIN_FROM && holds(tile, town.site.at) {
        let at = local(tile, town.site.at, ground);
        built.works.add(&house::square(town), Affine3A::from_translation(at));
        for post in house::lantern_posts(town) {
            let lamp = at + Vec3::new(post.x, 2.8, post.y);
            built.lamps.push((lamp, Lamp::lantern()));
        }
    }
}

fn plain(works: &mut Sculpt, house: &House, at: Vec3) {
    let size = Vec3::new(
        (house.max.x - house.min.x).to_metres_f32(),
        house.wall_height.to_metres_f32(),
        (house.max.z - house.min.z).to_metres_f32(),
    );
    works.cuboid(at - Vec3::Y, at + size, lit(tone(house.wall)));
}

fn holds(tile: Tile, at: Point) -> bool {
    let (x, z) = at.cell();
    let edge = tile.edge();
    x.div_euclid(edge) == tile.x && z.div_euclid(edge) == tile.z
}

fn local(tile: Tile, at: Point, y: f32) -> Vec3 {
    let (x0, z0) = tile.corner();
    Vec3::new(at.x.to_metres_f32() - x0 as f32, y, at.z.to_metres_f32() - z0 as f32)
}
