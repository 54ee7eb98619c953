//! Every check is provoked by one change to the core ruleset.

mod bad_tables;
mod climate;
mod grounds;
mod landmarks;
mod numbers;
mod puzzles;
mod towns;

use super::{Files, check};
use crate::Problem;
use crate::load::{FILES, find};
use crate::types::Ruleset;
use proptest::prelude::*;
use std::sync::LazyLock;

static CORE: LazyLock<Files> = LazyLock::new(|| {
    let directory = find("core").expect("core is in the checkout");
    let mut files = Files::default();
    for name in FILES {
        files.push(name, std::fs::read(directory.join(name)).expect("core is complete"));
    }
    files
});

fn core() -> Ruleset {
    check(&CORE, None).unwrap_or_else(|problems| panic!("core is wrong: {problems:#?}"))
}

fn text(file: &str) -> String {
    String::from_utf8(CORE.bytes(file).to_vec()).expect("core is UTF-8")
}

/// The problems of files that are wrong.
#[track_caller]
fn refused(files: &Files) -> Vec<Problem> {
    match check(files, None) {
        Ok(_) => panic!("these files are accepted"),
        Err(problems) => problems,
    }
}

/// The problems of core with the first `from` in `file` changed to `to`.
fn problems(file: &str, from: &str, to: &str) -> Vec<Problem> {
    let text = text(file);
    assert!(text.contains(from), "{file} does not hold {from:?}");
    let mut files = CORE.clone();
    files.replace(file, text.replacen(from, to, 1).into_bytes());
    refused(&files)
}

/// The only problem of a change, whose place must be that of the change.
#[track_caller]
fn problem(file: &str, from: &str, to: &str, what: &str) -> Problem {
    let found = problems(file, from, to);
    let problem = found.iter().find(|problem| problem.what.contains(what)).cloned();
    let problem = problem.unwrap_or_else(|| panic!("{what:?} not told: {found:#?}"));
    assert_eq!(problem.file, file);
    assert!(!problem.hint.is_empty(), "no hint: {problem:?}");
    if problem.line > 0 {
        let before = text(file);
        let at = before.find(from).expect("checked above");
        let line = before[..at].matches('\n').count() + 1;
        let lines = line..=line + to.matches('\n').count();
        assert!(lines.contains(&problem.line), "line {line} was changed, not {problem:?}");
    }
    problem
}

#[test]
fn core_is_as_large_as_promised() {
    let rules = core();
    assert_eq!(rules.name, "core");
    assert!(rules.biomes.len() >= 18 && rules.creatures.len() >= 12, "{rules:?}");
    assert!(rules.items.len() >= 20 && rules.affixes.len() >= 12);
    assert!(rules.cultures.len() >= 3 && rules.trades.len() >= 10 && rules.themes.len() >= 3);
    assert_eq!((rules.balance.walk, rules.balance.run), (160, 300));
    assert_eq!(rules.balance.health, 100);
}

#[test]
fn the_hash_knows_every_table_and_nothing_but_them() {
    let rules = core();
    assert_eq!(rules.hash(), core().hash());
    let mut files = CORE.clone();
    files.replace("trades.toml", format!("# a remark\n{}", text("trades.toml")).into_bytes());
    assert_eq!(check(&files, None).expect("still right").hash(), rules.hash());
    let other = text("balance.toml").replacen("health = 100", "health = 101", 1);
    files.replace("balance.toml", other.into_bytes());
    assert_ne!(check(&files, None).expect("still right").hash(), rules.hash());
}

#[test]
fn broken_toml_is_told_with_its_place() {
    let problem = problem("terrain.toml", "relief = ", "relief == ", "");
    assert!(problem.line > 0 && problem.column > 1, "{problem}");
}

