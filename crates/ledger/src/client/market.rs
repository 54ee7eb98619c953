//! The market: what is on sale, and what it is.

use super::scan::by_field;
use super::{ChainClient, Item, ReadError, version};
use seedbound_interface::{Key, accounts, derive};

/// An item on sale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Its address.
    pub address: Key,
    /// The item.
    pub mint: Key,
    /// The item's world.
    pub world: Key,
    /// The item's class.
    pub class: Key,
    /// Who sells it.
    pub seller: Key,
    /// The price in lamports.
    pub price: u64,
    /// The second after which nobody can buy it, since 1970; `None`: there is none.
    pub expires_at: Option<i64>,
    /// Who paid the rents of listing and escrow, and gets them back.
    pub rent_payer: Key,
}

/// An item on sale, with what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Its terms.
    pub listing: Listing,
    /// The item.
    pub item: Item,
}

impl Listing {
    fn of(address: Key, listing: &accounts::Listing<&[u8]>) -> Self {
        Self {
            address,
            mint: listing.mint(),
            world: listing.world(),
            class: listing.class(),
            seller: listing.seller(),
            price: listing.price(),
            expires_at: Some(listing.expires_at()).filter(|second| *second != 0),
            rent_payer: listing.rent_payer(),
        }
    }
}

impl ChainClient {
    /// What an item is on sale for; `None` when it is not.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn listing(&self, mint: &Key) -> Result<Option<Listing>, ReadError> {
        let address = derive::listing(&self.program(), mint);
        match self.of_program(&address) {
            // Anybody can send lamports to the address; that is no listing.
            Err(ReadError::Missing { .. } | ReadError::Counterfeit { .. }) => Ok(None),
            Err(error) => Err(error),
            Ok(data) => accounts::Listing::of(&data[..])
                .map(|listing| Some(Listing::of(address, &listing)))
                .ok_or_else(|| version(&address)),
        }
    }

    /// All items of a world that are on sale, cheapest first. Asks for many accounts at once, which the
    /// RPC for players does not offer.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn listings(&self, world: &Key) -> Result<Vec<Listing>, ReadError> {
        let spec = &accounts::Listing::SPEC;
        let found = self.scan(spec, &[by_field(spec, "world", world)])?;
        let mut listings = Vec::with_capacity(found.len());
        for (address, data) in found {
            let listing = accounts::Listing::of(&data[..]).ok_or_else(|| version(&address))?;
            let listing = Listing::of(address, &listing);
            self.check_place(&address, &derive::listing(&self.program(), &listing.mint))?;
            listings.push(listing);
        }
        listings.sort_by_key(|listing| (listing.price, listing.mint));
        Ok(listings)
    }

    /// All items of a world that are on sale, cheapest first, with what they are: one question for the
    /// listings, and three or four for every hundred of their items. As [`Self::listings`] it is not for the RPC
    /// for players.
    ///
    /// What turns out to be no item is left out and logged: the program lists none such.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn market(&self, world: &Key) -> Result<Vec<Offer>, ReadError> {
        let listings = self.listings(world)?;
        let mints: Vec<Key> = listings.iter().map(|listing| listing.mint).collect();
        let mut offers = Vec::with_capacity(listings.len());
        for (listing, item) in listings.into_iter().zip(self.items(&mints)?) {
            match item {
                Ok(item) => offers.push(Offer { listing, item }),
                Err(error) => tracing::warn!(%error, "something on sale is no item"),
            }
        }
        Ok(offers)
    }
}
