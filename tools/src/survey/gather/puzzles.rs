//! A puzzle of every family, as hard as the world's number says.

use super::Sample;
use crate::survey::tally::Tally;
use seed::Path;
use worldgen::puzzle::family::{HARDEST, search_name};
use worldgen::puzzle::generate;
use worldgen::puzzle::{PuzzleKind, family};

pub(super) fn count(tally: &mut Tally, sample: &Sample) {
    let world = sample.world;
    let town = world.settlement(world.home());
    let difficulty = (sample.number % u32::from(HARDEST)) as u8 + 1;
    for kind in PuzzleKind::ALL {
        let name = kind.name();
        // The same puzzle as `puzzle show --kind` draws.
        let path = Path::new().text("shown").int(difficulty).int(0);
        let mut stream = world.seed().stream(family::domain(kind), &path);
        let made = tally.timed(&format!("puzzle, {name}"), || {
            generate(kind, &mut stream, world.rules(), difficulty, town.as_ref())
        });
        let command = || {
            let seed = sample.seed;
            format!("seedbound puzzle show --seed {seed} --kind {name} --difficulty {difficulty}")
        };
        // A riddle needs three people who can be told apart; not every home has them.
        if made.is_none() && kind == PuzzleKind::Household {
            tally.rate("puzzles: homes that have a", name, false);
            continue;
        }
        let holds = made.as_ref().is_some_and(worldgen::puzzle::Generated::holds);
        tally.check("puzzles are solved by their proofs", holds, || {
            format!("the proof does not hold: {}", command())
        });
        let Some(made) = made else { continue };
        if kind == PuzzleKind::Household {
            tally.rate("puzzles: homes that have a", name, true);
        }
        let raw = &made.measure.raw;
        tally.measure(&format!("puzzles: {name}, score"), made.measure.score);
        tally.measure(&format!("puzzles: {name}, bits, thousandths"), raw.bits());
        tally.measure(&format!("puzzles: {name}, shortest solution"), raw.shortest);
        let effort = format!("puzzles: {name}, nodes of {}", search_name(raw.search));
        tally.measure(&effort, raw.effort);
        tally.rate("puzzles: with one answer", name, raw.unique);
    }
}
