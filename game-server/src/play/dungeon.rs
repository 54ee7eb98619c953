//! Instances of dungeons: each a space of its own that a party shares.
//!
//! What players change in one (doors, lamps, chests, the dead) is kept in an [`InstanceRecord`], so
//! that it is the same after a restart. An instance is forgotten once it stands empty for a while.

use crate::play::clock::Clock;
use crate::play::creature::{Beast, beast};
use crate::play::fight::Vital;
use crate::play::index::{Doing, Facing, Index, Thing, Where, inside};
use crate::play::keep::{Keeper, value};
use crate::play::player::Player;
use crate::play::traps::Trap;
use crate::store::{Change, WorldKey};
use bevy::prelude::*;
use protocol::{EntityKind, SpaceId};
use ruleset::Ruleset;
use seed::{Path, WorldSecret};
use serde::{Deserialize, Serialize};
use simulation::{DungeonGround, Stack, inventory::Mark};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use transport::Wallet;
use worldgen::puzzle::place::clue_cells;
use worldgen::puzzle::{self, Generated, Position};
use worldgen::{Dungeon, Feature, FeatureId, FeatureKind, Puzzle, SiteId};

/// Ticks that an empty instance is kept: half an hour.
pub(crate) const KEPT_EMPTY: u64 = 30 * 60 * 20;

/// Names an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Inside(pub(crate) u64);

impl Inside {
    /// The instance's space. Instances count from 1, so that none is the overworld.
    pub(crate) const fn space(self) -> SpaceId {
        SpaceId(self.0)
    }
}

/// What is kept of an instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct InstanceRecord {
    pub(crate) site: SiteId,
    /// Who may come in: the first visitor and the party of then.
    pub(crate) guests: BTreeSet<Wallet>,
    /// Doors and hidden doors that were opened, switches that were pulled.
    pub(crate) opened: BTreeSet<FeatureId>,
    /// Where the puzzle's things stand.
    pub(crate) at: Position,
    /// Clues that were read.
    pub(crate) read: BTreeSet<u16>,
    pub(crate) solved: bool,
    pub(crate) boss_dead: bool,
    /// The treasure's chest was opened.
    pub(crate) looted: bool,
    /// Creatures that are dead, chests that are open, the key once it was picked up.
    pub(crate) spent: BTreeSet<FeatureId>,
    /// The world's age when it was last visited.
    pub(crate) visited: u64,
}

/// A dungeon with everything in it as it stands.
pub(crate) struct Instance {
    pub(crate) record: InstanceRecord,
    pub(crate) ground: DungeonGround,
    pub(crate) puzzle: Generated,
    /// Where its clues are found.
    pub(crate) clues: Vec<(u16, u16)>,
    /// Its things are in the world.
    peopled: bool,
}

/// A thing of a dungeon.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Fixture {
    pub(crate) instance: u64,
    pub(crate) feature: FeatureId,
}

/// All instances that are open, and the records of those that are not.
#[derive(Resource)]
pub(crate) struct Dungeons {
    open: BTreeMap<u64, Instance>,
    pub(crate) shut: BTreeMap<u64, InstanceRecord>,
    pub(crate) secret: WorldSecret,
}

impl Dungeons {
    pub(crate) const fn new(shut: BTreeMap<u64, InstanceRecord>, secret: WorldSecret) -> Self {
        Self { open: BTreeMap::new(), shut, secret }
    }

    /// How many instances are open.
    pub(crate) fn open_count(&self) -> usize {
        self.open.len()
    }

    /// The ground of a space, if it is an instance.
    pub(crate) fn ground(&self, space: SpaceId) -> Option<&DungeonGround> {
        self.open.get(&space.0).map(|instance| &instance.ground)
    }

    /// An open instance.
    pub(crate) fn get(&self, id: u64) -> Option<&Instance> {
        self.open.get(&id)
    }

    /// An open instance.
    pub(crate) fn get_mut(&mut self, id: u64) -> Option<&mut Instance> {
        self.open.get_mut(&id)
    }

    /// The site of an open instance.
    pub(crate) fn site(&self, id: u64) -> Option<SiteId> {
        self.open.get(&id).map(|instance| instance.record.site)
    }

    /// The instance of a dungeon that one of these may enter: one that still holds its treasure,
    /// or, for somebody who comes `back` for a relic, the one where the guardian is dead already.
    pub(crate) fn find(&self, site: SiteId, guests: &BTreeSet<Wallet>, back: bool) -> Option<u64> {
        let fits = |record: &InstanceRecord| {
            record.site == site && (!record.looted || back) && !record.guests.is_disjoint(guests)
        };
        let open = self.open.iter().map(|(id, instance)| (id, &instance.record));
        open.chain(&self.shut).find(|(_, record)| fits(record)).map(|(&id, _)| id)
    }

    /// The site of an instance, open or not.
    pub(crate) fn site_of(&self, id: u64) -> Option<SiteId> {
        self.site(id).or_else(|| self.shut.get(&id).map(|record| record.site))
    }

