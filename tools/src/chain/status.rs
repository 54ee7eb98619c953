//! `seedbound chain status`.

use super::node::Node;
use super::place::{ChainPlace, WorldPlace};
use super::program::{self, Found};
use super::{sol, text};
use crate::terminal::Screen;
use clap::Args;
use ledger::client::{ReadError, World};
use owo_colors::AnsiColors;
use seedbound_interface::{Key, derive};
use serde::Serialize;
use solana_rpc_client::rpc_client::RpcClient;

/// Shows which chain it is, whether the committed program is on it and who can change it, and the
/// world's account. Fails when the program is missing or another build, or the world is not there.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound chain status
  seedbound chain status --data-dir data --json
  seedbound chain status --url http://127.0.0.1:8899 --world ADDRESS")]
pub(crate) struct StatusArgs {
    #[command(flatten)]
    chain: ChainPlace,

    #[command(flatten)]
    world: WorldPlace,

    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Answer {
    format: &'static str,
    url: String,
    genesis: String,
    slot: u64,
    program: ProgramAnswer,
    world: Option<WorldAnswer>,
}

#[derive(Serialize)]
struct ProgramAnswer {
    address: String,
    #[serde(flatten)]
    found: Found,
}

#[derive(Serialize)]
struct WorldAnswer {
    address: String,
    state: &'static str,
    seed: String,
    generator_version: u32,
    ruleset: String,
    ruleset_hash: String,
    authority: String,
    authority_lamports: u64,
    epoch: u64,
    epoch_open: bool,
    pending_rolls: u32,
    bond_lamports: u64,
    fee_basis_points: u16,
}

/// Carries it out.
pub(super) fn run(args: &StatusArgs, screen: &Screen) -> anyhow::Result<()> {
    let node = args.chain.reach()?;
    let slot = node.ask(RpcClient::get_slot)?;
    let found = program::look(&node)?;
    // What is known is shown before what is wrong is said.
    let (world, wrong) = match &found {
        Found::Missing => {
            (None, Some(ReadError::ProgramMissing { program: node.program.into() }.into()))
        }
        Found::Deployed { committed, .. } => {
            let other = (!committed).then(|| {
                anyhow::anyhow!(
                    "the program on this chain is another build than the one that belongs to this \
                     version of the game"
                )
            });
            match args.world.find_if_named(&node.program)? {
                None => (None, other),
                Some(address) => match look(&node, &address) {
                    Ok(world) => (Some(world), other),
                    Err(error) => (None, Some(other.unwrap_or(error))),
                },
            }
        }
    };
    let answer = Answer {
        format: "seedbound.chain-status/1",
        url: node.url.clone(),
        genesis: text(&node.genesis),
        slot,
        program: ProgramAnswer { address: text(&node.program), found },
        world,
    };
    if args.json {
        screen.json(&answer)?;
    } else {
        screen.print(&in_words(&answer, screen))?;
    }
    wrong.map_or(Ok(()), Err)
}

fn look(node: &Node, address: &Key) -> anyhow::Result<WorldAnswer> {
    let world = node.world(address)?;
    let client = node.client()?;
    let lamports = node.read(client.lamports(&world.authority))?;
    let mut pending = 0;
    if world.epoch_open {
        let epoch = derive::epoch(&node.program, address, world.epoch);
        let epoch = node.read(client.epoch(&epoch))?;
        pending = epoch.requested.saturating_sub(epoch.resolved);
    }
    Ok(WorldAnswer {
        address: text(address),
        state: state(&world),
        seed: seed::hex(&world.public_seed),
        generator_version: world.generator_version,
        ruleset: text(&world.ruleset),
        ruleset_hash: seed::hex(&node.ruleset_hash(&world.ruleset)?),
        authority: text(&world.authority),
        authority_lamports: lamports,
        epoch: world.epoch,
        epoch_open: world.epoch_open,
        pending_rolls: pending,
        bond_lamports: world.bond,
        fee_basis_points: world.fee,
    })
}

const fn state(world: &World) -> &'static str {
    match (world.closed, world.paused) {
        (true, _) => "closed",
        (false, true) => "paused",
        (false, false) => "open",
    }
}

fn in_words(answer: &Answer, screen: &Screen) -> String {
    let mut lines = vec![
        ("chain", answer.url.clone()),
        ("genesis", answer.genesis.clone()),
        ("slot", answer.slot.to_string()),
        ("program", answer.program.address.clone()),
    ];
    let good = |text: &str| screen.colour(AnsiColors::Green, text);
    let bad = |text: &str| screen.colour(AnsiColors::Red, text);
    match &answer.program.found {
        Found::Missing => lines.push(("", bad("not on this chain"))),
        Found::Deployed { committed, sha256, authority } => {
            let build = if *committed { good("the committed build") } else { bad("another build") };
            lines.push(("  build", format!("{build}, sha256 {sha256}")));
            let authority = authority.as_ref().map(|key| format!("{key} can replace it"));
            let nobody = || "nobody can replace it".to_owned();
            lines.push(("  authority", authority.unwrap_or_else(nobody)));
        }
    }
    if let Some(world) = &answer.world {
        let epoch = match (world.epoch, world.epoch_open) {
            (0, _) => "none yet".to_owned(),
            (number, true) => match world.pending_rolls {
                1 => format!("{number}, open, 1 roll pending"),
                count => format!("{number}, open, {count} rolls pending"),
            },
            (number, false) => format!("{number}, closed"),
        };
        let fee = world.fee_basis_points;
        lines.extend([
            ("world", format!("{} {}", world.address, state_in_colour(world.state, screen))),
            ("  seed", format!("{} (generator {})", world.seed, world.generator_version)),
            ("  ruleset", world.ruleset_hash.clone()),
            ("  authority", world.authority.clone()),
            ("  purse", sol::show(world.authority_lamports)),
            ("  epoch", epoch),
            ("  bond", sol::show(world.bond_lamports)),
            ("  fee", format!("{}.{:02} % of sales", fee / 100, fee % 100)),
        ]);
    }
    let line = |(name, value): &(&str, String)| format!("{name:<12}{value}\n");
    let text: String = lines.iter().map(line).collect();
    match (&answer.world, &answer.program.found) {
        (None, Found::Deployed { .. }) => {
            let hint = "name a world with --world or --data-dir to see its account";
            text + &screen.dim(hint) + "\n"
        }
        _ => text,
    }
}

fn state_in_colour(state: &str, screen: &Screen) -> String {
    let colour = if state == "open" { AnsiColors::Green } else { AnsiColors::Yellow };
    screen.colour(colour, state)
}
