//! Instead of Surfpool's list of accounts by owner.
//!
//! That list is copied whole whenever an account of the owner changes: with 10,000 accounts of one
//! owner a start took 2.5 s longer and every transaction longer the more accounts there were. What
//! asks for it, `getProgramAccounts`, is answered from the database instead.

use surfpool_core::storage::{Storage, StorageResult};

/// Takes everything and holds nothing.
#[derive(Clone, Copy, Debug)]
pub(super) struct NoIndex;

impl Storage<String, Vec<String>> for NoIndex {
    fn store(&mut self, _key: String, _value: Vec<String>) -> StorageResult<()> {
        Ok(())
    }

    fn clear(&mut self) -> StorageResult<()> {
        Ok(())
    }

    fn get(&self, _key: &String) -> StorageResult<Option<Vec<String>>> {
        Ok(None)
    }

    fn take(&mut self, _key: &String) -> StorageResult<Option<Vec<String>>> {
        Ok(None)
    }

    fn keys(&self) -> StorageResult<Vec<String>> {
        Ok(Vec::new())
    }

    fn into_iter(&self) -> StorageResult<Box<dyn Iterator<Item = (String, Vec<String>)> + '_>> {
        Ok(Box::new(std::iter::empty()))
    }

    fn count(&self) -> StorageResult<u64> {
        Ok(0)
    }

    fn clone_box(&self) -> Box<dyn Storage<String, Vec<String>>> {
        Box::new(Self)
    }
}
