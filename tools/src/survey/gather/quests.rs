//! What people of a settlement want done.

use super::{Sample, word};
use crate::survey::tally::Tally;
use crate::world::quest;
use worldgen::{Quest, Settlement};

/// Counts them; `check`: asks of each whether it can be done in this world.
pub(super) fn count(tally: &mut Tally, sample: &Sample, town: &Settlement, check: bool) {
    let world = sample.world;
    let mut all: Vec<Quest> = Vec::new();
    for person in &town.people {
        all.extend(tally.timed("quests of a person", || world.quests(person.id)));
    }
    tally.measure("quests: of a settlement", all.len());
    for quest in &all {
        tally.count("quests: kinds", quest::kind(quest.kind));
        tally.count("quests: needs", &word(&quest.plot.need));
        tally.measure("quests: objectives", quest.objectives.len());
        tally.measure("quests: coins", quest.reward.coins);
        let plot = &quest.plot;
        for (what, holds) in [
            ("part of an arc", plot.arc.is_some()),
            ("more than one way", !plot.steps.is_empty()),
            ("a deadline", plot.deadline_days.is_some()),
            ("a refusal", !plot.refusal.is_empty()),
            ("consequences", !plot.outcomes.is_empty()),
            ("playable in the game", quest.is_playable()),
        ] {
            tally.rate("quests: with", what, holds);
        }
        if let Some(arc) = plot.arc {
            let pattern = world.rules().arcs.get(usize::from(arc.arc));
            let name = pattern.map_or("?", |pattern| &pattern.name);
            if arc.part == 0 {
                tally.count("quests: arcs", name);
                tally.measure("quests: parts of an arc", arc.of);
            }
        }
        if check {
            let fault = tally.timed("check of a quest", || quest.check(world)).err();
            tally.check("quests can be done", fault.is_none(), || {
                let fault = fault.as_ref().map(ToString::to_string).unwrap_or_default();
                let id = quest.id;
                let (home, seed) = (id.giver.home, sample.seed);
                format!(
                    "quest, {fault}: seedbound quest show --seed {seed} --id={},{},{},{}",
                    home.x, home.z, id.giver.number, id.number
                )
            });
        }
    }
}
