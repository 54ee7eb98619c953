//! Names and whose they are. A name belongs to one wallet whatever its case, and a wallet has one.

use std::collections::BTreeMap;
use transport::Wallet;

/// Both ways: by name and by wallet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    owners: BTreeMap<String, Wallet>,
    shown: BTreeMap<Wallet, String>,
}

impl Names {
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
    fn a_name_is_one_wallets_whatever_its_case_and_a_wallet_has_one() {
        let (one, two) = (Wallet::from_bytes([1; 32]), Wallet::from_bytes([2; 32]));
        let mut names = Names::default();
        names.insert(one, "Anna");
        assert_eq!((names.owner("ANNA"), names.of(one)), (Some(one), Some("Anna")));
        names.insert(one, "Berta");
        assert_eq!((names.owner("anna"), names.owner("berta")), (None, Some(one)));
        names.insert(two, "anna");
        assert_eq!(names.wallets().collect::<Vec<_>>(), [one, two]);
        names.release("BERTA");
        assert_eq!((names.of(one), names.len()), (None, 1));
    }
}
