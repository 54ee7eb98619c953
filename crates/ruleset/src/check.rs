//! Turns tables as written into checked rules, and tells every problem it meets.
//!
//! Each file is parsed by itself; then the tables are checked against each other. A value that is
//! wrong is replaced by a harmless one so that the check can go on: the result is only handed out
//! when no problem was told.

mod arcs;
mod chronicle;
mod cliffs;
mod crafts;
mod economy;
mod files;
mod grounds;
mod land;
mod landmarks;
mod living;
mod minds;
mod missions;
mod pace;
mod past;
mod people;
mod play;
mod puzzles;
mod quests;
mod relics;
mod report;
mod resources;
mod rivers;
mod society;
mod things;
mod towns;
mod volcanoes;
mod weather;
mod words;

pub(crate) use files::Files;

use crate::types::Ruleset;
use crate::{Problem, raw};
use report::Report;

/// The checked rules of `files`, which must be called `shelved`, if they are on a shelf.
///
/// # Errors
/// Every problem, in file order.
pub(crate) fn check(files: &Files, shelved: Option<&str>) -> Result<Ruleset, Vec<Problem>> {
    let mut report = Report::new(files);
    let rules = convert(&mut report, shelved);
    let problems = report.finish();
    match rules {
        Some(rules) if problems.is_empty() => Ok(rules),
        _ => Err(problems),
    }
}

/// `None` when a file could not be parsed: then its names are unknown, and complaining about every
/// reference to them would bury the one real problem.
fn convert(report: &mut Report<'_>, shelved: Option<&str>) -> Option<Ruleset> {
    let pack = report.parse::<raw::Pack>("ruleset.toml");
    let terrain = report.parse::<raw::Terrain>("terrain.toml");
    let biomes = report.parse::<raw::Biomes>("biomes.toml");
    let own_weather = report.has("weather.toml");
    let weather = match own_weather {
        true => report.parse::<raw::weather::WeatherTable>("weather.toml"),
        false => toml::from_str(raw::weather::DEFAULT).ok(),
    };
    let flora = report.parse::<raw::FloraTable>("flora.toml");
    let creatures = report.parse::<raw::Creatures>("creatures.toml");
    let items = report.parse::<raw::Items>("items.toml");
    let affixes = report.parse::<raw::Affixes>("affixes.toml");
    let crafts = report.parse::<raw::Crafts>("crafts.toml");
    let cultures = report.parse::<raw::Cultures>("cultures.toml");
    let trades = report.parse::<raw::Trades>("trades.toml");
    let economy = report.parse::<raw::Economy>("economy.toml");
    let settlements = report.parse::<raw::Settlements>("settlements.toml");
    let landmarks = report.parse::<raw::Landmarks>("landmarks.toml");
    let themes = report.parse::<raw::Themes>("themes.toml");
    // Optional: without it the defaults hold.
    let missions = report
        .has("missions.toml")
        .then(|| report.parse::<raw::missions::Missions>("missions.toml"));
    let own_puzzles = report.has("puzzles.toml");
    let puzzles = match own_puzzles {
        true => report.parse::<raw::puzzles::Puzzles>("puzzles.toml"),
        false => toml::from_str(raw::puzzles::DEFAULT).ok(),
    };
    let quests = report.parse::<raw::Quests>("quests.toml");
    let arcs = report.parse::<raw::Arcs>("arcs.toml");
    let chronicle = report.parse::<raw::Chronicle>("chronicle.toml");
    let lines = report.parse::<raw::Lines>("lines.toml");
    let relics = report.parse::<raw::Relics>("relics.toml");
    let balance = report.parse::<raw::Balance>("balance.toml");
    let society = report.parse::<raw::past::Society>("people.toml");
    let history = report.parse::<raw::past::Past>("history.toml");

    let (name, version, title) = people::pack(report, &pack?, shelved);
    let terrain = land::terrain(report, &terrain?);
    let flora = land::flora(report, flora?);
    let creatures = living::creatures(report, creatures?);
    let items = things::items(report, items?);
    let biomes = land::biomes(report, biomes?, &flora, &creatures, &items);
    let weather = weather::weather(report, &weather?, own_weather, &biomes);
    let affixes = things::affixes(report, affixes?, &items);
    let crafts = crafts::crafts(report, crafts?, &items, &affixes);
    let cultures = people::cultures(report, cultures?);
    let trades = people::trades(report, trades?, &items);
    let economy = economy::economy(report, &economy?);
    let settlement = towns::settlements(report, &settlements?, &trades);
    let landmarks = landmarks::landmarks(report, landmarks?, &biomes);
    let themes = living::themes(report, themes?, &creatures, &items);
    let missions = match missions {
        Some(missions) => missions::missions(report, missions?, &themes),
        None => crate::MissionRules::default(),
    };
    let puzzles = puzzles::puzzles(report, &puzzles?, own_puzzles.then_some(&themes[..]));
    let arcs = arcs::arcs(report, arcs?);
    let chronicle = chronicle::chronicle(report, &chronicle?);
    let lines = words::lines(report, &lines?);
    let relics = relics::relics(report, &relics?, &items);
    let balance = play::balance(report, &balance?, &items);
    let society = society::society(report, society?, &cultures, &trades);
    let quests = quests::quests(report, &quests?, &society.temperaments);
    let history = past::history(report, history?);
    Some(Ruleset {
        name,
        version,
        title,
        terrain,
        biomes,
        weather,
        flora,
        creatures,
        items,
        affixes,
        crafts,
        cultures,
        trades,
        economy,
        settlement,
        landmarks,
        themes,
        missions,
        puzzles,
        quests,
        arcs,
        chronicle,
        lines,
        relics,
        balance,
        society,
        history,
    })
}

#[cfg(test)]
mod tests;
