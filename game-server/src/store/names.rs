//! Names and whose they are. A name belongs to one wallet whatever its case, and a wallet has one.

use std::collections::BTreeMap;
use transport::Wallet;

/// Both ways: by name and by wallet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    owners: BTreeMap<String, Wallet>,
    shown: BTreeMap<Wallet, String>,
}

/// What came of asking for a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It was free and is the wallet's now.
    New,
    /// The wallet has a name already, this one; the other was not taken.
    Kept(String),
    /// Somebody else has it.
    Taken,
}

impl Names {
    /// Asks for a name.
    pub fn claim(&mut self, wallet: Wallet, name: &str) -> Claim {
        if let Some(shown) = self.shown.get(&wallet) {
            return Claim::Kept(shown.clone());
        }
        if self.owners.contains_key(&fold(name)) {
            return Claim::Taken;
        }
        self.insert(wallet, name);
        Claim::New
    }

    /// Whose name it is, in whatever case.
    #[must_use]
    pub fn owner(&self, name: &str) -> Option<Wallet> {
        self.owners.get(&fold(name)).copied()
    }

    /// A wallet's name as it is shown.
    #[must_use]
    pub fn of(&self, wallet: Wallet) -> Option<&str> {
        self.shown.get(&wallet).map(String::as_str)
    }

    /// Every wallet that has a name, in order.
    pub fn wallets(&self) -> impl Iterator<Item = Wallet> + '_ {
        self.shown.keys().copied()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.owners.len()
    }

    /// There are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.owners.is_empty()
    }

    /// Gives a wallet a name that is free, in place of the one it had.
    pub(crate) fn insert(&mut self, wallet: Wallet, name: &str) {
        if let Some(before) = self.shown.insert(wallet, name.to_owned()) {
            self.owners.remove(&fold(&before));
        }
        self.owners.insert(fold(name), wallet);
    }

    /// Makes a name free.
    pub(crate) fn release(&mut self, name: &str) {
        if let Some(wallet) = self.owners.remove(&fold(name)) {
            self.shown.remove(&wallet);
        }
    }
}

/// The form in which names are compared.
pub(crate) fn fold(name: &str) -> String {
    name.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_wallets_whatever_its_case() {
        let (one, two) = (Wallet::from_bytes([1; 32]), Wallet::from_bytes([2; 32]));
        let mut names = Names::default();
        assert_eq!(names.claim(one, "Märta"), Claim::New);
        assert_eq!(names.claim(two, "MÄRTA"), Claim::Taken);
        assert_eq!(names.claim(one, "Other"), Claim::Kept("Märta".to_owned()));
        assert_eq!(names.owner("märta"), Some(one));
        assert_eq!(names.owner("Other"), None, "not taken by the way");
        names.release("MÄRTA");
        assert_eq!(names.of(one), None);
        assert_eq!(names.claim(two, "märta"), Claim::New);
        assert_eq!(names.of(two), Some("märta"));
    }
}
