//! The SlotHashes sysvar: the hashes of the last 512 slots, newest first.

use seedbound_interface::codec::Fixed;
use seedbound_interface::{Error, Hash};

use crate::fault::{Outcome, ensure};

/// A slot and its hash.
const ENTRY: usize = 40;

/// The first slot at or after `target` and its hash. It is the first only where the entries reach
/// back to the target or beyond; where they no longer do, nobody can say which was, and the roll
/// must expire instead.
pub(crate) fn first_at_or_after(data: &[u8], target: u64) -> Outcome<(u64, Hash)> {
    let (count, entries) = data.split_first_chunk::<8>().ok_or(Error::WrongAccountKind)?;
    let count = usize::try_from(u64::from_le_bytes(*count)).map_err(|_| Error::WrongAccountKind)?;
    let (entries, _) = entries.as_chunks::<ENTRY>();
    let entries = entries.get(..count).ok_or(Error::WrongAccountKind)?;

    let newest = entries.first().ok_or(Error::TooEarly)?;
    let oldest = entries.last().ok_or(Error::TooEarly)?;
    ensure(slot(newest) >= target, Error::TooEarly)?;
    ensure(slot(oldest) <= target, Error::SlotHashGone)?;
    // Slots fall, so those at or after the target come first; the last of them is the one.
    let after = entries.partition_point(|entry| slot(entry) >= target);
    let found = after.checked_sub(1).and_then(|at| entries.get(at)).ok_or(Error::TooEarly)?;
    Ok((slot(found), Hash::read(&found[8..])))
}

fn slot(entry: &[u8; ENTRY]) -> u64 {
    u64::read(entry)
}

#[cfg(test)]
mod tests {
    extern crate std;
    use super::*;
    use std::vec::Vec;

    /// Entries for these slots; each hash is its slot's number.
    fn entries(slots: &[u64]) -> Vec<u8> {
        let mut data = (slots.len() as u64).to_le_bytes().to_vec();
        for slot in slots {
            data.extend_from_slice(&slot.to_le_bytes());
            data.extend_from_slice(&[*slot as u8; 32]);
        }
        data
    }

    fn first(slots: &[u64], target: u64) -> Result<u64, u32> {
        match first_at_or_after(&entries(slots), target) {
            Ok((slot, hash)) => {
                assert_eq!(hash.0, [slot as u8; 32]);
                Ok(slot)
            }
            Err(fault) => Err(u64::from(fault.0) as u32),
        }
    }

    #[test]
    fn the_first_slot_at_or_after_the_target_is_found() {
        let slots = [30, 29, 25, 24, 20, 10];
        for target in 10..=30 {
            let expected = slots.iter().rev().find(|slot| **slot >= target).copied();
            assert_eq!(first(&slots, target).ok(), expected, "{target}");
        }
    }

    #[test]
    fn a_target_ahead_or_out_of_reach_is_refused() {
        assert_eq!(first(&[30, 20], 31), Err(Error::TooEarly as u32));
        assert_eq!(first(&[], 1), Err(Error::TooEarly as u32));
        assert_eq!(first(&[30, 20], 19), Err(Error::SlotHashGone as u32));
    }

    #[test]
    fn bytes_that_are_too_short_are_refused() {
        let data = entries(&[30, 20]);
        for length in 0..data.len() {
            assert!(first_at_or_after(&data[..length], 25).is_err(), "{length}");
        }
        let mut lying = data;
        lying[..8].copy_from_slice(&u64::MAX.to_le_bytes());
        assert!(first_at_or_after(&lying, 25).is_err());
    }
}
