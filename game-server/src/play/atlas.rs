//! The land around the players, generated on a worker thread.
//!
//! The worker gets orders through a bounded channel and sends chunks and regions back through
//! another; [`receive`] takes them in. Where a chunk is not there yet nobody can walk, so a slow
//! machine shows as a short wait at the edge of the known land and never as a blocked tick.

use crate::play::clock::Clock;
use crate::play::index::Where;
use crate::play::player::Player;
use bevy::prelude::*;
use narrative::FactSheet;
use protocol::SpaceId;
use seed::Point;
use simulation::Overworld;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use worldgen::{
    Chunk, ChunkCoord, Dungeon, PersonId, Quest, QuestId, Settlement, Site, SiteId, World as Land,
};

/// Orders that may wait.
const ORDERS: usize = 512;
/// Rings of chunks around a player that are kept ready: at least 64 m ahead.
const RINGS: i32 = 2;
/// Chunks kept before those far from everybody are dropped; about 12 KiB each.
const CHUNKS: usize = 12_000;
/// Regions kept before those far from everybody are dropped.
const REGIONS: usize = 600;

/// What stands in a site cell: a settlement, the dungeons around it, what its people want.
pub(crate) struct Region {
    pub(crate) settlement: Option<Settlement>,
    pub(crate) dungeons: Vec<Site>,
    /// What is below them. Generated here, as a dungeon takes some milliseconds.
    pub(crate) layouts: BTreeMap<SiteId, Arc<Dungeon>>,
    pub(crate) quests: BTreeMap<PersonId, Vec<Quest>>,
    /// What each person may know of it all.
    pub(crate) sheets: BTreeMap<PersonId, FactSheet>,
}

/// A region's place: the site cell.
pub(crate) type RegionCoord = (i32, i32);

enum Order {
    Chunk(ChunkCoord),
    Region(RegionCoord),
}

enum Delivery {
    Chunk(Arc<Chunk>),
    Region(RegionCoord, Arc<Region>),
}

/// The land that is known.
#[derive(Resource)]
pub(crate) struct Atlas {
    ground: Overworld,
    regions: BTreeMap<RegionCoord, Arc<Region>>,
    ordered_chunks: BTreeSet<ChunkCoord>,
    ordered_regions: BTreeSet<RegionCoord>,
    orders: SyncSender<Order>,
    deliveries: std::sync::Mutex<Receiver<Delivery>>,
    broken: std::sync::atomic::AtomicBool,
}

