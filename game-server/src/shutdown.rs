//! The wish to stop: Ctrl-C or SIGTERM ask for an orderly end, a second one gets a disorderly one.
//!
//! What is durable stays so either way; the orderly end also tells the players and saves where they
//! stand.

use std::io;
use std::sync::Arc;
use std::thread;
use tokio::sync::watch;

/// Whether the server is to stop. Clones share it.
#[derive(Clone, Debug)]
pub struct Shutdown {
    wish: Arc<watch::Sender<bool>>,
}

impl Default for Shutdown {
    fn default() -> Self {
        Self { wish: Arc::new(watch::Sender::new(false)) }
    }
}

impl Shutdown {
    /// Nobody wishes it yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One that also listens to the system's signals, on a thread of its own.
    ///
    /// # Errors
    /// When the system does not let it.
    pub fn on_signals() -> io::Result<Self> {
        let shutdown = Self::new();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
        let mut signals = runtime.block_on(async { Signals::listen() })?;
        let wish = shutdown.clone();
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            runtime.block_on(async {
                signals.next().await;
                tracing::info!("stopping; everything is saved first (again to stop at once)");
                wish.request();
                signals.next().await;
                tracing::warn!("stopped at once; what was durable is saved");
                std::process::exit(130);
            });
        })?;
        Ok(shutdown)
    }

    /// Somebody wishes the server to stop.
    #[must_use]
    pub fn requested(&self) -> bool {
        *self.wish.borrow()
    }

    /// Wishes the server to stop.
    pub fn request(&self) {
        self.wish.send_replace(true);
    }

    /// Waits until somebody wishes it.
    pub async fn wait(&self) {
        // The sender lives as long as `self`, so the error cannot come.
        let _ = self.wish.subscribe().wait_for(|wish| *wish).await;
    }
}

#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            // No console: nobody can ask.
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_reaches_every_clone_and_whoever_waits() {
        let shutdown = Shutdown::new();
        let other = shutdown.clone();
        assert!(!other.requested());
        let waiting = thread::spawn({
            let shutdown = shutdown.clone();
            move || {
                let runtime =
                    tokio::runtime::Builder::new_current_thread().build().expect("builds");
                runtime.block_on(shutdown.wait());
            }
        });
        shutdown.request();
        assert!(other.requested());
        waiting.join().expect("it was woken");
    }
}
