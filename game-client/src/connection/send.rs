//! Ticks and requests, on their way to the server.

use super::live::Leaving;
use super::{Connection, LeaveWorld, deals};
use crate::controls::Controls;
use crate::play::{AskServer, Deals};
use crate::screens::Screen;
use bevy::prelude::*;
use protocol::{Ask, Pose};
use simulation::{Buttons, TICKS_PER_SECOND};
use std::time::Duration;

/// A tick.
const TICK: Duration = Duration::from_millis(1000 / TICKS_PER_SECOND as u64);
/// Ticks that are made up for after a slow frame; older ones are lost, as the server's are.
const MOST: u32 = 6;
/// How long the server may take to see one off.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long a strike is shown, seconds.
const SWING: f32 = 0.35;

/// Sends what is due.
pub(super) fn send(
    mut connection: ResMut<Connection>,
    mut controls: ResMut<Controls>,
    mut asks: MessageReader<AskServer>,
    mut leaves: MessageReader<LeaveWorld>,
    mut doings: ResMut<Deals>,
    (mut next, mut exit): (ResMut<NextState<Screen>>, MessageWriter<AppExit>),
    time: Res<Time<Real>>,
) {
    let Some(live) = connection.live_mut() else {
        asks.clear();
        if let Some(leave) = leaves.read().last() {
            next.set(Screen::Title);
            if leave.quit {
                exit.write(AppExit::Success);
            }
        }
        return;
    };
    for AskServer(ask) in asks.read() {
        let request = live.session.ask(ask.clone());
        let (view, world) = (live.session.view(), live.session.world());
        let now = time.elapsed_secs();
        deals::begin(&mut doings, (request, ask), view, world, now);
        live.asked.insert(request, ask.clone());
    }
    if let Some(leave) = leaves.read().last()
        && live.leaving.is_none()
    {
        let request = live.session.ask(Ask::Leave);
        live.leaving = Some(Leaving { request, waited: Duration::ZERO, quit: leave.quit });
    }
    if let Some(leaving) = &mut live.leaving {
        leaving.waited += time.delta();
        if leaving.waited > PATIENCE {
            live.session.leave();
        }
    }
    live.owed = (live.owed + time.delta()).min(TICK * MOST);
    while live.owed >= TICK {
        live.owed -= TICK;
        let wish = controls.wish();
        if wish.buttons.holds(Buttons::STRIKE) {
            live.swing = (SWING, Pose::Strike as u8);
        } else if wish.buttons.holds(Buttons::SHOOT) {
            live.swing = (SWING, Pose::Shoot as u8);
        }
        live.session.tick(wish);
        controls.ticked();
    }
    live.swing.0 = (live.swing.0 - time.delta_secs()).max(0.0);
    live.session.flush();
}
