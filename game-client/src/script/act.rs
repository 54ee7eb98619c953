//! What the steps do, frame by frame.

use super::parse::{Choice, Condition, Facing, Goal};
use super::run::{Progress, World};
use super::seek::{Found, is_enemy};
use crate::controls::heading;
use crate::menus::Menu;
use crate::play::AskServer;
use crate::screens::Screen;
use crate::target::request;
use bevy::prelude::*;
use protocol::{Ask, RecordState, Topic};
use session::Wish;
use simulation::{Buttons, Heading};

/// How near one goes to a thing, metres: the server's reach is above this.
const REACH: f32 = 1.7;
/// How near one goes to a place.
const THERE: f32 = 2.5;
/// Seconds between two requests for the same thing.
const AGAIN: f32 = 2.0;

pub(super) fn wait(world: &World, condition: Condition) -> Progress {
    let playing = *world.screen.get() == Screen::Playing;
    let met = match condition {
        Condition::Ready => playing && world.ready.0,
        Condition::Quest => !world.followed.0.is_empty(),
        Condition::Dialogue => world.talk.0.is_some(),
        Condition::Dungeon => playing && world.place.dungeon.is_some() && world.ready.0,
        Condition::Overworld => playing && world.place.dungeon.is_none() && world.ready.0,
        Condition::Sealed => world.carries(|record| *record == RecordState::Sealed),
        Condition::Recorded => world.carries(|record| matches!(record, RecordState::Recorded(_))),
        Condition::Market => world.market.0.is_some(),
        Condition::Trade => *world.menu.get() == Menu::Trade,
        Condition::Alive => playing && !world.place.dead,
        Condition::Title => *world.screen.get() == Screen::Title,
        Condition::Ended => *world.screen.get() == Screen::Ended,
    };
    if met { Progress::Done } else { Progress::Going }
}

pub(super) fn go(world: &mut World, goal: Goal) -> Progress {
    let Some(found) = find(world, goal) else {
        return Progress::Going;
    };
    let here = super::steer::here(&world.place);
    let near = if found.thing.is_some() { REACH } else { THERE };
    if here.distance(found.at) < near {
        world.controls.script = Some(rest(found.at - here));
        return Progress::Done;
    }
    let dt = world.time.delta_secs();
    let Some(live) = world.connection.live() else {
        return Progress::Going;
    };
    let wish = world.runner.walk.towards(here, found.at, live, dt);
    look_along(world, wish.walk);
    world.controls.script = Some(wish);
    Progress::Going
}

/// The camera follows a walk gently.
fn look_along(world: &mut World, walk: Heading) {
    if walk.is_none() {
        return;
    }
    let wanted = (-f32::from(walk.x)).atan2(-f32::from(walk.z));
    let turn = (wanted - world.rig.yaw + std::f32::consts::PI).rem_euclid(std::f32::consts::TAU)
        - std::f32::consts::PI;
    world.rig.yaw += turn * (world.time.delta_secs() * 2.0).min(1.0);
}

/// Stands, looking to a direction.
pub(super) fn rest(direction: Vec2) -> Wish {
    let aim = heading(direction);
    let aim = if aim.is_none() { Heading { x: 0, z: 127 } } else { aim };
    Wish { walk: Heading::NONE, aim, buttons: Buttons::default() }
}

fn find(world: &World, goal: Goal) -> Option<Found> {
    world.sight()?.find(goal)
}

pub(super) fn face(world: &mut World, facing: Facing) -> Progress {
    let direction = match facing {
        Facing::Direction(direction) => direction,
        Facing::Goal(goal) => match find(world, goal) {
            Some(found) => found.at - super::steer::here(&world.place),
            None => return Progress::Failed("there is nothing of that kind in sight".into()),
        },
    };
    world.controls.script = Some(rest(direction));
    let (pitch, distance) = (world.rig.pitch, world.rig.distance);
    world.rig.set((-direction.x).atan2(-direction.y), pitch, distance);
    Progress::Done
}

