//! What a map shows.

use clap::ValueEnum;

/// One layer of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Layer {
    /// Hill shading and contours; without biomes also tints by height.
    Height,
    /// The colours of biomes, and woods.
    Biome,
    /// How deep the water is; without it water is a plain tint.
    Water,
    /// Roads and bridges.
    Roads,
    /// Settlements and dungeons with their names.
    Settlements,
    /// Landmarks with their names.
    Landmarks,
    /// The level of what lives where.
    Danger,
    /// Regions with their borders and names, places that are no more, battlefields, lost things.
    History,
}

/// Some layers.
#[derive(Clone, Debug)]
pub(crate) struct Layers(Vec<Layer>);

impl Layers {
    /// What a map shows unless told otherwise: everything but danger, which hides the land.
    pub(crate) const USUAL: [Layer; 7] = [
        Layer::Height,
        Layer::Biome,
        Layer::Water,
        Layer::Roads,
        Layer::Settlements,
        Layer::Landmarks,
        Layer::History,
    ];

    /// The named layers; the usual ones for none.
    pub(crate) fn of(named: &[Layer]) -> Self {
        Self(if named.is_empty() { Self::USUAL.to_vec() } else { named.to_vec() })
    }

    /// Is this layer shown?
    pub(crate) fn show(&self, layer: Layer) -> bool {
        self.0.contains(&layer)
    }
}
