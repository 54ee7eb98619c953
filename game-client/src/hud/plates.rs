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
/// How far a plate moves up to make room, and the room between two.
const LIFT: f32 = 60.0;
const GAP: f32 = 2.0;

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

/// Puts the plates over heads, the nearest first. One that would cover a nearer one moves up above
/// it, and is hidden where there is no room within [`LIFT`].
fn place(
    stage: Option<Res<Stage>>,
    realm: Option<Res<Realm>>,
    scale: Res<UiScale>,
    in_hand: Res<InHand>,
    cameras: Query<(&Camera, &Transform), With<MainCamera>>,
    names: Query<(&NameOf, &ComputedNode)>,
    mut plates: Query<(&Plate, &ComputedNode, &mut UiTransform, &mut Visibility)>,
) {
    let (Some(stage), Some(realm), Ok((camera, eye))) = (stage, realm, cameras.single()) else {
        return;
    };
    let eye = GlobalTransform::from(*eye);
    let widths: BTreeMap<NetId, f32> = names
        .iter()
        .map(|(name, node)| (name.0, node.size().x * node.inverse_scale_factor()))
        .collect();
    let mut wanted: Vec<(f32, NetId, Rect)> = Vec::new();
    for (plate, node, _, _) in &plates {
        let Some(actor) = stage.actors.get(&plate.id).filter(|_| in_hand.0) else {
            continue;
        };
        let height = head_height(&actor.kind, realm.0.rules());
        let head = actor.position + Vec3::Y * (height + 0.25);
        let Ok(at) = camera.world_to_viewport(&eye, head) else {
            continue;
        };
        let (at, tall) = (at / scale.0, node.size().y * node.inverse_scale_factor());
        let half = widths.get(&plate.id).map_or(WIDTH, |width| width.max(BAR)) / 2.0;
        let rect = Rect::new(at.x - half, at.y - tall, at.x + half, at.y);
        wanted.push((eye.translation().distance_squared(head), plate.id, rect));
    }
    wanted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let placed = stack(wanted.into_iter().map(|(_, id, rect)| (id, rect)));
    for (plate, node, mut transform, mut visibility) in &mut plates {
        let Some(rect) = placed.get(&plate.id) else {
            visibility.set_if_neq(Visibility::Hidden);
            continue;
        };
        visibility.set_if_neq(Visibility::Inherited);
        let tall = node.size().y * node.inverse_scale_factor();
        let translation = Val2::px(rect.center().x - WIDTH / 2.0, rect.max.y - tall);
        if transform.translation != translation {
            transform.translation = translation;
        }
    }
}

/// Where plates go that want to be at these places, most important first.
fn stack(wanted: impl Iterator<Item = (NetId, Rect)>) -> BTreeMap<NetId, Rect> {
    let mut placed: BTreeMap<NetId, Rect> = BTreeMap::new();
    for (id, mut rect) in wanted {
        let lowest = rect.max.y;
        while let Some(other) =
            placed.values().find(|other| !other.intersect(rect).is_empty()).copied()
        {
            let height = rect.height();
            rect.max.y = other.min.y - GAP;
            rect.min.y = rect.max.y - height;
        }
        if lowest - rect.max.y <= LIFT {
            placed.insert(id, rect);
        }
    }
    placed
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f32, y: f32) -> Rect {
        Rect::new(x - 40.0, y - 16.0, x + 40.0, y)
    }

    #[test]
    fn plates_of_a_crowd_stand_above_each_other_and_never_overlap() {
        let wanted: Vec<(NetId, Rect)> = (0..12u16)
            .map(|n| (NetId(n.into()), at(100.0 + 3.0 * f32::from(n), 200.0 + f32::from(n % 3))))
            .collect();
        let placed = stack(wanted.clone().into_iter());
        assert_eq!(placed.get(&NetId(0)), Some(&at(100.0, 200.0)), "the nearest stays in place");
        assert!((3..8).contains(&placed.len()), "{} of 12 found room", placed.len());
        let rects: Vec<Rect> = placed.values().copied().collect();
        for (n, rect) in rects.iter().enumerate() {
            assert!(rects[..n].iter().all(|other| other.intersect(*rect).is_empty()));
        }
        for (id, rect) in &placed {
            let (_, own) = wanted[id.0 as usize];
            assert!(own.max.y - rect.max.y <= LIFT && own.center().x == rect.center().x);
        }
    }

    #[test]
    fn plates_far_apart_stay_where_they_are() {
        let wanted = [(NetId(1), at(100.0, 100.0)), (NetId(2), at(300.0, 100.0))];
        assert_eq!(stack(wanted.into_iter()), BTreeMap::from(wanted));
    }
}
