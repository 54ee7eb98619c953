//! Blows, arrows, death and getting up again.

use crate::play::atlas::Atlas;
use crate::play::clock::Clock;
use crate::play::creature::{Beast, Dens, OfDen, note_death};
use crate::play::dungeon::{Dungeons, Fixture, kept, note_death as note_dungeon_death};
use crate::play::index::{Facing, Index, Thing, Where};
use crate::play::keep::Keeper;
use crate::play::loot;
use crate::play::player::{Moves, Player, home};
use crate::play::quests;
use crate::play::wire::{Outbox, hearers};
use crate::store::Change;
use bevy::prelude::*;
use protocol::{EntityKind, Event, Pose, SpaceId};
use seed::{Mm, Path, Point};
use simulation::combat::{damage, pierces, strikes};
use simulation::movement::STAMINA_UNIT;
use simulation::{Body, Buttons, Deed, Footing, Ground, Heading, Mover};
use worldgen::World as Land;

/// Ticks after a wound without healing.
const WOUNDED: u32 = 100;
/// Ticks in which a creature remembers who hurt it.
const GRUDGE: u32 = 200;
/// How far blows are seen.
const SEEN_M: i64 = 40;
/// How far companions may be and still share in a kill.
const SHARED: Mm = Mm(60_000);
/// Ticks in which a blow's pose is shown.
const POSED: u32 = 6;

/// Health.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Vital(pub(crate) Body);

/// A blow that lands in this tick.
pub(crate) struct Blow {
    pub(crate) by: Entity,
    pub(crate) target: Entity,
    pub(crate) damage: (u16, u16),
}

/// Blows of this tick.
#[derive(Resource, Default)]
pub(crate) struct Blows(pub(crate) Vec<Blow>);

/// Creatures that died in this tick, and by whom.
#[derive(Resource, Default)]
pub(crate) struct Dead(Vec<(Entity, Entity)>);

/// An arrow.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Flight {
    by: Entity,
    step: (i32, i32),
    left: i32,
    damage: (u16, u16),
    at_creatures: bool,
}

impl Flight {
    pub(crate) fn new(
        by: Entity,
        aim: Heading,
        range: Mm,
        speed: u16,
        damage: (u16, u16),
        at_creatures: bool,
    ) -> Self {
        let step = aim.scaled(i32::from(speed));
        Self { by, step, left: range.0 / i32::from(speed.max(1)), damage, at_creatures }
    }
}

/// Arrows fly and hit.
pub(crate) fn fly(
    mut commands: Commands,
    atlas: Res<Atlas>,
    dungeons: Res<Dungeons>,
    index: Res<Index>,
    mut blows: ResMut<Blows>,
    mut arrows: Query<(Entity, &mut Flight, &mut Where), Without<Vital>>,
    bodies: Query<(&Vital, Has<Beast>)>,
) {
    for (entity, mut flight, mut place) in &mut arrows {
        let from = place.at;
        let to = Point { x: from.x + Mm(flight.step.0), z: from.z + Mm(flight.step.1) };
        let mut hit: Option<(u64, Entity)> = None;
        let reach = Mm(flight.step.0.abs() + flight.step.1.abs() + 1000);
        index.near(place.space, from, reach, |_, shown| {
            let fits = bodies
                .get(shown.entity)
                .is_ok_and(|(vital, creature)| vital.0.alive() && creature == flight.at_creatures);
            if fits && shown.entity != flight.by && pierces(from, to, shown.place.at) {
                let far = from.distance_squared(shown.place.at);
                if hit.is_none_or(|(least, _)| far < least) {
                    hit = Some((far, shown.entity));
                }
            }
        });
        if let Some((_, target)) = hit {
            blows.0.push(Blow { by: flight.by, target, damage: flight.damage });
        }
        flight.left -= 1;
        place.at = to;
        let body = Mm(100);
        let stopped = match dungeons.ground(place.space) {
            Some(ground) => ground.blocked(to, place.feet, body),
            None => {
                let ground = atlas.ground();
                let rises = ground.height(to).is_none_or(|height| height > place.feet + Mm(1500));
                rises || ground.blocked(to, place.feet, body)
            }
        };
        if hit.is_some() || stopped || flight.left <= 0 {
            commands.entity(entity).despawn();
        }
    }
}

