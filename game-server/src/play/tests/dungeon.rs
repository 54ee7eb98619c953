//! Instances of dungeons: what changes in one stays changed, for those who share it.

use super::harness::Game;
use super::places::a_dungeon;
use crate::play::clock::Clock;
use crate::play::dungeon::{Dungeons, KEPT_EMPTY};
use protocol::{EntityKind, Refusal, SpaceId};
use worldgen::FeatureKind;

#[test]
fn one_goes_in_at_the_entrance_and_out_before_the_mouth() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let instance = game.go_down(anna, a_dungeon());
    let entrance = game.instance(instance).ground.dungeon.entrance();
    assert!(game.stands(anna).at.distance(entrance) < 500);
    assert!(game.character(anna).known.contains(&a_dungeon()));
    game.clear_beasts(false);
    game.go_up(anna);
    let mouth = super::harness::land().site(a_dungeon()).expect("a site").at;
    assert!(game.stands(anna).at.distance(mouth) < 2_000);
    assert_eq!(game[anna].space, SpaceId::OVERWORLD);
}

fn gate_is_open(game: &Game, instance: u64) -> bool {
    let gate = game.feature(instance, |kind| kind == FeatureKind::Gate);
    game.instance(instance).ground.is_open(gate.cell)
}

#[test]
fn the_gate_opens_when_the_puzzle_is_solved_and_stays_open() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let instance = game.go_down(anna, a_dungeon());
    game.clear_beasts(false);
    assert!(!gate_is_open(&game, instance));
    game.solve(anna);
    assert!(gate_is_open(&game, instance));
    let step = game.instance(instance).puzzle.proof.moves()[0];
    let again = game.puzzle(anna, step);
    assert_eq!(again, Err(Refusal::NothingHappens), "it cannot be shut again");
    let gate = game.feature(instance, |kind| kind == FeatureKind::Gate);
    game.put_beside(anna, instance, gate);
    let gate = game.sight(anna, |kind| *kind == EntityKind::Gate);
    game.ticks(10);
    assert_eq!(game[anna].seen[&gate].state, 1, "it is shown open");

    game.restart();
    game.join("Anna");
    assert!(gate_is_open(&game, instance));
}

#[test]
fn half_a_solution_is_kept_over_a_restart() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let instance = game.go_down(anna, a_dungeon());
    game.clear_beasts(false);
    let puzzle = game.instance(instance).puzzle.clone();
    let step = puzzle.proof.moves()[0];
    assert_eq!(game.puzzle(anna, step), Ok(()));
    let after = puzzle.puzzle.after(&puzzle.puzzle.start(), step).expect("allowed");
    assert_eq!(game.instance(instance).record.at, after);
    game.restart();
    game.join("Anna");
    assert_eq!(game.instance(instance).record.at, after);
}

#[test]
fn an_instance_is_kept_while_somebody_is_in_it_and_forgotten_when_it_stood_empty() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let instance = game.go_down(anna, a_dungeon());
    game.clear_beasts(false);
    game.world().resource_mut::<Clock>().age += 2 * KEPT_EMPTY;
    game.ticks(101);
    assert!(game.at().resource::<Dungeons>().get(instance).is_some(), "somebody is in it");
    game.go_up(anna);
    game.world().resource_mut::<Clock>().age += KEPT_EMPTY / 2;
    game.ticks(101);
    assert!(game.at().resource::<Dungeons>().get(instance).is_some(), "not long enough");
    game.world().resource_mut::<Clock>().age += KEPT_EMPTY;
    game.ticks(101);
    assert!(game.at().resource::<Dungeons>().get(instance).is_none());
    assert_ne!(game.go_down(anna, a_dungeon()), instance);
}

#[test]
fn an_instance_that_was_looted_is_left_for_a_fresh_one() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let looted = game.go_down(anna, a_dungeon());
    game.clear_beasts(true);
    let boss = game.boss(looted);
    game.slay(anna, boss);
    game.ticks(2);
    assert!(game.instance(looted).record.boss_dead);
    game.go_up(anna);
    assert_eq!(game.go_down(anna, a_dungeon()), looted, "the treasure is still there");
    assert_eq!(game.open_chest(anna, true), Ok(()));
    game.go_up(anna);
    assert_ne!(game.go_down(anna, a_dungeon()), looted);
}

