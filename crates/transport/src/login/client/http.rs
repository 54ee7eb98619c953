//! The login's HTTP: one address at a time, small bodies, no redirects, no proxy. The host name is
//! resolved here and not by the HTTP client, because the game connection goes to the address that
//! answered.

use std::{
    io,
    net::{SocketAddr, ToSocketAddrs},
    time::Duration,
};

use serde::{Serialize, de::DeserializeOwned};
use ureq::{Agent, Body, http::Response};

use super::LoginError;
use crate::{
    invite::Invite,
    login::{LoginRefusal, MAX_BODY_BYTES},
};

/// For one request, connecting included.
const TIMEOUT: Duration = Duration::from_secs(5);
/// Addresses of a host that are tried.
const MAX_ADDRESSES: usize = 3;

/// Asks the invite's addresses in turn until one answers.
pub(super) fn first_answer<T>(
    invite: &Invite,
    ask: impl Fn(SocketAddr) -> Result<T, LoginError>,
) -> Result<(SocketAddr, T), LoginError> {
    let unknown = || LoginError::UnknownHost { host: invite.host.clone() };
    let addresses = (invite.host.as_str(), invite.port).to_socket_addrs().map_err(|_| unknown())?;
    let mut failure = None;
    for address in addresses.take(MAX_ADDRESSES) {
        match ask(address) {
            Ok(answer) => return Ok((address, answer)),
            Err(error) if error.is_about_the_way() => {
                failure.get_or_insert(error);
            }
            Err(error) => return Err(error),
        }
    }
    Err(failure.unwrap_or_else(unknown))
}

/// `POST` with a JSON body.
pub(super) fn post<T: DeserializeOwned>(
    address: SocketAddr,
    path: &str,
    body: &impl Serialize,
) -> Result<T, LoginError> {
    let body = serde_json::to_vec(body).map_err(|_| LoginError::BadToken)?;
    let response =
        agent().post(url(address, path)).content_type("application/json").send(&body[..]);
    read(address, response)
}

/// `GET`.
pub(super) fn get<T: DeserializeOwned>(address: SocketAddr, path: &str) -> Result<T, LoginError> {
    read(address, agent().get(url(address, path)).call())
}

fn url(address: SocketAddr, path: &str) -> String {
    format!("http://{address}/{path}")
}

fn agent() -> Agent {
    Agent::config_builder()
        .timeout_global(Some(TIMEOUT))
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .build()
        .new_agent()
}

fn read<T: DeserializeOwned>(
    address: SocketAddr,
    response: Result<Response<Body>, ureq::Error>,
) -> Result<T, LoginError> {
    let mut response = response.map_err(|error| unreachable_error(address, error))?;
    let body = response
        .body_mut()
        .with_config()
        .limit(MAX_BODY_BYTES as u64)
        .read_to_vec()
        .map_err(|error| unreachable_error(address, error))?;
    if response.status().as_u16() != 200 {
        // A refusal of ours, or whatever else listens there.
        return Err(serde_json::from_slice::<LoginRefusal>(&body)
            .map_or(LoginError::NotSeedbound { address }, LoginError::Refused));
    }
    serde_json::from_slice(&body).map_err(|_| LoginError::NotSeedbound { address })
}

fn unreachable_error(address: SocketAddr, error: ureq::Error) -> LoginError {
    match error {
        ureq::Error::Timeout(_) => LoginError::TimedOut { address },
        ureq::Error::Io(error) => match error.kind() {
            io::ErrorKind::ConnectionRefused => LoginError::NothingThere { address },
            io::ErrorKind::TimedOut => LoginError::TimedOut { address },
            io::ErrorKind::ConnectionReset | io::ErrorKind::UnexpectedEof => {
                LoginError::NotSeedbound { address }
            }
            _ => LoginError::Unreachable { address, why: error.to_string() },
        },
        ureq::Error::ConnectionFailed => LoginError::NothingThere { address },
        _ => LoginError::NotSeedbound { address },
    }
}
