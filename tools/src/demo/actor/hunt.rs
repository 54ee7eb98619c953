//! Hunting: the dens of a kind of creature around a place, one after the other.

use super::Actor;
use crate::demo::stage::Stage;
use protocol::{EntityKind, Pose};
use ruleset::CreatureId;
use seed::{Mm, Point};
use session::Wish;
use simulation::TICKS_PER_SECOND;
use worldgen::ChunkCoord;

/// How far prey is seen.
const SIGHT: i64 = 45_000;
/// How long a place without prey is looked at.
const LOOK: u32 = 4 * TICKS_PER_SECOND;

/// Where prey is looked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Search {
    spots: Vec<Point>,
    at: usize,
    since: Option<u32>,
}

impl Actor {
    /// Looks for prey, and marks what it finds.
    pub(super) fn hunt(
        &mut self,
        stage: &mut Stage<'_>,
        creature: CreatureId,
        near: Point,
        within: Mm,
    ) -> Wish {
        let plural = stage.rules().creature(creature).plural.clone();
        self.doing = format!("hunts {plural}");
        self.prey = self.find_prey(creature, near, within);
        if let Some(prey) = self.prey {
            // The fighting goes for it from the next tick on.
            let at = self.view().and_then(|view| view.entities.get(&prey)).map(|seen| seen.at);
            return at.map_or_else(Wish::default, |at| self.walk_to(stage, at, 1_500));
        }
        if self.searching.spots.is_empty() {
            self.searching.spots = spots(stage, creature, near, within);
        }
        let spots = &self.searching.spots;
        let spot = spots.get(self.searching.at % spots.len().max(1)).copied().unwrap_or(near);
        if !self.is_near(spot, 9_000) {
            self.searching.since = None;
            return self.walk_to(stage, spot, 6_000);
        }
        let since = *self.searching.since.get_or_insert(stage.tick);
        if stage.tick - since > LOOK {
            self.searching.at += 1;
            self.searching.since = None;
            if self.first("no prey") {
                stage.tell(self.index, &format!("finds no {plural} here and looks further on."));
            }
        }
        Wish::default()
    }

    fn find_prey(&self, creature: CreatureId, near: Point, within: Mm) -> Option<protocol::NetId> {
        let view = self.view()?;
        let here = view.server_own.at;
        let is_prey = |seen: &&session::Seen| {
            matches!(seen.kind, EntityKind::Creature { creature: kind, .. } if kind == creature)
                && !matches!(Pose::of(seen.state), Pose::Dead)
                && seen.at.distance(here) < SIGHT
                && seen.at.distance(near) < i64::from(within.0) - 4_000
        };
        view.entities
            .iter()
            .filter(|(_, seen)| is_prey(seen))
            .min_by_key(|(_, seen)| seen.at.distance_squared(here))
            .map(|(&id, _)| id)
    }
}

/// The dens of a kind around a place, the place itself first; then points around it.
fn spots(stage: &mut Stage<'_>, creature: CreatureId, near: Point, within: Mm) -> Vec<Point> {
    let reach = i64::from(within.0) - 5_000;
    stage.land.load_around(near, within.0 / 32_000 + 1, usize::MAX);
    let middle = ChunkCoord::of(near);
    let mut dens: Vec<Point> = stage
        .land
        .chunks()
        .filter(|chunk| chunk.coord.x.abs_diff(middle.x).max(chunk.coord.z.abs_diff(middle.z)) < 4)
        .flat_map(|chunk| &chunk.dens)
        .filter(|den| den.creature == creature && den.at.distance(near) < reach)
        .map(|den| den.at)
        .collect();
    dens.sort_by_key(|den| den.distance(near));
    let step = Mm(18_000);
    let around = [(1, 0), (0, 1), (-1, 0), (0, -1)]
        .map(|(x, z)| Point { x: near.x + Mm(step.0 * x), z: near.z + Mm(step.0 * z) });
    std::iter::once(near).chain(dens).chain(around).collect()
}
