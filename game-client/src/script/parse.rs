//! From lines to steps.

use crate::menus::Menu;
use bevy::prelude::Vec2;
use std::time::Duration;
use thiserror::Error;

/// A step with the number of its line, from 1.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    pub(crate) number: usize,
    pub(crate) step: Step,
    /// How long it may take.
    pub(crate) within: Duration,
}

/// What a script can do.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Step {
    Name(String),
    Play,
    Join(String),
    Wait(Condition),
    /// Pause for bare time: where there is nothing to wait for, such as a gait to be drawn.
    Pause(Duration),
    /// A direction (east, south), running or not, for a time.
    Walk(Vec2, bool, Duration),
    Go(Goal),
    Face(Facing),
    Talk,
    Use,
    Choose(Choice),
    Say(String),
    Chat(String),
    Open(Menu),
    Close,
    /// A button, by its words or its name.
    Press(String),
    /// A field, by its name, and what is typed into it.
    Fill(String, String),
    Time(f32),
    /// Yaw and pitch in degrees, distance in metres.
    Camera(f32, f32, f32),
    Strike(u32),
    Shoot(u32),
    Capture(String),
    Leave,
    Quit,
}

/// What a script can wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// In the world, everything near is drawn.
    Ready,
    /// A quest is followed.
    Quest,
    /// Somebody talks.
    Dialogue,
    /// In a dungeon.
    Dungeon,
    /// In the overworld.
    Overworld,
    /// Alive.
    Alive,
    /// A sealed relic that can be opened is carried.
    Sealed,
    /// A recorded item is carried.
    Recorded,
    /// A page of the market has come.
    Market,
    /// One sits at the table of a trade.
    Trade,
    /// The title.
    Title,
    /// The screen that says why the game ended.
    Ended,
}

/// Where a script can go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Goal {
    Person,
    /// Somebody who has a quest to give.
    Giver,
    Quest,
    Dungeon,
    Settlement,
    Creature,
    /// Another player.
    Player,
    Exit,
    Door,
    Lever,
    Chest,
    Drop,
    /// Metres east and south.
    Point(i32, i32),
}

/// What a script can look at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Facing {
    Direction(Vec2),
    Goal(Goal),
}

/// What a script can answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// From 1.
    Number(usize),
    /// A kind of answer: work, place, quest, accept, report, deliver, farewell.
    Topic(String),
}

/// A line that is no step.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("line {line}: {problem}")]
pub(crate) struct ScriptError {
    pub(crate) line: usize,
    pub(crate) problem: String,
}

/// How long a step may take where it does not say.
const USUAL: Duration = Duration::from_secs(180);

/// Reads a script.
pub(crate) fn parse(text: &str) -> Result<Vec<Line>, ScriptError> {
    let mut lines = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        // A comment begins a word; the # of an invite stands within one.
        let mut words: Vec<&str> =
            line.split_whitespace().take_while(|word| !word.starts_with('#')).collect();
        if words.is_empty() {
            continue;
        }
        let wrong = |problem| ScriptError { line: number, problem };
        let within = bound(&mut words).map_err(wrong)?.unwrap_or(USUAL);
        let step = step(&words).map_err(wrong)?;
        lines.push(Line { number, step, within });
    }
    Ok(lines)
}

/// Takes "within 60s" off the end.
fn bound(words: &mut Vec<&str>) -> Result<Option<Duration>, String> {
    if words.len() < 3 || words[words.len() - 2] != "within" {
        return Ok(None);
    }
    let time = words.pop().unwrap_or_default();
    words.pop();
    duration(time).map(Some)
}

fn step(words: &[&str]) -> Result<Step, String> {
    let (name, rest) = words.split_first().ok_or("an empty line")?;
    let text = || {
        if rest.is_empty() { Err(format!("{name} what?")) } else { Ok(rest.join(" ")) }
    };
    let plain = |step: Step| {
        if rest.is_empty() { Ok(step) } else { Err(format!("nothing follows {name}")) }
    };
    match *name {
        "name" => Ok(Step::Name(text()?)),
        "play" => plain(Step::Play),
        "join" => Ok(Step::Join(text()?)),
        "wait" => Ok(Step::Wait(condition(rest)?)),
        "pause" => Ok(Step::Pause(duration(one(rest, "pause 2s")?)?)),
        "walk" => walk(rest),
        "go" => match rest {
            ["to", goal @ ..] => Ok(Step::Go(self::goal(goal)?)),
            _ => Err("go reads: go to person".into()),
        },
        "face" => face(rest),
        "talk" => plain(Step::Talk),
        "use" => plain(Step::Use),
        "choose" => Ok(Step::Choose(choice(one(rest, "choose 1")?))),
        "say" => Ok(Step::Say(text()?)),
        "chat" => Ok(Step::Chat(text()?)),
        "open" => Ok(Step::Open(menu(one(rest, "open map")?)?)),
        "close" => plain(Step::Close),
        "press" => Ok(Step::Press(text()?)),
        "fill" => match rest {
            [field, text @ ..] => Ok(Step::Fill((*field).to_owned(), text.join(" "))),
            [] => Err("fill reads: fill price 12.5".into()),
        },
        "time" => {
            let share: f32 = number(one(rest, "time 0.5")?)?;
            if (0.0..=1.0).contains(&share) {
                Ok(Step::Time(share))
            } else {
                Err(format!("the time of day goes from 0 to 1, not {share}"))
            }
        }
        "camera" => match rest {
            [yaw, pitch, distance] => {
                Ok(Step::Camera(number(yaw)?, number(pitch)?, number(distance)?))
            }
            _ => Err("camera reads: camera YAW PITCH DISTANCE (degrees, degrees, metres)".into()),
        },
        "strike" => Ok(Step::Strike(count(rest)?)),
        "shoot" => Ok(Step::Shoot(count(rest)?)),
        "capture" => file_name(one(rest, "capture NAME")?).map(Step::Capture),
        "leave" => plain(Step::Leave),
        "quit" => plain(Step::Quit),
        other => Err(format!("there is no step {other:?}; docs/client-script.md lists them")),
    }
}

