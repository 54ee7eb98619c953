//! Numbers of the economy, the past, people and towns: nonsense is told where it stands.

use super::{CORE, check, core, problem, problems, text};
use crate::types::{
    DayRules, EconomyRules, EventKind, FigureRules, Follow, Looks, MindRules, OpinionRules,
    PaceRules, Share,
};

#[test]
fn an_economy_that_prices_nothing_is_told() {
    let file = "economy.toml";
    let told = problem(file, "[500, 2000]", "[1500, 2000]", "prices are 1500 to 2000");
    assert!(told.column > 1 && told.hint.contains("that is the value"), "{told}");
    problem(file, "[500, 2000]", "[500, 400]", "upside down");
    problem(file, "[500, 2000]", "[0, 2000]", "price_per_mille is 0");
    problem(file, "stores = 800", "stores = 0", "stores is 0");
    problem(file, "output = 3000", "output = -1", "output is -1");
    problem(file, "input = 600", "input = 2000000", "input is 2000000");
    problem(file, "reach = 2600", "reach = 60000", "reach is 60000");
    problem(file, "way_per_mille = 90", "way_per_mille = -90", "way_per_mille is -90");
    problem(file, "[500, 1500]", "[1500, 500]", "upside down");
    problem(file, "no_water_per_mille = 300", "no_water_per_mille = 5000", "is 5000");
    problem(file, "within = 240", "within = 90", "90 m comes after 120 m");
    problem(file, "per_mille = 1100", "permille = 1100", "unknown field `permille`");
}

#[test]
fn what_never_follows_is_told() {
    let file = "history.toml";
    let flood = "after = \"flood\"\nkind = \"famine\"";
    let told = problem(file, flood, "after = \"flood\"\nkind = \"feud\"", "Feud never follows");
    assert!(told.hint.contains("Famine, Quarrel"), "{told}");
    let none = "after = \"peace\"\nkind = \"famine\"";
    assert!(
        problem(file, flood, none, "never follows").hint.contains("nothing follows from Peace")
    );
    let quarrel = "after = \"flood\"\nkind = \"quarrel\"";
    problem(file, quarrel, flood, "Famine after Flood is there twice");
    problem(file, flood, "after = \"rain\"\nkind = \"famine\"", "unknown variant");
    problem(file, "per_mille = 450", "per_mille = 1450", "per_mille is 1450");
    problem(file, "years = [14, 60]", "years = [60, 14]", "upside down");
    problem(file, "years = [14, 60]", "years = [-1, 60]", "years is -1");
    let naming = "kind = \"naming\"\nper_mille = 500\n";
    let told = problem(file, naming, &format!("{naming}years = [0, 3]\n"), "comes at once");
    assert!(told.hint.contains("drop"), "{told}");
}

#[test]
fn a_past_without_room_or_grown_people_is_told() {
    let file = "history.toml";
    problem(file, "years_apart = 60", "years_apart = 0", "years_apart is 0");
    problem(file, "most_events = 400", "most_events = 3", "most_events is 3");
    problem(file, "most_ruins = 3", "most_ruins = 0", "most_ruins is 0");
    problem(file, "most_things = 40", "most_things = 400", "most_things is 400");
    problem(file, "battles = [1, 2]", "battles = [2, 1]", "upside down");
    problem(file, "age = [20, 52]", "age = [12, 52]", "told of at 12, and grown at 18");
    problem(file, "age = [20, 52]", "age = [20, 70]", "told of at 70, and old at 66");
    problem(file, "lifetime = [48, 84]", "lifetime = [17, 84]", "die at 17");
    problem(file, "oldest_parent = 45", "oldest_parent = 17", "nobody is a parent");
    problem(file, "again_per_mille = 400", "again_per_mille = 1001", "again_per_mille is 1001");
    problem(file, "count = [20, 90]", "count = [90, 20]", "upside down");
    problem(file, "count = [20, 90]", "count = [0, 90]", "count is 0");
    let naming = "kind = \"naming\"\nphrase";
    let counted = "kind = \"naming\"\ncount = [1, 2]\nphrase";
    problem(file, naming, counted, "Naming counts nothing");
}