    /// Opens an instance from its record; false when there is none.
    pub(crate) fn revive(&mut self, id: u64, dungeon: &Arc<Dungeon>, rules: &Ruleset) -> bool {
        if self.open.contains_key(&id) {
            return true;
        }
        let Some(record) = self.shut.remove(&id) else {
            return false;
        };
        let instance = self.instance(id, record, Arc::clone(dungeon), rules);
        self.open.insert(id, instance);
        true
    }

    /// A new instance, as it will be when it is opened.
    pub(crate) fn plan(
        &self,
        id: u64,
        site: SiteId,
        guests: BTreeSet<Wallet>,
        dungeon: Arc<Dungeon>,
        rules: &Ruleset,
        age: u64,
    ) -> Instance {
        let record = InstanceRecord {
            site,
            guests,
            opened: BTreeSet::new(),
            at: Position::Bits(0),
            read: BTreeSet::new(),
            solved: false,
            boss_dead: false,
            looted: false,
            spent: BTreeSet::new(),
            visited: age,
        };
        let mut instance = self.instance(id, record, dungeon, rules);
        instance.record.at = instance.puzzle.puzzle.start();
        instance
    }

    /// Opens an instance.
    pub(crate) fn open(&mut self, id: u64, instance: Instance) {
        self.open.insert(id, instance);
    }

    fn instance(
        &self,
        id: u64,
        mut record: InstanceRecord,
        dungeon: Arc<Dungeon>,
        rules: &Ruleset,
    ) -> Instance {
        let stream_of = |domain: &str, path: &Path| self.secret.stream(domain, path);
        // No dungeon is of a family that needs a town.
        let puzzle = puzzle::of_dungeon(stream_of, rules, &dungeon, id)
            .unwrap_or_else(|| Generated::of_lamps(Puzzle::of_dungeon(stream_of, &dungeon, id)));
        if !puzzle.puzzle.fits(&record.at) {
            record.at = puzzle.puzzle.start();
        }
        let count = puzzle.puzzle.clues(&rules.puzzles).len();
        let path = puzzle::puzzle_path(record.site, id);
        let clues = clue_cells(&mut self.secret.stream("puzzle.clues", &path), &dungeon, count);
        let open = record.open(&dungeon);
        let ground = DungeonGround { dungeon, open };
        Instance { record, ground, puzzle, clues, peopled: false }
    }
}

impl InstanceRecord {
    /// A lamp of a lamp puzzle burns.
    pub(crate) fn burns(&self, lamp: u8) -> bool {
        matches!(self.at, Position::Bits(bits) if bits.checked_shr(lamp.into()).unwrap_or(0) & 1 == 1)
    }

    /// A door, gate, hidden door, chest or switch stands open, or is pulled.
    pub(crate) fn is_open(&self, dungeon: &Dungeon, feature: &Feature) -> bool {
        match feature.kind {
            FeatureKind::Door { .. } | FeatureKind::Secret | FeatureKind::Switch { .. } => {
                self.opened.contains(&feature.id)
            }
            FeatureKind::Gate => self.solved,
            FeatureKind::Portcullis { switch } => dungeon.features.iter().any(|of| {
                of.kind == FeatureKind::Switch { switch } && self.opened.contains(&of.id)
            }),
            FeatureKind::Seal { warden } => self.spent.contains(&warden),
            FeatureKind::Chest { .. } => self.spent.contains(&feature.id),
            _ => false,
        }
    }

    /// The cells of what stands open.
    fn open(&self, dungeon: &Dungeon) -> BTreeSet<(u16, u16)> {
        let open = dungeon.features.iter().filter(|feature| self.is_open(dungeon, feature));
        open.map(|feature| feature.cell).collect()
    }
}

impl Instance {
    /// Takes over a record, and opens what it says is open.
    pub(crate) fn keep(&mut self, record: InstanceRecord) {
        self.ground.open = record.open(&self.ground.dungeon);
        self.record = record;
    }
}

/// The change that keeps an instance.
pub(crate) fn kept(id: u64, record: &InstanceRecord) -> (WorldKey, Option<Vec<u8>>) {
    (WorldKey::Instance(id), value(record))
}

