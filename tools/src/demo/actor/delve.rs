//! Dungeons: in together, the key, the door, the levers, the guardian, the treasure, and out.

mod hoard;

use super::{Actor, Asked};
use crate::demo::stage::Stage;
use protocol::{Ask, EntityKind, NetId};
use seed::Point;
use session::{Place, Seen, Wish};
use simulation::TICKS_PER_SECOND;
use simulation::inventory::Mark;
use std::collections::BTreeSet;
use std::sync::Arc;
use worldgen::dungeon::Action;
use worldgen::{Dungeon, Feature, FeatureKind, Objective, SiteId};

/// How near one goes to use something; the server allows a little more.
const REACH: i64 = 2_600;
/// How long one waits for the other at the mouth.
const WAIT: u32 = 45 * TICKS_PER_SECOND;
/// How long one gathers strength before the guardian.
const GATHER: u32 = 25 * TICKS_PER_SECOND;
/// How far the follower stays behind.
const BEHIND: i64 = 2_400;

impl Actor {
    /// Goes down and does what the quest asks for next.
    pub(super) fn delve(
        &mut self,
        stage: &mut Stage<'_>,
        site: SiteId,
        due: Option<&Objective>,
    ) -> Wish {
        let inside = self.view().and_then(|view| view.dungeon);
        let Some(dungeon) = stage.dungeon(site) else { return Wish::default() };
        match inside {
            None => self.go_in(stage, site),
            Some(inside) if inside == site => self.explore(stage, &dungeon, due),
            Some(_) => self.go_out(stage),
        }
    }

    fn go_in(&mut self, stage: &mut Stage<'_>, site: SiteId) -> Wish {
        let Some(mouth) = stage.world.site(site) else { return Wish::default() };
        self.doing = format!("is on the way to {}", mouth.name);
        self.set_out(stage, mouth.at);
        if !self.is_near(mouth.at, REACH) {
            self.waits_since = None;
            return self.walk_to(stage, mouth.at, REACH - 500);
        }
        if self.waits_for_company(stage, site) {
            self.doing = format!("waits at {}", mouth.name);
            return Wish::default();
        }
        let is =
            |kind: &EntityKind| matches!(kind, EntityKind::Mouth { site: one } if *one == site);
        self.use_thing(stage, is, mouth.at, Asked::Down)
    }

    /// The leader waits until both are there, the other until the leader is below.
    fn waits_for_company(&mut self, stage: &Stage<'_>, site: SiteId) -> bool {
        let Some(other) = self.companion(stage) else { return false };
        if other.done {
            return false;
        }
        let below = other.dungeon == Some(site);
        let beside = other.up && other.dungeon.is_none() && self.is_near(other.at, 12_000);
        let leads = self.partner.is_some_and(|partner| self.index < partner);
        let ready = self.has_company() && (below || leads && beside);
        let name = other.name.clone();
        let since = *self.waits_since.get_or_insert(stage.tick);
        if !ready && self.first("waits") && leads {
            stage.tell(self.index, &format!("waits for {name} at the mouth."));
        }
        !ready && stage.tick - since < WAIT
    }

    fn explore(
        &mut self,
        stage: &mut Stage<'_>,
        dungeon: &Arc<Dungeon>,
        due: Option<&Objective>,
    ) -> Wish {
        let Some((space, seen)) = self.session.as_ref().and_then(|session| {
            let space = session.view().space;
            match session.place() {
                Place::Dungeon(ground) => Some((space, ground.open.clone())),
                _ => None,
            }
        }) else {
            return Wish::default();
        };
        let open = stage.doors.entry(space).or_default();
        open.extend(seen);
        let open = open.clone();
        self.prey = None;
        if let Some(Objective::Fetch { .. }) = due {
            return self.take_treasure(stage, dungeon);
        }
        if !self.leads(stage) {
            return self.come_along(stage, due);
        }
        if let Some(wish) = self.open_chest(stage) {
            return wish;
        }
        match due {
            Some(Objective::SlayBoss { .. }) => self.face_guardian(stage, dungeon),
            _ => self.advance(stage, dungeon, &open),
        }
    }

