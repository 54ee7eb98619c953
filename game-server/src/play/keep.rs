//! Keeping: one transaction a logical change, and no word of it before it is durable.
//!
//! A feature changes a clone of what is kept, hands it to [`Keeper::commit`] and, only if that was
//! accepted, puts it in place and tells the player with [`Outbox::after`](super::wire::Outbox) the
//! ticket. What is told after a ticket leaves the server once the ticket is on disk.

use crate::play::clock::Clock;
use crate::play::index::Where;
use crate::play::player::{Moves, Player};
use crate::store::{Change, Store, StoreHandle, Ticket, WorldKey};
use bevy::prelude::*;
use protocol::{Refusal, SpaceId};
use serde::Serialize;
use simulation::Character;
use transport::Wallet;

/// Ticks between two saves of where a player stands, health and the like.
const SAVE_EVERY: u32 = 100;

/// The world's database.
#[derive(Resource)]
pub(crate) struct Keeper {
    store: Store,
    serials: u64,
}

impl Keeper {
    pub(crate) const fn new(store: Store, serials: u64) -> Self {
        Self { store, serials }
    }

    /// Keeps a change, all of it or nothing.
    pub(crate) fn commit(&mut self, change: Change) -> Result<Ticket, Refusal> {
        self.store.commit(change).map_err(|error| {
            tracing::debug!(%error, "a change was refused by the store");
            Refusal::NotSaved
        })
    }

    /// Keeps one character.
    pub(crate) fn character(
        &mut self,
        wallet: Wallet,
        character: &Character,
    ) -> Result<Ticket, Refusal> {
        self.commit(Change::character(wallet, character.clone()))
    }

    /// A number that this world has not used yet. Unused numbers of a run are lost, never reused:
    /// the database is told in steps of [`SERIAL_STEP`], ahead of use.
    pub(crate) fn serial(&mut self) -> u64 {
        self.serials += 1;
        if self.serials.is_multiple_of(SERIAL_STEP) {
            let ahead = self.serials + 2 * SERIAL_STEP;
            let world = vec![(WorldKey::counter(SERIALS), value(&ahead))];
            // A refusal is met again at the next step, long before the reserve is used up.
            let _ = self.commit(Change { world, ..Change::default() });
        }
        self.serials
    }

    /// The highest ticket that is on disk.
    pub(crate) fn durable(&self) -> Ticket {
        self.store.durable()
    }

    /// The database's figures.
    pub(crate) fn handle(&self) -> StoreHandle {
        self.store.handle()
    }

    /// The open file.
    #[cfg(test)]
    pub(crate) fn database(&self) -> Option<std::sync::Arc<redb::Database>> {
        self.store.database()
    }

    /// Why the database takes nothing any more.
    pub(crate) fn failed(&self) -> Option<String> {
        self.store.failed()
    }

    /// Writes what is waiting and closes.
    pub(crate) fn close(self) -> Result<(), crate::store::StoreError> {
        self.store.close()
    }
}

/// Numbers reserved at a time.
pub(crate) const SERIAL_STEP: u64 = 1000;
/// The counter of serial numbers.
pub(crate) const SERIALS: &str = "serials";

/// The bytes of a value of the world's table.
pub(crate) fn value<T: Serialize>(value: &T) -> Option<Vec<u8>> {
    Some(protocol::encode(value))
}

/// Saves now and then what changes all the time.
pub(crate) fn save(
    clock: Res<Clock>,
    mut keeper: ResMut<Keeper>,
    mut players: Query<(Entity, &mut Player, &Where, &Moves)>,
    mut told: Local<bool>,
) {
    for (entity, mut player, place, moves) in &mut players {
        if (clock.tick.wrapping_add(entity.index_u32())) % SAVE_EVERY != 0 {
            continue;
        }
        note_place(&mut player.character, place, moves);
        // Refused: the next turn tries again.
        let _ = keeper.character(player.wallet, &player.character);
    }
    if clock.tick.is_multiple_of(SAVE_EVERY) {
        let _ = keeper.commit(Change { clock: Some(clock.age), ..Change::default() });
    }
    if let Some(why) = keeper.failed()
        && !*told
    {
        *told = true;
        tracing::error!(%why, "the database takes nothing any more; requests are refused");
    }
}

/// Writes where a player stands into the character.
pub(crate) fn note_place(character: &mut Character, place: &Where, moves: &Moves) {
    if place.space == SpaceId::OVERWORLD {
        character.inside = None;
        character.at = moves.mover.at;
        character.feet = moves.mover.feet;
    } else {
        character.inside = Some((place.space.0, moves.mover.at));
    }
}
