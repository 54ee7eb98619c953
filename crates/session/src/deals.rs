//! Signing: a proposal is signed by itself when it is what this side has asked for, to the number, and
//! never otherwise. What it is compared with was noted when it was asked for.
//!
//! The message is built here, from what was understood; the server's is never seen. Which program and
//! which world it is about, the server says once ([`LedgerInfo`]) and cannot change afterwards.

use crate::View;
use ledger::sponsor::Agreement;
use protocol::{
    Ask, Deal, Key, LedgerInfo, Proposal, RecordState, RequestId, Side, Token, TradeAsk, TradeSide,
};
use seedbound_interface::{Hash, addresses, derive};
use simulation::{Place, inventory::Mark};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;
use transport::PlayerKey;

/// How long what was asked for is meant: the server gives up before.
const MEANT: Duration = Duration::from_secs(60);
/// Requests that may wait for a proposal; older ones are forgotten.
const WAITING: usize = 32;

/// What somebody wants to sign.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wanted {
    Open { operation: Key, nonce: Key },
    List { token: Token, price: u64 },
    Reprice { mint: Key, price: u64 },
    Cancel { mint: Key },
    Buy { mint: Key, maximum_price: u64 },
    Burn { token: Token },
    Swap { version: u32, own: Side, other: Side },
}

/// Why something was not signed.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub(crate) enum Unsigned {
    #[error("the server wants something signed that was not asked for; nothing was signed")]
    NotAsked,
    #[error("there is no wallet to sign with")]
    NoWallet,
    #[error("the server has not said which chain it is on; nothing was signed")]
    NoLedger,
    #[error("the deal cannot be put into a transaction; nothing was signed")]
    Unsound,
    #[error(
        "this world's program on the chain is none that you trust, and nothing was signed; whom to ask \
         and how to trust it, docs/relics.md says"
    )]
    Stranger,
}

/// What was asked for, and the key to sign it with.
#[derive(Default)]
pub(crate) struct Deals {
    key: Option<Arc<PlayerKey>>,
    info: Option<LedgerInfo>,
    /// Programs that are trusted besides the one that servers bring themselves, at whose address nobody
    /// can put another.
    trusted: BTreeSet<Key>,
    /// What was asked for, and when.
    wanted: BTreeMap<RequestId, (Wanted, Duration)>,
    now: Duration,
}

impl Deals {
    pub(crate) fn sign_with(&mut self, key: Arc<PlayerKey>) {
        self.key = Some(key);
    }

    pub(crate) fn trust(&mut self, program: Key) {
        self.trusted.insert(program);
    }

    /// Time passes: what was asked for long ago is not wanted any more.
    pub(crate) fn advance(&mut self, dt: Duration) {
        self.now += dt;
        let now = self.now;
        // Who agrees to a trade may wait for the other as long as the table lies there as it was.
        self.wanted.retain(|_, (wanted, asked)| {
            matches!(wanted, Wanted::Swap { .. }) || now < *asked + MEANT
        });
    }

    /// The table has changed or is gone: what was agreed to before is off.
    pub(crate) fn table(&mut self, now: Option<u32>) {
        self.wanted.retain(|_, (wanted, _)| match wanted {
            Wanted::Swap { version, .. } => Some(*version) == now,
            _ => true,
        });
    }

    /// A request was refused, or its deal has ended: nothing is signed for it any more.
    pub(crate) fn over(&mut self, request: RequestId) {
        self.wanted.remove(&request);
    }

    /// The chain is told once; what comes later is not believed.
    pub(crate) fn told(&mut self, info: LedgerInfo) -> LedgerInfo {
        *self.info.get_or_insert(info)
    }

    /// Notes what a request wants signed.
    pub(crate) fn asked(&mut self, request: RequestId, ask: &Ask, view: &View) {
        let Some(wanted) = wanted(ask, view) else { return };
        while self.wanted.len() >= WAITING {
            self.wanted.pop_first();
        }
        self.wanted.insert(request, (wanted, self.now));
    }

