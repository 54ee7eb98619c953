//! Commands that look at generated worlds.

use crate::support::seedbound;

#[test]
fn a_survey_checks_what_it_counts_and_compares_with_an_earlier_one() {
    let home = tempfile::tempdir().expect("a place");
    let home = home.path();
    let words = ["survey", "--seeds", "2", "--json", "a.json", "--png", "a.png"];
    let told = seedbound(home, &words);
    told.says(&["failures: none", "quests can be done", "beams, score", "settlements: ranks"]);
    told.says(&["history: events", "economy: made", "items: materials", "a.png"]);
    assert!(told.err.contains("2 of 2 seeds"), "progress is told: {}", told.err);
    assert!(std::fs::metadata(home.join("a.png")).expect("is drawn").len() > 10_000);
    let words = ["survey", "--seeds", "2", "--threads", "1", "--compare", "a.json"];
    let told = seedbound(home, &[&words[..], &["--only", "quests,items"]].concat());
    told.says(&["nothing that shows", "quests: kinds"]);
    assert!(!told.out.contains("land: biomes"), "{}", told.out);
    std::fs::write(home.join("b.json"), "{}").expect("writes");
    seedbound(home, &["survey", "--seeds", "1", "--compare", "b.json"])
        .fails(&["b.json", "--json"]);
    let told = seedbound(home, &["survey", "--only", "weather"]);
    assert!(told.code == 2 && told.err.contains("write one of land"), "{}", told.err);
}

#[test]
fn dungeons_are_measured_level_by_level() {
    let home = tempfile::tempdir().expect("a place");
    let words = ["dungeon", "measure", "--seed", "hollow", "--levels", "1,5", "--seeds", "3"];
    let told = seedbound(home.path(), &words);
    told.says(&["3 dungeons a level", "wanted", "difficulty", "#"]);
    let rows = told.out.lines().filter(|line| line.contains('%')).count();
    assert_eq!(rows, 2, "{}", told.out);
    let told = seedbound(home.path(), &["dungeon", "measure", "--seed", "x", "--levels", "0"]);
    assert!(told.code == 2 && told.err.contains("1..=100"), "{}", told.err);
}

#[test]
fn news_follow_from_deeds() {
    let home = tempfile::tempdir().expect("a place");
    let news = |words: &[&str]| {
        seedbound(home.path(), &[&["history", "news", "--seed", "hollow"], words].concat())
    };
    let told = news(&["--deed", "1:slain:0,0,1", "--deed", "2:robbed:0,0,6", "--day", "4"]);
    told.says(&["2 of 2 deeds are remembered", "What is told", "day 1", "new", "gone"]);
    assert!(told.out.contains(" %"), "prices change: {}", told.out);
    let told = news(&["--deed", "9:built:0,0", "--day", "4"]);
    told.says(&["0 of 1 deeds are remembered", "as before"]);
    news(&["--deed", "1:slain:0,0,99"]).fails(&["no \"0,0,99\"", "dungeon list"]);
    news(&["--deed", "1:sung:0,0"]).fails(&["no deed \"sung\"", "robbed"]);
    news(&["--deed", "1:spared:dragon"]).fails(&["no creature \"dragon\""]);
    assert_eq!(news(&["--deed", "slain"]).code, 2);
}

#[test]
fn a_map_shows_what_the_past_left() {
    let home = tempfile::tempdir().expect("a place");
    let draw = |layers: &str, file: &str| {
        let words = ["world", "map", "--seed", "hollow", "--size", "4000", "--out", file];
        seedbound(home.path(), &[&words[..], &["--layers", layers]].concat()).says(&[file]);
        std::fs::read(home.path().join(file)).expect("is drawn")
    };
    let (bare, past) = (draw("height", "bare.png"), draw("height,history", "past.png"));
    assert_ne!(bare, past);
    let told = seedbound(
        home.path(),
        &["world", "map", "--seed", "x", "--out", "m.png", "--layers", "gold"],
    );
    assert!(told.code == 2 && told.err.contains("history"), "{}", told.err);
}

#[test]
fn what_is_off_the_land_is_told() {
    let home = tempfile::tempdir().expect("a place");
    let run = |words: &[&str]| seedbound(home.path(), words);
    run(&["history", "tell", "--seed", "hollow", "--region", "2147483647,1"])
        .fails(&["no region 2147483647,1", "blocks reach from"]);
    let far = ["world", "map", "--seed", "hollow", "--out", "m.png", "--at", "99999999,0"];
    run(&far).fails(&["off the land"]);
    run(&["people", "list", "--seed", "hollow", "--settlement", "2147483647,0"])
        .fails(&["no settlement", "settlement list"]);
}

#[test]
fn quests_and_missions_are_graphs() {
    let home = tempfile::tempdir().expect("a place");
    let told =
        seedbound(home.path(), &["quest", "show", "--seed", "hollow", "--id", "1", "--graph"]);
    told.says(&["digraph quest", "->", "report to"]);
    let told = seedbound(home.path(), &["dungeon", "show", "--seed", "hollow", "--mission"]);
    told.says(&["graph mission", "subgraph cluster_0", "puzzle"]);
}
