//! What players sign: deals on the chain, which dispose of their own property.
//!
//! No transaction travels. The server says what is to be signed ([`Event::Propose`](crate::Event));
//! both sides build the same message from that, and only the player's signature goes back. So a
//! player's program signs what it has understood, and compared with what it had asked for.

use crate::RequestId;
use seedbound_interface::accounts::Listing;
use seedbound_interface::build::{Builder, ItemId, Request, Terms};
use seedbound_interface::instruction::{Instruction, Meta};
use seedbound_interface::{Hash, addresses, derive};
use serde::{Deserialize, Serialize};

/// An address on the chain, or a hash.
pub type Key = [u8; 32];

/// Lamports of a mark, the unit in which prices are shown: a thousandth of the chain's coin.
pub const LAMPORTS_PER_MARK: u64 = 1_000_000;

/// Tokens that one side of a trade gives at most: a transaction holds no more.
pub const MAX_TRADED: usize = 2;

/// Which chain a world is on, and by which addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerInfo {
    /// The chain's genesis hash.
    pub genesis: Key,
    /// The program.
    pub program: Key,
    /// The world's account.
    pub world: Key,
    /// The account of its ruleset.
    pub ruleset: Key,
    /// Who pays fees and rents.
    pub payer: Key,
    /// The chain is the server's own, and coins of the game can be paid into the wallet.
    pub own_chain: bool,
}

/// Names a deal while the server runs.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct DealId(pub u32);

/// An Ed25519 signature, in two halves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature([u8; 32], [u8; 32]);

impl From<[u8; 64]> for Signature {
    fn from(bytes: [u8; 64]) -> Self {
        let mut halves = [[0; 32]; 2];
        halves.as_flattened_mut().copy_from_slice(&bytes);
        Self(halves[0], halves[1])
    }
}

impl From<Signature> for [u8; 64] {
    fn from(Signature(first, second): Signature) -> Self {
        let mut bytes = [0; 64];
        bytes.copy_from_slice([first, second].as_flattened());
        bytes
    }
}

/// A token of a world, by what its address is derived from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Token {
    /// The account of its class.
    pub class: Key,
    /// Its rarity.
    pub rarity: u8,
    /// Its number in class and rarity, from 1.
    pub number: u32,
}

impl Token {
    fn item(&self) -> ItemId {
        ItemId { class: self.class, rarity: self.rarity, serial: self.number }
    }

    /// Its mint, under a program.
    #[must_use]
    pub fn mint(&self, program: &Key) -> Key {
        self.item().mint(program)
    }
}

/// A token that is on sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// The token.
    pub token: Token,
    /// Its mint.
    pub mint: Key,
    /// Who sells it.
    pub seller: Key,
    /// Who paid the listing's rent and gets it back.
    pub rent_payer: Key,
    /// The price in lamports.
    pub price: u64,
    /// The second after which nobody can buy it, since 1970; 0 for none.
    pub expires_at: i64,
}

/// What one side of a trade gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// Who.
    pub player: Key,
    /// The mints of the tokens, at most [`MAX_TRADED`].
    pub mints: Vec<Key>,
    /// Lamports.
    pub lamports: u64,
}

/// Something on the chain that needs a player's signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deal {
    /// Burn a ticket for a roll.
    Open {
        /// The account of its class.
        class: Key,
        /// The ticket.
        ticket: Key,
        /// How often the ticket was used before.
        attempt: u8,
        /// The number of the world's open epoch.
        epoch: u64,
        /// What the player adds.
        nonce: Key,
    },
    /// Offer a token.
    List {
        /// Which.
        token: Token,
        /// The price in lamports.
        price: u64,
        /// The second after which nobody can buy it, since 1970; 0 for none.
        expires_at: i64,
    },
    /// Change the price of an offer.
    Reprice {
        /// The token's mint.
        mint: Key,
        /// The price in lamports.
        price: u64,
        /// The second after which nobody can buy it, since 1970; 0 for none.
        expires_at: i64,
    },
    /// Take an offer back.
    Cancel {
        /// Which.
        lot: Lot,
    },
    /// Buy.
    Buy {
        /// What.
        lot: Lot,
        /// The most that is paid, in lamports.
        maximum_price: u64,
    },
    /// Destroy a token.
    Burn {
        /// Which.
        token: Token,
    },
    /// Both give, or neither does.
    Swap([Side; 2]),
}

