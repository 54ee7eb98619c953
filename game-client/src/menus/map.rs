//! The map: the land around, settlements, dungeons, the goals of quests, and where one is. In a
//! dungeon: its plan, as far as one has been.

mod explored;
pub(crate) mod picture;

use super::{Menu, window};
use crate::camera::{Rig, over_ground};
use crate::goals::Goals;
use crate::play::{Place, Realm};
use crate::theme::{colour, label, panel, text};
use bevy::input::mouse::AccumulatedMouseScroll;
use bevy::prelude::*;
use bevy::tasks::{AsyncComputeTaskPool, Task, block_on, poll_once};
use explored::Explored;
use picture::Sheet;
use seed::Mm;
use worldgen::{SiteKind, World as Land};

/// Edge of the map in the window.
const EDGE: f32 = 520.0;
/// Metres across the map, from near to far.
const SCALES: [f32; 3] = [640.0, 1600.0, 4000.0];

#[derive(Component)]
struct Picture;

#[derive(Component)]
struct Marks;

#[derive(Component)]
struct Caption;

#[derive(Component)]
struct You;

/// What is shown, and the sheet being drawn.
#[derive(Resource)]
struct Chart {
    scale: usize,
    sheet: Option<(Sheet, Handle<Image>)>,
    drawing: Option<Task<(Sheet, Vec<u8>)>>,
    below: bool,
}

/// Adds the map.
pub(crate) fn plugin(app: &mut App) {
    app.insert_resource(Chart { scale: 1, sheet: None, drawing: None, below: false })
        .add_plugins(explored::plugin)
        .add_systems(OnEnter(Menu::Map), open)
        .add_systems(Update, (zoom, draw, show).chain().run_if(in_state(Menu::Map)));
}

fn open(mut commands: Commands, mut chart: ResMut<Chart>) {
    chart.sheet = None;
    chart.drawing = None;
    window::open(&mut commands, Menu::Map, ("Map", 580.0), (), |card| {
        card.spawn((
            panel::well(Node {
                width: px(EDGE),
                height: px(EDGE),
                align_self: AlignSelf::Center,
                overflow: Overflow::clip(),
                ..default()
            }),
            children![
                (
                    ImageNode::default(),
                    Node {
                        position_type: PositionType::Absolute,
                        width: percent(100),
                        height: percent(100),
                        ..default()
                    },
                    Picture,
                    Pickable::IGNORE,
                    Visibility::Hidden,
                ),
                (
                    Node {
                        position_type: PositionType::Absolute,
                        width: percent(100),
                        height: percent(100),
                        ..default()
                    },
                    Marks,
                    Pickable::IGNORE,
                ),
            ],
        ));
        card.spawn((label("Drawing the map ...", text::SMALL, colour::MUTED), Caption));
    });
}

fn zoom(
    mut chart: ResMut<Chart>,
    scroll: Res<AccumulatedMouseScroll>,
    keys: Res<ButtonInput<KeyCode>>,
    place: Res<Place>,
) {
    let nearer =
        scroll.delta.y > 0.0 || keys.any_just_pressed([KeyCode::Equal, KeyCode::NumpadAdd]);
    let farther =
        scroll.delta.y < 0.0 || keys.any_just_pressed([KeyCode::Minus, KeyCode::NumpadSubtract]);
    let scale = if nearer {
        chart.scale.saturating_sub(1)
    } else if farther {
        (chart.scale + 1).min(SCALES.len() - 1)
    } else {
        chart.scale
    };
    let below = place.dungeon.is_some();
    if scale != chart.scale || below != chart.below {
        chart.scale = scale;
        chart.below = below;
        chart.drawing = None;
        chart.sheet = None;
    }
}

fn draw(
    mut chart: ResMut<Chart>,
    realm: Option<Res<Realm>>,
    place: Res<Place>,
    explored: Res<Explored>,
    mut images: ResMut<Assets<Image>>,
) {
    let Some(realm) = realm else {
        return;
    };
    if let Some(mut task) = chart.drawing.take() {
        match block_on(poll_once(&mut task)) {
            None => chart.drawing = Some(task),
            Some((sheet, pixels)) => {
                let image = images.add(picture::image(pixels));
                chart.sheet = Some((sheet, image));
            }
        }
        return;
    }
    if chart.sheet.is_some() {
        return;
    }
    let land: Land = realm.0.clone();
    let pool = AsyncComputeTaskPool::get();
    chart.drawing = Some(match place.dungeon.and_then(|site| land.dungeon(site)) {
        Some(dungeon) => {
            let seen = explored.of(dungeon.id);
            pool.spawn(async move {
                let pixels = picture::plan(&dungeon, &seen, land.rules());
                (Sheet::of_dungeon(&dungeon), pixels)
            })
        }
        None => {
            let sheet = Sheet { middle: over_ground(place.at), across: SCALES[chart.scale] };
            pool.spawn(async move { (sheet, picture::land(&land, sheet)) })
        }
    });
}

/// What the map is filled with.
#[derive(bevy::ecs::system::SystemParam)]
struct Filling<'w> {
    realm: Option<Res<'w, Realm>>,
    place: Res<'w, Place>,
    goals: Res<'w, Goals>,
    rig: Res<'w, Rig>,
}