/// Puts the things of opened instances into the world, shows what changed, forgets empty ones.
pub(crate) fn tend(
    mut commands: Commands,
    clock: Res<Clock>,
    mut dungeons: ResMut<Dungeons>,
    mut index: ResMut<Index>,
    mut keeper: ResMut<Keeper>,
    atlas: Res<crate::play::atlas::Atlas>,
    players: Query<&Where, With<Player>>,
    mut fixtures: Query<(Entity, &Fixture, &Thing, &mut Doing)>,
    others: Query<(Entity, &Where), Without<Player>>,
) {
    let rules = atlas.land().rules().clone();
    for (&id, instance) in &mut dungeons.open {
        if !instance.peopled {
            instance.peopled = true;
            people(&mut commands, &mut index, &rules, id, instance);
        }
    }
    for (_, fixture, thing, mut doing) in &mut fixtures {
        let Some(instance) = dungeons.get(fixture.instance) else {
            continue;
        };
        let record = &instance.record;
        let dungeon = &instance.ground.dungeon;
        let state = match thing.kind {
            EntityKind::Door
            | EntityKind::Gate
            | EntityKind::Secret
            | EntityKind::Switch
            | EntityKind::Chest { .. } => dungeon
                .feature(fixture.feature)
                .is_some_and(|feature| record.is_open(dungeon, feature)),
            EntityKind::Board => record.solved,
            EntityKind::Lamp { index } => record.burns(index),
            _ => continue,
        };
        if doing.0 != u8::from(state) {
            doing.0 = u8::from(state);
        }
    }
    if clock.tick.is_multiple_of(100) {
        let visited: BTreeSet<u64> = players.iter().map(|place| place.space.0).collect();
        let mut close = Vec::new();
        for (&id, instance) in &mut dungeons.open {
            if visited.contains(&id) {
                instance.record.visited = clock.age;
            } else if instance.record.visited + KEPT_EMPTY < clock.age {
                close.push(id);
            }
        }
        for id in close {
            dungeons.open.remove(&id);
            for (entity, place) in &others {
                if place.space == Inside(id).space() {
                    commands.entity(entity).despawn();
                }
            }
            let world = vec![(WorldKey::Instance(id), None)];
            // Refused: the record stays until the next start and is forgotten then.
            let _ = keeper.commit(Change { world, ..Change::default() });
        }
    }
}

fn people(
    commands: &mut Commands,
    index: &mut Index,
    rules: &Ruleset,
    id: u64,
    instance: &Instance,
) {
    let record = &instance.record;
    for feature in &instance.ground.dungeon.features {
        let at = Dungeon::middle(feature.cell);
        let spent = record.spent.contains(&feature.id);
        let fixture = Fixture { instance: id, feature: feature.id };
        let place = inside(id, at);
        let kind = match feature.kind {
            FeatureKind::Creature { creature, level, boss } => {
                if !spent {
                    let name = index.name();
                    let kind = EntityKind::Creature { creature, level, boss };
                    let (beast, body, moves) =
                        beast(rules.creature(creature), creature, level, boss, place);
                    commands.spawn((
                        Thing { id: name, kind },
                        place,
                        beast,
                        Vital(body),
                        moves,
                        Facing::default(),
                        Doing::default(),
                        fixture,
                    ));
                }
                continue;
            }
            FeatureKind::Key { item, .. } => {
                if spent {
                    continue;
                }
                let stack =
                    Stack { mark: Some(Mark::Dungeon(record.site)), ..Stack::plain(item, 1) };
                let kind = EntityKind::Drop { item: stack.item.clone(), count: 1 };
                let thing = Thing { id: index.name(), kind };
                commands.spawn((
                    thing,
                    place,
                    fixture,
                    Doing::default(),
                    super::things::Lying(stack),
                ));
                continue;
            }
            FeatureKind::Entrance => EntityKind::Exit,
            FeatureKind::Door { .. } => EntityKind::Door,
            FeatureKind::Gate | FeatureKind::Portcullis { .. } | FeatureKind::Seal { .. } => {
                EntityKind::Gate
            }
            FeatureKind::Switch { .. } => EntityKind::Switch,
            FeatureKind::Secret => EntityKind::Secret,
            FeatureKind::Stairs { down, .. } => EntityKind::Stairs { down },
            FeatureKind::Shaft { .. } => EntityKind::Shaft,
            FeatureKind::Trap { trap } => {
                let kind = EntityKind::Trap { trap };
                let trap = Trap::new(rules, trap, instance.ground.dungeon.level);
                let thing = Thing { id: index.name(), kind };
                commands.spawn((thing, place, fixture, Doing::default(), trap));
                continue;
            }
            FeatureKind::Lever { index } => EntityKind::Lever { index },
            FeatureKind::Board => EntityKind::Board,
            FeatureKind::Lamp { index } => EntityKind::Lamp { index },
            FeatureKind::Chest { treasure } => EntityKind::Chest { treasure },
        };
        commands.spawn((Thing { id: index.name(), kind }, place, fixture, Doing::default()));
    }
    let lore = instance.ground.dungeon.lore.iter().map(|line| line.cell);
    for (line, cell) in (0..).zip(lore.chain(instance.clues.iter().copied())) {
        let kind = EntityKind::Inscription { line };
        let place = inside(id, Dungeon::middle(cell));
        commands.spawn((Thing { id: index.name(), kind }, place, Doing::default()));
    }
}

/// An instance's record after a creature of it has died.
pub(crate) fn after_death(
    dungeons: &Dungeons,
    fixture: &Fixture,
    beast: &Beast,
) -> Option<InstanceRecord> {
    let mut record = dungeons.get(fixture.instance)?.record.clone();
    record.spent.insert(fixture.feature);
    record.boss_dead |= beast.boss;
    Some(record)
}