#[test]
fn shares_points_hours_and_looks_of_people_are_checked() {
    let file = "people.toml";
    problem(file, "secret_per_mille = 500", "secret_per_mille = 1500", "secret_per_mille is 1500");
    problem(file, "sided_per_mille = 800", "sided_per_mille = -1", "sided_per_mille is -1");
    problem(file, "tastes = [3, 5]", "tastes = [5, 3]", "upside down");
    problem(file, "debt = [3, 60]", "debt = [0, 60]", "debt is 0");
    problem(file, "war_years = 120", "war_years = -3", "war_years is -3");
    problem(file, "near_kin = 5", "near_kin = 50", "near_kin is 50");
    problem(file, "chance = 2 ", "chance = -2 ", "chance is -2");
    problem(file, "rise = [5, 7]", "rise = [0, 7]", "rise is at 0");
    let told = problem(file, "dusk = [16, 18]", "dusk = [14, 18]", "dusk is at 14");
    assert!(told.hint.contains("15 or later"), "{told}");
    problem(file, "night = [20, 23]", "night = [20, 24]", "night is 24");
    let told = problem(
        file,
        "{ home = 1, inn = 1, market = 2 }",
        "{ home = 0, inn = 0, market = 0 }",
        "every weight of midday is 0",
    );
    assert!(told.column > 1, "{told}");
    problem(file, "square = 1", "sqare = 1", "unknown field `sqare`");
    problem(file, "\"#241d1a\"", "\"brown\"", "no colour");
    problem(file, "grey = [\"#b5b1aa\", \"#dcd9d2\"]", "grey = []", "grey is empty");
    problem(file, "grey_from = 59", "grey_from = 0", "grey_from is 0");
}

#[test]
fn numbers_of_towns_and_deeds_are_checked() {
    let file = "settlements.toml";
    problem(file, "household = [1, 3]", "household = [0, 3]", "household is 0");
    problem(file, "stalls = 5", "stalls = 50", "stalls is 50");
    problem(file, "high_per_cent = 45", "high_per_cent = 145", "high_per_cent is 145");
    problem(file, "temperature = 640", "temperature = 1640", "temperature is 1640");
    let file = "chronicle.toml";
    problem(file, "[-50, 100]", "[10, 100]", "changes are 10 to 100 per cent");
    problem(file, "[-50, 100]", "[-95, 100]", "change_per_cent is -95");
    problem(file, "reward_coins = [10, 17]", "reward_coins = [17, 10]", "upside down");
}

#[test]
fn core_writes_down_what_holds_where_nothing_is_written() {
    let rules = core();
    assert_eq!(rules.economy, EconomyRules::default());
    assert_eq!(rules.history.pace, PaceRules::default());
    assert_eq!(rules.history.figures, FigureRules::default());
    assert_eq!(rules.history.follows, Follow::USUAL);
    for wording in &rules.history.events {
        assert_eq!(wording.count, wording.kind.usual_count(), "{:?}", wording.kind);
    }
    assert_eq!(rules.society.minds, MindRules::default());
    assert_eq!(rules.society.opinion, OpinionRules::default());
    assert_eq!(rules.society.day, DayRules::default());
    assert_eq!(rules.society.looks, Looks::default());
    let mut files = CORE.clone();
    files.replace("economy.toml", Vec::new());
    let without = check(&files, None).expect("the file may be left out");
    assert_eq!(without.hash(), rules.hash());
}

#[test]
fn a_pair_that_is_written_is_followed_and_others_stay_as_usual() {
    let mut files = CORE.clone();
    let history = text("history.toml").replacen("per_mille = 450", "per_mille = 20", 1);
    files.replace("history.toml", history.into_bytes());
    let history = check(&files, None).expect("still right").history;
    let share = |kind| history.follow(EventKind::Quarrel, kind).share;
    assert_eq!(
        (share(EventKind::Murder), share(EventKind::Feud)),
        (Share::new(20), Share::new(450))
    );
    assert_eq!(share(EventKind::Gift), Share::new(0), "no such pair");
}

#[test]
fn a_table_that_puzzles_lack_is_told_at_the_family_that_draws_from_it() {
    let file = "puzzles.toml";
    for (table, family) in [("light", "beams"), ("hue", "household"), ("rune", "rune-lock")] {
        let rest = text(file);
        let (from, to) = (rest.find(&format!("[[{table}]]")), rest.rfind(&format!("[[{table}]]")));
        let (from, last) = (from.expect("core has some"), to.expect("core has some"));
        let end = rest[last + 2..].find("\n[").map_or(rest.len(), |at| last + 2 + at);
        let found = problems(file, &rest[from..end], "");
        let what = format!("there is no {table}");
        let told = found.iter().find(|problem| problem.what == what).expect("it is told");
        let line = rest[..from].lines().position(|line| line == format!("kind = \"{family}\""));
        let line = line.expect("families come first") + 1;
        assert_eq!((told.file.as_str(), told.line, told.column), (file, line, 8), "{told}");
        assert!(told.hint.contains(&format!("[[{table}]]")), "{told}");
    }
}
