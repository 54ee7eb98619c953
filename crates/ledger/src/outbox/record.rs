//! Operations in the server's database.
//!
//! | table | key | value |
//! | --- | --- | --- |
//! | `chain_outbox` | operation id | the operation and its state, see [`super::codec`]; never removed |
//! | `chain_outbox_open` | running number | id of an operation that is not settled yet |
//! | `chain_outbox_meta` | `next`, `open` | the next running number; how many are open |
//! | `chain_outbox_cluster` | 0 | genesis hash of the chain that this outbox works with |

use super::OutboxError;
use super::codec::{decode, encode};
use redb::{
    Database, ReadableDatabase, ReadableTable, TableDefinition, TableError, WriteTransaction,
};
use serde::{Deserialize, Serialize};
use solana_signature::Signature;

pub(super) const OPERATIONS: TableDefinition<'_, [u8; 32], &[u8]> =
    TableDefinition::new("chain_outbox");
pub(super) const OPEN: TableDefinition<'_, u64, [u8; 32]> =
    TableDefinition::new("chain_outbox_open");
pub(super) const META: TableDefinition<'_, &str, u64> = TableDefinition::new("chain_outbox_meta");
pub(super) const CLUSTER: TableDefinition<'_, u8, [u8; 32]> =
    TableDefinition::new("chain_outbox_cluster");
const NEXT: &str = "next";
const COUNT: &str = "open";
/// A payload that fits into a transaction, with room for the rest.
const PAYLOAD_BYTES: usize = 512;

/// Which operation it is; whoever makes it chooses, so that a repetition has the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OperationId(pub [u8; 32]);

impl std::fmt::Display for OperationId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", bs58::encode(self.0).into_string())
    }
}

/// Something that shall be done on chain, once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operation {
    /// Its id.
    pub id: OperationId,
    /// What kind of thing it is; the contract gives the numbers.
    pub kind: u8,
    /// SHA-256 over what it does, as the program computes it.
    pub payload_hash: [u8; 32],
    /// What the contract needs to build it, at most 512 bytes.
    pub payload: Vec<u8>,
}

/// Whether an operation was new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enqueued {
    /// It was, and is in the caller's transaction now.
    New,
    /// The very same is there already.
    Known,
}

