//! What a wallet holds.

use super::scan::nonsense;
use super::{ChainClient, Item, ReadError};
use seedbound_interface::addresses::TOKEN_PROGRAM;
use seedbound_interface::{Key, derive};
use serde_json::json;
use solana_pubkey::Pubkey;
use solana_rpc_client_api::request::RpcRequest;
use solana_rpc_client_api::response::{Response, RpcKeyedAccount};

/// A wallet's items of one world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// The items, by class number, rarity and serial number.
    pub items: Vec<Item>,
    /// How many other tokens the wallet holds one of: of other worlds, of other makers, counterfeits.
    pub others: usize,
}

impl ChainClient {
    /// The mints of which a wallet has exactly one in its associated token account of Token-2022. Anybody
    /// can send anything to a wallet: what is an item is told by [`Self::items_of`].
    ///
    /// # Errors
    /// [`ReadError::RpcDown`].
    pub fn holdings(&self, wallet: &Key) -> Result<Vec<Key>, ReadError> {
        Ok(self.holdings_at(wallet)?.1)
    }

    /// Like [`Self::holdings`], with the slot of the answer: what was final by then is in it.
    ///
    /// # Errors
    /// [`ReadError::RpcDown`].
    pub fn holdings_at(&self, wallet: &Key) -> Result<(u64, Vec<Key>), ReadError> {
        let owner = Pubkey::from(*wallet).to_string();
        let program = json!({ "programId": Pubkey::from(TOKEN_PROGRAM).to_string() });
        let how = json!({ "encoding": "base64", "commitment": "finalized" });
        let params = json!([owner, program, how]);
        let answer: Response<Vec<RpcKeyedAccount>> =
            self.rpc.send(RpcRequest::GetTokenAccountsByOwner, params)?;
        let mut mints = Vec::new();
        for keyed in &answer.value {
            let data = keyed.account.data.decode().ok_or_else(nonsense)?;
            let Some((mint, owner)) = one_of(&data) else { continue };
            let place = Pubkey::from(derive::token_account(wallet, &mint)).to_string();
            if owner == *wallet && keyed.pubkey == place {
                mints.push(mint);
            }
        }
        mints.sort_unstable();
        Ok((answer.context.slot, mints))
    }

    /// A wallet's items of a world, and how many tokens it has besides: one question for what it holds,
    /// and three or four for every hundred of it. What is on sale lies in escrow, and is not among it.
    ///
    /// # Errors
    /// [`ReadError::RpcDown`].
    pub fn items_of(&self, wallet: &Key, world: &Key) -> Result<Holdings, ReadError> {
        let mut holdings = Holdings::default();
        for item in self.items(&self.holdings(wallet)?)? {
            match item {
                Ok(item) if item.world == *world => holdings.items.push(item),
                Ok(_) | Err(_) => holdings.others += 1,
            }
        }
        holdings.items.sort_by_key(|item| (item.class_number, item.rarity, item.serial));
        Ok(holdings)
    }
}

/// Mint and owner of a token account that holds exactly one. The first bytes of each such account are
/// mint, owner and amount, as Token-2022's documentation lays down.
fn one_of(data: &[u8]) -> Option<(Key, Key)> {
    let (mint, rest) = data.split_first_chunk::<32>()?;
    let (owner, rest) = rest.split_first_chunk::<32>()?;
    let amount = u64::from_le_bytes(*rest.first_chunk()?);
    (amount == 1).then_some((*mint, *owner))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_exactly_one_counts_and_what_is_cut_off_is_none() {
        let account = |amount: u64| {
            let mut data = [[1; 32], [2; 32]].concat();
            data.extend(amount.to_le_bytes());
            data
        };
        assert_eq!(one_of(&account(1)), Some(([1; 32], [2; 32])));
        for amount in [0, 2, u64::MAX] {
            assert_eq!(one_of(&account(amount)), None);
        }
        for length in 0..72 {
            assert_eq!(one_of(&account(1)[..length]), None);
        }
    }
}
