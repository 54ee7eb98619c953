//! Reading what became of a grant: its receipt, the mint that it names, and the class.

use super::PROGRAM;
use super::authority::Authority;
use anyhow::{Context, ensure};
use ledger::outbox::OperationId;
use protocol::RecordState;
use seedbound_interface::accounts::class::ItemClass;
use seedbound_interface::accounts::receipt::Receipt;
use seedbound_interface::metadata::read_item_uri;
use seedbound_interface::{Hash, addresses, derive};
use solana_pubkey::Pubkey;
use solana_rpc_client::rpc_client::RpcClient;

/// Token-2022 lays a mint's extensions after its 82 bytes, padded to 165, and a byte for the kind.
const EXTENSIONS: usize = 166;
/// The number of the extension that holds the metadata.
const METADATA: u16 = 19;
/// The metadata begins with the addresses of its authority and its mint.
const TEXTS: usize = 64;

/// The item that an operation has made.
pub(super) fn recorded(
    client: &RpcClient,
    authority: &Authority,
    id: OperationId,
) -> anyhow::Result<RecordState> {
    let address = derive::receipt(&PROGRAM, &authority.world, &Hash(id.0));
    let receipt = owned(client, address.into(), PROGRAM)?;
    let receipt = Receipt::of(&receipt[..]).context("no receipt")?;
    let mint = receipt.mint();
    let uri = uri(&owned(client, mint.into(), addresses::TOKEN_PROGRAM)?)?;
    let (rarity, number, _) = read_item_uri(&uri).context("the mint's metadata names no item")?;
    let made = derive::item(&PROGRAM, &receipt.class(), rarity, number);
    ensure!(made == mint, "the mint's metadata is of another");
    let class = owned(client, receipt.class().into(), PROGRAM)?;
    let class = ItemClass::of(&class[..]).context("no class")?;
    let cap = class.caps().get(usize::from(rarity)).copied().context("no such rarity")?;
    let name = class.name().as_str().unwrap_or_default().to_owned();
    Ok(RecordState::Recorded { mint, class: name, number, cap, slot: receipt.slot() })
}

/// The data of an account of this owner.
fn owned(client: &RpcClient, address: Pubkey, owner: [u8; 32]) -> anyhow::Result<Vec<u8>> {
    let account = client.get_account(&address).context("the chain's RPC")?;
    ensure!(account.owner.to_bytes() == owner, "{address} belongs to {}", account.owner);
    Ok(account.data)
}

/// The web address in a mint's metadata.
fn uri(mint: &[u8]) -> anyhow::Result<String> {
    let mut rest = mint.get(EXTENSIONS..).context("a mint without extensions")?;
    loop {
        let (head, after) = rest.split_first_chunk::<4>().context("a mint without metadata")?;
        let [kind, length] = [[head[0], head[1]], [head[2], head[3]]].map(u16::from_le_bytes);
        let (body, after) = after.split_at_checked(length.into()).context("a mint cut short")?;
        if kind == METADATA {
            let (_name, body) = text(body.get(TEXTS..).context("metadata cut short")?)?;
            let (_symbol, body) = text(body)?;
            return Ok(text(body)?.0);
        }
        rest = after;
    }
}

fn text(bytes: &[u8]) -> anyhow::Result<(String, &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>().context("metadata cut short")?;
    let length = usize::try_from(u32::from_le_bytes(*length))?;
    let (text, rest) = rest.split_at_checked(length).context("metadata cut short")?;
    Ok((String::from_utf8(text.to_vec())?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_web_address_is_found_behind_other_extensions_and_damage_is_an_error() {
        let mut metadata = vec![0; TEXTS];
        for text in ["Relic", "SEED", "a/2/7?grant=x"] {
            metadata.extend((text.len() as u32).to_le_bytes());
            metadata.extend(text.as_bytes());
        }
        let mut mint = vec![0; EXTENSIONS];
        for (kind, body) in [(18_u16, &[0; 64][..]), (METADATA, &metadata)] {
            mint.extend(kind.to_le_bytes());
            mint.extend((body.len() as u16).to_le_bytes());
            mint.extend(body);
        }
        assert_eq!(uri(&mint).expect("is there"), "a/2/7?grant=x");
        for length in 0..mint.len() {
            assert!(uri(&mint[..length]).is_err(), "cut to {length}");
        }
    }
}
