//! From what a player types to everything that a [`crate::Session`] starts from.

use crate::{KnownServers, SessionError};
use ruleset::Ruleset;
use seed::{ContentAddress, GENERATOR_VERSION, WorldSeed};
use std::sync::Arc;
use transport::{Invite, LoggedIn, PlayerKey, WorldInfo};
use worldgen::World;

/// Whom to join, and as whom.
#[derive(Debug)]
pub struct Joining<'a> {
    /// An invite, or an address: `host` or `host:port`.
    pub server: &'a str,
    /// The character's name.
    pub name: &'a str,
    /// The player's key.
    pub key: &'a PlayerKey,
    /// Where servers' keys are kept; `None`: nothing is remembered.
    pub known: Option<&'a KnownServers>,
}

/// A login that succeeded, and the world that it leads to.
#[derive(Debug)]
pub struct Joined {
    /// For [`crate::Session::connect`].
    pub logged_in: LoggedIn,
    /// The server's world, derived here.
    pub world: World,
    /// The server was not known before, and its key is trusted from now on.
    pub first_time: bool,
}

/// Logs in, checks that server and client mean the same world, and pins the server's key. Blocks for
/// the login and the loading of the ruleset: call it from a thread of its own.
///
/// # Errors
/// [`SessionError`] says what happened and what to do.
pub fn join(joining: &Joining<'_>) -> Result<Joined, SessionError> {
    let invite: Invite = joining.server.parse()?;
    let pinned = joining.known.map_or(Ok(None), |known| known.key_of(&invite))?;
    let hash = protocol::protocol_hash();
    let logged_in = transport::log_in(&invite, joining.key, joining.name, hash, pinned)?;
    let world = open_world(&logged_in.world)?;
    let first_time = pinned.is_none();
    if let Some(known) = joining.known.filter(|_| first_time) {
        known.pin(&invite, logged_in.server_key)?;
    }
    Ok(Joined { logged_in, world, first_time })
}

/// The world that a server describes, from the ruleset of that name on this machine.
///
/// # Errors
/// [`SessionError::Generator`], [`SessionError::Ruleset`], [`SessionError::RulesetDiffers`],
/// [`SessionError::WorldInfo`].
pub fn open_world(info: &WorldInfo) -> Result<World, SessionError> {
    if info.generator_version != GENERATOR_VERSION {
        return Err(SessionError::Generator { server: info.generator_version });
    }
    let wrong = |what| SessionError::WorldInfo { what };
    let seed = WorldSeed::from_hex(&info.world_seed).map_err(|_| wrong("its seed"))?;
    let server: ContentAddress =
        info.ruleset_hash.parse().map_err(|_| wrong("its ruleset's hash"))?;
    let rules = load(&info.ruleset)?;
    let here = rules.hash();
    if here != server {
        let (here, server) = (here.to_string(), server.to_string());
        return Err(SessionError::RulesetDiffers { name: info.ruleset.clone(), here, server });
    }
    Ok(World::new(seed, Arc::new(rules)))
}

/// A server names a ruleset; it must not make this machine read any path.
fn load(name: &str) -> Result<Ruleset, SessionError> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.is_empty() || !name.chars().all(is_name) {
        return Err(SessionError::WorldInfo { what: "its ruleset's name" });
    }
    let failed = |source| SessionError::Ruleset { name: name.to_owned(), source };
    ruleset::find(name).and_then(|directory| ruleset::load(&directory)).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info() -> WorldInfo {
        let rules = load("core").expect("core is in the checkout");
        WorldInfo {
            name: "a test".into(),
            world_seed: WorldSeed::from_text("join").to_string(),
            generator_version: GENERATOR_VERSION,
            ruleset: "core".into(),
            ruleset_hash: rules.hash().to_string(),
        }
    }

    #[test]
    fn the_described_world_is_opened() {
        let world = open_world(&info()).expect("all of it is here");
        assert_eq!(world.seed(), WorldSeed::from_text("join"));
    }

    #[test]
    fn each_difference_is_told_apart() {
        let with = |change: &dyn Fn(&mut WorldInfo)| {
            let mut info = info();
            change(&mut info);
            open_world(&info).expect_err("it differs")
        };
        let error = with(&|info| info.generator_version += 1);
        assert!(matches!(error, SessionError::Generator { .. }), "{error}");
        let error = with(&|info| info.ruleset_hash = "0".repeat(64));
        assert!(matches!(error, SessionError::RulesetDiffers { .. }), "{error}");
        let error = with(&|info| info.ruleset = "nonesuch".into());
        assert!(matches!(error, SessionError::Ruleset { .. }), "{error}");
        let error = with(&|info| info.ruleset = "../../etc".into());
        assert!(matches!(error, SessionError::WorldInfo { .. }), "{error}");
        let error = with(&|info| info.world_seed.push('g'));
        assert!(matches!(error, SessionError::WorldInfo { .. }), "{error}");
    }
}
