//! Runs the steps, one after the other.

use super::capture::Shot;
use super::parse::{Condition, Goal, Line, Step};
use super::seek::Sight;
use super::steer::Walk;
use super::{act, press, steer};
use crate::camera::Rig;
use crate::connection::{Connection, DayOverride, LeaveWorld};
use crate::controls::{Controls, heading};
use crate::goals::Goals;
use crate::menus::Menu;
use crate::play::{AskServer, Carried, Followed, Market, Place, Realm, Records, Talk};
use crate::scene::{SceneReady, Stage};
use crate::schedule::ClientSystems;
use crate::screens::{Destination, Failure, Journey, Screen, random_name};
use crate::target::Near;
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use protocol::{Ask, ChatScope, RecordState};
use session::Wish;
use simulation::Buttons;
use std::io::Write as _;
use std::num::NonZero;
use std::path::PathBuf;
use std::time::Duration;

/// The script under way.
#[derive(Resource)]
pub(super) struct Runner {
    lines: Vec<Line>,
    next: usize,
    directory: PathBuf,
    name: Option<String>,
    /// Real time of the step under way.
    took: Duration,
    pub(super) walk: Walk,
    /// Seconds until a request is made again, or a strike counted.
    pub(super) waited: f32,
    pub(super) count: u32,
    /// What was said before the last choice; the next step waits until something else is.
    pub(super) said: Option<String>,
    shot: Shot,
}

/// How a step stands.
pub(super) enum Progress {
    Done,
    Going,
    Failed(String),
}

/// What a script sees and moves.
#[derive(SystemParam)]
pub(super) struct World<'w, 's> {
    pub(super) runner: ResMut<'w, Runner>,
    pub(super) controls: ResMut<'w, Controls>,
    pub(super) rig: ResMut<'w, Rig>,
    pub(super) connection: Res<'w, Connection>,
    pub(super) place: Res<'w, Place>,
    pub(super) followed: Res<'w, Followed>,
    pub(super) goals: Res<'w, Goals>,
    pub(super) talk: Res<'w, Talk>,
    carried: Res<'w, Carried>,
    records: Res<'w, Records>,
    pub(super) market: Res<'w, Market>,
    pub(super) hands: press::Hands<'w, 's>,
    pub(super) near: Res<'w, Near>,
    pub(super) realm: Option<Res<'w, Realm>>,
    pub(super) stage: Option<Res<'w, Stage>>,
    pub(super) ready: Res<'w, SceneReady>,
    pub(super) screen: Res<'w, State<Screen>>,
    pub(super) menu: Res<'w, State<Menu>>,
    pub(super) next_menu: ResMut<'w, NextState<Menu>>,
    next_screen: ResMut<'w, NextState<Screen>>,
    failure: Option<Res<'w, Failure>>,
    day: ResMut<'w, DayOverride>,
    pub(super) ask: MessageWriter<'w, AskServer>,
    leave: MessageWriter<'w, LeaveWorld>,
    exit: MessageWriter<'w, AppExit>,
    pub(super) time: Res<'w, Time<Real>>,
    pub(super) commands: Commands<'w, 's>,
}

impl World<'_, '_> {
    /// Carries something of which `wanted` became on the chain.
    pub(super) fn carries(&self, wanted: impl Fn(&RecordState) -> bool) -> bool {
        self.carried.0.stacks().any(|(_, stack)| {
            let operation = stack.mark.and_then(|mark| mark.operation());
            operation.and_then(|it| self.records.0.get(&it)).is_some_and(&wanted)
        })
    }

    /// What can be looked for.
    pub(super) fn sight(&self) -> Option<Sight<'_>> {
        Some(Sight {
            land: &self.realm.as_ref()?.0,
            stage: self.stage.as_ref()?,
            place: &self.place,
            goals: &self.goals,
            followed: &self.followed,
        })
    }
}

/// Adds the script to the game.
pub(super) fn add(app: &mut App, lines: Vec<Line>, capture: Option<PathBuf>) {
    app.insert_resource(Runner {
        lines,
        next: 0,
        directory: capture.unwrap_or_else(|| PathBuf::from("captures")),
        name: None,
        took: Duration::ZERO,
        walk: Walk::default(),
        waited: 0.0,
        count: 0,
        said: None,
        shot: Shot::default(),
    });
    app.add_systems(Update, run.in_set(ClientSystems::Steer));
}

fn run(mut world: World) {
    let Some(line) = world.runner.lines.get(world.runner.next).cloned() else {
        world.exit.write(AppExit::Success);
        return;
    };
    if world.controls.script.is_none() {
        world.controls.script = Some(act::rest(Vec2::NEG_Y));
    }
    if world.runner.took.is_zero() {
        tracing::info!(line = line.number, step = ?line.step, "script");
    }
    world.runner.took += world.time.delta();
    let progress = match stopped(&world, &line.step) {
        Some(why) => Progress::Failed(why),
        None => advance(&mut world, &line.step),
    };
    let progress = match progress {
        Progress::Going if world.runner.took > line.within => {
            Progress::Failed(format!("not done within {} s{}", line.within.as_secs(), hint(&world)))
        }
        other => other,
    };
    match progress {
        Progress::Going => {}
        Progress::Done => {
            world.runner.next += 1;
            world.runner.took = Duration::ZERO;
            world.runner.walk = Walk::default();
            world.runner.waited = 0.0;
            world.runner.count = 0;
            world.runner.shot = Shot::default();
        }
        Progress::Failed(why) => {
            // Nobody is left to tell if standard error is closed.
            let _ = writeln!(std::io::stderr(), "script: line {}: {why}", line.number);
            world.exit.write(AppExit::Error(NonZero::<u8>::MIN));
        }
    }
}

