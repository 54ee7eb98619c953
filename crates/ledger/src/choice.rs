//! Which chain a server uses, as its configuration names it.

use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// `"embedded"`, or the address of a node's RPC.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub enum ChainChoice {
    /// The chain inside the server's process.
    #[default]
    Embedded,
    /// The chain that is reached through this node, `http://…` or `https://…`.
    Remote(String),
}

/// What names no chain.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{given}\" is no chain: write \"embedded\", or the RPC address of a node, such as \
     \"https://api.devnet.solana.com\""
)]
pub struct ChoiceError {
    /// What was given.
    pub given: String,
}

impl FromStr for ChainChoice {
    type Err = ChoiceError;

    fn from_str(text: &str) -> Result<Self, ChoiceError> {
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        match (text, host) {
            ("embedded", _) => Ok(Self::Embedded),
            (_, Some(host))
                if !host.is_empty()
                    && !host.starts_with(['/', ':', '?'])
                    && !text.contains(char::is_whitespace) =>
            {
                Ok(Self::Remote(text.to_owned()))
            }
            _ => Err(ChoiceError { given: text.to_owned() }),
        }
    }
}

impl TryFrom<String> for ChainChoice {
    type Error = ChoiceError;

    fn try_from(text: String) -> Result<Self, ChoiceError> {
        text.parse()
    }
}

impl From<ChainChoice> for String {
    fn from(choice: ChainChoice) -> Self {
        match choice {
            ChainChoice::Embedded => "embedded".to_owned(),
            ChainChoice::Remote(url) => url,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_embedded_and_addresses_name_a_chain() {
        assert_eq!("embedded".parse(), Ok(ChainChoice::Embedded));
        let node = "http://127.0.0.1:8899";
        assert_eq!(node.parse(), Ok(ChainChoice::Remote(node.to_owned())));
        for wrong in ["", "Embedded", "devnet", "http://", "https:///x", "ftp://x", "http://a b"] {
            assert_eq!(wrong.parse::<ChainChoice>(), Err(ChoiceError { given: wrong.to_owned() }));
        }
        let read: ChainChoice = serde_json::from_str("\"https://node.example\"").expect("is one");
        assert_eq!(serde_json::to_string(&read).expect("is text"), "\"https://node.example\"");
    }
}
