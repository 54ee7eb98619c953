//! Traps strike who stands on them, not who jumps, and give a warning first.

use super::harness::{Game, Who, land};
use crate::play::index::inside;
use crate::play::player::{Moves, Player};
use protocol::{EntityKind, NetId};
use seed::Mm;
use simulation::Footing;
use worldgen::{Dungeon, Feature, FeatureKind, SiteId};

/// A dungeon near home with a trap.
fn trapped() -> (SiteId, Feature) {
    let home = land().site(land().home()).expect("a home").at;
    let sites = land().sites_near(home, Mm::metres(4000));
    let trap = |id: SiteId| {
        let dungeon = land().dungeon(id)?;
        let is_trap = |feature: &&Feature| matches!(feature.kind, FeatureKind::Trap { .. });
        Some((id, *dungeon.features.iter().find(is_trap)?))
    };
    sites.iter().find_map(|site| trap(site.id)).expect("one near home")
}

/// The trap, seen from beside it.
fn sight(game: &mut Game, who: Who, instance: u64, trap: Feature) -> NetId {
    game.put_beside(who, instance, trap);
    let at = Dungeon::middle(trap.cell);
    let is =
        |info: &protocol::EntityInfo| matches!(info.kind, EntityKind::Trap { .. }) && info.at == at;
    game.until(40, "it comes into sight", |game| game[who].seen.values().any(is));
    let seen = &game[who].seen;
    *seen.iter().find(|(_, info)| is(info)).expect("in sight").0
}

#[test]
fn a_trap_clicks_strikes_and_is_set_again() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let (site, trap) = trapped();
    let instance = game.go_down(anna, site);
    game.clear_beasts(false);
    let seen = sight(&mut game, anna, instance, trap);
    game.put_quietly(anna, inside(instance, Dungeon::middle(trap.cell)));
    let whole = game.character(anna).health;
    game.until(8, "a click", |game| game[anna].seen[&seen].state == 1);
    assert_eq!(game.character(anna).health, whole, "the click comes before the blow");
    let struck = |game: &mut Game, below: u16| {
        let before = |game: &mut Game| game.character(anna).health < below;
        (0..80).any(|_| {
            game.ticks(1);
            before(game)
        })
    };
    assert!(struck(&mut game, whole), "the blow comes");
    game.until(5, "the sight of it", |game| game[anna].seen[&seen].state == 2);
    let hurt = game.character(anna).health;
    game.ticks(20);
    assert_eq!(game.character(anna).health, hurt, "it is not set again at once");
    assert!(struck(&mut game, hurt), "another blow comes");
}

#[test]
fn who_leaves_in_time_or_is_in_the_air_is_not_struck() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let (site, trap) = trapped();
    let instance = game.go_down(anna, site);
    game.clear_beasts(false);
    let at = Dungeon::middle(trap.cell);
    let seen = sight(&mut game, anna, instance, trap);
    game.put_quietly(anna, inside(instance, at));
    let whole = game.character(anna).health;
    game.until(8, "a click", |game| game[anna].seen[&seen].state == 1);
    game.put_beside(anna, instance, trap);
    game.ticks(60);
    assert_eq!(game.character(anna).health, whole);

    // Held in the air above the trap.
    game.ticks(80);
    game.put_quietly(anna, inside(instance, at));
    for _ in 0..40 {
        let mut players = game.world().query::<(&Player, &mut Moves)>();
        for (_, mut moves) in players.iter_mut(game.world()) {
            moves.mover.feet = Mm(900);
            moves.mover.footing = Footing::Air;
        }
        game.ticks(1);
    }
    assert_eq!(game.character(anna).health, whole);
}
