//! Questions for many accounts: all of a kind, or a list of addresses.

use super::{ChainClient, Found, ReadError};
use seedbound_interface::Key;
use seedbound_interface::account::AccountSpec;
use serde_json::json;
use solana_pubkey::Pubkey;
use solana_rpc_client_api::config::{RpcAccountInfoConfig, RpcProgramAccountsConfig};
use solana_rpc_client_api::filter::{Memcmp, RpcFilterType};
use std::collections::{BTreeMap, BTreeSet};

/// Accounts in one question; other nodes allow no more.
const ACCOUNTS: usize = 100;

/// Accounts whose field of that name holds these bytes.
pub(super) fn by_field(spec: &AccountSpec, name: &str, bytes: &[u8]) -> RpcFilterType {
    // Names are ours, and the tests ask by each: one that is missing would find nothing.
    let place = spec.fields.iter().find(|field| field.name == name);
    let offset = place.map_or(usize::MAX, |field| field.offset);
    RpcFilterType::Memcmp(Memcmp::new_base58_encoded(offset, bytes))
}

impl ChainClient {
    /// Address and data of the program's accounts of a kind that pass the filters.
    pub(super) fn scan(
        &self,
        kind: &AccountSpec,
        filters: &[RpcFilterType],
    ) -> Result<Vec<(Key, Vec<u8>)>, ReadError> {
        let begins = RpcFilterType::Memcmp(Memcmp::new_base58_encoded(0, &kind.discriminator));
        let config = RpcProgramAccountsConfig {
            filters: Some([&[begins], filters].concat()),
            account_config: RpcAccountInfoConfig {
                encoding: serde_json::from_value(json!("base64")).ok(),
                ..RpcAccountInfoConfig::default()
            },
            ..RpcProgramAccountsConfig::default()
        };
        let answer =
            self.rpc.get_program_ui_accounts_with_config(&self.program().into(), config)?;
        let mut found = Vec::with_capacity(answer.len());
        for (address, account) in answer {
            if account.owner != Pubkey::from(self.program()).to_string() {
                return Err(ReadError::Counterfeit {
                    address,
                    why: "it belongs to another program".to_owned(),
                });
            }
            found.push((address.to_bytes(), account.data.decode().ok_or_else(nonsense)?));
        }
        Ok(found)
    }

    /// The accounts at these addresses, in their order, where there are any.
    pub(super) fn found_many(&self, addresses: &[Key]) -> Result<Vec<Option<Found>>, ReadError> {
        let mut all = Vec::with_capacity(addresses.len());
        for some in addresses.chunks(ACCOUNTS) {
            let keys: Vec<Pubkey> = some.iter().map(|key| (*key).into()).collect();
            let answer = self.rpc.get_multiple_accounts(&keys)?;
            if answer.len() != some.len() {
                return Err(nonsense());
            }
            all.extend(answer.into_iter().map(|account| {
                account.map(|found| Found { owner: found.owner.to_bytes(), data: found.data })
            }));
        }
        Ok(all)
    }

    /// The accounts that are there, each asked for once.
    pub(super) fn found_by_address(
        &self,
        addresses: impl IntoIterator<Item = Key>,
    ) -> Result<BTreeMap<Key, Found>, ReadError> {
        let addresses: BTreeSet<Key> = addresses.into_iter().collect();
        let addresses: Vec<Key> = addresses.into_iter().collect();
        let found = self.found_many(&addresses)?;
        let there = addresses.into_iter().zip(found);
        Ok(there.filter_map(|(address, found)| Some((address, found?))).collect())
    }

    /// Checks that an account lies where its content says.
    pub(super) fn check_place(&self, address: &Key, should: &Key) -> Result<(), ReadError> {
        if address != should {
            return Err(ReadError::Counterfeit {
                address: (*address).into(),
                why: "its address does not follow from what it holds".to_owned(),
            });
        }
        Ok(())
    }
}

/// An answer that is none.
pub(super) fn nonsense() -> ReadError {
    ReadError::RpcDown { why: "its answer makes no sense".to_owned() }
}
