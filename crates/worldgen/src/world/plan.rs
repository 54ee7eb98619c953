//! What stands in a site cell: at most one settlement in its middle part, the mouths of its
//! dungeons around it, and a few dens that its people will complain about.
//!
//! Everything of a cell stays inside it, so that no cell has to know its neighbours.

mod food;
mod mouths;
mod place;

use super::World;
use super::pads::Pad;
use crate::quest::bind;
use crate::settlement::layout::{self, Harbour};
use crate::settlement::people;
use crate::{Den, Quest, Settlement, Site, SiteId, SiteKind, language};
pub(super) use place::Ground;
pub(crate) use place::Place;
use ruleset::{CultureId, Entrance, RankId};
use seed::{Mm, Path, Point};
use std::sync::OnceLock;

/// How far around a settlement's level ground the land is bent towards it.
const BLEND: Mm = Mm(45_000);

/// Radius of the level ground around a mouth.
const MOUTH_RADIUS: Mm = Mm(7_000);

/// How far around that the land is bent towards it.
const MOUTH_BLEND: Mm = Mm(16_000);

/// The same around a cave below a slope: little, so that rock stands behind it.
const CAVE_BLEND: Mm = Mm(9_000);

/// A site cell.
#[derive(Debug)]
pub(crate) struct Cell {
    town: Option<Town>,
}

/// The settlement of a cell and what belongs to it.
#[derive(Debug)]
pub(crate) struct Town {
    /// The settlement's site.
    pub site: Site,
    /// Who founded it.
    pub culture: CultureId,
    /// Height of its levelled ground.
    pub ground: Mm,
    /// How many houses it is to have.
    pub houses: u8,
    /// Its size among settlements.
    pub rank: RankId,
    /// What the land around it feeds, per mille.
    pub food: u16,
    /// There is open water around it.
    pub water: bool,
    /// Where roads reach it: the ways out that do not end on a quay.
    pub gates: Vec<Point>,
    /// Its harbour, where a way out of it comes to deep water.
    pub harbour: Option<Harbour>,
    /// Mouths of its dungeons, with the height of their levelled ground.
    pub mouths: Vec<(Site, Mm)>,
    /// Dens near it that exist in any case, sorted by place.
    pub dens: Vec<Den>,
    /// The levelled ground of its sites.
    pads: Vec<(SiteId, Pad)>,
    settlement: OnceLock<Settlement>,
    quests: OnceLock<Vec<Quest>>,
}

impl Cell {
    /// Plans a cell.
    pub(super) fn plan(world: &World, x: i32, z: i32) -> Self {
        let place = *world.place(x, z);
        Self { town: place.map(|place| Town::plan(world, SiteId { x, z, number: 0 }, &place)) }
    }

    /// The settlement's plan.
    pub(crate) fn town(&self) -> Option<&Town> {
        self.town.as_ref()
    }

    /// Every site, sorted by id.
    pub(super) fn sites(&self) -> impl Iterator<Item = &Site> {
        self.town.iter().flat_map(|town| {
            std::iter::once(&town.site).chain(town.mouths.iter().map(|(site, _)| site))
        })
    }

    /// The levelled ground of every site.
    pub(super) fn pads(&self) -> &[(SiteId, Pad)] {
        self.town.as_ref().map_or(&[], |town| &town.pads)
    }

    /// The settlement, built when it is first asked for.
    pub(crate) fn settlement(&self, world: &World) -> Option<&Settlement> {
        let town = self.town.as_ref()?;
        Some(town.settlement.get_or_init(|| people::settle(world, town)))
    }

    /// What the settlement's people offer, sorted by giver.
    pub(super) fn quests(&self, world: &World) -> &[Quest] {
        let Some(town) = &self.town else { return &[] };
        let Some(settlement) = self.settlement(world) else { return &[] };
        town.quests.get_or_init(|| bind::quests(world, town, settlement))
    }
}

impl Town {
    fn plan(world: &World, id: SiteId, place: &Place) -> Self {
        let (seed, rules) = (world.seed(), world.rules());
        let culture = culture(world, id, place.at);
        let site = Site {
            id,
            kind: SiteKind::Settlement,
            name: language::place_name_in(
                rules.culture(culture),
                &mut seed.stream("site.name", &id.path()),
                language::Class::of((id.x, id.z), language::WINDOW),
                &[],
            ),
            at: place.at,
            radius: layout::radius(place.houses),
            level: world.level_at(place.at),
        };
        let mouths = mouths::place(world, &site, rules.culture(culture));
        let ways = layout::ways_out(seed, id, place);
        let pad = Pad::round(site.at, site.radius, BLEND, place.ground);
        let harbour = Harbour::find(world.survey(), &pad, &ways);
        let gates = gates(&ways, harbour.as_ref());
        let mut town = Self {
            site,
            culture,
            ground: place.ground,
            houses: place.houses,
            rank: place.rank,
            food: place.food.score,
            water: place.food.water,
            harbour,
            gates,
            mouths,
            dens: Vec::new(),
            pads: Vec::new(),
            settlement: OnceLock::new(),
            quests: OnceLock::new(),
        };
        town.dens = crate::chunk::dens::of_town(world, &town);
        town.pads = town.level(world);
        town
    }

    /// The levelled ground of its sites.
    fn level(&self, world: &World) -> Vec<(SiteId, Pad)> {
        let pad =
            |site: &Site, blend, ground| (site.id, Pad::round(site.at, site.radius, blend, ground));
        let mouths = self.mouths.iter().map(|(site, ground)| {
            let cave = world.entrance(site) == Some(Entrance::Cave)
                && mouths::is_below_slope(world.survey(), self.site.at, site.at);
            pad(site, if cave { CAVE_BLEND } else { MOUTH_BLEND }, *ground)
        });
        let quay = self.harbour.as_ref().map(|harbour| {
            (self.site.id, Pad::raised(harbour.quay.0, harbour.quay.1, harbour.top))
        });
        std::iter::once(pad(&self.site, BLEND, self.ground)).chain(quay).chain(mouths).collect()
    }
}

/// The ends of ways out to which roads lead: not to a quay, unless there is no other.
fn gates(ways: &[(Point, (i32, i32))], harbour: Option<&Harbour>) -> Vec<Point> {
    let to_sea = |at: Point| harbour.is_some_and(|harbour| harbour.from == at);
    let mut gates: Vec<Point> = ways.iter().map(|&(at, _)| at).collect();
    if gates.iter().any(|&at| !to_sea(at)) {
        gates.retain(|&at| !to_sea(at));
    }
    gates
}

/// The culture that settles at a place: one of those that like its climate, else the one that
/// minds it least.
fn culture(world: &World, id: SiteId, at: Point) -> CultureId {
    let temperature = world.survey().temperature(at);
    let misses: Vec<i32> = world
        .rules()
        .cultures
        .iter()
        .map(|culture| {
            let (low, high) = culture.temperature;
            (i32::from(low) - temperature).max(temperature - i32::from(high)).max(0)
        })
        .collect();
    let least = misses.iter().copied().min().unwrap_or(0);
    let fitting: Vec<usize> = (0..misses.len()).filter(|&index| misses[index] == least).collect();
    let mut stream = world.seed().stream("site.culture", &id.path());
    CultureId(stream.pick(&fitting).map_or(0, |&index| index as u16))
}

impl SiteId {
    /// The site's part of a stream's name.
    pub(crate) fn path(self) -> Path {
        Path::new().int(self.x).int(self.z).int(self.number)
    }
}
