//! How houses of a culture look in a climate: roofs steep where snow falls and flat where it never
//! rains, storeys where many live close together, a temple higher than its neighbours.

use crate::world::{Town, World};
use crate::{HousePurpose, HouseStyle};
use ruleset::{Culture, Rgb, RoofShape, WallMaterial};
use seed::{Mm, Stream};

/// The way of building of a settlement.
pub(super) struct Style<'a> {
    culture: &'a Culture,
    temperature: i32,
    flat: bool,
    /// Chance of a second storey for a dwelling, per cent.
    crowded: u32,
}

/// What is drawn for a house.
pub(super) struct Look {
    pub style: HouseStyle,
    pub wall: Rgb,
    pub roof: Rgb,
    pub wall_height: Mm,
    pub storey: Mm,
    pub roof_height: Mm,
}

impl<'a> Style<'a> {
    pub(super) fn new(world: &'a World, town: &Town) -> Self {
        let culture = world.rules().culture(town.culture);
        let (temperature, humidity) = world.survey().climate(town.site.at);
        let roofs = &culture.style.roofs;
        let has_flat = roofs.contains(&RoofShape::Flat);
        let settlement = &world.rules().settlement;
        let hot = temperature >= i32::from(settlement.flat_roofs.temperature);
        let dry = humidity <= i32::from(settlement.flat_roofs.humidity);
        let flat = has_flat && (roofs.len() == 1 || (hot && dry));
        let rank = settlement.ranks.get(usize::from(town.rank.0));
        let crowded = rank.map_or(0, |rank| rank.high_per_cent.into());
        Self { culture, temperature, flat, crowded }
    }

    /// The colour of the town's wall: of clay where houses are, else of stone.
    pub(super) fn stone(&self) -> Rgb {
        match (self.culture.style.material, self.culture.walls.first()) {
            (WallMaterial::Adobe | WallMaterial::Stone, Some(&wall)) => wall,
            _ => Rgb(0x8b, 0x86, 0x7a),
        }
    }

    /// The look of a house whose roof spans `span`.
    pub(super) fn look(&self, purpose: HousePurpose, span: i32, stream: &mut Stream) -> Look {
        let style = &self.culture.style;
        let (low, high) = style.storeys;
        let grand = matches!(purpose, HousePurpose::Inn | HousePurpose::Hall);
        let storeys = match purpose {
            HousePurpose::Temple | HousePurpose::Store => 1,
            HousePurpose::Gatehouse => high,
            _ if grand || stream.chance(self.crowded, 100) => high,
            _ => low,
        };
        let storey = match purpose {
            HousePurpose::Temple => stream.range(42, 48) * 100,
            HousePurpose::Hall | HousePurpose::Inn => stream.range(30, 33) * 100,
            _ => stream.range(26, 30) * 100,
        };
        let pitched: Vec<RoofShape> =
            style.roofs.iter().copied().filter(|&shape| shape != RoofShape::Flat).collect();
        let shape = if self.flat {
            RoofShape::Flat
        } else {
            stream.pick(&pitched).copied().unwrap_or_default()
        };
        let (hot, cold) = (i32::from(style.pitch.0), i32::from(style.pitch.1));
        let pitch = cold + (hot - cold) * self.temperature.clamp(0, 1000) / 1000;
        let pitch =
            pitch + stream.range(-60, 60) + if purpose == HousePurpose::Temple { 250 } else { 0 };
        let rise = span / 2 * pitch.max(100) / 1000;
        let roof_height = if shape == RoofShape::Flat { 500 } else { rise.clamp(400, 9_000) };
        let pick = |colours: &[Rgb], other: Rgb, stream: &mut Stream| {
            stream.pick(colours).copied().unwrap_or(other)
        };
        Look {
            style: HouseStyle {
                material: match purpose {
                    HousePurpose::Gatehouse if style.material != WallMaterial::Adobe => {
                        WallMaterial::Stone
                    }
                    _ => style.material,
                },
                timber: style.timber && purpose != HousePurpose::Gatehouse,
                shape,
                roofing: style.roofing,
                storeys,
                foundation: style.foundation,
                chimney: (style.chimney || matches!(purpose, HousePurpose::Workshop(_)))
                    && !matches!(purpose, HousePurpose::Temple | HousePurpose::Store),
            },
            wall: match purpose {
                HousePurpose::Gatehouse => self.stone(),
                _ => pick(&self.culture.walls, Rgb(200, 190, 170), stream),
            },
            roof: pick(&self.culture.roofs, Rgb(130, 90, 60), stream),
            wall_height: Mm(storey * i32::from(storeys.max(1))),
            storey: Mm(storey),
            roof_height: Mm(roof_height),
        }
    }
}
