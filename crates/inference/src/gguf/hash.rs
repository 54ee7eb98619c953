//! The hash that says which weights a text was drawn from.

use super::GgufError;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// The SHA-256 of the whole file at `path` (FIPS 180-4): what `sha256sum` prints.
///
/// # Errors
/// [`GgufError::Open`] when there is no such file or it may not be read, [`GgufError::Io`] when
/// reading fails.
pub fn file_sha256(path: impl AsRef<Path>) -> Result<[u8; 32], GgufError> {
    let path = path.as_ref();
    let open = |source| GgufError::Open { path: path.to_owned(), source };
    let mut file = File::open(path).map_err(open)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    let mut offset = 0;
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(hash.finalize().into()),
            Ok(count) => {
                hash.update(buffer.get(..count).unwrap_or_default());
                offset += count as u64;
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(source) => return Err(GgufError::Io { offset, source }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_files_hash_is_that_of_the_standard() {
        // FIPS 180-4's example of one million times "a".
        let mut file = tempfile::NamedTempFile::new().expect("a temporary file can be made");
        file.write_all(&vec![b'a'; 1_000_000]).expect("it can be written");
        let hash = file_sha256(file.path()).expect("it can be read");
        assert_eq!(
            seed::hex(&hash),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        );
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = file_sha256("no/such/model.gguf").expect_err("there is no such file");
        assert!(error.to_string().contains("no/such/model.gguf"), "{error}");
    }
}
