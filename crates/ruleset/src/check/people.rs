//! The pack itself, cultures and trades.

use super::living::item;
use super::report::Report;
use super::towns;
use crate::raw::{self, Texts};
use crate::types::{Culture, ItemBase, ItemId, ItemUse, Trade};

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
            consonants(report, &culture);
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
                style: towns::style(report, culture.style.as_ref()),
                name: culture.name.into_inner(),
            }
        })
        .collect()
}

/// A name needs something between its vowels, or all names of a culture are one howl.
fn consonants(report: &mut Report<'_>, culture: &raw::Culture) {
    let sounds = culture.onsets.get_ref().iter().chain(culture.codas.get_ref());
    if !sounds.flat_map(|sound| sound.get_ref().chars()).any(is_consonant) {
        let name = culture.name.get_ref();
        let what = format!("culture {name:?} has no consonant in onsets or codas");
        report.tell(&culture.onsets.span(), what, "add a sound such as \"b\" or \"st\"");
    }
}

/// A letter that is no vowel of the Latin script, with or without an accent.
fn is_consonant(letter: char) -> bool {
    const VOWELS: &str = "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿ";
    letter.is_alphabetic() && !letter.to_lowercase().any(|letter| VOWELS.contains(letter))
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
    let idle = |trade: &&toml::Spanned<raw::Trade>| *trade.get_ref().weight.get_ref() == 0;
    if let Some(first) = raw.trade.first().filter(|_| raw.trade.iter().all(|trade| idle(&trade))) {
        let hint = "give one that needs no building a weight above zero";
        report.tell(&first.get_ref().weight.span(), "every trade has weight 0", hint);
    }
    raw.trade
        .into_iter()
        .map(|trade| {
            let trade = trade.into_inner();
            let goods = item(report, &trade.goods, items, "goods", is_goods);
            Trade {
                weight: report.whole("weight", &trade.weight, (0, 1_000_000)),
                makes: trade.makes.as_ref().map_or_else(
                    || vec![goods],
                    |list| {
                        report.filled("makes", list);
                        self::goods(report, Some(list), items)
                    },
                ),
                needs: self::goods(report, trade.needs.as_ref(), items),
                works: trade.works,
                wanted_per_mille: report.whole_or(
                    "wanted_per_mille",
                    trade.wanted_per_mille.as_ref(),
                    150,
                    (0, 10_000),
                ),
                goods,
                builds: trade.builds,
                work: report.text("work", &trade.work, 120),
                name: trade.name.into_inner(),
            }
        })
        .collect()
}

fn is_goods(kind: ItemUse) -> bool {
    matches!(kind, ItemUse::Goods)
}

/// Goods of a trade, each once.
fn goods(report: &mut Report<'_>, list: Option<&Texts>, items: &[ItemBase]) -> Vec<ItemId> {
    let names = list.map(|list| list.get_ref().as_slice()).unwrap_or_default();
    let mut goods = Vec::new();
    for name in names {
        let id = item(report, name, items, "goods", is_goods);
        if goods.contains(&id) {
            let what = format!("{:?} is there twice", name.get_ref());
            report.tell(&name.span(), what, "drop one");
        }
        goods.push(id);
    }
    goods
}
