//! Landmarks: what one sees from afar and finds one's way by.

use super::{BiomeId, Rgb};
use seed::Mm;
use serde::{Deserialize, Serialize};

/// A kind of landmark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LandmarkKind {
    /// What people call such a thing.
    pub name: String,
    /// How it is built.
    pub shape: LandmarkShape,
    /// Names of single ones, with `{name}` for a word in the tongue of who named it; not empty.
    pub names: Vec<String>,
    /// Height, inclusive range.
    pub height: (Mm, Mm),
    /// Colour of stone or leaf.
    pub colour: Rgb,
    /// Height above the sea of the ground that it stands on, inclusive range.
    pub above: (Mm, Mm),
    /// The steepest ground that it stands on, per mille: 1000 is 45 degrees.
    pub slope_per_mille: u16,
    /// The biomes that it stands in, sorted; empty: any on land.
    pub biomes: Vec<BiomeId>,
    /// Only on the highest ground around.
    pub prominent: bool,
    /// How many of 1,000 squares of land try to have one.
    pub per_mille: u16,
}

/// How a landmark is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LandmarkShape {
    /// A ring of stones.
    Stones,
    /// One tree, far larger than others.
    Tree,
    /// What is left of a tower.
    Tower,
    /// Two pillars of rock and a bridge between them.
    Arch,
    /// A needle of rock.
    Spire,
    /// A heap of stones.
    Cairn,
    /// A figure on a plinth.
    Statue,
    /// A shallow cave at the foot of a slope, open downhill.
    Cave,
}
