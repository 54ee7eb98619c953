//! What players want to know: operations that are looked at again and again until they have ended.

use super::item::{Items, ReadItems};
use super::ties::News;
use ledger::client::ChainClient;
use ledger::outbox::{OperationId, OperationState, state};
use protocol::RecordState;
use redb::Database;
use std::collections::{BTreeMap, VecDeque};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError};
use std::time::Duration;

/// Operations that are looked at in one round; the others are next.
const A_ROUND: usize = 256;

/// What is watched.
pub(super) struct Watch {
    questions: Receiver<OperationId>,
    news: SyncSender<News>,
    open: VecDeque<OperationId>,
    /// What is watched, and what was told of it.
    known: BTreeMap<OperationId, Option<RecordState>>,
    /// Found out, and not told yet.
    untold: VecDeque<News>,
}

impl Watch {
    pub(super) const fn new(questions: Receiver<OperationId>, news: SyncSender<News>) -> Self {
        Self {
            questions,
            news,
            open: VecDeque::new(),
            known: BTreeMap::new(),
            untold: VecDeque::new(),
        }
    }

    /// Waits for questions, at most so long; false when there is nobody left to ask.
    pub(super) fn listen(&mut self, most: Duration) -> bool {
        match self.questions.recv_timeout(most) {
            Ok(id) => {
                self.add(id);
                while let Ok(id) = self.questions.try_recv() {
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

    /// Asked again, it is told again.
    fn add(&mut self, id: OperationId) {
        if self.known.insert(id, None).is_none() {
            self.open.push_back(id);
        }
    }

    /// Looks at some of what is open, tells what is new.
    pub(super) fn look(&mut self, database: &Database, client: &ChainClient, items: &mut Items) {
        self.tell();
        if self.open.is_empty() {
            return;
        }
        let slot = client.slot().unwrap_or(0);
        for _ in 0..self.open.len().min(A_ROUND) {
            let Some(id) = self.open.pop_front() else { break };
            match read(database, client, items, id, slot) {
                Ok(Some(state)) => self.found(id, state),
                // Its change is on its way to the disk.
                Ok(None) => self.open.push_back(id),
                Err(error) => {
                    tracing::debug!(operation = %id, %error, "read again later");
                    self.open.push_back(id);
                    // A node that does not answer one question does not answer the others.
                    break;
                }
            }
        }
        self.tell();
    }

    /// What will not change by itself is looked at no more.
    fn found(&mut self, id: OperationId, state: RecordState) {
        let passing = matches!(state, RecordState::Waiting | RecordState::Rolling { .. });
        if passing {
            self.open.push_back(id);
            let told = self.known.insert(id, Some(state.clone())).flatten();
            if told.is_some_and(|told| same(&told, &state)) {
                return;
            }
        } else {
            self.known.remove(&id);
        }
        self.untold.push_back(News::Operation { id, state });
    }

    fn tell(&mut self) {
        while let Some(news) = self.untold.pop_front() {
            match self.news.try_send(news) {
                Ok(()) => {}
                Err(TrySendError::Full(news)) => return self.untold.push_front(news),
                Err(TrySendError::Disconnected(_)) => return self.untold.clear(),
            }
        }
    }
}

/// That another slot has gone by is no news.
fn same(one: &RecordState, other: &RecordState) -> bool {
    match (one, other) {
        (
            RecordState::Rolling { target_slot: one, locked, .. },
            RecordState::Rolling { target_slot: other, locked: too, .. },
        ) => (one, locked) == (other, too),
        _ => one == other,
    }
}

fn read(
    database: &Database,
    client: &ChainClient,
    items: &mut Items,
    id: OperationId,
    slot: u64,
) -> anyhow::Result<Option<RecordState>> {
    Ok(match state(database, id)? {
        None => None,
        Some(OperationState::Open | OperationState::Sent { .. }) => Some(RecordState::Waiting),
        Some(OperationState::Failed { reason }) => Some(RecordState::Refused { why: reason }),
        Some(OperationState::Final { .. }) => match items.state(client, id, slot) {
            Ok(state) => state,
            Err(ReadItems::Counterfeit) => anyhow::bail!("its mint is no item of this world"),
            Err(ReadItems::Chain(error)) => return Err(error.into()),
        },
    })
}
