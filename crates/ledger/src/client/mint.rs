//! The parts of a Token-2022 mint that an item has: metadata and membership in a group.
//!
//! After the mint's 82 bytes and zeroes up to 165 there is the kind of account, then entries of type,
//! length and value, as Token-2022's documentation of extensions lays down.

/// Where the kind of account stands.
const KIND: usize = 165;
const MINT: u8 = 1;
const METADATA: u16 = 19;
const GROUP_MEMBER: u16 = 23;

/// What a mint says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mint {
    pub(super) supply: u64,
    pub(super) has_mint_authority: bool,
    pub(super) name: String,
    pub(super) uri: String,
    /// The group that it belongs to.
    pub(super) group: [u8; 32],
}

/// Reads such a mint; `None` when it is none, or lacks one of these parts.
pub(super) fn read(data: &[u8]) -> Option<Mint> {
    if *data.get(KIND)? != MINT {
        return None;
    }
    let has_mint_authority = data.get(..4)? != [0; 4];
    let supply = u64::from_le_bytes(data.get(36..44)?.try_into().ok()?);
    let (mut metadata, mut member) = (None, None);
    let mut rest = data.get(KIND + 1..)?;
    while let Some((head, after)) = rest.split_first_chunk::<4>() {
        let kind = u16::from_le_bytes([head[0], head[1]]);
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let value = after.get(..length)?;
        match kind {
            0 => break,
            METADATA => metadata = Some(value),
            GROUP_MEMBER => member = Some(value),
            _ => {}
        }
        rest = &after[length..];
    }
    // Update authority and mint come first.
    let mut texts = metadata?.get(64..)?;
    let name = text(&mut texts)?;
    let _symbol = text(&mut texts)?;
    let uri = text(&mut texts)?;
    let group = member?.get(32..64)?.try_into().ok()?;
    Some(Mint { supply, has_mint_authority, name, uri, group })
}

fn text(from: &mut &[u8]) -> Option<String> {
    let (length, rest) = from.split_first_chunk()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let text = std::str::from_utf8(rest.get(..length)?).ok()?;
    *from = &rest[length..];
    Some(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let mut data = vec![0; KIND];
        data[36] = 1;
        data.push(MINT);
        let mut metadata = vec![7; 64];
        for text in ["Lantern", "SB", "https://example.org"] {
            metadata.extend(u32::try_from(text.len()).expect("short").to_le_bytes());
            metadata.extend(text.as_bytes());
        }
        metadata.extend([0; 4]);
        for (kind, value) in [(18, vec![1; 64]), (METADATA, metadata), (GROUP_MEMBER, vec![9; 72])]
        {
            data.extend(kind.to_le_bytes());
            data.extend(u16::try_from(value.len()).expect("short").to_le_bytes());
            data.extend(value);
        }
        data
    }

    #[test]
    fn a_mint_with_its_parts_is_read() {
        let mint = read(&sample()).expect("is one");
        assert_eq!((mint.supply, mint.has_mint_authority, mint.group), (1, false, [9; 32]));
        assert_eq!((mint.name.as_str(), mint.uri.as_str()), ("Lantern", "https://example.org"));
    }

    #[test]
    fn whatever_is_cut_off_or_twisted_is_no_mint_and_no_panic() {
        let good = sample();
        for length in 0..good.len() {
            assert_eq!(read(&good[..length]), None, "{length}");
        }
        for at in 0..good.len() {
            for value in [0, 1, 0x7f, 0xff] {
                let mut bad = good.clone();
                bad[at] = value;
                let _ = read(&bad);
            }
        }
    }
}
