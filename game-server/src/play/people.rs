//! People of settlements and the mouths of dungeons: there while somebody is in the region.

use crate::play::atlas::{Atlas, RegionCoord};
use crate::play::clock::Clock;
use crate::play::index::{Doing, Facing, Index, Thing, Where};
use crate::play::player::Player;
use bevy::platform::collections::{HashMap, HashSet};
use bevy::prelude::*;
use protocol::{EntityKind, SpaceId};
use simulation::Heading;

/// Regions whose people are in the world.
#[derive(Resource, Default)]
pub(crate) struct Peopled(HashMap<RegionCoord, Vec<Entity>>);

/// Brings people into the world and takes them out again.
pub(crate) fn populate(
    mut commands: Commands,
    clock: Res<Clock>,
    atlas: Res<Atlas>,
    mut peopled: ResMut<Peopled>,
    mut index: ResMut<Index>,
    players: Query<&Where, With<Player>>,
) {
    if !clock.tick.is_multiple_of(10) {
        return;
    }
    let mut wanted: HashSet<RegionCoord> = HashSet::default();
    for place in players.iter().filter(|place| place.space == SpaceId::OVERWORLD) {
        let (x, z) = atlas.region_of(place.at);
        for dz in -1..=1 {
            for dx in -1..=1 {
                wanted.insert((x.saturating_add(dx), z.saturating_add(dz)));
            }
        }
    }
    for &coord in &wanted {
        if !peopled.0.contains_key(&coord)
            && let Some(region) = atlas.region(coord)
        {
            let mut things = Vec::new();
            let land = atlas.land();
            let outside = |at| Where { space: SpaceId::OVERWORLD, at, feet: land.height(at) };
            if let Some(settlement) = &region.settlement {
                for person in &settlement.people {
                    let kind = EntityKind::Person { person: person.id };
                    let thing = Thing { id: index.name(), kind };
                    let facing = Facing(Heading::towards(person.post, settlement.site.at));
                    let place = outside(person.post);
                    things.push(commands.spawn((thing, place, facing, Doing::default())).id());
                }
            }
            for site in &region.dungeons {
                let kind = EntityKind::Mouth { site: site.id };
                let thing = Thing { id: index.name(), kind };
                things.push(commands.spawn((thing, outside(site.at), Doing::default())).id());
            }
            peopled.0.insert(coord, things);
        }
    }
    peopled.0.retain(|coord, things| {
        let keep = wanted.contains(coord);
        if !keep {
            things.drain(..).for_each(|thing| commands.entity(thing).despawn());
        }
        keep
    });
}
