//! `seedbound wallet`.

use crate::support::{Ended, keypair, seedbound, seedbound_with, write_key};
use anchor_client::Signer;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

const PLACE: &str = ".local/share/seedbound/player.key";

fn place() -> tempfile::TempDir {
    tempfile::tempdir().expect("a place")
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("is there").permissions().mode() & 0o777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("sets");
}

/// Nothing of the secret in a file is in what was printed, as numbers, hexadecimal or base58.
fn tells_nothing(ended: &Ended, file: &Path) {
    let bytes: Vec<u8> = serde_json::from_slice(&fs::read(file).expect("reads")).expect("is JSON");
    let said = format!("{}{}", ended.out, ended.err);
    let secret = [&bytes[..32], &bytes[..]];
    for secret in secret {
        let numbers: Vec<String> = secret.iter().map(u8::to_string).collect();
        assert!(!said.contains(&numbers[..4].join(",")), "{said}");
        assert!(!said.contains(&seed::hex(secret)[..12]), "{said}");
        assert!(!said.contains(&bs58::encode(secret).into_string()), "{said}");
    }
}

#[test]
fn a_new_wallet_is_where_the_game_looks_and_is_not_overwritten() {
    let home = place();
    seedbound(home.path(), &["wallet", "show"]).fails(&["there is no wallet", "wallet new", PLACE]);
    let made = seedbound(home.path(), &["wallet", "new"]);
    made.says(&["made a new wallet", "address", PLACE]);
    let file = home.path().join(PLACE);
    assert_eq!(mode(&file), 0o600);
    tells_nothing(&made, &file);
    let content = fs::read(&file).expect("reads");
    seedbound(home.path(), &["wallet", "new"]).fails(&["already", "--file"]);
    assert_eq!(fs::read(&file).expect("reads"), content);

    let shown = seedbound(home.path(), &["wallet", "show", "--json"]);
    tells_nothing(&shown, &file);
    let numbers: Vec<u8> = serde_json::from_slice(&content).expect("is JSON");
    let address = bs58::encode(&numbers[32..]).into_string();
    let answer = shown.json();
    assert_eq!(answer["address"], address.as_str());
    assert_eq!(answer["file"].as_str().map(PathBuf::from), file.canonicalize().ok());
    made.says(&[&address]);
    // The game's own words find the same place.
    let elsewhere = home.path().join("elsewhere");
    let elsewhere = elsewhere.to_str().expect("is text");
    seedbound(home.path(), &["wallet", "new", "--data-dir", elsewhere]).says(&["player.key"]);
    assert!(home.path().join("elsewhere/player.key").is_file());
}

#[test]
fn an_exported_key_is_solanas_and_private_and_comes_back_by_import() {
    let home = place();
    seedbound(home.path(), &["wallet", "new"]).says(&[]);
    let out = home.path().join("id.json");
    let exported = seedbound(home.path(), &["wallet", "export", "--to", "id.json"]);
    exported.says(&["wrote the key of"]);
    tells_nothing(&exported, &out);
    assert_eq!(mode(&out), 0o600);
    let numbers: Vec<u8> = serde_json::from_slice(&fs::read(&out).expect("reads")).expect("JSON");
    assert_eq!(numbers.len(), 64);
    seedbound(home.path(), &["wallet", "export", "--to", "id.json"]).fails(&["already", "--to"]);
    let nowhere = seedbound(home.path(), &["wallet", "export", "--to", "/proc/nowhere/id.json"]);
    nowhere.fails(&["/proc/nowhere"]);

    let second = ["wallet", "import", "--from", "id.json", "--file", "second.key"];
    let imported = seedbound(home.path(), &second);
    imported.says(&["imported the wallet"]);
    tells_nothing(&imported, &out);
    let address = |file: &str| {
        let shown = seedbound(home.path(), &["wallet", "show", "--json", "--file", file]).json();
        shown["address"].as_str().expect("is text").to_owned()
    };
    assert_eq!(address("second.key"), address(PLACE));
    assert_eq!(mode(&home.path().join("second.key")), 0o600);
}

