//! What players want to know: operations that are looked at again and again until they have ended.

use super::News;
use super::authority::Authority;
use super::item;
use super::ties::Desk;
use ledger::outbox::{OperationId, OperationState, state};
use protocol::RecordState;
use redb::Database;
use solana_rpc_client::rpc_client::RpcClient;
use std::collections::{BTreeMap, VecDeque};
use std::sync::mpsc::{RecvTimeoutError, TrySendError};
use std::time::Duration;

/// Operations that are looked at in one round; the others are next.
const A_ROUND: usize = 256;

/// What is watched.
pub(super) struct Watch {
    desk: Desk,
    open: VecDeque<OperationId>,
    /// What is watched, and whether it was told that it waits.
    known: BTreeMap<OperationId, bool>,
    /// Found out, and not told yet.
    untold: VecDeque<News>,
}

impl Watch {
    pub(super) const fn new(desk: Desk) -> Self {
        Self { desk, open: VecDeque::new(), known: BTreeMap::new(), untold: VecDeque::new() }
    }

    /// Waits for questions, at most so long; false when there is nobody left to ask.
    pub(super) fn listen(&mut self, most: Duration) -> bool {
        match self.desk.questions.recv_timeout(most) {
            Ok(id) => {
                self.add(id);
                while let Ok(id) = self.desk.questions.try_recv() {
                    self.add(id);
                }
                true
            }
            Err(RecvTimeoutError::Timeout) => true,
            Err(RecvTimeoutError::Disconnected) => false,
        }
    }

    /// Something has not ended yet.
    pub(super) fn waits(&self) -> bool {
        !self.open.is_empty()
    }

    fn add(&mut self, id: OperationId) {
        if self.known.insert(id, false).is_none() {
            self.open.push_back(id);
        }
    }

    /// Looks at some of what is open, tells what has ended.
    pub(super) fn look(&mut self, database: &Database, client: &RpcClient, authority: &Authority) {
        self.tell();
        for _ in 0..self.open.len().min(A_ROUND) {
            let Some(id) = self.open.pop_front() else { break };
            match read(database, client, authority, id) {
                Ok(Some(state)) => {
                    // That it waits is told once to each round of questions.
                    if state == RecordState::Waiting {
                        self.open.push_back(id);
                        if !self.known.insert(id, true).unwrap_or(true) {
                            self.untold.push_back(News { id, state });
                        }
                    } else {
                        self.known.remove(&id);
                        self.untold.push_back(News { id, state });
                    }
                }
                // Its change is on its way to the disk.
                Ok(None) => self.open.push_back(id),
                Err(error) => {
                    tracing::debug!(operation = %id, error = %format!("{error:#}"), "read again later");
                    self.open.push_back(id);
                }
            }
        }
        self.tell();
    }

    fn tell(&mut self) {
        while let Some(news) = self.untold.pop_front() {
            match self.desk.news.try_send(news) {
                Ok(()) => {}
                Err(TrySendError::Full(news)) => return self.untold.push_front(news),
                Err(TrySendError::Disconnected(_)) => return self.untold.clear(),
            }
        }
    }
}

fn read(
    database: &Database,
    client: &RpcClient,
    authority: &Authority,
    id: OperationId,
) -> anyhow::Result<Option<RecordState>> {
    Ok(match state(database, id)? {
        None => None,
        Some(OperationState::Open | OperationState::Sent { .. }) => Some(RecordState::Waiting),
        Some(OperationState::Failed { reason }) => Some(RecordState::Refused { why: reason }),
        Some(OperationState::Final { .. }) => Some(item::recorded(client, authority, id)?),
    })
}
