//! How fast worlds are made. These measure the machine, not the code: run them alone, in release.

#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "measures")]

use crate::worlds;
use seed::{Mm, Point};
use std::time::{Duration, Instant};
use worldgen::{ChunkCoord, World};

fn say(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let per_mille = |share: usize| times[(times.len() - 1) * share / 1000].as_secs_f64() * 1e3;
    println!(
        "{what}: {} times, p50 {:.2} ms, p99 {:.2} ms, worst {:.2} ms",
        times.len(),
        per_mille(500),
        per_mille(990),
        per_mille(1000)
    );
}

/// `SEEDBOUND_SEEDS=10000 cargo test --release -p worldgen --test properties -- --ignored --nocapture
/// speed::`
#[test]
#[ignore = "prints times"]
fn settlements_and_pasts() {
    let (mut new, mut homes, mut pasts) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..worlds::count(100) {
        let begin = Instant::now();
        let world = worlds::world(number);
        new.push(begin.elapsed());
        let begin = Instant::now();
        let home = world.settlement(world.home());
        homes.push(begin.elapsed());
        assert!(home.is_some());
        if number % 10 == 0 {
            let begin = Instant::now();
            let _ = world.history(world.region_of_site(world.home()));
            pasts.push(begin.elapsed());
        }
    }
    say("a world with its home found", new);
    say("its home built", homes);
    say("its region's past", pasts);
}

/// Whole chunks of a square around a place; how many.
fn chunks(world: &World, around: Point, edge: i32) -> u32 {
    let middle = ChunkCoord::of(around);
    let mut made = 0;
    for z in 0..edge {
        for x in 0..edge {
            let chunk = world.chunk(ChunkCoord { x: middle.x + x, z: middle.z + z });
            made += u32::from(!chunk.heights.is_empty());
        }
    }
    made
}

#[test]
#[ignore = "prints times"]
fn whole_chunks_a_second() {
    let edge = i32::try_from(worlds::count(64)).unwrap_or(64).clamp(16, 256);
    for cores in [1, 2] {
        let mut made = 0;
        let begin = Instant::now();
        let threads: Vec<_> = (0..cores)
            .map(|number| {
                std::thread::spawn(move || {
                    let world = worlds::world(number);
                    let home = world.site(world.home()).expect("a home").at;
                    chunks(&world, home, edge)
                })
            })
            .collect();
        for thread in threads {
            made += thread.join().expect("no panic");
        }
        let seconds = begin.elapsed().as_secs_f64();
        println!(
            "{cores} cores, a world each, new land: {:.0} chunks a second",
            f64::from(made) / seconds
        );
    }
    let world = worlds::world(7);
    let far = Point { x: Mm::metres(9_000), z: Mm::metres(-9_000) };
    let first = Instant::now();
    let made = chunks(&world, far, edge);
    let first = first.elapsed().as_secs_f64();
    let again = Instant::now();
    let _ = chunks(&world, far, edge);
    let again = again.elapsed().as_secs_f64();
    println!(
        "{made} chunks: {:.0} a second at first, {:.0} a second where the land is known",
        f64::from(made) / first,
        f64::from(made) / again
    );
}
