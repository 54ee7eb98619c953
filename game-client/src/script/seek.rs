//! Where a script's goals are.

use super::parse::Goal;
use crate::camera::{over_ground, point};
use crate::goals::Goals;
use crate::play::{Followed, Place};
use crate::scene::{Actor, Stage};
use bevy::prelude::*;
use protocol::{EntityKind, NetId, Pose};
use seed::Mm;
use worldgen::{SiteKind, World as Land};

/// What a goal was found to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    /// Where, metres east and south.
    pub(super) at: Vec2,
    /// The thing itself, where it is in sight.
    pub(super) thing: Option<NetId>,
}

/// What is looked through.
pub(super) struct Sight<'a> {
    pub(super) land: &'a Land,
    pub(super) stage: &'a Stage,
    pub(super) place: &'a Place,
    pub(super) goals: &'a Goals,
    pub(super) followed: &'a Followed,
}

impl Sight<'_> {
    /// Finds a goal.
    pub(super) fn find(&self, goal: Goal) -> Option<Found> {
        match goal {
            Goal::Person => self.nearest(|actor| matches!(actor.kind, EntityKind::Person { .. })),
            Goal::Giver => self.nearest(|actor| self.gives(actor)),
            Goal::Creature => self.nearest(is_enemy),
            Goal::Player => self.nearest(|actor| matches!(actor.kind, EntityKind::Player { .. })),
            Goal::Exit => self.nearest(|actor| actor.kind == EntityKind::Exit),
            Goal::Door => self.nearest(|actor| actor.kind == EntityKind::Door && actor.state == 0),
            Goal::Lever => self.nearest(|actor| matches!(actor.kind, EntityKind::Lever { .. })),
            Goal::Chest => self.nearest(|actor| {
                matches!(actor.kind, EntityKind::Chest { .. }) && actor.state == 0
            }),
            Goal::Drop => self.nearest(|actor| matches!(actor.kind, EntityKind::Drop { .. })),
            Goal::Quest => {
                let at = over_ground(self.goals.target()?);
                Some(Found { at, thing: None })
            }
            Goal::Point(east, south) => {
                Some(Found { at: Vec2::new(east as f32, south as f32), thing: None })
            }
            Goal::Dungeon => self
                .nearest(|actor| matches!(actor.kind, EntityKind::Mouth { .. }))
                .filter(|found| found.at.distance(self.here()) < 60.0)
                .or_else(|| self.site(SiteKind::Dungeon)),
            Goal::Settlement => self.site(SiteKind::Settlement),
        }
    }

    fn here(&self) -> Vec2 {
        over_ground(self.place.at)
    }

    fn nearest(&self, wanted: impl Fn(&Actor) -> bool) -> Option<Found> {
        let here = self.here();
        let others = self.stage.actors.iter().filter(|&(id, _)| Some(*id) != self.stage.own);
        others
            .filter(|(_, actor)| wanted(actor))
            .map(|(&id, actor)| Found { at: over(actor.position), thing: Some(id) })
            .min_by(|a, b| a.at.distance(here).total_cmp(&b.at.distance(here)))
    }

    fn gives(&self, actor: &Actor) -> bool {
        let EntityKind::Person { person } = actor.kind else {
            return false;
        };
        let followed = |id| self.followed.0.iter().any(|view| view.quest.id == id);
        self.land.quests(person).iter().any(|quest| !followed(quest.id))
    }

    fn site(&self, kind: SiteKind) -> Option<Found> {
        let here = self.here();
        let sites = self.land.sites_near(point(here), Mm::metres(4000));
        sites
            .iter()
            .filter(|site| site.kind == kind)
            .map(|site| Found { at: over_ground(site.at), thing: None })
            .min_by(|a, b| a.at.distance(here).total_cmp(&b.at.distance(here)))
    }
}

/// A living creature.
pub(super) fn is_enemy(actor: &Actor) -> bool {
    matches!(actor.kind, EntityKind::Creature { .. })
        && actor.health > 0
        && Pose::of(actor.state) != Pose::Dead
}

fn over(position: Vec3) -> Vec2 {
    Vec2::new(position.x, position.z)
}
