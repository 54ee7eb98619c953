//! Deals: what they need to know is read, what was signed is sent until it is final or cannot be any
//! more.

use super::Voice;
use super::words::{self, Deed};
use crate::chain::ties::{News, Want};
use ledger::client::{ChainClient, Listing, ReadError, ReceiptKind, Sent};
use protocol::{Deal, DealId, Key, LedgerInfo, Lot, Token};
use seedbound_interface::{Hash, derive};
use solana_signature::Signature;
use std::time::{Duration, Instant};

/// After how long the same bytes are sent again.
const AGAIN: Duration = Duration::from_secs(2);
/// Blocks after the last in which a deal could run before it counts as not done.
const SLACK: u64 = 20;
/// Deals under way at most.
const UNDER_WAY: usize = 256;

/// Reads what a deal needs: the deal, and the blockhash of its message. An error is for people.
pub(super) fn prepare(
    client: &ChainClient,
    info: &LedgerInfo,
    player: Key,
    want: &Want,
) -> Result<(Deal, Key), String> {
    let deal = deal(client, info, player, want)?;
    let blockhash = client.blockhash().map_err(|error| down(&error))?;
    Ok((deal, blockhash))
}

fn deal(client: &ChainClient, info: &LedgerInfo, player: Key, want: &Want) -> Result<Deal, String> {
    Ok(match want {
        Want::Open { operation, nonce } => {
            let ticket = client.receipt(operation, &info.world).map_err(|error| down(&error))?;
            let Some(ReceiptKind::Ticket { class, unused, attempts, .. }) =
                ticket.map(|ticket| ticket.kind)
            else {
                return Err("the relic's ticket is not on the chain yet".to_owned());
            };
            if !unused {
                return Err("the relic was opened already".to_owned());
            }
            let world = client.world(&info.world).map_err(|error| down(&error))?;
            if world.paused || !world.epoch_open {
                return Err("no relics are rolled at the moment; try again later".to_owned());
            }
            Deal::Open {
                class,
                ticket: derive::receipt(&info.program, &info.world, &Hash(*operation)),
                attempt: attempts,
                epoch: world.epoch,
                nonce: *nonce,
            }
        }
        Want::List { token, price } => Deal::List { token: *token, price: *price, expires_at: 0 },
        Want::Reprice { mint, price } => {
            let listing = listing(client, mint)?;
            if listing.seller != player {
                return Err("that offer is not yours".to_owned());
            }
            Deal::Reprice { mint: *mint, price: *price, expires_at: 0 }
        }
        Want::Cancel { mint } => {
            let listing = listing(client, mint)?;
            if listing.seller != player {
                return Err("that offer is not yours".to_owned());
            }
            Deal::Cancel { lot: lot(client, &listing)? }
        }
        Want::Buy { mint, maximum_price } => {
            let listing = listing(client, mint)?;
            if listing.price > *maximum_price {
                return Err("the price was raised meanwhile; look again".to_owned());
            }
            if listing.seller == player {
                return Err("that is your own offer".to_owned());
            }
            let purse = client.lamports(&player).map_err(|error| down(&error))?;
            if purse < listing.price {
                return Err("your wallet has not enough for that; pay coins in first".to_owned());
            }
            Deal::Buy { lot: lot(client, &listing)?, maximum_price: *maximum_price }
        }
        Want::Burn { token } => Deal::Burn { token: *token },
        Want::Swap(sides) => {
            for side in sides {
                let purse = client.lamports(&side.player).map_err(|error| down(&error))?;
                if side.lamports > purse {
                    return Err("one of you has not that much in the wallet".to_owned());
                }
            }
            Deal::Swap(sides.clone())
        }
    })
}

fn listing(client: &ChainClient, mint: &Key) -> Result<Listing, String> {
    let listing = client.listing(mint).map_err(|error| down(&error))?;
    listing.ok_or_else(|| "that offer is gone; look again".to_owned())
}

