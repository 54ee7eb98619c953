//! What a server is made of when everything is opened and bound, in front of the first tick.

use crate::chain::Chain;
use crate::config::Config;
use crate::data_dir::DataDir;
use crate::game::{self, Opened};
use crate::web::{ChainAddress, WebHandle};
use std::io::{self, Write};
use transport::Invite;

/// A server that is ready to run. Logins are answered already; players come in with the first tick.
pub struct Parts {
    /// How it is set up.
    pub config: Config,
    /// The game's share.
    pub opened: Opened,
    /// The chain under it; `None` where it is off.
    pub chain: Option<Chain>,
    /// Where players' questions to it go.
    pub chain_address: ChainAddress,
    /// Its HTTP.
    pub web: WebHandle,
    /// What to hand out.
    pub invite: Invite,
    /// Its directory, locked until the end.
    pub dir: DataDir,
}

impl Parts {
    /// Tells the host where to join and what runs, one `name: value` a line and `ready` at the end.
    ///
    /// # Errors
    /// When the output cannot be written; the server can run without.
    pub fn announce(&self, output: &mut impl Write) -> io::Result<()> {
        let land = &self.opened.land;
        let people = self.opened.saved.characters.len();
        let age = match self.opened.saved.new {
            true => "new".to_owned(),
            false => format!("{people} {}", if people == 1 { "character" } else { "characters" }),
        };
        let dir = self.dir.path();
        let dir = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
        writeln!(output, "Seedbound server {}", env!("CARGO_PKG_VERSION"))?;
        writeln!(output, "name: {}", self.config.name)?;
        writeln!(output, "world: {age}, ruleset {}", land.rules().name)?;
        writeln!(output, "seed: {}", land.seed())?;
        writeln!(output, "data: {}", dir.display())?;
        match self.web.metrics_address() {
            Some(address) => writeln!(output, "metrics: http://{address}/metrics")?,
            None => writeln!(output, "metrics: off")?,
        }
        match self.chain.as_ref().map(|chain| (chain.url(), chain.own())) {
            Some((Some(url), true)) => writeln!(output, "chain: {url} (embedded)")?,
            Some((Some(url), false)) => writeln!(output, "chain: {}", host(url))?,
            Some((None, _)) => writeln!(output, "chain: failed, see the log")?,
            None => writeln!(output, "chain: off")?,
        }
        writeln!(output, "join: {}", self.invite)?;
        writeln!(output, "ready")?;
        output.flush()
    }

    /// Runs until it is told to stop; then everything is saved and everything closed.
    ///
    /// # Errors
    /// What went wrong, and what to do.
    pub fn run(self) -> anyhow::Result<()> {
        let Self { opened, chain, chain_address, web, dir, .. } = self;
        let ended = game::run(opened);
        chain_address.set(None);
        // The store has written its last change.
        if let Some(chain) = chain {
            chain.stop();
        }
        drop(web);
        drop(dir);
        ended
    }
}

/// A node's address without what may be a key: the path and the query, user and password.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split(['/', '?', '#']).next().unwrap_or_default();
    rest.rsplit('@').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn an_address_is_shown_without_its_keys() {
        assert_eq!(host("https://api.devnet.solana.com"), "api.devnet.solana.com");
        assert_eq!(host("https://node.example:8899/v2/SECRET?key=SECRET"), "node.example:8899");
        assert_eq!(host("http://me:SECRET@127.0.0.1:8899"), "127.0.0.1:8899");
    }
}
