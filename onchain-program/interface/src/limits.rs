//! Bounds that the program enforces, and why each is where it is.

/// Rarities that a class can have.
pub const RARITIES: usize = 8;
/// A cap that nothing reaches: the class is not limited at that rarity.
pub const UNCAPPED: u32 = u32::MAX;
/// The largest sum of a class's weights; rejection sampling takes words of 32 bits.
pub const WEIGHT_SUM: u64 = u32::MAX as u64;

/// Bytes of a class's name.
pub const NAME: usize = 32;
/// Bytes of a class's symbol, as wallets show it.
pub const SYMBOL: usize = 10;
/// Bytes of an address on the web.
pub const URI: usize = 96;

/// Slots between a request and its target slot, at least: what is asked for must be out of reach
/// of whoever leads the current slots. A leader leads four slots in a row; two leaders are passed.
pub const LOCK_DELAY: u16 = 8;
/// Slots between lock and reveal, at least: as many as it takes for the locked slot to be
/// confirmed by a supermajority, so that no fork takes it back after the preimage is known.
pub const REVEAL_DELAY: u16 = 32;
/// Slots from target to deadline, at least and at most: beyond the 512 slots that the SlotHashes
/// sysvar remembers and a moment to reveal; no longer than about a day.
pub const DEADLINE: core::ops::RangeInclusive<u32> = 600..=216_000;
/// The most slots between request and target: the target is to come soon enough to be locked.
pub const LOCK_DELAY_MOST: u16 = 256;
/// The most slots between lock and reveal.
pub const REVEAL_DELAY_MOST: u16 = 512;

/// Rolls that one epoch can hold: closing it walks the whole chain of hashes, which must fit into
/// the compute units of one transaction.
pub const CHAIN_LENGTH: u32 = 4_096;

/// The least price of a listing, in lamports: the seller's share must keep an empty account alive.
pub const PRICE: u64 = 2_000_000;
/// The most that a ruleset's author takes, in hundredths of a percent.
pub const ROYALTY: u16 = 2_500;
/// The most that a world takes, in hundredths of a percent.
pub const HOST_FEE: u16 = 1_000;
/// The least bond behind one roll, in lamports.
pub const ROLL_BOND: u64 = 10_000;
