//! Rewards that are recorded on the chain: decided with the reward, told of as it goes.

use super::chain::{WORLD, chained, class};
use super::harness::{Game, Who, land, wallet};
use super::places::{a_quest, a_quest_that};
use crate::chain::{PROGRAM, pair};
use crate::play::keep::Keeper;
use crate::play::relics::{Relics, operation_id};
use crate::play::requests::Asker;
use crate::play::sealed::{self, Hoard};
use crate::play::talk;
use crate::store::WorldKey;
use ledger::outbox::{Enqueued, Grant, OperationState, enqueue, state};
use protocol::{Event, RecordState, Recorded, Refusal, Token, Topic};
use redb::{ReadableDatabase, TableDefinition};
use ruleset::Rarity;
use simulation::Stack;
use simulation::inventory::Mark;
use worldgen::{ItemSource, Quest, QuestKind};

/// The outbox's own count of what is open.
const META: TableDefinition<&str, u64> = TableDefinition::new("chain_outbox_meta");

/// A dungeon's quest that gives no sealed relic beside its reward, done but for the report.
fn nearly_done(game: &mut Game, who: Who) -> Quest {
    let plain = |quest: &Quest| {
        let source = ItemSource::Quest(quest.id);
        sealed::found(game.at(), &source, 1, Hoard::Quest).is_none()
    };
    let quest = a_quest_that(|quest| quest.kind == QuestKind::Delve && plain(quest));
    game.accept(who, &quest);
    let mut player = game.player(who);
    for objective in &quest.objectives {
        use worldgen::Objective::{Enter, Fetch, SlayBoss, Solve};
        let deed = match *objective {
            Enter { dungeon } => simulation::Deed::Entered(dungeon),
            Solve { dungeon } => simulation::Deed::Solved(dungeon),
            SlayBoss { dungeon } => simulation::Deed::SlewBoss(dungeon),
            Fetch { item, dungeon } => {
                let relic = Stack { mark: Some(Mark::Dungeon(dungeon)), ..Stack::plain(item, 1) };
                player.character.inventory.add(land().rules(), relic).expect("room");
                simulation::Deed::Fetched { item, dungeon }
            }
            _ => break,
        };
        player.character.quests.record(&quest, &deed);
    }
    game.talk_to(who, quest.id.giver);
    quest
}

fn records(game: &Game, who: Who) -> Vec<RecordState> {
    let told = game[who].events.iter().filter_map(|event| match event {
        Event::Record { state, .. } => Some(state.clone()),
        _ => None,
    });
    told.collect()
}

#[test]
fn a_reward_and_its_operation_are_one_change_and_the_player_hears_how_it_goes() {
    let mut game = Game::new();
    let desk = chained(&mut game);
    let anna = game.join("Anna");
    let quest = nearly_done(&mut game, anna);
    let item = quest.reward.item.clone().expect("a dungeon's reward");
    let id = operation_id(land().seed(), quest.id, wallet("Anna"));
    let database = game.at().resource::<Keeper>().database().expect("open");
    let entity = game.body(anna).expect("in the world");
    let asker = Asker { client: game[anna].id, entity, wallet: wallet("Anna") };
    let newest = |game: &Game| game.at().resource::<Keeper>().handle().newest().0;

    let before = newest(&game);
    let done = talk::choose(game.world(), asker, Topic::Report(quest.id)).expect("is rewarded");
    assert_eq!(done.expect("it is kept").0, before + 1, "one change");
    assert_eq!(newest(&game), before + 1, "one change");
    assert!(records(&game, anna).is_empty(), "not before it is on disk");
    game.ticks(2);
    assert_eq!(records(&game, anna), [RecordState::Waiting]);
    assert_eq!(desk.asked(), [id]);
    assert_eq!(state(&database, id).expect("reads"), Some(OperationState::Open));
    // The very operation that grants this item to this wallet is there already.
    let grant = Grant::Item {
        class: class(1),
        player: *wallet("Anna").as_bytes(),
        rarity: item.rarity as u8,
    };
    let transaction = database.begin_write().expect("begins");
    let again = enqueue(&transaction, &grant.operation(id), u64::MAX).expect("the same");
    assert_eq!(again, Enqueued::Known);
    transaction.abort().expect("aborts");

    assert_eq!(game.choose(anna, Topic::Report(quest.id)), Err(Refusal::QuestNotOpen));
    let reading = database.begin_read().expect("begins");
    let open = reading.open_table(META).expect("there").get("open").expect("reads");
    assert_eq!(open.map(|open| open.value()), Some(1), "exactly one");
    drop((reading, database));

    for _ in 0..2 {
        desk.answer(id, recorded());
        game.ticks(2);
        assert_eq!(records(&game, anna), [RecordState::Waiting, recorded()], "told once");
    }
    // Who comes again is told again, once it was looked up.
    game.cut(anna);
    let again = game.join("Anna");
    assert_eq!(desk.asked(), [id]);
    desk.answer(id, recorded());
    game.ticks(2);
    assert_eq!(records(&game, again), [recorded()]);
    game.restart();
    let desk = chained(&mut game);
    let anna = game.join("Anna");
    assert_eq!(desk.asked(), [id]);
    assert!(records(&game, anna).is_empty());
    desk.answer(id, recorded());
    game.ticks(2);
    assert_eq!(records(&game, anna), [recorded()]);

    let saved = game.stop();
    let kept = &saved.characters[&wallet("Anna")];
    let marked: Vec<_> =
        kept.inventory.stacks().filter_map(|(_, stack)| stack.mark?.operation()).collect();
    assert_eq!(marked, [id.0]);
    let row = &saved.world[&WorldKey::Recorded(id.0)];
    let given: worldgen::Item = protocol::decode(row, usize::MAX).expect("an item");
    assert_eq!(given, item, "what it is, is kept beside it");
}

#[test]
fn without_a_chain_and_below_the_least_rarity_a_reward_is_an_item_of_the_game() {
    let rules = land().rules().clone();
    let quest = a_quest(QuestKind::Delve).id;
    let (seed, anna) = (land().seed(), wallet("Anna"));
    let off = Relics::new(None);
    assert_eq!(off.grant(&rules, seed, quest, anna, Rarity::Legendary), None);
    let on = Relics::new(Some(pair(PROGRAM, WORLD).0));
    assert_eq!(on.grant(&rules, seed, quest, anna, Rarity::Common), None);
    let operation = on.grant(&rules, seed, quest, anna, Rarity::Rare).expect("is recorded");
    assert_eq!(operation.id, operation_id(seed, quest, anna));
    assert_ne!(operation.id, operation_id(seed, quest, wallet("Ben")));

    let mut game = Game::new();
    let anna = game.join("Anna");
    let quest = nearly_done(&mut game, anna);
    assert_eq!(game.choose(anna, Topic::Report(quest.id)), Ok(()));
    let kept = game.character(anna).inventory;
    let rewards: Vec<_> = kept
        .stacks()
        .filter(|(_, stack)| stack.source == Some(ItemSource::Quest(quest.id)))
        .map(|(_, stack)| stack.mark)
        .collect();
    assert_eq!(rewards, [None]);
    assert!(records(&game, anna).is_empty());
}

fn recorded() -> RecordState {
    let token = Token { class: class(1), rarity: 2, number: 1 };
    let name = "Relic of Hollow".to_owned();
    let mint = [5; 32];
    let recorded = Recorded { token, mint, class: name, cap: 9, slot: 77, proof: None };
    RecordState::Recorded(Box::new(recorded))
}
