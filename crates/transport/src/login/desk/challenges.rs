//! Challenges that wait for their login: each good once, for a while, and only so many.

use std::collections::HashMap;

use crate::login::LoginRefusal;

/// Nonces with their expiry in Unix seconds.
pub(super) struct Challenges {
    waiting: HashMap<[u8; 32], u64>,
    capacity: usize,
}

impl Challenges {
    pub(super) fn new(capacity: usize) -> Self {
        Self { waiting: HashMap::new(), capacity }
    }

    pub(super) fn add(
        &mut self,
        nonce: [u8; 32],
        expires: u64,
        now: u64,
    ) -> Result<(), LoginRefusal> {
        if self.waiting.len() >= self.capacity {
            self.waiting.retain(|_, expires| *expires >= now);
        }
        if self.waiting.len() >= self.capacity {
            let retry_after_s = expires.saturating_sub(now).max(1);
            return Err(LoginRefusal::TooManyRequests { retry_after_s });
        }
        self.waiting.insert(nonce, expires);
        Ok(())
    }

    /// Uses a challenge up; `None` if there is none, or it is too old.
    pub(super) fn take(&mut self, nonce: &[u8; 32], now: u64) -> Option<u64> {
        self.waiting.remove(nonce).filter(|&expires| now <= expires)
    }

    pub(super) fn len(&self) -> usize {
        self.waiting.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_is_good_once_and_room_comes_back_with_time() {
        let mut challenges = Challenges::new(2);
        assert_eq!(challenges.add([1; 32], 10, 0), Ok(()));
        assert_eq!(challenges.add([2; 32], 10, 0), Ok(()));
        let retry_after_s = 10;
        let full = Err(LoginRefusal::TooManyRequests { retry_after_s });
        assert_eq!(challenges.add([3; 32], 10, 0), full);
        assert_eq!(challenges.take(&[1; 32], 10), Some(10));
        assert_eq!(challenges.take(&[1; 32], 10), None);
        assert_eq!(challenges.take(&[2; 32], 11), None);
        assert_eq!(challenges.add([3; 32], 30, 11), Ok(()));
    }
}
