//! The pack itself, cultures, trades and settlements.

use super::living::item;
use super::report::Report;
use crate::raw::{self, Texts};
use crate::types::{Culture, ItemBase, ItemUse, SettlementRules, Trade};

/// Name, version and title.
pub(super) fn pack(
    report: &mut Report<'_>,
    raw: &raw::Pack,
    shelved: Option<&str>,
) -> (String, String, String) {
    report.file("ruleset.toml");
    let name = report.text("name", &raw.name, 40);
    if !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
        let hint = "use lower-case letters, digits and `-`";
        report.tell(&raw.name.span(), format!("{name:?} cannot name a pack"), hint);
    }
    if let Some(shelved) = shelved.filter(|shelved| *shelved != name) {
        let what = format!("the pack is called {name:?} and its directory {shelved:?}");
        let hint =
            format!("write name = {shelved:?}: players find the pack by its directory's name");
        report.tell(&raw.name.span(), what, hint);
    }
    (name, report.text("version", &raw.version, 40), report.text("title", &raw.title, 200))
}

pub(super) fn cultures(report: &mut Report<'_>, raw: raw::Cultures) -> Vec<Culture> {
    report.file("cultures.toml");
    report.names("culture", raw.culture.iter().map(|culture| &culture.get_ref().name));
    raw.culture
        .into_iter()
        .map(|culture| {
            let culture = culture.into_inner();
            Culture {
                onsets: sounds(report, "onsets", &culture.onsets, true),
                vowels: sounds(report, "vowels", &culture.vowels, false),
                codas: sounds(report, "codas", &culture.codas, true),
                place_endings: sounds(report, "place_endings", &culture.place_endings, false),
                family_endings: sounds(report, "family_endings", &culture.family_endings, false),
                clothes: report.colours("clothes", &culture.clothes),
                walls: report.colours("walls", &culture.walls),
                roofs: report.colours("roofs", &culture.roofs),
                temperature: report.wholes("temperature", &culture.temperature, (0, 1000)),
                name: culture.name.into_inner(),
            }
        })
        .collect()
}

/// Pieces of names: letters only, so that a name is one word everywhere.
fn sounds(report: &mut Report<'_>, field: &str, list: &Texts, may_be_empty: bool) -> Vec<String> {
    report.filled(field, list);
    // Settlements hold up to eighty people with different names; fewer sounds than this run out.
    if matches!(field, "onsets" | "vowels") && (1..4).contains(&list.get_ref().len()) {
        report.tell(&list.span(), format!("{field} has too few entries"), "write at least four");
    }
    let mut sounds = Vec::new();
    for sound in list.get_ref() {
        let text = sound.get_ref();
        if !text.chars().all(char::is_alphabetic) {
            let what = format!("{text:?} in {field} is not all letters");
            report.tell(&sound.span(), what, "use letters only");
        } else if text.chars().count() > 8 {
            let what = format!("{text:?} in {field} is longer than 8 letters");
            report.tell(&sound.span(), what, "split it");
        } else if text.is_empty() && !may_be_empty {
            report.tell(&sound.span(), format!("an entry of {field} is empty"), "drop it");
        }
        sounds.push(text.clone());
    }
    sounds
}

pub(super) fn trades(report: &mut Report<'_>, raw: raw::Trades, items: &[ItemBase]) -> Vec<Trade> {
    report.file("trades.toml");
    report.names("trade", raw.trade.iter().map(|trade| &trade.get_ref().name));
    raw.trade
        .into_iter()
        .map(|trade| {
            let trade = trade.into_inner();
            Trade {
                weight: report.whole("weight", &trade.weight, (1, 1_000_000)),
                goods: item(report, &trade.goods, items, "goods", |kind| {
                    matches!(kind, ItemUse::Goods)
                }),
                builds: trade.builds,
                work: report.text("work", &trade.work, 120),
                name: trade.name.into_inner(),
            }
        })
        .collect()
}

pub(super) fn settlements(report: &mut Report<'_>, raw: &raw::Settlements) -> SettlementRules {
    report.file("settlements.toml");
    SettlementRules {
        // Below this the dungeons of a settlement do not fit into its cell.
        cell_m: report.whole("cell", &raw.cell, (640, 10_000)),
        per_mille: report.whole("per_mille", &raw.per_mille, (1, 1000)),
        houses: report.wholes("houses", &raw.houses, (4, 20)),
        dungeons: report.wholes("dungeons", &raw.dungeons, (1, 6)),
    }
}
