//! Finds a ruleset's directory and reads its files.

use crate::check::{Files, check};
use crate::{Ruleset, RulesetError};
use std::io::ErrorKind::NotFound;
use std::path::{Path, PathBuf};

/// The files of a ruleset, in the order in which their problems are told.
pub(crate) const FILES: [&str; 25] = [
    "ruleset.toml",
    "terrain.toml",
    "biomes.toml",
    "weather.toml",
    "flora.toml",
    "creatures.toml",
    "items.toml",
    "affixes.toml",
    "crafts.toml",
    "cultures.toml",
    "trades.toml",
    "economy.toml",
    "settlements.toml",
    "landmarks.toml",
    "themes.toml",
    "missions.toml",
    "puzzles.toml",
    "quests.toml",
    "arcs.toml",
    "chronicle.toml",
    "lines.toml",
    "relics.toml",
    "balance.toml",
    "people.toml",
    "history.toml",
];

/// Those that may be missing: then defaults hold.
const OPTIONAL: [&str; 10] = [
    "arcs.toml",
    "chronicle.toml",
    "crafts.toml",
    "economy.toml",
    "history.toml",
    "landmarks.toml",
    "missions.toml",
    "people.toml",
    "puzzles.toml",
    "weather.toml",
];

/// The directory of a ruleset: a path to one, or a name that is looked up in
/// `$SEEDBOUND_ASSETS/rulesets`, `./assets/rulesets`, and `assets/rulesets` next to the executable
/// and in the directories above it. A program that cargo runs also finds the checkout's own assets.
///
/// # Errors
/// [`RulesetError::Unknown`] with what was searched and what is there.
pub fn find(name_or_path: &str) -> Result<PathBuf, RulesetError> {
    let direct = PathBuf::from(name_or_path);
    if direct.join("ruleset.toml").is_file() {
        return Ok(direct);
    }
    let looked = shelves();
    let is_name = !name_or_path.is_empty()
        && name_or_path.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if is_name {
        for shelf in &looked {
            let directory = shelf.join(name_or_path);
            if directory.join("ruleset.toml").is_file() {
                return Ok(directory);
            }
        }
    }
    let mut known: Vec<String> = looked.iter().flat_map(|shelf| names_on(shelf)).collect();
    known.sort();
    known.dedup();
    Err(RulesetError::Unknown { name: name_or_path.to_owned(), looked, known })
}

/// Reads and checks the ruleset in `dir`.
///
/// # Errors
/// [`RulesetError::Read`] when a file is missing, [`RulesetError::Wrong`] with every problem found.
pub fn load(dir: &Path) -> Result<Ruleset, RulesetError> {
    let mut files = Files::default();
    for name in FILES {
        let path = dir.join(name);
        match std::fs::read(&path) {
            Ok(bytes) => files.push(name, bytes),
            Err(source) if OPTIONAL.contains(&name) && source.kind() == NotFound => {}
            Err(source) => return Err(RulesetError::Read { path, source }),
        }
    }
    check(&files, shelved_name(dir).as_deref())
        .map_err(|problems| RulesetError::Wrong { directory: dir.to_owned(), problems })
}

/// The name under which a directory in a folder `rulesets` is found. A server announces its ruleset by
/// the name inside, and clients look for a directory of that name.
fn shelved_name(dir: &Path) -> Option<String> {
    let dir = dir.canonicalize().ok()?;
    let shelf = dir.parent()?.file_name()?;
    (shelf == "rulesets").then(|| dir.file_name()?.to_str().map(str::to_owned))?
}

/// Directories in which rulesets are looked for, without repeats.
fn shelves() -> Vec<PathBuf> {
    let mut shelves: Vec<PathBuf> = Vec::new();
    let mut add = |shelf: PathBuf| {
        if !shelves.contains(&shelf) {
            shelves.push(shelf);
        }
    };
    if let Some(assets) = std::env::var_os("SEEDBOUND_ASSETS") {
        add(PathBuf::from(assets).join("rulesets"));
    }
    add(PathBuf::from("assets").join("rulesets"));
    // Above the executable, and above the manifest that `cargo run` and `cargo test` name.
    let executable = std::env::current_exe().unwrap_or_default();
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    for start in [executable.as_path(), manifest.join("Cargo.toml").as_path()] {
        for above in start.ancestors().skip(1).filter(|above| above.is_absolute()) {
            let shelf = above.join("assets").join("rulesets");
            if shelf.is_dir() {
                add(shelf);
            }
        }
    }
    // A developer's binary started by hand; not in a release, which must not name this machine.
    #[cfg(debug_assertions)]
    if let Some(workspace) = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2) {
        add(workspace.join("assets").join("rulesets"));
    }
    shelves
}

/// The names of the rulesets in a directory.
fn names_on(shelf: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(shelf) else { return Vec::new() };
    entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().join("ruleset.toml").is_file())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_core_ruleset_is_found_by_name_and_by_path() {
        let by_name = find("core").expect("core is in the checkout");
        let by_path = find(&by_name.display().to_string()).expect("its path works too");
        assert_eq!(by_name, by_path);
    }

    #[test]
    fn an_unknown_name_says_what_is_known() {
        let error = find("nonesuch").expect_err("there is none");
        let RulesetError::Unknown { name, looked, known } = error else {
            unreachable!("wrong kind of error")
        };
        assert_eq!(name, "nonesuch");
        assert!(!looked.is_empty());
        assert!(known.iter().any(|name| name == "core"), "{known:?}");
    }

    #[test]
    fn a_copy_that_keeps_its_old_name_is_told_to_take_its_own() {
        let shelf = std::env::temp_dir()
            .join(format!("seedbound-ruleset-{}", std::process::id()))
            .join("rulesets");
        let copy = shelf.join("mine");
        std::fs::create_dir_all(&copy).expect("a directory");
        let core = find("core").expect("core is in the checkout");
        for name in FILES {
            std::fs::copy(core.join(name), copy.join(name)).expect("a copy");
        }
        let Err(RulesetError::Wrong { problems, .. }) = load(&copy) else {
            unreachable!("it is called core")
        };
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(
            matches!(&problems[..], [one] if one.file == "ruleset.toml" && one.line > 1),
            "{told:?}"
        );
        assert!(problems[0].hint.contains("name = \"mine\""), "{told:?}");

        let pack = std::fs::read_to_string(copy.join("ruleset.toml")).expect("the file");
        let pack = pack.replace("name = \"core\"", "name = \"mine\"");
        std::fs::write(copy.join("ruleset.toml"), pack).expect("the file");
        assert_eq!(load(&copy).expect("a ruleset").name, "mine");
        std::fs::remove_dir_all(shelf.parent().expect("a parent")).expect("it goes");
    }

    #[test]
    fn names_do_not_climb_out_of_the_shelf() {
        assert!(find("../rulesets/core").is_err());
        assert!(find("").is_err());
    }
}
