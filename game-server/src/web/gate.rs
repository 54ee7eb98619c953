//! Who may come in, and under which name.
//!
//! A wallet's login claims its name. Once it has a character it keeps that one's name, whatever it
//! asks for; until then it may change its mind.
//! Names of wallets that never played are kept for a while only, or anybody with a script could take
//! all names: when there are too many, the oldest go.

use crate::store::{Change, NameChange, Names, Saved, StoreHandle};
use std::collections::{BTreeSet, VecDeque};
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;
use transport::{Gatekeeper, LoginRefusal, Wallet};

/// Claimed names of wallets without a character that are kept.
const UNPLAYED: usize = 4_096;

/// Why the list of banned wallets cannot be used.
#[derive(Debug, Error)]
pub enum BansError {
    /// It cannot be read.
    #[error("cannot read the list of banned wallets {}: {source}", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A line is no wallet.
    #[error("{}:{line}:1: this is not a wallet's address; write one address on each line, or # and a remark", .path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
    },
}

/// Admits wallets. Shared by the web thread and the game.
#[derive(Debug)]
pub struct Gate {
    names: Names,
    /// Wallets with a name and no character, oldest first.
    unplayed: VecDeque<Wallet>,
    banned: BTreeSet<Wallet>,
    store: StoreHandle,
}

impl Gate {
    /// The gate of a saved world.
    #[must_use]
    pub fn new(saved: &Saved, banned: BTreeSet<Wallet>, store: StoreHandle) -> Self {
        let names = saved.names.clone();
        let unplayed =
            names.wallets().filter(|wallet| !saved.characters.contains_key(wallet)).collect();
        Self { names, unplayed, banned, store }
    }

    /// The name under which a wallet plays, which need not be the one it logged in with.
    #[must_use]
    pub fn name_of(&self, wallet: Wallet) -> Option<&str> {
        self.names.of(wallet)
    }

    /// Whose name it is, in whatever case.
    #[must_use]
    pub fn owner(&self, name: &str) -> Option<Wallet> {
        self.names.owner(name)
    }

    fn claim(&mut self, wallet: Wallet, name: &str) -> Result<(), LoginRefusal> {
        let before = self.names.of(wallet).map(str::to_owned);
        if before.as_deref() == Some(name) {
            return Ok(());
        }
        if before.is_some() && self.store.has_character(wallet) {
            // Back in under the character's name, which the welcome tells.
            return Ok(());
        }
        if self.names.owner(name).is_some_and(|owner| owner != wallet) {
            return Err(LoginRefusal::NameTaken { name: name.to_owned() });
        }
        let forgotten = if before.is_none() { self.oldest() } else { None };
        let released = before.iter().chain(forgotten.as_ref().map(|(_, name)| name)).cloned();
        let mut names: Vec<_> = released.map(|name| NameChange::Release { name }).collect();
        names.push(NameChange::Claim { wallet, name: name.to_owned() });
        if let Err(refused) = self.store.commit(Change { names, ..Change::default() }) {
            // A name that is not saved could be given to two.
            tracing::warn!(reason = %refused.reason, "a name could not be saved");
            return Err(LoginRefusal::ServerFault);
        }
        if let Some((oldest, name)) = forgotten {
            self.names.release(&name);
            self.unplayed.retain(|&other| other != oldest);
        }
        if before.is_none() {
            self.unplayed.push_back(wallet);
        }
        self.names.insert(wallet, name);
        Ok(())
    }

    /// The name to forget for a new one, where there are too many.
    fn oldest(&mut self) -> Option<(Wallet, String)> {
        if self.unplayed.len() < UNPLAYED {
            return None;
        }
        let store = &self.store;
        self.unplayed.retain(|&wallet| !store.has_character(wallet));
        let oldest = *self.unplayed.front().filter(|_| self.unplayed.len() >= UNPLAYED)?;
        Some((oldest, self.names.of(oldest)?.to_owned()))
    }
}

impl Gatekeeper for Gate {
    fn admit(&mut self, wallet: &Wallet, name: &str) -> Result<(), LoginRefusal> {
        if self.banned.contains(wallet) {
            return Err(LoginRefusal::Banned);
        }
        self.claim(*wallet, name)
    }
}