/// Players strike and shoot; all blows of the tick take effect.
pub(crate) fn strike(
    mut commands: Commands,
    clock: Res<Clock>,
    mut index: ResMut<Index>,
    dungeons: Res<Dungeons>,
    mut blows: ResMut<Blows>,
    mut dead: ResMut<Dead>,
    mut outbox: ResMut<Outbox>,
    mut players: Query<(Entity, &mut Player, &mut Moves, &Where)>,
    mut bodies: Query<(&mut Vital, &Where, &Thing, Option<&mut Beast>)>,
) {
    let now = clock.tick;
    for (entity, mut player, mut moves, place) in &mut players {
        if !player.alive() || moves.mover.footing == Footing::Water {
            continue;
        }
        if player.wants.holds(Buttons::STRIKE)
            && now >= player.strike_at
            && let Some(weapon) = player.sheet.melee
            && pay(&mut moves.mover, weapon.stamina)
        {
            player.strike_at = now + u32::from(weapon.every);
            player.posed = Some((Pose::Strike, now + POSED));
            let aim = player.aim;
            index.near(place.space, place.at, weapon.reach + Mm(1000), |_, shown| {
                let fits = bodies
                    .get(shown.entity)
                    .is_ok_and(|(vital, _, _, beast)| beast.is_some() && vital.0.alive());
                if fits && strikes(place.at, aim, weapon.reach, shown.place.at) {
                    blows.0.push(Blow { by: entity, target: shown.entity, damage: weapon.damage });
                }
            });
        } else if player.wants.holds(Buttons::SHOOT)
            && now >= player.shoot_at
            && let Some(weapon) = player.sheet.ranged
            && pay(&mut moves.mover, weapon.stamina)
        {
            player.shoot_at = now + u32::from(weapon.every);
            player.posed = Some((Pose::Shoot, now + POSED));
            let aim = player.aim;
            let flight = Flight::new(entity, aim, weapon.reach, weapon.speed, weapon.damage, true);
            let thing = Thing { id: index.name(), kind: EntityKind::Projectile };
            commands.spawn((thing, *place, Facing(aim), flight));
        }
    }
    for (number, blow) in std::mem::take(&mut blows.0).into_iter().enumerate() {
        let protection =
            players.get(blow.target).map_or(0, |(_, player, _, _)| player.sheet.protection);
        let by = bodies.get(blow.by).ok().map(|(_, _, thing, _)| thing.id);
        let Ok((mut vital, place, thing, beast)) = bodies.get_mut(blow.target) else {
            continue;
        };
        if !vital.0.alive() {
            continue;
        }
        let path = Path::new().int(clock.age as i64).int(thing.id.0).int(number as i64);
        let amount = damage(&mut dungeons.secret.stream("blow", &path), blow.damage, protection);
        let killed = vital.0.hurt(amount);
        if let Some(mut beast) = beast {
            beast.foe = Some((blow.by, now + GRUDGE));
            if killed {
                dead.0.push((blow.target, blow.by));
            }
        }
        let (place, target, health) = (*place, thing.id, vital.0.health);
        if let Ok((_, mut player, _, _)) = players.get_mut(blow.target) {
            player.hurt_at = now;
            player.character.health = health;
        }
        let hit = Event::Hit { by, target, amount, killed };
        let seen = players.iter().map(|(_, player, _, place)| (player, place));
        for client in hearers(seen, &place, SEEN_M) {
            outbox.tell(client, hit.clone());
        }
    }
}

fn pay(mover: &mut Mover, stamina: u16) -> bool {
    let cost = u32::from(stamina) * STAMINA_UNIT;
    if mover.stamina < cost {
        return false;
    }
    mover.stamina -= cost;
    true
}

