//! From a command line to a running server. Everything that can be wrong is found before the first
//! socket answers, and each says what to do.

mod address;
mod logging;

use crate::chain::{Chain, Founded, Place};
use crate::config::{ChainChoice, Cli, Config, ConfigError, DEFAULT_FILE};
use crate::data_dir::{DataDir, IDENTITY_FILE};
use crate::game::Opened;
use crate::metrics::Metrics;
use crate::parts::Parts;
use crate::shutdown::Shutdown;
use crate::store::{WorldFile, WorldIdentity};
use crate::web::{ChainAddress, Front, Gate, WebHandle, bind_metrics, read_bans};
use ruleset::Ruleset;
use seed::{GENERATOR_VERSION, WorldSeed};
use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};
use transport::{DeskConfig, Invite, LoginDesk, ServerIdentity, WorldInfo};

/// Does what a command line asks for.
///
/// # Errors
/// What went wrong, and what to do; see [`explain`] and [`exit_code`].
pub fn command(cli: &Cli) -> anyhow::Result<()> {
    if cli.print_config {
        // Somebody who reads only the first lines has what they wanted.
        let _ = std::io::stdout().write_all(DEFAULT_FILE.as_bytes());
        return Ok(());
    }
    let config = Config::load(cli)?;
    logging::start(&config.log)?;
    if cli.check {
        return check(&config);
    }
    if let Some(hours) = cli.invite {
        return invite(&config, hours);
    }
    let shutdown = Shutdown::on_signals()?;
    let parts = open(config, shutdown)?;
    // Whoever started the server may have closed its output; it runs all the same.
    let _ = parts.announce(&mut std::io::stdout().lock());
    parts.run()
}

/// Everything of a start that neither makes nor changes anything.
fn check(config: &Config) -> anyhow::Result<()> {
    let rules = load_rules(config)?;
    let found = match config.data_dir.join("world.redb").exists() {
        false => "no world yet".to_owned(),
        true => {
            let dir = DataDir::open(&config.data_dir)?;
            read_bans(&dir.bans_file())?;
            let file = WorldFile::open(&dir)?;
            let identity = identity(config, &rules, file.identity())?;
            file.check(&identity)?;
            format!("a world of seed {}", identity.seed)
        }
    };
    let _ = writeln!(
        std::io::stdout(),
        "configuration: fine\nruleset: {} {}, hash {}\ndata: {}, {found}",
        rules.name,
        rules.version,
        rules.hash(),
        config.data_dir.display()
    );
    Ok(())
}

/// Prints an invite of the world in the data directory, whether or not its server runs.
fn invite(config: &Config, hours: u32) -> anyhow::Result<()> {
    let file = config.data_dir.join(IDENTITY_FILE);
    anyhow::ensure!(
        file.is_file(),
        "there is no server in {} yet; start it once, or name its folder with --data-dir",
        config.data_dir.display()
    );
    anyhow::ensure!(config.port != 0, "an invite needs a port that stays; name it with --port");
    let key = ServerIdentity::load_or_create(&file)?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let until = now.as_secs() + u64::from(hours) * 3600;
    let invite = Invite::issue(&key, &address::public_host(config), config.port, Some(until));
    let _ = writeln!(std::io::stdout(), "{invite}");
    Ok(())
}

