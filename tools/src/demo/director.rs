//! The acts: in, the first half, the server's night, the second half, the end.

mod night;

use super::actor::Actor;
use super::chain;
use super::ending;
use super::interrupt::Interrupt;
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
/// How long somebody has to be below before the server is stopped.
const BELOW: u32 = 6 * TICKS_PER_SECOND;
/// When the server is stopped, whether or not somebody is in a dungeon.
const LATEST: Duration = Duration::from_secs(120);

/// How long the chain may take for what was earned last.
const RECORDED: Duration = Duration::from_secs(20);

/// Leads the play.
pub(super) struct Director<'s> {
    pub(super) stage: Stage<'s>,
    pub(super) actors: Vec<Actor>,
    order: ServerOrder,
    server: Option<ServerProcess>,
    pub(super) limit: Duration,
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
        self.relics(&url)
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
    pub(super) fn tick(&mut self) -> anyhow::Result<()> {
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
