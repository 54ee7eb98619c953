//! The questions that there are.

use super::{Asking, Priced, Then};
use crate::wording::price;
use protocol::{Ask, Key};

impl Asking {
    /// Buying for a price, lamports.
    pub(crate) fn buy(name: &str, mint: Key, price: u64) -> Self {
        Self {
            title: format!("Buy {name}?"),
            lines: vec![format!("It costs {}.", price::price(price))],
            yes: "Buy",
            grave: false,
            then: Then::Ask(Ask::Buy { mint, maximum_price: price }),
        }
    }

    /// Offering what lies at a place of the pack.
    pub(crate) fn sell(name: &str, index: u16) -> Self {
        Self {
            title: format!("Sell {name}"),
            lines: vec![
                "What do you ask for it? At least 2 marks.".into(),
                "It leaves your pack until somebody buys it or you take it back.".into(),
            ],
            yes: "Offer",
            grave: false,
            then: Then::Price(Priced::List(index)),
        }
    }

    /// Another price for an offer that costs `price` lamports now.
    pub(crate) fn reprice(name: &str, mint: Key, price: u64) -> Self {
        Self {
            title: format!("A new price for {name}"),
            lines: vec![format!("It costs {} now.", price::price(price))],
            yes: "Change",
            grave: false,
            then: Then::Price(Priced::Reprice(mint, price)),
        }
    }

    /// Destroying for good; asked twice.
    pub(crate) fn destroy(name: &str, index: u16) -> Self {
        let last = Self {
            title: "There is no way back".into(),
            lines: vec![format!("{name} will be gone for everybody and for ever.")],
            yes: "Destroy it",
            grave: true,
            then: Then::Ask(Ask::Burn { index }),
        };
        Self {
            title: format!("Destroy {name}?"),
            lines: vec!["Nobody can bring it back, and its number is not given again.".into()],
            yes: "Destroy",
            grave: true,
            then: Then::Next(Box::new(last)),
        }
    }

    /// What relics are, before the first sale or trade.
    pub(super) fn explanation(then: Option<Self>) -> Self {
        Self {
            title: "Relics are your own".into(),
            lines: vec![
                "A relic is kept in your own wallet, on a public record that this game only reads. \
                 Whoever runs the world cannot take it from you."
                    .into(),
                "Selling and trading move it from wallet to wallet. Your client agrees for you, \
                 and only to what you have pressed yourself."
                    .into(),
                "What you sell or give away is gone; nobody can call it back.".into(),
            ],
            yes: "I understand",
            grave: false,
            then: then.map_or(Then::Nothing, |next| Then::Next(Box::new(next))),
        }
    }
}
