//! The rules that both the file and the command line keep to. Each says what is wrong and what would
//! be right.

use super::{ChainChoice, MetricsAddress};
use std::net::{IpAddr, SocketAddr};
use tracing_subscriber::EnvFilter;

/// A rule that was broken.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Broken {
    pub(super) what: String,
    pub(super) hint: &'static str,
}

type Checked<T> = Result<T, Broken>;

fn broken<T>(what: String, hint: &'static str) -> Checked<T> {
    Err(Broken { what, hint })
}

pub(super) fn name(text: &str) -> Checked<String> {
    let text = line(text, 48, "the name")?;
    match text.is_empty() {
        true => broken("the name is empty".to_owned(), "players choose a server by its name"),
        false => Ok(text),
    }
}

pub(super) fn motd(text: &str) -> Checked<String> {
    line(text, 240, "the message")
}

pub(super) fn seed(text: &str) -> Checked<Option<String>> {
    let text = line(text, 128, "the seed")?;
    Ok(Some(text).filter(|text| !text.is_empty()))
}

pub(super) fn ruleset(text: &str) -> Checked<String> {
    match text.trim() {
        "" => broken("the ruleset is empty".to_owned(), "the one that comes along is \"core\""),
        text => Ok(text.to_owned()),
    }
}

pub(super) fn port(number: i64) -> Checked<u16> {
    u16::try_from(number).or_else(|_| {
        broken(format!("there is no port {number}"), "ports go from 1 to 65535; 0 takes a free one")
    })
}

pub(super) fn player_limit(number: i64) -> Checked<u16> {
    between(number, 1, 16_384, "player_limit", "it may be 1 to 16384")
}

pub(super) fn view_distance(number: i64) -> Checked<u16> {
    between(number, 32, 512, "view_distance", "it may be 32 to 512 metres")
}

pub(super) fn bind(text: &str) -> Checked<IpAddr> {
    text.trim().parse().or_else(|_| {
        broken(
            format!("{text:?} is not an IP address"),
            "\"0.0.0.0\" listens everywhere, \"127.0.0.1\" on this machine only",
        )
    })
}

pub(super) fn public_host(text: &str) -> Checked<Option<String>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    if bare.parse::<IpAddr>().is_ok() {
        return Ok(Some(bare.to_owned()));
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let is_name = text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.len() <= 253
        && text.chars().all(allowed);
    match is_name {
        true => Ok(Some(text.to_ascii_lowercase())),
        false => broken(
            format!("{text:?} is neither a host name nor an address"),
            "write it without a port and without a scheme, such as \"play.example.org\"",
        ),
    }
}

pub(super) fn data_dir(text: &str) -> Checked<std::path::PathBuf> {
    match text.is_empty() {
        true => broken("the data directory is empty".to_owned(), "the default is \"data\""),
        false => Ok(text.into()),
    }
}

pub(super) fn metrics(text: &str) -> Checked<MetricsAddress> {
    match text.trim() {
        "auto" => return Ok(MetricsAddress::Auto),
        "off" => return Ok(MetricsAddress::Off),
        _ => {}
    }
    let Ok(address) = text.trim().parse::<SocketAddr>() else {
        return broken(
            format!("{text:?} is not an address with a port"),
            "write \"auto\", \"off\", or something like \"127.0.0.1:9100\"",
        );
    };
    match address.ip().is_loopback() {
        true => Ok(MetricsAddress::At(address)),
        false => broken(
            format!("{} can be reached by others, and metrics have no password", address.ip()),
            "use 127.0.0.1 or [::1], and a tunnel to read them from elsewhere",
        ),
    }
}

pub(super) fn chain(text: &str) -> Checked<ChainChoice> {
    match text.trim() {
        "embedded" => Ok(ChainChoice::Embedded),
        "off" => Ok(ChainChoice::Off),
        other => match other.parse() {
            Ok(ledger::ChainChoice::Remote(url)) => Ok(ChainChoice::Remote(url)),
            _ => broken(
                format!("there is no chain {other:?}"),
                "write \"embedded\", \"off\", or the RPC address of a node, like \
                 \"https://api.devnet.solana.com\"",
            ),
        },
    }
}

pub(super) fn chain_program(text: &str) -> Checked<[u8; 32]> {
    match text.trim().parse::<transport::Wallet>() {
        Ok(address) => Ok(*address.as_bytes()),
        Err(_) => broken(
            format!("{text:?} is no address of a program"),
            "write the address that `seedbound chain deploy` has printed",
        ),
    }
}

pub(super) fn log(text: &str) -> Checked<String> {
    match EnvFilter::builder().parse(text) {
        Ok(_) if !text.trim().is_empty() => Ok(text.to_owned()),
        _ => broken(
            format!("{text:?} is not a log filter"),
            "write \"error\", \"warn\", \"info\", \"debug\", \"trace\", or like \"info,game_server=debug\"",
        ),
    }
}

fn line(text: &str, longest: usize, what: &str) -> Checked<String> {
    let text = text.trim();
    if text.chars().any(char::is_control) {
        return broken(
            format!("{what} has line breaks, tabs or other control characters"),
            "keep it on one line",
        );
    }
    match text.chars().count() {
        count if count > longest => broken(
            format!("{what} has {count} characters, {longest} are allowed"),
            "make it shorter",
        ),
        _ => Ok(text.to_owned()),
    }
}

fn between(number: i64, low: u16, high: u16, what: &str, hint: &'static str) -> Checked<u16> {
    match u16::try_from(number) {
        Ok(number) if (low..=high).contains(&number) => Ok(number),
        _ => broken(format!("{what} is {number}"), hint),
    }
}