#[test]
fn an_import_replaces_only_when_told_and_keeps_the_old_one() {
    let home = place();
    let file = home.path().join(PLACE);
    seedbound(home.path(), &["wallet", "new"]).says(&[]);
    let old = fs::read(&file).expect("reads");
    let secret = bs58::encode(keypair(3).to_bytes()).into_string();
    let again = seedbound_with(home.path(), &secret, &["wallet", "import"]);
    again.fails(&["already", "--replace"]);
    assert_eq!(fs::read(&file).expect("reads"), old);
    let line = format!("  {secret}\n");
    let replaced = seedbound_with(home.path(), &line, &["wallet", "import", "--replace", "--json"]);
    let answer = replaced.json();
    assert_eq!(answer["address"], keypair(3).pubkey().to_string());
    tells_nothing(&replaced, &file);
    let kept = PathBuf::from(answer["replaced"].as_str().expect("is named"));
    assert_eq!(fs::read(&kept).expect("is kept"), old);
    assert_eq!(mode(&kept), 0o600);
    let name = kept.file_name().and_then(|name| name.to_str()).expect("is text");
    assert!(name.starts_with("player.key.20") && name.ends_with('Z'), "{name}");
    // The JSON of a keypair file does as well.
    let json = serde_json::to_string(&keypair(4).to_bytes()[..]).expect("is JSON");
    let words = ["wallet", "import", "--file", "other.key"];
    seedbound_with(home.path(), &json, &words).says(&[&keypair(4).pubkey().to_string()]);
}

#[test]
fn every_wrong_key_gets_its_own_word_and_changes_nothing() {
    let home = place();
    let from = |content: &str, file_mode: u32| {
        let path = home.path().join("in.json");
        let _ = fs::remove_file(&path);
        fs::write(&path, content).expect("writes");
        set_mode(&path, file_mode);
        seedbound(home.path(), &["wallet", "import", "--from", "in.json"])
    };
    let mut numbers = keypair(3).to_bytes();
    let good = serde_json::to_string(&numbers[..]).expect("is JSON");
    numbers[40] ^= 1;
    let twisted = serde_json::to_string(&numbers[..]).expect("is JSON");
    from("hello", 0o600).fails(&["in.json", "JSON array of 64 numbers", "nothing was changed"]);
    from("[1,2,3]", 0o600).fails(&["exactly 64 numbers, and holds 3"]);
    from("[1,2,256]", 0o600).fails(&["from 0 to 255"]);
    from(&twisted, 0o600).fails(&["second half is not the public key"]);
    from(&good, 0o644).fails(&["can be read by other users (mode 644)", "chmod 600"]);
    let missing = seedbound(home.path(), &["wallet", "import", "--from", "nowhere.json"]);
    missing.fails(&["there is no key file", "nowhere.json"]);
    seedbound(home.path(), &["wallet", "import", "--from", "."]).fails(&["cannot read", "."]);

    let input = |text: &str| seedbound_with(home.path(), text, &["wallet", "import"]);
    input("").fails(&["standard input is empty", "--from"]);
    input("0OIl").fails(&["no secret", "base58"]);
    input(&bs58::encode([7; 32]).into_string()).fails(&["exactly 64", "holds 32"]);
    let wrong = bs58::encode(numbers).into_string();
    let ended = input(&wrong);
    ended.fails(&["second half is not the public key"]);
    assert!(!ended.err.contains(&wrong[..8]), "{}", ended.err);
    assert!(!home.path().join(PLACE).exists(), "nothing was made by the way");

    // The same for the wallet itself.
    let file = home.path().join("w.key");
    let show = |content: &str, file_mode: u32| {
        let _ = fs::remove_file(&file);
        fs::write(&file, content).expect("writes");
        set_mode(&file, file_mode);
        seedbound(home.path(), &["wallet", "show", "--file", "w.key"])
    };
    show("hello", 0o600).fails(&["w.key is not a key file"]);
    show(&good, 0o640).fails(&["chmod 600", "640"]);
    show(&good, 0o600).says(&[&keypair(3).pubkey().to_string()]);
    // A secret on the command line is no way in.
    let secret = bs58::encode(keypair(3).to_bytes()).into_string();
    assert_eq!(seedbound(home.path(), &["wallet", "import", &secret]).code, 2);
    write_key(&keypair(1), &home.path().join("x.key"));
    let both = ["wallet", "show", "--file", "x.key", "--data-dir", "."];
    assert_eq!(seedbound(home.path(), &both).code, 2);
}
