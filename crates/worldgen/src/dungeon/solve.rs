//! Completing a dungeon by the shortest way.
//!
//! The solver knows the rules of play and nothing of how dungeons are made: it reads cells and
//! features. The grid is reduced to the spots where something can be done, with the steps between
//! them; then Dijkstra's algorithm runs over spot and what was done so far. A key opens its own door
//! only and is never lost, so a door counts as open once its key was taken. Furniture is solid here,
//! so that the proof holds whether or not the game lets one walk over a lever.

use super::{Dungeon, FeatureId, FeatureKind};
use spots::{Spots, What};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

pub(super) mod spots;

/// One thing done on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is done.
    pub action: Action,
    /// To what; for the puzzle, its gate.
    pub feature: FeatureId,
    /// Where one stands: on the feature's cell or next to it.
    pub stand: (u16, u16),
    /// Where one is afterwards, if that is elsewhere: on another floor.
    pub lands: Option<(u16, u16)>,
    /// Straight steps walked since the step before.
    pub walk: u32,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// Picking up a key.
    TakeKey,
    /// Opening a locked door with its key, which is used up.
    OpenDoor,
    /// Pulling the switch of a portcullis.
    PullSwitch,
    /// Killing the warden of a gate.
    KillWarden,
    /// Finding a hidden door.
    OpenSecret,
    /// Taking stairs up or down.
    Climb,
    /// Jumping down a shaft.
    Jump,
    /// Solving the puzzle: pulling levers until all lamps burn, or whatever its table asks for.
    SolvePuzzle {
        /// All levers of the puzzle in the order in which one passes them, each in reach; or its table.
        levers: Vec<FeatureId>,
    },
    /// Killing the boss.
    KillBoss,
    /// Opening the treasure chest.
    OpenTreasure,
    /// Walking out of the entrance, the treasure taken.
    Leave,
}

impl Dungeon {
    /// The steps of a shortest completion: from the entrance through door, puzzle and boss to the
    /// treasure and out again. `None` when there is none.
    #[must_use]
    pub fn solve(&self) -> Option<Vec<Step>> {
        let spots = Spots::of(self)?;
        let tour = spots.tour();
        let count = spots.all.len();
        let states = count << spots.bits;
        let mut cost = vec![u32::MAX; states];
        let mut came = vec![u32::MAX; states];
        let at = |spot: usize, mask: u32| mask as usize * count + spot;
        let first = at(spots.entrance, 0);
        cost[first] = 0;
        let mut queue = BinaryHeap::from([Reverse((0_u32, first as u32))]);
        let mut goal = None;
        while let Some(Reverse((spent, state))) = queue.pop() {
            let index = state as usize;
            if spent > cost[index] {
                continue;
            }
            let (spot, mask) = (index % count, (index / count) as u32);
            if spot == spots.entrance && mask & spots.treasure != 0 {
                goal = Some(index);
                break;
            }
            let mut reach = |next: usize, mask: u32, walk: u32| {
                let target = at(next, mask);
                if spent + walk < cost[target] {
                    cost[target] = spent + walk;
                    came[target] = state;
                    queue.push(Reverse((spent + walk, target as u32)));
                }
            };
            if let Some(gain) = spots.gains(spot, mask) {
                reach(spot, mask | gain, 0);
            }
            let pulls = tour.iter().flatten().find(|(_, order)| order.first() == Some(&spot));
            if let Some((walk, order)) = pulls.filter(|_| mask & spots.puzzle == 0) {
                reach(order[order.len() - 1], mask | spots.puzzle, *walk);
            }
            for &(next, walk) in &spots.near[spot] {
                let next = usize::from(next);
                if spots.all[next].need & !mask == 0 {
                    reach(next, mask, walk);
                }
            }
            if let Some(next) = spots.all[spot].leads {
                reach(next, mask, 1);
            }
        }
        let mut chain = vec![goal?];
        while came[chain[chain.len() - 1]] != u32::MAX {
            chain.push(came[chain[chain.len() - 1]] as usize);
        }
        chain.reverse();
        Some(self.steps(&spots, tour.as_deref().unwrap_or_default(), &chain, &cost))
    }

    /// A chain of states as steps.
    fn steps(
        &self,
        spots: &Spots,
        tours: &[(u32, Vec<usize>)],
        chain: &[usize],
        cost: &[u32],
    ) -> Vec<Step> {
        let count = spots.all.len();
        let gate = self.features.iter().find(|feature| feature.kind == FeatureKind::Gate);
        let gate = gate.map_or(FeatureId(0), |feature| feature.id);
        let mut opened: Vec<FeatureId> = Vec::new();
        let mut steps = Vec::new();
        let mut walked = 0;
        for pair in chain.windows(2) {
            let (from, to) = (pair[0] % count, pair[1] % count);
            let gain = (pair[1] / count) as u32 & !((pair[0] / count) as u32);
            let (here, there) = (spots.all[from], spots.all[to]);
            let (action, feature, lands) = if gain == spots.puzzle {
                let tour = tours.iter().find(|(_, order)| order[0] == from);
                let levers =
                    tour.map(|(_, order)| order.iter().map(|&spot| spots.all[spot].feature));
                let levers = levers.into_iter().flatten().collect();
                (Action::SolvePuzzle { levers }, gate, None)
            } else if gain != 0 {
                let action = match here.what {
                    What::Key => Action::TakeKey,
                    What::Switch => Action::PullSwitch,
                    What::Boss => Action::KillBoss,
                    What::Treasure => Action::OpenTreasure,
                    _ => Action::KillWarden,
                };
                (action, here.feature, None)
            } else if here.leads == Some(to) && !spots.is_near(from, to) {
                let lands = Some(self.cell_at(there.cell));
                let jump = matches!(
                    self.feature(here.feature).map(|feature| feature.kind),
                    Some(FeatureKind::Shaft { .. })
                );
                (if jump { Action::Jump } else { Action::Climb }, here.feature, lands)
            } else {
                let action = match there.what {
                    What::Door => Action::OpenDoor,
                    What::Secret => Action::OpenSecret,
                    _ => continue,
                };
                if opened.contains(&there.feature) {
                    continue;
                }
                opened.push(there.feature);
                (action, there.feature, None)
            };
            let climbs = lands.is_some();
            let stand = self.cell_at(if climbs || gain != 0 && gain != spots.puzzle {
                here.cell
            } else {
                there.cell
            });
            let now = cost[pair[1]] - u32::from(climbs);
            steps.push(Step { action, feature, stand, lands, walk: now - walked });
            walked = now + u32::from(climbs);
        }
        let end = chain[chain.len() - 1];
        let entrance = spots.all[spots.entrance];
        let stand = self.cell_at(entrance.cell);
        let walk = cost[end] - walked;
        let feature = entrance.feature;
        steps.push(Step { action: Action::Leave, feature, stand, lands: None, walk });
        steps
    }
}
