//! Ranks of settlements, workshops, and styles of building.

use super::report::Report;
use crate::raw;
use crate::types::{
    BuildingStyle, FlatRoofs, Rank, RankId, RoofShape, SettlementRules, Trade, TradeId, Workshop,
};

/// Fewest and most buildings of a settlement: what its streets have room for.
const HOUSES: (i64, i64) = (3, 50);

/// Gatehouses of a walled place.
const GATEHOUSES: usize = 2;

pub(super) fn settlements(
    report: &mut Report<'_>,
    raw: &raw::Settlements,
    trades: &[Trade],
) -> SettlementRules {
    report.file("settlements.toml");
    let ranks = ranks(report, raw);
    let least = ranks.iter().map(|rank| rank.houses.0).min().unwrap_or(4);
    let most = ranks.iter().map(|rank| rank.houses.1).max().unwrap_or(12);
    SettlementRules {
        // Below this the dungeons of a settlement do not fit into its cell.
        cell_m: report.whole("cell", &raw.cell, (640, 10_000)),
        per_mille: report.whole("per_mille", &raw.per_mille, (1, 1000)),
        houses: (least, most),
        dungeons: report.wholes("dungeons", &raw.dungeons, (1, 6)),
        household: raw
            .household
            .as_ref()
            .map_or((1, 3), |range| report.wholes("household", range, (1, 4))),
        flat_roofs: raw.flat_roofs.as_ref().map_or_else(FlatRoofs::default, |roofs| FlatRoofs {
            temperature: report.whole("temperature", &roofs.temperature, (0, 1000)),
            humidity: report.whole("humidity", &roofs.humidity, (0, 1000)),
        }),
        workshops: workshops(report, raw, &ranks, trades),
        ranks,
    }
}

/// The ranks from small to large; one without a name where only `houses` is written.
fn ranks(report: &mut Report<'_>, raw: &raw::Settlements) -> Vec<Rank> {
    if raw.rank.is_empty() {
        let Some(houses) = &raw.houses else {
            let hint = "write a [[rank]] with name, houses and food, or `houses = [6, 12]`";
            report.tell_file("no settlement has a size", hint);
            return Vec::new();
        };
        return vec![Rank {
            name: "settlement".into(),
            houses: report.wholes("houses", houses, HOUSES),
            food: 0,
            fields: (2, 5),
            workshops: (0, 3),
            buildings: Vec::new(),
            stalls: 2,
            high_per_cent: 20,
            walls: false,
            home: true,
        }];
    }
    if let Some(houses) = &raw.houses {
        let hint = "drop it: each [[rank]] says how many houses it has";
        report.tell(&houses.span(), "houses is written beside ranks", hint);
    }
    report.names("rank", raw.rank.iter().map(|rank| &rank.get_ref().name));
    let mut ranks: Vec<Rank> = Vec::new();
    for spanned in &raw.rank {
        let rank = rank(report, spanned.get_ref());
        if let Some(before) = ranks.last().filter(|before| before.food > rank.food) {
            let what =
                format!("{:?} asks for less food than {:?} before it", rank.name, before.name);
            let hint = "write ranks from small to large, each with at least the food of the last";
            report.tell(&spanned.get_ref().food.span(), what, hint);
        }
        ranks.push(rank);
    }
    if !ranks.iter().any(|rank| rank.home) {
        let hint = "give the [[rank]] of the place where players begin `home = true`";
        report.tell_file("players can begin in no rank", hint);
    }
    ranks
}

