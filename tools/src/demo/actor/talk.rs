//! Talking with people: a question or two out of curiosity, then the matter at hand.

use super::{Actor, Asked};
use crate::demo::stage::Stage;
use protocol::{Ask, EntityKind, NetId, Refusal, Topic};
use session::Wish;
use simulation::TICKS_PER_SECOND;
use worldgen::{PersonId, QuestId};

/// How near one goes to somebody to talk, in millimetres.
const NEAR: i64 = 2_300;
/// Time for reading a line, in ticks.
const READING: u32 = TICKS_PER_SECOND * 11 / 10;

/// What a talk is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Matter {
    /// To take a quest.
    Take(QuestId),
    /// To hand something over.
    Deliver(QuestId),
    /// To say that it is done.
    Report(QuestId),
}

/// How far a talk is.
#[derive(Clone, Debug, Default)]
pub(super) struct Talking {
    with: Option<PersonId>,
    asked: Vec<Topic>,
    questions: Option<u32>,
    next: u32,
}

impl Actor {
    /// Goes to somebody and settles a matter.
    pub(super) fn see(&mut self, stage: &mut Stage<'_>, person: PersonId, matter: Matter) -> Wish {
        let (name, _, post) = stage.person(person);
        self.doing = format!("goes to see {name}");
        let seen = self.view().and_then(|view| {
            let is = |kind: &EntityKind| matches!(kind, EntityKind::Person { person: one } if *one == person);
            view.entities.iter().find(|(_, seen)| is(&seen.kind)).map(|(&id, seen)| (id, seen.at))
        });
        let at = seen.map_or(post, |(_, at)| at);
        if !self.is_near(at, NEAR + 500) {
            return self.walk_to(stage, at, NEAR);
        }
        self.doing = format!("talks with {name}");
        if let Some((npc, _)) = seen
            && self.may_ask(stage)
            && stage.tick >= self.talk.next
        {
            self.speak(stage, npc, person, matter);
        }
        let here = self.here();
        Wish { aim: simulation::Heading::towards(here, at), ..Wish::default() }
    }

    fn speak(&mut self, stage: &mut Stage<'_>, npc: NetId, person: PersonId, matter: Matter) {
        let open = self.view().and_then(|view| view.dialogue.as_ref());
        let choices = open.filter(|dialogue| dialogue.person == person).map(|d| d.choices.clone());
        let Some(choices) = choices else {
            if self.talk.with != Some(person) {
                self.talk = Talking { with: Some(person), ..Talking::default() };
            }
            self.talk.next = stage.tick + READING;
            self.ask(stage, Ask::Interact { target: npc }, Asked::Talk);
            return;
        };
        self.talk.next = stage.tick + READING;
        let topics: Vec<Topic> = choices.iter().map(|choice| choice.topic).collect();
        let topic = self.next_topic(&topics, matter);
        let label = choices.iter().find(|choice| choice.topic == topic);
        let label = label.map_or_else(String::new, |choice| choice.label.clone());
        self.talk.asked.push(topic);
        self.ask(stage, Ask::Choose { topic }, Asked::Line(label));
    }

    /// One or two questions of one's own before a quest; then what the matter needs.
    fn next_topic(&mut self, open: &[Topic], matter: Matter) -> Topic {
        let due = match matter {
            Matter::Take(id) if open.contains(&Topic::Accept(id)) => Some(Topic::Accept(id)),
            Matter::Take(id) => Some(Topic::Quest(id)),
            Matter::Deliver(id) => Some(Topic::Deliver(id)),
            Matter::Report(id) => Some(Topic::Report(id)),
        };
        let due = due.filter(|topic| open.contains(topic));
        // Who comes along leaves the questions to the other.
        if let (Matter::Take(_), Some(Topic::Quest(_)) | None, false) =
            (matter, due, self.listens())
        {
            let small_talk = [Topic::Work, Topic::Place, Topic::Neighbours, Topic::Dungeons];
            let left: Vec<Topic> = small_talk
                .into_iter()
                .filter(|topic| open.contains(topic) && !self.talk.asked.contains(topic))
                .collect();
            let questions = *self.talk.questions.get_or_insert_with(|| 1 + self.stream.below(2));
            if questions > 0
                && let Some(&topic) = self.stream.pick(&left)
            {
                self.talk.questions = Some(questions - 1);
                return topic;
            }
        }
        due.unwrap_or(Topic::Farewell)
    }

    /// Somebody would not talk: it is tried again in a moment, from nearer.
    pub(super) fn talk_refused(&mut self, stage: &Stage<'_>, why: &Refusal) {
        self.talk.next = stage.tick + READING;
        if !matches!(why, Refusal::TooFast) {
            self.talk.with = None;
        }
    }
}
