//! Key files on disk.

use std::fs;

use transport::{KeyFileError, KeypairError, PlayerKey, ServerIdentity};

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

#[test]
fn a_key_is_saved_only_where_nothing_is_and_loaded_only_where_one_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("new/wallet.json");
    let error = PlayerKey::load(&path).expect_err("nothing is there");
    assert!(matches!(error, KeyFileError::Missing { .. }), "{error}");
    assert!(!path.exists(), "and nothing was made");
    let key = PlayerKey::generate().expect("a key");
    key.save_new(&path).expect("there is room");
    assert_eq!(PlayerKey::load(&path).expect("reads").wallet(), key.wallet());
    let before = fs::read(&path).expect("the file");
    let error = PlayerKey::generate().expect("a key").save_new(&path).expect_err("taken");
    assert!(matches!(error, KeyFileError::Exists { .. }), "{error}");
    assert_eq!(fs::read(&path).expect("the file"), before);
    let files = fs::read_dir(path.parent().expect("a folder")).expect("a folder");
    assert_eq!(files.count(), 1, "no draft is left");
}

#[test]
fn a_secret_is_read_as_json_or_base58_and_nothing_else() {
    let key = PlayerKey::generate().expect("a key");
    let bytes = key.to_keypair_bytes();
    let read = |text: &str| PlayerKey::from_text(text).map(|key| key.wallet());
    assert_eq!(read(&serde_json::to_string(&bytes[..]).expect("JSON")), Ok(key.wallet()));
    assert_eq!(read(&format!(" {}\n", bs58::encode(&bytes[..]).into_string())), Ok(key.wallet()));
    assert_eq!(read("[1, 2]"), Err(KeypairError::Length { found: 2 }));
    assert_eq!(read("[300]"), Err(KeypairError::NotJson));
    assert_eq!(read("not it"), Err(KeypairError::NotBase58));
    let short = bs58::encode([7; 32]).into_string();
    assert_eq!(read(&short), Err(KeypairError::Length { found: 32 }));
    let mut twisted = *bytes;
    twisted[40] ^= 1;
    let twisted = bs58::encode(twisted).into_string();
    assert_eq!(read(&twisted), Err(KeypairError::OtherPublicKey));
}
