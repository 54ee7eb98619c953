//! Random sequences of actions by several people, sensible and senseless ones, after each of which
//! everything that must always hold is checked. A run of its own, far longer, is told in
//! `docs/onchain.md`.

mod actions;
mod invariants;

use actions::Player;

/// Sequences and actions of a usual run; `SEEDBOUND_FUZZ` sets another number of sequences.
const SEQUENCES: u64 = 150;
const ACTIONS: usize = 20;

#[test]
fn whatever_is_tried_the_invariants_hold() {
    let sequences = std::env::var("SEEDBOUND_FUZZ")
        .map_or(SEQUENCES, |text| text.parse().expect("SEEDBOUND_FUZZ is a number"));
    let first = std::env::var("SEEDBOUND_FUZZ_FROM")
        .map_or(0, |text| text.parse().expect("SEEDBOUND_FUZZ_FROM is a number"));
    let start = actions::start();
    let mut done = actions::Done::default();
    for sequence in first..first + sequences {
        let mut player = Player::new(&start, sequence);
        for step in 0..ACTIONS {
            player.act(&mut done);
            if let Err(broken) = player.check() {
                panic!("{broken}: sequence {sequence}, step {step}: {:?}", player.log);
            }
        }
        if sequence % 1_000 == 999 {
            println!("{} sequences, {done:?}", sequence + 1 - first);
        }
    }
    println!("{sequences} sequences of {ACTIONS} actions: {done:?}");
    // A run in which next to nothing succeeds, or nothing is refused, would show nothing.
    assert!(done.succeeded * 4 > done.refused, "{done:?}");
    assert!(done.refused * 20 > done.succeeded, "{done:?}");
    for (kind, count) in &done.by_kind {
        assert!(*count > 0, "{kind} never succeeded");
    }
}
