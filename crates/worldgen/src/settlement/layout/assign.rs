//! What houses are for: the buildings that a rank demands, and the trades that the land allows.

use super::Frame;
use super::plots::Plot;
use crate::HousePurpose;
use crate::world::{Town, World};
use ruleset::{Building, Needs, Rank, Workshop};
use seed::Stream;

/// The buildings that a settlement has in any case, those that need the square first; the ones of a
/// kind apart from each other.
pub(super) fn demand(world: &World, town: &Town, stream: &mut Stream) -> Vec<HousePurpose> {
    let Some(rank) = rank(world, town) else { return Vec::new() };
    let mut buildings = rank.buildings.clone();
    stream.shuffle(&mut buildings);
    buildings.sort_by_key(|building| match building {
        Building::Temple => 0,
        Building::Hall => 1,
        Building::Inn => 2,
        Building::Store => 3,
    });
    buildings
        .into_iter()
        .map(|building| match building {
            Building::Inn => HousePurpose::Inn,
            Building::Temple => HousePurpose::Temple,
            Building::Hall => HousePurpose::Hall,
            Building::Store => HousePurpose::Store,
        })
        .collect()
}

/// Gives some of the houses near the square to trades, each trade once while there are others.
pub(super) fn trades(
    world: &World,
    town: &Town,
    frame: Frame,
    plots: &mut [Plot],
    stream: &mut Stream,
) {
    let Some(rank) = rank(world, town) else { return };
    let allowed: Vec<Workshop> = world
        .rules()
        .settlement
        .workshops
        .iter()
        .filter(|shop| shop.from <= town.rank && has(town, rank, shop.needs))
        .copied()
        .collect();
    let count = stream.range(rank.workshops.0.into(), rank.workshops.1.into());
    let mut left = allowed.clone();
    for number in 0..count {
        if left.is_empty() {
            left.clone_from(&allowed);
        }
        // A harbour is there for somebody: the first workshop is one that needs water.
        let harbour = number == 0 && town.harbour.is_some();
        let fisher = harbour && left.iter().any(|shop| shop.needs == Needs::Water);
        let weight = |shop: &Workshop| {
            let kept = !fisher || shop.needs == Needs::Water;
            world.rules().trade(shop.trade).weight * u32::from(kept)
        };
        let weights: Vec<u32> = left.iter().map(weight).collect();
        let Some(index) = stream.weighted(&weights) else { return };
        let shop = left.swap_remove(index);
        let mut homes: Vec<usize> = (0..plots.len())
            .filter(|&index| plots[index].purpose == HousePurpose::Dwelling)
            .collect();
        // One dwelling stays: somebody works the fields.
        if homes.len() < 2 {
            return;
        }
        let by_the_sea = town.harbour.as_ref().filter(|_| shop.needs == Needs::Water);
        let chosen = if let Some(harbour) = by_the_sea {
            homes.sort_by_key(|&index| {
                frame.point(plots[index].house().middle()).distance(harbour.from)
            });
            homes[0]
        } else {
            // Customers come by near the square.
            let near = homes.len().min(count as usize + 3);
            homes[stream.below(near as u32) as usize]
        };
        plots[chosen].purpose = HousePurpose::Workshop(shop.trade);
    }
}

/// Whether a settlement's land has what a workshop needs.
fn has(town: &Town, rank: &Rank, needs: Needs) -> bool {
    match needs {
        Needs::Nothing => true,
        Needs::Water => town.water || town.harbour.is_some(),
        Needs::Fields => rank.fields.0 > 0,
    }
}

fn rank<'a>(world: &'a World, town: &Town) -> Option<&'a Rank> {
    world.rules().settlement.ranks.get(usize::from(town.rank.0))
}
