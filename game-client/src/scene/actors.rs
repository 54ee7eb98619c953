//! Everybody and everything in sight: spawned when it comes, moved and animated each frame,
//! despawned when it goes.

use super::lamps::Lamp;
use super::paint::Paints;
use super::quality::SceneQuality;
use super::stage::{Actor, Stage};
use bevy::prelude::*;
use gait::{Motion, Role, STRIKE, bend, cadence, stretch};
use protocol::{EntityKind, NetId, Pose};
use rig::{Joint, Tailor, Wardrobe};
use ruleset::Ruleset;
use std::collections::BTreeMap;
use std::f32::consts::{FRAC_PI_2, PI};
use std::mem::discriminant;
use worldgen::{CELL_MM, Cell};

mod beast;
mod gait;
mod looks;
mod rig;
mod thing;
mod wardrobe;

/// How fast a part follows where it should be, per second.
const FOLLOW: f32 = 15.0;

/// Beyond this distance from the focus, metres, bodies stand still: nobody sees their steps.
const STIFF_BEYOND: f32 = 90.0;

/// Where a name plate floats: metres above a thing's feet.
#[must_use]
pub fn head_height(kind: &EntityKind, rules: &Ruleset) -> f32 {
    match kind {
        EntityKind::Player { .. } | EntityKind::Person { .. } => wardrobe::HEIGHT + 0.22,
        EntityKind::Creature { creature, boss, .. } => {
            beast::height(rules.creature(*creature), *boss) + 0.25
        }
        EntityKind::Drop { .. } => 1.0,
        EntityKind::Projectile => 0.3,
        EntityKind::Mouth { .. } => 3.8,
        EntityKind::Exit | EntityKind::Stairs { .. } => 2.6,
        EntityKind::Door | EntityKind::Gate | EntityKind::Secret => 3.1,
        EntityKind::Lever { .. } | EntityKind::Switch => 1.6,
        EntityKind::Shaft | EntityKind::Trap { .. } => 0.6,
        EntityKind::Inscription { .. } => 2.0,
        EntityKind::Board => 1.4,
        EntityKind::Lamp { .. } => 2.0,
        EntityKind::Chest { .. } => 1.0,
    }
}

/// An actor with its entities.
struct Played {
    root: Entity,
    kind: EntityKind,
    joints: Vec<Joint>,
    motion: Motion,
}

/// Who is on the stage.
#[derive(Resource, Default)]
struct Cast(BTreeMap<NetId, Played>);

pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Cast>().init_resource::<Wardrobe>().add_systems(
        PostUpdate,
        (
            enter.run_if(resource_exists::<Stage>),
            play.run_if(resource_exists::<Stage>),
            burn.run_if(resource_exists::<Stage>),
            leave.run_if(resource_removed::<Stage>),
        )
            .chain()
            .before(TransformSystems::Propagate),
    );
}

/// Spawns who is new, despawns who is gone or has become something else.
fn enter(
    mut commands: Commands,
    stage: Res<Stage>,
    quality: Res<SceneQuality>,
    paints: Res<Paints>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut wardrobe: ResMut<Wardrobe>,
    mut cast: ResMut<Cast>,
) {
    cast.0.retain(|id, played| {
        let stays =
            stage.actors.get(id).is_some_and(|actor| looks_alike(&actor.kind, &played.kind));
        if !stays {
            commands.entity(played.root).despawn();
        }
        stays
    });
    for (&id, actor) in &stage.actors {
        if cast.0.contains_key(&id) {
            continue;
        }
        let place = Transform::from_translation(actor.position)
            .with_rotation(Quat::from_rotation_y(facing(actor, &stage)));
        let root = commands.spawn((place, Visibility::default())).id();
        let mut tailor = Tailor {
            commands: &mut commands,
            meshes: &mut meshes,
            paints: &paints,
            wardrobe: &mut wardrobe,
            discs: !quality.shadows,
        };
        let joints = tailor.dress(root, &actor.kind, &stage.world);
        let clock = id.0 as f32 * 1.618 % 50.0;
        let motion =
            Motion { state: actor.state, phase: clock, speed: actor.speed, since: 60.0, clock };
        cast.0.insert(id, Played { root, kind: actor.kind.clone(), joints, motion });
    }
}

fn leave(mut commands: Commands, mut cast: ResMut<Cast>, mut wardrobe: ResMut<Wardrobe>) {
    for played in std::mem::take(&mut cast.0).into_values() {
        commands.entity(played.root).despawn();
    }
    // Creatures and items of another ruleset look different.
    *wardrobe = Wardrobe::default();
}

