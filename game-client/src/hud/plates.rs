//! Names above heads, with health where there is a fight.

use crate::camera::over_ground;
use crate::controls::InHand;
use crate::play::{Place, Realm};
use crate::scene::{MainCamera, Stage, head_height};
use crate::schedule::ClientSystems;
use crate::screens::Screen;
use crate::target::Target;
use crate::theme::{colour, panel, text};
use crate::wording::thing;
use bevy::prelude::*;
use protocol::{EntityKind, NetId, Pose};
use std::collections::BTreeMap;

/// How far names are read, metres.
const SIGHT: f32 = 32.0;
/// Plates at once.
const MOST: usize = 24;
const WIDTH: f32 = 190.0;
const BAR: f32 = 66.0;

#[derive(Component)]
struct Plate {
    id: NetId,
}

/// The health bar of a plate, and its fill.
#[derive(Component)]
struct HealthFrame(NetId);

#[derive(Component)]
struct HealthFill(NetId);

#[derive(Component)]
struct NameOf(NetId);

/// Adds the plates.
pub(crate) fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        (keep, place, fill).chain().in_set(ClientSystems::Show).run_if(in_state(Screen::Playing)),
    );
}

/// Has this thing a plate?
const fn named(kind: &EntityKind) -> bool {
    matches!(
        kind,
        EntityKind::Player { .. } | EntityKind::Person { .. } | EntityKind::Creature { .. }
    )
}

fn keep(
    mut commands: Commands,
    stage: Option<Res<Stage>>,
    realm: Option<Res<Realm>>,
    own: Res<Place>,
    plates: Query<(Entity, &Plate)>,
) {
    let (Some(stage), Some(realm)) = (stage, realm) else {
        return;
    };
    let here = over_ground(own.at);
    let mut near: Vec<(f32, NetId)> = stage
        .actors
        .iter()
        .filter(|&(id, actor)| Some(*id) != stage.own && named(&actor.kind))
        .filter(|(_, actor)| Pose::of(actor.state) != Pose::Dead)
        .map(|(&id, actor)| (over(actor.position).distance(here), id))
        .filter(|&(distance, _)| distance < SIGHT)
        .collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    near.truncate(MOST);
    let mut there: BTreeMap<NetId, Entity> =
        plates.iter().map(|(entity, plate)| (plate.id, entity)).collect();
    for (_, id) in near {
        if there.remove(&id).is_none()
            && let Some(actor) = stage.actors.get(&id)
        {
            let name = thing::name(&actor.kind, &realm.0);
            commands.spawn(plate(id, &actor.kind, name));
        }
    }
    for entity in there.into_values() {
        commands.entity(entity).despawn();
    }
}

fn over(position: Vec3) -> Vec2 {
    Vec2::new(position.x, position.z)
}

fn plate(id: NetId, kind: &EntityKind, name: String) -> impl Bundle {
    let (words, tint) = match kind {
        EntityKind::Creature { level, boss: true, .. } => {
            (format!("{name}  {level}"), colour::GOLD)
        }
        EntityKind::Creature { level, .. } => (format!("{name}  {level}"), colour::BAD),
        EntityKind::Player { level, .. } => (format!("{name}  {level}"), colour::GOOD),
        _ => (name, colour::PARCHMENT),
    };
    let health = Node { width: px(BAR), height: px(6), ..default() };
    let inside = Node { width: percent(100), height: percent(100), ..default() };
    (
        Node {
            position_type: PositionType::Absolute,
            width: px(WIDTH),
            flex_direction: FlexDirection::Column,
            align_items: AlignItems::Center,
            row_gap: px(2),
            ..default()
        },
        Plate { id },
        UiTransform::default(),
        Visibility::Hidden,
        GlobalZIndex(-5),
        Pickable::IGNORE,
        DespawnOnExit(Screen::Playing),
        children![
            (
                text::label_on_world(words, text::SMALL, tint),
                NameOf(id),
                Node {
                    padding: UiRect::axes(px(6), px(0)),
                    border_radius: BorderRadius::all(px(4)),
                    ..default()
                },
                BackgroundColor(colour::VEIL),
            ),
            (
                panel::well(health),
                HealthFrame(id),
                Pickable::IGNORE,
                children![(
                    inside,
                    BackgroundColor(colour::HEALTH),
                    HealthFill(id),
                    Pickable::IGNORE
                )],
            ),
        ],
    )
}

fn place(
    stage: Option<Res<Stage>>,
    realm: Option<Res<Realm>>,
    scale: Res<UiScale>,
    in_hand: Res<InHand>,
    cameras: Query<(&Camera, &Transform), With<MainCamera>>,
    mut plates: Query<(&Plate, &ComputedNode, &mut UiTransform, &mut Visibility)>,
) {
    let (Some(stage), Some(realm), Ok((camera, eye))) = (stage, realm, cameras.single()) else {
        return;
    };
    let eye = GlobalTransform::from(*eye);
    for (plate, node, mut transform, mut visibility) in &mut plates {
        let at = stage.actors.get(&plate.id).and_then(|actor| {
            let height = head_height(&actor.kind, realm.0.rules());
            let head = actor.position + Vec3::Y * (height + 0.25);
            camera.world_to_viewport(&eye, head).ok()
        });
        let Some(at) = at.filter(|_| in_hand.0) else {
            visibility.set_if_neq(Visibility::Hidden);
            continue;
        };
        let size = node.size() * node.inverse_scale_factor();
        let corner = at / scale.0 - Vec2::new(WIDTH / 2.0, size.y);
        visibility.set_if_neq(Visibility::Inherited);
        let translation = Val2::px(corner.x, corner.y);
        if transform.translation != translation {
            transform.translation = translation;
        }
    }
}

fn fill(
    stage: Option<Res<Stage>>,
    target: Res<Target>,
    mut frames: Query<(&HealthFrame, &mut Node, &mut BorderColor), Without<HealthFill>>,
    mut fills: Query<(&HealthFill, &mut Node), Without<HealthFrame>>,
    mut names: Query<(&NameOf, &mut TextFont)>,
) {
    let Some(stage) = stage else {
        return;
    };
    for (HealthFrame(id), mut node, mut border) in &mut frames {
        let hurt = stage.actors.get(id).is_some_and(|actor| actor.health < 255);
        let chosen = target.0 == Some(*id);
        let display = if hurt || chosen { Display::Flex } else { Display::None };
        if node.display != display {
            node.display = display;
        }
        let edge = if chosen { colour::GOLD } else { colour::BRONZE_DARK };
        border.set_if_neq(BorderColor::all(edge));
    }
    for (HealthFill(id), mut node) in &mut fills {
        let share = stage.actors.get(id).map_or(0.0, |actor| f32::from(actor.health) / 255.0);
        let width = percent(share * 100.0);
        if node.width != width {
            node.width = width;
        }
    }
    for (NameOf(id), mut font) in &mut names {
        let size = if target.0 == Some(*id) { text::BODY } else { text::SMALL };
        let wanted = text::font(size);
        if *font != wanted {
            *font = wanted;
        }
    }
}
