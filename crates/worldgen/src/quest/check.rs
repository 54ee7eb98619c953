//! Is a quest completable? Asked of the world that it is to be done in.

use super::plot::MOST_OBJECTIVES;
use super::{Objective, Quest};
use crate::{ChunkCoord, PersonId, SiteId, SiteKind, World};
use ruleset::ItemId;
use thiserror::Error;

/// Why a quest cannot be done. Objectives are named by number, from 0.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum QuestFault {
    /// Its objectives do not end in a report, are too many, or have circles in them.
    #[error("objective {0} can never be open, or no way leads to the report")]
    Stuck(u16),
    /// A person that is not there.
    #[error("objective {0} needs {1:?}, who does not exist")]
    Nobody(u16, PersonId),
    /// A site that is not there.
    #[error("objective {0} needs the site {1:?}, which does not exist")]
    Nowhere(u16, SiteId),
    /// A dungeon that cannot be done.
    #[error("objective {0} needs the dungeon {1:?}, which cannot be finished")]
    Unsolvable(u16, SiteId),
    /// A den that has not enough.
    #[error("objective {0} wants {1} creatures where only {2} live")]
    TooFew(u16, u16, u16),
    /// Something that the ruleset does not have, or that is nowhere to be had.
    #[error("objective {0} needs {1:?}, which nobody hands out")]
    Nothing(u16, ItemId),
    /// A place in the water.
    #[error("objective {0} lies under water")]
    Drowned(u16),
    /// Somebody who cannot be won over in this way.
    #[error("objective {0} asks {1:?}, who does not listen to that")]
    Unmoved(u16, PersonId),
    /// A deadline that nobody can meet.
    #[error("the way takes longer than the {0} days given")]
    TooLate(u16),
}

/// Metres that somebody walks in a day of the game, at the least; a day has more than ten minutes.
const METRES_A_DAY: i64 = 1_500;

impl Quest {
    /// Checks that everything it is bound to exists, that each way through it leads to the end, and
    /// that there is time enough.
    ///
    /// # Errors
    /// The first [`QuestFault`].
    pub fn check(&self, world: &World) -> Result<(), QuestFault> {
        self.check_graph()?;
        let mut metres = 0;
        let mut here = self.post(world, 0, self.id.giver)?;
        for (number, objective) in (0_u16..).zip(&self.objectives) {
            let there = match *objective {
                Objective::Deliver { item, to } => {
                    self.item(world, number, item)?;
                    self.post(world, number, to)?
                }
                Objective::Report { to } | Objective::FindOut { from: to } => {
                    self.post(world, number, to)?
                }
                Objective::Persuade { whom, gift } => {
                    gift.map_or(Ok(()), |gift| self.item(world, number, gift))?;
                    let taken = world.persuasion(whom, gift, self.id.giver);
                    if taken.is_some_and(|taken| !taken.agrees()) {
                        return Err(QuestFault::Unmoved(number, whom));
                    }
                    self.post(world, number, whom)?
                }
                Objective::Collect { item, count, from } => {
                    self.item(world, number, item)?;
                    let stack = world.rules().item(item).stack;
                    if count == 0 || count > stack {
                        return Err(QuestFault::Nothing(number, item));
                    }
                    self.post(world, number, from)?
                }
                Objective::Build { item, count, with } => {
                    let collected = self.objectives.iter().any(|other| {
                        matches!(other, Objective::Collect { item: i, count: c, .. }
                            if *i == item && *c == count)
                    });
                    if !collected {
                        return Err(QuestFault::Nothing(number, item));
                    }
                    self.post(world, number, with)?
                }
                Objective::Hunt { creature, count, near, .. } => {
                    let chunk = world.chunk(ChunkCoord::of(near));
                    let den = chunk.dens.iter().find(|d| d.at == near && d.creature == creature);
                    let living = den.map_or(0, |den| u16::from(den.count));
                    if count == 0 || living < count {
                        return Err(QuestFault::TooFew(number, count, living));
                    }
                    if world.height(near) <= world.water(near) {
                        return Err(QuestFault::Drowned(number));
                    }
                    near
                }
                Objective::Enter { dungeon }
                | Objective::Solve { dungeon }
                | Objective::SlayBoss { dungeon }
                | Objective::Fetch { dungeon, .. } => {
                    let there = world.dungeon(dungeon);
                    let there = there.ok_or(QuestFault::Nowhere(number, dungeon))?;
                    if matches!(objective, Objective::Enter { .. }) && there.solve().is_none() {
                        return Err(QuestFault::Unsolvable(number, dungeon));
                    }
                    if let Objective::Fetch { item, .. } = *objective
                        && world.rules().theme(there.theme).relic != item
                    {
                        return Err(QuestFault::Nothing(number, item));
                    }
                    world.site(dungeon).ok_or(QuestFault::Nowhere(number, dungeon))?.at
                }
                Objective::Explore { site, at, .. } => {
                    world.site(site).ok_or(QuestFault::Nowhere(number, site))?;
                    if world.height(at) < world.water(at) {
                        return Err(QuestFault::Drowned(number));
                    }
                    at
                }
                Objective::Escort { who, to } => {
                    self.post(world, number, who)?;
                    let site = world.site(to).filter(|site| site.kind == SiteKind::Settlement);
                    site.ok_or(QuestFault::Nowhere(number, to))?.at
                }
            };
            metres += here.distance(there) / 1000;
            here = there;
        }
        match self.plot.deadline_days {
            Some(days) if metres > METRES_A_DAY * i64::from(days) => Err(QuestFault::TooLate(days)),
            _ => Ok(()),
        }
    }

    /// Whatever is chosen, something is open until the last objective is done; and every objective
    /// is open at some time.
    fn check_graph(&self) -> Result<(), QuestFault> {
        let count = self.objectives.len();
        let report = matches!(self.objectives.last(), Some(Objective::Report { .. }));
        let sized = self.plot.steps.is_empty() || self.plot.steps.len() == count;
        if count == 0 || count > MOST_OBJECTIVES || !report || !sized {
            return Err(QuestFault::Stuck(0));
        }
        let mut met = 0_u32;
        // Once choosing the first that is open, once the last: with the alternatives of one choice
        // next to each other, all of them are met.
        for prefer in 0..count {
            let mut done = 0_u32;
            for _ in 0..count {
                if self.is_over(done) {
                    break;
                }
                let open: Vec<usize> = self.open(done).map(|(number, _)| number).collect();
                let wanted = open.iter().find(|&&number| number >= prefer).or(open.first());
                let &number = wanted.ok_or(QuestFault::Stuck(prefer as u16))?;
                done |= 1 << number;
            }
            if !self.is_over(done) {
                return Err(QuestFault::Stuck(prefer as u16));
            }
            met |= done;
        }
        match (0..count).find(|&number| !super::plot::has(met, number)) {
            Some(number) => Err(QuestFault::Stuck(number as u16)),
            None => Ok(()),
        }
    }

    fn post(&self, world: &World, number: u16, id: PersonId) -> Result<seed::Point, QuestFault> {
        let person = world.person(id).ok_or(QuestFault::Nobody(number, id))?;
        Ok(person.post)
    }

    fn item(&self, world: &World, number: u16, item: ItemId) -> Result<(), QuestFault> {
        let known = usize::from(item.0) < world.rules().items.len();
        if known { Ok(()) } else { Err(QuestFault::Nothing(number, item)) }
    }
}
