//! Bytes that come from anywhere: they are the message, all of it, or an error, and never a panic.

use proptest::prelude::*;
use protocol::{
    Ask, ChatScope, DecodeError, Event, InputPacket, MAX_CLIENT_MESSAGE, MAX_SERVER_MESSAGE, NetId,
    Request, RequestId, Snapshot, Topic, decode, encode,
};
use seed::Mm;
use worldgen::{PersonId, QuestId};

fn quest() -> impl Strategy<Value = QuestId> {
    (any::<i32>(), any::<i32>(), any::<u8>()).prop_map(|(x, z, number)| {
        let home = worldgen::SiteId { x, z, number };
        QuestId { giver: PersonId { home, ..PersonId::default() }, number: number.into() }
    })
}

fn ask() -> impl Strategy<Value = Ask> {
    prop_oneof![
        any::<u32>().prop_map(|target| Ask::Interact { target: NetId(target) }),
        quest().prop_map(|quest| Ask::Choose { topic: Topic::Accept(quest) }),
        ".{0,200}".prop_map(|text| Ask::Say { text }),
        (any::<u16>(), any::<u16>()).prop_map(|(index, count)| Ask::Drop { index, count }),
        ".{0,200}".prop_map(|text| Ask::Chat { scope: ChatScope::World, text }),
        quest().prop_map(|quest| Ask::Abandon { quest }),
        Just(Ask::Leave),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_request_survives_the_wire_and_nothing_may_follow_it(
        id: u32,
        ask in ask(),
        more in 1usize..9,
    ) {
        let request = Request { id: RequestId(id), ask };
        let mut bytes = encode(&request);
        prop_assert!(bytes.len() <= MAX_CLIENT_MESSAGE, "{} bytes", bytes.len());
        prop_assert_eq!(decode::<Request>(&bytes, MAX_CLIENT_MESSAGE), Ok(request));
        bytes.extend(std::iter::repeat_n(0, more));
        prop_assert_eq!(
            decode::<Request>(&bytes, usize::MAX),
            Err(DecodeError::Trailing(more))
        );
    }

    #[test]
    fn a_cut_or_bent_request_is_an_error_or_another_request(
        id: u32,
        ask in ask(),
        at: prop::sample::Index,
        with: u8,
    ) {
        let bytes = encode(&Request { id: RequestId(id), ask });
        let at = at.index(bytes.len());
        prop_assert!(decode::<Request>(&bytes[..at], MAX_CLIENT_MESSAGE).is_err());
        let mut bent = bytes;
        bent[at] = with;
        if let Ok(request) = decode::<Request>(&bent, MAX_CLIENT_MESSAGE) {
            let again = decode::<Request>(&encode(&request), MAX_CLIENT_MESSAGE);
            prop_assert_eq!(again, Ok(request));
        }
    }

    #[test]
    fn rubbish_never_panics_and_reserves_no_memory_for_what_is_not_there(
        mut bytes in prop::collection::vec(any::<u8>(), 0..600),
        first in 0u8..24,
    ) {
        if let Some(byte) = bytes.first_mut() {
            // Most of the time the number of a message that exists.
            *byte = first;
        }
        let _ = decode::<Request>(&bytes, MAX_CLIENT_MESSAGE);
        let _ = decode::<Snapshot>(&bytes, MAX_SERVER_MESSAGE);
        let _ = decode::<Event>(&bytes, MAX_SERVER_MESSAGE);
        if let Ok(packet) = decode::<InputPacket>(&bytes, MAX_CLIENT_MESSAGE) {
            prop_assert!(packet.inputs.capacity() <= bytes.len().max(4) * 4);
        }
    }
}

#[test]
fn a_message_above_its_limit_is_refused_before_it_is_read() {
    let bytes = vec![0; MAX_CLIENT_MESSAGE + 1];
    let error = decode::<Request>(&bytes, MAX_CLIENT_MESSAGE);
    let (length, limit) = (MAX_CLIENT_MESSAGE + 1, MAX_CLIENT_MESSAGE);
    assert_eq!(error, Err(DecodeError::TooLong { length, limit }));
}

#[test]
fn a_list_that_claims_to_be_endless_is_refused() {
    // A count of 2^32 - 1 inputs, and none of them.
    let bytes = [0xff, 0xff, 0xff, 0xff, 0x0f];
    assert!(matches!(
        decode::<InputPacket>(&bytes, MAX_CLIENT_MESSAGE),
        Err(DecodeError::Malformed(_))
    ));
}

#[test]
fn a_snapshot_keeps_its_numbers() {
    let mut snapshot = Snapshot { tick: u32::MAX, acked: 7, ..Snapshot::default() };
    snapshot.own.mover.feet = Mm(-12_345);
    assert_eq!(decode(&encode(&snapshot), MAX_SERVER_MESSAGE), Ok(snapshot));
}
