//! The bar of a roll that is under way: by the chain's slots, and by the clock between two of them.

use crate::play::{Chain, Records};
use crate::theme::bar::{self, Fill};
use crate::theme::colour;
use crate::wording::relic;
use bevy::prelude::*;
use protocol::{Key, RecordState};
use std::collections::BTreeMap;

/// When the server told of each roll, milliseconds since the start, with the slot that it told.
#[derive(Resource, Default)]
pub(super) struct Rolls(BTreeMap<Key, (u64, u64)>);

/// The fill of a roll's bar.
#[derive(Component)]
pub(super) struct RollFill(Key);

/// The words of a roll's bar.
#[derive(Component)]
pub(super) struct RollWords(Key);

/// A bar for the roll of this operation.
pub(super) fn bar(operation: Key) -> impl Bundle {
    bar::bar(Vec2::new(336.0, 22.0), colour::EXPERIENCE, RollFill(operation), RollWords(operation))
}

/// Notes when a roll was told of.
pub(super) fn note(records: Res<Records>, mut rolls: ResMut<Rolls>, time: Res<Time<Real>>) {
    let now = u64::try_from(time.elapsed().as_millis()).unwrap_or(u64::MAX);
    rolls.0.retain(|operation, _| {
        matches!(records.0.get(operation), Some(RecordState::Rolling { .. }))
    });
    for (operation, state) in &records.0 {
        if let RecordState::Rolling { slot, .. } = state {
            let told = rolls.0.entry(*operation).or_insert((*slot, now));
            if told.0 != *slot {
                *told = (*slot, now);
            }
        }
    }
}

/// Moves the bars.
pub(super) fn advance(
    (records, rolls, chain): (Res<Records>, Res<Rolls>, Res<Chain>),
    time: Res<Time<Real>>,
    mut fills: Query<(&RollFill, &mut Fill)>,
    mut words: Query<(&RollWords, &mut Text)>,
) {
    let now = u64::try_from(time.elapsed().as_millis()).unwrap_or(u64::MAX);
    let own = chain.info.is_none_or(|info| info.own_chain);
    let progress = |operation: &Key| {
        let passed = now.saturating_sub(rolls.0.get(operation)?.1);
        relic::progress(records.0.get(operation)?, own, passed)
    };
    for (of, mut fill) in &mut fills {
        if let Some((share, _)) = progress(&of.0) {
            fill.set(share);
        }
    }
    for (of, mut text) in &mut words {
        if let Some((_, seconds)) = progress(&of.0) {
            text.set_if_neq(Text(relic::waiting(seconds)));
        }
    }
}
