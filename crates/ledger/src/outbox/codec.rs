//! A record as bytes: a version, then the record in postcard.
//!
//! Records of before there were versions begin with the operation's id right away, which is the key that
//! they are under; that is what they are told by.

use super::record::Record;
use super::{OperationId, OutboxError};

/// Of the bytes that are written.
const VERSION: u8 = 1;

pub(super) fn encode(record: &Record) -> Result<Vec<u8>, OutboxError> {
    postcard::to_extend(record, vec![VERSION])
        .map_err(|error| OutboxError::Configuration { why: error.to_string() })
}

/// The record that was found under an id.
pub(super) fn decode(id: OperationId, bytes: &[u8]) -> Result<Record, OutboxError> {
    let versioned = bytes.split_first().filter(|(_, rest)| rest.starts_with(&id.0));
    let read = match versioned {
        Some((&VERSION, rest)) => whole(id, rest),
        _ => None,
    };
    read.or_else(|| whole(id, bytes)).ok_or_else(|| {
        let what = match versioned {
            Some((version, _)) if *version != VERSION => {
                format!("operation {id}, which a version {version} has written")
            }
            _ => format!("operation {id}"),
        };
        OutboxError::Damaged { what }
    })
}

/// The record that is all of these bytes and of this id.
fn whole(id: OperationId, bytes: &[u8]) -> Option<Record> {
    let (record, rest) = postcard::take_from_bytes::<Record>(bytes).ok()?;
    (rest.is_empty() && record.operation.id == id).then_some(record)
}

#[cfg(test)]
mod tests {
    use super::super::Operation;
    use super::super::record::{Attempt, End};
    use super::*;

    fn record(id: [u8; 32]) -> Record {
        let operation =
            Operation { id: OperationId(id), kind: 1, payload_hash: [5; 32], payload: vec![6; 65] };
        let attempt =
            Attempt { signature: [7; 64], bytes: vec![8; 300], last_valid_height: 9, count: 2 };
        Record { operation, number: 77, attempt: Some(attempt), end: Some(End::Final) }
    }

    fn same(one: &Record, other: &Record) -> bool {
        format!("{one:?}") == format!("{other:?}")
    }

    #[test]
    fn records_come_back_with_a_version_and_without_one_even_where_the_id_looks_like_one() {
        for id in [[0; 32], [1; 32], [2; 32], [200; 32]] {
            let record = record(id);
            let new = encode(&record).expect("is encoded");
            assert_eq!((new[0], &new[1..33]), (VERSION, &id[..]));
            assert!(same(&decode(OperationId(id), &new).expect("is read"), &record), "{id:?}");
            let old = postcard::to_stdvec(&record).expect("is encoded");
            assert!(same(&decode(OperationId(id), &old).expect("is read"), &record), "{id:?}");
        }
    }

    #[test]
    fn what_is_cut_longer_of_another_id_or_of_a_later_version_is_damaged() {
        let id = OperationId([3; 32]);
        let good = encode(&record(id.0)).expect("is encoded");
        for length in 0..good.len() {
            assert!(decode(id, &good[..length]).is_err(), "{length}");
        }
        assert!(decode(id, &[&good[..], &[0]].concat()).is_err());
        assert!(decode(OperationId([4; 32]), &good).is_err());
        let mut later = good;
        later[0] = 2;
        let error = decode(id, &later).expect_err("is not ours").to_string();
        assert!(error.contains("a version 2 has written"), "{error}");
    }
}
