//! Temperaments, factions and secrets.

use super::minds;
use super::past::list;
use super::report::Report;
use crate::raw::{Texts, past as raw};
use crate::types::{
    Culture, CultureId, Faction, SecretWording, SocietyRules, Temperament, Trade, TradeId,
};

/// More would read as a questionnaire.
const AXES: usize = 8;

pub(super) fn society(
    report: &mut Report<'_>,
    raw: raw::Society,
    cultures: &[Culture],
    trades: &[Trade],
) -> SocietyRules {
    report.file("people.toml");
    if raw.temperament.len() > AXES {
        let hint = format!("keep to {AXES}");
        report.tell_file(format!("{} temperaments", raw.temperament.len()), hint);
    }
    if !raw.temperament.is_empty() {
        report.names("temperament", raw.temperament.iter().map(|axis| &axis.get_ref().name));
    }
    if !raw.faction.is_empty() {
        report.names("faction", raw.faction.iter().map(|faction| &faction.get_ref().name));
    }
    let other: &[&str] = &["other", "cause", "year"];
    SocietyRules {
        temperaments: raw
            .temperament
            .into_iter()
            .map(|axis| temperament(report, axis.get_ref()))
            .collect(),
        factions: raw
            .faction
            .into_iter()
            .map(|faction| self::faction(report, faction.get_ref(), cultures, trades))
            .collect(),
        secrets: secrets(report, &raw.secret),
        deeds: list(report, "deeds", raw.deeds.as_ref(), &["other"]),
        feuds: list(report, "feuds", raw.feuds.as_ref(), &["rival", "cause", "year"]),
        wars: list(report, "wars", raw.wars.as_ref(), other),
        weathers: list(report, "weathers", raw.weathers.as_ref(), &[]),
        minds: minds::minds(report, &raw.minds),
        opinion: minds::opinion(report, &raw.opinion),
        day: minds::day(report, &raw.day),
        looks: minds::looks(report, &raw.looks),
    }
}

fn temperament(report: &mut Report<'_>, axis: &raw::Temperament) -> Temperament {
    Temperament {
        name: axis.name.get_ref().clone(),
        low: report.text("low", &axis.low, 60),
        high: report.text("high", &axis.high, 60),
    }
}

fn faction(
    report: &mut Report<'_>,
    raw: &raw::Faction,
    cultures: &[Culture],
    trades: &[Trade],
) -> Faction {
    let cultures = named(report, "culture", raw.cultures.as_ref(), || {
        cultures.iter().map(|culture| culture.name.as_str())
    });
    let trades = named(report, "trade", raw.trades.as_ref(), || {
        trades.iter().map(|trade| trade.name.as_str())
    });
    Faction {
        name: raw.name.get_ref().clone(),
        weight: report.whole("weight", &raw.weight, (1, 1_000_000)),
        creed: report.text("creed", &raw.creed, 160),
        cultures: cultures.into_iter().map(CultureId).collect(),
        trades: trades.into_iter().map(TradeId).collect(),
    }
}

fn named<'n, I: Iterator<Item = &'n str>>(
    report: &mut Report<'_>,
    kind: &str,
    names: Option<&Texts>,
    known: impl Fn() -> I,
) -> Vec<u16> {
    let names = names.map(|list| list.get_ref().as_slice()).unwrap_or_default();
    names.iter().map(|name| report.reference(kind, name, known())).collect()
}

fn secrets(report: &mut Report<'_>, raw: &[toml::Spanned<raw::Secret>]) -> Vec<SecretWording> {
    let mut secrets: Vec<SecretWording> = Vec::new();
    for secret in raw {
        let secret = secret.get_ref();
        let kind = *secret.kind.get_ref();
        if secrets.iter().any(|known| known.kind == kind) {
            let hint = "write one [[secret]] a kind, with all its texts";
            report.tell(&secret.kind.span(), format!("{kind:?} is there twice"), hint);
        }
        report.filled("texts", &secret.texts);
        secrets.push(SecretWording {
            kind,
            weight: report.whole("weight", &secret.weight, (1, 1_000_000)),
            texts: list(report, "texts", Some(&secret.texts), kind.slots()),
        });
    }
    secrets
}
