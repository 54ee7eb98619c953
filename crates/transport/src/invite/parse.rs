//! Reading what people paste: a whole invite, or just `host` or `host:port`.

use std::{net::Ipv6Addr, str::FromStr};

use super::{DEFAULT_PORT, Invite, InvitePass};
use crate::identity::ServerKey;

pub(super) const SCHEME: &str = "seedbound://";
/// Longer than any host name with a key and a pass.
const MAX_CHARACTERS: usize = 600;
/// The longest name DNS knows.
const MAX_HOST: usize = 253;

/// Why a text is not an invite. The messages end with what a right one looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InviteError {
    /// Nothing there.
    #[error("the invite is empty; {EXAMPLE}")]
    Empty,
    /// Far too long.
    #[error("the invite is too long; {EXAMPLE}")]
    TooLong,
    /// Another scheme.
    #[error("an invite starts with seedbound://, or is just a host and a port; {EXAMPLE}")]
    Scheme,
    /// The host has characters that no host has, or is missing.
    #[error("the invite's host is not a name or an address (IPv6 goes in brackets); {EXAMPLE}")]
    Host,
    /// The port is not a number from 1 to 65535.
    #[error("the invite's port is not a number from 1 to 65535; {EXAMPLE}")]
    Port,
    /// The text after `#` is not a key.
    #[error("the server key after # is damaged, probably cut short in copying; {EXAMPLE}")]
    ServerKey,
    /// The text after `?` is not a pass.
    #[error(
        "the invite's pass is damaged, probably cut short in copying; ask the host for it again"
    )]
    Pass,
}

const EXAMPLE: &str = "a right one looks like seedbound://play.example.org:27431#4uQeVj5tqViQh7yWWGStvkEG1Zmhx6uasJtWCJziofM";

impl FromStr for Invite {
    type Err = InviteError;

    fn from_str(text: &str) -> Result<Self, InviteError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(InviteError::Empty);
        }
        if text.len() > MAX_CHARACTERS {
            return Err(InviteError::TooLong);
        }
        let rest = match text.split_once("://") {
            Some(("seedbound", rest)) => rest,
            Some(_) => return Err(InviteError::Scheme),
            None => text,
        };
        let (rest, key) = match rest.split_once('#') {
            Some((rest, key)) => (rest, Some(key)),
            None => (rest, None),
        };
        let (place, query) = match rest.split_once('?') {
            Some((place, query)) => (place, Some(query)),
            None => (rest, None),
        };
        let server_key = key
            .map(|key| key.parse::<ServerKey>().map_err(|_| InviteError::ServerKey))
            .transpose()?;
        let pass = query.map(read_pass).transpose()?;
        let (host, port) = read_place(place.trim_end_matches('/'))?;
        Ok(Self { host, port, server_key, pass })
    }
}

fn read_place(place: &str) -> Result<(String, u16), InviteError> {
    if let Some(rest) = place.strip_prefix('[') {
        let (host, port) = rest.split_once(']').ok_or(InviteError::Host)?;
        let address: Ipv6Addr = host.parse().map_err(|_| InviteError::Host)?;
        let port = match port {
            "" => DEFAULT_PORT,
            port => read_port(port.strip_prefix(':').ok_or(InviteError::Port)?)?,
        };
        return Ok((address.to_string(), port));
    }
    // More than one colon without brackets: an IPv6 address, if anything.
    if place.matches(':').count() > 1 {
        let address: Ipv6Addr = place.parse().map_err(|_| InviteError::Host)?;
        return Ok((address.to_string(), DEFAULT_PORT));
    }
    let (host, port) = match place.split_once(':') {
        Some((host, port)) => (host, read_port(port)?),
        None => (place, DEFAULT_PORT),
    };
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let starts_well = host.starts_with(|c: char| c.is_ascii_alphanumeric());
    if !starts_well || host.len() > MAX_HOST || !host.chars().all(allowed) {
        return Err(InviteError::Host);
    }
    Ok((host.to_ascii_lowercase(), port))
}

fn read_port(text: &str) -> Result<u16, InviteError> {
    // `parse` alone would take a sign.
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match text.parse() {
        Ok(port) if digits && port != 0 => Ok(port),
        _ => Err(InviteError::Port),
    }
}

fn read_pass(query: &str) -> Result<InvitePass, InviteError> {
    let (mut until, mut signature) = (None, None);
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').ok_or(InviteError::Pass)?;
        let repeated = match name {
            "until" => {
                until.replace(value.parse::<u64>().map_err(|_| InviteError::Pass)?).is_some()
            }
            "pass" => signature
                .replace(crate::hex::decode_array(value).ok_or(InviteError::Pass)?)
                .is_some(),
            _ => true,
        };
        if repeated {
            return Err(InviteError::Pass);
        }
    }
    Ok(InvitePass { until, signature: signature.ok_or(InviteError::Pass)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str) -> Result<(String, u16), InviteError> {
        text.parse().map(|invite: Invite| (invite.host, invite.port))
    }

    #[test]
    fn hosts_and_ports_in_all_the_ways_people_write_them() {
        let is = |host: &str, port| Ok((host.to_owned(), port));
        assert_eq!(place(" Play.Example.org "), is("play.example.org", DEFAULT_PORT));
        assert_eq!(place("10.0.0.7:99"), is("10.0.0.7", 99));
        assert_eq!(place("[::1]:99"), is("::1", 99));
        assert_eq!(place("::1"), is("::1", DEFAULT_PORT));
        assert_eq!(place("seedbound://[2001:db8::1]/"), is("2001:db8::1", DEFAULT_PORT));
    }

    #[test]
    fn each_mistake_has_its_own_message() {
        assert_eq!(place("  "), Err(InviteError::Empty));
        assert_eq!(place("http://a.example"), Err(InviteError::Scheme));
        assert_eq!(place("a b"), Err(InviteError::Host));
        assert_eq!(place("-a"), Err(InviteError::Host));
        assert_eq!(place("user@host"), Err(InviteError::Host));
        assert_eq!(place("host:0"), Err(InviteError::Port));
        assert_eq!(place("host:+5"), Err(InviteError::Port));
        assert_eq!(place("host:65536"), Err(InviteError::Port));
        assert_eq!(place("[::1]99"), Err(InviteError::Port));
        assert_eq!(place("host#abc"), Err(InviteError::ServerKey));
        assert_eq!(place("host?pass=00"), Err(InviteError::Pass));
        assert_eq!(place("host?until=5"), Err(InviteError::Pass));
        assert_eq!(place(&"a".repeat(700)), Err(InviteError::TooLong));
    }
}
