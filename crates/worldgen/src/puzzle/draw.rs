//! Drawing a puzzle from a stream, and the name of that stream.
//!
//! In play the stream hangs from the world's secret, so that nobody can compute the solution before
//! the epoch's reveal; the command line, which knows no secret, shows the same construction on the
//! public seed.

use super::{MAX_LEVERS, Puzzle, all_lamps, linear};
use crate::{Dungeon, SiteId};
use seed::{Path, Stream};

/// The domain of the stream that a puzzle is drawn from.
pub const PUZZLE_DOMAIN: &str = "puzzle.lamps";

/// Draws of a wiring before the fixed one is taken. A random sparse matrix is invertible in about
/// one of four draws, so this is passed once in 10^8 puzzles.
const WIRING_DRAWS: u32 = 64;

/// How often a lever flips one, two, three, four lamps: mostly two or three, which people can still
/// see at a glance.
const FLIP_WEIGHTS: [u32; 4] = [2, 5, 5, 2];

/// The path of the stream that the puzzle of a dungeon's `visit`-th instance is drawn from. Server
/// and verifier both name it so.
#[must_use]
pub fn puzzle_path(dungeon: SiteId, visit: u64) -> Path {
    Path::new().int(dungeon.x).int(dungeon.z).int(dungeon.number).int(visit.cast_signed())
}

impl Puzzle {
    /// Draws a puzzle of `levers` levers (brought into `1..=16`). The wiring is invertible, each
    /// lever flips one to four lamps, and no wiring of two or more levers is the plain one-to-one.
    /// The start needs at least half of the levers.
    #[must_use]
    pub fn generate(stream: &mut Stream, levers: u8) -> Self {
        let levers = levers.clamp(1, MAX_LEVERS);
        let wiring = (0..WIRING_DRAWS)
            .map(|_| draw_wiring(stream, levers))
            .find(|wiring| is_good(wiring))
            .unwrap_or_else(|| chain(levers));
        let mut order: Vec<u8> = (0..levers).collect();
        stream.shuffle(&mut order);
        let fewest = levers.div_ceil(2);
        let count = stream.range(i32::from(fewest), i32::from(levers)) as usize;
        let flipped = order[..count].iter().fold(0, |sum, &lever| sum ^ wiring[usize::from(lever)]);
        Self { levers, wiring, start: all_lamps(levers) ^ flipped }
    }

    /// The puzzle of a dungeon's `visit`-th instance. `stream_of` turns a domain and a path into a
    /// stream: `|domain, path| secret.stream(domain, path)` in play, the public seed's on the
    /// command line.
    #[must_use]
    pub fn of_dungeon(
        stream_of: impl FnOnce(&str, &Path) -> Stream,
        dungeon: &Dungeon,
        visit: u64,
    ) -> Self {
        let mut stream = stream_of(PUZZLE_DOMAIN, &puzzle_path(dungeon.id, visit));
        Self::generate(&mut stream, dungeon.levers)
    }
}

fn draw_wiring(stream: &mut Stream, levers: u8) -> Vec<u16> {
    let mut lamps: Vec<u8> = (0..levers).collect();
    (0..levers)
        .map(|_| {
            let most = usize::from(levers).min(FLIP_WEIGHTS.len());
            let count = stream.weighted(&FLIP_WEIGHTS[..most]).unwrap_or(0) + 1;
            stream.shuffle(&mut lamps);
            lamps[..count].iter().fold(0, |row, lamp| row | 1 << lamp)
        })
        .collect()
}

/// Invertible, and not such that each lever flips a single lamp.
fn is_good(wiring: &[u16]) -> bool {
    linear::rank(wiring) as usize == wiring.len()
        && (wiring.len() == 1 || wiring.iter().any(|row| row.count_ones() > 1))
}

/// The wiring of last resort: each lever flips its lamp and the next, the last one its own alone.
/// Triangular with ones on the diagonal, hence invertible.
fn chain(levers: u8) -> Vec<u16> {
    (0..levers).map(|lever| (0b11 << lever) & all_lamps(levers)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wiring_of_last_resort_is_good() {
        for levers in 1..=MAX_LEVERS {
            assert!(is_good(&chain(levers)), "{levers} levers");
        }
    }

    #[test]
    fn another_visit_and_another_dungeon_have_other_streams() {
        let dungeon = SiteId { x: 1, z: -2, number: 3 };
        let other = SiteId { number: 4, ..dungeon };
        assert_ne!(puzzle_path(dungeon, 0), puzzle_path(dungeon, 1));
        assert_ne!(puzzle_path(dungeon, 0), puzzle_path(other, 0));
    }
}
