//! The way into a world, step by step.

use super::Screen;
use crate::scene::{SceneProgress, SceneReady};
use crate::schedule::ClientSystems;
use crate::theme::{self, bar, button_sized, colour, label, panel, text};
use bevy::input_focus::tab_navigation::TabGroup;
use bevy::prelude::*;
use bevy::ui_widgets::{Activate, observe};

/// A step on the way into a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The own server starts.
    StartServer,
    /// Key, name and server are checked.
    LogIn,
    /// The connection is made and the world's rules are known.
    Connect,
    /// The character is put into the world.
    Enter,
    /// The land around it grows.
    Grow,
}

impl Step {
    const fn words(self) -> &'static str {
        match self {
            Self::StartServer => "Starting a server on this machine",
            Self::LogIn => "Proving who you are",
            Self::Connect => "Connecting",
            Self::Enter => "Entering the world",
            Self::Grow => "Growing the land around you",
        }
    }
}

/// Where on the way into a world one is.
#[derive(Resource, Clone, Debug, PartialEq)]
pub struct Steps {
    /// The steps of this way.
    pub way: Vec<Step>,
    /// The one under way.
    pub now: Step,
    /// What is known of it beyond its name.
    pub detail: String,
}

impl Default for Steps {
    fn default() -> Self {
        Self { way: Vec::new(), now: Step::LogIn, detail: String::new() }
    }
}

impl Steps {
    /// The way to an own server (`here`) or to somebody else's.
    #[must_use]
    pub fn start(here: bool) -> Self {
        let mut way = vec![Step::LogIn, Step::Connect, Step::Enter, Step::Grow];
        if here {
            way.insert(0, Step::StartServer);
        }
        Self { now: way[0], way, detail: String::new() }
    }

    /// Goes on to a step; never back.
    pub fn reach(&mut self, step: Step, detail: impl Into<String>) {
        if step >= self.now {
            self.now = step;
            self.detail = detail.into();
        }
    }

    /// How much of the way lies behind; `within` is the share of the step under way.
    #[must_use]
    pub fn share(&self, within: f32) -> f32 {
        let behind = self.way.iter().filter(|&&step| step < self.now).count();
        (behind as f32 + within.clamp(0.0, 1.0)) / self.way.len().max(1) as f32
    }
}

#[derive(Component)]
struct StepLine(Step);

#[derive(Component)]
struct Detail;

#[derive(Component)]
struct Progress;

/// Adds the loading screen.
pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Steps>().add_systems(OnEnter(Screen::Loading), build).add_systems(
        Update,
        (show, done).in_set(ClientSystems::Show).run_if(in_state(Screen::Loading)),
    );
}

fn build(mut commands: Commands, steps: Res<Steps>) {
    let root = (
        panel::screen(colour::NIGHT),
        panel::evening(),
        DespawnOnExit(Screen::Loading),
        TabGroup::new(0),
    );
    commands.spawn(root).with_children(|page| {
        page.spawn(theme::panel(Node {
            width: px(460),
            flex_direction: FlexDirection::Column,
            padding: UiRect::axes(px(28), px(24)),
            row_gap: px(9),
            ..default()
        }))
        .with_children(|card| {
            card.spawn(label("On the way", text::HEADING, colour::GOLD));
            card.spawn(panel::rule());
            for &step in &steps.way {
                card.spawn((label("", text::BODY, colour::MUTED), StepLine(step)));
            }
            card.spawn(bar::bar(Vec2::new(404.0, 14.0), colour::EXPERIENCE, Progress, ()));
            card.spawn((label("", text::SMALL, colour::MUTED), Detail, min_height()));
            card.spawn((
                button_sized("Cancel", 140.0),
                observe(|_: On<Activate>, mut next: ResMut<NextState<Screen>>| {
                    next.set(Screen::Title)
                }),
            ));
        });
    });
}

fn min_height() -> Node {
    Node { min_height: px(34), ..default() }
}

fn show(
    steps: Res<Steps>,
    progress: Res<SceneProgress>,
    mut lines: Query<(&StepLine, &mut Text, &mut TextColor), Without<Detail>>,
    mut detail: Query<&mut Text, With<Detail>>,
    mut bars: Query<&mut bar::Fill, With<Progress>>,
) {
    for (line, mut text, mut colour) in &mut lines {
        let (mark, tint) = if line.0 < steps.now {
            ("+", colour::GOOD)
        } else if line.0 == steps.now {
            (">", colour::PARCHMENT)
        } else {
            (" ", colour::MUTED)
        };
        text.set_if_neq(Text(format!("{mark} {}", line.0.words())));
        colour.set_if_neq(TextColor(tint));
    }
    let grown = if steps.now == Step::Grow { progress.0 } else { 0.0 };
    if let Ok(mut text) = detail.single_mut() {
        let words = if steps.now == Step::Grow {
            format!("{:.0} %", grown * 100.0)
        } else {
            steps.detail.clone()
        };
        text.set_if_neq(Text(words));
    }
    for mut fill in &mut bars {
        fill.set(steps.share(grown));
    }
}

fn done(steps: Res<Steps>, ready: Res<SceneReady>, mut next: ResMut<NextState<Screen>>) {
    if steps.now == Step::Grow && ready.0 {
        next.set(Screen::Playing);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_never_leads_back_and_ends_at_one() {
        let mut steps = Steps::start(true);
        assert!(steps.share(0.0) < 0.001);
        steps.reach(Step::Enter, "");
        steps.reach(Step::LogIn, "late");
        assert_eq!(steps.now, Step::Enter);
        let before = steps.share(1.0);
        steps.reach(Step::Grow, "");
        assert!((steps.share(0.0) - before).abs() < 0.001);
        assert!((steps.share(7.0) - 1.0).abs() < 0.001);
    }
}