fn lot(client: &ChainClient, listing: &Listing) -> Result<Lot, String> {
    let item = client.item(&listing.mint).map_err(|error| down(&error))?;
    Ok(Lot {
        token: Token { class: item.class, rarity: item.rarity, number: item.serial },
        mint: listing.mint,
        seller: listing.seller,
        rent_payer: listing.rent_payer,
        price: listing.price,
        expires_at: listing.expires_at.unwrap_or(0),
    })
}

fn down(error: &ReadError) -> String {
    tracing::debug!(%error, "a deal cannot be prepared");
    "the chain cannot be reached now; nothing is lost, try again later".to_owned()
}

/// Deals that were sent and are not final.
#[derive(Default)]
pub(super) struct Deals(Vec<UnderWay>);

struct UnderWay {
    id: DealId,
    signature: Signature,
    bytes: Vec<u8>,
    players: Vec<Key>,
    deed: Deed,
    /// The last block height at which it can run; `None` while the node does not say.
    last_height: Option<u64>,
    sent: Instant,
    looked: Instant,
}

impl Deals {
    /// Sends what all have signed.
    pub(super) fn send(
        &mut self,
        client: &ChainClient,
        id: DealId,
        signature: Signature,
        bytes: Vec<u8>,
        players: Vec<Key>,
        voice: &mut Voice,
    ) {
        if self.0.len() >= UNDER_WAY {
            let why = "too much is under way; try again in a moment".to_owned();
            return voice.say(News::Failed { id, why });
        }
        let last_height = client.last_valid_height().ok();
        let now = Instant::now();
        let deed = Deed::of(&bytes);
        if let Sent::Refused { custom, words } = client.send(&bytes) {
            return voice.say(News::Failed { id, why: words::refusal(deed, custom, &words) });
        }
        self.0.push(UnderWay {
            id,
            signature,
            bytes,
            players,
            deed,
            last_height,
            sent: now,
            looked: now.checked_sub(Duration::from_secs(60)).unwrap_or(now),
        });
    }

    /// Looks for what became of them; returns the wallets that ended deals have touched.
    pub(super) fn look(
        &mut self,
        client: &ChainClient,
        every: Duration,
        voice: &mut Voice,
    ) -> Vec<Key> {
        let mut touched = Vec::new();
        let now = Instant::now();
        if !self.0.iter().any(|deal| now >= deal.looked + every) {
            return touched;
        }
        // The height first: what has not run by then never will. A node that does not answer is asked
        // again in the next round.
        let Ok(height) = client.height() else { return touched };
        let mut silent = false;
        self.0.retain_mut(|deal| {
            if silent || now < deal.looked + every {
                return true;
            }
            match deal.look(client, height, now) {
                Ok(None) => true,
                Ok(Some(news)) => {
                    touched.extend(&deal.players);
                    voice.say(news);
                    false
                }
                Err(_) => {
                    silent = true;
                    true
                }
            }
        });
        touched
    }
}

impl UnderWay {
    fn look(
        &mut self,
        client: &ChainClient,
        height: u64,
        now: Instant,
    ) -> Result<Option<News>, ReadError> {
        self.looked = now;
        let id = self.id;
        match client.outcome(&self.signature)? {
            Some(Ok(())) => {
                return Ok(Some(News::Done { id, transaction: self.signature.into() }));
            }
            Some(Err((custom, words))) => {
                let why = words::refusal(self.deed, custom, &words);
                return Ok(Some(News::Failed { id, why }));
            }
            None => {}
        }
        if self.last_height.is_none() {
            self.last_height = client.last_valid_height().ok();
        }
        // A little later, as height and outcome may be of two nodes behind one address.
        if self.last_height.is_some_and(|last| height > last.saturating_add(SLACK)) {
            let why = "the chain did not take it in time; nothing was changed".to_owned();
            return Ok(Some(News::Failed { id, why }));
        }
        if now >= self.sent + AGAIN {
            self.sent = now;
            // What it says now is only an opinion: it may have run already.
            let _ = client.send(&self.bytes);
        }
        Ok(None)
    }
}
