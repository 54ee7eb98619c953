//! Odds and supply of all classes, as the chain has them.

use super::list::{self, Shown};
use crate::theme::{colour, label, panel, text};
use crate::wording::{item, odds};
use bevy::prelude::*;
use protocol::{ClassSupply, RaritySupply};

/// Width of the column of names.
const NAME: f32 = 160.0;
/// Widths of the columns: odds, made, left.
const COLUMNS: [f32; 3] = [110.0, 96.0, 140.0];

/// Fills the list.
pub(super) fn fill(list: &mut ChildSpawnerCommands, shown: &Shown) {
    if shown.supply.0.is_empty() {
        list::asking(list, &shown.waiting);
        return;
    }
    let grid = Node {
        display: Display::Grid,
        grid_template_columns: RepeatedGridTrack::flex(2, 1.0),
        column_gap: px(10),
        row_gap: px(10),
        flex_shrink: 0.0,
        ..default()
    };
    list.spawn(grid).with_children(|grid| {
        for class in &shown.supply.0 {
            card(grid, class);
        }
    });
}

/// The line below the list: what the rolls are worth depends on whose chain it is.
pub(super) fn foot(foot: &mut ChildSpawnerCommands, own_chain: bool) {
    let words = if own_chain {
        "A program on this world's own chain casts the rolls under odds and limits that nobody can change. \
         The chain itself is the host's."
    } else {
        "A program on a public chain casts the rolls, not whoever runs this world. \
         Odds and limits cannot be changed any more."
    };
    foot.spawn(label(words, text::SMALL, colour::MUTED));
}

fn card(grid: &mut ChildSpawnerCommands, class: &ClassSupply) {
    grid.spawn(panel::well(Node {
        flex_direction: FlexDirection::Column,
        padding: px(12).all(),
        row_gap: px(2),
        ..default()
    }))
    .with_children(|card| {
        card.spawn(label(&class.name, text::SUBHEADING, colour::GOLD));
        let kind = if class.rolled { "Sealed relics" } else { "Rewards of quests" };
        card.spawn(line(kind, colour::MUTED, ["Odds", "Made", "Left"].map(String::from), true));
        let sum = class.rarities.iter().map(|rarity| u64::from(rarity.weight)).sum();
        for (rarity, supply) in odds::RARITIES.into_iter().zip(&class.rarities) {
            // What is never made needs no line.
            let never = supply.cap == 0 || (class.rolled && supply.weight == 0);
            if never && supply.minted == 0 {
                continue;
            }
            let cells = cells(supply, class.rolled, sum);
            card.spawn(line(item::rarity(rarity), colour::rarity(rarity), cells, false));
        }
        let burned = format!("{} destroyed", class.burned);
        card.spawn(label(burned, text::SMALL, colour::MUTED));
    });
}

/// Odds, how many were made, how many are left.
fn cells(supply: &RaritySupply, rolled: bool, sum: u64) -> [String; 3] {
    let share = if rolled { odds::share(supply.weight, sum) } else { "-".into() };
    let left = if supply.cap == u32::MAX {
        "no limit".into()
    } else {
        format!("{} of {}", supply.cap.saturating_sub(supply.minted), supply.cap)
    };
    [share, supply.minted.to_string(), left]
}

fn line(name: &str, tint: Color, cells: [String; 3], head: bool) -> impl Bundle {
    let size = if head { text::SMALL } else { text::BODY };
    let plain = if head { colour::MUTED } else { colour::PARCHMENT };
    let [odds, made, left] = cells;
    let cell = |words: String, width: f32| {
        (
            Node { width: px(width), flex_shrink: 0.0, ..default() },
            children![label(words, text::SMALL + 1.0, plain)],
        )
    };
    (
        Node { align_items: AlignItems::Baseline, ..default() },
        children![
            (
                Node { width: px(NAME), flex_shrink: 0.0, ..default() },
                children![label(name, size, tint)]
            ),
            cell(odds, COLUMNS[0]),
            cell(made, COLUMNS[1]),
            cell(left, COLUMNS[2]),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_tell_odds_made_and_left() {
        let supply = RaritySupply { weight: 44, cap: 600, minted: 12 };
        assert_eq!(cells(&supply, true, 1_000), ["4.4 %", "12", "588 of 600"]);
        assert_eq!(cells(&supply, false, 0), ["-", "12", "588 of 600"]);
        let endless = RaritySupply { weight: 520, cap: u32::MAX, minted: 3 };
        assert_eq!(cells(&endless, true, 1_000)[2], "no limit");
        let over = RaritySupply { weight: 1, cap: 5, minted: 9 };
        assert_eq!(cells(&over, true, 1)[2], "0 of 5");
    }
}
