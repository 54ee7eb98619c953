//! Creatures: dens that fill while somebody is near, and what their inhabitants do.

use crate::play::atlas::Atlas;
use crate::play::clock::Clock;
use crate::play::dungeon::{Dungeons, Fixture};
use crate::play::fight::{Blow, Blows, Flight, Vital};
use crate::play::index::{Doing, Facing, Index, Thing, Where};
use crate::play::player::{Moves, Player, go, pose};
use bevy::platform::collections::{HashMap, HashSet};
use bevy::prelude::*;
use protocol::{EntityKind, Pose, SpaceId};
use ruleset::{Creature, CreatureId};
use seed::{Mm, Path, Point};
use simulation::brain::{Decision, Mood, Senses, decide as think};
use simulation::{Body, Buttons, Heading, Input, Mover, Stride};
use worldgen::{CELL_MM, ChunkCoord};

/// Ticks between two decisions of a creature.
const THINK_EVERY: u32 = 4;
/// Dens fill within this many metres of a player.
const FILL: Mm = Mm(75_000);
/// And empty when nobody is within this many.
const EMPTY: Mm = Mm(110_000);
/// Ticks between two looks at a den, and at the dens around a player.
const TEND_EVERY: u32 = 20;
/// Ticks until a den's dead are replaced: two minutes.
const REFILL: u64 = 2400;
/// Ticks after which a creature that cannot go home is put there.
const STUCK: u16 = 80;
/// Attacks that reach farther are projectiles.
const ARM: Mm = Mm(3000);

/// A creature.
#[derive(Component, Clone, Debug)]
pub(crate) struct Beast {
    pub(crate) kind: CreatureId,
    pub(crate) level: u16,
    pub(crate) boss: bool,
    home: Point,
    home_feet: Mm,
    /// Ticks in which it could not go on its way home.
    stuck: u16,
    mood: Mood,
    plan: Input,
    attacks: bool,
    ready_at: u32,
    posed: u32,
    /// Who hurt it, and until when it remembers.
    pub(crate) foe: Option<(Entity, u32)>,
    target: Option<Entity>,
}

/// A creature of the overworld belongs to a den.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct OfDen {
    key: DenKey,
}

type DenKey = (ChunkCoord, u16);

struct DenState {
    at: Point,
    full: u8,
    /// Living in the world now; while nobody is near: how many there will be.
    living: u8,
    /// The world's age at which the dead are replaced; 0: none is dead.
    refill: u64,
    inhabited: bool,
}

/// What is known of the dens that somebody has been near to.
#[derive(Resource, Default)]
pub(crate) struct Dens(HashMap<DenKey, DenState>);

/// A creature at a place: what it is, its health, how it moves.
pub(crate) fn beast(
    rules: &Creature,
    kind: CreatureId,
    level: u16,
    boss: bool,
    place: Where,
) -> (Beast, Body, Moves) {
    let more = rules.health_per_level.saturating_mul(level.saturating_sub(1));
    let stride = Stride {
        walk: rules.walk,
        run: rules.run,
        swim: rules.walk / 2,
        jump: 0,
        gravity: 25,
        climb: 1500,
        stamina: 1_000_000,
        run_cost: 0,
        recovery: 0,
    };
    let mover =
        Mover { at: place.at, feet: place.feet, stamina: stride.stamina, ..Mover::default() };
    let beast = Beast {
        kind,
        level,
        boss,
        home: place.at,
        home_feet: place.feet,
        stuck: 0,
        mood: Mood::Calm,
        plan: Input::default(),
        attacks: false,
        ready_at: 0,
        posed: 0,
        foe: None,
        target: None,
    };
    (beast, Body::whole(rules.health.saturating_add(more)), Moves { mover, stride })
}

