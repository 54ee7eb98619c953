//! What the check says of texts that follow from the past, and of people whom nothing wins over.

use super::{core, problem};

#[test]
fn grounded_texts_fit_their_kind_and_name_what_there_is() {
    let file = "quests.toml";
    let told = problem(
        file,
        "kind = \"deliver\"\nground = \"theft\"",
        "kind = \"fetch\"\nground = \"theft\"",
        "no Fetch follows from Theft",
    );
    assert!(told.hint.contains("deliver"), "{told}");
    problem(file, "{person} is {kin}, and I have", "{person} is {lost}, and I have", "{lost}");
    problem(file, "ground = \"kin\"\ntexts", "ground = \"love\"\ntexts", "not said beside");
    problem(file, "{person}, you should know, is", "{dungeon}, you should know, is", "{dungeon}");
    assert!(core().quests.grounded.len() > 50 && core().quests.asides.len() > 10);
}

#[test]
fn everybody_can_be_won_over_somehow() {
    let file = "quests.toml";
    let told = problem(file, "liked = 24", "liked = 21", "won over by nothing");
    assert!(told.hint.contains("22"), "{told}");
    problem(file, "axis = \"warmth\"", "axis = \"warmness\"", "warmness");
    problem(file, "opinion = 1", "opinion = 11", "opinion is 11");
    problem(file, "disliked = -12", "disliked = 12", "disliked is 12");
}

#[test]
fn only_what_happens_below_ground_is_written_there() {
    let file = "missions.toml";
    let told = problem(file, "of = \"delving\"", "of = \"wedding\"", "leaves nothing in a dungeon");
    assert!(told.hint.contains("delving"), "{told}");
    problem(
        file,
        "{figure} of {town} opened",
        "{lost} of {town} opened",
        "{lost} stands for nothing",
    );
    let file = "crafts.toml";
    problem(file, "{maker} of {town} made {name} in", "{boss} of {town} made {name} in", "{boss}");
    problem(file, "It lay in {dungeon}, and", "It lay in {place}, and", "{place}");
}