fn show(
    mut commands: Commands,
    chart: Res<Chart>,
    filling: Filling,
    mut pictures: Query<(&mut ImageNode, &mut Visibility), With<Picture>>,
    mut captions: Query<&mut Text, With<Caption>>,
    marks: Query<(Entity, Option<&Children>), With<Marks>>,
) {
    let (Some(realm), Ok((marks, children))) = (&filling.realm, marks.single()) else {
        return;
    };
    let Some((sheet, image)) = &chart.sheet else {
        return;
    };
    for (mut node, mut visibility) in &mut pictures {
        if node.image != *image {
            node.image = image.clone();
        }
        visibility.set_if_neq(Visibility::Inherited);
    }
    if children.is_some_and(|children| !children.is_empty()) && !chart.is_changed() {
        return;
    }
    if let Ok(mut text) = captions.single_mut() {
        let words = if chart.below {
            "What you have seen of this place. The arrow is you, gold is your goal.".into()
        } else {
            format!(
                "{:.1} km across - wheel or + and - for more or less - the arrow is you, gold is your goal",
                sheet.across / 1000.0
            )
        };
        text.set_if_neq(Text(words));
    }
    commands.entity(marks).despawn_children().with_children(|marks| {
        if !chart.below {
            sites(marks, sheet, &realm.0);
        }
        for (index, goal) in filling.goals.list.iter().enumerate() {
            if let Some(at) = goal.at {
                let first = index == filling.goals.first;
                goal_mark(marks, sheet, over_ground(at), first);
            }
        }
        you(marks, sheet, over_ground(filling.place.at), filling.rig.yaw);
    });
}

fn sites(marks: &mut ChildSpawnerCommands, sheet: &Sheet, land: &Land) {
    let middle = crate::camera::point(sheet.middle);
    // The corners are farther than the edges.
    let within = Mm((sheet.across * 0.75 * 1000.0) as i32);
    for site in land.sites_near(middle, within) {
        let (shape, tint) = match site.kind {
            SiteKind::Settlement => (BorderRadius::all(px(2)), colour::PARCHMENT),
            SiteKind::Dungeon => (BorderRadius::all(px(6)), colour::BAD),
        };
        let settlement = site.kind == SiteKind::Settlement;
        let named = settlement || sheet.across < SCALES[2];
        let name = if named { site.name.as_str() } else { "" };
        mark(marks, sheet, over_ground(site.at), (shape, tint, 9.0), name);
    }
}

fn mark(
    marks: &mut ChildSpawnerCommands,
    sheet: &Sheet,
    at: Vec2,
    (shape, tint, size): (BorderRadius, Color, f32),
    name: &str,
) {
    let Some(share) = sheet.share(at) else {
        return;
    };
    let corner = share * EDGE;
    marks.spawn((
        Node {
            position_type: PositionType::Absolute,
            left: px(corner.x - size / 2.0),
            top: px(corner.y - size / 2.0),
            width: px(size),
            height: px(size),
            border: px(1.5).all(),
            border_radius: shape,
            ..default()
        },
        BackgroundColor(tint),
        BorderColor::all(colour::INK),
    ));
    if !name.is_empty() {
        let right = corner.x < EDGE * 0.72;
        let side = if right {
            Node { left: px(corner.x + size), ..default() }
        } else {
            Node { right: px(EDGE - corner.x + size), ..default() }
        };
        let node = Node { position_type: PositionType::Absolute, top: px(corner.y - 9.0), ..side };
        marks.spawn((text::label_on_world(name, text::SMALL, tint), node));
    }
}

/// A diamond as on the compass; what lies beyond the edge is shown at the edge.
fn goal_mark(marks: &mut ChildSpawnerCommands, sheet: &Sheet, at: Vec2, first: bool) {
    let Some(share) = sheet.share(sheet.nearest(at)) else {
        return;
    };
    let (tint, size) = if first { (colour::GOLD, 14.0) } else { (colour::BRONZE, 11.0) };
    let corner = share * EDGE - size / 2.0;
    marks.spawn((
        Node {
            position_type: PositionType::Absolute,
            left: px(corner.x),
            // Above the place, so that what is there is seen as well.
            top: px(corner.y - 14.0),
            width: px(size),
            height: px(size),
            border: px(1.5).all(),
            ..default()
        },
        UiTransform::from_rotation(Rot2::degrees(45.0)),
        BackgroundColor(tint),
        BorderColor::all(colour::INK),
    ));
}

/// An arrow that looks where the camera looks.
fn you(marks: &mut ChildSpawnerCommands, sheet: &Sheet, at: Vec2, yaw: f32) {
    let Some(share) = sheet.share(at) else {
        return;
    };
    let corner = share * EDGE;
    marks
        .spawn((
            Node {
                position_type: PositionType::Absolute,
                left: px(corner.x - 11.0),
                top: px(corner.y - 11.0),
                width: px(22),
                height: px(22),
                ..default()
            },
            UiTransform::from_rotation(Rot2::radians(-yaw)),
            You,
        ))
        .with_children(|arrow| {
            // Three bars that narrow upwards read as an arrow at any turn.
            for (top, width) in
                [(0.0, 4.0), (3.0, 7.0), (6.0, 10.0), (9.0, 13.0), (12.0, 16.0), (15.0, 19.0)]
            {
                arrow.spawn((
                    Node {
                        position_type: PositionType::Absolute,
                        top: px(top),
                        left: px(11.0 - width / 2.0),
                        width: px(width),
                        height: px(4),
                        border_radius: BorderRadius::all(px(1.5)),
                        ..default()
                    },
                    BackgroundColor(colour::GOOD),
                ));
            }
        });
}