fn one<'w>(rest: &[&'w str], example: &str) -> Result<&'w str, String> {
    match rest {
        [word] => Ok(word),
        _ => Err(format!("this reads: {example}")),
    }
}

fn condition(rest: &[&str]) -> Result<Condition, String> {
    match one(rest, "wait ready")? {
        "ready" => Ok(Condition::Ready),
        "quest" => Ok(Condition::Quest),
        "dialogue" => Ok(Condition::Dialogue),
        "dungeon" => Ok(Condition::Dungeon),
        "overworld" => Ok(Condition::Overworld),
        "alive" => Ok(Condition::Alive),
        "sealed" => Ok(Condition::Sealed),
        "recorded" => Ok(Condition::Recorded),
        "market" => Ok(Condition::Market),
        "trade" => Ok(Condition::Trade),
        "title" => Ok(Condition::Title),
        "ended" => Ok(Condition::Ended),
        other => Err(format!("nobody can wait for {other:?}")),
    }
}

fn walk(rest: &[&str]) -> Result<Step, String> {
    let (time, ways) = rest.split_last().ok_or("walk reads: walk N E 5s")?;
    let time = duration(time)?;
    let mut sum = Vec2::ZERO;
    let mut runs = false;
    for way in ways {
        if *way == "run" {
            runs = true;
        } else {
            sum += direction(way)?;
        }
    }
    let direction = sum.try_normalize().ok_or("walk reads: walk N E 5s")?;
    Ok(Step::Walk(direction, runs, time))
}

fn direction(word: &str) -> Result<Vec2, String> {
    let ways = [("N", (0.0, -1.0)), ("E", (1.0, 0.0)), ("S", (0.0, 1.0)), ("W", (-1.0, 0.0))];
    let way = ways.iter().find(|(name, _)| *name == word);
    way.map(|(_, (east, south))| Vec2::new(*east, *south))
        .ok_or_else(|| format!("{word:?} is none of N, E, S, W"))
}

fn goal(rest: &[&str]) -> Result<Goal, String> {
    match rest {
        ["person"] => Ok(Goal::Person),
        ["giver"] => Ok(Goal::Giver),
        ["quest"] => Ok(Goal::Quest),
        ["dungeon"] => Ok(Goal::Dungeon),
        ["settlement"] => Ok(Goal::Settlement),
        ["creature"] => Ok(Goal::Creature),
        ["player"] => Ok(Goal::Player),
        ["exit"] => Ok(Goal::Exit),
        ["door"] => Ok(Goal::Door),
        ["lever"] => Ok(Goal::Lever),
        ["chest"] => Ok(Goal::Chest),
        ["drop"] => Ok(Goal::Drop),
        ["point", east, south] => Ok(Goal::Point(number(east)?, number(south)?)),
        _ => Err(format!("nobody can go to {:?}", rest.join(" "))),
    }
}

fn face(rest: &[&str]) -> Result<Step, String> {
    if let Ok(goal) = goal(rest) {
        return Ok(Step::Face(Facing::Goal(goal)));
    }
    let mut sum = Vec2::ZERO;
    for word in rest {
        sum += direction(word)?;
    }
    let direction = sum.try_normalize().ok_or("face reads: face N E, or face person")?;
    Ok(Step::Face(Facing::Direction(direction)))
}

fn choice(word: &str) -> Choice {
    word.parse().map_or_else(|_| Choice::Topic(word.to_owned()), Choice::Number)
}

fn menu(word: &str) -> Result<Menu, String> {
    match word {
        "inventory" => Ok(Menu::Inventory),
        "map" => Ok(Menu::Map),
        "quests" => Ok(Menu::Quests),
        "party" => Ok(Menu::Party),
        "market" => Ok(Menu::Market),
        "pause" => Ok(Menu::Pause),
        "settings" => Ok(Menu::Settings),
        other => Err(format!("there is no window {other:?}")),
    }
}

fn count(rest: &[&str]) -> Result<u32, String> {
    match rest {
        [] => Ok(1),
        [count] => number(count),
        _ => Err("this reads: strike 3".into()),
    }
}

fn number<T: std::str::FromStr>(word: &str) -> Result<T, String> {
    word.parse().map_err(|_| format!("{word:?} is no number"))
}

/// "5s" or "1.5s".
fn duration(word: &str) -> Result<Duration, String> {
    let wrong = || format!("{word:?} is no time; a time reads 5s");
    let seconds: f32 = word.strip_suffix('s').ok_or_else(wrong)?.parse().map_err(|_| wrong())?;
    let allowed = (0.0..=3600.0).contains(&seconds);
    if allowed { Ok(Duration::from_secs_f32(seconds)) } else { Err(wrong()) }
}

fn file_name(word: &str) -> Result<String, String> {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    if word.chars().all(fits) {
        Ok(word.to_owned())
    } else {
        Err(format!("{word:?} is no name for a picture: letters, digits, - and _"))
    }
}

#[cfg(test)]
mod tests;