/// The dead: experience, loot, quests; and players fall.
pub(crate) fn bury(world: &mut World) {
    let dead = std::mem::take(&mut world.resource_mut::<Dead>().0);
    for (entity, by) in dead {
        bury_creature(world, entity, by);
    }
    let now = world.resource::<Clock>().tick;
    let mut fallen = Vec::new();
    let mut risen = Vec::new();
    for (entity, player, vital) in world.query::<(Entity, &Player, &Vital)>().iter(world) {
        match player.rises {
            None if !vital.0.alive() => fallen.push(entity),
            Some(at) if now >= at => risen.push(entity),
            _ => {}
        }
    }
    for entity in fallen {
        fall(world, entity);
    }
    for entity in risen {
        rise(world, entity);
    }
}

fn bury_creature(world: &mut World, entity: Entity, by: Entity) {
    let found =
        world.query::<(&Beast, &Where, Option<&OfDen>, Option<&Fixture>)>().get(world, entity).map(
            |(beast, place, den, fixture)| (beast.clone(), *place, den.copied(), fixture.copied()),
        );
    let Ok((beast, place, den, fixture)) = found else {
        return;
    };
    let age = world.resource::<Clock>().age;
    if let Some(den) = den {
        note_death(&mut world.resource_mut::<Dens>(), &den, age);
    }
    let rules = world.resource::<Atlas>().land().rules().clone();
    let creature = rules.creature(beast.kind).clone();
    let mut change = Change::default();
    let mut boss_of = None;
    if let Some(fixture) = fixture {
        let mut dungeons = world.resource_mut::<Dungeons>();
        if let Some(record) = note_dungeon_death(&mut dungeons, &fixture, &beast) {
            change.world.push(kept(fixture.instance, &record));
            boss_of = beast.boss.then_some(record.site);
        }
    }
    let drop = loot::of_kill(world, &creature, &beast, &place);
    let sharers = sharers(world, by, &place);
    let share = u32::from(beast.level).saturating_add(1).saturating_mul(creature.experience) / 2;
    let experience = share;
    let mut next = Vec::new();
    for &sharer in &sharers {
        let Some(player) = world.get::<Player>(sharer) else {
            continue;
        };
        let mut character = player.character.clone();
        character.kills += 1;
        let gained = character.gain(experience, &rules.balance.levels);
        if sharer == by {
            character.coins = character.coins.saturating_add(drop.coins);
        }
        let mut moved = match place.space {
            SpaceId::OVERWORLD => {
                let deed = Deed::Killed { creature: beast.kind, at: place.at };
                quests::record(world, &mut character, &deed)
            }
            _ => Vec::new(),
        };
        if let Some(site) = boss_of {
            moved.extend(quests::record(world, &mut character, &Deed::SlewBoss(site)));
        }
        change.characters.push((player.wallet, character.clone()));
        next.push((sharer, character, gained, moved));
    }
    if let Some((key, bytes)) = &drop.kept {
        change.world.push((key.clone(), bytes.clone()));
    }
    // The dead stay dead even if the disk refuses: the players' next save brings it along.
    let ticket = world.resource_mut::<Keeper>().commit(change).unwrap_or_default();
    for (sharer, character, gained, moved) in next {
        quests::put(world, sharer, character, ticket);
        quests::announce(world, sharer, ticket, gained, &moved);
    }
    loot::lay(world, drop);
    world.despawn(entity);
}

/// The killer and companions near by.
fn sharers(world: &mut World, by: Entity, place: &Where) -> Vec<Entity> {
    let Some(killer) = world.get::<Player>(by) else {
        return Vec::new();
    };
    let party = killer.party;
    let mut sharers = vec![by];
    if party.is_some() {
        for (entity, player, other) in world.query::<(Entity, &Player, &Where)>().iter(world) {
            let near =
                other.space == place.space && other.at.distance(place.at) <= i64::from(SHARED.0);
            if entity != by && player.party == party && near && player.alive() {
                sharers.push(entity);
            }
        }
    }
    sharers
}

