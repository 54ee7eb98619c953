//! Tables that a modder is likely to get wrong: each is told with file, line, column and a hint.

use super::{CORE, problem, problems, refused, text};
use crate::Problem;

/// The problem that says `what`, which must have a place and a hint.
#[track_caller]
fn placed(found: &[Problem], file: &str, what: &str) -> Problem {
    let told = found.iter().find(|problem| problem.what.contains(what));
    let told = told.unwrap_or_else(|| panic!("{what:?} not told: {found:#?}")).clone();
    assert_eq!(told.file, file);
    assert!(told.line > 0 && told.column > 0 && !told.hint.is_empty(), "{told:?}");
    told
}

/// The problems of a file of core as it is after a change.
fn changed(file: &str, change: impl Fn(&str) -> String) -> Vec<Problem> {
    let mut files = CORE.clone();
    files.replace(file, change(&text(file)).into_bytes());
    refused(&files)
}

/// Lines that begin with a key, rewritten.
fn lines(text: &str, key: &str, line: &str) -> String {
    let change = |old: &str| if old.starts_with(key) { line.to_owned() } else { old.to_owned() };
    text.lines().map(change).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_biome_without_ground() {
    let file = "biomes.toml";
    let told = problems(file, "ground = \"#3b4a4a\"\n", "");
    let told = placed(&told, file, "missing field `ground`");
    let table = text(file).lines().position(|line| line == "[[biome]]").expect("core has some");
    assert_eq!(told.line, table + 1, "at the table that lacks it: {told}");
    let told = problem(file, "ground = \"#3b4a4a\"", "ground = \"\"", "no colour");
    assert!(told.line > 0 && told.column > 1, "{told}");
}

#[test]
fn weights_of_zero() {
    let off = |text: &str| lines(text, "weight = ", "weight = 0");
    placed(&changed("trades.toml", off), "trades.toml", "every trade has weight 0");
    placed(&changed("history.toml", off), "history.toml", "no event happens by itself");
    placed(&changed("puzzles.toml", off), "puzzles.toml", "no family is left");
    placed(&changed("affixes.toml", off), "affixes.toml", "weight is 0");
    let stairs = "open = 2\nkey = 2\nswitch = 2\nwarden = 2\nvalve = 1";
    let none = "open = 0\nkey = 0\nswitch = 0\nwarden = 0\nvalve = 0";
    placed(&problems("missions.toml", stairs, none), "missions.toml", "every weight of [stairs]");
    let rarity = "common = 600\nuncommon = 260\nrare = 105\nepic = 30\nlegendary = 5";
    let none = "common = 0\nuncommon = 0\nrare = 0\nepic = 0\nlegendary = 0";
    placed(&problems("balance.toml", rarity, none), "balance.toml", "weight zero");
}

#[test]
fn a_lock_without_any_key_kind() {
    let file = "themes.toml";
    placed(&problems(file, "key = \"bone key\"\n", ""), file, "missing field `key`");
    let told = problem(file, "key = \"bone key\"", "key = \"rye loaf\"", "another use");
    assert!(told.line > 0 && told.column > 1, "{told}");

    // Stairs and vaults that only further keys close, in themes that have none.
    let keyless = |missions: &str, change: &dyn Fn(&str) -> String| {
        let mut files = CORE.clone();
        files.replace(file, lines(&text(file), "spare_keys", "").into_bytes());
        files.replace(missions, change(&text(missions)).into_bytes());
        files
    };
    let missions = "missions.toml";
    let only = |text: &str, from: &str, to: &str| {
        assert!(text.contains(from), "{missions} does not hold {from:?}");
        text.replacen(from, to, 1)
    };
    let stairs = "open = 2\nkey = 2\nswitch = 2\nwarden = 2\nvalve = 1";
    let keys = "open = 0\nkey = 2\nswitch = 0\nwarden = 0\nvalve = 0";
    let told = refused(&keyless(missions, &|text| only(text, stairs, keys)));
    let told = placed(&told, missions, "has no key for these locks");
    assert!(told.what.contains("\"Barrow\""), "{told}");
    let beside = "secret = 3\nvault = 2\ncage = 2\ngambit = 2\nshortcut = 2\ndrop = 1\nhidden = 1";
    let vaults = "secret = 0\nvault = 2\ncage = 0\ngambit = 0\nshortcut = 0\ndrop = 0\nhidden = 0";
    let told = refused(&keyless(missions, &|text| only(text, beside, vaults)));
    placed(&told, missions, "has no key for these locks");
    // With another way to close them nothing is wrong.
    let files = keyless(missions, &str::to_owned);
    assert!(super::check(&files, None).is_ok());
}

#[test]
fn a_culture_without_consonants() {
    let file = "cultures.toml";
    let mute = |text: &str| {
        let text = lines(text, "onsets", "onsets = [\"\", \"a\", \"Éa\", \"y\"]");
        lines(&text, "codas", "codas = [\"\", \"\", \"u\", \"\"]")
    };
    let told = placed(&changed(file, mute), file, "\"Vale\" has no consonant");
    assert_eq!(told.column, "onsets = ".len() + 1, "{told}");
    // One sound is enough, at either end of a syllable.
    let vowels = "onsets = [\"\", \"a\", \"e\", \"y\"]";
    let mut files = CORE.clone();
    files.replace(file, lines(&text(file), "onsets", vowels).into_bytes());
    assert!(super::check(&files, None).is_ok());
}
