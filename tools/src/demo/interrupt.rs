//! Ctrl-C: noticed, so that everything that was started is stopped.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// Whether somebody wants the demo to end.
#[derive(Clone, Debug, Default)]
pub(super) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Listens from now on.
    pub(super) fn listen() -> Self {
        let interrupt = Self::default();
        let flag = Arc::clone(&interrupt.0);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
        if let Ok(runtime) = runtime {
            thread::spawn(move || {
                runtime.block_on(wanted());
                flag.store(true, Ordering::Relaxed);
                // Whoever asks twice does not want to wait.
                runtime.block_on(wanted());
                std::process::exit(130);
            });
        }
        interrupt
    }

    pub(super) fn is_wanted(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

#[cfg(unix)]
async fn wanted() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminate = signal(SignalKind::terminate());
    let Ok(mut terminate) = terminate else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

#[cfg(not(unix))]
async fn wanted() {
    // An error means that there is no console to press Ctrl-C in.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}
