//! Pure game steps: movement, combat, creatures, inventory, quests.
//!
//! The server runs these functions on its components, the client runs [`movement::step`] to predict,
//! bots and tests run them without either. Nothing here knows Bevy, sockets or clocks; time is a
//! count of ticks ([`TICKS_PER_SECOND`]), lengths are millimetres, and chance comes from streams
//! that the caller names.

pub mod body;
pub mod brain;
pub mod character;
pub mod combat;
pub mod ground;
pub mod input;
pub mod inventory;
pub mod movement;
pub mod quest_log;

pub use body::Body;
pub use character::{Character, Sheet};
pub use ground::{DungeonGround, Ground, Overworld};
pub use input::{Buttons, Heading, Input};
pub use inventory::{Inventory, InventoryError, Place, Stack};
pub use movement::{Footing, Mover, Stride};
pub use quest_log::{Deed, QuestLog, QuestProgress};

/// Ticks of simulation in a second.
pub const TICKS_PER_SECOND: u32 = 20;
