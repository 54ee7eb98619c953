//! What is in the wallets of those who play: looked at when they come, after each of their deals, and
//! now and again, so that what was sold or bought elsewhere is seen.

use super::Voice;
use crate::chain::item::Items;
use crate::chain::ties::{Held, Holdings, News};
use ledger::client::{ChainClient, ReadError};
use protocol::Key;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Wallets that are looked into in one round.
const A_ROUND: usize = 8;
/// After how long a look that failed is repeated.
const AGAIN: Duration = Duration::from_secs(2);

/// After something has happened to a wallet it is looked into so often in quick succession: a node may
/// show it late.
const SOON: u8 = 3;
/// Between these looks.
const SHORTLY: Duration = Duration::from_secs(3);

/// Wallets, when each is to be looked into, and how often in quick succession.
#[derive(Default)]
pub(super) struct Wallets(BTreeMap<Key, (Instant, u8)>);

impl Wallets {
    /// Look into it now, and again and again.
    pub(super) fn visit(&mut self, wallet: Key) {
        self.0.insert(wallet, (Instant::now(), SOON));
    }

    /// Look into it now, if it is looked into at all.
    pub(super) fn again(&mut self, wallet: Key) {
        if let Some(due) = self.0.get_mut(&wallet) {
            *due = (Instant::now(), SOON);
        }
    }

    /// No more.
    pub(super) fn gone(&mut self, wallet: &Key) {
        self.0.remove(wallet);
    }

    /// Looks into those whose time has come.
    pub(super) fn look(
        &mut self,
        client: &ChainClient,
        items: &mut Items,
        own_chain: bool,
        every: Duration,
        voice: &mut Voice,
    ) {
        let now = Instant::now();
        let mut due: Vec<(Instant, Key)> = self
            .0
            .iter()
            .filter(|(_, (at, _))| *at <= now)
            .map(|(wallet, (at, _))| (*at, *wallet))
            .collect();
        due.sort_unstable();
        for (_, wallet) in due.into_iter().take(A_ROUND) {
            let left = self.0.get(&wallet).map_or(0, |(_, left)| *left);
            let next = match holdings(client, items, &wallet, own_chain) {
                Ok(holdings) => {
                    voice.say(News::Wallet { wallet, holdings });
                    if left > 0 { (now + SHORTLY, left - 1) } else { (now + every, 0) }
                }
                Err(error) => {
                    tracing::debug!(%error, "wallets cannot be looked into now");
                    self.0.insert(wallet, (now + AGAIN, left));
                    return;
                }
            };
            self.0.insert(wallet, next);
        }
    }
}

fn holdings(
    client: &ChainClient,
    items: &mut Items,
    wallet: &Key,
    own_chain: bool,
) -> Result<Holdings, ReadError> {
    let before = client.slot()?;
    let lamports = client.lamports(wallet)?;
    let (of_answer, mut mints) = client.holdings_at(wallet)?;
    // Our own chain knows no forks: everything is final at once, although it tells an older slot with
    // its answers, as wallets expect it. Of others only the answer's own slot can be relied upon.
    let slot = if own_chain { before } else { of_answer };
    mints.sort_unstable();
    let known = items.of_mints(client, &mints)?;
    let tokens = known
        .into_iter()
        .flatten()
        .map(|known| Held {
            operation: known.operation,
            item: known.item.clone(),
            recorded: known.recorded.clone(),
        })
        .collect();
    Ok(Holdings { slot, lamports, tokens, mints: mints.into_iter().collect() })
}
