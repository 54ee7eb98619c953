//! Dials with runes, and circuits of levers, gates and lamps.

use super::act;
use crate::menus::window;
use crate::theme::button::{Painted, pushable};
use crate::theme::{self, colour, label, text};
use bevy::prelude::*;
use protocol::BoardView;
use ruleset::Ruleset;
use worldgen::puzzle::circuit::{Circuit, Gate};
use worldgen::puzzle::rune_lock::{Dial, RuneLock};
use worldgen::puzzle::{Move, Position};

pub(super) fn dials(
    card: &mut ChildSpawnerCommands,
    view: &BoardView,
    lock: &RuneLock,
    rules: &Ruleset,
) {
    let shown = if let Position::Dials(shown) = &view.at { shown } else { &lock.start };
    let runes = lock.runes.max(1);
    let row = Node {
        column_gap: px(14),
        align_self: AlignSelf::Center,
        padding: UiRect::vertical(px(12)),
        ..default()
    };
    card.spawn(row).with_children(|row| {
        for (dial, &rune) in (0..).zip(shown.iter().take(16)) {
            row.spawn(Node {
                flex_direction: FlexDirection::Column,
                align_items: AlignItems::Center,
                row_gap: px(6),
                ..default()
            })
            .with_children(|column| {
                let turned = |by: u8| Move::Dial(Dial { dial, rune: (rune + by) % runes });
                let sign = rules.puzzles.runes.get(usize::from(rune));
                let name = sign.map_or("?", |sign| sign.name.as_str());
                let strokes = sign.map_or(0, |sign| sign.strokes);
                column.spawn(label(format!("{}", dial + 1), text::SMALL, colour::MUTED));
                column.spawn((theme::button_sized("^", 92.0), act(view, turned(runes - 1))));
                column.spawn(face()).with_children(|face| {
                    face.spawn(label(name, text::SUBHEADING, colour::GOLD));
                    let strokes =
                        if strokes == 1 { "1 stroke".into() } else { format!("{strokes} strokes") };
                    face.spawn(label(strokes, text::SMALL, colour::MUTED));
                });
                column.spawn((theme::button_sized("v", 92.0), act(view, turned(1))));
            });
        }
    });
    let all = rules.puzzles.runes.iter().take(usize::from(lock.runes));
    let table: Vec<String> = all.map(|rune| format!("{} {}", rune.name, rune.strokes)).collect();
    let line = format!("Runes and their strokes: {}.", table.join(", "));
    card.spawn(label(line, text::SMALL, colour::MUTED));
}

fn face() -> impl Bundle {
    theme::panel::well(Node {
        width: px(92),
        height: px(74),
        flex_direction: FlexDirection::Column,
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        ..default()
    })
}

pub(super) fn circuit(card: &mut ChildSpawnerCommands, view: &BoardView, circuit: &Circuit) {
    let state = if let Position::Bits(bits) = view.at { bits } else { circuit.start.into() };
    let signals = circuit.signals(state as u8);
    let is_on = |signal: u8| signals.get(usize::from(signal)).copied().unwrap_or(false);
    let name = |signal: u8| match signal.checked_sub(circuit.levers) {
        None => format!("lever {}", u16::from(signal) + 1),
        Some(gate) => format!("gate {}", u16::from(gate) + 1),
    };
    card.spawn(Node { flex_wrap: FlexWrap::Wrap, ..window::row() }).with_children(|row| {
        for lever in 0..circuit.levers.min(8) {
            let (words, tint) = match is_on(lever) {
                true => ("down", colour::GOLD),
                false => ("up", colour::MUTED),
            };
            let node = Node {
                width: px(64),
                min_height: px(50),
                flex_direction: FlexDirection::Column,
                align_items: AlignItems::Center,
                justify_content: JustifyContent::Center,
                ..default()
            };
            row.spawn((pushable(Painted::quiet(tint), node), act(view, Move::Pull(lever))))
                .with_children(|sign| {
                    let number = format!("{}", u16::from(lever) + 1);
                    sign.spawn(label(number, text::SUBHEADING, colour::PARCHMENT));
                    sign.spawn(label(words, text::SMALL, tint));
                });
        }
    });
    card.spawn(window::scrolling(400.0)).with_children(|list| {
        for (number, wired) in (circuit.levers..).zip(&circuit.gates) {
            let (one, other) = (name(wired.inputs.0), name(wired.inputs.1));
            let is_lamp = circuit.lamps.contains(&number);
            list.spawn(window::row()).with_children(|row| {
                row.spawn(lamp(is_on(number), is_lamp));
                let rule = format!("{}: {}", name(number), rule(wired.gate, &one, &other));
                let tint = if is_lamp { colour::PARCHMENT } else { colour::MUTED };
                row.spawn(label(rule, text::BODY, tint));
            });
        }
        for &lever in circuit.lamps.iter().filter(|&&lamp| lamp < circuit.levers) {
            list.spawn(window::row()).with_children(|row| {
                row.spawn(lamp(is_on(lever), true));
                row.spawn(label(name(lever), text::BODY, colour::PARCHMENT));
            });
        }
    });
    let line = "Large discs are lamps; small ones show what a gate says.";
    card.spawn(label(line, text::SMALL, colour::MUTED));
}

/// What a gate says of its two inputs.
fn rule(gate: Gate, one: &str, other: &str) -> String {
    match gate {
        Gate::And => format!("{one} and {other}"),
        Gate::Or => format!("{one} or {other}"),
        Gate::Xor => format!("either {one} or {other}, not both"),
        Gate::Nand => format!("not both {one} and {other}"),
        Gate::Nor => format!("neither {one} nor {other}"),
        Gate::Xnor => format!("{one} and {other} alike"),
    }
}

fn lamp(burns: bool, large: bool) -> impl Bundle {
    let size = if large { 20.0 } else { 10.0 };
    let tint = if burns { colour::GOLD } else { colour::BUTTON_OFF };
    (
        Node {
            width: px(size),
            height: px(size),
            margin: px((20.0 - size) / 2.0).all(),
            border: px(1.5).all(),
            border_radius: BorderRadius::all(px(size / 2.0)),
            ..default()
        },
        BackgroundColor(tint),
        BorderColor::all(colour::BRONZE),
    )
}
