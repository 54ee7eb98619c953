//! What the file and the command line mean.

use super::{ChainChoice, Cli, Config, ConfigError, DEFAULT_FILE, MetricsAddress};
use clap::Parser;
use std::path::Path;

fn read(text: &str) -> Result<Config, ConfigError> {
    Config::from_text(Path::new("server.toml"), text)
}

fn command(arguments: &[&str]) -> Cli {
    Cli::try_parse_from([&["game-server"], arguments].concat()).expect("a right command line")
}

#[test]
fn the_documented_file_is_the_defaults_and_names_every_key() {
    assert_eq!(read(DEFAULT_FILE).expect("is right"), Config::default());
    assert_eq!(read("").expect("is right"), Config::default());
    let all: toml::Table = DEFAULT_FILE.parse().expect("is TOML");
    let unknown = read("nonesuch = 1").expect_err("no such key").to_string();
    for key in all.keys() {
        assert!(unknown.contains(&format!("`{key}`")), "{key} is not a key: {unknown}");
    }
    let keys = unknown.matches('`').count() / 2 - 1;
    assert_eq!(keys, all.len(), "a key is not documented: {unknown}");
    // Each key has a paragraph before it.
    let lines: Vec<&str> = DEFAULT_FILE.lines().collect();
    for pair in lines.windows(2).filter(|pair| pair[1].contains(" = ") && !pair[1].starts_with('#'))
    {
        assert!(pair[0].starts_with("# "), "{} is not documented", pair[1]);
    }
}

#[test]
fn every_key_is_read() {
    let config = read(
        "name = ' Mine '\nmotd = 'Hello'\nseed = 'hill'\nruleset = 'other'\nport = 0\nbind = '::1'\n\
         public_host = 'Play.Example.org'\nplayer_limit = 9\ndata_dir = '/w'\ninvite_only = true\n\
         view_distance = 64\nmetrics = '[::1]:9'\nchain = 'off'\nlog = 'warn,game_server=debug'\n",
    );
    let config = config.expect("is right");
    assert_eq!(config.name, "Mine");
    assert_eq!(config.motd, "Hello");
    assert_eq!(config.seed.as_deref(), Some("hill"));
    assert_eq!(config.ruleset, "other");
    assert_eq!(config.port, 0);
    assert_eq!(config.bind.to_string(), "::1");
    assert_eq!(config.public_host.as_deref(), Some("play.example.org"));
    assert_eq!(config.player_limit, 9);
    assert_eq!(config.data_dir, Path::new("/w"));
    assert!(config.invite_only);
    assert_eq!(config.view_distance, 64);
    assert_eq!(config.metrics, MetricsAddress::At("[::1]:9".parse().expect("an address")));
    assert_eq!(config.chain, ChainChoice::Off);
    assert_eq!(config.log, "warn,game_server=debug");
    assert_eq!(read("seed = 42").expect("a number is a text").seed.as_deref(), Some("42"));
}

#[test]
fn what_is_wrong_is_named_with_line_and_column() {
    let wrong = |text: &str, place: &str, says: &str| {
        let error = read(text).expect_err(text).to_string();
        assert!(error.starts_with(&format!("server.toml:{place}: ")), "{text}: {error}");
        assert!(error.contains(says) && error.contains("hint: "), "{text}: {error}");
    };
    wrong("port = \n", "1:8", "");
    wrong("\nport = 70000", "2:8", "70000");
    wrong("port = '1'", "1:8", "expected a whole number");
    wrong("# ä\nportt = 1", "2:1", "portt");
    wrong("name = 'ä'\nname = 'b'", "2:1", "duplicate");
    wrong("name = ''", "1:8", "empty");
    wrong("name = \"a\\nb\"", "1:8", "one line");
    wrong("motd = '''ä'''\nseed = 1.5", "2:8", "seed");
    wrong("bind = 'localhost'", "1:8", "localhost");
    wrong("public_host = 'http://a'", "1:15", "without a scheme");
    wrong("public_host = 'a:1'", "1:15", "without a port");
    wrong("player_limit = 0", "1:16", "1 to 16384");
    wrong("view_distance = -1", "1:17", "32 to 512");
    wrong("metrics = 'on'", "1:11", "off");
    wrong("metrics = '0.0.0.0:9'", "1:11", "password");
    wrong("chain = 'https://'", "1:9", "there is no chain");
    wrong("chain_program = 'here'", "1:17", "no address of a program");
    wrong("chain = 'on'", "1:9", "there is no chain");
    wrong("log = 'info,=x=y'", "1:7", "filter");
    wrong("[server]\nport = 1", "1:2", "server");
    let error = Config::from_file(Path::new("/nonesuch/server.toml")).expect_err("no file");
    assert!(error.to_string().contains("/nonesuch/server.toml"), "{error}");
}

#[test]
fn a_file_that_is_no_text_is_named_too() {
    let place = tempfile::tempdir().expect("a temporary directory");
    let path = place.path().join("server.toml");
    std::fs::write(&path, b"port = 1\nname = '\xFF'").expect("writes");
    let error = Config::from_file(&path).expect_err("no UTF-8").to_string();
    assert!(error.contains("server.toml:2:9: it is not UTF-8"), "{error}");
}

#[test]
fn the_command_line_wins_over_the_file() {
    let place = tempfile::tempdir().expect("a temporary directory");
    let path = place.path().join("mine.toml");
    std::fs::write(&path, "name = 'File'\nport = 5\nmotd = 'kept'").expect("writes");
    let mut cli = command(&[
        "--name",
        "Line",
        "--port",
        "7",
        "--seed",
        "-9",
        "--ruleset",
        "r",
        "--bind",
        "127.0.0.1",
        "--data-dir",
        "d",
        "--player-limit",
        "3",
        "--metrics",
        "off",
    ]);
    cli.config = Some(path);
    let config = Config::load(&cli).expect("is right");
    let expected = Config {
        name: "Line".to_owned(),
        motd: "kept".to_owned(),
        port: 7,
        seed: Some("-9".to_owned()),
        ruleset: "r".to_owned(),
        bind: "127.0.0.1".parse().expect("an address"),
        data_dir: "d".into(),
        player_limit: 3,
        metrics: MetricsAddress::Off,
        ..Config::default()
    };
    assert_eq!(config, expected);
    let error = Config::load(&command(&["--player-limit", "0"])).expect_err("nobody could join");
    assert!(error.to_string().starts_with("--player-limit: "), "{error}");
}

#[test]
fn metrics_have_the_port_above_the_games() {
    let at = |port| MetricsAddress::Auto.resolve(port).map(|address| address.to_string());
    assert_eq!(at(27_431).as_deref(), Some("127.0.0.1:27432"));
    assert_eq!(at(0).as_deref(), Some("127.0.0.1:0"));
    assert_eq!(at(u16::MAX).as_deref(), Some("127.0.0.1:0"));
    assert_eq!(MetricsAddress::Off.resolve(1), None);
}
