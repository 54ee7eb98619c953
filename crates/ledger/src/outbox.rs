//! From the server's database to the chain: what the game has decided is done on chain exactly once.
//!
//! ```text
//! server: one transaction of the database { change the game; put an operation }
//!                                                  |
//! worker, round by round:                          v
//!   height -> receipts (final) -> done | failed | expired -> sign, STORE, send | send the same again
//! ```
//!
//! # Invariants
//! - An operation has an id that its maker chose. The same id with the same payload is the same
//!   operation; with another payload it is refused, here and by the program.
//! - Signature and signed bytes are on disk before they are sent. The same bytes are sent again until
//!   their blockhash has expired at a final height; only then, and with no receipt, others are signed.
//! - An operation is final when its receipt is read at "finalized" with the hash of its payload, and
//!   not before, whatever else a node may say.
//! - It fails for good only when a transaction of it has run, finally, with an error of the program
//!   that no repetition mends. Everything else is tried again for ever.
//!
//! So a node that loses, repeats, delays or denies costs time and fees, but neither loses nor doubles
//! an operation: the program refuses a second receipt. A node that invents a receipt is believed; who
//! does not trust theirs should ask another.

mod codec;
mod config;
mod contract;
mod duties;
mod error;
mod grants;
mod look;
mod node;
mod record;
mod round;
mod status;
mod worker;
mod world_contract;

pub use config::{FeePolicy, OutboxConfig};
pub use contract::{Built, Contract, Held, Judgement, Reader, ReceiptSays};
pub use duties::Duty;
pub(crate) use error::without_urls;
pub use error::{NodeError, OutboxError};
pub use grants::Grant;
pub use look::{adopt, cluster, waiting};
pub use record::{Enqueued, Operation, OperationId, OperationState, enqueue, state};
pub use status::{OutboxCounters, OutboxHealth};
pub use worker::Outbox;
pub use world_contract::WorldContract;
