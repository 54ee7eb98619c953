//! Sealed relics in words: what they may hold, and how far their opening is.

use super::item::Line;
use super::odds;
use crate::theme::colour;
use protocol::RecordState;
use ruleset::{RelicClass, Ruleset};
use seedbound_interface::limits::REVEAL_DELAY;
use simulation::Stack;
use simulation::inventory::Mark;

/// Milliseconds of a slot on a server's own chain.
const OWN_SLOT_MS: u64 = 200;
/// Milliseconds of a slot on a public chain.
const PUBLIC_SLOT_MS: u64 = 400;
/// Slots from the request to the target: see `seedbound_interface::limits::LOCK_DELAY`.
const TO_TARGET: u64 = seedbound_interface::limits::LOCK_DELAY as u64;

/// The kind of a sealed relic.
pub(crate) fn class<'r>(stack: &Stack, rules: &'r Ruleset) -> Option<&'r RelicClass> {
    match stack.mark? {
        Mark::Sealed(class) | Mark::Ticket { class, .. } => rules.relics.class(class),
        _ => None,
    }
}

/// The name of a sealed relic: "Sealed Hedge Relic".
pub(crate) fn name(stack: &Stack, rules: &Ruleset) -> Option<String> {
    class(stack, rules).map(|class| format!("Sealed {}", class.name))
}

/// The lines of a sealed relic's tooltip; the first is its name.
/// `nobodys`: it was taken while the chain could not be reached.
pub(crate) fn lines(class: &RelicClass, state: Option<&RecordState>, nobodys: bool) -> Vec<Line> {
    let (low, high) = class.levels;
    let found = if high >= 1000 {
        format!("level {low} and deeper")
    } else {
        format!("levels {low} to {high}")
    };
    let mut lines = vec![
        Line::new(format!("Sealed {}", class.name), colour::GOLD),
        Line::new(format!("Found at {found}"), colour::MUTED),
        Line::new(format!("Holds something of level {}", class.item_level), colour::PARCHMENT),
    ];
    lines.extend(odds::lines(class));
    if nobodys {
        lines.push(Line::new("It is not yours yet. Press Claim.", colour::GOLD));
    }
    lines.extend(state.map(self::state));
    lines
}

/// How far it is.
fn state(state: &RecordState) -> Line {
    match state {
        RecordState::Waiting => {
            Line::new("Its seal is on its way to you; a moment, please.", colour::MUTED)
        }
        RecordState::Sealed => Line::new("Press Open to break the seal.", colour::GOOD),
        RecordState::Rolling { .. } => Line::new("Unidentified. The roll is cast.", colour::GOLD),
        RecordState::Recorded(_) | RecordState::Paid => Line::new("It is open.", colour::MUTED),
        RecordState::Refused { why } => Line::new(format!("It stays shut: {why}"), colour::BAD),
    }
}

/// How far a roll is, as a share from 0 to 1, and the seconds that it may still take. `passed`: since
/// the server told of it, milliseconds.
pub(crate) fn progress(state: &RecordState, own_chain: bool, passed: u64) -> Option<(f32, u64)> {
    let RecordState::Rolling { target_slot, slot, .. } = state else {
        return None;
    };
    let slot_ms = if own_chain { OWN_SLOT_MS } else { PUBLIC_SLOT_MS };
    let all = (TO_TARGET + u64::from(REVEAL_DELAY)) * slot_ms;
    let end = target_slot.saturating_add(u64::from(REVEAL_DELAY));
    let left = end.saturating_sub(*slot).saturating_mul(slot_ms).saturating_sub(passed);
    let share = 1.0 - left.min(all) as f32 / all as f32;
    // It never looks done before it is.
    Some((share.min(0.97), left.div_ceil(1000)))
}

/// The line of a roll under way.
pub(crate) fn waiting(seconds: u64) -> String {
    match seconds {
        0 => "Any moment now...".into(),
        1 => "About a second".into(),
        seconds => format!("About {seconds} seconds"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::core_world;

    fn rolling(slot: u64) -> RecordState {
        RecordState::Rolling { target_slot: 1_008, locked: false, slot, deadline_slot: 1_608 }
    }

    #[test]
    fn a_roll_counts_down_by_slots_and_by_the_clock() {
        // 40 slots of 0.2 s.
        assert_eq!(progress(&rolling(1_000), true, 0), Some((0.0, 8)));
        assert_eq!(progress(&rolling(1_000), true, 4_000), Some((0.5, 4)));
        assert_eq!(progress(&rolling(1_020), true, 0), Some((0.5, 4)));
        assert_eq!(progress(&rolling(1_000), false, 0), Some((0.0, 16)));
        assert_eq!(progress(&rolling(5_000), true, 0), Some((0.97, 0)));
        assert_eq!(progress(&RecordState::Sealed, true, 0), None);
        assert_eq!(waiting(0), "Any moment now...");
        assert_eq!(waiting(4), "About 4 seconds");
    }

    #[test]
    fn a_sealed_relic_tells_what_it_may_hold_and_what_to_do() {
        let world = core_world();
        let rules = world.rules();
        let mark = Some(Mark::Ticket { operation: [1; 32], class: 1 });
        let stack = Stack { mark, ..Stack::plain(rules.relics.sealed, 1) };
        assert_eq!(name(&stack, rules).as_deref(), Some("Sealed Barrow Relic"));
        let class = class(&stack, rules).expect("a class");
        let text = |state| -> Vec<String> {
            lines(class, state, false).into_iter().map(|line| line.text).collect()
        };
        let lines = text(Some(&RecordState::Sealed));
        assert_eq!(lines[1], "Found at levels 6 to 12");
        assert!(lines.iter().any(|line| line.ends_with(" %  Legendary")), "{lines:?}");
        assert_eq!(lines.last().map(String::as_str), Some("Press Open to break the seal."));
        let rolls = rolling(1_000);
        assert!(text(Some(&rolls)).last().is_some_and(|it| it.contains("Unidentified")));
        assert!(
            text(Some(&RecordState::Waiting)).last().is_some_and(|it| it.contains("on its way"))
        );
    }
}