impl Atlas {
    /// Starts the worker.
    pub(crate) fn start(land: Land) -> std::io::Result<Self> {
        let (orders, inbox) = sync_channel::<Order>(ORDERS);
        let (outbox, deliveries) = sync_channel(ORDERS);
        let ground = Overworld::new(land.clone());
        std::thread::Builder::new().name("atlas".into()).spawn(move || {
            for order in inbox {
                let delivery = match order {
                    Order::Chunk(coord) => Delivery::Chunk(Arc::new(land.chunk(coord))),
                    Order::Region(coord) => Delivery::Region(coord, Arc::new(region(&land, coord))),
                };
                if outbox.send(delivery).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self {
            ground,
            regions: BTreeMap::new(),
            ordered_chunks: BTreeSet::new(),
            ordered_regions: BTreeSet::new(),
            orders,
            deliveries: std::sync::Mutex::new(deliveries),
            broken: std::sync::atomic::AtomicBool::new(false),
        })
    }

    /// The ground of the overworld, as far as it is known.
    pub(crate) const fn ground(&self) -> &Overworld {
        &self.ground
    }

    /// The worker has died: no new land will come.
    pub(crate) fn broken(&self) -> bool {
        self.broken.load(std::sync::atomic::Ordering::Relaxed)
    }

    /// The worker has delivered everything that was ordered.
    #[cfg(test)]
    pub(crate) fn is_idle(&self) -> bool {
        self.ordered_chunks.is_empty() && self.ordered_regions.is_empty()
    }

    /// The world.
    pub(crate) const fn land(&self) -> &Land {
        self.ground.world()
    }

    /// The region with a site cell's coordinates, if it is known.
    pub(crate) fn region(&self, coord: RegionCoord) -> Option<&Arc<Region>> {
        self.regions.get(&coord)
    }

    /// A quest, if its giver's region is known.
    pub(crate) fn quest(&self, id: QuestId) -> Option<&Quest> {
        let home = id.giver.home;
        let quests = self.regions.get(&(home.x, home.z))?.quests.get(&id.giver)?;
        quests.iter().find(|quest| quest.id == id)
    }

    /// What is in a dungeon, if its region is known; asks for the region otherwise.
    pub(crate) fn dungeon(&mut self, site: SiteId) -> Option<Arc<Dungeon>> {
        let coord = (site.x, site.z);
        self.want_region(coord);
        self.regions.get(&coord)?.layouts.get(&site).cloned()
    }

    /// Asks for a region.
    pub(crate) fn want_region(&mut self, coord: RegionCoord) {
        if self.regions.contains_key(&coord) || self.ordered_regions.contains(&coord) {
            return;
        }
        if self.order(Order::Region(coord)) {
            self.ordered_regions.insert(coord);
        }
    }

    /// Asks for the chunks around a point; true once those next to it are there.
    pub(crate) fn want_around(&mut self, at: Point) -> bool {
        let middle = ChunkCoord::of(at);
        let mut near = true;
        for z in -RINGS..=RINGS {
            for x in -RINGS..=RINGS {
                let coord =
                    ChunkCoord { x: middle.x.saturating_add(x), z: middle.z.saturating_add(z) };
                if self.ground.chunk(coord).is_some() {
                    continue;
                }
                near &= x.abs() > 1 || z.abs() > 1;
                if !self.ordered_chunks.contains(&coord) && self.order(Order::Chunk(coord)) {
                    self.ordered_chunks.insert(coord);
                }
            }
        }
        near
    }

    fn order(&self, order: Order) -> bool {
        match self.orders.try_send(order) {
            Ok(()) => true,
            // Asked again in a moment.
            Err(TrySendError::Full(_)) => false,
            Err(TrySendError::Disconnected(_)) => {
                self.broken.store(true, std::sync::atomic::Ordering::Relaxed);
                false
            }
        }
    }

    /// The site cell that holds a point.
    pub(crate) fn region_of(&self, at: Point) -> RegionCoord {
        let edge = i32::try_from(self.land().rules().settlement.cell_m).unwrap_or(512).max(1);
        let (x, z) = at.cell();
        (x.div_euclid(edge), z.div_euclid(edge))
    }
}

fn region(land: &Land, (x, z): RegionCoord) -> Region {
    let site = |number| SiteId { x, z, number };
    let settlement = land.settlement(site(0));
    let dungeons: Vec<Site> = (1..=u8::MAX).map_while(|number| land.site(site(number))).collect();
    let layout = |site: &Site| {
        let dungeon = Arc::new(land.dungeon(site.id)?);
        // Walls are read within a tick; the past that they tell of is worked out here, and kept.
        let _ = land.dungeon_lore(&dungeon);
        Some((site.id, dungeon))
    };
    let layouts = dungeons.iter().filter_map(layout).collect();
    let people = settlement.iter().flat_map(|settlement| &settlement.people);
    let quests = people.map(|person| (person.id, land.quests(person.id))).collect();
    let mut sheets = BTreeMap::new();
    if let Some(settlement) = &settlement {
        for person in &settlement.people {
            let sheet = FactSheet::of(land, settlement, person, &dungeons, false);
            sheets.insert(person.id, sheet);
        }
    }
    Region { settlement, dungeons, layouts, quests, sheets }
}

/// Takes in what the worker has made and orders what is missing around the players.
pub(crate) fn receive(
    clock: Res<Clock>,
    mut atlas: ResMut<Atlas>,
    players: Query<(Entity, &Player, &Where)>,
) {
    let atlas = &mut *atlas;
    let delivered: Vec<Delivery> = match atlas.deliveries.get_mut() {
        Ok(deliveries) => deliveries.try_iter().collect(),
        Err(_) => Vec::new(),
    };
    for delivery in delivered {
        match delivery {
            Delivery::Chunk(chunk) => {
                atlas.ordered_chunks.remove(&chunk.coord);
                atlas.ground.insert(chunk);
            }
            Delivery::Region(coord, region) => {
                atlas.ordered_regions.remove(&coord);
                atlas.regions.insert(coord, region);
            }
        }
    }
    for (entity, player, place) in &players {
        if !clock.tick.wrapping_add(entity.index_u32()).is_multiple_of(8) {
            continue;
        }
        let at = if place.space == SpaceId::OVERWORLD { place.at } else { player.character.at };
        atlas.want_around(at);
        let (x, z) = atlas.region_of(at);
        for dz in -1..=1 {
            for dx in -1..=1 {
                atlas.want_region((x.saturating_add(dx), z.saturating_add(dz)));
            }
        }
    }
    if clock.tick.is_multiple_of(400) {
        forget(atlas, &players);
    }
}

/// Drops what is far from everybody when too much is kept.
fn forget(atlas: &mut Atlas, players: &Query<(Entity, &Player, &Where)>) {
    let mut chunks = BTreeSet::new();
    let mut regions = BTreeSet::new();
    for (_, player, place) in players {
        for at in [place.at, player.character.at] {
            let middle = ChunkCoord::of(at);
            let (x, z) = atlas.region_of(at);
            for dz in -4..=4 {
                for dx in -4..=4 {
                    chunks.insert(ChunkCoord {
                        x: middle.x.saturating_add(dx),
                        z: middle.z.saturating_add(dz),
                    });
                }
            }
            for dz in -1..=1 {
                for dx in -1..=1 {
                    regions.insert((x.saturating_add(dx), z.saturating_add(dz)));
                }
            }
        }
        let givers = player.character.quests.active().keys();
        regions.extend(givers.map(|quest| (quest.giver.home.x, quest.giver.home.z)));
    }
    if atlas.ground.chunk_count() > CHUNKS {
        atlas.ground.retain(|coord| chunks.contains(&coord));
    }
    if atlas.regions.len() > REGIONS {
        atlas.regions.retain(|coord, _| regions.contains(coord));
    }
}
