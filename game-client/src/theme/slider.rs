//! Sliders.

use super::colour;
use bevy::input_focus::tab_navigation::TabIndex;
use bevy::prelude::*;
use bevy::ui_widgets::{Slider, SliderRange, SliderStep, SliderThumb, SliderValue, TrackClick};

const THUMB: f32 = 16.0;

/// A slider; react to `On<ValueChange<f32>>` and keep its [`SliderValue`].
pub(crate) fn slider(value: f32, (low, high): (f32, f32), step: f32, width: f32) -> impl Bundle {
    (
        Slider { track_click: TrackClick::Snap, ..default() },
        SliderValue(value),
        SliderRange::new(low, high),
        SliderStep(step),
        TabIndex(0),
        Node {
            width: px(width),
            height: px(THUMB + 6.0),
            align_items: AlignItems::Center,
            ..default()
        },
        children![
            (
                Node {
                    position_type: PositionType::Absolute,
                    width: percent(100),
                    height: px(6),
                    border: px(1).all(),
                    border_radius: BorderRadius::all(px(3)),
                    ..default()
                },
                BackgroundColor(colour::WELL),
                BorderColor::all(colour::BRONZE_DARK),
            ),
            (
                // As wide as the thumb can travel.
                Node {
                    position_type: PositionType::Absolute,
                    left: px(0),
                    right: px(THUMB),
                    height: percent(100),
                    align_items: AlignItems::Center,
                    ..default()
                },
                children![(
                    SliderThumb,
                    Node {
                        position_type: PositionType::Absolute,
                        width: px(THUMB),
                        height: px(THUMB),
                        border: px(2).all(),
                        border_radius: BorderRadius::all(px(THUMB / 2.0)),
                        ..default()
                    },
                    BackgroundColor(colour::BRONZE),
                    BorderColor::all(colour::GOLD),
                )],
            ),
        ],
    )
}

/// Keeps the thumbs where the values are.
pub(crate) fn plugin(app: &mut App) {
    app.add_systems(PostUpdate, place.before(bevy::ui::UiSystems::Layout));
}

fn place(
    sliders: Query<(Entity, &SliderValue, &SliderRange), With<Slider>>,
    children: Query<&Children>,
    mut thumbs: Query<&mut Node, With<SliderThumb>>,
) {
    for (slider, value, range) in &sliders {
        let left = percent(range.thumb_position(value.0) * 100.0);
        for child in children.iter_descendants(slider) {
            if let Ok(mut node) = thumbs.get_mut(child)
                && node.left != left
            {
                node.left = left;
            }
        }
    }
}
