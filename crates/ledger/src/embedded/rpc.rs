//! The chain's RPC on loopback: HTTP around [`super::methods`].
//!
//! Any web page of this machine's browser may ask it (as with other nodes), which is harmless: what
//! is offered reads public data or takes transactions that their owners have signed.

use super::executor::Command;
use super::machine::Machine;
use super::progress::Progress;
use super::{EmbeddedError, methods};
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use redb::Database;
use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, mpsc};
use std::time::Duration;
use surfpool_core::jsonrpc_core::MetaIoHandler;
use surfpool_core::rpc::RunloopContext;
use surfpool_core::rpc::accounts_data::{AccountsData, SurfpoolAccountsDataRpc};
use surfpool_core::rpc::accounts_scan::{AccountsScan, SurfpoolAccountsScanRpc};
use surfpool_core::rpc::bank_data::{BankData, SurfpoolBankDataRpc};
use surfpool_core::rpc::full::{Full, SurfpoolFullRpc};
use surfpool_core::rpc::minimal::{Minimal, SurfpoolMinimalRpc};
use surfpool_types::CheatcodeConfig;
use tokio::sync::oneshot;

/// A batch of transactions fits; anything larger is no request to us.
const BODY_BYTES: usize = 256 * 1024;
/// Requests that are being answered when the chain stops get this long.
const FAREWELL: Duration = Duration::from_secs(2);

/// What it takes to answer.
pub(super) struct Node {
    pub(super) handlers: MetaIoHandler<Option<RunloopContext>>,
    pub(super) context: RunloopContext,
    pub(super) database: Arc<Database>,
    pub(super) progress: Arc<Progress>,
    pub(super) commands: mpsc::SyncSender<Command>,
}

/// The listening socket and its threads.
#[derive(Debug)]
pub(super) struct Server {
    runtime: Option<tokio::runtime::Runtime>,
    node: Arc<Node>,
    stop: Option<oneshot::Sender<()>>,
    ended: Option<tokio::task::JoinHandle<()>>,
}

impl std::fmt::Debug for Node {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Node").finish_non_exhaustive()
    }
}

impl Node {
    pub(super) fn new(
        machine: Machine,
        database: Arc<Database>,
        progress: Arc<Progress>,
        commands: mpsc::SyncSender<Command>,
    ) -> Arc<Self> {
        let mut handlers = MetaIoHandler::default();
        handlers.extend_with(SurfpoolMinimalRpc.to_delegate());
        handlers.extend_with(SurfpoolFullRpc.to_delegate());
        handlers.extend_with(SurfpoolAccountsDataRpc.to_delegate());
        handlers.extend_with(SurfpoolAccountsScanRpc.to_delegate());
        handlers.extend_with(SurfpoolBankDataRpc.to_delegate());
        // Nobody listens at the other end of these two: handlers that would use them find a closed
        // channel, and none of those is offered.
        let (simnet_commands_tx, _) = crossbeam_channel::bounded(1);
        let (plugin_commands_tx, _) = crossbeam_channel::bounded(1);
        let context = RunloopContext {
            id: None,
            svm_locker: machine.locker,
            simnet_commands_tx,
            remote_rpc_client: None,
            rpc_config: surfpool_types::RpcConfig::default(),
            cheatcode_config: CheatcodeConfig::new(),
            plugin_commands_tx,
        };
        Arc::new(Self { handlers, context, database, progress, commands })
    }
}

/// Opens the port.
pub(super) fn bind(address: SocketAddr) -> Result<TcpListener, EmbeddedError> {
    let listener = TcpListener::bind(address).map_err(EmbeddedError::Listen)?;
    listener.set_nonblocking(true).map_err(EmbeddedError::Listen)?;
    Ok(listener)
}

/// Starts to answer.
pub(super) fn serve(listener: TcpListener, node: Arc<Node>) -> Result<Server, EmbeddedError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("chain-rpc")
        .enable_all()
        .build()
        .map_err(EmbeddedError::Thread)?;
    let listener = {
        let _inside = runtime.enter();
        tokio::net::TcpListener::from_std(listener).map_err(EmbeddedError::Listen)?
    };
    let router = axum::Router::new()
        .route("/", post(request).options(permission))
        .route("/health", get(health))
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .with_state(Arc::clone(&node));
    let (stop, stopped) = oneshot::channel::<()>();
    let ended = runtime.spawn(async move {
        let serving = axum::serve(listener, router).with_graceful_shutdown(async {
            // A dropped sender stops it as well.
            let _ = stopped.await;
        });
        if let Err(error) = serving.await {
            tracing::error!(%error, "the chain's RPC has ended");
        }
    });
    Ok(Server { runtime: Some(runtime), node, stop: Some(stop), ended: Some(ended) })
}