/// How far an operation is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OperationState {
    /// Nothing was sent yet.
    Open,
    /// This was sent, and may be again.
    Sent {
        /// The signature under which to look for it.
        signature: Signature,
        /// How many times it was signed, this one included.
        attempts: u32,
    },
    /// It is done.
    Final {
        /// What it was sent as last, if by us.
        signature: Option<Signature>,
    },
    /// It will never be done.
    Failed {
        /// For people.
        reason: String,
    },
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) operation: Operation,
    pub(super) number: u64,
    pub(super) attempt: Option<Attempt>,
    pub(super) end: Option<End>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Attempt {
    #[serde(with = "serde_bytes_64")]
    pub(super) signature: [u8; 64],
    /// The signed transaction; empty once it has expired or ran in vain.
    pub(super) bytes: Vec<u8>,
    pub(super) last_valid_height: u64,
    /// How many times it was signed.
    pub(super) count: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum End {
    Final,
    Failed(String),
}

impl Record {
    /// The attempt that may still land.
    pub(super) fn live(&self) -> Option<&Attempt> {
        self.attempt.as_ref().filter(|attempt| !attempt.bytes.is_empty())
    }
}

/// Puts an operation into the caller's transaction: it is there if and only if the caller commits.
/// At most `limit` may be open. One whose record is damaged is written anew.
///
/// # Errors
/// [`OutboxError::Conflict`], [`OutboxError::Full`], [`OutboxError::Database`],
/// [`OutboxError::Configuration`] for a payload that is too long.
pub fn enqueue(
    transaction: &WriteTransaction,
    operation: &Operation,
    limit: u64,
) -> Result<Enqueued, OutboxError> {
    if operation.payload.len() > PAYLOAD_BYTES {
        let why = format!("a payload has at most {PAYLOAD_BYTES} bytes");
        return Err(OutboxError::Configuration { why });
    }
    let mut operations = transaction.open_table(OPERATIONS).map_err(OutboxError::database)?;
    let mut damaged = false;
    if let Some(found) = operations.get(operation.id.0).map_err(OutboxError::database)? {
        match decode(operation.id, found.value()) {
            Ok(record) if record.operation == *operation => return Ok(Enqueued::Known),
            Ok(_) => return Err(OutboxError::Conflict { id: operation.id }),
            // What it was is told again here, and the program tells whether it was done.
            Err(error) => {
                tracing::warn!(id = %operation.id, %error, "a damaged operation is written anew");
                damaged = true;
            }
        }
    }
    let mut queue = transaction.open_table(OPEN).map_err(OutboxError::database)?;
    if damaged && let Some(number) = number_of(&queue, operation.id)? {
        let record = Record { operation: operation.clone(), number, attempt: None, end: None };
        operations.insert(operation.id.0, &encode(&record)?[..]).map_err(OutboxError::database)?;
        return Ok(Enqueued::New);
    }
    let mut meta = transaction.open_table(META).map_err(OutboxError::database)?;
    let number = |table: &redb::Table<'_, &str, u64>, key| {
        let found = table.get(key).map_err(OutboxError::database)?;
        Ok::<_, OutboxError>(found.map_or(0, |value| value.value()))
    };
    let (next, open) = (number(&meta, NEXT)?, number(&meta, COUNT)?);
    if open >= limit {
        return Err(OutboxError::Full { open });
    }
    let record = Record { operation: operation.clone(), number: next, attempt: None, end: None };
    operations.insert(operation.id.0, &encode(&record)?[..]).map_err(OutboxError::database)?;
    meta.insert(NEXT, next + 1).map_err(OutboxError::database)?;
    meta.insert(COUNT, open + 1).map_err(OutboxError::database)?;
    queue.insert(next, operation.id.0).map_err(OutboxError::database)?;
    Ok(Enqueued::New)
}

/// Where an operation stands in the queue; only looked for in the whole of it when one is damaged.
fn number_of(
    queue: &redb::Table<'_, u64, [u8; 32]>,
    id: OperationId,
) -> Result<Option<u64>, OutboxError> {
    for entry in queue.iter().map_err(OutboxError::database)? {
        let (number, found) = entry.map_err(OutboxError::database)?;
        if found.value() == id.0 {
            return Ok(Some(number.value()));
        }
    }
    Ok(None)
}

/// How far an operation is; `None` when there is none of this id.
///
/// # Errors
/// [`OutboxError::Database`], [`OutboxError::Damaged`].
pub fn state(database: &Database, id: OperationId) -> Result<Option<OperationState>, OutboxError> {
    let transaction = database.begin_read().map_err(OutboxError::database)?;
    let Some(table) = opened(transaction.open_table(OPERATIONS))? else { return Ok(None) };
    let Some(found) = table.get(id.0).map_err(OutboxError::database)? else { return Ok(None) };
    let record = decode(id, found.value())?;
    let signature = record.attempt.as_ref().map(|attempt| Signature::from(attempt.signature));
    Ok(Some(match (record.end, record.attempt, signature) {
        (Some(End::Final), _, signature) => OperationState::Final { signature },
        (Some(End::Failed(reason)), ..) => OperationState::Failed { reason },
        (None, Some(attempt), Some(signature)) => {
            OperationState::Sent { signature, attempts: attempt.count }
        }
        (None, ..) => OperationState::Open,
    }))
}

/// What is in the queue.
#[derive(Debug, Default)]
pub(super) struct Queue {
    /// Operations that are not settled, oldest first.
    pub(super) records: Vec<Record>,
    /// How many there are in all.
    pub(super) open: u64,
    /// How many of those that were looked at cannot be read. They stay where they are.
    pub(super) damaged: u64,
}

