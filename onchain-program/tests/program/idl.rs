//! The IDL in Anchor's format, derived from the interface's tables: it cannot drift, as this test
//! compares the committed file and is also what writes it (`SEEDBOUND_BLESS=1`).

use std::collections::BTreeSet;
use std::path::PathBuf;

use anchor_lang_idl_spec::{Idl, IdlInstructionAccountItem};
use seedbound_interface::account::AccountSpec;
use seedbound_interface::accounts::ACCOUNTS;
use seedbound_interface::codec::Kind;
use seedbound_interface::error::ERRORS;
use seedbound_interface::instruction::InstructionSpec;
use seedbound_interface::instructions::INSTRUCTIONS;
use seedbound_interface::{Key, addresses};
use serde_json::{Value, json};
use solana_address::Address;

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("idls/seedbound.json")
}

#[test]
fn the_committed_idl_is_what_the_interface_says() {
    let mut text = serde_json::to_string_pretty(&idl()).expect("it is JSON");
    text.push('\n');
    if std::env::var_os("SEEDBOUND_BLESS").is_some() {
        std::fs::create_dir_all(path().parent().expect("a folder")).expect("a folder");
        std::fs::write(path(), &text).expect("the file can be written");
    }
    let committed = std::fs::read_to_string(path()).unwrap_or_default();
    assert!(committed == text, "idls/seedbound.json is out of date: SEEDBOUND_BLESS=1 writes it");
}

fn idl() -> Value {
    json!({
        "address": base58(&addresses::PROGRAM),
        "metadata": {
            "name": "seedbound",
            "version": env!("CARGO_PKG_VERSION"),
            "spec": "0.1.0",
            "description": "Worlds, rolls, items and the market of Seedbound",
        },
        "instructions": INSTRUCTIONS.iter().map(instruction).collect::<Vec<_>>(),
        "accounts": ACCOUNTS.iter().map(|account| json!({
            "name": account.name,
            "discriminator": account.discriminator,
        })).collect::<Vec<_>>(),
        "errors": ERRORS.iter().map(|error| json!({
            "code": error.code,
            "name": error.name,
            "msg": error.message,
        })).collect::<Vec<_>>(),
        "types": ACCOUNTS.iter().map(account_type).chain(texts()).collect::<Vec<_>>(),
    })
}

fn instruction(spec: &InstructionSpec) -> Value {
    let accounts = spec.accounts.iter().map(|slot| {
        let mut account = json!({ "name": slot.name, "docs": docs(slot.docs) });
        if slot.writable {
            account["writable"] = true.into();
        }
        if slot.signer {
            account["signer"] = true.into();
        }
        if let Some(address) = &slot.address {
            account["address"] = base58(address).into();
        }
        account
    });
    let arguments = spec.arguments.iter().map(
        |argument| json!({ "name": argument.name, "docs": docs(argument.docs), "type": kind(argument.kind) }),
    );
    json!({
        "name": spec.name,
        "docs": docs(spec.docs),
        "discriminator": spec.discriminator,
        "accounts": accounts.collect::<Vec<_>>(),
        "args": arguments.collect::<Vec<_>>(),
    })
}

fn account_type(spec: &AccountSpec) -> Value {
    let fields = spec.fields.iter().map(
        |field| json!({ "name": field.name, "docs": docs(field.docs), "type": kind(field.kind) }),
    );
    json!({
        "name": spec.name,
        "docs": docs(spec.docs),
        "type": { "kind": "struct", "fields": fields.collect::<Vec<_>>() },
    })
}

fn kind(kind: Kind) -> Value {
    match kind {
        Kind::Plain(name) => name.into(),
        Kind::Array(name, count) => json!({ "array": [name, count] }),
        Kind::Text(most) => json!({ "defined": { "name": format!("Text{most}") } }),
    }
}

/// The texts of accounts, which borsh reads as a length and an array.
fn texts() -> Vec<Value> {
    let kinds = ACCOUNTS.iter().flat_map(|account| account.fields).map(|field| field.kind);
    let lengths: BTreeSet<usize> = kinds
        .filter_map(|kind| match kind {
            Kind::Text(most) => Some(most),
            _ => None,
        })
        .collect();
    let text = |most: usize| {
        json!({
            "name": format!("Text{most}"),
            "docs": [format!("UTF-8 of at most {most} bytes; what follows its length is zero.")],
            "type": { "kind": "struct", "fields": [
                { "name": "length", "type": "u32" },
                { "name": "bytes", "type": { "array": ["u8", most] } },
            ] },
        })
    };
    lengths.into_iter().map(text).collect()
}

fn docs(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| line.trim().to_owned()).collect()
}

fn base58(key: &Key) -> String {
    Address::from(*key).to_string()
}

#[test]
fn anchor_reads_the_committed_idl() {
    let text = std::fs::read_to_string(path()).expect("it is committed");
    let idl: Idl = serde_json::from_str(&text).expect("Anchor reads it");
    assert_eq!(idl.address, base58(&addresses::PROGRAM));
    for (read, spec) in idl.instructions.iter().zip(INSTRUCTIONS) {
        assert_eq!(
            (read.name.as_str(), &read.discriminator[..]),
            (spec.name, &spec.discriminator[..])
        );
        let flags: Vec<_> = read
            .accounts
            .iter()
            .map(|item| match item {
                IdlInstructionAccountItem::Single(it) => (it.name.as_str(), it.writable, it.signer),
                other => panic!("{other:?} is no single account"),
            })
            .collect();
        let expected: Vec<_> =
            spec.accounts.iter().map(|slot| (slot.name, slot.writable, slot.signer)).collect();
        assert_eq!(flags, expected);
        assert_eq!(read.args.len(), spec.arguments.len());
    }
    assert_eq!(idl.instructions.len(), INSTRUCTIONS.len());
    assert_eq!((idl.accounts.len(), idl.errors.len()), (ACCOUNTS.len(), ERRORS.len()));
    // Each type that a field names is there.
    let names: BTreeSet<&str> = idl.types.iter().map(|kind| kind.name.as_str()).collect();
    let used = text.match_indices("\"Text").map(|(at, _)| &text[at + 1..at + 7]);
    for name in used.chain(ACCOUNTS.iter().map(|account| account.name)) {
        assert!(names.contains(name), "{name}");
    }
}

/// Borsh reads field after field: where each starts must follow from the kinds before it alone.
#[test]
fn fields_lie_where_borsh_looks_for_them() {
    for account in ACCOUNTS {
        let mut at = 8;
        for field in account.fields {
            assert_eq!(field.offset, at, "{} of {}", field.name, account.name);
            at += match field.kind {
                Kind::Plain(name) => size(name),
                Kind::Array(name, count) => size(name) * count,
                Kind::Text(most) => size("u32") + most,
            };
        }
        assert_eq!(at, account.size, "{}", account.name);
    }
}

fn size(name: &str) -> usize {
    match name {
        "u8" => 1,
        "u16" => 2,
        "u32" => 4,
        "u64" | "i64" => 8,
        "pubkey" => 32,
        other => panic!("{other} is new here"),
    }
}
