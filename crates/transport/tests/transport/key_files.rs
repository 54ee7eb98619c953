//! Key files on disk.

use std::fs;

use transport::{KeyFileError, PlayerKey, ServerIdentity};

#[test]
fn a_key_is_made_once_and_read_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("new/wallet.json");
    let first = PlayerKey::load_or_create(&path).expect("a new key");
    let second = PlayerKey::load_or_create(&path).expect("the same key");
    assert_eq!(first.wallet(), second.wallet());
    let numbers: Vec<u8> =
        serde_json::from_slice(&fs::read(&path).expect("the file")).expect("an array");
    assert_eq!(numbers.len(), 64);
    assert_eq!(&numbers[32..], first.wallet().as_bytes());
    let files = fs::read_dir(path.parent().expect("a folder")).expect("a folder");
    assert_eq!(files.count(), 1, "no draft is left");
    let text = first.wallet().to_string();
    assert_eq!(text.parse(), Ok(first.wallet()));
}

#[cfg(unix)]
#[test]
fn a_file_that_others_can_read_is_refused_with_the_remedy() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("identity.json");
    let _ = ServerIdentity::load_or_create(&path).expect("a new key");
    let mode = fs::metadata(&path).expect("the file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("chmod");
    let error = ServerIdentity::load_or_create(&path).expect_err("too open");
    assert!(matches!(error, KeyFileError::TooOpen { mode: 0o644, .. }));
    let remedy = format!("chmod 600 {}", path.display());
    assert!(error.to_string().contains(&remedy), "{error}");
}

#[test]
fn a_damaged_file_is_neither_used_nor_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("wallet.json");
    let good = PlayerKey::load_or_create(&path).expect("a new key");
    let mut numbers: Vec<u8> =
        serde_json::from_slice(&fs::read(&path).expect("the file")).expect("an array");
    numbers[40] ^= 1;
    for content in [
        serde_json::to_string(&numbers).expect("JSON"),
        "[1,2,3]".to_owned(),
        "not JSON".to_owned(),
        "[256]".to_owned(),
    ] {
        fs::write(&path, &content).expect("written");
        let error = PlayerKey::load_or_create(&path).expect_err("damaged");
        assert!(matches!(error, KeyFileError::Malformed { .. }), "{error}");
        assert_eq!(fs::read_to_string(&path).expect("the file"), content);
    }
    assert_ne!(good.wallet(), PlayerKey::generate().expect("a key").wallet());
}
