//! Sliding windows over numbers that a peer chooses. They bound how far ahead of what came before a
//! number may be, and hence how much memory `renet` can be made to keep for what lies between.

use super::DropReason;

/// How far back netcode looks for replays, in packets (`renetcode` has the same width).
const REPLAY_WIDTH: u64 = 256;
/// How far a renet packet sequence may run ahead: packets lost in a row without a timeout. At 400
/// packets a second (the highest rate let through) and 10 s that is 4,000.
const SEQUENCE_AHEAD: u64 = 4_096;
/// How far a renet packet may lag. Netcode's own window is narrower, so honest packets never do.
const SEQUENCE_BEHIND: u64 = 512;
/// Reliable messages that may be under way at once on a channel.
const MESSAGE_WIDTH: u64 = 1_024;

/// Netcode replay protection: each sequence number once, and none older than the window.
#[derive(Debug, Default)]
pub(crate) struct ReplayWindow {
    highest: u64,
    seen: [u64; (REPLAY_WIDTH / 64) as usize],
}

impl ReplayWindow {
    /// Whether `sequence` was not seen yet. Changes nothing: only an authentic packet may be marked.
    pub(crate) fn is_fresh(&self, sequence: u64) -> bool {
        if sequence > self.highest {
            return true;
        }
        self.highest - sequence < REPLAY_WIDTH && !bit(&self.seen, sequence)
    }

    /// Remembers `sequence`.
    pub(crate) fn mark(&mut self, sequence: u64) {
        if sequence > self.highest {
            let step = sequence - self.highest;
            if step >= REPLAY_WIDTH {
                self.seen = Default::default();
            } else {
                for passed in 1..=step {
                    set_bit(&mut self.seen, self.highest + passed, false);
                }
            }
            self.highest = sequence;
        }
        set_bit(&mut self.seen, sequence, true);
    }
}

/// Keeps renet's packet sequence near its highest. Without it, descending sequences make renet's
/// list of pending acknowledgements grow without its limit of 64 (`add_pending_ack` inserts in the
/// middle unchecked), and the answer outgrows a packet.
#[derive(Debug, Default)]
pub(crate) struct SequenceWindow {
    highest: u64,
}

impl SequenceWindow {
    pub(crate) fn accept(&mut self, sequence: u64) -> Result<(), DropReason> {
        let ahead = sequence.saturating_sub(self.highest);
        let behind = self.highest.saturating_sub(sequence);
        if ahead > SEQUENCE_AHEAD || behind > SEQUENCE_BEHIND {
            return Err(DropReason::Window);
        }
        self.highest = self.highest.max(sequence);
        Ok(())
    }
}

/// Keeps a reliable channel's message numbers within a window from the first one still missing.
/// Without it a client can leave number 0 out for ever and make renet store the rest: empty messages
/// weigh nothing in renet's memory cap, and the set of received numbers is not counted at all.
#[derive(Debug, Default)]
pub(crate) struct MessageWindow {
    /// All numbers below were received.
    first_missing: u64,
    seen: [u64; (MESSAGE_WIDTH / 64) as usize],
}

impl MessageWindow {
    /// Accepts all of a packet's message numbers or none.
    pub(crate) fn accept(&mut self, numbers: &[u64]) -> Result<(), DropReason> {
        let end = self.first_missing.saturating_add(MESSAGE_WIDTH);
        if numbers.iter().any(|&number| number >= end) {
            return Err(DropReason::Window);
        }
        for &number in numbers {
            if number >= self.first_missing {
                set_bit(&mut self.seen, number, true);
            }
        }
        while bit(&self.seen, self.first_missing) {
            set_bit(&mut self.seen, self.first_missing, false);
            self.first_missing += 1;
        }
        Ok(())
    }
}

fn bit<const N: usize>(words: &[u64; N], number: u64) -> bool {
    let index = (number / 64) as usize % N;
    words.get(index).is_some_and(|word| word & (1 << (number % 64)) != 0)
}

fn set_bit<const N: usize>(words: &mut [u64; N], number: u64, value: bool) {
    let index = (number / 64) as usize % N;
    if let Some(word) = words.get_mut(index) {
        if value {
            *word |= 1 << (number % 64);
        } else {
            *word &= !(1 << (number % 64));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sequence_is_fresh_once_and_only_inside_the_window() {
        let mut window = ReplayWindow::default();
        for sequence in [1, 5, 3, 300, 299, 45, 2_000] {
            assert!(window.is_fresh(sequence), "{sequence}");
            window.mark(sequence);
            assert!(!window.is_fresh(sequence), "{sequence}");
            if sequence == 300 {
                assert!(!window.is_fresh(44), "fell out of the window");
                assert!(window.is_fresh(46));
            }
        }
        assert!(window.is_fresh(1_999));
        assert!(!window.is_fresh(1_744));
    }

    #[test]
    fn renet_sequences_stay_near_the_highest() {
        let mut window = SequenceWindow::default();
        assert_eq!(window.accept(0), Ok(()));
        assert_eq!(window.accept(4_096), Ok(()));
        assert_eq!(window.accept(4_096 - 512), Ok(()));
        assert_eq!(window.accept(4_096 - 513), Err(DropReason::Window));
        assert_eq!(window.accept(8_193), Err(DropReason::Window));
        assert_eq!(window.accept(u64::MAX), Err(DropReason::Window));
    }

    #[test]
    fn message_numbers_wait_for_the_first_missing_one() {
        let mut window = MessageWindow::default();
        let all_but_zero: Vec<u64> = (1..1_024).collect();
        assert_eq!(window.accept(&all_but_zero), Ok(()));
        assert_eq!(window.accept(&[1_024]), Err(DropReason::Window));
        assert_eq!(window.accept(&[0]), Ok(()));
        assert_eq!(window.accept(&[2_047, 0, 5]), Ok(()));
        assert_eq!(window.accept(&[2_048]), Err(DropReason::Window));
        assert_eq!(window.accept(&[u64::MAX]), Err(DropReason::Window));
    }
}
