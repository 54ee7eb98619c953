//! Naming dungeons, settlements and quests on the command line: by identity, or by their number in
//! the listing around the home settlement.

use anyhow::{Context, bail, ensure};
use seed::{Mm, Point};
use std::str::FromStr;
use worldgen::region::BLOCK_CELLS;
use worldgen::{PersonId, Quest, QuestId, RegionId, Site, SiteId, SiteKind, World};

/// How far the land goes from its middle, metres: a little less than what 32 bits of millimetres hold.
const FARTHEST: i32 = 2_000_000;

/// How far from home listings reach.
pub(crate) const LISTED: Mm = Mm::metres(4000);

/// A dungeon as typed: its number in the listing from 1, or `x,z,n`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DungeonName {
    Listed(usize),
    Id(SiteId),
}

impl FromStr for DungeonName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!("{text:?} is no dungeon: write its number in `dungeon list` (from 1), or X,Z,N")
        };
        let parts = numbers(text).ok_or_else(wrong)?;
        match parts[..] {
            [number] if number >= 1 => Ok(Self::Listed(number as usize)),
            [x, z, number] => site_id(x, z, number).map(Self::Id).ok_or_else(wrong),
            _ => Err(wrong()),
        }
    }
}

/// A settlement as typed: its number in the listing from 1, or `x,z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SettlementName {
    Listed(usize),
    Id(SiteId),
}

impl FromStr for SettlementName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong =
            || format!("{text:?} is no settlement: write its number in `settlement list`, or X,Z");
        match numbers(text).ok_or_else(wrong)?[..] {
            [number] if number >= 1 => Ok(Self::Listed(number as usize)),
            [x, z] => site_id(x, z, 0).map(Self::Id).ok_or_else(wrong),
            _ => Err(wrong()),
        }
    }
}

/// A quest as typed: its number in the listing from 1, or `x,z,person,number`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum QuestName {
    Listed(usize),
    Id(QuestId),
}

impl FromStr for QuestName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "{text:?} is no quest: write its number in `quest list` (from 1), or X,Z,PERSON,N"
            )
        };
        let parts = numbers(text).ok_or_else(wrong)?;
        match parts[..] {
            [number] if number >= 1 => Ok(Self::Listed(number as usize)),
            [x, z, person, number] => {
                let home = site_id(x, z, 0).ok_or_else(wrong)?;
                let person = u16::try_from(person).map_err(|_| wrong())?;
                let number = u16::try_from(number).map_err(|_| wrong())?;
                Ok(Self::Id(QuestId { giver: PersonId { home, number: person }, number }))
            }
            _ => Err(wrong()),
        }
    }
}

/// Two whole numbers: `x,z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair(pub(crate) i32, pub(crate) i32);

impl FromStr for Pair {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is not X,Z: write two whole numbers with a comma");
        match numbers(text).ok_or_else(wrong)?[..] {
            [x, z] => Ok(Self(
                i32::try_from(x).map_err(|_| wrong())?,
                i32::try_from(z).map_err(|_| wrong())?,
            )),
            _ => Err(wrong()),
        }
    }
}

fn numbers(text: &str) -> Option<Vec<i64>> {
    text.split(',').map(|part| part.trim().parse().ok()).collect()
}

fn site_id(x: i64, z: i64, number: i64) -> Option<SiteId> {
    Some(SiteId { x: x.try_into().ok()?, z: z.try_into().ok()?, number: number.try_into().ok()? })
}

/// Writes an identity as [`DungeonName`] reads it.
pub(crate) fn id_text(id: SiteId) -> String {
    format!("{},{},{}", id.x, id.z, id.number)
}

/// The home settlement.
pub(crate) fn home(world: &World) -> anyhow::Result<Site> {
    world.site(world.home()).context("this world has no home settlement")
}

/// The dungeons around home: first those of the home settlement by number, then the others by
/// distance.
pub(crate) fn dungeons(world: &World) -> anyhow::Result<Vec<Site>> {
    let home = home(world)?;
    let mut dungeons = world.sites_near(home.at, LISTED);
    dungeons.retain(|site| site.kind == SiteKind::Dungeon);
    dungeons.sort_by_key(|site| {
        let ours = (site.id.x, site.id.z) == (home.id.x, home.id.z);
        let away = if ours { 0 } else { site.at.distance(home.at) };
        (!ours, away, site.id)
    });
    Ok(dungeons)
}

