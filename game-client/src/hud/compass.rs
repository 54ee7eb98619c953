//! The compass: a strip of the horizon, with a mark where the due objective lies.

use crate::camera::{Rig, over_ground};
use crate::goals::Goals;
use crate::play::Place;
use crate::schedule::ClientSystems;
use crate::screens::Screen;
use crate::theme::{colour, text};
use crate::wording;
use bevy::prelude::*;

/// Width of the strip.
const WIDTH: f32 = 430.0;
/// Degrees of the horizon that it shows.
const SPAN: f32 = 150.0;

/// Something on the horizon, at these degrees from north over east.
#[derive(Component)]
struct OnHorizon(f32);

#[derive(Component)]
struct GoalMark;

#[derive(Component)]
struct GoalDistance;

/// Adds the compass.
pub(crate) fn plugin(app: &mut App) {
    app.add_systems(OnEnter(Screen::Playing), build).add_systems(
        Update,
        (turn, mark).in_set(ClientSystems::Show).run_if(in_state(Screen::Playing)),
    );
}

/// Degrees from north over east of the way from one place to another, metres east and south; `None`
/// for the same place.
pub(crate) fn bearing(from: Vec2, to: Vec2) -> Option<f32> {
    let way = (to - from).try_normalize()?;
    Some(way.x.atan2(-way.y).to_degrees().rem_euclid(360.0))
}

/// Where on the strip (-1 to 1) something stands that lies at `bearing` for somebody who looks to
/// `looks`; `None` beyond its ends.
fn on_strip(looks: f32, bearing: f32) -> Option<f32> {
    let share = aside(looks, bearing) / (SPAN / 2.0);
    (share.abs() <= 1.0).then_some(share)
}

/// Degrees from where one looks, -180 to 180, to the right positive.
fn aside(looks: f32, bearing: f32) -> f32 {
    (bearing - looks + 180.0).rem_euclid(360.0) - 180.0
}

fn build(mut commands: Commands) {
    let fade = LinearGradient::to_right(vec![
        ColorStop::auto(Color::srgba(0.07, 0.05, 0.035, 0.0)),
        ColorStop::auto(Color::srgba(0.07, 0.05, 0.035, 0.9)),
        ColorStop::auto(Color::srgba(0.07, 0.05, 0.035, 0.0)),
    ]);
    let root = (
        Node {
            position_type: PositionType::Absolute,
            top: px(12),
            width: percent(100),
            flex_direction: FlexDirection::Column,
            align_items: AlignItems::Center,
            ..default()
        },
        Pickable::IGNORE,
        DespawnOnExit(Screen::Playing),
    );
    commands.spawn(root).with_children(|root| {
        root.spawn((
            Node { width: px(WIDTH), height: px(28), overflow: Overflow::clip(), ..default() },
            BackgroundGradient(vec![Gradient::Linear(fade)]),
            Pickable::IGNORE,
        ))
        .with_children(|strip| {
            for step in 0..24_u8 {
                horizon(strip, f32::from(step) * 15.0, step);
            }
            strip.spawn((mark_node(), GoalMark));
        });
        root.spawn((text::label_on_world("", text::SMALL, colour::GOLD), GoalDistance));
    });
}

fn horizon(strip: &mut ChildSpawnerCommands, degrees: f32, step: u8) {
    let name = match step {
        0 => "N",
        3 => "NE",
        6 => "E",
        9 => "SE",
        12 => "S",
        15 => "SW",
        18 => "W",
        21 => "NW",
        _ => "",
    };
    let at = Node {
        position_type: PositionType::Absolute,
        width: px(40),
        height: percent(100),
        justify_content: JustifyContent::Center,
        align_items: AlignItems::Center,
        ..default()
    };
    strip.spawn((at, OnHorizon(degrees), Pickable::IGNORE)).with_children(|at| {
        if name.is_empty() {
            let line = Node { width: px(1.5), height: px(8), ..default() };
            at.spawn((line, BackgroundColor(colour::MUTED), Pickable::IGNORE));
        } else {
            let main = step.is_multiple_of(6);
            let (size, tint) =
                if main { (18.0, colour::PARCHMENT) } else { (text::SMALL, colour::MUTED) };
            at.spawn(text::label_on_world(name, size, tint));
        }
    });
}

/// A small gold diamond.
fn mark_node() -> impl Bundle {
    (
        Node {
            position_type: PositionType::Absolute,
            width: px(11),
            height: px(11),
            top: px(8.5),
            border: px(1.5).all(),
            ..default()
        },
        UiTransform::from_rotation(Rot2::degrees(45.0)),
        BackgroundColor(colour::GOLD),
        BorderColor::all(colour::INK),
        Visibility::Hidden,
        Pickable::IGNORE,
    )
}

fn turn(rig: Res<Rig>, mut marks: Query<(&OnHorizon, &mut Node, &mut Visibility)>) {
    let looks = rig.bearing();
    for (at, mut node, mut visibility) in &mut marks {
        put(on_strip(looks, at.0), 40.0, &mut node, &mut visibility);
    }
}

fn put(share: Option<f32>, width: f32, node: &mut Mut<Node>, visibility: &mut Mut<Visibility>) {
    let Some(share) = share else {
        visibility.set_if_neq(Visibility::Hidden);
        return;
    };
    visibility.set_if_neq(Visibility::Inherited);
    let left = px((share + 1.0) / 2.0 * WIDTH - width / 2.0);
    if node.left != left {
        node.left = left;
    }
}

fn mark(
    rig: Res<Rig>,
    place: Res<Place>,
    goals: Res<Goals>,
    mut marks: Query<(&mut Node, &mut Visibility), With<GoalMark>>,
    mut distances: Query<&mut Text, With<GoalDistance>>,
) {
    let here = over_ground(place.at);
    let there = goals.target().map(over_ground);
    let degrees = there.and_then(|there| bearing(here, there));
    let looks = rig.bearing();
    // Beyond the strip's ends the mark waits at the nearer one.
    let share = degrees.map(|degrees| (aside(looks, degrees) / (SPAN / 2.0)).clamp(-0.97, 0.97));
    for (mut node, mut visibility) in &mut marks {
        put(share, 11.0, &mut node, &mut visibility);
    }
    for mut text in &mut distances {
        let words = there.map(|there| wording::distance(there.distance(here))).unwrap_or_default();
        text.set_if_neq(Text(words));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bearings_go_round_from_north_over_east() {
        let to = |x, z| bearing(Vec2::ZERO, Vec2::new(x, z)).expect("another place");
        assert!(to(0.0, -5.0).abs() < 0.01);
        assert!((to(5.0, 0.0) - 90.0).abs() < 0.01);
        assert!((to(0.0, 5.0) - 180.0).abs() < 0.01);
        assert!((to(-5.0, 0.0) - 270.0).abs() < 0.01);
        assert_eq!(bearing(Vec2::ONE, Vec2::ONE), None);
    }

    #[test]
    fn the_strip_shows_what_lies_ahead_across_north_too() {
        let near =
            |share: Option<f32>, wanted: f32| share.is_some_and(|it| (it - wanted).abs() < 0.01);
        assert!(near(on_strip(0.0, 0.0), 0.0));
        assert!(near(on_strip(350.0, 5.0), 15.0 / 75.0));
        assert!(near(on_strip(5.0, 350.0), -15.0 / 75.0));
        assert_eq!(on_strip(0.0, 180.0), None);
        assert!((aside(350.0, 10.0) - 20.0).abs() < 0.01);
    }
}
