//! What ties a tick to the chain's thread: two bounded channels, neither of which a tick waits for.

use ledger::outbox::OperationId;
use protocol::RecordState;
use seedbound_interface::Key;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};

/// Questions that may wait, and answers.
const QUEUE: usize = 1_024;

/// What became of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct News {
    /// Which.
    pub(crate) id: OperationId,
    /// How far it is.
    pub(crate) state: RecordState,
}

/// The tick's end.
pub(crate) struct Ties {
    /// The class of quests' rewards.
    pub(crate) class: Key,
    questions: SyncSender<OperationId>,
    // Only one thread uses it; a resource has to be shareable.
    news: Mutex<Receiver<News>>,
}

/// The chain's end.
pub(crate) struct Desk {
    pub(super) questions: Receiver<OperationId>,
    pub(super) news: SyncSender<News>,
}

/// Both ends.
pub(crate) fn pair(class: Key) -> (Ties, Desk) {
    let (questions, asked) = sync_channel(QUEUE);
    let (tell, news) = sync_channel(QUEUE);
    let ties = Ties { class, questions, news: Mutex::new(news) };
    (ties, Desk { questions: asked, news: tell })
}

impl Ties {
    /// Asks what becomes of an operation; false when there is no room now.
    pub(crate) fn ask(&self, id: OperationId) -> bool {
        match self.questions.try_send(id) {
            Err(TrySendError::Full(_)) => false,
            // Nobody will answer any more: the log has said why.
            Ok(()) | Err(TrySendError::Disconnected(_)) => true,
        }
    }

    /// Up to `most` answers.
    pub(crate) fn hear(&mut self, most: usize) -> Vec<News> {
        let news = self.news.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner);
        news.try_iter().take(most).collect()
    }
}

#[cfg(test)]
impl Desk {
    /// What was asked so far.
    pub(crate) fn asked(&self) -> Vec<OperationId> {
        self.questions.try_iter().collect()
    }

    /// Answers.
    pub(crate) fn answer(&self, id: OperationId, state: RecordState) {
        self.news.try_send(News { id, state }).expect("there is room");
    }
}
