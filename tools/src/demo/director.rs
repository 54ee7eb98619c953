//! The acts: in, the first half, the server's night, the second half, the end.

use super::actor::Actor;
use super::chain;
use super::ending;
use super::interrupt::Interrupt;
use super::memory::Memory;
use super::server::{ServerOrder, ServerProcess};
use super::stage::Stage;
use super::story::count;
use anyhow::{Context, bail, ensure};
use simulation::TICKS_PER_SECOND;
use std::thread;
use std::time::{Duration, Instant};

/// What is said when somebody ends the demo.
pub(super) const INTERRUPTED: &str = "interrupted; everything that was started is stopped";

/// A tick.
const TICK: Duration = Duration::from_millis(50);
/// How long everybody may take to come in.
const ENTER: Duration = Duration::from_secs(20);
/// How long one waits for a quiet moment before the server is stopped.
const QUIET: u32 = 8 * TICKS_PER_SECOND;
/// How long somebody has to be below before the server is stopped.
const BELOW: u32 = 6 * TICKS_PER_SECOND;
/// When the server is stopped, whether or not somebody is in a dungeon.
const LATEST: Duration = Duration::from_secs(120);

/// How long the chain may take for what was earned last.
const RECORDED: Duration = Duration::from_secs(20);

/// Leads the play.
pub(super) struct Director<'s> {
    stage: Stage<'s>,
    actors: Vec<Actor>,
    order: ServerOrder,
    server: Option<ServerProcess>,
    limit: Duration,
    interrupt: Interrupt,
    due: Instant,
}

impl<'s> Director<'s> {
    pub(super) fn new(
        stage: Stage<'s>,
        order: ServerOrder,
        limit: Duration,
        interrupt: Interrupt,
    ) -> anyhow::Result<Self> {
        let actors = (0..stage.parts.len()).map(|index| Actor::new(&stage, index));
        let actors = actors.collect::<anyhow::Result<Vec<Actor>>>()?;
        let due = Instant::now();
        Ok(Self { stage, actors, order, server: None, limit, interrupt, due })
    }

    /// Plays from beginning to end.
    pub(super) fn play(&mut self, seed: &str) -> anyhow::Result<()> {
        self.open(seed)?;
        let played = self.acts();
        if played.is_err() {
            for line in ending::unfinished(&self.stage, &self.actors) {
                self.stage.story.aside(&line);
            }
        }
        played?;
        self.close(seed)
    }

    fn acts(&mut self) -> anyhow::Result<()> {
        self.come_in()?;
        let names: Vec<String> = self.stage.parts.iter().map(|part| part.name.clone()).collect();
        let home = self.stage.site_name(self.stage.world.home());
        let all_new = self.actors.iter().all(Actor::is_new);
        ensure!(all_new, "a server with an empty world knows somebody already");
        self.stage.story.narrate(&format!(
            "{} stand on the square of {home}, for the first time in their lives.",
            super::story::list(&names)
        ));
        let mut below_since = None;
        loop {
            self.tick()?;
            let stage = &self.stage;
            let started = stage.standings.iter().all(|standing| standing.started);
            if stage.standings.iter().any(|standing| standing.dungeon.is_some()) {
                below_since.get_or_insert(stage.tick);
            }
            let below = below_since.is_some_and(|since| stage.tick - since > BELOW);
            let late = stage.story.elapsed() > LATEST;
            if started && (below || late || self.all_done()) {
                break;
            }
        }
        self.restart()?;
        while !self.all_done() || self.actors.iter().any(|actor| actor.doing != "has done it") {
            self.tick()?;
        }
        self.read_chain()
    }

    /// What was earned is in the wallets, and the chain says so itself.
    fn read_chain(&mut self) -> anyhow::Result<()> {
        let begun = Instant::now();
        while chain::waits(&self.actors) {
            ensure!(begun.elapsed() < RECORDED, "the chain has not recorded everything in time");
            self.tick()?;
        }
        let url = self.server.as_ref().and_then(|server| server.chain.clone());
        let url = url.context("the server has no chain")?;
        self.stage
            .story
            .narrate(&format!("What the quests brought is asked of the chain itself, at {url}."));
        let tokens = chain::check(&self.stage, &self.actors, &url)?;
        ensure!(tokens > 0, "nobody has earned a token");
        Ok(())
    }

