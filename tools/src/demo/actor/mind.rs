//! What to do next: enemies first, then the body, then company, then the quest.

use super::talk::Matter;
use super::{Actor, Asked};
use crate::demo::stage::{Stage, Standing};
use protocol::{Ask, ChatScope};
use session::Wish;
use simulation::TICKS_PER_SECOND;
use worldgen::Objective;

/// Below this health, in per cent, one sits down; from the other one goes on.
const WEARY: u32 = 40;
const RESTED: u32 = 60;
/// Ticks between two invitations.
const INVITE_EVERY: u32 = 3 * TICKS_PER_SECOND;

impl Actor {
    /// Decides for a tick.
    pub(super) fn decide(&mut self, stage: &mut Stage<'_>) -> Wish {
        self.drink(stage);
        if let Some(wish) = self.fight(stage) {
            self.rests = false;
            return wish;
        }
        if stage.holding || stage.tick < self.begins {
            return Wish::default();
        }
        if let Some(wish) = self.fetch_loot(stage) {
            return wish;
        }
        if self.rest(stage) {
            return Wish::default();
        }
        self.keep_company(stage);
        self.pursue(stage)
    }

    fn rest(&mut self, stage: &Stage<'_>) -> bool {
        let health = self.health();
        if self.rests {
            self.rests = health < RESTED;
        } else if health < WEARY {
            self.rests = true;
            let place = self.view().and_then(|view| view.dungeon);
            let place = if place.is_some() { "against the wall" } else { "in the grass" };
            stage.tell(self.index, &format!("is badly hurt and sits down {place} for a while."));
        }
        self.rests
    }

    /// The standing of whom it goes with.
    pub(super) fn companion<'s>(&self, stage: &'s Stage<'_>) -> Option<&'s Standing> {
        stage.standings.get(self.partner?)
    }

    /// It goes ahead, or alone.
    pub(super) fn leads(&self, stage: &Stage<'_>) -> bool {
        let Some(partner) = self.partner else { return true };
        let space = self.view().map(|view| view.space);
        let together = |other: &Standing| other.up && Some(other.space) == space;
        self.index < partner || !self.companion(stage).is_some_and(together)
    }

    /// Sees to it that those in twos are a party.
    fn keep_company(&mut self, stage: &Stage<'_>) {
        let Some(partner) = self.partner else { return };
        let Some(view) = self.view() else { return };
        if view.party.len() > 1 || stage.tick < self.next_party || !self.may_ask(stage) {
            return;
        }
        let other = &stage.parts[partner].name;
        let invited = view.invited_by.as_deref() == Some(other.as_str());
        let here = self.companion(stage).is_some_and(|other| other.up && !other.done);
        if invited {
            self.ask(stage, Ask::JoinParty, Asked::Other);
        } else if self.index < partner && here {
            let name = other.clone();
            self.ask(stage, Ask::Invite { name }, Asked::Other);
        } else {
            return;
        }
        self.next_party = stage.tick + INVITE_EVERY;
    }

    /// They are a party, or it is alone.
    pub(super) fn has_company(&self) -> bool {
        self.partner.is_none() || self.view().is_some_and(|view| view.party.len() > 1)
    }

    /// Says something to the party.
    pub(super) fn say(&mut self, stage: &Stage<'_>, text: &str) {
        if self.partner.is_some() && self.has_company() {
            let chat = Ask::Chat { scope: ChatScope::Party, text: text.to_owned() };
            self.ask(stage, chat, Asked::Other);
        }
    }

    /// It has a companion who does the talking.
    pub(super) fn listens(&self) -> bool {
        self.partner.is_some_and(|partner| partner < self.index)
    }

    fn pursue(&mut self, stage: &mut Stage<'_>) -> Wish {
        let id = self.quest.id;
        if self.finished.is_some() {
            if !self.dress(stage) {
                self.doing = "has done it".to_owned();
            }
            return Wish::default();
        }
        let Some(view) = self.view() else { return Wish::default() };
        let progress = view.quests.iter().find(|view| view.quest.id == id).map(|v| v.progress);
        let Some(progress) = progress else {
            return self.see(stage, id.giver, Matter::Take(id));
        };
        let objective = self.quest.objectives.get(usize::from(progress.step)).cloned();
        match objective {
            Some(Objective::Deliver { to, .. }) => self.see(stage, to, Matter::Deliver(id)),
            Some(Objective::Hunt { creature, near, within, .. }) => {
                self.set_out(stage, near);
                self.hunt(stage, creature, near, within)
            }
            Some(
                Objective::Enter { dungeon }
                | Objective::Solve { dungeon }
                | Objective::SlayBoss { dungeon }
                | Objective::Fetch { dungeon, .. },
            ) => self.delve(stage, dungeon, objective.as_ref()),
            Some(Objective::Report { to }) => {
                self.prey = None;
                if self.view().is_some_and(|view| view.dungeon.is_some()) {
                    return self.go_out(stage);
                }
                self.see(stage, to, Matter::Report(id))
            }
            // The cast is dealt deliveries, hunts and delves only.
            Some(_) | None => Wish::default(),
        }
    }

    /// Tells, once, that it sets out for a place.
    pub(super) fn set_out(&mut self, stage: &Stage<'_>, to: seed::Point) {
        if !self.first("sets out") || self.listens() {
            return;
        }
        let here = self.here();
        let metres = here.distance(to) / 1000;
        let way = worldgen::Compass::between(here, to);
        let target = match &self.quest.objectives.first() {
            Some(Objective::Hunt { creature, .. }) => {
                format!("to where the {} are", stage.rules().creature(*creature).plural)
            }
            Some(Objective::Enter { dungeon }) => format!("for {}", stage.site_name(*dungeon)),
            _ => String::new(),
        };
        stage.tell(self.index, &format!("sets out {target}, {metres} m to the {way}."));
    }
}
