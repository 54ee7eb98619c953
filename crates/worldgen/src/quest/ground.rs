//! What a quest follows from: something in its giver's life, or in the past of the land.

use crate::{EventId, Hidden, LostId, PersonId, Relation, Why};
use serde::{Deserialize, Serialize};

/// What a quest follows from; all of it is real. Events and things are those of the history of the
/// region that the giver lives in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Ground {
    /// This one, of another house, is that to the giver.
    Kin(PersonId, Relation),
    /// The giver holds this against this one, or against the family or settlement.
    Grudge(PersonId, Why),
    /// The giver hides this.
    Secret(Hidden),
    /// This was lost in the dungeon that the quest is about, and the giver has heard of it.
    Lost(LostId),
    /// This happened in the dungeon that the quest is about, and the giver has heard of it.
    Past(EventId),
}