fn play(
    stage: Res<Stage>,
    time: Res<Time>,
    mut cast: ResMut<Cast>,
    mut parts: Query<(&mut Transform, &mut Visibility)>,
) {
    let past = time.delta_secs();
    let focus = Vec3::new(
        stage.focus.x.to_metres_f32(),
        stage.focus_feet.to_metres_f32(),
        stage.focus.z.to_metres_f32(),
    );
    for (id, played) in &mut cast.0 {
        let Some(actor) = stage.actors.get(id) else { continue };
        let motion = &mut played.motion;
        if motion.state != actor.state {
            motion.state = actor.state;
            motion.since = 0.0;
        } else if is_striking(&actor.kind, actor.state) && motion.since > STRIKE * 1.6 {
            // A strike that goes on is the next one.
            motion.since = 0.0;
        }
        motion.since += past;
        motion.clock += past;
        motion.speed += (actor.speed - motion.speed) * (past * 10.0).min(1.0);
        motion.phase =
            (motion.phase + cadence(motion.speed) * past) % (std::f32::consts::TAU * 16.0);
        if let Ok((mut place, _)) = parts.get_mut(played.root) {
            place.translation = actor.position;
            place.rotation = Quat::from_rotation_y(facing(actor, &stage));
        }
        if actor.position.distance_squared(focus) > STIFF_BEYOND * STIFF_BEYOND
            && motion.since > 1.0
        {
            continue;
        }
        let follow = 1.0 - (-past * FOLLOW).exp();
        let fresh = motion.since > 59.0;
        for joint in &played.joints {
            let Ok((mut place, mut visibility)) = parts.get_mut(joint.entity) else { continue };
            if joint.drawn {
                let shooting = Pose::of(motion.state) == Pose::Shoot;
                visibility.set_if_neq(if shooting {
                    Visibility::Inherited
                } else {
                    Visibility::Hidden
                });
                continue;
            }
            let (turn, shift) = bend(joint.role, motion);
            let share = match joint.role {
                _ if fresh => 1.0,
                Role::Gem | Role::Wing(_) => 1.0,
                Role::Leaf(_) | Role::Bars | Role::Lid | Role::Handle => follow * 0.25,
                _ => follow,
            };
            place.rotation = place.rotation.slerp(turn, share);
            place.translation = place.translation.lerp(joint.rest + shift, share);
            place.scale = stretch(joint.role, motion).max(Vec3::splat(0.001));
        }
        if fresh {
            motion.since = 58.0;
        }
    }
}

/// A lamp of a puzzle shines while it burns.
fn burn(
    stage: Res<Stage>,
    cast: Res<Cast>,
    children: Query<&Children>,
    mut lamps: Query<&mut Lamp>,
) {
    for (id, played) in &cast.0 {
        if !matches!(played.kind, EntityKind::Lamp { .. }) {
            continue;
        }
        let burns = stage.actors.get(id).is_some_and(|actor| actor.state == 1);
        for child in children.get(played.root).into_iter().flatten() {
            if let Ok(mut lamp) = lamps.get_mut(*child)
                && lamp.lit != burns
            {
                lamp.lit = burns;
            }
        }
    }
}

fn is_striking(kind: &EntityKind, state: u8) -> bool {
    let body = matches!(
        kind,
        EntityKind::Player { .. } | EntityKind::Person { .. } | EntityKind::Creature { .. }
    );
    body && Pose::of(state) == Pose::Strike
}

/// In a dungeon doors and gates stand across their passage and furniture has its back to a wall,
/// whatever their turn; projectiles and bodies look where they go.
fn facing(actor: &Actor, stage: &Stage) -> f32 {
    let super::Space::Dungeon { dungeon, .. } = &stage.space else { return actor.turn };
    let cell = |metres: f32| (metres * 1000.0 / CELL_MM as f32).floor() as i32;
    let (x, z) = (cell(actor.position.x), cell(actor.position.z));
    let rock = |dx: i32, dz: i32| dungeon.cell(x + dx, z + dz) == Cell::Rock;
    match actor.kind {
        EntityKind::Door | EntityKind::Gate | EntityKind::Secret if rock(-1, 0) && rock(1, 0) => {
            0.0
        }
        EntityKind::Door | EntityKind::Gate | EntityKind::Secret => FRAC_PI_2,
        EntityKind::Exit
        | EntityKind::Stairs { .. }
        | EntityKind::Switch
        | EntityKind::Inscription { .. }
        | EntityKind::Chest { .. }
        | EntityKind::Lever { .. } => {
            let walls = [((0, -1), 0.0), ((-1, 0), FRAC_PI_2), ((0, 1), PI), ((1, 0), -FRAC_PI_2)];
            let behind = walls.into_iter().find(|((dx, dz), _)| rock(*dx, *dz));
            behind.map_or(actor.turn, |(_, turn)| turn)
        }
        _ => actor.turn,
    }
}

/// Would another look the same? Levels and counts don't show.
fn looks_alike(a: &EntityKind, b: &EntityKind) -> bool {
    if discriminant(a) != discriminant(b) {
        return false;
    }
    match (a, b) {
        (EntityKind::Player { look: a, .. }, EntityKind::Player { look: b, .. }) => a == b,
        (EntityKind::Person { person: a }, EntityKind::Person { person: b }) => a == b,
        (
            EntityKind::Creature { creature: a, boss: c, .. },
            EntityKind::Creature { creature: b, boss: d, .. },
        ) => a == b && c == d,
        _ => thing::name(a) == thing::name(b),
    }
}
