//! What became of an item on the chain, in words.

use super::item::Line;
use crate::theme::colour;
use protocol::RecordState;
use transport::Wallet;

/// A cap that is none.
const UNCAPPED: u32 = u32::MAX;
/// Letters of an address at its beginning and at its end.
const ENDS: usize = 4;

/// One or two lines for a tooltip.
pub(crate) fn lines(state: &RecordState) -> Vec<Line> {
    match state {
        RecordState::Waiting => vec![Line::new("Being recorded on the chain", colour::MUTED)],
        RecordState::Recorded { mint, class, number, cap, slot: _ } => {
            let of = if *cap == UNCAPPED { String::new() } else { format!(" of {cap}") };
            vec![
                Line::new(format!("On the chain: {class}, {number}{of}"), colour::GOLD),
                Line::new(format!("Token {}", short(*mint)), colour::MUTED),
            ]
        }
        RecordState::Refused { why } => {
            vec![Line::new(format!("Not on the chain: {why}"), colour::MUTED)]
        }
    }
}

/// An address as people compare them: "7xKX...9fQ2".
fn short(address: [u8; 32]) -> String {
    let text = Wallet::from_bytes(address).to_string();
    match (text.get(..ENDS), text.get(text.len().saturating_sub(ENDS)..)) {
        (Some(start), Some(end)) => format!("{start}...{end}"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::play::Records;
    use crate::testing::core_world;
    use crate::wording::item::tooltip;
    use ruleset::ItemId;
    use simulation::Stack;
    use simulation::inventory::Mark;

    #[test]
    fn a_tooltip_tells_what_became_of_an_item_on_the_chain() {
        let world = core_world();
        let operation = [3; 32];
        let stack = Stack { mark: Some(Mark::Chain(operation)), ..Stack::plain(ItemId(0), 1) };
        let mut records = Records::default();
        let told = |records: &Records| -> Vec<String> {
            tooltip(&stack, records, &world).into_iter().map(|line| line.text).collect()
        };
        let plain = told(&records);
        assert!(plain.iter().all(|line| !line.contains("chain")), "{plain:?}");
        let mut tell = |state| {
            records.0.insert(operation, state);
            told(&records)
        };
        assert!(tell(RecordState::Waiting).contains(&"Being recorded on the chain".to_owned()));
        let recorded = |cap| RecordState::Recorded {
            mint: [7; 32],
            class: "Relic of Hollow".to_owned(),
            number: 3,
            cap,
            slot: 9,
        };
        let lines = tell(recorded(500));
        assert!(lines.contains(&"On the chain: Relic of Hollow, 3 of 500".to_owned()));
        let mint = Wallet::from_bytes([7; 32]).to_string();
        let token = format!("Token {}...{}", &mint[..4], &mint[mint.len() - 4..]);
        assert!(lines.contains(&token), "{lines:?}");
        let lines = tell(recorded(UNCAPPED));
        assert!(lines.contains(&"On the chain: Relic of Hollow, 3".to_owned()), "{lines:?}");
        let lines = tell(RecordState::Refused { why: "no more may be made".to_owned() });
        assert!(lines.contains(&"Not on the chain: no more may be made".to_owned()), "{lines:?}");
    }
}
