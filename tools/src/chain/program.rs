//! The program on a chain: whether it is there, whose build it is, and who can change it.

use super::node::Node;
use seedbound_interface::sha256::sha256;
use seedbound_interface::{Key, derive};
use serde::Serialize;
use solana_pubkey::Pubkey;

/// The program as it is committed.
pub(super) const ELF: &[u8] = include_bytes!("../../../onchain-program/program/seedbound.so");
/// The loader under which programs can be changed.
pub(super) const LOADER: Pubkey =
    Pubkey::from_str_const("BPFLoaderUpgradeab1e11111111111111111111111");
/// Bytes in front of the program in its data account: kind, slot, authority.
pub(super) const DATA_HEAD: usize = 45;
/// The kind of a data account.
const DATA_KIND: [u8; 4] = [3, 0, 0, 0];

/// What is at a program's address.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub(super) enum Found {
    /// Nothing, or something that does not run.
    Missing,
    /// A program.
    Deployed {
        /// Whether it is the committed build, to the byte.
        committed: bool,
        /// SHA-256 of its bytes, without the room that is left behind them.
        sha256: String,
        /// Who can change it.
        authority: Option<String>,
    },
}

/// Where a program of the upgradeable loader has its bytes.
pub(super) fn data_address(program: &Key) -> Key {
    derive::find(&[program], &LOADER.to_bytes()).0
}

/// Looks at a program.
pub(super) fn look(node: &Node) -> anyhow::Result<Found> {
    let data = data_address(&node.program);
    let mut found = node.accounts(&[node.program, data])?.into_iter();
    let (program, data) = (found.next().flatten(), found.next().flatten());
    let Some(program) = program.filter(|program| program.executable) else {
        return Ok(Found::Missing);
    };
    if program.owner != LOADER.to_bytes() {
        return Ok(deployed(&program.data, None));
    }
    let Some(data) = data.filter(|data| data.data.starts_with(&DATA_KIND)) else {
        return Ok(Found::Missing);
    };
    let authority = data.data.get(12..DATA_HEAD).filter(|head| head[0] == 1);
    let authority = authority.and_then(|head| head[1..].first_chunk()).map(super::text);
    Ok(deployed(data.data.get(DATA_HEAD..).unwrap_or_default(), authority))
}

fn deployed(bytes: &[u8], authority: Option<String>) -> Found {
    let committed = is_committed(bytes);
    let end = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    // Our build may end with zeros of its own.
    let bytes = if committed { ELF } else { &bytes[..end] };
    Found::Deployed { committed, sha256: seed::hex(&sha256(&[bytes])), authority }
}

/// Whether these are the committed build's bytes, with nothing but zeros behind them.
pub(super) fn is_committed(bytes: &[u8]) -> bool {
    let rest = bytes.strip_prefix(ELF);
    rest.is_some_and(|rest| rest.iter().all(|byte| *byte == 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_build_is_known_by_its_bytes_and_its_hash() {
        let line = include_str!("../../../onchain-program/program/seedbound.so.sha256");
        let committed = line.split(' ').next().expect("a hash");
        let mut bytes = ELF.to_vec();
        bytes.extend([0; 100]);
        let expected =
            Found::Deployed { committed: true, sha256: committed.into(), authority: None };
        assert_eq!(deployed(&bytes, None), expected);
        bytes[ELF.len() + 3] = 1;
        assert!(!is_committed(&bytes));
        bytes[ELF.len() + 3] = 0;
        bytes[77] ^= 1;
        assert!(!is_committed(&bytes) && !is_committed(&ELF[1..]) && !is_committed(&[]));
    }
}
