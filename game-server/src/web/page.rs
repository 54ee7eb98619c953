//! The loopback routes: numbers, and whether the server is well.

use super::Front;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::time::Duration;

/// A healthy server ticks twenty times a second.
const STALLED: Duration = Duration::from_secs(5);

pub(super) fn router(front: Front) -> Router {
    Router::new().route("/metrics", get(metrics)).route("/healthz", get(health)).with_state(front)
}

async fn metrics(State(front): State<Front>) -> Response {
    front.metrics.set_store(&front.store);
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    (kind, front.metrics.render()).into_response()
}

async fn health(State(front): State<Front>) -> Response {
    if let Some(why) = front.store.failed() {
        return (StatusCode::SERVICE_UNAVAILABLE, format!("nothing can be saved: {why}\n"))
            .into_response();
    }
    match front.metrics.since_last_tick() {
        Some(silence) if silence > STALLED => {
            let text = format!("no tick for {} s\n", silence.as_secs());
            (StatusCode::SERVICE_UNAVAILABLE, text).into_response()
        }
        _ => "ok\n".into_response(),
    }
}
