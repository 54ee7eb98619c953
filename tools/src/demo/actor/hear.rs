//! What happens to an actor, noted and told. Everything told comes from what the server sent.

use super::{Actor, Asked};
use crate::demo::memory::Memory;
use crate::demo::stage::Stage;
use crate::demo::story::{a, count as words, list};
use protocol::{ChatScope, Dialogue, EntityKind, Event, NetId, Outcome, RequestId};
use session::Happening;
use worldgen::{Objective, SiteId};

impl Actor {
    /// Takes note of something, and tells it if it is worth that.
    pub(super) fn hear(&mut self, stage: &mut Stage<'_>, happening: Happening) {
        match happening {
            Happening::Connected => {}
            Happening::Answer { request, outcome } => self.hear_answer(stage, request, &outcome),
            Happening::Told(event) => self.hear_event(stage, event),
            Happening::Ended(why) => self.ended = Some(why.to_string()),
        }
    }

    fn hear_event(&mut self, stage: &mut Stage<'_>, event: Event) {
        match event {
            Event::Space { dungeon, .. } => self.hear_space(stage, dungeon),
            Event::Appear(infos) => {
                self.known.extend(infos.into_iter().map(|info| (info.id, info.kind)));
            }
            Event::Stats(_) | Event::Inventory(_) | Event::Quests(_) => self.compare(stage),
            Event::Hit { by, target, killed, .. } => self.hear_hit(stage, by, target, killed),
            Event::Died { .. } => {
                self.deaths += 1;
                self.foes.clear();
                self.route = None;
                let home = stage.site_name(stage.world.home());
                stage.tell(self.index, &format!("falls, and will wake in {home}."));
            }
            Event::Dialogue(dialogue) => self.hear_line(stage, &dialogue),
            Event::QuestDone { quest, title } if quest == self.quest.id => {
                self.finished = Some(stage.story.elapsed());
                let reward = &self.quest.reward;
                let item = reward.item.as_ref().map(|item| item.name(stage.rules()));
                self.reward.clone_from(&item);
                let and = item.map_or_else(String::new, |item| format!(", {}", a(&item)));
                stage.tell(
                    self.index,
                    &format!(
                        "has done it: “{title}”. The reward: {} coins{and}, and {} experience.",
                        reward.coins, reward.experience
                    ),
                );
            }
            Event::Notice(text) => {
                if let Some(what) = text.strip_prefix("In the chest: ") {
                    stage.tell(self.index, &format!("lifts the lid of a chest. In it: {what}"));
                }
            }
            Event::Chat { from, scope: ChatScope::Party, text } => {
                let me = &stage.parts[self.index].name;
                if from != *me {
                    stage.tell(self.index, &format!("hears {from} say: “{text}”"));
                }
            }
            Event::Party(members) => {
                let others =
                    members.len() > 1 && self.partner.is_some_and(|other| self.index < other);
                if others && self.first("party") {
                    let names: Vec<String> =
                        members.into_iter().map(|member| member.name).collect();
                    let me = &stage.parts[self.index].name;
                    let rest: Vec<String> = names.into_iter().filter(|name| name != me).collect();
                    stage.tell(self.index, &format!("and {} will go together.", list(&rest)));
                }
            }
            _ => {}
        }
    }

    fn hear_space(&mut self, stage: &mut Stage<'_>, dungeon: Option<SiteId>) {
        let before = self.before.dungeon;
        self.before.dungeon = dungeon;
        self.route = None;
        self.waits_since = None;
        match (before, dungeon) {
            (None, Some(site)) => {
                let name = stage.site_name(site);
                let weapon = self.view().and_then(|view| {
                    let worn = view.inventory.worn().get(&ruleset::Slot::Hand)?;
                    Some(a(&worn.item.name(stage.rules())))
                });
                let weapon = weapon.unwrap_or_else(|| "nothing".to_owned());
                let alone = if self.partner.is_none() { "alone, " } else { "" };
                stage.tell(self.index, &format!("goes down into {name}, {alone}{weapon} in hand."));
                if self.partner.is_some_and(|other| self.index < other) {
                    let line = stage.one_of(&["Stay close.", "Mind the corners.", "After me."]);
                    self.say(stage, line);
                }
            }
            (Some(site), None) if self.health() > 0 => {
                let name = stage.site_name(site);
                let ways = ["comes up into the light from", "is out of", "leaves behind"];
                let how = stage.one_of(&ways);
                stage.tell(self.index, &format!("{how} {name}."));
            }
            _ => {}
        }
    }

    fn hear_hit(&mut self, stage: &mut Stage<'_>, by: Option<NetId>, target: NetId, killed: bool) {
        let Some(view) = self.view() else { return };
        let you = view.you;
        if by == Some(you) {
            self.struck_at = stage.tick.max(1);
            let kind = self.known.get(&target);
            if let (true, Some(&EntityKind::Creature { creature, boss, .. })) = (killed, kind) {
                self.kills += 1;
                let name = stage.rules().creature(creature).name.clone();
                let health = self.health();
                let text = if boss {
                    format!("brings the {name} down at last, {health} % of health left.")
                } else {
                    let ways = ["strikes down", "fells", "finishes", "puts an end to"];
                    format!("{} {}.", stage.one_of(&ways), a(&name))
                };
                stage.tell(self.index, &text);
            }
            return;
        }
        let friend = self.companion(stage).map(|other| other.you);
        if let Some(by) = by
            && (target == you || Some(target) == friend)
            && matches!(self.known.get(&by), Some(EntityKind::Creature { .. }))
        {
            self.note_foe(by, stage.tick.max(1));
        }
    }