    /// Does the first thing on the way to the guardian that is not done yet.
    fn advance(
        &mut self,
        stage: &mut Stage<'_>,
        dungeon: &Dungeon,
        open: &BTreeSet<(u16, u16)>,
    ) -> Wish {
        for step in stage.steps(dungeon).iter() {
            let Some(feature) = dungeon.feature(step.feature).copied() else { continue };
            // What opens when this is done.
            let opens = |fits: &dyn Fn(FeatureKind) -> bool| {
                dungeon.features.iter().any(|other| fits(other.kind) && !open.contains(&other.cell))
            };
            match (&step.action, feature.kind) {
                (Action::OpenDoor, FeatureKind::Door { lock }) if !open.contains(&feature.cell) => {
                    return self.open_door(stage, dungeon, feature, lock);
                }
                (Action::OpenSecret, _) if !open.contains(&feature.cell) => {
                    let at = Dungeon::middle(feature.cell);
                    return self.go_and_use(
                        stage,
                        |kind| *kind == EntityKind::Secret,
                        at,
                        Asked::Lever,
                    );
                }
                (Action::PullSwitch, FeatureKind::Switch { switch })
                    if opens(&|kind| kind == FeatureKind::Portcullis { switch })
                        && !self.pulled(feature) =>
                {
                    self.doing = "goes to a switch".to_owned();
                    let at = Dungeon::middle(feature.cell);
                    return self.go_and_use(
                        stage,
                        |kind| *kind == EntityKind::Switch,
                        at,
                        Asked::Lever,
                    );
                }
                (Action::KillWarden, _)
                    if opens(&|kind| kind == FeatureKind::Seal { warden: feature.id })
                        && !self.is_slain(feature) =>
                {
                    return self.face_warden(stage, feature);
                }
                (Action::SolvePuzzle { .. }, _) if !open.contains(&feature.cell) => {
                    return self.solve(stage, dungeon);
                }
                _ => {}
            }
        }
        self.solve(stage, dungeon)
    }

    /// A switch in sight is pulled.
    fn pulled(&self, switch: Feature) -> bool {
        let at = Dungeon::middle(switch.cell);
        let near = |seen: &Seen| seen.kind == EntityKind::Switch && seen.at.distance(at) < 1_000;
        self.view()
            .is_some_and(|view| view.entities.values().any(|seen| near(seen) && seen.state == 1))
    }

    /// One stands where a warden lived, and sees no creature.
    fn is_slain(&self, warden: Feature) -> bool {
        let is = |kind: &EntityKind| matches!(kind, EntityKind::Creature { .. });
        self.is_near(Dungeon::middle(warden.cell), 2_500)
            && self.find(is).is_none_or(|(_, seen)| !self.sees(seen.at))
    }

    fn face_warden(&mut self, stage: &mut Stage<'_>, warden: Feature) -> Wish {
        self.doing = "looks for the warden of a gate".to_owned();
        let lair = Dungeon::middle(warden.cell);
        let is = |kind: &EntityKind| matches!(kind, EntityKind::Creature { boss: false, .. });
        if let Some((id, seen)) = self.find(is)
            && seen.at.distance(lair) < 14_000
            && self.sees(seen.at)
        {
            self.prey = Some(id);
        }
        self.walk_to(stage, lair, 1_500)
    }

    /// Goes to stairs or a shaft and takes them.
    pub(super) fn change_floor(&mut self, stage: &mut Stage<'_>, link: Feature) -> Wish {
        let at = Dungeon::middle(link.cell);
        let is = move |kind: &EntityKind| match link.kind {
            FeatureKind::Stairs { down, .. } => *kind == EntityKind::Stairs { down },
            _ => *kind == EntityKind::Shaft,
        };
        self.go_and_use(stage, is, at, Asked::Other)
    }

    /// Stays behind who leads; what attacks either is fought by both.
    fn come_along(&mut self, stage: &mut Stage<'_>, due: Option<&Objective>) -> Wish {
        let Some(other) = self.companion(stage) else { return Wish::default() };
        let (name, at) = (other.name.clone(), other.at);
        let fighting = other.fighting;
        self.doing = format!("follows {name}");
        if fighting && matches!(due, Some(Objective::SlayBoss { .. })) {
            self.prey = self.guardian().map(|(id, _)| id);
        }
        self.walk_to(stage, at, BEHIND)
    }

