//! What a packet must pass before it reaches `renetcode` or `renet`. Both index, subtract and
//! allocate on numbers that the sender chose (each submodule says which), so nothing
//! reaches them that a well-behaved peer of ours would not have sent. Every check here is total: it
//! answers for any bytes, without panicking and without memory that grows with the sender's will.
//!
//! ```text
//! datagram -> header  -> allowance (per address, per tick) -> packet_key (authentic?) -> peer:
//!             replay window -> payload (strict parse) -> sequence and message windows -> buckets
//!             -> renetcode -> renet
//! ```

pub(crate) mod address;
pub(crate) mod bucket;
pub(crate) mod header;
pub(crate) mod packet_key;
pub(crate) mod payload;
pub(crate) mod peer;
pub(crate) mod slices;
pub(crate) mod window;

pub(crate) use header::{Header, read_to_client, read_to_server};
pub use header::{PacketKind, check_header};

/// Defines [`DropReason`] once: variants, names and count cannot disagree.
macro_rules! drop_reasons {
    ($($(#[$doc:meta])* $variant:ident => $name:literal,)*) => {
        /// Why a packet went no further.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum DropReason {
            $($(#[$doc])* $variant,)*
        }

        impl DropReason {
            /// Every reason, in a fixed order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name under which metrics count it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

drop_reasons! {
    /// Shorter than any packet of its kind.
    TooShort => "too_short",
    /// Longer than any packet.
    TooLong => "too_long",
    /// Not the one length that its kind has.
    WrongSize => "wrong_size",
    /// A packet type that does not exist, or does not go this way.
    WrongKind => "wrong_kind",
    /// The length of the sequence number is not 1 to 8 (to a client: 0 to 8), or not the shortest.
    SequenceLength => "sequence_length",
    /// A sequence number with its top bit set, where none belongs.
    SequenceRange => "sequence_range",
    /// From an address that has no connection and asks for none.
    Stranger => "stranger",
    /// Right in form, wrong in this state of the connection.
    Unexpected => "unexpected",
    /// Above what one address may send in a tick or second.
    AddressFlood => "address_flood",
    /// Above what all together may send in a tick.
    GlobalFlood => "global_flood",
    /// Not sealed with the key of the connection it claims to belong to.
    Forged => "forged",
    /// Seen before, or too old to tell.
    Replayed => "replayed",
    /// A connect token of another game, another version, or past its time.
    TokenStale => "token_stale",
    /// A connect token that this server did not mint.
    TokenForged => "token_forged",
    /// A connect token that was used already, or is in use from another address.
    TokenReused => "token_reused",
    /// Too many handshakes are open.
    HandshakesFull => "handshakes_full",
    /// The netcode layer refused it.
    Refused => "refused",
    /// A payload that is not a renet packet.
    Malformed => "malformed",
    /// A slice of a long message where only short messages are allowed, or one that contradicts the
    /// other slices of its message.
    Slice => "slice",
    /// A renet sequence or message number outside the window around what came before.
    Window => "window",
    /// More messages in a packet, or channels in a connection, than there can be.
    TooMany => "too_many",
}

impl DropReason {
    /// Whether an authenticated peer that causes this is broken or hostile, so that the connection
    /// ends. The other reasons happen to honest peers too (loss, duplication, bursts) or may be
    /// caused by somebody else who forges the address.
    #[must_use]
    pub const fn is_violation(self) -> bool {
        matches!(self, Self::Malformed | Self::Slice | Self::Window | Self::TooMany)
    }
}
