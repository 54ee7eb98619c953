//! Numbers of what people hide, hold against each other, like, do all day and look like.

use super::{Rgb, Share};
use serde::Serialize;

/// How many people have what on their minds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MindRules {
    /// Who openly sides with a faction, of those whom one may take.
    pub sided: Share,
    /// Who has a secret.
    pub secretive: Share,
    /// Who holds one of the settlement's wars against the others.
    pub war_grudge: Share,
    /// For how many years a war is held against them.
    pub war_years: u16,
    /// Who holds a deed against a neighbour.
    pub deed_grudge: Share,
    /// Likes and dislikes together, inclusive; dislikes are the smaller half.
    pub tastes: (u8, u8),
    /// Coins of a secret debt, inclusive.
    pub debt: (u16, u16),
    /// Most years of age between who loves in secret and who is loved.
    pub love_years: u8,
}

impl Default for MindRules {
    fn default() -> Self {
        Self {
            sided: Share::new(800),
            secretive: Share::new(500),
            war_grudge: Share::new(333),
            war_years: 120,
            deed_grudge: Share::new(500),
            tastes: (3, 5),
            debt: (3, 60),
            love_years: 15,
        }
    }
}

/// What makes up an opinion, in points; the sum is kept within -10 to 10.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpinionRules {
    /// Chance: so much at most, either way.
    pub chance: i8,
    /// Spouses, parents, children.
    pub near_kin: i8,
    /// Siblings, grandparents, grandchildren.
    pub close_kin: i8,
    /// Aunts, uncles, nieces, nephews, cousins.
    pub far_kin: i8,
    /// Who sides with the same faction.
    pub same_side: i8,
    /// Who sides with another faction.
    pub other_side: i8,
    /// Who did something.
    pub deed: i8,
    /// Everybody of a family that the own one has a feud with.
    pub feud: i8,
    /// Who is loved in secret.
    pub love: i8,
}

impl Default for OpinionRules {
    fn default() -> Self {
        Self {
            chance: 2,
            near_kin: 5,
            close_kin: 4,
            far_kin: 2,
            same_side: 2,
            other_side: -1,
            deed: -6,
            feud: -5,
            love: 7,
        }
    }
}

/// When and where people spend their day. Hours are whole and inclusive; what happens comes at a
/// quarter of an hour within them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DayRules {
    /// When people go to work.
    pub rise: (u8, u8),
    /// When they rest for an hour.
    pub noon: (u8, u8),
    /// When work ends.
    pub dusk: (u8, u8),
    /// When they go home to sleep.
    pub night: (u8, u8),
    /// Where they rest at noon: weights of home, inn and market; one is above zero.
    pub midday: [u32; 3],
    /// Where they are in the evening: weights of temple, square and inn; one is above zero.
    pub evening: [u32; 3],
}

impl Default for DayRules {
    fn default() -> Self {
        Self {
            rise: (5, 7),
            noon: (11, 13),
            dusk: (16, 18),
            night: (20, 23),
            midday: [1, 1, 2],
            evening: [1, 1, 2],
        }
    }
}

/// What people look like, whatever their culture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Looks {
    /// Colours of skin, not empty.
    pub skin: Vec<Rgb>,
    /// Colours of hair, not empty.
    pub hair: Vec<Rgb>,
    /// Colours of old people's hair, not empty.
    pub grey: Vec<Rgb>,
    /// The age from which hair is grey, years.
    pub grey_from: u8,
}

impl Default for Looks {
    fn default() -> Self {
        Self {
            skin: vec![
                Rgb(0xf1, 0xd3, 0xbc),
                Rgb(0xe4, 0xbd, 0x9c),
                Rgb(0xd3, 0xa3, 0x7e),
                Rgb(0xbd, 0x88, 0x62),
                Rgb(0x9f, 0x6d, 0x4b),
                Rgb(0x7f, 0x54, 0x39),
                Rgb(0x61, 0x3f, 0x2c),
                Rgb(0x47, 0x2e, 0x22),
            ],
            hair: vec![
                Rgb(0x24, 0x1d, 0x1a),
                Rgb(0x3f, 0x2c, 0x20),
                Rgb(0x5d, 0x40, 0x2a),
                Rgb(0x86, 0x5f, 0x38),
                Rgb(0xb6, 0x8d, 0x54),
                Rgb(0x8e, 0x45, 0x26),
                Rgb(0x6b, 0x64, 0x5e),
            ],
            grey: vec![Rgb(0xb5, 0xb1, 0xaa), Rgb(0xdc, 0xd9, 0xd2)],
            grey_from: 59,
        }
    }
}
