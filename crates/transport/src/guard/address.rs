//! Limits per source address, in bounded memory. IPv6 addresses count by their /64, the smallest
//! block one household gets. Loopback has limits of its own: a thousand bots live there.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    time::Duration,
};

use super::bucket::Bucket;

/// How much an address may ask for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rate {
    pub(crate) per_second: f64,
    pub(crate) burst: f64,
}

/// Token buckets by address, at most `capacity` of them.
#[derive(Debug)]
pub(crate) struct AddressLimits {
    buckets: HashMap<IpAddr, Bucket>,
    everyone: Bucket,
    capacity: usize,
    remote: Rate,
    loopback: Rate,
    swept_at: Duration,
}

impl AddressLimits {
    /// `everyone` bounds all addresses together, so that a flood from forged addresses, which each
    /// have a bucket of their own, is bounded too.
    pub(crate) fn new(capacity: usize, remote: Rate, loopback: Rate, everyone: Rate) -> Self {
        Self {
            buckets: HashMap::new(),
            everyone: Bucket::new(everyone.per_second, everyone.burst, Duration::ZERO),
            capacity,
            remote,
            loopback,
            swept_at: Duration::ZERO,
        }
    }

    /// Takes one unit for `address`.
    ///
    /// # Errors
    /// How many seconds to wait.
    pub(crate) fn take(&mut self, address: IpAddr, now: Duration) -> Result<(), u64> {
        let block = block(address);
        let rate = if block.is_loopback() { self.loopback } else { self.remote };
        if !self.buckets.contains_key(&block) && self.buckets.len() >= self.capacity {
            self.sweep(now);
        }
        // With a full table only the common limit is left. Turning newcomers away instead would
        // let whoever forges enough addresses keep everybody out.
        if self.buckets.contains_key(&block) || self.buckets.len() < self.capacity {
            let bucket = self
                .buckets
                .entry(block)
                .or_insert_with(|| Bucket::new(rate.per_second, rate.burst, now));
            if !bucket.take(1.0, now) {
                return Err(bucket.wait_seconds(1.0));
            }
        }
        if self.everyone.take(1.0, now) { Ok(()) } else { Err(self.everyone.wait_seconds(1.0)) }
    }

    /// How many addresses are remembered.
    pub(crate) fn len(&self) -> usize {
        self.buckets.len()
    }

    /// Forgets addresses that have been quiet. At most once a second, because it walks the table.
    fn sweep(&mut self, now: Duration) {
        if now.saturating_sub(self.swept_at) < Duration::from_secs(1) {
            return;
        }
        self.swept_at = now;
        self.buckets.retain(|_, bucket| !bucket.is_full(now));
    }
}

fn block(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) if !address.is_loopback() => {
            let network = u128::from(address) & !u128::from(u64::MAX);
            IpAddr::V6(Ipv6Addr::from(network))
        }
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(capacity: usize) -> AddressLimits {
        let rate = |per_second, burst| Rate { per_second, burst };
        AddressLimits::new(capacity, rate(1.0, 2.0), rate(9.0, 9.0), rate(50.0, 50.0))
    }

    fn remote(last: u8) -> IpAddr {
        IpAddr::from([203, 0, 113, last])
    }

    #[test]
    fn one_address_runs_dry_without_touching_another_and_loopback_has_more() {
        let mut limits = limits(100);
        let now = Duration::from_secs(5);
        assert_eq!(limits.take(remote(1), now), Ok(()));
        assert_eq!(limits.take(remote(1), now), Ok(()));
        assert_eq!(limits.take(remote(1), now), Err(1));
        assert_eq!(limits.take(remote(2), now), Ok(()));
        let loopback = IpAddr::from([127, 0, 0, 1]);
        assert!((0..9).all(|_| limits.take(loopback, now).is_ok()));
        assert!(limits.take(loopback, now).is_err());
    }

    #[test]
    fn forged_addresses_fill_neither_memory_nor_everybodys_share() {
        let mut limits = limits(10);
        let now = Duration::from_secs(5);
        let passed = (0..=255).filter(|&last| limits.take(remote(last), now).is_ok()).count();
        assert_eq!(passed, 50);
        assert_eq!(limits.len(), 10);
        assert_eq!(limits.take(remote(255), Duration::from_secs(9)), Ok(()));
    }

    #[test]
    fn one_ipv6_network_is_one_address() {
        let mut limits = limits(10);
        let now = Duration::from_secs(5);
        let host = |last: u16| IpAddr::from([0x2001, 0xdb8, 0, 0, 0, 0, 0, last]);
        assert!((0..2).all(|last| limits.take(host(last), now).is_ok()));
        assert!(limits.take(host(3), now).is_err());
    }
}
