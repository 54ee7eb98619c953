//! What is asked of the server to change one's own side of the table.

use crate::play::{Carried, Records};
use protocol::{Ask, Key, MAX_TRADED, RecordState, Recorded, TradeAsk, TradeView};
use simulation::Stack;

/// The pack's tokens: place, stack and record.
pub(super) fn tokens<'a>(
    carried: &'a Carried,
    records: &'a Records,
) -> impl Iterator<Item = (u16, &'a Stack, &'a Recorded)> {
    (0..).zip(carried.0.pack()).filter_map(|(index, stack)| {
        let stack = stack.as_ref()?;
        match records.0.get(&stack.mark?.operation()?)? {
            RecordState::Recorded(recorded) => Some((index, stack, recorded.as_ref())),
            _ => None,
        }
    })
}

/// One's own side as it is.
pub(super) fn now(table: &TradeView, carried: &Carried, records: &Records) -> (Vec<u16>, u64) {
    let lies = |mint: &Key| table.own.items.iter().any(|item| item.mint == *mint);
    let places = tokens(carried, records).filter(|(_, _, recorded)| lies(&recorded.mint));
    (places.map(|(index, _, _)| index).collect(), table.own.lamports)
}

/// Lays the token at a place of the pack on the table, or takes it away where it lies there.
///
/// # Errors
/// A sentence for the player, where the table is full.
pub(super) fn turn(
    table: &TradeView,
    carried: &Carried,
    records: &Records,
    index: u16,
) -> Result<Ask, String> {
    let (mut places, lamports) = now(table, carried, records);
    if let Some(at) = places.iter().position(|&place| place == index) {
        places.remove(at);
    } else if places.len() < MAX_TRADED {
        places.push(index);
    } else {
        return Err(format!("No more than {MAX_TRADED} relics fit on one side of the table."));
    }
    Ok(Ask::Trade(TradeAsk::Offer { places, lamports }))
}

/// Lays another sum on the table.
pub(super) fn pay(table: &TradeView, carried: &Carried, records: &Records, lamports: u64) -> Ask {
    let (places, _) = now(table, carried, records);
    Ask::Trade(TradeAsk::Offer { places, lamports })
}