/// Walks to a thing, asks the server to use it, and waits for what comes of it.
pub(super) fn interact(world: &mut World, goal: Option<Goal>) -> Progress {
    let talks = goal.is_some();
    if talks && world.talk.0.is_some() {
        return Progress::Done;
    }
    let target = match goal {
        Some(goal) => find(world, goal).and_then(|found| found.thing),
        None => world.near.0.as_ref().map(|(id, _)| *id),
    };
    let actor = target.and_then(|id| Some((id, world.stage.as_ref()?.actors.get(&id)?)));
    let Some((target, actor)) = actor else {
        return Progress::Going;
    };
    let at = Vec2::new(actor.position.x, actor.position.z);
    let request = request(target, &actor.kind);
    let here = super::steer::here(&world.place);
    if here.distance(at) > REACH + 0.6
        && let Some(goal) = goal
    {
        return match go(world, goal) {
            Progress::Done => Progress::Going,
            other => other,
        };
    }
    world.controls.script = Some(rest(at - here));
    if world.runner.waited > 0.0 {
        world.runner.waited -= world.time.delta_secs();
        return Progress::Going;
    }
    world.ask.write(AskServer(request));
    world.runner.waited = AGAIN;
    if talks { Progress::Going } else { Progress::Done }
}

pub(super) fn choose(world: &mut World, choice: &Choice) -> Progress {
    let Some(dialogue) = &world.talk.0 else {
        return Progress::Going;
    };
    let topic = match choice {
        Choice::Number(number) => {
            dialogue.choices.get(number.wrapping_sub(1)).map(|choice| choice.topic)
        }
        Choice::Topic(name) => {
            dialogue.choices.iter().map(|choice| choice.topic).find(|topic| is(*topic, name))
        }
    };
    match topic {
        Some(topic) => {
            world.ask.write(AskServer(Ask::Choose { topic }));
            world.runner.said = Some(dialogue.text.clone());
            Progress::Done
        }
        None => {
            let labels: Vec<_> = dialogue.choices.iter().map(|it| it.label.as_str()).collect();
            Progress::Failed(format!("there is no such answer among {labels:?}"))
        }
    }
}

fn is(topic: Topic, name: &str) -> bool {
    name == match topic {
        Topic::Work => "work",
        Topic::Place => "place",
        Topic::Neighbours => "neighbours",
        Topic::Dungeons => "dungeons",
        Topic::Quest(_) => "quest",
        Topic::Accept(_) => "accept",
        Topic::Deliver(_) => "deliver",
        Topic::Report(_) => "report",
        Topic::Farewell => "farewell",
        Topic::FindOut(_) => "find-out",
        Topic::Persuade(_) => "persuade",
        Topic::Collect(_) => "collect",
        Topic::Decline(_) => "decline",
    }
}

/// Strikes or shoots at the nearest creature so many times; follows it to strike.
pub(super) fn attack(world: &mut World, count: u32, button: Buttons) -> Progress {
    let target = find(world, Goal::Creature);
    let near_enough = if button == Buttons::STRIKE { 1.6 } else { 14.0 };
    let here = super::steer::here(&world.place);
    let Some(found) = target.filter(|found| found.at.distance(here) < 40.0) else {
        return if world.runner.count > 0 { Progress::Done } else { Progress::Going };
    };
    if world.runner.count >= count {
        world.controls.script = Some(rest(found.at - here));
        return Progress::Done;
    }
    if found.at.distance(here) > near_enough {
        let dt = world.time.delta_secs();
        if let Some(live) = world.connection.live() {
            let wish = world.runner.walk.towards(here, found.at, live, dt);
            look_along(world, wish.walk);
            world.controls.script = Some(wish);
        }
        return Progress::Going;
    }
    let aims = rest(found.at - here);
    world.controls.script = Some(Wish { buttons: button, ..aims });
    look_along(world, aims.aim);
    world.runner.waited -= world.time.delta_secs();
    if world.runner.waited <= 0.0 {
        world.runner.waited = 0.6;
        world.runner.count += 1;
    }
    Progress::Going
}

/// Is anything alive near? For words about a fight that never came.
pub(super) fn enemies(world: &World) -> usize {
    world.stage.as_ref().map_or(0, |stage| stage.actors.values().filter(|it| is_enemy(it)).count())
}

pub(super) fn open(world: &mut World, menu: Menu) -> Progress {
    if *world.menu.get() == menu {
        return Progress::Done;
    }
    world.next_menu.set(menu);
    Progress::Going
}

/// Closes whatever is open; saying goodbye where somebody talks.
pub(super) fn close(world: &mut World) -> Progress {
    if *world.menu.get() == Menu::None && world.talk.0.is_none() {
        return Progress::Done;
    }
    if *world.menu.get() != Menu::None {
        world.next_menu.set(Menu::None);
    }
    Progress::Going
}
