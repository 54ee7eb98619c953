//! The public routes. The answers are the desk's; this only reads and writes them.

use super::limits::Peer;
use super::{Front, Gate, chain};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{ConnectInfo, DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Serialize;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use transport::{LoginRefusal, LoginRequest};

/// A login has about 700 bytes.
const MAX_BODY: usize = 4 * 1_024;

pub(super) fn router(front: Front) -> Router {
    Router::new()
        .route("/", get(hello))
        .route("/status", get(status))
        .route("/challenge", post(challenge))
        .route("/login", post(login))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .merge(chain::router(front.chain.clone()))
        .with_state(front)
}

/// For somebody who opens the address in a browser.
async fn hello() -> &'static str {
    "This is a Seedbound server. Join it with the game, by the invite that its host gives you.\n"
}

async fn status(State(front): State<Front>) -> Response {
    Json(lock(&front.desk).status()).into_response()
}

async fn challenge(
    State(front): State<Front>,
    ConnectInfo(Peer(peer)): ConnectInfo<Peer>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    if body.is_err() {
        return answer::<()>(Err(LoginRefusal::Malformed));
    }
    answer(lock(&front.desk).challenge(unix_now(), peer.ip()))
}

async fn login(
    State(front): State<Front>,
    ConnectInfo(Peer(peer)): ConnectInfo<Peer>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let request = body.ok().and_then(|body| serde_json::from_slice::<LoginRequest>(&body).ok());
    let outcome = match &request {
        None => Err(LoginRefusal::Malformed),
        Some(request) => {
            let mut desk = lock(&front.desk);
            let mut gate: MutexGuard<'_, Gate> = lock(&front.gate);
            desk.login(unix_now(), peer.ip(), request, &mut *gate)
        }
    };
    match &outcome {
        Ok(_) => front.metrics.logins_admitted.add(1),
        Err(refusal) => {
            front.metrics.logins_refused.add(1);
            tracing::debug!(%refusal, "a login was refused");
        }
    }
    answer(outcome)
}

fn answer<T: Serialize>(outcome: Result<T, LoginRefusal>) -> Response {
    match outcome {
        Ok(body) => Json(body).into_response(),
        Err(refusal) => {
            let status = StatusCode::from_u16(refusal.http_status());
            (status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), Json(refusal)).into_response()
        }
    }
}

/// Nothing behind these locks is left half changed by a panic that would matter more than the
/// panic itself.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn unix_now() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}
