//! From what an actor is to entities: a root, and a part for everything that moves by itself.
//!
//! Meshes are shared: people's parts by shape (coloured by tag), animals' by creature, things' by
//! look. A hundred brigands are a dozen meshes.

use super::beast::{BOSS, beast, is_person};
use super::gait::Role;
use super::looks::Looks;
use super::thing::{self, Piece};
use super::wardrobe::{HEIGHT, Part, SHAPES, Shape, body, shape};
use crate::scene::colour::{tag, tone};
use crate::scene::paint::{Paint, Paints};
use crate::scene::sculpt::Sculpt;
use bevy::camera::primitives::Aabb;
use bevy::light::NotShadowCaster;
use bevy::mesh::MeshTag;
use bevy::prelude::*;
use protocol::EntityKind;
use ruleset::{CreatureId, Ruleset};
use std::collections::BTreeMap;
use worldgen::World as Generated;

/// A mesh and the box around it.
type Shared = (Handle<Mesh>, Aabb);

/// A part of an animal or thing, ready to be spawned.
#[derive(Clone)]
struct Ready {
    mesh: Shared,
    on: Option<usize>,
    at: Vec3,
    role: Role,
    glow: bool,
}

/// Every mesh that actors share, built when it is first wanted.
#[derive(Resource, Default)]
pub(crate) struct Wardrobe {
    shapes: BTreeMap<Shape, Shared>,
    beasts: BTreeMap<(CreatureId, bool), Vec<Ready>>,
    things: BTreeMap<(u8, u16, u8), Vec<Ready>>,
    disc: Option<Shared>,
}

/// A part that moves.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Joint {
    /// The part.
    pub(crate) entity: Entity,
    /// How it moves.
    pub(crate) role: Role,
    /// Where it is when nothing moves.
    pub(crate) rest: Vec3,
    /// It is there only while its owner shoots.
    pub(crate) drawn: bool,
}

/// What spawning needs.
pub(crate) struct Tailor<'a, 'w, 's> {
    pub(crate) commands: &'a mut Commands<'w, 's>,
    pub(crate) meshes: &'a mut Assets<Mesh>,
    pub(crate) paints: &'a Paints,
    pub(crate) wardrobe: &'a mut Wardrobe,
    /// Bodies get a dark disc below them instead of a shadow.
    pub(crate) discs: bool,
}

