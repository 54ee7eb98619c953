//! Requests of players, each answered exactly once; a refusal may overtake what waits for the disk.

use crate::chain::Want;
use crate::play::player::Player;
use crate::play::wire::{Outbox, Requests, Wire};
use crate::play::{chat, deals, leaving, market, pack, party, sealed, talk, things, trade};
use crate::store::Ticket;
use bevy::prelude::*;
use protocol::{Ask, Event, Kick, Refusal};
use renet::ClientId;
use simulation::TICKS_PER_SECOND;
use transport::Wallet;

/// Who asks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asker {
    pub(crate) client: ClientId,
    pub(crate) entity: Entity,
    pub(crate) wallet: Wallet,
}

/// How a request went: what must be on disk before the answer goes out.
pub(crate) type Done = Result<Option<Ticket>, Refusal>;

/// Answers what players asked for in this tick.
pub(crate) fn answer(world: &mut World) {
    let requests = std::mem::take(&mut world.resource_mut::<Requests>().0);
    for (client, entity, request) in requests {
        let Some(player) = world.get::<Player>(entity) else {
            continue;
        };
        let asker = Asker { client, entity, wallet: player.wallet };
        let alive = player.alive();
        let outcome = match request.ask {
            Ask::Chat { scope, text } => chat::say(world, asker, scope, &text),
            Ask::Ping => Ok(None),
            Ask::Leave => leave(world, asker),
            Ask::Invite { name } => party::invite(world, asker, &name),
            Ask::JoinParty => party::join(world, asker),
            Ask::LeaveParty => party::leave(world, asker),
            Ask::Market(query) => market::browse(world, asker, query),
            Ask::Supply => market::supply(world, asker),
            Ask::Sales { own } => market::sales(world, asker, own),
            Ask::Sign { id, signature } => deals::sign(world, asker, id, signature),
            Ask::Reprice { mint, price } => {
                deals::begin(world, asker, request.id, Want::Reprice { mint, price })
            }
            Ask::Cancel { mint } => deals::begin(world, asker, request.id, Want::Cancel { mint }),
            Ask::Buy { mint, maximum_price } => {
                deals::begin(world, asker, request.id, Want::Buy { mint, maximum_price })
            }
            Ask::Deposit { coins } => market::deposit(world, asker, coins),
            _ if !alive => Err(Refusal::Dead),
            Ask::Interact { target } => things::interact(world, asker, target),
            Ask::Board { target, step } => things::boards::play(world, asker, target, step),
            Ask::Choose { topic } => talk::choose(world, asker, topic),
            Ask::Say { text } => talk::say(world, asker, &text),
            Ask::Use { index } => pack::consume(world, asker, index),
            Ask::Equip { index } => pack::equip(world, asker, index),
            Ask::Unequip { slot } => pack::unequip(world, asker, slot),
            Ask::Drop { index, count } => pack::drop(world, asker, index, count),
            Ask::Abandon { quest } => pack::abandon(world, asker, quest),
            Ask::Open { index, nonce } => sealed::open(world, asker, request.id, index, nonce),
            Ask::List { index, price } => {
                let want = |token| Want::List { token, price };
                deals::with_token(world, asker, request.id, index, want)
            }
            Ask::Burn { index } => {
                deals::with_token(world, asker, request.id, index, |token| Want::Burn { token })
            }
            Ask::Trade(ask) => trade::answer(world, asker, request.id, ask),
        };
        world.resource_mut::<Outbox>().answer(client, request.id, outcome);
    }
}

fn leave(world: &mut World, asker: Asker) -> Done {
    let goodbye = Event::Goodbye(Kick::Left);
    let seconds = leaving::stays(world, asker.entity).div_ceil(TICKS_PER_SECOND);
    let mut outbox = world.resource_mut::<Outbox>();
    if seconds > 0 {
        let text = format!("You are in a fight: your character stays for {seconds} seconds more.");
        outbox.tell(asker.client, Event::Notice(text));
    }
    outbox.tell(asker.client, goodbye);
    // Out of the world in the next tick, after the answer went out.
    world.resource_mut::<Wire>().leaving.push(asker.client);
    Ok(None)
}

/// A text that may be shown to others: trimmed, of sane length, without control characters.
pub(crate) fn clean(text: &str) -> Result<String, Refusal> {
    let text: String = text.trim().chars().filter(|c| !c.is_control()).take(201).collect();
    let length = text.chars().count();
    if length == 0 || length > 200 { Err(Refusal::BadText) } else { Ok(text) }
}