/// The dungeon's site.
pub(crate) fn dungeon(world: &World, name: DungeonName) -> anyhow::Result<Site> {
    let listed = || dungeons(world);
    match name {
        DungeonName::Listed(number) => {
            let all = listed()?;
            let count = all.len();
            all.into_iter().nth(number - 1).with_context(|| {
                format!("there are {count} dungeons around home, so none has number {number}; see `seedbound dungeon list`")
            })
        }
        DungeonName::Id(id) => match world.site(id) {
            Some(site) if site.kind == SiteKind::Dungeon => Ok(site),
            Some(site) => {
                bail!("{} is the settlement {}; dungeons have N from 1", id_text(id), site.name)
            }
            None => bail!("there is no dungeon {}; see `seedbound dungeon list`", id_text(id)),
        },
    }
}

/// The settlement's site: home unless named.
pub(crate) fn settlement(world: &World, cell: Option<Pair>) -> anyhow::Result<Site> {
    let Some(Pair(x, z)) = cell else { return home(world) };
    world.site(SiteId { x, z, number: 0 }).with_context(|| {
        format!("there is no settlement {x},{z}; `seedbound settlement list` names their cells")
    })
}

/// A point of the land, in metres.
pub(crate) fn point(Pair(x, z): Pair) -> anyhow::Result<Point> {
    let fits = |metres: i32| (-FARTHEST..=FARTHEST).contains(&metres);
    ensure!(fits(x) && fits(z), "{x},{z} is off the land, which reaches {FARTHEST} m each way");
    Ok(Point::metres(x, z))
}

/// A region, by its block.
pub(crate) fn region(world: &World, Pair(x, z): Pair) -> anyhow::Result<RegionId> {
    let cell = i32::try_from(world.rules().settlement.cell_m).unwrap_or(i32::MAX).max(1);
    let last = FARTHEST / cell.saturating_mul(BLOCK_CELLS);
    let fits = |block: i32| (-last..=last).contains(&block);
    ensure!(
        fits(x) && fits(z),
        "there is no region {x},{z}; blocks reach from -{last} to {last}, home's is near 0,0"
    );
    Ok(RegionId { x, z })
}

/// The settlements around home: home, then the others by distance.
pub(crate) fn settlements(world: &World) -> anyhow::Result<Vec<Site>> {
    let home = home(world)?;
    let mut sites = world.sites_near(home.at, LISTED);
    sites.retain(|site| site.kind == SiteKind::Settlement);
    sites.sort_by_key(|site| (site.at.distance(home.at), site.id));
    Ok(sites)
}

/// The settlement's site.
pub(crate) fn settlement_named(world: &World, name: SettlementName) -> anyhow::Result<Site> {
    match name {
        SettlementName::Listed(number) => {
            let all = settlements(world)?;
            let count = all.len();
            all.into_iter().nth(number - 1).with_context(|| {
                format!("there are {count} settlements around home, so none has number {number}; see `seedbound settlement list`")
            })
        }
        SettlementName::Id(id) => world.site(id).with_context(|| {
            format!("there is no settlement {},{}; see `seedbound settlement list`", id.x, id.z)
        }),
    }
}

/// The quests of a settlement, person by person.
pub(crate) fn quests(world: &World, site: &Site) -> anyhow::Result<Vec<Quest>> {
    let settlement =
        world.settlement(site.id).with_context(|| format!("{} is no settlement", site.name))?;
    Ok(settlement.people.iter().flat_map(|person| world.quests(person.id)).collect())
}

/// "1.2 km" or "340 m".
pub(crate) fn away(from: Point, to: Point) -> String {
    let metres = from.distance(to) / 1000;
    if metres >= 1000 {
        format!("{}.{} km", metres / 1000, metres % 1000 / 100)
    } else {
        format!("{metres} m")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_both_forms() {
        assert_eq!("3".parse(), Ok(DungeonName::Listed(3)));
        let id = SiteId { x: -1, z: 2, number: 3 };
        assert_eq!("-1,2,3".parse(), Ok(DungeonName::Id(id)));
        assert_eq!(id_text(id).parse(), Ok(DungeonName::Id(id)));
        let town = SiteId { x: -1, z: 2, number: 0 };
        assert_eq!("-1,2".parse(), Ok(SettlementName::Id(town)));
        assert_eq!("4".parse(), Ok(SettlementName::Listed(4)));
        assert!("0".parse::<SettlementName>().is_err());
        assert!("0".parse::<DungeonName>().is_err());
        assert!("1,2".parse::<DungeonName>().is_err());
        assert!("1,2,999".parse::<DungeonName>().is_err());
        assert!("-5,4".parse::<Pair>() == Ok(Pair(-5, 4)));
        assert!(matches!("1,2,3,4".parse(), Ok(QuestName::Id(_))));
        assert!(point(Pair(2_000_000, -5)).is_ok() && point(Pair(0, i32::MIN)).is_err());
    }
}