    /// Signs a proposal, if it is what was asked for. Each request is signed for once.
    pub(crate) fn sign(&mut self, proposal: &Proposal) -> Result<Ask, Unsigned> {
        let info = self.info.ok_or(Unsigned::NoLedger)?;
        let key = self.key.as_ref().ok_or(Unsigned::NoWallet)?;
        let player = *key.wallet().as_bytes();
        if info.program != addresses::PROGRAM && !self.trusted.contains(&info.program) {
            return Err(Unsigned::Stranger);
        }
        let (wanted, _) = self.wanted.get(&proposal.request).ok_or(Unsigned::NotAsked)?;
        if !wanted.is(&proposal.deal, &info, player) {
            return Err(Unsigned::NotAsked);
        }
        let agreement = Agreement {
            payer: info.payer,
            players: proposal.deal.signers(player),
            steps: proposal.deal.steps(&info, player),
            blockhash: proposal.blockhash,
        };
        let message = agreement.to_sign().map_err(|_| Unsigned::Unsound)?;
        let signature = key.sign(&message).into();
        self.wanted.remove(&proposal.request);
        Ok(Ask::Sign { id: proposal.id, signature })
    }
}

/// What a request wants signed, by what one sees now.
fn wanted(ask: &Ask, view: &View) -> Option<Wanted> {
    let mark = |index: &u16| view.inventory.at(Place::Pack(*index))?.mark;
    let token = |index: &u16| match view.records.get(&mark(index)?.operation()?)? {
        RecordState::Recorded(recorded) => Some(recorded.token),
        _ => None,
    };
    Some(match ask {
        Ask::Open { index, nonce } => {
            let Mark::Ticket { operation, .. } = mark(index)? else { return None };
            Wanted::Open { operation, nonce: *nonce }
        }
        Ask::List { index, price } => Wanted::List { token: token(index)?, price: *price },
        Ask::Reprice { mint, price } => Wanted::Reprice { mint: *mint, price: *price },
        Ask::Cancel { mint } => Wanted::Cancel { mint: *mint },
        Ask::Buy { mint, maximum_price } => {
            Wanted::Buy { mint: *mint, maximum_price: *maximum_price }
        }
        Ask::Burn { index } => Wanted::Burn { token: token(index)? },
        Ask::Trade(TradeAsk::Accept { version }) => {
            let table = view.trade.as_ref().filter(|table| table.version == *version)?;
            let version = *version;
            Wanted::Swap { version, own: side(&table.own), other: side(&table.other) }
        }
        _ => return None,
    })
}

fn side(side: &TradeSide) -> Side {
    Side {
        player: side.player,
        mints: side.items.iter().map(|item| item.mint).collect(),
        lamports: side.lamports,
    }
}

impl Wanted {
    /// Whether a deal is this one, in all that disposes of what is the player's.
    fn is(&self, deal: &Deal, info: &LedgerInfo, player: Key) -> bool {
        match (self, deal) {
            (Self::Open { operation, nonce }, Deal::Open { ticket, nonce: theirs, .. }) => {
                nonce == theirs
                    && derive::receipt(&info.program, &info.world, &Hash(*operation)) == *ticket
            }
            (Self::List { token, price }, Deal::List { token: of, price: at, expires_at }) => {
                (token, price, *expires_at) == (of, at, 0)
            }
            (Self::Reprice { mint, price }, Deal::Reprice { mint: of, price: at, expires_at }) => {
                (mint, price, *expires_at) == (of, at, 0)
            }
            (Self::Cancel { mint }, Deal::Cancel { lot }) => {
                *mint == lot.mint && lot.seller == player
            }
            (Self::Buy { mint, maximum_price }, Deal::Buy { lot, maximum_price: most }) => {
                *mint == lot.mint && maximum_price == most && lot.price <= *most
            }
            (Self::Burn { token }, Deal::Burn { token: of }) => token == of,
            (Self::Swap { own, other, .. }, Deal::Swap([first, second])) => {
                own.player == player
                    && ((own, other) == (first, second) || (own, other) == (second, first))
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests;
