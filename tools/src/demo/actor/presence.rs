//! An actor's connection: coming in, hearing, standing among the others, leaving.

use super::{Actor, talk};
use crate::demo::stage::{Stage, Standing};
use anyhow::Context;
use session::{Corrections, Joined, Joining, Options, Session};
use simulation::TICKS_PER_SECOND;
use std::sync::Arc;
use std::time::Instant;

impl Actor {
    /// Logs in over the network and connects.
    pub(in crate::demo) fn join(&mut self, stage: &Stage<'_>, invite: &str) -> anyhow::Result<()> {
        let name = &stage.parts[self.index].name;
        let joining = Joining { server: invite, name, key: &self.key, known: None };
        let Joined { logged_in, world, .. } =
            session::join(&joining).with_context(|| format!("{name} could not join"))?;
        anyhow::ensure!(
            world.seed() == stage.world.seed(),
            "the server grew another world than it was asked to"
        );
        let options = Options { predict: true };
        // Derived from the same seed and rules; one for all saves the work.
        let mut session = Session::connect(logged_in, options, stage.world.clone())?;
        session.sign_with(Arc::clone(&self.key));
        self.session = Some(session);
        self.refused.clear();
        self.seen_at = Instant::now();
        self.ended = None;
        self.forget();
        Ok(())
    }

    /// Forgets what names things of the server's last run.
    fn forget(&mut self) {
        self.asked.clear();
        self.known.clear();
        self.foes.clear();
        self.tried.clear();
        self.prey = None;
        self.route = None;
        self.talk = talk::Talking::default();
    }

    /// Takes what arrived.
    pub(in crate::demo) fn listen(&mut self, stage: &mut Stage<'_>) {
        let now = Instant::now();
        let dt = now.duration_since(self.seen_at);
        self.seen_at = now;
        let Some(session) = &mut self.session else { return };
        let happenings = session.update(dt);
        for happening in happenings {
            self.hear(stage, happening);
        }
        self.stand(stage);
    }

    /// Leaves in order.
    pub(in crate::demo) fn leave(&mut self) {
        self.note_corrections();
        if let Some(session) = &mut self.session {
            session.leave();
        }
        self.session = None;
    }

    /// The connection has ended: there is no session any more.
    pub(in crate::demo) fn let_go(&mut self) {
        self.note_corrections();
        self.session = None;
    }

    /// The server's corrections of what this actor predicted, over all its sessions.
    pub(in crate::demo) fn corrections(&self) -> Corrections {
        let now = self.session.as_ref().and_then(Session::corrections).unwrap_or_default();
        add(self.corrections, now)
    }

    fn note_corrections(&mut self) {
        self.corrections = self.corrections();
    }

    /// Tells the others where it is.
    fn stand(&self, stage: &mut Stage<'_>) {
        let Some(session) = &self.session else { return };
        let view = session.view();
        let name = stage.parts[self.index].name.clone();
        let has_quest = view.quests.iter().any(|view| view.quest.id == self.quest.id);
        if let Some(standing) = stage.standings.get_mut(self.index) {
            *standing = Standing {
                name,
                you: view.you,
                at: view.own.at,
                space: view.space,
                dungeon: view.dungeon,
                up: view.inside && !view.dead && self.ended.is_none(),
                started: has_quest || self.finished.is_some(),
                fighting: stage.tick.saturating_sub(self.struck_at) < 2 * TICKS_PER_SECOND
                    && self.struck_at > 0,
                done: self.finished.is_some(),
            };
        }
    }

    /// Hands the session the land that the stage knows, so that it is made once for all.
    pub(super) fn remember(&mut self, stage: &mut Stage<'_>) {
        let Some(session) = &mut self.session else { return };
        let view = session.view();
        if !view.inside || view.dungeon.is_some() {
            return;
        }
        let at = view.own.at;
        stage.land.load_around(at, 1, 9);
        let middle = worldgen::ChunkCoord::of(at);
        for z in -1..=1 {
            for x in -1..=1 {
                let coord = worldgen::ChunkCoord { x: middle.x + x, z: middle.z + z };
                let known = match session.place() {
                    session::Place::Overworld(ground) => ground.chunk(coord).is_some(),
                    _ => true,
                };
                if !known && let Some(chunk) = stage.land.chunk(coord) {
                    session.keep_chunk(std::sync::Arc::clone(chunk));
                }
            }
        }
    }
}

fn add(one: Corrections, other: Corrections) -> Corrections {
    Corrections {
        checked: one.checked + other.checked,
        moved: one.moved + other.moved,
        greatest: one.greatest.max(other.greatest),
    }
}
