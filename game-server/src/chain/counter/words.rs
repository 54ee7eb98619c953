//! Why the chain refused, in a player's words.

use seedbound_interface::Error;
use seedbound_interface::instructions::{buy_item, cancel_listing, list_item, request_roll};

/// What a deal does, as far as the words for its refusal depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// Opens a relic.
    Open,
    /// Offers something.
    List,
    /// Takes an offer back.
    Cancel,
    /// Buys.
    Buy,
    /// Anything else.
    Other,
}

impl Deed {
    /// What a transaction does, by the discriminator that is in it.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let holds = |discriminator: [u8; 8]| {
            bytes.windows(discriminator.len()).any(|window| window == discriminator)
        };
        if holds(request_roll::DISCRIMINATOR) {
            Self::Open
        } else if holds(list_item::DISCRIMINATOR) {
            Self::List
        } else if holds(buy_item::DISCRIMINATOR) {
            Self::Buy
        } else if holds(cancel_listing::DISCRIMINATOR) {
            Self::Cancel
        } else {
            Self::Other
        }
    }
}

/// Why the chain refused. `custom` is the program's number for it, `words` are the node's.
pub(super) fn refusal(deed: Deed, custom: Option<u32>, words: &str) -> String {
    let known = match (deed, custom.and_then(Error::of)) {
        (_, Some(Error::Paused)) => "rolls and sales are stopped at the moment; try again later",
        (_, Some(Error::BondTooSmall | Error::ChainSpent)) => {
            "too many relics are being opened; try again in a moment"
        }
        (_, Some(Error::EpochClosed | Error::WrongEpoch)) => {
            "the world has just begun a new epoch; try again"
        }
        (_, Some(Error::TicketSpent)) => "the relic was opened already",
        (_, Some(Error::ListingExpired)) => "that offer has ended",
        (_, Some(Error::PriceTooHigh)) => "the price was raised meanwhile; look again",
        (_, Some(Error::OutOfBounds)) => "ask for at least 2 marks",
        (_, Some(Error::WorldClosed)) => "this world is closed",
        (Deed::Buy | Deed::Cancel, Some(Error::WrongOwner | Error::WrongAccountKind)) => {
            "that offer is gone; look again"
        }
        (Deed::List, Some(Error::WrongTokenAccount | Error::WrongOwner)) => {
            "that relic is not in your wallet any more"
        }
        (Deed::List, Some(Error::AlreadyExists)) => "that relic is on offer already",
        // The token program's and the system program's "insufficient funds".
        (Deed::Buy, None) if custom == Some(1) => "your wallet has not enough for that",
        (_, None) if custom == Some(1) => "one of you does not have that any more",
        _ if words.contains("InsufficientFundsForRent") => {
            "a wallet may keep nothing, or at least 0.9 marks: pay a little less, or all of it"
        }
        _ if words.contains("InsufficientFundsForFee") || words.contains("AccountNotFound") => {
            "the host's purse is empty; tell the host"
        }
        _ => "",
    };
    if known.is_empty() {
        tracing::debug!(?deed, ?custom, %words, "the chain refused a deal");
        let number = custom.map_or(String::new(), |number| format!(" ({number})"));
        return format!("the chain refused{number}; nothing was changed");
    }
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_refusals_have_words_and_others_their_number() {
        let number = |error: Error| Some(error as u32);
        let told = refusal(Deed::Buy, number(Error::PriceTooHigh), "");
        assert!(told.contains("price was raised"), "{told}");
        assert!(refusal(Deed::Buy, Some(1), "").contains("not enough"));
        assert!(refusal(Deed::Other, Some(1), "").contains("does not have"));
        assert!(refusal(Deed::List, number(Error::WrongAddress), "").contains("6007"));
        assert!(refusal(Deed::Open, None, "odd").contains("nothing was changed"));
    }

    #[test]
    fn a_deed_is_known_by_its_instruction() {
        let mut bytes = vec![7; 100];
        assert_eq!(Deed::of(&bytes), Deed::Other);
        bytes.extend(buy_item::DISCRIMINATOR);
        bytes.push(1);
        assert_eq!(Deed::of(&bytes), Deed::Buy);
    }
}