/// A deal with all that its message is built from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Its name.
    pub id: DealId,
    /// The request that it comes from.
    pub request: RequestId,
    /// What.
    pub deal: Deal,
    /// A recent blockhash.
    pub blockhash: Key,
}

/// How far a deal is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DealState {
    /// Signed by all and on its way.
    Sent,
    /// Done, and final on the chain.
    Done {
        /// The transaction.
        transaction: Signature,
    },
    /// It did not happen; nothing was changed.
    Failed {
        /// For people: what is the matter, and what to do.
        why: String,
    },
}

impl Deal {
    /// The players who must sign it.
    #[must_use]
    pub fn signers(&self, player: Key) -> Vec<Key> {
        match self {
            Self::Swap(sides) => sides.iter().map(|side| side.player).collect(),
            _ => vec![player],
        }
    }

    /// The instructions that carry it out for `player`, in one transaction.
    #[must_use]
    pub fn steps(&self, info: &LedgerInfo, player: Key) -> Vec<Instruction> {
        let builder = Builder { program: info.program, world: info.world, payer: info.payer };
        match self {
            Self::Open { class, ticket, attempt, epoch, nonce } => {
                vec![builder.request_roll(&Request {
                    player,
                    epoch: *epoch,
                    class: *class,
                    ticket: *ticket,
                    attempt: *attempt,
                    nonce: Hash(*nonce),
                })]
            }
            Self::List { token, price, expires_at } => {
                let terms = Terms { price: *price, expires_at: *expires_at };
                vec![builder.list_item(&token.item(), player, terms)]
            }
            Self::Reprice { mint, price, expires_at } => {
                let terms = Terms { price: *price, expires_at: *expires_at };
                vec![builder.reprice_listing(mint, player, terms)]
            }
            Self::Cancel { lot } => lot.read(info, |listing| {
                // The token comes back to the associated token account, which may be closed by now.
                let open = builder.open_token_account(lot.seller, lot.mint);
                vec![open, builder.cancel_listing(listing, player)]
            }),
            Self::Buy { lot, maximum_price } => lot.read(info, |listing| {
                let open = builder.open_token_account(player, lot.mint);
                vec![open, builder.buy_item(listing, info.ruleset, player, *maximum_price)]
            }),
            Self::Burn { token } => vec![builder.burn_item(&token.item(), player)],
            Self::Swap([first, second]) => {
                let mut steps = gives(&builder, first, second.player);
                steps.extend(gives(&builder, second, first.player));
                steps
            }
        }
    }
}

impl Lot {
    /// As the account that the builder reads.
    fn read(
        &self,
        info: &LedgerInfo,
        steps: impl FnOnce(&Listing<&[u8]>) -> Vec<Instruction>,
    ) -> Vec<Instruction> {
        let mut bytes = [0; Listing::<()>::SIZE];
        if let Some(mut listing) = Listing::new(&mut bytes[..]) {
            listing.set_mint(self.mint);
            listing.set_world(info.world);
            listing.set_class(self.token.class);
            listing.set_seller(self.seller);
            listing.set_rent_payer(self.rent_payer);
            listing.set_price(self.price);
        }
        Listing::of(&bytes[..]).map(|listing| steps(&listing)).unwrap_or_default()
    }
}

