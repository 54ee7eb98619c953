//! What a history is built on: the settlements and dungeons of a region, and places where a
//! settlement could have been.

use super::{Place, Ruin, RuinId};
use crate::settlement::people::families;
use crate::world::Town;
use crate::{RegionId, Site, World, language};
use ruleset::CultureId;
use seed::{Mm, Point, Stream};

/// A settlement as its history needs it.
pub(super) struct Community {
    pub place: Place,
    pub name: String,
    pub culture: CultureId,
    pub at: Point,
    /// Families that live there today; of a ruin, that lived there.
    pub families: Vec<String>,
    pub dungeons: Vec<Site>,
    pub founded: u16,
    /// The year in which it is given up.
    pub fallen: Option<u16>,
}

impl Community {
    /// It is lived in.
    pub(super) fn stands(&self, year: u16) -> bool {
        self.founded <= year && self.fallen.is_none_or(|fallen| fallen > year)
    }
}

/// The settlements of a region that are there, by cell.
pub(super) fn settlements(world: &World, region: RegionId) -> (Vec<Community>, Vec<(i32, i32)>) {
    let (mut towns, mut empty) = (Vec::new(), Vec::new());
    for (x, z) in world.cells_of(region) {
        match world.cell(x, z).town() {
            Some(town) => towns.push(community(world, town)),
            None => empty.push((x, z)),
        }
    }
    (towns, empty)
}

fn community(world: &World, town: &Town) -> Community {
    Community {
        place: Place::Site(town.site.id),
        name: town.site.name.clone(),
        culture: town.culture,
        at: town.site.at,
        // Half of the houses are lived in, whatever the others are for.
        families: families(
            world,
            town.site.id,
            town.culture,
            usize::from(town.houses / 2).clamp(2, 5),
        ),
        dungeons: town.mouths.iter().map(|(site, _)| site.clone()).collect(),
        founded: 0,
        fallen: None,
    }
}

/// Places in empty cells where somebody could have lived, with names that nothing else has.
pub(super) fn ruins(
    world: &World,
    region: RegionId,
    towns: &[Community],
    empty: &[(i32, i32)],
) -> Vec<Ruin> {
    let mut stream = world.seed().stream("history.ruins", &region.path());
    let mut names: Vec<String> = towns.iter().map(|town| town.name.clone()).collect();
    let mut cells = empty.to_vec();
    stream.shuffle(&mut cells);
    let ruins = world.rules().history.pace.most_ruins;
    let most = if towns.is_empty() { 0 } else { 1 + stream.below(ruins.into()) as usize };
    let mut ruins: Vec<Ruin> = Vec::new();
    for cell in cells {
        if ruins.len() >= most {
            break;
        }
        let Some(at) = dry(world, cell, &mut stream) else { continue };
        let near = towns.iter().min_by_key(|town| (town.at.distance_squared(at), town.place));
        let Some(culture) = near.map(|town| town.culture) else { continue };
        let rules = world.rules().culture(culture);
        let class = language::Class::of(cell, language::WINDOW);
        let name = language::place_name_in(rules, &mut stream, class, &names);
        if name.is_empty() || names.contains(&name) {
            continue;
        }
        names.push(name.clone());
        let id = RuinId(ruins.len() as u16);
        ruins.push(Ruin { id, name, culture, cell, at, fell: 0 });
    }
    ruins
}

/// A place in the middle part of a cell where people can live.
fn dry(world: &World, (x, z): (i32, i32), stream: &mut Stream) -> Option<Point> {
    let edge = i32::try_from(world.rules().settlement.cell_m).unwrap_or(i32::MAX);
    for _ in 0..6 {
        let mut along = |cell: i32| {
            let shift = stream.range(edge / 4, edge - edge / 4);
            Mm::metres(cell.saturating_mul(edge).saturating_add(shift))
        };
        let at = Point { x: along(x), z: along(z) };
        let survey = world.survey();
        if survey.height(at) >= Mm(1_500) && world.rules().biome(survey.biome(at)).habitable {
            return Some(at);
        }
    }
    None
}

/// The families of a settlement that is no more.
pub(super) fn gone_families(world: &World, ruin: &Ruin, stream: &mut Stream) -> Vec<String> {
    let culture = world.rules().culture(ruin.culture);
    let mut families: Vec<String> = Vec::new();
    for _ in 0..3 {
        families.push(language::unused(&families, stream, culture, language::family_name));
    }
    families
}
