//! `POST /chain`: the chain for players, through the port where they log in.
//!
//! The chain's own RPC answers this machine alone. What may be asked here, and at what price, is
//! [`ledger::players_rpc`]'s to say; this knows who asks, waits for the chain away from the web
//! thread, and bounds how many wait at once. A household has one request under way at a time, so
//! that nobody takes all the places.

use super::limits::{Peer, household};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{ConnectInfo, DefaultBodyLimit, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use ledger::players_rpc::{self, Allowance, AllowanceConfig, REQUEST_BYTES};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex as BlockingMutex, PoisonError, RwLock};
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, OwnedMutexGuard, Semaphore};

/// Requests that wait for the chain at once.
const AT_ONCE: usize = 8;
/// How long one waits for its turn.
const TURN: Duration = Duration::from_secs(3);
/// How long the chain may take. Its own answers take some milliseconds.
const ANSWER: Duration = Duration::from_secs(3);
/// Households whose allowance is remembered; one that has saved up all of it is forgotten first.
const HOUSEHOLDS: usize = 4_096;
/// Bytes of an answer: a hundred accounts of the largest kind have less.
const ANSWER_BYTES: u64 = 4 * 1_024 * 1_024;
/// JSON-RPC's usual number for a node that cannot serve now.
const UNAVAILABLE: i32 = -32_005;

/// Where the chain's RPC is while it runs. Clones are the same.
#[derive(Clone, Debug, Default)]
pub struct ChainAddress(Arc<RwLock<Option<String>>>);

impl ChainAddress {
    /// Says where it is; `None` once there is none any more.
    pub fn set(&self, url: Option<String>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = url;
    }

    fn url(&self) -> Option<String> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The route.
pub(super) fn router<S: Clone + Send + Sync + 'static>(chain: ChainAddress) -> Router<S> {
    let agent = ureq::Agent::config_builder()
        .timeout_global(Some(ANSWER))
        // The chain's errors have bodies that are worth reading.
        .http_status_as_error(false)
        .build()
        .new_agent();
    let door = Door {
        chain,
        agent,
        places: Arc::new(Semaphore::new(AT_ONCE)),
        households: Arc::default(),
        since: Instant::now(),
    };
    Router::new()
        .route("/chain", post(answer))
        // One byte more than is looked at, so that who sends too much is told so.
        .layer(DefaultBodyLimit::max(REQUEST_BYTES + 1))
        .with_state(door)
}

#[derive(Clone)]
struct Door {
    chain: ChainAddress,
    agent: ureq::Agent,
    places: Arc<Semaphore>,
    households: Arc<BlockingMutex<HashMap<IpAddr, Arc<Mutex<Allowance>>>>>,
    since: Instant,
}