fn hint(world: &World) -> String {
    let here = steer::here(&world.place);
    format!(
        " (screen {:?}, window {:?}, at {:.0} {:.0}, {} creatures in sight)",
        world.screen.get(),
        world.menu.get(),
        here.x,
        here.y,
        act::enemies(world)
    )
}

/// The game ended and the script does not expect it.
fn stopped(world: &World, step: &Step) -> Option<String> {
    let expects = matches!(step, Step::Wait(Condition::Ended) | Step::Capture(_) | Step::Quit);
    if *world.screen.get() != Screen::Ended || expects {
        return None;
    }
    let failure = world.failure.as_ref()?;
    Some(format!("the game ended: {}. {} {}", failure.what, failure.why, failure.advice))
}

fn advance(world: &mut World, step: &Step) -> Progress {
    // After an answer the next words are waited for.
    if let Some(said) = &world.runner.said {
        let same = world.talk.0.as_ref().is_some_and(|dialogue| dialogue.text == *said);
        if same && world.runner.took < Duration::from_secs(3) {
            return Progress::Going;
        }
        world.runner.said = None;
    }
    match step {
        Step::Name(name) => {
            world.runner.name = Some(name.clone());
            Progress::Done
        }
        Step::Play => begin(world, Destination::Here),
        Step::Join(address) => begin(world, Destination::There(address.clone())),
        Step::Wait(condition) => act::wait(world, *condition),
        Step::Pause(time) => done_if(world.runner.took >= *time),
        Step::Walk(direction, runs, time) => {
            let walk = heading(*direction);
            let buttons = if *runs { Buttons::RUN } else { Buttons::default() };
            let over = world.runner.took >= *time;
            let wish = Wish { walk, aim: walk, buttons };
            world.controls.script = Some(if over { act::rest(*direction) } else { wish });
            done_if(over)
        }
        Step::Go(goal) => act::go(world, *goal),
        Step::Face(facing) => act::face(world, *facing),
        Step::Talk => {
            let giver = world.sight().and_then(|sight| sight.find(Goal::Giver)).is_some();
            act::interact(world, Some(if giver { Goal::Giver } else { Goal::Person }))
        }
        Step::Use => act::interact(world, None),
        Step::Choose(choice) => act::choose(world, choice),
        Step::Say(text) => {
            world.runner.said = world.talk.0.as_ref().map(|dialogue| dialogue.text.clone());
            world.ask.write(AskServer(Ask::Say { text: text.clone() }));
            Progress::Done
        }
        Step::Chat(text) => {
            world.ask.write(AskServer(Ask::Chat { scope: ChatScope::Near, text: text.clone() }));
            Progress::Done
        }
        Step::Open(menu) => act::open(world, *menu),
        Step::Close => act::close(world),
        Step::Press(words) => press::press(world, words),
        Step::Fill(field, text) => press::fill(world, field, text),
        Step::Time(share) => {
            world.day.0 = Some(*share);
            Progress::Done
        }
        Step::Camera(yaw, pitch, distance) => {
            world.rig.set(-yaw.to_radians(), pitch.to_radians(), *distance);
            Progress::Done
        }
        Step::Strike(count) => act::attack(world, *count, Buttons::STRIKE),
        Step::Shoot(count) => act::attack(world, *count, Buttons::SHOOT),
        Step::Capture(name) => capture(world, name),
        Step::Leave => {
            if *world.screen.get() == Screen::Title {
                return Progress::Done;
            }
            if world.runner.count == 0 {
                world.runner.count = 1;
                world.leave.write(LeaveWorld { quit: false });
            }
            Progress::Going
        }
        Step::Quit => quit(world),
    }
}

const fn done_if(done: bool) -> Progress {
    if done { Progress::Done } else { Progress::Going }
}

fn begin(world: &mut World, to: Destination) -> Progress {
    let name = world.runner.name.clone().unwrap_or_else(random_name);
    world.commands.insert_resource(Journey { name, to });
    world.next_screen.set(Screen::Loading);
    Progress::Done
}

fn capture(world: &mut World, name: &str) -> Progress {
    // A picture of the world shows all of it.
    if *world.screen.get() == Screen::Playing && !world.ready.0 {
        return Progress::Going;
    }
    let directory = world.runner.directory.clone();
    match world.runner.shot.take(&mut world.commands, &directory, name) {
        Ok(done) => done_if(done),
        Err(why) => Progress::Failed(why),
    }
}

/// Leaves in order, then ends.
fn quit(world: &mut World) -> Progress {
    if *world.screen.get() != Screen::Playing {
        return Progress::Done;
    }
    if world.runner.count == 0 {
        world.runner.count = 1;
        world.leave.write(LeaveWorld { quit: false });
    }
    Progress::Going
}
