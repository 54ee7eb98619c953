//! `server.toml` as it is written, and from there to the checked types.

use super::check::{self, Broken};
use super::{Config, ConfigError};
use serde::Deserialize;
use std::path::Path;
use toml::Spanned;

/// Every key of the file. All may be left out; others are refused.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: Option<Spanned<String>>,
    motd: Option<Spanned<String>>,
    seed: Option<Spanned<Seed>>,
    ruleset: Option<Spanned<String>>,
    port: Option<Spanned<i64>>,
    bind: Option<Spanned<String>>,
    public_host: Option<Spanned<String>>,
    player_limit: Option<Spanned<i64>>,
    data_dir: Option<Spanned<String>>,
    invite_only: Option<bool>,
    view_distance: Option<Spanned<i64>>,
    metrics: Option<Spanned<String>>,
    chain: Option<Spanned<String>>,
    chain_program: Option<Spanned<String>>,
    log: Option<Spanned<String>>,
}

/// People write seeds as words and as numbers.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a seed is a text or a whole number")]
enum Seed {
    Text(String),
    Number(i64),
}

impl Seed {
    fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
        }
    }
}

pub(super) fn read(path: &Path, text: &str) -> Result<Config, ConfigError> {
    let raw: Raw = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let hint = "game-server --print-config prints a file with every key and what it may be";
        // The parser names Rust's types; people who write TOML need not know them.
        let what = error.message().replace("expected i64", "expected a whole number");
        ConfigError::wrong(path, text, at, &what, hint)
    })?;
    let source = Source { path, text };
    let default = Config::default();
    Ok(Config {
        name: source.get(raw.name, default.name, |text| check::name(text))?,
        motd: source.get(raw.motd, default.motd, |text| check::motd(text))?,
        seed: source.get(raw.seed, default.seed, |seed| check::seed(&seed.text()))?,
        ruleset: source.get(raw.ruleset, default.ruleset, |text| check::ruleset(text))?,
        port: source.get(raw.port, default.port, |&port| check::port(port))?,
        bind: source.get(raw.bind, default.bind, |text| check::bind(text))?,
        public_host: source
            .get(raw.public_host, default.public_host, |text| check::public_host(text))?,
        player_limit: source
            .get(raw.player_limit, default.player_limit, |&limit| check::player_limit(limit))?,
        data_dir: source.get(raw.data_dir, default.data_dir, |text| check::data_dir(text))?,
        invite_only: raw.invite_only.unwrap_or(default.invite_only),
        view_distance: source.get(raw.view_distance, default.view_distance, |&metres| {
            check::view_distance(metres)
        })?,
        metrics: source.get(raw.metrics, default.metrics, |text| check::metrics(text))?,
        chain: source.get(raw.chain, default.chain, |text| check::chain(text))?,
        chain_program: source
            .get(raw.chain_program, default.chain_program, |text| check::chain_program(text))?,
        log: source.get(raw.log, default.log, |text| check::log(text))?,
    })
}

struct Source<'t> {
    path: &'t Path,
    text: &'t str,
}

impl Source<'_> {
    fn get<R, T>(
        &self,
        raw: Option<Spanned<R>>,
        default: T,
        check: impl Fn(&R) -> Result<T, Broken>,
    ) -> Result<T, ConfigError> {
        let Some(raw) = raw else { return Ok(default) };
        check(raw.get_ref()).map_err(|Broken { what, hint }| {
            ConfigError::wrong(self.path, self.text, raw.span().start, &what, hint)
        })
    }
}