/// One side of a swap: Token-2022's `TransferChecked` for each token, the system program's `Transfer`
/// for lamports.
fn gives(builder: &Builder, side: &Side, to: Key) -> Vec<Instruction> {
    const TRANSFER_CHECKED: u8 = 12;
    const SYSTEM_TRANSFER: u32 = 2;
    let meta = |address, writable, signer| Meta { address, writable, signer };
    let mut steps = Vec::new();
    for mint in side.mints.iter().take(MAX_TRADED) {
        steps.push(builder.open_token_account(to, *mint));
        let mut data = vec![TRANSFER_CHECKED];
        data.extend(1_u64.to_le_bytes());
        data.push(0);
        steps.push(Instruction {
            program: addresses::TOKEN_PROGRAM,
            accounts: vec![
                meta(derive::token_account(&side.player, mint), true, false),
                meta(*mint, false, false),
                meta(derive::token_account(&to, mint), true, false),
                meta(side.player, false, true),
            ],
            data,
        });
    }
    if side.lamports > 0 {
        let mut data = SYSTEM_TRANSFER.to_le_bytes().to_vec();
        data.extend(side.lamports.to_le_bytes());
        steps.push(Instruction {
            program: addresses::SYSTEM_PROGRAM,
            accounts: vec![meta(side.player, true, true), meta(to, true, false)],
            data,
        });
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    const INFO: LedgerInfo = LedgerInfo {
        genesis: [1; 32],
        program: [2; 32],
        world: [3; 32],
        ruleset: [4; 32],
        payer: [5; 32],
        own_chain: true,
    };
    const TOKEN: Token = Token { class: [6; 32], rarity: 2, number: 9 };

    fn lot() -> Lot {
        Lot {
            token: TOKEN,
            mint: TOKEN.mint(&INFO.program),
            seller: [7; 32],
            rent_payer: [8; 32],
            price: 5_000_000,
            expires_at: 0,
        }
    }

    /// Who signs what the steps of a deal ask for, without the payer.
    fn asked(deal: &Deal, player: Key) -> Vec<Key> {
        let steps = deal.steps(&INFO, player);
        let metas = steps.iter().flat_map(|step| &step.accounts);
        let mut signers: Vec<Key> = metas
            .filter(|meta| meta.signer && meta.address != INFO.payer)
            .map(|m| m.address)
            .collect();
        signers.sort_unstable();
        signers.dedup();
        signers
    }

    #[test]
    fn each_deal_asks_for_the_signatures_that_it_names_and_no_others() {
        let player = [9; 32];
        let side =
            |player, mints: &[Key], lamports| Side { player, mints: mints.to_vec(), lamports };
        let deals = [
            Deal::Open { class: [6; 32], ticket: [1; 32], attempt: 0, epoch: 1, nonce: [2; 32] },
            Deal::List { token: TOKEN, price: 3_000_000, expires_at: 0 },
            Deal::Reprice { mint: [1; 32], price: 3_000_000, expires_at: 0 },
            Deal::Cancel { lot: Lot { seller: player, ..lot() } },
            Deal::Buy { lot: lot(), maximum_price: 6_000_000 },
            Deal::Burn { token: TOKEN },
            Deal::Swap([side(player, &[[1; 32]], 0), side([10; 32], &[], 7)]),
            Deal::Swap([side(player, &[[1; 32], [2; 32]], 0), side([10; 32], &[[3; 32]], 0)]),
        ];
        for deal in deals {
            assert!(!deal.steps(&INFO, player).is_empty(), "{deal:?}");
            assert_eq!(asked(&deal, player), deal.signers(player), "{deal:?}");
        }
    }

    #[test]
    fn a_purchase_names_the_seller_and_whoever_paid_the_rent() {
        let deal = Deal::Buy { lot: lot(), maximum_price: 6_000_000 };
        let steps = deal.steps(&INFO, [9; 32]);
        let named = |address| steps[1].accounts.iter().any(|meta| meta.address == address);
        assert!(named([7; 32]) && named([8; 32]) && named(INFO.ruleset) && named(lot().mint));
    }

    #[test]
    fn a_signature_is_put_together_again() {
        let mut bytes = [0; 64];
        (0..).zip(&mut bytes).for_each(|(number, byte)| *byte = number);
        assert_eq!(<[u8; 64]>::from(Signature::from(bytes)), bytes);
    }
}