#[test]
fn unknown_keys_are_told_with_their_place() {
    let told = problem("balance.toml", "swim = ", "swym = ", "unknown field `swym`");
    assert_eq!(told.column, 1, "{told}");
    problem("creatures.toml", "legs = ", "limbs = 2\nlegs = ", "unknown field `limbs`");
}

#[test]
fn dangling_names_are_told_with_a_guess() {
    let told = problem(
        "biomes.toml",
        "creature = \"mud crab\"",
        "creature = \"mud krab\"",
        "no creature \"mud krab\"",
    );
    assert_eq!(told.hint, "did you mean \"mud crab\"?");
    problem("biomes.toml", "flora = \"reed\"", "flora = \"gnome\"", "no flora \"gnome\"");
    problem("trades.toml", "goods = \"rye loaf\"", "goods = \"rye\"", "no item");
    problem("themes.toml", "boss = \"barrow king\"", "boss = \"king\"", "no creature");
    problem("balance.toml", "item = \"shortsword\"", "item = \"sword\"", "no item");
}

#[test]
fn items_of_the_wrong_use_are_told() {
    problem("trades.toml", "goods = \"rye loaf\"", "goods = \"iron key\"", "another use");
    problem("themes.toml", "relic = \"sun disc\"", "relic = \"rye loaf\"", "another use");
    problem("themes.toml", "key = \"bone key\"", "key = \"sun disc\"", "another use");
    problem("items.toml", "slot = \"hand\"", "slot = \"head\"", "not worn there");
    problem("items.toml", "reach = 1.9\n", "reach = 1.9\nprotection = 1\n", "has no protection");
    problems("items.toml", "reach = 1.9\n", "");
    problem("themes.toml", "\"cellar rat\"]", "\"hare\"]", "has no attack");
}

#[test]
fn ranges_and_numbers_out_of_place_are_told() {
    problem("biomes.toml", "count = [2, 3]", "count = [3, 2]", "upside down");
    problem("flora.toml", "height = [6.0, 11.0]", "height = [11.0, 6.0]", "upside down");
    problem("themes.toml", "levers = [3, 5]", "levers = [2, 5]", "levers is 2");
    problem("themes.toml", "levers = [3, 5]", "levers = [3, 9]", "levers is 9");
    problem("themes.toml", "rooms = [8, 12]", "rooms = [5, 12]", "rooms is 5");
    problem("affixes.toml", "weight = 30", "weight = 0", "weight is 0");
    problem("trades.toml", "weight = 10", "weight = -1", "weight is -1");
    problem("creatures.toml", "legs = 4", "legs = 3", "legs is 3");
    problem("creatures.toml", "run = 6.6", "run = 1.0", "slower than it walks");
    problem("balance.toml", "gravity = 12.0", "gravity = nan", "gravity is NaN");
    problem("balance.toml", "climb = 1.2", "climb = inf", "climb is inf");
    problem("terrain.toml", "depth = 32.0", "depth = 32.0004", "between two steps");
    problem("balance.toml", "walk = 3.2", "walk = 3.21", "between two steps");
    problem("balance.toml", "pack_size = 24", "pack_size = -1", "pack_size is -1");
    problem("relics.toml", "uncommon = 5000", "uncommon = 0", "is zero");
    problem("relics.toml", "uncommon = 5000", "uncommon = 5000000000", "uncommon is 5000000000");
    problem("relics.toml", "legendary = 40", "legendary = 0", "legendary is 0");
    problem("relics.toml", "Hedge Relic", "Relic of the Hedge That Never Ends", "longer than 32");
    problem("relics.toml", "Elder Relic", "Hedge Relic", "is there twice");
    problem("relics.toml", "levels = [6, 12]", "levels = [12, 6]", "levels");
    problem("relics.toml", "item_level = 5", "item_level = 5\nslots = [\"feet\"]", "feet");
    problems("items.toml", "use = \"sealed\"", "use = \"goods\"");
    let none = "weights = { common = 0, uncommon = 0, rare = 0, epic = 0, legendary = 0 }";
    let odds = "weights = { common = 0, uncommon = 740, rare = 200, epic = 52, legendary = 8 }";
    problem("relics.toml", odds, none, "all rarities have weight zero");
    problem("relics.toml", "common = 0", "common = 7", "not recorded");
    problem("relics.toml", "from = \"uncommon\"", "from = \"odd\"", "unknown variant");
}

