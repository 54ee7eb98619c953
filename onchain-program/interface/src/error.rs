//! What the program answers when it refuses. Numbers are append only: they are on record in
//! transactions and in clients.

/// One reason for a refusal.
#[derive(Debug, Clone, Copy)]
pub struct ErrorSpec {
    /// Its number.
    pub code: u32,
    /// Its name.
    pub name: &'static str,
    /// What it means.
    pub message: &'static str,
}

macro_rules! errors {
    ($( $(#[doc = $doc:literal])+ $name:ident = $code:literal, )+) => {
        /// Why the program refused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u32)]
        pub enum Error { $( $(#[doc = $doc])+ $name = $code, )+ }

        /// All of them, for the IDL.
        pub const ERRORS: &[ErrorSpec] = &[$( ErrorSpec {
            code: $code,
            name: stringify!($name),
            message: concat!($($doc),+).trim_ascii(),
        }, )+];

        impl Error {
            /// The error of that number.
            #[must_use]
            pub const fn of(code: u32) -> Option<Self> {
                match code { $( $code => Some(Self::$name), )+ _ => None }
            }
        }
    };
}

errors! {
    /// No instruction has this discriminator.
    UnknownInstruction = 6000,
    /// The arguments are malformed, too short or too long.
    MalformedArguments = 6001,
    /// The number of accounts is not the instruction's.
    AccountCount = 6002,
    /// An account that must sign did not.
    MissingSignature = 6003,
    /// An account that must be writable is not.
    NotWritable = 6004,
    /// An account belongs to another program.
    WrongOwner = 6005,
    /// An account is of another kind or size.
    WrongAccountKind = 6006,
    /// An account has not the address that it must have.
    WrongAddress = 6007,
    /// Two accounts that must differ are the same.
    SameAccount = 6008,
    /// An account that is to be created exists.
    AlreadyExists = 6009,
    /// The signer is not who may do this.
    NotAuthority = 6010,
    /// A number is beyond its bounds.
    OutOfBounds = 6011,
    /// A sum or product does not fit.
    Overflow = 6012,
    /// The world is paused.
    Paused = 6013,
    /// The world is closed.
    WorldClosed = 6014,
    /// The world is not closed yet.
    WorldOpen = 6015,
    /// Nobody was proposed, or somebody else.
    NotProposed = 6016,
    /// An epoch is open.
    EpochOpen = 6017,
    /// The epoch is closed.
    EpochClosed = 6018,
    /// The epoch still has rolls without an outcome.
    RollsPending = 6019,
    /// The secret does not match what was committed to.
    WrongSecret = 6020,
    /// The chain of hashes has no roll left.
    ChainSpent = 6021,
    /// The bond does not cover the rolls.
    BondTooSmall = 6022,
    /// The account belongs to another world.
    WrongWorld = 6023,
    /// The account belongs to another class.
    WrongClass = 6024,
    /// The account belongs to another player.
    WrongPlayer = 6025,
    /// The account belongs to another epoch.
    WrongEpoch = 6026,
    /// The ticket was used, or the receipt is no ticket.
    TicketSpent = 6027,
    /// The roll is not in the state that this needs.
    WrongRollState = 6028,
    /// It is too early for this.
    TooEarly = 6029,
    /// It is too late for this.
    TooLate = 6030,
    /// The slot hashes no longer reach back to the target slot.
    SlotHashGone = 6031,
    /// Rolls are revealed and expired in the order of their requests.
    OutOfOrder = 6032,
    /// The operation was done with another payload.
    OperationConflict = 6033,
    /// The cap of the rarity is reached.
    CapReached = 6034,
    /// This class cannot be granted, or not be rolled.
    WrongClassKind = 6035,
    /// The token account does not hold what it must.
    WrongTokenAccount = 6036,
    /// The listing is over.
    ListingExpired = 6037,
    /// The price is above what the buyer allows.
    PriceTooHigh = 6038,
    /// There is nothing to collect.
    NothingToCollect = 6039,
    /// The signer is not the seller.
    NotSeller = 6040,
    /// The payment would leave the wallet with less than keeps an empty account alive.
    PaymentTooSmall = 6041,
    /// The account is not somebody's wallet: another program's, or one with data.
    NotAWallet = 6042,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_run_on_without_gaps() {
        for (at, error) in ERRORS.iter().enumerate() {
            assert_eq!(error.code, 6000 + at as u32, "{}", error.name);
            assert_eq!(Error::of(error.code).map(|error| error as u32), Some(error.code));
        }
        assert_eq!(Error::of(5999), None);
    }
}
