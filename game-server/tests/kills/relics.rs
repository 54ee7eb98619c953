//! Killed between a reward and its token, a server makes the token after the restart, and one only.

use crate::support::{Guest, Server, tokens};
use game_server::data_dir::DataDir;
use game_server::store::{Change, Store, WorldIdentity};
use ledger::outbox::{OperationId, OperationState, state};
use protocol::{Ask, EntityKind, RecordState, Topic};
use redb::Database;
use seed::{Mm, Point, WorldSeed};
use simulation::inventory::Mark;
use simulation::{Character, Deed, Stack};
use std::path::Path;
use std::sync::Arc;
use transport::{PlayerKey, Wallet};
use worldgen::{Objective, Quest, QuestKind, SiteKind, World};

const SEED: &str = "kills";
/// The kill may come too late; then another world is tried.
const TRIES: u32 = 5;

#[test]
fn a_kill_between_reward_and_token_leaves_exactly_one_token() {
    let rules = ruleset::load(&ruleset::find("core").expect("core")).expect("core");
    let world = World::new(WorldSeed::from_text(SEED), Arc::new(rules));
    let quest = a_dungeon_quest(&world);
    for number in 1..=TRIES {
        let place = tempfile::tempdir().expect("a directory");
        let key = PlayerKey::generate().expect("a key");
        prepare(place.path(), &world, &quest, key.wallet());

        let server = Server::start(place.path(), SEED, &[]);
        let mut guest = Guest::join(&server.invite, &key, "Phoenix");
        let person = quest.id.giver;
        let npc = |guest: &Guest| {
            let seen = guest.session.view().entities.iter();
            let mut seen = seen.filter(|(_, seen)| seen.kind == EntityKind::Person { person });
            seen.next().map(|(&id, _)| id)
        };
        guest.until("the giver to come into sight", |guest| npc(guest).is_some());
        let target = npc(&guest).expect("in sight");
        assert_eq!(guest.ask(Ask::Interact { target }), Ok(()));
        assert_eq!(guest.ask(Ask::Choose { topic: Topic::Report(quest.id) }), Ok(()));
        server.kill();

        let id = operation(&guest);
        let before = {
            let database = Database::open(place.path().join("world.redb")).expect("opens");
            state(&database, id).expect("reads").expect("is there, with the reward")
        };
        if !matches!(before, OperationState::Open | OperationState::Sent { .. }) {
            println!("try {number}: it was recorded before the kill ({before:?})");
            continue;
        }
        println!("try {number}: killed at {before:?}");
        let mut mints = Vec::new();
        for _ in 0..2 {
            let server = Server::start(place.path(), SEED, &[]);
            let mut guest = Guest::join(&server.invite, &key, "Phoenix");
            assert_eq!(operation(&guest), id);
            let mut mint = None;
            guest.until("the token", |guest| {
                let record = guest.session.view().records.get(&id.0);
                if let Some(RecordState::Recorded(made)) = record
                    && made.token.number == 1
                {
                    mint = Some(made.mint);
                }
                mint.is_some()
            });
            mints.push(mint.expect("set above"));
            let owned = tokens(&server.chain, key.wallet());
            let text = Wallet::from_bytes(mints[0]).to_string();
            assert_eq!(owned, [(text, "1".to_owned())], "exactly one token");
            server.kill();
        }
        assert_eq!(mints[0], mints[1]);
        return;
    }
    panic!("no kill of {TRIES} came before the token");
}

/// The first quest for a dungeon near home; its reward is always recorded.
fn a_dungeon_quest(world: &World) -> Quest {
    let at = world.settlement(world.home()).expect("a home").spawn;
    let sites = world.sites_near(at, Mm::metres(4_000));
    let towns = sites.iter().filter(|site| site.kind == SiteKind::Settlement);
    let people = towns.filter_map(|site| world.settlement(site.id)).flat_map(|town| town.people);
    let mut quests = people.flat_map(|person| world.quests(person.id));
    quests
        .find(|quest| quest.kind == QuestKind::Delve && quest.is_straight())
        .expect("somebody wants that")
}

/// A world with a character who stands in front of the giver and has only to report.
fn prepare(data: &Path, world: &World, quest: &Quest, wallet: Wallet) {
    let rules = world.rules();
    let dir = DataDir::open(data).expect("free");
    let identity = WorldIdentity {
        seed: world.seed(),
        ruleset_name: rules.name.clone(),
        ruleset_hash: rules.hash(),
        generator_version: seed::GENERATOR_VERSION,
    };
    let (store, _) = Store::open(&dir, &identity).expect("opens");
    let post = world.person(quest.id.giver).expect("lives").post;
    let at = Point { x: post.x + Mm(1000), z: post.z };
    let mut character = Character::new("Phoenix".to_owned(), rules, at, world.height(at));
    assert!(character.quests.take(quest.id));
    for objective in &quest.objectives {
        let deed = match *objective {
            Objective::Enter { dungeon } => Deed::Entered(dungeon),
            Objective::Solve { dungeon } => Deed::Solved(dungeon),
            Objective::SlayBoss { dungeon } => Deed::SlewBoss(dungeon),
            Objective::Fetch { item, dungeon } => {
                let relic = Stack { mark: Some(Mark::Dungeon(dungeon)), ..Stack::plain(item, 1) };
                character.inventory.add(rules, relic).expect("room");
                Deed::Fetched { item, dungeon }
            }
            _ => break,
        };
        assert!(character.quests.record(quest, &deed), "{objective:?}");
    }
    store.commit(Change::character(wallet, character)).expect("is taken");
    store.close().expect("is written");
}

/// The operation that something in the pack is marked with.
fn operation(guest: &Guest) -> OperationId {
    let mut stacks = guest.session.view().inventory.stacks();
    let id = stacks.find_map(|(_, stack)| match stack.mark {
        Some(Mark::Chain(id)) => Some(OperationId(id)),
        _ => None,
    });
    id.expect("the reward is marked")
}