fn fall(world: &mut World, entity: Entity) {
    let now = world.resource::<Clock>().tick;
    let wait = world.resource::<Atlas>().land().rules().balance.respawn_ticks;
    let Some(mut player) = world.get_mut::<Player>(entity) else {
        return;
    };
    player.rises = Some(now.saturating_add(wait));
    player.talk = None;
    player.character.deaths += 1;
    player.character.health = 0;
    let (client, wallet, character) = (player.client, player.wallet, player.character.clone());
    // Refused: the next save brings it along.
    let _ = world.resource_mut::<Keeper>().character(wallet, &character);
    let mut outbox = world.resource_mut::<Outbox>();
    outbox.tell(client, Event::Died { respawn_ticks: wait });
    outbox.tell(client, Event::DialogueEnd);
}

fn rise(world: &mut World, entity: Entity) {
    let land = world.resource::<Atlas>().land().clone();
    let (at, feet) = home(&land);
    if !world.resource_mut::<Atlas>().want_around(at) {
        return;
    }
    let Some(mut player) = world.get_mut::<Player>(entity) else {
        return;
    };
    player.rises = None;
    player.character.health = player.sheet.health;
    let health = player.sheet.health;
    if let Some(mut vital) = world.get_mut::<Vital>(entity) {
        vital.0 = Body::whole(health);
    }
    travel(world, entity, SpaceId::OVERWORLD, at, feet);
}

/// Puts a player into a place, perhaps of another space.
pub(crate) fn travel(world: &mut World, entity: Entity, space: SpaceId, at: Point, feet: Mm) {
    let dungeon = world.resource::<Dungeons>().site(space.0);
    if let Some(mut moves) = world.get_mut::<Moves>(entity) {
        moves.mover = Mover { at, feet, stamina: moves.stride.stamina, ..Mover::default() };
    }
    if let Some(mut place) = world.get_mut::<Where>(entity) {
        *place = Where { space, at, feet };
    }
    let (Some(moves), Some(place)) =
        (world.get::<Moves>(entity).copied(), world.get::<Where>(entity).copied())
    else {
        return;
    };
    let Some(mut player) = world.get_mut::<Player>(entity) else {
        return;
    };
    player.talk = None;
    crate::play::keep::note_place(&mut player.character, &place, &moves);
    let (client, wallet, character) = (player.client, player.wallet, player.character.clone());
    if let Some(mut sight) = world.get_mut::<crate::play::sight::Sight>(entity) {
        sight.forget();
    }
    // Refused: the next save brings it along.
    let _ = world.resource_mut::<Keeper>().character(wallet, &character);
    let mover = moves.mover;
    world.resource_mut::<Outbox>().tell(client, Event::Space { space, dungeon, mover });
}

/// Health comes back to who was not hurt for a while.
pub(crate) fn regain(
    clock: Res<Clock>,
    atlas: Res<Atlas>,
    mut players: Query<(Entity, &mut Player, &mut Vital)>,
    mut beasts: Query<(&Beast, &mut Vital), Without<Player>>,
) {
    let land: &Land = atlas.land();
    let regain = u32::from(land.rules().balance.health_regain.max(1));
    let every = (200 / regain).max(1);
    for (entity, mut player, mut vital) in &mut players {
        if vital.0.max != player.sheet.health {
            vital.0.resize(player.sheet.health);
        }
        let rested = clock.tick.saturating_sub(player.hurt_at) > WOUNDED || player.hurt_at == 0;
        if vital.0.alive()
            && rested
            && vital.0.health < vital.0.max
            && clock.tick.wrapping_add(entity.index_u32()).is_multiple_of(every)
        {
            vital.0.heal(1);
            player.character.health = vital.0.health;
        }
    }
    if clock.tick.is_multiple_of(10) {
        for (beast, mut vital) in &mut beasts {
            if beast.foe.is_none() && vital.0.alive() && vital.0.health < vital.0.max {
                vital.0.heal(2);
            }
        }
    }
}