    fn open_door(
        &mut self,
        stage: &mut Stage<'_>,
        dungeon: &Dungeon,
        door: Feature,
        lock: u8,
    ) -> Wish {
        let lying = dungeon.features.iter().find_map(|feature| match feature.kind {
            FeatureKind::Key { item, lock: of } if of == lock => Some((item, feature.cell)),
            _ => None,
        });
        let Some((key, lies)) = lying else { return Wish::default() };
        let name = stage.rules().item(key).name.clone();
        let mark = Mark::Dungeon(dungeon.id);
        let has = self.view().is_some_and(|view| view.inventory.find(key, mark).is_some());
        if has {
            self.doing = format!("takes the {name} to the door");
            let at = Dungeon::middle(door.cell);
            return self.go_and_use(stage, |kind| *kind == EntityKind::Door, at, Asked::Door);
        }
        self.doing = format!("looks for the {name}");
        let at = Dungeon::middle(lies);
        let is_key =
            |kind: &EntityKind| matches!(kind, EntityKind::Drop { item, .. } if item.base == key);
        let lying = self.find(is_key);
        let at = lying.as_ref().map_or(at, |(_, seen)| seen.at);
        if lying.is_none() && self.is_near(at, REACH) && self.first("no key") {
            stage.tell(
                self.index,
                &format!("finds no {name} where it should lie; somebody has it."),
            );
        }
        let asked = Asked::PickUp(NetId::default(), name);
        self.go_and_use(stage, is_key, at, asked)
    }

    fn face_guardian(&mut self, stage: &mut Stage<'_>, dungeon: &Dungeon) -> Wish {
        let boss = stage.rules().theme(dungeon.theme).boss;
        let name = stage.rules().creature(boss).name.clone();
        self.doing = format!("faces the {name}");
        let rules = stage.rules().clone();
        let since = *self.waits_since.get_or_insert(stage.tick);
        if !self.is_fit(&rules) && stage.tick - since < GATHER {
            if self.first("gathers") {
                stage.tell(self.index, &format!("gathers strength before the {name}."));
            }
            return Wish::default();
        }
        if let Some((id, _)) = self.guardian().filter(|(_, at)| self.sees(*at)) {
            self.prey = Some(id);
            if self.first("guardian") {
                stage.tell(self.index, &format!("sees the {name} and does not turn back."));
            }
        }
        let lair = place(dungeon, |kind| matches!(kind, FeatureKind::Creature { boss: true, .. }));
        lair.map_or_else(Wish::default, |at| self.walk_to(stage, at, 1_500))
    }

    fn guardian(&self) -> Option<(NetId, Point)> {
        let is = |kind: &EntityKind| matches!(kind, EntityKind::Creature { boss: true, .. });
        self.find(is).map(|(id, seen)| (id, seen.at))
    }

    /// Goes back to the entrance and up.
    pub(super) fn go_out(&mut self, stage: &mut Stage<'_>) -> Wish {
        self.doing = "looks for the way out".to_owned();
        let site = self.view().and_then(|view| view.dungeon);
        let Some(dungeon) = site.and_then(|site| stage.dungeon(site)) else {
            return Wish::default();
        };
        let at = dungeon.entrance();
        self.go_and_use(stage, |kind| *kind == EntityKind::Exit, at, Asked::Up)
    }

    fn go_and_use(
        &mut self,
        stage: &mut Stage<'_>,
        is: impl Fn(&EntityKind) -> bool,
        at: Point,
        asked: Asked,
    ) -> Wish {
        if !self.is_near(at, REACH) {
            return self.walk_to(stage, at, REACH - 500);
        }
        self.use_thing(stage, is, at, asked)
    }

    fn use_thing(
        &mut self,
        stage: &mut Stage<'_>,
        is: impl Fn(&EntityKind) -> bool,
        at: Point,
        asked: Asked,
    ) -> Wish {
        if let Some((target, _)) = self.find(is)
            && self.may_ask(stage)
        {
            self.ask(stage, Ask::Interact { target }, asked);
        }
        Wish { aim: simulation::Heading::towards(self.here(), at), ..Wish::default() }
    }

    /// The nearest thing in sight of some kind.
    fn find(&self, is: impl Fn(&EntityKind) -> bool) -> Option<(NetId, Seen)> {
        self.view()?.nearest(|seen| is(&seen.kind)).map(|(id, seen)| (id, seen.clone()))
    }
}

/// Where a feature is.
fn place(dungeon: &Dungeon, is: impl Fn(FeatureKind) -> bool) -> Option<Point> {
    let feature = dungeon.features.iter().find(|feature| is(feature.kind))?;
    Some(Dungeon::middle(feature.cell))
}
