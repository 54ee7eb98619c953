//! Health of whatever can be hurt.

use serde::{Deserialize, Serialize};

/// Health of whatever can be hurt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Now.
    pub health: u16,
    /// At most; above zero.
    pub max: u16,
}

impl Body {
    /// A body in full health.
    #[must_use]
    pub const fn whole(max: u16) -> Self {
        let max = if max == 0 { 1 } else { max };
        Self { health: max, max }
    }

    /// Is it alive?
    #[must_use]
    pub const fn alive(&self) -> bool {
        self.health > 0
    }

    /// Takes off `amount`; true when that killed it.
    pub const fn hurt(&mut self, amount: u16) -> bool {
        let was = self.alive();
        self.health = self.health.saturating_sub(amount);
        was && !self.alive()
    }

    /// Gives back at most `amount`.
    pub const fn heal(&mut self, amount: u16) {
        let healed = self.health.saturating_add(amount);
        self.health = if healed > self.max { self.max } else { healed };
    }

    /// Health as a share of 255; 0 only when dead.
    #[must_use]
    pub fn share(&self) -> u8 {
        if self.health == 0 {
            return 0;
        }
        let share = u32::from(self.health) * 255 / u32::from(self.max.max(1));
        share.clamp(1, 255) as u8
    }

    /// Changes the maximum and keeps what is missing.
    pub fn resize(&mut self, max: u16) {
        let missing = self.max.saturating_sub(self.health);
        self.max = max.max(1);
        if self.health > 0 {
            self.health = self.max.saturating_sub(missing).max(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_blow_that_kills_is_told_once() {
        let mut body = Body::whole(10);
        assert!(!body.hurt(9));
        assert!(body.hurt(9));
        assert!(!body.hurt(9));
        body.heal(3);
        assert_eq!(body.health, 3);
    }

    #[test]
    fn a_greater_maximum_keeps_the_wound() {
        let mut body = Body { health: 40, max: 100 };
        body.resize(120);
        assert_eq!(body, Body { health: 60, max: 120 });
        body.resize(10);
        assert_eq!(body, Body { health: 1, max: 10 });
    }
}
