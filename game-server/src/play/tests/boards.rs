//! Tables with puzzles: what is shown, what may be done, and what stays hidden.

use super::harness::{Game, Who, land};
use protocol::{Ask, BoardView, EntityKind, Event, Refusal};
use ruleset::PuzzleKind;
use seed::Mm;
use worldgen::puzzle::{Move, PuzzleState};
use worldgen::{FeatureKind, SiteId};

/// A dungeon of a family, as near to home as there is one.
fn dungeon_of(kind: PuzzleKind) -> Option<SiteId> {
    let home = land().site(land().home())?.at;
    let sites = land().sites_near(home, Mm::metres(6000));
    let fits = |id: &SiteId| land().dungeon(*id).is_some_and(|dungeon| dungeon.puzzle == kind);
    sites.iter().map(|site| site.id).find(fits)
}

/// What the server showed last of a table.
fn shown(game: &Game, who: Who) -> BoardView {
    let board =
        |event: &Event| if let Event::Board(view) = event { Some(view.clone()) } else { None };
    game[who].events.iter().rev().find_map(board).expect("a table was shown")
}

fn gate_is_open(game: &Game, instance: u64) -> bool {
    let gate = game.feature(instance, |kind| kind == FeatureKind::Gate);
    game.instance(instance).ground.is_open(gate.cell)
}

#[test]
fn every_family_can_be_played_to_its_end_and_opens_the_gate() {
    let mut played = 0;
    for kind in PuzzleKind::ALL {
        let Some(site) = dungeon_of(kind).filter(|_| kind != PuzzleKind::Lamps) else { continue };
        played += 1;
        let mut game = Game::new();
        let anna = game.join("Anna");
        let instance = game.go_down(anna, site);
        game.clear_beasts(false);
        let table = game.feature(instance, |kind| kind == FeatureKind::Board);
        assert_eq!(game.use_feature(anna, table, |kind| *kind == EntityKind::Board), Ok(()));
        let view = shown(&game, anna);
        assert!(view.opened && !view.solved);
        assert_eq!((view.puzzle.kind(), &view.at), (kind, &view.puzzle.start()));
        let target = view.target;
        // A move of another family changes nothing.
        let wrong = Ask::Board { target, step: Move::Pull(200) };
        assert_eq!(game.ask(anna, wrong), Err(Refusal::NothingHappens));
        assert!(!gate_is_open(&game, instance));
        game.solve(anna);
        game.ticks(4);
        assert!(gate_is_open(&game, instance), "{kind:?}");
        assert!(shown(&game, anna).solved, "{kind:?}");
        let again = Ask::Board { target, step: Move::Reset };
        assert_eq!(game.ask(anna, again), Err(Refusal::NothingHappens), "it stays open");
    }
    assert_eq!(played, 5, "every family that is played on a table lies near home");
}

#[test]
fn a_lock_hides_its_word_and_shows_the_clues_that_were_read() {
    let site = dungeon_of(PuzzleKind::RuneLock).expect("one within six kilometres");
    let mut game = Game::new();
    let anna = game.join("Anna");
    let instance = game.go_down(anna, site);
    game.clear_beasts(false);
    let PuzzleState::RuneLock(lock) = game.instance(instance).puzzle.puzzle.clone() else {
        unreachable!("of the family")
    };
    let table = game.feature(instance, |kind| kind == FeatureKind::Board);
    assert_eq!(game.use_feature(anna, table, |kind| *kind == EntityKind::Board), Ok(()));
    let view = shown(&game, anna);
    let PuzzleState::RuneLock(seen) = view.puzzle else { unreachable!("of the family") };
    assert!(seen.code.iter().all(|&rune| rune == 0) && seen.clues.is_empty());
    assert_eq!((usize::from(view.hidden), view.clues.len()), (lock.clues.len(), 0));

    // Every clue is written on a wall that one can reach, and is known once it was read.
    let texts = game.instance(instance).puzzle.puzzle.clues(&land().rules().puzzles);
    let lore = game.instance(instance).ground.dungeon.lore.len();
    let cells = game.instance(instance).clues.clone();
    assert_eq!(cells.len(), texts.len());
    for (number, (cell, text)) in (lore..).zip(cells.into_iter().zip(&texts)) {
        let at = worldgen::Dungeon::middle(cell);
        game.put(anna, crate::play::index::inside(instance, at));
        let line = number as u8;
        let wall = game.sight(anna, move |kind| *kind == EntityKind::Inscription { line });
        assert_eq!(game.interact(anna, wall), Ok(()));
        let said = |event: &Event| matches!(event, Event::Notice(told) if told.contains(text));
        game.ticks(4);
        assert!(game[anna].events.iter().any(said), "{text}");
    }
    assert_eq!(game.use_feature(anna, table, |kind| *kind == EntityKind::Board), Ok(()));
    assert_eq!(shown(&game, anna).clues, texts);
    game.restart();
    game.join("Anna");
    assert_eq!(game.instance(instance).record.read.len(), texts.len(), "they are remembered");
}

#[test]
fn a_table_is_worked_only_by_who_stands_there_and_shown_to_companions() {
    let site = dungeon_of(PuzzleKind::IceSlide).expect("one within six kilometres");
    let mut game = Game::new();
    let (anna, bert) = (game.join("Anna"), game.join("Bert"));
    game.befriend(anna, bert);
    let instance = game.go_down(anna, site);
    assert_eq!(game.go_down(bert, site), instance);
    game.clear_beasts(false);
    let table = game.feature(instance, |kind| kind == FeatureKind::Board);
    assert_eq!(game.use_feature(anna, table, |kind| *kind == EntityKind::Board), Ok(()));
    let target = shown(&game, anna).target;
    let step = game.instance(instance).puzzle.proof.moves()[0];
    // Bert is far away at first.
    let boards = |game: &Game| {
        game[bert].events.iter().filter(|event| matches!(event, Event::Board(_))).count()
    };
    assert_eq!(game.ask(anna, Ask::Board { target, step }), Ok(()));
    game.ticks(4);
    assert_eq!(boards(&game), 0);
    game.put_beside(bert, instance, table);
    assert_eq!(game.ask(anna, Ask::Board { target, step: Move::Reset }), Ok(()));
    game.ticks(4);
    assert_eq!(boards(&game), 1);
    assert!(!shown(&game, bert).opened, "he has not asked to bend over it");
    let before = game.instance(instance).record.at.clone();
    let entrance = game.instance(instance).ground.dungeon.entrance();
    game.put(anna, crate::play::index::inside(instance, entrance));
    game.ticks(2);
    assert_eq!(game.ask(anna, Ask::Board { target, step }), Err(Refusal::TooFar));
    assert_eq!(game.instance(instance).record.at, before);
    let nobody = Ask::Board { target: protocol::NetId(u32::MAX), step };
    assert_eq!(game.ask(anna, nobody), Err(Refusal::Gone));
}