/// A dungeon of the test's world with stairs, as far as there is one.
fn a_deep_dungeon() -> Option<worldgen::SiteId> {
    let land = super::harness::land();
    let home = land.site(land.home())?;
    let sites = land.sites_near(home.at, seed::Mm::metres(4000));
    let deep =
        |id: &worldgen::SiteId| land.dungeon(*id).is_some_and(|dungeon| dungeon.floors.len() > 1);
    sites.iter().map(|site| site.id).find(deep)
}

#[test]
fn stairs_lead_down_and_up_again_and_shafts_only_down() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let instance = game.go_down(anna, a_deep_dungeon().expect("a dungeon with stairs"));
    game.clear_beasts(false);
    let dungeon = game.instance(instance).ground.dungeon.clone();
    let links: Vec<_> = dungeon
        .features
        .iter()
        .filter_map(|feature| match feature.kind {
            FeatureKind::Stairs { to, down } => Some((*feature, to, EntityKind::Stairs { down })),
            FeatureKind::Shaft { to } => Some((*feature, to, EntityKind::Shaft)),
            _ => None,
        })
        .collect();
    assert!(links.len() >= 2);
    for (feature, to, wanted) in links {
        assert_eq!(game.use_feature(anna, feature, |kind| *kind == wanted), Ok(()));
        let at = worldgen::Dungeon::middle(to);
        game.ticks(4);
        assert!(game.stands(anna).at.distance(at) < 500, "on the other floor");
        assert_ne!(dungeon.floor_of(feature.cell), dungeon.floor_of(to));
    }
}

#[test]
fn what_opens_by_switch_warden_or_search_opens_for_good() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let land = super::harness::land();
    let home = land.site(land.home()).expect("a home").at;
    let has = |id: worldgen::SiteId, fits: fn(FeatureKind) -> bool| {
        let dungeon = land.dungeon(id)?;
        dungeon.features.iter().any(|feature| fits(feature.kind)).then_some(id)
    };
    let find = |fits: fn(FeatureKind) -> bool| {
        let sites = land.sites_near(home, seed::Mm::metres(4000));
        sites.iter().find_map(|site| has(site.id, fits)).expect("one near home")
    };
    let site = find(|kind| matches!(kind, FeatureKind::Switch { .. }));
    let instance = game.go_down(anna, site);
    game.clear_beasts(false);
    let switch = game.feature(instance, |kind| matches!(kind, FeatureKind::Switch { .. }));
    let FeatureKind::Switch { switch: number } = switch.kind else { unreachable!("a switch") };
    let bars = FeatureKind::Portcullis { switch: number };
    let bars = game.feature(instance, |kind| kind == bars);
    assert!(!game.instance(instance).ground.is_open(bars.cell));
    assert_eq!(game.use_feature(anna, switch, |kind| *kind == EntityKind::Switch), Ok(()));
    assert!(game.instance(instance).ground.is_open(bars.cell));
    let again = game.use_feature(anna, switch, |kind| *kind == EntityKind::Switch);
    assert_eq!(again, Err(Refusal::NothingHappens));
    game.go_up(anna);

    let instance = game.go_down(anna, find(|kind| kind == FeatureKind::Secret));
    game.clear_beasts(false);
    let secret = game.feature(instance, |kind| kind == FeatureKind::Secret);
    assert!(!game.instance(instance).ground.is_open(secret.cell));
    assert_eq!(game.use_feature(anna, secret, |kind| *kind == EntityKind::Secret), Ok(()));
    assert!(game.instance(instance).ground.is_open(secret.cell));
}

#[test]
fn a_wardens_gate_opens_when_the_warden_is_dead() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let land = super::harness::land();
    let home = land.site(land.home()).expect("a home").at;
    let sealed = |id: worldgen::SiteId| {
        let dungeon = land.dungeon(id)?;
        let is_seal = |kind| matches!(kind, FeatureKind::Seal { .. });
        dungeon.features.iter().any(|feature| is_seal(feature.kind)).then_some(id)
    };
    let sites = land.sites_near(home, seed::Mm::metres(4000));
    let site = sites.iter().find_map(|site| sealed(site.id)).expect("one near home");
    let instance = game.go_down(anna, site);
    let seal = game.feature(instance, |kind| matches!(kind, FeatureKind::Seal { .. }));
    let FeatureKind::Seal { warden } = seal.kind else { unreachable!("a seal") };
    assert!(!game.instance(instance).ground.is_open(seal.cell));
    let beast = game.beast_of(instance, warden);
    game.slay(anna, beast);
    game.ticks(2);
    assert!(game.instance(instance).ground.is_open(seal.cell), "its warden is dead");
}
