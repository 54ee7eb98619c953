//! What follows from deeds: numbers, words, and each kind once.

use super::quests::chosen;
use super::report::Report;
use crate::raw;
use crate::types::{ChronicleRules, DeedKind, DeedRules, FollowKind};

/// How far deeds change prices and rewards, per cent, where the file does not say.
const CHANGE: (i8, i8) = (-50, 100);

/// Coins for what is asked after a deed, where the file does not say.
const COINS: (u32, u32) = (10, 17);

pub(super) fn chronicle(report: &mut Report<'_>, raw: &raw::Chronicle) -> ChronicleRules {
    report.file("chronicle.toml");
    let mut deeds: Vec<DeedRules> = Vec::new();
    for deed in &raw.deed {
        let kind = *deed.kind.get_ref();
        if deeds.iter().any(|other| other.kind == kind) {
            let what = format!("the kind {kind:?} is there twice").to_lowercase();
            report.tell(&deed.kind.span(), what, "put both into one [[deed]]");
            continue;
        }
        deeds.push(rules(report, kind, deed));
    }
    deeds.sort_by_key(|deed| deed.kind);
    let change_per_cent = raw.change_per_cent.as_ref().map_or(CHANGE, |range| {
        let [least, most] = *range.get_ref();
        if least > 0 || most < 0 {
            let hint = "the first is 0 or below, the second 0 or above: 0 changes nothing";
            report.tell(&range.span(), format!("changes are {least} to {most} per cent"), hint);
        }
        report.wholes("change_per_cent", range, (-90, 100))
    });
    let reward_coins = raw
        .reward_coins
        .as_ref()
        .map_or(COINS, |range| report.wholes("reward_coins", range, (0, 100_000)));
    ChronicleRules {
        most_deeds: report.whole_or("most_deeds", raw.most_deeds.as_ref(), 512, (1, 4096)),
        spread_m: report.whole_or("spread", raw.spread.as_ref(), 700, (1, 100_000)),
        hearsay_m: report.whole_or("hearsay", raw.hearsay.as_ref(), 5_000, (100, 12_000)),
        change_per_cent,
        reward_coins,
        deeds,
    }
}

fn rules(report: &mut Report<'_>, kind: DeedKind, deed: &raw::Deed) -> DeedRules {
    let follows = *deed.follows.get_ref();
    let mut known = vec!["giver", "place", "direction", "what"];
    known.extend(match follows {
        FollowKind::Deliver | FollowKind::Persuade => &["person", "item"][..],
        FollowKind::Explore => &["goal"],
        FollowKind::FindOut => &["person"],
    });
    report.filled("rumour", &deed.rumour);
    let told = &["what", "place", "direction"];
    let rumours = deed.rumour.get_ref().iter();
    DeedRules {
        kind,
        fade_days: report.whole("fade_days", &deed.fade_days, (1, 10_000)),
        price_per_cent: report.whole("price_per_cent", &deed.price_per_cent, (-50, 100)),
        reward_per_cent: report.whole("reward_per_cent", &deed.reward_per_cent, (-50, 100)),
        follows,
        title: chosen(report, "title", &deed.title, 80, &known),
        offer: chosen(report, "offer", &deed.offer, 600, &known),
        rumour: rumours.map(|text| chosen(report, "rumour", text, 300, told)).collect(),
    }
}
