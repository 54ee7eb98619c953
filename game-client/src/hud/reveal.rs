//! The moment in which a relic shows what it is: a flash in the colour of its rarity, and its name in
//! large letters for some seconds, above whatever window is open.

use crate::play::{Carried, Notice, Realm, Records, Tone};
use crate::schedule::ClientSystems;
use crate::screens::Screen;
use crate::theme::icon::Icons;
use crate::theme::icon::Shape;
use crate::theme::{colour, label, panel, text};
use crate::wording::{item, odds};
use bevy::prelude::*;
use protocol::{Key, RecordState, Recorded};
use std::collections::BTreeSet;
use worldgen::Item;

/// How long the name stays, seconds.
const STAYS: f32 = 5.0;
/// How long the flash takes to fade, seconds.
const FLASH: f32 = 0.9;

/// Size of the name's letters.
const NAME: f32 = 28.0;

/// Rolls that were seen to be cast and have not shown yet what they are.
#[derive(Resource, Default)]
struct Rolling(BTreeSet<Key>);

/// A relic that has just shown what it is, with the seconds since.
#[derive(Component)]
struct Reveal {
    age: f32,
    tint: Color,
}

/// Adds the reveal.
pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Rolling>()
        .add_systems(
            Update,
            (watch, fade).chain().in_set(ClientSystems::Show).run_if(in_state(Screen::Playing)),
        )
        .add_systems(OnExit(Screen::Playing), |mut rolling: ResMut<Rolling>| rolling.0.clear());
}

/// What became of a roll.
#[derive(Debug, PartialEq)]
enum Outcome<'a> {
    /// Nothing yet.
    Open,
    /// It is this item.
    Shown(&'a Item, &'a Recorded),
    /// It was not revealed in time, and the seal is whole again.
    Back,
    /// It will never be, for this reason.
    Refused(&'a str),
    /// It is gone from the pack.
    Gone,
}

/// What became of the roll of an operation.
fn outcome<'a>(operation: &Key, records: &'a Records, carried: &'a Carried) -> Outcome<'a> {
    match records.0.get(operation) {
        Some(RecordState::Rolling { .. } | RecordState::Waiting) => Outcome::Open,
        Some(RecordState::Sealed) => Outcome::Back,
        Some(RecordState::Refused { why }) => Outcome::Refused(why),
        Some(RecordState::Recorded(recorded)) => {
            let mut stacks = carried.0.stacks().map(|(_, stack)| stack);
            let stack =
                stacks.find(|stack| stack.mark.and_then(|it| it.operation()) == Some(*operation));
            match stack {
                // The pack is told after the record: the relic is still there.
                Some(stack)
                    if matches!(stack.mark, Some(simulation::inventory::Mark::Ticket { .. })) =>
                {
                    Outcome::Open
                }
                Some(stack) => Outcome::Shown(&stack.item, recorded),
                None => Outcome::Open,
            }
        }
        Some(RecordState::Paid) | None => Outcome::Gone,
    }
}

fn watch(
    mut commands: Commands,
    mut rolling: ResMut<Rolling>,
    (records, carried): (Res<Records>, Res<Carried>),
    realm: Option<Res<Realm>>,
    (mut icons, mut images): (ResMut<Icons>, ResMut<Assets<Image>>),
    mut notices: MessageWriter<Notice>,
    old: Query<Entity, With<Reveal>>,
) {
    if !records.is_changed() && !carried.is_changed() {
        return;
    }
    let cast = |(operation, state): (&Key, &RecordState)| {
        matches!(state, RecordState::Rolling { .. }).then_some(*operation)
    };
    rolling.0.extend(records.0.iter().filter_map(cast));
    let Some(realm) = realm else {
        return;
    };
    let rules = realm.0.rules();
    rolling.0.retain(|operation| {
        let notice = match outcome(operation, &records, &carried) {
            Outcome::Open => return true,
            Outcome::Gone => return false,
            Outcome::Back => Notice::new(
                "The roll did not come in time: the relic is sealed again. Open it once more.",
                Tone::Bad,
            ),
            Outcome::Refused(why) => Notice::new(format!("The relic stays shut: {why}"), Tone::Bad),
            Outcome::Shown(item, recorded) => {
                for old in &old {
                    commands.entity(old).despawn();
                }
                let base = rules.item(item.base);
                let icon = icons.of(Shape::of(base), base.colour, &mut images);
                commands.spawn(banner(item::name(item, rules), item, recorded, icon));
                let rarity = item::rarity(item.rarity);
                let words = format!("{rarity}: {}", item::name(item, rules));
                Notice { text: words, tone: Tone::Rare(item.rarity) }
            }
        };
        notices.write(notice);
        false
    });
}

fn banner(name: String, item: &Item, recorded: &Recorded, icon: Handle<Image>) -> impl Bundle {
    let tint = colour::rarity(item.rarity);
    let number = odds::numbered(recorded.token.number, recorded.cap);
    let below = format!("{} - {}, number {number}", item::rarity(item.rarity), recorded.class);
    let frame = Node {
        flex_direction: FlexDirection::Column,
        align_items: AlignItems::Center,
        width: px(640),
        padding: UiRect::axes(px(44), px(16)),
        row_gap: px(4),
        ..default()
    };
    (
        super::overlay(),
        Reveal { age: 0.0, tint },
        GlobalZIndex(28),
        BackgroundGradient(Vec::new()),
        children![(
            Node {
                width: percent(100),
                margin: UiRect::top(percent(11)),
                justify_content: JustifyContent::Center,
                align_items: AlignItems::FlexStart,
                ..default()
            },
            Pickable::IGNORE,
            children![(
                panel::framed(frame, tint),
                Pickable::IGNORE,
                children![
                    label("The seal breaks", text::BODY, colour::MUTED),
                    (
                        ImageNode::new(icon),
                        Node { width: px(58), height: px(58), ..default() },
                        Pickable::IGNORE,
                    ),
                    (
                        text::label_on_world(name, NAME, tint),
                        TextLayout { justify: Justify::Center, ..default() },
                    ),
                    label(below, text::BODY, colour::PARCHMENT),
                ],
            )],
        )],
    )
}

fn fade(
    mut commands: Commands,
    time: Res<Time>,
    mut reveals: Query<(Entity, &mut Reveal, &mut BackgroundGradient)>,
) {
    for (entity, mut reveal, mut ground) in &mut reveals {
        reveal.age += time.delta_secs();
        if reveal.age > STAYS {
            commands.entity(entity).despawn();
            continue;
        }
        let strength = (1.0 - reveal.age / FLASH).max(0.0);
        let light = |alpha: f32| reveal.tint.with_alpha(alpha * strength * strength);
        ground.0 = if strength > 0.0 {
            vec![Gradient::Radial(RadialGradient::new(
                UiPosition::new(Vec2::new(0.0, -0.24), Val::ZERO, Val::ZERO),
                RadialGradientShape::FarthestCorner,
                vec![
                    ColorStop::percent(light(0.85), 0),
                    ColorStop::percent(light(0.3), 40),
                    ColorStop::percent(light(0.0), 85),
                ],
            ))]
        } else {
            Vec::new()
        };
    }
}

#[cfg(test)]
mod tests;
