//! Parsers against everything.

use proptest::{collection::vec, option, prelude::*};
use transport::{Invite, InvitePass, PacketKind, ServerKey, check_header};

fn invites() -> impl Strategy<Value = Invite> {
    let host = prop_oneof![
        "[a-z0-9][a-z0-9.-]{0,30}",
        any::<std::net::Ipv6Addr>().prop_map(|address| address.to_string()),
        any::<std::net::Ipv4Addr>().prop_map(|address| address.to_string()),
    ];
    let key = option::of(any::<[u8; 32]>().prop_map(ServerKey::from_bytes));
    let pass = option::of((option::of(any::<u64>()), vec(any::<u8>(), 64)));
    (host, 1..=u16::MAX, key, pass).prop_map(|(host, port, server_key, pass)| Invite {
        host,
        port,
        server_key,
        pass: pass.map(|(until, signature)| InvitePass {
            until,
            signature: signature.try_into().expect("64 bytes"),
        }),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn an_invite_survives_being_written_and_read(invite in invites()) {
        prop_assert_eq!(invite.to_string().parse(), Ok(invite));
    }

    #[test]
    fn any_text_is_an_invite_or_an_error_with_an_example(text in "\\PC{0,80}") {
        if let Err(error) = text.parse::<Invite>() {
            prop_assert!(error.to_string().len() > 20);
        }
    }

    #[test]
    fn a_bent_invite_never_panics(invite in invites(), place in any::<prop::sample::Index>(), with in any::<char>()) {
        let mut text: Vec<char> = invite.to_string().chars().collect();
        let place = place.index(text.len());
        text[place] = with;
        let _ = text.into_iter().collect::<String>().parse::<Invite>();
    }

    #[test]
    fn a_header_that_passes_is_safe_for_renetcode(packet in vec(any::<u8>(), 0..1500)) {
        if let Ok(kind) = check_header(&packet) {
            prop_assert!(packet.len() >= 18 && packet.len() <= 1_400);
            if kind == PacketKind::ConnectionRequest {
                prop_assert_eq!(packet.len(), 1_078);
            } else {
                let length = usize::from(packet[0] >> 4);
                prop_assert!((1..=8).contains(&length));
                prop_assert!(packet.len() >= 1 + length + 16);
                prop_assert!(length < 8 || packet[8] < 0x80);
            }
        }
    }

    /// Most random packets fail at once; these have the right length more often than not.
    #[test]
    fn a_likely_header_that_passes_is_safe_too(kind in 0_u8..7, length in 0_u8..16, rest in vec(any::<u8>(), 16..60)) {
        let mut packet = vec![kind | (length << 4)];
        packet.extend(rest);
        if check_header(&packet).is_ok() {
            prop_assert!((1..=8).contains(&length));
            prop_assert!(packet.len() >= 1 + usize::from(length) + 16);
        }
    }
}
