//! The thread that writes: takes all changes that wait, makes one transaction of them, syncs, and
//! says up to which ticket everything is on disk. The longer a sync takes, the more changes share
//! the next one.

use super::queue::{Batch, Queue};
use super::tables::{WriteError, apply};
use redb::Database;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};
use std::time::Instant;

pub(super) fn start(
    database: Arc<Database>,
    queue: Arc<Queue>,
) -> io::Result<JoinHandle<Result<(), String>>> {
    Builder::new().name("store".to_owned()).spawn(move || {
        // Should the database panic, the server must learn that nothing is saved any more.
        let ended = catch_unwind(AssertUnwindSafe(|| write_all(&database, &queue)))
            .unwrap_or_else(|_| Err("the database panicked".to_owned()));
        // Where others write to the same file, the last of them closes it.
        let ended = ended.and_then(|()| match Arc::into_inner(database) {
            Some(database) => database.close().map_err(|error| error.to_string()),
            None => Ok(()),
        });
        if let Err(why) = &ended {
            tracing::error!(
                why,
                "nothing can be saved any more; free the disk and start the server again"
            );
            queue.fail(why.clone());
        }
        ended
    })
}

fn write_all(database: &Database, queue: &Queue) -> Result<(), String> {
    while let Some(batch) = queue.take() {
        let began = Instant::now();
        write(database, &batch).map_err(|error| error.to_string())?;
        queue.written(batch.last, began.elapsed());
    }
    Ok(())
}

/// When this returns, the batch is on disk: redb's default durability syncs in `commit`.
fn write(database: &Database, batch: &Batch) -> Result<(), WriteError> {
    let transaction = database.begin_write()?;
    for change in &batch.changes {
        apply(&transaction, change)?;
    }
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::store::{Change, Refusal, Store, StoreError, Ticket, WorldKey};
    use redb::backends::InMemoryBackend;
    use redb::{Database, StorageBackend};
    use std::collections::BTreeSet;
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    /// A disk that can be filled up.
    #[derive(Debug)]
    struct Disk {
        memory: InMemoryBackend,
        full: Arc<AtomicBool>,
    }

    impl Disk {
        fn check(&self) -> io::Result<()> {
            match self.full.load(Ordering::SeqCst) {
                true => Err(io::ErrorKind::StorageFull.into()),
                false => Ok(()),
            }
        }
    }

    impl StorageBackend for Disk {
        fn len(&self) -> io::Result<u64> {
            self.memory.len()
        }
        fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
            self.memory.read(offset, out)
        }
        fn set_len(&self, len: u64) -> io::Result<()> {
            self.check()?;
            self.memory.set_len(len)
        }
        fn sync_data(&self) -> io::Result<()> {
            self.check()?;
            self.memory.sync_data()
        }
        fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
            self.check()?;
            self.memory.write(offset, data)
        }
    }

    fn change(number: u64) -> Change {
        Change { world: vec![(WorldKey::Drop(number), Some(vec![7; 500]))], ..Change::default() }
    }

    #[test]
    fn a_full_disk_shows_and_nothing_is_called_durable_that_is_not() {
        let full = Arc::new(AtomicBool::new(false));
        let disk = Disk { memory: InMemoryBackend::new(), full: Arc::clone(&full) };
        let database = Database::builder().create_with_backend(disk).expect("opens");
        let store = Store::start(database, 100, BTreeSet::new()).expect("starts");

        let first = store.commit(change(1)).expect("there is room");
        while store.durable() < first {
            std::thread::sleep(Duration::from_millis(1));
        }
        full.store(true, Ordering::SeqCst);
        assert_eq!(store.commit(change(2)).expect("taken, not yet tried"), Ticket(2));
        while store.failed().is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        assert_eq!(store.durable(), first);
        assert_eq!(store.commit(change(3)).expect_err("it failed").reason, Refusal::Failed);
        let error = store.close().expect_err("not everything was saved");
        assert!(matches!(error, StoreError::Writer { .. }), "{error}");
    }
}