impl Server {
    /// Answers a request from a thread outside of any async runtime.
    pub(super) fn call(&self, request: &[u8]) -> Vec<u8> {
        let Some(runtime) = &self.runtime else { return methods::unavailable() };
        runtime.block_on(guarded(Arc::clone(&self.node), Bytes::copy_from_slice(request)))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        let Some(runtime) = self.runtime.take() else { return };
        if let Some(ended) = self.ended.take() {
            // Open connections without a request are closed; the others get their answer.
            let _ = runtime.block_on(async { tokio::time::timeout(FAREWELL, ended).await });
        }
        runtime.shutdown_timeout(FAREWELL);
    }
}

/// A handler that panics costs its caller the answer, and nobody else anything.
async fn guarded(node: Arc<Node>, body: Bytes) -> Vec<u8> {
    node.progress.requests.fetch_add(1, Relaxed);
    let progress = Arc::clone(&node.progress);
    let answered = tokio::spawn(async move { methods::answer(&node, &body).await }).await;
    answered.unwrap_or_else(|_| {
        progress.panics.fetch_add(1, Relaxed);
        methods::unavailable()
    })
}

async fn request(State(node): State<Arc<Node>>, body: Bytes) -> Response {
    let answer = guarded(node, body).await;
    let head =
        [(header::CONTENT_TYPE, "application/json"), (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")];
    (head, answer).into_response()
}

/// What a browser asks before it sends JSON.
async fn permission() -> impl IntoResponse {
    [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "POST"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type, solana-client"),
    ]
}

async fn health(State(node): State<Arc<Node>>) -> impl IntoResponse {
    if node.progress.has_failed() {
        (StatusCode::SERVICE_UNAVAILABLE, "stopped")
    } else {
        (StatusCode::OK, "ok")
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ChainHealth, EmbeddedChain, EmbeddedConfig};
    use redb::Database;
    use std::sync::Arc;
    use std::time::{Duration, Instant};
    use surfpool_core::surfnet::locker::SurfnetSvmLocker;

    fn chain() -> (tempfile::TempDir, EmbeddedChain, SurfnetSvmLocker) {
        let dir = tempfile::tempdir().expect("a place");
        let database = Arc::new(Database::create(dir.path().join("world.redb")).expect("opens"));
        let chain = EmbeddedChain::start(database, &EmbeddedConfig::default()).expect("starts");
        let locker = chain.rpc.as_ref().expect("runs").node.context.svm_locker.clone();
        (dir, chain, locker)
    }

    fn ask(chain: &EmbeddedChain, method: &str) -> String {
        let call = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":[]}}"#);
        String::from_utf8(chain.call(call.as_bytes())).expect("is text")
    }

    #[test]
    fn a_handler_that_panics_costs_only_its_own_answer() {
        let (_dir, chain, locker) = chain();
        let good = locker.with_svm_reader(|svm| svm.chain_tip.hash.clone());
        locker.with_svm_writer(|svm| "no hash".clone_into(&mut svm.chain_tip.hash));
        assert!(ask(&chain, "getLatestBlockhash").contains("-32005"));
        assert_eq!((chain.counters().panics, chain.health()), (1, ChainHealth::Running));
        locker.with_svm_writer(|svm| svm.chain_tip.hash = good);
        assert!(ask(&chain, "getLatestBlockhash").contains("lastValidBlockHeight"));
    }

    #[test]
    fn a_panic_of_the_executor_stops_the_chain_in_sight() {
        let (_dir, chain, locker) = chain();
        // The next slot does not fit.
        locker.with_svm_writer(|svm| svm.latest_epoch_info.absolute_slot = u64::MAX);
        let began = Instant::now();
        while chain.health() == ChainHealth::Running {
            assert!(began.elapsed() < Duration::from_secs(10), "nobody notices");
            std::thread::sleep(Duration::from_millis(10));
        }
        assert!(
            matches!(chain.health(), ChainHealth::Failed(reason) if reason.contains("panicked"))
        );
        assert!(ask(&chain, "getSlot").contains("the chain has stopped"));
        chain.shutdown().expect_err("did not end in order");
    }
}