/// Creatures make up their minds, a quarter of them in each tick.
pub(crate) fn decide(
    clock: Res<Clock>,
    atlas: Res<Atlas>,
    index: Res<Index>,
    dungeons: Res<Dungeons>,
    mut beasts: Query<(Entity, &Thing, &mut Beast, &Where, &Vital)>,
    players: Query<(&Where, &Vital), With<Player>>,
) {
    let land = atlas.land();
    for (_, thing, mut beast, place, vital) in &mut beasts {
        if !clock.tick.wrapping_add(thing.id.0).is_multiple_of(THINK_EVERY) || !vital.0.alive() {
            continue;
        }
        let rules = land.rules().creature(beast.kind);
        if beast.foe.is_some_and(|(_, until)| until < clock.tick) {
            beast.foe = None;
        }
        let provoked = beast.foe.is_some();
        let sees = |at: Point| match dungeons.ground(place.space) {
            Some(ground) => clear(ground, place.at, at),
            None => true,
        };
        let mut enemy: Option<(u64, Entity, Point)> = None;
        let mut consider = |entity: Entity, at: Point| {
            let far = place.at.distance_squared(at);
            if enemy.is_none_or(|(least, _, _)| far < least) && sees(at) {
                enemy = Some((far, entity, at));
            }
        };
        if let Some((foe, _)) = beast.foe
            && let Ok((other, body)) = players.get(foe)
            && body.0.alive()
            && other.space == place.space
        {
            consider(foe, other.at);
        } else {
            index.near(place.space, place.at, rules.notice, |near, _| {
                if let Ok((other, body)) = players.get(near.entity)
                    && body.0.alive()
                {
                    consider(near.entity, other.at);
                }
            });
        }
        let senses = Senses {
            at: place.at,
            home: beast.home,
            health: (u32::from(vital.0.share()) * 1000 / 255) as u16,
            provoked,
            enemy: enemy.map(|(_, _, at)| at),
            stroll: beast.plan.walk,
        };
        let path = Path::new().int(thing.id.0).int(clock.tick);
        let mut stream = land.seed().stream("brain", &path);
        let Decision { mood, walk, run, attack, aim } =
            think(rules, beast.mood, &senses, &mut stream);
        beast.mood = mood;
        beast.attacks = attack;
        beast.target = enemy.map(|(_, entity, _)| entity);
        let buttons = if run { Buttons::RUN } else { Buttons::default() };
        beast.plan = Input { sequence: 0, walk, aim, buttons };
    }
}

/// Is the straight line free of rock and shut doors?
fn clear(ground: &simulation::DungeonGround, from: Point, to: Point) -> bool {
    let steps = (from.distance(to) / 500).clamp(1, 200) as i32;
    (0..=steps).all(|step| {
        let along = |a: Mm, b: Mm| a.0 + (b.0 - a.0) / steps * step;
        let (x, z) = (along(from.x, to.x), along(from.z, to.z));
        ground.passable(x.div_euclid(CELL_MM), z.div_euclid(CELL_MM))
    })
}

type Acting<'a> =
    (Entity, &'a mut Beast, &'a mut Where, &'a mut Moves, &'a mut Facing, &'a mut Doing, &'a Vital);

/// Creatures do what they decided.
pub(crate) fn step(
    mut commands: Commands,
    clock: Res<Clock>,
    atlas: Res<Atlas>,
    dungeons: Res<Dungeons>,
    mut index: ResMut<Index>,
    mut blows: ResMut<Blows>,
    mut beasts: Query<Acting>,
) {
    let rules = atlas.land().rules().clone();
    for (entity, mut beast, mut place, mut moves, mut facing, mut doing, vital) in &mut beasts {
        if !vital.0.alive() {
            continue;
        }
        let calm = beast.mood == Mood::Calm;
        if calm && beast.plan.walk.is_none() && moves.mover.rise == 0 && doing.0 == 0 {
            continue;
        }
        let before = moves.mover.at;
        moves.mover = go(moves.mover, &beast.plan, &moves.stride, place.space, &atlas, &dungeons);
        if beast.mood == Mood::Returning && before == moves.mover.at {
            beast.stuck += 1;
            if beast.stuck > STUCK {
                // A rock in the way home: better there at once than a target that never strikes back.
                beast.stuck = 0;
                moves.mover = Mover { at: beast.home, feet: beast.home_feet, ..moves.mover };
            }
        }
        place.at = moves.mover.at;
        place.feet = moves.mover.feet;
        if !beast.plan.aim.is_none() {
            facing.0 = beast.plan.aim;
        }
        if beast.attacks
            && clock.tick >= beast.ready_at
            && let Some(target) = beast.target
            && let Some(attack) = rules.creature(beast.kind).attack
        {
            beast.ready_at = clock.tick + u32::from(attack.every);
            beast.posed = clock.tick + 6;
            let more = attack.damage_per_level.saturating_mul(beast.level.saturating_sub(1));
            let damage =
                (attack.damage.0.saturating_add(more), attack.damage.1.saturating_add(more));
            if attack.reach > ARM {
                let flight = Flight::new(entity, facing.0, attack.reach, 500, damage, false);
                let thing = Thing { id: index.name(), kind: EntityKind::Projectile };
                commands.spawn((thing, *place, Facing(facing.0), flight));
            } else {
                let within = Some(attack.reach + Mm(1000));
                blows.0.push(Blow { by: entity, target, damage, within });
            }
        }
        let state = if clock.tick < beast.posed {
            Pose::Strike
        } else {
            pose(&moves, before.distance(moves.mover.at))
        };
        doing.0 = state as u8;
    }
}

