//! What the check says of puzzles that cannot be drawn.

use super::{CORE, core, problem};
use crate::check::{Files, check};
use crate::load::FILES;
use crate::types::PuzzleKind;

const FILE: &str = "puzzles.toml";

#[test]
fn sizes_out_of_bounds_are_told() {
    let told = problem(FILE, "size = [7, 14]", "size = [7, 17]", "size is 17");
    assert!(told.hint.contains("5 to 16") && told.column > 1, "{told}");
    problem(FILE, "pieces = [1, 3]", "pieces = [0, 3]", "pieces is 0");
    problem(FILE, "pieces = [8, 34]", "pieces = [34, 8]", "upside down");
    let ice = "kind = \"ice-slide\"\nweight = 3\nsize = [7, 14]\n";
    problem(FILE, &format!("{ice}pieces = [8, 34]\n"), ice, "\"ice-slide\" needs pieces");
    problem(FILE, "candidates = 6", "candidates = 0", "candidates is 0");
    problem(FILE, "bits = [3.5, 12.0]", "bits = [3.5, 3.5]", "empty range");
}

#[test]
fn a_family_is_there_once_and_one_is_left_for_dungeons() {
    problem(FILE, "kind = \"circuit\"", "kind = \"beams\"", "no family \"circuit\"");
    problem(FILE, "kind = \"circuit\"", "kind = \"riddle\"", "unknown variant");
    let mut files = CORE.clone();
    let off =
        super::text(FILE).replace("weight = 3", "weight = 0").replace("weight = 2", "weight = 0");
    files.replace(FILE, off.into_bytes());
    let told = check(&files, None).expect_err("nothing is left");
    assert!(told.iter().any(|one| one.what.contains("no family is left")), "{told:?}");
    problem(FILE, "weight = 2\n", "weight = 2\nthemes = [\"Mime\"]\n", "no theme \"Mime\"");
}

#[test]
fn locks_need_runes_that_can_be_told_apart() {
    problem(FILE, "pieces = [4, 8]", "pieces = [4, 4]", "more dials than runes");
    problem(FILE, "strokes = 5", "strokes = 4", "4 strokes too");
    let mut files = CORE.clone();
    let few = super::text(FILE);
    let cut = few.find("[[rune]]\nname = \"Spear\"").expect("core has it");
    let end = few.find("# Beams of light").expect("core has it");
    files.replace(FILE, format!("{}{}", &few[..cut], &few[end..]).into_bytes());
    let told = check(&files, None).expect_err("too few");
    assert!(told.iter().any(|one| one.what.contains("7 runes for locks of 8")), "{told:?}");
}

#[test]
fn clues_must_say_what_they_are_about() {
    problem(FILE, "{rune} stands at an odd dial.", "It stands at an odd dial.", "not say {rune}");
    problem(FILE, "{one} is not {other}.", "{one} is not {her}.", "{her} stands for nothing");
}

#[test]
fn without_the_file_the_core_table_holds_whatever_the_themes() {
    let mut files = Files::default();
    for name in FILES.into_iter().filter(|name| *name != FILE) {
        files.push(name, CORE.bytes(name).to_vec());
    }
    let rules = check(&files, None).unwrap_or_else(|problems| panic!("{problems:?}"));
    assert_eq!(rules.puzzles.runes, core().puzzles.runes);
    let kinds: Vec<PuzzleKind> = rules.puzzles.families.iter().map(|family| family.kind).collect();
    assert_eq!(kinds, PuzzleKind::ALL);
}
