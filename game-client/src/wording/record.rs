//! What became of an item on the chain, in words.

use super::item::{Knows, Line};
use super::{odds, proof};
use crate::play::Chain;
use crate::theme::colour;
use protocol::{Key, RecordState, Recorded, RollProof};
use transport::Wallet;
use worldgen::{Item, World};

/// Letters of an address at its beginning and at its end.
const ENDS: usize = 4;

/// The lines of a tooltip.
pub(crate) fn lines(state: &RecordState, item: &Item, knows: &Knows, world: &World) -> Vec<Line> {
    match state {
        RecordState::Waiting | RecordState::Sealed => {
            vec![Line::new("Being recorded on the chain", colour::MUTED)]
        }
        RecordState::Rolling { .. } => {
            vec![Line::new("Unidentified. The roll is cast.", colour::GOLD)]
        }
        // Of an item nothing is paid.
        RecordState::Paid => Vec::new(),
        RecordState::Recorded(recorded) => token(recorded, item, knows, world),
        RecordState::Refused { why } => {
            vec![Line::new(format!("Not on the chain: {why}"), colour::MUTED)]
        }
    }
}

fn token(recorded: &Recorded, item: &Item, knows: &Knows, world: &World) -> Vec<Line> {
    let number = odds::numbered(recorded.token.number, recorded.cap);
    let mut lines = vec![
        Line::new(format!("{}, number {number}", recorded.class), colour::GOLD),
        Line::small(
            format!("Token {}, made in slot {}", short(&recorded.mint), recorded.slot),
            colour::MUTED,
        ),
    ];
    match &recorded.proof {
        Some(proof) => lines.extend(roll(recorded, proof, item, knows.chain, world)),
        None => {
            let words = with_ruleset("A reward, not rolled", knows.chain);
            lines.push(Line::small(words, colour::MUTED));
        }
    }
    lines
}

fn roll(
    recorded: &Recorded,
    proof: &RollProof,
    item: &Item,
    chain: &Chain,
    world: &World,
) -> Vec<Line> {
    let mut lines = vec![Line::small(
        format!("Roll {}, locked by slot {}", short(&proof.roll), proof.locked_slot),
        colour::MUTED,
    )];
    if recorded.token.rarity < proof.rolled {
        let rolled = super::item::rarity(odds::rarity(proof.rolled));
        let words = format!("{rolled} was rolled, but all of those are found");
        lines.push(Line::small(words, colour::PARCHMENT));
    }
    if let Some(info) = &chain.info {
        let verdict = proof::check(recorded, proof, item, world.rules(), info);
        let tint = match verdict {
            proof::Verdict::Fits => colour::GOOD,
            proof::Verdict::UnknownClass => colour::MUTED,
            _ => colour::BAD,
        };
        lines.push(Line::small(with_ruleset(verdict.words(), chain), tint));
    }
    lines
}

/// Words with the ruleset that they are about.
fn with_ruleset(words: &str, chain: &Chain) -> String {
    if chain.ruleset.is_empty() {
        words.to_owned()
    } else {
        format!("{words} (rules {})", chain.ruleset)
    }
}

/// An address as people compare them: "7xKX...9fQ2".
pub(crate) fn short(address: &Key) -> String {
    let text = long(address);
    match (text.get(..ENDS), text.get(text.len().saturating_sub(ENDS)..)) {
        (Some(start), Some(end)) => format!("{start}...{end}"),
        _ => text,
    }
}

/// An address in full.
pub(crate) fn long(address: &Key) -> String {
    Wallet::from_bytes(*address).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::play::Records;
    use crate::testing::core_world;
    use crate::wording::item::tooltip;
    use crate::wording::proof::tests::{INFO, rolled};
    use simulation::Stack;
    use simulation::inventory::Mark;

    const OPERATION: Key = [3; 32];

    fn told(item: &Item, state: Option<RecordState>) -> Vec<String> {
        let world = core_world();
        let mark = Some(Mark::Chain(OPERATION));
        let stack = Stack { item: item.clone(), count: 1, mark, source: None };
        let records = Records(state.into_iter().map(|state| (OPERATION, state)).collect());
        let chain = Chain { info: Some(INFO), ruleset: "0badc0de".into(), ..Chain::default() };
        let knows = Knows { records: &records, chain: &chain };
        tooltip(&stack, &knows, &world).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn a_tooltip_tells_what_became_of_an_item_on_the_chain() {
        let (recorded, _, item) = rolled(9);
        let plain = told(&item, None);
        assert!(plain.iter().all(|line| !line.contains("chain")), "{plain:?}");
        let waiting = told(&item, Some(RecordState::Waiting));
        assert!(waiting.contains(&"Being recorded on the chain".to_owned()));
        let reward = Recorded { proof: None, cap: 500, ..recorded.clone() };
        let lines = told(&item, Some(RecordState::Recorded(Box::new(reward))));
        assert!(lines.contains(&"Barrow Relic, number 12 of 500".to_owned()), "{lines:?}");
        let reward = "A reward, not rolled (rules 0badc0de)".to_owned();
        assert!(lines.contains(&reward), "{lines:?}");
        let mint = long(&recorded.mint);
        let token =
            format!("Token {}...{}, made in slot 4750", &mint[..4], &mint[mint.len() - 4..]);
        assert!(lines.contains(&token), "{lines:?}");
        let endless = Recorded { proof: None, cap: u32::MAX, ..recorded };
        let lines = told(&item, Some(RecordState::Recorded(Box::new(endless))));
        assert!(lines.contains(&"Barrow Relic, number 12".to_owned()), "{lines:?}");
        let why = "no more may be made".to_owned();
        let lines = told(&item, Some(RecordState::Refused { why }));
        assert!(lines.contains(&"Not on the chain: no more may be made".to_owned()), "{lines:?}");
    }

    #[test]
    fn a_tooltip_checks_the_roll_and_says_so() {
        let (mut recorded, mut proof, item) = rolled(9);
        let lines = told(&item, Some(RecordState::Recorded(Box::new(recorded.clone()))));
        let checked = format!("{} (rules 0badc0de)", proof::Verdict::Fits.words());
        assert!(lines.contains(&checked), "{lines:?}");
        assert!(lines.iter().any(|line| line.ends_with("locked by slot 4711")), "{lines:?}");
        proof.slot_hash[5] ^= 1;
        recorded.proof = Some(proof);
        let lines = told(&item, Some(RecordState::Recorded(Box::new(recorded))));
        assert!(lines.iter().any(|line| line.contains("does NOT fit")), "{lines:?}");
    }
}
