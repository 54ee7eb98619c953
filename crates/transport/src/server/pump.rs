//! The thread that empties the kernel's receive buffer between ticks. It sleeps one millisecond
//! after it found something and up to eight while nothing comes, so that an idle server costs next
//! to nothing and a busy one wakes a bounded number of times.

use std::{
    io,
    net::UdpSocket,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use super::inbox::Inbox;

const SHORTEST_NAP: Duration = Duration::from_millis(1);
const LONGEST_NAP: Duration = Duration::from_millis(8);

/// Stops and joins its thread when dropped.
pub(super) struct Pump {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Pump {
    pub(super) fn start(socket: Arc<UdpSocket>, inbox: Arc<Inbox>) -> io::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = thread::Builder::new().name("udp-intake".to_owned()).spawn(move || {
            let mut nap = SHORTEST_NAP;
            while !stopped.load(Ordering::Relaxed) {
                nap = match inbox.fill(&socket) {
                    0 => (nap * 2).min(LONGEST_NAP),
                    _ => SHORTEST_NAP,
                };
                thread::sleep(nap);
            }
        })?;
        Ok(Self { stop, thread: Some(thread) })
    }
}

impl Drop for Pump {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A panic over there was reported by its hook already.
            let _ = thread.join();
        }
    }
}
