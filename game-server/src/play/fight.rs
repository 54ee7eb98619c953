//! Blows, arrows, death and getting up again.

use crate::play::atlas::Atlas;
use crate::play::clock::Clock;
use crate::play::creature::Beast;
use crate::play::death::Dead;
use crate::play::dungeon::Dungeons;
use crate::play::index::{Facing, Index, Thing, Where};
use crate::play::player::{Moves, Player};
use crate::play::wire::{Outbox, hearers};
use bevy::prelude::*;
use protocol::{EntityKind, Event, Pose};
use seed::{Mm, Path, Point};
use simulation::combat::{damage, pierces, strikes};
use simulation::movement::STAMINA_UNIT;
use simulation::{Body, Buttons, Footing, Ground, Heading, Mover};
use worldgen::World as Land;

/// Ticks after a wound without healing.
const WOUNDED: u32 = 100;
/// Ticks in which a creature remembers who hurt it.
const GRUDGE: u32 = 200;
/// How far blows are seen.
const SEEN_M: i64 = 40;
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
    /// How far the target may have gone since it was aimed at; `None`: it was hit already.
    pub(crate) within: Option<Mm>,
}

/// Blows of this tick.
#[derive(Resource, Default)]
pub(crate) struct Blows(pub(crate) Vec<Blow>);

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
        index.near(place.space, from, reach, |near, far| {
            let fits = bodies
                .get(near.entity)
                .is_ok_and(|(vital, creature)| vital.0.alive() && creature == flight.at_creatures);
            if fits
                && near.entity != flight.by
                && pierces(from, to, near.at)
                && hit.is_none_or(|(least, _)| far < least)
            {
                hit = Some((far, near.entity));
            }
        });
        if let Some((_, target)) = hit {
            blows.0.push(Blow { by: flight.by, target, damage: flight.damage, within: None });
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
            index.near(place.space, place.at, weapon.reach + Mm(1000), |near, _| {
                let fits = bodies
                    .get(near.entity)
                    .is_ok_and(|(vital, _, _, beast)| beast.is_some() && vital.0.alive());
                let open = || match dungeons.ground(place.space) {
                    Some(ground) => ground.reaches(place.at, near.at),
                    None => true,
                };
                if fits && strikes(place.at, aim, weapon.reach, near.at) && open() {
                    let damage = weapon.damage;
                    blows.0.push(Blow { by: entity, target: near.entity, damage, within: None });
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
        let attacker = bodies.get(blow.by).ok().map(|(_, place, thing, _)| (*place, thing.id));
        let by = attacker.map(|(_, id)| id);
        let Ok((mut vital, place, thing, beast)) = bodies.get_mut(blow.target) else {
            continue;
        };
        let gone = blow.within.is_some_and(|within| {
            attacker.is_none_or(|(from, _)| {
                from.space != place.space || from.at.distance(place.at) > i64::from(within.0)
            })
        });
        if gone || !vital.0.alive() {
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
            player.fought_at = Some(now);
            player.character.health = health;
        }
        if let Ok((_, mut player, _, _)) = players.get_mut(blow.by) {
            player.fought_at = Some(now);
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

/// Health comes back to who was not hurt for a while.
pub(crate) fn regain(
    clock: Res<Clock>,
    atlas: Res<Atlas>,
    mut players: Query<(Entity, &mut Player, &mut Vital)>,
    mut beasts: Query<(&Beast, &mut Vital), Without<Player>>,
) {
    let land: &Land = atlas.land();
    // Points in ten seconds, as ticks for a point; none at 0, one a tick at most.
    let every =
        200_u32.checked_div(u32::from(land.rules().balance.health_regain)).map(|e| e.max(1));
    for (entity, mut player, mut vital) in &mut players {
        if vital.0.max != player.sheet.health {
            vital.0.resize(player.sheet.health);
        }
        let rested = clock.tick.saturating_sub(player.hurt_at) > WOUNDED || player.hurt_at == 0;
        if vital.0.alive()
            && rested
            && vital.0.health < vital.0.max
            && every.is_some_and(|every| {
                clock.tick.wrapping_add(entity.index_u32()).is_multiple_of(every)
            })
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
