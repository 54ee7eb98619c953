//! Keys and mouse, as wishes.
//!
//! What the player wants is gathered each frame and read once a tick by the session. A key pressed
//! and let go between two ticks still counts for the next one.

use crate::camera::Rig;
use crate::menus::Menu;
use crate::play::Place;
use crate::scene::Stage;
use crate::schedule::ClientSystems;
use crate::screens::Screen;
use crate::target::Target;
use crate::theme::field::Typing;
use bevy::prelude::*;
use bevy::window::{CursorGrabMode, CursorOptions, PrimaryWindow};
use session::Wish;
use simulation::{Buttons, Heading};

/// What the player wants now.
#[derive(Resource, Clone, Debug)]
pub(crate) struct Controls {
    walk: Heading,
    aim: Heading,
    held: Buttons,
    latched: Buttons,
    /// What the script wants instead.
    pub(crate) script: Option<Wish>,
}

impl Default for Controls {
    fn default() -> Self {
        // Away from the camera, which looks north at first.
        let north = Heading { x: 0, z: -127 };
        Self {
            walk: Heading::NONE,
            aim: north,
            held: Buttons::default(),
            latched: Buttons::default(),
            script: None,
        }
    }
}

impl Controls {
    /// The wish of the next tick.
    pub(crate) fn wish(&self) -> Wish {
        self.script.unwrap_or(Wish {
            walk: self.walk,
            aim: self.aim,
            buttons: self.held.and(self.latched),
        })
    }

    /// A tick has read the wish.
    pub(crate) const fn ticked(&mut self) {
        self.latched = Buttons(0);
    }

    /// The hands rest.
    fn rest(&mut self) {
        self.walk = Heading::NONE;
        self.held = Buttons::default();
        self.latched = Buttons::default();
    }
}

/// Mouse and keys belong to the game now, not to a window or a field.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct InHand(pub(crate) bool);

/// Adds the controls.
pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Controls>()
        .init_resource::<InHand>()
        .add_systems(Update, (take_in_hand, gather).chain().in_set(ClientSystems::Steer));
}

fn take_in_hand(
    screen: Res<State<Screen>>,
    menu: Res<State<Menu>>,
    typing: Res<Typing>,
    asked: Res<crate::app::Asked>,
    mut in_hand: ResMut<InHand>,
    mut windows: Query<(&Window, &mut CursorOptions), With<PrimaryWindow>>,
) {
    let plays = *screen.get() == Screen::Playing && *menu.get() == Menu::None;
    let focused = windows.single().is_ok_and(|(window, _)| window.focused);
    in_hand.set_if_neq(InHand(plays && !typing.0));
    // A script needs no pointer, and must not take somebody else's.
    let grabs = in_hand.0 && focused && asked.0.script.is_none();
    let Ok((_, mut cursor)) = windows.single_mut() else {
        return;
    };
    let grab_mode = if grabs { CursorGrabMode::Locked } else { CursorGrabMode::None };
    if cursor.grab_mode != grab_mode || cursor.visible == grabs {
        cursor.grab_mode = grab_mode;
        cursor.visible = !grabs;
    }
}

/// What the hands are on.
#[derive(bevy::ecs::system::SystemParam)]
struct Hands<'w> {
    keys: Res<'w, ButtonInput<KeyCode>>,
    mouse: Res<'w, ButtonInput<MouseButton>>,
    in_hand: Res<'w, InHand>,
    rig: Res<'w, Rig>,
    target: Res<'w, Target>,
    place: Res<'w, Place>,
    stage: Option<Res<'w, Stage>>,
}

fn gather(hands: Hands, mut controls: ResMut<Controls>) {
    if !hands.in_hand.0 {
        controls.rest();
        return;
    }
    let keys = &hands.keys;
    let axis = |plus: [KeyCode; 2], minus: [KeyCode; 2]| {
        f32::from(keys.any_pressed(plus)) - f32::from(keys.any_pressed(minus))
    };
    let ahead = axis([KeyCode::KeyW, KeyCode::ArrowUp], [KeyCode::KeyS, KeyCode::ArrowDown]);
    let right = axis([KeyCode::KeyD, KeyCode::ArrowRight], [KeyCode::KeyA, KeyCode::ArrowLeft]);
    controls.walk = heading(hands.rig.walk_direction(ahead, right));

    let mut held = Buttons::default();
    let mut pressed = Buttons::default();
    let mut key = |down: bool, just: bool, button: Buttons| {
        if down {
            held = held.and(button);
        }
        if just {
            pressed = pressed.and(button);
        }
    };
    let shift = [KeyCode::ShiftLeft, KeyCode::ShiftRight];
    key(keys.any_pressed(shift), false, Buttons::RUN);
    key(keys.pressed(KeyCode::Space), keys.just_pressed(KeyCode::Space), Buttons::JUMP);
    let mouse = &hands.mouse;
    let (left, other) = (MouseButton::Left, MouseButton::Right);
    key(mouse.pressed(left), mouse.just_pressed(left), Buttons::STRIKE);
    key(mouse.pressed(other), mouse.just_pressed(other), Buttons::SHOOT);
    controls.held = held;
    controls.latched = controls.latched.and(pressed);

    let attacks = controls.held.and(controls.latched).0 & (Buttons::STRIKE.0 | Buttons::SHOOT.0);
    if attacks != 0 {
        controls.aim = aim(&hands);
    } else if !controls.walk.is_none() {
        controls.aim = controls.walk;
    }
}

/// At the target if there is one, else where the camera looks.
fn aim(hands: &Hands) -> Heading {
    let target = hands.target.0.and_then(|id| hands.stage.as_ref()?.actors.get(&id));
    match target {
        Some(actor) => {
            let here = crate::camera::over_ground(hands.place.at);
            heading(Vec2::new(actor.position.x - here.x, actor.position.z - here.y))
        }
        None => heading(hands.rig.walk_direction(1.0, 0.0)),
    }
}

/// A direction over the ground (east, south) as the wire has it; nowhere for no direction.
pub(crate) fn heading(direction: Vec2) -> Heading {
    let Some(unit) = direction.try_normalize() else {
        return Heading::NONE;
    };
    // Within -127..=127.
    Heading { x: (unit.x * 127.0).round() as i8, z: (unit.y * 127.0).round() as i8 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_become_headings_of_full_length() {
        assert_eq!(heading(Vec2::new(0.0, -5.0)), Heading { x: 0, z: -127 });
        assert_eq!(heading(Vec2::new(2.0, 2.0)), Heading { x: 90, z: 90 });
        assert_eq!(heading(Vec2::ZERO), Heading::NONE);
    }

    #[test]
    fn a_short_press_counts_for_the_next_tick_and_only_for_it() {
        let mut controls = Controls { latched: Buttons::STRIKE, ..Controls::default() };
        assert!(controls.wish().buttons.holds(Buttons::STRIKE));
        controls.ticked();
        assert!(!controls.wish().buttons.holds(Buttons::STRIKE));
    }
}
