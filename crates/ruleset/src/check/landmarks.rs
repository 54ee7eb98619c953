//! Landmarks.

use super::report::Report;
use crate::raw;
use crate::types::{Biome, BiomeId, LandmarkKind, LandmarkShape};
use seed::Mm;

/// The longest name of a single landmark, without the word in it.
const LONGEST: usize = 40;

pub(super) fn landmarks(
    report: &mut Report<'_>,
    raw: raw::Landmarks,
    biomes: &[Biome],
) -> Vec<LandmarkKind> {
    report.file("landmarks.toml");
    if raw.landmark.is_empty() {
        return Vec::new();
    }
    report.names("landmark", raw.landmark.iter().map(|landmark| &landmark.get_ref().name));
    let mut sum = 0;
    raw.landmark
        .into_iter()
        .map(|landmark| {
            let landmark = landmark.into_inner();
            let per_mille = report.whole("per_mille", &landmark.per_mille, (1, 1000));
            sum += i64::from(per_mille);
            if sum > 1000 {
                let what = format!("per_mille of the landmarks up to here is {sum} together");
                report.tell(&landmark.per_mille.span(), what, "keep the sum to 1000");
            }
            let height = report.lengths("height", &landmark.height, (2_000, 60_000));
            cave(report, &landmark, height);
            LandmarkKind {
                names: names(report, &landmark.names),
                height,
                colour: report.colour("colour", &landmark.colour),
                above: report.lengths("above", &landmark.above, (1_000, 1_000_000)),
                slope_per_mille: report.whole(
                    "slope_per_mille",
                    &landmark.slope_per_mille,
                    (50, 2_000),
                ),
                biomes: homes(report, landmark.biomes.as_ref(), biomes),
                shape: landmark.shape,
                prominent: landmark.prominent.into_inner(),
                per_mille,
                name: landmark.name.into_inner(),
            }
        })
        .collect()
}

/// A cave has room to stand in, is no hall, and lies where its slope is.
fn cave(report: &mut Report<'_>, landmark: &raw::Landmark, height: (Mm, Mm)) {
    if landmark.shape != LandmarkShape::Cave {
        return;
    }
    if height.0 < Mm(5_000) || height.1 > Mm(9_000) {
        let what = "a cave that is lower than 5 m or higher than 9 m";
        report.tell(&landmark.height.span(), what, "keep the height of a cave from 5.0 to 9.0");
    }
    if *landmark.prominent.get_ref() {
        let what = "a cave on the highest ground around has no slope behind it";
        report.tell(&landmark.prominent.span(), what, "write `prominent = false`");
    }
}

/// Names with one `{name}` each.
fn names(report: &mut Report<'_>, names: &raw::Texts) -> Vec<String> {
    report.filled("names", names);
    for name in names.get_ref() {
        report.text("names", name, LONGEST);
        if name.get_ref().matches("{name}").count() != 1 {
            let what = format!("{:?} does not hold {{name}} once", name.get_ref());
            report.tell(&name.span(), what, "write it as in \"{name} Stones\"");
        } else if name.get_ref().replace("{name}", "").contains(['{', '}']) {
            let what = format!("{:?} holds braces other than {{name}}", name.get_ref());
            report.tell(&name.span(), what, "drop them");
        }
    }
    names.get_ref().iter().map(|name| name.get_ref().clone()).collect()
}

/// The biomes that a kind stands in, sorted.
fn homes(report: &mut Report<'_>, named: Option<&raw::Texts>, biomes: &[Biome]) -> Vec<BiomeId> {
    let Some(named) = named else { return Vec::new() };
    report.filled("biomes", named);
    let mut ids: Vec<BiomeId> = Vec::new();
    for name in named.get_ref() {
        let known = biomes.iter().map(|biome| biome.name.as_str());
        let id = BiomeId(report.reference("biome", name, known));
        if biomes
            .get(usize::from(id.0))
            .is_some_and(|biome| biome.water && biome.name == *name.get_ref())
        {
            let what = format!("{:?} is under water", name.get_ref());
            report.tell(&name.span(), what, "name biomes on land");
        }
        ids.push(id);
    }
    ids.sort_unstable();
    ids.dedup();
    ids
}
