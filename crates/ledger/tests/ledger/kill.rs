//! A chain that is killed in the middle of its work, many times: every transaction that was reported
//! final is there afterwards, whole, and none is half there.
//!
//! The child is this test binary. Four lanes send transactions that follow from lane and number, so
//! what a transaction should have left behind can be computed: two gifts in one transaction, or a
//! Token-2022 mint with a holding of one piece. The wallet of the lane pays for all of it, so what it
//! has left says how many ran. A fifth lane sells items on the market of the real program.

use crate::sale;
use crate::support::{
    FEE, FUNDED, HOLDING_BYTES, MINT_BYTES, mint_one, place, rent, signed, transfer, wallet,
};
use anchor_client::Signer;
use solana_pubkey::Pubkey;
use solana_rpc_client::rpc_client::RpcClient;
use solana_signature::Signature;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::str::FromStr;
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Of a normal run; `SEEDBOUND_CHAIN_KILLS` asks for more.
const KILLS: u32 = 15;
const PLACE: &str = "SEEDBOUND_TEST_CHAIN_PLACE";
const LANES: u8 = 4;
/// The lane that sells.
const SALES: u8 = 9;

/// Where transaction `number` of a lane leaves something, and how many lamports.
fn traces(lane: u8, number: u64) -> [(Pubkey, u64); 2] {
    let address = |kind| place(kind, lane, number).pubkey();
    if number.is_multiple_of(3) {
        [(address(3), rent(MINT_BYTES)), (address(4), rent(HOLDING_BYTES))]
    } else {
        [(address(5), rent(0) + number), (address(6), rent(0) + 2 * number)]
    }
}

/// What transaction `number` costs the lane's wallet.
fn cost(lane: u8, number: u64) -> u64 {
    let signatures = if number.is_multiple_of(3) { 3 } else { 1 };
    traces(lane, number).iter().map(|(_, lamports)| lamports).sum::<u64>() + signatures * FEE
}

/// Sends transaction `number`; the chain's answer means that it is final.
fn send(client: &RpcClient, lane: u8, number: u64) -> Signature {
    let payer = wallet(lane);
    let transaction = if number.is_multiple_of(3) {
        let (mint, holding) = (place(3, lane, number), place(4, lane, number));
        let steps = mint_one(&payer.pubkey(), &mint.pubkey(), &holding.pubkey());
        signed(client, &steps, &[&payer, &mint, &holding])
    } else {
        let gifts =
            traces(lane, number).map(|(to, lamports)| transfer(&payer.pubkey(), &to, lamports));
        signed(client, &gifts, &[&payer])
    };
    client.send_and_confirm_transaction(&transaction).expect("the chain takes it")
}

/// How many transactions of a lane ran, and that each of those from `first` on is whole.
fn count_whole(client: &RpcClient, lane: u8, first: u64) -> u64 {
    let mut spent: u64 = (0..first).map(|number| cost(lane, number)).sum();
    for number in first.. {
        let traces = traces(lane, number);
        let found =
            client.get_multiple_accounts(&traces.map(|(address, _)| address)).expect("answers");
        let found: Vec<_> =
            found.into_iter().map(|found| found.map(|account| account.lamports)).collect();
        if found == [None, None] {
            let left = client.get_balance(&wallet(lane).pubkey()).expect("answers");
            assert_eq!(
                left,
                FUNDED - spent,
                "lane {lane}: the wallet paid for {number} transactions"
            );
            return number;
        }
        let expected: Vec<_> = traces.iter().map(|(_, lamports)| Some(*lamports)).collect();
        assert_eq!(found, expected, "lane {lane}: transaction {number} is whole");
        if number.is_multiple_of(3) {
            let piece = client.get_token_account_balance(&traces[1].0).expect("answers");
            assert_eq!(piece.amount, "1", "lane {lane}: transaction {number} minted");
            assert_eq!(client.get_token_supply(&traces[0].0).expect("answers").amount, "1");
        }
        spent += cost(lane, number);
    }
    unreachable!("a lane ends")
}

