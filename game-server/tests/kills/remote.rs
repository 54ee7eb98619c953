//! A chain behind a node: here another process's share is played by a chain in this one. It goes down and
//! comes back, and the game plays on.

use crate::opened::{SEED, open, prepare, settled};
use crate::support::{Guest, Server, tokens};
use ledger::embedded::{EmbeddedChain, EmbeddedConfig, Genesis, Program};
use protocol::{Ask, ChatScope, DealState, Refusal};
use redb::Database;
use seedbound_interface::addresses;
use simulation::Place;
use simulation::inventory::Mark;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use transport::{PlayerKey, Wallet};

const ELF: &[u8] = include_bytes!("../../../onchain-program/program/seedbound.so");
/// A node with the program, on that port of loopback; 0: any.
pub(crate) fn node(dir: &Path, funded: &[Wallet], port: u16) -> EmbeddedChain {
    let program = Program { address: addresses::PROGRAM.into(), elf: ELF.to_vec() };
    bare(dir, funded, port, vec![program])
}

fn bare(dir: &Path, funded: &[Wallet], port: u16, programs: Vec<Program>) -> EmbeddedChain {
    let lamports = |wallet: &Wallet| ((*wallet.as_bytes()).into(), 5_000_000_000);
    let config = EmbeddedConfig {
        rpc: SocketAddr::from(([127, 0, 0, 1], port)),
        slot_time: Duration::from_millis(50),
        genesis: Genesis { funded: funded.iter().map(lamports).collect() },
        programs,
    };
    let database = Database::create(dir.join("node.redb")).expect("opens");
    EmbeddedChain::start(Arc::new(database), &config).expect("starts")
}

#[test]
fn a_world_on_a_chain_behind_a_node_rolls_relics_and_outlasts_an_outage() {
    let place = tempfile::tempdir().expect("a directory");
    let data = place.path().join("data");
    let key = Arc::new(PlayerKey::generate().expect("a key"));
    let ids = prepare(&data, "Phoenix", key.wallet(), 2);
    let authority = PlayerKey::load_or_create(&data.join("authority.key")).expect("there");
    let chain = node(place.path(), &[authority.wallet()], 0);
    let url = chain.rpc_url();
    let server = Server::start(&data, SEED, &["--chain", &url]);
    let mut guest = Guest::join_with_wallet(&server.invite, &key, "Phoenix");
    open(&mut guest, ids[0]);
    let first = settled(&mut guest, ids[0]);
    let info = guest.session.view().ledger.expect("told");
    assert!(!info.own_chain);
    assert_eq!(guest.ask(Ask::Deposit { coins: 1 }), Err(Refusal::NoDeposits));
    let mint = |bytes| (Wallet::from_bytes(bytes).to_string(), "1".to_owned());
    assert_eq!(tokens(&url, key.wallet()), [mint(first.mint)]);

    // The node is gone: the game is not, and says so.
    let port = chain.rpc_address().port();
    chain.shutdown().expect("in order");
    let said = Ask::Chat { scope: ChatScope::World, text: "Anybody?".to_owned() };
    assert_eq!(guest.ask(said), Ok(()));
    let stacks: Vec<_> = guest.session.view().inventory.stacks().map(|(place, _)| place).collect();
    let carried = stacks.iter().find_map(|place| match place {
        Place::Pack(index) if is_token(&guest, *place) => Some(*index),
        _ => None,
    });
    let index = carried.expect("the relic is in the pack");
    let request = guest.session.ask(Ask::List { index, price: 3_000_000 });
    guest.until("a word about the outage", |guest| {
        match guest.session.view().deals.get(&request) {
            Some(DealState::Failed { why }) => {
                assert!(why.contains("cannot be reached"), "{why}");
                true
            }
            Some(state) => panic!("{state:?}"),
            None => false,
        }
    });
    let chain = node(place.path(), &[], port);
    open(&mut guest, ids[1]);
    let second = settled(&mut guest, ids[1]);
    let mut owned = tokens(&url, key.wallet());
    owned.sort();
    let mut mints = [mint(first.mint), mint(second.mint)];
    mints.sort();
    assert_eq!(owned, mints);
    server.kill();
    chain.shutdown().expect("in order");
}

fn is_token(guest: &Guest, place: Place) -> bool {
    let stack = guest.session.view().inventory.at(place);
    stack.is_some_and(|stack| matches!(stack.mark, Some(Mark::Chain(_))))
}

#[test]
fn what_is_wrong_with_a_chain_is_told_and_the_game_runs() {
    let place = tempfile::tempdir().expect("a directory");
    let (data, key) = (place.path().join("data"), PlayerKey::generate().expect("a key"));
    let told = |url: &str, words: &str| {
        let mut server = Server::start(&data, SEED, &["--chain", url]);
        let mut guest = Guest::join(&server.invite, &key, "Phoenix");
        assert!(server.hears(words), "the log says: {words}");
        assert_eq!(server.metric("seedbound_chain_failed"), Some(1.0));
        assert_eq!(guest.ask(Ask::Supply), Err(Refusal::NoChain));
        assert_eq!(guest.ask(Ask::Ping), Ok(()));
        assert_eq!(guest.session.view().ledger, None);
        server.kill();
    };
    // A key in the address stays out of the log.
    told("http://127.0.0.1:1/v2/SECRET-KEY", "does not answer");

    let [one, two] = ["one", "two"].map(|name| place.path().join(name));
    [&one, &two].iter().for_each(|dir| std::fs::create_dir(dir).expect("a directory"));
    let empty = bare(&one, &[], 0, Vec::new());
    told(&empty.rpc_url(), "there is no program");
    empty.shutdown().expect("in order");

    let authority = PlayerKey::load_or_create(&data.join("authority.key")).expect("there");
    let chain = node(&two, &[], 0);
    told(&chain.rpc_url(), "send it some");
    chain.shutdown().expect("in order");

    // Once a world is on a chain, another with the same program is another chain.
    let [three, four] = ["three", "four"].map(|name| place.path().join(name));
    [&three, &four].iter().for_each(|dir| std::fs::create_dir(dir).expect("a directory"));
    let chain = node(&three, &[authority.wallet()], 0);
    let server = Server::start(&data, SEED, &["--chain", &chain.rpc_url()]);
    let mut guest = Guest::join(&server.invite, &key, "Phoenix");
    guest.until("the chain", |guest| guest.session.view().ledger.is_some());
    std::thread::sleep(Duration::from_secs(1));
    server.kill();
    chain.shutdown().expect("in order");
    let other = node(&four, &[authority.wallet()], 0);
    told(&other.rpc_url(), "another chain than before");
    other.shutdown().expect("in order");
}
