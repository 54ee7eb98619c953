//! The server's HTTP: logins for players, and numbers for whoever runs the server.
//!
//! ```text
//! thread "web" ─┬─ public TCP port:  /status /challenge /login ─> LoginDesk ─> Gate ─> store
//!               │                    /chain ─(a few threads)──> players' filter ─> chain's RPC
//!               └─ loopback port:    /metrics /healthz         ─> Metrics
//! ```
//!
//! Requests from strangers are bounded in every way: connections altogether and by address, their
//! life, the length of a body, and (in the desk and at the chain's door) how often an address may ask.
//!
//! Locks are taken in the order desk, gate. Whoever holds the gate must not ask for the desk.

mod chain;
mod gate;
mod limits;
mod login;
mod page;

use crate::config::MetricsAddress;
use crate::metrics::Metrics;
use crate::shutdown::Shutdown;
use crate::store::StoreHandle;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use thiserror::Error;
use transport::LoginDesk;

pub use chain::ChainAddress;
pub(crate) use gate::read_bans;
pub use gate::{BansError, Gate};

/// How long requests that are under way may take when the server stops.
const GRACE: Duration = Duration::from_secs(1);

/// Why there is no HTTP.
#[derive(Debug, Error)]
pub enum WebError {
    /// Somebody else has the port.
    #[error(
        "TCP port {} is in use on {}: another server is probably running; stop it, or choose another port with {option}",
        .address.port(), .address.ip()
    )]
    InUse {
        /// The address asked for.
        address: SocketAddr,
        /// The option that changes it.
        option: &'static str,
    },
    /// Anything else.
    #[error("cannot listen on TCP {address}: {source}; choose another address with {option}")]
    Bind {
        /// The address asked for.
        address: SocketAddr,
        /// The option that changes it.
        option: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// The thread did not start.
    #[error("cannot start the web thread: {0}")]
    Thread(io::Error),
}

/// Listens for logins.
///
/// # Errors
/// [`WebError`], which names the port.
pub fn bind_login(address: SocketAddr) -> Result<TcpListener, WebError> {
    bind(address, if address.port() < 1_024 { "--port (above 1023)" } else { "--port" })
}

/// Listens for readers of metrics. Where the usual port is taken, any free one will do; where one
/// was asked for, it will not.
///
/// # Errors
/// [`WebError`], which names the port.
pub fn bind_metrics(wanted: MetricsAddress, port: u16) -> Result<Option<TcpListener>, WebError> {
    let Some(address) = wanted.resolve(port) else { return Ok(None) };
    match bind(address, "--metrics") {
        Err(WebError::InUse { .. }) if wanted == MetricsAddress::Auto => {
            tracing::warn!(
                port = address.port(),
                "the usual metrics port is taken; using a free one"
            );
            bind(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0), "--metrics").map(Some)
        }
        other => other.map(Some),
    }
}

fn bind(address: SocketAddr, option: &'static str) -> Result<TcpListener, WebError> {
    let listener = TcpListener::bind(address).and_then(|listener| {
        listener.set_nonblocking(true)?;
        Ok(listener)
    });
    listener.map_err(|source| match source.kind() {
        io::ErrorKind::AddrInUse => WebError::InUse { address, option },
        _ => WebError::Bind { address, option, source },
    })
}

/// What the pages show and who answers the logins.
#[derive(Clone)]
pub struct Front {
    /// Answers logins.
    pub desk: Arc<Mutex<LoginDesk>>,
    /// Says who may come in.
    pub gate: Arc<Mutex<Gate>>,
    /// What is shown.
    pub metrics: Arc<Metrics>,
    /// For its state.
    pub store: StoreHandle,
    /// Where players' questions to the chain go.
    pub chain: ChainAddress,
}

/// The running HTTP; stops when dropped.
#[derive(Debug)]
pub struct WebHandle {
    login: SocketAddr,
    metrics: Option<SocketAddr>,
    stop: Shutdown,
    thread: Option<JoinHandle<()>>,
}

impl WebHandle {
    /// Starts to answer. When `shutdown` is requested, logins are refused with a reason, until this
    /// is dropped.
    ///
    /// # Errors
    /// [`WebError::Thread`].
    pub fn start(
        login: TcpListener,
        metrics: Option<TcpListener>,
        front: Front,
        shutdown: Shutdown,
    ) -> Result<Self, WebError> {
        let stop = Shutdown::new();
        let address = |listener: &TcpListener| listener.local_addr().map_err(WebError::Thread);
        let (at, metrics_at) = (address(&login)?, metrics.as_ref().map(address).transpose()?);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(WebError::Thread)?;
        let (login, metrics) = {
            let _inside = runtime.enter();
            let listener = |listener| tokio::net::TcpListener::from_std(listener);
            let login = listener(login).map_err(WebError::Thread)?;
            (login, metrics.map(listener).transpose().map_err(WebError::Thread)?)
        };
        let stopped = stop.clone();
        let serve = move || runtime.block_on(serve(login, metrics, front, shutdown, stopped));
        let thread = thread::Builder::new().name("web".to_owned()).spawn(serve);
        let thread = thread.map_err(WebError::Thread)?;
        Ok(Self { login: at, metrics: metrics_at, stop, thread: Some(thread) })
    }

    /// Where logins are answered.
    #[must_use]
    pub fn login_address(&self) -> SocketAddr {
        self.login
    }

    /// Where metrics are.
    #[must_use]
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics
    }
}

impl Drop for WebHandle {
    fn drop(&mut self) {
        self.stop.request();
        if let Some(thread) = self.thread.take() {
            // A panic over there was reported by its hook already.
            let _ = thread.join();
        }
    }
}

async fn serve(
    login: tokio::net::TcpListener,
    metrics: Option<tokio::net::TcpListener>,
    front: Front,
    shutdown: Shutdown,
    stop: Shutdown,
) {
    let desk = Arc::clone(&front.desk);
    tokio::spawn(async move {
        shutdown.wait().await;
        login::lock(&desk).shut_down();
    });
    let stopped = |stop: &Shutdown| {
        let stop = stop.clone();
        async move { stop.wait().await }
    };
    let logins = axum::serve(
        limits::Limited::new(login, limits::Limits::PUBLIC),
        login::router(front.clone()).into_make_service_with_connect_info::<limits::Peer>(),
    )
    .with_graceful_shutdown(stopped(&stop));
    let pages = async {
        if let Some(metrics) = metrics {
            let limited = limits::Limited::new(metrics, limits::Limits::LOOPBACK);
            let pages = axum::serve(limited, page::router(front));
            // Serving ends when it is told to, never by an error.
            let _ = pages.with_graceful_shutdown(stopped(&stop)).await;
        }
    };
    let both = async {
        let (logins, ()) = tokio::join!(logins.into_future(), pages);
        logins
    };
    let late = async {
        stop.wait().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        _ = both => {}
        () = late => {}
    }
}
