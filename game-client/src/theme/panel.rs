//! Surfaces.

use super::colour;
use bevy::prelude::*;

/// A surface of leather in a bronze frame.
pub(crate) fn panel(node: Node) -> impl Bundle {
    framed(node, colour::BRONZE)
}

/// [`panel`] in a frame of another colour.
pub(crate) fn framed(node: Node, frame: Color) -> impl Bundle {
    let leather = LinearGradient::to_bottom(vec![
        ColorStop::auto(colour::LEATHER_LIGHT),
        ColorStop::auto(colour::LEATHER_DARK),
    ]);
    (
        Node { border: px(2).all(), border_radius: BorderRadius::all(px(7)), ..node },
        BackgroundGradient(vec![Gradient::Linear(leather)]),
        BorderColor::all(frame),
        BoxShadow::new(Color::srgba(0.0, 0.0, 0.0, 0.6), px(0), px(6), px(0), px(18)),
    )
}

/// A quiet surface on the world itself.
pub(crate) fn glass(node: Node) -> impl Bundle {
    (
        Node { border_radius: BorderRadius::all(px(5)), ..node },
        BackgroundColor(colour::GLASS),
        Pickable::IGNORE,
    )
}

/// A hollow in a surface: a slot, the inside of a list.
pub(crate) fn well(node: Node) -> impl Bundle {
    (
        Node { border: px(1).all(), border_radius: BorderRadius::all(px(4)), ..node },
        BackgroundColor(colour::WELL),
        BorderColor::all(colour::BRONZE_DARK),
    )
}

/// The whole window, its content in the middle; nothing behind it can be reached.
pub(crate) fn screen(background: Color) -> impl Bundle {
    (
        Node {
            position_type: PositionType::Absolute,
            width: percent(100),
            height: percent(100),
            flex_direction: FlexDirection::Column,
            align_items: AlignItems::Center,
            justify_content: JustifyContent::Center,
            row_gap: px(14),
            ..default()
        },
        BackgroundColor(background),
    )
}

/// The evening behind screens that show no world.
pub(crate) fn evening() -> BackgroundGradient {
    BackgroundGradient(vec![
        Gradient::Linear(LinearGradient::to_bottom(vec![
            ColorStop::percent(colour::NIGHT, 0),
            ColorStop::percent(Color::srgb(0.11, 0.09, 0.10), 45),
            ColorStop::percent(colour::DUSK, 78),
            ColorStop::percent(Color::srgb(0.10, 0.07, 0.05), 100),
        ])),
        Gradient::Radial(RadialGradient::new(
            UiPosition::new(Vec2::new(0.0, 0.36), Val::ZERO, Val::ZERO),
            RadialGradientShape::FarthestCorner,
            vec![
                ColorStop::percent(Color::srgba(0.74, 0.46, 0.20, 0.30), 0),
                ColorStop::percent(Color::srgba(0.70, 0.42, 0.18, 0.17), 28),
                ColorStop::percent(Color::srgba(0.66, 0.38, 0.17, 0.06), 55),
                ColorStop::percent(Color::srgba(0.62, 0.36, 0.17, 0.0), 90),
            ],
        )),
    ])
}

/// A thin line between things.
pub(crate) fn rule() -> impl Bundle {
    let line = LinearGradient::to_right(vec![
        ColorStop::auto(Color::NONE),
        ColorStop::auto(colour::BRONZE),
        ColorStop::auto(Color::NONE),
    ]);
    (
        Node { width: percent(100), height: px(1), margin: px(3).vertical(), ..default() },
        BackgroundGradient(vec![Gradient::Linear(line)]),
    )
}