#[test]
fn empty_tables_and_weights_of_zero_are_told() {
    let rarity = "common = 600\nuncommon = 260\nrare = 105\nepic = 30\nlegendary = 5";
    let none = "common = 0\nuncommon = 0\nrare = 0\nepic = 0\nlegendary = 0";
    let told = problems("balance.toml", rarity, none);
    assert!(told.iter().any(|problem| problem.what.contains("weight zero")), "{told:?}");
    for (file, what) in [
        ("affixes.toml", "there is no affix"),
        ("cultures.toml", "there is no culture"),
        ("creatures.toml", "there is no creature"),
    ] {
        let mut files = CORE.clone();
        files.replace(file, Vec::new());
        let told = refused(&files);
        assert!(told.iter().any(|problem| problem.what == what), "{told:?}");
    }
    problem(
        "cultures.toml",
        "\"ton\", \"ham\"",
        "\"\", \"ham\"",
        "an entry of place_endings is empty",
    );
    problem("affixes.toml", "slots = [\"hand\", \"bow\"]", "slots = []", "slots is empty");
    problem(
        "themes.toml",
        "creatures = [\"skeleton\", \"bone archer\", \"cellar rat\"]",
        "creatures = []",
        "creatures is empty",
    );
}

#[test]
fn worlds_without_water_land_or_room_to_live_are_told() {
    let files = |from: &str, to: &str| {
        let mut files = CORE.clone();
        files.replace("biomes.toml", text("biomes.toml").replace(from, to).into_bytes());
        let told = refused(&files);
        told.iter().map(|problem| problem.what.clone()).collect::<Vec<_>>().join("; ")
    };
    assert!(files("water = true", "water = false").contains("no biome is under water"));
    let drowned = files("humidity = ", "water = true\nhumidity = ");
    assert!(drowned.contains("duplicate key"), "{drowned}");
    assert!(files("habitable = true", "habitable = false").contains("habitable"));
}

#[test]
fn names_that_are_there_twice_are_told() {
    problem("creatures.toml", "name = \"hare\"", "name = \"deer\"", "is there twice");
}

#[test]
fn colours_are_six_hexadecimal_digits() {
    for wrong in ["#3b4a4", "3b4a4a", "#3b4a4g", "#+b4a4a", "#é4a4a"] {
        problem("biomes.toml", "#3b4a4a", wrong, "no colour");
    }
}

#[test]
fn wordings_use_only_the_names_that_stand_for_something() {
    problem("quests.toml", "A parcel for {person}", "A parcel for {giver", "no partner");
    problem("quests.toml", "A parcel for {person}", "A parcel for {boss}", "stands for nothing");
    problem("lines.toml", "I am {name}, the {trade}.", "I am {quest}.", "stands for nothing");
    problem("lines.toml", "Go well, {player}.", "", "farewell is empty");
}