impl Tailor<'_, '_, '_> {
    /// Spawns the parts of an actor below `root`.
    pub(crate) fn dress(
        &mut self,
        root: Entity,
        kind: &EntityKind,
        world: &Generated,
    ) -> Vec<Joint> {
        let rules = world.rules();
        match kind {
            EntityKind::Player { look, .. } => {
                let person = Looks::of_player(*look);
                self.person(root, &person)
            }
            EntityKind::Person { person } => {
                let Some(person) = world.person(*person) else { return Vec::new() };
                let key = (person.id.number as u32).wrapping_mul(977) ^ person.id.home.x as u32;
                let looks = Looks {
                    clothes: tone(person.clothes),
                    skin: tone(person.skin),
                    hair: tone(person.hair),
                    key,
                    old: person.age > 52,
                    ..Looks::default()
                };
                self.person(root, &looks)
            }
            EntityKind::Creature { creature, boss, .. } => {
                let rule = rules.creature(*creature);
                if is_person(rule) {
                    let looks = Looks::of_creature(rule, *boss);
                    self.person(root, &looks)
                } else {
                    self.beast(root, *creature, *boss, rules)
                }
            }
            _ => self.thing(root, kind, rules),
        }
    }

    fn person(&mut self, root: Entity, looks: &Looks) -> Vec<Joint> {
        let (head, extras) = looks.parts();
        let parts = body(head, &extras);
        let size = Vec3::splat(looks.height / HEIGHT);
        let stem = self
            .commands
            .spawn((Transform::from_scale(size), Visibility::default(), ChildOf(root)))
            .id();
        if self.discs {
            self.disc(root, 0.42);
        }
        let mut entities: Vec<Entity> = Vec::with_capacity(parts.len());
        let mut joints = Vec::with_capacity(parts.len());
        for Part { shape, on, at, role, hue } in parts {
            let (mesh, bounds) = self.shape(shape);
            let on = on.map_or(stem, |on| entities[on]);
            let colour = MeshTag(tag(looks.hue(hue)));
            let drawn = shape == Shape::Bow;
            let turn = if matches!(shape, Shape::Sword) {
                Quat::from_rotation_x(0.55)
            } else {
                Quat::IDENTITY
            };
            let place = Transform::from_translation(at).with_rotation(turn);
            let paint = MeshMaterial3d(self.paints.solid.clone());
            let seen = if drawn { Visibility::Hidden } else { Visibility::Inherited };
            let entity = self
                .commands
                .spawn((Mesh3d(mesh), paint, bounds, colour, place, seen, ChildOf(on)))
                .id();
            entities.push(entity);
            if role != Role::Still || drawn {
                joints.push(Joint { entity, role, rest: at, drawn });
            }
        }
        joints
    }

    fn beast(
        &mut self,
        root: Entity,
        creature: CreatureId,
        boss: bool,
        rules: &Ruleset,
    ) -> Vec<Joint> {
        if !self.wardrobe.beasts.contains_key(&(creature, boss)) {
            let limbs = beast(rules.creature(creature), boss);
            let ready = limbs
                .into_iter()
                .map(|limb| Ready {
                    mesh: self.share(limb.sculpt),
                    on: limb.on,
                    at: limb.at,
                    role: limb.role,
                    glow: false,
                })
                .collect();
            self.wardrobe.beasts.insert((creature, boss), ready);
        }
        if self.discs {
            let by = if boss { BOSS } else { 1.0 };
            self.disc(root, rules.creature(creature).size.to_metres_f32() * 0.7 * by);
        }
        let ready = self.wardrobe.beasts.get(&(creature, boss)).cloned().unwrap_or_default();
        self.assemble(root, ready)
    }

    fn thing(&mut self, root: Entity, kind: &EntityKind, rules: &Ruleset) -> Vec<Joint> {
        let Some(name) = thing::name(kind) else { return Vec::new() };
        if !self.wardrobe.things.contains_key(&name) {
            let pieces = thing::thing(kind, rules);
            let ready = pieces
                .into_iter()
                .map(|Piece { sculpt, at, role, glow }| Ready {
                    mesh: self.share(sculpt),
                    on: None,
                    at,
                    role,
                    glow,
                })
                .collect();
            self.wardrobe.things.insert(name, ready);
        }
        if let Some((at, lamp)) = thing::light(kind) {
            self.commands.spawn((lamp, Transform::from_translation(at), ChildOf(root)));
        }
        let ready = self.wardrobe.things.get(&name).cloned().unwrap_or_default();
        self.assemble(root, ready)
    }

    fn assemble(&mut self, root: Entity, ready: Vec<Ready>) -> Vec<Joint> {
        let mut entities: Vec<Entity> = Vec::with_capacity(ready.len());
        let mut joints = Vec::with_capacity(ready.len());
        for Ready { mesh: (mesh, bounds), on, at, role, glow } in ready {
            let on = on.map_or(root, |on| entities[on]);
            let paint: Handle<Paint> =
                if glow { self.paints.glow.clone() } else { self.paints.solid.clone() };
            let place = Transform::from_translation(at);
            let mut entity = self.commands.spawn((
                Mesh3d(mesh),
                MeshMaterial3d(paint),
                bounds,
                place,
                ChildOf(on),
            ));
            if glow {
                entity.insert(NotShadowCaster);
            }
            let entity = entity.id();
            entities.push(entity);
            if role != Role::Still {
                joints.push(Joint { entity, role, rest: at, drawn: false });
            }
        }
        joints
    }

    fn disc(&mut self, root: Entity, radius: f32) {
        let (mesh, bounds) = match &self.wardrobe.disc {
            Some(disc) => disc.clone(),
            None => {
                let disc = self.share(disc());
                self.wardrobe.disc = Some(disc.clone());
                disc
            }
        };
        let place = Transform::from_xyz(0.0, 0.05, 0.0).with_scale(Vec3::new(radius, 1.0, radius));
        let paint = MeshMaterial3d(self.paints.shade.clone());
        self.commands.spawn((Mesh3d(mesh), paint, bounds, place, NotShadowCaster, ChildOf(root)));
    }

    fn shape(&mut self, kind: Shape) -> Shared {
        if self.wardrobe.shapes.is_empty() {
            for kind in SHAPES {
                let shared = self.share(shape(kind));
                self.wardrobe.shapes.insert(kind, shared);
            }
        }
        self.wardrobe.shapes.get(&kind).cloned().unwrap_or_default()
    }

    fn share(&mut self, sculpt: Sculpt) -> Shared {
        let (middle, half) = sculpt.bounds();
        let bounds = Aabb { center: middle.into(), half_extents: half.into() };
        (self.meshes.add(sculpt.into_mesh()), bounds)
    }
}

/// A dark disc that fades outwards.
fn disc() -> Sculpt {
    let mut sculpt = Sculpt::new();
    let sides = 12;
    let middle = sculpt.vertex(Vec3::ZERO, Vec3::Y, Vec4::new(0.0, 0.0, 0.0, 0.55));
    for side in 0..sides {
        let angle = side as f32 / sides as f32 * std::f32::consts::TAU;
        sculpt.vertex(Vec3::new(angle.sin(), 0.0, angle.cos()), Vec3::Y, Vec4::ZERO);
        sculpt.indices.extend([middle, 1 + side, 1 + (side + 1) % sides]);
    }
    sculpt
}
