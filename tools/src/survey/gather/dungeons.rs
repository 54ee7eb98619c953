//! Dungeons: what they are like, and whether their proofs hold.

use super::{Sample, word};
use crate::survey::tally::Tally;
use worldgen::{SiteId, dungeon};

pub(super) fn count(tally: &mut Tally, sample: &Sample, id: SiteId) {
    let rules = sample.world.rules();
    let made = tally.timed("dungeon", || sample.world.dungeon(id));
    let proof =
        made.as_ref().map(|dungeon| tally.timed("proof of a dungeon", || dungeon::prove(dungeon)));
    tally.check("dungeons are proved", proof == Some(Ok(())), || {
        let flaw = proof.and_then(Result::err);
        sample.at(&format!("the dungeon is not proved ({flaw:?})"), "dungeon show", id)
    });
    let Some(dungeon) = made else { return };
    let measures = dungeon.measure(rules);
    tally.check("dungeons are solved", measures.is_some(), || {
        sample.at("the dungeon cannot be solved", "dungeon show", id)
    });
    let Some(measures) = measures else { return };
    tally.count("dungeons: themes", &rules.theme(dungeon.theme).name);
    for way in &dungeon.ways {
        tally.count("dungeons: ways", &word(&way.kind));
    }
    tally.measure("dungeons: rooms", dungeon.rooms.len());
    tally.measure("dungeons: floors", dungeon.floors.len());
    tally.measure("dungeons: steps of 2 m", measures.length);
    tally.measure("dungeons: difficulty", measures.difficulty);
    tally.measure("dungeons: locks on the way", measures.locks);
    tally.measure("dungeons: ways of a room, hundredths", measures.branching);
    tally.measure("dungeons: rooms left out, per mille", measures.optional);
    tally.measure("dungeons: danger", measures.danger);
    tally.measure("dungeons: ways back, per mille", measures.backtracking);
}