#[test]
fn a_past_and_people_that_cannot_be_told_are_told() {
    let past = "history.toml";
    problem(past, "span = [180, 330]", "span = [180, 500]", "span is 500");
    problem(past, "present = 412", "present = 12", "present is 12");
    problem(past, "{town} begins there", "{toun} begins there", "{toun} stands for nothing");
    problem(past, "phrase = \"the end of {town}\"", "phrase = \"{cause}\"", "{cause} stands for");
    problem(past, "kind = \"fall\"", "kind = \"fell\"", "unknown variant");
    problem(past, "kind = \"settling\"", "kind = \"founding\"", "Founding is there twice");
    problem(
        past,
        "kind = \"fall\"",
        "kind = \"fall\"\nweight = 3",
        "only follows from other events",
    );
    let empty = "sicknesses = []\nzicknesses = [";
    assert!(problems(past, "sicknesses = [", empty)[0].what.contains("unknown field"));
    let people = "people.toml";
    problem(people, "high = \"bold\"", "high = \"\"", "high is empty");
    problem(people, "trades = [\"fisher\"", "trades = [\"fishr\"", "no trade \"fishr\"");
    problem(people, "cultures = [\"Vale\"", "cultures = [\"Vail\"", "no culture \"Vail\"");
    problem(people, "kind = \"debt\"", "kind = \"love\"", "Love is there twice");
    problem(people, "weight = 8\ncreed", "weight = 0\ncreed", "weight is 0");
    problem(people, "{other} sold me", "{thing} sold me", "{thing} stands for nothing");
    let trades = "trades.toml";
    problem(trades, "needs = [\"seed barley\"]", "needs = [\"barley\"]", "no item \"barley\"");
    problem(trades, "works = \"field\"", "works = \"fields\"", "unknown variant");
    problem(trades, "wanted_per_mille = 500", "wanted_per_mille = 10001", "wanted_per_mille is");
}

#[test]
fn every_kind_of_event_and_secret_is_worded_in_core() {
    let rules = core();
    for &kind in crate::EventKind::ALL {
        assert!(rules.history.wording(kind).is_some(), "{kind:?}");
    }
    assert_eq!(rules.society.secrets.len(), 6);
}

#[test]
fn a_ruleset_without_past_and_people_is_sound() {
    let mut files = CORE.clone();
    files.replace("history.toml", Vec::new());
    files.replace("people.toml", Vec::new());
    let rules = check(&files, None).unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert!(rules.history.events.is_empty() && rules.society.factions.is_empty());
    assert!(rules.history.span.1 < rules.history.present);
}

#[test]
fn several_problems_are_told_at_once_in_the_order_of_files() {
    let mut files = CORE.clone();
    files.replace("trades.toml", text("trades.toml").replace("weight = 10", "weight = -1").into());
    files.replace("terrain.toml", text("terrain.toml").replace("hill = 260", "hill = 1").into());
    let flora = text("flora.toml").replacen("shape = \"broadleaf\"", "shape = \"round\"", 1);
    let mut broken = files.clone();
    broken.replace("flora.toml", flora.into());
    let told: Vec<String> = refused(&files).into_iter().map(|problem| problem.file).collect();
    assert_eq!(told, ["terrain.toml", "trades.toml"]);
    // A table that cannot be read at all keeps the checks across tables from running.
    let told = refused(&broken);
    assert!(told.iter().any(|problem| problem.what.contains("unknown variant")), "{told:?}");
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let mut bytes = CORE.bytes("lines.toml").to_vec();
    bytes[40] = 0xFF;
    let mut files = CORE.clone();
    files.replace("lines.toml", bytes);
    let told = refused(&files);
    assert_eq!(
        (told[0].line, told[0].column, told[0].what.as_str()),
        (1, 41, "this is not UTF-8 text")
    );
}

