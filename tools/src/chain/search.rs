//! A world's classes and market: what spans accounts that nobody has listed.
//!
//! [`ledger::client`] finds them by a search over the program's accounts (`getProgramAccounts`), which the
//! port for players, the usual way to a chain, does not offer, nor do all public nodes. Where it fails,
//! they are looked for at the addresses that they must have, a hundred in one question, which is how
//! that port's rationing can be lived with. Classes and items are read by [`ledger::client`] all the
//! same; listings are not, since one question for each would be too many.

use super::node::Node;
use ledger::client::{Class, Listing, Offer, ReadError};
use seedbound_interface::{Key, accounts, derive};

/// Class numbers that are tried in one question; nodes allow no more.
const PAGE: u32 = 100;

/// The classes of a world, by number.
pub(super) fn classes(node: &Node, world: &Key) -> anyhow::Result<Vec<Class>> {
    let client = node.client()?;
    match client.classes(world) {
        // The reader does not tell a refusal from silence: if it is silence, the next question says so.
        Err(ReadError::RpcDown { .. }) => {
            let found = class_accounts(node, world)?;
            found.iter().map(|(address, _)| node.read(client.class(address))).collect()
        }
        other => node.read(other),
    }
}

/// What is for sale in a world, with what it is. What proves to be no item of this world is left out.
pub(super) fn market(node: &Node, world: &Key) -> anyhow::Result<Vec<Offer>> {
    let client = node.client()?;
    let mut offers = match client.market(world) {
        Err(ReadError::RpcDown { .. }) => {
            let listings = listings_by_item(node, world)?;
            let mints: Vec<Key> = listings.iter().map(|listing| listing.mint).collect();
            let items = node.read(client.items(&mints))?;
            let pairs = listings.into_iter().zip(items);
            pairs.filter_map(|(listing, item)| Some(Offer { listing, item: item.ok()? })).collect()
        }
        other => node.read(other)?,
    };
    offers.retain(|offer| offer.item.world == *world);
    Ok(offers)
}

/// Address and data of a world's classes. Whoever runs it numbers them; numbers from 0 are tried until a
/// whole page is free.
fn class_accounts(node: &Node, world: &Key) -> anyhow::Result<Vec<(Key, Vec<u8>)>> {
    let mut classes = Vec::new();
    for page in 0_u32.. {
        let first = page * PAGE;
        let keys: Vec<Key> =
            (first..first + PAGE).map(|n| derive::class(&node.program, world, n)).collect();
        let before = classes.len();
        for (key, account) in keys.iter().zip(node.accounts(&keys)?) {
            if let Some(account) = account.filter(|account| account.owner == node.program) {
                classes.push((*key, account.data));
            }
        }
        if classes.len() == before {
            break;
        }
    }
    Ok(classes)
}

/// Looks at the place of the listing of each item that was ever made.
fn listings_by_item(node: &Node, world: &Key) -> anyhow::Result<Vec<Listing>> {
    let mut places = Vec::new();
    for (class, data) in class_accounts(node, world)? {
        let version = || ReadError::ProgramVersion { address: class.into() };
        let minted = accounts::ItemClass::of(&data[..]).ok_or_else(version)?.minted();
        for (rarity, minted) in (0..).zip(minted) {
            for serial in 1..=minted {
                let mint = derive::item(&node.program, &class, rarity, serial);
                places.push(derive::listing(&node.program, &mint));
            }
        }
    }
    let found = places.iter().zip(node.accounts(&places)?);
    let listings = found.filter_map(|(address, account)| {
        let account = account.filter(|account| account.owner == node.program)?;
        let listing = accounts::Listing::of(&account.data[..])?;
        Some(Listing {
            address: *address,
            mint: listing.mint(),
            world: listing.world(),
            class: listing.class(),
            seller: listing.seller(),
            price: listing.price(),
            expires_at: Some(listing.expires_at()).filter(|second| *second != 0),
            rent_payer: listing.rent_payer(),
        })
    });
    Ok(listings.filter(|listing| listing.world == *world).collect())
}
