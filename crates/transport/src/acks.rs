//! How often acknowledgements go out.
//!
//! renet acknowledges in a packet of its own in every tick in which it has heard anything, which
//! doubles the packets of a connection that sends one in each tick. Nobody needs to know that soon:
//! reliable messages are repeated after 250 ms. What is held back is not lost, since renet repeats
//! its acknowledgements until one of them is acknowledged itself.

use crate::guard::payload;
use std::time::Duration;

/// Between two acknowledgements of a connection; with a usual way there and back it stays below the
/// 250 ms after which a reliable message is sent again.
const SPACING: Duration = Duration::from_millis(140);

/// The acknowledgements of one connection.
#[derive(Debug, Default)]
pub(crate) struct AckPace {
    next: Duration,
}

impl AckPace {
    /// Whether a packet that renet wrote is an acknowledgement that can wait.
    pub(crate) fn holds_back(&mut self, packet: &[u8], now: Duration) -> bool {
        if !payload::is_ack(packet) {
            return false;
        }
        if now < self.next {
            return true;
        }
        self.next = now.saturating_add(SPACING);
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acknowledgements_are_spaced_and_nothing_else_waits() {
        let (ack, message) = ([4, 0], [1, 0]);
        let mut pace = AckPace::default();
        let at = Duration::from_millis;
        assert!(!pace.holds_back(&ack, at(1000)));
        assert!(pace.holds_back(&ack, at(1050)));
        assert!(!pace.holds_back(&message, at(1050)));
        assert!(!pace.holds_back(&ack, at(1150)));
        assert!(pace.holds_back(&ack, at(1200)));
    }
}
