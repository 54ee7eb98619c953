//! Bytes of the chain's tables.
//!
//! ```text
//! account  lamports u64 | rent epoch u64 | owner 32 | executable u8 | data…
//! landed   slot u64 | 0, or 1 and the error as JSON
//! ```
//! All integers little-endian.

use super::tables::Landed;
use surfpool_core::solana_account::Account;

const ACCOUNT_HEAD: usize = 8 + 8 + 32 + 1;

/// An account's bytes.
pub(super) fn account(account: &Account) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(ACCOUNT_HEAD + account.data.len());
    bytes.extend(account.lamports.to_le_bytes());
    bytes.extend(account.rent_epoch.to_le_bytes());
    bytes.extend(account.owner.to_bytes());
    bytes.push(u8::from(account.executable));
    bytes.extend(&account.data);
    bytes
}

/// The account of such bytes; `None` when they are none.
pub(super) fn read_account(bytes: &[u8]) -> Option<Account> {
    let (lamports, rest) = bytes.split_first_chunk()?;
    let (rent_epoch, rest) = rest.split_first_chunk()?;
    let (owner, rest) = rest.split_first_chunk::<32>()?;
    let (executable, data) = rest.split_first()?;
    Some(Account {
        lamports: u64::from_le_bytes(*lamports),
        rent_epoch: u64::from_le_bytes(*rent_epoch),
        owner: (*owner).into(),
        executable: match executable {
            0 => false,
            1 => true,
            _ => return None,
        },
        data: data.to_vec(),
    })
}

/// Owner and data of such bytes, without copying them.
pub(super) fn owner_and_data(bytes: &[u8]) -> Option<(&[u8; 32], &[u8])> {
    let (owner, rest) = bytes.get(16..)?.split_first_chunk()?;
    Some((owner, rest.get(1..)?))
}

/// The bytes of a transaction's outcome.
pub(super) fn landed(landed: &Landed) -> Vec<u8> {
    let mut bytes = landed.slot.to_le_bytes().to_vec();
    match &landed.error {
        None => bytes.push(0),
        Some(error) => {
            bytes.push(1);
            bytes.extend(error.as_bytes());
        }
    }
    bytes
}

/// The outcome of such bytes; `None` when they are none.
pub(super) fn read_landed(bytes: &[u8]) -> Option<Landed> {
    let (slot, rest) = bytes.split_first_chunk()?;
    let error = match rest.split_first()? {
        (0, []) => None,
        (1, error) => Some(String::from_utf8(error.to_vec()).ok()?),
        _ => return None,
    };
    Some(Landed { slot: u64::from_le_bytes(*slot), error })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_and_outcomes_come_back_as_they_were() {
        for (executable, data) in [(false, vec![]), (true, vec![1, 2, 3])] {
            let one = Account {
                lamports: 7,
                rent_epoch: u64::MAX,
                owner: [9; 32].into(),
                executable,
                data,
            };
            let bytes = account(&one);
            assert_eq!(owner_and_data(&bytes), Some((&[9; 32], &one.data[..])));
            assert_eq!(read_account(&bytes), Some(one));
        }
        for error in [None, Some(r#""AccountNotFound""#.to_owned())] {
            let one = Landed { slot: 12, error };
            assert_eq!(read_landed(&landed(&one)), Some(one));
        }
    }

    #[test]
    fn what_is_cut_short_or_has_strange_flags_is_refused() {
        let bytes = account(&Account::default());
        for length in 0..bytes.len() {
            assert_eq!(read_account(&bytes[..length]), None, "{length}");
        }
        let mut strange = bytes;
        strange[ACCOUNT_HEAD - 1] = 2;
        assert_eq!(read_account(&strange), None);
        assert_eq!(read_landed(&[0; 8]), None);
        assert_eq!(read_landed(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 1]), None);
        assert_eq!(read_landed(&[0, 0, 0, 0, 0, 0, 0, 0, 1, 0xff]), None);
    }
}
