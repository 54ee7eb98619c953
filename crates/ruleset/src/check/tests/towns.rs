//! Ranks, workshops, styles, fertility.

use super::{CORE, check, core, problem, text};
use crate::types::{BuildingStyle, Needs, RoofShape};

#[test]
fn ranks_that_make_no_settlement_are_told() {
    let file = "settlements.toml";
    problem(file, "houses = [4, 7]", "houses = [7, 4]", "upside down");
    problem(file, "houses = [31, 45]", "houses = [31, 60]", "houses is 60");
    problem(file, "food = 0", "food = -1", "food is -1");
    problem(file, "food = 370", "food = 1370", "food is 1370");
    problem(file, "fields = [2, 4]", "fields = [2, 40]", "fields is 40");
    problem(file, "name = \"village\"", "name = \"hamlet\"", "is there twice");
    problem(file, "\"inn\", \"temple\", \"store\"]", "\"inn\", \"castle\"]", "unknown variant");
    let told = problem(file, "food = 500", "food = 5", "asks for less food");
    assert!(told.hint.contains("from small to large"), "{told}");
    let told = problem(file, "workshops = [2, 4]", "workshops = [2, 9]", "has room for 9 houses");
    assert!(told.hint.contains("at least 13 houses"), "{told}");
    problem(file, "cell = 960", "houses = [6, 12]\ncell = 960", "written beside ranks");
}

#[test]
fn players_must_be_able_to_begin_somewhere() {
    let mut files = CORE.clone();
    let without = text("settlements.toml").replace("home = true", "home = false");
    files.replace("settlements.toml", without.into_bytes());
    let told = super::refused(&files);
    assert!(told.iter().any(|problem| problem.what.contains("begin in no rank")), "{told:#?}");
}

#[test]
fn a_ruleset_without_ranks_has_one_of_the_houses_it_asks_for() {
    let with = |rows: &str| {
        let mut files = CORE.clone();
        files.replace("settlements.toml", rows.as_bytes().to_vec());
        files
    };
    let old = "cell = 960\nper_mille = 620\nhouses = [6, 12]\ndungeons = [1, 3]\n";
    let rules = check(&with(old), None).expect("the old table is still right").settlement;
    assert_eq!((rules.houses, rules.ranks.len()), ((6, 12), 1));
    assert!(rules.ranks[0].home && !rules.ranks[0].walls);
    assert_eq!(rules.workshops.len(), core().trades.len(), "any trade may have a workshop");
    let told = super::refused(&with("cell = 960\nper_mille = 620\ndungeons = [1, 3]\n"));
    assert!(told[0].hint.contains("[[rank]]"), "{told:#?}");
}

#[test]
fn workshops_name_trades_and_ranks_that_are_there() {
    let file = "settlements.toml";
    let told = problem(file, "trade = \"smith\"", "trade = \"smiht\"", "no trade \"smiht\"");
    assert_eq!(told.hint, "did you mean \"smith\"?");
    problem(file, "from = \"village\"", "from = \"villages\"", "no rank \"villages\"");
    problem(file, "needs = \"water\"", "needs = \"waters\"", "unknown variant");
    problem(file, "trade = \"weaver\"", "trade = \"smith\"", "has two workshops");
    let shop = |trade: &str| {
        let rules = core();
        let index = rules.trades.iter().position(|other| other.name == trade).expect("a trade");
        let shops = rules.settlement.workshops;
        shops.into_iter().find(|shop| usize::from(shop.trade.0) == index).expect("a workshop")
    };
    assert_eq!(shop("fisher").needs, Needs::Water);
    assert!(shop("scribe").from > shop("smith").from);
}

#[test]
fn styles_that_build_nothing_are_told() {
    let file = "cultures.toml";
    problem(file, "material = \"plaster\"", "material = \"paper\"", "unknown variant");
    problem(file, "roofs = [\"gable\", \"hip\"]", "roofs = []", "roofs is empty");
    problem(file, "pitch = [700, 1100]", "pitch = [700, 2100]", "pitch is");
    problem(file, "storeys = [1, 2]", "storeys = [1, 3]", "storeys is 3");
    problem(file, "foundation = 0.4", "foundation = 1.4", "foundation is 1.4");
    problem("biomes.toml", "fertility_per_mille = 120", "fertility_per_mille = 1200", "is 1200");
}

#[test]
fn cultures_without_a_style_build_with_plaster_on_timber() {
    let whole = text("cultures.toml");
    let style = whole.find("[culture.style]\nmaterial").expect("the first style");
    let next = whole[style..].find("[[culture]]").expect("another culture") + style;
    let mut files = CORE.clone();
    files.replace("cultures.toml", format!("{}{}", &whole[..style], &whole[next..]).into_bytes());
    let rules = check(&files, None).expect("still right");
    assert_eq!(rules.cultures[0].style, BuildingStyle::default());
    assert!(rules.cultures.len() >= 4, "{:?}", rules.cultures);
    assert!(rules.cultures.iter().any(|culture| culture.style.roofs.contains(&RoofShape::Flat)));
}