#[test]
fn what_was_final_survives_kills_and_no_transaction_is_half_there() {
    let kills = std::env::var("SEEDBOUND_CHAIN_KILLS").ok().and_then(|text| text.parse().ok());
    let kills: u32 = kills.unwrap_or(KILLS);
    let place = tempfile::tempdir().expect("a place");
    let mut reported = BTreeMap::new();
    let mut worked = 0;
    let mut slot = 0;
    let mut sales = 0;
    let mut whole = [0; LANES as usize];
    for kill in 0..kills {
        let news = one_life(place.path(), kill);
        worked += u32::from(!news.is_empty());
        // What is new is looked at after each kill, everything after the last.
        let all = kill + 1 == kills;
        reported.extend(news.clone());
        let (chain, client) = sale::start(place.path());
        assert!(chain.slot() > slot, "kill {kill}: slots go on");
        slot = chain.slot();
        let sold = sale::count_whole(&client);
        assert!(sold >= sales, "kill {kill}: {sales} sales were there, {sold} are");
        sales = sold;
        for lane in 0..LANES {
            let known = &mut whole[usize::from(lane)];
            let count = count_whole(&client, lane, if all { 0 } else { *known });
            assert!(count >= *known, "kill {kill}: lane {lane} lost what was there");
            *known = count;
        }
        for ((lane, number), signature) in if all { &reported } else { &news } {
            let there = if *lane == SALES { sold } else { whole[usize::from(*lane)] };
            assert!(*number < there, "kill {kill}: {lane}/{number} was final");
            let landed = chain.durable(signature).expect("reads").expect("was final");
            assert_eq!(landed.error, None, "kill {kill}: {lane}/{number}");
        }
        chain.shutdown().expect("stops in order");
    }
    assert!(worked > kills / 2, "most children got to work ({worked})");
    assert!(sales > 0, "something was sold");
    println!("{kills} kills, {} transactions reported final, {sales} sales", reported.len());
}

/// Runs a child until a random moment and kills it. Returns what it reported as final.
fn one_life(place: &Path, kill: u32) -> BTreeMap<(u8, u64), Signature> {
    let mut reported = BTreeMap::new();
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
            let mut words = line.split(' ');
            if words.next() != Some("final") {
                continue;
            }
            let mut word = || words.next().expect("a whole line");
            let key: (u8, u64) =
                (word().parse().expect("a lane"), word().parse().expect("a number"));
            let _ = tell.send((key, Signature::from_str(word()).expect("a signature")));
        }
    });
    // Every sixth dies while it starts, the others at some moment of their work.
    let moment = getrandom::u32().expect("randomness") % 400_000;
    if kill % 6 != 5 {
        let (key, signature) = told.recv_timeout(Duration::from_secs(60)).expect("the child works");
        reported.insert(key, signature);
    }
    std::thread::sleep(Duration::from_micros(u64::from(moment)));
    child.kill().expect("kills with signal 9");
    child.wait().expect("is dead");
    reader.join().expect("reads to the end");
    reported.extend(told.try_iter());
    reported
}

#[test]
#[ignore = "the child of the test above"]
fn child() {
    let Some(place) = std::env::var_os(PLACE) else { return };
    let (chain, client) = sale::start(Path::new(&place));
    sale::prepare(&client);
    let url = chain.rpc_url();
    let began = Instant::now();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while began.elapsed() < Duration::from_secs(60) {
                if let Some((number, signature)) = sale::step(&client) {
                    report(SALES, number, &signature);
                }
            }
        });
        for lane in 0..LANES {
            let client = RpcClient::new(url.clone());
            scope.spawn(move || {
                let mut number = (0..)
                    .find(|number| {
                        client.get_balance(&traces(lane, *number)[0].0).expect("answers") == 0
                    })
                    .expect("a lane ends");
                // The parent kills it long before.
                while began.elapsed() < Duration::from_secs(60) {
                    let signature = send(&client, lane, number);
                    report(lane, number, &signature);
                    number += 1;
                }
            });
        }
    });
}

/// In one write, so that a kill does not cut the line short.
fn report(lane: u8, number: u64, signature: &Signature) {
    let line = format!("final {lane} {number} {signature}\n");
    std::io::stdout().write_all(line.as_bytes()).expect("the parent listens");
}
