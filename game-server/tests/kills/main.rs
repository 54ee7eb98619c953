//! Killed with SIGKILL fifty times during play, a server loses nothing that it acknowledged.
//!
//! A player drops, picks up, wears and takes off, as fast as the answers come, and remembers what
//! the pack must hold after each. The server is killed at a random moment with one more request
//! under way. After the restart the pack is what the last answer said, or that and the request
//! that was under way, whole; and pack and ground together hold what they always held.

mod market;
mod opened;
mod relics;
mod remote;
mod support;

use protocol::{Ask, EntityKind};
use ruleset::{Ruleset, Slot};
use seed::{Path, Stream};
use simulation::{Inventory, Place};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use support::{Guest, Server};
use transport::PlayerKey;

const KILLS: u32 = 50;

#[test]
fn nothing_acknowledged_is_lost_in_fifty_kills() {
    let data = tempfile::tempdir().expect("a directory");
    let key = PlayerKey::generate().expect("a key");
    let rules = ruleset::load(&ruleset::find("core").expect("core")).expect("core");
    let mut stream = Stream::new(&[5; 32], "kills", &Path::new());
    let mut known: Option<Knowledge> = None;
    let mut acknowledged = 0;
    let mut survived = 0;
    for kill in 0..KILLS {
        let server = Server::start(data.path(), "kills", &[]);
        let mut guest = Guest::join(&server.invite, &key, "Phoenix");
        let found = guest.session.view().inventory.clone();
        match &known {
            None => known = Some(Knowledge { sure: found.clone(), perhaps: None }),
            Some(before) => {
                let whole = Some(&found) == before.perhaps.as_ref();
                assert!(
                    found == before.sure || whole,
                    "kill {kill}: acknowledged {:?}\nor {:?}\nfound {found:?}",
                    before.sure,
                    before.perhaps
                );
                survived += u32::from(whole && found != before.sure);
            }
        }
        let knowledge = known.as_mut().expect("set above");
        *knowledge = Knowledge { sure: found, perhaps: None };
        let total = start_total(&rules);
        let what = format!("all of {total:?} to be in the pack or in sight at kill {kill}");
        guest.until(&what, |guest| everything(guest, &knowledge_pack(guest)) == total);
        let end = Instant::now() + Duration::from_millis(u64::from(stream.below(250)));
        while Instant::now() < end {
            let (ask, next) = choose(&guest, &knowledge.sure, &rules, &mut stream);
            if guest.ask(ask).is_ok() {
                knowledge.sure = next;
                acknowledged += 1;
                assert_eq!(guest.session.view().inventory, knowledge.sure, "told with the answer");
            }
        }
        let (ask, next) = choose(&guest, &knowledge.sure, &rules, &mut stream);
        guest.session.ask(ask);
        guest.session.flush();
        std::thread::sleep(Duration::from_millis(u64::from(stream.below(120))));
        knowledge.perhaps = Some(next);
        server.kill();
    }
    println!(
        "{KILLS} kills, {acknowledged} acknowledged changes, none lost; {survived} more had reached the disk"
    );
    assert!(acknowledged > u64::from(KILLS), "only {acknowledged} changes were made");
}

/// What the pack must hold.
struct Knowledge {
    sure: Inventory,
    perhaps: Option<Inventory>,
}

/// Counts of items by base.
type Counts = BTreeMap<u16, u32>;

fn knowledge_pack(guest: &Guest) -> Counts {
    let mut counts = Counts::new();
    for (_, stack) in guest.session.view().inventory.stacks() {
        *counts.entry(stack.item.base.0).or_default() += u32::from(stack.count);
    }
    counts
}

/// Pack and ground together.
fn everything(guest: &Guest, pack: &Counts) -> Counts {
    let mut counts = pack.clone();
    for seen in guest.session.view().entities.values() {
        if let EntityKind::Drop { item, count } = &seen.kind {
            *counts.entry(item.base.0).or_default() += u32::from(*count);
        }
    }
    counts
}

fn start_total(rules: &Ruleset) -> Counts {
    let mut counts = Counts::new();
    for &(item, count) in &rules.balance.outfit {
        *counts.entry(item.0).or_default() += u32::from(count);
    }
    counts
}

/// Something to ask for, and what the pack will hold after it.
fn choose(
    guest: &Guest,
    pack: &Inventory,
    rules: &Ruleset,
    stream: &mut Stream,
) -> (Ask, Inventory) {
    loop {
        let mut next = pack.clone();
        let index = u16::try_from(stream.below(pack.pack().len() as u32)).unwrap_or(0);
        match stream.below(4) {
            0 if next.take(Place::Pack(index), 1).is_ok() => {
                return (Ask::Drop { index, count: 1 }, next);
            }
            1 if next.equip(rules, index).is_ok() => return (Ask::Equip { index }, next),
            2 => {
                let slots: Vec<Slot> = next.worn().keys().copied().collect();
                if let Some(&slot) = stream.pick(&slots)
                    && next.unequip(rules, slot).is_ok()
                {
                    return (Ask::Unequip { slot }, next);
                }
            }
            3 => {
                let drop =
                    guest.session.view().entities.iter().find_map(|(&id, seen)| match &seen.kind {
                        EntityKind::Drop { item, count } => Some((id, item.clone(), *count)),
                        _ => None,
                    });
                if let Some((target, item, count)) = drop {
                    let stack = simulation::Stack { item, count, mark: None, source: None };
                    if next.add(rules, stack).is_ok() {
                        return (Ask::Interact { target }, next);
                    }
                }
            }
            _ => {}
        }
    }
}
