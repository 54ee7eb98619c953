//! What each instruction costs, measured, and `docs/onchain-costs.md`, which says so: this test
//! compares the document with what it measures, and is what writes it (`SEEDBOUND_BLESS=1`).

mod plain;

use std::fmt::Write;
use std::path::PathBuf;

use litesvm::types::TransactionMetadata;
use seedbound_interface::addresses;
use solana_address::Address;

use crate::cases::cases;
use crate::game::Game;

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/onchain-costs.md")
}

#[test]
fn the_committed_costs_are_what_is_measured() {
    let text = document();
    if std::env::var_os("SEEDBOUND_BLESS").is_some() {
        std::fs::write(path(), &text).expect("the file can be written");
    }
    let committed = std::fs::read_to_string(path()).unwrap_or_default();
    assert!(committed == text, "docs/onchain-costs.md is out of date: SEEDBOUND_BLESS=1 writes it");
}

fn document() -> String {
    let mut out = String::from(HEAD);
    for case in cases() {
        let (mut game, instruction) = (case.build)();
        let before = paid(&game);
        let sent = game.ok(&instruction);
        let lamports = before - paid(&game);
        let _ = writeln!(
            out,
            "| `{}` | {} | {} |",
            case.spec.name,
            thousands(sent.compute_units_consumed.into()),
            thousands(lamports)
        );
    }
    out.push_str(MIDDLE);
    let mut game = Game::new();
    let mut relics = Vec::new();
    for number in 0..SAMPLES {
        let roll = game.ripe(&format!("ticket {number}"));
        let before = paid(&game);
        let relic = game.ok(&game.reveal_roll(roll));
        relics.push((relic.compute_units_consumed, before - paid(&game)));
        if number == 0 {
            steps(&mut out, &relic);
        }
    }
    let plain: Vec<_> = (0..SAMPLES).map(plain::mint).collect();
    out.push_str(PEERS);
    row(&mut out, "a relic, `reveal_roll`", &relics);
    row(&mut out, "a plain Token-2022 NFT by a client's own instructions", &plain);
    out.push_str(TAIL);
    out
}

/// Mints that a mean is taken over.
const SAMPLES: u64 = 16;

/// A row with the least, mean and most of some mints.
fn row(out: &mut String, what: &str, mints: &[(u64, i128)]) {
    let units = mints.iter().map(|(units, _)| i128::from(*units));
    let (least, most) = (units.clone().min(), units.clone().max());
    let count = mints.len() as i128;
    let mean = units.sum::<i128>() / count;
    let lamports = mints.iter().map(|(_, lamports)| lamports).sum::<i128>() / count;
    let numbers = [least, Some(mean), most, Some(lamports)].map(|it| thousands(it.unwrap_or(0)));
    let _ = writeln!(out, "| {what} | {} |", numbers.join(" | "));
}

/// Lamports of everyone who pays for accounts.
fn paid(game: &Game) -> i128 {
    use crate::chain::key;
    [&game.payer, &game.authority].iter().map(|it| i128::from(game.chain.lamports(key(it)))).sum()
}

/// The calls that a relic takes, one a row: those at the first depth under the program.
fn steps(out: &mut String, sent: &TransactionMetadata) {
    let known = [
        (addresses::TOKEN_PROGRAM, "Token-2022"),
        (addresses::TOKEN_ACCOUNT_PROGRAM, "associated token account"),
    ]
    .map(|(address, name)| (Address::from(address).to_string(), name));
    let (mut depth, mut name, mut sum) = (0, String::new(), 0);
    for line in &sent.logs {
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["Program", _, "invoke", _] => depth += 1,
            ["Program", _, "success"] => depth -= 1,
            ["Program", "log:", ..] if depth == 2 && name.is_empty() => {
                name = words[2..].join(" ").replace("Instruction: ", " ").trim().to_owned();
            }
            ["Program", program, "consumed", units, ..] if depth == 2 => {
                let units: u64 = units.parse().expect("a number");
                let of = known.iter().find(|(address, _)| address == program);
                let of = of.map_or("another program", |(_, name)| name);
                let _ = writeln!(
                    out,
                    "| {of}: {} | {} |",
                    name.replace("  ", " "),
                    thousands(units.into())
                );
                name.clear();
                sum += units;
            }
            _ => {}
        }
    }
    let own = sent.compute_units_consumed - sum;
    let _ = writeln!(
        out,
        "| the program itself, the system program, and making nine calls | {} |",
        thousands(own.into())
    );
}

fn thousands(number: i128) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if number < 0 { format!("-{out}") } else { out }
}

const HEAD: &str = "\
# What the on-chain program costs

Measured by the test `costs` of `onchain-program` in LiteSVM 0.16 (Agave 4.2.2, its Token-2022 11.0.0
and associated-token-account 1.1.1), on the committed program; the test fails when this page is not
what it measures, and `SEEDBOUND_BLESS=1 cargo nextest run -p onchain-program` writes it. Compute
units vary by some hundred with addresses: each try for a bump costs about 350.

Lamports are what payer and authority of the tests have less afterwards: rents, which the accounts
hold, for `deposit_bond` the bond, and for `pay_player` the payment of 1,500,000. A minus is what comes
back. The fee of a transaction, 5,000 a signature, comes on top.

| instruction | compute units | lamports |
| --- | ---: | ---: |
";

const MIDDLE: &str = "
## Where a relic's compute units go

| call | compute units |
| --- | ---: |
";

const PEERS: &str = "
## Beside others

Sixteen mints each, measured here; they differ by how many tries it takes to find an address. The last
two rows are what others published.

| mint | compute units, least | mean | most | lamports |
| --- | ---: | ---: | ---: | ---: |
";

const TAIL: &str = "\
| a plain Token-2022 NFT, published | | about 85,000 | | 4,600,000 |
| Metaplex Core, published | | about 17,000 | | 2,900,000 |

Our aim was 20,000 compute units a mint. With calls into Token-2022 that is out of reach: its own
instructions for a mint with metadata and membership take 14,000, each of the nine calls costs 1,000
before it does anything, and the associated token account alone takes 12,000 to 25,000, most of it the
search for its address. What we left out for it: additional metadata fields (each is a call and a
rewrite; rarity, serial number and roll are in the web address, the class is the group), an account
of our own beside the mint, and the runtime's search for our own addresses. What we kept although it
costs: the associated token account, because that is where wallets and other markets look first, and
the group, because by Token-2022's own rules it holds the sum of the caps.

Token-2022 11 can take several of its instructions in one call (`Batch`), which would save some 4,000.
It is not used, as it is not known which version a chain runs.

A relic's mint holds more than a plain one: membership and its pointer, and the roll's address in the
web address. That is its higher rent.
";