    fn open(&mut self, seed: &str) -> anyhow::Result<()> {
        let story = &self.stage.story;
        story.narrate(&format!("A world grows from the seed “{seed}”."));
        let world = &self.stage.world;
        if let Some(home) = world.settlement(world.home()) {
            let near = world.sites_near(home.site.at, seed::Mm::metres(600));
            let dungeons: Vec<String> = near
                .iter()
                .filter(|site| site.id.number > 0)
                .map(|site| site.name.clone())
                .collect();
            story.aside(&format!(
                "{} has {} houses and {} people. Not far from it: {}.",
                home.site.name,
                count(home.houses.len()),
                home.people.len(),
                super::story::list(&dungeons)
            ));
        }
        let server = ServerProcess::start(&self.order)?;
        self.stage.story.aside(&format!(
            "The server runs as process {} and was ready after {:.1} s: {}",
            server.id(),
            server.took.as_secs_f64(),
            server.invite
        ));
        self.server = Some(server);
        Ok(())
    }

    /// Everybody logs in, and waits until the server has told everything.
    fn come_in(&mut self) -> anyhow::Result<()> {
        let invite = self.server.as_ref().map(|server| server.invite.clone()).unwrap_or_default();
        for actor in &mut self.actors {
            if self.interrupt.is_wanted() {
                bail!(INTERRUPTED);
            }
            actor.join(&self.stage, &invite)?;
            // Who is in already hears and answers meanwhile.
            actor.turn(&mut self.stage);
        }
        let begun = Instant::now();
        self.due = begun;
        while !self.actors.iter().all(Actor::is_in) {
            ensure!(
                begun.elapsed() < ENTER,
                "not everybody was let in after {} s",
                ENTER.as_secs()
            );
            self.beat(|actor, stage| actor.turn(stage))?;
        }
        Ok(())
    }

    /// A tick of play.
    fn tick(&mut self) -> anyhow::Result<()> {
        self.beat(|actor, stage| actor.turn(stage))?;
        if let Some(status) = self.server.as_mut().and_then(ServerProcess::exited) {
            bail!(
                "the server ended by itself ({status}):\n{}",
                super::server::tail(&self.order.log)
            );
        }
        for (actor, part) in self.actors.iter().zip(&self.stage.parts) {
            if let Some(why) = &actor.ended {
                bail!("{} lost the server: {why}", part.name);
            }
        }
        let elapsed = self.stage.story.elapsed();
        ensure!(elapsed < self.limit, "not all finished within {} s", self.limit.as_secs());
        Ok(())
    }

    fn beat(&mut self, act: impl Fn(&mut Actor, &mut Stage<'s>)) -> anyhow::Result<()> {
        if self.interrupt.is_wanted() {
            bail!(INTERRUPTED);
        }
        self.due += TICK;
        match self.due.checked_duration_since(Instant::now()) {
            Some(left) => thread::sleep(left),
            // Planning a long way takes a moment; nobody makes up for lost ticks.
            None => self.due = Instant::now(),
        }
        self.stage.tick += 1;
        for actor in &mut self.actors {
            act(actor, &mut self.stage);
        }
        Ok(())
    }

    fn all_done(&self) -> bool {
        self.actors.iter().all(|actor| actor.finished.is_some())
    }

    /// Stops the server in a quiet moment, starts it again, and compares.
    fn restart(&mut self) -> anyhow::Result<()> {
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

    fn close(&mut self, seed: &str) -> anyhow::Result<()> {
        for actor in &mut self.actors {
            actor.leave();
        }
        let Some(mut server) = self.server.take() else { bail!("the server is gone") };
        server.ask_to_stop();
        let status = server.wait_stopped()?;
        ensure!(status.success(), "the server did not end in order: {status}");
        let seconds = self.stage.story.elapsed().as_secs();
        self.stage.story.narrate(&format!(
            "All {} quests are done after {seconds} seconds, and the server is stopped.",
            count(self.actors.len())
        ));
        ending::table(&self.stage, &self.actors);
        let short = if self.actors.len() == super::SHORT_CAST { " --short" } else { "" };
        self.stage
            .story
            .line(&format!("The same world again: seedbound demo{short} --seed {seed:?}"));
        Ok(())
    }
}
