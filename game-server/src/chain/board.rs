//! The market and the supply as they are on the chain, for the tick to read.

use super::item::Items;
use ledger::client::{ChainClient, ClassKind, ReadError};
use protocol::{ClassSupply, Lot, RaritySupply};
use std::sync::Arc;
use worldgen::Item;

/// The market and the supply.
#[derive(Debug, Default)]
pub(crate) struct Board {
    /// What is on sale, the cheapest first.
    pub(crate) offers: Vec<Listed>,
    /// All classes, by their number.
    pub(crate) classes: Vec<ClassSupply>,
    /// It was read; else it is empty because nobody has looked yet.
    pub(crate) read: bool,
}

/// Something on sale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) lot: Lot,
    pub(crate) item: Item,
    /// The item's name in small letters, to search in.
    pub(crate) name: String,
    /// Name and number of its class.
    pub(crate) class: (String, u32),
    /// How many of its class and rarity there may ever be.
    pub(crate) cap: u32,
}

impl Board {
    /// Reads it.
    pub(super) fn read(client: &ChainClient, items: &mut Items) -> Result<Self, ReadError> {
        let world = items.world();
        let classes: Vec<ClassSupply> = client
            .classes(&world)?
            .into_iter()
            .map(|class| ClassSupply {
                address: class.address,
                number: class.number,
                name: class.name,
                rolled: class.kind == ClassKind::Rolled,
                rarities: class
                    .rarities
                    .iter()
                    .map(|rarity| RaritySupply {
                        weight: rarity.weight,
                        cap: rarity.cap.unwrap_or(u32::MAX),
                        minted: rarity.minted,
                    })
                    .collect(),
                burned: class.burned,
            })
            .collect();
        let mut offers = Vec::new();
        let listings = client.listings(&world)?;
        let mints: Vec<_> = listings.iter().map(|listing| listing.mint).collect();
        for (listing, known) in listings.into_iter().zip(items.of_mints(client, &mints)?) {
            // What was listed from outside and is no item of this world is not shown.
            let Some(known) = known else { continue };
            offers.push(Listed {
                lot: Lot {
                    token: known.recorded.token,
                    mint: listing.mint,
                    seller: listing.seller,
                    rent_payer: listing.rent_payer,
                    price: listing.price,
                    expires_at: listing.expires_at.unwrap_or(0),
                },
                name: known.item.name(items.rules()).to_lowercase(),
                item: known.item.clone(),
                class: (known.recorded.class.clone(), known.class),
                cap: known.recorded.cap,
            });
        }
        Ok(Self { offers, classes, read: true })
    }

    /// An offer by its mint.
    pub(crate) fn offer(&self, mint: &protocol::Key) -> Option<&Listed> {
        self.offers.iter().find(|listed| listed.lot.mint == *mint)
    }
}

/// Hangs up a new board.
pub(super) fn hang(place: &std::sync::Mutex<Arc<Board>>, board: Board) {
    *place.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::new(board);
}
