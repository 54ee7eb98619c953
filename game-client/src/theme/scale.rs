//! One layout for every window: everything is laid out for 720 logical pixels of height and scaled.

use bevy::prelude::*;
use bevy::window::PrimaryWindow;

/// The size that the interface is laid out for.
const DESIGN: Vec2 = Vec2::new(1180.0, 720.0);

/// Keeps the scale fitting to the window.
pub(crate) fn plugin(app: &mut App) {
    app.add_systems(PreUpdate, fit);
}

fn fit(windows: Query<&Window, With<PrimaryWindow>>, scale: Option<ResMut<UiScale>>) {
    let (Ok(window), Some(mut scale)) = (windows.single(), scale) else {
        return;
    };
    let wanted = scale_for(window.size());
    if (scale.0 - wanted).abs() > 0.001 {
        scale.0 = wanted;
    }
}

/// The scale for a window of this size, in steps of a twentieth so that letters stay crisp while a
/// window is being resized.
fn scale_for(window: Vec2) -> f32 {
    let fit = (window / DESIGN).min_element();
    ((fit * 20.0).floor() / 20.0).clamp(0.4, 3.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interface_grows_with_the_window_and_never_vanishes() {
        assert!((scale_for(Vec2::new(1280.0, 720.0)) - 1.0).abs() < 0.001);
        assert!((scale_for(Vec2::new(2560.0, 1440.0)) - 2.0).abs() < 0.001);
        assert!((scale_for(Vec2::new(1.0, 1.0)) - 0.4).abs() < 0.001);
        assert!((scale_for(Vec2::new(590.0, 9000.0)) - 0.5).abs() < 0.001);
    }
}
