//! What lies below: chests on the way, and the treasure.

use super::{REACH, place};
use crate::demo::actor::{Actor, Asked};
use crate::demo::stage::Stage;
use protocol::{Ask, EntityKind, NetId};
use session::Wish;
use worldgen::{Dungeon, FeatureKind};

/// Chests within this distance are opened on the way.
const ON_THE_WAY: i64 = 9_000;

impl Actor {
    pub(super) fn take_treasure(&mut self, stage: &mut Stage<'_>, dungeon: &Dungeon) -> Wish {
        self.doing = "goes for the treasure".to_owned();
        let Some(at) = place(dungeon, |kind| kind == FeatureKind::Chest { treasure: true }) else {
            return Wish::default();
        };
        let is = |kind: &EntityKind| *kind == EntityKind::Chest { treasure: true };
        self.go_and_use(stage, is, at, Asked::Chest(NetId::default()))
    }

    /// Opens a shut chest that is near, once.
    pub(super) fn open_chest(&mut self, stage: &mut Stage<'_>) -> Option<Wish> {
        let view = self.view()?;
        let here = view.server_own.at;
        let (id, at) = view
            .entities
            .iter()
            .filter(|(id, seen)| {
                seen.kind == EntityKind::Chest { treasure: false }
                    && seen.state == 0
                    && !self.tried.contains(id)
                    && seen.at.distance(here) < ON_THE_WAY
                    && self.sees(seen.at)
            })
            .map(|(&id, seen)| (id, seen.at))
            .next()?;
        if !self.is_near(at, REACH) {
            return Some(self.walk_to(stage, at, REACH - 500));
        }
        if self.may_ask(stage) {
            self.tried.insert(id);
            self.ask(stage, Ask::Interact { target: id }, Asked::Chest(id));
        }
        Some(Wish::default())
    }
}
