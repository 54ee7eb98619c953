//! How much a player may ask: a bucket that fills by itself.

/// How much one player may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AllowanceConfig {
    /// Units a second. A plain question costs 1, a heavy one more.
    pub per_second: u32,
    /// Units that can be saved up.
    pub burst: u32,
}

impl Default for AllowanceConfig {
    fn default() -> Self {
        // A client that checks an item asks five questions; a wallet that opens, some twenty.
        Self { per_second: 10, burst: 60 }
    }
}

/// One player's allowance. Whoever keeps it decides what "one player" is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    config: AllowanceConfig,
    /// In thousandths, so that a millisecond's share is whole.
    left: u64,
    at: u64,
}

impl Allowance {
    /// A full one, at `now` milliseconds.
    #[must_use]
    pub fn new(config: AllowanceConfig, now: u64) -> Self {
        Self { config, left: u64::from(config.burst) * 1_000, at: now }
    }

    /// Takes `cost` units if they are there.
    pub fn take(&mut self, now: u64, cost: u32) -> bool {
        let gained = now.saturating_sub(self.at).saturating_mul(self.config.per_second.into());
        self.left = self.left.saturating_add(gained).min(u64::from(self.config.burst) * 1_000);
        self.at = self.at.max(now);
        let cost = u64::from(cost) * 1_000;
        let enough = self.left >= cost;
        if enough {
            self.left -= cost;
        }
        enough
    }

    /// Whether it is full again, so that it may be forgotten.
    #[must_use]
    pub fn is_full(&self, now: u64) -> bool {
        self.clone().take(now, self.config.burst)
    }
}
