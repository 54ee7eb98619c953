//! Landmarks: every check, and a pack without any.

use super::{CORE, check, core, problem};

#[test]
fn a_pack_may_leave_landmarks_out() {
    assert!(core().landmarks.len() >= 6);
    let mut files = CORE.clone();
    files.replace("landmarks.toml", Vec::new());
    assert_eq!(check(&files, None).expect("still right").landmarks, []);
}

#[test]
fn wrong_landmarks_are_told() {
    let told = |from: &str, to: &str, what: &str| {
        problem("landmarks.toml", from, to, what);
    };
    told("\"spire\"", "\"\"", "name");
    told("shape = \"spire\"", "shape = \"needle\"", "");
    told("\"{name} Spire\"", "\"the Spire\"", "does not hold {name} once");
    told("\"{name} Spire\"", "\"{name} {colour} Spire\"", "braces");
    told("[\"{name} Spire\", \"the Needle of {name}\", \"{name} Tooth\"]", "[]", "names is empty");
    told("[18.0, 34.0]", "[34.0, 18.0]", "upside down");
    told("#7c766c", "grey", "colour");
    told("[22.0, 600.0]", "[-5.0, 600.0]", "above");
    told("slope_per_mille = 900", "slope_per_mille = 0", "slope_per_mille is 0");
    told("per_mille = 150", "per_mille = 0", "per_mille is 0");
    told("per_mille = 180", "per_mille = 900", "together");
    told("\"grassland\"", "\"grasland\"", "no biome \"grasland\"");
    told("\"grassland\"", "\"deep water\"", "under water");
    told("[5.0, 7.0]", "[4.0, 7.0]", "lower than 5 m");
    told("[5.0, 7.0]", "[5.0, 12.0]", "higher than 9 m");
    told(
        "slope_per_mille = 2000\nprominent = false",
        "slope_per_mille = 2000\nprominent = true",
        "no slope behind it",
    );
}
