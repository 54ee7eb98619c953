//! From what an actor is to entities: a root, and a part for everything that moves by itself.
//!
//! Meshes are shared: people's parts by shape (coloured by tag), animals' by creature, things' by
//! look. A hundred brigands are a dozen meshes.

use super::beast::{BOSS, beast, is_person};
use super::gait::Role;
use super::thing::{self, Piece};
use super::wardrobe::{HEIGHT, Hue, Part, SHAPES, Shape, body, shape};
use crate::scene::colour::{hex, shade, tag, tone};
use crate::scene::noise::Dice;
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
    pub(crate) fn dress(&mut self, root: Entity, kind: &EntityKind, world: &Generated) -> Vec<Joint> {
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
        let stem = self.commands.spawn((Transform::from_scale(size), Visibility::default(), ChildOf(root))).id();
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
            let turn = if matches!(shape, Shape::Sword) { Quat::from_rotation_x(0.55) } else { Quat::IDENTITY };
            let place = Transform::from_translation(at).with_rotation(turn);
            let paint = MeshMaterial3d(self.paints.solid.clone());
            let seen = if drawn { Visibility::Hidden } else { Visibility::Inherited };
            let entity =
                self.commands.spawn((Mesh3d(mesh), paint, bounds, colour, place, seen, ChildOf(on))).id();
            entities.push(entity);
            if role != Role::Still || drawn {
                joints.push(Joint { entity, role, rest: at, drawn });
            }
        }
        joints
    }

    fn beast(&mut self, root: Entity, creature: CreatureId, boss: bool, rules: &Ruleset) -> Vec<Joint> {
        if !self.wardrobe.beasts.contains_key(&(creature, boss)) {
            let limbs = beast(rules.creature(creature), boss);
            let ready = limbs
                .into_iter()
                .map(|limb| Ready { mesh: self.share(limb.sculpt), on: limb.on, at: limb.at, role: limb.role, glow: false })
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
                .map(|Piece { sculpt, at, role, glow }| Ready { mesh: self.share(sculpt), on: None, at, role, glow })
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
            let paint: Handle<Paint> = if glow { self.paints.glow.clone() } else { self.paints.solid.clone() };
            let place = Transform::from_translation(at);
            let mut entity =
                self.commands.spawn((Mesh3d(mesh), MeshMaterial3d(paint), bounds, place, ChildOf(on)));
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

/// What somebody looks like.
#[derive(Clone, Debug)]
struct Looks {
    clothes: Vec3,
    skin: Vec3,
    hair: Vec3,
    key: u32,
    height: f32,
    old: bool,
    armed: bool,
    archer: bool,
    bone: bool,
    hooded: bool,
    crowned: bool,
}

impl Default for Looks {
    fn default() -> Self {
        Self {
            clothes: hex(0x8a6a4a),
            skin: hex(0xd8a880),
            hair: hex(0x4a3020),
            key: 0,
            height: HEIGHT,
            old: false,
            armed: false,
            archer: false,
            bone: false,
            hooded: false,
            crowned: false,
        }
    }
}

impl Looks {
    fn of_player(look: u32) -> Self {
        let mut dice = Dice::new(look);
        let mut pick = |codes: &[u32]| hex(codes[(dice.unit() * codes.len() as f32) as usize % codes.len()]);
        Self {
            clothes: pick(&[0x2f5f8a, 0x7a2f2f, 0x3f6a3a, 0x6a3f78, 0x8a6420, 0x2f6f6a, 0x55504a, 0x9a4a2a]),
            skin: pick(&[0xf0c8a0, 0xe0b088, 0xc89068, 0xa87048, 0x805030, 0x5c3820]),
            hair: pick(&[0x2a1c14, 0x5a3a20, 0x8a5a28, 0xc89a48, 0x9a4422, 0x8a8680, 0x1c1a1e]),
            key: look,
            armed: true,
            archer: true,
            ..Self::default()
        }
    }

    fn of_creature(rule: &ruleset::Creature, boss: bool) -> Self {
        let colour = tone(rule.colour);
        let bright = colour.element_sum() / 3.0;
        let bone = bright > 0.28;
        let archer = rule.attack.is_some_and(|attack| attack.reach.to_metres_f32() > 3.0);
        // Whoever is brown is a man in brown; grey, green and pale ones are the colour all over.
        let alive = colour.x > colour.z * 1.5 && !bone;
        Self {
            clothes: if alive { colour } else { shade(colour, 0.5).lerp(hex(0x3a3034), 0.4) },
            skin: if alive { hex(0xb88a66) } else { colour },
            hair: shade(colour, 0.6),
            key: rule.name.bytes().map(u32::from).sum(),
            height: rule.size.to_metres_f32() * if boss { BOSS } else { 1.0 },
            old: false,
            armed: !archer,
            archer,
            bone: !alive,
            hooded: !boss && !bone,
            crowned: boss,
        }
    }

    fn parts(&self) -> (Shape, Vec<(Shape, Hue)>) {
        let mut extras = Vec::new();
        let mut dice = Dice::new(self.key ^ 0x5bd1);
        if self.crowned {
            extras.push((Shape::Crown, Hue::Clothes));
        } else if self.hooded {
            extras.push((Shape::Hood, Hue::Clothes));
        } else if !self.bone {
            let style = dice.unit();
            let shape = match style {
                _ if self.old && style < 0.6 => Shape::Beard,
                s if s < 0.3 => Shape::Short,
                s if s < 0.55 => Shape::Long,
                s if s < 0.75 => Shape::Bun,
                s if s < 0.88 => Shape::Beard,
                _ => Shape::Short,
            };
            extras.push((shape, Hue::Hair));
            if !self.armed && dice.unit() < 0.22 {
                extras.push((Shape::Hat, Hue::Clothes));
            }
        }
        if self.armed {
            extras.push((Shape::Sword, Hue::Clothes));
        }
        if self.archer {
            extras.push((Shape::Bow, Hue::Clothes));
            extras.push((Shape::Quiver, Hue::Clothes));
        }
        (if self.bone { Shape::Skull } else { Shape::Head }, extras)
    }

    fn hue(&self, hue: Hue) -> Vec3 {
        match hue {
            Hue::Clothes => self.clothes,
            Hue::Trousers if self.bone => shade(self.skin, 0.7),
            Hue::Trousers => shade(self.clothes, 0.42).lerp(hex(0x4a3a2c), 0.5),
            Hue::Skin => self.skin,
            Hue::Hair if self.old => self.hair.lerp(hex(0xb8b4ac), 0.75),
            Hue::Hair => self.hair,
        }
    }
}
