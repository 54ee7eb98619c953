//! `seedbound chain supply`.

use super::place::{ChainPlace, WorldPlace};
use super::table::{Side, Table};
use super::{rarity, search, text};
use crate::terminal::Screen;
use clap::Args;
use ledger::client::{Class, ClassKind};
use serde::Serialize;

/// Shows for each class and rarity the odds, how many were ever made, the cap and what is left of it,
/// as the program's own accounts have it. Burning frees nothing.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound chain supply --data-dir data
  seedbound chain supply --world ADDRESS --json")]
pub(crate) struct SupplyArgs {
    #[command(flatten)]
    chain: ChainPlace,

    #[command(flatten)]
    world: WorldPlace,

    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Answer {
    format: &'static str,
    genesis: String,
    world: String,
    classes: Vec<ClassAnswer>,
}

#[derive(Serialize)]
struct ClassAnswer {
    address: String,
    number: u32,
    name: String,
    kind: &'static str,
    burned: u32,
    rarities: Vec<RarityAnswer>,
}

#[derive(Serialize)]
struct RarityAnswer {
    name: String,
    /// Of the class's rolls; `None` where nothing is rolled.
    odds_percent: Option<String>,
    minted: u32,
    cap: Option<u32>,
    left: Option<u32>,
}

/// Carries it out.
pub(super) fn run(args: &SupplyArgs, screen: &Screen) -> anyhow::Result<()> {
    let node = args.chain.connect()?;
    let address = args.world.find(&node.program)?;
    let world = node.world(&address)?;
    let classes: Vec<_> = search::classes(&node, &world.address)?.iter().map(of).collect();
    let answer = Answer {
        format: "seedbound.chain-supply/1",
        genesis: text(&node.genesis),
        world: text(&address),
        classes,
    };
    if args.json {
        return screen.json(&answer);
    }
    if answer.classes.is_empty() {
        return screen.print("this world has no classes yet");
    }
    let mut words = String::new();
    for class in &answer.classes {
        let kind = format!("class {}, {}, {} burned", class.number, class.kind, class.burned);
        words += &format!("{}  {}\n", screen.bold(&class.name), screen.dim(&kind));
        let mut table = Table::new(&[
            ("rarity", Side::Left),
            ("odds", Side::Right),
            ("minted", Side::Right),
            ("cap", Side::Right),
            ("left", Side::Right),
        ]);
        for rarity in &class.rarities {
            let number = |number: Option<u32>| number.map(|number| number.to_string());
            let odds = rarity.odds_percent.as_ref().map(|odds| format!("{odds} %"));
            table.row(vec![
                rarity.name.clone(),
                odds.unwrap_or_else(|| "-".to_owned()),
                rarity.minted.to_string(),
                number(rarity.cap).unwrap_or_else(|| "none".to_owned()),
                number(rarity.left).unwrap_or_else(|| "-".to_owned()),
            ]);
        }
        words += &table.text(screen);
    }
    if answer.classes.iter().any(|class| class.kind == "granted") {
        words += &screen.dim("Granted items are given as rewards; no odds apply to them.");
        words.push('\n');
    }
    screen.print(&words)
}

fn of(class: &Class) -> ClassAnswer {
    let sum: u64 = class.rarities.iter().map(|rarity| u64::from(rarity.weight)).sum();
    let rarities = (0..).zip(&class.rarities).map(|(number, rarity)| RarityAnswer {
        name: rarity::name(number),
        odds_percent: (class.kind == ClassKind::Rolled).then(|| percent(rarity.weight.into(), sum)),
        minted: rarity.minted,
        cap: rarity.cap,
        left: rarity.cap.map(|cap| cap.saturating_sub(rarity.minted)),
    });
    ClassAnswer {
        address: text(&class.address),
        number: class.number,
        name: class.name.clone(),
        kind: match class.kind {
            ClassKind::Rolled => "rolled",
            ClassKind::Granted => "granted",
        },
        burned: class.burned,
        rarities: rarities.collect(),
    }
}

/// A share in per cent with three digits behind the point, rounded to the nearest.
fn percent(weight: u64, sum: u64) -> String {
    let thousandths = (weight * 200_000 + sum.max(1)) / (2 * sum.max(1));
    format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_are_rounded_to_the_nearest_thousandth_of_a_per_cent() {
        assert_eq!(percent(3, 4), "75.000");
        assert_eq!(percent(2, 3), "66.667");
        assert_eq!(percent(1, 3), "33.333");
        assert_eq!(percent(1, 200_000), "0.001");
        assert_eq!(percent(1, u32::MAX.into()), "0.000");
        assert_eq!(percent(u32::MAX.into(), u32::MAX.into()), "100.000");
        assert_eq!(percent(0, 0), "0.000");
    }
}
