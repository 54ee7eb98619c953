//! `getProgramAccounts`, from the accounts on disk.

use super::codec;
use super::methods::{read, refusal, result};
use super::rpc::Node;
use super::tables;
use redb::{ReadableDatabase, ReadableTable};
use serde_json::{Value, json};
use solana_pubkey::Pubkey;
use std::str::FromStr;

/// Accounts in one answer.
const FOUND: usize = 10_000;
/// Filters in one question, as on other nodes.
const FILTERS: usize = 4;
/// Accounts whose contents Surfpool's handler encodes at once.
const ENCODED: usize = 100;

enum Filter {
    Size(usize),
    Bytes { offset: usize, bytes: Vec<u8> },
}

impl Filter {
    fn of(value: &Value) -> Option<Self> {
        if let Some(size) = value.get("dataSize") {
            return Some(Self::Size(usize::try_from(size.as_u64()?).ok()?));
        }
        let compare = value.get("memcmp")?;
        let offset = usize::try_from(compare.get("offset")?.as_u64()?).ok()?;
        let bytes = match compare.get("encoding").and_then(Value::as_str) {
            None | Some("base58") => {
                bs58::decode(compare.get("bytes")?.as_str()?).into_vec().ok()?
            }
            Some(_) => return None,
        };
        Some(Self::Bytes { offset, bytes })
    }

    fn fits(&self, data: &[u8]) -> bool {
        match self {
            Self::Size(size) => data.len() == *size,
            Self::Bytes { offset, bytes } => {
                data.get(*offset..).is_some_and(|rest| rest.starts_with(bytes))
            }
        }
    }
}

/// Answers the call.
pub(super) async fn program_accounts(node: &Node, id: &Value, params: Option<&Value>) -> Value {
    let owner = params.and_then(|params| params.get(0)).and_then(Value::as_str);
    let Some(owner) = owner.and_then(|text| Pubkey::from_str(text).ok()) else {
        return refusal(id, -32602, "the first parameter is a program's address");
    };
    let options = params.and_then(|params| params.get(1)).cloned().unwrap_or_else(|| json!({}));
    let filters = options.get("filters").and_then(Value::as_array).cloned().unwrap_or_default();
    let filters: Option<Vec<Filter>> = filters.iter().map(Filter::of).collect();
    let Some(filters) = filters.filter(|filters| filters.len() <= FILTERS) else {
        return refusal(id, -32602, "filters are dataSize, or memcmp in base58; at most four");
    };
    node.progress.settled().await;
    let found = match find(node, &owner, &filters) {
        Ok(found) => found,
        Err(why) => return refusal(id, -32603, &why),
    };
    let mut accounts = Vec::with_capacity(found.len());
    for some in found.chunks(ENCODED) {
        let how = json!({
            "encoding": options.get("encoding").cloned().unwrap_or_else(|| json!("base64")),
            "dataSlice": options.get("dataSlice").cloned().unwrap_or(Value::Null),
        });
        let call = json!({
            "jsonrpc": "2.0", "id": id, "method": "getMultipleAccounts", "params": [some, how],
        });
        let answer = read(node, id, &call).await;
        let Some(values) = answer.pointer("/result/value").and_then(Value::as_array) else {
            return answer;
        };
        // One that was closed since is gone.
        let there = some.iter().zip(values).filter(|(_, account)| !account.is_null());
        accounts.extend(there.map(|(key, account)| json!({ "pubkey": key, "account": account })));
    }
    if options.get("withContext").and_then(Value::as_bool).unwrap_or(false) {
        let context = json!({ "slot": node.progress.slot() });
        return result(id, json!({ "context": context, "value": accounts }));
    }
    result(id, Value::Array(accounts))
}

fn find(node: &Node, owner: &Pubkey, filters: &[Filter]) -> Result<Vec<String>, String> {
    let words = |error: redb::Error| error.to_string();
    let transaction = node.database.begin_read().map_err(|error| words(error.into()))?;
    let table = transaction.open_table(tables::ACCOUNTS).map_err(|error| words(error.into()))?;
    let mut found = Vec::new();
    for entry in table.iter().map_err(|error| words(error.into()))? {
        let (address, bytes) = entry.map_err(|error| words(error.into()))?;
        let fits = codec::owner_and_data(bytes.value()).is_some_and(|(of, data)| {
            *of == owner.to_bytes() && filters.iter().all(|filter| filter.fits(data))
        });
        if fits {
            found.push(Pubkey::from(address.value()).to_string());
        }
        if found.len() > FOUND {
            return Err(format!("more than {FOUND} accounts; narrow it down with filters"));
        }
    }
    Ok(found)
}
