//! `seedbound chain deploy`: the committed program onto a chain, under the upgradeable loader.
//!
//! The program is too large for one transaction, so it is written into a buffer piece by piece, and
//! the buffer is made a program at the end. The buffer's key follows from the payer's key and the
//! program's bytes: who starts again after an interruption finds the same buffer and writes only what
//! is missing.

mod keys;
mod loader;
mod upload;

use super::place::ChainPlace;
use super::program::{self, ELF, Found};
use super::{node::Node, pay, sol, text};
use crate::terminal::Screen;
use anchor_client::Signer;
use anyhow::Context;
use clap::Args;
use loader::{BUFFER_HEAD, PROGRAM_BYTES};
use seedbound_interface::sha256::sha256;
use serde::Serialize;
use solana_keypair::Keypair;
use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;

/// Puts the program that belongs to this version on a chain. Says what it costs and asks before
/// anything is sent. Interrupted, it goes on where it was when it is started again with the same keys;
/// or `--abandon` gives the SOL of what was written back.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound chain deploy --url https://api.devnet.solana.com --keypair id.json
  seedbound chain deploy --url URL --keypair id.json --program-keypair program.json --final --yes
  seedbound chain deploy --url URL --keypair id.json --abandon")]
pub(crate) struct DeployArgs {
    #[command(flatten)]
    chain: ChainPlace,

    /// The keypair file of whoever pays.
    #[arg(long, value_name = "FILE")]
    keypair: PathBuf,

    /// The keypair file of the program's address [default: one that follows from the payer's key and
    /// the program].
    #[arg(long, value_name = "FILE")]
    program_keypair: Option<PathBuf>,

    /// Leave nobody who could replace the program. Otherwise the payer can.
    #[arg(long = "final")]
    is_final: bool,

    /// Do not ask.
    #[arg(long)]
    yes: bool,

