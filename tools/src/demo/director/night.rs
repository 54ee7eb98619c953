//! The server's night: it is stopped, started again, and everybody has what they had.

use super::Director;
use crate::demo::memory::Memory;
use crate::demo::server::ServerProcess;
use anyhow::{Context, bail, ensure};
use simulation::TICKS_PER_SECOND;
use std::time::{Duration, Instant};

/// How long one waits for a quiet moment before the server is stopped.
const QUIET: u32 = 8 * TICKS_PER_SECOND;

impl Director<'_> {
    /// Stops the server in a quiet moment, starts it again, and compares.
    pub(super) fn restart(&mut self) -> anyhow::Result<()> {
        self.stage.story.narrate(
            "Here the story stops: the host asks everybody to stand still and shuts the server down.",
        );
        self.stage.holding = true;
        for _ in 0..QUIET {
            self.tick()?;
            let restless = |index: usize| {
                let standing = &self.stage.standings[index];
                standing.fighting || !standing.up || !self.actors[index].is_settled()
            };
            if !(0..self.actors.len()).any(restless) {
                break;
            }
        }
        // A little more, so that nobody's last step is still under way.
        for _ in 0..TICKS_PER_SECOND / 2 {
            self.tick()?;
        }
        let before = self.shut_down()?;
        let server = ServerProcess::start(&self.order).context("the server did not start again")?;
        self.stage.story.narrate(&format!(
            "A new server process, {}, opens the same world after {:.1} s. Everybody comes back.",
            server.id(),
            server.took.as_secs_f64()
        ));
        self.server = Some(server);
        self.come_in()?;
        self.compare(&before)?;
        self.stage.holding = false;
        Ok(())
    }

    /// Returns what everybody had when the server fell silent: all that it had told until then.
    fn shut_down(&mut self) -> anyhow::Result<Vec<Memory>> {
        let Some(mut server) = self.server.take() else { bail!("there is no server to stop") };
        let asked = Instant::now();
        server.ask_to_stop();
        while server.exited().is_none() && asked.elapsed() < Duration::from_secs(12) {
            self.beat(|actor, stage| actor.listen(stage))?;
        }
        let status = server.wait_stopped()?;
        let took = asked.elapsed();
        // Their last packets are here by now.
        self.beat(|actor, stage| actor.listen(stage))?;
        ensure!(status.success(), "the server did not end in order: {status}");
        let farewells = self.actors.iter().filter(|actor| actor.ended.is_some()).count();
        let words = self.actors.iter().find_map(|actor| actor.ended.clone()).unwrap_or_default();
        self.stage.story.narrate(&format!(
            "The server process {} has ended after {:.1} s ({status}). {} of {} heard from it: “{words}”",
            server.id(),
            took.as_secs_f64(),
            farewells,
            self.actors.len(),
        ));
        let before = self.actors.iter().map(|actor| actor.memory().unwrap_or_default()).collect();
        for actor in &mut self.actors {
            actor.let_go();
        }
        Ok(before)
    }

    /// Everybody has to have what they had, where they were.
    fn compare(&mut self, before: &[Memory]) -> anyhow::Result<()> {
        let mut lost = Vec::new();
        for (index, (actor, before)) in self.actors.iter().zip(before).enumerate() {
            let now = actor.memory().unwrap_or_default();
            let differences = before.differences(&now);
            let name = &self.stage.parts[index].name;
            if differences.is_empty() {
                let place = match now.dungeon {
                    Some(site) => format!("in {}", self.stage.site_name(site)),
                    None => "under the open sky".to_owned(),
                };
                let has = now.in_words();
                self.stage
                    .tell(index, &format!("is back {place}, to the step and to the coin: {has}."));
            } else {
                lost.push(format!("{name}: {}", differences.join("; ")));
            }
        }
        ensure!(lost.is_empty(), "the restart lost something: {}", lost.join(" | "));
        self.stage.story.narrate("Nothing is missing. The story goes on.");
        Ok(())
    }
}