/// Fills the dens near players and empties those that nobody is near to.
pub(crate) fn populate(
    mut commands: Commands,
    clock: Res<Clock>,
    atlas: Res<Atlas>,
    mut dens: ResMut<Dens>,
    mut index: ResMut<Index>,
    players: Query<(Entity, &Where), With<Player>>,
    settled: Query<(Entity, &OfDen), Without<Fixture>>,
) {
    let reach = FILL.0 / 32_000 + 1;
    for (entity, place) in &players {
        let turn = clock.tick.wrapping_add(entity.index_u32()).is_multiple_of(TEND_EVERY);
        if !turn || place.space != SpaceId::OVERWORLD {
            continue;
        }
        let middle = ChunkCoord::of(place.at);
        for z in -reach..=reach {
            for x in -reach..=reach {
                let x = middle.x.saturating_add(x);
                let coord = ChunkCoord { x, z: middle.z.saturating_add(z) };
                fill(&mut commands, &clock, &atlas, &mut dens, &mut index, coord, place.at);
            }
        }
    }
    let mut deserted: HashSet<DenKey> = HashSet::default();
    for (key, den) in &mut dens.0 {
        let turn = (key.0.x ^ key.0.z).rem_euclid(TEND_EVERY as i32);
        if !den.inhabited || turn != (clock.tick % TEND_EVERY) as i32 {
            continue;
        }
        let mut visited = false;
        index.near(SpaceId::OVERWORLD, den.at, EMPTY, |near, _| {
            visited |= players.contains(near.entity);
        });
        if !visited {
            den.inhabited = false;
            deserted.insert(*key);
        }
    }
    if !deserted.is_empty() {
        for (entity, of) in &settled {
            if deserted.contains(&of.key) {
                commands.entity(entity).despawn();
            }
        }
    }
    if clock.tick.is_multiple_of(TEND_EVERY) {
        dens.0.retain(|_, den| den.inhabited || den.refill > clock.age);
    }
}

fn fill(
    commands: &mut Commands,
    clock: &Clock,
    atlas: &Atlas,
    dens: &mut Dens,
    index: &mut Index,
    coord: ChunkCoord,
    spot: Point,
) {
    let Some(chunk) = atlas.ground().chunk(coord) else {
        return;
    };
    for (number, den) in chunk.dens.iter().enumerate() {
        if den.at.distance(spot) > i64::from(FILL.0) {
            continue;
        }
        let key = (coord, number as u16);
        let fresh = DenState {
            at: den.at,
            full: den.count,
            living: den.count,
            refill: 0,
            inhabited: false,
        };
        let state = dens.0.entry(key).or_insert(fresh);
        let rested = state.refill > 0 && clock.age >= state.refill;
        let members = match (state.inhabited, rested) {
            (true, true) => state.living..state.full,
            (true, false) => continue,
            (false, true) => 0..state.full,
            (false, false) => 0..state.living,
        };
        if rested {
            state.living = state.full;
            state.refill = 0;
        }
        state.inhabited = true;
        let rules = atlas.land().rules();
        let creature = rules.creature(den.creature);
        for member in members {
            let turn = SIDES[usize::from(member) % SIDES.len()];
            let (dx, dz) = turn.scaled(1500 * (1 + i32::from(member) / 4));
            let at = Point { x: den.at.x + Mm(dx), z: den.at.z + Mm(dz) };
            let place = Where { space: SpaceId::OVERWORLD, at, feet: atlas.land().height(at) };
            let kind =
                EntityKind::Creature { creature: den.creature, level: den.level, boss: false };
            let (beast, body, moves) = beast(creature, den.creature, den.level, false, place);
            let thing = Thing { id: index.name(), kind };
            let looks = (Facing(turn), Doing::default());
            commands.spawn((thing, place, beast, Vital(body), moves, looks, OfDen { key }));
        }
    }
}

/// Where the members of a den stand around it.
const SIDES: [Heading; 4] = [
    Heading { x: 90, z: 30 },
    Heading { x: -30, z: 90 },
    Heading { x: -90, z: -30 },
    Heading { x: 30, z: -90 },
];

/// A creature of a den died.
pub(crate) fn note_death(dens: &mut Dens, of: &OfDen, age: u64) {
    if let Some(den) = dens.0.get_mut(&of.key) {
        den.living = den.living.saturating_sub(1);
        if den.refill == 0 {
            den.refill = age + REFILL;
        }
    }
}
