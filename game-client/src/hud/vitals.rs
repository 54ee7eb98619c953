//! Health, stamina, level and experience.

use crate::play::{Place, Standing};
use crate::schedule::ClientSystems;
use crate::screens::Screen;
use crate::theme::{bar, colour, panel};
use bevy::prelude::*;
use simulation::movement::STAMINA_UNIT;

/// Which bar.
#[derive(Component, Clone, Copy, PartialEq, Eq)]
enum Vital {
    Health,
    Stamina,
    Experience,
}

/// The words of a bar.
#[derive(Component, Clone, Copy, PartialEq, Eq)]
struct Words(Vital);

/// Adds the bars.
pub(crate) fn plugin(app: &mut App) {
    app.add_systems(OnEnter(Screen::Playing), build)
        .add_systems(Update, show.in_set(ClientSystems::Show).run_if(in_state(Screen::Playing)));
}

fn build(mut commands: Commands) {
    let of = |vital, size: Vec2, tint| bar::bar(size, tint, vital, Words(vital));
    commands.spawn((
        panel::glass(Node {
            position_type: PositionType::Absolute,
            left: px(16),
            bottom: px(16),
            flex_direction: FlexDirection::Column,
            padding: px(10).all(),
            row_gap: px(5),
            ..default()
        }),
        super::MakesWay::ForTalk,
        DespawnOnExit(Screen::Playing),
        children![
            of(Vital::Health, Vec2::new(270.0, 21.0), colour::HEALTH),
            of(Vital::Stamina, Vec2::new(270.0, 15.0), colour::STAMINA),
            of(Vital::Experience, Vec2::new(270.0, 15.0), colour::EXPERIENCE),
        ],
    ));
}

fn show(
    place: Res<Place>,
    standing: Res<Standing>,
    mut fills: Query<(&Vital, &mut bar::Fill)>,
    mut words: Query<(&Words, &mut Text)>,
) {
    let Some(stats) = standing.0 else {
        return;
    };
    let sheet = stats.sheet;
    let share = |now: u32, most: u32| now as f32 / most.max(1) as f32;
    for (vital, mut fill) in &mut fills {
        fill.set(match vital {
            Vital::Health => share(u32::from(place.health), u32::from(sheet.health)),
            Vital::Stamina => share(place.stamina, sheet.stride.stamina),
            Vital::Experience => share(stats.experience, sheet.next_level),
        });
    }
    for (Words(vital), mut text) in &mut words {
        let words = match vital {
            Vital::Health => format!("{} / {}", place.health, sheet.health),
            Vital::Stamina if place.winded => "out of breath".into(),
            Vital::Stamina => {
                format!(
                    "{} / {}",
                    place.stamina / STAMINA_UNIT,
                    sheet.stride.stamina / STAMINA_UNIT
                )
            }
            Vital::Experience => {
                format!("Level {}   {} / {}", stats.level, stats.experience, sheet.next_level)
            }
        };
        text.set_if_neq(Text(words));
    }
}