/// One way of spoiling a file.
#[derive(Clone, Debug)]
enum Edit {
    Byte(u8),
    Cut,
    Drop(u16),
    Insert(String),
    Swap(&'static str),
}

fn edit() -> impl Strategy<Value = Edit> {
    let swap = prop::sample::select(vec![
        "[[",
        "]]",
        "{",
        "}",
        "\"\"\"",
        "'",
        "= ",
        "[",
        "nan",
        "-1",
        "9999999999999999999",
        "1e308",
        "\u{0}",
        "[[[[[[[[[[[[[[[[[[[[[[[[",
        "\n[a.b.c]\n",
        "true",
        "\"{\"",
        "1979-05-27",
    ]);
    prop_oneof![
        any::<u8>().prop_map(Edit::Byte),
        Just(Edit::Cut),
        (1_u16..300).prop_map(Edit::Drop),
        "\\PC{0,12}".prop_map(Edit::Insert),
        swap.prop_map(Edit::Swap),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1500,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Whatever a file holds, the answer is rules or problems with places, never a panic.
    #[test]
    fn spoilt_files_are_refused_or_read_but_never_panic(
        file in 0..FILES.len(),
        edits in prop::collection::vec((0.0..1.0_f64, edit()), 1..4),
    ) {
        let name = FILES[file];
        let mut bytes = CORE.bytes(name).to_vec();
        for (share, edit) in edits {
            let at = (share * bytes.len() as f64) as usize;
            match edit {
                Edit::Byte(byte) => {
                    if let Some(old) = bytes.get_mut(at) {
                        *old = byte;
                    }
                }
                Edit::Cut => bytes.truncate(at),
                Edit::Drop(count) => {
                    let end = (at + usize::from(count)).min(bytes.len());
                    bytes.drain(at..end);
                }
                Edit::Insert(text) => {
                    bytes.splice(at..at, text.into_bytes());
                }
                Edit::Swap(text) => {
                    let end = (at + text.len()).min(bytes.len());
                    bytes.splice(at..end, text.bytes());
                }
            }
        }
        let mut files = CORE.clone();
        files.replace(name, bytes);
        if let Err(problems) = check(&files, None) {
            prop_assert!(!problems.is_empty());
            for problem in problems {
                prop_assert!(FILES.contains(&problem.file.as_str()), "{problem}");
                prop_assert!(problem.column > 0 && !problem.what.is_empty(), "{problem:?}");
            }
        }
    }

    /// Decimal metres become whole millimetres without a remainder, for every millimetre.
    #[test]
    fn decimal_metres_are_exact(millimetres in 5_000..500_000_i32) {
        let mut files = CORE.clone();
        let metres = format!("relief = {}.{:03}", millimetres / 1000, millimetres % 1000);
        files.replace("terrain.toml", text("terrain.toml").replace("relief = 95.0", &metres).into());
        let rules = check(&files, None).map_err(|problems| TestCaseError::fail(format!("{problems:?}")))?;
        prop_assert_eq!(rules.terrain.relief.0, millimetres);
    }
}

#[test]
fn wordings_of_quests_are_checked_for_names_choices_and_kinds() {
    let bracket = problem("quests.toml", "[tonight|sundown]", "[tonight|sundown", "no partner");
    assert!(bracket.hint.contains("[this|that]"));
    problem("quests.toml", "[tonight|sundown]", "[tonight]", "leaves no choice");
    problem("quests.toml", "The way to {goal}", "The way to {person}", "stands for nothing");
    problem("quests.toml", "knows a smoke", "{knows} a smoke", "stands for nothing");
    problem("items.toml", "plural = \"rye loaves\"", "plural = \"\"", "plural is empty");
}

#[test]
fn arcs_are_checked_for_length_turn_and_roles() {
    // Told at the arc: no line of it is wrong, one is missing.
    let straight = problems("arcs.toml", "turn = true\n", "");
    assert!(straight.iter().any(|p| p.what.contains("has no turn") && p.line > 1), "{straight:?}");
    let same = problem("arcs.toml", "to = \"witness\"", "to = \"giver\"", "are the same");
    assert!(same.hint.contains("role"));
    let whom = problems("arcs.toml", "to = \"witness\"\n", "");
    assert!(whom.iter().any(|p| p.what.contains("does not say with whom") && p.line > 1));
    problem("arcs.toml", "kind = \"hunt\"", "kind = \"dance\"", "unknown variant");
    problem("arcs.toml", "{witness} is out before light", "{boss} is out", "stands for nothing");
    let first = text("arcs.toml");
    let second = first.match_indices("[[arc]]").nth(1).expect("there are more").0;
    let head = first.find("[[arc.part]]").expect("it has parts");
    let bare = format!("{}{}", &first[..head], &first[second..]);
    let mut files = CORE.clone();
    files.replace("arcs.toml", bare.into_bytes());
    assert!(refused(&files).iter().any(|problem| problem.what.contains("has 0 parts")));
}

#[test]
fn the_chronicle_is_checked_for_numbers_words_and_repeats() {
    problem("chronicle.toml", "fade_days = 30", "fade_days = 0", "fade_days is 0");
    problem("chronicle.toml", "spread = 700", "spread = 0", "spread is 0");
    problem(
        "chronicle.toml",
        "price_per_cent = -4",
        "price_per_cent = -99",
        "price_per_cent is -99",
    );
    problem("chronicle.toml", "kind = \"saved\"", "kind = \"slain\"", "is there twice");
    problem("chronicle.toml", "Quiet at {goal}", "Quiet at {person}", "stands for nothing");
    problem("chronicle.toml", "kind = \"spared\"", "kind = \"spread\"", "unknown variant");
}

#[test]
fn a_pack_without_arcs_chronicle_and_crafts_is_whole() {
    let mut files = CORE.clone();
    files.replace("arcs.toml", Vec::new());
    files.replace("chronicle.toml", Vec::new());
    files.replace("crafts.toml", Vec::new());
    let rules = check(&files, None).expect("they may be left out");
    assert!(rules.arcs.is_empty() && rules.chronicle.deeds.is_empty());
    assert_eq!(rules.chronicle.most_deeds, 512);
}

#[test]
fn crafts_are_checked_for_money_slots_and_members() {
    // The budget is one table: a problem with it points at its beginning.
    let dear = problems("crafts.toml", "affix = 11", "affix = 5");
    let dear = dear.iter().find(|problem| problem.what.contains("costs more than the budget"));
    assert!(dear.is_some_and(|problem| problem.hint.contains("raise affix")), "{dear:?}");
    problem("crafts.toml", "damage = 4", "damage = 0", "damage is 0");
    problem("crafts.toml", "slots = [\"hand\"]", "slots = []", "slots is empty");
    problem("crafts.toml", "\"iron skullcap\"", "\"iron skulcap\"", "there is no item");
    problem("crafts.toml", "\"iron skullcap\"", "\"old coin\"", "cannot be worn");
    problem("crafts.toml", "\"iron skullcap\"", "\"mail shirt\"", "where another member is");
    problem("crafts.toml", "worn = 3", "worn = 4", "worn is 4");
    problem("crafts.toml", "A {base} of", "A {boss} of", "stands for nothing");
}

#[test]
fn missions_are_checked_and_may_be_left_out() {
    let file = "missions.toml";
    problem(file, "pillars = \"rows\"", "pillars = \"spiral\"", "spiral");
    problem(file, "{relic} and walled", "{crown} and walled", "{crown} stands for nothing");
    problem(file, "themes = [\"Barrow\"]", "themes = [\"Burrow\"]", "Burrow");
    problem(file, "damage = 8", "damage = 0", "damage");
    let stairs = "open = 2\nkey = 2\nswitch = 2\nwarden = 2\nvalve = 1";
    let none = "open = 0\nkey = 0\nswitch = 0\nwarden = 0\nvalve = 0";
    assert!(problems(file, stairs, none).iter().any(|told| told.what.contains("[stairs]")));
    problem(
        "themes.toml",
        "\"jet key\", \"amber key\"",
        "\"jet key\", \"jet key\"",
        "another door",
    );
    problem("themes.toml", "floors = [1, 2]", "floors = [1, 9]", "floors");
    let mut files = CORE.clone();
    files.replace(file, Vec::new());
    let rules = check(&files, None).expect("the defaults hold");
    assert_eq!(rules.missions, crate::MissionRules::default());
}