/// Opens and binds everything.
///
/// # Errors
/// What went wrong, and what to do.
pub fn open(config: Config, shutdown: Shutdown) -> anyhow::Result<Parts> {
    let rules = Arc::new(load_rules(&config)?);
    let dir = DataDir::open(&config.data_dir)?;
    let banned = read_bans(&dir.bans_file())?;
    let file = WorldFile::open(&dir)?;
    let identity = identity(&config, &rules, file.identity())?;
    // Ports before the world: a start that fails for a port leaves no world behind.
    let protocol_hash = protocol::protocol_hash();
    let sockets = address::bind(&config, &protocol_hash)?;
    let metrics_listener = bind_metrics(config.metrics, sockets.port)?;
    let (store, saved) = file.into_store(&identity)?;
    let key = ServerIdentity::load_or_create(&dir.identity_file())?;

    let world = WorldInfo {
        name: config.name.clone(),
        world_seed: identity.seed.to_string(),
        generator_version: identity.generator_version,
        ruleset: identity.ruleset_name.clone(),
        ruleset_hash: identity.ruleset_hash.to_string(),
    };
    let limit = u32::from(config.player_limit);
    let secrets = sockets.transport.shard_secrets();
    let mut desk = DeskConfig::new(protocol_hash, config.name.clone(), world, secrets, limit);
    desk.login_port = sockets.port;
    desk.invite_only = config.invite_only;
    let desk = LoginDesk::new(desk, key);
    let invite = desk.invite(&address::public_host(&config), None);

    let metrics = Arc::new(Metrics::default());
    metrics.player_limit.set(u64::from(limit));
    let land = worldgen::World::new(identity.seed, rules);
    let founded = Founded::new(&land, &saved.secret, identity.generator_version);
    let place = match &config.chain {
        ChainChoice::Off => None,
        ChainChoice::Embedded => Some(Place::Embedded),
        ChainChoice::Remote(url) => {
            Some(Place::Remote { url: url.clone(), program: config.chain_program })
        }
    };
    let started = store
        .database()
        .zip(place)
        .map(|(database, place)| Chain::start(database, &dir, &place, founded, &metrics));
    let (chain, ties) = started.transpose()?.unzip();
    let chain_address = ChainAddress::default();
    chain_address.set(chain.as_ref().and_then(Chain::url).map(str::to_owned));
    let desk = Arc::new(Mutex::new(desk));
    let gate = Arc::new(Mutex::new(Gate::new(&saved, banned, store.handle())));
    let front = Front {
        desk: Arc::clone(&desk),
        gate,
        metrics: Arc::clone(&metrics),
        store: store.handle(),
        chain: chain_address.clone(),
    };
    let web = WebHandle::start(sockets.login, metrics_listener, front, shutdown.clone())?;
    let opened = Opened {
        land,
        store,
        saved,
        transport: sockets.transport,
        desk,
        greeting: config.motd.clone(),
        metrics,
        shutdown,
        view_distance: config.view_distance,
        ties,
    };
    Ok(Parts { config, opened, chain, chain_address, web, invite, dir })
}

fn load_rules(config: &Config) -> anyhow::Result<Ruleset> {
    Ok(ruleset::load(&ruleset::find(&config.ruleset)?)?)
}

/// The world that is wanted: its seed is the one asked for, or else that of the world found, or else
/// drawn from the operating system.
fn identity(
    config: &Config,
    rules: &Ruleset,
    found: Option<&WorldIdentity>,
) -> anyhow::Result<WorldIdentity> {
    let seed = match (&config.seed, found) {
        (Some(text), _) => WorldSeed::from_text(text),
        (None, Some(found)) => found.seed,
        (None, None) => {
            let mut bytes = [0; 32];
            getrandom::fill(&mut bytes).map_err(|error| {
                anyhow::anyhow!(
                    "the operating system gives no randomness ({error}); name a seed with --seed"
                )
            })?;
            WorldSeed(bytes)
        }
    };
    Ok(WorldIdentity {
        seed,
        ruleset_name: rules.name.clone(),
        ruleset_hash: rules.hash(),
        generator_version: GENERATOR_VERSION,
    })
}

/// An error with its causes as one text, without saying anything twice: many of our messages hold
/// their cause already.
#[must_use]
pub fn explain(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if text.is_empty() {
            text = cause;
        } else if !text.contains(&cause) {
            text.push_str(": ");
            text.push_str(&cause);
        }
    }
    text
}

/// 2 where the command line is wrong, 1 for everything else.
#[must_use]
pub fn exit_code(error: &anyhow::Error) -> u8 {
    match error.downcast_ref::<ConfigError>() {
        Some(ConfigError::Option { .. }) => 2,
        _ => 1,
    }
}