/// Up to `limit` readable operations that are not settled.
pub(super) fn open(database: &Database, limit: usize) -> Result<Queue, OutboxError> {
    let transaction = database.begin_read().map_err(OutboxError::database)?;
    let Some(queue) = opened(transaction.open_table(OPEN))? else { return Ok(Queue::default()) };
    let operations = transaction.open_table(OPERATIONS).map_err(OutboxError::database)?;
    let meta = transaction.open_table(META).map_err(OutboxError::database)?;
    let count = meta.get(COUNT).map_err(OutboxError::database)?.map_or(0, |count| count.value());
    let (mut records, mut damaged) = (Vec::new(), 0);
    for entry in queue.iter().map_err(OutboxError::database)? {
        if records.len() >= limit {
            break;
        }
        let (number, id) = entry.map_err(OutboxError::database)?;
        let id = OperationId(id.value());
        let found = operations.get(id.0).map_err(OutboxError::database)?;
        let record = found.map(|found| decode(id, found.value()));
        match record {
            Some(Ok(record)) if record.number == number.value() => records.push(record),
            _ => damaged += 1,
        }
    }
    Ok(Queue { records, open: count, damaged })
}

/// Writes records back; those that have ended leave the queue.
pub(super) fn write<'a>(
    database: &Database,
    records: impl IntoIterator<Item = &'a Record>,
) -> Result<(), OutboxError> {
    let mut transaction = database.begin_write().map_err(OutboxError::database)?;
    transaction.set_durability(redb::Durability::Immediate).map_err(OutboxError::database)?;
    {
        let mut operations = transaction.open_table(OPERATIONS).map_err(OutboxError::database)?;
        let mut queue = transaction.open_table(OPEN).map_err(OutboxError::database)?;
        let mut meta = transaction.open_table(META).map_err(OutboxError::database)?;
        let mut ended = 0;
        for record in records {
            let id = record.operation.id.0;
            operations.insert(id, &encode(record)?[..]).map_err(OutboxError::database)?;
            if record.end.is_some() {
                let gone = queue.remove(record.number).map_err(OutboxError::database)?;
                ended += u64::from(gone.is_some());
            }
        }
        let open = meta.get(COUNT).map_err(OutboxError::database)?.map_or(0, |count| count.value());
        meta.insert(COUNT, open.saturating_sub(ended)).map_err(OutboxError::database)?;
    }
    transaction.commit().map_err(OutboxError::database)
}

/// The chain that this outbox works with; the first that it meets is kept.
pub(super) fn cluster(database: &Database, met: [u8; 32]) -> Result<[u8; 32], OutboxError> {
    let transaction = database.begin_write().map_err(OutboxError::database)?;
    let known = {
        let mut table = transaction.open_table(CLUSTER).map_err(OutboxError::database)?;
        let found = table.get(0).map_err(OutboxError::database)?.map(|found| found.value());
        match found {
            Some(known) => known,
            None => {
                table.insert(0, met).map_err(OutboxError::database)?;
                met
            }
        }
    };
    transaction.commit().map_err(OutboxError::database)?;
    Ok(known)
}

/// A table that nobody has written to yet does not exist.
fn opened<T>(table: Result<T, TableError>) -> Result<Option<T>, OutboxError> {
    match table {
        Ok(table) => Ok(Some(table)),
        Err(TableError::TableDoesNotExist(_)) => Ok(None),
        Err(error) => Err(OutboxError::database(error)),
    }
}

/// serde knows arrays up to 32.
mod serde_bytes_64 {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8; 64], to: S) -> Result<S::Ok, S::Error> {
        bytes.to_vec().serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 64], D::Error> {
        let bytes = Vec::<u8>::deserialize(from)?;
        bytes.try_into().map_err(|_| D::Error::custom("a signature has 64 bytes"))
    }
}