    /// Deploy nothing; close the buffer of an interrupted deployment, and take its SOL back.
    #[arg(long, conflicts_with_all = ["program_keypair", "is_final"])]
    abandon: bool,

    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Answer {
    format: &'static str,
    genesis: String,
    program: String,
    sha256: String,
    authority: Option<String>,
    deployed_now: bool,
    spent_lamports: u64,
}

/// Carries it out.
pub(super) fn run(args: &DeployArgs, screen: &Screen) -> anyhow::Result<()> {
    let payer = keys::read(&args.keypair)?;
    let program = match &args.program_keypair {
        Some(file) => keys::read(file)?,
        None => keys::derived(&payer, "program", ELF)?,
    };
    let buffer = keys::derived(&payer, "buffer", ELF)?;
    let node = args.chain.reach()?;
    if args.abandon {
        return abandon(&node, &payer, &buffer, screen);
    }
    let node = node.with_program(program.pubkey().to_bytes());
    match program::look(&node)? {
        Found::Deployed { committed: true, authority, .. } => {
            return tell(args, &node, authority, None, screen);
        }
        Found::Deployed { .. } => anyhow::bail!(
            "there is another program at {} already; give another keypair with --program-keypair",
            program.pubkey()
        ),
        Found::Missing => {}
    }
    let before = node.ask(|rpc| rpc.get_balance(&payer.pubkey()))?;
    let cost = cost(&node, &buffer)?;
    let authority = (!args.is_final).then(|| payer.pubkey().to_string());
    if !args.yes {
        agree(screen, &node, &cost, authority.as_deref())?;
    }
    pay::check_funds(&node, &payer.pubkey().to_bytes(), cost.now)?;

    let deployed = upload::write(&node, screen, &payer, &buffer).and_then(|()| {
        let rent = pay::rent(&node, PROGRAM_BYTES)?;
        let keys = [payer.pubkey(), program.pubkey(), buffer.pubkey()];
        let steps = loader::deploy(keys, rent, ELF.len(), args.is_final);
        pay::send(&node, screen, &steps, &[&payer, &program])
    });
    deployed.context(
        "the program is not there yet; start the same command again to go on where it stopped, or \
         with --abandon to take the SOL of what was written back",
    )?;
    // The node's word for it, not ours.
    let found = program::look(&node)?;
    anyhow::ensure!(
        matches!(&found, Found::Deployed { committed: true, authority: found, .. } if *found == authority),
        "the chain took it, but what is there now is something else: {found:?}"
    );
    let after = node.ask(|rpc| rpc.get_balance(&payer.pubkey()))?;
    tell(args, &node, authority, Some(before.saturating_sub(after)), screen)
}

/// What it costs, in lamports.
struct Cost {
    /// Program and data: stays with them.
    rent: u64,
    fees: u64,
    /// What the payer must have now: a buffer that is there has its part already.
    now: u64,
}

fn cost(node: &Node, buffer: &Keypair) -> anyhow::Result<Cost> {
    let data = pay::rent(node, program::DATA_HEAD + ELF.len())?;
    let rent = data + pay::rent(node, PROGRAM_BYTES)?;
    let pieces = upload::pieces().count() as u64;
    // Making the buffer and the program takes two signatures each.
    let fees = (pieces + 4) * pay::FEE;
    let there = node.account(&buffer.pubkey().to_bytes())?.map_or(0, |account| account.lamports);
    // Who pays must remain able to be.
    let alive = pay::rent(node, 0)?;
    Ok(Cost { rent, fees, now: (rent + fees + alive).saturating_sub(there) })
}

/// Says what will be done, and asks.
fn agree(screen: &Screen, node: &Node, cost: &Cost, authority: Option<&str>) -> anyhow::Result<()> {
    let who = authority.map_or_else(
        || "nobody, ever".to_owned(),
        |authority| format!("{authority} (nobody with --final)"),
    );
    screen.note(&format!(
        "chain        {} (genesis {})\nprogram      {}\nsha256       {}\nreplaceable  by {who}\n\
         cost         {}: {} stay as rent, {} are fees\n",
        node.url,
        text(&node.genesis),
        text(&node.program),
        seed::hex(&sha256(&[ELF])),
        sol::show(cost.rent + cost.fees),
        sol::show(cost.rent),
        sol::show(cost.fees),
    ));
    anyhow::ensure!(
        std::io::stdin().is_terminal(),
        "nothing was sent: nobody is there to be asked; say --yes"
    );
    let _ = write!(std::io::stderr(), "Deploy? [y/N] ");
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    anyhow::ensure!(matches!(line.trim().to_lowercase().as_str(), "y" | "yes"), "nothing was sent");
    Ok(())
}

fn tell(
    args: &DeployArgs,
    node: &Node,
    authority: Option<String>,
    spent: Option<u64>,
    screen: &Screen,
) -> anyhow::Result<()> {
    let (program, sha256) = (text(&node.program), seed::hex(&sha256(&[ELF])));
    if args.json {
        return screen.json(&Answer {
            format: "seedbound.chain-deploy/1",
            genesis: text(&node.genesis),
            program,
            sha256,
            authority,
            deployed_now: spent.is_some(),
            spent_lamports: spent.unwrap_or(0),
        });
    }
    let done = match spent {
        Some(spent) => format!("deployed for {}", sol::show(spent)),
        None => "it is there already, to the byte; nothing was sent".to_owned(),
    };
    let who = authority
        .map_or_else(|| "nobody can replace it".to_owned(), |key| format!("{key} can replace it"));
    screen.print(&format!(
        "{done}\nprogram    {}\nsha256     {sha256}\nauthority  {who}\n{}\n",
        screen.bold(&program),
        screen.dim(&format!(
            "Look at it: seedbound chain status --url {} --program {program}",
            node.url
        )),
    ))
}

fn abandon(node: &Node, payer: &Keypair, buffer: &Keypair, screen: &Screen) -> anyhow::Result<()> {
    let there = node.account(&buffer.pubkey().to_bytes())?;
    let there = there.filter(|account| account.data.len() >= BUFFER_HEAD);
    let Some(there) = there else {
        return screen.print("there is no unfinished deployment of this payer; nothing to do");
    };
    let steps = [loader::close(&buffer.pubkey(), &payer.pubkey())];
    let ended = pay::send(node, screen, &steps, &[payer])?;
    screen.print(&format!(
        "took {} back\n{}",
        sol::show(there.lamports),
        pay::ended(&ended, screen)
    ))
}