impl Door {
    /// Milliseconds of a clock that does not go back.
    fn now(&self) -> u64 {
        u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// The allowance of a household; `None` when there are too many that ask.
    fn allowance(&self, of: IpAddr) -> Option<Arc<Mutex<Allowance>>> {
        let now = self.now();
        let mut all = self.households.lock().unwrap_or_else(PoisonError::into_inner);
        if !all.contains_key(&of) && all.len() >= HOUSEHOLDS {
            // Whoever waits holds a clone, and is not full.
            all.retain(|_, one| one.try_lock().map_or(true, |one| !one.is_full(now)));
            if all.len() >= HOUSEHOLDS {
                return None;
            }
        }
        let fresh = || Arc::new(Mutex::new(Allowance::new(AllowanceConfig::default(), now)));
        Some(Arc::clone(all.entry(of).or_insert_with(fresh)))
    }
}

async fn answer(
    State(door): State<Door>,
    ConnectInfo(Peer(peer)): ConnectInfo<Peer>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let Ok(body) = body else {
        let words = format!("a request has at most {REQUEST_BYTES} bytes");
        return refuse(StatusCode::PAYLOAD_TOO_LARGE, -32_600, &words);
    };
    let Some(url) = door.chain.url() else {
        let words = "this server runs without a chain now";
        return refuse(StatusCode::OK, UNAVAILABLE, words);
    };
    let Some(allowance) = door.allowance(household(peer.ip())) else {
        return refuse(StatusCode::TOO_MANY_REQUESTS, 429, "too many players ask; wait a moment");
    };
    // Chain clients show an error's words only where the status is 200.
    let busy = || refuse(StatusCode::OK, UNAVAILABLE, "the server is busy");
    let turn = async {
        let allowance = allowance.lock_owned().await;
        // Nobody closes the semaphore.
        Arc::clone(&door.places).acquire_owned().await.ok().map(|place| (allowance, place))
    };
    let Ok(Some((allowance, place))) = tokio::time::timeout(TURN, turn).await else {
        return busy();
    };
    let asked = tokio::task::spawn_blocking(move || {
        let answer = ask(&door, &url, allowance, &body);
        drop(place);
        answer
    });
    match asked.await {
        Ok(answer) => respond(answer),
        Err(error) => {
            tracing::error!(%error, "a question of the chain broke off");
            busy()
        }
    }
}

fn ask(door: &Door, url: &str, mut allowance: OwnedMutexGuard<Allowance>, body: &[u8]) -> Vec<u8> {
    players_rpc::answer(&mut allowance, door.now(), body, |question| {
        let sent = door.agent.post(url).content_type("application/json").send(question);
        sent.and_then(|mut answer| {
            answer.body_mut().with_config().limit(ANSWER_BYTES).read_to_vec()
        })
        // Where the chain is inside is nobody's business.
        .map_err(|error| match error {
            ureq::Error::Timeout(_) => "it takes too long",
            _ => "it cannot be reached",
        })
    })
}

/// 429 where all of it was refused for the allowance, so that clients wait as they know to.
fn respond(answer: Vec<u8>) -> Response {
    let kind = (header::CONTENT_TYPE, "application/json");
    if is_too_many(&answer) {
        let wait = (header::RETRY_AFTER, "1");
        return (StatusCode::TOO_MANY_REQUESTS, [kind, wait], answer).into_response();
    }
    ([kind], answer).into_response()
}

fn is_too_many(answer: &[u8]) -> bool {
    /// Refusals of a whole batch are shorter.
    const SHORT: usize = 2_048;
    let refused = |answer: &Value| answer["error"]["code"] == 429;
    match (answer.len() < SHORT).then(|| serde_json::from_slice(answer)) {
        Some(Ok(Value::Array(answers))) => !answers.is_empty() && answers.iter().all(refused),
        Some(Ok(answer)) => refused(&answer),
        _ => false,
    }
}

fn refuse(status: StatusCode, code: i32, message: &str) -> Response {
    let error = json!({ "code": code, "message": message });
    (status, Json(json!({ "jsonrpc": "2.0", "id": null, "error": error }))).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn door() -> Door {
        Door {
            chain: ChainAddress::default(),
            agent: ureq::agent(),
            places: Arc::new(Semaphore::new(AT_ONCE)),
            households: Arc::default(),
            since: Instant::now(),
        }
    }

    #[test]
    fn an_answer_is_too_many_only_when_nothing_of_it_was_passed_on() {
        assert!(is_too_many(br#"{"id":1,"error":{"code":429,"message":"wait"}}"#));
        assert!(is_too_many(br#"[{"id":1,"error":{"code":429}},{"error":{"code":429}}]"#));
        assert!(!is_too_many(br#"[{"id":1,"result":7},{"id":2,"error":{"code":429}}]"#));
        assert!(!is_too_many(br#"{"id":1,"error":{"code":-32601}}"#));
        assert!(!is_too_many(br#"{"id":1,"result":{"error":{"code":429}}}"#));
        assert!(!is_too_many(b"[]") && !is_too_many(b"rubbish"));
    }

    #[test]
    fn households_that_have_all_of_their_allowance_make_room_and_others_stay() {
        let door = door();
        let address = |number: u32| IpAddr::V4(number.into());
        let first = door.allowance(address(0)).expect("room");
        assert!(first.try_lock().expect("free").take(0, 60), "all at once");
        for number in 1..u32::try_from(HOUSEHOLDS).expect("small") {
            door.allowance(address(number)).expect("room");
        }
        door.allowance(address(u32::MAX)).expect("the full ones are forgotten");
        assert_eq!(door.households.lock().expect("sound").len(), 2);
        let again = door.allowance(address(0)).expect("it is there");
        assert!(Arc::ptr_eq(&first, &again), "an empty allowance is not forgotten");
    }
}
