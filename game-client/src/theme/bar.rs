//! Bars: health, stamina, experience, progress.

use super::{colour, panel, text};
use bevy::prelude::*;

/// A bar's fill; set it, the theme moves it there.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Fill {
    /// From 0 to 1.
    pub(crate) share: f32,
    shown: f32,
}

impl Fill {
    /// A bar that starts at this share.
    pub(crate) const fn at(share: f32) -> Self {
        Self { share, shown: share }
    }

    /// Sets the share; anything that is no share counts as the nearest one.
    pub(crate) const fn set(&mut self, share: f32) {
        self.share = if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) };
    }
}

/// A bar with words in it. `fill` and `words` mark its fill and its words.
pub(crate) fn bar<F: Bundle, W: Bundle>(size: Vec2, tint: Color, fill: F, words: W) -> impl Bundle {
    let frame = Node {
        width: px(size.x),
        height: px(size.y),
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        overflow: Overflow::clip(),
        ..default()
    };
    let inside = Node {
        position_type: PositionType::Absolute,
        left: px(0),
        top: px(0),
        bottom: px(0),
        width: percent(0),
        border_radius: BorderRadius::all(px(3)),
        ..default()
    };
    let shine = LinearGradient::to_bottom(vec![
        ColorStop::auto(tint.lighter(0.08)),
        ColorStop::auto(tint),
        ColorStop::auto(tint.darker(0.08)),
    ]);
    let small = (size.y - 5.0).clamp(8.0, text::SMALL);
    (
        panel::well(frame),
        Pickable::IGNORE,
        children![
            (
                inside,
                BackgroundGradient(vec![Gradient::Linear(shine)]),
                Fill::at(0.0),
                Pickable::IGNORE,
                fill,
            ),
            (text::label_on_world("", small, colour::PARCHMENT), words),
        ],
    )
}

/// Keeps the bars moving.
pub(crate) fn plugin(app: &mut App) {
    app.add_systems(PostUpdate, glide.before(bevy::ui::UiSystems::Layout));
}

/// Shares a second that a fill covers at most.
const SPEED: f32 = 2.5;

fn glide(mut fills: Query<(&mut Fill, &mut Node)>, time: Res<Time>) {
    for (mut fill, mut node) in &mut fills {
        let step = SPEED * time.delta_secs();
        let to_go = fill.share - fill.shown;
        let shown =
            if to_go.abs() <= step { fill.share } else { fill.shown + step * to_go.signum() };
        fill.bypass_change_detection().shown = shown;
        let width = percent(shown * 100.0);
        if node.width != width {
            node.width = width;
        }
    }
}