fn rank(report: &mut Report<'_>, raw: &raw::Rank) -> Rank {
    let houses: (u8, u8) = report.wholes("houses", &raw.houses, HOUSES);
    let (stalls, high) = Rank::usual(houses.0);
    let rank = Rank {
        name: raw.name.get_ref().clone(),
        houses,
        stalls: report.whole_or("stalls", raw.stalls.as_ref(), stalls, (0, 20)),
        high_per_cent: report.whole_or("high_per_cent", raw.high_per_cent.as_ref(), high, (0, 100)),
        food: report.whole("food", &raw.food, (0, 1000)),
        fields: raw.fields.as_ref().map_or((0, 0), |f| report.wholes("fields", f, (0, 20))),
        workshops: raw
            .workshops
            .as_ref()
            .map_or((0, 0), |range| report.wholes("workshops", range, (0, 40))),
        buildings: raw.buildings.clone(),
        walls: raw.walls,
        home: raw.home,
    };
    let gates = if rank.walls { GATEHOUSES } else { 0 };
    let needed = rank.buildings.len() + usize::from(rank.workshops.1) + gates;
    // Somebody must live in a plain house too, or nobody would work the fields.
    if needed >= usize::from(rank.houses.0) {
        let what = format!("{:?} has room for {} houses", rank.name, rank.houses.0);
        let hint = format!(
            "its buildings, workshops and gatehouses are {needed}: ask for at least {} houses",
            needed + 1
        );
        let span = raw.workshops.as_ref().map_or_else(|| raw.houses.span(), |range| range.span());
        report.tell(&span, what, hint);
    }
    rank
}

fn workshops(
    report: &mut Report<'_>,
    raw: &raw::Settlements,
    ranks: &[Rank],
    trades: &[Trade],
) -> Vec<Workshop> {
    if raw.workshop.is_empty() {
        let any = |index| Workshop {
            trade: TradeId(index as u16),
            from: RankId(0),
            needs: crate::types::Needs::Nothing,
        };
        return (0..trades.len()).map(any).collect();
    }
    let mut workshops: Vec<Workshop> = Vec::new();
    for spanned in &raw.workshop {
        let raw = spanned.get_ref();
        let known = trades.iter().map(|trade| trade.name.as_str());
        let trade = TradeId(report.reference("trade", &raw.trade, known));
        if workshops.iter().any(|other| other.trade == trade) {
            let what = format!("{:?} has two workshops", raw.trade.get_ref());
            report.tell(&raw.trade.span(), what, "keep one [[workshop]] for a trade");
        }
        let from = raw.from.as_ref().map_or(0, |from| {
            report.reference("rank", from, ranks.iter().map(|rank| rank.name.as_str()))
        });
        workshops.push(Workshop { trade, from: RankId(from), needs: raw.needs });
    }
    workshops
}

/// A culture's way of building.
pub(super) fn style(report: &mut Report<'_>, raw: Option<&raw::Style>) -> BuildingStyle {
    let Some(raw) = raw else { return BuildingStyle::default() };
    if raw.roofs.get_ref().is_empty() {
        report.tell(&raw.roofs.span(), "roofs is empty", "write gable, hip or flat");
    }
    let mut roofs = raw.roofs.get_ref().clone();
    roofs.sort_unstable();
    roofs.dedup();
    if roofs.is_empty() {
        roofs.push(RoofShape::Gable);
    }
    let [hot, cold] = *raw.pitch.get_ref();
    if !(0..=2000).contains(&hot) || !(0..=2000).contains(&cold) {
        let hint = "write [in heat, in cold], each from 0 to 2000: 1000 rises as far as it spans";
        report.tell(&raw.pitch.span(), format!("pitch is [{hot}, {cold}]"), hint);
    }
    let pitch = |value: i64| u16::try_from(value.clamp(0, 2000)).unwrap_or_default();
    BuildingStyle {
        material: raw.material,
        timber: raw.timber,
        roofs,
        roofing: raw.roofing,
        pitch: (pitch(hot), pitch(cold)),
        storeys: report.wholes("storeys", &raw.storeys, (1, 2)),
        foundation: report.length("foundation", &raw.foundation, (0, 1_000)),
        chimney: raw.chimney,
    }
}

/// What a biome feeds where its table does not say.
pub(super) const fn fertility(water: bool, habitable: bool) -> u16 {
    if water {
        0
    } else if habitable {
        500
    } else {
        150
    }
}