/// Reads the list of banned wallets: an address a line, `#` starts a remark. No file: nobody.
///
/// # Errors
/// [`BansError`], which names the line.
pub(crate) fn read_bans(path: &Path) -> Result<BTreeSet<Wallet>, BansError> {
    let text = match std::fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        other => other.map_err(|source| BansError::Read { path: path.to_owned(), source })?,
    };
    let mut banned = BTreeSet::new();
    for (index, line) in text.lines().enumerate() {
        let address = line.split('#').next().unwrap_or_default().trim();
        if address.is_empty() {
            continue;
        }
        let wallet = address
            .parse()
            .map_err(|_| BansError::Line { path: path.to_owned(), line: index + 1 })?;
        banned.insert(wallet);
    }
    Ok(banned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;
    use seed::WorldSecret;
    use std::collections::BTreeMap;

    fn wallet(number: u32) -> Wallet {
        let mut bytes = [0; 32];
        bytes[..4].copy_from_slice(&number.to_be_bytes());
        Wallet::from_bytes(bytes)
    }

    fn gate(banned: &[Wallet]) -> (Gate, Store) {
        let backend = redb::backends::InMemoryBackend::new();
        let database = redb::Database::builder().create_with_backend(backend).expect("opens");
        let store = Store::start(database, 100_000, BTreeSet::from([wallet(0)])).expect("starts");
        let saved = Saved {
            characters: BTreeMap::new(),
            names: Names::default(),
            world: BTreeMap::new(),
            clock: 0,
            secret: WorldSecret::new([0; 32]),
            new: true,
        };
        (Gate::new(&saved, banned.iter().copied().collect(), store.handle()), store)
    }

    #[test]
    fn a_character_keeps_its_name_and_nobody_else_gets_it() {
        let (mut gate, _store) = gate(&[wallet(9)]);
        assert_eq!(gate.admit(&wallet(0), "Anna"), Ok(()));
        assert_eq!(
            gate.admit(&wallet(2), "ANNA"),
            Err(LoginRefusal::NameTaken { name: "ANNA".to_owned() })
        );
        assert_eq!(gate.admit(&wallet(0), "Berta"), Ok(()), "back in under the old name");
        assert_eq!(gate.name_of(wallet(0)), Some("Anna"));
        assert_eq!(gate.admit(&wallet(2), "Berta"), Ok(()), "it was not taken by the way");
        assert_eq!(gate.admit(&wallet(9), "Carla"), Err(LoginRefusal::Banned));
        assert_eq!(gate.owner("carla"), None);
    }

    #[test]
    fn who_never_played_may_choose_another_name() {
        let (mut gate, _store) = gate(&[]);
        assert_eq!(gate.admit(&wallet(1), "Anna"), Ok(()));
        assert_eq!(gate.admit(&wallet(1), "anna"), Ok(()), "the same in another case");
        assert_eq!(gate.name_of(wallet(1)), Some("anna"));
        assert_eq!(gate.admit(&wallet(1), "Berta"), Ok(()));
        assert_eq!(gate.name_of(wallet(1)), Some("Berta"));
        assert_eq!(gate.admit(&wallet(2), "Anna"), Ok(()), "given back");
    }

    #[test]
    fn names_that_were_never_played_are_forgotten_when_there_are_too_many() {
        let (mut gate, _store) = gate(&[]);
        gate.admit(&wallet(0), "Player").expect("free");
        let many = u32::try_from(UNPLAYED).expect("small");
        for number in 1..=many + 1 {
            gate.admit(&wallet(number), &format!("name{number}")).expect("free");
        }
        assert_eq!(gate.name_of(wallet(0)), Some("Player"), "has a character");
        assert_eq!(gate.name_of(wallet(1)), None, "the oldest");
        assert_eq!(gate.name_of(wallet(2)), Some("name2"));
        assert_eq!(gate.unplayed.len(), UNPLAYED);
    }

    #[test]
    fn a_name_that_cannot_be_saved_is_not_given() {
        let (mut gate, store) = gate(&[]);
        store.close().expect("closes");
        assert_eq!(gate.admit(&wallet(1), "Anna"), Err(LoginRefusal::ServerFault));
        assert_eq!(gate.owner("Anna"), None);
    }

    #[test]
    fn the_list_of_banned_wallets_names_its_wrong_line() {
        let place = tempfile::tempdir().expect("a temporary directory");
        let path = place.path().join("banned.txt");
        assert_eq!(read_bans(&path).expect("no file, nobody"), BTreeSet::new());
        std::fs::write(&path, format!("# bad people\n{} # steals\n\n", wallet(7))).expect("writes");
        assert_eq!(read_bans(&path).expect("reads"), BTreeSet::from([wallet(7)]));
        std::fs::write(&path, "# bad people\nnobody\n").expect("writes");
        let error = read_bans(&path).expect_err("no address").to_string();
        assert!(error.contains("banned.txt:2:1"), "{error}");
    }
}
