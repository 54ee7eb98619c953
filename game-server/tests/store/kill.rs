//! A server that is killed in the middle of its work, many times: what it said to be durable is
//! there afterwards, and every change is there whole or not at all.
//!
//! The world is a line of changes that follow from their number, so what should be found after
//! change *n* can be computed and compared to the last byte. The child is this test binary.

use crate::support::{Model, character, open, wallet};
use game_server::store::{Change, Ticket, WorldKey};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

const KILLS: u32 = 60;
const PLACE: &str = "SEEDBOUND_TEST_KILL_PLACE";
const LAST: WorldKey = WorldKey::counter("last");

/// Change number `n`: two characters, a thing of the world and the counter, which must agree.
fn change(n: u64) -> Change {
    let small = |number: u64| u8::try_from(number).expect("small");
    let (one, two) = (small(n % 7), small(7 + n % 5));
    let number = u32::try_from(n).expect("small");
    let drop = if n.is_multiple_of(3) {
        None
    } else {
        Some(vec![small(n % 251); (n * 37 % 900) as usize])
    };
    Change {
        characters: vec![
            (wallet(one), character(&format!("walker{one}"), number)),
            (wallet(two), character(&format!("walker{two}"), number)),
        ],
        world: vec![(WorldKey::Drop(n % 40), drop), (LAST, Some(n.to_le_bytes().to_vec()))],
        clock: Some(n),
        ..Change::default()
    }
}

fn last(world: &std::collections::BTreeMap<WorldKey, Vec<u8>>) -> u64 {
    world.get(&LAST).map_or(0, |bytes| u64::from_le_bytes(bytes[..].try_into().expect("8 bytes")))
}

#[test]
fn what_was_durable_survives_sixty_kills_and_every_change_is_whole() {
    let place = tempfile::tempdir().expect("a temporary directory");
    let mut model = Model::default();
    let mut done = 0;
    let mut acknowledged = 0;
    for kill in 0..KILLS {
        let reported = one_life(place.path(), kill);
        let (_dir, store, saved) = open(place.path());
        let found = last(&saved.world);
        assert!(
            found >= reported.max(done),
            "kill {kill}: {reported} was durable, {found} is there"
        );
        while done < found {
            done += 1;
            model.apply(&change(done));
        }
        assert_eq!(Model::of(&saved), model, "kill {kill}");
        for (wallet, character) in &saved.characters {
            assert_eq!(saved.names.owner(&character.name), Some(*wallet), "kill {kill}");
        }
        acknowledged += u64::from(reported > 0);
        store.close().expect("closes");
    }
    assert!(acknowledged > u64::from(KILLS / 2), "most children got to work ({acknowledged})");
    println!("{KILLS} kills, {done} changes");
}

/// Runs a child until a random moment and kills it. Returns the newest change that it reported.
fn one_life(place: &Path, kill: u32) -> u64 {
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args(["--ignored", "--exact", "kill::child", "--nocapture"])
        .env(PLACE, place)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("starts");
    let output = BufReader::new(child.stdout.take().expect("is piped"));
    let (tell, told) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        for line in output.lines().map_while(Result::ok) {
            if let Some(number) = line.strip_prefix("durable ").and_then(|text| text.parse().ok()) {
                let _ = tell.send(number);
            }
        }
    });
    // Every sixth dies while it starts, the others at some moment of their work.
    let moment = Duration::from_micros(u64::from(getrandom::u32().expect("randomness") % 60_000));
    let mut reported: u64 = 0;
    if kill % 6 != 5 {
        reported = told.recv_timeout(Duration::from_secs(20)).expect("the child gets to work");
    }
    std::thread::sleep(moment);
    child.kill().expect("kills with signal 9");
    child.wait().expect("is dead");
    reader.join().expect("reads to the end");
    reported.max(told.try_iter().max().unwrap_or(0))
}

#[test]
#[ignore = "the child of the test above"]
fn child() {
    let Some(place) = std::env::var_os(PLACE) else { return };
    let (_dir, store, saved) = open(Path::new(&place));
    let base = last(&saved.world);
    let mut next = base;
    let mut told = Ticket::NONE;
    let began = Instant::now();
    // The parent kills it long before.
    while began.elapsed() < Duration::from_secs(30) {
        if next - base < store.durable().0 + 40 {
            next += 1;
            let ticket = store.commit(change(next)).expect("there is room");
            assert_eq!(ticket.0, next - base);
        } else {
            std::thread::yield_now();
        }
        let durable = store.durable();
        if durable > told {
            told = durable;
            // In one write, so that a kill does not cut the number short.
            let line = format!("durable {}\n", base + durable.0);
            std::io::stdout().write_all(line.as_bytes()).expect("the parent listens");
        }
    }
}
