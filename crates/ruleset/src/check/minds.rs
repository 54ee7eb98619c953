//! Numbers of what people hide, hold, like, do all day and look like.

use super::report::Report;
use crate::raw::{Texts, Whole, Wholes, minds as raw};
use crate::types::{DayRules, Looks, MindRules, OpinionRules, Rgb};
use std::ops::Range;

pub(super) fn minds(report: &mut Report<'_>, raw: &raw::Minds) -> MindRules {
    let usual = MindRules::default();
    let tastes = |report: &mut Report<'_>, range: &Wholes| report.wholes("tastes", range, (0, 12));
    let debt = |report: &mut Report<'_>, range: &Wholes| report.wholes("debt", range, (1, 10_000));
    MindRules {
        sided: report.share("sided_per_mille", raw.sided_per_mille.as_ref(), usual.sided),
        secretive: report.share("secret_per_mille", raw.secret_per_mille.as_ref(), usual.secretive),
        war_grudge: report.share(
            "war_grudge_per_mille",
            raw.war_grudge_per_mille.as_ref(),
            usual.war_grudge,
        ),
        war_years: report.whole_or(
            "war_years",
            raw.war_years.as_ref(),
            usual.war_years,
            (0, 9_999),
        ),
        deed_grudge: report.share(
            "deed_grudge_per_mille",
            raw.deed_grudge_per_mille.as_ref(),
            usual.deed_grudge,
        ),
        tastes: raw.tastes.as_ref().map_or(usual.tastes, |range| tastes(report, range)),
        debt: raw.debt.as_ref().map_or(usual.debt, |range| debt(report, range)),
        love_years: report.whole_or(
            "love_years",
            raw.love_years.as_ref(),
            usual.love_years,
            (0, 100),
        ),
    }
}

pub(super) fn opinion(report: &mut Report<'_>, raw: &raw::Opinion) -> OpinionRules {
    let usual = OpinionRules::default();
    let chance = report.whole_or("chance", raw.chance.as_ref(), usual.chance, (0, 10));
    let mut points = |field: &str, value: &Option<Whole>, usual: i8| {
        report.whole_or(field, value.as_ref(), usual, (-20, 20))
    };
    OpinionRules {
        chance,
        near_kin: points("near_kin", &raw.near_kin, usual.near_kin),
        close_kin: points("close_kin", &raw.close_kin, usual.close_kin),
        far_kin: points("far_kin", &raw.far_kin, usual.far_kin),
        same_side: points("same_side", &raw.same_side, usual.same_side),
        other_side: points("other_side", &raw.other_side, usual.other_side),
        deed: points("deed", &raw.deed, usual.deed),
        feud: points("feud", &raw.feud, usual.feud),
        love: points("love", &raw.love, usual.love),
    }
}

/// The parts of a day follow each other, with room for an hour of rest.
pub(super) fn day(report: &mut Report<'_>, raw: &raw::Day) -> DayRules {
    let usual = DayRules::default();
    // Where the last written hours are.
    let mut said: Option<Range<usize>> = None;
    let mut hours = |field: &str, range: &Option<Wholes>, usual: (u8, u8), after: u8| {
        let hours = match range {
            Some(range) => report.wholes(field, range, (0, 23)),
            None => usual,
        };
        // What is left out may be too early for what is written before it.
        let place = range.as_ref().map(|range| range.span()).or(said.clone());
        if hours.0 < after
            && let Some(place) = &place
        {
            let hint = format!(
                "{field} must be at {after} or later: the day goes rise, noon, dusk, night"
            );
            report.tell(place, format!("{field} is at {}", hours.0), hint);
        }
        said = place;
        hours
    };
    let rise = hours("rise", &raw.rise, usual.rise, 1);
    let noon = hours("noon", &raw.noon, usual.noon, rise.1.saturating_add(1));
    let dusk = hours("dusk", &raw.dusk, usual.dusk, noon.1.saturating_add(2));
    let night = hours("night", &raw.night, usual.night, dusk.1.saturating_add(1));
    let midday = raw.midday.as_ref().map_or(usual.midday, |midday| {
        let place = midday.get_ref();
        let places = [("home", &place.home), ("inn", &place.inn), ("market", &place.market)];
        weights(report, "midday", &midday.span(), places)
    });
    let evening = raw.evening.as_ref().map_or(usual.evening, |evening| {
        let place = evening.get_ref();
        let places = [("temple", &place.temple), ("square", &place.square), ("inn", &place.inn)];
        weights(report, "evening", &evening.span(), places)
    });
    DayRules { rise, noon, dusk, night, midday, evening }
}

fn weights(
    report: &mut Report<'_>,
    field: &str,
    span: &std::ops::Range<usize>,
    places: [(&str, &Whole); 3],
) -> [u32; 3] {
    let weights = places.map(|(place, weight)| report.whole(place, weight, (0, 1000)));
    if weights == [0; 3] {
        let what = format!("every weight of {field} is 0");
        report.tell(span, what, "give one of the places a weight above 0");
    }
    weights
}

pub(super) fn looks(report: &mut Report<'_>, raw: &raw::Looks) -> Looks {
    let usual = Looks::default();
    let mut colours = |field: &str, list: &Option<Texts>, usual: Vec<Rgb>| {
        list.as_ref().map_or(usual, |list| report.colours(field, list))
    };
    Looks {
        skin: colours("skin", &raw.skin, usual.skin),
        hair: colours("hair", &raw.hair, usual.hair),
        grey: colours("grey", &raw.grey, usual.grey),
        grey_from: report.whole_or("grey_from", raw.grey_from.as_ref(), usual.grey_from, (1, 120)),
    }
}
