//! Worlds under the core ruleset, and how many of them the properties are tried on.

use ruleset::Ruleset;
use seed::WorldSeed;
use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, LazyLock, Mutex, OnceLock, PoisonError};
use worldgen::World;

static CORE: LazyLock<Arc<Ruleset>> = LazyLock::new(|| {
    let directory = ruleset::find("core").expect("core is in the checkout");
    Arc::new(ruleset::load(&directory).unwrap_or_else(|error| panic!("{error}")))
});

/// The core ruleset, loaded once.
pub(crate) fn rules() -> Arc<Ruleset> {
    Arc::clone(&CORE)
}

/// A world of its own for every number, new with every call.
pub(crate) fn world(number: u32) -> World {
    World::new(WorldSeed::from_text(&format!("test world {number}")), rules())
}

/// How many worlds, seeds or draws a property is tried on: `few`, or what `SEEDBOUND_SEEDS` says.
pub(crate) fn count(few: u32) -> u32 {
    let set = std::env::var("SEEDBOUND_SEEDS").ok();
    set.map_or(few, |text| text.parse().expect("SEEDBOUND_SEEDS is a number"))
}

/// Quests look far around for dens and roads, and some checks look at every metre: one in so many worlds
/// is asked for them.
pub(crate) const COSTLY: u32 = 5;

/// As `count`, for what costs more: one in `part` of what `SEEDBOUND_SEEDS` says.
pub(crate) fn part(few: u32, part: u32) -> u32 {
    few.max(count(0) / part)
}

/// The first `count` worlds. Tests that run at the same time see the same ones and go together, so that
/// what a world works out for one of them it need not work out again for the next.
pub(crate) fn each(count: u32) -> impl Iterator<Item = (u32, World)> {
    let walker = Walker::enter();
    (0..count).map(move |number| (number, walker.step(number)))
}

/// How far the first of those that go together may be ahead of the last, in worlds.
const AHEAD: u32 = 12;

/// Worlds in use, and where everybody is.
#[derive(Default)]
struct Pool {
    worlds: BTreeMap<u32, Arc<OnceLock<World>>>,
    walkers: BTreeMap<u32, u32>,
    entered: u32,
}

static POOL: LazyLock<(Mutex<Pool>, Condvar)> = LazyLock::new(Default::default);

/// One who goes through the worlds, until dropped.
struct Walker(u32);

impl Walker {
    fn enter() -> Self {
        let mut pool = POOL.0.lock().unwrap_or_else(PoisonError::into_inner);
        pool.entered += 1;
        let id = pool.entered;
        pool.walkers.insert(id, 0);
        Self(id)
    }

    /// Goes on to a world, which may mean waiting for the others.
    fn step(&self, number: u32) -> World {
        let mut pool = POOL.0.lock().unwrap_or_else(PoisonError::into_inner);
        pool.walkers.insert(self.0, number);
        POOL.1.notify_all();
        let slowest = |pool: &Pool| pool.walkers.values().min().copied().unwrap_or(number);
        while slowest(&pool) + AHEAD < number {
            pool = POOL.1.wait(pool).unwrap_or_else(PoisonError::into_inner);
        }
        let slowest = slowest(&pool);
        pool.worlds.retain(|&number, _| number >= slowest);
        let slot = Arc::clone(pool.worlds.entry(number).or_default());
        drop(pool);
        // One makes it, and works out what most ask for; the others wait.
        slot.get_or_init(|| {
            let world = world(number);
            let _ = world.history(world.region_of_site(world.home()));
            if let Some(home) = world.settlement(world.home())
                && number < part(0, COSTLY)
            {
                let _ = world.quests(home.people[0].id);
            }
            world
        })
        .clone()
    }
}

impl Drop for Walker {
    fn drop(&mut self) {
        let mut pool = POOL.0.lock().unwrap_or_else(PoisonError::into_inner);
        pool.walkers.remove(&self.0);
        POOL.1.notify_all();
    }
}
