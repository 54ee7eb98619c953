//! Numbers of the ruleset do what its tables say of them.

use crate::worlds;
use ruleset::{EventKind, Follow, Ruleset, Share};
use seed::WorldSeed;
use std::sync::Arc;
use worldgen::{Settlement, World};

/// A world under the core ruleset after a change.
fn world(change: impl FnOnce(&mut Ruleset)) -> World {
    let mut rules = Ruleset::clone(&worlds::rules());
    change(&mut rules);
    World::new(WorldSeed::from_text("numbers"), Arc::new(rules))
}

fn home(world: &World) -> Settlement {
    world.settlement(world.home()).expect("there is always a home")
}

/// Whatever may follow, as often as `share` says, a year later.
fn follows(share: u16) -> Vec<Follow> {
    let follow = |follow: Follow| Follow { share: Share::new(share), years: (1, 1), ..follow };
    Follow::USUAL.into_iter().map(follow).collect()
}

#[test]
fn shares_of_none_and_all_hold_for_everybody() {
    for (share, all) in [(0, false), (1000, true)] {
        let share = Share::new(share);
        let world = world(|rules| {
            let minds = &mut rules.society.minds;
            (minds.secretive, minds.deed_grudge, minds.tastes) = (share, share, (2, 2));
            minds.war_grudge = Share::new(0);
        });
        for person in home(&world).people {
            let life = world.life(person.id).expect("lives there");
            assert_eq!(!life.secrets.is_empty(), all, "{life:?}");
            let by_deed = |grudge: &worldgen::Grudge| matches!(grudge.why, worldgen::Why::Deed(_));
            assert_eq!(life.grudges.iter().any(by_deed), all, "{life:?}");
            assert!(life.likes.len() + life.dislikes.len() <= 2);
        }
    }
}

#[test]
fn what_follows_never_or_always_is_told_so() {
    for share in [0, 1000] {
        let world = world(|rules| {
            rules.history.follows = follows(share);
            rules.history.pace.years_apart = 4;
            rules.history.pace.battles = (20, 20);
        });
        let history = world.history(world.region_of_site(world.home()));
        let count = |kind| history.events.iter().filter(|event| event.kind == kind).count();
        assert!(count(EventKind::Theft) > 0 && count(EventKind::Quarrel) > 0);
        assert_eq!(count(EventKind::War) > 0, share > 0);
        assert_eq!(count(EventKind::Murder) > 0, share > 0);
        let most = usize::from(world.rules().history.pace.most_events);
        assert!(history.events.len() <= most + 60, "{}", history.events.len());
    }
}

#[test]
fn towns_and_their_goods_follow_the_tables() {
    let world = world(|rules| {
        rules.settlement.household = (4, 4);
        rules.settlement.ranks.iter_mut().for_each(|rank| rank.stalls = 0);
        rules.society.looks.skin.truncate(1);
        rules.economy.price_per_mille = (1_000, 1_000);
    });
    let town = home(&world);
    assert!(town.works.iter().all(|work| work.kind != worldgen::WorkKind::Stall));
    for person in &town.people {
        assert_eq!(person.skin, world.rules().society.looks.skin[0]);
        assert_eq!(person.kin.len(), 3, "four live in a house: {person:?}");
    }
    let economy = world.economy(town.site.id).expect("home has an economy");
    assert!(economy.prices.iter().all(|(_, price)| *price == 1_000), "{economy:?}");
    let told = worldgen::Chronicle::new(&world.rules().chronicle, 0, []);
    for price in world.prices(town.site.id, &told) {
        assert_eq!(price.coins, world.rules().item(price.item).value.max(1));
    }
}
