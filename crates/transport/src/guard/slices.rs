//! Which long messages from the server are being put together. renet sizes its buffer by the first
//! slice of a message and then indexes it with what later slices say, so a slice whose count differs
//! from the first must not get there. The table mirrors renet's: it holds at least every message for
//! which renet has an open buffer, hence nothing is forgotten that renet remembers.

use std::{
    collections::{HashMap, hash_map::Entry},
    time::Duration,
};

use super::{DropReason, payload::Slice};

/// Messages under construction at once. renet's memory caps allow fewer with the channels we use.
const MAX_OPEN: usize = 2_048;
/// renet throws an unfinished unreliable message away after 3 s of silence.
const UNRELIABLE_FORGOTTEN: Duration = Duration::from_secs(6);

/// Open messages by kind, channel and number.
#[derive(Debug, Default)]
pub(crate) struct SliceTable {
    open: HashMap<(bool, u8, u64), OpenMessage>,
}

#[derive(Debug)]
struct OpenMessage {
    count: u64,
    missing: u64,
    received: Box<[bool]>,
    touched_at: Duration,
}

impl SliceTable {
    /// Accepts a slice that agrees with the others of its message.
    pub(crate) fn accept(&mut self, slice: Slice, now: Duration) -> Result<(), DropReason> {
        if self.open.len() >= MAX_OPEN {
            self.open.retain(|(reliable, ..), message| {
                *reliable || now.saturating_sub(message.touched_at) < UNRELIABLE_FORGOTTEN
            });
            if self.open.len() >= MAX_OPEN {
                return Err(DropReason::TooMany);
            }
        }
        let key = (slice.reliable, slice.channel, slice.message);
        let mut entry = match self.open.entry(key) {
            Entry::Occupied(entry) => entry,
            Entry::Vacant(entry) => entry.insert_entry(OpenMessage {
                count: slice.count,
                missing: slice.count,
                received: vec![false; slice.count as usize].into(),
                touched_at: now,
            }),
        };
        let message = entry.get_mut();
        if message.count != slice.count {
            return Err(DropReason::Slice);
        }
        message.touched_at = now;
        let received = message.received.get_mut(slice.index as usize).ok_or(DropReason::Slice)?;
        if !*received {
            *received = true;
            message.missing -= 1;
        }
        // Where renet's memory is full it drops unreliable slices without a word, so what is whole here
        // may be unfinished there: unreliable messages stay until renet has surely forgotten them.
        if message.missing == 0 && slice.reliable {
            entry.remove();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slice(message: u64, index: u64, count: u64) -> Slice {
        Slice { reliable: true, channel: 0, message, index, count }
    }

    #[test]
    fn a_message_keeps_its_count_until_it_is_whole() {
        let mut table = SliceTable::default();
        let now = Duration::ZERO;
        assert_eq!(table.accept(slice(1, 0, 2), now), Ok(()));
        assert_eq!(table.accept(slice(1, 0, 2), now), Ok(()));
        assert_eq!(table.accept(slice(1, 2, 3), now), Err(DropReason::Slice));
        assert_eq!(table.accept(slice(1, 1, 2), now), Ok(()));
        assert!(table.open.is_empty());
    }

    #[test]
    fn open_messages_are_bounded() {
        let mut table = SliceTable::default();
        let refused =
            (0..5_000).find(|&message| table.accept(slice(message, 0, 2), Duration::ZERO).is_err());
        assert_eq!(refused, Some(MAX_OPEN as u64));
    }
}
