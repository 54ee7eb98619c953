//! The keys of servers that were joined before.
//!
//! A file with a line `host:port key` for each. The first key that a server shows is trusted and
//! written here; another key later is an error, because then it is either another server or somebody
//! in between. Lines that start with `#` are kept.

use crate::SessionError;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::PathBuf;
use transport::{Invite, ServerKey};

/// A file of servers' keys.
#[derive(Clone, Debug)]
pub struct KnownServers {
    path: PathBuf,
}

impl KnownServers {
    /// The list in this file, which need not exist yet.
    #[must_use]
    pub const fn at(path: PathBuf) -> Self {
        Self { path }
    }

    /// The key that this server showed before.
    ///
    /// # Errors
    /// [`SessionError::KnownServers`], [`SessionError::KnownServersLine`].
    pub fn key_of(&self, server: &Invite) -> Result<Option<ServerKey>, SessionError> {
        let wanted = place(server);
        for (index, line) in self.read()?.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong =
                || SessionError::KnownServersLine { path: self.path.clone(), line: index + 1 };
            let (known, key) = line.split_once(char::is_whitespace).ok_or_else(wrong)?;
            let key = key.trim().parse::<ServerKey>().map_err(|_| wrong())?;
            if known == wanted {
                return Ok(Some(key));
            }
        }
        Ok(None)
    }

    /// Writes a server's key down. The file is replaced whole, so that nobody reads half of it.
    ///
    /// # Errors
    /// [`SessionError::KnownServers`].
    pub fn pin(&self, server: &Invite, key: ServerKey) -> Result<(), SessionError> {
        let mut text = self.read()?;
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(&format!("{} {key}\n", place(server)));
        let draft = self.path.with_extension(format!("{}.new", std::process::id()));
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        folder
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(&draft, text))
            .and_then(|()| fs::rename(&draft, &self.path))
            .map_err(|source| self.unusable(source))
    }

    fn read(&self) -> Result<String, SessionError> {
        match fs::read_to_string(&self.path) {
            Ok(text) => Ok(text),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
            Err(source) => Err(self.unusable(source)),
        }
    }

    fn unusable(&self, source: io::Error) -> SessionError {
        SessionError::KnownServers { path: self.path.clone(), source }
    }
}

fn place(server: &Invite) -> String {
    if server.host.contains(':') {
        format!("[{}]:{}", server.host, server.port)
    } else {
        format!("{}:{}", server.host, server.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(name: &str) -> KnownServers {
        let folder = std::env::temp_dir().join(format!("seedbound-known-{}", std::process::id()));
        let path = folder.join(name);
        // Left over from a process of the same number.
        let _ = fs::remove_file(&path);
        KnownServers::at(path)
    }

    fn invite(text: &str) -> Invite {
        text.parse().expect("a good address")
    }

    #[test]
    fn a_key_once_pinned_is_found_again_at_its_own_address_only() {
        let list = list("pin");
        let (here, there) = (invite("localhost:4000"), invite("[::1]:4000"));
        assert_eq!(list.key_of(&here).expect("no file is an empty list"), None);
        let keys = [1, 2].map(|byte| ServerKey::from_bytes([byte; 32]));
        list.pin(&here, keys[0]).expect("the folder can be written");
        list.pin(&there, keys[1]).expect("again");
        assert_eq!(list.key_of(&here).expect("readable"), Some(keys[0]));
        assert_eq!(list.key_of(&there).expect("readable"), Some(keys[1]));
        assert_eq!(list.key_of(&invite("localhost:4001")).expect("readable"), None);
    }

    #[test]
    fn a_damaged_line_is_named() {
        let list = list("damaged");
        list.pin(&invite("a:1"), ServerKey::from_bytes([1; 32])).expect("writable");
        let mut text = fs::read_to_string(&list.path).expect("written above");
        text.push_str("# mine\nb:2 nonsense\n");
        fs::write(&list.path, text).expect("writable");
        let error = list.key_of(&invite("c:3")).expect_err("line 3 is no key");
        assert!(matches!(error, SessionError::KnownServersLine { line: 3, .. }), "{error}");
    }
}
