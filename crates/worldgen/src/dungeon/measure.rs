//! How long, branched and hard a dungeon is, in numbers that steer the generator.

use super::inhabit::points;
use super::{Action, Dungeon, FeatureKind};
use ruleset::Ruleset;
use serde::Serialize;

/// The measures of a dungeon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Measures {
    /// Steps of 2 m of the shortest completion.
    pub length: u32,
    /// Things that had to be opened on it: doors, portcullises, gates, the puzzle, shafts.
    pub locks: u32,
    /// Ways that leave a room, in hundredths, on average.
    pub branching: u32,
    /// Rooms that one can leave out, per mille.
    pub optional: u32,
    /// Points of the creatures in rooms that one cannot leave out: health and five times the damage.
    pub danger: u32,
    /// Steps of the shortest completion that only lead back, per mille.
    pub backtracking: u32,
    /// All of it in one number: a tenth of the length, 6 a lock, a fortieth of the danger, a fiftieth
    /// of the backtracking, 3 a trap. The weights are ours: what costs a player about a minute is 10.
    pub difficulty: u32,
}

impl Dungeon {
    /// Measures it; `None` when it cannot be completed.
    #[must_use]
    pub fn measure(&self, rules: &Ruleset) -> Option<Measures> {
        let steps = self.solve()?;
        let length: u32 = steps.iter().map(|step| step.walk).sum();
        let is_lock = |action: &Action| {
            matches!(
                action,
                Action::OpenDoor
                    | Action::PullSwitch
                    | Action::KillWarden
                    | Action::SolvePuzzle { .. }
                    | Action::Jump
            )
        };
        let locks = steps.iter().filter(|step| is_lock(&step.action)).count() as u32;
        let treasure = steps.iter().position(|step| step.action == Action::OpenTreasure);
        let back: u32 =
            steps.iter().skip(treasure.map_or(0, |at| at + 1)).map(|step| step.walk).sum();
        let rooms = self.rooms.len().max(1) as u32;
        let optional = self.rooms.iter().filter(|room| room.optional).count() as u32;
        let inside = |cell: (u16, u16)| {
            self.rooms.iter().find(|room| {
                (room.min.0..=room.max.0).contains(&cell.0)
                    && (room.min.1..=room.max.1).contains(&cell.1)
            })
        };
        let (mut danger, mut traps) = (0, 0);
        for feature in &self.features {
            match feature.kind {
                FeatureKind::Creature { creature, level, .. }
                    if inside(feature.cell).is_none_or(|room| !room.optional) =>
                {
                    danger += points(rules.creature(creature), level);
                }
                FeatureKind::Trap { .. } => traps += 1,
                _ => {}
            }
        }
        let branching = 200 * self.ways.len() as u32 / rooms;
        let backtracking = 1000 * back / length.max(1);
        let difficulty = length / 10 + 6 * locks + danger / 40 + backtracking / 50 + 3 * traps;
        let optional = 1000 * optional / rooms;
        Some(Measures { length, locks, branching, optional, danger, backtracking, difficulty })
    }
}
