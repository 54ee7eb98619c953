//! What a player wants now.

use simulation::{Buttons, Heading, Input};

/// What a player wants in a tick; the session numbers it and makes an [`Input`] of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Where to walk.
    pub walk: Heading,
    /// Where to look, strike and shoot.
    pub aim: Heading,
    /// Keys held.
    pub buttons: Buttons,
}

impl Wish {
    /// The input of this wish.
    #[must_use]
    pub const fn numbered(self, sequence: u32) -> Input {
        Input { sequence, walk: self.walk, aim: self.aim, buttons: self.buttons }
    }
}