    fn hear_line(&mut self, stage: &mut Stage<'_>, dialogue: &Dialogue) {
        let (_, trade, _) = stage.person(dialogue.person);
        let said = self.asked.values().rev().find_map(|(asked, _)| match asked {
            Asked::Line(label) => Some(label.clone()),
            _ => None,
        });
        let (name, text) = (&dialogue.name, dialogue.text.trim());
        let taking =
            self.finished.is_none() && self.view().is_some_and(|view| view.quests.is_empty());
        let line = match said {
            // Both hear the same; it is told once.
            _ if taking && self.listens() => return,
            None => format!("greets {name}, the {trade}. “{text}”"),
            Some(label) => format!("to {name}: “{label}” — “{text}”"),
        };
        stage.tell(self.index, &line);
    }

    /// Tells what is there now and was not before.
    fn compare(&mut self, stage: &mut Stage<'_>) {
        let Some(view) = self.view() else { return };
        let Some(now) = Memory::of(view) else { return };
        let known = !self.before.inventory.pack().is_empty();
        if known {
            self.tell_found(stage);
            if now.level > self.before.level {
                stage.tell(self.index, &format!("is stronger than before: level {}.", now.level));
            }
            self.tell_progress(stage, &now);
            let id = self.quest.id;
            let has = |memory: &Memory| memory.quests.iter().any(|(quest, _)| *quest == id);
            if has(&now) && !has(&self.before) {
                let how = if self.listens() { "will come along" } else { "takes it on" };
                stage.tell(self.index, &format!("{how}: “{}”.", self.quest.title));
            }
        }
        self.last_wealth = (now.level, now.coins);
        self.before = now;
    }

    /// Tells what is in the pack that was not before; what a chest or a reward held is told with it.
    fn tell_found(&mut self, stage: &mut Stage<'_>) {
        let waits = |is: &dyn Fn(&Asked) -> bool| self.asked.values().any(|(asked, _)| is(asked));
        if waits(&|asked| matches!(asked, Asked::Chest(_))) {
            return;
        }
        let reward = self.quest.reward.item.as_ref().map(|item| a(&item.name(stage.rules())));
        let talks = waits(&|asked| matches!(asked, Asked::Line(_)));
        let mut found = self.found(stage.rules());
        found.retain(|name| !(talks && Some(name) == reward.as_ref()));
        if !found.is_empty() {
            let picks = waits(&|asked| matches!(asked, Asked::PickUp(..)));
            let how = if picks { "picks up" } else { "now carries" };
            stage.tell(self.index, &format!("{how} {}.", list(&found)));
        }
    }

    /// Tells what moved the quest, where nothing else does.
    fn tell_progress(&mut self, stage: &mut Stage<'_>, now: &Memory) {
        let id = self.quest.id;
        let of =
            |memory: &Memory| memory.quests.iter().find(|(quest, _)| *quest == id).map(|q| q.1);
        let (Some(before), Some(after)) = (of(&self.before), of(now)) else { return };
        let was = self.quest.objectives.get(usize::from(before.step));
        match was {
            Some(Objective::Solve { .. }) if after.step > before.step && self.leads(stage) => {
                stage.tell(self.index, "sees the last lamp flare up; the gate grinds open.");
            }
            Some(Objective::Hunt { count, .. }) if after.step > before.step => {
                stage.tell(
                    self.index,
                    &format!("has killed all {} and turns back.", words(usize::from(*count))),
                );
            }
            _ => {}
        }
    }

    fn hear_answer(&mut self, stage: &mut Stage<'_>, request: RequestId, outcome: &Outcome) {
        if let Err(why) = outcome {
            self.refused.insert(request, why.clone());
        }
        let Some((asked, _)) = self.asked.remove(&request) else { return };
        match (asked, outcome) {
            (Asked::Talk | Asked::Line(_), Err(why)) => self.talk_refused(stage, why),
            (Asked::Drink(name), Ok(())) => {
                let health = self.health();
                stage.tell(self.index, &format!("drinks {}, down to {health} %.", a(&name)));
            }
            (Asked::Door, Ok(())) => {
                stage.tell(self.index, "turns the key; the door gives way, and the key is spent.");
            }
            (Asked::Equip(name, before), Ok(())) => {
                let instead =
                    before.map_or_else(String::new, |before| format!(" instead of {}", a(&before)));
                stage.tell(self.index, &format!("puts on {}{instead}.", a(&name)));
            }
            (Asked::Lever, Err(_)) => self.forget_pull(),
            (Asked::Chest(_), Err(why)) if self.first("chest refused") => {
                stage.tell(self.index, &format!("finds the chest shut: {why}."));
            }
            (Asked::PickUp(_, name), Err(why)) => {
                // Somebody was quicker: nothing to tell.
                tracing::debug!(%name, %why, "not picked up");
            }
            _ => {}
        }
    }
}
